"""The text layer: a line of shaped text as PDF operators that give the text back whole, in the order it is read.

Every character gets a code of its own, shown by an operator of its own, in logical order; the drawing of a cluster
hangs on the code of its first character. `docs/pdf-text.md` tells why each extractor needs what is done here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from .font import HOLLOW, LayerFont, Part

#: In em: the cell of a combining mark. MuPDF still takes a step of up to 0.15 em more than a letter for none.
_MARK_CELL = 0.04
#: In em: by how much the cell of an Arabic-Indic digit reaches into the next. With a gap or a fit MuPDF would take
#: the line for visual order and turn all of it round; with more than 0.2 em pdf.js would see a jump.
_DIGIT_OVERLAP = 0.17
#: In points: what font sizes differ by from character to character, so that pdf.js, which turns a run of right-to-left
#: characters round, sees each as a run of its own. Nothing that can be seen.
_NUDGE = 0.001
#: pdf.js drops a space where the pen moves left. After each such space comes a form that shows a space which it keeps,
#: because of the mark before it (one that its search passes over). The form is on a hidden layer: readers that honour
#: layers see the plain space alone.
GUARDED_SPACE = "\N{COMBINING GRAPHEME JOINER} "
GUARD = "Space"
#: In font units: what an advance may be in table hmtx, with room for the overlap of digits.
_WIDEST = 0xF000
#: How many clusters of a font are kept with what was worked out of them, so that long volumes take no more memory.
_KEPT = 4_000
_RIGHT_TO_LEFT_MARK, _LEFT_TO_RIGHT_MARK = "\N{RIGHT-TO-LEFT MARK}", "\N{LEFT-TO-RIGHT MARK}"


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


class _Cell(NamedTuple):
    """One code on the page."""

    font: LayerFont
    size: float
    text: str
    code: int
    x: float
    advance: float
    rtl: bool
    kind: str  # "letter", "space" (with a guard), "digit" (Arabic-Indic), "run" (goes on from the one before)


def operators(clusters: list[Cluster], x: float, y: float, *, rtl: bool, guard: bool = True) -> bytes:
    """Return the operators that show a line whose start is at (x, y), for a paragraph of base direction `rtl`.

    `clusters` are in logical order. The operators stand between BT and ET. `guard` adds the hidden spaces.
    """
    found: list[tuple[float, list[_Known]]] = []
    usual = rtl  # whether each character is a letter or space of a right-to-left run, which asks for no mark
    digit = False
    at, end = 0, len(clusters)
    while at < end:
        cluster = clusters[at]
        font, start = cluster.font, at
        at += 1
        while at < end and _is_mark(clusters[at].text[0]) and clusters[at].font is font:
            at += 1
        if at - start > 1:
            known = [_Known(cell, 0.0) for cell in _cells(clusters[start:at])]
            usual = False
            left = 0.0
        else:
            number = digit and not cluster.rtl
            key = (cluster.text, cluster.drawing, cluster.width, cluster.size, cluster.rtl, number)
            entry = font.known.get(key)
            if entry is None:
                if len(font.known) >= _KEPT:  # the spaces of each justified line have a width of their own
                    font.known.clear()
                entry = font.known[key] = _known(cluster, number=number)
            known = entry[0]
            usual = usual and entry[1]
            left = cluster.x
        found.append((left, known))
        digit = known[-1].cell.kind == "digit"
    if usual:
        return "\n".join(_show_usual(found, x, y, guard=guard)).encode()
    cells = [one.cell._replace(x=left + one.cell.x) for left, known in found for one in known]
    if rtl:
        cells = list(_with_marks(cells))
    return "\n".join(_show(cells, x, y, guard=guard)).encode()


class _Known:
    """A cell as it is wherever its cluster is met: its place counts from the cluster's."""

    __slots__ = ("cell", "fonts", "shown", "step")

    def __init__(self, cell: _Cell, left: float) -> None:
        self.step = cell.x - left
        self.cell = cell._replace(x=self.step)
        self.fonts = (_font(cell.font.key, cell.size, 0), _font(cell.font.key, cell.size, 1))
        self.shown = f"<{cell.code:04x}> Tj"


def _known(cluster: Cluster, *, number: bool) -> tuple[list[_Known], bool]:
    """Return the cells of a cluster, and whether they may stand in a line that `_show_usual` shows."""
    if len(cluster.text) == 1 and cluster.drawing.glyphs and cluster.width > 0:
        cells = [_letter(cluster, number=number)]
    else:
        cells = list(_cells([cluster]))
    usual = cluster.rtl and not any(_is_mark(cell.text) for cell in cells)
    return [_Known(cell, cluster.x) for cell in cells], usual


@cache
def _is_mark(character: str) -> bool:
    """Tell whether a character rides on the one before it: vowel signs, joiners and the like."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


@cache
def _is_arabic_digit(character: str) -> bool:
    return unicodedata.bidirectional(character) == "AN"


@cache
def _is_neutral(character: str) -> bool:
    return not character.isspace() and unicodedata.bidirectional(character) not in ("R", "AL", "L", "NSM", "EN", "AN")


def _letter(cluster: Cluster, *, number: bool) -> _Cell:
    """Return the cell of a cluster of one character, which most are.

    `number` tells that an Arabic-Indic digit stands before it, so that a separator counts as one too.
    """
    font, size, text, left = cluster.font, cluster.size, cluster.text, cluster.x
    unit = size / font.upem
    width = min(round(cluster.width / unit) or 1, _WIDEST)
    kind = "letter" if cluster.rtl else "run"
    if kind == "run" and (_is_arabic_digit(text) or (number and _is_neutral(text))):
        kind = "digit"
        width += round(_DIGIT_OVERLAP * font.upem)
    parts = [Part(glyph.id, round(glyph.x / unit), round(glyph.y / unit)) for glyph in cluster.drawing.glyphs]
    return _Cell(font, size, text, font.code(text, width, (*parts, HOLLOW)), left, width * unit, cluster.rtl, kind)


def _cells(group: list[Cluster]) -> Iterator[_Cell]:
    """Yield the cells of clusters that are shaped together: ligatures, letters with their marks, spaces."""
    first = group[0]
    font, size, rtl = first.font, first.size, first.rtl
    unit = size / font.upem
    left = min(min(cluster.x, cluster.x + cluster.width) for cluster in group)
    right = max(max(cluster.x, cluster.x + cluster.width) for cluster in group)
    text = "".join(cluster.text for cluster in group)
    if len(text) == 1 and text.isspace():
        # A space keeps its natural width; what justification adds is a gap that belongs to no code.
        width = min(font.space, round((right - left) / unit)) if right > left else font.space
        kind = "space" if rtl else "run"
        yield _Cell(font, size, text, font.code(text, max(width, 1), ()), left, right - left, rtl, kind)
        return
    widths = _share(text, min(max(round((right - left) / unit), 1), _WIDEST), font.upem)
    parts = tuple(
        Part(glyph.id, round((cluster.x + glyph.x - left) / unit), round(glyph.y / unit))
        for cluster in group
        for glyph in cluster.drawing.glyphs
    )
    digit = not rtl and _is_arabic_digit(text[0])
    edge = 0
    starts = []
    for width in widths[::-1] if rtl else widths:
        starts.append(edge)
        edge += width
    if rtl:
        starts.reverse()
    for at, (character, start, width) in enumerate(zip(text, starts, widths, strict=True)):
        drawing = tuple(part._replace(x=part.x - start) for part in parts) if at == 0 else ()
        extra = round(_DIGIT_OVERLAP * font.upem) if digit else 0
        kind = "digit" if digit else "letter" if rtl else "run"
        code = font.code(character, width + extra, (*drawing, HOLLOW))
        yield _Cell(font, size, character, code, left + start * unit, (width + extra) * unit, rtl, kind)


def _share(text: str, width: int, upem: int) -> list[int]:
    """Share the width of a cluster among its characters, in font units: marks get little, letters the rest evenly."""
    marks = [at > 0 and _is_mark(character) for at, character in enumerate(text)]
    mark = min(round(_MARK_CELL * upem), width // (len(text) + 1))
    letters = marks.count(False)
    rest = width - mark * marks.count(True)
    edges = [rest * at // letters for at in range(letters + 1)]
    shares = iter(edges[at + 1] - edges[at] for at in range(letters))
    return [mark if is_mark else next(shares) for is_mark in marks]


def _with_marks(cells: list[_Cell]) -> Iterator[_Cell]:
    """Add the marks of direction a careful typist would, so that readers that go by the page see where runs end.

    Poppler then keeps the space after a left-to-right run on the run's far side, and does not join numbers across a
    hyphen; PDFium keeps the vowel sign before a full stop with its letter; MuPDF goes on from the mark's place.
    """
    start: _Cell | None = None  # of the left-to-right run under way
    for at, cell in enumerate(cells):
        before = cells[at - 1] if at else None
        if not cell.rtl and start is None:
            start = cell
            if before and _is_neutral(before.text):
                right = next((one for one in cells[at:] if one.rtl), None)
                run = cells[at : cells.index(right)] if right else cells[at:]
                yield _mark_at(cell, max(one.x + one.advance for one in run))
            if before and cell.kind == "digit":  # or MuPDF would begin a line
                yield _mark_at(cell, cell.x, _LEFT_TO_RIGHT_MARK)
        if before and cell.rtl and _is_mark(before.text) and _is_neutral(cell.text):
            yield _mark_at(before, before.x)
        yield cell
        following = cells[at + 1 : at + 3]
        if cell.rtl and _is_neutral(cell.text) and [one.text.isspace() for one in following] == [True, False]:
            if not following[1].rtl:
                yield _mark_at(cell, cell.x)
        elif not cell.rtl and start and at + 1 < len(cells) and cells[at + 1].rtl:
            left = min(start.x, cell.x)
            if cell.kind == "digit":
                yield _mark_at(cell, left, _LEFT_TO_RIGHT_MARK)
            yield _mark_at(cell, left)
            start = None


def _mark_at(cell: _Cell, right: float, mark: str = _RIGHT_TO_LEFT_MARK) -> _Cell:
    """Return a mark of direction in the font of `cell` that ends at `right`."""
    em = 0.02 if mark == _RIGHT_TO_LEFT_MARK else 0.01
    code = cell.font.code(mark, round(em * cell.font.upem), (HOLLOW,))
    return _Cell(cell.font, cell.size, mark, code, right - em * cell.size, 0, True, "letter")


def _show_usual(found: list[tuple[float, list[_Known]]], x: float, y: float, *, guard: bool) -> Iterator[str]:
    """Yield what `_show` would, for a line of letters and spaces of right-to-left runs, as most are."""
    pen: int | None = None
    nudge = 0
    for left, known in found:
        for one in known:
            nudge = 1 - nudge
            place = round((x + (left + one.step)) * 100)
            if pen is None:
                yield f"{one.fonts[nudge]} 1 0 0 -1 {_hundredths(place)} {_height(y)} Tm {one.shown}"
            else:
                yield f"{one.fonts[nudge]} {_hundredths(place - pen)} 0 Td {one.shown}"
            pen = place
            if guard and one.cell.kind == "space":
                yield f"ET /{GUARD} Do BT"
                pen = None


def _show(cells: list[_Cell], x: float, y: float, *, guard: bool) -> Iterator[str]:
    pen: int | None = None  # where the last Td or Tm put the start of the line, in hundredths
    at, last = 0, len(cells)
    nudge = 0
    while at < last:
        font, size, _, code, left, _, rtl, kind = cells[at]
        end = at + 1
        if kind == "run":  # codes that follow each other are shown together
            while end < last and _continues(cells[end - 1], cells[end]):
                end += 1
        nudge = 1 - nudge if rtl else 0
        # Each Tf makes pypdf take what it has read so far as it stands.
        choice = _font(font.key, size, nudge)
        place = round((x + left) * 100)
        move = f"1 0 0 -1 {_hundredths(place)} {_height(y)} Tm" if pen is None else f"{_hundredths(place - pen)} 0 Td"
        pen = place
        shown = f"{code:04x}" if end == at + 1 else "".join(f"{one.code:04x}" for one in cells[at:end])
        yield f"{choice} {move} <{shown}> Tj"
        if guard and kind == "space":
            yield f"ET /{GUARD} Do BT"
            pen = None
        at = end


@lru_cache(maxsize=256)
def _font(key: str, size: float, nudge: int) -> str:
    return f"/{key} {round(size + nudge * _NUDGE, 3):g} Tf"


def _continues(before: _Cell, cell: _Cell) -> bool:
    fits = abs(before.x + before.advance - cell.x) < 0.004 * cell.size
    return cell.kind == "run" and fits and (cell.font, cell.size) == (before.font, before.size)


@lru_cache(maxsize=64)
def _height(y: float) -> str:
    return f"{round(y, 3):g}" if abs(y) < 1000 else f"{y:.2f}"


@lru_cache(maxsize=8192)
def _hundredths(value: int) -> str:
    return f"{value / 100:.2f}".rstrip("0").rstrip(".")
