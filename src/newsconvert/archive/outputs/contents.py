"""The view of an archive that whole-archive outputs (manifest, site, volumes) are built from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

from ...model import Article
from ..record import Record, State


class Contents(Protocol):
    """The payload of an archive. Paths are relative to the payload folder (`data/`), with slashes.

    `title` is the archive's title. `shown` are files beside the articles that people may want to open, such as volumes:
    their paths and labels. Each part adds those it makes.
    """

    title: str
    shown: dict[str, str]

    def records(self, *states: State) -> Iterator[Record]:
        """Yield the records with those states (default: all) in the order of the sources. May be called repeatedly.

        Memory does not grow with the number of records, unless the caller keeps them. A duplicate has the `id`, folder
        and documents of the article that it repeats, and its own `origin`.
        """
        ...

    def read(self, path: str) -> bytes:
        """Return the bytes of a file. Raise OutputError if it does not exist."""
        ...

    def size(self, path: str) -> int:
        """Return the size in bytes of a file that was created or kept."""
        ...

    def article(self, record: Record) -> Article:
        """Return the article of a record, read again from the source bytes in the archive."""
        ...

    def create(self, path: str, fingerprint: str = "") -> AbstractContextManager[BinaryIO]:
        """Open a file for sequential writing; it is moved into place when the block ends.

        Its content must depend on the records only, never on the clock or the machine. `fingerprint` is for `keep`.
        Raise OutputError when the disk is full.
        """
        ...

    def keep(self, path: str, fingerprint: str) -> bool:
        """Keep the files of an earlier run that have this fingerprint; return whether `path` is among them.

        For files that take long to make. The fingerprint is a hash of everything that determines their bytes.
        """
        ...

    def scratch(self) -> AbstractContextManager[Path]:
        """Return an empty folder on the archive's disk, for a block. OSErrors in it become errors as in `create`."""
        ...
