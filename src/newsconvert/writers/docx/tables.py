"""Tables of a Word document, from right to left where the text is. References are to ECMA-376 Part 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...model import Cell, Inlines, Slot, Strong, Table, plain_text, table_grid
from ...result import Kind
from . import wordml as wml
from .story import Placed, Story
from .wordml import Element

_MOST_COLUMNS = 63
"""Word opens no table with more."""
_ALIGNMENT = {
    "start": "left",
    "center": "center",
    "end": "right",
}  # w:left is the start in paragraphs of both directions
_STYLE = "Table Text"


def table(block: Table, *, story: Story, width: float, indent: float) -> list[Element]:
    """Return the caption of a table, the table (17.4.37), and the space after it."""
    grid = table_grid(block)
    columns = max(map(len, grid), default=0)
    made = [story.paragraph("caption", block.caption, keep_next=True, after=4.0)] if block.caption else []
    if columns > _MOST_COLUMNS:
        story.losses.append(Kind.FLATTENED)
        return [*made, *(story.paragraph(_STYLE, cell.inlines) for row in block.rows for cell in row)]
    if not columns:
        return made
    widths = [width * share for share in _shares(grid, columns)]
    rows = [_row(block, grid, at, story, widths) for at in range(len(grid))]
    head = block.head_rows > 0
    properties = wml.el(
        "tblPr",
        wml.el("tblStyle", val=story.ids("Table Grid")),
        wml.el("bidiVisual") if story.voice.rtl else wml.el("bidiVisual", val="off"),
        wml.el("tblW", w=wml.twips(width), type="dxa"),
        wml.el("tblInd", w=wml.twips(indent), type="dxa") if indent else None,
        wml.el("tblLayout", type="fixed"),
        wml.el("tblLook", val="0020" if head else "0000", firstRow=int(head)),
    )
    lines = wml.el("tblGrid", *(wml.el("gridCol", w=wml.twips(one)) for one in widths))
    # Word joins tables that touch each other.
    space = wml.paragraph_properties(bidi=story.voice.bidi, line=wml.Spacing(story.space / 2, exact=True))
    return [*made, wml.el("tbl", properties, lines, *rows), wml.el("p", space)]


def _row(
    block: Table, grid: Sequence[Sequence[Slot | None]], at: int, story: Story, widths: Sequence[float]
) -> Element:
    head, row, column = at < block.head_rows, grid[at], 0
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
        cells.append(_cell(cell, story, widths[column : column + span], merge, bold=bold, head=head))
        column += span
    # What a row takes on a page is near to what its longest cell does.
    del story.placed[before:]
    story.placed.append(Placed(_STYLE, max(texts, key=len, default="") * max(1, len(cells) - 1)))
    return wml.el("tr", wml.el("trPr", wml.el("cantSplit"), wml.el("tblHeader") if head else None), *cells)


def _cell(cell: Cell | None, story: Story, widths: Sequence[float], merge: str, *, bold: bool, head: bool) -> Element:
    properties = wml.el(
        "tcPr",
        wml.el("tcW", w=wml.twips(sum(widths)), type="dxa"),
        wml.el("gridSpan", val=len(widths)) if len(widths) > 1 else None,
        wml.el("vMerge", val=merge) if merge else None,
    )
    inlines: Inlines = cell.inlines if cell else ()
    look: dict[str, Any] = {"align": _ALIGNMENT[cell.alignment]} if cell and cell.alignment else {}
    shown = (Strong(inlines),) if bold and inlines else inlines
    return wml.el("tc", properties, story.paragraph(_STYLE, shown, keep_next=head, **look))


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
