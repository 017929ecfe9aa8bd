"""Facts about Arabic text: digits, months, base direction, directional runs. Pure functions on strings."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NamedTuple

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

# Letters that writers of Arabic, and keyboards, put one for another, and the one that stands for them in a search.
# Unicode composes the others (أ إ آ) of a letter and a mark, and marks are dropped.
_ALIKE = str.maketrans("ٱٲٳىیېےةۃەہھک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااييييههههه" + "ك" + "0123456789" * 2)
_SEATED_HAMZA = str.maketrans("ؤئ", "ءء")  # مسؤول and مسئول are one word

#: Gregorian months as pan-Arab media name them, January first.
MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip

#: The letters and marks of Modern Standard Arabic, which any font for Arabic text must have.
ESSENTIAL = frozenset([*range(0x0621, 0x063B), *range(0x0641, 0x0653), 0x060C, 0x061B, 0x061F])

#: Characters that XML 1.0 (fifth edition, section 2.2) does not allow.
XML_INVALID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: Characters that steer the layout and have no picture of their own.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")


def arabic_indic(number: int | str) -> str:
    """Return `number` written with Arabic-Indic digits (U+0660 to U+0669)."""
    return str(number).translate(_ARABIC_INDIC)


def abjad(number: int) -> str:
    """Return `number`, 1 to 1999, in the letters that Arabic numbers things with: أ، ب، ج … يا، يب."""
    thousands, rest = divmod(number, 1000)
    letters = "غ" * thousands
    for place, row in ((100, "قرشتثخذضظ"), (10, "يكلمنسعفص"), (1, "ابجدهوزحط")):
        digit, rest = divmod(rest, place)
        letters += row[digit - 1] if digit else ""
    return {"ا": "أ", "ه": "هـ"}.get(letters, letters)


def format_date(day: date) -> str:
    """Return `day` as Arabic print writes it: ٢٤ نوفمبر ٢٠٢٦."""
    return f"{arabic_indic(day.day)} {MONTHS[day.month - 1]} {arabic_indic(day.year)}"


def is_rtl(text: str) -> bool:
    """Tell whether most strong letters of `text` run from right to left; text without letters counts as Arabic.

    The base direction of an article comes from all of its text, never from its first letter, which rule P2 of
    UAX #9 would use: a paragraph that begins with a Latin name is still an Arabic paragraph.
    """
    classes = [unicodedata.bidirectional(character) for character in text]
    return sum(c in ("R", "AL") for c in classes) >= sum(c == "L" for c in classes)


def has_rtl(text: str) -> bool:
    """Tell whether any letter of `text` runs from right to left."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


class Run(NamedTuple):
    """A stretch of text in one direction."""

    text: str
    rtl: bool


def directional_runs(text: str, *, rtl: bool = True) -> list[Run]:
    """Split `text` into runs of one direction each, in logical order, for a paragraph whose base direction is `rtl`.

    Follows UAX #9 as far as it decides which run a character belongs to: European digits after a Latin word go with
    the word (W7), other digits go with the base direction, brackets go with what they enclose or stand in (N0), and
    other neutral characters go with their neighbours where these agree, else with the base direction (N1, N2).
    """
    if rtl and "L" not in {unicodedata.bidirectional(character) for character in set(text)}:
        return [Run(text, True)] if text else []  # digits too go with the base direction then
    strong: list[bool | None] = []  # True: right to left, False: left to right, None: neutral
    last = rtl
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL", "L"):
            last = kind != "L"
            strong.append(last)
        elif kind == "EN":
            strong.append(last)
        elif kind == "AN":
            strong.append(True)
        elif kind == "NSM" and strong:
            strong.append(strong[-1])
        else:
            strong.append(None)
    _resolve_brackets(text, strong, rtl)
    runs: list[Run] = []
    start, count = 0, len(strong)
    while start < count:
        end = start
        while end < count and strong[end] == strong[start]:
            end += 1
        direction = strong[start]
        if direction is None:
            before = runs[-1].rtl if runs else rtl
            after = strong[end] if end < count else rtl
            direction = before if before == after else rtl
        if runs and runs[-1].rtl == direction:
            runs[-1] = Run(runs[-1].text + text[start:end], direction)
        else:
            runs.append(Run(text[start:end], direction))
        start = end
    return runs


_DEEPEST = 63  # how many brackets may be open at once (rule BD16)
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def _resolve_brackets(text: str, strong: list[bool | None], rtl: bool) -> None:
    """Give both brackets of a pair one direction, in place (UAX #9, rules BD16 and N0)."""
    if not any(opening in text for opening in "([{"):
        return
    pairs: list[tuple[int, int]] = []
    open_at: list[int] = []
    for at, character in enumerate(text):
        if character in "([{":
            if len(open_at) == _DEEPEST:
                break
            open_at.append(at)
        elif character in _BRACKETS:
            match = next((p for p in reversed(open_at) if text[p] == _BRACKETS[character]), None)
            if match is not None:
                del open_at[open_at.index(match) :]
                pairs.append((match, at))
    for start, end in sorted(pairs):
        inside = set(strong[start + 1 : end]) - {None}
        if not inside:
            continue
        before = next((strong[at] for at in range(start - 1, -1, -1) if strong[at] is not None), rtl)
        strong[start] = strong[end] = rtl if rtl in inside or before == rtl else before


def folded(text: str) -> str:
    """Return `text` as a search compares it: what one reader writes in several ways is written in one.

    Forms of hamza, alef maqsura and ya, ta marbuta and ha, Arabic-Indic and Persian digits, presentation forms and
    letter case are folded; tashkeel, tatweel and invisible characters go. The archive's `fold.js` does the same.
    """
    return unicodedata.normalize("NFKC", text).lower().translate(_FOLDS)


class _Folds(dict[int, str]):
    """What each character is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code).translate(_SEATED_HAMZA))
        kept = (
            part for part in parts if part != "\u0640" and unicodedata.category(part) not in ("Mn", "Mc", "Me", "Cf")
        )
        self[code] = found = "".join(kept).translate(_ALIKE)
        return found


_FOLDS = _Folds()


def unmarked(text: str) -> str:
    """Return `text` as lists are sorted by it: decomposed, and of that its letters, digits and spaces alone."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] in "LNZ")


def counted(number: int, one: str, two: str, few: str, many: str, other: str) -> str:
    """Return `number` things in words that agree with it (CLDR plural rules, ar); `one` and `two` stand alone."""
    if number in (1, 2):
        return one if number == 1 else two
    rest = number % 100
    return f"{arabic_indic(number)} {few if 3 <= rest <= 10 else many if rest >= 11 else other}"


def xml_text(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return XML_INVALID.sub("", text)
