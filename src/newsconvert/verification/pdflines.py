"""Where the lines of a page of a PDF are: above or upon others, or larger than those of their paragraph."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from statistics import median
from typing import NamedTuple

from .passages import LOOSE


class Line(NamedTuple):
    """A line of a page, or a part of one: the marked content that it begins with, and where it is, in points.

    It is `open` if a number stands at its right, of which nobody tells how wide it is. `parts` are where it begins and
    ends without wide gaps, such as those between cells. `fonts` are the families of its letters.
    """

    text: str
    content: int
    left: float
    right: float
    baseline: float
    size: float
    open: bool = False
    parts: tuple[tuple[float, float], ...] = ()
    fonts: frozenset[str] = frozenset()


def lines_astray(lines: list[Line], paragraphs: dict[int, int]) -> Iterator[str]:
    """Yield the lines of a page that stand above the one before them, with nothing but it below, or above all before.

    `paragraphs` gives the number of the paragraph that marked content is in. What stands beside each other, as cells
    and columns do, is in any order; so are the margins.
    """
    tagged = [line for line in lines if line.content >= 0]
    extents = [_extent(tagged, at, paragraphs) for at in range(len(tagged))]
    top = -math.inf
    for at, line in enumerate(tagged):
        above_all = at and line.baseline > top + _ABOVE_ALL * line.size
        if above_all and not (
            _begins_column(tagged, at)
            or _is_taller(tagged, at, top, paragraphs)
            or _is_over(tagged, at, top, paragraphs)
        ):
            yield line.text
            continue
        top = max(top, line.baseline)
        for earlier in range(at - 1, max(-1, at - 1 - _NEIGHBOURS), -1):
            before, one, other = tagged[earlier], extents[earlier], extents[at]
            same = paragraphs.get(before.content, -1) == paragraphs.get(line.content)
            if earlier == at - 1 and same and _continues(before, line):
                yield line.text
                break
            near = earlier == at - 1 or same
            shared = min(one[1], other[1]) - max(one[0], other[0])
            above = line.baseline > before.baseline + before.size / 2
            if near and above and shared > min(one[1] - one[0], other[1] - other[0]) / 2:
                yield line.text
                break


def cells_astray(
    tables: Iterable[Sequence[Sequence[Sequence[int]]]], begins: Mapping[int, tuple[float, float, float]]
) -> Iterator[tuple[int, int]]:
    """Yield marked content of two cells of a table of which one stands under the other, though its row is above.

    `begins` gives the left and right edge and the baseline of what marked content shows first.
    """
    for rows in tables:
        firsts = [[next((one for one in cell if one in begins), None) for cell in row] for row in rows]
        for above, below in pairwise(firsts):
            for one, other in product(filter(None, above), filter(None, below)):
                (left, right, y), (left_below, right_below, y_below) = begins[one], begins[other]
                if min(right, right_below) > max(left, left_below) and y_below > y + 1:
                    yield one, other


def _begins_column(lines: list[Line], at: int) -> bool:
    """Return whether a line begins a column beside all lines before, above which is a picture: others are below it."""
    line, rest = lines[at], lines[at + 1 : at + 1 + _NEIGHBOURS]
    gap = max(min(one.left for one in lines[:at]) - line.right, line.left - max(one.right for one in lines[:at]))
    below = [
        one for one in rest if one.baseline < line.baseline and min(one.right, line.right) > max(one.left, line.left)
    ]
    return gap > _COLUMN * line.size and len(below) == len(rest) == _NEIGHBOURS


def _is_taller(lines: list[Line], at: int, top: float, paragraphs: dict[int, int]) -> bool:
    """Return whether a line begins a cell with more lines than those before, which all stand beside it."""
    line, level = lines[at], lines[at].baseline
    if any(min(one.right, line.right) > max(one.left, line.left) for one in lines[:at]):
        return False
    for one in lines[at + 1 :]:
        apart = level - one.baseline
        if paragraphs.get(one.content, -1) != paragraphs.get(line.content) or not 0 < apart < _NEXT_LINE * line.size:
            break
        level = one.baseline
    return level < top + line.size / 2


def _is_over(lines: list[Line], at: int, top: float, paragraphs: dict[int, int]) -> bool:
    """Return whether a line is a head over others that end their row, beside heads that reach down to that row."""
    line, half = lines[at], lines[at].size / 2
    if any(min(one.right, line.right) > max(one.left, line.left) for one in lines[:at]):
        return False
    under = [
        one
        for one in lines[at + 1 : at + 1 + _NEIGHBOURS]
        if top - half < one.baseline < line.baseline and paragraphs.get(one.content) != paragraphs.get(line.content)
    ]
    reaches = any(one.baseline < top + half for one in under)
    # It may be between those under it, which are on both sides then, but not beside all of them.
    return reaches and min(one.left for one in under) < line.right and max(one.right for one in under) > line.left


def _continues(before: Line, line: Line) -> bool:
    """Return whether a part of a paragraph goes on where the one before it ends, but on a line above it."""
    size = max(before.size, line.size)
    if line.baseline - before.baseline < _OTHER_LINE * size:
        return False
    gaps = before.left - line.right, line.left - before.right
    return any(-size / 2 < gap < size for gap in gaps)


def repeated_heads(cells: Sequence[Sequence[int]], contents: Mapping[int, str], lines: Sequence[Line]) -> Iterator[int]:
    """Yield the marked content in which further columns of a page repeat the head of a table.

    `cells` are the marked content of each cell of the head, whose tag is the same in all columns. All cells say the
    same in each column, and the columns stand beside each other.
    """
    filled = [cell for cell in cells if cell]
    starts = {line.content: line for line in lines}
    for times in range(2, min(map(len, filled), default=0) + 1):
        parts = [
            [cell[at : at + len(cell) // times] for at in range(0, len(cell), len(cell) // times)] for cell in filled
        ]
        said = [{"".join(contents.get(one, "").strip(LOOSE + " ") for one in part) for part in cell} for cell in parts]
        if any(len(cell) != times for cell in parts) or any(len(texts) > 1 for texts in said):
            continue
        firsts = [[starts[part[0]] for part in cell if part[0] in starts] for cell in parts]
        beside = next((found for found in firsts if len(found) == times), [])
        if beside and all(min(a.right, b.right) < max(a.left, b.left) for a, b in pairwise(beside)):
            yield from (one for cell in parts for part in cell[1:] for one in part)
            return


#: In em, how far lines are apart, at least and at most.
_OTHER_LINE, _NEXT_LINE = 0.7, 2.2


def overlapping_lines(lines: list[Line]) -> Iterator[str]:
    """Yield the lines of a page that stand upon others, so that neither can be read."""
    every = sorted(lines, key=lambda line: line.baseline)
    for at, line in enumerate(every):
        for other in every[at + 1 :]:
            size = min(line.size, other.size)
            if other.baseline - line.baseline > _UPON * size:
                break
            both = product(line.parts, other.parts)
            if any(min(a[1], b[1]) - max(a[0], b[0]) > _SHARED * size for a, b in both):
                yield line.text
                break


#: In em, how near the base lines of lines are that stand upon each other, and how much of them does.
_UPON, _SHARED = 0.7, 1.0


def _extent(lines: list[Line], at: int, paragraphs: dict[int, int]) -> tuple[float, float]:
    """Return where a line begins and ends, with the parts of its paragraph at its level, of which one may be astray."""
    line, paragraph = lines[at], paragraphs.get(lines[at].content)
    left, right = line.left, line.right
    if paragraph is not None:
        near = range(max(0, at - _NEIGHBOURS), min(at + _NEIGHBOURS + 1, len(lines)))
        parts = [
            lines[other]
            for other in near
            if paragraphs.get(lines[other].content) == paragraph
            and abs(lines[other].baseline - line.baseline) < 1
            and not _is_other_half(lines, *sorted((at, other)))
        ]
        for one in sorted(parts, key=lambda part: part.left):
            if one.left <= right or not _is_gutter(lines, line, right, one.left):
                right = max(right, one.right)
        for one in sorted(parts, key=lambda part: -part.right):
            if one.right >= left or not _is_gutter(lines, line, one.right, left):
                left = min(left, one.left)
    return left, right


def _is_other_half(lines: list[Line], first: int, second: int) -> bool:
    """Return whether a half of a verse goes on under its first line, and the other half begins beside that."""
    one, other, rest = lines[first], lines[second], lines[first + 1 : second]
    return bool(rest) and all(
        line.baseline < one.baseline - line.size / 2
        and min(line.right, one.right) > max(line.left, one.left)
        and min(line.right, other.right) <= max(line.left, other.left)
        for line in rest
    )


def _is_gutter(lines: list[Line], line: Line, left: float, right: float) -> bool:
    """Return whether a gap beside a line is one between columns: wide, and other lines end and begin where it does."""
    others = [one for one in lines if abs(one.baseline - line.baseline) > line.size / 2]
    near = [one for one in others if abs(one.baseline - line.baseline) < _NEXT_LINE * line.size]
    middle = (left + right) / 2  # between the halves of verses nothing stands in any line
    sides = {(one.left > middle) - (one.right < middle) for one in near}
    ends, begins = [one.right for one in near if one.left < left], [one.left for one in near if one.right > right]
    between = bool(ends and begins) and len(ends) + len(begins) == len(near) and min(begins) - max(ends)
    return right - left > _COLUMN * line.size and (
        sides == {-1, 1}
        or between > _COLUMN * line.size  # a line of the column is shorter than the others
        or (
            any(abs(one.right - left) < _ALIKE * line.size for one in others)
            and any(abs(one.left - right) < _ALIKE * line.size for one in others)
        )
    )


#: In em, what is between the parts of a line at most.
_COLUMN = 1.2
#: In em, how far edges of one column are apart.
_ALIKE = 0.2
#: In em, how far a line is above all lines before it that is in no other column.
_ABOVE_ALL = 2.0
#: How many lines before and after may be parts of one.
_NEIGHBOURS = 4


def folios_astray(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the numbers of pages that stand between lines of the text, above some and below others."""
    tagged = [line for line in lines if line.content >= 0]
    for line in lines:
        if line.content < 0 and _FOLIO.fullmatch(line.text):
            above = any(one.baseline > line.baseline - line.size / 2 for one in tagged)
            if above and any(one.baseline < line.baseline + line.size / 2 for one in tagged):
                yield line.text


_FOLIO = re.compile(r"[\W\d]*\d[\W\d]*")


def uneven_lines(lines: Sequence[Line], paragraphs: dict[int, int]) -> Iterator[str]:
    """Yield the lines that are not as far below each other, or do not begin where others of their paragraph do."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        row = rows.setdefault(paragraphs.get(line.content, -1), [])
        if row and abs(row[-1].baseline - line.baseline) < max(row[-1].size, line.size) / 2:
            one = row.pop()
            left, right = min(one.left, line.left), max(one.right, line.right)
            line = max(one, line, key=lambda part: part.size)._replace(  # noqa: PLW2901
                text=one.text + line.text,
                left=left,
                right=right,
                open=one.open or line.open,
                fonts=one.fonts | line.fonts,
            )
        row.append(line)
    rows.pop(-1, None)
    for every in rows.values():
        part: list[Line] = []
        for one in every:
            if not part or one.baseline < part[-1].baseline:
                part.append(one)
                continue
            yield from _out_of_line(part)  # up to the end of a column
            part = [one]
        yield from _out_of_line(part)


def _out_of_line(rows: Sequence[Line]) -> Iterator[str]:
    if len(rows) < _LEAST_ROWS:
        return
    gaps = [above.baseline - below.baseline for above, below in pairwise(rows)]
    # The letters that a font lacks are of others, which are higher: so are their lines.
    shared = rows[0].fonts.intersection(*(row.fonts for row in rows))
    plain = [len(shared) == 1 and above.fonts | below.fonts == shared for above, below in pairwise(rows)]
    sizes = [math.isclose(above.size, below.size, rel_tol=0.01) for above, below in pairwise(rows)]
    usual = median([gap for gap, alike in zip(gaps, plain, strict=True) if alike] or gaps)
    for gap, alike, level, row in zip(gaps, plain, sizes, rows[1:], strict=True):
        # A line that is raised or lowered as a whole is smaller.
        if abs(gap - usual) > ((_UNEVEN if alike else _UNEVEN_FONTS) if level else _RAISED) * usual:
            yield row.text
            return
    # The first may be indented, the last shorter; numbers whose text is replaced are as wide as nobody tells.
    inner = [row for row in rows[1:] if row.text.strip() and not (row.open or _AT_EDGE.search(row.text))]
    if not inner or rows[0].open or _AT_EDGE.search(rows[0].text):
        return
    right, left = [row.right for row in inner], [row.left for row in inner]
    middle = [(row.left + row.right) / 2 for row in inner]
    apart = [max(one) - min(one) for one in (right, left, middle)]
    out = rows[0].right - max(right) if apart[0] <= apart[1] else min(left) - rows[0].left
    # Letters of Nastaliq reach further than they advance.
    most = _UNALIGNED * rows[0].size * (_REACHING if any("nasta" in font.lower() for font in rows[0].fonts) else 1.0)
    if min(apart) > most or (out > most and apart[2] > min(apart[:2])):
        yield inner[0].text


_AT_EDGE = re.compile(r"^\W*\d|\d\W*$")
#: How much further edges of lines of Nastaliq may differ.
_REACHING = 2.0
#: How many lines of a paragraph are compared at least; how far their distances may differ, in several fonts too, and,
#: where one is raised, and, in em, their edges.
_LEAST_ROWS, _UNEVEN, _UNEVEN_FONTS, _RAISED, _UNALIGNED = 3, 0.06, 0.15, 0.35, 0.3


def uneven_sizes(lines: Sequence[Line], paragraphs: dict[int, int]) -> Iterator[str]:
    """Yield the lines of a page that are set more than twice as large as others of their paragraph."""
    smallest: dict[int, float] = {}
    for line in lines:
        number = paragraphs.get(line.content, -1)
        smallest[number] = min(smallest.get(number, math.inf), line.size)
    for line in lines:
        number = paragraphs.get(line.content, -1)
        if number >= 0 and line.size > 2.1 * smallest[number]:
            yield line.text
