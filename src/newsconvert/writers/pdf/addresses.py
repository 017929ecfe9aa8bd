"""Where a line may end between spaces: in long addresses and numbers with slashes, and after signs between words.

Addresses are those of web and mail, and of files (Chicago Manual, 7.46).
"""

from __future__ import annotations

import re

from ...patterns import pattern

#: What is longer than this, in characters, may be parted: an address, or where UAX #14 parts other text; it may be
#: wider than a column.
_LONGEST_WHOLE = 24
_LONG = pattern(rf"[!-~À-ɏ]{{{_LONGEST_WHOLE + 1},}}")
_KIND = pattern(r"(?=.*[A-Za-z]).*[@/\\=_.].*|[0-9/]+")
#: After these, or before those: a full stop or hyphen at the end of a line would be taken for one of the sentence. A
#: number stays whole, and `://` with what follows it.
_PLACE = pattern(
    r"(?<=[\w)][/\\:@&=?])(?!(?<=[0-9]:)[0-9])(?=[\w%(])"
    r"|(?<=[\w)])(?=[._,%#~+-][\w%])(?<![0-9](?=[.,+-][0-9]))",
    re.ASCII,
)
_LEAST = 4  # characters of an address on each line


def places_inside(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the places of a text where an address may be broken, and where each address starts and ends."""
    places: list[int] = []
    spans: list[tuple[int, int]] = []
    for one in _LONG.finditer(text):
        start = one.start() + len(one[0]) - len(one[0].lstrip("(\"'[<{"))
        end = one.start() + len(one[0].rstrip(")\"']>}.,;:!?"))
        if end - start <= _LONGEST_WHOLE or not _KIND.fullmatch(text, start, end):
            continue
        spans.append((start, end))
        places += (place.start() for place in _PLACE.finditer(text, start + _LEAST, end - _LEAST + 1))
    return places, spans


_FOUR_LETTERS = r"(?:[^\W\d_][\u064b-\u0652\u0670]*){4}"
#: Words of four letters and more are parted after a sign, such as «النفط/الغاز»; not «ذي-قار», «C++», «50%–60%».
_WORD_AND_SIGN, _WORD = pattern(rf"{_FOUR_LETTERS}[/–-]$"), pattern(_FOUR_LETTERS)
#: Letters of scripts without spaces: those of South-East Asia, and of China, Japan and Korea.
_SPACELESS = pattern("[\u0e00-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\uffef\U0001b000-\U0003ffff]")


def is_parted(text: str, at: int) -> bool:
    """Return whether a line may begin where UAX #14 lets one begin: after a space, or in what is parted there."""
    if text[at - 1] == " ":
        return True
    before = text[max(0, at - _LONGEST_WHOLE) : at].rpartition(" ")[2]
    after = text[at : at + _LONGEST_WHOLE].partition(" ")[0]
    if after.startswith("\\"):
        return False  # within a path
    if len(before) + len(after) > _LONGEST_WHOLE or before[-1].isspace() or before[-1] in "\u200b؟!…—":
        return True
    if _SPACELESS.search(before[-1] + after[0]):
        return True
    return bool(_WORD_AND_SIGN.search(before) and _WORD.match(after))
