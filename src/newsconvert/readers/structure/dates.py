"""Dates as Arabic newspapers print them: Gregorian by all sets of month names, Hijri, Iranian, and in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from ...patterns import pattern
from .agencies import AGENCIES
from .folding import fold
from .months import GREGORIAN, HIJRI, IRANIAN, LIBYAN, WEEK, WEEKDAYS
from .spelled import Spelled, begins_spelled, spelled_at, spelled_dates
from .words import KICKERS


def _names(months: dict[str, int]) -> str:
    return rf"(?:{'|'.join(sorted(map(re.escape, months), key=len, reverse=True))})ی?(?!\w)"  # «ئازاری»: of March


_DIGIT, _ANY_DIGIT = "[0-9٠-٩۰-۹]", pattern(r"\d")
#: Vowel signs, and the tatweel that stretches a word: «مـساءً»; most texts have neither.
_MARKS, _ANY_MARK = pattern(r"[\u064b-\u0652]|(?<=[^\W\d_])ـ+(?=[^\W\d_])"), pattern("[\u064b-\u0652ـ]")
_GAP = r"\s*[-/،,.–]?\s*"
_IN = r"(?:(?:من|شهر|لعام|عام|سنة|لسنة)\s+)*"
_MONTH, _MOON, _SUN = _names(GREGORIAN), _names(HIJRI), _names(IRANIAN)
#: The years of the Jamahiriya, counted from the death of the Prophet: «1376 و.ر».
_LIBYAN_ERA = r"\s*و\s?\.\s?ر\.?(?!\w)"
#: «آب (أغسطس)», «تموز / يوليو», «مارس آذار»: the month once more, by its other name.
_SAME = rf"(?:\s*[(/\-–]?\s*{_MONTH}\s*\)?)?"
_AFTER = r"(?:\s*(?:م|ميلادي[ةه]?|مسيحي[ةه]?|[إا]فرنجي[ةه]?|ف)(?!\w)\.?)?"
_AFTER_MOON = r"(?:\s*(?:هـ|ه|هجري[ةه]?)(?!\w)\.?)?"
#: With a month's name; the year may be missing.
_DATE = pattern(
    rf"(?<!{_DIGIT})(?:"
    rf"(?P<iy>(?:1[34]|19|20|١[٣٤]|١٩|٢٠|۱۳|۱۴|۲۰){_DIGIT}{{2}})(?:\s?[-/.‑]\s?|:(?={_DIGIT}{{2}}:))(?P<im>[01٠١۰۱]?{_DIGIT})(?:\s?[-/.‑]\s?|:(?={_DIGIT}{{2}}(?:[.\s]|$)))(?P<id>{_DIGIT}{{1,2}})(?!{_DIGIT}){_AFTER_MOON}"
    rf"|(?P<fd>{_DIGIT}{{1,2}})\s?[-/.‑]\s?(?P<fm>{_DIGIT}{{1,2}})\s?[-/.‑]\s?(?P<fy>{_DIGIT}{{4}}|{_DIGIT}{{2}}(?![.,]?{_DIGIT}))(?!{_DIGIT})(?:{_AFTER}|{_AFTER_MOON})"
    rf"|(?P<day>{_DIGIT}{{1,2}})ی?{_GAP}{_IN}(?P<month>{_MONTH}){_SAME}(?:{_GAP}{_IN}(?P<year>{_DIGIT}{{4}})(?!{_DIGIT}){_AFTER})?"
    rf"|(?P<hday>{_DIGIT}{{1,2}}){_GAP}{_IN}(?P<moon>{_MOON})(?:{_GAP}{_IN}(?P<hyear>{_DIGIT}{{4}})(?!{_DIGIT}){_AFTER_MOON})?"
    rf"|(?P<sday>{_DIGIT}{{1,2}})\s*(?P<sun>{_SUN})(?:\s*ماه)?\s*[،,/]?\s*(?P<syear>{_DIGIT}{{4}})(?!{_DIGIT})"
    rf"|(?<!\w)(?P<month2>{_MONTH})\s+(?P<day2>{_DIGIT}{{1,2}})(?!{_DIGIT})(?:\s*[،,]\s*(?P<year2>{_DIGIT}{{4}})(?!{_DIGIT}))?"
    r")"
)
_LIBYAN_DATE = pattern(
    rf"(?<!{_DIGIT})(?P<day>{_DIGIT}{{1,2}}){_GAP}{_IN}(?P<month>{_names(LIBYAN)}){_SAME}{_GAP}{_IN}"
    rf"(?:(?P<era>{_DIGIT}{{4}}){_LIBYAN_ERA}(?:{_GAP}(?P<year>(?:19|20){_DIGIT}{{2}}){_AFTER})?|(?P<year2>(?:19|20){_DIGIT}{{2}})(?!{_DIGIT}){_AFTER})"
)
#: A day of it without a year, which only a dateline may mean: «سبها 14 الماء (أوج)».
_LIBYAN_DAY = pattern(
    rf"{_DIGIT}{{1,2}}\s(?:{_names(LIBYAN)})(?!\w)(?:\s{_DIGIT}{{4}}\s(?:و\s?\.?\s?ر\.?|ميلادي[ةه]?))?"
)
#: A day and a month in figures, which only a dateline may mean: «الكويت - 14 - 5 (كونا)».
_SHORT = pattern(rf"(?P<day>{_DIGIT}{{1,2}})\s?[-/]\s?(?P<month>{_DIGIT}{{1,2}})(?!{_DIGIT}|\s?[-/.:]\s?{_DIGIT})")
#: A day of the month that the paper came out in: «لندن في 12 منه», «14 الجاري».
_INSTANT = pattern(rf"{_DIGIT}{{1,2}}\s(?:منه|الجاري|الحالي)(?!\w)")
_CLOCK = rf"(?P<hour>{_DIGIT}{{1,2}})[:.](?P<minute>{_DIGIT}{{2}})(?::{_DIGIT}{{2}}(?:\.\d+)?)?(?!{_DIGIT})"
_TIME = pattern(_CLOCK)
#: The same in a line that dates: «على 16:20», «12:30 و 05 دقيقة».
_AT = pattern(
    rf"(?:(?<!\w)(?:(?:عل[ىي]\s+)?الساعة|عل[ىي])\s+)?{_CLOCK}|(?<!\w)الساعة\s{_DIGIT}{{1,2}}(?:\sو\s?{_DIGIT}{{1,2}}\sدقيقة)?(?![\w:.])"
)
#: Day and time of an agency's desk, and the month, which may be cut short.
_STAMP = pattern(
    rf"(?<!{_DIGIT})(?P<day>{_DIGIT}{{2}}){_DIGIT}{{4}}\s*(?:GMT|UTC|Z|جمت|ت\.?\s?غ\.?|[غج]رينتش)?\s+(?P<month>[^\W\d_]{{3,}})\.?\s+(?P<year>{_DIGIT}{{4}}|{_DIGIT}{{2}})(?!{_DIGIT})"
)
#: What an entry of a timeline begins with: «كانون الثاني 1981: …», «12 آذار – …».
_OPENING = pattern(
    rf"[\[(]?(?:{_DIGIT}{{1,2}}\s)?(?:{_MONTH}{_SAME}|{_MOON})(?:\s*[/،,]?\s*{_DIGIT}{{4}}|\s(?:ال)?(?:ماضي|مقبل|قادم|جاري|حالي))?\s*(?:م\s?)?[\])]?\s?[|:：\-–—]\s*\S"
)
#: A time that counts from now: «منذ 3 ساعات», «قبل يومين».
_AGO = pattern(
    rf"^\W*(?:(?:تم\s)?(?:ال)?نُ?شر(?:ت|ه|ها)?\s?:?\s|آخر تحديث\s?:?\s)?(?:منذ|قبل)\s(?:{_DIGIT}{{1,2}}\s)?(?:ثوان|دقيقت|دقيقة|دقائق|ساعت|ساعة|ساعات|يومين|يوم|[أا]يام|[أا]سبوعين|[أا]سبوع|[أا]سابيع|شهرين|شهر|[أا]شهر|سنتين|سنة|سنوات|عامين|عام|[أا]عوام)\w*(?:\s(?:في|الساعة)\s{_DIGIT}{{1,2}}[:.]{_DIGIT}{{2}}(?:\s?[صم])?)?\W*$"
)
#: What may stand beside a date in a line that is nothing else.
_REST = pattern(
    rf"(?:(?<!\w)(?:{WEEKDAYS}|(?:تم\s+)?(?:ال)?نُ?شر(?:ت|ه|ها)?|(?:تم\s+)?(?:ال)?تحيين(?:ه|ها)?|(?:تم\s+)?(?:ال)?(?:تحديث|تعديل)(?:ه|ها)?|تاريخ|التاريخ|الإدراج|الادراج|الإضافة|الإصدار|الإنشاء|الإرسال|آخر|اخر|حدثت?|حررت?|عدلت?|المقال|الخبر|(?:تم\s)?[إا]نشا(?:ء|ؤ|ئ)ه|الموافق|الموافقة|المصادف|ل?يوم|اليوم|أمس|ليلة|فجر|ف[يى]|بتاريخ|(?:عل[ىي]\s+|ف[يى]\s+تمام\s+)?الساعة|(?:بتوقيت|توقيت)(?:\s(?:مكة المكرمة|أبو ظبي|[^\W\d]+))?|"
    r"(?:الواحدة|الثانية|الثالثة|الرابعة|الخامسة|السادسة|السابعة|الثامنة|التاسعة|العاشرة|الحادية عشرة?|الثانية عشرة?)(?:\s(?:والنصف|والربع|والثلث|إلا (?:ربعا?|ثلثا?)))?|"
    r"إلى|الى|ت\s?\.?\s?غ\.?|غرينتش|جرينتش|غرينيتش|صباحا?ً?ا?|مساء?ً?ا?|ظهرا?ً?|عصرا?ً?|أضيف|أدرج|صدرت?|كتب|بواسطة|ص|مـ?|ت|لـ?|هـ|ه|و|Z|T|GMT|UTC|GST|AST|EET|EEST|CET|CEST|EST|EDT|BST|KSA|UAE|"
    r"AM|PM|am|pm|المكان|Published|Posted|Updated|Last|Date|on|at|by|admin|(?:ال)?محرر|المصدر|النسخة\s?:?\s?(?:الورقية|الإلكترونية|الرقمية)(?:\s?-\s?(?:دولي|سعودي|لبناني))?|قبل|منذ|تاریخ|انتشار|ساعت|هجري[ةه]?|ميلادي[ةه]?|محلي|المحلي)(?!\w)"
    r"|(?<!\w)السنة(?:\s*:)?\s+(?:ال\w{3,}(?:\s(?:عشرة?|و\w+))?|[(\d٠-٩)]{1,4})(?!\w)"
    # The Coptic day, and the first of two days of one issue.
    rf"|(?<!\w){_DIGIT}{{1,2}}\s(?:توت|باب[ةه]|هاتور|كيهك|طوب[ةه]|[أا]مشير|برمهات|برمود[ةه]|بشنس|بؤون[ةه]|[أا]بيب|مسر[ىي]|نسيء)\s{_DIGIT}{{4}}\s?(?:ق|للشهداء)?(?!\w)|(?<!\w)عدد(?=\s(?:{WEEKDAYS}))|(?<!\w){_DIGIT}{{1,2}}\s?[-–](?=\s)"
    rf"|(?<!\w)(?:ال)?عدد\s*:?\s*{_DIGIT}{{1,6}}|[+]{_DIGIT}{{1,2}}(?::?{_DIGIT}{{2}})?|(?<!\S)0(?!\S)|(?<!\S){_DIGIT}{{1,2}} دقائق(?!\w)|[\s:،؛,;|/»\-–—ـ.·•()+\[\]*])+"
)


_SITE = pattern(r"(?:www\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,7}/?")
_TODAY = pattern(rf"(?<!\w)(?P<today>(?:ال|ل)يوم\s+)?(?P<day>{'|'.join(WEEK)})\s*[،,:\-–(\[]*\s*(?={_DIGIT})")
_EDGE = " .،,)]»!؟؛…"


class Dated(NamedTuple):
    """A day of publication and how sure it is; a Hijri date alone may be a day off, as the moon was seen."""

    when: date | datetime
    confidence: float


class DateSpan(NamedTuple):
    """Where a date stands in a text, and when that is: None without a year, or where no calendar has that day."""

    start: int
    end: int
    found: Dated | None


def date_spans(text: str, start: int = 0) -> Iterator[DateSpan]:
    """Yield the dates in `text`, also those without a year, in their order; those in words first."""
    if begins_spelled(text):
        for spelled in spelled_dates(text):
            yield DateSpan(spelled.start, spelled.end, _of_words(spelled, text))
    for found in _DATE.finditer(text, start):
        yield DateSpan(found.start(), found.end(), _parse_match(found, text))
    if _may_be_libyan(text):
        for found in _LIBYAN_DATE.finditer(text, start):
            yield DateSpan(found.start(), found.end(), _of_libya(found))


def wire_stamp(text: str) -> Dated | None:
    """Return the day of the stamp that an agency's desk sets under a report: «241512 GMT MAY 22», «191704 جمت أكتو 2023».

    Day, hour and minute are in one; the month may be cut short, as long as no other begins so.
    """
    found = _STAMP.search(text)
    if not found:
        return None
    begun = fold(found["month"]).lower()
    months = {month for name, month in GREGORIAN.items() if fold(name).lower().startswith(begun)}
    year = int(found["year"])
    try:
        return (
            Dated(date(year + 2000 * (year < 100), months.pop(), int(found["day"])), 0.9) if len(months) == 1 else None
        )
    except ValueError:
        return None


def date_at(text: str, start: int) -> DateSpan | None:
    """Return the date that begins at `start`, or None; a day and month in figures will do."""
    spelled = spelled_at(text, start)
    if spelled:
        return DateSpan(start, spelled.end, _of_words(spelled, text))
    found = _DATE.match(text, start)
    if found:
        return DateSpan(start, found.end(), _parse_match(found, text))
    libyan = _LIBYAN_DATE.match(text, start)
    if libyan:
        return DateSpan(start, libyan.end(), _of_libya(libyan))
    libyan = _LIBYAN_DAY.match(text, start)
    if libyan:
        return DateSpan(start, libyan.end(), None)
    short = _SHORT.match(text, start)
    if short and 1 <= int(short["day"]) <= 31 and 1 <= int(short["month"]) <= 12:
        return DateSpan(start, short.end(), None)
    instant = _INSTANT.match(text, start)
    return DateSpan(start, instant.end(), None) if instant else None


def time_at(text: str, start: int) -> int:
    """Return where the time of day ends that begins at `start`; 0 where there is none."""
    found = _TIME.match(text, start)
    return found.end() if found else 0


def may_hold_date(text: str) -> bool:
    """Return whether `text` has a digit, or words that a date may begin with."""
    return _ANY_DIGIT.search(text) is not None or begins_spelled(text)


def without_dates(text: str) -> str:
    """Return `text` with a blank in place of each date, in figures or in words."""
    for spelled in reversed(list(spelled_dates(text)) if begins_spelled(text) else []):
        text = f"{text[: spelled.start]} {text[spelled.end :]}"
    if _may_be_libyan(text):
        text = _LIBYAN_DATE.sub(" ", text)
    return _DATE.sub(" ", text)


def find_date(text: str) -> Dated | None:
    """Return the first date in `text` that exists in a calendar, Gregorian before Hijri."""
    if not may_hold_date(text):
        return None
    text = _without_marks(text)
    dated = [span.found for span in date_spans(text) if span.found]
    return next((one for one in dated if one.confidence > 0.8), dated[0] if dated else None)


def _without_marks(text: str) -> str:
    return _MARKS.sub("", text) if _ANY_MARK.search(text) else text


@lru_cache(maxsize=64)  # several rules ask it of one line
def date_line(text: str) -> Dated | None:
    """Return the date that `text` gives where it says nothing else."""
    found = find_date(text)
    if not found:
        return None
    bare = without_dates(_without_marks(text))
    timeless = _AT.sub(" ", bare)
    if is_filler(timeless):
        return found
    return found if timeless != bare and _says_where(_REST.sub(_part, timeless)) else None


def _part(found: re.Match[str]) -> str:
    return " " if found[0].isspace() else "|"


def _says_where(text: str) -> bool:
    """Return whether what stands beside a day and a time is sections, an agency and its town, or a site: «متفرقات», «arabic.news.cn»."""
    pieces = [fold(piece.strip()) for piece in text.split("|") if piece.strip()]
    agency = pieces[0] in AGENCIES and len(pieces) <= 2 and " " not in pieces[-1]
    return agency or all(piece in KICKERS or _SITE.fullmatch(piece) for piece in pieces)


def date_today(headline: str) -> Dated | None:
    """Return the day that a headline of prices, weather or horoscopes states as today's: «أسعار الذهب اليوم الثلاثاء 29 مايو 2018».

    The weekday must be that of the date; a date alone may be any day that the news is about.
    """
    if "|" in headline:  # a newsletter's: «صباح الأسواق | 2 أكتوبر 2023»
        return date_line(headline.rpartition("|")[2])
    if "اليوم" not in headline and "ليوم" not in headline:
        return None
    for found in _TODAY.finditer(headline):
        span = date_at(headline, found.end())
        beside = found["today"] or (span and not headline[span.end :].strip(_EDGE))
        if span and span.found and beside and span.found.when.weekday() == WEEK[found["day"]]:
            return Dated(span.found.when, 0.6)
    return None


def is_time_line(text: str) -> bool:
    """Return whether `text` is a time of day or a date without a year, with what may stand beside it."""
    rest = _TIME.sub(" ", without_dates(text))
    return rest != text and is_filler(rest)


def is_day(text: str) -> bool:
    """Return whether `text` is a day and a month without a year, with what may stand beside it."""
    if not may_hold_date(text):
        return False
    rest = without_dates(text)
    return rest != text and is_filler(rest)


def is_month(text: str) -> bool:
    """Return whether `text` is a month and its year and nothing else: «يوليو 2020»."""
    name, _, year = text.strip(" :()[]-–—،,").rpartition(" ")
    month = name.partition("/")[0].rstrip(" ،,")
    return len(year) == 4 and year.isdecimal() and (month in GREGORIAN or month in HIJRI)


def is_ago(text: str) -> bool:
    """Return whether `text` is a time that counts from now and nothing else, as web pages have it."""
    return ("منذ " in text or "قبل " in text) and bool(_AGO.match(text))


def opens_with_time(text: str) -> bool:
    """Return whether `text` begins with a time of day and says more: an entry of a live page, «18:40 أغلقت …»."""
    found = _TIME.match(text.lstrip("[(| "))
    return found is not None and bool(re.search(r"[^\W\d_]", text))


def opens_with_month(text: str) -> bool:
    """Return whether `text` begins with a month, perhaps with its day or year, and says what was then: an entry of a timeline."""
    return any(mark in text[:30] for mark in ":|-–—") and bool(_OPENING.match(text))


def is_filler(text: str) -> bool:
    """Return whether `text` is what stands beside a date, or nothing: «آخر تحديث», «الموافق», a weekday."""
    begun = _REST.match(text)  # most texts begin otherwise
    return not text or (begun is not None and not _REST.sub("", text))


def _of_words(date_in_words: Spelled, text: str) -> Dated | None:
    """Return the day of a date in words; None without a year, or where no calendar has it."""
    start, _, day, month, year, hijri = date_in_words
    try:
        if year and hijri:
            return Dated(_from_hijri(year, month, day, text[:start]), 0.8)
        return Dated(date(year, month, day), 0.92) if 1600 <= year <= 2200 else None
    except (ValueError, OverflowError):
        return None


def _may_be_libyan(text: str) -> bool:
    return any(name in text for name in LIBYAN)


def _of_libya(found: re.Match[str]) -> Dated | None:
    """Return the day of a date with a month of the Jamahiriya; its own years count from 632."""
    year = int(found["year"] or found["year2"] or found["era"])
    try:
        return Dated(date(year + 632 * (year < 1600), LIBYAN[found["month"]], int(found["day"])), 0.9)
    except ValueError:
        return None


def _month(months: dict[str, int], name: str) -> int:
    """Return the number of a month, whose name may end in the «ی» of Kurdish that joins it to the year."""
    return months.get(name) or months[name.removesuffix("ی")]


def _parse_match(found: re.Match[str], text: str) -> Dated | None:
    part, before = found.groupdict(), text[: found.start()]
    try:
        if part["iy"]:
            year, month, day = (int(part[name]) for name in ("iy", "im", "id"))  # `int` takes any decimal digits
            if year < 1600:  # digits of Persian keyboards are of Iran's calendar
                iranian = part["iy"][0] == "۱"
                return Dated(_from_iranian(year, month, day) if iranian else _from_hijri(year, month, day, before), 0.7)
            return Dated(_add_time(date(year, month, day), text, found.end()), 0.98)
        if part["fy"]:
            year, month, day = int(part["fy"]), int(part["fm"]), int(part["fd"])
            if 1300 < year < 1600:
                return Dated(_from_hijri(year, month, day, before), 0.75)
            year += 2000 if year < 70 else 1900 if year < 100 else 0
            if not 1600 <= year <= 2200:
                return None
            return Dated(date(year, day, month) if month > 12 else date(year, month, day), 0.9)
        if part["sun"]:
            return Dated(_from_iranian(int(part["syear"]), _month(IRANIAN, part["sun"]), int(part["sday"])), 0.9)
        if part["moon"]:
            if not part["hyear"]:
                return None
            return Dated(_from_hijri(int(part["hyear"]), _month(HIJRI, part["moon"]), int(part["hday"]), before), 0.8)
        name, day_name, year_name = ("month", "day", "year") if part["month"] else ("month2", "day2", "year2")
        if not part[year_name]:
            return None
        year = int(part[year_name])
        when = date(year, _month(GREGORIAN, part[name]), int(part[day_name]))
        return Dated(when, 0.95) if 1600 <= year <= 2200 else None
    except (ValueError, OverflowError):
        return None


def _add_time(day: date, text: str, end: int) -> date | datetime:
    """Return the moment where an ISO date has a time right after it: 2026-03-14T08:30."""
    found = _TIME.match(text, end + 1) if text[end : end + 1] in ("T", " ") else None
    if not found or int(found["hour"]) > 23:
        return day
    return datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"]))


def _from_hijri(year: int, month: int, day: int, before: str) -> date:
    """Return a day of the Umm al-Qura calendar; ValueError or OverflowError outside of it (1343 to 1500).

    Where a weekday stands right `before` the date, a day beside it may be meant: countries see the moon on their own.
    """
    from hijridate import Hijri

    found = Hijri(year, month, day).to_gregorian()
    when = date(found.year, found.month, found.day)
    apart = _days_apart(when, before)
    return when + timedelta(days=apart) if abs(apart) == 1 else when


def _days_apart(when: date, before: str) -> int:
    """Return how far the weekday at the end of a text is from a day, -3 to 3; 0 without a weekday."""
    named = _NAMED_DAY.search(before)
    return (WEEK[named["day"]] - when.weekday() + 3) % 7 - 3 if named else 0


_NAMED_DAY = pattern(rf"(?<!\w)(?P<day>{'|'.join(WEEK)})\s*[،,:]?\s*(?:الموافق\s*)?[(\[]?\s*$")


def contradicted_day(text: str) -> tuple[str, date] | None:
    """Return the first Hijri date that is of another weekday than the one before it says, and its day."""
    spans = date_spans(text) if may_hold_date(text) and any(day in text for day in WEEK) else ()
    for span in spans:
        found = span.found
        if found and found.confidence <= _OF_HIJRI and _days_apart(found.when, text[: span.start]):
            named = _NAMED_DAY.search(text[: span.start])
            return text[named.start() if named else span.start : span.end], found.when
    return None


#: How sure a Hijri date is at most.
_OF_HIJRI = 0.8


def _from_iranian(year: int, month: int, day: int) -> date:
    """Return a day of the Iranian calendar, reckoned by its 33-year cycle, which holds for 1244 to 1472."""
    if not (1244 <= year <= 1472 and 1 <= month <= 12 and 1 <= day <= 31 - (month > 6)):
        raise ValueError("no such day in the Iranian calendar")
    leaps = sum((one * 8 + 29) % 33 < 8 for one in range(1244, year))
    passed = (year - 1244) * 365 + leaps + (month - 1) * 31 - max(0, month - 7) + day - 1
    return date(1865, 3, 21) + timedelta(days=passed)
