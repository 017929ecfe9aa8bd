"""Tables that lay out pictures: each with the words in its cell, or in that under or beside it, as its caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from ..model import Block, Figure, Inlines, LineBreak, Paragraph, plain_text
from .credits import read_credit
from .linebreaks import may_be_caption, split_credit
from .structure.dates import date_line

#: What each cell of a table holds, by rows.
_Rows = Sequence[Sequence[Sequence[Block]]]


def gallery_of(rows: _Rows) -> list[Figure] | None:
    """Return the figures of a table whose cells all hold a picture, or that has words under each or beside each.

    Return None for any other table, and where the words cannot be captions.
    """
    filled = [row for row in rows if any(row)]
    if filled and all(_picture(cell) for cell in chain(*filled) if cell):
        cells = [(cell, cell) for cell in chain(*filled) if cell]
    elif len(filled) % 2 == 0 and all(_is_pair(*filled[at : at + 2]) for at in range(0, len(filled), 2)):
        cells = [pair for at in range(0, len(filled), 2) for pair in zip(*filled[at : at + 2], strict=True)]
    elif all(len(row) == 2 and len(list(filter(_picture, row))) == 1 and all(map(_is_one, row)) for row in filled):
        cells = [(row[0], row[1]) if _picture(row[0]) else (row[1], row[0]) for row in filled]
    else:
        return None
    found = []
    for picture, below in cells:
        figure, words = _picture(picture), _words(below)
        if words is None or (figure is None and words):
            return None
        if len(cells) == 1 and (date_line(text := plain_text(words)) or read_credit(text, sure=True)):
            return None  # the author, under his face
        if figure is not None:
            caption, credit = split_credit(words)
            found.append(replace(figure, caption=caption, credit=credit) if words else figure)
    return found


def _is_pair(above: Sequence[Sequence[Block]], below: Sequence[Sequence[Block]]) -> bool:
    pictures = any(map(_picture, above)) and all(len(cell) == 1 and _picture(cell) for cell in above if cell)
    return pictures and len(above) == len(below) and not any(map(_picture, below))


def _is_one(cell: Sequence[Block]) -> bool:
    return len(cell) == 1


def _picture(cell: Sequence[Block]) -> Figure | None:
    """Return the only figure in a cell, unless it has a caption already and words beside it."""
    found = [block for block in cell if isinstance(block, Figure)]
    return found[0] if len(found) == 1 and not (found[0].caption and len(cell) > 1) else None


def _words(cell: Sequence[Block]) -> Inlines | None:
    """Return the words of a cell that can be a caption, which may be none; None for any others."""
    others = [block for block in cell if not isinstance(block, Figure)]
    runs = [block.inlines for block in others if isinstance(block, Paragraph)]
    text = " ".join(map(plain_text, runs))
    if len(runs) < len(others) or (text and not may_be_caption(text)):
        return None
    return tuple(node for at, run in enumerate(runs) for node in ((LineBreak(),) if at else ()) + run)
