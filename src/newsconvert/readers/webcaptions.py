"""Captions in the line under a picture, in the paragraph or the cell of that: `<img><br>caption`, as editors type."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from .credits import read_credit
from .elements import class_and_id, holds_blocks, is_phrasing, text_of
from .linebreaks import may_be_caption
from .structure.dates import date_line
from .weblists import number_in

_SMALL = frozenset(("small", "em", "i"))
_FONT_SIZE = re.compile(
    r"font-size\s*:\s*(?:(?:x-|xx-)?small|smaller|[1-9](?:\.\d+)?p[tx]|1[0-2](?:\.\d+)?px|0?\.\d+r?em)"
)
_ICON = 48
_LONGEST_SMALL = 300


def show_captions(tree: Any) -> None:
    """Make a picture with the line under it a figure: where it is small, or short and all else that the box holds."""
    for end in list(tree.iter("br")):
        picture = end.getprevious()
        if picture is None or not _is_alone(picture) or any(True for _ in end.iterancestors("figure", "a")):
            continue
        line, after = _line_after(end)
        words = " ".join("".join([end.tail or "", *(f"{text_of(one)}{one.tail or ''}" for one in line)]).split())
        if _is_caption(words, end, line, after) and not date_line(words) and not read_credit(words, sure=True):
            _make_figure(picture, end, line)
    for picture in list(tree.iter("img")):
        _lift(picture)
        _take_line_below(picture)


def _take_line_below(picture: Any) -> None:
    """Make a box with nothing but a picture and a phrase in a block under it a figure."""
    if (link := picture.getparent()) is not None and link.tag == "a" and len(link) == 1:
        picture = link
    around, below = picture.getparent(), picture.getnext()
    alone = around is not None and around.tag == "div" and len(around) == 2 and below is not None
    if not alone or below.tag not in ("p", "div") or len(below) or (below.tail or "").strip() or not _is_alone(picture):
        return
    named = " ".join(map(class_and_id, (picture, below, around, *islice(around.iterancestors(), 2))))
    words = text_of(below)
    if _OF_PERSON.search(named) or not may_be_caption(words) or words.endswith("."):
        return
    if not (date_line(words) or read_credit(words, sure=True)):
        around.tag, below.tag = "figure", "figcaption"


def _lift(picture: Any) -> None:
    """Part the elements around a picture that has a line for itself amid the paragraphs in them: it stands there."""
    around = picture.getparent()
    if around is not None and around.tag == "a" and len(around) == 1 and not text_of(around):
        picture, around = around, around.getparent()
    if around is None or len(list(islice(around.iter("br"), 2))) < 2 or not _is_alone(picture):
        return
    if picture.getnext() is not None and picture.getnext().tag != "br":
        return
    while around is not None and around.tag in _WRAPPERS:
        rest = around.makeelement(around.tag, dict(around.attrib))
        rest.extend(list(picture.itersiblings()))
        rest.tail, around.tail, picture.tail = around.tail, None, None
        around.addnext(rest)
        around.addnext(picture)
        around = around.getparent()


#: What boxes of an author or of another article are called.
_OF_PERSON = re.compile("author|by-?line|avatar|profile|writer|card|teaser|related|post-?item", re.IGNORECASE)
#: Elements that pages of old wrap whole texts in.
_WRAPPERS = frozenset(("font", "span", "b", "strong", "i", "em", "u", "big"))


def _is_alone(picture: Any) -> bool:
    """Return whether an element is a picture, perhaps in a link, that has its line for itself."""
    if not isinstance(picture.tag, str) or not is_phrasing(picture) or (picture.tail or "").strip():
        return False
    shown = list(picture.iter("img"))
    if len(shown) != 1 or text_of(picture) or holds_blocks(picture) or "emoji" in shown[0].get("class", ""):
        return False
    if min(number_in(shown[0].get(name), _ICON + 1) for name in ("width", "height")) <= _ICON:
        return False
    before = picture.getprevious()
    if before is None:
        return not (picture.getparent().text or "").strip()
    return not (before.tail or "").strip() and (before.tag == "br" or holds_blocks(before))


def _line_after(end: Any) -> tuple[list[Any], Any]:
    """Return the elements in the line after a break, and what ends it: a break, a block or nothing."""
    line: list[Any] = []
    for one in end.itersiblings():
        if one.tag == "br" or holds_blocks(one):
            return line, one
        line.append(one)
    return line, None


def _is_caption(words: str, end: Any, line: list[Any], after: Any) -> bool:
    if not words or any(one.tag == "img" or next(one.iter("img", "br"), None) is not None for one in line):
        return False
    only = line[0] if len(line) == 1 and not (end.tail or "").strip() and not (line[0].tail or "").strip() else None
    if only is not None and _is_small(only) and len(words) <= _LONGEST_SMALL:
        return True
    return after is None and may_be_caption(words) and text_of(end.getparent()) == words


def _is_small(element: Any) -> bool:
    if element.tag in _SMALL or _FONT_SIZE.search(element.get("style", "")):
        return True
    size = element.get("size", "").strip() if element.tag == "font" else ""
    return size.startswith("-") or 0 < number_in(size, 3) < 3


def _make_figure(picture: Any, end: Any, line: list[Any]) -> None:
    figure, caption = picture.makeelement("figure"), picture.makeelement("figcaption")
    picture.addprevious(figure)
    figure.append(picture)
    figure.append(caption)
    picture.tail, caption.text = None, end.tail
    end.getparent().remove(end)
    caption.extend(line)
