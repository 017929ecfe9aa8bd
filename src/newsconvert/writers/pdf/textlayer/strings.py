"""The strings of a line: in the order they are read, each with its codes from left to right.

Every reader is built for text that runs from left to right on the page; a run of one direction is one string. In a
right-to-left line the strings follow each other in the order they are read, the pen moving back to the left for each.
What readers need where it does is added as marks of direction and spaces that have no ink: `docs/pdf-text.md` says
which reader needs which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile

from .cells import Cell, Code, bidirectional
from .forms import WIDEST, is_picture
from .tokens import LRM, QUIET, is_neutral, join_numbers

RLM = "\N{RIGHT-TO-LEFT MARK}"
#: pypdf, which takes all marks of U+2000 to U+206F for neutral, knows by this one that right-to-left letters follow.
ALM = "\N{ARABIC LETTER MARK}"
#: In em: how far left of a string the marks before it stand. PDFBox begins a new word, and turns round what it has,
#: where the pen moves to the right by more than half a space (see `file.fonts`); MuPDF takes 0.15 for one.
_GAP = 0.14
#: In em: how far right of a line the mark stands that begins it. Poppler takes more than 0.1 em for the end of a word,
#: and so a font size that differs (in points).
_EDGE, _NUDGE = 0.05, 0.001
#: PDFium drops a code that it has met among the last seven, less than 0.07 em away.
_AGAIN, _NEAR = 7, 0.08
#: A number that every reader takes for one, whatever is about it.
_NUMBER = re.compile(r"\d+(?:[.,:/+-]\d+)*[%٪]?")


@dataclass(slots=True)
class String:
    """A string of a line: its cells from left to right, and the marks that are shown before and after it.

    `edge` stands right of the line's first string, `before` left of the string, `after` at its right end.
    """

    cells: list[Cell]
    rtl: bool
    edge: list[Cell] = field(default_factory=list)
    before: list[Cell] = field(default_factory=list)
    lead: list[Cell] = field(default_factory=list)
    after: list[Cell] = field(default_factory=list)
    #: Whether the space that follows the string is in its text.
    holds_space: bool = False

    @property
    def box(self) -> int:
        """The number of the box that the string is drawn with."""
        return self.cells[0].box


def strings_of_line(cells: list[Cell], *, rtl: bool, apart: bool = False, after: float | None = None) -> list[String]:
    """Return the strings of a line, in reading order, for a paragraph of base direction `rtl`.

    `cells` are those of the whole line, in logical order. Where it stands `apart`, in a table beside another cell,
    a space comes first; where the other ends at `after` and is the first hemistich of its verse, this is as wide as the
    gap, which Poppler would take for one between columns.
    """
    runs = _runs(cells)
    if not rtl:
        return [String(run[::-1] if run[0].code.rtl else join_numbers(run), run[0].code.rtl) for run in runs]
    runs, gaps = _part_from_spaces(runs)
    strings: list[String] = []
    for number, run in enumerate(runs):
        before = strings[-1] if strings else None
        back = gaps[number] is not _NO_GAP
        space, following = gaps[number], gaps[number + 1]
        string = _right_to_left(run) if run[0].code.rtl else _left_to_right(run)
        if (
            not string.rtl
            and not string.cells[-1].number
            and isinstance(following, Cell)
            and (isinstance(space, Cell) or before is None)
        ):
            _hold_space(string)
        if not string.rtl and all(is_picture(cell.code.text.lstrip(QUIET)) for cell in string.cells):
            _end_pictures(string)
        if before is None:
            _begin_line(string, _right_of_first(runs, gaps), apart=apart, after=after)
        elif back:
            _go_back(string, before, space=isinstance(space, Cell))
        if not string.rtl and string.cells[0].code.text.startswith(QUIET):
            first = string.cells[0]
            away = 0 if is_picture(first.code.text.lstrip(QUIET)) else 0.1
            string.lead.append(_mark(first, LRM, at=first.x - away * first.code.size))
        if not string.rtl and _ends_loosely(string.cells):
            string.after.append(_mark(string.cells[-1], LRM))
        last = number + 1 == len(runs)
        if isinstance(space, Cell) and not string.holds_space and (string.rtl or last):
            _end_with_space(string, space)
        strings.append(string)
    return strings


class _NoGap:
    """Stands where the pen goes on to the right."""


_NO_GAP = _NoGap()
#: What is between two strings: nothing of note, or the pen goes back over a space or without one.
_Gap = Cell | None | _NoGap


def _runs(cells: list[Cell]) -> list[list[Cell]]:
    """Return the cells in runs of one direction and one box; from right to left also where words of another font begin.

    pdf.js and pypdf begin anew where the font changes, and would return the parts of a run in visual order. Inside of a
    word, a mark before the rest would be a space for others.
    """
    runs: list[list[Cell]] = []
    run: list[Cell] = []
    for cell in cells:
        x, code, box, number = cell
        if not run:
            runs.append(run := [cell])
            continue
        before_x, before, before_box, _ = run[-1]
        if before.rtl != code.rtl or before_box != box:
            runs.append(run := [cell])
        elif code.rtl:
            if code.font is before.font:
                run.append(cell)
            elif code.text == " ":
                run.append(Cell(x, code.in_font(before.font), box, number))
            elif before.text != " ":
                run.append(cell)
            else:
                runs.append(run := [cell])
        elif x >= before_x:
            run.append(cell)
        elif code is before:
            run.insert(0, cell)  # the same emoji again, in a right-to-left run
        else:
            runs.append(run := [cell])
    return runs


def _part_from_spaces(runs: list[list[Cell]]) -> tuple[list[list[Cell]], list[_Gap]]:
    """Take the spaces off the runs where the pen goes back; return runs, and what is before each and after the last."""
    parted: list[list[Cell]] = []
    gaps: list[_Gap] = []
    space: Cell | None = None
    for run in runs:
        before = parted[-1] if parted else None
        if before is None or min(cell.x for cell in run) >= min(cell.x for cell in before):
            gaps.append(_NO_GAP)
        elif all(cell.is_space for cell in run):
            space = run[0]
            continue
        else:
            if before[-1].is_space and len(before) > 1:
                space = before.pop()
            if run[0].is_space:
                space, run = run[0], run[1:]  # noqa: PLW2901
            gaps.append(space)
        parted.append(run)
        space = None
    return parted, [*gaps, _NO_GAP]


def _right_to_left(run: list[Cell]) -> String:
    if len(run) == 1 and run[0].code.kind in ("ES", "ET", "CS"):
        # Between numbers: PDFium takes it for a part of what is right of it, or for a hyphen at the end of a line.
        sign = run[0]._replace(code=run[0].code.with_text(RLM + run[0].code.text))
        return String([sign, _mark(sign, ALM)], rtl=True)
    if len(run) > 1 and all(is_neutral(cell.code.text) or cell.is_space for cell in run):
        # pdf.js turns round what has a third of letters.
        run = [run[0]._replace(code=run[0].code.with_text(ALM * (len(run) // 2) + run[0].code.text)), *run[1:]]
    cells = _with_marked_signs([_with_marked_picture(cell) if cell.code.is_picture else cell for cell in run])[::-1]
    if any(cell.code.kind == "NSM" for cell in cells):
        cells = _parted_marks(_told_apart(cells))
    return String(cells, rtl=True)


def _with_marked_picture(cell: Cell) -> Cell:
    """Return the cell of a symbol so that pypdf takes it for no left-to-right letter: its code has two characters."""
    return cell._replace(code=cell.code.with_text(RLM + cell.code.text))


def _told_apart(cells: list[Cell]) -> list[Cell]:
    """Give a vowel sign that is near the same one another code: PDFium takes a code that comes again for bold type."""
    apart: list[Cell] = []
    shown: set[str] = set()
    for cell in cells:
        if cell.code.number in shown:
            near = {one.code.number for one in apart[-_AGAIN:] if abs(one.x - cell.x) < _NEAR * cell.code.size}
            while cell.code.number in near:
                cell = cell._replace(code=cell.code.with_text(cell.code.text, cell.code.width + 1))  # noqa: PLW2901
        apart.append(cell)
        shown.add(cell.code.number)
    return apart


def _with_marked_signs(run: list[Cell]) -> list[Cell]:
    """Return a run so that MuPDF counts its signs to it: it takes `-`, `+`, `%` and the like for others.

    At the beginning of a word the mark would be inside of it for all other readers, and is left out.
    """
    kinds = [cell.code.kind for cell in run]
    signs = [
        at
        for at, kind in enumerate(kinds)
        if kind in ("ES", "ET") and (run[at].code.text == "#" or kinds[at + 1 : at + 2] not in (["AL"], ["R"]))
    ]
    # pdf.js turns round what has a third of letters, to which it counts U+061C.
    mark = ALM if 3 * (kinds.count("AL") + kinds.count("R")) < len(run) else RLM
    marked = [*run]
    for at in signs:
        marked[at] = run[at]._replace(code=run[at].code.with_text(mark + run[at].code.text))
    return marked


def _parted_marks(cells: list[Cell]) -> list[Cell]:
    """Part vowel signs from what PDFium would take for one stretch with them, and pdf.js for one before the line.

    A space left of one fills the gap: MuPDF, for which a sign takes no place, would see a space before the letter.
    """
    parted: list[Cell] = []
    for cell in cells:
        if parted and cell.code.kind == "NSM" and parted[-1].is_space and cell.x > parted[-1].right:
            space = parted[-1].code
            width = round((cell.x - parted[-1].x) * space.font.upem / space.size)
            parted[-1] = parted[-1]._replace(code=space.with_text(" ", min(width, WIDEST)))
        if parted and cell.code.kind == "NSM" and parted[-1].code.kind in ("CS", "ES", "ET", "EN", "AN"):
            parted.append(_mark(cell, RLM, at=cell.x))
        parted.append(cell)
    if cells[0].code.kind == "NSM":
        # pdf.js adds a vowel sign that comes first to the line before, unless a code with some width comes before.
        first = cells[0]
        space = Code(first.code.font, first.code.size, ALM + " ", 1)
        parted.insert(0, Cell(first.x - space.advance, space, first.box))
    return parted


def _left_to_right(run: list[Cell]) -> String:
    cells = _words(_with_kept_pictures(join_numbers(run)))
    first = cells[0].code
    if not first.text.startswith(QUIET) and bidirectional(first.text[0]) not in ("L", "EN", "ES", "ET"):
        cells[0] = cells[0]._replace(code=first.with_text(QUIET + first.text))  # for MuPDF, see `join_numbers`
    return String(cells, rtl=False)


def _with_kept_pictures(cells: list[Cell]) -> list[Cell]:
    """Return cells so that PDFium keeps emoji: it reads 16 bits alone of a code for one character."""
    return [
        cell._replace(code=cell.code.with_text(QUIET + cell.code.text))
        if is_picture(cell.code.text) and len(cell.code.text) == 1 and cell.code.text > "\uffff"
        else cell
        for cell in cells
    ]


def _end_pictures(string: String) -> None:
    """Add marks after emoji that stand by themselves.

    PDFium takes them for signs, and would turn their characters round without the first, and the line if more such
    marks are in it than words, without the second. Poppler has marks at the very end for a part of what comes next.
    """
    last = string.cells[-1]
    string.cells += (_mark(last, mark, at=last.right - 0.1 * last.code.size) for mark in (LRM, RLM))


def _words(cells: list[Cell]) -> list[Cell]:
    """Let the last letter of each word of a phrase hold the space after it.

    GNOME's viewer puts the words of a right-to-left page's line in reverse, and takes gaps for the ends of words.
    """
    joined: list[Cell] = []
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        before = joined[-1] if joined else None
        if before and following and cell.is_space and not before.is_space and not before.number:
            width = round((following.x - before.x) * before.code.font.upem / before.code.size)
            if following.x > cell.x and width < WIDEST:
                joined[-1] = before._replace(code=before.code.with_text(before.code.text + " ", width))
                continue
        joined.append(cell)
    return joined


def _mark(cell: Cell, text: str, *, at: float | None = None) -> Cell:
    """Return a code without ink or width, in the font of a cell and at its right end, or `at` some other place."""
    return Cell(cell.right if at is None else at, Code(cell.code.font, cell.code.size, text, 0), cell.box)


def _right_of_first(runs: list[list[Cell]], gaps: list[_Gap]) -> float:
    """Return where the first run of a line ends at the right, and those that go on from it to the right."""
    first = takewhile(lambda at: gaps[at] is _NO_GAP, range(len(runs)))
    return max(cell.right for at in first for cell in runs[at])


def _begin_line(string: String, right: float, *, apart: bool, after: float | None) -> None:
    """Add what begins a line; `right` is its right end.

    A mark right of it: GNOME's viewer puts no space after the first word of a line, so that this is to be the first. It
    is of the other direction, or MuPDF would begin a line after it. What stands next to it has a mark of its own, or
    PDFBox and MuPDF would take a sign for a left-to-right one.
    """
    first, last = string.cells[0], string.cells[-1]
    code = last.code
    right += _EDGE * code.size
    # pdf.js drops a space that comes first.
    wide = 0 if after is None else round((after - right) / code.size * code.font.upem)
    edge = Code(code.font, code.size + _NUDGE, (LRM if string.rtl else RLM) + " " * apart, min(max(wide, 0), WIDEST))
    string.edge.append(Cell(right, edge, last.box))
    if apart:
        # PDFBox turns round what is not told from the cell before.
        left = first.x - _GAP * first.code.size
        string.before += [_mark(first, mark, at=left) for mark in ([ALM] if string.rtl else [LRM, RLM])]
    elif string.rtl:
        if len(first.code.text) > 1 or is_neutral(first.code.text):
            string.before.append(_mark(first, ALM, at=first.x))
        if len(last.code.text) == 1 and is_neutral(last.code.text):
            string.after.append(_mark(last, ALM))


def _go_back(string: String, before: String, *, space: bool) -> None:
    """Add what stands between a string and the one before it, to which the pen goes back."""
    first = string.cells[0]
    if string.rtl:
        marks = [LRM, ALM] if before.rtl else [ALM]
        if space and not before.holds_space:
            # pdf.js drops a space at the end of a string, but not one that comes after something.
            string.after.append(_mark(string.cells[-1], ALM + " "))
        elif before.edge and not before.rtl and is_neutral(string.cells[-1].code.text[0]):
            # Poppler counts signs after a left-to-right word that begins a line to it, and the space after them.
            string.after.append(_mark(string.cells[-1], ALM))
    else:
        marks = [LRM + " " if space else LRM, RLM]
        if not before.rtl:
            marks.insert(0, RLM)  # MuPDF begins a line but where the direction changes
    left = first.x - _GAP * first.code.size
    string.before += [_mark(first, mark, at=left) for mark in marks]


def _ends_loosely(cells: list[Cell]) -> bool:
    """Return whether a left-to-right string needs a mark after it, or else Poppler and PDFBox move signs of it."""
    if bidirectional(cells[-1].code.text.rstrip()[-1:] or " ") not in ("L", "EN"):
        return True
    text = "".join(cell.code.text for cell in cells).strip()
    return bidirectional(text[0]) != "L" and not _NUMBER.fullmatch(text)


def _hold_space(string: String) -> None:
    """Make the space that follows a string part of its last code: pdf.js drops one that ends a string."""
    last = string.cells[-1]
    string.cells[-1] = last._replace(code=last.code.with_text(last.code.text + " "))
    string.holds_space = True


def _end_with_space(string: String, space: Cell) -> None:
    """End a string with the space that stands right of it, for PDFium, which may not take the gap for one."""
    last, code = string.cells[-1], string.cells[-1].code
    width = min(code.font.space, round(space.code.advance * code.font.upem / code.size))
    end = Cell(last.right, Code(code.font, code.size, " ", width), last.box)
    string.cells += [*string.after, end]
    string.after = []
