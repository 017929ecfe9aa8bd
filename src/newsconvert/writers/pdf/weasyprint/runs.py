"""The runs of glyphs that Pango makes of a line, and the fonts they are in."""

from __future__ import annotations

from collections.abc import Iterator
from struct import iter_unpack
from typing import TYPE_CHECKING, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, ffi, harfbuzz, pango
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face

from ..textlayer import face_of

if TYPE_CHECKING:
    import uharfbuzz
    from weasyprint.text.ffi import CData


def runs_of(line: CData) -> Iterator[CData]:
    """Yield the runs of one of Pango's lines, from left to right."""
    node = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while node != ffi.NULL:
        yield node.data
        node = node.next


class GlyphRun(NamedTuple):
    """One of Pango's runs: its font, its level, and its clusters from left to right.

    Of a cluster there are where its text starts and stops (bytes of UTF-8), its glyphs as Pango has them, and how far
    they move the pen, in Pango's units.
    """

    font: CData
    level: int
    clusters: list[tuple[int, int, bytes, int]]


def glyph_runs(line: CData) -> list[GlyphRun]:
    """Return the runs of one of Pango's lines, from left to right."""
    found = []
    size = ffi.sizeof("PangoGlyphInfo")
    for run in runs_of(line):
        string, item = run.glyphs, run.item
        count, offset, before = string.num_glyphs, item.offset, item.length
        level = int(item.analysis.level)
        starts = [*ffi.unpack(string.log_clusters, count), before]
        looks = bytes(ffi.buffer(string.glyphs, count * size))
        widths = memoryview(looks).cast("i").tolist()[1 :: size // 4]
        clusters = []
        at = 0
        while at < count:
            first, width, look = starts[at], widths[at], looks[at * size : at * size + _LOOK]
            end = at + 1
            while end < count and starts[end] == first:
                width += widths[end]
                look += looks[end * size : end * size + _LOOK]
                end += 1
            # Glyphs come in visual order, so a right-to-left run's clusters end where the one drawn before starts.
            stop = before if level % 2 else starts[end]
            clusters.append((offset + first, offset + stop, look, width))
            before, at = first, end
        found.append(GlyphRun(item.analysis.font, level, clusters))
    return found


#: Bytes of a glyph in Pango's structure: id, advance, offsets. What follows is not always set.
_LOOK = 16


def glyphs_of(looks: bytes) -> Iterator[tuple[int, ...]]:
    """Yield the glyphs of a cluster from left to right: id, advance and offsets in Pango's units."""
    return iter_unpack("=4i", looks)


def advance_of(font: CData, looks: bytes) -> float:
    """Return how far the glyphs of a cluster would move the pen without kerning, in CSS pixels."""
    extents = ffi.new("PangoRectangle *")
    advance = 0
    for glyph, *_ in glyphs_of(looks):
        pango.pango_font_get_glyph_extents(font, glyph & 0xFFFFFFFF, ffi.NULL, extents)
        advance += extents.width
    return float(advance * FROM_UNITS)


#: How many fonts are kept.
_FACES = 64
#: Faces that were read, by the address of Pango's. That is held, so that no other can come to lie there.
_read: dict[int, tuple[CData, uharfbuzz.Face]] = {}


def face_at(font: CData) -> uharfbuzz.Face:
    """Return the face of one of Pango's fonts, whose file is read once."""
    address = int(ffi.cast("uintptr_t", harfbuzz.hb_font_get_face(pango.pango_font_get_hb_font(font))))
    if address not in _read:
        if len(_read) >= _FACES:
            _read.clear()
        held = get_pango_font_hb_face(font)
        _read[address] = held, face_of(get_hb_object_data(held))
    return _read[address][1]
