"""Left-to-right words and numbers in a right-to-left line, with the signs that stand right at them.

Of `(25%).` the number alone is a left-to-right run; its signs stand where the line's direction puts them, in the strings
about it, and a reader that adds a space or a mark between strings tears the token apart. Where every reader gives the
text of a code back as it is, signs and number are one code, whose text is in logical order.
"""

from __future__ import annotations

from .cells import WIDEST, Cell, Code, bidirectional
from .font import Part

LRM = "\N{LEFT-TO-RIGHT MARK}"
QUIET = "\u200c"
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "<": ">", '"': '"', "'": "'"}
#: PDFium takes a stretch of these for one that runs from left to right in any line.
_WEAK = frozenset(("EN", "AN", "CS", "ES", "ET", "NSM"))


def is_neutral(character: str) -> bool:
    """Tell whether a character is a sign, which has no direction of its own."""
    return not character.isspace() and bidirectional(character) not in ("R", "AL", "L", "NSM", "EN", "AN")


def join_signs(cells: list[Cell]) -> list[Cell]:
    """Return the cells of a right-to-left line, in logical order, with the signs at tokens joined to them."""
    if all(cell.code.rtl for cell in cells):
        return cells
    joined: list[Cell] = []
    at = 0
    while at < len(cells):
        end = at
        first = cells[at].code
        while end < len(cells) and _may_join(cells[end].code, first):
            end += 1
        joined += _joined(cells[at:end]) if end > at else cells[at : at + 1]
        at = max(end, at + 1)
    return joined


def _may_join(code: Code, first: Code) -> bool:
    alike = code.font is first.font and code.size == first.size
    return alike and (not code.rtl or (len(code.text) == 1 and is_neutral(code.text)))


def _joined(cells: list[Cell]) -> list[Cell]:
    """Return the cells of a stretch of words, numbers and signs, as many of the signs joined as may be."""
    runs = [number for number, cell in enumerate(cells) if not cell.code.rtl]
    if not runs or len(runs) == len(cells):
        return cells
    for start in range(runs[0] + 1):
        for end in range(len(cells), runs[-1], -1):
            part = cells[start:end]
            if any(cell.code.rtl for cell in part) and _comes_back(part):
                return [*cells[:start], *_one_token(part), *cells[end:]]
    return cells


def _comes_back(cells: list[Cell]) -> bool:
    """Tell whether every reader gives the text of these cells back as it is, if it is that of one code.

    PDFium cuts a line in stretches of one class, and puts those of a right-to-left line in reverse: a stretch of numbers
    and their separators stays as it is; so do brackets, which it mirrors as well. pdf.js turns Arabic-Indic digits
    round with what follows them.
    """
    if any(cell.code.kind in ("AN", "NSM", "BN", "R", "AL") or len(cell.code.text) != 1 for cell in cells):
        return False
    start, end = 0, len(cells)
    while end - start > 2:
        first, last = cells[start].code, cells[end - 1].code
        if not (first.rtl and last.rtl and _PAIRS.get(first.text) == last.text):
            break
        start, end = start + 1, end - 1
    inside = [cell.code for cell in cells[start:end]]
    return all(not code.rtl for code in inside) or all(code.kind in _WEAK for code in inside)


def _one_token(cells: list[Cell]) -> list[Cell]:
    """Return the cells with one code for all of them, or, of several words, one for the first and one for the last.

    On paper a pair of brackets changes sides: the closing one stands left of the first word.
    """
    spaces = [number for number, cell in enumerate(cells) if cell.is_space]
    if not spaces:
        return [merge(cells, "".join(cell.code.text for cell in cells))]
    words = [number for number, cell in enumerate(cells) if not cell.code.rtl]
    opening, closing = cells[: words[0]], cells[words[-1] + 1 :]
    first, last = cells[words[0] : spaces[0]], cells[spaces[-1] + 1 : words[-1] + 1]
    return [
        merge([*closing, *first], "".join(cell.code.text for cell in (*opening, *first))),
        *cells[spaces[0] : spaces[-1] + 1],
        merge([*last, *opening], "".join(cell.code.text for cell in (*last, *closing))),
    ]


def merge(cells: list[Cell], text: str) -> Cell:
    """Return one left-to-right cell that draws what these do and has the text `text`."""
    of = next((cell for cell in cells if not cell.code.rtl), cells[0])
    font, size = of.code.font, of.code.size
    unit = size / font.upem
    left, right = min(cell.x for cell in cells), max(cell.right for cell in cells)
    parts = tuple(
        Part(part.id, part.x + round((cell.x - left) / unit), part.y) for cell in cells for part in cell.code.parts
    )
    width = min(max(round((right - left) / unit), 1), WIDEST)
    return Cell(left, Code(font, size, text, width, parts, rtl=False), of.box)


def join_numbers(cells: list[Cell]) -> list[Cell]:
    """Return the cells of a left-to-right string with each Arabic-Indic number as one code.

    MuPDF and pypdf take these digits for letters that run from right to left and would return them in reverse; MuPDF
    takes the direction of a code from its first character, pypdf leaves a code of several characters as it is.
    """
    joined: list[Cell] = []
    at = 0
    while at < len(cells):
        end = at
        font = cells[at].code.font
        while end < len(cells) and cells[end].code.kind in _WEAK and cells[end].code.font is font:
            end += 1
        if any(cell.code.kind == "AN" for cell in cells[at:end]):
            joined.append(merge(cells[at:end], QUIET + "".join(cell.code.text for cell in cells[at:end])))
        else:
            end = max(end, at + 1)
            joined += cells[at:end]
        at = end
    return joined
