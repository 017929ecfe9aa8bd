"""The pipeline: items from the sources through the ledger to the executor, and their files into the store."""

from __future__ import annotations

import hashlib
import posixpath
import sqlite3
import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...errors import NewsConvertError, OutputError
from ...readers.images import Recorder
from ..model import PAYLOAD, Event, File, Item, ItemStatus, Job, Notify, Outcome, Recipe
from ..record import PictureFile, Record, State, folder_of
from ..workers.executors import Executor
from ..workers.job import make, with_pictures
from .ledger import Attempt, Ledger, error_code
from .store import Store, full, is_full

_BATCH = 32
_BATCH_SECONDS = 2.0
_COMMIT_EVERY = 1000


@dataclass(slots=True)
class _Batch:
    """Outcomes whose files are staged and not yet committed."""

    done: list[tuple[Record, dict[str, Attempt], tuple[File, ...]]] = field(default_factory=list)
    since: float = 0.0


class Engine:
    """Makes the documents of a stream of items: see `run`."""

    def __init__(
        self,
        ledger: Ledger,
        store: Store,
        recipe: Recipe,
        notify: Notify,
        *,
        retry_failed: bool = False,
        hashed: bool = False,
    ) -> None:
        self._ledger, self._store, self._recipe, self._notify = ledger, store, recipe, notify
        self._retry, self._hashed = retry_failed, hashed
        self._fingerprints = {name: recipe.fingerprint(name) for name, _ in recipe.formats}
        self._item_fingerprints: dict[str, str] = {}  # of the jobs in flight
        self._batch = _Batch()
        self._fraction: float | None = None

    def run(self, items: Iterable[Item], executor: Executor) -> None:
        """Make the documents that do not exist yet. Memory does not grow with the number of items.

        Raise OutputError when the archive cannot be written; work done until then is kept. An error raised by the
        iterator of items ends the run in the same way.
        """
        self._clean()
        check(self._ledger, self._store, hashed=self._hashed)
        with _closing(executor.run(self._jobs(items), make)) as outcomes:
            try:
                for outcome in outcomes:
                    self._take(outcome)
            except NewsConvertError:
                with suppress(OutputError, sqlite3.OperationalError):
                    self._flush()
                raise
        self._flush()
        for identifier, origin in self._ledger.damaged_articles():
            self._store.set_aside(f"{PAYLOAD}/{folder_of(identifier)}")
            self._ledger.forget(identifier)
            told = "its files are gone or damaged, and no source has it now; what is left is in .newsconvert/aside."
            self._tell(ItemStatus.FAILED, identifier, origin, told)
        for identifier in self._ledger.unfinished_records():
            self._store.remove(f"{PAYLOAD}/{folder_of(identifier)}")
            self._ledger.forget(identifier)
        self._ledger.forget_moved()
        self._ledger.commit()

    def plan(self, items: Iterable[Item]) -> None:
        """Report what `run` would do, and change nothing."""
        check(self._ledger, self._store)
        for _ in self._jobs(items, dry=True):
            pass

    def _jobs(self, items: Iterable[Item], *, dry: bool = False) -> Iterator[Job]:
        for number, item in enumerate(items, 1):
            if not dry and number % _COMMIT_EVERY == 0:
                self._ledger.commit()
            self._fraction = item.fraction
            identifier = item.id
            if self._ledger.record_occurrence(identifier, item.origin):
                self._tell(ItemStatus.DUPLICATE, identifier, item.origin)
                continue
            tried = self._ledger.attempts(identifier)
            fingerprint = item.fingerprint
            record = self._ledger.record(identifier)
            damaged = self._find_damaged_formats(record, item) if record else frozenset()
            formats = tuple(
                name
                for name in self._fingerprints
                if name in damaged or self._is_due(tried.get(name), name, fingerprint, record)
            )
            if not formats:
                error = record.error if record and record.state is State.FAILED else None
                current = record and self._current(record, item.origin)
                if current and current != record and not dry:
                    self._put(current, {name: tried[name] for name in self._fingerprints if name in tried}, ())
                status = ItemStatus.FAILED if error else ItemStatus.KEPT
                self._tell(status, identifier, item.origin, error, record.pictures if record else None)
            elif dry:
                self._tell(ItemStatus.TO_MAKE, identifier, item.origin)
            else:
                self._item_fingerprints[identifier] = fingerprint
                # Workers can read a folder of this machine, but not a ZIP that is open here.
                carried = item if isinstance(item.beside, str | None) else with_pictures(item, self._recipe.reading)
                yield Job(identifier, carried, self._recipe, formats)

    def _fingerprint(self, name: str, item: str) -> str:
        """Return a hash of everything that determines the bytes of a document."""
        return hashlib.sha256(f"{self._fingerprints[name]}\0{item}".encode()).hexdigest()

    def _find_damaged_formats(self, record: Record, item: Item) -> frozenset[str]:
        """Return the formats whose document is gone or damaged.

        All, where another file of the article is, or where a picture beside the source is another one now.
        """
        damaged = self._ledger.damaged_files(record.id)
        documents = {made.path: name for name, made in record.documents.items()}
        if any(path not in documents for path in damaged):
            return frozenset(self._fingerprints)
        beside = Recorder(item.files())
        if any(_sha256(beside.get(path)) != (one and one.sha256) for path, one in record.pictures.items()):
            return frozenset(self._fingerprints)
        return frozenset(documents[path] for path in damaged)

    def _current(self, record: Record, origin: str) -> Record:
        """Return `record` with this origin, and with the documents of the recipe's formats only."""
        documents = {name: made for name, made in record.documents.items() if name in self._fingerprints}
        return replace(record, origin=origin, documents=documents, pages=record.pages if "pdf" in documents else None)

    def _is_due(self, attempt: Attempt | None, name: str, item: str, record: Record | None) -> bool:
        if attempt is None or attempt.fingerprint != self._fingerprint(name, item):
            return True
        if attempt.error is None and (record is None or name not in record.documents):
            return True
        return self._retry and attempt.error is not None

    def _take(self, outcome: Outcome) -> None:
        """Stage the files of an outcome, and the record that lists them with the existing ones."""
        before = self._ledger.record(outcome.id)
        tried = self._ledger.attempts(outcome.id)
        # Documents of formats that are not in the recipe would show the old origin or pictures.
        if before and (before.reading, before.pictures) != (outcome.record.reading, outcome.record.pictures):
            before, tried = None, {}
        fingerprint = self._item_fingerprints.pop(outcome.id)
        for name in outcome.tried:
            tried[name] = Attempt(self._fingerprint(name, fingerprint), outcome.errors.get(name))
        tried = {name: tried[name] for name in self._fingerprints if name in tried}
        record = _merge_outcome(outcome, before, tried)
        self._put(record, tried, outcome.files)
        happened = ItemStatus.FAILED if record.state is State.FAILED else ItemStatus.MADE
        self._tell(happened, record.id, record.origin, record.error, record.pictures)

    def _put(self, record: Record, tried: dict[str, Attempt], made: tuple[File, ...]) -> None:
        """Stage the files of an article and its record, to be recorded by the next flush."""
        files = (*made, File.of(f"{record.folder}/record.json", record.line))
        for file in files:
            if file.data is not None:
                self._store.put(f"{PAYLOAD}/{file.path}", file.data)
        if not self._batch.done:
            self._batch.since = time.monotonic()
        self._batch.done.append((record, tried, tuple(replace(file, data=None) for file in files)))
        if len(self._batch.done) >= _BATCH or time.monotonic() - self._batch.since > _BATCH_SECONDS:
            self._flush()

    def _flush(self) -> None:
        """Make staged files durable, then record them, so that the ledger never lists a missing file."""
        batch, self._batch = self._batch, _Batch()
        self._ledger.commit()
        self._store.commit()
        for record, tried, written in batch.done:
            files = [in_place(self._store, file) for file in written]
            shown, made = record.picture_files, record.documents.values()
            keep = (record.source_path, record.sidecar_path, *(one.path for one in shown), *(one.path for one in made))
            self._ledger.record_outcome(record, tried, files, filter(None, keep))
        self._ledger.commit()
        self._clean()

    def _clean(self) -> None:
        clean(self._ledger, self._store)

    def _tell(
        self,
        what: ItemStatus,
        identifier: str,
        origin: str,
        error: str | None = None,
        pictures: Mapping[str, PictureFile | None] | None = None,
    ) -> None:
        folder = posixpath.dirname(origin)
        shown = tuple(posixpath.join(folder, path) for path, one in (pictures or {}).items() if one)
        self._notify(Event(what, identifier, origin, error, self._fraction, shown))


def in_place(store: Store, file: File) -> File:
    """Return a file with the time it has where it is stored now."""
    return replace(file, time=(store.status(f"{PAYLOAD}/{file.path}") or (0, 0))[1])


def check(ledger: Ledger, store: Store, *, hashed: bool = False) -> None:
    """Note in the ledger which files of the archive are gone or damaged: by size and time.

    All are hashed if that is asked for, or the ledger was not closed in order, and so cannot be relied upon.
    """
    hashed = hashed or ledger.unchecked
    for identifier, file in ledger.recorded_files():
        path = f"{PAYLOAD}/{file.path}"
        found = store.status(path)
        if not hashed and found == (file.size, file.time):
            continue
        there = store.hash(path) if found and found[0] == file.size else None
        if there is None or (there.sha256, there.sha512) != (file.sha256, file.sha512):
            ledger.note_damage(file.path, identifier)
        elif there.time != file.time:
            ledger.note_time(file.path, there.time)
    if ledger.unchecked:
        for record in ledger.records(State.MADE, State.FAILED):
            path = f"{record.folder}/record.json"
            if store.status(f"{PAYLOAD}/{path}") is None or store.read(f"{PAYLOAD}/{path}") != record.line:
                ledger.note_damage(path, record.id)


def _sha256(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def clean(ledger: Ledger, store: Store) -> None:
    """Remove the files that the ledger has scheduled for removal."""
    while paths := ledger.removals():
        for path in paths:
            store.remove(f"{PAYLOAD}/{path}")
        ledger.record_removals(paths)
        ledger.commit()


@contextmanager
def _closing(outcomes: Iterator[Outcome]) -> Iterator[Iterator[Outcome]]:
    """Close an executor's iterator when the block ends, however it ends."""
    try:
        yield outcomes
    finally:
        if isinstance(outcomes, Generator):
            outcomes.close()


def _merge_outcome(outcome: Outcome, before: Record | None, tried: dict[str, Attempt]) -> Record:
    """Return the record of an outcome, with the existing documents that were not made again."""
    documents = dict(outcome.record.documents)
    if before:
        documents |= {
            name: made for name, made in before.documents.items() if name in tried and name not in outcome.tried
        }
    errors = {name: one.error for name, one in sorted(tried.items()) if one.error}
    several = len(set(errors.values())) > 1 or len(errors) < len(tried)
    told = [f"{name}: {error}" for name, error in errors.items()] if several else list(errors.values())[:1]
    pages = outcome.record.pages
    return replace(
        outcome.record,
        state=State.FAILED if errors else State.MADE,
        documents=dict(sorted(documents.items())),
        pages=before.pages if before and pages is None and "pdf" in documents else pages,
        error=" ".join(told) or None,
    )


@contextmanager
def translate_disk_full(root: Path) -> Iterator[None]:
    """Translate the errors of SQLite and the system for a full disk into the OutputError that the store raises."""
    try:
        yield
    except OSError as problem:
        if is_full(problem):
            raise full(root) from problem
        raise
    except sqlite3.OperationalError as problem:
        if error_code(problem) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise full(root) from problem
        raise
