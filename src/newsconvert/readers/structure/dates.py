"""Dates as Arabic newspapers print them: Gregorian by four sets of month names, Hijri, and in figures."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from ...arabic import MONTHS

#: Month names besides the pan-Arab ones: of the Levant and Iraq, the Maghreb, and other spellings.
_GREGORIAN = {
    **{name: at for at, name in enumerate(MONTHS, 1)},
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "اذار": 3, "نيسان": 4, "أيار": 5, "ايار": 5, "حزيران": 6, "تموز": 7,
    "آب": 8, "اب": 8, "أيلول": 9, "ايلول": 9, "تشرين الأول": 10, "تشرين الاول": 10, "تشرين الثاني": 11,
    "كانون الأول": 12, "كانون الاول": 12,
    "جانفي": 1, "فيفري": 2, "أفريل": 4, "افريل": 4, "ماي": 5, "جوان": 6, "جويلية": 7, "أوت": 8, "اوت": 8,
    "يوليوز": 7, "غشت": 8, "شتنبر": 9, "نونبر": 11, "دجنبر": 12,
    "ابريل": 4, "إبريل": 4, "اغسطس": 8, "أغسطوس": 8, "اكتوبر": 10, "مايس": 5,
}  # fmt: skip
_HIJRI = {
    "محرم": 1, "المحرم": 1, "صفر": 2, "ربيع الأول": 3, "ربيع الاول": 3, "ربيع الآخر": 4, "ربيع الاخر": 4,
    "ربيع الثاني": 4, "جمادى الأولى": 5, "جمادى الاولى": 5, "جمادى الآخرة": 6, "جمادى الاخرة": 6, "جمادى الثانية": 6,
    "رجب": 7, "شعبان": 8, "رمضان": 9, "شوال": 10, "ذو القعدة": 11, "ذي القعدة": 11, "ذوالقعدة": 11, "ذو الحجة": 12,
    "ذي الحجة": 12, "ذوالحجة": 12,
}  # fmt: skip


def _names(months: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, months), key=len, reverse=True))


_DIGIT = "[0-9٠-٩۰-۹]"
_SAME = rf"(?:\s*[(/\-–]\s*(?:{_names(_GREGORIAN)})\s*\)?)?"  # «آب (أغسطس)», «تموز / يوليو»
_NAMED = rf"(?P<day>{_DIGIT}{{1,2}})\s*(?:من\s+)?(?:شهر\s+)?(?P<month>{_names(_GREGORIAN)}){_SAME}\s*[،,/\-]?\s*(?:(?:عام|سنة)\s+)?(?P<year>{_DIGIT}{{4}})\s*(?:م(?!\w)\.?)?"
_LUNAR = rf"(?P<hday>{_DIGIT}{{1,2}})\s*(?:من\s+)?(?:شهر\s+)?(?P<hmonth>{_names(_HIJRI)})\s*[،,/\-]?\s*(?:(?:عام|سنة)\s+)?(?P<hyear>1[34]{_DIGIT}{{2}}|١[٣٤]{_DIGIT}{{2}})\s*(?:هـ?ـ?(?!\w)\.?)?"
_ISO = rf"(?P<iy>(?:19|20|١٩|٢٠){_DIGIT}{{2}})[-/.‑](?P<im>{_DIGIT}{{1,2}})[-/.‑](?P<id>{_DIGIT}{{1,2}})"
_FIGURES = (
    rf"(?P<fd>{_DIGIT}{{1,2}})\s?[-/.‑]\s?(?P<fm>{_DIGIT}{{1,2}})\s?[-/.‑]\s?(?P<fy>{_DIGIT}{{4}})\s*(?:م(?!\w)|هـ?)?"
)
_CLOCK = rf"(?P<hour>{_DIGIT}{{1,2}}):(?P<minute>{_DIGIT}{{2}})(?::{_DIGIT}{{2}}(?:\.\d+)?)?"
_DATES = tuple(re.compile(pattern) for pattern in (_NAMED, _ISO, _LUNAR, _FIGURES))
_TIME = re.compile(_CLOCK)
_WEEKDAYS = "السبت|الأحد|الاحد|الإثنين|الاثنين|الأثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة"
#: What may stand beside a date in a line that is nothing else.
_REST = re.compile(
    rf"(?:{_WEEKDAYS}|(?:تم\s+)?(?:ال)?نشر(?:ت|ه|ها)?|تاريخ|التاريخ|تحديث|آخر|اخر|الموافق|يوم|في|بتاريخ|الساعة|بتوقيت|غرينتش|"
    r"جرينتش|مكة المكرمة|مكة|القاهرة|صباحا?ً?ا?|مساء?ً?|ظهرا?ً?|حُ?رِ?ر|أضيف|بواسطة|ص|م|هـ|ه|Z|T|GMT|UTC|AM|PM|am|pm|"
    rf"Published|Updated|Last|Date|[+]{_DIGIT}{{2}}:?{_DIGIT}{{2}}|[\s:،,;|/\-–—.()+\[\]])+"
)


class Dated(NamedTuple):
    """A day of publication and how sure it is; a Hijri date alone may be a day off, as the moon was seen."""

    when: date | datetime
    confidence: float


def _number(text: str) -> int:
    return int(text)  # `int` takes Arabic-Indic digits


def find_date(text: str) -> Dated | None:
    """Return the first date in `text` that exists in the calendar, Gregorian before Hijri."""
    lunar: Dated | None = None
    for pattern in _DATES:
        found = pattern.search(text)
        if not found:
            continue
        part = found.groupdict()
        try:
            if "hyear" in part:
                lunar = Dated(_from_hijri(_number(part["hyear"]), _HIJRI[part["hmonth"]], _number(part["hday"])), 0.8)
            elif "fy" in part:
                year, month, day = _number(part["fy"]), _number(part["fm"]), _number(part["fd"])
                if year < 1600:
                    return Dated(_from_hijri(year, month, day), 0.75)
                return Dated(date(year, day, month) if month > 12 else date(year, month, day), 0.9)
            elif "iy" in part:
                return Dated(_timed(date(*map(_number, (part["iy"], part["im"], part["id"]))), text, found.end()), 0.98)
            else:
                return Dated(date(_number(part["year"]), _GREGORIAN[part["month"]], _number(part["day"])), 0.95)
        except (ValueError, OverflowError):
            continue
    return lunar


def date_line(text: str) -> Dated | None:
    """Return the date that `text` gives where it says nothing else."""
    found = find_date(text)
    if not found:
        return None
    for pattern in (*_DATES, _TIME):
        text = pattern.sub(" ", text)
    return found if not _REST.sub("", text) else None


def _timed(day: date, text: str, end: int) -> date | datetime:
    """Return the moment where an ISO date has a time right after it: 2026-03-14T08:30."""
    found = _TIME.match(text, end + 1) if text[end : end + 1] in ("T", " ") else None
    if not found:
        return day
    return datetime(day.year, day.month, day.day, _number(found["hour"]), _number(found["minute"]))


def _from_hijri(year: int, month: int, day: int) -> date:
    from hijridate import Hijri

    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)
