"""Break a paragraph into lines once, where WeasyPrint shapes each line several times, and once more to draw it.

Where it cannot be sure to do what WeasyPrint does, it lets WeasyPrint do it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from weasyprint.css import Style
from weasyprint.formatting_structure.boxes import Box, TextBox
from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import Layout, create_layout

if TYPE_CHECKING:
    from weasyprint.text.ffi import CData

#: WeasyPrint's own estimate: a line holds fewer characters than this many times its width in em.
_CHARACTERS_AN_EM = 4
#: How many such lines of a paragraph are shaped together: a bound to what is shaped in vain.
_LINES_AT_ONCE = 12
#: In em: narrower lines are left to WeasyPrint, which may have to break their words.
_NARROW = 8
#: Of the width of a space: what to count on between two words, which may be drawn nearer to each other.
_SHARE = 0.75
#: Characters that end lines, or that WeasyPrint has rules of its own for.
SPECIAL = re.compile("[\t\n\f\r\x1c-\x1e\xad\u0085\u2028\u2029]")


#: What `split_first_line` returns: layout, length in bytes, where the next line begins, width, height, baseline.
SplitLine: TypeAlias = tuple[Layout, int, int | None, float, float, float]


class Line(Layout):
    """A line of a paragraph. It stands where WeasyPrint keeps a Layout, and is drawn from the paragraph's own."""

    def __init__(self, paragraph: _Paragraph, number: int, stop: int, justification_spacing: float = 0) -> None:
        # The layout of one line is not set up: what WeasyPrint wants to know of the font, the paragraph's own says.
        vars(self).update(vars(paragraph.layout))
        self.paragraph = paragraph
        self.number = number
        self.line = paragraph.lines[number]
        #: Where the line ends in the bytes of the paragraph, without the space it was broken at.
        self.stop = stop
        self.text = paragraph.bytes[self.line.start_index : stop].decode()
        self.justification_spacing = justification_spacing
        self.first_line_direction = self.line.resolved_dir

    def justified(self, spacing: float) -> Line:
        """Return the line with `spacing` added to each of its spaces."""
        return Line(self.paragraph, self.number, self.stop, spacing)

    def deactivate(self) -> None:
        """Do nothing: the paragraph's layout is kept until the document is done."""

    def reactivate(self, style: object) -> None:
        """Do nothing, as for `deactivate`."""


class _Paragraph:
    """A text, or the beginning of a long one, that Pango broke into lines of one width."""

    def __init__(self, text: str, style: Style, context: object, width: float) -> None:
        self.text = text
        self.style = style  # held, so that no other style comes to have its id
        part = text[: int(width / style["font_size"] * _CHARACTERS_AN_EM) * _LINES_AT_ONCE]
        self.bytes = part.encode()
        self.layout = create_layout(part, style, context, width, 0)
        self.lines = list(_lines(self.layout.layout))
        #: How many lines are sure to be broken as they would be if all of the text were at hand.
        self.sure = len(self.lines) - (0 if len(part) == len(text) else 2)
        #: The numbers of the lines, by how many characters of the text are left where they begin.
        self.numbers = {}
        left, at = len(text), 0
        for number, line in enumerate(self.lines):
            left -= len(self.bytes[at : line.start_index].decode())
            at = line.start_index
            self.numbers[left] = number

    def number_of(self, text: str) -> int | None:
        """Return the number of the line that `text`, the rest of a paragraph, begins with."""
        number = self.numbers.get(len(text))
        return number if number is not None and number < self.sure and self.text.endswith(text) else None

    def may_hold_more(self, number: int, left: float) -> bool:
        """Return whether the next word might fit on a line if its trailing space were ignored.

        Pango counts that space; WeasyPrint then tries again without it.
        """
        if number + 1 >= len(self.lines):
            return False
        line, following = self.lines[number : number + 2]
        if (space := self.bytes.find(b" ", line.start_index, following.start_index - 1)) >= 0:
            left -= _SHARE * _width(line, space, space + 1)
        end = self.bytes.find(b" ", following.start_index, following.start_index + following.length)
        return left > 0 and end >= 0 and _width(following, following.start_index, end) <= left


def _width(line: CData, start: int, end: int) -> int:
    """Return the width of some bytes of a line, in Pango's units."""
    total = 0
    node = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while node != ffi.NULL:
        string, offset = node.data.glyphs, node.data.item.offset
        if offset < end and offset + node.data.item.length > start:
            starts, glyphs = ffi.unpack(string.log_clusters, string.num_glyphs), string.glyphs
            total += sum(glyphs[at].geometry.width for at, one in enumerate(starts) if start <= offset + one < end)
        node = node.next
    return total


def measured_words(text: str, style: Style, context: object) -> Iterator[tuple[str, float]]:
    """Yield the words of a text and the spaces between them, each with its width in CSS pixels."""
    layout = create_layout(text, style, context, None, 0)  # held, as the line is its own
    line, at = next(_lines(layout.layout)), 0
    for part in re.split("( )", text):
        end = at + len(part.encode())
        if part:
            yield part, _width(line, at, end) * FROM_UNITS
        at = end


def _lines(layout: CData) -> Iterator[CData]:
    number = 0
    while (line := pango.pango_layout_get_line_readonly(layout, number)) != ffi.NULL:
        yield line
        number += 1


class Paragraphs:
    """The paragraphs of a document that were broken last, by style and width."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, float], _Paragraph] = {}

    def first_line(self, text: str, style: Style, context: object, width: float) -> SplitLine | None:
        """Return what WeasyPrint's `split_first_line` does, None if it should be asked."""
        key = (id(style), width)
        paragraph = self._known.get(key)
        number = paragraph.number_of(text) if paragraph else None
        if paragraph is None or number is None:
            if SPECIAL.search(text) or not _is_usual(style):
                return None
            paragraph = self._known[key] = _Paragraph(text, style, context, width)
            number = paragraph.number_of(text)
            if number is None:
                return None
        line = paragraph.lines[number]
        extents = ffi.new("PangoRectangle *")
        pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
        if extents.width * FROM_UNITS > width:
            return None
        if paragraph.may_hold_more(number, width / FROM_UNITS - extents.width):
            return None
        start, stop = line.start_index, line.start_index + line.length
        following = None
        if number + 1 < len(paragraph.lines):
            following = paragraph.lines[number + 1].start_index - start
            stop = start + len(paragraph.bytes[start:stop].rstrip(b" "))
        found = Line(paragraph, number, stop)
        measures = (extents.width * FROM_UNITS, extents.height * FROM_UNITS, -extents.y * FROM_UNITS)
        return found, stop - start, following, *measures


def _is_usual(style: Style) -> bool:
    return (
        style["white_space"] == "normal"
        and style["word_break"] == "normal"
        and style["hyphens"] in ("none", "manual")
        and style["letter_spacing"] in ("normal", 0)
        and not style["word_spacing"]
    )


@contextmanager
def paragraphs_of(fonts: FontConfiguration) -> Iterator[None]:
    """Break the lines of documents in these fonts once a paragraph."""
    _broken_here[id(fonts)] = Paragraphs()
    try:
        yield
    finally:
        del _broken_here[id(fonts)]


#: Of the documents that are being laid out, by their FontConfiguration. Others, whoever makes them, are left alone.
_broken_here: dict[int, Paragraphs] = {}

_plain_split_first_line, _plain_add_word_spacing = inline.split_first_line, inline.add_word_spacing


def _split_first_line(
    text: str,
    style: Style,
    context: object,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> SplitLine:
    paragraphs = _broken_here.get(id(style.font_config))
    if paragraphs and max_width and style["font_size"] * _NARROW < max_width < 2**20 and not justification_spacing:
        split = paragraphs.first_line(text, style, context, max_width)
        if split:
            return split
    return _plain_split_first_line(text, style, context, max_width, justification_spacing, is_line_start, minimum)


def _add_word_spacing(context: object, box: Box, justification_spacing: float, x_advance: float) -> float:
    if not (isinstance(box, TextBox) and isinstance(box.pango_layout, Line)):
        return _plain_add_word_spacing(context, box, justification_spacing, x_advance)
    box.justification_spacing = justification_spacing
    box.position_x += x_advance
    extra = justification_spacing * inline.count_expandable_spaces(box)
    if extra:
        box.pango_layout = box.pango_layout.justified(justification_spacing)
        box.width += extra
    return x_advance + extra


# `split_text_box` shapes a line by calling the first, `justify_line` shapes it once more by the second: neither is a
# method of anything that a class of ours could stand for.
inline.split_first_line, inline.add_word_spacing = _split_first_line, _add_word_spacing
