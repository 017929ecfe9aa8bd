"""How frequent letters are in Arabic news, and in which single-byte encoding bytes have the letters so.

A wrong encoding turns lam into feh and meem into kaf, and the letter frequencies no longer look like Arabic.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache

#: Occurrences of each letter per thousand letters of news; other characters count as one in two thousand.
_FREQUENCIES = {
    "ا": 130, "ل": 118, "ي": 70, "م": 58, "و": 57, "ن": 54, "ر": 50, "ت": 44, "ب": 36, "ة": 34, "ع": 33, "د": 33,
    "س": 27, "ه": 27, "ف": 26, "أ": 24, "ق": 23, "ك": 20, "ح": 20, "ج": 13, "ش": 12, "ص": 11, "ط": 11, "ى": 11,
    "خ": 9, "إ": 9, "ض": 8, "ث": 6, "ز": 7, "ذ": 6, "غ": 5, "ئ": 4, "ء": 4, "ظ": 3, "آ": 2, "ؤ": 2, "،": 8,
    "ً": 3, "؟": 1, "«": 2, "»": 2, "؛": 0.6, "\xa0": 0.6,
}  # fmt: skip
#: Logarithms of the frequencies of an Arabic space in MacArabic, of rare characters and of foreign ones.
SPACE, RARE, _ALIEN = math.log(0.15), math.log(0.0005), math.log(0.000002)


@cache
def byte_costs(encoding: str) -> tuple[float | None, ...]:
    """Return the logarithm of the frequency of every byte above ASCII, or None for unassigned bytes."""
    costs: list[float | None] = []
    for byte in range(128, 256):
        try:
            character = bytes((byte,)).decode(encoding)
        except UnicodeDecodeError:
            costs.append(None)
            continue
        if byte >= 128 and unicodedata.decomposition(character)[:1] == "<" and "\ufe70" <= character <= "\ufefc":
            # DOS stores letters as the shapes they have: a letter is as frequent as its shapes are together.
            base = unicodedata.normalize("NFKC", character).strip()[:1]
            costs.append(math.log(_FREQUENCIES[base] / 2200) if base in _FREQUENCIES else RARE)
        elif character in _FREQUENCIES:
            costs.append(math.log(_FREQUENCIES[character] / 1000))
        elif "\u0600" <= character <= "\u0669" or character in "“”‘’–—•…÷×©\u200c\u200d\u200e\u200f":
            costs.append(RARE)
        else:
            costs.append(_ALIEN)
    return tuple(costs)


def guess_encoding(data: bytes, encodings: Sequence[str]) -> str | None:
    """Return the one of single-byte `encodings` in which short texts such as file names are most plausible Arabic.

    Return None if they are valid in no encoding. Raise LookupError for an unknown one.
    """
    counts = [(byte, count) for byte, count in Counter(data).items() if byte > 127]
    best: tuple[float, str | None] = (-7.5 * sum(count for _, count in counts), None)
    for name in encodings:
        costs = byte_costs(name)
        score = sum((costs[byte - 128] or -math.inf) * count for byte, count in counts)
        best = (score, name) if score > best[0] else best
    return best[1]
