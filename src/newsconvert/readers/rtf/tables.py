"""Rows and cells of tables in RTF, where each row says by itself where its cells end (RTF 1.9.1, table definitions)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

#: The attributes of cells and rows in which their edges and merges stand until a table is whole.
_EDGE, _ABOVE, _BEFORE = "data-edge", "data-above", "data-before"
#: Edges that are no farther apart are one, in twentieths of a point.
_NEAR = 30
_MOST_CELLS = 1_000


@dataclass(slots=True)
class Row:
    """A row while its cells are read: how they are defined, and what they hold."""

    edges: list[int] = field(default_factory=list)
    merged: list[frozenset[str]] = field(default_factory=list)
    head: bool = False
    cells: list[Any] = field(default_factory=list)
    holder: Any = None
    _flags: frozenset[str] = frozenset()

    def define(self, word: str, number: int) -> None:
        """Take a control word of the definition of a row."""
        if word == "trowd":
            self.edges, self.merged, self.head, self._flags = [], [], False, frozenset()
        elif word == "trhdr":
            self.head = True
        elif word == "cellx":
            self.edges.append(number)
            self.merged.append(self._flags)
            self._flags = frozenset()
        else:
            self._flags |= {word}

    def cell(self, make: Callable[..., Any]) -> Any:
        """Return the element of the cell that is open."""
        if self.holder is None:
            self.holder = make("td")
        return self.holder

    def end_cell(self, make: Callable[..., Any]) -> None:
        """End the cell that is open, which may be empty."""
        if len(self.cells) < _MOST_CELLS:
            self.cells.append(self.cell(make))
        self.holder = None

    def end_open_cell(self, make: Callable[..., Any]) -> None:
        """End a cell that has text, whose end is missing."""
        if self.holder is not None:
            self.end_cell(make)

    def as_element(self, make: Callable[..., Any]) -> Any:
        """Return the row as `tr`, with the edges of its cells for `settle_spans`."""
        row = make("tr")
        while len(self.cells) > len(self.edges) > 0 and not len(self.cells[-1]):  # LibreOffice ends one too many
            self.cells.pop()
        for at, cell in enumerate(self.cells):
            flags = self.merged[at] if at < len(self.merged) else frozenset()
            if at < len(self.edges):
                cell.set(_EDGE, str(self.edges[at]))
            if "clvmrg" in flags:
                cell.set(_ABOVE, "")
            if "clmrg" in flags:
                cell.set(_BEFORE, "")
            if self.head:
                cell.tag = "th"
            row.append(cell)
        return row

    def next(self) -> Row:
        """Return the row after this one, which is defined alike until it says otherwise."""
        return Row(list(self.edges), list(self.merged), self.head)


def settle_spans(table: Any) -> None:
    """Give the cells of a table their spans, and take out those that others cover."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iterchildren("tr")]
    grid = _grid([int(cell.get(_EDGE)) for row in rows for cell in row if cell.get(_EDGE) is not None])
    above: dict[int, Any] = {}
    for row in rows:
        begins, last = 0, None
        for cell in row:
            edge = cell.attrib.pop(_EDGE, None)
            ends = next((at for at, one in enumerate(grid, 1) if edge and abs(one - int(edge)) <= _NEAR), begins + 1)
            width = max(ends - begins, 1)
            covered, joined = cell.attrib.pop(_ABOVE, None), cell.attrib.pop(_BEFORE, None)
            if covered is not None and (over := above.get(begins)) is not None:
                over.set("rowspan", str(int(over.get("rowspan", "1")) + 1))
                _move(cell, over)
            elif joined is not None and last is not None:
                last.set("colspan", str(int(last.get("colspan", "1")) + width))
                _move(cell, last)
            else:
                if width > 1:
                    cell.set("colspan", str(width))
                above[begins] = last = cell
            begins = max(ends, begins + 1)


def _move(cell: Any, target: Any) -> None:
    target.extend(list(cell))
    cell.getparent().remove(cell)


def _grid(edges: list[int]) -> list[int]:
    """Return the different edges of a table's cells in their order."""
    grid: list[int] = []
    for edge in sorted(edges):
        if not grid or edge - grid[-1] > _NEAR:
            grid.append(edge)
    return grid
