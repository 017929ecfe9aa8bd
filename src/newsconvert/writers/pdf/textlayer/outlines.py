"""Glyphs of table glyf: those of a font, and composites of them that draw what a code of the text layer shows.

What is worked out of a font is kept for all documents of the process. Layouts are those of the OpenType specification.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import uharfbuzz

_ON_CURVE, _SHORT_X, _SAME_Y, _SHORT_Y, _SAME_X = 0x01, 0x02, 0x20, 0x04, 0x10
_WORDS, _OFFSETS, _MORE, _SCALE, _XY_SCALE, _MATRIX, _INSTRUCTIONS = 0x01, 0x02, 0x20, 0x08, 0x40, 0x80, 0x100


#: What a number of the type F2DOT14 is divided by.
ONE = 1 << 14
#: How many drawings of a font are kept, so that long archives take no more memory.
_KEPT = 16_000
_LEAST, _MOST = -0x8000, 0x7FFF  # what a TrueType coordinate can be
_LAST = _WORDS | _OFFSETS
_COMPOSITE, _FLAGS, _PLACE, _SCALES = (struct.Struct(form).pack for form in (">h4h", ">H", ">2h", ">2h"))

Box: TypeAlias = tuple[int, int, int, int]


class Part(NamedTuple):
    """A glyph of the original font in a drawing, and its place in font units; no id stands for a lacking glyph.

    `stretch` is how much wider than in its font it is drawn, in units of 1/16384, less than 2.
    """

    id: int | None
    x: int
    y: int
    stretch: int = ONE


class Outline(NamedTuple):
    """A glyph, without instructions: the box around it, the most points and contours it has, and its data.

    The data is `head`, and for a composite the number of each glyph in `ids`, two bytes, with what comes after it.
    """

    box: Box
    points: int
    contours: int
    head: bytes
    ids: tuple[tuple[int, bytes], ...] = ()

    def data(self, number: Callable[[int], bytes]) -> bytes:
        """Return its data; `number` gives the two bytes of what another glyph of the font is called in the new one."""
        if not self.ids:
            return self.head
        if len(self.ids) == 1:
            one, rest = self.ids[0]
            return self.head + number(one) + rest
        return self.head + b"".join([number(one) + rest for one, rest in self.ids])


#: Stands for what has no glyph in the font.
LACKING = Outline((0, 0, 0, 0), 0, 0, b"")


class Outlines:
    """The glyphs of a font, as they are there, or drawn anew if they are not TrueType's."""

    def __init__(self, face: uharfbuzz.Face) -> None:
        source = _drawn(face) if "glyf" not in face.table_tags or face.has_var_data else _stored(face)
        self.glyph = lru_cache(maxsize=4096)(lambda glyph: read(source(glyph)))
        #: A function that returns the glyph of a drawing: None if it has no ink, LACKING if it lacks a glyph.
        self.composite = lru_cache(maxsize=_KEPT)(self._composed)

    def _composed(self, drawing: tuple[Part, ...]) -> Outline | None:
        if any(part.id is None for part in drawing):
            return LACKING
        found = [(part, self.glyph(part.id or 0)) for part in drawing]
        placed = [(part, outline.box) for part, outline in found if outline.head]
        if not placed:
            return None
        placed, box = _around(placed)
        flags = [_LAST | (_XY_SCALE if part.stretch != ONE else 0) for part, _ in placed]
        packed = [*(_FLAGS(one | _MORE) for one in flags[:-1]), _FLAGS(flags[-1])]
        ends = [
            _PLACE(part.x, part.y) + (_SCALES(part.stretch, ONE) if part.stretch != ONE else b"") for part, _ in placed
        ]
        ids = tuple(
            (part.id or 0, end + following)
            for (part, _), end, following in zip(placed, ends, [*packed[1:], b""], strict=True)
        )
        return Outline(box, 0, 0, _COMPOSITE(-1, *box) + packed[0], ids)


@lru_cache(maxsize=64)
def outlines_of(face: uharfbuzz.Face) -> Outlines:
    """Return the glyphs of a font."""
    return Outlines(face)


def _around(placed: list[tuple[Part, Box]]) -> tuple[list[tuple[Part, Box]], Box]:
    """Return the parts of a drawing, each with its outline's box, and the box around them all where they stand.

    They are held to what is possible: a flood of marks may leave that range.
    """
    placed = [(part, _stretched(box, part.stretch)) for part, box in placed]
    edges = [(box[0] + part.x, box[1] + part.y, box[2] + part.x, box[3] + part.y) for part, box in placed]
    around = union(edges)
    if min(around) >= _LEAST and max(around) <= _MOST and all(max(abs(p.x), abs(p.y)) <= _MOST for p, _ in placed):
        return placed, around

    def clamp(value: int) -> int:
        return max(_LEAST, min(value, _MOST))

    placed = [(part._replace(x=clamp(part.x), y=clamp(part.y)), box) for part, box in placed]
    left, low, right, high = union(
        [(box[0] + part.x, box[1] + part.y, box[2] + part.x, box[3] + part.y) for part, box in placed]
    )
    return placed, (clamp(left), clamp(low), clamp(right), clamp(high))


def _stretched(box: Box, stretch: int) -> Box:
    if stretch == ONE:
        return box
    return floor(box[0] * stretch / ONE), box[1], ceil(box[2] * stretch / ONE), box[3]


def union(boxes: list[Box]) -> Box:
    """Return the box around boxes."""
    left, low, right, high = zip(*boxes, strict=True)
    return min(left), min(low), max(right), max(high)


def read(data: bytes) -> Outline:
    """Return a glyph from its data in table glyf."""
    if not data:
        return Outline((0, 0, 0, 0), 0, 0, data)
    contours, left, low, right, high = struct.unpack_from(">5h", data)
    box = (left, low, right, high)
    if contours < 0:
        head, ids = _parts(data)
        return Outline(box, 0, -1, head, ids)
    at = 10 + 2 * contours
    points = struct.unpack_from(">H", data, at - 2)[0] + 1 if contours else 0
    instructions = struct.unpack_from(">H", data, at)[0]
    if instructions:
        data = data[:at] + b"\0\0" + data[at + 2 + instructions :]
    return Outline(box, points, contours, data)


def _parts(data: bytes) -> tuple[bytes, tuple[tuple[int, bytes], ...]]:
    """Return the data of a composite without its instructions: what stands before its glyphs, and each with its end."""
    made, at = bytearray(data), 10
    places: list[tuple[int, int]] = []
    while True:
        flags, glyph = struct.unpack_from(">2H", made, at)
        struct.pack_into(">H", made, at, flags & ~_INSTRUCTIONS)
        places.append((at + 2, glyph))
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _MATRIX else 0
        if not flags & _MORE:
            break
    ends = [*(place for place, _ in places[1:]), at]
    ids = tuple((glyph, bytes(made[place + 2 : end])) for (place, glyph), end in zip(places, ends, strict=True))
    return bytes(made[: places[0][0]]), ids


def _stored(face: uharfbuzz.Face) -> Callable[[int], bytes]:
    head, loca, glyf = (face.reference_table(tag).data for tag in ("head", "loca", "glyf"))
    long_offsets = head[51] == 1

    def stored(glyph: int) -> bytes:
        if long_offsets:
            start, end = struct.unpack_from(">2L", loca, 4 * glyph)
        else:
            start, end = (2 * half for half in struct.unpack_from(">2H", loca, 2 * glyph))
        return bytes(glyf[start:end])

    return stored


def _drawn(face: uharfbuzz.Face) -> Callable[[int], bytes]:
    """Return a function that draws glyphs of CFF and of variable fonts as TrueType outlines, within half a unit."""
    import uharfbuzz as hb
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    font = hb.Font(face)
    known: dict[int, bytes] = {}

    def drawn(glyph: int) -> bytes:
        if glyph not in known:
            pen = TTGlyphPen(None)
            font.draw_glyph_with_pen(glyph, Cu2QuPen(pen, max_err=0.5, reverse_direction=True))
            found = pen.glyph(round=round)
            found.recalcBounds(None)
            known[glyph] = found.compile(None) if found.numberOfContours else b""
        return known[glyph]

    return drawn


def _simple(contours: list[list[tuple[int, int]]]) -> bytes:
    """Return the glyf data of polygons."""
    points = [point for contour in contours for point in contour]
    ends, count = [], 0
    for contour in contours:
        count += len(contour)
        ends.append(count - 1)
    xs, ys = zip(*points, strict=True)
    data = struct.pack(f">h4h{len(ends)}HH", len(contours), min(xs), min(ys), max(xs), max(ys), *ends, 0)
    data += bytes([_ON_CURVE]) * len(points)
    for values in (xs, ys):
        steps = [value - before for before, value in zip((0, *values), values, strict=False)]
        data += struct.pack(f">{len(steps)}h", *steps)
    return data


def lacking_glyph(width: int, upem: int) -> bytes:
    """Return the data of the box shown for a character that no font has."""
    edge, line, top = upem // 16, upem // 24, upem * 3 // 4
    right = min(max(width - edge, edge + 3 * line), 0x7000)  # glyf holds signed 16-bit numbers
    outer = [(edge, 0), (edge, top), (right, top), (right, 0)]
    inner = [(edge + line, line), (right - line, line), (right - line, top - line), (edge + line, top - line)]
    return _simple([outer, inner])
