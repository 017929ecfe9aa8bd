"""Newsroom texts with each line marked by hand: load them, and score how the reader understands them.

A marked text is a file of `TAG | line` after a head of `field: value` lines and an empty line. A line without a tag
goes on with the line before it (wrapped text), an empty line is an empty line of the text. `P/L` is a line that may be
either. Values that would do as well are parted by ` || `; `-` is none. The tags are T headline, K kicker, D deck, B
byline, DL dateline or date, P paragraph, H2 and H3 heading, L and N item (or row of a table), Q quotation, V verse, C
caption or credit, S source, R related link, E end mark, X other. The fields are those of `FIELDS`; title, kicker and
deck come from the lines marked so where the head does not state them. A folder may hold pairs of NN.txt and NN.json
instead: the text, and an object with `fields`, `fields_also` and `lines`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from newsconvert.interchange import to_json
from newsconvert.options import ReaderOptions
from newsconvert.readers.plaintext import explain

FIELDS = ("title", "kicker", "deck", "byline", "place", "date", "agency", "source")
KINDS = {"H2": "heading", "H3": "heading", "P": "paragraph", "L": "item", "N": "item", "Q": "quote", "V": "verse"}
#: What else does for a kind: verse and quotations may be set as paragraphs.
_CLOSE = {"V": {"verse", "quote", "paragraph"}, "Q": {"quote", "paragraph"}}
_MARKED = re.compile(r"(?P<tags>[A-Z0-9/]*)\s*\|(?: (?P<line>.*))?")
_MARKS = re.compile(r"^[\s\-ـ_•*–—#▪◄►✓]+|^[(\[]?[\d٠-٩أبجدهوزحطي]{1,2}(?:[.)\-\]/]+|\s[-–—]\s)\s*|[\s*:|]+$")

#: Names of fields, which are not kept: the value is.
_LABEL = re.compile(r"^(?:الموضوع|العنوان|الكاتب|تاريخ النشر|المصدر|Subject|Title)\s*:\s*")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, what each field may be (None among the values: it may be absent), and its lines with their tags."""

    name: str
    text: str
    fields: dict[str, list[str | None]]
    lines: list[tuple[list[str], str]]


def load(folder: Path) -> Iterator[Marked]:
    """Yield the marked texts of `folder` in the order of their names."""
    for path in sorted(folder.glob("*.txt")):
        beside = path.with_suffix(".json")
        yield _pair(path, beside) if beside.exists() else _tagged(path)


def _tagged(path: Path) -> Marked:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    stated = {name: value.strip() for name, _, value in (line.partition(":") for line in head.splitlines())}
    rows: list[str] = []
    lines: list[tuple[list[str], str]] = []
    for row in body.rstrip("\n").split("\n"):
        found = _MARKED.fullmatch(row)
        if row and not found:
            raise ValueError(f"{path}: {row!r} is not TAG | line")
        text = (found["line"] or "") if found else ""
        rows.append(text)
        if found and found["tags"]:
            lines.append((found["tags"].split("/"), text.strip()))
        elif found and text:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]}\n{text.strip()}")
    fields: dict[str, list[str | None]] = {}
    for name in FIELDS:
        default = " ".join(
            text for tags, text in lines if tags[0] == {"title": "T", "kicker": "K", "deck": "D"}.get(name)
        )
        values = stated.get(name, re.sub(r"^#+ |\*\*", "", default) or "-").split(" || ")
        fields[name] = [None if value == "-" else value for value in values]
        if name in ("kicker", "deck") and name not in stated:  # a line that may be another thing may be none of it
            tag = {"kicker": "K", "deck": "D"}[name]
            fields[name] += [None for tags, _ in lines if tags[0] == tag and len(tags) > 1][:1]
            fields[name] += [text for tags, text in lines if tags[0] != tag and tag in tags]
    return Marked(path.stem, "\n".join(rows) + "\n", fields, lines)


def _pair(path: Path, beside: Path) -> Marked:
    value = json.loads(beside.read_text(encoding="utf-8"))
    also = value.get("fields_also", {})
    fields: dict[str, list[str | None]] = {}
    for name in FIELDS:
        key = "dateline" if name == "place" else name
        if key not in value["fields"]:
            continue
        others = also.get(key, [])
        fields[name] = [value["fields"].get(key), *(others if isinstance(others, list) else [others])]
    lines = [([line["tag"], *line.get("also", ())], line["text"]) for line in value["lines"]]
    return Marked(path.stem, path.read_text(encoding="utf-8"), fields, lines)


def _plain(text: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(text or "")).split())


def _same(got: object, want: str | None) -> bool:
    return _plain(got) == _plain(want)


def _holds(got: object, want: str | None) -> bool:
    if want is None or not got:
        return want is None and not got
    return _plain(want) in _plain(got) and len(_plain(got)) <= 2 * len(_plain(want)) + 12


def _near(got: str | None, want: str | None) -> bool:
    """Compare days; one of the Hijri calendar may be a day off."""
    if not got or not want:
        return not got and not want
    return abs((date.fromisoformat(got[:10]) - date.fromisoformat(want)).days) <= 1


def _rows(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield kind and text of each line of the blocks, items of nested lists too."""
    for block in blocks:
        kind = block["type"]
        for item in block.get("items", ()):
            yield "item", _plain(item if isinstance(item, str) else item.get("text"))
        if kind == "table":  # its rows, which texts mark as items
            yield from (("item", _plain(row)) for row in str(block.get("text") or "").split("\n"))
        elif block.get("blocks"):
            yield from ((kind, text) for _, text in _rows(block["blocks"]))
        elif kind != "list":
            yield from ((kind, _plain(line)) for line in str(block.get("text") or "").split("\n"))


def _bare(text: str) -> str:
    return _MARKS.sub("", _LABEL.sub("", text))


def _fields(value: dict[str, Any], marked: Marked) -> Iterator[tuple[str, bool, object]]:
    """Yield of each field whether it is right and what was found."""
    source = (value.get("source") or {}).get("name")
    agency, *others = marked.fields.get("agency", [None])
    for name, wants in marked.fields.items():
        if name == "agency":
            if agency:
                yield (
                    name,
                    any(_holds(got, want) for got in (value.get(name), source) for want in wants),
                    value.get(name),
                )
            else:
                yield "no agency", not value.get(name) or value.get(name) in wants, value.get(name)
        elif name == "source":
            right = any(_holds(source, want) for want in wants) or (wants[0] is None and source in (agency, *others))
            yield name, right, source
        elif name == "date":
            yield name, any(_near(value.get("published"), want) for want in wants), value.get("published")
        elif name == "place":
            got = value.get("place") or value.get("dateline")
            yield name, any(_holds(got, want) for want in wants), got
        else:
            compare = _holds if name == "byline" else _same
            yield name, any(compare(value.get(name), want) for want in wants), value.get(name)


def f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


def score(texts: list[Marked], *, verbose: bool = False) -> dict[str, float]:
    """Return the share of each field that is right, F1 of headings and items, lines of the right kind, lines lost."""
    tally: Counter[str] = Counter()
    for marked in texts:
        found, _ = explain(marked.text.encode(), ReaderOptions())
        value = to_json(found.value)
        for name, right, got in _fields(value, marked):
            tally[f"{name} of"] += 1
            tally[name] += right
            if verbose and not right:
                print(f"{marked.name} {name}: {marked.fields.get(name)} expected, {got!r} found")
        rows = list(_rows(value["blocks"]))
        value["left out"] = [passage for warning in found.warnings for passage in warning.passages]
        whole = _plain(
            json.dumps(value, ensure_ascii=False).replace("\\n", " ").replace('\\"', '"').replace("\\t", " ")
        )
        for tags, text in marked.lines:
            core = _bare(_plain(text))
            hits = {kind for kind, row in rows if row and (_bare(row) == core or (len(core) > 12 and core in row))}
            parts = [_bare(_plain(part)) for part in text.split("\n")]  # a line that is wrapped may be kept as several
            if not hits and any(part[:24].strip() not in whole for part in parts):
                tally["lost"] += 1
                if verbose:
                    print(f"{marked.name} LOST {tags}: {_plain(text)}")
            allowed = {KINDS.get(tag, "other") for tag in tags}
            for kind in ("heading", "item"):
                if kind in hits:
                    tally[f"{kind} {'right' if kind in allowed else 'wrong'}"] += 1
                elif allowed == {kind}:
                    tally[f"{kind} missed"] += 1
                if verbose and tags[0] not in KINDS and kind in hits and kind not in allowed:
                    print(f"{marked.name} {tags} taken for {kind}: {_plain(text)[:90]}")
            if tags[0] in KINDS:
                right = bool(hits & (allowed | _CLOSE.get(tags[0], set())))
                tally["lines of"] += 1
                tally["lines"] += right
                if verbose and not right:
                    print(f"{marked.name} {tags} taken for {sorted(hits) or 'no such line'}: {_plain(text)[:90]}")
    figures = {
        name: tally[name] / tally[f"{name} of"] for name in (*FIELDS, "no agency", "lines") if tally[f"{name} of"]
    }
    for kind in ("heading", "item"):
        figures[f"{kind} F1"] = f1(*(tally[f"{kind} {what}"] for what in ("right", "wrong", "missed")))
    return figures | {"lost lines": tally["lost"]}


if __name__ == "__main__":
    import sys

    for name, figure in score(list(load(Path(sys.argv[1]))), verbose="-v" in sys.argv).items():
        print(f"{name:12} {figure:.3f}")
