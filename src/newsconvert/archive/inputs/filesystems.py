"""Read-only access to sources: folders of this machine, and file systems of fsspec."""

from __future__ import annotations

import io
import os
import posixpath
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, Protocol, cast
from urllib.parse import unquote, urlsplit

from ...errors import InputError, MissingDependencyError, OptionError
from ...files import open_regular, read_regular
from ...installation import of_extra
from ...options import PictureFiles
from ...readers.images import MOST_BYTES
from ..model import CATALOGUE, PICTURE_SUFFIXES, PRIVATE
from .patterns import matching
from .ssh import checked

#: Protocols of storage that needs an account. Others have to be allowed.
STORAGE = frozenset(
    "memory s3 s3a gs gcs az abfs abfss adl oss hdfs webhdfs sftp ssh smb".split()  # noqa: SIM905
)
_WEB = ("http", "https")
#: What to install for each protocol.
_EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs", "http": "remote", "https": "remote"}
_PACKAGES = {"az": "adlfs", "abfs": "adlfs", "abfss": "adlfs", "sftp": "paramiko", "ssh": "paramiko",
             "smb": "smbprotocol", "oss": "ossfs", "hdfs": "pyarrow"}  # fmt: skip


def _driver(protocol: str) -> str | None:
    """Return how the driver of a protocol is installed, None where that is not known here."""
    if protocol in _EXTRAS:
        return of_extra(_EXTRAS[protocol])
    return f"pip install {_PACKAGES[protocol]}" if protocol in _PACKAGES else None


_LEADS_OUT = "it is a symbolic link that leads out of the folder; give its target as a source."


class Entry(NamedTuple):
    """An entry of a folder: its name, and whether it is a folder. `problem` is the reason it cannot be read."""

    name: str
    folder: bool = False
    problem: str | None = None


class Store(Protocol):
    """Files and folders by path, with slashes."""

    def kind(self, path: str) -> str | None:
        """Return "file", "folder", "page" (a web address: it has no siblings), "other" (a pipe, a device), or None."""
        ...

    def entries(self, path: str, root: str) -> list[Entry]:
        """Return the entries of a folder below `root`, sorted by name, without hidden files."""
        ...

    def is_archive(self, path: str) -> bool:
        """Return whether a folder is an archive of newsconvert, with or without its ledger."""
        ...

    def matches(self, pattern: str) -> list[Entry]:
        """Return what matches a pattern, sorted; the names are whole paths, and folders are not told apart."""
        ...

    def open(self, path: str) -> tuple[io.BufferedReader, int]:
        """Open a file; return it with its size in bytes, or -1 if unknown."""
        ...

    def sidecar(self, path: str, root: str) -> str | None:
        """Return the path of the sidecar of a file of the folder `root`, if there is one.

        Raise InputError for one that leads out of the folder, or is no regular file.
        """
        ...

    def pictures(self, path: str) -> str | PictureFiles | None:
        """Return the folder of this machine with the pictures of the file at `path`, or what gives them by paths.

        None for web pages: what they show is not fetched.
        """
        ...


def store_of(source: str, allowed: Iterable[str], left_out: Path | None = None) -> tuple[Store, str]:
    """Return the file system of a source, and the path in it. The folder `left_out` is excluded.

    Raise OptionError for a protocol that has to be allowed, MissingDependencyError if its driver is not installed.
    """
    protocol, divided, path = source.partition("://")
    if not divided or os.path.exists(source):  # noqa: PTH110 - pathlib raises for what is too long
        return Local(left_out), source
    if protocol in ("file", "local"):
        return Local(left_out), unquote(path)
    if "::" in source:
        raise OptionError(f"{source}: protocols cannot be chained; name the file itself.")
    if protocol not in STORAGE and protocol not in allowed:
        raise OptionError(f"{redact_source(source)}: reading over {protocol} is off; add --allow-remote {protocol}.")
    return Remote(protocol, source), source


def sidecar_path(path: str) -> str:
    """Return the path at which the sidecar of a file would be."""
    return f"{path.removesuffix(PurePosixPath(path).suffix)}.toml"


def redact_source(source: str) -> str:
    """Return a source's name for display: without passwords, signatures, and folders of this machine."""
    protocol, divided, path = source.partition("://")
    if protocol in ("file", "local") and divided:
        source, divided = unquote(path), ""
    if divided:
        parts = urlsplit(source)
        return f"{protocol}://{parts.netloc.rpartition('@')[2]}{parts.path}".rstrip("/")
    path = posixpath.normpath(source)
    outside = path.startswith(("/", "..")) or path == "."
    return (posixpath.basename(path if path.strip("./") else os.path.realpath(path)) or "root") if outside else path


class Local:
    """Folders of this machine, excluding the folder `left_out`."""

    def __init__(self, left_out: Path | None = None) -> None:
        self._left_out = left_out and Path(os.path.realpath(left_out))  # Path.resolve raises on a loop

    def kind(self, path: str) -> str | None:
        """Return the kind of what is at a path, following symbolic links."""
        try:
            mode = Path(path).stat().st_mode
        except FileNotFoundError:
            return None
        return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "other"

    def entries(self, path: str, root: str) -> list[Entry]:
        """Return the entries of a folder. Links to files below `root` are followed, links to folders skipped."""
        inside = Path(os.path.realpath(root))
        found: list[Entry] = []
        with os.scandir(path) as listed:
            for entry in listed:
                if entry.name.startswith("."):
                    continue
                if entry.is_symlink():
                    target = Path(os.path.realpath(entry.path))
                    if not target.is_relative_to(inside):
                        found.append(Entry(entry.name, problem=_LEADS_OUT))
                    elif target.is_file():
                        found.append(Entry(entry.name))
                    elif not target.exists():
                        found.append(Entry(entry.name, problem="it is a broken symbolic link."))
                elif entry.is_dir():
                    if self._left_out is None or Path(os.path.realpath(entry.path)) != self._left_out:
                        found.append(Entry(entry.name, folder=True))
                elif entry.is_file():  # no pipe, no device
                    found.append(Entry(entry.name))
        return sorted(found)

    def is_archive(self, path: str) -> bool:
        """Return whether a folder is an archive of newsconvert, with or without its ledger."""
        if (Path(path) / PRIVATE).is_dir():
            return True
        for information in (Path(path) / "bag-info.txt", Path(path) / CATALOGUE / "bag-info.txt"):
            with suppress(OSError):
                if b"Bag-Software-Agent: newsconvert" in read_regular(information, 1 << 16):
                    return True
        return False

    def matches(self, pattern: str) -> list[Entry]:
        """Return what matches."""
        return sorted(
            Entry(path, problem=_LEADS_OUT if leads_out else None)
            for path, leads_out in matching(pattern)
            if leads_out or ((os.path.isfile(path) or os.path.isdir(path)) and not self._is_left_out(path))  # noqa: PTH112, PTH113 - no pipes
        )

    def _is_left_out(self, path: str) -> bool:
        return self._left_out is not None and Path(os.path.realpath(path)).is_relative_to(self._left_out)

    def open(self, path: str) -> tuple[io.BufferedReader, int]:
        """Open a file."""
        file: io.BufferedReader = io.BufferedReader(cast("io.RawIOBase", open_regular(path)), 1 << 16)
        return file, os.fstat(file.fileno()).st_size

    def sidecar(self, path: str, root: str) -> str | None:
        """Return the path of the sidecar of a file, if there is one. Raise InputError for one not to be read."""
        beside = Path(sidecar_path(path))
        if not os.path.lexists(beside):
            return None
        if not Path(os.path.realpath(beside)).is_relative_to(os.path.realpath(root)):
            raise InputError("it is a symbolic link that leads out of the folder.")
        if not beside.exists() or not beside.is_file():
            raise InputError("it is not a regular file.")
        return str(beside)

    def pictures(self, path: str) -> str | None:
        """Return the folder of the file, as workers that run in another folder find it."""
        return os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - pathlib would resolve symbolic links


class Remote:
    """A file system of fsspec."""

    def __init__(self, protocol: str, source: str) -> None:
        self.protocol, self.web = protocol, protocol in _WEB
        self._pictured: dict[str, bool] = {}
        try:
            import fsspec
        except ImportError as problem:
            needed = _driver(protocol) if protocol in _EXTRAS else of_extra("remote")
            raise MissingDependencyError(f"{redact_source(source)}: remote sources need fsspec: {needed}.") from problem
        try:
            # Of sftp:// and others, the address names the machine, which is no part of paths.
            driver = fsspec.get_filesystem_class(protocol)
            driver = checked(driver) if protocol in ("sftp", "ssh") else driver
            named = driver._get_kwargs_from_urls(source)
            self._host = f"//{urlsplit(source).netloc}/" if "host" in named else "//"
            self.system: Any = driver(**named)
        except ImportError as problem:
            needed, name = _driver(protocol) or str(problem), redact_source(source)
            raise MissingDependencyError(f"{name}: {protocol} needs its driver: {needed}.") from problem
        except ValueError as problem:
            raise OptionError(f"{redact_source(source)}: there is no protocol {protocol} ({problem}).") from problem
        except Exception as problem:  # the driver's own, of a machine that does not answer or refuses the user
            told = f"{redact_source(source)}: it cannot be reached ({type(problem).__name__}: {problem})."
            raise InputError(told) from problem

    def kind(self, path: str) -> str | None:
        """Return the kind of what is at a path; a web address is always a file."""
        if self.web:
            return "page"
        try:
            return "folder" if self.system.info(path)["type"] == "directory" else "file"
        except FileNotFoundError:
            return None

    def entries(self, path: str, root: str) -> list[Entry]:
        """Return the entries of a folder."""
        del root
        listed = {
            posixpath.basename(one["name"].rstrip("/")): one["type"] == "directory"
            for one in self.system.ls(path, detail=True)
            if one["name"].rstrip("/") != self.system._strip_protocol(path)  # some list the folder in itself
        }
        return sorted(Entry(name, folder) for name, folder in listed.items() if name and not name.startswith("."))

    def is_archive(self, path: str) -> bool:
        """Return False: storage elsewhere is not looked through for archives."""
        del path
        return False

    def matches(self, pattern: str) -> list[Entry]:
        """Return what matches."""
        found = (path.lstrip("/") for path in self.system.glob(pattern))
        shown = (path for path in found if not re.search(r"(?:^|/)\.", path))
        return sorted(Entry(f"{self.protocol}:{self._host}{path}") for path in shown)

    def open(self, path: str) -> tuple[io.BufferedReader, int]:
        """Open a file; a few megabytes of it are held in memory at a time."""
        file = self.system.open(path, "rb")
        size = getattr(file, "size", None) if hasattr(file, "size") or self.web else self.system.info(path).get("size")
        raw = file if isinstance(file, io.IOBase) else _Raw(file)
        return io.BufferedReader(cast("io.RawIOBase", raw), 1 << 16), -1 if size is None else size

    def sidecar(self, path: str, root: str) -> str | None:
        """Return the path of the sidecar of a file, if there is one."""
        del root
        beside = sidecar_path(path)
        return beside if self.kind(beside) == "file" else None

    def pictures(self, path: str) -> PictureFiles | None:
        """Return what gives the pictures in and below the folder of the file; None on the web, which has no folders."""
        folder = posixpath.dirname(path)
        return RemotePictures(self, folder) if not self.web and self._has_pictures(folder) else None

    def _has_pictures(self, folder: str) -> bool:
        """Return whether any file in or below a folder is named like a picture; it is listed once."""
        if folder not in self._pictured:
            try:
                found = any(name.lower().endswith(PICTURE_SUFFIXES) for name in self.system.find(folder))
            except (OSError, ValueError):
                found = False
            self._pictured[folder] = found
        return self._pictured[folder]


class _Raw(io.RawIOBase):
    """A file of a driver that is none of Python's, such as that of sftp://, whose `seek` returns nothing."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        data: bytes = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._file.seek(offset, whence)
        return self.tell()

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        self._file.close()
        super().close()


class RemotePictures:
    """The pictures in and below a folder of storage elsewhere, read when they are asked for."""

    def __init__(self, store: Remote, folder: str) -> None:
        self._store, self._folder = store, folder

    def get(self, path: str, /) -> bytes | None:
        """Return the bytes of a picture; None where there is none, it is too large, or it is out of the folder."""
        inside = posixpath.normpath(path)
        if inside.startswith(("/", "..")) or "://" in path or not inside.lower().endswith(PICTURE_SUFFIXES):
            return None
        try:
            file, size = self._store.open(posixpath.join(self._folder, inside))
            with file:
                data = file.read(MOST_BYTES + 1) if size <= MOST_BYTES else b""
        except (OSError, ValueError):  # as drivers say that nothing is there, or that it may not be read
            return None
        return data if 0 < len(data) <= MOST_BYTES else None
