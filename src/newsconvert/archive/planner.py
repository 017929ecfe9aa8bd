"""The plan of an archive: its articles in the order of the sources, each once, cut into shards.

The sources are read once, as a stream. What is known of an article afterwards is where it is read again. It is kept in
a temporary database, so that memory does not grow with their number.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from .model import Item, Recipe
from .record import Record, State
from .shards import Member, shard_id
from .storage import Storage, lines, read

#: Bytes of sources that are held in memory, so that a small archive is made without reading them again.
_HELD = 16 * 1024 * 1024


class Planner:
    """Cuts articles into shards of up to `size`: see `add`. The database is a new file at `path`."""

    def __init__(self, path: Path, recipe: Recipe, title: str, size: int, *, site: bool) -> None:
        self._recipe, self._title, self._size, self._site = recipe, title, size, site
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"
            "CREATE TABLE seen (id BLOB PRIMARY KEY) WITHOUT ROWID;"
            "CREATE TABLE shard (number INTEGER PRIMARY KEY, id TEXT UNIQUE, members BLOB, articles INT, every INT);"
            "CREATE TABLE repeat (shard INTEGER, origin TEXT, id TEXT);"
            "CREATE TABLE repeated (id TEXT PRIMARY KEY, record TEXT) WITHOUT ROWID;"
        )
        self._members: list[Member] = []
        self._told: list[tuple[str, str, str]] = []
        self._here: set[str] = set()
        self._articles = 0
        self.shards = self.articles = 0
        self.held: list[Item] | None = []
        self._bytes, self._repeats = 0, False

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def add(self, items: Iterable[Item]) -> None:
        """Plan all `items`. An article that another shard has is noted as a repetition of that."""
        for item in items:
            identifier = item.id
            if identifier not in self._here:
                key = bytes.fromhex(identifier)
                if not self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,)).rowcount:
                    self._repeat(item.origin, identifier)
                    continue
                if self._is_full(identifier):
                    self._cut()
                self._here.add(identifier)
                self._articles += 1
                self.articles += 1
            self._hold(item)
            self._members.append((item.origin, item if item.place is None or item.data is None else item.place))
            self._told.append((identifier, item.fingerprint, item.origin))
        if self._members:
            self._cut()

    def _is_full(self, identifier: str) -> bool:
        """Return whether a new shard begins here.

        From half the size on, the id decides, so that what is inserted before moves the borders of few shards.
        """
        if self._articles >= self._size:
            return True
        half = self._size // 2
        return self.articles > self._size and self._articles >= half and int(identifier[:8], 16) % max(half, 1) == 0

    def _hold(self, item: Item) -> None:
        if self.held is None:
            return
        self._bytes += len(item.data or b"") + 1000
        if self._bytes > _HELD or self.shards or not isinstance(item.beside, str | None):
            self.held = None
        else:
            self.held.append(item)

    def _repeat(self, origin: str, identifier: str) -> None:
        self._repeats = True
        self._database.execute("INSERT INTO repeat VALUES (?, ?, ?)", (self.shards, origin, identifier))
        self._database.execute("INSERT OR IGNORE INTO repeated (id) VALUES (?)", (identifier,))

    def _cut(self) -> None:
        name = shard_id(self._recipe, self._title, self._site, self._told)
        members = pickle.dumps(tuple(self._members), pickle.HIGHEST_PROTOCOL)
        values = (self.shards, name, members, self._articles, len(self._members))
        self._database.execute("INSERT INTO shard VALUES (?, ?, ?, ?, ?)", values)
        self.shards += 1
        self._members, self._told, self._here, self._articles = [], [], set(), 0

    # What was planned

    def jobs(self) -> Iterator[tuple[str, tuple[Member, ...]]]:
        """Yield the name and the members of each shard."""
        for number in range(self.shards):
            query = "SELECT id, members FROM shard WHERE number = ?"
            name, members = self._database.execute(query, (number,)).fetchone()
            yield name, pickle.loads(members)  # noqa: S301 - written by this process

    def counts(self) -> Iterator[tuple[str, int, int]]:
        """Yield the name of each shard, in order, and how many articles and repetitions of them it has."""
        yield from self._database.execute("SELECT id, articles, every - articles FROM shard ORDER BY number")

    def names(self) -> Iterator[str]:
        """Yield the name of each shard, in order."""
        for number in range(self.shards):
            yield self._database.execute("SELECT id FROM shard WHERE number = ?", (number,)).fetchone()[0]

    def repeats(self, number: int) -> list[tuple[str, str]]:
        """Return origin and id of what repeats an article of an earlier shard, and comes in or after this one."""
        query = "SELECT origin, id FROM repeat WHERE shard = ? ORDER BY rowid"
        return self._database.execute(query, (number,)).fetchall()

    def digest(self) -> str:
        """Return a hash of what repeats which article where."""
        found = hashlib.sha256()
        for row in self._database.execute("SELECT shard, origin, id FROM repeat ORDER BY rowid"):
            found.update(repr(row).encode())
        return found.hexdigest()

    def repeats_in_all(self) -> int:
        """Return how many repeat an article of an earlier shard."""
        return int(self._database.execute("SELECT count(*) FROM repeat").fetchone()[0])

    def note_repeated(self, record: Record) -> None:
        """Keep the record of an article that is repeated in another shard."""
        query = "UPDATE repeated SET record = ? WHERE id = ?"
        if self._repeats:
            self._database.execute(query, (record.dumps(), record.id))

    def repeated(self, identifier: str) -> Record:
        """Return the record of an article that is repeated; it has been noted before."""
        query = "SELECT record FROM repeated WHERE id = ?"
        return Record.loads(self._database.execute(query, (identifier,)).fetchone()[0])

    def unseen(self, storage: Storage) -> int:
        """Return how many articles of an archive are in no source now; what failed is not counted."""
        count, names = 0, set(self.names())
        bags = [f"shards/{name}/" for name in storage.folders("shards") if name not in names]
        for bag in ["", *bags]:
            if read(storage, f"{bag}data/manifest.jsonl") is None:
                continue
            for line in lines(storage, f"{bag}data/manifest.jsonl"):
                count += self._is_unseen(line)
        return count

    def _is_unseen(self, line: bytes) -> bool:
        record = Record.loads(line)
        query = "SELECT 1 FROM seen WHERE id = ?"
        return record.state is State.MADE and not self._database.execute(query, (bytes.fromhex(record.id),)).fetchone()
