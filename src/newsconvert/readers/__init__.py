"""Readers: bytes in, an Article out. `READERS` is the one table; the entry-point group joins it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from ..model import Article
from ..options import ReaderOptions
from ..plugins import Loadable, load, table
from ..result import Converted
from .structure import Decision

ENTRY_POINTS = "newsconvert.readers"


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read one format.

    `function` takes the bytes and the ReaderOptions and returns a Converted[Article]; a string `module:name` is
    imported when it is first used. A format that holds many articles has `stream` too, which takes the path and the
    ReaderOptions and yields the number of each record with its Converted[Article] or the InputError that it is.
    A reader that works by rules has `explain`, which returns what `function` does and the list of its Decisions.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    function: Loadable
    stream: Loadable | None = None
    explain: Loadable | None = None

    def read(self, data: bytes, options: ReaderOptions) -> Converted[Article]:
        """Return the article in `data` and the warnings. Raise InputError when it cannot be read."""
        result: Converted[Article] = load(self.function)(data, options)
        return result

    def read_explained(self, data: bytes, options: ReaderOptions) -> tuple[Converted[Article], list[Decision]]:
        """Return what `read` does, and what each line was taken for and why, if the reader tells."""
        if self.explain is None:
            return self.read(data, options), []
        result: tuple[Converted[Article], list[Decision]] = load(self.explain)(data, options)
        return result

    def read_many(self, path: Path, options: ReaderOptions) -> Iterator[tuple[int, Converted[Article] | InputError]]:
        """Yield the records of the file at `path`. Raise InputError when the file is not of this format."""
        if self.stream is None:
            raise InputError(f"the format {self.name} holds one article a file.")
        yield from load(self.stream)(path, options)


_BUILT_IN = (
    Reader(
        "plaintext",
        "Plain text",
        (".txt", ".text"),
        "newsconvert.readers.plaintext:read",
        explain="newsconvert.readers.plaintext:explain",
    ),
    Reader("json", "An article as JSON", (".json",), "newsconvert.readers.json:read"),
    Reader("markdown", "Markdown", (".md", ".markdown"), "newsconvert.readers.markdown:read"),
    Reader("html", "Saved web page", (".html", ".htm"), "newsconvert.readers.html:read"),
    Reader("docx", "Word document", (".docx",), "newsconvert.readers.docx:read"),
    Reader(
        "records",
        "Many articles: JSON Lines, CSV, TSV, Parquet",
        (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"),
        "newsconvert.readers.records:read",
        "newsconvert.readers.records:stream",
    ),
)


def readers() -> dict[str, Reader]:
    """Return all readers by name: the built-in ones, then those of installed packages."""
    return table(_BUILT_IN, ENTRY_POINTS, Reader)


def reader_for(file_name: str | None) -> Reader:
    """Return the reader for a file's name; plain text where the ending tells nothing."""
    every = readers()
    lowered = (file_name or "").lower()
    return next((reader for reader in every.values() if lowered.endswith(reader.suffixes)), every["plaintext"])
