"""How to know whether a ledger is as it was written: a checksum of its file, and a sum of its rows."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

_HASH = re.compile("[0-9a-f]{64}")


class DamagedLedgerError(Exception):
    """The ledger is not as it was written."""


def files_of(path: Path) -> list[Path]:
    """Return the files of a ledger: SQLite's, and its checksum."""
    return [path.with_name(f"{path.name}{ending}") for ending in ("", "-wal", "-shm", "-journal", ".sha256")]


def check_kind(path: Path) -> None:
    """Raise DamagedLedgerError for a pipe, a device, a folder or a link where a file of the ledger is."""
    for one in files_of(path):
        if os.path.lexists(one) and not stat.S_ISREG(one.lstat().st_mode):
            raise DamagedLedgerError


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
    if not _HASH.fullmatch(known):  # a kill or a full disk came in between
        return False
    if known != _sha256(path):
        raise DamagedLedgerError
    return True


def sum_of_rows(db: sqlite3.Connection, tables: Iterable[str]) -> int:
    """Return a sum of all rows of some tables, in any order, but for the row `sum` of the table `meta`."""
    found = 0
    for table in tables:
        for row in db.execute(f"SELECT * FROM {table}"):  # noqa: S608
            if (table, row[0]) != ("meta", "sum"):
                found = _changed(found, table, *row)
    return found


def keep_sum(db: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Keep the sum in the row `sum` of the table `meta` as rows change, by triggers: it is rolled back with them."""
    db.create_function("changed", -1, _changed, deterministic=True)
    db.execute("PRAGMA recursive_triggers = ON")  # a row that is replaced is deleted
    for table in tables:
        columns = [column for _, column, *_ in db.execute(f"PRAGMA table_info({table})")]
        for event, sides in (("INSERT", ["NEW"]), ("DELETE", ["OLD"]), ("UPDATE", ["OLD", "NEW"])):
            value = "value"
            for side in sides:
                value = f"changed({value}, '{table}', {', '.join(f'{side}.{column}' for column in columns)})"
            other = f"WHEN {sides[0]}.name <> 'sum'" if table == "meta" else ""
            body = f"UPDATE meta SET value = {value} WHERE name = 'sum'"  # noqa: S608
            db.execute(f"CREATE TEMP TRIGGER {table}_{event} AFTER {event} ON main.{table} {other} BEGIN {body}; END")


def _changed(value: int, table: str, *row: Any) -> int:
    """Return the sum after a row was added, or taken away."""
    return value ^ int.from_bytes(hashlib.blake2b(repr((table, *row)).encode(), digest_size=7).digest(), "big")
