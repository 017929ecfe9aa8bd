"""Runs of paragraphs of RTF, with the lists and tables that are open in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..symbols import BULLETS
from ..weblists import LABEL
from .tables import Row

#: A label and a tab, as programs write them that know no lists of RTF.
_LABEL = re.compile("\\s*((?:[(]?[\\w.]{1,6}[).-]{1,2})|[•·▪■○–-])\u00a0{4}")


@dataclass(slots=True)
class Flow:
    """A run of paragraphs: of the document, a note or a text box, with what is open in it."""

    holder: Any
    depth: int
    paragraph: Any
    key: tuple[str, frozenset[str]] | None = None
    label: str | None = None
    lists: list[Any] = field(default_factory=list)
    row: Row | None = None
    inner: dict[int, Row] = field(default_factory=dict)  # open rows of nested tables, by how deep they are

    def add_item(self, holder: Any, made: Any, label: str, level: int, make: Callable[..., Any]) -> None:
        """Add a paragraph as an item of the list at its level, with the label that is printed."""
        ordered = bool(label) and label not in BULLETS
        lists = self.lists = self.lists[: level + 1]
        if len(lists) == level + 1 and (lists[-1].tag == "ol") != ordered:
            lists.pop()
        if not lists or len(lists) <= level:
            opened = make("ol" if ordered else "ul")
            (lists[-1][-1] if lists else holder).append(opened)
            lists.append(opened)
        item = make("li")
        if ordered:
            item.set(LABEL, label)
        made.tag = "div"
        item.append(made)
        lists[-1].append(item)

    def row_at(self, nesting: int) -> Row:
        """Return the row that is open at a depth of tables, from 1; it begins here if none is."""
        if nesting <= 1:
            self.row = self.row or Row()
            return self.row
        return self.inner.setdefault(nesting, Row())

    def add_nested_row(self, nesting: int, make: Callable[..., Any]) -> None:
        """End the row of a table in a cell."""
        row = self.inner.pop(nesting, None)
        if row is not None and row.cells:
            _add_to_table(self.row_at(nesting - 1).cell(make), row, make)

    def add_row(self, make: Callable[..., Any]) -> None:
        """End the row that is open; it goes into the table right above it, or begins one."""
        for nesting in sorted(self.inner, reverse=True):  # of a truncated file
            self.inner[nesting].end_open_cell(make)
            self.add_nested_row(nesting, make)
        row, self.row, self.lists = self.row, None, []
        if row is not None:
            row.end_open_cell(make)
        if row is None or not row.cells:
            return
        _add_to_table(self.holder, row, make)
        self.row = row.next()


def _add_to_table(holder: Any, row: Row, make: Callable[..., Any]) -> None:
    """Add a row to the table that a holder ends in, or else to a new one."""
    table = holder[-1] if len(holder) else None
    if table is None or table.tag != "table":
        table = make("table")
        holder.append(table)
    table.append(row.as_element(make))


def typed_label(paragraph: Any) -> str | None:
    """Take a label and the tab after it out of a paragraph whose first line hangs; None where there is none."""
    first = paragraph[0]
    found = _LABEL.match(first.text or "") if first.tag == "span" else None
    if found is None:
        return None
    first.text = (first.text or "")[found.end() :]
    return found[1]
