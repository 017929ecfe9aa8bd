"""The characters that PDFium reports, and what it makes of them: surrogates, signs, mirrored brackets."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Set
from functools import cache

from .normalize import MIRROR, normalize_pdf

_LAST_HYPHEN = (0x02, 0xFFFE)


def character_of(code: int) -> str:
    """Return the character of a code; PDFium uses special codes for a hyphen at the end of a line."""
    return "-" if code in _LAST_HYPHEN else chr(code) if code < 0x110000 else "\ufffd"


def is_half(character: str) -> bool:
    """Return whether a character is a surrogate."""
    return "\ud800" <= character <= "\udfff"


@cache
def is_steering(character: str) -> bool:
    """Return whether a character is only a mark, such as of direction, that is not compared."""
    return not normalize_pdf(f"\u0628{character}\u0628")[1:-1] and not character.isspace()


@cache
def direction_of(character: str) -> str:
    """Return the direction of a character in PDFium's algorithm: right, left, or neutral."""
    kind = unicodedata.bidirectional(character[0])
    return "R" if kind in ("R", "AL") else "L" if kind == "L" and not is_half(character) else ""


#: What PDFium reports for signs without direction of which it reports the compatibility decomposition.
_SIGNS = frozenset(
    shown
    for code in range(0xA0, 0xFFFF)
    if unicodedata.bidirectional(chr(code)) in ("ON", "ET")
    and len(shown := normalize_pdf(chr(code))) > 1
    and any(direction_of(one) or one.isdecimal() for one in shown)
)
_LONGEST_SIGN = max(map(len, _SIGNS))


def sign_places(characters: list[str], place: Callable[[int], object]) -> Iterator[int]:
    """Yield where characters are that are parts of a sign: they are all at the `place` of it."""
    at = 0
    while at < len(characters):
        if characters[at] in _FIRST_OF_SIGNS:
            for length in range(_LONGEST_SIGN, 1, -1):
                together = "".join(characters[at : at + length]).replace("\u2044", "/")
                # Where more stands at its place it is the beginning of a replaced number, such as 12 of 12.5.
                around = range(max(at - 1, 0), min(at + length + 1, len(characters)))
                # The code of a sign may hold a space and marks too.
                beside = (one for one in around if characters[one] != " " and not is_steering(characters[one]))
                if together in _SIGNS and [one for one in beside if place(one) == place(at)] == [
                    *range(at, at + length)
                ]:
                    yield from range(at, at + length)
                    at += length - 1
                    break
        at += 1


_FIRST_OF_SIGNS = frozenset(sign[0] for sign in _SIGNS)


def undo_mirroring(characters: list[str], signs: Set[int], rtl: bool, place: Callable[[int], float]) -> list[str]:
    """Undo PDFium's mirroring of brackets in right-to-left runs.

    A line consists of runs of one direction. A neutral run takes the direction of the run before it, the first that of
    the line, which is right to left in such a document (`rtl`) or if at least half of the other runs are. Marks of
    direction count there too, which PDFium does not report; but a line in both directions begins at the side of its
    own, so that the `place` of a character, from the left, tells.
    """
    shown: list[str] = []
    line: list[str] = []
    for end, character in enumerate([*characters, "\n"]):
        line.append(character)
        if character != "\n":
            continue
        if not MIRROR.keys().isdisjoint(line):
            first = end - len(line) + 1
            directions = ["" if first + at in signs else direction_of(one) for at, one in enumerate(line)]
            changes = [one for at, one in enumerate(directions) if at == 0 or one != directions[at - 1]]
            current = "R" if rtl or 0 < changes.count("R") >= changes.count("L") else "L"
            if not rtl and not directions[0] and {"L", "R"} <= set(changes):
                strong = [first + at for at, direction in enumerate(directions) if direction]
                current = "R" if place(strong[0]) > place(strong[-1]) else "L"
            for at, direction in enumerate(directions):
                current = direction or current
                line[at] = MIRROR.get(line[at], line[at]) if current == "R" else line[at]
        shown += line
        line = []
    return shown[:-1]
