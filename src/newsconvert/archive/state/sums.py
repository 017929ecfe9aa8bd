"""What tells whether a ledger is as it was written: a checksum of its file, and a sum of its rows."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any


class DamagedLedgerError(Exception):
    """The ledger is not as it was written."""


def _checksum(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_checksum(path: Path) -> None:
    """Write the checksum of a ledger that is closed beside it."""
    with suppress(OSError):  # without it, the next run checks more
        _checksum(path).write_text(_sha256(path))


def remove_checksum(path: Path) -> None:
    """Remove the checksum of a ledger that is about to change."""
    _checksum(path).unlink(missing_ok=True)


def matches(path: Path) -> bool:
    """Return whether the ledger is as it was when it was closed, False if it never was closed.

    Raise DamagedLedgerError if it has changed since.
    """
    try:
        known = _checksum(path).read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return False
    if known != _sha256(path):
        raise DamagedLedgerError
    return True


class RowSum:
    """A sum of all rows of some tables, in any order, that triggers keep up to date as rows change.

    The row `name` of the table `meta`, in which it is stored with each commit, is not part of it.
    """

    def __init__(self, db: sqlite3.Connection, tables: tuple[str, ...], name: str, known: int | None) -> None:
        """Start with the sum `known`, or with that of the rows there are."""
        self._own = ("meta", name)
        self.value = known or 0
        for table in tables if known is None else ():
            for row in db.execute(f"SELECT * FROM {table}"):  # noqa: S608
                self._change(table, *row)
        db.create_function("change", -1, self._change)
        db.execute("PRAGMA recursive_triggers = ON")  # a row that is replaced is deleted
        for table in tables:
            columns = [column for _, column, *_ in db.execute(f"PRAGMA table_info({table})")]
            for event, sides in (("INSERT", ["NEW"]), ("DELETE", ["OLD"]), ("UPDATE", ["OLD", "NEW"])):
                rows = [", ".join(f"{side}.{column}" for column in columns) for side in sides]
                body = " ".join(f"SELECT change('{table}', {row});" for row in rows)
                db.execute(f"CREATE TEMP TRIGGER {table}_{event} AFTER {event} ON main.{table} BEGIN {body} END")

    def _change(self, table: str, *row: Any) -> None:
        """Add a row, or take it away."""
        if (table, row[0]) != self._own:
            self.value ^= int.from_bytes(hashlib.blake2b(repr((table, *row)).encode(), digest_size=7).digest(), "big")
