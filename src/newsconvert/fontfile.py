"""Font files: subsets that still shape Arabic."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from .errors import FontError
from .resources import open_face

# OpenType name ids kept in a subset: copyright, family, style, unique id, full name, version, PostScript name,
# licence and its address (the SIL OFL requires copyright and licence to accompany the font).
_NAME_IDS = (0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17)


def subset(path: Path, code_points: Iterable[int], *, optional_features: bool = True) -> bytes:
    """Return a subset of the font at `path` for `code_points`, with the layout rules that shape them.

    Without `optional_features`, features that are off by default, such as stylistic sets, are dropped. Characters that
    the font lacks are ignored. A variable font is instantiated at its default. The same input gives the same bytes.
    Raise FontError if the font cannot be subset.
    """
    return _subset(path, frozenset(code_points) | {0x20}, optional_features)


def tool_versions() -> str:
    """Return the versions of the libraries that font files are made with."""
    import fontTools
    import uharfbuzz as hb

    return f"{fontTools.version} {hb.version_string()}"


@lru_cache(maxsize=8)
def woff2(path: Path, code_points: frozenset[int]) -> bytes:
    """Return the result of `subset`, compressed as WOFF2 (W3C Recommendation WOFF File Format 2.0)."""
    from io import BytesIO

    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(subset(path, code_points)), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(packed := BytesIO())
    return packed.getvalue()


@lru_cache(maxsize=64)
def _subset(path: Path, code_points: frozenset[int], optional_features: bool) -> bytes:
    import uharfbuzz as hb

    face = open_face(path)
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(code_points)
    wanted.name_id_set.update(_NAME_IDS)
    if optional_features:
        wanted.layout_feature_tag_set.clear()
        wanted.layout_feature_tag_set.invert()  # the inverse of an empty set: every feature
    wanted.flags = hb.SubsetFlags.NO_HINTING
    if face.has_var_data:
        wanted.pin_all_axes_to_default(face)
    try:
        return bytes(hb.subset(face, wanted).blob.data)
    except (hb.HarfBuzzError, RuntimeError) as problem:
        raise FontError(f"{path}: the font cannot be subset; choose another.") from problem


@lru_cache(maxsize=1 << 16)
def advance(path: Path, text: str) -> float:
    """Return the width of a short `text` in the font at `path`, in multiples of the font size."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    font = _font(path)
    hb.shape(font, buffer)
    return float(sum(at.x_advance for at in buffer.glyph_positions or ()) / font.face.upem)


@lru_cache(maxsize=32)
def line_height(path: Path) -> float:
    """Return the line height of the font at `path`, in multiples of the font size."""
    font = _font(path)
    extents = font.get_font_extents("ltr")
    return float((extents.ascender - extents.descender + extents.line_gap) / font.face.upem)


@lru_cache(maxsize=32)
def _font(path: Path) -> Any:
    import uharfbuzz as hb

    return hb.Font(open_face(path))
