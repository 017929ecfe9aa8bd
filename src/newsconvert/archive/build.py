"""Build an archive from end to end."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from .. import __version__
from ..errors import OutputError
from .model import PAYLOAD, PRIVATE, File, Item, Notify, Recipe, article_id, malformed_record_id
from .outputs.finish import Part, Payload, finish
from .outputs.listings import parts
from .record import Record, State
from .state.engine import Engine, clean, translate_disk_full
from .state.ledger import Ledger, error_code, ledger_at
from .state.store import LocalStore, Store, lock, store_at
from .state.sums import DamagedLedgerError, files_of
from .volumes import Volumes
from .workers.executors import Executor

LEDGER = f"{PRIVATE}/ledger.sqlite"
_DAMAGED = "the ledger is damaged"


@dataclass(frozen=True, slots=True)
class Plan:
    """What an archive is to contain. `more` are its parts beside the lists, such as the site.

    `retry_failed` tries again what failed in an earlier run; `prune` removes articles that are no longer in any source;
    `hashed` compares what is there by its hash, not by size and time. `tell` is called with what people should know.
    """

    root: Path
    recipe: Recipe
    title: str
    more: Sequence[Part] = ()
    retry_failed: bool = False
    prune: bool = False
    hashed: bool = False
    tell: Callable[[str], None] = lambda _: None


def build(plan: Plan, items: Iterable[Item], executor: Executor, notify: Notify) -> int:
    """Make or update the archive in `plan.root`; return how many of its articles are no longer in any source.

    Unchanged documents are not made again. If this is interrupted at any moment, the next call resumes from there.
    Raise OutputError when the archive cannot be written, or another run is working on it.
    """
    with lock(plan.root):
        return build_locked(plan, items, executor, notify)


def build_locked(plan: Plan, items: Iterable[Item], executor: Executor, notify: Notify) -> int:
    """Do what `build` does; the caller has the lock."""
    root, recipe = plan.root, plan.recipe
    with translate_disk_full(root), store_at(root) as store, _ledger(plan, store) as ledger:
        Engine(ledger, store, recipe, notify, retry_failed=plan.retry_failed, hashed=plan.hashed).run(items, executor)
        if plan.prune:
            ledger.forget_unseen()
            ledger.commit()
            clean(ledger, store)
        payload = Payload(" ".join(plan.title.split()), ledger, store)
        more = [
            replace(part, address=str(root), payload=PAYLOAD) if isinstance(part, Volumes) else part
            for part in plan.more
        ]
        finish(payload, [*parts([name for name, _ in recipe.formats]), *more], bag_info(plan), plan.tell)
        return ledger.unseen()


def bag_info(plan: Plan) -> dict[str, str]:
    """Return the metadata of an archive's bag."""
    info = {"Bag-Software-Agent": f"newsconvert {__version__}", "External-Description": " ".join(plan.title.split())}
    if plan.recipe.timestamp:
        info["Bagging-Date"] = plan.recipe.timestamp.date().isoformat()
    return info


@contextmanager
def _ledger(plan: Plan, store: Store) -> Iterator[Ledger]:
    """Open the ledger for a block. A damaged one is put aside, and what it said taken from the files of the archive."""
    path = plan.root / LEDGER
    try:
        ledger = Ledger(path)
    except DamagedLedgerError:
        _put_aside(path)
        plan.tell(f"{path}: {_DAMAGED}; it was put aside, and the archive is made again from its files and sources.")
        ledger = Ledger(path)
    try:
        if ledger.new:
            _adopt(ledger, store)
        yield ledger
    except sqlite3.DatabaseError as problem:
        if isinstance(problem, sqlite3.OperationalError) and error_code(problem) != sqlite3.SQLITE_CORRUPT:
            raise
        ledger.close()
        _put_aside(path)
        raise OutputError(f"{path}: {_DAMAGED}; it was put aside. Run the same command again.") from problem
    finally:
        ledger.close()


def _put_aside(path: Path) -> None:
    for one in files_of(path):
        aside = one.with_name(f"damaged-{one.name}")
        if aside.is_dir() and not aside.is_symlink():
            shutil.rmtree(aside)
        with suppress(FileNotFoundError):
            one.rename(aside)


def _adopt(ledger: Ledger, store: Store) -> None:
    """Take up the articles of an archive whose ledger is lost: those whose files are what their records say."""
    if store.status(f"{PAYLOAD}/manifest.jsonl") is None:
        return
    for line in store.read(f"{PAYLOAD}/manifest.jsonl").splitlines():
        with suppress(ValueError, KeyError, TypeError, AttributeError, OutputError):
            record = Record.loads(line)
            files = [] if record.state is State.DUPLICATE else _files_of(record, store)
            if files is not None:
                ledger.adopt(record, files)
    ledger.commit()


def _files_of(record: Record, store: Store) -> list[File] | None:
    """Return the files of an article, or None if one of them is not what the record says."""
    known = {one.path: one.sha256 for one in record.documents.values()}
    known |= {one.path: one.sha256 for one in record.picture_files}
    named = [one for one in (record.source_path, record.sidecar_path, *known) if one]
    own = File.of(f"{record.folder}/record.json", record.line)
    if any(not path.startswith(f"{record.folder}/") or ".." in path.split("/") for path in named):
        return None
    found = list[File]()
    for path in (own.path, *named):
        if (file := store.hash(f"{PAYLOAD}/{path}")) is None:
            return None
        found.append(replace(file, path=path))
    if found[0].sha256 != own.sha256 or not _is_source(record, store):
        return None
    return found if all(known.get(file.path, file.sha256) == file.sha256 for file in found) else None


def _is_source(record: Record, store: Store) -> bool:
    """Return whether the archived source is the one that the record's id is made of."""
    if record.source_path is None:
        return True
    data = store.read(f"{PAYLOAD}/{record.source_path}")
    sidecar = store.read(f"{PAYLOAD}/{record.sidecar_path}") if record.sidecar_path else None
    return record.id in (article_id(data, sidecar), malformed_record_id(data))


def dry_run(plan: Plan, items: Iterable[Item], notify: Notify) -> None:
    """Report what `build` would do to an archive of one bag, and change nothing.

    Raise OutputError if the ledger is damaged.
    """
    root, known = plan.root, (plan.root / LEDGER).exists()
    try:
        with lock(root) if known else nullcontext(), ledger_at(root / LEDGER if known else None, copy=True) as ledger:
            Engine(ledger, LocalStore(root), plan.recipe, notify, retry_failed=plan.retry_failed).plan(items)
    except (DamagedLedgerError, sqlite3.DatabaseError) as problem:
        raise OutputError(f"{root / LEDGER}: {_DAMAGED}; the archive would be made again.") from problem
