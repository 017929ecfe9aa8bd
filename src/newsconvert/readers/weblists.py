"""Lists of web pages, with the labels that browsers print (HTML Living Standard, section 4.4.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..model import Block, Inlines, ItemList, ListItem, Paragraph, Strong, Text
from .elements import raw_text, remove, without_tail
from .shaping import stripped

if TYPE_CHECKING:
    from .hypertext import Walker

#: The attribute of an item with its label, in trees that readers make of other formats.
LABEL = "{urn:newsconvert}label"
#: That of a list with how a style sheet counts its items (CSS Counter Styles 3, section 6).
COUNTER = "{urn:newsconvert}counter"
_TYPES = {"alpha": "a", "latin": "a", "roman": "i"}
_DIGITS = {
    "arabic-indic": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "persian": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
}
_LETTERS = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def read_list(walker: Walker, element: Any) -> Iterator[Block]:
    """Yield a list; text before its items stands before it, and text between them in the item above."""
    found: list[tuple[list[Block], str | None, bool]] = []
    before = _stray(element.text)
    ordered = element.tag == "ol"
    labels = Labels(element)
    for child in element:
        if walker.is_skipped(child):
            pass
        elif child.tag in ("ul", "ol") and found:  # a list beside the items belongs to the one before it
            found[-1][0].extend(read_list(walker, child))
        elif child.tag in ("li", "ul", "ol", "div", "p"):
            label = labels.next(child)
            if blocks := walker.blocks(child):
                found.append((blocks, *label))
        else:
            wrapper = child.makeelement("div")
            wrapper.append(without_tail(child))
            (found[-1][0] if found else before).extend(walker.blocks(wrapper))
        (found[-1][0] if found else before).extend(_stray(child.tail))
    labelled = labels.are_words or (ordered and not all(usual for _, _, usual in found))
    items = [_item(blocks, label if labelled else None) for blocks, label, _ in found]
    yield from before
    if items:
        counted = ordered and (labels.are_words or not labelled)
        yield ItemList(ordered, tuple(items), number_in(element.get("start"), 1) if counted else 1)


def read_terms(walker: Walker, element: Any) -> Iterator[Block]:
    """Yield a list of definitions: an item is what is defined, in bold, and what is said of it.

    A term is no heading: what stands after the list is not under it.
    """
    before: list[Block] = []
    items: list[list[Block]] = []
    defined = False  # the last item has more than terms
    for child in element.iterchildren():
        tag = child.tag
        if walker.is_skipped(child):
            pass
        elif tag == "dt":
            aside: list[Block] = []
            words = stripped(tuple(walker.inlines(child, aside=aside)))
            if words or aside:
                if defined or not items:
                    items.append([])
                items[-1] += [*([Paragraph((Strong(words),))] if words else []), *aside]
                defined = False
        elif tag == "div" and child.find("dt") is not None:  # which groups a term and its definitions
            for block in read_terms(walker, child):
                inner = block.items if isinstance(block, ItemList) else (ListItem((block,)),)
                items += [list(one.blocks) for one in inner if isinstance(one, ListItem)]
            defined = True
        else:
            wrapper = child.makeelement("div")
            wrapper.append(without_tail(child))
            (items[-1] if items else before).extend(walker.blocks(child if tag == "dd" else wrapper))
            defined = True
        (items[-1] if items else before).extend(_stray(child.tail))
    yield from [*_stray(element.text), *before]
    if items:
        yield ItemList(ordered=False, items=tuple(ListItem(tuple(blocks)) for blocks in items))


def _stray(text: str | None) -> list[Block]:
    words = " ".join((text or "").split())
    return [Paragraph((Text(words),))] if words else []


def _item(blocks: list[Block], label: str | None) -> Inlines | ListItem:
    only = blocks[0] if len(blocks) == 1 else None
    if isinstance(only, Paragraph) and label is None and not only.direction and not only.language:
        return only.inlines
    return ListItem(tuple(blocks), label)


class Labels:
    """Counts the items of an ordered list."""

    def __init__(self, element: Any) -> None:
        items = [child for child in element if child.tag == "li"]
        self._step = -1 if "reversed" in element.attrib else 1
        self._number = number_in(element.get("start"), len(items) if self._step < 0 else 1)
        self._kind = _kind_of(element)
        self._usual = number_in(element.get("start"), 1)
        self.are_words = element.get("class") == "labelled"  # of ours: each item begins with its own

    def next(self, child: Any) -> tuple[str | None, bool]:
        """Return the label of an item, and whether it is the number that a list has by itself."""
        if self.are_words:
            return _take_label(child), True
        number = number_in(child.get("value"), self._number)
        usual = self._kind == "1" and number == self._usual
        self._number, self._usual = number + self._step, self._usual + 1
        if (own := child.get(LABEL)) is not None:
            return own, own == f"{self._usual - 1}."
        return f"{_counter(number, self._kind)}.", usual


def _kind_of(element: Any) -> str:
    """Return how a list counts: by its type, or by its style, which counts more."""
    case, _, name = element.get(COUNTER, "").partition("-")
    if case in ("lower", "upper"):
        return _TYPES[name].upper() if case == "upper" else _TYPES[name]
    if element.get(COUNTER) in _DIGITS:
        return str(element.get(COUNTER))
    stated = element.get("type", "1")
    return stated if stated in ("a", "A", "i", "I") else "1"


def _take_label(item: Any) -> str | None:
    """Take the label that an item or its first paragraph begins with out of it; None without one."""
    inner = next(iter(item), None)
    inner = next(iter(inner), None) if inner is not None and inner.tag == "p" else inner
    if inner is None or inner.get("class") != "label" or (inner.getparent().text or "").strip():
        return None
    inner.tail = (inner.tail or "").removeprefix(" ")
    label = raw_text(inner)
    remove(inner)
    return label


def _counter(number: int, kind: str) -> str:
    if kind in _LETTERS and 1 <= number <= 26:
        return _LETTERS[kind][number - 1]
    if kind in ("i", "I") and 1 <= number < 90:
        text, rest = "", number
        for value, letters in _ROMAN:
            text, rest = text + letters * (rest // value), rest % value
        return text.upper() if kind == "I" else text
    return str(number).translate(_DIGITS[kind]) if kind in _DIGITS else str(number)


def number_in(value: str | None, usual: int) -> int:
    """Return the number in an attribute, or else the usual one."""
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,6}\s*", value) else usual
