"""The tables of a Word document (ECMA-376 Part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Literal

from ...model import (
    Block,
    Cell,
    Figure,
    Inlines,
    ItemList,
    LineBreak,
    Strong,
    Table,
    Text,
    block_inlines,
    plain_text,
)
from ...packages.word import W
from ..linebreaks import row_line

_W = f"{{{W}}}"
_LONGEST_HEAD = 60
_OFF = ("0", "false", "off")


def read_rows(rows: list[tuple[Any, list[tuple[Any, Inlines]]]], properties: Any) -> Table:
    """Return the table of `rows`, each with its element and its cells: their elements and what they say."""
    made: list[list[Cell]] = []
    open_cells: dict[int, tuple[int, int]] = {}  # by column: row and place of a cell that may go on below
    for row, cells in rows:
        line: list[Cell] = []
        column = _number(row, "trPr", "gridBefore")
        if column:
            line.append(Cell((), column_span=column))
        for element, inlines in cells:
            span = max(1, _number(element, "tcPr", "gridSpan"))
            merge = element.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            if goes_on and column in open_cells:
                at, place = open_cells[column]
                above = made[at][place]
                made[at][place] = replace(above, row_span=len(made) - at + 1)
                if plain_text(inlines).strip():  # text that Word does not show, but has
                    parted = (LineBreak(),) if plain_text(above.inlines).strip() else ()
                    made[at][place] = replace(made[at][place], inlines=(*above.inlines, *parted, *inlines))
            else:
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = len(made), len(line)
                line.append(Cell(inlines, column_span=span, alignment=_alignment(element)))
            column += span
        made.append(line)
    heads = _heads(rows, properties)
    marked = [[_head(cell) if at < heads else cell for cell in line] for at, line in enumerate(made)]
    return Table(tuple(map(tuple, marked)), (), heads)


def _head(cell: Cell) -> Cell:
    """Return a cell of the head, which is bold by itself."""
    only = cell.inlines[0] if len(cell.inlines) == 1 else None
    return replace(cell, header=True, inlines=only.children if isinstance(only, Strong) else cell.inlines)


def _heads(rows: list[tuple[Any, list[tuple[Any, Inlines]]]], properties: Any) -> int:
    """Return how many rows are the head: those repeated on each page, or the first where it is set apart and is short.

    Word sets the first row of every table apart unless it is told otherwise.
    """
    count = 0
    for row, _ in rows:
        repeated = row.find(f"{_W}trPr/{_W}tblHeader")
        if repeated is None or repeated.get(f"{_W}val") in _OFF:
            break
        count += 1
    if count or len(rows) < 2:
        return min(count, max(0, len(rows) - 1)) or count
    look = properties.find(f"{_W}tblLook") if properties is not None else None
    bits = look.get(f"{_W}val", "0") if look is not None else "0"
    stated = look.get(f"{_W}firstRow") if look is not None else None
    apart = stated not in _OFF if stated else bool(int(bits, 16) & 0x20 if _is_hexadecimal(bits) else 0)
    texts = [plain_text(inlines).strip() for _, inlines in rows[0][1]]
    named = len(texts) > 1 and all(text and len(text) <= _LONGEST_HEAD and not _is_figure(text) for text in texts)
    return int(apart and named)


def _is_hexadecimal(text: str) -> bool:
    return bool(text) and all(character in "0123456789abcdefABCDEF" for character in text)


def _is_figure(text: str) -> bool:
    """Return whether a cell is a number with a unit rather than the name of a column."""
    return text[0].isdigit() or (text[-1].isdigit() and len(text) < 5)


def _number(element: Any, properties: str, name: str) -> int:
    found = element.find(f"{_W}{properties}/{_W}{name}")
    value = found.get(f"{_W}val", "") if found is not None else ""
    return min(int(value), 63) if value.isdecimal() and len(value) < 6 else 0


def _alignment(cell: Any) -> Literal["center", "end"] | None:
    """Return how the first paragraph of a cell is aligned; w:left is the start in paragraphs of both directions."""
    found = cell.find(f"{_W}p/{_W}pPr/{_W}jc")
    value = found.get(f"{_W}val") if found is not None else None
    return "center" if value == "center" else "end" if value in ("right", "end") else None


def cell_inlines(blocks: Iterable[Block]) -> Inlines:
    """Return the blocks of a cell as lines, those of lists with their labels; its pictures stand after the table."""
    found = filter(None, _runs_in(blocks))
    return tuple(node for at, run in enumerate(found) for node in ((LineBreak(),) if at else ()) + run)


def _runs_in(blocks: Iterable[Block]) -> Iterator[Inlines]:
    for block in blocks:
        if isinstance(block, ItemList):
            for at, item in enumerate(block.entries, block.start):
                label = item.label or (f"{at}." if block.ordered else "")
                first, *rest = [*_runs_in(item.blocks)] or [()]
                yield (Text(f"{label} "), *first) if label else first
                yield from rest
        elif isinstance(block, Table):
            yield block.caption
            yield from (row_line(cell.inlines for cell in row) for row in block.rows)
        elif not isinstance(block, Figure):
            yield from block_inlines(block)


def children_of(element: Any, name: str) -> Iterator[Any]:
    """Yield the rows or cells of an element, those in content controls too."""
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from children_of(child, name)
