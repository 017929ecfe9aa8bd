"""A temporary database of a site's entries, to write them sorted by date."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple, Self

from ....numerals import majority, most_digits
from .entry import Download, Entry, Lead, shorten_name
from .words import keys


class Store:
    """The entries of a site in a temporary database at `path`."""

    def __init__(self, path: Path) -> None:
        # The file is worthless after a crash, so do not wait for the disk.
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; BEGIN;"
            "CREATE TABLE entry(number INTEGER PRIMARY KEY, month TEXT, published TEXT, source TEXT, entry TEXT,"
            "words TEXT, digits TEXT)"
        )

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def fill(self, rows: Iterable[Row]) -> None:
        """Store all `rows`, and sort them."""
        self._database.executemany("INSERT INTO entry VALUES (NULL,?,?,?,?,?,?)", (row[:6] for row in rows))
        # The latest first, undated ones last, equal dates in the order of arrival.
        self._database.execute("CREATE INDEX by_date ON entry(published DESC, number)")
        self._database.execute("CREATE INDEX by_source ON entry(source, published DESC, number)")

    def months(self) -> list[tuple[str, int]]:
        """Return each month, such as 2026-03, and its number of entries; the latest first."""
        return self._database.execute("SELECT month, count(*) FROM entry GROUP BY month ORDER BY month DESC").fetchall()

    def sources(self) -> list[tuple[str, int]]:
        """Return each source and its number of entries; the largest first."""
        query = "SELECT source, count(*) AS held FROM entry GROUP BY source ORDER BY held DESC, source"
        return self._database.execute(query).fetchall()

    def digits(self) -> str:
        """Return the digits that most articles have: arabic, european, or language if neither has more."""
        query = "SELECT total(digits = 'european') - total(digits = 'arabic') FROM entry"
        (more,) = self._database.execute(query).fetchone()
        return majority(more)

    def by_date(self) -> Iterator[tuple[str, str, Entry, list[str]]]:
        """Yield month, source, entry and words of each entry; the latest first."""
        query = "SELECT month, source, entry, words FROM entry INDEXED BY by_date ORDER BY published DESC, number"
        for month, source, entry, words in self._database.execute(query):
            yield month, source, _entry(entry), words.split(" ") if words else []

    def by_source(self) -> Iterator[tuple[str, Entry]]:
        """Yield source and entry of each entry, source by source."""
        query = "SELECT source, entry FROM entry INDEXED BY by_source ORDER BY source, published DESC, number"
        for source, entry in self._database.execute(query):
            yield source, _entry(entry)


class Row(NamedTuple):
    """An entry as it is stored: what it is sorted by, its values in JSON, its words, its digits; its lead picture."""

    month: str
    moment: str
    source: str
    values: str
    words: str
    digits: str
    picture: tuple[str, bytes] | None

    def to_json(self) -> str:
        """Return the row as a line of JSON."""
        picture = self.picture and (self.picture[0], base64.b64encode(self.picture[1]).decode())
        return json.dumps((*self[:6], picture))

    @classmethod
    def from_json(cls, line: bytes, prefix: str) -> Self:
        """Return the row that `to_json` made a line of; the paths of its files begin with `prefix` now."""
        month, moment, source, values, words, digits, picture = json.loads(line)
        fields = json.loads(values)
        fields[_FILES] = [(label, prefix + path, size) for label, path, size in fields[_FILES]]
        data = picture and (picture[0], base64.b64decode(picture[1]))
        return cls(month, moment, source, json.dumps(fields), words, digits, data)


#: Where in the values of a row the files are.
_FILES = 6


def row_of(entry: Entry) -> Row:
    """Return the row of an entry."""
    words = " ".join(sorted(keys((entry.title, entry.byline or "", entry.source or "", entry.text))))
    moment = entry.published.isoformat() if entry.published else ""
    files = [(download.label, download.path, download.size) for download in entry.downloads]
    fields = (entry.title, entry.byline, entry.source, entry.url, moment[:10], entry.language, files, entry.excerpt)
    lead = entry.lead.as_list() if entry.lead else None
    picture = (entry.lead.name, entry.lead.data) if entry.lead else None
    source, values = shorten_name(entry.source or ""), json.dumps((*fields, lead))
    return Row(entry.month, moment[:19], source, values, words, most_digits((entry.title, entry.text)), picture)


def _entry(row: str) -> Entry:
    title, byline, source, url, day, language, files, text, lead = json.loads(row)
    published = date.fromisoformat(day) if day else None
    downloads = tuple(Download(*file) for file in files)
    return Entry(title, byline, source, url, published, language, downloads, text, Lead(*lead) if lead else None)
