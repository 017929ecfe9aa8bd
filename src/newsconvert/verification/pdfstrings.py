"""The text of a page of a PDF, from the characters that PDFium reports and where they stand."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from .passages import LOOSE
from .pdfcharacters import character_of, direction_of, is_half, is_steering, sign_places, undo_mirroring
from .pdfium import Families, boxes_of, codes_of, font_matrix, left_edge, objects_of, origin, places_of, right_edge
from .pdflines import Line
from .pdforder import Part, numbers_astray
from .pdfwords import Character, String, is_mark, word_places
from .visible import Place

#: Parts the lines of content that is in no marked content.
LINE = "\f"
_TEXT = 1  # FPDF_PAGEOBJ_TEXT
_JOINER = "\u200c"  # after a number whose text is replaced
_ZWJ = "\u200d"


class Shown(NamedTuple):
    """What is shown on a page: the text of each piece of marked content, and where its words are.

    `silent` are the text objects of which PDFium reports nothing but spaces, `astray` numbers in each other's
    place. `begins` has the left and right edge and the baseline of what marked content shows first,
    `margins` what lines in no marked content show from left to right.
    """

    contents: dict[int, str]
    places: list[Place]
    lines: list[Line]
    silent: list[Any]
    astray: list[str]
    begins: dict[int, tuple[float, float, float]]
    margins: dict[str, str]


def read_page(api: Any, page: Any, text: Any, rtl: bool, *, fast: bool = False) -> Shown:
    """Return what is shown on a page; with `fast`, not where its words are."""
    objects = [api.FPDFPage_GetObject(page, at) for at in range(api.FPDFPage_CountObjects(page))]
    operators = {pointer: at for at, pointer in enumerate(objects)}
    count = api.FPDFText_CountChars(text)
    reported = list(map(character_of, codes_of(api, text, count)))
    shown_by = objects_of(api, text, count)
    signs = set(sign_places(reported, lambda at: (shown_by[at], origin(api, text, at))))
    shown = undo_mirroring(reported, signs, rtl, lambda at: origin(api, text, at)[0])
    found: dict[int, list[Character]] = {}
    kept = [at for at, one in enumerate(shown_by) if one in operators]
    for at, x in zip(kept, places_of(api, text, kept), strict=True):
        character = shown[at]
        if character == " " and api.FPDFText_IsGenerated(text, at):
            continue
        if is_half(character) or not is_steering(character):
            found.setdefault(operators[shown_by[at]], []).append(Character(character, at, x, at in signs))
    lines = _lines(api, text, objects, found)
    contents: dict[int, str] = {}
    texts: list[str] = []
    astray: list[str] = []
    begins: dict[int, tuple[float, float, float]] = {}
    backward = rtl
    for line in lines:
        if ways := {one.way for one in line if one.way}:
            backward = "R" in ways
        texts.append("")
        # In lines that run to the right, signs are no part of Arabic beside them.
        strings = _join_parts(line, apart=not rtl and line[0].content < 0)
        parts: list[Part] = []
        for at, (string, shown_text) in enumerate(zip(strings, _texts(strings, backward=backward), strict=True)):
            texts[-1] += shown_text
            before = strings[at - 1] if at else string
            if shown_text[:1] == " " and before.content != string.content and _is_raised(before, string):
                contents[before.content] += " "  # a space before the mark of a note is of the text
                shown_text = shown_text[1:]  # noqa: PLW2901
            gap = "" if at else LINE if string.content < 0 and string.content in contents else LOOSE
            contents[string.content] = contents.get(string.content, "") + gap + shown_text
            begins.setdefault(string.content, (string.left, string.right, string.y))
            has_number = string.is_replaced and any(map(str.isdecimal, shown_text))
            parts.append(Part(shown_text.replace(_JOINER, ""), string.left, has_number))
        if not fast and line[0].content >= 0 and (rtl or ways <= {"R"}):
            astray += numbers_astray(parts, rtl=rtl)
    inked = [] if fast else [one.at for every in found.values() for one in every if one.text != " "]
    boxes = dict(zip(inked, boxes_of(api, text, inked), strict=True))
    every = (string for line in lines for string in line if not fast)
    places = [place for string in every for place in word_places(string, boxes)]
    drawn = {objects[at] for at, one in found.items() if any(character.text != " " for character in one)}
    silent = [one for one in objects if one not in drawn and api.FPDFPageObj_GetType(one) == _TEXT]
    margins = {text: _left_to_right(line) for line, text in zip(lines, texts, strict=True) if line[0].content < 0}
    return Shown(contents, places, list(map(_line_of, lines, texts)), silent, astray, begins, margins)


def _lines(api: Any, text: Any, objects: Sequence[Any], found: Mapping[int, list[Character]]) -> list[list[String]]:
    """Return the strings that the operators of a page show, line by line, from the characters of each by its number."""
    families = Families(api)
    lines: list[list[String]] = []
    for operator in sorted(found):
        number = api.FPDFPageObj_GetMarkedContentID(objects[operator])
        start = math.inf if operator - 1 in found else left_edge(api, objects[operator - 1])
        font = families[api.FPDFTextObj_GetFont(objects[operator])]
        characters = found[operator]
        if any(is_half(one.text) for one in characters):
            characters = list(_put_together(characters))
        string = _string_of(api, text, start, number, font, characters)
        if lines and _is_level(lines[-1], string) and not _begins_beside(lines[-1], string):
            lines[-1].append(string)
        else:
            lines.append([string])
    return lines


def _left_to_right(line: Iterable[String]) -> str:
    return "".join(one.text for string in sorted(line, key=_LEFT) for one in string.characters)


def _line_of(line: list[String], text: str) -> Line:
    left, right = min(one.left for one in line), max(one.right for one in line)
    main = max(line, key=lambda one: one.size)
    last = max(line, key=lambda one: one.left)
    parts: list[tuple[float, float]] = []
    for one in sorted(line, key=lambda string: string.left):
        if parts and one.left < parts[-1][1] + main.size:
            parts[-1] = parts[-1][0], max(parts[-1][1], one.right)
        else:
            parts.append((one.left, one.right))
    return Line(
        text,
        line[0].content,
        left,
        right,
        main.y,
        main.size,
        last.is_replaced,
        tuple(parts),
        frozenset(one.font for one in line),
    )


def _is_level(line: list[String], string: String) -> bool:
    """Return whether a string is on a line, or raised or lowered there as smaller letters are."""
    main = max([one for one in line if one.way] or line, key=lambda one: one.size)
    smaller, larger = sorted((main.size, string.size))
    # Labels have the baseline of their own font, that of the item may be another one.
    label = not any(one.way for one in line) and all(
        min(string.right, one.right) - max(string.left, one.left) < larger / 20 for one in line
    )
    return abs(main.y - string.y) <= (larger / 4 if label else 1 if smaller > 0.9 * larger else larger / 2)


_PLACE, _LEFT = attrgetter("x"), attrgetter("left")


def _begins_beside(line: list[String], string: String) -> bool:
    """Return whether a string without marked content begins a column beside a line: it stands where lines begin."""
    apart = string.begins - max(one.right for one in line)
    return string.content < 0 and apart > _COLUMNS * string.size and any(one.runs("R") for one in line)


def _string_of(api: Any, text: Any, start: float, content: int, font: str, characters: list[Character]) -> String:
    size, upright = font_matrix(api, text, characters[0].at)
    every, characters = characters, list(_without_carriers(api, text, characters, size))
    codes = groupby(sorted(characters, key=_PLACE), key=_PLACE)
    characters = []
    for code in (list(group) for _, group in codes):
        if len(code) == 1:
            characters += code
            continue
        shown = "".join(one.text for one in code)
        if shown.endswith(_ZWJ):  # PDFium turns round a joiner and what it joins
            shown = _ZWJ + shown[:-1]
        alone = shown.strip(" ")
        first = next((one for one in code if one.text != " "), code[0])
        characters.append(first._replace(text=alone or " "))
        if alone and alone != shown and " " not in alone:  # a code stands for what it shows and the space after that
            characters.append(next(one for one in code if one.text == " "))
    held = len(characters) > 1 and characters[-1].text == " " and characters[-1].x == characters[-2].x
    begin, last = 0, len(characters) - 1
    while begin < last and characters[begin].text == " ":
        begin += 1
    while begin < last and characters[last].text == " ":
        last -= 1
    beside = (begin > 0, last + 1 < len(characters) and not held, held)
    left, y = origin(api, text, characters[begin].at)
    # A letter that is kerned ends where a character without ink stands, not where its advance would.
    end = characters[last].x
    marks = (one.x for one in every if one.x > end and one not in characters)
    right = min((right_edge(api, text, characters[last].at), *marks))
    kept, outer = characters[begin : last + 1], min(left, characters[0].x)
    return String(start, content, kept, left, right, y, size, upright, beside, _way_of(kept), font, outer)


def _without_carriers(api: Any, text: Any, characters: list[Character], size: float) -> Iterator[Character]:
    """Yield the characters of an operator but the spaces that part no words.

    Fonts draw characters without ink, such as marks of direction, as a space of no width, and set a mark that follows
    no letter upon a space.
    """
    for at, one in enumerate(characters):
        if one.text == " " and len(characters) > 1:
            right = right_edge(api, text, one.at)
            after = characters[at + 1] if at + 1 < len(characters) else one
            upon = one.x < after.x < right + size * _BESIDE and is_mark(after.text)
            beside = abs(after.x - right) < _LEAST_WIDTH * size  # it is on the letter at the right of the space
            if right - one.x < _LEAST_WIDTH * size or (upon and not beside):
                continue
        yield one


#: In em, the width of a space that is seen, and how far at the right of one the mark upon it stands at most.
_LEAST_WIDTH, _BESIDE = 0.02, 0.25


def _way_of(characters: list[Character]) -> str:
    """Return the direction of characters: among Arabic letters, R is ®; nothing if none has a direction."""
    found = {direction_of(one.text) for one in characters if not one.sign}
    return "R" if "R" in found else "L" if "L" in found else ""


def _texts(strings: list[String], *, backward: bool) -> Iterator[str]:
    """Yield the text of each string of a line, with the space before it, in the order of the page.

    Signs that are alone on the line run `backward`, as the line before them does.
    """
    for at, string in enumerate(strings):
        before = strings[at - 1] if at else string
        characters = string.characters
        alone = len(strings) == 1 and not (string.way or string.has_digits() or _has_joined_emoji(string))
        after = strings[at + 1] if at + 1 < len(strings) else string
        if backward if alone else _runs_left(string, before, after):
            characters = sorted(characters, key=lambda one: -one.x)
        yield (_gap(before, string, strings) if at else "") + "".join(one.text for one in characters)


def _gap(before: String, after: String, line: list[String]) -> str:
    """Return what is between two strings of a line, LOOSE if it is unknown whether there is a space.

    What is set in the other direction may stand between them. A string that goes the way of the line has the space
    beside it; a run against it, a formula with its index say, or an address that ends in a word the way of the line,
    has it at the end of the whole run.
    """
    if before.is_replaced or after.is_replaced or before.spaces[2] is None:
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
    beside = near[0] if leftward else near[1]
    embedded = any(one is beside for one in line[: next(at for at, one in enumerate(line) if one is before)])
    left, right = near if before.runs(way) and not embedded else far
    space = right.left - left.right
    if space > _COLUMNS * before.size and after.content < 0 and not left.way == right.way == "":
        return LINE
    if after.content < 0 and any(_is_raised(*pair) for pair in ((before, after), (after, before))):
        return LOOSE  # a mark of a note, which only what it is tells from a number of the text
    spaced = before.spaces[2] or left.spaces[1] or right.spaces[0]
    if spaced or space <= _LEAST_SPACE * before.size:
        return " " if spaced else ""
    return LOOSE if left.is_replaced else " "  # text that is replaced ends further to the right than PDFium tells


def _is_raised(line: String, string: String) -> bool:
    """Return whether a string without letters stands above a line of text, as marks of notes do."""
    return not string.way and string.y - line.y > line.size / 8


def _join_parts(operators: list[String], *, apart: bool) -> list[String]:
    """Join operators that show parts of one right-to-left string: the line goes on to the left of such a string."""
    left_to_right = next((not one.runs("R") for one in operators if one.runs("R") or one.runs("L")), False)
    left_to_right = apart or (left_to_right and operators[0].left == min(one.left for one in operators))
    strings: list[String] = []
    for at, one in enumerate(operators):
        before = strings[-1] if strings else None
        if before and _are_one(before, one, left_to_right=left_to_right):
            spaced = before.spaces[1] or one.spaces[0] or one.left - before.right > _LEAST_SPACE * one.size
            held = operators[at - 1].spaces[2] or one.spaces[2]  # in a code, at whichever side of what it shows
            between = [Character(" " if spaced else LOOSE, -1, one.left - 0.01)] if spaced or held else []
            characters = [*before.characters, *between, *one.characters]
            way = _way_of(characters)
            after = None if one.spaces[2] and not way else False  # it runs to the right, or else there is none
            spaces = before.spaces[0], one.spaces[1], after
            strings[-1] = before._replace(characters=characters, right=one.right, spaces=spaces, way=way)
        else:
            strings.append(one)
    return strings


def _are_one(before: String, after: String, *, left_to_right: bool) -> bool:
    """Return whether two operators show parts of one right-to-left string. Marks stand inside the string before."""
    widest = after.size * (2 if before.spaces[1] else 1)  # spaces are as wide as they fill the line
    if before.content != after.content or not before.left < after.left:
        return False
    if after.begins > before.right + widest:
        return False
    if after.start < before.right - after.size / 20:
        return False
    if any(one.runs("L") or one.has_digits() for one in (before, after)):
        return False
    return not left_to_right or (before.runs("R") and after.runs("R"))


def _runs_left(string: String, before: String, after: String) -> bool:
    """Return whether a string is read from the right: one without letters runs the way that the line goes there."""
    if string.runs("R") or string.runs("L"):
        return string.runs("R")
    if _has_joined_emoji(string) or string.characters[0].text > "\uffff" or string.has_digits():  # to the right
        return False
    if after.content == string.content and after.left > string.left:
        return False
    return string.left < before.left if before is not string else string.left > after.left


def _has_joined_emoji(string: String) -> bool:
    """Return whether a string shows an emoji that is joined of several, of which fonts draw each beside the last."""
    return any(_ZWJ in one.text and one.text.strip(_JOINER + _ZWJ) for one in string.characters) and not string.way


#: In em, the distance between strings above which there is a space.
_LEAST_SPACE = 0.08
#: In em, the distance above which strings without marked content are of two columns, or of two cells.
_COLUMNS = 1.2


def _put_together(halves: list[Character]) -> Iterator[Character]:
    """Yield the characters of an operator; PDFium reports those above U+FFFF as surrogates, in either order.

    Where the second half comes first it has turned round all that the code stands for, such as the letters of a flag.
    """
    for _, code in groupby(halves, key=_PLACE):
        found: list[Character] = []
        turned, kept = False, None
        for half in code:
            if not is_half(half.text):
                found.append(half)
            elif kept is None:
                kept = half
            else:
                turned = turned or kept.text > half.text
                both = "".join(sorted((kept.text, half.text)))  # high surrogates come first in this order, too
                whole = both.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
                found.append(half._replace(text=whole))
                kept = None
        yield from reversed(found) if turned else found
