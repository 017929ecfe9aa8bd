"""The text of a page of a PDF, from the characters that PDFium reports and where they stand."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from .normalize import MIRROR, normalize_pdf
from .passages import LOOSE
from .pdfium import font_size, left_edge, origin, right_edge

#: Parts the lines of content that is in no marked content.
LINE = "\f"
_ARABIC_DIGITS = frozenset("٠١٢٣٤٥٦٧٨٩")
_LAST_HYPHEN = (0x02, 0xFFFE)


class _Character(NamedTuple):
    text: str
    at: int  # PDFium's index
    x: float  # in points from the left


class _String(NamedTuple):
    """What an operator shows of a line, from left to right, and where it stands on the page, in points."""

    start: float  # where the operator before it shows something, if that has no ink
    content: int  # the identifier of the marked content that it is in
    characters: list[_Character]
    left: float
    right: float
    y: float
    size: float
    #: Whether there are spaces at its left, at its right, or in the code of its last character.
    spaces: tuple[bool, bool, bool]

    def runs(self, direction: str) -> bool:
        """Return whether there are letters of this direction, R or L."""
        return any(_direction(one.text) == direction for one in self.characters)

    @property
    def is_replaced(self) -> bool:
        """Whether its text is a replacement of what is drawn (ISO 32000-1, 14.9.4): then all of it is at one place."""
        return len(self.characters) == 1 and len(self.characters[0].text) > 1

    def has_digits(self) -> bool:
        """Return whether there is a number."""
        return any(one.text.isdecimal() or one.text[:1] in _ARABIC_DIGITS for one in self.characters)


def marked_contents(api: Any, page: Any, text: Any, rtl: bool) -> dict[int, str]:
    """Return the text of each piece of marked content."""
    objects = [api.FPDFPage_GetObject(page, at) for at in range(api.FPDFPage_CountObjects(page))]
    operators = {pointer: at for at, pointer in enumerate(objects)}
    unicode, object_of = api.FPDFText_GetUnicode, api.FPDFText_GetTextObject
    reported = [_character(unicode(text, at)) for at in range(api.FPDFText_CountChars(text))]
    shown = _undo_mirroring(reported, rtl, lambda at: origin(api, text, at)[0])
    found: dict[int, list[_Character]] = {}
    for at, character in enumerate(shown):
        operator = operators.get(object_of(text, at))
        if operator is None or (character == " " and api.FPDFText_IsGenerated(text, at)):
            continue
        if _is_half(character) or not _is_steering(character):
            found.setdefault(operator, []).append(_Character(character, at, origin(api, text, at)[0]))
    lines: list[list[_String]] = []
    for operator in sorted(found):
        number = api.FPDFPageObj_GetMarkedContentID(objects[operator])
        start = math.inf if operator - 1 in found else left_edge(api, objects[operator - 1])
        string = _string_of(api, text, start, number, list(_put_together(found[operator])))
        if lines and _is_level(lines[-1], string):
            lines[-1].append(string)
        else:
            lines.append([string])
    contents: dict[int, str] = {}
    for line in lines:
        for at, (number, shown_text) in enumerate(_texts(line)):
            gap = "" if at else LINE if number < 0 and number in contents else LOOSE
            contents[number] = contents.get(number, "") + gap + shown_text
    return contents


def _is_level(line: list[_String], string: _String) -> bool:
    """Return whether a string is on a line, or raised or lowered there as smaller letters are."""
    main = max(line, key=lambda one: one.size)
    smaller, larger = sorted((main.size, string.size))
    return abs(main.y - string.y) <= (1 if smaller > 0.9 * larger else larger / 2)


def _string_of(api: Any, text: Any, start: float, content: int, characters: list[_Character]) -> _String:
    codes = [list(code) for _, code in groupby(sorted(characters, key=lambda one: one.x), key=lambda one: one.x)]
    characters = []
    for code in codes:
        if " " in (code[0].text, code[-1].text) and len(code) == 2:  # a letter and the space after it
            characters += sorted(code, key=lambda one: one.text == " ")
        else:
            characters.append(code[0]._replace(text="".join(one.text for one in code)))
    held = len(characters) > 1 and characters[-1].text == " " and characters[-1].x == characters[-2].x
    first, last = 0, len(characters) - 1
    while first < last and characters[first].text == " ":
        first += 1
    while first < last and characters[last].text == " ":
        last -= 1
    spaces = (first > 0, last + 1 < len(characters) and not held, held)
    left, y = origin(api, text, characters[first].at)
    right, size = right_edge(api, text, characters[last].at), font_size(api, text, characters[first].at)
    return _String(start, content, characters[first : last + 1], left, right, y, size, spaces)


def _texts(operators: list[_String]) -> Iterator[tuple[int, str]]:
    """Yield the text of each string of a line, with the space before it, and the marked content that it is in.

    `operators` are what shows the line, in the order of the page.
    """
    strings = _join_parts(operators)
    for at, string in enumerate(strings):
        before = strings[at - 1] if at else string
        characters = string.characters
        if _runs_left(string, before, strings[at + 1] if at + 1 < len(strings) else string):
            characters = sorted(characters, key=lambda one: -one.x)
        yield string.content, (_gap(before, string, strings) if at else "") + "".join(one.text for one in characters)


def _gap(before: _String, after: _String, line: list[_String]) -> str:
    """Return what is between two strings of a line, LOOSE if it is unknown whether there is a space.

    What is set in the other direction may stand between them. A string that goes the way of the line has the space
    beside it; a run against it, a formula with its index say, has it at the end of the whole run.
    """
    if before.is_replaced or after.is_replaced:
        return LOOSE
    leftward = after.left < before.left
    if leftward:
        near = max((one for one in line if one.left < before.left), key=lambda one: one.right), before
        far = after, min((one for one in line if one.left > after.left), key=lambda one: one.left)
    else:
        near = before, min((one for one in line if one.left > before.left), key=lambda one: one.left, default=after)
        far = max((one for one in line if one.left < after.left), key=lambda one: one.right, default=before), after
    way = "R" if leftward else "L"
    if near != far and not before.runs(way) and not after.runs(way):
        return LOOSE
    left, right = near if before.runs(way) else far
    spaced = before.spaces[2] or left.spaces[1] or right.spaces[0]
    return " " if spaced or right.left - left.right > _LEAST_SPACE * before.size else ""


def _join_parts(operators: list[_String]) -> list[_String]:
    """Join operators that show parts of one right-to-left string: the line goes on to the left of such a string."""
    left_to_right = next((not one.runs("R") for one in operators if one.runs("R") or one.runs("L")), False)
    left_to_right = left_to_right and operators[0].left == min(one.left for one in operators)
    strings: list[_String] = []
    for one in operators:
        before = strings[-1] if strings else None
        if before and _are_one(before, one, left_to_right=left_to_right):
            spaced = before.spaces[1] or one.spaces[0] or one.left - before.right > _LEAST_SPACE * one.size
            between = [_Character(" ", -1, one.left - 0.01)] if spaced else []
            characters = [*before.characters, *between, *one.characters]
            spaces = before.spaces[0], one.spaces[1], False
            strings[-1] = before._replace(characters=characters, right=one.right, spaces=spaces)
        else:
            strings.append(one)
    return strings


def _are_one(before: _String, after: _String, *, left_to_right: bool) -> bool:
    """Return whether two operators show parts of one right-to-left string. Marks stand inside the string before."""
    if before.content != after.content or not before.left < after.left < before.right + after.size:
        return False
    if after.start < before.right - after.size / 20:
        return False
    if any(one.runs("L") or one.has_digits() for one in (before, after)):
        return False
    return not left_to_right or (before.runs("R") and after.runs("R"))


def _runs_left(string: _String, before: _String, after: _String) -> bool:
    """Return whether a string is read from the right: one without letters runs the way that the line goes there."""
    if string.runs("R") or string.runs("L"):
        return string.runs("R")
    if string.has_digits():
        return False
    return string.left < before.left or string.left > after.left


#: In em, the distance between strings above which there is a space.
_LEAST_SPACE = 0.13


def _character(code: int) -> str:
    """Return the character of a code; PDFium uses special codes for a hyphen at the end of a line."""
    return "-" if code in _LAST_HYPHEN else chr(code) if code < 0x110000 else "\ufffd"


def _is_half(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def _put_together(halves: list[_Character]) -> Iterator[_Character]:
    """Yield the characters of an operator; PDFium reports those above U+FFFF as surrogates, in either order."""
    kept: _Character | None = None
    for half in halves:
        if not _is_half(half.text):
            yield half
        elif kept is None:
            kept = half
        else:
            both = "".join(sorted((kept.text, half.text)))  # high surrogates come first in this order, too
            whole = both.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            yield half._replace(text=whole)
            kept = None


@cache
def _is_steering(character: str) -> bool:
    return not normalize_pdf(f"\u0628{character}\u0628")[1:-1] and not character.isspace()


@cache
def _direction(character: str) -> str:
    """Return the direction of a character in PDFium's algorithm: right, left, or neutral."""
    kind = unicodedata.bidirectional(character[0])
    return "R" if kind in ("R", "AL") else "L" if kind == "L" and not _is_half(character) else ""


def _undo_mirroring(characters: list[str], rtl: bool, place: Callable[[int], float]) -> list[str]:
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
        directions = [_direction(one) for one in line]
        changes = [one for at, one in enumerate(directions) if at == 0 or one != directions[at - 1]]
        current = "R" if rtl or 0 < changes.count("R") >= changes.count("L") else "L"
        if not rtl and not directions[0] and {"L", "R"} <= set(changes):
            strong = [end - len(line) + 1 + at for at, direction in enumerate(directions) if direction]
            current = "R" if place(strong[0]) > place(strong[-1]) else "L"
        for one, direction in zip(line, directions, strict=True):
            current = direction or current
            shown.append(MIRROR.get(one, one) if current == "R" else one)
        line = []
    return shown[:-1]
