"""Strings as operators of a content stream (ISO 32000-1, 9.4)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .cells import Cell, Number
from .font import LayerFont
from .strings import String

#: In em: pdf.js takes a gap of more than 0.6 em for the end of a line, of more than 0.102 em for a space, of less than
#: 0.03 em for none.
_LARGEST_GAP, _LEAST_SPACE, _NO_SPACE = 0.58, 0.11, 0.025
#: In thousandths of the size: moves of the pen that are left out.
_TOLERANCE = 3


def operators(strings: Iterable[String], y: float) -> bytes:
    """Return the operators that show strings on the base line `y`. They stand between BT and ET."""
    writer = _Writer(y)
    for string in strings:
        writer.begin()
        for cells in (string.edge, string.before, string.lead):
            if cells:
                writer.show(cells)
        if string.before and not string.rtl:
            writer.choose_again()
        writer.show(string.cells)
        if string.after:
            writer.show(string.after)
    return "\n".join(writer.lines).encode()


class _Writer:
    def __init__(self, y: float) -> None:
        self.lines: list[str] = []
        self._y = _height(y)
        self._font: LayerFont | None = None
        self._size = 0.0
        self._pen = 0.0
        self._factor: float = 1
        #: The number that is being shown, and what is to be written with the next operator.
        self._number: Number | None = None
        self._array: list[str] = []
        self._codes: list[str] = []

    def begin(self) -> None:
        """Begin a string: choosing its font makes pypdf take what it has read so far as it stands."""
        self._font = None

    def choose_again(self) -> None:
        """Choose the font once more, for pypdf."""
        self.lines.append(self.lines[-1] if self._font is None else f"/{self._font.key} {_number(self._size)} Tf")

    def show(self, cells: list[Cell]) -> None:
        """Show cells from left to right."""
        whole, letters = _scales(cells)
        begun = False
        for at, (x, code, _, number) in enumerate(cells):
            self._read_as(number)
            size = code.size
            factor = letters.get(at, 1) * whole
            if code.font is not self._font or size != self._size:
                self._flush()
                new = self._font is None
                self._font, self._size = code.font, size
                self.lines.append(f"/{code.font.key} {_number(size)} Tf")
                if new:
                    self._move(x, factor)
            if factor != self._factor:
                self._flush()
                self._move(x, factor)
            adjust = round((self._pen - x) / size * 1000)
            if not -_TOLERANCE < adjust < _TOLERANCE:
                if begun:
                    self._end_codes()
                    self._array.append(str(adjust))
                    self._pen -= adjust * size / 1000
                else:
                    self._move(x, factor)
            begun = True
            self._codes.append(code.number)
            self._pen += code.advance
        self._flush()
        self._read_as(None)
        if self._factor != 1:
            self.lines.append("100 Tz")
            self._factor = 1
            self._font = None

    def _end_codes(self) -> None:
        if self._codes:
            self._array.append(f"<{''.join(self._codes)}>")
            self._codes.clear()

    def _flush(self) -> None:
        self._end_codes()
        if self._array:
            array = self._array
            self.lines.append(f"{array[0]} Tj" if len(array) == 1 else f"[{''.join(array)}] TJ")
            array.clear()

    def _read_as(self, number: Number | None) -> None:
        """Put what follows into marked content that is read as a number, or end that."""
        if number is self._number:
            return
        self._flush()
        if self._number:
            self.lines.append("EMC")
        if number:
            self.lines.append(f"/Span <</ActualText <feff{number.text.encode('utf-16-be').hex()}>>> BDC")
        self._number = number

    def _move(self, x: float, factor: float) -> None:
        """Move the pen; `factor` is what the matrix widens, and the scale of text narrows again."""
        if factor != self._factor:
            self.lines.append(f"{100 / factor:.6g} Tz")
            self._factor = factor
        at = round(x * 100)
        self.lines.append(f"{factor:g} 0 0 -1 {_hundredths(at)} {self._y} Tm")
        self._pen = at / 100


def _scales(cells: list[Cell]) -> tuple[float, dict[int, float]]:
    """Return by how much pdf.js's measure of gaps is to be widened: for the string, and for some of its letters.

    Where a gap is wider than it takes for a space of the line, for the whole string. A letter with a vowel sign after a
    space (from the left) is measured from the letter before that space, and a second space would stand between the
    sign, which it has already counted, and the letter.
    """
    largest = 0.0
    least = 1.0
    letters: dict[int, float] = {}
    end: float | None = None
    after_mark = False
    for number, (x, code, *_) in enumerate(cells):
        if code.text == " ":
            continue
        if code.is_mark:
            after_mark = True
            continue
        gap = 0.0 if end is None else (x - end) / code.size
        if gap > 0.1:
            largest, least = max(largest, gap), min(least, gap)
        if gap > 0.09 and after_mark and code.rtl:
            ink = next((at for at in range(number, len(cells)) if cells[at].code.parts), number)
            # PDFium drops what is shown without ink, such as the second letter of a ligature.
            letters.update(dict.fromkeys(range(number, ink + 1), round(gap / _NO_SPACE, 2)))
        end = x + code.advance
        after_mark = False
    whole = round(largest / _LARGEST_GAP + 0.05, 2)
    return (whole if largest > _LARGEST_GAP and least / whole > _LEAST_SPACE else 1), letters


@lru_cache(maxsize=256)
def _number(size: float) -> str:
    return f"{round(size, 3):g}"


@lru_cache(maxsize=64)
def _height(y: float) -> str:
    return f"{round(y, 3):g}" if abs(y) < 1000 else f"{y:.2f}"


@lru_cache(maxsize=8192)
def _hundredths(value: int) -> str:
    return f"{value / 100:.2f}".rstrip("0").rstrip(".")
