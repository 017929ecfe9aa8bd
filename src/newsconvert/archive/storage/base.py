"""What storage for whole bags is, wherever it lies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from ...errors import InputError, OutputError, reason_of
from ..model import DECLARATION, PRIVATE
from ..state.store import full, is_full


class Stored(NamedTuple):
    """A file in storage: its path in the folder, its size in bytes (-1: no regular file), what changes with it."""

    path: str
    size: int
    stamp: str


class Storage(Protocol):
    """Folders of files that are put and removed as a whole. All methods raise OutputError when storage refuses."""

    def files(self, folder: str) -> list[Stored]:
        """Return the files in and below a folder, in any order; none where there is no folder."""
        ...

    def folders(self, folder: str) -> list[str]:
        """Return the names of the folders in a folder."""
        ...

    def others(self, folder: str) -> list[str]:
        """Return the names of what else is in a folder."""
        ...

    def set_aside(self, path: str) -> None:
        """Move what does not belong there out of the archive, to `.newsconvert/aside`."""
        ...

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading. Raise FileNotFoundError if there is none."""
        ...

    def put(self, source: Path, folder: str) -> None:
        """Put a bag of this machine in place of `folder`; the declaration comes last, so that no half looks whole."""
        ...

    def write(self, path: str, data: bytes) -> None:
        """Write a small file."""
        ...

    def remove(self, folder: str) -> None:
        """Remove a folder, its declaration first."""
        ...

    def delete(self, paths: list[str]) -> None:
        """Remove files, as far as they are there."""
        ...


def bag_files(source: Path) -> list[Path]:
    """Return the files of a bag in a folder of this machine, without the ledger, the declaration last."""
    found = [path for path in source.rglob("*") if path.is_file() and PRIVATE not in path.relative_to(source).parts]
    return sorted(found, key=lambda path: (path == source / DECLARATION, path))


@contextmanager
def refusals(where: Path) -> Iterator[None]:
    """Raise the errors of the system in a block as `refused` describes them."""
    try:
        yield
    except OSError as problem:
        raise refused(str(where), problem) from problem


def join(folder: str, path: str) -> str:
    """Return the path of a file of a folder, which may be the root."""
    return "/".join(filter(None, (folder, path)))


def refused(where: str, problem: Exception) -> OutputError:
    """Return the error of storage that cannot be written."""
    if isinstance(problem, InputError):  # it cannot be reached
        return OutputError(str(problem))
    if isinstance(problem, OSError) and is_full(problem):
        return full(Path(where))
    reason = reason_of(problem) if isinstance(problem, OSError) else f"{type(problem).__name__}: {problem}"
    return OutputError(f"{where}: the archive cannot be written: {reason}; run the same command again to resume.")
