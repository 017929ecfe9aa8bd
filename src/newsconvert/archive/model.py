"""What the parts of an archive pass to each other: items, jobs, outcomes, files, events."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from .. import __version__
from ..options import ReaderOptions, WriterOptions
from ..resources import bundled_families, theme_names
from .record import Record

#: The folder of the payload (RFC 8493, section 2.1.2).
PAYLOAD = "data"


@dataclass(frozen=True, slots=True)
class Item:
    """One article as it comes out of a source: its bytes, not yet read.

    `origin` names it for people and tells it from the others: a path as it was given (`news/a.txt`,
    `news.zip/a.txt`), with `#NUMBER` for a record of a corpus (`corpus.jsonl#17`). `file_name` is recorded as where
    the bytes came from; its ending tells the reader where `reader` does not. A record of a corpus is a file of that
    record alone (see `readers.Part`): `number` is its place in the corpus, `encoding` what was found out from the
    whole, `ending` that of a file that keeps it. `sidecar` is what stands in the TOML file beside it. `error` stands
    in place of the bytes where the source cannot be read, or beside them where they are a malformed record.
    `fraction`, 0 to 1, is how much of all sources has been read up to here, where that is known.
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

    def options(self, reading: ReaderOptions) -> ReaderOptions:
        """Return `reading` with what is known of this article."""
        return replace(
            reading, encoding=self.encoding or reading.encoding, first_record=self.number or reading.first_record
        )

    @property
    def id(self) -> str:
        """The SHA-256 that the article is known by: of its bytes, with its sidecar's; of its origin without any."""
        if self.data is None:
            return hashlib.sha256(b"origin\0" + self.origin.encode(errors="surrogateescape")).hexdigest()
        return malformed_record_id(self.data) if self.error is not None else article_id(self.data, self.sidecar)

    @property
    def fingerprint(self) -> str:
        """A hash of all else that decides what the article's documents and record show, but the origin."""
        known = (self.file_name, self.reader, self.encoding, self.number, self.ending, self.error)
        return hashlib.sha256(json.dumps(known).encode()).hexdigest()


def article_id(data: bytes, sidecar: bytes | None) -> str:
    """Return the SHA-256 that an article is known by: of its source's bytes, with its sidecar's where it has one."""
    content = hashlib.sha256(data)
    if sidecar is not None:
        content.update(b"\0sidecar\0" + sidecar)
    return content.hexdigest()


def malformed_record_id(data: bytes) -> str:
    """Return the id of a malformed record. It differs from `article_id`: a file of the same bytes may be an article."""
    return hashlib.sha256(b"broken\0" + data).hexdigest()


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is made of every article, and how. `formats` are pairs of a writer's name and its options.

    `timestamp` is that of `Resources`; `verify` has each document's text read back and compared; `reader` names the
    one asked for, where one is.
    """

    formats: tuple[tuple[str, WriterOptions], ...]
    reading: ReaderOptions = field(default_factory=ReaderOptions)
    timestamp: datetime | None = None
    verify: bool = True
    reader: str | None = None

    def fingerprint(self, name: str) -> str:
        """Return a hash of all that decides the bytes of a document of the format `name`, but the item.

        Themes and fonts of the user's own count by what is in them.
        """
        options = dict(self.formats)[name]
        values = {field.name: _plain(getattr(options, field.name)) for field in fields(options)}
        known = [__version__, name, values, asdict(self.reading), str(self.timestamp), self.verify, self.reader]
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def _plain(value: object) -> object:
    """Return an option as JSON; a file or folder it names, as a hash of the content."""
    if not isinstance(value, str | Path):
        return value
    # A theme or font that ships is not the folder that happens to lie here under its name.
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
    """An article to make documents of. It can be pickled. `formats` are those of the recipe to make this time."""

    id: str
    item: Item
    recipe: Recipe
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file for the archive, at `path` in the payload; `data` is None once a worker has put it there itself."""

    path: str
    data: bytes | None
    size: int
    sha256: str
    sha512: str

    @classmethod
    def of(cls, path: str, data: bytes) -> File:
        """Return the file with its hashes."""
        return cls(path, data, len(data), hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: the record, of the formats of the job alone, and the files, without that of the record.

    `tried` are the job's formats, `errors` what went wrong with each of those that failed.
    """

    id: str
    record: Record
    files: tuple[File, ...]
    tried: tuple[str, ...]
    errors: Mapping[str, str] = field(default_factory=dict)


class ItemStatus(StrEnum):
    """What became of an item."""

    MADE = "made"
    FAILED = "failed"
    DUPLICATE = "duplicate"
    KEPT = "kept"
    """All its documents were there, made with the same options."""
    TO_MAKE = "to-make"
    """In a dry run: documents would be made."""


@dataclass(frozen=True, slots=True)
class Event:
    """One item dealt with. `fraction` is how much of the sources has been read, 0 to 1, where it is known."""

    what: ItemStatus
    id: str
    origin: str
    error: str | None = None
    fraction: float | None = None


Notify = Callable[[Event], None]
