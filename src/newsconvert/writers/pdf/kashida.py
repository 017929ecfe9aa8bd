"""Kashida: joins between letters that are made longer to fill a justified line.

Where that may be follows the lists of Uniscribe and of W3C's Arabic layout requirements (ALReq, 6.4), and a designer's
brief: spaces are widened first, then few words are stretched, none of them twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple


class Level(NamedTuple):
    """How much a text is stretched: the least apt place that is taken, the longest in em, how many words have one."""

    rank: int
    longest: float
    words: int


LEVELS = {"low": Level(6, 0.4, 4), "medium": Level(7, 0.6, 4), "high": Level(7, 0.9, 3)}
#: Of the width of a space: by how much spaces are widened before a word is stretched.
WIDENED = 0.33
#: In em: the shortest (less looks like a fault of the print), and the steps of longer ones, so that codes are few.
SHORTEST, STEP = 0.16, 0.02
#: In em: how near one another no two stand in lines that follow each other.
_APART = 1.0

# Letters that look alike (The Unicode Standard, table 9-8, joining groups).
_SEEN = frozenset("سشصضݜښۺڝڞۻ")
_TEETH = frozenset("بتثنيئپٹڽېیىۍ")
_ALEF = frozenset("اأإآٱ")
_RANKS_OF_FINALS = (
    (3, frozenset("ةهۀەہۃدذڈ")),
    (4, _ALEF | frozenset("طظلكگکڭ")),
    (6, frozenset("وؤعغقفنمبتثپڤۆۇۈۋ")),
)
_AFTER_TEETH = frozenset("رزڑژيىیےۍې")
_NOT_JOINING_ON = _ALEF | frozenset("دذرزوؤةىءڈڑژۆۇۈۋےۃەۀ")
_TATWEEL = "\N{ARABIC TATWEEL}"
_ARTICLE = re.compile("[وف]?(?:ال|بال|كال|لل)")
_WORD = re.compile(f"[\u0620-\u063f\u0641-\u064a\u0671-\u06d3{_TATWEEL}\u064b-\u065f\u0670]+")


class Place(NamedTuple):
    """Where a word may be stretched: its rank (1 is best), and the character that the longer join leads to."""

    rank: int
    at: int


@lru_cache(maxsize=16_384)
def places(word: str) -> tuple[Place, ...]:
    """Return where a word may be stretched, the best first, by its letters alone; the font has to allow it too."""
    found = _WORD.search(word)
    if found is None or any(
        unicodedata.category(one)[0] in "LN" for one in word[: found.start()] + word[found.end() :]
    ):
        return ()
    letters = [at for at in range(*found.span()) if not unicodedata.combining(word[at])]
    text = "".join(word[at] for at in letters)
    if "لله" in text or (len(text) < 4 and _SEEN.isdisjoint(text[:-1])):
        return ()
    article = _ARTICLE.match(text)
    kept = []
    for number in range(1, len(letters)):
        before, at = letters[number - 1], letters[number]
        if at != before + 1 or (at + 1 < len(word) and unicodedata.combining(word[at + 1])):
            continue  # a vowel sign stands at the place
        rank = _rank(text, number)
        if rank and not (article and number == article.end()):
            kept.append(Place(rank, at))
    return tuple(sorted(kept, key=lambda place: (place.rank, -place.at)))


def _rank(text: str, number: int) -> int:
    """Return the rank of the join of a letter with the one before it, 0 if there is none to stretch."""
    one, other = text[number - 1], text[number]
    if _TATWEEL in (one, other):
        return int(other != _TATWEEL)  # after those that the source has
    if one in _NOT_JOINING_ON or other == "ء" or (one == "ل" and other in _ALEF):
        return 0
    if one in _SEEN:
        return 2
    if number + 1 == len(text) or other in _NOT_JOINING_ON:  # in its final form
        if one in _TEETH and number > 1 and other in _AFTER_TEETH:
            return 5
        return next((rank for rank, finals in _RANKS_OF_FINALS if other in finals), 7)
    return 7


class Word(NamedTuple):
    """A word of a line: its text, how far its left end is from the beginning of the line, and its places in the font.

    `end` is in em; `may` returns whether the font allows a longer join before a character, None if there is to be none.
    """

    text: str
    end: float
    may: Callable[[int], bool] | None


def stretched(
    words: Sequence[Word], lacking: float, level: Level, above: Collection[float]
) -> list[tuple[int, int, float]]:
    """Return which words of a line are stretched: the number of the word, the character, and by how much, in em.

    `lacking` is what spaces would have to fill beyond `WIDENED`, in em; `above` is where the line above has its longer
    joins, as `Word.end`. The first word is left alone, and so is what stands between the signs of a verse of the Quran.
    """
    most = max(len(words) // level.words, 1)
    if lacking < SHORTEST / 2:
        return []
    wanted = min(ceil(lacking / level.longest), most)
    chosen: list[tuple[int, int]] = []
    for number, place in sorted(_candidates(words, level), key=lambda one: (one[1].rank, -one[0])):
        near = (*above, *(words[other].end for other, _ in chosen))
        if all(one != number for one, _ in chosen) and all(abs(words[number].end - one) >= _APART for one in near):
            chosen.append((number, place.at))
        if len(chosen) == wanted:
            break
    if not chosen:
        return []
    share = min(max(lacking / len(chosen), SHORTEST), level.longest)
    return [(number, at, floor(share / STEP + 1e-6) * STEP) for number, at in chosen]


def _candidates(words: Sequence[Word], level: Level) -> Iterable[tuple[int, Place]]:
    """Yield of each word but the first its best place."""
    quoted = False
    for number, word in enumerate(words):
        quoted = quoted or "﴿" in word.text
        if number and not quoted and (may := word.may):
            fit = (place for place in places(word.text) if place.rank <= level.rank and may(place.at))
            if best := next(fit, None):
                yield number, best
        quoted = quoted and "﴾" not in word.text
