"""Clusters of shaped text as cells: a code a character, the drawing of a cluster on the code of its first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .font import LayerFont, Part

#: In em: the width of the cell of a combining mark. Readers that go by the place take a mark without width for the
#: character on its other side.
_MARK_WIDTH = 0.005
#: In font units: what an advance may be in table hmtx.
WIDEST = 0xF000


class Glyph(NamedTuple):
    """A glyph of a cluster: its id, None where the font has none, and its place in points from the cluster's start."""

    id: int | None
    x: float
    y: float


@dataclass(frozen=True, eq=False, slots=True)
class Drawing:
    """The glyphs of a cluster. Clusters that look the same share one, so that it need not be worked out anew."""

    glyphs: tuple[Glyph, ...]


#: What a space draws.
NOTHING = Drawing(())


@dataclass(slots=True)
class Cluster:
    """Characters that are shaped together: where they stand in the text (bytes of UTF-8), where on the line."""

    offset: int
    text: str
    font: LayerFont
    size: float
    rtl: bool
    x: float
    width: float
    drawing: Drawing


class Cell(NamedTuple):
    """One code on the page. `x` is its left edge, `advance` how far the pen moves, both in points."""

    font: LayerFont
    size: float
    text: str
    code: int
    x: float
    advance: float
    rtl: bool
    box: int
    parts: tuple[Part, ...] = ()


@cache
def is_mark(character: str) -> bool:
    """Tell whether a character rides on the one before it: vowel signs, joiners and the like."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


def cells_of(clusters: list[Cluster], box: int, x: float) -> list[Cell]:
    """Return the cells of the clusters of a box that starts at `x`, both in logical order; `box` is its number."""
    found: list[Cell] = []
    at, end = 0, len(clusters)
    while at < end:
        start = at
        at += 1
        # A mark of direction stands for itself; a vowel sign that was shaped alone belongs to its letter all the same.
        while at < end and is_mark(clusters[at].text[0]) and clusters[at].font is clusters[start].font:
            at += 1
        found.extend(_cells(clusters[start:at], box, x))
    return found


def _cells(group: list[Cluster], box: int, x: float) -> Iterator[Cell]:
    """Yield the cells of clusters that are drawn as one: ligatures, letters with their marks, spaces."""
    first = group[0]
    font, size, rtl = first.font, first.size, first.rtl
    unit = size / font.upem
    left = min(min(cluster.x, cluster.x + cluster.width) for cluster in group)
    right = max(max(cluster.x, cluster.x + cluster.width) for cluster in group)
    text = "".join(cluster.text for cluster in group)
    if len(text) == 1 and text.isspace():
        # A space keeps its natural width; what justification adds is a gap that belongs to no code.
        width = max(min(font.space, round((right - left) / unit)) if right > left else font.space, 1)
        yield Cell(font, size, text, font.code(text, width, ()), x + left, width * unit, rtl, box)
        return
    widths = _share(text, min(max(round((right - left) / unit), 1), WIDEST), font.upem)
    parts = tuple(
        Part(glyph.id, round((cluster.x + glyph.x - left) / unit), round(glyph.y / unit))
        for cluster in group
        for glyph in cluster.drawing.glyphs
    )
    edge = 0
    starts = []
    for width in widths[::-1] if rtl else widths:
        starts.append(edge)
        edge += width
    if rtl:
        starts.reverse()
    for at, (character, start, width) in enumerate(zip(text, starts, widths, strict=True)):
        drawn = tuple(part._replace(x=part.x - start) for part in parts) if at == 0 else ()
        code = font.code(character, width, drawn)
        yield Cell(font, size, character, code, x + left + start * unit, width * unit, rtl, box, drawn)


def _share(text: str, width: int, upem: int) -> list[int]:
    """Share the width of a cluster among its characters, in font units: marks get little, letters the rest evenly."""
    marks = [at > 0 and is_mark(character) for at, character in enumerate(text)]
    mark = min(round(_MARK_WIDTH * upem), width // (len(text) + 1))
    letters = marks.count(False)
    rest = width - mark * marks.count(True)
    edges = [rest * at // letters for at in range(letters + 1)]
    shares = iter(edges[at + 1] - edges[at] for at in range(letters))
    return [mark if one else next(shares) for one in marks]
