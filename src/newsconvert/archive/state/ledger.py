"""The ledger: what was done, in SQLite. It survives a kill at any moment, orders the lists, and bounds memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from ...errors import OutputError
from ..model import File
from ..record import Record, State
from .sums import DamagedLedgerError, check_kind, keep_sum, matches, remove_checksum, sum_of_rows, write_checksum

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE, origin TEXT NOT NULL, run INTEGER NOT NULL,
    record TEXT  -- NULL until it is done
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS articles_by_origin ON articles (origin);
CREATE TABLE IF NOT EXISTS tried (
    id TEXT NOT NULL, format TEXT NOT NULL, fingerprint TEXT NOT NULL, error TEXT, PRIMARY KEY (id, format)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS duplicates (
    origin TEXT PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE, id TEXT NOT NULL, run INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, id TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, sha512 TEXT NOT NULL,
    time INTEGER NOT NULL  -- of the last change, in nanoseconds
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_id ON files (id);
CREATE TABLE IF NOT EXISTS marks (path TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS removals (path TEXT PRIMARY KEY) WITHOUT ROWID;
"""
#: The tables of the schema.
_TABLES = ("meta", "articles", "tried", "duplicates", "files", "marks", "removals")
#: What this run finds damaged; it is worked out anew each time.
_OF_A_RUN = "CREATE TEMP TABLE damaged (path TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;"
_FORMAT = 3
_PAGE = 500
#: Errors that come from the system, and not from what is in the file.
_OUTSIDE = frozenset((
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM,
))  # fmt: skip


class Attempt(NamedTuple):
    """The last attempt to make a document: its fingerprint, and the error if it failed."""

    fingerprint: str
    error: str | None


class Ledger:
    """The ledger of an archive at `path` (None: in memory). Only one process can open it at a time.

    Changes are lost unless `commit` is called. When it is closed, its SHA-256 is written beside it; until then, such
    as after a kill, it is `unchecked`: its rows are compared with their sum here, and what they say has to be compared
    with the files. Raise DamagedLedgerError if it is not as it was written, OutputError if it cannot be opened. Later,
    a full disk raises sqlite3.OperationalError, and damage sqlite3.DatabaseError. A `copy` is a ledger in memory that
    starts with what the file says; the file stays.
    """

    def __init__(self, path: Path | None, *, copy: bool = False) -> None:
        self._path = None if copy else path
        if path is not None:
            check_kind(path)
        self.new = path is None or not path.exists()
        self.unchecked = path is not None and not self.new and not matches(path)
        try:
            self._db = sqlite3.connect(self._path or ":memory:", isolation_level=None)
        except sqlite3.DatabaseError as problem:
            raise _not_opened(path, problem) from problem
        try:
            if copy and path is not None and not self.new:
                with closing(sqlite3.connect(path)) as there:
                    there.backup(self._db)
            self._open(path)
        except BaseException:
            self._db.close()
            raise

    def _open(self, path: Path | None) -> None:
        try:
            # Exclusive locking needs no shared-memory file, which could not grow on a full disk.
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            if self.unchecked and self._db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise DamagedLedgerError
            if self._path:
                remove_checksum(self._path)
            self._db.executescript(_SCHEMA + _OF_A_RUN)
            if not self._db.execute("SELECT 1 FROM pragma_table_info('files') WHERE name = 'time'").fetchone():
                self._db.execute("ALTER TABLE files ADD COLUMN time INTEGER NOT NULL DEFAULT 0")
            known = self._meta("sum", 0)
            if self.unchecked or not known:
                found = sum_of_rows(self._db, _TABLES)
                if self.unchecked and found != known:
                    raise DamagedLedgerError
                self._set("sum", found)
            keep_sum(self._db, _TABLES)
        except sqlite3.DatabaseError as problem:
            if error_code(problem) in _OUTSIDE:
                raise _not_opened(path, problem) from problem
            raise DamagedLedgerError from problem
        self._db.execute("BEGIN IMMEDIATE")
        if self._meta("format", _FORMAT) > _FORMAT:
            raise OutputError(f"{path}: a later version of newsconvert wrote this ledger; use that one.")
        self.run = self._meta("run", 0) + 1
        self._ordinal = self._meta("ordinal", 0)
        self._last = 0
        self._set("format", _FORMAT)
        self._set("run", self.run)

    def _meta(self, name: str, default: int) -> int:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else default

    def _set(self, name: str, value: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def commit(self) -> None:
        """Make the changes since the last commit durable."""
        self._set("ordinal", self._ordinal)
        self._db.execute("COMMIT")
        self._db.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Roll back uncommitted changes, and close the file."""
        if self._db.in_transaction:
            self._db.rollback()
        self._db.close()
        if self._path and not self._path.with_name(f"{self._path.name}-wal").exists():
            write_checksum(self._path)

    # Articles

    def record_occurrence(self, identifier: str, origin: str) -> bool:
        """Record that this run found the article at `origin`. Return whether the run has found it elsewhere before.

        Articles keep the order of the latest run; those it lacks keep their relative position.
        """
        # A failure recorded for this origin is obsolete: its source has been fixed since.
        query = "SELECT id, record FROM articles WHERE origin = ? AND id <> ? AND run <> ?"
        for old, record in self._db.execute(query, (origin, identifier, self.run)).fetchall():
            if record and Record.loads(record).state is State.FAILED:
                self.forget(old)
        row = self._db.execute("SELECT run, ordinal FROM articles WHERE id = ?", (identifier,)).fetchone()
        if row and row[0] == self.run:
            query = "SELECT ordinal FROM duplicates WHERE origin = ? AND id = ?"
            known = self._db.execute(query, (origin, identifier)).fetchone()
            values = (origin, self._next(known[0] if known else 0), identifier, self.run)
            self._db.execute("INSERT OR REPLACE INTO duplicates VALUES (?, ?, ?, ?)", values)
            return True
        self._db.execute("DELETE FROM duplicates WHERE origin = ?", (origin,))
        query = (
            "INSERT INTO articles (id, ordinal, origin, run) VALUES (?, ?, ?, ?) ON CONFLICT (id) "
            "DO UPDATE SET ordinal = excluded.ordinal, origin = excluded.origin, run = excluded.run"
        )
        self._db.execute(query, (identifier, self._next(row[1] if row else 0), origin, self.run))
        return False

    def _next(self, known: int) -> int:
        """Return the item's ordinal: its old one if that sorts after everything seen in this run, else a new one."""
        if known <= self._last:
            self._ordinal += 1
            known = self._ordinal
        self._last = known
        return known

    def record(self, identifier: str) -> Record | None:
        """Return the record of an article, or None if it is not done yet."""
        row = self._db.execute("SELECT record FROM articles WHERE id = ?", (identifier,)).fetchone()
        return Record.loads(row[0]) if row and row[0] else None

    def attempts(self, identifier: str) -> dict[str, Attempt]:
        """Return the last attempt for each format of an article."""
        rows = self._db.execute("SELECT format, fingerprint, error FROM tried WHERE id = ?", (identifier,))
        return {name: Attempt(fingerprint, error) for name, fingerprint, error in rows}

    # What this run finds damaged

    def recorded_files(self) -> Iterator[tuple[str, File]]:
        """Yield the id of each file's article and the file; the id of files of the archive as a whole is empty."""
        query = "SELECT path, id, path, size, sha256, sha512, time FROM files WHERE path > :last"
        for identifier, path, size, sha256, sha512, time in self._pages(query, ""):
            yield identifier, File(path, None, size, sha256, sha512, time)

    def note_damage(self, path: str, identifier: str) -> None:
        """Note that a file is not as it was recorded; those made with it are made again, too."""
        self._db.execute("INSERT OR IGNORE INTO damaged VALUES (?, ?)", (path, identifier))
        self._db.execute("DELETE FROM marks WHERE mark = (SELECT mark FROM marks WHERE path = ?)", (path,))

    def note_time(self, path: str, time: int) -> None:
        """Record the time of a file that has changed without its bytes."""
        self._db.execute("UPDATE files SET time = ? WHERE path = ?", (time, path))

    def damaged_files(self, identifier: str) -> list[str]:
        """Return the damaged files of an article."""
        return [path for (path,) in self._db.execute("SELECT path FROM damaged WHERE id = ?", (identifier,))]

    def damaged_articles(self) -> list[tuple[str, str]]:
        """Return the id and origin of the articles with damaged files that are in no source of this run."""
        query = "SELECT DISTINCT a.id, a.origin FROM damaged d JOIN articles a ON a.id = d.id WHERE a.run <> ?"
        return self._db.execute(query, (self.run,)).fetchall()

    def adopt(self, record: Record, files: Iterable[File]) -> None:
        """Take up a record that is in the archive and not in the ledger; a duplicate has no files of its own.

        Its documents count as not yet tried, so that they are made again if a source has it.
        """
        self._ordinal += 1
        if record.state is State.DUPLICATE:
            values = (record.origin, self._ordinal, record.id)
            self._db.execute("INSERT OR IGNORE INTO duplicates VALUES (?, ?, ?, 0)", values)
            return
        query = "INSERT OR IGNORE INTO articles VALUES (?, ?, ?, 0, ?)"
        self._db.execute(query, (record.id, self._ordinal, record.origin, record.dumps()))
        self._replace_files(record.id, files, ())

    def paths(self) -> int:
        """Return the number of files of the payload."""
        return int(self._db.execute("SELECT count(*) FROM files").fetchone()[0])

    def holds(self, path: str) -> bool:
        """Return whether a file of the payload is recorded; none has a name that is not text."""
        try:
            path.encode()
        except UnicodeEncodeError:
            return False
        return self._db.execute("SELECT 1 FROM files WHERE path = ?", (path,)).fetchone() is not None

    def record_outcome(
        self, record: Record, tried: Mapping[str, Attempt], files: Iterable[File], keep: Iterable[str]
    ) -> None:
        """Record the outcome of an article; of its old files, those in `keep` stay."""
        self._db.execute("UPDATE articles SET record = ? WHERE id = ?", (record.dumps(), record.id))
        self._db.execute("DELETE FROM tried WHERE id = ?", (record.id,))
        rows = [(record.id, name, one.fingerprint, one.error) for name, one in tried.items()]
        self._db.executemany("INSERT INTO tried VALUES (?, ?, ?, ?)", rows)
        self._replace_files(record.id, files, keep)

    def _replace_files(self, identifier: str, files: Iterable[File], keep: Iterable[str]) -> None:
        new = {file.path: file for file in files}
        kept = {*new, *keep}
        for (path,) in self._db.execute("SELECT path FROM files WHERE id = ?", (identifier,)).fetchall():
            if path not in kept:
                self._db.execute("DELETE FROM files WHERE path = ?", (path,))
                self._db.execute("DELETE FROM marks WHERE path = ?", (path,))
                self._db.execute("INSERT OR IGNORE INTO removals VALUES (?)", (path,))
        for file in new.values():
            self._add_file(file, identifier)

    def forget(self, identifier: str) -> None:
        """Delete an article and schedule its files for removal."""
        self._replace_files(identifier, (), ())
        for table in ("articles", "tried", "duplicates"):
            self._db.execute(f"DELETE FROM {table} WHERE id = ?", (identifier,))  # noqa: S608

    def forget_unseen(self) -> int:
        """Delete the articles and duplicates that are in no source of this run; return the number of articles."""
        self._db.execute("DELETE FROM duplicates WHERE run <> ?", (self.run,))
        unseen = self._db.execute("SELECT id FROM articles WHERE run <> ?", (self.run,)).fetchall()
        for (identifier,) in unseen:
            self.forget(identifier)
        return len(unseen)

    def forget_moved(self) -> None:
        """Delete duplicates not found in this run whose article was found."""
        query = "DELETE FROM duplicates WHERE run <> :run AND id IN (SELECT id FROM articles WHERE run = :run)"
        self._db.execute(query, {"run": self.run})

    def unfinished_records(self) -> list[str]:
        """Return the unfinished articles of earlier runs that are in no source of this run."""
        rows = self._db.execute("SELECT id FROM articles WHERE record IS NULL AND run <> ?", (self.run,))
        return [row[0] for row in rows]

    def unseen(self) -> int:
        """Return the number of articles that are in no source of this run."""
        count: int = self._db.execute("SELECT count(*) FROM articles WHERE run <> ?", (self.run,)).fetchone()[0]
        return count

    def records(self, *states: State) -> Iterator[Record]:
        """Yield the records, and one for each duplicate, in the order of their ordinals."""
        wanted = states or tuple(State)
        for origin, record in self._pages(
            "SELECT ordinal, NULL, record FROM articles WHERE record IS NOT NULL AND ordinal > :last UNION ALL "
            "SELECT d.ordinal, d.origin, a.record FROM duplicates d JOIN articles a ON a.id = d.id "
            "WHERE a.record IS NOT NULL AND d.ordinal > :last",
            0,
        ):
            found = Record.loads(record)
            if origin is not None:
                found = replace(found, origin=origin, state=State.DUPLICATE)
            if found.state in wanted:
                yield found

    def _pages(self, query: str, last: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query without their first column, which is the sort key and greater than `last`.

        Rows are fetched in pages, so that writes can happen in between and memory stays constant.
        """
        while rows := self._db.execute(f"{query} ORDER BY 1 LIMIT {_PAGE}", {"last": last}).fetchall():
            yield from (row[1:] for row in rows)
            last = rows[-1][0]

    # Files

    def _add_file(self, file: File, identifier: str) -> None:
        values = (file.path, identifier, file.size, file.sha256, file.sha512, file.time)
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", values)
        self._db.execute("DELETE FROM removals WHERE path = ?", (file.path,))

    def add_common_file(self, file: File, fingerprint: str) -> None:
        """Record and commit a file of the archive as a whole, with the fingerprint of what it was made from."""
        self._add_file(file, "")
        self._db.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (file.path, fingerprint))
        self.commit()

    def size(self, path: str) -> int:
        """Return the size in bytes of a file of the payload."""
        return int(self._db.execute("SELECT size FROM files WHERE path = ?", (path,)).fetchone()[0])

    def files_with(self, fingerprint: str) -> list[str]:
        """Return the files of the archive as a whole that have this fingerprint."""
        return [row[0] for row in self._db.execute("SELECT path FROM marks WHERE mark = ?", (fingerprint,))]

    def keep_common_files(self, paths: Iterable[str]) -> None:
        """Schedule the removal of whole-archive files that are not in `paths`."""
        self._replace_files("", (), paths)

    def files(self) -> Iterator[File]:
        """Yield every file of the payload, without its bytes, ordered by path."""
        query = "SELECT path, path, size, sha256, sha512 FROM files WHERE path > :last"
        for path, size, sha256, sha512 in self._pages(query, ""):
            yield File(path, None, size, sha256, sha512)

    def schedule_removal(self, path: str) -> None:
        """Schedule the removal of a file, unless it is recorded before this run ends."""
        self._db.execute("DELETE FROM marks WHERE path = ?", (path,))
        self._db.execute("INSERT OR IGNORE INTO removals VALUES (?)", (path,))
        self.commit()

    def removals(self) -> list[str]:
        """Return up to a thousand files scheduled for removal."""
        return [row[0] for row in self._db.execute("SELECT path FROM removals LIMIT 1000")]

    def record_removals(self, paths: Iterable[str]) -> None:
        """Record that files were removed."""
        self._db.executemany("DELETE FROM removals WHERE path = ?", [(path,) for path in paths])


def error_code(problem: sqlite3.DatabaseError) -> int:
    """Return SQLite's primary code of an error, SQLITE_CORRUPT for those of the module: text that is not UTF-8."""
    return getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF


def _not_opened(path: Path | None, problem: sqlite3.DatabaseError) -> OutputError:
    return OutputError(f"{path}: the ledger does not open ({problem}); free space or restore it.")


@contextmanager
def ledger_at(path: Path | None, *, copy: bool = False) -> Iterator[Ledger]:
    """Open the ledger for a block."""
    ledger = Ledger(path, copy=copy)
    try:
        yield ledger
    finally:
        ledger.close()
