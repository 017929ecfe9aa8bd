"""The strings of a page of a PDF: what operators show of a line, and where their words stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import NamedTuple

from .normalize import normalize_pdf
from .passages import LOOSE
from .pdfium import Edges
from .visible import Place

_ARABIC_DIGITS = frozenset("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
_LIGATURES = frozenset(normalize_pdf(chr(code)) for code in range(0xFB00, 0xFB07))


class Character(NamedTuple):
    """A character that an operator shows, or what one code of several shows."""

    text: str
    at: int  # PDFium's index
    x: float  # in points from the left
    sign: bool = False  # whether it is what PDFium reports for a sign without direction, as No for №


class String(NamedTuple):
    """What an operator shows of a line, from left to right, and where it stands on the page, in points."""

    start: float  # where the operator before it shows something, if that has no ink
    content: int  # the identifier of the marked content that it is in
    characters: list[Character]
    left: float
    right: float
    y: float
    size: float
    upright: bool
    #: Whether there are spaces at its left, at its right, or in the code of its last character; None if unknown.
    spaces: tuple[bool, bool, bool | None]

    #: R among its characters' directions, or L, or neither.
    way: str
    font: str  # its family
    begins: float  # its left edge with the spaces there

    def runs(self, direction: str) -> bool:
        """Return whether there are letters of this direction, R or L."""
        return self.way == direction

    @property
    def is_replaced(self) -> bool:
        """Whether its text is a replacement of what is drawn (ISO 32000-1, 14.9.4): then all of it is at one place."""
        one = self.characters[0]
        return len(self.characters) == 1 and len(one.text) > 1 and not one.sign and one.text not in _LIGATURES

    def has_digits(self) -> bool:
        """Return whether there is a number."""
        digits = (one for one in self.characters if not one.sign)
        return any(one.text.isdigit() or one.text[:1] in _ARABIC_DIGITS for one in digits)


def word_places(string: String, boxes: Mapping[int, Edges]) -> Iterator[Place]:
    """Yield where the words of a string are, and each digit of its numbers, from left to right.

    `boxes` are those of the characters of the page but spaces.
    """
    characters = string.characters
    # Of replaced text PDFium does not tell how wide it is.
    right = max(string.right, string.left + _WIDTH * string.size) if string.is_replaced else string.right
    edges = [*(one.x for one in characters), right]
    backward, replaced = string.runs("R"), string.is_replaced
    for blank, group in groupby(range(len(characters)), key=lambda at: characters[at].text in (" ", LOOSE)):
        if blank:
            continue
        numbers = list(group)
        texts = [characters[at].text for at in numbers]
        word = "".join(texts[::-1] if backward else texts)
        parts = [[at] for at in numbers] if any(map(str.isdigit, texts)) else [numbers]
        for part in parts:
            left, right = edges[part[0]], edges[part[-1] + 1]
            inked = [at for at in part if is_drawn(characters[at].text)] if right > left else []
            if not inked:
                continue
            drawn = [] if replaced else [(at, boxes[number]) for at in inked if (number := characters[at].at) in boxes]
            thin, glyphs = [], []
            for at, one in drawn:
                height = one[1] - one[0]
                if height < _THINNEST:
                    thin += [at] * characters[at].text[0].isalnum()
                elif height > _LEAST_GLYPH < one[3] - one[2] and not is_mark(characters[at].text):
                    glyphs.append(one)
            low, high = (min(one[0] for _, one in drawn), max(one[1] for _, one in drawn)) if drawn else (None, None)
            read = (numbers[::-1] if backward else numbers) if thin else []
            blanks = tuple(sum(len(characters[one].text) for one in read[: read.index(at)]) for at in thin)
            own = characters[part[0]].at
            yield Place(word, left, right, string.y, string.size, string.upright, low, high, blanks, own, tuple(glyphs))


#: In points, how much of a glyph is seen, and how large one is whose ink is looked for.
_THINNEST, _LEAST_GLYPH = 0.05, 0.8
#: In em, the width of a digit.
_WIDTH = 0.7


@cache
def is_drawn(text: str) -> bool:
    """Return whether characters have ink: marks alone may have it beside their place."""
    return any(unicodedata.category(one)[0] not in "CMZ" for one in text)


@cache
def is_mark(text: str) -> bool:
    """Return whether a character is a mark upon the one before it, as vowel signs are."""
    return unicodedata.category(text[0]) == "Mn"
