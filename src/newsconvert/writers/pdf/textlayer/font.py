"""Fonts of the text layer: a TrueType font in which each glyph is one code of the page.

A code is a character, an advance and a drawing; its glyph is a composite of glyphs of the original font. Table layouts
are those of the OpenType specification (glyf, loca, head, hhea, hmtx, maxp).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from math import ceil, floor
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ....errors import FontError

if TYPE_CHECKING:
    import uharfbuzz

_ON_CURVE, _SHORT_X, _SAME_Y, _SHORT_Y, _SAME_X = 0x01, 0x02, 0x20, 0x04, 0x10
_WORDS, _OFFSETS, _MORE, _SCALE, _XY_SCALE, _MATRIX, _INSTRUCTIONS = 0x01, 0x02, 0x20, 0x08, 0x40, 0x80, 0x100


#: What a number of the type F2DOT14 is divided by.
ONE = 1 << 14
#: The usWeightClass of semibold (OpenType, table OS/2).
_SEMIBOLD = 600


class Part(NamedTuple):
    """A glyph of the original font in a drawing, and its place in font units; no id stands for a lacking glyph.

    `stretch` is how much wider than in its font it is drawn, in units of 1/16384, less than 2.
    """

    id: int | None
    x: int
    y: int
    stretch: int = ONE


@dataclass(eq=False)
class LayerFont:
    """The codes of one font in one document. `key` is the name of its resource on the page."""

    key: str
    face: uharfbuzz.Face
    codes: dict[tuple[str, int, tuple[Part, ...]], int] = field(default_factory=dict)
    #: What the modules that draw with the font have worked out once: drawings by their glyphs, cells by their cluster.
    drawings: dict[Any, Any] = field(default_factory=dict)
    known: dict[Any, Any] = field(default_factory=dict)

    def code(self, text: str, advance: int, drawing: tuple[Part, ...]) -> int:
        """Return the code for `text` with this advance (font units) and drawing, a new one if need be."""
        key = (text, advance, drawing)
        code = self.codes.get(key)
        if code is None:
            code = self.codes[key] = len(self.codes) + 1
            if code > 0xFFFF:
                raise FontError(f"{self.name}: the document needs more than 65,535 codes of one font; split it.")
        return code

    @cached_property
    def upem(self) -> int:
        """Font units an em."""
        return int(self.face.upem)

    @property
    def name(self) -> str:
        """The PostScript name."""
        return (self.face.get_name(6) or "Font").replace(" ", "")

    @cached_property
    def _shaper(self) -> uharfbuzz.Font:
        import uharfbuzz as hb

        return hb.Font(self.face)

    @cached_property
    def space(self) -> int:
        """The advance of the space, in font units."""
        glyph = self._shaper.get_nominal_glyph(0x20)
        return self.advance(glyph) if glyph else self.upem // 4

    def advance(self, glyph: int) -> int:
        """Return the advance of a glyph without kerning, in font units."""
        return int(self._shaper.get_glyph_h_advance(glyph))

    @cached_property
    def extents(self) -> tuple[int, int]:
        """Ascender and descender of table hhea, in font units."""
        up, down = struct.unpack(">2h", self.face.reference_table("hhea").data[4:8])
        return int(up), int(down)

    @property
    def is_bold(self) -> bool:
        """Whether its letters are bold or nearly so (usWeightClass of table OS/2)."""
        return int.from_bytes(self.face.reference_table("OS/2").data[4:6], "big") >= _SEMIBOLD

    def build(self) -> Built:
        """Return the font file with all codes so far."""
        return _build(self)


@lru_cache(maxsize=64)
def face_of(data: bytes) -> uharfbuzz.Face:
    """Return the HarfBuzz face of a font file's bytes."""
    import uharfbuzz as hb

    return hb.Face(data)


class Built(NamedTuple):
    """A font file, the advance of each code from 0 on, and the box around all drawings (font units)."""

    data: bytes
    advances: list[int]
    box: _Box


def _build(font: LayerFont) -> Built:
    source = _outlines(font.face)
    base = len(font.codes) + 1
    ids: dict[int, int] = {}
    queue: list[int] = []

    def id_of(original: int) -> int:
        if original not in ids:
            ids[original] = base + len(queue)
            queue.append(original)
        return ids[original]

    notdef = _read(_box(font.upem // 2, font.upem))
    glyphs, advances, sides, boxes = [notdef.data], [font.upem // 2], [notdef.box[0]], []
    components = 1
    simple = [notdef]
    for _, advance, drawing in font.codes:  # in the order of the codes
        advances.append(advance)
        if any(part.id is None for part in drawing):
            lacking = _read(_box(advance, font.upem))
            simple.append(lacking)
            glyphs.append(lacking.data)
            sides.append(lacking.box[0])
            continue
        found = [(part, source(part.id or 0)) for part in drawing]
        placed = [(part, outline.box) for part, outline in found if outline.data]
        if not placed:
            glyphs.append(b"")
            sides.append(0)
            continue
        placed, box = _around(placed)
        boxes.append(box)
        sides.append(box[0])
        more = len(placed)
        components = max(components, more)
        glyph = _COMPOSITE(-1, *box)
        for part, _ in placed:
            more -= 1
            flags = (_LAST | _MORE if more else _LAST) | (_XY_SCALE if part.stretch != ONE else 0)
            glyph += _COMPONENT(flags, id_of(part.id or 0), part.x, part.y)
            if part.stretch != ONE:
                glyph += _SCALES(part.stretch, ONE)
        glyphs.append(glyph)
    at = 0
    while at < len(queue):  # composites of the original font ask for more as they are copied
        outline = source(queue[at])
        simple.append(outline)
        sides.append(outline.box[0])
        glyphs.append(outline.data if outline.contours >= 0 else _copied(outline.data, id_of))
        advances.append(0)
        at += 1
    if len(glyphs) > 0xFFFF:
        raise FontError(f"{font.name}: the document needs more than 65,535 glyphs of one font; split it.")
    box = _union(boxes) if boxes else (0, 0, font.upem, font.upem)
    limits = (max(outline.points for outline in simple), max(outline.contours for outline in simple), components)
    return Built(_file(font.face, glyphs, list(zip(advances, sides, strict=True)), box, limits), advances[:base], box)


_LEAST, _MOST = -0x8000, 0x7FFF  # what a TrueType coordinate can be
_LAST = _WORDS | _OFFSETS
_COMPOSITE, _COMPONENT, _SCALES = (struct.Struct(form).pack for form in (">h4h", ">2H2h", ">2h"))


_Box: TypeAlias = tuple[int, int, int, int]


def _around(placed: list[tuple[Part, _Box]]) -> tuple[list[tuple[Part, _Box]], _Box]:
    """Return the parts of a drawing, each with its outline's box, and the box around them all where they stand.

    They are held to what is possible: a flood of marks may leave that range.
    """
    placed = [(part, _stretched(box, part.stretch)) for part, box in placed]
    edges = [(box[0] + part.x, box[1] + part.y, box[2] + part.x, box[3] + part.y) for part, box in placed]
    around = _union(edges)
    if min(around) >= _LEAST and max(around) <= _MOST and all(max(abs(p.x), abs(p.y)) <= _MOST for p, _ in placed):
        return placed, around

    def clamp(value: int) -> int:
        return max(_LEAST, min(value, _MOST))

    placed = [(part._replace(x=clamp(part.x), y=clamp(part.y)), box) for part, box in placed]
    left, low, right, high = _union(
        [(box[0] + part.x, box[1] + part.y, box[2] + part.x, box[3] + part.y) for part, box in placed]
    )
    return placed, (clamp(left), clamp(low), clamp(right), clamp(high))


def _stretched(box: _Box, stretch: int) -> _Box:
    if stretch == ONE:
        return box
    return floor(box[0] * stretch / ONE), box[1], ceil(box[2] * stretch / ONE), box[3]


def _union(boxes: list[_Box]) -> _Box:
    left, low, right, high = zip(*boxes, strict=True)
    return min(left), min(low), max(right), max(high)


class _Outline(NamedTuple):
    """A glyph of table glyf, without instructions: its data, the box around it, its contours (-1 for a composite)."""

    data: bytes
    box: _Box
    contours: int
    points: int


def _read(data: bytes) -> _Outline:
    if not data:
        return _Outline(data, (0, 0, 0, 0), 0, 0)
    contours, *box = struct.unpack_from(">5h", data)
    if contours < 0:
        return _Outline(data, (box[0], box[1], box[2], box[3]), -1, 0)
    at = 10 + 2 * contours
    points = struct.unpack_from(">H", data, at - 2)[0] + 1 if contours else 0
    instructions = struct.unpack_from(">H", data, at)[0]
    if instructions:
        data = data[:at] + b"\0\0" + data[at + 2 + instructions :]
    return _Outline(data, (box[0], box[1], box[2], box[3]), contours, points)


@lru_cache(maxsize=64)
def _outlines(face: uharfbuzz.Face) -> Callable[[int], _Outline]:
    """Return a function that gives an outline of a font: as it is there, or drawn anew if it is not TrueType's."""
    source = _drawn(face) if "glyf" not in face.table_tags or face.has_var_data else _stored(face)

    @lru_cache(maxsize=4096)
    def outline(glyph: int) -> _Outline:
        return _read(source(glyph))

    return outline


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


def _copied(data: bytes, id_of: Callable[[int], int]) -> bytes:
    """Return the data of a composite without its instructions, the glyphs it is composed of renumbered."""
    made, at = bytearray(data), 10
    while True:
        flags, glyph = struct.unpack_from(">2H", made, at)
        struct.pack_into(">2H", made, at, flags & ~_INSTRUCTIONS, id_of(glyph))
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _MATRIX else 0
        if not flags & _MORE:
            return bytes(made[:at])


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


def _box(width: int, upem: int) -> bytes:
    """Return the box shown for a character that no font has."""
    edge, line, top = upem // 16, upem // 24, upem * 3 // 4
    right = min(max(width - edge, edge + 3 * line), 0x7000)  # glyf holds signed 16-bit numbers
    outer = [(edge, 0), (edge, top), (right, top), (right, 0)]
    inner = [(edge + line, line), (right - line, line), (right - line, top - line), (edge + line, top - line)]
    return _simple([outer, inner])


def _file(
    face: uharfbuzz.Face,
    glyphs: list[bytes],
    metrics: list[tuple[int, int]],
    box: _Box,
    limits: tuple[int, int, int],
) -> bytes:
    """Return the font file; `limits` are the most points and contours of a simple glyph, and of components."""
    head, hhea = (bytearray(face.reference_table(tag).data) for tag in ("head", "hhea"))
    padded = [data + _PADDING[-len(data) % 4] for data in glyphs]
    offsets = list(accumulate(map(len, padded), initial=0))
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">4h", head, 36, *box)
    struct.pack_into(">h", head, 50, 1)  # long offsets
    struct.pack_into(">H", hhea, 10, max(advance for advance, _ in metrics))
    struct.pack_into(">H", hhea, 34, len(glyphs))
    points, contours, components = limits
    # No instructions are kept, so all limits of the interpreter are at their least.
    composite = (min(points * components, 0xFFFF), min(contours * components, 0xFFFF))
    files = {
        "glyf": b"".join(padded),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": struct.pack(">" + "Hh" * len(metrics), *chain.from_iterable(metrics)),
        "loca": struct.pack(f">{len(offsets)}L", *offsets),
        "maxp": struct.pack(
            ">LH13H", 0x10000, len(glyphs), points, contours, *composite, 1, 0, 0, 0, 0, 0, 0, components, 4
        ),
    }
    return b"".join(_sfnt(files))


_PADDING = (b"", b"\0", b"\0\0", b"\0\0\0")


def _sfnt(files: dict[str, bytes]) -> Iterator[bytes]:
    count = len(files)
    power = count.bit_length() - 1
    yield struct.pack(">L4H", 0x10000, count, 16 << power, power, 16 * (count - (1 << power)))
    offset = 12 + 16 * count
    bodies = []
    for tag, data in sorted(files.items()):
        body = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(body) // 4}L", body)) & 0xFFFFFFFF
        yield tag.encode() + struct.pack(">3L", total, offset, len(data))
        offset += len(body)
        bodies.append(body)
    yield from bodies
