"""Arabic-Indic and Persian numbers, whose digits several readers take for letters that run from right to left.

MuPDF and pypdf return such digits in reverse, unless one code stands for the whole number. But a code has one place,
and a digit is to be found where it is drawn, so that each keeps a code: the last one's text is the number, those before
it are without text, and ActualText around them (ISO 32000-1, 14.9.4) is what PDFium, MuPDF and Poppler read instead.
"""

from __future__ import annotations

from .cells import Cell, Number, bidirectional

LRM = "\N{LEFT-TO-RIGHT MARK}"
#: The text of a code that has none of its own. It leaves the direction as it is for MuPDF, and pdf.js drops it.
QUIET = "\N{ZERO WIDTH NON-JOINER}"
#: Classes of what stands in a number (UAX #9, table 4).
_WEAK = frozenset(("EN", "AN", "CS", "ES", "ET", "NSM"))


def is_neutral(character: str) -> bool:
    """Return whether a character is a sign, which has no direction of its own."""
    return not character.isspace() and bidirectional(character) not in ("R", "AL", "L", "NSM", "EN", "AN")


def join_numbers(cells: list[Cell]) -> list[Cell]:
    """Return the cells of a left-to-right string, those of each Arabic-Indic number as one."""
    joined: list[Cell] = []
    at = 0
    while at < len(cells):
        end = at
        first = cells[at].code
        while end < len(cells) and cells[end].code.kind in _WEAK and cells[end].code.font is first.font:
            end += 1
        if any(cell.code.kind == "AN" or "\u06f0" <= cell.code.text <= "\u06f9" for cell in cells[at:end]):
            joined += _number(cells[at:end])
        else:
            end = max(end, at + 1)
            joined += cells[at:end]
        at = end
    return joined


def _number(cells: list[Cell]) -> list[Cell]:
    text = "".join(cell.code.text for cell in cells)
    # It ends with no digit, or MuPDF would find that it agrees with the last code and put all digits at that place.
    number = Number(text + QUIET)
    texts = [*[QUIET] * (len(cells) - 1), QUIET + text]
    return [
        cell._replace(code=cell.code.with_text(text), number=number) for cell, text in zip(cells, texts, strict=True)
    ]
