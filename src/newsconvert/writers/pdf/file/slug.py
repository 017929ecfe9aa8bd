"""The slug line of sheets for a printer, outside what is trimmed: which job, which page, when, which colour.

It is drawn as outlines, so that no program takes it for text of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

import pydyf

from ....resources import Typefaces
from ...lettering import EM, Line, outline, set_lines

#: In points: the letters, the baseline above the edge of the sheet, and the distance from the trimmed sides, which the
#: crop marks need.
_SIZE, _BASELINE, _ASIDE = 6.5, 8, 16
#: The share of the line that the title may take.
_TITLE = 0.7
_POINT = re.compile(r"([MLQCZ])([-\d ]*)")


def add_slugs(pdf: pydyf.PDF, title: str, stamp: datetime | None, typefaces: Typefaces) -> None:
    """Draw the line at the foot of each page that has a bleed: title, number and count of pages, date, and K."""
    pages: list[Any] = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    for number, page in enumerate(pages, 1):
        left, low, _, _ = (float(edge) for edge in page["MediaBox"])
        inner, _, outer, _ = (float(edge) for edge in page["TrimBox"])
        if inner - left <= _ASIDE:
            continue
        start, room = inner + _ASIDE, outer - inner - 2 * _ASIDE
        day = f" · {stamp:%Y-%m-%d}" if stamp else ""
        told, named = (
            _line(text, typefaces, room * share, rtl=rtl)
            for text, share, rtl in ((f"{number}/{len(pages)} · K{day}", 1 - _TITLE, False), (title, _TITLE, True))
        )
        ends = ((told, start), (named, start + room - named.width * _SIZE / EM))
        drawn = [operator for line, x in ends for operator in _operators(line, x, low + _BASELINE)]
        content: Any = pdf.objects[int(page["Contents"].split()[0])]
        content.stream[:0] = [b"/Artifact BMC q 0 g", *drawn, b"Q EMC"]


def _line(text: str, typefaces: Typefaces, width: float, *, rtl: bool) -> Line:
    _, lines = set_lines(
        text, typefaces.text, typefaces, bold=False, rtl=rtl, sizes=(_SIZE,), width=width, height=_SIZE, leading=1
    )
    return lines[0] if lines else Line([], 0)


def _operators(line: Line, x: float, y: float) -> Iterator[bytes]:
    """Yield operators that fill the outlines of a line that starts at a point."""
    unit = _SIZE / EM
    for glyph in line.glyphs:
        yield f"q {unit:g} 0 0 {-unit:g} {x + glyph.x * unit:.3f} {y + glyph.y * unit:.3f} cm".encode()
        yield from _path(glyph.font, glyph.number)
        yield b"f Q"


@lru_cache(maxsize=1024)
def _path(font: str, glyph: int) -> tuple[bytes, ...]:
    """Return the operators of an outline, from SVG's path data, whose quadratic curves PDF does not have."""
    at, found = (0.0, 0.0), []
    for name, numbers in _POINT.findall(outline(font, glyph)):
        values = [float(one) for one in numbers.split()]
        points = [at, *zip(values[::2], values[1::2], strict=True)]
        if name == "Q":
            start, middle, end = points
            near, far = (
                tuple(side + (m - side) * 2 / 3 for side, m in zip(one, middle, strict=True)) for one in (start, end)
            )
            points = [at, near, far, end]  # type: ignore[list-item]
        at = points[-1]
        shown = " ".join(f"{value:g}" for point in points[1:] for value in point)
        found.append(f"{shown} {_OPERATORS[name]}".strip().encode())
    return tuple(found)


_OPERATORS = {"M": "m", "L": "l", "Q": "c", "C": "c", "Z": "h"}
