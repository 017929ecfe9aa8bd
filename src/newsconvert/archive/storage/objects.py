"""Whole bags in storage that fsspec reaches, such as s3://."""

from __future__ import annotations

import os
import posixpath
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from ...errors import OutputError
from ..inputs.filesystems import Remote, redact_source
from ..model import DECLARATION, PAYLOAD, PRIVATE
from .base import Stored, bag_files, join, refused

T = TypeVar("T")

#: Seconds to wait before storage that refuses is asked again.
WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
#: Most bytes of a name in a folder of this machine.
_LONGEST = 255
#: Files that are sent at a time, and the protocols of storage without folders.
_AT_ONCE = 16
_OBJECTS = frozenset(("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss"))


class Objects:
    """Storage elsewhere, by fsspec. What it refuses is tried again, after growing waits."""

    def __init__(self, address: str, waits: tuple[float, ...] | None = None) -> None:
        self.address = address.rstrip("/")
        self._shared = self._driver()
        self._own = threading.local()
        self._base = self._system._strip_protocol(self.address).rstrip("/")
        self._flat = address.partition("://")[0] in _OBJECTS
        self._waits = WAITS if waits is None else waits

    def _driver(self) -> Any:
        return Remote(self.address.partition("://")[0], self.address).system

    @property
    def _system(self) -> Any:
        """The driver. A connection such as that of sftp:// is for one thread: the thread of the lease has its own."""
        if self._shared.async_impl:
            return self._shared
        if not hasattr(self._own, "system"):
            self._own.system = self._driver()
        return self._own.system

    def _each(self, work: Callable[[str], T], paths: Iterable[str]) -> list[T]:
        """Return what `work` does with each path, several at a time where the driver can."""
        if not self._shared.async_impl:
            return [work(path) for path in paths]
        with ThreadPoolExecutor(_AT_ONCE) as several:
            return list(several.map(work, paths))

    def _tried(self, work: Callable[[], T]) -> T:
        """Return what `work` does, tried again when storage refuses. Raise FileNotFoundError where nothing is."""
        for wait in (*self._waits, None):
            try:
                return work()
            except (FileNotFoundError, OutputError):
                raise
            except Exception as problem:  # drivers raise errors of their own
                if wait is None or isinstance(problem, PermissionError | IsADirectoryError | TypeError):
                    raise refused(redact_source(self.address), problem) from problem
            time.sleep(wait)
            self._shared.invalidate_cache()
            if not self._shared.async_impl:  # its connection may be lost
                self._shared.clear_instance_cache()
                self._own = threading.local()
        raise AssertionError

    def files(self, folder: str) -> list[Stored]:
        """Return the files in and below a folder."""
        start = f"{self._at(folder)}/"

        def listed() -> list[Stored]:
            self._system.invalidate_cache()
            found = self._system.find(self._at(folder), detail=True)
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
        return self._names(folder, folders=True)

    def others(self, folder: str) -> list[str]:
        """Return the names of what else is in a folder."""
        return self._names(folder, folders=False)

    def _names(self, folder: str, *, folders: bool) -> list[str]:
        def listed() -> list[str]:
            self._system.invalidate_cache()
            found = [
                (one["name"].rstrip("/"), one["type"] == "directory")
                for one in self._system.ls(self._at(folder), detail=True)
            ]  # some list the folder in itself
            return sorted(posixpath.basename(name) for name, is_one in found if is_one == folders and name != here)

        here = self._at(folder)
        try:
            return self._tried(listed)
        except FileNotFoundError:
            return []

    def set_aside(self, path: str) -> None:
        """Move what does not belong there out of the archive."""
        aside = f"{PRIVATE}/aside/{path}"
        self._make_folder(posixpath.dirname(aside))
        with suppress(FileNotFoundError):
            self._tried(lambda: self._system.mv(self._at(path), self._at(aside)))

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading."""
        file: BinaryIO = self._tried(lambda: self._system.open(self._at(path), "rb"))
        return file

    def fetch(self, paths: Sequence[str], folder: str, target: Path) -> list[str]:
        """Copy files of a folder to one of this machine; return those that cannot have their names there."""
        fetched = self._each(lambda path: _is_name(path) and self._fetch_file(path, folder, target), paths)
        return [path for path, named in zip(paths, fetched, strict=True) if not named]

    def _fetch_file(self, path: str, folder: str, target: Path) -> bool:
        """Copy a file, if it is there; return whether it can have its name here."""
        copy = target / path
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            with copy.open("wb") as made:
                self._tried(lambda: self._copy(self._at(join(folder, path)), made))
        except FileNotFoundError:  # it has gone since
            copy.unlink(missing_ok=True)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):  # a file and a folder have one name
            return False
        except OSError as problem:
            raise refused(str(target), problem) from problem
        return True

    def _copy(self, address: str, made: BinaryIO) -> None:
        made.seek(0)
        made.truncate()
        with self._system.open(address, "rb") as source:
            while block := source.read(1 << 20):
                try:
                    made.write(block)
                except OSError as problem:  # of this machine: it is not tried again
                    raise refused(str(getattr(made, "name", "")), problem) from problem

    def put(self, source: Path, folder: str) -> None:
        """Put a bag in place; the declaration of an older one is removed before, and its own comes last."""
        there = {
            file.path for file in self.files(folder) if file.path.startswith(f"{PAYLOAD}/") or "/" not in file.path
        }
        if DECLARATION in there:
            self._remove([join(folder, DECLARATION)])
        *every, declaration = [path.relative_to(source).as_posix() for path in bag_files(source)]
        for parent in sorted({posixpath.dirname(path) for path in every}):
            self._make_folder(join(folder, parent))
        self._each(lambda path: self._put_file(source / path, join(folder, path)), every)
        self._put_file(source / declaration, join(folder, declaration))
        self._remove([join(folder, path) for path in sorted(there - {*every, declaration})])

    def _put_file(self, source: Path, target: str) -> None:
        self._tried(lambda: self._system.put_file(str(source), self._at(target)))

    def _make_folder(self, folder: str) -> None:
        if not self._flat:  # objects have no folders
            with suppress(FileExistsError):
                self._tried(lambda: self._system.makedirs(self._at(folder), exist_ok=True))

    def write(self, path: str, data: bytes) -> None:
        """Write a small file."""
        self._make_folder(posixpath.dirname(path))
        self._tried(lambda: self._system.pipe_file(self._at(path), data))

    def remove(self, folder: str) -> None:
        """Remove a folder, its declaration first."""
        there = sorted((file.path for file in self.files(folder)), key=lambda path: path != DECLARATION)
        self._remove([f"{folder}/{path}" for path in there[:1]])
        self._remove([f"{folder}/{path}" for path in there[1:]])
        if not self._flat:
            with suppress(FileNotFoundError):
                self._tried(lambda: self._system.rm(self._at(folder), recursive=True))

    def delete(self, paths: list[str]) -> None:
        """Remove files, as far as they are there."""
        for path in paths:
            self._remove([path])

    def _remove(self, paths: list[str]) -> None:
        if paths:
            with suppress(FileNotFoundError):
                self._tried(lambda: self._system.rm([self._at(path) for path in paths]))

    def _at(self, path: str) -> str:
        return f"{self._base}/{path}" if path else self._base


def _is_name(path: str) -> bool:
    """Return whether a path in storage can be that of a file in a folder of this machine."""
    try:
        return all(
            part not in ("", ".", "..") and "\0" not in part and len(os.fsencode(part)) <= _LONGEST
            for part in path.split("/")
        )
    except UnicodeEncodeError:
        return False


def _stamp(info: dict[str, Any]) -> str:
    names = ("ETag", "etag", "LastModified", "mtime", "updated", "created")
    return " ".join(str(info[name]) for name in names if info.get(name))
