"""Break a paragraph into lines over the whole of it, for even word spaces (Knuth and Plass, 1981).

The limits of spaces and the costs follow a designer's brief for Arabic: spaces are a half wider at most where that can
be, and a fifth narrower, as the tails of letters reach into them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf

from ...patterns import pattern
from .kashida import WIDENED

#: Of the width of a space: by how much it may be narrower and, where that can be, wider.
SHRINK, STRETCH = 0.22, 0.5
_LEAST = 0.55  # of the measure: shorter lines are tried only where no longer one can be
#: Of the measure, what a line without spaces, such as an address, lacks as badly as one whose spaces are a half wider;
#: and the share of that which is taken for the worst.
_BARE, _EMPTY = 0.05, 20.0
# What is added to the squares of (1 + 100 |r|³), r the share of SHRINK or STRETCH that a line takes.
_UNEVEN, _SAME_WORD = 3_000, 1_500
_SHORT_WORD, _SHORT_LAST, _FULL_LAST = 20_000, 4_000, 500
_INSIDE = 60_000
#: Of the width of a space: how wide spaces are at most. A line that would need wider ones is not justified.
WIDEST = 2.75

_OPENING = tuple("«([{﴾‹“")
_CLOSING = tuple("»)]}﴿›”:؛،.؟!…")
_NUMBER = pattern(r"[^\w]*[+-]?[0-9٠-٩۰-۹][0-9٠-٩۰-۹.,٫٬/]*")
_UNITS = pattern(
    "[%٪‰°$€£¥]|كم|كلم|كيلومترا?|كيلوغراما?|كغم?|كجم|غم|غرام|مم|سم|م|متر(?:ا|ات)?|هكتارا?|كيلو|طنا?|لترا?|برميلا?|دولارا?|"
    "يورو|ريالا?|درهما?|دينارا?|ليرة|جنيها?|في|بالمئة|بالمائة|مليون|مليار|ألف|آلاف|ملايين|مليارات|[هم]\\.?|"
    "[a-zA-Zµμ]{1,3}"
)
_DIGIT = "[0-9٠-٩۰-۹]"
#: The groups of a number: of a bank (ISO 13616), of telephones, of thousands.
_GROUPS = pattern(
    r"(?<![A-Za-z0-9٠-٩۰-۹.,/٫٬:%-])"
    r"(?:[A-Z]{2}[0-9]{2}(?: [A-Z0-9]{4}){2,}(?: [A-Z0-9]{1,3})?(?!\w)"
    rf"|\(?\+?{_DIGIT}{{1,5}}\)?(?: (?:\({_DIGIT}{{1,5}}\)|{_DIGIT}{{1,9}}(?:-{_DIGIT}+)*))+"
    rf"(?!{_DIGIT}|[%٪]|[.,/٫٬:]{_DIGIT}))"
)


@dataclass(slots=True)
class Words:
    """What lies between the places where lines may begin: text, width, and the width of the spaces at its end.

    `inner` is the width of the spaces inside, such as no-break spaces, which stretch too. `parts` has the numbers of
    those that are parts of an address or a number after another, which is better not broken there.
    """

    texts: list[str]
    widths: list[float]
    spaces: list[float]
    inner: list[float]
    parts: set[int] = field(default_factory=set)

    def add(self, text: str, width: float, space: float, inner: float = 0.0) -> None:
        """Add what lies before a place where a line may begin."""
        self.texts.append(text)
        self.widths.append(width)
        self.spaces.append(space)
        self.inner.append(inner)

    def join_groups(self, room: float) -> bool:
        """Make the groups of each number that is not wider than `room` one word; return whether there are any."""
        text = "".join(word + (" " if space else "\n") for word, space in zip(self.texts, self.spaces, strict=True))
        ends = list(accumulate(len(word) + 1 for word in self.texts))
        found = [(bisect_right(ends, one.start()), bisect_left(ends, one.end())) for one in _GROUPS.finditer(text)]
        joined = False
        for first, last in reversed(found):
            spaces = sum(self.spaces[first:last])
            width = sum(self.widths[first : last + 1]) + spaces
            if width > room:
                self.parts.update(range(first + 1, last + 1))
                continue
            joined = True
            self.texts[first : last + 1] = [" ".join(self.texts[first : last + 1])]
            self.inner[first : last + 1] = [sum(self.inner[first : last + 1]) + spaces]
            self.widths[first : last + 1] = [width]
            self.spaces[first:last] = []
            self.parts = {number - (last - first) * (number > last) for number in self.parts}
        return joined


def has_groups(text: str) -> bool:
    """Return whether there is a number in groups in a text."""
    return _GROUPS.search(text) is not None


def stays_together(before: str, after: str, *, spaced: bool = True) -> bool:
    """Return whether no line should end between two words: a lone «و», a mark apart from its word, a number's unit.

    Where they are not `spaced`, they are one word that has a place to break it: ranges and addresses of mail are not
    broken, addresses of the web not after their scheme.
    """
    if before in ("و", "ـ") or before.endswith(_OPENING) or after.startswith(_CLOSING):
        return True
    if not spaced and (before.endswith("://") or "@" in before + after or (before[-2:-1] + after[:1]).isdecimal()):
        return True
    return bool(_NUMBER.fullmatch(before.rpartition(" ")[2]) and _UNITS.fullmatch(after.rstrip("،.؛:؟!»)")))


def fit_lines(words: Words, room: float, first: float, joins: tuple[int, float] | None = None) -> list[int]:
    """Return how many words each line holds, `[]` where a word is wider than a line.

    `room` is the measure, `first` that of the first line, in the unit of the words' widths. Of `joins` that may be made
    longer there is one for so many words, which fills so much.
    """
    pairs = zip(words.texts, words.texts[1:], words.spaces, strict=False)
    ends = [inf if stays_together(one, other, spaced=space > 0) else 0.0 for one, other, space in pairs] + [0.0]
    for number in words.parts:
        ends[number - 1] = _INSIDE
    return _best(words, room, first, ends, joins) or _best(words, room, first, [0.0] * len(ends), joins)


def _best(words: Words, room: float, first: float, ends: Sequence[float], joins: tuple[int, float] | None) -> list[int]:
    """Return what `fit_lines` does; `ends` has what a line costs that ends after each word, infinite where none may."""
    every, filled = joins or (1, 0.0)
    texts, spaces = words.texts, words.spaces
    count = len(texts)
    reach = [0.0, *accumulate(map(sum, zip(words.widths, spaces, strict=True)))]
    elastic = [0.0, *accumulate(map(sum, zip(words.inner, spaces, strict=True)))]
    costs = [0.0] + [inf] * count
    starts = [0] * (count + 1)
    taken = [0.0] * (count + 1)  # of the line that ends there: the share of STRETCH or, below zero, of SHRINK
    for start in range(count):
        cost = costs[start]
        if cost == inf:
            continue
        measure = first if start == 0 else room
        from_here, from_elastic, before = reach[start], elastic[start], taken[start]
        end = max(bisect_left(reach, from_here + _LEAST * measure), start + 1)
        while end > start + 1 and _least(words, reach, elastic, start, min(end, count)) > measure:
            end -= 1
        for stop in range(min(end, count), count + 1):
            space = spaces[stop - 1]
            lacking = measure - (reach[stop] - from_here - space)
            give = elastic[stop] - from_elastic - space
            if lacking < -SHRINK * give:
                break
            if ends[stop - 1] == inf:
                continue
            if lacking < 0:
                ratio = lacking / (SHRINK * give)
            elif stop == count:
                ratio = 0.0
            else:
                if filled and lacking > WIDENED * give:
                    lacking = max(WIDENED * give, lacking - filled * max((stop - start) // every, 1))
                ratio = lacking / (STRETCH * give) if give else min(lacking / (_BARE * measure), _EMPTY)
            line = 1 + 100 * abs(ratio) ** 3
            total = cost + line * line + ends[stop - 1]
            if start and abs(ratio - before) > 0.9 and stop < count:
                total += _UNEVEN
                if texts[start - 1] == texts[stop - 1]:
                    total += _SAME_WORD
            if stop == count and start:
                total += _last_line(words, start, lacking / measure)
            if total < costs[stop]:
                costs[stop], starts[stop], taken[stop] = total, start, ratio
    if costs[count] == inf:
        return []
    counts, stop = [], count
    while stop:
        counts.append(stop - starts[stop])
        stop = starts[stop]
    return counts[::-1]


def _least(words: Words, reach: Sequence[float], elastic: Sequence[float], start: int, stop: int) -> float:
    """Return the width of a line with its spaces as narrow as they may be."""
    space = words.spaces[stop - 1]
    return reach[stop] - reach[start] - space - SHRINK * (elastic[stop] - elastic[start] - space)


def _last_line(words: Words, start: int, lacking: float) -> float:
    """Return what the last line of several costs; `lacking` is what share of it is empty."""
    if start == len(words.texts) - 1 and len(words.texts[start].strip(" .،؛؟!»)")) < 5:
        return _SHORT_WORD
    if lacking > 0.85:
        return _SHORT_LAST
    return _FULL_LAST if 0 < lacking < 0.03 else 0
