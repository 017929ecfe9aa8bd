"""Readers: bytes in, an Article out. `_BUILT_IN` is the only table; entry points add to it."""

from __future__ import annotations

import io
import json as _json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NamedTuple

from ..errors import EmptyInputError, InputError, ModelError
from ..interchange import to_json
from ..model import Article, article_text
from ..options import ReaderOptions
from ..patterns import pattern
from ..plugins import Loadable, load, table
from ..result import Converted
from .credits import doubtful_day
from .limits import check_article, check_size, read_limited, within_number
from .shaping import remove_invalid
from .structure import Decision
from .unsupported import check_kind

#: Characters of file names that a page cannot show or that would reorder it: undecodable bytes, controls.
_UNPRINTABLE = pattern("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
ENTRY_POINTS = "newsconvert.readers"


class Part(NamedTuple):
    """One article of a file that may contain many, as a file of its own: its bytes, suffix, reader and options.

    Reading `data` with `reader` and `options` gives the same result as reading the record in its original file.
    """

    data: bytes
    suffix: str
    options: ReaderOptions
    reader: str

    def __repr__(self) -> str:
        return f"Part(<{len(self.data):,} bytes>, {self.suffix!r}, reader={self.reader!r})"


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read one format.

    `function` takes the bytes and the ReaderOptions and returns a Converted[Article]; a string `module:name` is
    imported when it is first used. A format that can contain many articles also has `stream`, which takes the open file
    and the ReaderOptions and yields each record's number (None if the file is one article) with its Converted[Article]
    or an InputError; and `split`, which takes the same and yields each record's number with its `Part`, or an
    InputError. A reader that works by rules has `explain`, which returns the result of `function` and its Decisions.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    function: Loadable
    stream: Loadable | None = None
    explain: Loadable | None = None
    split: Loadable | None = None

    def read(self, data: bytes, options: ReaderOptions) -> Converted[Article]:
        """Return the article in `data` and the warnings. Raise InputError when it cannot be read."""
        self._check_kind(data)
        check_size(len(data), options.limits)
        with _reading():
            return _check_article(load(self.function)(data, options), options)

    def read_explained(self, data: bytes, options: ReaderOptions) -> tuple[Converted[Article], list[Decision]]:
        """Return the result of `read`, and the decision for each line, if the reader explains itself."""
        if self.explain is None:
            return self.read(data, options), []
        self._check_kind(data)
        check_size(len(data), options.limits)
        with _reading():
            found, decisions = load(self.explain)(data, options)
            return _check_article(found, options), decisions

    def read_many(
        self, file: io.BufferedReader, options: ReaderOptions
    ) -> Iterator[tuple[int | None, Converted[Article] | InputError]]:
        """Yield the articles in an open file, one at a time. Raise InputError if it is not in this format."""
        if self.stream is None:
            yield None, self.read(read_limited(file, options.limits), options)
            return
        self._check_kind(file.peek(1))
        with _reading():
            for number, found in within_number(load(self.stream)(file, options), options.limits):
                try:
                    yield number, found if isinstance(found, InputError) else _check_article(found, options)
                except InputError as problem:
                    yield number, problem.prefixed(f"record {number}") if number else problem

    def split_many(
        self, file: io.BufferedReader, options: ReaderOptions
    ) -> Iterator[tuple[int | None, Part | InputError]]:
        """Yield the bytes of each article in an open file, one at a time. Raise InputError as `read_many` does.

        The bytes are those of the file. For a reader of another package without `split` they are the article as JSON.
        """
        if self.split is not None:
            self._check_kind(file.peek(1))
            yield from within_number(load(self.split)(file, options), options.limits)
        elif self.stream is None:
            yield (
                None,
                Part(read_limited(file, options.limits), PurePath(options.file_name or "").suffix, options, self.name),
            )
        else:
            for number, found in self.read_many(file, options):
                if isinstance(found, InputError):
                    yield number, found
                else:
                    data = _json.dumps(to_json(found.value), ensure_ascii=False).encode()
                    yield number, Part(data, ".json", options, "json")

    def _check_kind(self, data: bytes) -> None:
        """Raise InputError for a format that this reader is not for. Readers of other packages may read any format."""
        if any(self is one for one in _BUILT_IN):
            check_kind(data, self.name, endings)


@contextmanager
def _reading() -> Iterator[None]:
    """Turn the ModelError of a reader that builds what is no article into an InputError."""
    try:
        yield
    except ModelError as problem:
        raise InputError(f"the file does not hold what an article is made of: {problem}") from problem


def _check_article(found: Converted[Article], options: ReaderOptions) -> Converted[Article]:
    """Return an article without characters that documents cannot contain. Raise LimitError if it exceeds a limit.

    Raise EmptyInputError if nothing is left of it.
    """
    check_article(found.value, options.limits)
    found = remove_invalid(found)
    if doubts := doubtful_day(found.value):
        found = Converted(found.value, (*found.warnings, *doubts))
    if not any(article_text(found.value)):  # it had only characters that documents cannot contain
        raise EmptyInputError("the file holds no text; give one with at least a headline.")
    name = found.value.provenance.file_name
    if name and (plain := _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", name)) != name:
        provenance = replace(found.value.provenance, file_name=plain)
        found = replace(found, value=replace(found.value, provenance=provenance))
    return found


_BUILT_IN = (
    Reader(
        "plaintext",
        "Plain text",
        (".txt", ".text"),
        "newsconvert.readers.plaintext:read",
        explain="newsconvert.readers.plaintext:explain",
    ),
    Reader(
        "json",
        "Articles as JSON: what --to json writes, a record, an array of records",
        (".json",),
        "newsconvert.readers.json:read",
        "newsconvert.readers.json:stream",
        split="newsconvert.readers.json:split",
    ),
    Reader("markdown", "Markdown", (".md", ".markdown"), "newsconvert.readers.markdown:read"),
    Reader("html", "Saved web page", (".html", ".htm", ".xhtml", ".xht"), "newsconvert.readers.html:read"),
    Reader("mhtml", "Saved web page in one file (MHTML)", (".mhtml", ".mht"), "newsconvert.readers.mail:read_page"),
    Reader("docx", "Word document", (".docx",), "newsconvert.readers.docx:read"),
    Reader(
        "records",
        "Many articles: JSON Lines, CSV, TSV, Parquet",
        (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"),
        "newsconvert.readers.records:read",
        "newsconvert.readers.records:stream",
        split="newsconvert.readers.records:split",
    ),
    Reader(
        "xml",
        "News in XML: RSS, Atom, NewsML-G2, NITF",
        (".xml", ".rss", ".atom", ".rdf", ".newsml", ".nitf"),
        "newsconvert.readers.xml:read",
        "newsconvert.readers.xml:stream",
        split="newsconvert.readers.xml:split",
    ),
    Reader("mail", "E-mail message", (".eml",), "newsconvert.readers.mail:read"),
    Reader("epub", "Electronic book (EPUB)", (".epub",), "newsconvert.readers.epub:read"),
    Reader("odt", "OpenDocument text", (".odt", ".ott"), "newsconvert.readers.opendocument:read"),
    Reader("rtf", "Rich text (RTF)", (".rtf",), "newsconvert.readers.rtf:read"),
    Reader(
        "warc",
        "Archive of web pages (WARC)",
        (".warc", ".warc.gz"),
        "newsconvert.readers.warc:read",
        "newsconvert.readers.warc:stream",
        split="newsconvert.readers.warc:split",
    ),
)


def readers() -> dict[str, Reader]:
    """Return all readers by name: the built-in ones, then those of installed packages."""
    return table(_BUILT_IN, ENTRY_POINTS, Reader)


def endings() -> dict[str, str]:
    """Return the endings of file names that readers are for, each with its reader's name."""
    return {suffix: one.name for one in readers().values() for suffix in one.suffixes}


def reader_of(data: bytes) -> Reader:
    """Return the reader for a file without a name, by what is in it; plain text where no signature is known."""
    from .sniffing import suffix_of  # with the readers of columns and of pages

    return reader_for(suffix_of(data))


def reader_for(file_name: str | None) -> Reader:
    """Return the reader for a file's name; plain text if the suffix is unknown."""
    every = readers()
    lowered = (file_name or "").lower()
    return next((reader for reader in every.values() if lowered.endswith(reader.suffixes)), every["plaintext"])
