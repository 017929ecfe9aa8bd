"""Read many articles from one file, one per record, in constant memory."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePath
from typing import Any, NamedTuple, TypeAlias, TypeVar

from ..errors import EmptyInputError, InputError, OptionError
from ..model import Article, Paragraph, Provenance, Source, Text
from ..options import ReaderOptions
from ..result import Converted, Kind, Warning
from . import Part
from .characters import normalized, unescaped
from .overrides import language_of, names, stated_date
from .plaintext import read_text
from .repairs import Decoded, repair_text
from .rows import Row, array, bounded, first_character, lines, parquet, table, table_encoding
from .shape import read_article
from .structure.folding import fold

__all__ = [
    "Part", "Record", "Row", "array", "article", "bounded", "first_character", "has_body", "lines", "numbered_records",
    "parts", "read", "split", "stream",
]  # fmt: skip

#: Usual column names of corpora, the most specific first; letter case is ignored.
_COLUMNS = {
    "headline": ("headline", "title", "العنوان"),
    "body": ("body", "content", "text", "article", "article_text", "maintext", "النص", "المحتوى"),
    "byline": ("byline", "author", "authors", "الكاتب"),
    "published": ("published", "date_published", "date_publish", "published_at", "publication_date", "date", "التاريخ"),
    "retrieved": ("retrieved", "date_extracted", "date_download", "crawled_at"),
    "source": ("source", "publisher", "site", "newspaper", "المصدر"),
    "url": ("url", "link", "source_url", "الرابط"),
    "language": ("language", "lang"),
    "dateline": ("dateline",),
    "kicker": ("kicker",),
    "deck": ("deck", "standfirst", "subtitle"),
    "place": ("place",),
    "agency": ("agency",),
}
#: Aliases of the fields in a mapping.
_ALIASES = {"title": "headline", "author": "byline", "content": "body", "text": "body", "date": "published"}

Record: TypeAlias = tuple[int | None, "Converted[Article] | InputError"]
T = TypeVar("T")


class _Rows(NamedTuple):
    rows: Iterator[Row]
    suffix: str  # of a file with one of them
    encoding: str | None
    uniform: bool  # all have the same columns


def stream(file: io.BufferedReader, options: ReaderOptions) -> Iterator[Record]:
    """Yield number (from 1) and article of each record in an open file, or the error of an invalid one.

    The format follows from the file's suffix, or else from its beginning. Raise InputError if it cannot be read in that
    format, OptionError for an invalid mapping.
    """
    found = _rows(file, options, _Columns(options).used)
    yield from numbered_records(found.rows, options, uniform=found.uniform)


def split(file: io.BufferedReader, options: ReaderOptions) -> Iterator[tuple[int | None, Part | InputError]]:
    """Yield number and Part of each record in an open file, or the error of an invalid record.

    Raise what `stream` does.
    """
    found = _rows(file, options, list)
    yield from parts(found.rows, found.suffix, replace(options, encoding=found.encoding), uniform=found.uniform)


def _rows(file: io.BufferedReader, options: ReaderOptions, wanted: Callable[[Sequence[str]], Iterable[str]]) -> _Rows:
    kind, limit = PurePath(options.file_name or "").suffix.lower(), options.limits.size
    first, by_line = first_character(file), kind in (".jsonl", ".ndjson")
    # A part of a Parquet file is JSON.
    if (kind == ".parquet" and first != b"{") or file.peek(4)[:4] == b"PAR1":
        return _Rows(parquet(file, wanted), ".jsonl", None, uniform=True)
    if kind in (".csv", ".tsv") or not (by_line or kind == ".parquet" or first in (b"{", b"[")):
        encoding = options.encoding or table_encoding(file)
        return _Rows(table(file, encoding, limit), kind if kind == ".tsv" else ".csv", encoding, uniform=True)
    if first == b"[" and not by_line:
        return _Rows(array(file, limit), ".json", None, uniform=False)
    return _Rows(lines(file, options.encoding, limit), ".jsonl", options.encoding, uniform=False)


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in a file of one record. Raise InputError if there are more or none."""
    found = list(islice(stream(io.BufferedReader(io.BytesIO(data)), options), 2))
    if len(found) != 1:
        raise InputError("there are several articles here; convert the file instead.")
    only = found[0][1]
    if isinstance(only, InputError):
        raise only
    return only


def numbered_records(rows: Iterable[Row], options: ReaderOptions, *, uniform: bool = False) -> Iterator[Record]:
    """Yield number and article of each row. The rows of a `uniform` file have the same columns.

    Raise EmptyInputError if there are no rows, InputError if no column can hold an article.
    """
    columns = _Columns(options)
    for number, row in _check_rows(rows, columns, options, uniform):
        if isinstance(row, InputError):
            yield number, row
            continue
        name = f"{options.file_name}#{number}" if options.file_name else None
        try:
            yield number, _article(row.values, columns, options, name)
        except InputError as problem:
            yield number, problem.prefixed(f"record {number}")


def parts(
    rows: Iterable[Row], suffix: str, options: ReaderOptions, *, uniform: bool = False
) -> Iterator[tuple[int, Part | InputError]]:
    """Yield number and Part of each row, whose name ends in `suffix`. Raise what `numbered` does."""
    for number, row in _check_rows(rows, _Columns(options), options, uniform):
        if isinstance(row, InputError):
            yield number, row
        else:
            yield number, Part(row.source, suffix, replace(options, first_record=number), "records")


def _check_rows(
    rows: Iterable[Row], columns: _Columns, options: ReaderOptions, uniform: bool
) -> Iterator[tuple[int, Row]]:
    number = None
    for number, row in enumerate(rows, options.first_record):
        if not isinstance(row, InputError):
            (columns.check if uniform else columns.of)(tuple(row.values))
        yield number, row
    if number is None:
        raise EmptyInputError("it has no records; give a file with at least one.")


def article(row: Mapping[str, Any], options: ReaderOptions, name: str | None) -> Converted[Article]:
    """Return the article of one record. Raise InputError if it is invalid."""
    return _article(row, _Columns(options), options, name)


def has_body(row: Mapping[str, Any], options: ReaderOptions) -> bool:
    """Return whether a record has a column for the body."""
    return "body" in _Columns(options).of(tuple(row))


class _Columns:
    """The columns of each field: those in the mapping, then those with usual names."""

    def __init__(self, options: ReaderOptions) -> None:
        self._pairs = options.mapping
        self._known: tuple[str, ...] | None = None
        self._fields: dict[str, list[str]] = {}
        self._unused: list[str] = []
        for pair in self._pairs:
            if not any(_field(name) for name in pair):
                raise _no_field(pair)

    def of(self, columns: tuple[str, ...]) -> dict[str, list[str]]:
        """Return the columns of each field, the most specific first."""
        if columns != self._known:
            self._known, self._fields = columns, self._columns_of_fields(columns)
        return self._fields

    def used(self, columns: Sequence[str]) -> list[str]:
        """Return those of `columns` that hold a field, or all of them, for the error message, if none does."""
        found = [column for columns_ in self.of(tuple(columns)).values() for column in columns_]
        return list(dict.fromkeys(found)) or list(columns)

    def check(self, columns: tuple[str, ...]) -> None:
        """Raise InputError if none of `columns` holds text, OptionError if a mapped one is missing."""
        fields = self.of(columns)
        if not {"headline", "body"} & fields.keys():
            raise InputError(f"no column holds headline or body ({_list_columns(columns)}); name them with --map.")
        if self._unused:
            raise OptionError(
                f"--map {self._unused[0]}: there is no such column; the columns are: {_list_columns(columns)}."
            )

    def _columns_of_fields(self, columns: tuple[str, ...]) -> dict[str, list[str]]:
        fields: dict[str, list[str]] = {}
        mapped: set[str] = set()
        self._unused = []
        for pair in self._pairs:
            # COLUMN=FIELD, or FIELD=COLUMN if only that is possible.
            ways = [way for way in (pair, pair[::-1]) if way[0] in columns and _field(way[1])]
            if ways:
                column, field = ways[0]
                fields.setdefault(_field(field) or field, []).append(column)
                mapped.add(column)
            elif pair[0] in columns and not _field(pair[1]):
                raise _no_field(pair)
            else:
                self._unused.append("=".join(pair))
        usual = {str(column).strip().lower(): column for column in reversed(columns) if column not in mapped}
        for field, named in _COLUMNS.items():
            if found := [usual[name] for name in named if name in usual]:
                fields.setdefault(field, []).extend(found)
        return fields


def _no_field(pair: tuple[str, str]) -> OptionError:
    return OptionError(f"--map {'='.join(pair)}: {pair[1]!r} is not a field; the fields are: {', '.join(_COLUMNS)}.")


def _list_columns(columns: Sequence[str]) -> str:
    return ", ".join(columns[:20]) + (f" and {len(columns) - 20} more" if len(columns) > 20 else "")


def _field(name: str) -> str | None:
    name = _ALIASES.get(name, name)
    return name if name in _COLUMNS else None


def _article(row: Mapping[str, Any], columns: _Columns, options: ReaderOptions, name: str | None) -> Converted[Article]:
    if isinstance(row.get("blocks"), list) and "title" in row:  # as `--to json` writes it
        return Converted(read_article(row))
    fields = columns.of(tuple(row))
    warnings: list[Warning] = []

    def value_of(key: str, read: Callable[[Any], T | None]) -> T | None:
        for column in fields.get(key, ()):
            value = row[column]
            if (found := read(value)) is not None:
                return found
            if value not in (None, "", [], {}) and value == value and str(value).strip():  # noqa: PLR0124 - NaN
                told = f"{column} holds {str(value)[:40]!r}, which is not a valid {key}; it was ignored."
                warnings.append(Warning(Kind.INVALID_FIELD, told))
        return None

    def text(value: Any) -> str | None:
        found = names(value)
        return normalized(_repair_value(found, options)[0], options.normalize).strip() or None if found else None

    headline, body = value_of("headline", text), value_of("body", _body)
    if not headline and not body:
        known = _list_columns(sorted(map(str, row))) or "none"
        raise EmptyInputError(f"it has no headline and no body (columns: {known}); name them with --map.")
    content, repairs = _repair_value(body or "", options)
    found = read_text(content, headline, options)
    source, site = found.value.source or Source(), value_of("source", text)
    address = next((value["url"] for key in fields.get("source", ()) if _has_url(value := row[key])), None)
    source = Source(
        site or source.name,
        value_of("url", names) or address or source.url,
        source.citation,
        value_of("retrieved", stated_date),
    )
    data = (body or "").encode(errors="replace")
    blocks = list(found.value.body)
    credits: dict[str, Any] = {}
    for key in ("deck", "byline", "dateline", "kicker"):
        runs_in = key == "dateline" and found.value.dateline_above is None
        credits[key], over = _credit(value_of(key, text), None if runs_in else getattr(found.value, key))
        credits[key] = credits[key] or getattr(found.value, key)
        blocks[:0] = [Paragraph((Text(over),))] if over else []
    for key in ("place", "agency"):
        credits[key] = value_of(key, text) or getattr(found.value, key)
    return Converted(
        replace(
            found.value,
            body=tuple(blocks),
            **credits,
            published=value_of("published", stated_date) or found.value.published,
            language=value_of("language", language_of) or found.value.language,
            source=source if source != Source() else None,
            provenance=Provenance(
                name, hashlib.sha256(data).hexdigest(), "utf-8", normalized=options.normalize, content=data
            ),
        ),
        (*repairs, *found.warnings, *warnings),
    )


def _credit(stated: str | None, found: str | None) -> tuple[str | None, str | None]:
    """Return a credit, and a line of the text that was detected as one but differs from the stated value.

    If both agree, the line is the credit, so that no text is lost.
    """
    if not stated or not found:
        return stated or found, None
    return (found, None) if fold(stated) in fold(found) else (stated, found)


def _body(value: Any) -> str | None:
    """Return the text of a body, which may be a list of paragraphs."""
    if isinstance(value, list):
        return "\n".join(map(str, value)) if all(isinstance(one, str) for one in value) and any(value) else None
    return value if isinstance(value, str) and value.strip() else None


def _has_url(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("url"), str)


def _repair_value(text: str, options: ReaderOptions) -> tuple[str, tuple[Warning, ...]]:
    found = repair_text(Decoded(text, "utf-8", 1.0), options.repair)
    plain, warnings = unescaped(found.text)
    return plain, (*found.warnings, *warnings)
