"""What a source may be: the path of a file, its bytes, or a file that is open; and the sidecar beside a file."""

from __future__ import annotations

import errno
import io
import os
import re
import reprlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeAlias, cast

from .errors import InputError, reason_of
from .files import read_regular
from .readers import overrides


class BinaryFile(Protocol):
    """An open binary file, as far as it is used here."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes from where the file stands, none at its end."""


PathLike: TypeAlias = str | os.PathLike[str]
Source: TypeAlias = PathLike | bytes | bytearray | memoryview | BinaryFile


class Sidecar(NamedTuple):
    """The fields that a file beside the source states, the name of that file, and its bytes."""

    where: str
    values: dict[str, Any]
    data: bytes


class Opened(NamedTuple):
    """A source that can be read: its file, the name that is recorded of it, what names it in errors, its sidecar.

    `folder` is where the source lies, if it is given by its path.
    """

    file: io.BufferedReader[Any]
    file_name: str | None
    where: str | None
    sidecar: Sidecar | None = None
    folder: Path | None = None


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a named pipe that nothing writes to is empty, and one that is written to is read."""
    number = os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o666)
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(number, True)
    return number


@contextmanager
def open_source(source: Source, file_name: str | None = None) -> Iterator[Opened]:
    """Give the source, open for reading; a file that the caller opened stays open.

    `file_name` is recorded in place of the name that the source has itself. Raise InputError, which names the source,
    when it cannot be read, also while it is being read.
    """
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        if not os.fspath(source):
            raise InputError("A source is the path of a file, and this path is empty; give one.")
        try:
            raw = io.FileIO(path, opener=_open_at_once)
        except (OSError, ValueError) as problem:  # ValueError: a name with a null character
            raise _not_there(source, problem) from problem
        try:
            with io.BufferedReader(raw, 1 << 16) as file:
                yield Opened(file, file_name or path.name, str(path), _sidecar(path), path.parent)
        except OSError as problem:
            raise InputError(f"{reason_of(problem)}.").in_file(str(path)) from problem
    elif isinstance(source, bytes | bytearray | memoryview):
        yield Opened(io.BufferedReader(_raw(io.BytesIO(source))), file_name, file_name)
    elif hasattr(source, "read"):
        own = getattr(source, "name", None)  # a number for a pipe, <stdin> for the standard input
        known = own if isinstance(own, str) and not own.startswith("<") else None
        name, where = file_name or (Path(known).name if known else None), known or file_name
        buffered = None
        try:
            if getattr(source, "closed", False):
                raise OSError("the file is closed")
            if isinstance(source, io.BufferedReader):
                yield Opened(source, name, where)
            else:
                buffered = io.BufferedReader(_raw(source))
                yield Opened(buffered, name, where)
        except OSError as problem:
            raise InputError(f"{reason_of(problem)}.").in_file(where or "the open file") from problem
        finally:
            if buffered is not None:
                with suppress(ValueError):  # the caller has closed the file
                    buffered.detach()  # or it would be closed with this
    else:
        raise InputError(
            f"A source is a path, bytes or an open binary file, not {reprlib.repr(source)}; give its text to read_text."
        )


def parse_sidecar(where: str, sidecar: bytes) -> Sidecar:
    """Return what a sidecar states. Raise InputError, which names it, when it is not TOML in UTF-8."""
    try:
        return Sidecar(where, overrides.toml(sidecar.decode("utf-8-sig"), where), sidecar)
    except UnicodeDecodeError as problem:
        raise InputError(
            f"{where}: the sidecar cannot be read ({problem}); save it as UTF-8, or remove it."
        ) from problem


def _sidecar(path: Path) -> Sidecar | None:
    """Return what the sidecar of the file at `path` states, if there is one."""
    sidecar = path.parent / f"{path.stem}.toml"
    if sidecar == path or not sidecar.is_file():
        return None
    try:
        if not sidecar.resolve().is_relative_to(path.parent.resolve()):
            raise InputError(f"{sidecar}: the sidecar is a link that leads out of its folder; copy the file there.")
        return parse_sidecar(str(sidecar), read_regular(sidecar))
    except OSError as problem:
        raise InputError(
            f"{sidecar}: the sidecar cannot be read ({problem}); allow it to be read, or remove it."
        ) from problem


class _Raw(io.RawIOBase):
    """A file that has `read` and perhaps nothing else, as BufferedReader wants it."""

    def __init__(self, file: BinaryFile) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        data = self._file.read(len(buffer))
        if isinstance(data, str):
            raise OSError("the file is open for text; open it for bytes (mode rb), or give its text to read_text")
        buffer[: len(data)] = data
        return len(data)


def _raw(file: BinaryFile) -> io.RawIOBase:
    return cast("io.RawIOBase", file) if hasattr(file, "readinto") else _Raw(file)


def _not_there(source: PathLike, problem: OSError | ValueError) -> InputError:
    """Return the error of a file that cannot be opened, with a hint where the source is no path at all."""
    path = os.fspath(source)
    if re.search(r"[\n\r\0]", path) or (isinstance(problem, OSError) and problem.errno == errno.ENAMETOOLONG):
        start = " ".join(path.split())[:40]
        return InputError(f"{start}…: this is a text and not the path of a file; give it to newsconvert.read_text.")
    if re.match(r"[a-z][a-z0-9+]+://", path, re.IGNORECASE):
        return InputError("this is an address, and none is fetched; save the page and give the file.").in_file(path)
    return InputError(f"{reason_of(problem)}.").in_file(path)
