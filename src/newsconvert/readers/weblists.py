"""Lists of web pages, with the labels that browsers print (HTML Living Standard, section 4.4.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ..model import Block, Inlines, ItemList, ListItem, Paragraph

if TYPE_CHECKING:
    from .hypertext import Walker

_LETTERS = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def read_list(walker: Walker, element: Any) -> Iterator[Block]:
    """Yield a list; text between its items stands after it."""
    items: list[Inlines | ListItem] = []
    strays: list[Block] = []
    ordered = element.tag == "ol"
    labels = _labels(element) if ordered else None
    start = number_in(element.get("start"), 1)
    for child in element:
        if walker.is_skipped(child):
            continue
        blocks = walker.blocks(child)
        if child.tag == "li" or child.tag in ("ul", "ol", "div", "p"):
            if child.tag in ("ul", "ol") and items:  # a list beside the items belongs to the one before it
                last = items[-1]
                inner = last.blocks if isinstance(last, ListItem) else (Paragraph(last),)
                nested = tuple(read_list(walker, child))
                items[-1] = ListItem((*inner, *nested), last.label if isinstance(last, ListItem) else None)
                continue
            label = next(labels)(child) if labels else None
            if not blocks:
                continue
            only = blocks[0] if len(blocks) == 1 else None
            if isinstance(only, Paragraph) and label is None and not only.direction and not only.language:
                items.append(only.inlines)
            else:
                items.append(ListItem(tuple(blocks), label))
        else:
            strays += blocks
    if items:
        yield ItemList(ordered, tuple(items), start if ordered else 1)
    yield from strays


def _labels(element: Any) -> Iterator[Callable[[Any], str | None]]:
    """Yield for each item a function that gives its label; None where it is the number that a list has by itself."""
    items = [child for child in element if child.tag == "li"]
    step = -1 if "reversed" in element.attrib else 1
    number = number_in(element.get("start"), len(items) if step < 0 else 1)
    kind = element.get("type", "1")
    usual = number if step > 0 else 1

    def label(child: Any) -> str | None:
        nonlocal number, usual
        number = number_in(child.get("value"), number)
        text = _counter(number, kind)
        shown = None if kind not in ("a", "A", "i", "I") and number == usual else f"{text}."
        number, usual = number + step, usual + 1
        return shown

    while True:
        yield label


def _counter(number: int, kind: str) -> str:
    if kind in _LETTERS and 1 <= number <= 26:
        return _LETTERS[kind][number - 1]
    if kind in ("i", "I") and 1 <= number < 90:
        text, rest = "", number
        for value, letters in _ROMAN:
            text, rest = text + letters * (rest // value), rest % value
        return text.upper() if kind == "I" else text
    return str(number)


def number_in(value: str | None, usual: int) -> int:
    """Return the number in an attribute, or else the usual one."""
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,6}\s*", value) else usual
