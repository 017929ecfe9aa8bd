"""Fonts of the text layer: a TrueType font in which each glyph is one code of the page.

A code is a character, an advance and a drawing; its glyph is a composite of glyphs of the original font. Table layouts
are those of the OpenType specification (glyf, loca, head, hhea, hmtx, maxp).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, NamedTuple

from ....errors import FontError
from .outlines import LACKING, Box, Part, lacking_glyph, outlines_of, read, union

if TYPE_CHECKING:
    import uharfbuzz

#: The usWeightClass of semibold (OpenType, table OS/2).
_SEMIBOLD = 600


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
    box: Box


def _build(font: LayerFont) -> Built:
    outlines = outlines_of(font.face)
    base = len(font.codes) + 1
    ids: dict[int, bytes] = {}

    def number(original: int) -> bytes:
        if original not in ids:
            ids[original] = ((base + len(ids)) & 0xFFFF).to_bytes(2, "big")
            queue.append(original)
        return ids[original]

    queue: list[int] = []
    notdef = read(lacking_glyph(font.upem // 2, font.upem))
    glyphs, advances, sides, boxes = [notdef.head], [font.upem // 2], [notdef.box[0]], []
    components = 1
    simple = [notdef]
    for _, advance, drawing in font.codes:  # in the order of the codes
        advances.append(advance)
        made = outlines.composite(drawing) if drawing else None
        if made is LACKING:
            lacking = read(lacking_glyph(advance, font.upem))
            simple.append(lacking)
            glyphs.append(lacking.head)
            sides.append(lacking.box[0])
        elif made:
            glyphs.append(made.data(number))
            sides.append(made.box[0])
            boxes.append(made.box)
            components = max(components, len(made.ids))
        else:
            glyphs.append(b"")
            sides.append(0)
    for original in queue:  # which grows, as composites of the original font ask for more as they are copied
        outline = outlines.glyph(original)
        simple.append(outline)
        sides.append(outline.box[0])
        glyphs.append(outline.data(number))
        advances.append(0)
    if len(glyphs) > 0xFFFF:
        raise FontError(f"{font.name}: the document needs more than 65,535 glyphs of one font; split it.")
    box = union(boxes) if boxes else (0, 0, font.upem, font.upem)
    limits = (max(outline.points for outline in simple), max(outline.contours for outline in simple), components)
    return Built(_file(font.face, glyphs, list(zip(advances, sides, strict=True)), box, limits), advances[:base], box)


def _file(
    face: uharfbuzz.Face,
    glyphs: list[bytes],
    metrics: list[tuple[int, int]],
    box: Box,
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
