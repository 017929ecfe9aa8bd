"""Read untrusted ZIP archives member by member (PKWARE APPNOTE.TXT 6.3.10)."""

from __future__ import annotations

import io
import posixpath
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, cast

from ...errors import InputError
from ...readers.frequencies import guess_encoding

#: Largest ratio of unpacked to packed size, for one member and for all; small ones may exceed it.
RATIO, SMALL = 250, 64 * 1024 * 1024
_ENCRYPTED, _UTF8, _UNICODE_PATH = 0x1, 0x800, 0x7075


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a ZIP: its path with slashes, its size in bytes, and the reason if it is refused.

    `shown` is the path, with a number appended if an earlier member has the same path.
    """

    path: str
    shown: str
    size: int
    refused: str | None
    _zip: zipfile.ZipFile
    _info: zipfile.ZipInfo

    def open(self) -> io.BufferedReader:
        """Open the member. Raise InputError if it cannot be unpacked."""
        try:
            return io.BufferedReader(cast("io.RawIOBase", self._zip.open(self._info)), 1 << 16)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as problem:
            raise InputError(f"it cannot be unpacked ({problem}).") from problem


def members(file: BinaryIO, size: int) -> Iterator[Member]:
    """Yield the members of a ZIP of `size` bytes in the order of its directory, without folders.

    The directory is held in memory, about half a kilobyte per member. Raise InputError if it is not a ZIP.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, struct.error) as problem:
        raise InputError(f"this is not a complete ZIP archive ({problem}).") from problem
    infos = [info for info in archive.infolist() if not info.is_dir()]
    unmarked = b"\n".join(_raw(info) for info in infos if not info.flag_bits & _UTF8)
    encoding = _encoding(unmarked)
    seen: Counter[str] = Counter()
    total = 0
    for info in infos:
        path = _path(info, encoding)
        seen[path] += 1
        refused = _reason_to_refuse(info, path)
        total += 0 if refused else info.file_size
        if not refused and total > max(size * RATIO, SMALL):
            refused = f"it and the members before it unpack to more than {RATIO} times the size of the ZIP."
        shown = path if seen[path] == 1 else f"{path} ({seen[path]})"
        yield Member(path, shown, info.file_size, refused, archive, info)


class Pictures:
    """The pictures in a ZIP that articles in the folder `folder` of it may refer to."""

    def __init__(self, members: Mapping[str, Member], folder: str) -> None:
        self._members, self._folder = members, folder

    def get(self, path: str, /) -> bytes | None:
        """Return the bytes of a picture, or None if it is not there, or cannot be unpacked."""
        member = self._members.get(posixpath.join(self._folder, path))
        if member is None or member.refused or member.size > SMALL:
            return None
        try:
            with member.open() as file:
                return file.read(SMALL)
        except (InputError, zipfile.BadZipFile, zlib.error, OSError, EOFError):
            return None


def _reason_to_refuse(info: zipfile.ZipInfo, path: str) -> str | None:
    if path.startswith("/") or path[1:2] == ":" or ".." in path.split("/"):
        return "its path leads out of the ZIP; pack it again with plain names."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a symbolic link; pack the file itself."
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted; unpack it first."
    if info.file_size > max(info.compress_size * RATIO, SMALL):
        return f"it unpacks to {info.file_size:,} bytes, more than {RATIO} times its size; unpack it first."
    return None


def _raw(info: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a name without the UTF-8 flag, which zipfile has decoded as cp437."""
    return info.orig_filename.encode("cp437", errors="replace")


def _encoding(names: bytes) -> str:
    """Detect the encoding of names without the UTF-8 flag: UTF-8, Arabic Windows or DOS code pages, or cp437."""
    try:
        names.decode("utf-8")
    except UnicodeDecodeError:
        return guess_encoding(names, ("windows-1256", "cp720")) or "cp437"
    return "utf-8"


def _path(info: zipfile.ZipInfo, encoding: str) -> str:
    path = info.orig_filename
    if not info.flag_bits & _UTF8:
        path = _unicode_path(info) or _raw(info).decode(encoding, errors="replace")
    # Some Windows programs write backslashes; a name ends at NUL.
    return path.partition("\0")[0].replace("\\", "/")


def _unicode_path(info: zipfile.ZipInfo) -> str | None:
    """Return the UTF-8 name of the Unicode Path extra field (APPNOTE 4.6.9), if it is there and matches the name."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and size > 5 and extra[5:9] == struct.pack("<L", zlib.crc32(_raw(info))):
            return extra[9 : 4 + size].decode(errors="replace")
        extra = extra[4 + size :]
    return None
