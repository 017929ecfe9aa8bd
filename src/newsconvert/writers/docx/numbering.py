"""The labels of lists as Word's numbering: counters where labels count, their own text where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text, number = text + letters * (number // value), number % value
    return text


class Counter(NamedTuple):
    """A counter of a list level: `format` is ST_NumberFormat (17.18.59), `text` has `%` for the number."""

    format: str
    text: str
    start: int = 1
    arabic_indic: bool = False


#: What each format counts with, up to the number after which Word's own counting may differ.
_FORMATS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("decimal", tuple(map(str, range(1, 1001)))),
    ("arabicAlpha", tuple("أبتثجحخدذرزسشصضطظعغفقكلمنهوي")),
    ("arabicAbjad", tuple("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ")),
    ("lowerRoman", tuple(map(_roman, range(1, 50)))),
    ("upperRoman", tuple(_roman(number).upper() for number in range(1, 50))),
    ("lowerLetter", tuple("abcdefghijklmnopqrstuvwxyz")),
    ("upperLetter", tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
)


def counter_of(labels: Sequence[str]) -> Counter | None:
    """Return the counter that gives these labels one after another, or None.

    A single label, which may count or not, is never taken for a counter, and neither is text with a percent sign.
    """
    if len(labels) < 2 or any("%" in label for label in labels):
        return None
    for name, shown in (("arabic", _FORMATS[0][1]), *_FORMATS):
        numbers = tuple(number.translate(_ARABIC_INDIC) for number in shown) if name == "arabic" else shown
        if found := _counted(labels, numbers):
            text, start = found
            return Counter("decimal" if name == "arabic" else name, text, start, name == "arabic")
    return None


def _counted(labels: Sequence[str], numbers: tuple[str, ...]) -> tuple[str, int] | None:
    """Return the text around the numbers of `labels`, and where they start, if they are consecutive `numbers`."""
    first, second = labels[:2]
    for at, number in enumerate(numbers[: len(numbers) - len(labels) + 1]):
        place = first.find(number)
        while place >= 0:
            before, after = first[:place], first[place + len(number) :]
            if second == f"{before}{numbers[at + 1]}{after}" and all(
                label == f"{before}{numbers[at + step]}{after}" for step, label in enumerate(labels)
            ):
                return f"{before}%{after}", at + 1
            place = first.find(number, place + 1)
    return None
