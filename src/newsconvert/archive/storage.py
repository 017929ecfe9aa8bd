"""Where whole bags are kept: a folder of this machine, or storage that fsspec reaches, such as s3://."""

from __future__ import annotations

import errno
import os
import posixpath
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol, TypeVar

from ..errors import OutputError, reason_of
from ..files import open_regular
from .inputs.filesystems import STORAGE, Remote, redact_source
from .model import DECLARATION, PAYLOAD, PRIVATE
from .state.store import flush, full, is_full

T = TypeVar("T")

#: Seconds to wait before storage that refuses is asked again.
WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)

#: Errors for what is no regular file, or in none of the folders that its path names.
_NO_FILE = frozenset((errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.ELOOP))

#: Most bytes of a name in a folder of this machine.
_LONGEST = 255

#: Files that are sent at a time, and the protocols of storage without folders.
_AT_ONCE = 16
_OBJECTS = frozenset(("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss"))


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


class Folder:
    """A folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def files(self, folder: str) -> list[Stored]:
        """Return the files in and below a folder."""
        found, base = list[Stored](), self.root / folder
        for where, folders, names in os.walk(base):
            for path in (Path(where, name) for name in (*names, *folders)):
                status = path.lstat()
                if not stat.S_ISDIR(status.st_mode):
                    size = status.st_size if stat.S_ISREG(status.st_mode) else -1
                    found.append(Stored(path.relative_to(base).as_posix(), size, str(status.st_mtime_ns)))
        return found

    def folders(self, folder: str) -> list[str]:
        """Return the names of the folders in a folder."""
        base = self.root / folder
        return sorted(path.name for path in base.iterdir() if path.is_dir()) if base.is_dir() else []

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading."""
        return open_regular(self.root / path)

    def put(self, source: Path, folder: str) -> None:
        """Move a bag in place, in one step; from another disk it is copied next to its place first."""
        target = self.root / folder
        try:
            work = self.root / PRIVATE / "arriving"
            work.mkdir(parents=True, exist_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=work) as name:
                arriving = Path(name) / "bag"
                if source.stat().st_dev == work.stat().st_dev:
                    source.rename(arriving)
                else:
                    for path in bag_files(source):
                        copy = arriving / path.relative_to(source)
                        copy.parent.mkdir(parents=True, exist_ok=True)
                        with path.open("rb") as old, copy.open("wb") as new:
                            shutil.copyfileobj(old, new, 1 << 20)
                            new.flush()
                            os.fsync(new.fileno())
                shutil.rmtree(arriving / PRIVATE, ignore_errors=True)
                if os.path.lexists(target):
                    target.rename(Path(name) / "old")
                arriving.rename(target)
                flush(target.parent)
        except OSError as problem:
            raise _refused(str(self.root), problem) from problem

    def write(self, path: str, data: bytes) -> None:
        """Write a small file."""
        target, temporary = self.root / path, self.root / PRIVATE / f"writing-{os.getpid()}"
        try:
            for folder in (target.parent, temporary.parent):
                folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
            temporary.replace(target)  # which may be a link or a pipe
        except OSError as problem:
            raise _refused(str(self.root), problem) from problem

    def remove(self, folder: str) -> None:
        """Remove a folder."""
        try:
            (self.root / folder / DECLARATION).unlink(missing_ok=True)
            shutil.rmtree(self.root / folder, ignore_errors=True)
        except OSError as problem:
            raise _refused(str(self.root), problem) from problem

    def delete(self, paths: list[str]) -> None:
        """Remove files, as far as they are there."""
        try:
            for path in paths:
                (self.root / path).unlink(missing_ok=True)
        except OSError as problem:
            raise _refused(str(self.root), problem) from problem


class Objects:
    """Storage elsewhere, by fsspec. What it refuses is tried again, after growing waits."""

    def __init__(self, address: str, waits: tuple[float, ...] | None = None) -> None:
        self.address = address.rstrip("/")
        self._system = Remote(address.partition("://")[0], address).system
        self._flat = address.partition("://")[0] in _OBJECTS
        self._waits = WAITS if waits is None else waits

    def _tried(self, work: Callable[[], T]) -> T:
        """Return what `work` does, tried again when storage refuses. Raise FileNotFoundError where nothing is."""
        for wait in (*self._waits, None):
            try:
                return work()
            except (FileNotFoundError, OutputError):
                raise
            except Exception as problem:  # drivers raise errors of their own
                if wait is None or isinstance(problem, PermissionError | IsADirectoryError | TypeError):
                    raise _refused(redact_source(self.address), problem) from problem
            time.sleep(wait)
            self._system.invalidate_cache()
        raise AssertionError

    def files(self, folder: str) -> list[Stored]:
        """Return the files in and below a folder."""
        base = self._at(folder)
        start = self._system._strip_protocol(base).rstrip("/") + "/"

        def listed() -> list[Stored]:
            self._system.invalidate_cache()
            found = self._system.find(base, detail=True)
            return [
                Stored(name.removeprefix(start), info["size"] or 0, _stamp(info))
                for name, info in found.items()
                if name.startswith(start)
            ]

        try:
            return self._tried(listed)
        except FileNotFoundError:
            return []

    def folders(self, folder: str) -> list[str]:
        """Return the names of the folders in a folder."""

        def listed() -> list[str]:
            self._system.invalidate_cache()
            found = self._system.ls(self._at(folder), detail=True)
            return sorted(posixpath.basename(one["name"].rstrip("/")) for one in found if one["type"] == "directory")

        try:
            return self._tried(listed)
        except FileNotFoundError:
            return []

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading."""
        file: BinaryIO = self._tried(lambda: self._system.open(self._at(path), "rb"))
        return file

    def fetch(self, paths: Sequence[str], folder: str, target: Path) -> list[str]:
        """Copy files of a folder to one of this machine; return those that cannot have their names there."""
        with ThreadPoolExecutor(_AT_ONCE) as several:
            fetched = several.map(lambda path: _is_name(path) and self._fetch_file(path, folder, target), paths)
            return [path for path, named in zip(paths, fetched, strict=True) if not named]

    def _fetch_file(self, path: str, folder: str, target: Path) -> bool:
        """Copy a file, if it is there; return whether it can have its name here."""
        copy = target / path
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            with copy.open("wb") as made:
                self._tried(lambda: self._copy(self._at(_join(folder, path)), made))
        except FileNotFoundError:  # it has gone since
            copy.unlink(missing_ok=True)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):  # a file and a folder have one name
            return False
        except OSError as problem:
            raise _refused(str(target), problem) from problem
        return True

    def _copy(self, address: str, made: BinaryIO) -> None:
        made.seek(0)
        made.truncate()
        with self._system.open(address, "rb") as source:
            while block := source.read(1 << 20):
                try:
                    made.write(block)
                except OSError as problem:  # of this machine: it is not tried again
                    raise _refused(str(getattr(made, "name", "")), problem) from problem

    def put(self, source: Path, folder: str) -> None:
        """Put a bag in place; the declaration of an older one is removed before, and its own comes last."""
        there = {
            file.path for file in self.files(folder) if file.path.startswith(f"{PAYLOAD}/") or "/" not in file.path
        }
        if DECLARATION in there:
            self._remove([_join(folder, DECLARATION)])
        *every, declaration = bag_files(source)
        with ThreadPoolExecutor(_AT_ONCE) as several:
            for _ in several.map(lambda path: self._put_file(source, path, folder), every):
                pass
        self._put_file(source, declaration, folder)
        every.append(declaration)
        old = sorted(there - {path.relative_to(source).as_posix() for path in every})
        self._remove([_join(folder, path) for path in old])

    def _put_file(self, source: Path, path: Path, folder: str) -> None:
        target = self._at(_join(folder, path.relative_to(source).as_posix()))

        def put() -> None:
            if not self._flat:  # objects have no folders
                with suppress(FileExistsError):
                    self._system.makedirs(posixpath.dirname(target), exist_ok=True)
            self._system.put_file(str(path), target)

        self._tried(put)

    def write(self, path: str, data: bytes) -> None:
        """Write a small file."""
        self._tried(lambda: self._system.pipe_file(self._at(path), data))

    def remove(self, folder: str) -> None:
        """Remove a folder, its declaration first."""
        there = sorted((file.path for file in self.files(folder)), key=lambda path: path != DECLARATION)
        self._remove([f"{folder}/{path}" for path in there[:1]])
        self._remove([f"{folder}/{path}" for path in there[1:]])

    def delete(self, paths: list[str]) -> None:
        """Remove files, as far as they are there."""
        for path in paths:
            self._remove([path])

    def _remove(self, paths: list[str]) -> None:
        if paths:
            with suppress(FileNotFoundError):
                self._tried(lambda: self._system.rm([self._at(path) for path in paths]))

    def _at(self, path: str) -> str:
        return _join(self.address, path)


def storage_at(address: str) -> Storage:
    """Return the storage of an archive. Raise OptionError or MissingDependencyError where it cannot be reached."""
    return Objects(address) if is_remote(address) else Folder(Path(address))


def _is_name(path: str) -> bool:
    """Return whether a path in storage can be that of a file in a folder of this machine."""
    try:
        return all(
            part not in ("", ".", "..") and "\0" not in part and len(os.fsencode(part)) <= _LONGEST
            for part in path.split("/")
        )
    except UnicodeEncodeError:
        return False


def _join(folder: str, path: str) -> str:
    return "/".join(filter(None, (folder, path)))


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


def _stamp(info: dict[str, Any]) -> str:
    names = ("ETag", "etag", "LastModified", "mtime", "updated", "created")
    return " ".join(str(info[name]) for name in names if info.get(name))


def _refused(where: str, problem: Exception) -> OutputError:
    if isinstance(problem, OSError) and is_full(problem):
        return full(Path(where))
    reason = reason_of(problem) if isinstance(problem, OSError) else f"{type(problem).__name__}: {problem}"
    return OutputError(f"{where}: the archive cannot be written: {reason}; run the same command again to resume.")
