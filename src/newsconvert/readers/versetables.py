"""Verse that is laid out as a table: two hemistichs, and perhaps a sign between them."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Block, Table, Verse, plain_text
from ..patterns import pattern

#: What stands between hemistichs, in a column of its own.
_BETWEEN = pattern(r"[.…*٭⁂✦❖۞~]{1,12}|//")
_FEWEST_LINES, _FEWEST_WORDS, _MOST_WORDS = 2, 2, 9


def with_verse(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks with the tables that have verse and a column of signs between its hemistichs as that verse."""
    return [(isinstance(block, Table) and _parted(block)) or block for block in blocks]


def _parted(table: Table) -> Verse | None:
    rows = table.rows
    if len(rows) < _FEWEST_LINES or table.caption or any(len(row) != 3 for row in rows):
        return None
    if not all(_BETWEEN.fullmatch("".join(plain_text(row[1].inlines).split())) for row in rows):
        return None
    return as_verse(table, at=(0, 2))


def as_verse(table: Table, *, at: tuple[int, int]) -> Verse | None:
    """Return a table as verse, with the hemistichs in the columns `at`; None where a cell cannot be one of them."""
    for row in table.rows:
        for cell in (row[one] for one in at):
            words = plain_text(cell.inlines)
            if "\n" in words or any(map(str.isdigit, words)) or not _FEWEST_WORDS <= len(words.split()) <= _MOST_WORDS:
                return None
    lines = tuple(tuple(row[one].inlines for one in at) for row in table.rows)
    return Verse(lines, language=table.language, direction=table.direction)
