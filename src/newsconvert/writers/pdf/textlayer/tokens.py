"""Arabic-Indic and Persian numbers, whose digits several readers take for letters that run from right to left.

So does pypdf with the Arabic comma between other digits. MuPDF and pypdf return such digits in reverse, unless one code
stands for the whole number. But a code has one place, and a digit is to be found where it is drawn, so that each keeps
a code: the last one's text is the number, those before it are without text, and ActualText around them (ISO 32000-1,
14.9.4) is what PDFium, MuPDF, Poppler and PDFBox read instead.
"""

from __future__ import annotations

import re

from .cells import Cell, Number, bidirectional
from .forms import WIDEST

LRM, NBSP = "\N{LEFT-TO-RIGHT MARK}", "\N{NO-BREAK SPACE}"
#: The text of a code that has none of its own. It leaves the direction as it is for MuPDF, and pdf.js drops it.
QUIET = "\N{ZERO WIDTH NON-JOINER}"
#: Classes of what stands in a number (UAX #9, table 4).
_WEAK = frozenset(("EN", "AN", "CS", "ES", "ET", "NSM"))


#: What stands before the groups of a telephone number, whose order is overridden.
_JOINTS = re.compile(r"[ +]+(?=\d)")


def is_neutral(text: str) -> bool:
    """Return whether the text of a code begins with a sign, which has no direction of its own."""
    return not text.isspace() and bidirectional(text[0]) not in ("R", "AL", "L", "NSM", "EN", "AN")


def join_numbers(cells: list[Cell]) -> list[Cell]:
    """Return the cells of a left-to-right string, those of each Arabic-Indic number as one."""
    joined: list[Cell] = []
    at = 0
    while at < len(cells):
        end = at
        first = cells[at].code
        while end < len(cells) and cells[end].code.font is first.font:
            if not (cells[end].code.kind in _WEAK or cells[end].is_space):
                break
            end += 1
        while end > at and cells[end - 1].is_space:
            end -= 1
        if any(cell.code.kind == "AN" or _is_turned(cell.code.text) for cell in cells[at:end]):
            joined += _number(cells[at:end])
        else:
            end = max(end, at + 1)
            joined += cells[at:end]
        at = end
    return joined


def _is_turned(text: str) -> bool:
    return text == "،" or "\u06f0" <= text <= "\u06f9"


def _number(cells: list[Cell]) -> list[Cell]:
    text = "".join(cell.code.text for cell in cells)
    # It ends with no digit, or MuPDF would find that it agrees with the last code and put all digits at that place.
    # Groups of a telephone number would change places: in PDFium and PDFBox at a space, in others without marks.
    number = Number(text.replace(" ", NBSP) + QUIET)
    text = _JOINTS.sub(lambda found: f"{LRM}{found[0]}{LRM}", text)
    texts = [*[QUIET] * (len(cells) - 1), QUIET + text]
    return [
        cell._replace(code=cell.code.with_text(text, _width(cell, following)), number=number)
        for cell, following, text in zip(cells, [*cells[1:], cells[-1]], texts, strict=True)
    ]


def _width(cell: Cell, following: Cell) -> int | None:
    """Return the width of a space up to what follows, None for others: no reader finds a gap inside the number."""
    code = cell.code
    wide = round((following.x - cell.x) * code.font.upem / code.size) if cell.is_space else 0
    return wide if 0 < wide < WIDEST else None
