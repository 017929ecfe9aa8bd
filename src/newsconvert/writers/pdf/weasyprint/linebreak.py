"""Shape a text once, whatever lines it is broken into, where WeasyPrint shapes each line several times.

Where it cannot be sure to do what WeasyPrint does, it lets WeasyPrint do it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from weasyprint.css import Style
from weasyprint.formatting_structure.boxes import Box, TextBox
from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import Layout, create_layout

from ..addresses import is_parted, places_inside
from .runs import advance_of, glyph_runs

if TYPE_CHECKING:
    from weasyprint.text.ffi import CData

    from ..textlayer.joins import Joins

#: Characters that end lines, or that WeasyPrint has rules of its own for.
SPECIAL = re.compile("[\t\n\f\r\x1c-\x1e\xad\u0085\u2028\u2029]")
#: How much of a text is shaped at once, in characters, and how much of that is not broken before the rest is shaped.
_MOST, _UNSURE = 40_000, 2_000
#: How many texts of a document are kept shaped: those of a paragraph or two.
_KEPT = 256

#: In em: by how much a letter is narrower that reaches into the space before it.
_NARROW = 0.1

#: What `split_first_line` returns: layout, length in bytes, where the next line begins, width, height, baseline.
SplitLine: TypeAlias = tuple[Layout, int, int | None, float, float, float]


def longer_joins(textbox: TextBox) -> dict[int, float]:
    """Return by how much joins of a box's text are longer than in its font, in CSS pixels, by the byte they lead to."""
    found: dict[int, float] = vars(textbox).get("longer_joins", {})
    return found


def lengthen_joins(textbox: TextBox, joins: dict[int, float]) -> None:
    """Make joins of a box's text longer: see `longer_joins`."""
    vars(textbox)["longer_joins"] = joins


class Breaks:
    """The `places` of a shaped text where a line may begin, and what lies between them."""

    def __init__(self, shaped: ShapedText, places: Sequence[int]) -> None:
        self.places = places
        data = shaped.bytes
        self.ends = [*places, len(data)]
        #: Where the word before each end stops, and how far from the beginning that is.
        self.stops = [
            start + len(data[start:end].rstrip(b" ")) for start, end in zip([0, *places], self.ends, strict=True)
        ]
        self.reach = list(accumulate(map(shaped.edge, self.stops), max))


class ShapedText:
    """A text of one style, shaped by Pango as one line. Places in it are in bytes of UTF-8, widths in CSS pixels.

    `usual` are the breaks of Pango; `parted` has in long addresses those of `places_inside` instead.
    """

    def __init__(self, text: str, style: Style, context: object) -> None:
        self.style = style  # held, so that no other style comes to have its id
        self.whole, self.size = text, len(text.encode())
        part = text[:_MOST]
        self.bytes = part.encode()
        self._context = context
        self.layout = create_layout(part, style, context, None, 0)
        self.line, _ = self.layout.get_first_line()
        self._measure()
        self.usual = Breaks(self, _breaks(part, self.layout))
        #: How far lines are broken before the rest of a long text is shaped.
        self.sure = inf if part == text else len(part[:-_UNSURE].encode())
        #: Where the line begins that was given last.
        self.last = 0
        #: The clusters of the text layer, once they have been worked out.
        self.clusters: Any = None

    @cached_property
    def inside(self) -> frozenset[int]:
        """The places inside addresses where `parted` has breaks."""
        return frozenset(self._addresses[0])

    @cached_property
    def parted(self) -> Breaks:
        """The breaks of a text whose long addresses may be broken."""
        places, spans = self._addresses
        if not spans:
            return self.usual
        kept = (place for place in self.usual.places if not any(start < place < end for start, end in spans))
        return Breaks(self, sorted({*kept, *places}))

    @cached_property
    def _addresses(self) -> tuple[list[int], list[tuple[int, int]]]:
        text = self.bytes.decode()
        places, spans = places_inside(text)
        return (
            [len(text[:place].encode()) for place in places],
            [(len(text[:start].encode()), len(text[:end].encode())) for start, end in spans],
        )

    def _measure(self) -> None:
        """Note how far each cluster of glyphs is from the beginning, in logical order."""
        self.runs = glyph_runs(self.line)
        widths: dict[int, int] = {}
        for _, _, clusters in self.runs:
            for start, _, _, width in clusters:
                widths[start] = widths.get(start, 0) + width
        levels = {level for _, level, _ in self.runs}
        fonts = {font for font, _, _ in self.runs}
        self._places = sorted(widths)
        self._edges = [0.0, *accumulate(widths[place] * FROM_UNITS for place in self._places)]
        #: Whether its characters stand in their logical order, one way or the other.
        self.is_of_one_direction = len(levels) < 2
        self._height = _height(self.line) if len(fonts) < 2 else None

    def edge(self, place: int) -> float:
        """Return how far a place is from the beginning."""
        return self._edges[bisect_left(self._places, place)]

    def is_kerned(self, place: int) -> bool:
        """Return whether the letter at a place is narrower, for the space before it, than at the start of a line."""
        for font, level, clusters in self.runs:
            ordered = clusters[::-1] if level % 2 else clusters
            at = bisect_left(ordered, (place,))
            if at < len(ordered) and ordered[at][0] == place:
                _, _, looks, width = ordered[at]
                return bool(width * FROM_UNITS < advance_of(font, looks) - _NARROW * self.style["font_size"])
        return False

    def words(self, *, parted: bool) -> Iterator[tuple[str, float, float, bool]]:
        """Yield what stands between two places where lines may begin.

        That is its text, its width, that of spaces at its end, and whether it is the part of an address after another.
        """
        start = 0
        breaks, inside = (self.parted, self.inside) if parted else (self.usual, ())
        for stop, end in zip(breaks.stops, breaks.ends, strict=True):
            middle = self.edge(stop)
            yield self.bytes[start:end].decode(), middle - self.edge(start), self.edge(end) - middle, start in inside
            start = end

    def first_line(self, start: int, width: float, *, overflows: bool, parted: bool = False) -> SplitLine | None:
        """Return the line that begins at `start` and holds as much as fits in `width`.

        Its first word may be wider if the line `overflows`. None is returned where WeasyPrint should be asked.
        """
        end = len(self.bytes)
        breaks = self.parted if parted else self.usual
        first = bisect_right(breaks.places, start)
        reach = self.edge(start) + width + 1e-6
        number = bisect_right(breaks.reach, reach) - 1
        if number < first:
            if not overflows:
                return None
            number = first
        stop, following = breaks.stops[number], breaks.ends[number]
        is_last = number == len(breaks.places)
        if is_last:
            stop = end  # with the spaces at its end: more may follow in another box
        if following > self.sure or (not self.is_of_one_direction and (start or stop < end)):
            return None
        self.last = start
        return self._line(start, stop, None if is_last else following - start)

    def without_end(self, text: str) -> SplitLine | None:
        """Return the line that was given last, without the spaces that `text` lacks of it; None if it is another."""
        stop = self.last + len(text.encode())
        if (
            not self.is_of_one_direction
            or self.bytes[self.last : stop] != text.encode()
            or self.bytes[stop : stop + 1] != b" "
        ):
            return None
        return self._line(self.last, stop, None)

    def _line(self, start: int, stop: int, following: int | None) -> SplitLine:
        found = Line(self, start, stop)
        height = self._height
        if height is None:  # by the fonts of this line
            layout = create_layout(found.text, self.style, self._context, None, 0)
            height = _height(layout.get_first_line()[0])
        return found, stop - start, following, self.edge(stop) - self.edge(start), *height


class Line(Layout):
    """A line of a shaped text. It stands where WeasyPrint keeps a Layout, and is drawn from the text's own."""

    def __init__(self, shaped: ShapedText, start: int, stop: int, justification_spacing: float = 0) -> None:
        # The layout of one line is not set up: what WeasyPrint wants to know of the font, the text's own says.
        vars(self).update(vars(shaped.layout))
        self.shaped, self.start, self.stop = shaped, start, stop
        self.text = shaped.bytes[start:stop].decode()
        self.justification_spacing = justification_spacing

    def justified(self, spacing: float) -> Line:
        """Return the line with `spacing` added to each of its spaces."""
        return Line(self.shaped, self.start, self.stop, spacing)

    def deactivate(self) -> None:
        """Do nothing: the text's layout is kept until the document is done."""

    def reactivate(self, style: object) -> None:
        """Do nothing, as for `deactivate`."""


def _height(line: CData) -> tuple[float, float]:
    """Return the height of one of Pango's lines and of its baseline."""
    extents = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
    return extents.height * FROM_UNITS, -extents.y * FROM_UNITS


def _breaks(text: str, layout: Layout) -> list[int]:
    """Return where lines may begin, by Pango's rules (UAX #14) and by `is_parted`."""
    count = len(text)
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    size = ffi.sizeof("PangoLogAttr")
    bits = memoryview(ffi.buffer(attributes, count * size)).cast("I").tolist()[:: size // 4]
    mask = _line_break_bit()
    found, before, place = [], 0, 0
    for at in range(1, count):
        if bits[at] & mask and is_parted(text, at):
            place += len(text[before:at].encode())
            before = at
            found.append(place)
    return found


@cache
def _line_break_bit() -> int:
    one: Any = ffi.new("PangoLogAttr *")
    one.is_line_break = 1
    return int(memoryview(ffi.buffer(one)).cast("I")[0])


class Plan(NamedTuple):
    """What lines a paragraph is to be broken into: the width of each, by how many letters stand before it.

    `space` is the natural width of a space. The `box` is held, so that no other comes to have its id.
    """

    box: Box
    widths: dict[int, float]
    space: float


class Paragraphs:
    """The texts of a document that were shaped last."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], ShapedText] = {}
        self._last: dict[int, ShapedText] = {}
        #: What fonts have for longer joins, by what Pango calls them: see `stretching`.
        self.joins: dict[str, Joins] = {}
        #: What lines paragraphs are to be broken into, by the box and its width: see `fitting`.
        self.plans: dict[tuple[int, float], Plan] = {}
        #: Whether long addresses may be broken in what is being laid out.
        self.parted = False

    def shaped(self, text: str, style: Style, context: object) -> ShapedText | None:
        """Return a text, shaped; None where WeasyPrint has rules of its own for it."""
        key = (id(style), text)
        found = self._known.get(key)
        if found is None:
            if SPECIAL.search(text) or not text or not _is_usual(style):
                return None
            if len(self._known) >= _KEPT:
                del self._known[next(iter(self._known))]
            found = self._known[key] = ShapedText(text, style, context)
        return found

    def first_line(
        self, text: str, style: Style, context: object, width: float, *, is_line_start: bool = True
    ) -> SplitLine | None:
        """Return what WeasyPrint's `split_first_line` does, None if it should be asked."""
        last = self._last.get(id(style))
        if width == inf and last is not None and (found := last.without_end(text)):
            return found
        shaped, start = last, 0
        if last is None or (start := _place(last, text, parted=self.parted)) < 0 or last.is_kerned(start):
            shaped, start = self.shaped(text, style, context), 0
        if shaped is None:
            return None
        overflows = not is_line_start or style["overflow_wrap"] == "normal"
        found = shaped.first_line(start, width, overflows=overflows, parted=self.parted)
        if found is not None:
            self._last[id(style)] = shaped
        elif start and shaped.sure < inf:
            self._last.pop(id(style))
            return self.first_line(text, style, context, width, is_line_start=is_line_start)
        return found


def _place(shaped: ShapedText, text: str, *, parted: bool) -> int:
    """Return where in a shaped text a line begins that has `text` left, -1 if there is no such line."""
    if not shaped.whole.endswith(text):
        return -1
    place = shaped.size - len(text.encode())
    places = shaped.parted.places if parted else shaped.usual.places
    at = bisect_left(places, place)
    return place if not place or places[at : at + 1] == [place] else -1


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
    """Shape the texts of documents in these fonts once."""
    _shaped_here[id(fonts)] = Paragraphs()
    try:
        yield
    finally:
        del _shaped_here[id(fonts)]


def paragraphs_for(style: Style) -> Paragraphs | None:
    """Return the texts of the document that a style belongs to, None if it is not one of ours."""
    return _shaped_here.get(id(style.font_config))


#: Of the documents that are being laid out, by their FontConfiguration. Others, whoever makes them, are left alone.
_shaped_here: dict[int, Paragraphs] = {}

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
    paragraphs = paragraphs_for(style)
    if paragraphs and not justification_spacing and not minimum and (max_width is None or max_width > 0):
        width = inf if max_width is None else max_width
        split = paragraphs.first_line(text, style, context, width, is_line_start=is_line_start)
        if split:
            return split
    return _plain_split_first_line(text, style, context, max_width, justification_spacing, is_line_start, minimum)


def _add_word_spacing(context: object, box: Box, justification_spacing: float, x_advance: float) -> float:
    longer = sum(longer_joins(box).values()) if isinstance(box, TextBox) else 0.0
    if not (isinstance(box, TextBox) and isinstance(box.pango_layout, Line)):
        x_advance = _plain_add_word_spacing(context, box, justification_spacing, x_advance)
    else:
        box.justification_spacing = justification_spacing
        box.position_x += x_advance
        extra = justification_spacing * inline.count_expandable_spaces(box)
        if extra:
            box.pango_layout = box.pango_layout.justified(justification_spacing)
            box.width += extra
        x_advance += extra
    if longer:
        box.width += longer
    return x_advance + longer


# `split_text_box` shapes a line by calling the first, `justify_line` shapes it once more by the second: neither is a
# method of anything that a class of ours could stand for.
inline.split_first_line, inline.add_word_spacing = _split_first_line, _add_word_spacing
