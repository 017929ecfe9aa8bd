"""Clusters of shaped text as cells: a code a character, the drawing of a cluster on the code of its first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from .font import ONE, LayerFont, Part
from .joins import joins_of

#: In em: the width of the cell of a combining mark. Readers that go by the place take a mark without width for one of
#: the character on its other side.
_MARK_WIDTH = 0.005
#: In font units: what an advance may be in table hmtx.
WIDEST = 0xF000
#: How many widths the code of a space has.
_SPACE_WIDTHS = 16
#: How many clusters of a font are kept with what was worked out of them, so that long volumes take no more memory.
_KEPT = 4_000


class Glyph(NamedTuple):
    """A glyph of a cluster: its id, None where the font has none, and its place in points from the cluster's start.

    For `stretch` see `Part`.
    """

    id: int | None
    x: float
    y: float
    stretch: int = ONE


@dataclass(frozen=True, eq=False, slots=True)
class Drawing:
    """The glyphs of a cluster. Clusters that look the same share one, so that it need not be worked out anew."""

    glyphs: tuple[Glyph, ...]


def lengthened(cluster: Cluster, length: int) -> Drawing:
    """Return the drawing of a right-to-left cluster with a join at its left that is longer by `length` font units."""
    key = ("lengthened", cluster.drawing, length)
    font = cluster.font
    found: Drawing | None = font.drawings.get(key)
    if found is None:
        unit = cluster.size / font.upem
        tatweel = joins_of(font.face).tatweel
        joins = tatweel.parts(length) if tatweel else []
        found = font.drawings[key] = Drawing(
            (
                *(Glyph(part.id, part.x * unit, 0, part.stretch) for part in joins),
                *(glyph._replace(x=glyph.x + length * unit) for glyph in cluster.drawing.glyphs),
            )
        )
    return found


#: Of three dots that are drawn as one sign, one code has all.
_ELLIPSIS = "..."
#: Symbols that PDFium reads in the order they have; it turns round what a joiner or selector parts.
_PICTURES = re.compile("\u200d?[^\u200d\ufe0f]+\ufe0f*|.")
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


class Code:
    """What is shown of a character, or of several: a code of a font at a size.

    `advance` is how far it moves the pen, in points; `parts` is what it draws, in font units.
    """

    __slots__ = ("advance", "font", "kind", "number", "parts", "rtl", "size", "text")

    def __init__(
        self, font: LayerFont, size: float, text: str, width: int, parts: tuple[Part, ...] = (), *, rtl: bool = True
    ) -> None:
        self.font, self.size, self.text, self.parts, self.rtl = font, size, text, parts, rtl
        self.number = f"{font.code(text, width, parts):04x}"
        self.advance = width * size / font.upem
        #: The bidirectional class of the character (UAX #9, table 4), empty where there are several.
        self.kind = bidirectional(text) if len(text) == 1 else ""

    @property
    def width(self) -> int:
        """The advance in font units."""
        return round(self.advance * self.font.upem / self.size)

    def with_text(self, text: str, width: int | None = None) -> Code:
        """Return a code that draws the same and stands for another text, as wide or of another width."""
        width = self.width if width is None else width
        return Code(self.font, self.size, text, width, self.parts, rtl=self.rtl)

    def in_font(self, font: LayerFont) -> Code:
        """Return a code of another font that draws nothing, as a space does."""
        width = min(round(self.advance * font.upem / self.size), WIDEST)
        return self if font is self.font else Code(font, self.size, self.text, width, rtl=self.rtl)


@dataclass(frozen=True, eq=False, slots=True)
class Number:
    """A number whose cells are read as one."""

    text: str


class Cell(NamedTuple):
    """A code on a line: its left edge in points, the box of text (by number) it is drawn with, what it is a part of."""

    x: float
    code: Code
    box: int
    number: Number | None = None

    @property
    def right(self) -> float:
        """Where the pen stands after it."""
        return self.x + self.code.advance

    @property
    def is_space(self) -> bool:
        """Whether it is a plain space."""
        return self.code.text == " "


@cache
def bidirectional(character: str) -> str:
    """Return the bidirectional class of a character (UAX #9, table 4)."""
    return unicodedata.bidirectional(character)


@cache
def is_mark(character: str) -> bool:
    """Return whether a character belongs to the one before it: vowel signs, joiners and the like."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


@cache
def is_picture(text: str) -> bool:
    """Return whether the text of a code begins with a symbol such as an emoji, but not one that belongs to numbers."""
    first = text.lstrip("\N{ZERO WIDTH JOINER}")[:1]
    return bool(first) and unicodedata.category(first) in ("So", "Sk") and bidirectional(first) in ("ON", "L")


#: Marks of direction, embeddings, overrides, isolates, and marks of where a line may or may not end: the order and the
#: lines are worked out, and readers take them for the ends of words.
_CONTROLS = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def _without_controls(clusters: list[Cluster]) -> list[Cluster]:
    """Return clusters without marks that are nothing to be read, and without joiners beside a space."""
    if not any(_CONTROLS.search(cluster.text) or cluster.text[-1] in _JOINERS for cluster in clusters):
        return clusters
    kept: list[Cluster] = []
    for cluster in clusters:
        text = _CONTROLS.sub("", cluster.text)
        if kept and text[:1].isspace():
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(_JOINERS))
        if text[:1].isspace() or (kept and kept[-1].text.isspace()):
            text = text.strip(_JOINERS)
        if text:
            kept.append(replace(cluster, text=text))
    return [cluster for cluster in kept if cluster.text]


def cells_of(clusters: list[Cluster], box: int, left: float) -> list[Cell]:
    """Return the cells of the clusters of a box that starts at `left`, both in logical order; `box` is its number."""
    cells: list[Cell] = []
    clusters = _without_controls(clusters)
    at, end = 0, len(clusters)
    while at < end:
        cluster, start = clusters[at], at
        font = cluster.font
        at += 1
        if cluster.text == " " or (cluster.rtl and cluster.text.isspace()):
            cells.append(Cell(left + min(cluster.x, cluster.x + cluster.width), _space(cluster), box))
            continue
        # A vowel sign that was shaped alone still belongs to the preceding letter; a space has none.
        while at < end and is_mark(clusters[at].text[0]) and clusters[at].font is font:
            at += 1
        if at - start > 1:
            cells += [Cell(left + x, code, box) for x, code in _codes(clusters[start:at])]
            continue
        key = (cluster.text, cluster.drawing, cluster.width, cluster.size, cluster.rtl)
        known = font.known.get(key)
        if known is None:
            if len(font.known) >= _KEPT:
                font.known.clear()
            known = font.known[key] = [(x - cluster.x, code) for x, code in _codes([cluster])]
        for x, code in known:
            cells.append(Cell(left + cluster.x + x, code, box))
    return cells


def _space(cluster: Cluster) -> Code:
    """Return the code of a space.

    It keeps its natural width; what justification adds is a gap that belongs to no code. Narrower ones come in few
    widths, as each is a code of its own.
    """
    font = cluster.font
    wide = abs(cluster.width) * font.upem / cluster.size
    step = max(font.space // _SPACE_WIDTHS, 1)
    width = font.space if wide >= font.space or not wide else max(int(wide) // step * step, 1)
    key = (width, cluster.size, cluster.rtl)
    code: Code | None = font.known.get(key)
    if code is None:
        code = font.known[key] = Code(font, cluster.size, " ", width, rtl=cluster.rtl)
    return code


def _codes(group: list[Cluster]) -> Iterator[tuple[float, Code]]:
    """Yield place and code of what is drawn as one: ligatures, letters with their marks, spaces."""
    first = group[0]
    font, size, rtl = first.font, first.size, first.rtl
    unit = size / font.upem
    left = min(min(cluster.x, cluster.x + cluster.width) for cluster in group)
    right = max(max(cluster.x, cluster.x + cluster.width) for cluster in group)
    text = "".join(cluster.text for cluster in group)
    picture = is_picture(text)
    letters: Sequence[str] = (text,) if text == _ELLIPSIS else _PICTURES.findall(text) if picture else text
    if picture and (len(text) > 1 or text > "\uffff"):
        rtl = False  # PDFium and PDFBox would turn round what is more than one unit of UTF-16
    widths = _share(letters, min(max(round((right - left) / unit), 1), WIDEST), font.upem)
    parts = tuple(
        Part(glyph.id, round((cluster.x + glyph.x - left) / unit), round(glyph.y / unit), glyph.stretch)
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
    for at, (character, start, width) in enumerate(zip(letters, starts, widths, strict=True)):
        drawn = tuple(part._replace(x=part.x - start) for part in parts) if at == 0 else ()
        yield left + start * unit, Code(font, size, character, width, drawn, rtl=rtl)


def _share(text: Sequence[str], width: int, upem: int) -> list[int]:
    """Share the width of a cluster among its characters, in font units: marks get little, letters the rest evenly."""
    marks = [at > 0 and len(one) == 1 and is_mark(one) for at, one in enumerate(text)]
    mark = min(round(_MARK_WIDTH * upem), width // (len(text) + 1))
    letters = marks.count(False)
    rest = width - mark * marks.count(True)
    edges = [rest * at // letters for at in range(letters + 1)]
    shares = iter(edges[at + 1] - edges[at] for at in range(letters))
    return [mark if one else next(shares) for one in marks]
