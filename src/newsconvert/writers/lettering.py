"""Display type as outlines: a few lines shaped, put in visual order and broken evenly, to be drawn without fonts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from .. import bidi
from ..arabic import INVISIBLE
from ..markup import xml_text
from ..resources import Family, Typefaces, open_face
from .balance import balance_lines, break_lines

#: Positions and outlines are in thousandths of an em, whatever the font's own units are.
EM = 1000
_UNSEEN = re.compile(f"(?![\u200c\u200d]){INVISIBLE.pattern}")


class Glyph(NamedTuple):
    """An outline of the font file at a path; its origin lies right of the line's start and above the baseline."""

    font: str
    number: int
    x: float
    y: float


class Line(NamedTuple):
    """A line in visual order, from left to right, and how wide it is."""

    glyphs: list[Glyph]
    width: float


class _Piece(NamedTuple):
    """A stretch of one word in one font and one embedding level (UAX #9, BD2)."""

    text: str
    level: int
    font: str


class _Word(NamedTuple):
    """The space before a word, and the word's pieces in logical order."""

    space: _Piece
    pieces: list[_Piece]


@lru_cache(maxsize=32)
def _font(path: str) -> Any:
    import uharfbuzz as hb

    font = hb.Font(open_face(Path(path)))
    font.scale = (EM, EM)
    return font


@lru_cache(maxsize=8192)
def _shape(text: str, font: str, rtl: bool) -> tuple[tuple[tuple[int, int, int], ...], int]:
    """Return the glyphs of a piece from left to right, each with its origin, and the width of the piece."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    hb.shape(_font(font), buffer)
    found, x = [], 0
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        found.append((info.codepoint, x + at.x_offset, at.y_offset))
        x += at.x_advance
    return tuple(found), x


def set_lines(
    text: str, family: Family, typefaces: Typefaces, *, bold: bool, rtl: bool, sizes: Sequence[float], width: float,
    height: float, leading: float,
) -> tuple[float, list[Line]]:  # fmt: skip
    """Return the largest of `sizes` at which `text` fits in a box, and its lines, as even in width as they can be.

    `leading` is the distance of baselines in ems. Text that does not fit at the last size is cut between words.
    """
    words = _words(_UNSEEN.sub("", xml_text(text)), family, typefaces, bold, rtl)
    widths = [sum(_shape(piece.text, piece.font, bool(piece.level % 2))[1] for piece in word.pieces) for word in words]
    space = _shape(" ", _file(family, bold), rtl)[1]
    for size in sizes:
        room, most = width * EM / size, max(1, int(height / size / leading))
        counts = break_lines(widths, space, room)
        if len(counts) <= most and max(widths, default=0) <= room:
            counts = balance_lines(widths, space, room, len(counts), [_text(word) for word in words])
            break
    else:
        counts = counts[:most]
        if sum(counts) < len(words):
            words = words[: sum(counts)]
            words[-1].pieces.extend(_words("…", family, typefaces, bold, rtl)[0].pieces)
    lines, at = [], 0
    for count in counts:
        lines.append(_line(words[at : at + count]))
        at += count
    return size, lines


def _words(text: str, family: Family, typefaces: Typefaces, bold: bool, rtl: bool) -> list[_Word]:
    """Return the words of `text`."""
    levels = bidi.levels(text, rtl=rtl)
    chain = [(face, face.characters) for face in typefaces.chain(family)]
    fonts = {
        character: _file(next((face for face, known in chain if ord(character) in known), family), bold)
        for character in set(text)
    }
    words: list[_Word] = []
    for found in re.finditer(r"\S+", text):
        word: list[_Piece] = []
        for at in range(found.start(), found.end()):
            character, level = text[at], levels[at]
            font = fonts[character]
            if word and _clings(character):
                font = word[-1].font
            if word and (word[-1].font, word[-1].level) == (font, level):
                word[-1] = _Piece(word[-1].text + character, level, font)
            else:
                word.append(_Piece(character, level, font))
        before = levels[found.start() - 1] if found.start() else int(rtl)
        words.append(_Word(_Piece(" ", before, _file(family, bold)), word))
    return words


def _text(word: _Word) -> str:
    return "".join(piece.text for piece in word.pieces)


def _file(family: Family, bold: bool) -> str:
    return str(family.bold if bold else family.regular)


def _clings(character: str) -> bool:
    return "\u064b" <= character <= "\u0670" or character in "\u200c\u200d" or "\u0300" <= character <= "\u036f"


def _line(words: Sequence[_Word]) -> Line:
    """Return words as a line, in visual order."""
    glyphs: list[Glyph] = []
    x = 0
    for piece in _reorder(words):
        found, width = _shape(piece.text, piece.font, bool(piece.level % 2))
        glyphs += [Glyph(piece.font, number, x + right, up) for number, right, up in found]
        x += width
    return Line(glyphs, x)


def _reorder(words: Sequence[_Word]) -> list[_Piece]:
    """Return the pieces of a line, and the spaces between its words, in visual order (UAX #9, rule L2)."""
    pieces: list[_Piece] = []
    for word in words:
        pieces += [word.space, *word.pieces] if pieces else word.pieces
    return [pieces[at] for at in bidi.visual_order([piece.level for piece in pieces])]


@lru_cache(maxsize=4096)
def outline(path: str, number: int) -> str:
    """Return the outline of a glyph as SVG path data, the y axis pointing down as SVG's does."""
    import uharfbuzz as hb

    parts: list[str] = []

    def point(*values: float) -> str:
        return " ".join(f"{round(value) if at % 2 == 0 else -round(value)}" for at, value in enumerate(values))

    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, _: parts.append("M" + point(x, y)))
    funcs.set_line_to_func(lambda x, y, _: parts.append("L" + point(x, y)))
    funcs.set_quadratic_to_func(lambda a, b, x, y, _: parts.append("Q" + point(a, b, x, y)))
    funcs.set_cubic_to_func(lambda a, b, c, d, x, y, _: parts.append("C" + point(a, b, c, d, x, y)))
    funcs.set_close_path_func(lambda _: parts.append("Z"))
    _font(path).draw_glyph(number, funcs)
    return "".join(parts)


def coverage(glyphs: Sequence[tuple[Glyph, float]], scale: float, stride: int, top: int, bottom: int) -> bytes:
    """Return a picture of `glyphs`, each with its size: a byte a pixel, 255 where it is covered, rows from the top.

    Positions and sizes times `scale` are in pixels from the top left. The rows are those from `top` to before `bottom`,
    `stride` pixels each, the first of which lies left of the picture.
    """
    import uharfbuzz as hb

    canvas = hb.RasterDraw()
    for glyph, size in glyphs:
        unit = size * scale / EM
        canvas.transform = (unit, 0, 0, -unit, glyph.x * scale, glyph.y * scale)
        canvas.draw_glyph(_font(glyph.font), glyph.number)
    canvas.extents = hb.RasterExtents(-1, top, stride, bottom - top, stride)
    return bytes(canvas.render().buffer)
