"""What a font has for filling lines: advances, and longer joins between Arabic letters, drawn with its tatweel."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .outlines import ONE, Part

if TYPE_CHECKING:
    import uharfbuzz


class Tatweel(NamedTuple):
    """The glyph of U+0640: by how much it reaches over its advance at both sides, and how wide it is (font units)."""

    id: int
    left: int
    right: int
    width: int

    def parts(self, length: int) -> list[Part]:
        """Return what draws a join that is longer by `length`, from 0 on."""
        count = -(-length // (2 * self.width - self.left - self.right - 1))
        each = length / count
        stretch = min(round((each + self.left + self.right) / self.width * ONE), 2 * ONE - 1)
        stretch += stretch == ONE  # so that what is longer can be told from a tatweel of the text
        return [
            Part(self.id, round(each * number - self.left + self.left * stretch / ONE), 0, stretch)
            for number in range(count)
        ]


class Joins:
    """What a font has for longer joins."""

    def __init__(self, face: uharfbuzz.Face) -> None:
        import uharfbuzz as hb

        self.upem = int(face.upem)
        self._shaper = hb.Font(face)
        self._safe: dict[str, frozenset[int]] = {}

    @cached_property
    def tatweel(self) -> Tatweel | None:
        """The glyph that makes joins longer, None if the font has none that meets the next without a gap."""
        glyph = self._shaper.get_nominal_glyph(0x640)
        found = self._shaper.get_glyph_extents(glyph) if glyph else None
        if not glyph or not found or not found.width:
            return None
        right = found.x_bearing + found.width - int(self._shaper.get_glyph_h_advance(glyph))
        gap = min(-found.x_bearing, right) < -0.01 * self.upem
        return None if gap else Tatweel(glyph, -found.x_bearing, right, found.width)

    @cached_property
    def space(self) -> float:
        """The advance of the space, in em."""
        return self.advance(" ") or 0.25

    def advance(self, character: str) -> float:
        """Return the advance of a character that stands alone, in em; 0 if the font lacks it."""
        glyph = self._shaper.get_nominal_glyph(ord(character))
        return int(self._shaper.get_glyph_h_advance(glyph)) / self.upem if glyph else 0.0

    def may_lengthen(self, word: str, at: int) -> bool:
        """Return whether the join before a character of a word may be longer: the letters look the same then.

        HarfBuzz says that of a word in a font (HB_GLYPH_FLAG_SAFE_TO_INSERT_TATWEEL).
        """
        import uharfbuzz as hb

        if word not in self._safe:
            buffer = hb.Buffer()
            buffer.flags = hb.BufferFlags.PRODUCE_SAFE_TO_INSERT_TATWEEL
            buffer.add_str(word)
            buffer.guess_segment_properties()
            hb.shape(self._shaper, buffer)
            flag = hb.GlyphFlags.SAFE_TO_INSERT_TATWEEL
            if len(self._safe) >= _KEPT:
                self._safe.clear()
            self._safe[word] = frozenset(info.cluster for info in buffer.glyph_infos if info.flags & flag)
        return at in self._safe[word]


_KEPT = 8_000


@lru_cache(maxsize=64)
def joins_of(face: uharfbuzz.Face) -> Joins:
    """Return what a font has for longer joins."""
    return Joins(face)
