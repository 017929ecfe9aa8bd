"""An archive of any size: a plan, shards that workers make and store, and a catalogue merged from their lists.

An archive of no more articles than a shard holds is one bag. A larger one has the folders `shards`, a bag each, and
`catalogue`, the bag of what is made of them all.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import OutputError
from .build import Plan, bag_info, build, build_locked
from .inputs.sources import Sources
from .lease import lease
from .model import CATALOGUE, DECLARATION, PAYLOAD, PRIVATE, SHARDS, Event, Item, ItemStatus, Notify, Recipe
from .outputs.bag import ALGORITHMS
from .outputs.browsing import ENTRIES, make_site
from .outputs.contents import Contents
from .outputs.finish import Part, Payload, finish, read_me
from .outputs.listings import parts
from .outputs.parquet import parquet_records
from .outputs.site.store import Row
from .planner import Planner
from .record import Record, State, moved, prefix_of
from .shards import (
    Reading,
    ShardJob,
    ShardOutcome,
    digest_of,
    events,
    is_shard,
    is_whole,
    lost_shard,
    make_shard,
    note_whole,
    remove_shard,
    scratch_folder,
)
from .state.engine import translate_disk_full
from .state.ledger import Ledger, ledger_at
from .state.store import Store, lock, store_at
from .storage import Storage, is_remote, lines, read, storage_at
from .volumes import BOUND, Volumes
from .workers.executors import Executor

#: The list of shards in the catalogue: name, articles, digest of the tag manifest.
SHARD_LIST = "shards.csv"
#: Most articles of a shard.
SHARD_SIZE = 10_000


@dataclass(frozen=True, slots=True)
class Order:
    """An archive to make at `address`, a folder or storage elsewhere.

    `volumes` is the part that binds volumes, `site` whether there is one. `isolated` and `timeout` are how a worker
    makes an article. `away` says that workers may be on other machines. The rest is that of `Plan`.
    """

    address: str
    recipe: Recipe
    title: str
    reading: Reading
    site: bool = True
    volumes: Volumes | None = None
    retry_failed: bool = False
    prune: bool = False
    hashed: bool = False
    shard_size: int = SHARD_SIZE
    isolated: bool = True
    timeout: float | None = 300.0
    away: bool = False
    tell: Callable[[str], None] = lambda _: None

    def plan(self, root: Path, more: tuple[Part, ...]) -> Plan:
        """Return the plan of the archive as one bag in `root`."""
        return Plan(root, self.recipe, self.title, more, self.retry_failed, self.prune, self.hashed, self.tell)


def make_archive(
    order: Order, sources: Callable[[Path], Sources], more: tuple[Part, ...], executor: Executor, notify: Notify
) -> int:
    """Make or update an archive; return how many of its articles are in no source given now.

    `sources` are those that keep standard input in the folder it is called with; `more` are the parts of a single bag.
    Raise OutputError when the archive cannot be written, or another run is working on it.
    """
    remote = is_remote(order.address)
    root = Path(order.address)
    with lease(storage_at(order.address), order.address) if remote else _locked(root) as check:
        base = scratch_folder(None) if remote else root / PRIVATE
        for left in [*base.glob("plan-*"), *base.glob("writing-*")] if not remote else ():  # by a run that was killed
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        disk = base if remote else root
        with translate_disk_full(disk), tempfile.TemporaryDirectory(dir=base, prefix="plan-") as name:
            work = Path(name)
            given = sources(work / "standard input")
            with closing(
                Planner(work / "plan", order.recipe, order.title, order.shard_size, site=order.site)
            ) as planner:
                planner.add(given.items())
                given.passed_over = unheeded  # it has been told what is not read
                if planner.shards > 1:
                    return _Catalogue(order, planner, executor, notify, work, check).make()
                items = given.items() if planner.held is None else iter(planner.held)
                return _make_bag(order, planner, items, more, executor, notify, check)


@contextmanager
def _locked(root: Path) -> Iterator[Callable[[], None]]:
    """Lock an archive in a folder, which no other run can take over, for a block."""
    with lock(root):
        yield lambda: None


def _make_bag(
    order: Order,
    planner: Planner,
    items: Iterator[Item],
    more: tuple[Part, ...],
    executor: Executor,
    notify: Notify,
    check: Callable[[], None],
) -> int:
    """Make an archive that is one bag."""
    storage = storage_at(order.address)
    if not order.away:  # others may not reach its folder
        more = tuple(replace(part, executor=executor) if isinstance(part, Volumes) else part for part in more)
    if is_remote(order.address):
        _check_unseen(order, planner, storage)
        _clear_root(storage, order.tell)
        root = scratch_folder(None) / hashlib.sha256(order.address.encode()).hexdigest()[:40]
        build(replace(order.plan(root, more), prune=True), items, executor, notify)
        here = digest_of(storage_at(str(root)), "")
        check()
        if digest_of(storage, "") != here or not is_whole(storage, "", hashed=order.hashed):
            storage.put(root, "")
            note_whole(storage, "")
        unseen = 0
    else:
        if storage.folders(SHARDS):
            _check_unseen(order, planner, storage)
        _clear_root(storage, order.tell)
        unseen = build_locked(order.plan(Path(order.address), more), items, executor, notify)
    for folder in (CATALOGUE, SHARDS):
        if storage.folders(folder):
            storage.remove(folder)
    return unseen


def unheeded(path: str) -> None:
    """Take no note of a file that no reader is for."""
    del path


def _check_unseen(order: Order, planner: Planner, storage: Storage) -> None:
    """Raise OutputError if the archive would lose articles that are in no source, and this was not asked for."""
    if not order.prune and (count := planner.unseen(storage)):
        raise OutputError(
            f"{order.address}: {count:,} articles of this archive are in no source given now, or have changed there; "
            "name all its sources, or drop them with --prune."
        )


#: The files of a bag that tell what it is, the declaration first.
_TAG_FILES = [
    DECLARATION, "bag-info.txt", *(f"{kind}manifest-{name}.txt" for kind in ("tag", "") for name in ALGORITHMS)
]  # fmt: skip
#: What an archive has in its folder.
_OWN = frozenset((*_TAG_FILES, "README.txt", PAYLOAD, PRIVATE, SHARDS, CATALOGUE))


def _clear_root(storage: Storage, tell: Callable[[str], None]) -> None:
    """Put aside what is in the folder of an archive and does not belong to it."""
    strays = [name for name in (*storage.folders(""), *storage.others("")) if name not in _OWN]
    for name in strays:
        storage.set_aside(name)
    if strays:
        tell(_TOLD_ASIDE.format(len(strays)))


_TOLD_ASIDE = "{:,} files that do not belong to the archive were moved to .newsconvert/aside."


class _Catalogue:
    """Makes the shards of a plan, and what is merged from them."""

    def __init__(
        self,
        order: Order,
        planner: Planner,
        executor: Executor,
        notify: Notify,
        work: Path,
        check: Callable[[], None],
    ) -> None:
        self._order, self._planner, self._executor, self._notify = order, planner, executor, notify
        self._work, self._storage, self._check = work, storage_at(order.address), check

    def make(self) -> int:
        """Make the shards that are not there, then the catalogue."""
        order = self._order
        parquet_records([])  # fail before any work where pyarrow is not installed
        _check_unseen(order, self._planner, self._storage)
        _clear_root(self._storage, order.tell)
        digests = self._make_shards()
        shards = [(name, *digests[name]) for name in self._planner.names()]
        key = hashlib.sha256(json.dumps([order.title, order.site, self._made_of(), shards]).encode()).hexdigest()
        info = bag_info(order.plan(self._work, ())) | {"External-Identifier": key}
        if not self._is_there(key):
            self._merge(shards, info)
        self._storage.write("README.txt", read_me(_line(order.title), site=order.site, catalogue="catalogue/").encode())
        self._clear_shards(digests)
        _remove_bag(self._storage, order.address)
        return 0

    def _clear_shards(self, keep: Collection[str]) -> None:
        """Remove the shards that are not of this archive any more, and put aside what never was one."""
        others = self._storage.others(SHARDS)
        for name in self._storage.folders(SHARDS):
            if not is_shard(name):
                others.append(name)
            elif name not in keep:
                remove_shard(self._storage, name)
        for name in others:
            self._storage.set_aside(f"{SHARDS}/{name}")
        if others:
            self._order.tell(_TOLD_ASIDE.format(len(others)))

    def _made_of(self) -> list[object]:
        volumes = self._order.volumes
        bound = volumes and [volumes.by, [volumes.recipe.fingerprint(name) for name, _ in volumes.recipe.formats]]
        return [[name for name, _ in self._order.recipe.formats], bound, self._planner.digest()]

    def _make_shards(self) -> dict[str, tuple[int, str]]:
        """Make what is not there; return the number of articles and the digest of each shard."""
        order, digests, failed = self._order, dict[str, tuple[int, str]](), list[ShardOutcome]()
        for outcome in self._executor.each(self._jobs(), make_shard, lost_shard):
            self._check()
            if outcome.error is not None:
                failed.append(outcome)
                continue
            count = outcome.counts["made"] + outcome.counts["failed"]
            digests[outcome.id] = count, outcome.digest
            for event in events(outcome, len(digests) / self._planner.shards):
                self._notify(event)
        if repeats := self._planner.repeats_in_all():
            self._notify(Event(ItemStatus.DUPLICATE, "", SHARDS, count=repeats))
        if failed:
            raise OutputError(
                f"{order.address}: {len(failed)} of {self._planner.shards} shards were not made: {failed[0].error}"
            )
        return digests

    def _jobs(self) -> Iterator[ShardJob]:
        order = self._order
        scratch = None if order.away or is_remote(order.address) else str(Path(order.address) / PRIVATE / SHARDS)
        address = order.address if is_remote(order.address) else str(Path(order.address).resolve())
        for name, members in self._planner.jobs():
            yield ShardJob(
                name, address, order.recipe, order.title, members, order.reading, scratch, order.site,
                order.retry_failed, order.hashed, order.isolated, order.timeout,
            )  # fmt: skip

    def _is_there(self, key: str) -> bool:
        info = read(self._storage, f"{CATALOGUE}/bag-info.txt") or b""
        known = f"External-Identifier: {key}".encode() in info.splitlines()
        return known and is_whole(self._storage, CATALOGUE, hashed=self._order.hashed)

    def _merge(self, shards: list[tuple[str, int, str]], info: dict[str, str]) -> None:
        """Make the catalogue, and put it in place."""
        order, folder = self._order, self._work / CATALOGUE
        with store_at(folder) as store, ledger_at(folder / PRIVATE / "ledger.sqlite") as ledger:
            merged = Merged(_line(order.title), ledger, store, self._storage, self._planner)
            every = [*listings_of(order.recipe, shards)]
            if order.volumes:
                payload = f"{CATALOGUE}/{PAYLOAD}"
                address = order.address if is_remote(order.address) else str(Path(order.address).resolve())
                every.append(replace(order.volumes, address=address, payload=payload, executor=self._executor))
            if order.site:
                every.append(lambda contents: make_site(contents, merged.entries(), order.recipe.digits))
            finish(merged, every, info, order.tell)
        if order.volumes:
            self._storage.remove(BOUND)
        self._check()
        self._storage.put(folder, CATALOGUE)
        note_whole(self._storage, CATALOGUE)


def listings_of(recipe_formats: Recipe | list[str], shards: list[tuple[str, int, str]]) -> list[Part]:
    """Return the lists of a catalogue."""
    names = [name for name, _ in recipe_formats.formats] if isinstance(recipe_formats, Recipe) else recipe_formats
    return [lambda contents: _list_shards(contents, shards), *parts(names), parquet_records(names)]


def _list_shards(contents: Contents, shards: list[tuple[str, int, str]]) -> None:
    with contents.create(SHARD_LIST) as stream:
        stream.write(b"shard,articles,tagmanifest_sha256\n")
        for name, count, digest in shards:
            stream.write(f"{SHARDS}/{name},{count},{digest}\n".encode())


class Merged(Payload):
    """The payload of a catalogue: its records are those of the shards, with paths that lead to them."""

    def __init__(self, title: str, ledger: Ledger, store: Store, storage: Storage, planner: Planner) -> None:
        super().__init__(title, ledger, store)
        self._storage, self._planner = storage, planner

    def records(self, *states: State) -> Iterator[Record]:
        """Yield the records of all shards in their order, what repeats an article of another shard after its own."""
        planner = self._planner
        for number, name in enumerate(planner.names()):
            prefix = prefix_of(name)
            for line in lines(self._storage, f"{SHARDS}/{name}/{PAYLOAD}/manifest.jsonl"):
                record = moved(Record.loads(line), prefix)
                if record.state is not State.DUPLICATE:
                    planner.note_repeated(record)
                if not states or record.state in states:
                    yield record
            for origin, identifier in planner.repeats(number):
                if not states or State.DUPLICATE in states:
                    yield replace(planner.repeated(identifier), origin=origin, state=State.DUPLICATE)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of the catalogue or of a shard."""
        if not path.startswith("../"):
            return super().read(path)
        data = read(self._storage, posixpath.normpath(f"{CATALOGUE}/{PAYLOAD}/{path}"))
        if data is None:
            raise OutputError(f"{path}: a file of a shard is gone; run the same command again.")
        return data

    def entries(self) -> Iterator[Row]:
        """Yield the entries of the site."""
        for name in self._planner.names():
            for line in lines(self._storage, f"{SHARDS}/{name}/{PAYLOAD}/{ENTRIES}"):
                yield Row.from_json(line, prefix_of(name))


def _line(text: str) -> str:
    return " ".join(text.split())


def _remove_bag(storage: Storage, address: str) -> None:
    """Remove what an archive had while it was one bag, and what only the run needed."""
    storage.delete(_TAG_FILES)
    storage.remove(PAYLOAD)
    if not is_remote(address):
        private = Path(address) / PRIVATE
        storage.delete([f"{PRIVATE}/ledger.sqlite", f"{PRIVATE}/ledger.sqlite.sha256"])
        for folder in (SHARDS, "arriving", "staged"):
            shutil.rmtree(private / folder, ignore_errors=True)
