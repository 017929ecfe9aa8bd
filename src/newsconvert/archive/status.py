"""What is said of an archive without looking through it: how far it is, and what was left out of its articles."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from ..errors import OutputError
from .model import CATALOGUE, DECLARATION, PAYLOAD, PRIVATE, SHARDS
from .state.store import is_locked
from .storage import Storage, is_remote, read, storage_at


def losses_of(address: str) -> dict[str, int]:
    """Return how much of the sources of an archive is not in its articles, by kind of warning."""
    losses: dict[str, int] = _report(storage_at(address))["losses"]
    return losses


def _report(storage: Storage) -> dict[str, Any]:
    for folder in (f"{CATALOGUE}/{PAYLOAD}", PAYLOAD):
        if data := read(storage, f"{folder}/report.json"):
            found: dict[str, Any] = json.loads(data)
            return found
    return {}


def status(address: str) -> dict[str, str | int]:
    """Return how far an archive is, without looking through it. Raise OutputError if there is none."""
    storage = storage_at(address)
    shards = storage.folders(SHARDS)
    bag = CATALOGUE if storage.folders(CATALOGUE) else ""
    whole = read(storage, f"{bag}/{DECLARATION}".lstrip("/")) is not None
    private = Path(address) / PRIVATE
    here = not is_remote(address) and private.is_dir()
    if not (whole or shards or here):
        raise OutputError(f"{address}: there is no archive.")
    state = "complete" if whole else "not complete; run the command that makes it again"
    if here and is_locked(Path(address)):
        state = "a run is working on it"
    found: dict[str, str | int] = {"state": state}
    if shards:
        found["shards"] = len(shards)
    if not whole and here and (private / "ledger.sqlite").is_file():
        query = "SELECT count(*) FROM articles WHERE record IS NOT NULL"
        with suppress(sqlite3.Error), closing(sqlite3.connect(private / "ledger.sqlite", timeout=0)) as ledger:
            found["articles done"] = ledger.execute(query).fetchone()[0]
    report = _report(storage) if whole else {}
    found |= {name: report[name] for name in ("made", "failed", "duplicates", "pages", "words") if name in report}
    return found | {f"left out ({kind})": count for kind, count in report.get("losses", {}).items()}
