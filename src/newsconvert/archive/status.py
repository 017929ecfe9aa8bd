"""What is said of an archive in a second: how far it is, whether it looks whole, and what was left out of articles."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from ..errors import OutputError
from .model import CATALOGUE, DECLARATION, PAYLOAD, PRIVATE, SHARDS
from .outputs.bag import ALGORITHMS
from .state.store import is_locked
from .storage import Storage, is_remote, join, read, storage_at

COMPLETE = "complete"
#: Seconds that are spent on looking at the bags.
_LOOK = 0.5


def losses_of(address: str) -> dict[str, int]:
    """Return how much of the sources of an archive is not in its articles, by kind of warning."""
    losses: dict[str, int] = _report(storage_at(address)).get("losses", {})
    return losses


def _report(storage: Storage) -> dict[str, Any]:
    """Return the report of an archive, nothing where it is damaged."""
    for folder in (f"{CATALOGUE}/{PAYLOAD}", PAYLOAD):
        if data := read(storage, f"{folder}/report.json"):
            with suppress(ValueError):
                found: Any = json.loads(data)
                return found if isinstance(found, dict) and isinstance(found.get("losses", {}), dict) else {}
    return {}


def status(address: str, patience: float = _LOOK) -> dict[str, str | int]:
    """Return how far an archive is, under `state` COMPLETE if it looks whole. Raise OutputError if there is none.

    It looks whole if its tag files have their hashes, its shards are those of the catalogue, and the payloads of its
    bags, as many as can be looked at in `patience` seconds, have as many files and bytes as was noted. Payloads in
    storage elsewhere are not looked at.
    """
    storage = storage_at(address)
    shards = storage.folders(SHARDS)
    bag = CATALOGUE if storage.folders(CATALOGUE) else ""
    whole = read(storage, join(bag, DECLARATION)) is not None
    private = Path(address) / PRIVATE
    here = not is_remote(address) and os.path.isdir(private)  # noqa: PTH112 - pathlib raises for what is too long
    if not (whole or shards or here):
        raise OutputError(f"{address}: there is no archive.")
    found: dict[str, str | int] = {"state": COMPLETE if whole else "not complete; run the command that makes it again"}
    if whole:
        found |= _look(storage, None if is_remote(address) else Path(address), bag, shards, patience)
    if here and is_locked(Path(address)):
        found["state"] = "a run is working on it"
    if shards:
        found["shards"] = len(shards)
    if not whole and here and (private / "ledger.sqlite").is_file():
        query = "SELECT count(*) FROM articles WHERE record IS NOT NULL"
        with suppress(sqlite3.Error), closing(sqlite3.connect(private / "ledger.sqlite", timeout=0)) as ledger:
            found["articles done"] = ledger.execute(query).fetchone()[0]
    report = _report(storage) if whole else {}
    found |= {name: report[name] for name in ("made", "failed", "duplicates", "pages", "words") if name in report}
    return found | {f"left out ({kind})": count for kind, count in report.get("losses", {}).items()}


def _look(storage: Storage, root: Path | None, bag: str, shards: list[str], patience: float) -> dict[str, str | int]:
    """Return the state of an archive that looks damaged, and how many bags were looked at if those are not all."""
    until, bags = time.monotonic() + patience, [bag, *(f"{SHARDS}/{name}" for name in shards if bag)]
    if bag and (wrong := _unlisted(storage, shards)):
        return _damaged(wrong)
    looked = 0
    for one in bags if root or not bag else bags[:1]:
        wrong = next(_changed_tags(storage, one), None)
        if not wrong and root and (size := _size_of(root / one / PAYLOAD, until)):
            told = read(storage, join(one, "bag-info.txt")) or b""
            wrong = None if f"Payload-Oxum: {size}".encode() in told.splitlines() else join(one, PAYLOAD)
        if wrong:
            return _damaged(wrong)
        if time.monotonic() > until:
            break
        looked += 1
    return {} if looked == len(bags) else {"bags looked at": f"{looked:,} of {len(bags):,}"}


def _damaged(path: str) -> dict[str, str | int]:
    return {"state": f"damaged: {path}; run the command that made it again, or `newsconvert verify` for more"}


def _unlisted(storage: Storage, shards: list[str]) -> str | None:
    """Return a shard that is there and not in the catalogue, or in that and not there."""
    listed = {
        line.partition(b",")[0].decode(errors="replace") for line in _lines(storage, CATALOGUE, "data/shards.csv")
    }
    there = {f"{SHARDS}/{name}" for name in shards}
    return min(listed - {"shard"} ^ there, default=None)


def _changed_tags(storage: Storage, bag: str) -> Iterator[str]:
    """Yield the tag files of a bag that are not what its tag manifests say."""
    for name in ALGORITHMS:
        told = [
            line.decode(errors="replace").split("  ", 1) for line in _lines(storage, bag, f"tagmanifest-{name}.txt")
        ]
        if not told:
            yield join(bag, f"tagmanifest-{name}.txt")
        for digest, *path in told:
            data = read(storage, join(bag, path[0])) if path and "\0" not in path[0] else None
            if data is None or hashlib.new(name, data).hexdigest() != digest:
                yield join(bag, path[0] if path else f"tagmanifest-{name}.txt")


def _lines(storage: Storage, bag: str, path: str) -> list[bytes]:
    return (read(storage, join(bag, path)) or b"").splitlines()


def _size_of(folder: Path, until: float) -> str | None:
    """Return bytes and number of the files of a payload as Payload-Oxum has them, None if there is no time for that."""
    size = count = 0
    for where, _, names in os.walk(folder):
        if time.monotonic() > until:
            return None
        for name in names:
            found = os.lstat(os.path.join(where, name))  # noqa: PTH118 - of very many files
            size, count = size + found.st_size, count + stat.S_ISREG(found.st_mode)
    return f"{size}.{count}"
