"""A shard: a whole bag of some thousands of articles, made by one worker from its slice of the sources.

The worker reads the sources itself, makes the bag in a folder of its own, and puts it into storage. What passes between
it and the coordinator are places and counts. A shard is named by what it is made of, so one that is there is left.
"""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from ..errors import InputError, NewsConvertError, OutputError
from ..options import ReaderOptions
from ..readers.images import Recorder
from .build import Plan, build_locked
from .inputs.sources import Sources
from .model import DECLARATION, PAYLOAD, PRIVATE, SHARDS, Event, Item, ItemStatus, Place, Recipe
from .outputs.bag import ALGORITHMS
from .outputs.browsing import listed
from .outputs.finish import Part
from .record import Record, State
from .state.store import lock
from .storage import Storage, Stored, lines, read, storage_at
from .workers.executors import Executor, SerialExecutor
from .workers.processes import ProcessExecutor

_MOST_PICTURES = 2000

#: An article of a shard: what it is called, and where it is read; an Item for one that could not be read.
Member: TypeAlias = tuple[str, Place | Item]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the sources are read: see `Sources`."""

    options: ReaderOptions = field(default_factory=ReaderOptions)
    reader: str | None = None
    allowed: tuple[str, ...] = ()

    def sources(self, *given: str, **more: Any) -> Sources:
        """Return the sources of these names."""
        return Sources(given, reader=self.reader, reading=self.options, allowed=self.allowed, **more)


@dataclass(frozen=True, slots=True)
class ShardJob:
    """A shard to make, or to leave where it is. It can be pickled. `scratch` is a folder to work in.

    With `hashed`, what is there is compared by hash, not by size and time. Without `isolated`, articles are made in the
    worker's process itself, so that one that crashes ends it.
    """

    id: str
    address: str
    recipe: Recipe
    title: str
    members: tuple[Member, ...]
    reading: Reading
    scratch: str | None = None
    site: bool = True
    retry_failed: bool = False
    hashed: bool = False
    isolated: bool = True
    timeout: float | None = 300.0

    @property
    def folder(self) -> str:
        """Where the shard is in the archive."""
        return f"{SHARDS}/{self.id}"


@dataclass(frozen=True, slots=True)
class ShardOutcome:
    """What became of a shard. `digest` is the SHA-256 of its tag manifest, which vouches for all of it.

    `kept` is how many of its articles were there before. `counts` is its report. `failures` are id, origin and error of
    the articles that failed, `pictures` the files with the pictures of its articles, as far as there is room. `error`
    is the reason if it could not be made.
    """

    id: str
    digest: str = ""
    kept: int = 0
    counts: dict[str, Any] = field(default_factory=dict)
    failures: tuple[tuple[str, str, str], ...] = ()
    pictures: tuple[str, ...] = ()
    error: str | None = None


def shard_id(recipe: Recipe, title: str, site: bool, retold: Iterable[tuple[str, str, str]]) -> str:
    """Return the name of a shard: a hash of the recipe and of the id, fingerprint and origin of each article."""
    known = [title, site, [recipe.fingerprint(name) for name, _ in recipe.formats]]
    found = hashlib.sha256(json.dumps(known).encode())
    for one in retold:
        found.update("\0".join(one).encode(errors="surrogateescape") + b"\n")
    return found.hexdigest()[:40]


def is_shard(name: str) -> bool:
    """Return whether a folder is named like a shard."""
    return re.fullmatch("[0-9a-f]{40}", name) is not None


def lost_shard(job: ShardJob, reason: str) -> ShardOutcome:
    """Return the outcome of a shard whose worker died again and again."""
    return ShardOutcome(job.id, error=reason)


def make_shard(job: ShardJob) -> ShardOutcome:
    """Make a shard, unless it is there and whole. Errors are not raised; they are in the outcome."""
    try:
        storage = storage_at(job.address)
        if is_whole(storage, job.folder, hashed=job.hashed) and not _has_other_pictures(storage, job):
            outcome = _outcome(storage, job)
            if not (job.retry_failed and outcome.counts.get("failed")):
                return replace(outcome, kept=outcome.counts["made"])
        kept = _make(storage, job)
        return replace(_outcome(storage, job), kept=kept)
    except NewsConvertError as problem:
        return ShardOutcome(job.id, error=str(problem))
    except Exception as problem:  # a driver's own, or a bug: the other shards are made all the same
        return ShardOutcome(job.id, error=f"an unexpected error ({type(problem).__name__}: {problem}).")


def _make(storage: Storage, job: ShardJob) -> int:
    """Make a shard; return how many of its articles an earlier run, which was stopped, had made."""
    folder = scratch_folder(job.scratch) / job.id
    executor: Executor = ProcessExecutor(1, job.timeout) if job.isolated else SerialExecutor()
    parts: list[Part] = [listed] if job.site else []
    plan = Plan(folder, job.recipe, job.title, parts, retry_failed=job.retry_failed)
    happened = Counter[ItemStatus]()
    with lock(folder, patience=_PATIENCE):
        build_locked(plan, _items(job), executor, lambda event: happened.update([event.what]))
    storage.put(folder, job.folder)
    note_whole(storage, job.folder)
    shutil.rmtree(folder, ignore_errors=True)
    return happened[ItemStatus.KEPT]


#: How many seconds a worker of this machine that was lost may hold its folder.
_PATIENCE = 20.0


def _items(job: ShardJob) -> Iterator[Item]:
    """Yield the articles of a shard, read from the sources again. Raise InputError if they have changed."""
    sources, told = job.reading.sources(), list[tuple[str, str, str]]()
    places = iter([place for _, place in job.members if isinstance(place, Place)])
    read_again = sources.items_at(places)
    for _, place in job.members:
        item = next(read_again) if isinstance(place, Place) else place
        told.append((item.id, item.fingerprint, item.origin))
        yield item
    if shard_id(job.recipe, job.title, job.site, told) != job.id:
        raise InputError("The sources have changed since the run began; run the same command again.")


def _outcome(storage: Storage, job: ShardJob) -> ShardOutcome:
    base = f"{job.folder}/{PAYLOAD}"
    counts = json.loads(read(storage, f"{base}/report.json") or b"{}")
    failures, pictures = list[tuple[str, str, str]](), list[str]()
    for line in lines(storage, f"{base}/manifest.jsonl"):
        if counts["failed"] or b'"pictures"' in line:
            record = Record.loads(line)
            shown = [
                posixpath.join(posixpath.dirname(record.origin), path) for path, one in record.pictures.items() if one
            ]
            pictures += shown[: _MOST_PICTURES - len(pictures)]
            if record.state is State.FAILED:
                failures.append((record.id, record.origin, record.error or ""))
    return ShardOutcome(job.id, digest_of(storage, job.folder), 0, counts, tuple(failures), tuple(pictures))


def _in(folder: str) -> str:
    return f"{folder}/" if folder else ""


def digest_of(storage: Storage, folder: str) -> str:
    """Return the SHA-256 of a bag's tag manifest."""
    return hashlib.sha256(read(storage, f"{_in(folder)}tagmanifest-sha256.txt") or b"").hexdigest()


def events(outcome: ShardOutcome, fraction: float | None) -> Iterator[Event]:
    """Yield what happened to the articles of a shard."""
    made, where = outcome.counts["made"] - outcome.kept, f"{SHARDS}/{outcome.id}"
    happened = {
        ItemStatus.KEPT: outcome.kept,
        ItemStatus.MADE: made,
        ItemStatus.DUPLICATE: outcome.counts["duplicates"],
    }
    for status, count in happened.items():
        if count:
            yield Event(status, outcome.id, where, fraction=fraction, pictures=outcome.pictures, count=count)
    for identifier, origin, error in outcome.failures:
        yield Event(ItemStatus.FAILED, identifier, origin, error, fraction)


def scratch_folder(named: str | None) -> Path:
    """Return a folder to work in: the one named, or one of this user for temporary files. Raise OutputError."""
    if named:
        return Path(named)
    folder = Path(tempfile.gettempdir()) / f"newsconvert-{os.getuid()}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != os.getuid() or not folder.is_dir():
        raise OutputError(f"{folder}: this belongs to somebody else; remove it, or set TMPDIR.")
    return folder


# What is there


def is_whole(storage: Storage, folder: str, *, hashed: bool) -> bool:
    """Return whether a bag is there with all its files, and only those.

    They are those that `note_whole` has listed, by size and time; otherwise, and if `hashed`, all are compared by hash.
    """
    files = _files_of(storage, folder)
    if DECLARATION not in files or any(file.size < 0 for file in files.values()):
        return False
    listed = _listing(files)
    if not hashed and read(storage, _note_of(folder)) == listed:
        return True
    if not _has_hashes(storage, folder, files):
        return False
    storage.write(_note_of(folder), listed)
    return True


def looks_whole(storage: Storage, folder: str) -> bool:
    """Return whether a bag is there and nothing shows that it has changed, without reading its files."""
    files = _files_of(storage, folder)
    return DECLARATION in files and read(storage, _note_of(folder)) in (None, _listing(files))


def failed_in(storage: Storage, folder: str) -> int | None:
    """Return how many articles of a shard failed, None where its report cannot be read."""
    try:
        return int(json.loads(read(storage, f"{folder}/{PAYLOAD}/report.json") or b"")["failed"])
    except (ValueError, KeyError, TypeError):
        return None


def note_whole(storage: Storage, folder: str) -> None:
    """Note that a bag is there and whole, so that changes are found without reading it."""
    storage.write(_note_of(folder), _listing(_files_of(storage, folder)))


def remove_shard(storage: Storage, name: str) -> None:
    """Remove a shard and what is noted of it."""
    storage.remove(f"{SHARDS}/{name}")
    storage.delete([_note_of(name)])


def _files_of(storage: Storage, folder: str) -> dict[str, Stored]:
    return {file.path: file for file in storage.files(folder) if not file.path.startswith(f"{PRIVATE}/")}


def _note_of(folder: str) -> str:
    return f"{PRIVATE}/whole/{posixpath.basename(folder) or 'bag'}"


def _listing(files: Mapping[str, Stored]) -> bytes:
    """Return a hash of names, sizes and times."""
    told = sorted(tuple(file) for file in files.values())
    return hashlib.sha256(repr(told).encode()).hexdigest().encode()


def _has_hashes(storage: Storage, folder: str, paths: Iterable[str]) -> bool:
    """Return whether a bag's files are those of its manifests, and have their hashes."""
    payload = {path for path in paths if path.startswith(f"{PAYLOAD}/")}
    tags = {*paths} - payload - {f"tagmanifest-{name}.txt" for name in ALGORITHMS}
    return (
        all(_matches(storage, folder, f"tagmanifest-{name}.txt", name, tags) for name in ALGORITHMS)
        and _matches(storage, folder, "manifest-sha256.txt", "sha256", payload)  # the other one is a tag file
    )


def _matches(storage: Storage, folder: str, manifest: str, algorithm: str, paths: set[str]) -> bool:
    """Return whether these files, and no others, are in a manifest, and have the hashes that it says."""
    left = set(paths)
    try:
        for line in lines(storage, f"{_in(folder)}{manifest}"):
            digest, _, path = line.decode(errors="replace").partition("  ")
            if path not in left or _digest(storage, f"{_in(folder)}{path}", algorithm) != digest:
                return False
            left.discard(path)
    except (OSError, OutputError):
        return False
    return not left


def _digest(storage: Storage, path: str, algorithm: str) -> str:
    found = hashlib.new(algorithm)
    with storage.open(path) as stream:
        while block := stream.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def _has_other_pictures(storage: Storage, job: ShardJob) -> bool:
    """Return whether a picture beside a source of a shard has changed, appeared or gone. Those in ZIPs are not seen."""
    places, sources = None, job.reading.sources()
    for line in lines(storage, f"{job.folder}/{PAYLOAD}/manifest.jsonl"):
        if b'"pictures"' not in line:
            continue
        record = Record.loads(line)
        places = places or dict(job.members)
        place = places.get(record.origin)
        if not isinstance(place, Place) or (place.name or "").lower().endswith(".zip"):
            continue
        beside = Recorder(Item(record.origin, None, beside=sources.pictures_at(place)).files())
        for path, one in record.pictures.items():
            data = beside.get(path)
            if (data and hashlib.sha256(data).hexdigest()) != (one and one.sha256):
                return True
    return False
