"""Dates with the day or the year in words, as deeds, decrees and courts write them: «الخامس من مارس سنة ألفين وأربع وعشرين»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...patterns import pattern
from .folding import fold
from .months import GREGORIAN, HIJRI

#: Ordinals of days, folded; the tens follow with «و»: «الخامس والعشرين».
_DAYS = {name: at for at, name in enumerate(
    ("الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"), 1)}  # fmt: skip
_DAYS |= {"الحادي": 1, "اول": 1, "غره": 1, "فاتح": 1, "العشرين": 20, "العشرون": 20, "الثلاثين": 30, "الثلاثون": 30}
ORDINALS = frozenset(_DAYS)
_TENS = {"عشر": 10, "والعشرين": 20, "والعشرون": 20, "والثلاثين": 30, "والثلاثون": 30}
#: Cardinals, folded; those from three to nine have a form for each gender.
_NUMBERS = {
    "واحد": 1, "واحده": 1, "احد": 1, "احدي": 1, "اثنين": 2, "اثنان": 2, "اثنتين": 2, "اثنتان": 2, "اثني": 2, "اثنتي": 2, "اثنا": 2, "اثنتا": 2,
    **{f"{name}{end}": at for at, name in enumerate(("ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"), 3) for end in ("", "ه")},
    "ثمان": 8, "عشرين": 20, "عشرون": 20,
    **{f"{name}{end}": at * 10 for at, name in enumerate(("ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع"), 3) for end in ("ين", "ون")},
    "مئه": 100, "مائه": 100, "مئتين": 200, "مائتين": 200, "مئتان": 200, "مائتان": 200,
    **{f"{name}{end}": at * 100 for at, name in enumerate(("ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع"), 3) for end in ("مئه", "مائه")},
    "ثمانيمئه": 800, "ثمانيمائه": 800, "الف": 1000, "الفين": 2000, "الفان": 2000,
}  # fmt: skip
#: Words that stand between the parts of a date.
_BETWEEN = frozenset(("من", "شهر", "لشهر", "يوم", "عام", "لعام", "سنه", "لسنه", "العام", "السنه"))
_WORD = pattern(r"[^\W_ـ]+")
#: Where a date in words may begin; most texts have no such place. «الثاني» in «تشرين الثاني» is no day.
_BEGINS = pattern(
    r"(?<!\w)(?<!كانون )(?<!تشرين )(?<!ربيع )(?<!جماد[ىي] )(?:[ال]ل(?:[أا]ول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|حادي|عشرين|عشرون|ثلاثين|ثلاثون)|غر[ةه]|فاتح|[أا]ول)(?=\s)"
    r"|(?<![0-9٠-٩])[0-9٠-٩]{1,2}(?=\s[^\n]{2,40}\s[أا]لف)"
)
_MARKS = " \t\xa0،,/()-–"
_LONGEST_MONTH = 3


class Spelled(NamedTuple):
    """Where a date in words stands, its day and month, its year or 0, and whether it is of the Hijri calendar."""

    start: int
    end: int
    day: int
    month: int
    year: int
    hijri: bool


def begins_spelled(text: str) -> bool:
    """Return whether a date in words may begin somewhere in `text`."""
    return ("من " in text or "شهر" in text or "غر" in text or "ول " in text or "فاتح" in text or "لف" in text) and bool(
        _BEGINS.search(text)
    )


def spelled_dates(text: str) -> Iterator[Spelled]:
    """Yield the dates in `text` that have their day or their year in words."""
    for found in _BEGINS.finditer(text):
        if (date := spelled_at(text, found.start())) is not None:
            yield date


def spelled_at(text: str, start: int) -> Spelled | None:
    """Return the date in words that begins at `start`, or None."""
    if not _BEGINS.match(text, start):
        return None
    words = _Words(text, start)
    day, in_words = words.day()
    joined = words.skip()
    month, hijri = words.month()
    if not day or not month or (in_words and day > 1 and not joined):
        return None
    end = words.end
    if words.again():  # «مارس / آذار»
        end = words.end
    words.skip()
    year, spelled = words.year()
    if not in_words and not spelled:  # in figures: for other rules
        return None
    return Spelled(start, words.end if year else end, day, month, year, hijri)


class _Words:
    """Reads the words of a date one by one; `end` is where the last one that was taken ends."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.end = text, start

    def _next(self) -> tuple[str, int]:
        """Return the next word, folded, and where it ends; an empty one where something else than blanks and marks is next."""
        at = self.end
        while at < len(self.text) and self.text[at] in _MARKS:
            at += 1
        found = _WORD.match(self.text, at)
        return (fold(found[0]), found.end()) if found else ("", at)

    def skip(self) -> bool:
        """Pass over «من», «شهر», «سنة»; return whether there were any."""
        start = self.end
        word, end = self._next()
        while word in _BETWEEN:
            self.end = end
            word, end = self._next()
        return self.end > start

    def day(self) -> tuple[int, bool]:
        """Return the day, 0 where there is none, and whether it is in words."""
        word, end = self._next()
        if word.isdecimal():
            self.end = end
            return (int(word), False) if 1 <= int(word) <= 31 else (0, False)
        day = _DAYS.get(f"ال{word[2:]}" if word.startswith("لل") else word, 0)
        if day:
            self.end = end
            word, end = self._next()
            if word in _TENS:
                day, self.end = day + _TENS[word], end
        return (day, True) if day <= 31 else (0, True)

    def month(self) -> tuple[int, bool]:
        """Return the month, 0 where there is none, and whether it is one of the Hijri calendar."""
        start, best = self.end, (0, False, self.end)
        name = ""
        for _ in range(_LONGEST_MONTH):
            word, end = self._next()
            if not word:
                break
            name, self.end = f"{name} {word}".strip(), end
            if name in _MONTHS:
                best = (*_MONTHS[name], end)
        self.end = best[2] if best[0] else start
        return best[0], best[1]

    def again(self) -> bool:
        """Pass over the month's other name, if it stands after the first one."""
        return bool(self.month()[0])

    def year(self) -> tuple[int, bool]:
        """Return the year, 0 where there is none, and whether it is in words."""
        word, end = self._next()
        digits = re.match(r"\d{4}(?!\d)", word)
        if digits:
            self.end = end - len(word) + 4
            self.end += len(_ERA.match(self.text[self.end :])[0])  # type: ignore[index]  # it may match nothing
            return int(digits[0]), False
        total, unit, taken = 0, 0, self.end
        while word:
            joined = word.startswith("و") and word[1:] in _NUMBERS
            value = _NUMBERS.get(word[1:] if joined else word, 0)
            if not value or (total and not joined and value not in (10, 100, 1000)):
                break
            if value == 100 and not joined and 3 <= unit <= 9:  # «تسع مئة»
                value = 100 * unit - unit
            total, unit, taken = total + value, value, end
            self.end = end
            word, end = self._next()
        if not 1300 <= total <= 2200:
            return 0, False
        self.end = taken + len(_ERA.match(self.text[taken:])[0])  # type: ignore[index]
        return total, True


_ERA = pattern(r"(?:\s*(?:ميلادي[ةه]?|هجري[ةه]?|للميلاد|للهجرة|هـ|ه|م)(?!\w)\.?)?")
_MONTHS = {
    fold(name): (at, hijri) for months, hijri in ((GREGORIAN, False), (HIJRI, True)) for name, at in months.items()
}
