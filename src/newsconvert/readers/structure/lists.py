"""Rules of lists: bullets, numbers and letters at the start of a line."""

from __future__ import annotations

import re

from .line import HEADING_WORDS, Page, Verdict

_BULLET = re.compile(r"^(?:[-–—*]\s+|[•▪◦‣●·■○◆►]\s*)(?=[^\s\-–—*•])")
#: A letter must follow: «20 - 15» is a score, «12-5-2026» a date, «3.5» a share.
_NUMBER = re.compile(r"^[(\[]?(?P<n>\d{1,3}(?:[.\-]\d{1,2})*)\s?[.)\]\-–]+\s*(?=\.?[^\W\d]|[«\"“(])")
_LETTER = re.compile(r"^[(\[]?(?P<n>هـ|[أابجدهوزحطيa-h])\s?[.)\-–]\s+(?=\S)")
_ABJAD = {name: at for at, name in enumerate(("أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي"), 1)}
_ABJAD |= {"ا": 1, "هـ": 5, **{name: at for at, name in enumerate("abcdefgh", 1)}}
_MARKS = re.compile("^[\u200e\u200f\u061c]+")


def bullet_item(page: Page, at: int) -> Verdict | None:
    """Take a line for an item that begins with a bullet or with a dash and a space."""
    text, skip = _visible(page, at)
    found = _BULLET.match(text)
    return Verdict("item", 0.95, marker=skip + found.end()) if found else None


def numbered_item(page: Page, at: int) -> Verdict | None:
    """Take a numbered line for an item where it has a neighbour with the next number, or ends as a sentence does.

    A short numbered line with paragraphs around it is a heading, which is for the next rule.
    """
    number, marker = _numbered(page, at)
    if number is None:
        return None
    line = page.lines[at]
    neighbours = [_numbered(page, place)[0] for place in (at - 1, at + 1) if 0 <= place < len(page.lines)]
    if (number - 1) in neighbours or (number + 1) in neighbours:
        return Verdict("item", 0.93, marker=marker, number=number)
    if not line.short or line.words > HEADING_WORDS or at + 1 == len(page.lines):
        return Verdict("item", 0.8, marker=marker, number=number)
    return None


def lettered_item(page: Page, at: int) -> Verdict | None:
    """Take a line for an item that begins with a letter of the abjad and stands next to the letter before or after.

    Without such a neighbour «د. محمد» is a doctor.
    """
    number, marker = _lettered(page, at)
    if number is None:
        return None
    neighbours = [_lettered(page, place)[0] for place in (at - 1, at + 1) if 0 <= place < len(page.lines)]
    if (number - 1) in neighbours or (number + 1) in neighbours:
        return Verdict("item", 0.9, marker=marker, number=number)
    return None


def heading_number(text: str) -> tuple[int, int] | None:
    """Return the last number of a numbered heading and how deep it is («1.2» is 2 deep), or None."""
    found = _NUMBER.match(text)
    if not found:
        return None
    parts = re.split(r"[.\-]", found["n"])
    return int(parts[-1]), len(parts)


def _visible(page: Page, at: int) -> tuple[str, int]:
    """Return the text from its first visible character, and where that is."""
    text = page.lines[at].text
    found = _MARKS.match(text)
    return (text[found.end() :], found.end()) if found else (text, 0)


def _numbered(page: Page, at: int) -> tuple[int | None, int]:
    text, skip = _visible(page, at)
    found = _NUMBER.match(text)
    if not found or not found["n"].isdecimal():
        return None, 0
    return int(found["n"]), skip + found.end()


def _lettered(page: Page, at: int) -> tuple[int | None, int]:
    text, skip = _visible(page, at)
    found = _LETTER.match(text)
    return (_ABJAD[found["n"]], skip + found.end()) if found else (None, 0)
