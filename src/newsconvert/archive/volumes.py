"""The bound volumes of an archive: the articles of each, their order, and its title; workers bind them."""

from __future__ import annotations

import hashlib
import posixpath
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace

from ..arabic import arabic_indic
from ..errors import NewsConvertError, OptionError, OutputError
from ..model import Volume
from ..numerals import in_digits, numbering
from ..options import WriterOptions
from ..resources import Resources
from ..writers import writers
from .model import PRIVATE, Recipe
from .outputs.contents import Contents
from .outputs.site.pages import UNSOURCED, month_name, own_numbers
from .record import Record, State
from .storage import read, storage_at
from .workers.executors import Executor, SerialExecutor
from .workers.job import article_of

#: More articles than this are bound in several volumes, to limit the memory that one needs.
MOST = 500

#: Characters of a source's name in a file's; file systems hold 255 bytes.
_LONGEST = 80


#: Where workers leave what they have bound.
BOUND = f"{PRIVATE}/volumes"


@dataclass(frozen=True, slots=True)
class VolumeJob:
    """A volume to bind. It can be pickled. `due` are path, fingerprint, format and options of each document.

    The files of its `records` are in the folder `payload` of the storage at `address`.
    """

    address: str
    payload: str
    recipe: Recipe
    title: str
    subtitle: str | None
    records: tuple[Record, ...]
    due: tuple[tuple[str, str, str, WriterOptions], ...]


@dataclass(frozen=True, slots=True)
class VolumeOutcome:
    """What became of a volume: the names of its documents in `BOUND`, or the error."""

    job: VolumeJob
    names: tuple[str, ...] = ()
    error: str | None = None


def bind(job: VolumeJob) -> VolumeOutcome:
    """Bind a volume, and leave its documents in storage. Errors are not raised; they are in the outcome."""
    try:
        storage = storage_at(job.address)

        def data(path: str) -> bytes:
            found = read(storage, posixpath.normpath(f"{job.payload}/{path}"))
            if found is None:
                raise OutputError(f"{path}: a file of the archive is gone; run the same command again.")
            return found

        articles = tuple(article_of(record, data) for record in job.records)
        volume = in_digits(Volume(job.title, articles), job.recipe.digits)
        subtitle = job.subtitle and own_numbers(job.subtitle, numbering(volume, "ar"))
        volume, resources = replace(volume, subtitle=subtitle), Resources(timestamp=job.recipe.timestamp)
        names = []
        for path, fingerprint, format_, options in job.due:
            names.append(hashlib.sha256(f"{path}\0{fingerprint}".encode()).hexdigest())
            storage.write(f"{BOUND}/{names[-1]}", writers()[format_].bind(volume, options, resources).value)
        return VolumeOutcome(job, tuple(names))
    except NewsConvertError as problem:
        return VolumeOutcome(job, error=str(problem))


def lost_volume(job: VolumeJob, reason: str) -> VolumeOutcome:
    """Return the outcome of a volume whose worker died again and again."""
    return VolumeOutcome(job, error=f"{job.due[0][0]}: {reason}")


@dataclass(frozen=True, slots=True)
class Volumes:
    """A part of an archive: its volumes in the formats and with the options of `recipe`.

    `by` is "month" or "source", for one volume each with the oldest articles first, or the number of articles per
    volume, in the order of the sources. The articles are in the folder `payload` of the storage at `address`, and
    `executor` binds them; without an address, this process does.
    """

    recipe: Recipe
    by: str | int = MOST
    address: str = ""
    payload: str = ""
    executor: Executor = field(default_factory=SerialExecutor)

    def __call__(self, contents: Contents) -> None:
        """Make `volumes/NAME.SUFFIX`, unless its articles and options are unchanged."""
        storage = storage_at(self.address)
        for outcome in self.executor.each(self._jobs(contents), bind, lost_volume):
            if outcome.error is not None:
                raise OutputError(outcome.error)
            for name, (path, fingerprint, *_) in zip(outcome.names, outcome.job.due, strict=True):
                with storage.open(f"{BOUND}/{name}") as bound, contents.create(path, fingerprint) as stream:
                    shutil.copyfileobj(bound, stream, 1 << 20)
                storage.delete([f"{BOUND}/{name}"])

    def _jobs(self, contents: Contents) -> Iterator[VolumeJob]:
        """Yield the volumes to bind, with what of each is not there."""
        for name, subtitle, records in self._groups(contents):
            members = hashlib.sha256("".join(record.dumps() for record in records).encode()).hexdigest()
            due = []
            for format_, options in self.recipe.formats:
                told = [self.recipe.fingerprint(format_), members, contents.title, subtitle or ""]
                fingerprint = hashlib.sha256("\0".join(told).encode()).hexdigest()
                path = f"volumes/{name}{writers()[format_].suffix}"
                contents.shown[path] = f"{subtitle or contents.title} ({format_.upper()})"
                if not contents.keep(path, fingerprint):
                    due.append((path, fingerprint, format_, options))
            if due:
                found = self.address, self.payload, self.recipe, contents.title, subtitle, tuple(records), tuple(due)
                yield VolumeJob(*found)

    def _groups(self, contents: Contents) -> Iterator[tuple[str, str | None, list[Record]]]:
        """Yield the name, subtitle and records of each volume. Records are sorted on disk, not in memory."""
        with closing(sqlite3.connect("")) as table:  # a temporary file that SQLite removes
            table.execute("CREATE TABLE found (key TEXT, day TEXT, number INTEGER, record TEXT)")
            every = contents.records(State.MADE, State.FAILED)
            chosen = enumerate(record for record in every if record.title is not None)  # all that could be read
            rows = ((self._key(record), record.published or "", at, record.dumps()) for at, record in chosen)
            table.executemany("INSERT INTO found VALUES (?, ?, ?, ?)", rows)
            order = "number" if isinstance(self.by, int) else "key, day, number"
            most = min(self.by, MOST) if isinstance(self.by, int) else MOST
            counts = dict(table.execute("SELECT key, count(*) FROM found GROUP BY key"))
            part, key, held = 0, None, list[Record]()
            for found, line in table.execute(f"SELECT key, record FROM found ORDER BY {order}"):  # noqa: S608
                if held and (found != key or len(held) == most):
                    yield self._name_volume(key or "", part, counts, most, held)
                    part, held = (part + 1 if found == key else 0), []
                key = found
                held.append(Record.loads(line))
            if held:
                yield self._name_volume(key or "", part, counts, most, held)

    def _key(self, record: Record) -> str:
        if self.by == "month":
            return (record.published or "")[:7]
        return (record.source_name or "") if self.by == "source" else ""

    def _name_volume(
        self, key: str, part: int, counts: dict[str, int], most: int, records: list[Record]
    ) -> tuple[str, str | None, list[Record]]:
        several = counts[key] > most
        name, subtitle = "volume", None
        if self.by == "month":
            name, subtitle = key or "undated", month_name(key)
        elif self.by == "source":
            ascii_only = re.sub("[^a-z0-9]+", "-", key.lower())[:_LONGEST].strip("-") if key.isascii() else ""
            name = f"{ascii_only or 'source'}-{hashlib.sha256(key.encode()).hexdigest()[:8]}" if key else "unsourced"
            subtitle = key or UNSOURCED
        if several:
            name = f"{name}-{part + 1:04}"
            told = f"الجزء {arabic_indic(part + 1)}"
            subtitle = f"{subtitle}، {told}" if subtitle else told
        return name, subtitle, records


def volumes(recipe: Recipe, by: str) -> Volumes:
    """Return the volumes of a recipe, split by `by`. Raise OptionError if that is invalid."""
    for name, _ in recipe.formats:
        if writers()[name].binder is None:
            raise OptionError(f"--volume {name}: this format cannot contain several articles; remove it.")
    if by in ("month", "source"):
        return Volumes(recipe, by)
    if not by.isdecimal() or not 1 <= int(by) <= MOST:
        raise OptionError(f"--volume-by {by}: give month, source, or a number of articles from 1 to {MOST}.")
    return Volumes(recipe, int(by))
