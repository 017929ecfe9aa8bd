"""Put a space between what browsers show apart in a line, though a page has none there: boxes of a row, buttons."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import category

from .elements import holds_blocks, is_phrasing, text_of

_BOXES = ("img", "picture", "svg", "span", "b", "strong", "em", "time", "label", "data")
_MOST_BOXES, _LONGEST_BOX = 8, 60
_BUTTON = re.compile(r"(?:^|[ _-])(?:button|btn|cta|badge|chip|pill)s?(?:$|[ _-])", re.IGNORECASE)
#: Values of `display` (CSS Display 3), by where they set an element and what is in it.
_ROWS = frozenset(("flex", "inline-flex", "grid", "inline-grid"))
_OWN_LINES = frozenset(("block", "flex", "grid", "table", "list-item", "flow-root"))
SHOWN = "none|block|(?:inline-)?(?:flex|grid|block)|table|list-item|flow-root"
#: A shorter run of letters may be the first of its word, which pages set large.
_SHORTEST = 3


def part_neighbours(tree: Any) -> None:
    """Put a space between the boxes of each row, around buttons, and between links to different addresses."""
    for element in list(tree.iter("div", "li", "td", "dd")):
        _part_boxes(element)
    for element in tree.iter("a", "button", "span"):
        after = element.getnext()
        if element.tag == "button" or _BUTTON.search(element.get("class", "")):
            if not any(map(str.isalpha, text_of(element))):  # the mark of a note, an icon
                continue
            _part_before(element)
            _part_after(element)
        elif after is not None and not element.tail and _stand_apart(element, after):
            _part_after(element)


def part_as_displayed(element: Any, display: str) -> None:
    """Part an element from its neighbours, or what is in it, where a style sheet gives it such a `display`.

    One amid a line that is set as a block gets a line of its own.
    """
    for child in element if display in _ROWS else ():
        _part_before(child)
        _part_after(child)
    around = element.getparent()
    if around is None or len(text_of(element)) < _SHORTEST or not is_phrasing(element) or holds_blocks(element):
        return
    before, after = element.getprevious(), element.getnext()
    text = around.text if before is None else before.tail
    if display.startswith("inline"):
        if before is not None and not text:
            _part_before(element)
        if after is not None and not element.tail:
            _part_after(element)
    elif display in _OWN_LINES:
        _part_before(element)
        _part_after(element)
        if around.tag in _AROUND_LINES:
            box = element.makeelement("div")
            box.tail, element.tail = element.tail, None
            element.addprevious(box)
            box.append(element)


_AROUND_LINES = frozenset(("p", "div", "td", "section", "article", "li", "blockquote", "center"))


def _part_boxes(element: Any) -> None:
    """Put a space between the boxes of a row: a label and its value, the sides and goals of a match.

    Sheets set them apart. A row has no text beside its boxes, which have classes; editors give the runs of a word's
    letters styles of their own, in paragraphs.
    """
    boxes = list(element)
    if not 1 < len(boxes) <= _MOST_BOXES or (element.text or "").strip() or any((one.tail or "") for one in boxes[:-1]):
        return
    if any(one.tag not in _BOXES or one.get("style") or len(text_of(one)) > _LONGEST_BOX for one in boxes):
        return
    if element.get("class") or all(one.get("class") for one in boxes):
        for one in boxes[:-1]:
            one.tail = " "


def _stand_apart(element: Any, after: Any) -> bool:
    if element.tag == after.tag == "a":
        return _lead_apart(element, after)
    return after.tag == "span" and bool(element.get("class") and after.get("class")) and _meet_at_number(element, after)


def _lead_apart(link: Any, other: Any) -> bool:
    """Return whether two links lead to different addresses, and neither is the mark of a note or a single letter."""
    one, two = link.get("href", ""), other.get("href", "")
    if link.tail or one == two or not one or not two or one[0] == "#" == two[0]:
        return False
    words = text_of(link), text_of(other)
    return words[0][-2:].isalpha() and words[1][:2].isalpha() and min(map(len, words)) > 1


def _meet_at_number(element: Any, other: Any) -> bool:
    """Return whether one of two elements is a number, and the other begins or ends with a letter beside it."""
    one, two = text_of(element), text_of(other)
    return (one.isdecimal() and two[:1].isalpha()) or (two.isdecimal() and one[-1:].isalpha())


def _part_before(element: Any) -> None:
    before, around = element.getprevious(), element.getparent()
    if before is not None and (not before.tail or _ends_word(before.tail)):
        before.tail = f"{before.tail or ''} "
    elif before is None and around is not None and _ends_word(around.text):
        around.text += " "


def _part_after(element: Any) -> None:
    if _begins_word(element.tail) or (not element.tail and element.getnext() is not None):
        element.tail = f" {element.tail or ''}"


def _ends_word(text: str | None) -> bool:
    return text is not None and text != "" and category(text[-1])[0] in _OF_WORDS


def _begins_word(text: str | None) -> bool:
    return text is not None and text != "" and category(text[0])[0] in _OF_WORDS


#: Categories of Unicode: letters, marks, numbers, symbols.
_OF_WORDS = "LMNS"
