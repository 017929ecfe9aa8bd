"""Tables of web pages, but not those that only lay out a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from ..model import Block, Cell, Table
from ..result import Kind
from .elements import text_of
from .linebreaks import lines
from .shaping import stripped
from .weblists import number_in

if TYPE_CHECKING:
    from .hypertext import Walker

_LAYOUT_LETTERS = 400


def read_table(walker: Walker, element: Any) -> Iterator[Block]:
    """Yield a table, or the blocks of its cells where it only lays out a page."""
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    cells = [[cell for cell in row if cell.tag in ("td", "th") and not walker.is_skipped(cell)] for row in rows]
    if _is_layout(element, cells):
        captions = [child for child in element if child.tag == "caption"]
        for part in [*captions, *(cell for row in cells for cell in row)]:
            yield from walker.blocks(part)
        return
    caption = element.find("caption")
    heads = [row for row in rows if row.getparent().tag == "thead"]
    first = cells[0] if len(cells) > 1 else []
    count = len(heads) or int(bool(first) and all(cell.tag == "th" for cell in first))
    made = tuple(tuple(_cell(walker, cell) for cell in row) for row in cells if row)
    if made:
        shown = stripped(tuple(walker.inlines(caption))) if caption is not None else ()
        yield Table(made, shown, min(count, len(made)))


def _cell(walker: Walker, element: Any) -> Cell:
    if element.find(".//table") is not None:
        walker.account.add(Kind.FLATTENED, text_of(element))
    found = re.search(r"text-align\s*:\s*(\w+)", element.get("style", ""))
    align = (found[1] if found else element.get("align", "")).lower()
    alignment: Literal["start", "center", "end"] | None = None
    if align in ("center", "start", "end"):
        alignment = align  # type: ignore[assignment]
    rows, columns = (min(max(number_in(element.get(name), 1), 1), 1000) for name in ("rowspan", "colspan"))
    return Cell(lines(tuple(walker.inlines(element))), rows, columns, element.tag == "th", alignment)


def _is_layout(element: Any, cells: list[list[Any]]) -> bool:
    if element.get("role") in ("presentation", "none"):
        return True
    flat = [cell for row in cells for cell in row]
    if element.find(".//th") is not None or element.find("caption") is not None:
        return False
    if len(flat) <= 1 or max(map(len, cells), default=0) <= 1:
        return True
    return any(len(text_of(cell)) > _LAYOUT_LETTERS or cell.find(".//table") is not None for cell in flat)
