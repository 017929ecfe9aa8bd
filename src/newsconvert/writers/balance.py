"""Break a headline into lines that are as even in width as they can be, and where its sense allows it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import inf

from ..patterns import pattern

#: Words that lean on the one after them: a line does not end with one where another break will do.
_LEANING = pattern(
    "من|في|عن|على|إلى|الى|مع|أن|ان|إن|لا|ما|لم|لن|قد|هل|يا|أو|او|ثم|بل|كل|بين|بعد|قبل|عند|منذ|حتى|ضد|غير|و|أي|كي|ذو|ذات"
)
_NUMBER = pattern(r"[0-9٠-٩][0-9٠-٩.,٫٬]*%?$")
#: Inside a name in Latin letters and its numbers: the end of one word, and the beginning of the next.
_IN_NAME = pattern(r"[A-Za-z] [A-Za-z0-9]|[0-9] [A-Za-z]")
_PAUSE = tuple(":،؛.…!؟»)")
# In squares of the room: 0.04 is what a line costs that is short by a fifth of it.
_LEANS, _COUNTS, _SPLITS, _PAUSES, _ALONE = 0.03, 0.05, 0.12, -0.015, 0.08
_LEAST = 0.35  # of the room: a last line of one word that is at least as wide is wide enough


def break_lines(widths: Sequence[float], space: float, room: float) -> list[int]:
    """Return how many words each line holds when each takes as many as it can."""
    counts: list[int] = []
    used = room
    for width in widths:
        if used + space + width <= room and counts:
            counts[-1] += 1
            used += space + width
        else:
            counts.append(1)
            used = width
    return counts


def balance_lines(
    widths: Sequence[float], space: float, room: float, lines: int, words: Sequence[str] = ()
) -> list[int]:
    """Return how many words each of exactly `lines` lines holds, for the least sum of squared slack.

    `widths` are those of the words, `space` that between two, `room` that of a line, all in one unit. With `words`,
    their text, lines end after a pause rather than a word that leans on the next, a number on what it counts, or
    inside a name in Latin letters, and no word is alone on the last of several lines. Where no such lines exist, `[]`
    is returned.
    """
    count = len(widths)
    ends = [0.0, *accumulate(width + space for width in widths)]
    costs = [_cost(words, at, lines, widths[-1] / room) for at in range(count)] if words else [0.0] * count
    nothing: tuple[float, tuple[int, ...]] = (inf, ())
    best = [(0.0, ()), *[nothing] * count]
    for _ in range(lines):
        following = [nothing] * (count + 1)
        for end in range(1, count + 1):
            for start in range(end - 1, -1, -1):
                lacking = 1 - (ends[end] - ends[start] - space) / room
                if lacking < 0:
                    break
                cost = best[start][0] + lacking * lacking + costs[end - 1]
                if cost < following[end][0]:
                    following[end] = cost, (*best[start][1], end - start)
        best = following
    return list(best[count][1])


def _cost(words: Sequence[str], at: int, lines: int, last: float) -> float:
    """Return what it costs to end a line with the word `at`; `last` is the share of the room of the last word."""
    if at == len(words) - 1:
        return 0.0
    word = words[at]
    cost = _LEANS if _LEANING.fullmatch(word.strip('«»()[]"')) else 0.0
    following = words[at + 1][:1]
    if _IN_NAME.fullmatch(f"{word[-1:]} {following}"):
        cost += _SPLITS
    elif _NUMBER.search(word) and following.isalpha():
        cost += _COUNTS
    if word.endswith(_PAUSE):
        cost += _PAUSES
    if at == len(words) - 2 and (lines > 2 or last < _LEAST):
        cost += _ALONE
    return cost
