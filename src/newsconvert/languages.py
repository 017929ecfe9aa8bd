"""The language of a text by its letters and words, and what documents say of their own in each language.

The apparatus is written in Arabic, Persian, Urdu, Sorani Kurdish and English; in any other language it is neutral:
dates as ISO 8601 writes them, European digits, and no words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from . import arabic
from .patterns import pattern


class Labels(NamedTuple):
    """What documents say of their own; empty where the value says it all, or where no word is known.

    The first are what the block that cites the source calls its lines. The others are of books and of citations: a
    book's parts, a picture that nobody describes, who has the rights, and a work without a date.
    """

    source: str = ""
    link: str = ""
    published: str = ""
    retrieved: str = ""
    file: str = ""
    hash: str = "SHA-256"
    citation: str = ""
    contents: str = ""
    cover: str = ""
    start: str = ""
    landmarks: str = ""
    pages: str = ""
    picture: str = "–"
    rights: str = "© {name}"
    undated: str = ""


_LABELS = {
    "ar": Labels(
        "المصدر", "الرابط", "تاريخ النشر", "تاريخ الاسترجاع", "الملف الأصلي", "بصمة الملف SHA-256", "الاستشهاد",
        "المحتويات", "الغلاف", "بداية النص", "معالم الكتاب", "أرقام الصفحات", "صورة", "حقوق النصّ لصاحبه: {name}",
        "د.ت.",
    ),
    "fa": Labels(
        "منبع", "نشانی", "تاریخ انتشار", "تاریخ دسترسی", "فایل اصلی", "اثر انگشت فایل SHA-256", "استناد",
        "فهرست", "جلد", "آغاز متن", "بخش‌های کتاب", "شماره صفحه‌ها", "تصویر", undated="بی‌تا",
    ),
    "ur": Labels(
        "ماخذ", "ربط", "تاریخ اشاعت", "تاریخ رسائی", "اصل فائل", "فائل کا نشان SHA-256", "حوالہ",
        "فہرست", "سرورق", "متن کا آغاز", "کتاب کے حصے", "صفحہ نمبر", "تصویر",
    ),
    "ckb": Labels(
        "سەرچاوە", "بەستەر", "ڕێکەوتی بڵاوبوونەوە", "ڕێکەوتی وەرگرتن", "پەڕگەی بنەڕەت", "پەنجەمۆری پەڕگە SHA-256",
        contents="ناوەڕۆک", cover="بەرگ", start="سەرەتای دەق", pages="ژمارەی لاپەڕەکان", picture="وێنە",
    ),
    "en": Labels(
        "Source", "Link", "Published", "Retrieved", "Original file", "SHA-256 of the file", "Citation",
        "Contents", "Cover", "Start of the text", "Landmarks", "Page numbers", "Picture", "Rights in the text: {name}",
        "n.d.",
    ),
}  # fmt: skip
#: Languages that are written from right to left.
RTL_LANGUAGES = frozenset(("ar", "arz", "ary", "apc", "fa", "ur", "ckb", "ps", "sd", "ug", "he", "yi", "dv", "syr"))
#: The languages that the apparatus is written in.
LABELLED = tuple(_LABELS)
_MONTHS = {
    "ar": arabic.MONTHS,
    "fa": ("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"),
    "ur": ("جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"),
    "ckb": (
        "کانوونی دووەم", "شوبات", "ئازار", "نیسان", "ئایار", "حوزەیران", "تەمووز", "ئاب", "ئەیلوول", "تشرینی یەکەم",
        "تشرینی دووەم", "کانوونی یەکەم",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
}  # fmt: skip
#: The digits of each language (CLDR, default numbering system); European ones elsewhere.
_SYSTEMS = {"ar": "arab", "ckb": "arab", "fa": "arabext"}
#: The digits of each language in its own script.
_OWN_SYSTEMS = dict.fromkeys(("ar", "arz", "ary", "apc", "ckb", "sd", "ug"), "arab") | dict.fromkeys(
    ("fa", "ur", "ps"), "arabext"
)
_KEY = "-u-nu-"  # of the numbering system in a tag (RFC 6067)
_DIGITS = {
    system: str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", digits * 2)
    for system, digits in (("latn", "0123456789"), ("arab", "٠١٢٣٤٥٦٧٨٩"), ("arabext", "۰۱۲۳۴۵۶۷۸۹"))
}
_COUNTERS = {"arab": "arabic-indic", "arabext": "persian"}

#: Letters that Arabic does not have, as Persian, Urdu, Kurdish, Uyghur and Pashto write them.
OTHER_LETTERS = pattern("[پچژگکیےہھںٹڈڑەێۆڕڵۇڭښځ]")
_PERSIAN = pattern(r"(?<!\w)(?:است|را|که|این|از|می|با|برای|شد|بود|کرد|های|آن|خود)(?!\w)")
#: Letters that Persian does not have, and words that it does not.
_ARABIC_LETTERS = pattern("[ةيكىأإؤ\u064b\u064d]")
_ARABIC = pattern(r"(?<!\w)(?:[وفبلك]?ال\w|(?:في|من|على|إلى|أن|إن|عن)(?!\w))|ة(?!\w)")
#: The fewest words of a paragraph that tell its language.
_FEWEST = 4
_LATIN_WORDS = {
    "en": "the of and to in is for that with was",
    "fr": "le la les des et est dans pour une que",
    "es": "el los las que y del por una con para",
    "de": "der die und das ist nicht ein zu den mit",
    "it": "il di che gli della per una con sono nel",
    "pt": "o os que do da para uma com não em",
    "tr": "ve bir bu için ile olarak da de çok gibi",
}
_LATIN_WORD = pattern(r"[^\W\d_]+")


def primary(tag: str) -> str:
    """Return the language of a tag without script and region: `fa` of `fa-AF`."""
    return tag.lower().split("-", 1)[0]


def is_rtl_language(tag: str) -> bool:
    """Return whether the language of `tag` is written from right to left."""
    return primary(tag) in RTL_LANGUAGES


def labels(tag: str) -> Labels:
    """Return the labels of the citation in the language of `tag`."""
    return _LABELS.get(primary(tag), Labels())


def known_labels() -> tuple[Labels, ...]:
    """Return the labels of all languages, the neutral ones last."""
    return (*_LABELS.values(), Labels())


def with_digits(tag: str, digits: str) -> str:
    """Return `tag` with the digits that its numbers are written in: arabic, european, or those of the language.

    Arabic ones are those of each language's own script; a language of another script keeps its European ones.
    """
    language = tag.partition(_KEY)[0]
    system = "latn" if digits == "european" else _OWN_SYSTEMS.get(primary(tag)) if digits == "arabic" else None
    return f"{language}{_KEY}{system}" if system else tag


def _system(tag: str) -> str:
    """Return the numbering system that a tag names, or that of its language."""
    named = tag.partition(_KEY)[2]
    return named if named in _DIGITS else _SYSTEMS.get(primary(tag), "latn")


def known_dates(day: date) -> set[str]:
    """Return `day` in each of the forms that documents have of it in words."""
    tags = (with_digits(tag, digits) for tag in _LABELS for digits in ("arabic", "european", "language"))
    return {format_date(day, tag) for tag in tags}


def format_date(day: date, tag: str = "ar") -> str:
    """Return `day` as print in the language of `tag` writes it: ٢٤ نوفمبر ٢٠٢٦, 24 November 2026, 2026-11-24."""
    months = _MONTHS.get(primary(tag))
    if months is None:
        return f"{day:%Y-%m-%d}"
    return number(f"{day.day} {months[day.month - 1]} {day.year}", tag)


def month_name(month: int, tag: str) -> str:
    """Return the name of a month, 1 to 12, in the language of `tag`, or its number where that is not known."""
    months = _MONTHS.get(primary(tag))
    return months[month - 1] if months else str(month)


def counter_style(tag: str) -> str:
    """Return the style of CSS that counts in the digits of `tag` (CSS Counter Styles 3, 6.1)."""
    return _COUNTERS.get(_system(tag), "decimal")


def number(value: int | str, tag: str) -> str:
    """Return a number, or a text with numbers, in the digits that `tag` names, or those of its language."""
    return str(value).translate(_DIGITS[_system(tag)])


def detect(text: str, *, rtl: bool) -> str:
    """Return the language tag of `text`, most of whose letters run from right to left or not; `und` if not known."""
    return _right_to_left(text) if rtl else _left_to_right(text)


def detect_most(parts: Iterable[str], *, rtl: bool) -> str:
    """Return the language of most of an article, of which `parts` are the paragraphs: others may be quoted in it."""
    parts = list(parts)
    found = detect("\n".join(parts), rtl=rtl)
    if not rtl or found == "ar":
        return found
    own = sum(len(part) for part in parts if detect(part, rtl=True) == found)
    return "ar" if sum(len(part) for part in parts if _is_arabic(part)) > own else found


def quoted_language(text: str, about: str) -> str | None:
    """Return the language of a paragraph that is quoted in an Arabic article, `about`; None for its own."""
    if primary(about) != "ar" or not OTHER_LETTERS.search(text) or len(text.split()) < _FEWEST or _is_arabic(text):
        return None
    found = detect(text, rtl=True)
    return found if found != "ar" else None


def _is_arabic(text: str) -> bool:
    return _ARABIC.search(text) is not None and detect(text, rtl=True) == "ar"


def _right_to_left(text: str) -> str:
    if not OTHER_LETTERS.search(text):
        hebrew = sum(map(text.count, "יוהלא"))
        return "he" if hebrew and hebrew > sum(map(text.count, "اليوم")) else "ar"

    def share(letters: str) -> float:
        return sum(map(text.count, letters)) / len(text)

    if share("ۇڭې") > 0.02 and share("ە") > 0.02:
        return "ug"
    if share("ەێۆ") > 0.05:
        return "ckb"
    if share("ےہںٹڈڑ") > 0.035:
        return "ur"
    if share("ښځڅډړټ") > 0.01:
        return "ps"
    words = len(_PERSIAN.findall(text))
    articles = text.count(" ال")
    if words > 2 * articles and (words > 1 or share("پچژگ") > 0.01):
        return "fa"
    return "ar" if articles or _ARABIC_LETTERS.search(text) else "fa"  # as short as it may be


def _left_to_right(text: str) -> str:
    words = [word.lower() for word in _LATIN_WORD.findall(text[:4000])]
    hits = {tag: sum(word in known.split() for word in words) for tag, known in _LATIN_WORDS.items()}
    best = max(hits, key=lambda tag: hits[tag])
    return best if hits[best] >= max(1, 0.06 * len(words)) else "und"
