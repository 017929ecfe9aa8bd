"""Tables of web pages, but not those that only lay out a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from ..model import Block, Cell, Figure, Table
from ..result import Kind
from .elements import text_of, without_tail
from .galleries import gallery_of
from .linebreaks import lines
from .shaping import stripped
from .typedverse import as_verse
from .weblists import Labels, number_in

if TYPE_CHECKING:
    from .hypertext import Walker

POEM = re.compile(r"(?:^|[ _-])(?:poem|poetry|verse|qasida|شعر|قصيدة)(?:[ _-]|$)", re.IGNORECASE)
_LAYOUT_LETTERS = 400
_GROUPS = frozenset(("thead", "tbody", "tfoot"))


class _Parts:
    """The parts of a `table` element, also of one that breaks the rules: a cell without a row begins one.

    What stands where only rows or cells may is `misplaced`: browsers show it above the table (HTML Living Standard,
    section 13.2.6.1, foster parenting).
    """

    def __init__(self, walker: Walker, element: Any) -> None:
        self.rows: list[list[Any]] = []
        self.heads = 0
        self.caption: Any = None
        self.misplaced = element.makeelement("div")
        self._walker = walker
        self._open = False
        self._take_all(element, head=False)
        self.rows = [row for row in self.rows if row]

    def _take_all(self, parent: Any, *, head: bool) -> None:
        self._take_text(parent.text)
        for child in parent:
            if not self._walker.is_skipped(child):
                self._take(child, head=head)
            self._take_text(child.tail)

    def _take(self, child: Any, *, head: bool) -> None:
        if child.tag in ("td", "th"):
            if not self._open:
                self._begin(head=head)
            self.rows[-1].append(child)
        elif child.tag == "tr":
            self._begin(head=head)
            self._take_all(child, head=head)
            self._open = False
        elif child.tag in _GROUPS:
            self._open = False
            self._take_all(child, head=child.tag == "thead")
            self._open = False
        elif child.tag == "caption" and self.caption is None:
            self.caption = child
        elif child.tag in ("col", "colgroup"):
            self._take_all(child, head=head)
        else:
            self.misplaced.append(without_tail(child))

    def _begin(self, *, head: bool) -> None:
        self.rows.append([])
        self.heads += head
        self._open = True

    def _take_text(self, text: str | None) -> None:
        if not text or not text.strip():
            return
        if len(self.misplaced):
            last = self.misplaced[-1]
            last.tail = f"{last.tail or ''} {text}"
        else:
            self.misplaced.text = f"{self.misplaced.text or ''} {text}"


def read_table(walker: Walker, element: Any) -> Iterator[Block]:
    """Yield a table, or the blocks of its cells where it only lays out a page; what is misplaced in it comes first."""
    parts = _Parts(walker, element)
    yield from walker.blocks(parts.misplaced)
    cells = parts.rows
    if not walker.exact and parts.caption is None and _shows_pictures(cells):
        held = [[walker.blocks(cell) for cell in row] for row in cells]
        yield from gallery_of(held) or (block for row in held for cell in row for block in cell)
        return
    if not walker.exact and _is_layout(element, cells):
        if len([row for row in cells if len(list(filter(text_of, row))) > 1]) > 1 and not element.get("role"):
            walker.account.add(Kind.FLATTENED, text_of(element))
        for part in [*([] if parts.caption is None else [parts.caption]), *(cell for row in cells for cell in row)]:
            yield from walker.blocks(part)
        return
    first = cells[0] if len(cells) > 1 else []
    count = parts.heads or int(bool(first) and all(cell.tag == "th" for cell in first))
    aside: list[Block] = []
    made = tuple(tuple(_cell(walker, cell, aside) for cell in row) for row in cells)
    if (
        not walker.exact
        and len(made) > 1
        and parts.heads == 1
        and not any(cell.inlines or cell.row_span > 1 for cell in made[0])
    ):
        made, count = made[1:], 0  # Markdown has no table without a head
    shown = () if parts.caption is None else lines(tuple(walker.inlines(parts.caption, aside=aside)))
    if made:
        table = Table(made, stripped(shown), min(count, len(made)))
        poem = POEM.search(element.get("class", "")) and not shown and all(len(row) == 2 for row in made)
        yield (poem and as_verse(table, at=(0, 1))) or table
    walker.account.add_moved(aside)
    yield from (block for block in aside if isinstance(block, Figure))


def _shows_pictures(cells: list[list[Any]]) -> bool:
    """Return whether a table may hold nothing but pictures with their captions, beside or under them."""
    flat = [cell for row in cells for cell in row]
    if any(cell.tag == "th" or cell.xpath(_OTHERS) or len(text_of(cell)) > _LONGEST_CAPTION for cell in flat):
        return False
    pictured = [[cell.find(".//img") is not None for cell in row] for row in cells]
    odd, even = pictured[1::2], cells[::2]
    in_pairs = len(odd) == len(even) and not any(map(any, odd)) and not any(map(text_of, chain(*even)))
    beside = all(len(row) == 2 and sum(row) == 1 for row in pictured)
    return any(map(any, pictured)) and (in_pairs or beside or all(map(all, pictured)))


#: What a caption does not hold.
_OTHERS = ".//ul | .//ol | .//table | .//form | .//blockquote | .//h1 | .//h2 | .//h3 | .//iframe"
_LONGEST_CAPTION = 200


def _cell(walker: Walker, element: Any, aside: list[Block]) -> Cell:
    if element.find(".//table") is not None:
        walker.account.add(Kind.FLATTENED, text_of(element))
    for listed in element.iter("ol"):
        labels = Labels(listed)
        for item in (child for child in listed if child.tag == "li"):
            label, _ = labels.next(item)
            item.text = f"{label} {item.text or ''}" if label else item.text
    found = re.search(r"text-align\s*:\s*(\w+)", element.get("style", ""))
    align = (found[1] if found else element.get("align", element.get("class", ""))).lower()
    alignment: Literal["start", "center", "end"] | None = None
    if align in ("center", "start", "end"):
        alignment = align  # type: ignore[assignment]
    rows, columns = (min(max(number_in(element.get(name), 1), 1), 1000) for name in ("rowspan", "colspan"))
    return Cell(lines(tuple(walker.inlines(element, aside=aside))), rows, columns, element.tag == "th", alignment)


def _is_layout(element: Any, cells: list[list[Any]]) -> bool:
    if element.get("role") in ("presentation", "none"):
        return True
    flat = [cell for row in cells for cell in row]
    if any(cell.tag == "th" for cell in flat) or (element.find("caption") is not None and flat):
        return False
    if len(flat) <= 1 or max(map(len, cells), default=0) <= 1:
        return True
    if _is_labelled(cells):
        return False
    nested = element.get("role") != "table" and any(cell.find(".//table") is not None for cell in flat)
    return nested or any(len(text_of(cell)) > _LAYOUT_LETTERS for cell in flat)


def _is_labelled(cells: list[list[Any]]) -> bool:
    """Return whether each of several rows has a short label first, and no cell has headings or pictures of a page."""
    if len(cells) < _FEWEST_ROWS or len({len(row) for row in cells}) > 1:
        return False
    if any(not 0 < len(text_of(row[0])) <= _LONGEST_LABEL or row[0].find(".//a") is not None for row in cells):
        return False
    page = ".//h1 | .//h2 | .//h3 | .//h4 | .//img | .//form | .//iframe | .//table//table | .//table//a"
    return not any(cell.xpath(page) for row in cells for cell in row)


_FEWEST_ROWS, _LONGEST_LABEL = 2, 60
