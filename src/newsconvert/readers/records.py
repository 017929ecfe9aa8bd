"""Read many articles from one file, one per record, in constant memory."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import PurePath
from typing import Any, NamedTuple, TypeAlias, TypeVar

from ..errors import EmptyInputError, InputError
from ..model import (
    Article,
    Block,
    Figure,
    Paragraph,
    Picture,
    Provenance,
    Source,
    Text,
    article_text,
    block_inlines,
    plain_text,
)
from ..options import ReaderOptions
from ..result import Converted, Kind, Warning
from . import Part
from .account import Account
from .characters import decode_entities, normalized
from .columns import (
    REST,
    Columns,
    body_text,
    is_blank,
    is_number,
    plain_value,
    site_name,
    warn_of_rest,
    web_address,
)
from .elements import text_of
from .fragments import loader, markup_in, parse_fragment, read_fragment
from .overrides import language_of, names, stated_date, stated_utc
from .plaintext import read_text
from .repairs import Decoded, repair_text
from .rows import Row, array, bounded_lines, first_character, lines, parquet, table, table_encoding
from .shape import read_article
from .shaping import one_line, web_link
from .structure.folding import fold
from .unread import shown_letters

__all__ = [
    "Part", "Record", "Row", "array", "article", "bounded_lines", "first_character", "has_body", "lines",
    "numbered_records", "only", "parts", "read", "split", "stream",
]  # fmt: skip

Record: TypeAlias = tuple[int | None, "Converted[Article] | InputError"]
T = TypeVar("T")
#: Fields whose columns often hold something else too: no reason to warn of it.
_GUESSED = frozenset(("source", "picture", "url"))


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
    columns = Columns(options)
    found = _rows(file, options, columns.usable_columns)
    yield from numbered_records(found.rows, options, uniform=found.uniform, columns=columns)


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
        return _Rows(parquet(file, wanted, limit), ".jsonl", None, uniform=True)
    if kind in (".csv", ".tsv") or not (by_line or kind == ".parquet" or first in (b"{", b"[")):
        encoding = options.encoding or table_encoding(file)
        return _Rows(table(file, encoding, limit), kind if kind == ".tsv" else ".csv", encoding, uniform=True)
    if first == b"[" and not by_line:
        return _Rows(array(file, limit), ".json", None, uniform=False)
    return _Rows(lines(file, options.encoding, limit), ".jsonl", options.encoding, uniform=False)


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in a file of one record. Raise InputError if there are more or none."""
    return only(stream(io.BufferedReader(io.BytesIO(data)), options))


def only(found: Iterator[Record]) -> Converted[Article]:
    """Return the only one of several articles. Raise InputError if there are more or none."""
    first = list(islice(found, 2))
    if len(first) != 1:
        raise InputError("there are several articles here; convert the file instead.")
    record = first[0][1]
    if isinstance(record, InputError):
        raise record
    return record


def numbered_records(
    rows: Iterable[Row], options: ReaderOptions, *, uniform: bool = False, columns: Columns | None = None
) -> Iterator[Record]:
    """Yield number and article of each row. The rows of a `uniform` file have the same columns.

    Raise EmptyInputError if there are no rows, InputError if no column can hold an article.
    """
    columns = columns or Columns(options)
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
    for number, row in _check_rows(rows, Columns(options), options, uniform):
        if isinstance(row, InputError):
            yield number, row
        else:
            yield number, Part(row.source, suffix, replace(options, first_record=number), "records")


def _check_rows(
    rows: Iterable[Row], columns: Columns, options: ReaderOptions, uniform: bool
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
    return _article(row, Columns(options), options, name)


def has_body(row: Mapping[str, Any], options: ReaderOptions) -> bool:
    """Return whether a record has a column for the body."""
    columns = Columns(options)
    return "body" in columns.of(tuple(columns.unwrap(row)))


def _article(row: Mapping[str, Any], columns: Columns, options: ReaderOptions, name: str | None) -> Converted[Article]:
    if isinstance(row.get("blocks"), list) and "title" in row:  # as `--to json` writes it
        return Converted(read_article(row))
    row = columns.unwrap(row)
    fields = columns.of(tuple(row))
    warnings: list[Warning] = []
    read_columns: set[str] = set()

    def value_of(key: str, read: Callable[[Any], T | None]) -> T | None:
        for column in fields.get(key, ()):
            value = plain_value(row[column])
            if (found := read(value)) is not None:
                read_columns.add(column)
                return found
            # The number of an author is in another table, and is no name.
            if not (is_blank(value) or key in _GUESSED or (key == "byline" and is_number(value))):
                read_columns.add(column)
                told = f"{column} holds {str(value)[:40]!r}, which is not a valid {key}; it was ignored."
                warnings.append(Warning(Kind.INVALID_FIELD, told, passages=(str(value),)))
        return None

    def text(value: Any) -> str | None:
        found = names(value)
        return normalized(_repair_value(found, options)[0], options.normalize).strip() or None if found else None

    def line(value: Any) -> str | None:
        found = text(value)
        markup = markup_in(found) if found else None
        return one_line(text_of(parse_fragment(markup))) or None if markup else found

    def byline(value: Any) -> str | None:
        return None if is_number(value) else line(value)

    headline, body = value_of("headline", line), value_of("body", body_text)
    if not body:
        what = "text" if headline else "headline and no text"
        raise EmptyInputError(f"it has no {what} ({columns.list_unused(row, read_columns)}); name them with --map.")
    address = value_of("url", web_address)
    content, repairs = _repair_markup(body, options)
    if markup := markup_in(content):
        found = read_fragment(markup, headline, options, base=address)
    else:
        found = read_text(content, headline, options)
    blocks = list(found.value.body)
    figures = value_of("picture", lambda value: _figures(value, address, options)) or []
    warnings += _insert(figures, blocks)
    if not figures and (path := value_of("picture", _picture_path)):  # its name is no text of the article
        warnings += _missing(path)
    source, site = found.value.source or Source(), value_of("source", site_name)
    in_source = (value.get("url") for key in fields.get("source", ()) if isinstance(value := row[key], dict))
    source = Source(
        site or source.name,
        address or next(filter(None, map(web_address, in_source)), None) or source.url,
        source.citation,
        value_of("retrieved", stated_date),
    )
    data = body.encode(errors="replace")
    credits: dict[str, Any] = {}
    for key, read in (("deck", line), ("byline", byline), ("dateline", line), ("kicker", line)):
        runs_in = key == "dateline" and found.value.dateline_above is None
        credits[key], over = _credit(value_of(key, read), None if runs_in else getattr(found.value, key))
        credits[key] = credits[key] or getattr(found.value, key)
        if over:
            blocks.insert(_place_of(over, blocks, content), Paragraph((Text(over),)))
    for key in ("place", "agency"):
        credits[key] = value_of(key, line) or getattr(found.value, key)
    published = value_of("published", stated_date) or value_of("published_utc", stated_utc)
    language = value_of("language", language_of)
    article = replace(
        found.value,
        body=tuple(blocks),
        **credits,
        published=published or found.value.published,
        language=language or found.value.language,
        source=source if source != Source() else None,
        provenance=Provenance(
            name, hashlib.sha256(data).hexdigest(), "utf-8", normalized=options.normalize, content=data
        ),
    )
    unused = columns.warn_of_unused(row, read_columns, cache(lambda: "".join(map(shown_letters, _texts(article)))))
    return Converted(article, (*repairs, *found.warnings, *warnings, *unused, *warn_of_rest(row.get(REST, {}))))


def _insert(figures: list[Figure], blocks: list[Block]) -> Iterator[Warning]:
    """Put the first figure above the text and others below it, but those in it; yield what is missing of them."""
    for at, figure in enumerate(figures):
        picture = figure.pictures[0]
        if not any(isinstance(block, Figure) and _same_picture(block, picture) for block in blocks):
            blocks.insert(len(blocks) if at else 0, figure)
            yield from _missing(picture.url or picture.alternative) if picture.image is None else ()


def _texts(article: Article) -> Iterator[str]:
    """Yield all that an article has of a record, its fields and the texts of its pictures too."""
    source = article.source or Source()
    yield from article_text(article)
    yield from filter(None, (article.place, article.agency, article.dateline, source.name, source.url))
    for figure in article.body:
        for picture in figure.pictures if isinstance(figure, Figure) else ():
            yield picture.alternative or ""


def _credit(stated: str | None, found: str | None) -> tuple[str | None, str | None]:
    """Return a credit, and a line of the text that was detected as one but differs from the stated value.

    If both agree, the line is the credit, so that no text is lost.
    """
    if not stated or not found:
        return stated or found, None
    return (found, None) if fold(stated) in fold(found) else (stated, found)


def _place_of(line: str, blocks: list[Block], content: str) -> int:
    """Return where in `blocks` a line of the `content` stands that was taken out of it: above the text, or below it."""
    markup = markup_in(content)
    whole = shown_letters(text_of(parse_fragment(markup)) if markup else content)
    stands = whole.rfind(shown_letters(line))
    for at in range(len(blocks), 0, -1):
        words = shown_letters(" ".join(plain_text(run) for run in block_inlines(blocks[at - 1])[:1]))
        if words and 0 <= whole.find(words) < stands:
            return at
    return 0


def _figures(value: Any, base: str | None, options: ReaderOptions) -> list[Figure] | None:
    """Return the picture that a value is of, or all of a list, with their captions; None where there is none."""
    found = []
    for one in value[:_MOST_PICTURES] if isinstance(value, list) else [value]:
        picture = _picture(one, base, options)
        caption = names(one.get("caption") or one.get("description")) if isinstance(one, dict) else None
        credit = names(one.get("credit")) if isinstance(one, dict) else None
        if picture is not None:
            words = names(one.get("alt") or one.get("alt_text")) if isinstance(one, dict) else None
            picture = replace(picture, alternative=words) if words else picture
            found.append(Figure((picture,), *((Text(text),) if text else () for text in (caption, credit))))
    return found or None


_MOST_PICTURES = 40


def _picture(value: Any, base: str | None, options: ReaderOptions) -> Picture | None:
    """Return the picture at an address or a path beside the corpus; None where it is neither."""
    address = value.get("url") or value.get("src") if isinstance(value, dict) else value
    if not isinstance(address, str) or not (address := address.strip()):
        return None
    image = loader(options)(address)
    url = web_link(address, base) if re.match(r"https?://|//|/", address) else None
    if image is None and url is None and not (isinstance(value, dict) and _picture_path(address)):
        return None
    return Picture(image, (None if image else address.rsplit("/", 1)[-1]) or None, url)


def _same_picture(figure: Figure, picture: Picture) -> bool:
    return any(one.url == picture.url if picture.url else one.image == picture.image for one in figure.pictures)


def _picture_path(value: Any) -> str | None:
    return value if isinstance(value, str) and re.search(r"\w\.(?:png|jpe?g|gif|webp)$", value, re.IGNORECASE) else None


def _missing(address: str | None) -> tuple[Warning, ...]:
    account = Account()
    account.add(Kind.PICTURE_MISSING, address or "")
    return account.warnings()


def _repair_value(text: str, options: ReaderOptions) -> tuple[str, tuple[Warning, ...]]:
    found = repair_text(Decoded(text, "utf-8", 1.0), options.repair)
    plain, warnings = decode_entities(found.text)
    return plain, (*found.warnings, *warnings)


def _repair_markup(text: str, options: ReaderOptions) -> tuple[str, tuple[Warning, ...]]:
    """Return the text of a body: with its entities where it is HTML, which has them by right, else as characters."""
    found = repair_text(Decoded(text, "utf-8", 1.0), options.repair)
    if markup_in(found.text):
        return found.text, found.warnings
    return _repair_value(text, options)
