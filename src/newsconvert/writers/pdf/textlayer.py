"""The text layer: a line of shaped text as PDF operators that give the text back whole, in the order it is read.

Every character gets a code of its own, shown by an operator of its own, in logical order; the drawing of a cluster
hangs on the code of its first character. `docs/pdf-text.md` tells why each extractor needs what is done here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from .layerfont import HOLLOW, LayerFont, Part

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
_RIGHT_TO_LEFT_MARK, _LEFT_TO_RIGHT_MARK = "\N{RIGHT-TO-LEFT MARK}", "\N{LEFT-TO-RIGHT MARK}"


class Glyph(NamedTuple):
    """A glyph of a shaped line: its id, None where the font has none, and its place in points from the line's start."""

    id: int | None
    x: float
    y: float


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
    glyphs: list[Glyph]


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
    cells: list[_Cell] = []
    for group in _groups(clusters):
        if len(group) == 1 and len(group[0].text) == 1 and group[0].glyphs and group[0].width > 0:
            cells.append(_letter(group[0], number=bool(cells) and cells[-1].kind == "digit"))
        else:
            cells.extend(_cells(group))
    if rtl:
        cells = list(_with_marks(cells))
    return "\n".join(_show(cells, x, y, guard=guard)).encode()


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


def _groups(clusters: Iterable[Cluster]) -> Iterator[list[Cluster]]:
    """Put each combining mark with the letter it stands on."""
    group: list[Cluster] = []
    for cluster in clusters:
        if group and not (_is_mark(cluster.text[0]) and cluster.font is group[0].font):
            yield group
            group = []
        group.append(cluster)
    if group:
        yield group


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
    parts = [Part(glyph.id, round((glyph.x - left) / unit), round(glyph.y / unit)) for glyph in cluster.glyphs]
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
        Part(glyph.id, round((glyph.x - left) / unit), round(glyph.y / unit))
        for cluster in group
        for glyph in cluster.glyphs
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


def _show(cells: list[_Cell], x: float, y: float, *, guard: bool) -> Iterator[str]:
    pen: float | None = None  # where the last Td or Tm put the start of the line
    at = 0
    nudge = 0
    while at < len(cells):
        cell = cells[at]
        end = at + 1
        if cell.kind == "run":  # codes that follow each other are shown together
            while end < len(cells) and _continues(cells[end - 1], cells[end]):
                end += 1
        nudge = 1 - nudge if cell.rtl else 0
        # Each Tf makes pypdf take what it has read so far as it stands.
        font = _font(cell.font.key, cell.size, nudge)
        place = round(x + cell.x, 2)
        move = f"1 0 0 -1 {_number(place)} {_number(y)} Tm" if pen is None else f"{_number(place - pen)} 0 Td"
        pen = place
        shown = f"{cell.code:04x}" if end == at + 1 else "".join(f"{one.code:04x}" for one in cells[at:end])
        yield f"{font} {move} <{shown}> Tj"
        if guard and cell.kind == "space":
            yield f"ET /{GUARD} Do BT"
            pen = None
        at = end


@lru_cache(maxsize=256)
def _font(key: str, size: float, nudge: int) -> str:
    return f"/{key} {_number(size + nudge * _NUDGE)} Tf"


def _continues(before: _Cell, cell: _Cell) -> bool:
    fits = abs(before.x + before.advance - cell.x) < 0.004 * cell.size
    return cell.kind == "run" and fits and (cell.font, cell.size) == (before.font, before.size)


def _number(value: float) -> str:
    return f"{round(value, 3):g}" if abs(value) < 1000 else f"{value:.2f}"
