"""Where long addresses may be broken: of web and mail, of files, and numbers with slashes (Chicago Manual, 7.46)."""

from __future__ import annotations

import re

from ...patterns import pattern

_FEWEST = 14  # characters; shorter ones stay whole
_LONG = pattern(rf"[!-~À-ɏ]{{{_FEWEST},}}")
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
        if end - start < _FEWEST or not _KIND.fullmatch(text, start, end):
            continue
        spans.append((start, end))
        places += (place.start() for place in _PLACE.finditer(text, start + _LEAST, end - _LEAST + 1))
    return places, spans
