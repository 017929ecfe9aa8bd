"""Verse that is typed as paragraphs or laid out as a table: two hemistichs, and a sign between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..model import Block, Inlines, Note, Paragraph, Table, Verse, plain_text
from ..patterns import pattern
from .linebreaks import hemistichs, lines, runs_between_breaks

#: What stands between hemistichs, in a column of its own.
_BETWEEN = pattern(r"[.…*٭⁂✦❖۞~]{1,12}|//")
_FEWEST_LINES, _FEWEST_WORDS, _MOST_WORDS = 2, 2, 9


#: What parts hemistichs in a line that nothing else shows to be verse; dots are of prose too.
_SIGN = pattern(r"\s(?:\*{1,5}|//)\s")
_LEAST_EVEN = 0.6


def with_verse(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks with the paragraphs and tables as verse that have signs between hemistichs in each line."""
    found: list[Block] = []
    for block in blocks:
        made = _parted(block) if isinstance(block, Table) else _typed(block) if isinstance(block, Paragraph) else None
        before = found[-1] if found and made and isinstance(block, Paragraph) else None
        if made and isinstance(before, Verse) and before.language == made.language and len(before.lines[0]) > 1:
            found[-1] = replace(before, lines=(*before.lines, *made.lines))  # a couplet in each paragraph
        else:
            found.append(made or block)
    return found


def _typed(paragraph: Paragraph) -> Verse | None:
    """Return a paragraph as verse: lines of two halves of some words and of similar length, without numbers."""
    if not _SIGN.search(plain_text(paragraph.inlines)) or any(isinstance(one, Note) for one in paragraph.inlines):
        return None
    made: list[tuple[Inlines, ...]] = []
    for run in runs_between_breaks(lines(paragraph.inlines), 1):
        text = plain_text(run).strip()
        halves = hemistichs(lines(run)) if len(_SIGN.findall(text)) == 1 else ()
        words = [plain_text(half) for half in halves]
        if len(words) != 2 or not all(map(_is_hemistich, words)) or text.endswith("."):
            return None
        if min(map(len, words)) < _LEAST_EVEN * max(map(len, words)):
            return None
        made.append(halves)
    return Verse(tuple(made), language=paragraph.language, direction=paragraph.direction)


def _is_hemistich(words: str) -> bool:
    few = _FEWEST_WORDS <= len(words.split()) <= _MOST_WORDS
    return few and "\n" not in words and not any(map(str.isdigit, words))


def _parted(table: Table) -> Verse | None:
    rows = table.rows
    if len(rows) < _FEWEST_LINES or table.caption or any(len(row) != 3 for row in rows):
        return None
    if not all(_BETWEEN.fullmatch("".join(plain_text(row[1].inlines).split())) for row in rows):
        return None
    return as_verse(table, at=(0, 2))


def as_verse(table: Table, *, at: tuple[int, int]) -> Verse | None:
    """Return a table as verse, with the hemistichs in the columns `at`; None where a cell cannot be one of them."""
    made = tuple(tuple(row[one].inlines for one in at) for row in table.rows)
    if not all(_is_hemistich(plain_text(half)) for line in made for half in line):
        return None
    return Verse(made, language=table.language, direction=table.direction)
