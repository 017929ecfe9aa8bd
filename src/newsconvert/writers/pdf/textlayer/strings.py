"""The strings of a line: in the order they are read, each with its codes from left to right."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache

from .cells import WIDEST, Cell, is_mark
from .font import Part

OPT = set(os.environ.get("NC", "k,eo,tok,rlmsp,lm,mz,g,ka").split(","))
RLM, LRM = "\N{RIGHT-TO-LEFT MARK}", "\N{LEFT-TO-RIGHT MARK}"
GAP = float(os.environ.get("NCG", "0.15"))
ALM = "\u061c"
FIRM = {"a": ALM, "r": RLM}[os.environ.get("NCF", "a")]


class Run:
    """A string of a line: its cells from left to right, and the marks that stand before and after them.

    `start` stands at the right edge of the line, `lead` left of the cells, `tail` at their right end.
    """

    def __init__(self, cells: list[Cell], *, rtl: bool) -> None:
        self.cells, self.rtl = cells, rtl
        self.box = cells[0].box
        self.start: list[Cell] = []
        self.lead: list[Cell] = []
        self.tail: list[Cell] = []
        self.space = False


@cache
def kind(character: str) -> str:
    return unicodedata.bidirectional(character)


def is_neutral(character: str) -> bool:
    return len(character) == 1 and not character.isspace() and kind(character) not in ("R", "AL", "L", "NSM", "EN", "AN")


def marker(cell: Cell, text: str, x: float, *, rtl: bool = True, size: float | None = None, width: int = 0) -> Cell:
    return Cell(cell.font, size or cell.size, text, cell.font.code(text, width, ()), x, width * cell.size / cell.font.upem, rtl, cell.box)


def merged(cells: list[Cell], text: str) -> Cell:
    """Return one cell that draws what these do and has the text `text`."""
    first = next((cell for cell in cells if not cell.rtl), cells[0])
    unit = first.size / first.font.upem
    left = min(cell.x for cell in cells)
    right = max(cell.x + cell.advance for cell in cells)
    parts = tuple(
        Part(part.id, part.x + round((cell.x - left) / unit), part.y) for cell in cells for part in cell.parts
    )
    width = min(max(round((right - left) / unit), 1), WIDEST)
    return Cell(first.font, first.size, text, first.font.code(text, width, parts), left, width * unit, False, first.box, parts)


def runs_of(cells: list[Cell]) -> list[list[Cell]]:
    found: list[list[Cell]] = []
    for cell in cells:
        if found and (found[-1][-1].rtl, found[-1][-1].box) == (cell.rtl, cell.box):
            found[-1].append(cell)
        else:
            found.append([cell])
    return found


def weak(text: str) -> bool:
    """Whether PDFium takes all of the text for one left-to-right stretch that it does not turn round."""
    return all(kind(c) in ("EN", "AN", "CS", "ES", "ET", "NSM") for c in text)


def strings(cells: list[Cell], *, rtl: bool) -> list[Run]:
    runs = runs_of(cells)
    if "tok" in OPT and rtl:
        absorb(runs)
    out: list[Run] = []
    gaps: list[Cell | None] = []  # the space before each run, where the pen moves back
    backs: list[bool] = []
    kept: list[list[Cell]] = []
    gap: Cell | None = None
    for run in runs:
        if kept and rtl and left(run) < left(kept[-1]):
            if all(c.text == " " for c in run):
                gap = run[0]
                continue
            if kept[-1][-1].text == " " and len(kept[-1]) > 1:
                gap = kept[-1].pop()
            if run[0].text == " ":
                gap = run[0]
                run = run[1:]
            backs.append(True)
            gaps.append(gap)
        else:
            backs.append(False)
            gaps.append(None)
        kept.append(run)
        gap = None
    gaps.append(None)
    runs = kept
    number = -1
    for n, run in enumerate(runs):
        number += 1
        before = out[-1] if out else None
        space, after = gaps[n], gaps[n + 1]
        visual = [mend(cell, at, run) for at, cell in enumerate(run)]
        if run[0].rtl:
            visual.reverse()
        elif rtl:
            visual = guarded(numbers(visual))
        body = Run(visual, rtl=run[0].rtl)
        first, last = visual[0], visual[-1]
        lead: list[str] = []
        tail: list[str] = []
        x = first.x
        if rtl and number == 0 and "eo" in OPT:
            edge = max(c.x + c.advance for c in visual)
            body.start = [marker(last, LRM if run[0].rtl else RLM, edge + 0.05 * last.size, size=last.size + 0.001)]
            if run[0].rtl and (len(first.text) > 1 or is_neutral(first.text)):
                lead.append(ALM)
            if run[0].rtl and is_neutral(last.text):
                tail.append(ALM)
        if run[0].rtl and rtl and is_mark(first.text[0]):
            visual.insert(0, marker(first, ALM + " ", first.x - first.size / first.font.upem, width=1))
        if backs[n] and before is not None:
            x = first.x - GAP * first.size
            if run[0].rtl:
                lead = [*([LRM] if before.rtl else []), ALM]
                if space and before.rtl:
                    tail.append(ALM + " ")
            else:
                lead = [LRM + " " if space else LRM, RLM]
                if not before.rtl:
                    lead.insert(0, RLM)
        if rtl and not run[0].rtl and len(last.text) > 1 and kind(last.text[-1]) not in ("L", "EN"):
            tail.append(LRM)
        if not run[0].rtl and after is not None:
            visual[-1] = last._replace(text=last.text + " ", code=last.font.code(last.text + " ", round(last.advance * last.font.upem / last.size), last.parts))
        elif space is not None and (run[0].rtl or n + 1 == len(runs)):
            visual.append(marker(last, " ", last.x + last.advance, width=min(last.font.space, round(space.advance * last.font.upem / last.size))))
        body.lead = [marker(first, text, x) for text in lead]
        body.tail = [marker(last, text, last.x + last.advance) for text in tail]
        out.append(body)
    return out


def left(run: list[Cell]) -> float:
    return min(cell.x for cell in run)


def firm(cell: Cell) -> Cell:
    """Return a space that readers keep at the end of a string."""
    width = round(cell.advance * cell.font.upem / cell.size)
    return marker(cell, FIRM + " ", cell.x, width=width)


def mend(cell: Cell, number: int, run: list[Cell]) -> Cell:
    if not cell.rtl:
        return cell
    if len(cell.text) == 1 and kind(cell.text) in ("ES", "ET") and not (number + 1 < len(run) and kind(run[number + 1].text[0]) in ("AL", "R")):
        width = round(cell.advance * cell.font.upem / cell.size)
        return cell._replace(text=RLM + cell.text, code=cell.font.code(RLM + cell.text, width, cell.parts))
    return cell


_SAFE = re.compile(r"\d+(?:[.,:/+-]\d+)*[%\u066a]?")


def guarded(cells: list[Cell]) -> list[Cell]:
    text = "".join(c.text for c in cells)
    if kind(text[0]) == "L" or _SAFE.fullmatch(text):
        return cells
    first = cells[0]
    return [first._replace(text=LRM + first.text, code=first.font.code(LRM + first.text, round(first.advance * first.font.upem / first.size), first.parts)), *cells[1:]]


def numbers(cells: list[Cell]) -> list[Cell]:
    """Make one code of each Arabic-Indic number."""
    out: list[Cell] = []
    at = 0
    while at < len(cells):
        end = at
        while end < len(cells) and not cells[end].text.isspace() and cells[end].font is cells[at].font and len(cells[end].text) == 1 and kind(cells[end].text) in ("AN", "CS", "ES", "EN", "ET"):
            end += 1
        if end > at and any(kind(c.text) == "AN" for c in cells[at:end]):
            out.append(merged(cells[at:end], LRM + "".join(c.text for c in cells[at:end])))
            at = end
        else:
            out.append(cells[at])
            at += 1
    return out


def absorb(runs: list[list[Cell]]) -> None:
    """Let left-to-right tokens take the signs that stand right at them, as one code whose text is in order."""
    cells = [cell for run in runs for cell in run]
    at = 0
    out: list[Cell] = []
    while at < len(cells):
        end = at
        while end < len(cells) and loose(cells[end]) and cells[end].font is cells[at].font and cells[end].size == cells[at].size:
            end += 1
        if end == at:
            out.append(cells[at])
            at += 1
            continue
        out.extend(token(cells[at:end]))
        at = end
    runs[:] = runs_of(out)


def loose(cell: Cell) -> bool:
    """Whether a cell may be part of a token: a left-to-right one, or a sign."""
    return not cell.rtl or is_neutral(cell.text[0])


def token(cells: list[Cell]) -> list[Cell]:
    if all(cell.rtl for cell in cells) or not any(cell.rtl for cell in cells):
        return cells
    start, end = 0, len(cells)
    first = next(n for n, c in enumerate(cells) if not c.rtl)
    last = next(n for n in range(len(cells) - 1, -1, -1) if not cells[n].rtl) + 1
    for a in range(first + 1):
        for b in range(len(cells), last - 1, -1):
            part = cells[a:b]
            if a == first and b == last and not any(c.rtl for c in part):
                return cells
            if fits(part):
                return [*cells[:a], *joined(part), *cells[b:]]
    return cells


def fits(cells: list[Cell]) -> bool:
    text = "".join(c.text for c in cells)
    if any(kind(c) in ("AN", "NSM", "BN") for c in text):
        return False
    if any(c.text in "\u200e\u200f\u061c" for c in cells):
        return False
    a, b = 0, len(cells)
    while b - a > 2 and cells[a].rtl and cells[b - 1].rtl and _PAIRS.get(cells[a].text) == cells[b - 1].text:
        a += 1
        b -= 1
    if not any(c.rtl for c in cells[a:b]):
        return True
    return weak("".join(c.text for c in cells[a:b]))


def joined(cells: list[Cell]) -> list[Cell]:
    """Return the cells of a token: one code, or one for the first word and one for the last."""
    spaces = [n for n, c in enumerate(cells) if c.text == " "]
    if not spaces:
        return [one(cells, "".join(c.text for c in cells))]
    lead = next(n for n, c in enumerate(cells) if not c.rtl)
    trail = next(n for n in range(len(cells), 0, -1) if not cells[n - 1].rtl)
    first, last = cells[lead : spaces[0]], cells[spaces[-1] + 1 : trail]
    opening, closing = cells[:lead], cells[trail:]
    return [
        one([*closing, *first], "".join(c.text for c in (*opening, *first))),
        *cells[spaces[0] : spaces[-1] + 1],
        one([*last, *opening], "".join(c.text for c in (*last, *closing))),
    ]


def one(cells: list[Cell], text: str) -> Cell:
    return merged(cells, text)


_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "<": ">", '"': '"', "'": "'"}
