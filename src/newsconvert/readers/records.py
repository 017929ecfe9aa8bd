"""Read many articles from one file: JSON Lines, CSV or Parquet, a record an article, in flat memory."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import EmptyInputError, InputError, MissingDependencyError, OptionError
from ..model import Article, Provenance, Source
from ..options import ReaderOptions
from ..result import Converted
from .overrides import language_or, stated_date
from .plaintext import explain

#: What the columns of corpora are called, the most exact first.
_COLUMNS = {
    "headline": ("headline", "title"),
    "body": ("body", "content", "text", "article", "article_text"),
    "byline": ("byline", "author", "authors"),
    "published": ("published", "date_published", "published_at", "publication_date", "date"),
    "retrieved": ("retrieved", "date_extracted", "date_download", "crawled_at"),
    "source": ("source", "publisher", "site", "newspaper"),
    "url": ("url", "link", "source_url"),
    "language": ("language", "lang"),
    "dateline": ("dateline",),
    "kicker": ("kicker",),
}
#: In bytes: a line longer than this is no article.
_LONGEST_LINE = 16 * 1024 * 1024

Record = tuple[int, Converted[Article] | InputError]


def stream(path: Path, options: ReaderOptions) -> Iterator[Record]:
    """Yield number (from 1) and article of each record in the file at `path`, or the error of one that is none.

    Raise InputError when the file itself cannot be read as its ending says, OptionError for an impossible mapping.
    """
    mapping = _mapping(options)
    name = options.file_name or path.name
    kind = path.suffix.lower()
    if kind == ".parquet":
        rows: Iterable[Any] = _parquet(path)
        yield from _articles(rows, mapping, name)
        return
    with path.open("rb") as file:
        yield from _articles(_csv(file, kind) if kind in (".csv", ".tsv") else _lines(file), mapping, name)


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in JSON Lines `data` of one record. Raise InputError when there are more or none."""
    found = list(zip(range(2), _articles(_lines(io.BytesIO(data)), _mapping(options), options.file_name), strict=False))
    if len(found) != 1:
        raise InputError(
            f"there {'are several articles' if found else 'is no article'} here; convert the file instead."
        )
    (_, (_, article)) = found[0]
    if isinstance(article, InputError):
        raise article
    return article


def _mapping(options: ReaderOptions) -> dict[str, tuple[str, ...]]:
    """Return which columns each field may be in: the ones named first, then the usual names."""
    mapping = dict(_COLUMNS)
    for column, named in options.mapping:
        field = {"title": "headline", "author": "byline", "content": "body"}.get(named, named)
        if field not in mapping:
            raise OptionError(f"--map: there is no field {field!r}; the fields are: {', '.join(mapping)}.")
        mapping[field] = (column, *mapping[field])
    return mapping


def _articles(rows: Iterable[Any], mapping: Mapping[str, tuple[str, ...]], name: str | None) -> Iterator[Record]:
    for number, row in enumerate(rows, 1):
        if isinstance(row, InputError):
            yield number, row
            continue
        try:
            yield number, _article(row, mapping, f"{name}#{number}" if name else None)
        except InputError as problem:
            yield number, type(problem)(f"record {number}: {problem}")


def _article(row: Mapping[str, Any], mapping: Mapping[str, tuple[str, ...]], name: str | None) -> Converted[Article]:
    def field(key: str) -> Any:
        return next((row[column] for column in mapping[key] if row.get(column) not in (None, "")), None)

    def text(key: str) -> str | None:
        value = field(key)
        if isinstance(value, list):
            value = "، ".join(map(str, value))
        return str(value).strip() or None if value is not None else None

    headline, body = text("headline"), text("body")
    if not headline and not body:
        known = ", ".join(sorted(map(str, row))) or "none"
        raise EmptyInputError(f"it has no headline and no body (columns: {known}); name them with --map.")
    content = (body or headline or "").encode(errors="replace")
    found, _ = explain(content, ReaderOptions(encoding="utf-8"), title=headline if body else None)
    article = found.value
    source = article.source or Source()
    stated = Source(
        text("source") or source.name, text("url") or source.url, source.citation, stated_date(field("retrieved"))
    )
    return Converted(
        replace(
            article,
            byline=text("byline") or article.byline,
            dateline=text("dateline") or article.dateline,
            kicker=text("kicker") or article.kicker,
            published=stated_date(field("published")) or article.published,
            language=language_or(field("language"), article.language),
            source=stated if stated != Source() else None,
            provenance=Provenance(name, hashlib.sha256(content).hexdigest(), "utf-8", content=content),
        ),
        found.warnings,
    )


def _lines(file: BinaryIO) -> Iterator[Any]:
    number = 0
    while line := file.readline(_LONGEST_LINE):
        number += 1
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as problem:
            yield InputError(f"line {number} is not JSON ({problem}).")
            continue
        yield (
            value if isinstance(value, dict) else InputError(f"line {number} is no object but {type(value).__name__}.")
        )


def _csv(file: BinaryIO, kind: str) -> Iterator[Any]:
    csv.field_size_limit(min(sys.maxsize, _LONGEST_LINE))
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", errors="strict")
    try:
        rows = csv.DictReader(text, delimiter="\t" if kind == ".tsv" else ",", strict=True)
        for row in rows:
            row.pop(None, None)  # cells beyond the header
            yield row
    except (csv.Error, UnicodeDecodeError) as problem:
        raise InputError(f"this is not a CSV file in UTF-8 ({problem}); save it again as one.") from problem
    finally:
        text.detach()


def _parquet(path: Path) -> Iterator[Any]:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as problem:
        raise MissingDependencyError('Parquet needs pyarrow: pip install "newsconvert[parquet]".') from problem
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=256):
                yield from batch.to_pylist()
    except (arrow.ArrowException, OSError) as problem:
        raise InputError(f"this is not a Parquet file ({problem}).") from problem
