"""A dry run: what making an archive would do, told without changing anything, of what can be read in a second."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from .build import dry_run
from .catalogue import Order, unheeded
from .inputs.sources import Sources
from .model import SHARDS, Event, Item, ItemStatus, Notify
from .planner import Planner
from .shards import failed_in, looks_whole
from .storage import is_remote, storage_at

#: Seconds that a dry run reads sources.
_LOOK = 1.0


def foresee(order: Order, sources: Sources, notify: Notify, patience: float = _LOOK) -> float | None:
    """Report what `make_archive` would do, and change nothing; of the sources, what can be read in `patience` seconds.

    Return how much of the sources that is, from 0 to 1; None if it is all.
    """
    looked = _Looked(sources.items(), time.monotonic() + patience)
    storage = storage_at(order.address)
    there = set(storage.folders(SHARDS))
    with tempfile.TemporaryDirectory() as name:
        plan = Planner(Path(name) / "plan", order.recipe, order.title, order.shard_size, site=order.site)
        with closing(plan) as planner:
            planner.add(looked)
            sources.passed_over = unheeded
            if planner.shards < 2 and not is_remote(order.address):
                again = sources.items() if planner.held is None else iter(planner.held)
                dry_run(order.plan(Path(order.address), ()), islice(again, looked.count), notify)
                return looked.fraction
            for number, (shard, articles, repeats) in enumerate(planner.counts()):
                if looked.fraction is not None and number == planner.shards - 1:
                    break  # of this, only the beginning is known
                where = f"{SHARDS}/{shard}"
                failed = failed_in(storage, where) if shard in there and looks_whole(storage, where) else None
                whole = failed is not None and not (failed and order.retry_failed)
                told = {
                    ItemStatus.KEPT if whole else ItemStatus.TO_MAKE: articles - (failed or 0) * whole,
                    ItemStatus.FAILED: (failed or 0) * whole,
                    ItemStatus.DUPLICATE: repeats,
                }
                for what, count in told.items():
                    if count:
                        notify(Event(what, shard, where, count=count))
            if repeats := planner.repeats_in_all():
                notify(Event(ItemStatus.DUPLICATE, "", SHARDS, count=repeats))
    return looked.fraction


class _Looked:
    """Items until a time; `fraction` is then how much of the sources they are, None if all."""

    def __init__(self, items: Iterator[Item], until: float) -> None:
        self._items, self._until = items, until
        self.fraction: float | None = None
        self.count = 0

    def __iter__(self) -> Iterator[Item]:
        for item in self._items:
            self.count += 1
            yield item
            if time.monotonic() > self._until:
                self.fraction = item.fraction or 0.0
                return
