"""Storage for the files of an archive: written under temporary names, flushed, and moved into place."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import stat
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from ...errors import OutputError, reason_of
from ...files import open_regular
from ..model import CATALOGUE, DECLARATION, PAYLOAD, PRIVATE, SHARDS, File

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


#: What a run makes in the private folder. None of it may lead out of the archive.
_PRIVATE_FOLDERS = [f"{PRIVATE}/{name}" for name in ("aside", "arriving", "shards", "staged", "volumes", "whole")]


class Store(Protocol):
    """Files by their path in the archive, with slashes. All methods raise OutputError on failure."""

    def put(self, path: str, data: bytes) -> None:
        """Stage a file; `commit` moves it into place."""
        ...

    def commit(self) -> None:
        """Move staged files into place, durably."""
        ...

    def create(self, path: str) -> contextlib.AbstractContextManager[BinaryIO]:
        """Open a file for writing; it is moved into place when the block ends, unless an equal one is there."""
        ...

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        ...

    def status(self, path: str) -> tuple[int, int] | None:
        """Return the size of a regular file in bytes and the time of its last change in nanoseconds, or None."""
        ...

    def hash(self, path: str) -> File | None:
        """Return a file with its hashes, or None if it cannot be read."""
        ...

    def walk(self, path: str) -> Iterator[str]:
        """Yield everything in and below a folder that is not itself a folder, links too."""
        ...

    def set_aside(self, path: str) -> None:
        """Move a file or folder that does not belong there to where nothing is lost, out of the archive."""
        ...

    def scratch(self) -> contextlib.AbstractContextManager[Path]:
        """Return an empty temporary folder for a block."""
        ...

    def remove(self, path: str) -> None:
        """Remove a file and the folders left empty. A missing file is not an error."""
        ...


class LocalStore:
    """An archive in a folder. The first change removes the bag's declaration, and with it the claim to be complete."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._staged: list[tuple[int, Path, Path]] = []
        self._count = 0
        self._sealed = True
        self._checked: set[Path] = set()
        self._temporary = root / PRIVATE / "staged"

    def open(self) -> None:
        """Make the folders, and remove partial files of an earlier run."""
        with _translate_os_errors(self.root):
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._temporary.mkdir(parents=True, exist_ok=True)

    def close(self) -> None:
        """Drop staged files that were not committed."""
        for handle, _, _ in self._staged:
            os.close(handle)
        self._staged.clear()
        shutil.rmtree(self._temporary, ignore_errors=True)

    def put(self, path: str, data: bytes) -> None:
        """Stage a file; `commit` moves it into place. Raise OutputError when the disk is full."""
        with _translate_os_errors(self.root):
            temporary = self._next()
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
            try:
                with open(handle, "wb", closefd=False) as stream:
                    stream.write(data)
            except OSError:
                os.close(handle)
                temporary.unlink()
                raise
            self._staged.append((handle, temporary, self.root / path))

    def commit(self) -> None:
        """Move staged files into place, so that they survive even a power failure. Raise OutputError."""
        if not self._staged:
            return
        self.unseal()
        # File systems flush many at once as fast as one.
        with _translate_os_errors(self.root), ThreadPoolExecutor(8) as several:
            list(several.map(os.fsync, [handle for handle, _, _ in self._staged]))
            made: set[Path] = set()
            for _, temporary, target in self._staged:
                made |= self._folder_of(target)
                self._replace(temporary, target)
            list(several.map(flush, made))
        for handle, _, _ in self._staged:
            os.close(handle)
        self._staged.clear()

    def unseal(self) -> None:
        """Remove the bag's declaration while the archive is incomplete."""
        if self._sealed:
            self._sealed = False
            declaration = self.root / DECLARATION
            if os.path.lexists(declaration) and (declaration.is_symlink() or not declaration.is_dir()):
                declaration.unlink()
                flush(self.root)

    @contextmanager
    def create(self, path: str) -> Iterator[BinaryIO]:
        """Open a file for writing; it is moved into place when the block ends. Raise OutputError."""
        target, temporary = self.root / path, self._next()
        try:
            with _translate_os_errors(self.root):
                with temporary.open("wb") as stream:
                    yield stream
                    stream.flush()
                    os.fsync(stream.fileno())
                if path != DECLARATION:
                    if self.status(path) and _same(temporary, target):
                        return
                    self.unseal()
                made = self._folder_of(target)
                self._replace(temporary, target)
                for folder in made:
                    flush(folder)
        finally:
            temporary.unlink(missing_ok=True)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Return an empty folder on the archive's disk, for a block. An OSError in it becomes an OutputError."""
        with _translate_os_errors(self.root):
            folder = self._next()
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file. Raise OutputError if it cannot be read."""
        try:
            return (self.root / path).read_bytes()
        except OSError as problem:
            raise OutputError(f"{self.root / path}: {reason_of(problem)}; make the archive again.") from problem

    def status(self, path: str) -> tuple[int, int] | None:
        """Return the size of a regular file in bytes and the time of its last change in nanoseconds, or None."""
        try:
            found = (self.root / path).lstat()
        except OSError:
            return None
        return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None

    def hash(self, path: str) -> File | None:
        """Return a file with its hashes, or None if it cannot be read."""
        try:
            with open_regular(self.root / path, follow=False) as stream:
                return File.read(path, stream, os.fstat(stream.fileno()).st_mtime_ns)
        except OSError:
            return None

    def walk(self, path: str) -> Iterator[str]:
        """Yield everything in and below a folder that is not itself a folder, links too."""
        with _translate_os_errors(self.root):
            entries = list(os.scandir(self.root / path)) if (self.root / path).is_dir() else []
        for entry in entries:
            below = f"{path}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from self.walk(below)
            else:
                yield below

    def set_aside(self, path: str) -> None:
        """Move a file or folder that does not belong there to `.newsconvert/aside`, with the folders it was in."""
        self.unseal()
        with _translate_os_errors(self.root):
            target = self.root / PRIVATE / "aside" / path
            number = 1
            while os.path.lexists(target):
                number += 1
                target = target.with_name(f"{PurePosixPath(path).name}.{number}")
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).rename(target)
            self._remove_empty(self.root / path)

    def remove(self, path: str) -> None:
        """Remove a file or folder, and the parent folders left empty."""
        self.unseal()
        target = self.root / path
        with _translate_os_errors(self.root):
            if target.is_dir() and not target.is_symlink():
                shutil.rmtree(target)
            else:
                target.unlink(missing_ok=True)
            self._remove_empty(target)

    def _remove_empty(self, target: Path) -> None:
        for folder in target.parents:
            if folder == self.root or not folder.exists() or any(folder.iterdir()):
                break
            folder.rmdir()

    def _folder_of(self, target: Path) -> set[Path]:
        """Make the folder of a file that is to be written; return the folders to flush.

        Raise OutputError for a folder that is a link: the file would be written out of the archive.
        """
        for folder in (target.parent, *target.parent.parents):
            if folder == self.root or folder in self._checked:
                break
            if folder.is_symlink():
                raise OutputError(f"{folder}: this is a symbolic link in an archive; remove it.")
            if os.path.lexists(folder) and not folder.is_dir():
                raise OutputError(f"{folder}: this is no folder, as it is in an archive; remove it.")
        self._checked.add(target.parent)
        return _make_folder(target.parent)

    def _replace(self, temporary: Path, target: Path) -> None:
        """Move a file into place; a folder that has its name does not belong there."""
        if target.is_dir() and not target.is_symlink():
            self.set_aside(target.relative_to(self.root).as_posix())
            target.parent.mkdir(parents=True, exist_ok=True)
        temporary.replace(target)

    def _next(self) -> Path:
        self._count += 1
        return self._temporary / str(self._count)


@contextmanager
def store_at(root: Path) -> Iterator[LocalStore]:
    """Open the archive's files for a block."""
    store = LocalStore(root)
    store.open()
    try:
        yield store
    finally:
        store.close()


@contextmanager
def lock(root: Path, *, patience: float = 0.0) -> Iterator[None]:
    """Lock the archive for a block. Raise OutputError if another run has it, or it is not an archive of newsconvert.

    The lock ends with the process that holds it, however that ends; `patience` is how many seconds to wait for that.
    """
    private = root / PRIVATE
    with _translate_os_errors(root):
        _check_folders(root)
        private.mkdir(parents=True, exist_ok=True)
        handle = os.open(private / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    try:
        deadline = time.monotonic() + patience
        while not _is_ours(handle):
            if time.monotonic() >= deadline:
                raise OutputError(f"{root}: another run is working on this archive; wait until it has ended.")
            time.sleep(0.25)
        yield
    finally:
        os.close(handle)


def _check_folders(root: Path) -> None:
    """Raise OutputError for a folder that is not an archive of newsconvert, or has links where folders belong."""
    if root.exists() and not root.is_dir():
        raise OutputError(f"{root}: a file has this name; name a folder for the archive.")
    for folder in (root / name for name in (PRIVATE, PAYLOAD, SHARDS, CATALOGUE, *_PRIVATE_FOLDERS)):
        if folder.is_symlink():
            raise OutputError(f"{folder}: this is a symbolic link in an archive; remove it.")
        if os.path.lexists(folder) and not folder.is_dir():
            raise OutputError(f"{folder}: this is no folder, as it is in an archive; remove it.")
    if root.exists() and not (root / PRIVATE).exists() and any(root.iterdir()):
        raise OutputError(f"{root}: this folder contains other files; name an archive, or a new or empty folder.")


def _is_ours(handle: int) -> bool:
    """Return whether a lock file could be locked."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def is_locked(root: Path) -> bool:
    """Return whether a run is working on an archive."""
    try:
        handle = os.open(root / PRIVATE / "lock", os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


@contextmanager
def _translate_os_errors(root: Path) -> Iterator[None]:
    """Describe an error of the file system in one sentence."""
    try:
        yield
    except OSError as problem:
        if is_full(problem):
            raise full(root) from problem
        raise OutputError(
            f"{problem.filename or root}: the archive cannot be written: {reason_of(problem)}."
        ) from problem


def is_full(problem: OSError) -> bool:
    """Return whether an error says that there is no room left."""
    return problem.errno in _FULL


def full(root: Path) -> OutputError:
    """Return the error for a full disk."""
    return OutputError(f"{root}: the disk is full; free some space and run the same command again to resume.")


def _make_folder(folder: Path) -> set[Path]:
    """Make a folder and its parents; return the folders to flush."""
    made = {folder}
    while not folder.is_dir():
        try:
            folder.mkdir()
        except FileNotFoundError:
            made |= _make_folder(folder.parent)
            continue
        made.add(folder.parent)
        break
    return made


def flush(folder: Path) -> None:
    """Make the entries of a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _same(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as left, other.open("rb") as right:
        while block := left.read(1 << 20):
            if block != right.read(1 << 20):
                return False
    return True
