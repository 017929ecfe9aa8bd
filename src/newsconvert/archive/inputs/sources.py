"""Turn sources into articles: files, folders, patterns, ZIPs and corpora, local or remote, as one ordered stream.

Sources are read lazily, and nothing is kept. A source that cannot be read becomes an item with its error, and the
others follow. Each article's bytes are split out unchanged; parsing them is left to the jobs.
"""

from __future__ import annotations

import io
import os
import posixpath
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ...errors import InputError, MissingDependencyError, NewsConvertError, OptionError, reason_of
from ...options import PictureFiles, ReaderOptions
from ...plugins import find
from ...readers import Part, Reader, reader_for, readers
from ...readers.frequencies import guess_encoding
from ..model import PICTURE_SUFFIXES, Item, Place
from . import zips
from .cursor import Cursor
from .filesystems import Store, redact_source, store_of
from .patterns import WILDCARD, base_of

#: A file with one article, and a Parquet file in a ZIP, are held in memory; larger ones are refused.
LARGEST = 64 * 1024 * 1024


class Span(NamedTuple):
    """A range of the total progress, within 0 and 1."""

    start: float
    end: float

    def part(self, at: int, of: int) -> Span:
        """Return subrange `at` (from 0) when this range is divided equally."""
        size = (self.end - self.start) / of
        return Span(self.start + size * at, self.start + size * (at + 1))

    def at(self, fraction: float) -> float:
        """Return the total progress when this range is done to that fraction."""
        return self.start + (self.end - self.start) * min(fraction, 1.0)


class Sources:
    """The articles of `sources`, in their order: see `items`.

    `reader` and `reading` say how to read them (`reader` None: by the file's suffix). `allowed` are protocols that may
    be read beside those of storage, such as https. `passed_over` is called with each file of a folder or ZIP that no
    reader handles. `left_out` is a local folder that is never read, such as that of the archive. Standard input is kept
    in the file `spool`, if one is named, so that it can be read more than once.
    """

    def __init__(
        self,
        sources: Sequence[str],
        *,
        reader: str | None = None,
        reading: ReaderOptions | None = None,
        allowed: Iterable[str] = (),
        passed_over: Callable[[str], None] = lambda _: None,
        left_out: Path | None = None,
        spool: Path | None = None,
    ) -> None:
        self.sources, self.reading = sources, reading or ReaderOptions()
        self.reader = find("reader", reader, readers()) if reader else None
        self.allowed, self.passed_over, self.left_out = frozenset(allowed), passed_over, left_out
        self.spool = spool
        self._last: tuple[list[str], Store] | None = None
        endings = {suffix for known in readers().values() for suffix in known.suffixes}
        self._endings = tuple(sorted((*endings, ".zip")))

    def items(self) -> Iterator[Item]:
        """Yield each article once, or an item with an error, always in the same order.

        Entries of a folder are sorted by the code points of their names; members of a ZIP and records of a corpus keep
        their order. Raise OptionError, MissingDependencyError or UnknownFormatError if the options do not allow reading
        a source.
        """
        self._seen = Counter[str]()
        for at, source in enumerate(self.sources):
            span = Span(0, 1).part(at, len(self.sources))
            if source == "-":
                yield from self._standard_input(span)
                continue
            store, path = store_of(source, self.allowed, self.left_out)
            origin = _origin_in(path, path) if WILDCARD.search(path) else _readable(redact_source(source))
            name = posixpath.basename(origin)
            origin = self._name(origin)
            yield from self._errors_as_items(origin, span, self._source(store, path, origin, name, span))

    def items_at(self, places: Iterable[Place]) -> Iterator[Item]:
        """Yield the articles at these places again; those of one file follow each other in the order of the file.

        Raise InputError if one is not there any more.
        """
        for _, wanted in groupby(places, lambda place: place.file):
            items: Iterator[Item] | None = None
            for place in wanted:
                items = items or self._read(place, Span(0, 1))
                found = next((item for item in items if item.place and item.place.at == place.at), None)
                if found is None:
                    raise InputError(f"{place.origin}: it has changed since the run began; run the same command again.")
                yield found

    def pictures_at(self, place: Place) -> str | PictureFiles | None:
        """Return the pictures that the articles of a file may refer to: see `Store.pictures`."""
        return self._store_of(place.path).pictures(place.path) if place.name else None

    def _standard_input(self, span: Span) -> Iterator[Item]:
        """Yield the articles of standard input, which is kept in the file `spool`, if named, to be read again."""
        if self.spool is None:
            items = self._items_of_file(sys.stdin.buffer, None, "standard input", None, span)
            yield from self._errors_as_items("-", span, items)
            return
        if not self.spool.exists():
            with self.spool.open("xb") as copy:
                shutil.copyfileobj(sys.stdin.buffer, copy)
        yield from self._read(Place(str(self.spool), "standard input", None, "", sidecar=False, at=0), span)

    def check(self) -> None:
        """Raise OptionError for a source in the excluded folder, InputError if no source exists."""
        there = False
        for source in self.sources:
            there |= source == "-" or "://" in source or bool(WILDCARD.search(source)) or os.path.lexists(source)
            if self.left_out and Path(os.path.realpath(source)).is_relative_to(os.path.realpath(self.left_out)):
                raise OptionError(f"{source}: the archive would be in its folder; name another with -o.")
        if not there:
            raise InputError(f"{self.sources[0]}: there is no such file or folder.")

    def _errors_as_items(self, origin: str, span: Span, items: Iterator[Item]) -> Iterator[Item]:
        """Yield `items`; an error that ends them becomes an item."""
        try:
            yield from items
        except (OptionError, MissingDependencyError):
            raise
        except NewsConvertError as problem:
            yield _failed_item(origin, str(problem), span)
        except OSError as problem:
            yield _failed_item(origin, f"{reason_of(problem)}.", span)
        except Exception as problem:  # an error of the driver, such as a lost connection
            yield _failed_item(origin, f"it cannot be read ({type(problem).__name__}: {problem}).", span)

    def _source(self, store: Store, path: str, origin: str, name: str, span: Span) -> Iterator[Item]:
        kind = store.kind(path)
        if kind == "folder":
            yield from self._folder(store, path, path, origin, span)
        elif kind == "file":
            if path.endswith(".toml") and self.reader is None:
                raise InputError("this is a sidecar; it is read with the file beside it.")
            yield from self._read(Place(path, origin, name, posixpath.dirname(path), sidecar=True, at=0), span)
        elif kind == "other":
            raise InputError("it is not a regular file, but a pipe or a device; name a file, or - for standard input.")
        elif kind == "page":
            yield from self._read(Place(path, origin, name, "", sidecar=False, at=0), span)
        elif WILDCARD.search(path):
            yield from self._pattern(store, path, span)
        else:
            raise InputError("there is no such file or folder.")

    def _pattern(self, store: Store, pattern: str, span: Span) -> Iterator[Item]:
        entries = store.matches(pattern)
        if not entries:
            raise InputError("no file matches.")
        for at, (path, _, problem) in enumerate(entries):
            origin, part = self._name(_origin_in(path, pattern)), span.part(at, len(entries))
            if problem:
                yield _failed_item(origin, problem, part)
                continue
            kind = store.kind(path)
            if kind == "folder" and "**" not in pattern:  # there, files in folders match by themselves
                yield from self._errors_as_items(origin, part, self._folder(store, path, path, origin, part))
            elif kind == "file" and self._is_read(path, origin):
                name = _readable(posixpath.basename(path))
                yield from self._read(Place(path, origin, name, posixpath.dirname(path), sidecar=True, at=0), part)

    def _name(self, origin: str) -> str:
        """Return what a source is called: by `origin`, and a number if another one is called so."""
        self._seen[origin] += 1
        return origin if self._seen[origin] == 1 else f"{origin} ({self._seen[origin]})"

    def _folder(self, store: Store, path: str, root: str, origin: str, span: Span) -> Iterator[Item]:
        entries = store.entries(path, root)
        names = {entry.name for entry in entries}
        read = [
            entry
            for entry in entries
            if entry.folder or entry.problem or self._is_read(entry.name, f"{origin}/{entry.name}")
        ]
        for at, entry in enumerate(read):
            below, inside = f"{path.rstrip('/')}/{entry.name}", f"{origin}/{_readable(entry.name)}"
            part = span.part(at, len(read))
            if entry.problem:
                yield _failed_item(inside, entry.problem, part)
            elif entry.folder and store.is_archive(below):
                self.passed_over(inside)
            elif entry.folder:
                yield from self._errors_as_items(inside, part, self._folder(store, below, root, inside, part))
            else:
                stated = f"{PurePosixPath(entry.name).stem}.toml" in names
                yield from self._read(Place(below, inside, _readable(entry.name), root, stated, 0), part)
        if path == root and not read:
            raise InputError(f"the folder contains no readable file; the known endings are: {self._list_endings()}.")

    def _is_read(self, name: str, origin: str) -> bool:
        if name.lower().endswith(self._endings) or (self.reader is not None and not name.endswith(".toml")):
            return True
        if not name.endswith(".toml"):
            self.passed_over(_readable(origin))
        return False

    def _list_endings(self) -> str:
        return ", ".join(self._endings)

    def _read(self, file: Place, span: Span) -> Iterator[Item]:
        """Yield the articles of a file from `file.start` on, with their places."""
        cursor = Cursor(file.start)
        items = self._errors_as_items(file.origin, span, self._file(file, span, cursor))
        for at, item in enumerate(items, file.start.at):
            yield replace(item, place=file._replace(at=at, start=cursor.start_of(at)))

    def _file(self, place: Place, span: Span, cursor: Cursor) -> Iterator[Item]:
        store, path = self._store_of(place.path), place.path
        sidecar = _sidecar(store, path, place.root) if place.sidecar else None
        origin, name = place.origin, place.name
        file, size = store.open(path)
        zipped = name is not None and name.lower().endswith(".zip") and self.reader is None
        if not zipped:
            file = cursor.resumed(file, (self.reader or reader_for(name)).name)
        with file:
            if zipped:
                yield from self._zip(file, size, origin, span, cursor)
            else:
                pictures = store.pictures(path) if name else None  # not of standard input
                yield from self._items_of_file(file, name, origin, sidecar, span, size, pictures, cursor)

    def _store_of(self, path: str) -> Store:
        """Return the file system of a path; the last one is kept, because the files of one follow each other."""
        where = path.split("/", 3)[:3] if "://" in path else []
        if self._last is None or self._last[0] != where:
            self._last = where, store_of(path, self.allowed, self.left_out)[0]
        return self._last[1]

    def _zip(self, file: io.BufferedReader, size: int, origin: str, span: Span, cursor: Cursor) -> Iterator[Item]:
        if not file.seekable():
            raise InputError("a ZIP must be seekable, and this is not; save it as a file first.")
        found = list(zips.members(file, size))
        sidecars = {member.path: member for member in found if member.path.endswith(".toml")}
        pictures = {member.path: member for member in found if member.path.lower().endswith(PICTURE_SUFFIXES)}
        read = [
            member
            for member in found
            if not _is_hidden(member.path) and self._is_read(member.path, f"{origin}/{member.path}")
        ]
        if not read:
            raise InputError(f"the ZIP contains no readable file; the known endings are: {self._list_endings()}.")
        for at, member in enumerate(read[cursor.start.passed :], cursor.start.passed):
            cursor.point = 0, at
            inside, part = f"{origin}/{member.shown}", span.part(at, len(read))
            beside = sidecars.get(str(PurePosixPath(member.path).with_suffix(".toml")))
            yield from self._errors_as_items(inside, part, self._member(member, beside, pictures, inside, part))

    def _member(
        self, member: zips.Member, beside: zips.Member | None, pictures: dict[str, zips.Member], origin: str, span: Span
    ) -> Iterator[Item]:
        if member.refused:
            raise InputError(member.refused)
        if member.path.lower().endswith(".zip"):
            raise InputError("it is a ZIP inside a ZIP; unpack the outer one first.")
        sidecar = None
        if beside is not None:
            if beside.refused:
                raise InputError(f"its sidecar cannot be read: {beside.refused}")
            with beside.open() as file:
                sidecar = _read_limited(file, beside.size)
        name = PurePosixPath(member.path).name
        with member.open() as opened:
            file = opened
            if name.lower().endswith(".parquet"):  # Parquet needs random access
                file = io.BufferedReader(io.BytesIO(_read_limited(opened, member.size)))
            files = zips.Pictures(pictures, posixpath.dirname(member.path)) if pictures else None
            yield from self._items_of_file(file, name, origin, sidecar, span, member.size, files)

    def _items_of_file(
        self,
        file: Any,
        name: str | None,
        origin: str,
        sidecar: _Stated,
        span: Span,
        size: int = -1,
        pictures: str | PictureFiles | None = None,
        cursor: Cursor | None = None,
    ) -> Iterator[Item]:
        """Yield the articles of an open file; `cursor` is that of a file that can be read from its middle."""
        if isinstance(sidecar, InputError):
            raise sidecar
        reader = self.reader or reader_for(name)
        options = replace(self.reading, file_name=name)
        if cursor and cursor.start.at:
            options = replace(options, first_record=cursor.start.at + 1)
        for number, found in self._parts(reader, file, options, size):
            if cursor and number is not None:
                cursor.pass_record()
            told = f"{origin}#{number}" if number is not None else origin
            fraction = span.at(file.tell() / size) if size > 0 and file.seekable() else None
            if isinstance(found, InputError):
                yield Item(told, found.source, name, error=str(found), fraction=fraction)
            else:
                yield Item(
                    told,
                    found.data,
                    file_name=name,
                    reader=found.reader,
                    sidecar=sidecar,
                    encoding=found.options.encoding,
                    number=number,
                    ending=found.suffix,
                    fraction=fraction,
                    beside=pictures,
                )

    @staticmethod
    def _parts(
        reader: Reader, file: io.BufferedReader, options: ReaderOptions, size: int
    ) -> Iterator[tuple[int | None, Part | InputError]]:
        if reader.stream is None:
            suffix = PurePosixPath(options.file_name or "").suffix
            yield None, Part(_read_limited(file, size), suffix, options, reader.name)
        else:
            try:
                yield from reader.split_many(file, options)
            except InputError as problem:
                if problem.source is None:
                    raise
                yield None, problem


_Stated = bytes | InputError | None


def _origin_in(path: str, pattern: str) -> str:
    """Return what a file that matches a pattern is called: as in a folder, if that is elsewhere on this machine."""
    base = base_of(pattern)
    if base.strip("/") and "://" not in path and posixpath.normpath(path).startswith(("/", "..")):
        return _readable(redact_source(base) + path[len(base) :])
    return _readable(redact_source(path))


def _failed_item(origin: str, problem: str, span: Span) -> Item:
    return Item(origin, None, error=problem, fraction=span.end)


def _is_hidden(path: str) -> bool:
    parts = path.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part.strip(".") for part in parts)


def _read_limited(file: io.BufferedReader, size: int) -> bytes:
    """Return the content of a file. Raise InputError if it is too large for one article."""
    data = b"" if size > LARGEST else file.read(LARGEST + 1)
    if size > LARGEST or len(data) > LARGEST:
        raise InputError(f"it is larger than {LARGEST >> 20} MB, the limit for one article.")
    return data


def _sidecar(store: Store, path: str, root: str) -> _Stated:
    """Return the content of the sidecar of the file at `path` in the folder `root`, if there is one."""
    try:
        beside = store.sidecar(path, root)
        if beside is None:
            return None
        file, size = store.open(beside)
        with file:
            return _read_limited(file, size)
    except (OSError, InputError) as problem:
        message = reason_of(problem) if isinstance(problem, OSError) else str(problem).rstrip(".")
        return InputError(f"its sidecar cannot be read: {message}.")


def _readable(name: str) -> str:
    """Return a path as text, even if its bytes are not UTF-8, as in names written by old Windows systems."""
    with suppress(UnicodeEncodeError):
        name.encode()
        return name
    data = os.fsencode(name)
    return data.decode(guess_encoding(data, ("windows-1256", "cp720")) or "latin-1", errors="replace")
