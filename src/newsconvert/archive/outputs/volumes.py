"""The bound volumes of an archive: the articles of each, their order, and its title."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from ...arabic import arabic_indic
from ...errors import OptionError
from ...model import Volume
from ...resources import Resources
from ...writers import writers
from ..model import Recipe
from ..record import Record, State
from .contents import Contents
from .site.pages import UNSOURCED, month_name

#: More articles than this are bound in several volumes, to limit the memory that one needs.
MOST = 500

#: Characters of a source's name in a file's; file systems hold 255 bytes.
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Volumes:
    """A part of an archive: its volumes in the formats and with the options of `recipe`.

    `by` is "month" or "source", for one volume each with the oldest articles first, or the number of articles per
    volume, in the order of the sources.
    """

    recipe: Recipe
    by: str | int = MOST

    def __call__(self, contents: Contents) -> None:
        """Make `volumes/NAME.SUFFIX`, unless its articles and options are unchanged."""
        resources = Resources(timestamp=self.recipe.timestamp)
        for name, subtitle, records in self._groups(contents):
            members = hashlib.sha256("".join(record.dumps() for record in records).encode()).hexdigest()
            due = []
            for format_, options in self.recipe.formats:
                writer = writers()[format_]
                told = [self.recipe.fingerprint(format_), members, contents.title, subtitle or ""]
                fingerprint = hashlib.sha256("\0".join(told).encode()).hexdigest()
                path = f"volumes/{name}{writer.suffix}"
                contents.shown[path] = f"{subtitle or contents.title} ({format_.upper()})"
                if not contents.keep(path, fingerprint):
                    due.append((path, fingerprint, format_, options))
            if not due:
                continue
            articles = tuple(contents.article(record) for record in records)
            volume = Volume(contents.title, articles, subtitle)
            for path, fingerprint, format_, options in due:
                made = writers()[format_].bind(volume, options, resources)
                with contents.create(path, fingerprint) as stream:
                    stream.write(made.value)

    def _groups(self, contents: Contents) -> Iterator[tuple[str, str | None, list[Record]]]:
        """Yield the name, subtitle and records of each volume. Records are sorted on disk, not in memory."""
        with closing(sqlite3.connect("")) as table:  # a temporary file that SQLite removes
            table.execute("CREATE TABLE found (key TEXT, day TEXT, number INTEGER, record TEXT)")
            every = contents.records(State.MADE, State.FAILED)
            chosen = enumerate(record for record in every if record.title is not None)  # all that could be read
            rows = ((self._key(record), record.published or "", at, record.dumps()) for at, record in chosen)
            table.executemany("INSERT INTO found VALUES (?, ?, ?, ?)", rows)
            order = "number" if isinstance(self.by, int) else "key, day, number"
            most = min(self.by, MOST) if isinstance(self.by, int) else MOST
            counts = dict(table.execute("SELECT key, count(*) FROM found GROUP BY key"))
            part, key, held = 0, None, list[Record]()
            for found, line in table.execute(f"SELECT key, record FROM found ORDER BY {order}"):  # noqa: S608
                if held and (found != key or len(held) == most):
                    yield self._name_volume(key or "", part, counts, most, held)
                    part, held = (part + 1 if found == key else 0), []
                key = found
                held.append(Record.loads(line))
            if held:
                yield self._name_volume(key or "", part, counts, most, held)

    def _key(self, record: Record) -> str:
        if self.by == "month":
            return (record.published or "")[:7]
        return (record.source_name or "") if self.by == "source" else ""

    def _name_volume(
        self, key: str, part: int, counts: dict[str, int], most: int, records: list[Record]
    ) -> tuple[str, str | None, list[Record]]:
        several = counts[key] > most
        name, subtitle = "volume", None
        if self.by == "month":
            name, subtitle = key or "undated", month_name(key)
        elif self.by == "source":
            ascii_only = re.sub("[^a-z0-9]+", "-", key.lower())[:_LONGEST].strip("-") if key.isascii() else ""
            name = f"{ascii_only or 'source'}-{hashlib.sha256(key.encode()).hexdigest()[:8]}" if key else "unsourced"
            subtitle = key or UNSOURCED
        if several:
            name = f"{name}-{part + 1:04}"
            number = f"الجزء {arabic_indic(part + 1)}"
            subtitle = f"{subtitle}، {number}" if subtitle else number
        return name, subtitle, records


def volumes(recipe: Recipe, by: str) -> Volumes:
    """Return the volumes of a recipe, split by `by`. Raise OptionError if that is invalid."""
    for name, _ in recipe.formats:
        if writers()[name].binder is None:
            raise OptionError(f"--volume {name}: this format cannot contain several articles; remove it.")
    if by in ("month", "source"):
        return Volumes(recipe, by)
    if not by.isdecimal() or not 1 <= int(by) <= MOST:
        raise OptionError(f"--volume-by {by}: give month, source, or a number of articles from 1 to {MOST}.")
    return Volumes(recipe, int(by))
