"""The types that the parts of an archive exchange: items, jobs, outcomes, files, events."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from io import RawIOBase
from pathlib import Path
from typing import NamedTuple

from .. import __version__
from ..options import DesignOptions, PictureFiles, ReaderOptions, WriterOptions
from ..readers.images import Folder
from ..resources import bundled_families, theme_names
from .record import Record

#: The folder of the payload (RFC 8493, section 2.1.2).
PAYLOAD = "data"
#: The declaration of a bag. An archive that has it is complete.
DECLARATION = "bagit.txt"
#: The folders of an archive of several bags: the bags of articles, and the bag of what is made of them all.
SHARDS, CATALOGUE = "shards", "catalogue"
#: The folder for the ledger, the lock, and files not yet in place; not part of the archive's content.
PRIVATE = ".newsconvert"
#: The endings of files that are read as pictures of the articles beside them.
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


class Start(NamedTuple):
    """Where reading a file can begin: before its article `at`, at the byte `offset`, with `passed` before that.

    Those are the lines of JSON Lines, the rows of Parquet, the members of a ZIP. Of other files, all is read.
    """

    at: int = 0
    offset: int = 0
    passed: int = 0


class Place(NamedTuple):
    """Where an article is read again: article `at` (from 0) of the file at `path`, an address or a path here.

    `origin` and `name` are how the file is called, `root` is the folder of the source that it is in, and `sidecar` says
    whether one may be beside it. Reading begins at `start`.
    """

    path: str
    origin: str
    name: str | None
    root: str
    sidecar: bool
    at: int
    start: Start = Start()

    @property
    def file(self) -> Place:
        """The place of the file's first article."""
        return self._replace(at=0, start=Start())


@dataclass(frozen=True, slots=True)
class Item:
    """One article as it comes from a source: its bytes, not yet parsed.

    `origin` identifies it, for people too: a path as it was given (`news/a.txt`, `news.zip/a.txt`), with `#NUMBER` for
    a record of a corpus (`corpus.jsonl#17`). `file_name` is recorded as the origin of the bytes; its suffix selects the
    reader unless `reader` is given. A record of a corpus is a file that holds only this record (see `readers.Part`):
    `number` is its position in the corpus, `encoding` was detected from the whole, `ending` is the suffix of a file
    that keeps it. `sidecar` is the content of the TOML file beside it. `error` replaces the bytes if the source cannot
    be read, or accompanies them if they are not a valid record. `fraction` is how much of all sources has been read so
    far, from 0 to 1, or None if unknown. `beside` are the files that it may refer to by relative
    paths, or the folder of this machine that they are in. `place` is where it is read again, None for what cannot be.
    """

    origin: str
    data: bytes | None
    file_name: str | None = None
    reader: str | None = None
    sidecar: bytes | None = None
    error: str | None = None
    fraction: float | None = None
    encoding: str | None = None
    number: int | None = None
    ending: str | None = None
    beside: str | PictureFiles | None = None
    place: Place | None = None

    def files(self) -> PictureFiles:
        """Return the files that the article may refer to."""
        return Folder(Path(self.beside)) if isinstance(self.beside, str) else self.beside or {}

    def options(self, reading: ReaderOptions) -> ReaderOptions:
        """Return `reading` with the values that are known for this article."""
        return replace(
            reading, encoding=self.encoding or reading.encoding, first_record=self.number or reading.first_record
        )

    @property
    def id(self) -> str:
        """The article's id: the SHA-256 of its bytes and its sidecar's, or of its origin if it has no bytes."""
        if self.data is None:
            return hashlib.sha256(b"origin\0" + self.origin.encode(errors="surrogateescape")).hexdigest()
        return malformed_record_id(self.data) if self.error is not None else article_id(self.data, self.sidecar)

    @property
    def fingerprint(self) -> str:
        """A hash of everything else that determines the article's documents and record, except the origin."""
        known = (self.file_name, self.reader, self.encoding, self.number, self.ending, self.error)
        return hashlib.sha256(json.dumps(known).encode()).hexdigest()


def article_id(data: bytes, sidecar: bytes | None) -> str:
    """Return the id of an article: the SHA-256 of its source's bytes and its sidecar's, if it has one."""
    content = hashlib.sha256(data)
    if sidecar is not None:
        content.update(b"\0sidecar\0" + sidecar)
    return content.hexdigest()


def malformed_record_id(data: bytes) -> str:
    """Return the id of a malformed record. It differs from `article_id`: a file of the same bytes may be an article."""
    return hashlib.sha256(b"broken\0" + data).hexdigest()


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to make of every article. `formats` are pairs of a writer's name and its options.

    `timestamp` is that of `Resources`. With `verify`, the text of each document is extracted and compared. `reader` is
    the name of the requested reader, if any.
    """

    formats: tuple[tuple[str, WriterOptions], ...]
    reading: ReaderOptions = field(default_factory=ReaderOptions)
    timestamp: datetime | None = None
    verify: bool = True
    reader: str | None = None

    @property
    def digits(self) -> str:
        """The digits that the documents are to have, and with them the site."""
        return next((one.digits for _, one in self.formats if isinstance(one, DesignOptions)), "auto")

    def fingerprint(self, name: str) -> str:
        """Return a hash of everything that determines the bytes of a document of the format `name`, except the item.

        The user's themes and fonts are hashed by content.
        """
        options = dict(self.formats)[name]
        values = {field.name: _plain(getattr(options, field.name)) for field in fields(options)}
        known = [__version__, name, values, asdict(self.reading), str(self.timestamp), self.verify, self.reader]
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def _plain(value: object) -> object:
    """Return an option as JSON; for a file or folder, a hash of its content."""
    if not isinstance(value, str | Path):
        return value
    # The name of a bundled theme or font means that one, even if a folder has the same name.
    bundled = not value or value in theme_names() or value in bundled_families()
    if bundled or not Path(value).exists():
        return str(value)
    path = Path(value)
    found = hashlib.sha256()
    for part in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
        found.update(f"{part.relative_to(path)}\0".encode() + part.read_bytes())
    return [str(value), found.hexdigest()]


@dataclass(frozen=True, slots=True)
class Job:
    """An article to convert. It can be pickled. `formats` are those of the recipe that are due in this run."""

    id: str
    item: Item
    recipe: Recipe
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file of the archive, at `path` in the payload.

    `data` is None once it is in place; `time` is then that of its last change, in nanoseconds.
    """

    path: str
    data: bytes | None
    size: int
    sha256: str
    sha512: str
    time: int = 0

    @classmethod
    def of(cls, path: str, data: bytes) -> File:
        """Return a File with its hashes."""
        return cls(path, data, len(data), hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest())

    @classmethod
    def read(cls, path: str, stream: RawIOBase, time: int) -> File:
        """Return the File of what a stream has, in constant memory."""
        hashes, size = (hashlib.sha256(), hashlib.sha512()), 0
        while block := stream.read(1 << 20):
            size += len(block)
            for one in hashes:
                one.update(block)
        return cls(path, None, size, hashes[0].hexdigest(), hashes[1].hexdigest(), time)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a job: the record, with the formats of this job only, and the files, except the record's own.

    `tried` are the job's formats, `errors` the errors of those that failed.
    """

    id: str
    record: Record
    files: tuple[File, ...]
    tried: tuple[str, ...]
    errors: Mapping[str, str] = field(default_factory=dict)


class ItemStatus(StrEnum):
    """The status of an item after it was processed."""

    MADE = "made"
    FAILED = "failed"
    DUPLICATE = "duplicate"
    KEPT = "kept"
    """All its documents existed, made with the same options."""
    TO_MAKE = "to-make"
    """In a dry run: documents would be made."""


@dataclass(frozen=True, slots=True)
class Event:
    """One item processed, or `count` of them alike.

    `fraction` is how much of the sources has been read, from 0 to 1, or None if unknown. `pictures` are the
    files with the pictures of the article, by paths like `origin`.
    """

    what: ItemStatus
    id: str
    origin: str
    error: str | None = None
    fraction: float | None = None
    pictures: tuple[str, ...] = ()
    count: int = 1


Notify = Callable[[Event], None]
