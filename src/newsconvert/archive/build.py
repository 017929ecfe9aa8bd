"""Build an archive from end to end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from .. import __version__
from .model import PRIVATE, Item, Notify, Recipe
from .outputs.finish import Part, finish
from .outputs.listings import parts
from .state.engine import Engine, clean, translate_disk_full
from .state.ledger import ledger_at
from .state.store import LocalStore, lock, store_at
from .workers.executors import Executor

LEDGER = f"{PRIVATE}/ledger.sqlite"


@dataclass(frozen=True, slots=True)
class Plan:
    """What an archive is to contain. `more` are its parts beside the lists, such as the site.

    `retry_failed` tries again what failed in an earlier run; `prune` removes articles that are no longer in any source.
    """

    root: Path
    recipe: Recipe
    title: str
    more: Sequence[Part] = ()
    retry_failed: bool = False
    prune: bool = False


def build(plan: Plan, items: Iterable[Item], executor: Executor, notify: Notify) -> int:
    """Make or update the archive in `plan.root`; return how many of its articles are no longer in any source.

    Unchanged documents are not made again. If this is interrupted at any moment, the next call resumes from there.
    Raise OutputError when the archive cannot be written, or another run is working on it.
    """
    root, recipe = plan.root, plan.recipe
    with lock(root), translate_disk_full(root), store_at(root) as store, ledger_at(root / LEDGER) as ledger:
        Engine(ledger, store, recipe, notify, retry_failed=plan.retry_failed).run(items, executor)
        if plan.prune:
            ledger.forget_unseen()
            ledger.commit()
            clean(ledger, store)
        info = {"Bag-Software-Agent": f"newsconvert {__version__}", "External-Description": plan.title}
        if recipe.timestamp:
            info["Bagging-Date"] = recipe.timestamp.date().isoformat()
        finish(plan.title, ledger, store, [*parts([name for name, _ in recipe.formats]), *plan.more], info)
        return ledger.unseen()


def dry_run(plan: Plan, items: Iterable[Item], notify: Notify) -> None:
    """Report what `build` would do, and change nothing."""
    root, known = plan.root, (plan.root / LEDGER).exists()
    with lock(root) if known else nullcontext(), ledger_at(root / LEDGER if known else None) as ledger:
        Engine(ledger, LocalStore(root), plan.recipe, notify, retry_failed=plan.retry_failed).plan(items)
