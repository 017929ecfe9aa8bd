"""Tables over pages: their heads, which each page repeats, and their cells (CSS Tables 3, 3.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from ..model import Block, Table, plain_text, walk
from .normalize import SPACE, Normalizer
from .passages import LOOSE, Passage

#: Most rows of a head that a page repeats, in passages: of a longer one each cell counts as text of the page.
_LONGEST = 200


class Head(NamedTuple):
    """The text of a table's head and of the whole table, both without white space."""

    text: str
    table: str


def heads_of(blocks: tuple[Block, ...], normal: Normalizer) -> Iterator[Head]:
    """Yield the heads of the tables in `blocks`, normalised with `normal`."""
    for block in walk(blocks):
        if isinstance(block, Table) and block.header_rows:
            rows = [_pack(normal(plain_text(cell.inlines)) for cell in row) for row in block.rows]
            if head := "".join(rows[: block.head_rows]):
                yield Head(head, "".join(rows))


def cells_of(blocks: tuple[Block, ...], normal: Normalizer) -> Iterator[str]:
    """Yield the text of each cell of the tables in `blocks`, normalised with `normal`."""
    for block in walk(blocks):
        if isinstance(block, Table):
            yield from (normal(plain_text(cell.inlines)) for row in block.rows for cell in row)


def without_repeated_heads(heads: Sequence[Head], passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages without the heads that pages repeat above the rows of the table that they go on with.

    A head counts as repeated only at the top of a page, whole, and between two parts of its own table.
    """
    kept: list[Passage] = []
    for _, page in groupby(passages, key=lambda passage: passage.place):
        shown = list(page)
        # Of a page that goes on with something the first passage is known to do so.
        at = _end_of_head(heads, kept, shown) if kept and shown[0].opens is None else 0
        if at:
            shown = [replace(one, opens=None) if number == at else one for number, one in enumerate(shown)][at:]
        kept += shown
    return kept


def _end_of_head(heads: Sequence[Head], before: list[Passage], page: list[Passage]) -> int:
    """Return how many passages at the top of a page are a head repeated there."""
    last = next((text for one in reversed(before) if not (one.margin or one.note) and (text := _pack([one.text]))), "")
    packed, end = "", 0
    for at, passage in enumerate(page[:_LONGEST], 1):
        packed += _pack([passage.text])
        if not any(head.text.startswith(packed) for head in heads):
            break
        following = _pack(one.text for one in page[at : at + 1])
        if any(head.text == packed and last in head.table and following in head.table for head in heads):
            end = at if packed in _pack(one.text for one in before) else 0  # else the head itself
    return end  # that of another table may begin with it


def _pack(texts: Iterable[str]) -> str:
    return SPACE.sub("", "".join(texts).replace(LOOSE, ""))
