"""What is made from an archive as a whole sees it through this: its records, its files, and a place to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

from ...model import Article
from ..record import Record, State


class Contents(Protocol):
    """The payload of an archive. Paths are relative to the payload folder (`data/`), with slashes.

    `title` is the archive's own, for people. `shown` are the files beside the articles that people may want to open,
    such as volumes: their paths, and what they are called; each part adds those that it makes.
    """

    title: str
    shown: dict[str, str]

    def records(self, *states: State) -> Iterator[Record]:
        """Yield the records of those states (default: all) in the order of the sources, as often as it is asked for.

        Memory does not grow with their number, as long as they are not kept. A duplicate has the `id`, the folder and
        the documents of the article that it repeats, and an `origin` of its own.
        """
        ...

    def read(self, path: str) -> bytes:
        """Return the bytes of a file. Raise OutputError when it is not there."""
        ...

    def size(self, path: str) -> int:
        """Return the size in bytes of a file that was created or kept."""
        ...

    def article(self, record: Record) -> Article:
        """Return the article of a record, read again from the bytes that the archive keeps of it."""
        ...

    def create(self, path: str, fingerprint: str = "") -> AbstractContextManager[BinaryIO]:
        """Open a file to be written from its beginning to its end; it is in its place once the block has ended.

        What is written must depend on the records alone, never on the clock or the machine. `fingerprint` is for
        `keep`. Raise OutputError when the disk is full.
        """
        ...

    def keep(self, path: str, fingerprint: str) -> bool:
        """Keep the files of an earlier run that have this fingerprint; return whether the one at `path` is there.

        For what takes long to make: the fingerprint is a hash of all that decides the bytes of these files.
        """
        ...

    def scratch(self) -> AbstractContextManager[Path]:
        """Return an empty folder on the archive's disk, for a block; OSErrors in it are told as `create` tells them."""
        ...
