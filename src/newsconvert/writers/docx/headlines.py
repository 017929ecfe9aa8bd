"""Indents that let Word break a headline into even lines: it has no way to ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from ...fontfile import advance
from ..balance import balance_lines, break_lines
from .styles import Look, Metrics, font_file

#: Times the width of a line, how much room it has: shapers differ by a little.
_SLACKS = 1.04, 1.025, 1.012
#: In points; of a narrower indent no one sees anything.
_LEAST = 6.0
_MOST_WORDS = 60


def balancing_indents(text: str, metrics: Metrics, look: Look) -> dict[str, float]:
    """Return the indents in points that balance the lines of `text`; none if it takes a line or cannot be balanced."""
    words = text.split()
    room = look.measure - metrics.start - metrics.end
    widths = [advance(font_file(look, metrics.face, word[:1]), word[:256]) * metrics.size for word in words]
    space = advance(font_file(look, metrics.face), " ") * metrics.size
    lines = len(break_lines(widths, space, room))
    if lines < 2 or max(widths) > room or len(words) > _MOST_WORDS:
        return {}
    wanted = balance_lines(widths, space, room, lines, words)
    longest = _longest(widths, space, wanted)
    widest = [longest * slack for slack in _SLACKS if break_lines(widths, space, longest * slack) == wanted]
    # Word fills lines from the start; where it cannot have those, let them be as even as it can.
    enough = (one for one in _stretches(widths, space) if len(break_lines(widths, space, one)) <= lines)
    width = widest[0] if widest else next(enough) * _SLACKS[-1]
    indent = room - width
    if indent < _LEAST:
        return {}
    return {"start": indent / 2, "end": indent / 2} if metrics.align == "center" else {"end": indent}


def _longest(widths: Sequence[float], space: float, counts: Sequence[int]) -> float:
    """Return the width of the longest of lines that hold so many words each."""
    ends = [0, *accumulate(counts)]
    lines = (widths[start:end] for start, end in pairwise(ends))
    return max(sum(line) + space * (len(line) - 1) for line in lines)


def _stretches(widths: Sequence[float], space: float) -> list[float]:
    """Return the width that each line of one or more words has, narrow ones first."""
    count = len(widths)
    lines = (widths[start:end] for start in range(count) for end in range(start + 1, count + 1))
    return sorted(sum(line) + space * (len(line) - 1) for line in lines)
