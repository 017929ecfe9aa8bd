"""Tables of a Word document, from right to left where the text is. References are to ECMA-376 Part 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ...fontfile import advance
from ...model import Cell, Inlines, Slot, Strong, Table, plain_text, table_grid
from ...resources import Typefaces
from ...result import Kind
from ..measures import LONG_ADDRESS, cell_paragraph, stays_whole
from . import wordml as wml
from .pieces import languages
from .story import Placed, Story
from .wordml import Element

_MOST_COLUMNS = 63
"""Word opens no table with more."""
_ALIGNMENT = {
    "start": "left",
    "center": "center",
    "end": "right",
}  # w:left is the start in paragraphs of both directions
#: In points: what is at each side of a cell's text in Word, and in tables with small letters; what a border takes.
_MARGIN, _LESS, _BORDER = 5.4, 2.5, 0.5
#: Shapers differ by a little.
_SLACK = 1.03
#: In em, what is kept of a long address on a line.
_KEPT = 6.0


class _Fit(NamedTuple):
    """The style of a table's text, the widths of its columns, and the margins of cells where they are not Word's."""

    style: str
    widths: list[float]
    margin: float | None = None


def table(block: Table, *, story: Story, sizes: Mapping[str, float], width: float, indent: float) -> list[Element]:
    """Return the caption of a table, the table (17.4.37), and the space after it.

    `sizes` are the styles its text may have, with their sizes in points, from the largest to the smallest.
    """
    grid = table_grid(block)
    columns = max(map(len, grid), default=0)
    made = [story.paragraph("caption", block.caption, keep_next=True, after=4.0)] if block.caption else []
    if columns > _MOST_COLUMNS:
        story.losses.append(Kind.FLATTENED)
        return [*made, *(story.paragraph(next(iter(sizes)), cell.inlines) for row in block.rows for cell in row)]
    if not columns:
        return made
    fit = _fit(block, grid, story.faces.typefaces, sizes, [width * share for share in _shares(grid, columns)])
    rows = [_row(block, grid, at, story, fit) for at in range(len(grid))]
    head = block.head_rows > 0
    sides = [wml.el(side, w=wml.twips(fit.margin), type="dxa") for side in ("left", "right") if fit.margin]
    properties = wml.el(
        "tblPr",
        wml.el("tblStyle", val=story.ids("Table Grid")),
        wml.el("bidiVisual") if story.voice.rtl else wml.el("bidiVisual", val="off"),
        wml.el("tblW", w=wml.twips(width), type="dxa"),
        wml.el("tblInd", w=wml.twips(indent), type="dxa") if indent else None,
        wml.el("tblLayout", type="fixed"),
        wml.el("tblCellMar", *sides) if sides else None,
        wml.el("tblLook", val="0020" if head else "0000", firstRow=int(head)),
    )
    lines = wml.el("tblGrid", *(wml.el("gridCol", w=wml.twips(one)) for one in fit.widths))
    # Word joins tables that touch each other.
    space = wml.paragraph_properties(bidi=story.voice.bidi, line=wml.Spacing(story.space / 2, exact=True))
    return [*made, wml.el("tbl", properties, lines, *rows), wml.el("p", space)]


def _row(block: Table, grid: Sequence[Sequence[Slot | None]], at: int, story: Story, fit: _Fit) -> Element:
    head, row, column = at < block.head_rows, grid[at], 0
    # Two rows at least on each side of a break.
    last = len(grid) - 1
    keep = head or at in (block.head_rows, last - 1) or stays_whole(block)
    keep = keep and at != last
    cells: list[Element] = []
    texts: list[str] = []
    before = len(story.placed)
    while column < len(row):
        slot, span = row[column], 1
        while slot and column + span < len(row) and row[column + span] is slot:
            span += 1
        merge = ("restart" if slot.row == at else "continue") if slot and slot.cell.row_span > 1 else ""
        cell = slot.cell if slot and merge != "continue" else None
        texts.append(plain_text(cell.inlines) if cell else "")
        bold = head or bool(cell and cell.header)
        width = fit.widths[column : column + span]
        cells.append(_cell(cell, story, fit.style, width, merge, bold=bold, keep_next=keep))
        column += span
    # What a row takes on a page is near to what its longest cell does.
    del story.placed[before:]
    story.placed.append(Placed(fit.style, max(texts, key=len, default="") * max(1, len(cells) - 1)))
    return wml.el("tr", wml.el("trPr", wml.el("cantSplit"), wml.el("tblHeader") if head else None), *cells)


def _cell(
    cell: Cell | None, story: Story, style: str, widths: Sequence[float], merge: str, *, bold: bool, keep_next: bool
) -> Element:
    properties = wml.el(
        "tcPr",
        wml.el("tcW", w=wml.twips(sum(widths)), type="dxa"),
        wml.el("gridSpan", val=len(widths)) if len(widths) > 1 else None,
        wml.el("vMerge", val=merge) if merge else None,
    )
    inlines: Inlines = cell.inlines if cell else ()
    look: dict[str, Any] = {"align": _ALIGNMENT[cell.alignment]} if cell and cell.alignment else {}
    shown = (Strong(inlines),) if bold and inlines else inlines
    about = story.voice
    if cell and (own := cell_paragraph(cell, rtl=about.rtl)).language and own.direction:
        rtl = own.direction == "rtl"
        story.voice = about._replace(rtl=rtl, bidi=rtl, lang=languages(own.language, own.direction))
    made = story.paragraph(style, shown, keep_next=keep_next, **look)
    story.voice = about
    return wml.el("tc", properties, made)


def _fit(
    block: Table,
    grid: Sequence[Sequence[Slot | None]],
    typefaces: Typefaces,
    sizes: Mapping[str, float],
    widths: list[float],
) -> _Fit:
    """Return how a table is set so that no word is broken: with the largest letters with which that can be.

    Columns have the `widths` where these are enough. Where the smallest letters are too large, addresses may be broken.
    """
    whole, broken = _needs(block, grid, typefaces, len(widths))
    (first, size), *_, (last, least) = sizes.items()
    tried = [(first, size, whole, None), *((name, one, whole, _LESS) for name, one in sizes.items() if name != first)]
    for style, letters, needs, margin in (*tried, (last, least, broken, _LESS)):
        wanted = [need * letters * _SLACK + 2 * (margin or _MARGIN) + _BORDER for need in needs]
        spare = sum(widths) - sum(wanted)
        if spare < 0:
            continue
        if all(width >= need for width, need in zip(widths, wanted, strict=True)):
            return _Fit(style, widths, margin)
        more = [max(width - need, 0.0) for width, need in zip(widths, wanted, strict=True)]
        return _Fit(style, [need + spare * one / sum(more) for need, one in zip(wanted, more, strict=True)], margin)
    return _Fit(last, widths, _LESS)


def _needs(
    block: Table, grid: Sequence[Sequence[Slot | None]], typefaces: Typefaces, columns: int
) -> tuple[list[float], list[float]]:
    """Return the width in em of the longest word of each column, and the same where addresses may be broken."""
    whole, broken = [0.0] * columns, [0.0] * columns
    for at, row in enumerate(grid):
        for column, slot in enumerate(row):
            if slot is None or slot.cell.column_span > 1:
                continue
            for word in set(plain_text(slot.cell.inlines).split()):
                family = typefaces.family_for(word[0], typefaces.text) or typefaces.text
                bold = at < block.head_rows or slot.cell.header
                width = advance(family.bold if bold else family.regular, word[:256])
                whole[column] = max(whole[column], width)
                broken[column] = max(broken[column], min(width, _KEPT) if LONG_ADDRESS.match(word) else width)
    return whole, broken


def _shares(grid: Sequence[Sequence[Slot | None]], columns: int) -> list[float]:
    """Return the share of the width that each column of a table gets, by the length of its texts."""
    lengths = [1.0] * columns
    for row in grid:
        for column, slot in enumerate(row):
            if slot is not None and slot.cell.column_span == 1:
                text = plain_text(slot.cell.inlines)
                longest = max(map(len, text.split()), default=0)
                lengths[column] = max(lengths[column], longest, min(len(text), 60) ** 0.75)
    least = max(lengths) / 5
    lengths = [max(length, least) for length in lengths]
    return [length / sum(lengths) for length in lengths]
