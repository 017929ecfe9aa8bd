"""Clusters of shaped text as cells: a code a character, the drawing of a cluster on the code of its first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple, TypeAlias

from .font import LayerFont
from .forms import WIDEST, Drawing, Form, Glyph, is_mark, is_picture, runs_on, split_codes
from .joins import joins_of
from .outlines import Part

#: How many widths the code of a space has.
_SPACE_WIDTHS = 16
#: How many clusters of a font are kept with what was worked out of them, so that long volumes take no more memory.
_KEPT = 4_000


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

    __slots__ = ("advance", "font", "is_mark", "is_picture", "kind", "number", "parts", "rtl", "size", "text")

    def __init__(
        self, font: LayerFont, size: float, text: str, width: int, parts: tuple[Part, ...] = (), *, rtl: bool = True
    ) -> None:
        self.font, self.size, self.text, self.parts, self.rtl = font, size, text, parts, rtl
        self.number = f"{font.code(text, width, parts):04x}"
        self.advance = width * size / font.upem
        #: The bidirectional class of the character (UAX #9, table 4), empty where there are several.
        self.kind = bidirectional(text) if len(text) == 1 else ""
        self.is_mark = len(text) == 1 and is_mark(text)
        self.is_picture = is_picture(text)

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


#: Marks of direction, embeddings, overrides, isolates, and marks of where a line may or may not end: the order and the
#: lines are worked out, and readers take them for the ends of words.
_CONTROLS = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def has_controls(text: str) -> bool:
    """Return whether a text has marks that are nothing to be read, or joiners, which may be beside a space."""
    return _UNREAD.search(text) is not None


_UNREAD = re.compile(f"{_CONTROLS.pattern}|[{_JOINERS}]")


def _without_controls(clusters: list[Cluster]) -> list[Cluster]:
    """Return clusters without marks that are nothing to be read, and without joiners beside a space."""
    if not has_controls("".join([cluster.text for cluster in clusters])):
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


#: A cluster of a line: where its text stands (bytes of UTF-8), how far from the left, its form and its font.
Placed: TypeAlias = tuple[int, float, Form, LayerFont]


def plain_cells(part: Sequence[Placed], spacing: float, box: int, left: float) -> list[Cell]:
    """Return what `cells_of` does, of a right-to-left line with nothing in it that is not to be read.

    All its clusters have a width, as letters have their marks (see `marked_form`); `spacing` is added to its spaces.
    """
    cells: list[Cell] = []
    start = part[-1][1]
    moved = [0.0]  # what is right of so many spaces is moved by so much
    for _, _, form, _ in part:
        if form.is_space:
            moved.append(moved[-1] + spacing)
    spaces = len(moved) - 1
    for _, place, form, font in part:
        if form.is_space:
            spaces -= 1
            code = _space(font, form.size, form.width + spacing, rtl=True)
            cells.append(_NEW(Cell, (left + (place - start + moved[spaces]), code, box, None)))
            continue
        known = font.known.get(form)
        if known is None:
            if len(font.known) >= _KEPT:
                font.known.clear()
            known = font.known[form] = _codes_of(form, font)
        x = left + (place - start + moved[spaces])
        for further, code in known:
            cells.append(_NEW(Cell, (x + further, code, box, None)))
    return cells


_NEW = tuple.__new__  # Cell's own takes twice as long


def _codes_of(form: Form, font: LayerFont) -> list[tuple[float, Code]]:
    rtl = form.rtl and not runs_on(form.text)
    return [(x, Code(font, form.size, text, width, parts, rtl=rtl)) for x, text, width, parts in form.codes]


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
            code = _space(font, cluster.size, cluster.width, rtl=cluster.rtl)
            cells.append(Cell(left + min(cluster.x, cluster.x + cluster.width), code, box))
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


def _space(font: LayerFont, size: float, width: float, *, rtl: bool) -> Code:
    """Return the code of a space.

    It keeps its natural width; what justification adds is a gap that belongs to no code. Narrower ones come in few
    widths, as each is a code of its own.
    """
    wide = abs(width) * font.upem / size
    step = max(font.space // _SPACE_WIDTHS, 1)
    units = font.space if wide >= font.space or not wide else max(int(wide) // step * step, 1)
    key = (units, size, rtl)
    code: Code | None = font.known.get(key)
    if code is None:
        code = font.known[key] = Code(font, size, " ", units, rtl=rtl)
    return code


def _codes(group: list[Cluster]) -> Iterator[tuple[float, Code]]:
    """Yield place and code of what is drawn as one: ligatures, letters with their marks, spaces."""
    first = group[0]
    left = min(min(cluster.x, cluster.x + cluster.width) for cluster in group)
    right = max(max(cluster.x, cluster.x + cluster.width) for cluster in group)
    text = "".join(cluster.text for cluster in group)
    drawn = [(cluster.x, cluster.drawing) for cluster in group]
    rtl = first.rtl and not runs_on(text)
    for x, character, width, parts in split_codes(text, drawn, left, right, first.font, first.size, rtl=rtl):
        yield x, Code(first.font, first.size, character, width, parts, rtl=rtl)
