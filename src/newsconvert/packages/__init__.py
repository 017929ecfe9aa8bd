"""ZIP packages that someone else made (DOCX, EPUB), none of whose parts is trusted: the one place that unpacks them.

No part unpacks to more than it may, and no XML that is checked declares a document type, as none may in a Word document
(ECMA-376 Part 2), so that there is no entity to expand. Verification has a reader of its own, on purpose.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress

_MOST_PARTS = 5_000
#: What zipfile raises on files that are broken, encrypted or packed in a way it does not know.
_ZIP_RAISES = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, EOFError, OSError)


class PackageError(ValueError):
    """A file is no package that can be opened; the message says why, in words that fit into a sentence."""


class SizeError(PackageError):
    """A part of a package unpacks to `found` bytes where `allowed` would do."""

    def __init__(self, part: str, found: int, allowed: int) -> None:
        super().__init__(f"{part} unpacks to more than it may")
        self.part, self.found, self.allowed = part, found, allowed


class ZipPackage:
    """A package, none of whose parts is trusted. Names of parts have no slash before them.

    Raise PackageError when `data` is not a package; a part that unpacks to more than `part` bytes, or parts that do to
    more than `whole`, raise SizeError once they are asked for.
    """

    def __init__(self, data: bytes, *, part: int, whole: int) -> None:
        self._limit, self._room = part, whole
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_RAISES as problem:
            raise PackageError(str(problem)) from problem
        entries = self._zip.infolist()
        if len(entries) > _MOST_PARTS:
            raise PackageError(f"it has more than {_MOST_PARTS} parts")
        self._files = {entry.filename.lstrip("/"): entry for entry in entries}

    def __contains__(self, name: object) -> bool:
        """Return whether the package has a part of that name."""
        return name in self._files

    def read(self, name: str) -> bytes:
        """Return the bytes of a part. Raise PackageError without such a part, SizeError for one that is too large."""
        if name not in self:
            raise PackageError(f"it has no {name}")
        self._room -= self._size(name, self._room)
        entry = self._files[name]
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PackageError(f"{name} is compressed with a method that is not Deflate")
        try:
            with self._zip.open(entry) as stream:
                return stream.read(entry.file_size + 1)  # without a number, zipfile unpacks all and then cuts
        except _ZIP_RAISES as problem:
            raise PackageError(f"{name} is broken: {problem}") from problem

    def check_sizes(self) -> None:
        """Raise SizeError where one of all parts, or all of them together, unpack to more than they may."""
        room = self._room
        for name in self._files:
            room -= self._size(name, room)

    def _size(self, name: str, room: int) -> int:
        """Return what a part unpacks to: zipfile never gives more than it states."""
        size, allowed = self._files[name].file_size, min(self._limit, room)
        if size > allowed:
            raise SizeError(name, size, allowed)
        return size


def check_xml(name: str, data: bytes) -> None:
    """Raise PackageError when an XML part declares a document type, or cannot be read up to its first element."""
    from xml.parsers import expat

    types: list[object] = []

    def type_declared(name: str, *_: object) -> None:
        types.append(name)
        raise StopIteration

    def element_begun(*_: object) -> None:
        raise StopIteration

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = type_declared, element_begun
    try:
        with suppress(StopIteration):
            parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as problem:  # encodings that it does not know, too
        raise PackageError(f"{name} is broken: {problem}") from problem
    if types:
        raise PackageError(f"{name} declares a document type")
