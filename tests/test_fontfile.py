"""Subsets of fonts shape as the whole font does."""

from __future__ import annotations

import pytest
import uharfbuzz as hb

from newsconvert.fontfile import subset
from newsconvert.resources import bundled_families

TEXT = "قَالَ اللّٰهُ الْمُحَرِّرُ: لا إله إلا الله محمد، الحملات في المجتمع (٢٥٪) پژوهش ٹیکسٹ Windows 11 — 3.5%"


def shaped(face: hb.Face) -> list[tuple[int, int, int]]:
    buffer = hb.Buffer()
    buffer.add_str(TEXT)
    buffer.guess_segment_properties()
    hb.shape(hb.Font(face), buffer)
    return [(p.x_advance, p.x_offset, p.y_offset) for p in buffer.glyph_positions]


@pytest.mark.parametrize("key", [key for key, family in bundled_families().items() if family.is_arabic])
@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_subset_shapes_as_the_whole_font(key: str, weight: str) -> None:
    path = getattr(bundled_families()[key], weight)
    data = subset(path, map(ord, TEXT))
    assert len(data) < path.stat().st_size / 3
    assert shaped(hb.Face(data)) == shaped(hb.Face(path.read_bytes()))


def test_subset_is_deterministic_and_passes_over_what_the_font_lacks() -> None:
    path = bundled_families()["amiri"].regular
    assert subset(path, [0x65E5, 0x628]) == subset(path, (0x628,))
    face = hb.Face(subset(path, [0x628]))
    assert set(face.unicodes) == {0x20, 0x628}
    assert "Amiri Project Authors" in face.get_name(0)
    assert "Open Font License" in face.get_name(13)
