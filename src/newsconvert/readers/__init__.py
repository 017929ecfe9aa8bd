"""Readers: bytes in, an Article out. `READERS` is the one table; the entry-point group joins it."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Article
from ..options import ReaderOptions
from ..plugins import Loadable, load, table
from ..result import Converted

ENTRY_POINTS = "newsconvert.readers"


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read one format.

    `function` takes the bytes and the ReaderOptions and returns a Converted[Article]; a string `module:name` is
    imported when it is first used.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    function: Loadable

    def read(self, data: bytes, options: ReaderOptions) -> Converted[Article]:
        """Return the article in `data` and the warnings. Raise InputError when it cannot be read."""
        result: Converted[Article] = load(self.function)(data, options)
        return result


_BUILT_IN = (
    Reader("plaintext", "Plain text", (".txt", ".text"), "newsconvert.readers.plaintext:read"),
    Reader("json", "An article as JSON", (".json",), "newsconvert.readers.json:read"),
)


def readers() -> dict[str, Reader]:
    """Return all readers by name: the built-in ones, then those of installed packages."""
    return table(_BUILT_IN, ENTRY_POINTS, Reader)


def reader_for(file_name: str | None) -> Reader:
    """Return the reader for a file's name; plain text where the ending tells nothing."""
    every = readers()
    lowered = (file_name or "").lower()
    return next((reader for reader in every.values() if lowered.endswith(reader.suffixes)), every["plaintext"])
