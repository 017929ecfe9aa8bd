"""Where whole bags are kept: a folder of this machine, or storage that fsspec reaches, such as s3://."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

from ...errors import OutputError, reason_of
from ..inputs.filesystems import STORAGE
from .base import Storage, Stored, join
from .folder import Folder
from .objects import WAITS, Objects

__all__ = ["WAITS", "Folder", "Objects", "Storage", "Stored", "is_remote", "join", "lines", "read", "storage_at"]

#: Errors for what is no regular file, or in none of the folders that its path names.
_NO_FILE = frozenset((errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.ELOOP))


def storage_at(address: str) -> Storage:
    """Return the storage of an archive. Raise OptionError or MissingDependencyError where it cannot be reached."""
    return Objects(address) if is_remote(address) else Folder(Path(address))


def is_remote(address: str) -> bool:
    """Return whether an archive at `address` is elsewhere."""
    return address.partition("://")[0] in STORAGE and "://" in address


def read(storage: Storage, path: str) -> bytes | None:
    """Return the bytes of a file, or None if it is not there, or no file. Raise OutputError if it cannot be read."""
    try:
        with storage.open(path) as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as problem:
        if problem.errno in _NO_FILE:
            return None
        raise OutputError(f"{path}: {reason_of(problem)}; run the same command again.") from problem


def lines(storage: Storage, path: str) -> Iterator[bytes]:
    """Yield the lines of a file, a block of it in memory at a time. Raise OutputError if it cannot be read."""
    rest = b""
    try:
        with storage.open(path) as file:
            while block := file.read(1 << 20):
                *whole, rest = (rest + block).split(b"\n")
                yield from whole
    except OSError as problem:
        raise OutputError(f"{path}: {reason_of(problem)}; run the same command again.") from problem
    if rest:
        yield rest
