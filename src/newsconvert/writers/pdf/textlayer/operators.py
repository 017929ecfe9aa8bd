"""Strings as operators of a content stream (ISO 32000-1, 9.4)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .cells import Cell, is_mark
from .strings import OPT, Run


def operators(runs: Iterable[Run], y: float) -> bytes:
    """Return the operators that show strings on the base line `y`. They stand between BT and ET."""
    out = _Operators(y)
    for run in runs:
        out.font = None
        for cells in (run.start, run.lead, run.cells, run.tail):
            if cells:
                if cells is run.cells and run.lead and not run.rtl:
                    out.again()
                out.show(cells)
    return "\n".join(out.lines).encode()


class _Operators:
    def __init__(self, y: float) -> None:
        self.y = _height(y)
        self.lines: list[str] = []
        self.font: object = None
        self.size = 0.0
        self.pen = 0.0
        self.scaled = False

    def again(self) -> None:
        """Choose the font again."""
        self.lines.append(f"/{self.font.key} {round(self.size, 3):g} Tf")

    def move(self, place: float, factor: float = 1) -> None:
        if factor != 1:
            self.lines.append(f"{100 / factor:.6g} Tz")
        elif self.scaled:
            self.lines.append("100 Tz")
        self.scaled = factor != 1
        at = round(place * 100)
        self.lines.append(f"{factor:g} 0 0 -1 {_hundredths(at)} {self.y} Tm")
        self.pen = at / 100

    def show(self, cells: list[Cell]) -> None:
        special = wide_gaps(cells) if "mz" in OPT else {}
        array: list[str] = []
        codes = ""

        def flush() -> None:
            nonlocal codes
            if codes:
                array.append(f"<{codes}>")
                codes = ""
            if array:
                self.lines.append(f"{array[0]} Tj" if len(array) == 1 else f"[{''.join(array)}] TJ")
            array.clear()

        for number, cell in enumerate(cells):
            place, size = cell.x, cell.size
            if cell.font is not self.font or size != self.size:
                flush()
                start = self.font is None
                self.font, self.size = cell.font, size
                self.lines.append(f"/{cell.font.key} {round(size, 3):g} Tf")
                if start:
                    self.move(place)
            if number in special or self.scaled:
                flush()
                self.move(place, special.get(number, 1))
            elif number == 0 and abs(self.pen - place) > 0.003 * size:
                self.move(place)
            adjust = round((self.pen - place) / size * 1000)
            if abs(adjust) >= 3:
                if codes:
                    array.append(f"<{codes}>")
                    codes = ""
                array.append(str(adjust))
                self.pen -= adjust * size / 1000
            codes += f"{cell.code:04x}"
            self.pen += cell.advance
        flush()
        if self.scaled:
            self.lines.append("100 Tz")
            self.scaled = False
            self.pen = 1e9


def wide_gaps(cells: list[Cell]) -> dict[int, float]:
    """Letters that carry a mark and follow, from the left, a space: by how much to hide the space from pdf.js."""
    found = {}
    for n, c in enumerate(cells):
        if n < 2 or not is_mark(cells[n - 1].text[0]) or is_mark(c.text[0]) or not c.rtl:
            continue
        m = n - 1
        while m > 0 and is_mark(cells[m].text[0]):
            m -= 1
        if cells[m].text != " " or m == 0:
            continue
        before = cells[m - 1]
        gap = (c.x - before.x - before.advance) / c.size
        if gap > 0.09:
            found[n] = round(gap / 0.085, 2)
    return found


@lru_cache(maxsize=64)
def _height(y: float) -> str:
    return f"{round(y, 3):g}" if abs(y) < 1000 else f"{y:.2f}"


@lru_cache(maxsize=8192)
def _hundredths(value: int) -> str:
    return f"{value / 100:.2f}".rstrip("0").rstrip(".")
