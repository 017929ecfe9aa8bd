"""The order of a paragraph's characters (UAX #9), worked out once over its whole text, with inline boxes and isolates.

WeasyPrint orders the boxes of a line by the direction of their parent alone, and Pango the text of each box alone, so
that `3` in bold and `.5%` after it change places. Here the levels of the whole paragraph are resolved before it is
broken into lines (`cut_by_level`), each box of text is cut where the level changes, and the pieces of each finished
line are put in visual order (`reorder_lines`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import cffi
from weasyprint.formatting_structure import build
from weasyprint.formatting_structure.boxes import Box, FootnoteAreaBox, InlineBox, LineBox, TableRowBox, TextBox
from weasyprint.text import ffi as library

from ....bidi import visual_order
from .declarations import declared

if TYPE_CHECKING:
    from weasyprint.css import Style
    from weasyprint.text.ffi import CData

_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
_ISOLATES = {"ltr": "\N{LEFT-TO-RIGHT ISOLATE}", "rtl": "\N{RIGHT-TO-LEFT ISOLATE}"}
_END = "\N{POP DIRECTIONAL ISOLATE}"
_EDGES = {*_ISOLATES.values(), _END}
_OVERRIDE, _OVERRIDE_END = "\N{LEFT-TO-RIGHT OVERRIDE}", "\N{POP DIRECTIONAL FORMATTING}"
_NUMBERS = re.compile("[٠-٩]+|[^٠-٩]+")
_build: Any = build
_plain_create_anonymous_boxes = _build.create_anonymous_boxes


def levels(text: str, *, rtl: bool) -> list[int]:
    """Return the embedding level of each character of a text (UAX #9, rules P1 to I2), by FriBidi inside Pango.

    A forced line break ends a paragraph, as CSS Writing Modes 2.4.1 has it: with one inside, FriBidi gives the sign at
    the end of the text the level 0, whatever the direction. An isolate is resolved by itself, one level deeper or two,
    and is a neutral of the text about it (rules X5a to X6a): FriBidi gives one that follows another of the paragraph's
    direction too high a level, and what is in it the wrong order.
    """
    return [level for part in _PARAGRAPH.findall(text) for level in _with_isolates(part, rtl=rtl)]


_PARAGRAPH = re.compile("[^\n\r\x1c-\x1e\x85\u2029]*[\n\r\x1c-\x1e\x85\u2029]|.+", re.DOTALL)


def _with_isolates(text: str, *, rtl: bool) -> list[int]:
    if not any(mark in text for mark in _ISOLATES.values()):
        return _levels(text, rtl=rtl)
    outside = ""  # the text with each isolate as one character
    places: list[int] = []  # in it, of each character of the text
    isolates: list[tuple[int, int]] = []
    depth = 0
    for at, character in enumerate(text):
        if character in _ISOLATES.values():
            if not depth:
                outside += _OBJECT
                isolates.append((at, len(text)))
            depth += 1
        elif not depth:
            outside += character
        elif character == _END:
            depth -= 1
            if not depth:
                isolates[-1] = (isolates[-1][0], at)
        places.append(len(outside) - 1)
    resolved = _levels(outside, rtl=rtl)
    found = [resolved[place] for place in places]
    for start, end in isolates:
        inner = text[start] == _ISOLATES["rtl"]
        deeper = found[start] + (1 if found[start] % 2 != inner else 2) - inner
        found[start + 1 : end] = [level + deeper for level in _with_isolates(text[start + 1 : end], rtl=inner)]
    return found


def _levels(text: str, *, rtl: bool) -> list[int]:
    if not text:
        return []
    ffi, pango, glib = _pango()
    data = text.encode()
    base = ffi.new("int *", int(rtl))
    resolved = pango.pango_log2vis_get_embedding_levels(data, len(data), base)
    try:
        found = list(ffi.buffer(resolved, len(text))[:])
    finally:
        glib.g_free(resolved)
    # Rule X9 takes soft hyphens and the like out, and FriBidi gives them any level: they go with what is before them.
    ignored = {character for character in set(text) if unicodedata.bidirectional(character) == "BN"}
    for at, character in enumerate(text) if ignored else ():
        if character in ignored:
            found[at] = found[at - 1] if at else int(rtl)
    return found


@cache
def _pango() -> tuple[cffi.FFI, CData, CData]:
    ffi = declared(
        "unsigned char *pango_log2vis_get_embedding_levels(const char *text, int length, int *base);"
        "void g_free(void *memory);"
    )
    # The libraries are those that WeasyPrint has found under the names they have on this system.
    open_library = library._dlopen
    pango = open_library(ffi, "libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib")
    glib = open_library(
        ffi, "libgobject-2.0-0", "gobject-2.0-0", "gobject-2.0", "libgobject-2.0.so.0", "libgobject-2.0.dylib"
    )
    return ffi, pango, glib


def cut_by_level(root: Box) -> None:
    """Cut the boxes of text of every paragraph below `root` where the level of their characters changes."""
    for box in boxes_of(root):
        if isinstance(box, LineBox):
            _cut(box)


def boxes_of(box: Box) -> Iterator[Box]:
    """Yield a box and those below it, but boxes of text."""
    yield box
    for child in getattr(box, "children", ()):
        if not isinstance(child, TextBox):
            yield from boxes_of(child)


@dataclass(eq=False, slots=True)
class Source:
    """The text of a paragraph; the lines it is broken into share it."""

    text: str


def texts_of_lines(roots: Iterable[Box]) -> dict[int, str]:
    """Return the text of each box of text, by its id, with the space that the line was broken at."""
    found: dict[int, str] = {}
    places: dict[Source, tuple[int, TextBox | None]] = {}
    for line in (box for root in roots for box in boxes_of(root) if isinstance(box, LineBox)):
        source = getattr(line, "paragraph", None)
        for leaf in line_leaves(line):
            if not isinstance(leaf, TextBox) or not leaf.text or not isinstance(source, Source):
                continue
            at, before = places.get(source, (0, None))
            start = at
            while source.text[start : start + 1].isspace() and not source.text.startswith(leaf.text, start):
                start += 1
            found[id(leaf)] = leaf.text
            if source.text.startswith(leaf.text, start):
                if before is not None:
                    found[id(before)] += source.text[at:start]
                places[source] = start + len(leaf.text), leaf
    for first, _ in (half for root in roots for half in hemistichs(root, under=True)):
        texts = [id(leaf) for line in first for leaf in line_leaves(line) if id(leaf) in found]
        if texts:  # a hemistich may be empty
            found[texts[-1]] += " "
    return found


def hemistichs(root: Box, *, under: bool = False) -> Iterator[tuple[list[LineBox], list[LineBox]]]:
    """Yield the lines of the two hemistichs of each verse below a box that has both beside each other.

    With `under`, those that stand under each other count, too.
    """
    for row in boxes_of(root):
        if row.element is None or row.element.get("class") != "line" or isinstance(row, LineBox):
            continue
        if isinstance(row, TableRowBox) or (under and all(half.element_tag == "span" for half in row.children)):
            yield from pairwise([box for box in boxes_of(cell) if isinstance(box, LineBox)] for cell in row.children)


_BESIDE, _UNDER = "verse pairs", "verse under"


def stagger(pages: Iterable[Box]) -> bool:
    """Set the hemistichs of verses under each other where one has no room on a line; return whether any were changed.

    Their first then stands at the start of its line, the second at the end.
    """
    found = []
    for verse in (box for page in pages for box in boxes_of(page) if _is_verse(box)):
        halves = (half for pair in hemistichs(verse) for half in pair)
        if verse.element is not None and any(len(half) > 1 for half in halves):
            found.append(verse.element)
    for element in found:
        element.set("class", _UNDER)
    return bool(found)


def _is_verse(box: Box) -> bool:
    return box.element_tag == "div" and box.element is not None and box.element.get("class") == _BESIDE


def _cut(line: LineBox) -> None:
    parts: list[tuple[str, Box | None]] = []
    _add_parts(line, parts)
    text = "".join(part for part, _ in parts)
    line.paragraph = Source("".join(part for part, box in parts if isinstance(box, TextBox)))
    if text.isascii() and line.style["direction"] == "ltr":
        return
    rtl = line.style["direction"] == "rtl"
    resolved = levels(text, rtl=rtl) if text else []
    if all(level == int(rtl) for level in resolved):
        return
    pieces: dict[int, list[TextBox]] = {}
    at = 0
    edge = None
    for part, box in parts:
        end = at + len(part)
        if isinstance(box, TextBox):
            made = [_piece(box, part[a:b], level) for a, b, level in _spans(resolved[at:end])]
            if made:
                made[0].bidi_edge, edge = edge, None
            pieces.setdefault(id(box), []).extend(made)
        elif box is not None:
            box.bidi_level = resolved[at]
        elif part in _EDGES:
            edge = resolved[at]
        at = end
    _replace(line, pieces)


def _add_parts(box: Box, parts: list[tuple[str, Box | None]]) -> None:
    """Add the text of a paragraph in its parts, each with the box it stands for; a box of another kind is a neutral.

    Where the order is overridden, numbers are parts of their own, as Pango would order them anew in one.
    """
    for child in box.children:
        if isinstance(child, TextBox):
            texts = _NUMBERS.findall(child.text) if child.element_tag == "bdo" else [child.text]
            parts += [(text, child) for text in texts]
        elif isinstance(child, InlineBox) and not child.is_leader:
            start, end = _controls(child)
            if start:
                parts.append((start, None))
            _add_parts(child, parts)
            if end:
                parts.append((end, None))
        elif child.is_in_normal_flow():
            parts.append((_OBJECT, child))


def _controls(box: Box) -> tuple[str, str]:
    """Return what isolates or overrides a box's text (HTML, section 15.3.6), and its end; WeasyPrint has neither."""
    if box.element is None:
        return "", ""
    if box.element_tag == "bdo":
        return _OVERRIDE, _OVERRIDE_END  # always inside a `bdi`, and from left to right
    mark = box.element_tag.endswith(("::footnote-call", "::footnote-marker"))
    if box.element_tag == "bdi" or mark or "dir" in box.element.attrib:
        return _ISOLATES[box.style["direction"]], _END
    return "", ""


def _spans(resolved: list[int]) -> list[tuple[int, int, int]]:
    cuts = [0, *(at for at in range(1, len(resolved)) if resolved[at] != resolved[at - 1]), len(resolved)]
    return [(a, b, resolved[a]) for a, b in pairwise(cuts) if b > a]


def _piece(box: TextBox, text: str, level: int) -> TextBox:
    """Return a part of a box of text, with the direction of its level, to which Pango then resolves it alone too."""
    made = box.copy_with_text(text)
    made.style = _directed(box.style, "rtl" if level % 2 else "ltr")
    made.bidi_level = level
    return made


def _directed(style: Style, direction: str) -> Style:
    if style["direction"] == direction:
        return style
    copies: dict[str, Style] = vars(style).setdefault("directed", {})
    if direction not in copies:
        copies[direction] = copy = style.copy()
        copy["direction"] = direction
    return copies[direction]


def _replace(box: Box, pieces: dict[int, list[TextBox]]) -> None:
    children: list[Box] = []
    for child in box.children:
        if id(child) in pieces:
            children.extend(pieces[id(child)])
        else:
            if isinstance(child, InlineBox) and not child.is_leader:
                _replace(child, pieces)
            children.append(child)
    box.children = children


def reorder_lines(root: Box) -> None:
    """Put the pieces of every line below `root` in visual order (UAX #9, rules L1 and L2)."""
    for box in boxes_of(root):
        if isinstance(box, LineBox) and (leaves := list(line_leaves(box))):
            _reorder(box, leaves)


def line_leaves(box: Box) -> Iterator[Box]:
    """Yield what a line is made of in logical order: boxes of text and boxes that are set like one character."""
    for child in box.children:
        if isinstance(child, InlineBox) and not child.is_leader:
            yield from line_leaves(child)
        elif child.is_in_normal_flow():
            yield child


def _reorder(line: LineBox, leaves: list[Box]) -> None:
    base = int(line.style["direction"] == "rtl")
    found = [getattr(leaf, "bidi_level", base) for leaf in leaves]
    for at in range(len(leaves) - 1, -1, -1):  # L1: white space at the end of the line
        leaf = leaves[at]
        if not isinstance(leaf, TextBox) or leaf.text.strip():
            break
        found[at] = base
    order = _order(leaves, found)
    before, after = _spacing(line, leaves, order)
    # What WeasyPrint has made of the places of boxes is not looked at: it moves all of a line for the space that it
    # takes off the end of it, to the side of the direction of the last box.
    width = sum(leaf.margin_width() for leaf in leaves) + sum(before) + sum(after)
    right = line.position_x + line.width
    if base and any(leaf.is_leader for leaf in leaves):  # which widens the line, whose place stays as it was
        right = max(leaf.position_x + leaf.margin_width() for leaf in leaves)
    # An indent is a part of the line's width. WeasyPrint leaves it at the left, whatever the direction.
    x = right - width - (line.text_indent if base else 0)
    for at in order:
        leaf = leaves[at]
        x += before[at]
        leaf.translate(dx=x - leaf.position_x)
        x += leaf.margin_width() + after[at]
    for child in line.children:
        if isinstance(child, InlineBox):
            _enclose(child)


def _order(leaves: list[Box], found: list[int]) -> list[int]:
    """Return the leaves' places from left to right; the edge of an isolate parts numbers on both sides of it."""
    resolved: list[int] = []
    places: list[int | None] = []
    for at, (leaf, level) in enumerate(zip(leaves, found, strict=True)):
        edge = getattr(leaf, "bidi_edge", None)
        if edge is not None:
            resolved.append(edge)
            places.append(None)
        resolved.append(level)
        places.append(at)
    return [place for at in visual_order(resolved) if (place := places[at]) is not None]


def _spacing(line: Box, leaves: list[Box], order: list[int]) -> tuple[list[float], list[float]]:
    """Return what space inline boxes ask for at the left and right of each leaf: their padding, borders and margins."""
    place = {id(leaves[number]): at for at, number in enumerate(order)}
    numbers = {id(leaf): number for number, leaf in enumerate(leaves)}
    before, after = [0.0] * len(leaves), [0.0] * len(leaves)

    def add(box: Box) -> None:
        inside = sorted(line_leaves(box), key=lambda leaf: place[id(leaf)])
        if inside:
            before[numbers[id(inside[0])]] += box.margin_left + box.border_left_width + box.padding_left
            after[numbers[id(inside[-1])]] += box.margin_right + box.border_right_width + box.padding_right
        for child in box.children:
            if isinstance(child, InlineBox) and not child.is_leader:
                add(child)

    for child in line.children:
        if isinstance(child, InlineBox) and not child.is_leader:
            add(child)
    return before, after


def _enclose(box: Box) -> None:
    """Let an inline box reach around its children, wherever they are now."""
    for child in box.children:
        if isinstance(child, InlineBox) and not child.is_leader:
            _enclose(child)
    inside = [child for child in box.children if child.is_in_normal_flow()]
    if inside:
        left = min(child.position_x for child in inside)
        box.position_x = left - (box.margin_left + box.border_left_width + box.padding_left)
        box.width = max(child.position_x + child.margin_width() for child in inside) - left


def _create_anonymous_boxes(box: Box) -> Box:
    """Do what WeasyPrint's `create_anonymous_boxes` does, and cut the lines of notes, which the root has no more."""
    made: Box = _plain_create_anonymous_boxes(box)
    if isinstance(made, FootnoteAreaBox):
        cut_by_level(made)
    return made


# Notes at the foot of a page have no lines until it is laid out, and get them anew each time that one is added.
_build.create_anonymous_boxes = _create_anonymous_boxes
