"""Tables whose words are wider than their place: smaller type first, then broken addresses, then a record for each row.

Records stand below each other, each cell on a line. A table with cells over several rows or columns has none: its
words are broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure.boxes import Box, TableBox

from ...measures import LONG_ADDRESS
from .paragraph import boxes_of

#: Classes of tables, each narrower than the one before it; the last is that of words that are broken.
_LOOSE = "denser loose"
_STACKED = "stacked"
_STEPS = ("", "dense", "denser", _LOOSE, _STACKED, "densest")
#: The class of a head that no page repeats.
_ONCE = "once"
#: How much narrower letters of the second step are than those of the first.
_SMALLER = 0.8
#: The class of a row that may be broken, and the share of a page from which on a row is one: kept whole, it would leave
#: as much of a page white, and one higher than a page would lose its head.
_TALL, _MOST = "tall", 0.4
#: In CSS pixels, what is no overflow.
_TOLERANCE = 0.5


def tighten(pages: Iterable[Box]) -> bool:
    """Give the element of each table that is wider than its place the class of a narrower step; return if one has.

    WeasyPrint leaves out a head that is higher than the page. Such a one is made the first rows of its table. A high
    row may be broken.
    """
    tightened = False
    ratios: dict[int, float] = {}
    elements: dict[int, Element] = {}
    heads: dict[int, Element | None] = {}  # that are not on any page
    for table, room, height in _tables(pages):
        for row in (row for group in table.children for row in group.children):
            highest = max((cell.border_height() for cell in row.children), default=0)  # over several rows, too
            if max(row.height, highest) > _MOST * height and row.element is not None and not row.element.get("class"):
                row.element.set("class", _TALL)
                tightened = True
        if (element := table.element) is not None:
            number = id(element)
            elements[number] = element
            ratios[number] = max((table.width - _TOLERANCE) / room, ratios.get(number, 0.0))
            heads.setdefault(number, element.find("thead"))
            if any(child.element_tag == "thead" for child in table.children):
                heads[number] = None
    lost = [head for head in heads.values() if head is not None and not head.get("class")]
    for head in lost:
        head.set("class", _ONCE)
    tightened |= bool(lost)
    for number, element in elements.items():
        if ratios[number] <= 1:
            continue
        before = _STEPS.index(element.get("class", ""))
        if before + 1 < len(_STEPS):
            skipped = not before and ratios[number] * _SMALLER > 1
            step = _STEPS[before + 1 + skipped]
            _set(element, "densest" if step == _STACKED and _has_spans(element) else step)
            tightened = True
    return tightened


def _has_spans(table: Element) -> bool:
    return any(cell.get(span) for cell in table.iter() for span in ("colspan", "rowspan"))


def _set(table: Element, step: str) -> None:
    table.set("class", step)
    for cell in table.iter() if step == _LOOSE else ():
        if cell.tag in ("td", "th") and LONG_ADDRESS.search("".join(cell.itertext())):
            cell.set("class", f"{cell.get('class', '')} address".strip())


def _tables(pages: Iterable[Box]) -> Iterator[tuple[Box, float, float]]:
    """Yield each table, the width of its place, and the height of the page."""
    for page in pages:
        for parent in boxes_of(page):
            for wrapper in getattr(parent, "children", ()):
                table = next((one for one in getattr(wrapper, "children", ()) if isinstance(one, TableBox)), None)
                if table is None or table.element_tag != "table":
                    continue
                share = table.style["width"]
                room = parent.width * (share.value / 100 if share != "auto" and share.unit == "%" else 1)
                yield table, room, page.height
