"""The lists of an archive: its manifest as JSON Lines and CSV, the bibliography of its sources, and the report."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack

from ...bibliography import Reference, bibtex, csl_json, reference, ris
from ...interchange import parse_date
from ...model import Article, Source
from ..record import Record, State
from .contents import Contents

COLUMNS = (
    "id", "state", "title", "byline", "dateline", "published", "source_name", "source_url", "retrieved", "language",
    "direction", "encoding", "words", "pages", "origin", "sha256", "source_path", "error",
)  # fmt: skip
#: The columns after those: how many warnings a record has, and how much of its source is not in the article.
COUNTS = ("warnings", "losses")


def manifest(contents: Contents, formats: Sequence[str]) -> None:
    """Write `manifest.jsonl`, one record per line, and `manifest.csv`, with a column for the path of each format."""
    contents.shown["manifest.csv"] = "بيان المقالات (CSV)"
    with contents.create("manifest.jsonl") as lines, contents.create("manifest.csv") as table:
        table.write(b"\xef\xbb\xbf")  # without it, spreadsheets assume another encoding
        table.write(_row([*COLUMNS, *COUNTS, *formats]))
        for record in contents.records():
            lines.write(record.dumps().encode() + b"\n")
            values = record.to_json()
            paths = [record.documents[name].path if name in record.documents else "" for name in formats]
            counts = (len(record.all_warnings), sum(record.losses.values()))
            row = [*(values.get(name, "") for name in COLUMNS), *counts, *paths]
            table.write(_row(row))


#: How a cell begins that spreadsheets may take for a formula or a command.
_FORMULA = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _row(values: Iterable[object]) -> bytes:
    """Return a row of CSV (RFC 4180). Text that a spreadsheet would read as a formula gets an apostrophe in front."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow(
        f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value for value in values
    )
    return stream.getvalue().encode()


def bibliography(contents: Contents) -> None:
    """Write the references of all articles: `bibliography.json` (CSL-JSON), `bibliography.bib`, `bibliography.ris`."""
    for suffix, name in (("bib", "BibTeX"), ("ris", "RIS"), ("json", "CSL-JSON")):
        contents.shown[f"bibliography.{suffix}"] = f"المراجع ({name})"
    with ExitStack() as stack:
        items, bib, tagged = (
            stack.enter_context(contents.create(f"bibliography.{suffix}")) for suffix in ("json", "bib", "ris")
        )
        before = "[\n"
        for record in contents.records(State.MADE, State.FAILED):
            if record.title is None:  # a record of a source that could not be read
                continue
            entry = reference_of(record)
            items.write((before + csl_json(entry)).encode())
            bib.write((bibtex(entry) + "\n").encode())
            tagged.write(ris(entry).encode())
            before = ",\n"
        items.write(b"\n]\n" if before == ",\n" else b"[]\n")


def reference_of(record: Record) -> Reference:
    """Return the bibliographic reference of an article, from its record."""
    source = Source(record.source_name, record.source_url, retrieved=parse_date(record.retrieved))
    return reference(
        Article(
            record.title or "",
            byline=record.byline,
            published=parse_date(record.published),
            source=source,
            language=record.language or "ar",
        )
    )


def report(contents: Contents) -> None:
    """Write `report.json` and `REPORT.txt`: what was made, what failed and why, in plain numbers."""
    states: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    losses: Counter[str] = Counter()
    verified = pages = words = 0
    for record in contents.records():
        states[record.state] += 1
        if record.state is State.DUPLICATE:
            continue
        kinds.update({warning.kind.value for warning in record.all_warnings})
        losses.update(record.losses)
        documents.update(record.documents.keys())
        verified += sum(made.receipt is not None for made in record.documents.values())
        pages += record.pages or 0
        words += record.words or 0
    values = {
        "made": states[State.MADE],
        "failed": states[State.FAILED],
        "duplicates": states[State.DUPLICATE],
        "documents": dict(sorted(documents.items())),
        "documents_verified": verified,
        "pages": pages,
        "words": words,
        "warnings": dict(sorted(kinds.items())),
        "losses": dict(sorted(losses.items())),
    }
    with contents.create("report.json") as stream:
        stream.write(json.dumps(values, indent=2).encode() + b"\n")
    contents.shown["REPORT.txt"] = "التقرير"
    with contents.create("REPORT.txt") as stream:
        for line in _report_lines(values, contents):
            stream.write(line.encode() + b"\n")


_LABELS = {
    "made": "Articles made / مقالات أُنجزت",
    "failed": "Articles failed / مقالات أخفقت",
    "duplicates": "Duplicates / مكرّرات",
    "documents_verified": "Documents verified / وثائق تُحقِّق منها",
    "pages": "PDF pages / صفحات PDF",
    "words": "Words / كلمات",
}
_COUNTS = {"documents": "Documents / وثائق", "warnings": "Articles with warnings / مقالات عليها تنبيهات",
           "losses": "Left out or changed / ما تُرك أو غُيّر"}  # fmt: skip


def _report_lines(values: dict[str, object], contents: Contents) -> Iterable[str]:
    """Yield the lines of the report."""
    yield f"Report / تقرير: {contents.title}"
    yield ""
    yield from (f"{label}: {values[name]}" for name, label in _LABELS.items())
    for name, title in _COUNTS.items():
        counts = values[name]
        if isinstance(counts, dict) and counts:
            yield f"{title}:"
            yield from (f"  {key}: {count}" for key, count in counts.items())
    if values["failed"]:
        yield ""
        yield "Failed / ما أخفق:"
        yield from (f"  {record.origin}: {record.error}" for record in contents.records(State.FAILED))


def parts(formats: Sequence[str]) -> list[Callable[[Contents], None]]:
    """Return the listings that every archive has."""
    return [lambda contents: manifest(contents, formats), bibliography, report]
