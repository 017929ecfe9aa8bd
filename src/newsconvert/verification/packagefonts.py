"""The fonts in a package: whether they can be opened, and draw each character as the font of that name does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from .findings import Finding, FindingKind
from .outlines import TABLES, Outlines, UnknownOutlineError, are_alike, at_origin
from .shapes import shapes_of

_MOST_CHARACTERS = 5_000


def font_findings(fonts: Iterable[tuple[str, bytes]]) -> Iterator[Finding]:
    """Yield the fonts that are damaged, and the characters that one draws otherwise than the package's own font."""
    for place, data in fonts:
        wrong = _characters_otherwise(data)
        if wrong is None:
            yield Finding(FindingKind.FONT, found="", place=place)
        elif wrong:
            yield Finding(FindingKind.DRAWING, expected=" ".join(wrong[:20]), place=place)


@lru_cache(maxsize=64)
def _characters_otherwise(data: bytes) -> tuple[str, ...] | None:
    """Return the characters of a font that are drawn otherwise; None if it cannot be opened."""
    import uharfbuzz as hb

    try:
        face = hb.Face(data)
        tables = {tag: face.reference_table(tag).data for tag in TABLES if tag in face.table_tags}
        if not face.glyph_count or "cmap" not in face.table_tags:
            return None
        name = (face.get_name(6) or "").replace(" ", "")
        known = shapes_of(name)
        if known is None:
            return ()
        own = Outlines(tables)
    except UnknownOutlineError:
        return ()  # of another kind than TrueType
    except (hb.HarfBuzzError, UnicodeDecodeError, ValueError):
        return None
    font = hb.Font(face)
    return tuple(one for one in _characters_of(face) if not _is_same(font, own, known, one))


@lru_cache(maxsize=256)
def is_named(data: bytes, family: str) -> bool:
    """Return whether a font has the name of this family, or cannot be opened, which is found elsewhere."""
    import uharfbuzz as hb

    try:
        name = hb.Face(data).get_name(6) or ""
    except (hb.HarfBuzzError, UnicodeDecodeError, ValueError):
        return True
    return name.replace(" ", "").casefold().startswith(family.replace(" ", "").casefold())


def _characters_of(face: Any) -> list[str]:
    return list(map(chr, sorted(face.unicodes)[:_MOST_CHARACTERS]))


def _is_same(font: Any, own: Outlines, known: Any, character: str) -> bool:
    glyph, other = font.get_nominal_glyph(ord(character)), known.nominal_glyph(character)
    if glyph is None or other is None:
        return other is None or glyph is None
    try:
        drawing, wanted = own.drawing(glyph), known.outlines.drawing(other)
        wide = font.get_glyph_h_advance(glyph) * known.outlines.units == known.advance(other) * own.units
        return wide and (drawing == wanted or are_alike(at_origin(drawing), at_origin(wanted)))
    except UnknownOutlineError:
        return False
