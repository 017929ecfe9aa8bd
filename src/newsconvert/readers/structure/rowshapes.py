"""What kind of row a line is by its look: a result, a price, a label and its value, cells, a time and what happens."""

from __future__ import annotations

from ...patterns import pattern
from .dates import opens_with_month
from .headings import LINED_UP
from .line import DIGIT, Line
from .names import name_likeness
from .sentences import begins_sentence
from .verse import has_halves
from .words import RECORD

_CELLS = pattern(r"\S(?:\t+| {3,}|\s*\|\s*|\s*\.{4,}\s*)\S")
_SCORE = pattern(r"(?<![\d٠-٩])[\d٠-٩]{1,3}\s*[-–—:×/]\s*[\d٠-٩]{1,3}(?![\d٠-٩])")
#: Two sides that are to play: «البنك الأهلي × الجونة - 8 مساءً».
_FIXTURE = pattern(r"^[^\W\d_][^.:؟!،]{1,28}\s[×xX]\s[^\W\d_][^.؟!]{1,40}$")
_VALUE = pattern(r"^[^:：\n]{2,40}\s?[:：]\s*\S")
#: A label and its figures in a row that ends as a sentence does: «بنك مصر: 49.12 جنيه للشراء، 49.22 جنيه للبيع.».
#: Its label may hold a number, and words may stand before its figures: «سعر عيار 24: 3589 جنيها.», «أسوان: العظمى 41.».
_STOPPED = pattern(r"[^\W\d_]+(?:\s[^\W_]+){0,4}\s?[:：]\s?(?:[^\W\d_]+\s){0,2}[\d٠-٩]")
#: A label, dots and a sentence with figures, as agencies set indices: «مسقط.. هبط المؤشر 0.6 بالمئة إلى 4590 نقطة».
_DOTTED = pattern(r"[^\W\d_]+(?:\s[^\W\d_]+){0,2}\s?(?:\.{2,3}|…)\s?[^\W\d_][^.…]*[\d٠-٩]")
#: A team and its players, a part and who plays in it: «الدفاع: بلكبير - مرزاق - عميري».
_SERIES = pattern(r"[^\W\d_]+(?:\s[^\W\d_]+){0,3}\s?[:：]\s?[^.؟!:]+")
_NEXT_NAME = pattern(r"\s?[-–—،,]\s")
#: A match that was not played: «الموظفين – العشارة (تأجلت)».
_PUT_OFF = pattern(
    r"[^\W\d_][^.:؟!،]{1,28}\s?[-–—×]\s?[^\W\d_][^.؟!،]{1,28}\((?:ت?[أا]جلت|مؤجلة|[أا]لغيت|ملغاة|لم ت[^\W\d_]+|توقفت|انسحاب[^()]*)\)$"
)
#: A label and a word or a few, as on cards of books and cars: «اللون: أبيض».
_CARD = pattern(r"[^\W\d_]+(?:\s?/?\s?[^\W\d_]+){0,2}\s?:\s[^\s:]+(?:\s[^\s:]+){0,5}")
_NO_CARD = pattern(
    r"(?:ال)?(?:مصدر|مصادر|ملاحظة|ملحوظة|تنويه|تنبيه|سؤال|جواب|س|ج|[إا]قر[أاؤ]\S*|شاهد|عاجل|مهم|نقلا|عن|للمزيد|انتهى)(?:\s[^:]*)?:"
)
#: A label of a word or two, whose value may be long: «الإنذارات: …».
SHORT_LABEL = pattern(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s?:\s\S")
STARTS_WITH_TIME = pattern(
    r"^[\[(]?[\d٠-٩]{1,2}[:.][\d٠-٩]{2}[\])]?(?:\s*(?:[صم](?=\s|:)|صباحا?ً?ا?|مساءً?ا?|ظهرا?ً?ا?|عصرا?ً?ا?|ليلا?ً?ا?|فجرا?ً?ا?))?\s*[|:：\-–—]\s*\S"
)
_STARTS_WITH_YEAR = pattern(r"^[\[(]?[\d٠-٩]{4}(?:\s*[-–]\s*[\d٠-٩]{2,4})?[\])]?\s*(?:م\s?)?[|:：\-–—]\s*\S")
_STARTS_WITH_WEEKDAY = pattern(r"(?:يوم\s)?ال(?:سبت|[أا]حد|[إا]ثنين|ثلاثاء|[أا]ربعاء|خميس|جمعة)\s?[:–—-]\s\S")
#: What the rows of a shape have between their parts; a line without it among them is their title.
PARTS = {"cells": _CELLS, "value": _VALUE}
#: What stands over rows: «برنامج الجولة 13», «المجموعة 2».
_OVER_ROWS = pattern(
    r"^(?:برنامج|نتائج|ترتيب|مباريات|جدول|مواعيد|هدافو|الترتيب|(?:ال)?مجموعة|(?:ال)?جولة|(?:ال)?أسبوع|الدور|أسعار|درجات)"
    r"(?:\s[^\W\d_]+){0,3}(?:\s[\d٠-٩]{1,4}(?:\s?[/-]\s?[\d٠-٩]{2,4})?)?$"
)
#: A point ends no sentence where it stands after one letter of several: «د.أ.», «ش.م.ل.».
_ENDS_SENTENCE = pattern(r"(?<!\.[^\W\d_])\.\W*$|[؟?!؛;]\W*$")


def shape_of(line: Line) -> str:
    """Return what kind of row a line is by its look; empty where it is not a row."""
    text = line.bare
    if STARTS_WITH_TIME.match(text):
        return "time"
    if _STARTS_WITH_YEAR.match(text) or opens_with_month(text) or _STARTS_WITH_WEEKDAY.match(text):
        return "year"
    if is_series(line):
        return "value"
    if line.words <= 16 and _DOTTED.match(text):
        return "stopped"
    if line.words > 12 or len(text) > 90 or LINED_UP.search(text):
        return ""
    tabbed = "\t" in text and not (line.words >= 6 and has_halves(line))  # a tab parts hemistichs too
    if _CELLS.search(text) and (DIGIT.search(text) or tabbed or "|" in text):
        return "cells"
    if RECORD.match(text) and not _ENDS_SENTENCE.search(text):
        return "value"
    if (_FIXTURE.match(text) and line.words <= 14) or _PUT_OFF.match(text):
        return "score"
    if _ENDS_SENTENCE.search(text) and DIGIT.search(text) and _STOPPED.match(text):
        return "stopped"
    if not DIGIT.search(text) and (_is_on_card(text) or _names_one(text)):
        return "label"
    if not DIGIT.search(text) or _ENDS_SENTENCE.search(text) or (line.words <= 6 and _OVER_ROWS.match(text)):
        return ""
    if _SCORE.search(text) and line.words <= 9:
        return "score"
    if _VALUE.match(text) and not text.endswith((":", "،")):
        return "value"
    return "number" if line.words <= 9 and not text.endswith((":", "،")) else ""


def is_series(line: Line) -> bool:
    """Return whether three or more names of a few words each stand after a label, however long the line is."""
    text = line.bare.removesuffix(".")
    if ":" not in text[:40] or text[-1:] in ".؟!" or not _SERIES.fullmatch(text):
        return False
    names = _NEXT_NAME.split(text.partition(":")[2].strip())
    return len(names) >= 3 and all(1 <= len(name.split()) <= 4 for name in names)


def _names_one(text: str) -> bool:
    """Return whether a line is a label and a person, with a full stop: «حراسة المرمى: أنس البوزيدي.»."""
    label, _, name = text.removesuffix(".").partition(":")
    return text[-1] == "." and label.count(" ") <= 2 and _is_on_card(text[:-1]) and name_likeness(name.strip()) >= 0.6


def _is_on_card(text: str) -> bool:
    """Return whether a line is a label and a few words, and neither a sentence nor a label of pages and of speech."""
    if not _CARD.fullmatch(text) or text[-1] in ".،؟?!؛;" or _NO_CARD.match(text):
        return False
    return not begins_sentence(text)
