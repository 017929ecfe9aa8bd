"""Read articles from paths, bytes, open files and texts: what `newsconvert.api` offers of reading."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Unpack

from .errors import InputError, OptionError
from .keywords import ReaderKeywords, TextKeywords, show_fields
from .model import Article
from .opening import Opened, Sidecar, Source, open_source, parse_sidecar
from .options import ReaderOptions, choose_options
from .plugins import find
from .readers import Reader, endings, overrides, reader_for, reader_of, readers, shaping
from .readers.limits import read_limited
from .readers.structure import Decision
from .result import Converted, Kind
from .writers import writers


@show_fields(ReaderOptions)
def load(
    source: Source,
    *,
    reader: str | None = None,
    file_name: str | None = None,
    options: ReaderOptions | None = None,
    **keywords: Unpack[ReaderKeywords],
) -> Converted[Article]:
    r"""Return the article in a file, with the warnings raised on the way.

    `source` is a path, the bytes of a file (bytes, bytearray or memoryview), or a file that is open for reading bytes,
    which stays open. `reader` names its format; by default the ending of the file's name does, and what is in a source
    without a name: plain text where nothing shows another format, as nothing does Markdown. `file_name` is recorded in
    place of the name that the source has. `options` and `keywords` are the fields of ReaderOptions, such as
    `encoding="windows-1256"`. A sidecar, `NAME.toml` beside `NAME.txt`, overrides what was found in a file that is
    given by its path.

    Raise InputError, which names the file, when it cannot be read, UnknownFormatError for an unknown reader, and
    OptionError for an unknown option or a value that it cannot have.

    >>> found = load("عنوان الخبر\nفقرة أولى من الخبر.".encode("windows-1256"), encoding="windows-1256")
    >>> found.value.headline, found.warnings
    ('عنوان الخبر', ())
    """
    return explain(source, reader=reader, file_name=file_name, options=options, **keywords)[0]


@show_fields(ReaderOptions)
def explain(
    source: Source,
    *,
    reader: str | None = None,
    file_name: str | None = None,
    options: ReaderOptions | None = None,
    **keywords: Unpack[ReaderKeywords],
) -> tuple[Converted[Article], list[Decision]]:
    """Return what `load` does, and what each line was taken for, by which rule, if the reader works by rules."""
    reading = _reading(options, keywords)
    name = where = file_name or reading.file_name
    sidecar: Sidecar | None = None
    if isinstance(source, bytes | bytearray | memoryview):
        data = bytes(source)
    else:
        with open_source(source, name) as (file, name, where, sidecar, folder):
            reading = _in_folder(reading, folder)
            try:
                data = read_limited(file, reading.limits)
            except InputError as problem:
                raise problem.in_file(where) if where else problem from None
    try:
        chosen = _reader(reader, name) if reader or name else reader_of(data)
        article, decisions = chosen.read_explained(data, replace(reading, file_name=name))
    except InputError as problem:
        if where is None:
            raise
        raise problem.in_file(where) from problem
    return _overridden(article, sidecar), decisions


@show_fields(ReaderOptions)
def load_many(
    source: Source,
    *,
    reader: str | None = None,
    file_name: str | None = None,
    options: ReaderOptions | None = None,
    sidecar: bytes | None = None,
    **keywords: Unpack[ReaderKeywords],
) -> Iterator[tuple[str, Converted[Article] | InputError]]:
    r"""Yield each article in a file, with a name for it.

    The arguments are those of `load`. The name is that of the file without its ending, with the record's number where
    the file holds many. A record that is not an article is yielded as its InputError, and the others follow. Memory
    does not grow with the number of records. A sidecar overrides fields of all of them; the content of one may be given
    as `sidecar`. Raise what `load` does when the file cannot be read at all.

    >>> corpus = b'{"title": "One", "body": "First."}\n{"title": "Two", "body": "Second."}\n'
    >>> for name, found in load_many(corpus, file_name="news.jsonl"):
    ...     print(name, found.value.headline)
    news-000001 One
    news-000002 Two
    """
    reading = _reading(options, keywords)
    given = None if sidecar is None else parse_sidecar("the sidecar", sidecar)
    with open_source(source, file_name or reading.file_name) as found:
        yield from _records(found, reader, reading, given or found.sidecar)


def _records(
    source: Opened, reader: str | None, reading: ReaderOptions, sidecar: Sidecar | None
) -> Iterator[tuple[str, Converted[Article] | InputError]]:
    where, stem = source.where, Path(source.file_name or "").stem
    try:
        chosen = _reader(reader, source.file_name)
        known = _in_folder(replace(reading, file_name=source.file_name), source.folder)
        for number, found in chosen.read_many(source.file, known):
            name = stem if number is None else f"{stem or 'article'}-{number:06}"
            if not isinstance(found, InputError):
                yield name, _overridden(found, sidecar)
            else:
                yield name, found.in_file(where) if where else found
    except InputError as problem:
        if where is None:
            raise
        raise problem.in_file(where) from problem


@show_fields(ReaderOptions)
def read(
    source: Source,
    *,
    reader: str | None = None,
    file_name: str | None = None,
    options: ReaderOptions | None = None,
    **keywords: Unpack[ReaderKeywords],
) -> Article:
    r"""Return the article in a file; the arguments and errors are those of `load`, which also returns the warnings.

    >>> read(b"A bridge is opened\nThe ministry opened the bridge yesterday.").headline
    'A bridge is opened'
    """
    return load(source, reader=reader, file_name=file_name, options=options, **keywords).value


@show_fields(ReaderOptions, without="encoding")
def read_text(
    text: str,
    *,
    reader: str | None = None,
    file_name: str | None = None,
    options: ReaderOptions | None = None,
    **keywords: Unpack[TextKeywords],
) -> Article:
    r"""Return the article that `text` is: plain text, or what `reader` names, such as markdown or html.

    The other arguments are those of `load`, without `encoding`. Half a surrogate pair becomes U+FFFD. Raise InputError
    when it cannot be read as an article, or is the name of a file instead of its text.

    >>> read_text("# افتتاح الجسر\n\nنص **الخبر**.", reader="markdown").headline
    'افتتاح الجسر'
    """
    if not isinstance(text, str):
        raise InputError(f"read_text takes the text of an article, a str, not {reprlib.repr(text)}; see read.")
    if re.fullmatch(r"\S{1,255}", text) and text.lower().endswith(tuple(endings())):
        raise InputError(f"{text}: this is the name of a file and not its text; give it to newsconvert.read.")
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # joins pairs that stand apart
    known = _reading(options, keywords)
    if known.encoding is not None:
        raise OptionError("encoding is an option of bytes, and read_text takes a text; leave it out.")
    known = replace(known, encoding="utf-8")
    return load(whole.encode(), reader=reader, file_name=file_name, options=known).value


def _reading(options: ReaderOptions | None, keywords: Mapping[str, Any]) -> ReaderOptions:
    def formats() -> dict[str, type]:
        return {name: writer.options for name, writer in writers().items()}

    return choose_options(ReaderOptions, options, ReaderOptions.of_keywords(keywords), "reading", formats)


def _reader(name: str | None, file_name: str | None) -> Reader:
    """Return the reader of that name, or for the file. Raise InputError where the file is a sidecar."""
    if name:
        return find("reader", name, readers())
    chosen = reader_for(file_name)
    if (file_name or "").endswith(".toml") and ".toml" not in chosen.suffixes:
        raise InputError("this is a sidecar; it is read with the file beside it.")
    return chosen


def _in_folder(options: ReaderOptions, folder: Path | None) -> ReaderOptions:
    return replace(options, folder=folder) if folder and options.folder is None else options


def _overridden(found: Converted[Article], sidecar: Sidecar | None) -> Converted[Article]:
    if sidecar is None:
        return found
    stated = shaping.remove_invalid(overrides.override(found.value, sidecar.values, sidecar.where))
    article = replace(stated.value, provenance=replace(stated.value.provenance, sidecar=sidecar.data))
    titled = overrides.headline_in(sidecar.values)
    warnings = (one for one in found.warnings if not (titled and one.kind is Kind.NO_HEADLINE))
    return Converted(article, (*warnings, *stated.warnings))
