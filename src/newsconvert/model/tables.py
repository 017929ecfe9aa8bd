"""The grid of a table: which cell is where, with the spans of all (HTML Living Standard, section 4.9.12.1)."""

from __future__ import annotations

from typing import NamedTuple

from .blocks import Cell, Table


class Slot(NamedTuple):
    """A place of a grid: the cell that covers it, and the row and column where that cell begins."""

    cell: Cell
    row: int
    column: int


def table_grid(table: Table) -> list[list[Slot | None]]:
    """Return the rows of a table, all with as many slots as there are columns; None where no cell is.

    Rows that cells span beyond the last one are cut off, and columns in which no cell begins are left out.
    """
    covered: list[dict[int, Slot]] = [{} for _ in table.rows]
    for at, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while column in covered[at]:
                column += 1
            slot = Slot(cell, at, column)
            for below in covered[at : at + cell.row_span]:
                for beside in range(column, column + cell.column_span):
                    below.setdefault(beside, slot)
            column += cell.column_span
    columns = sorted({slot.column for row in covered for slot in row.values()})
    return [[row.get(column) for column in columns] for row in covered]
