"""Tools and notes that publishing systems put around the text of an article, told by their words alone.

Buttons and sizes of type, rows of categories, ways to the posts before and after, counts of visitors, and the codes of
extensions that a system did not resolve. Each is the whole text of an element: the same words in a sentence are text.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from ..patterns import pattern
from .account import comparable
from .elements import class_and_id, linked_letters, text_of
from .structure.line import Line
from .structure.pagetools import is_tools

_NUMBER = r"[\d٠-٩][\d٠-٩.,٬]*"
#: What readers do with an article where they follow a link or press a button.
_ACTION = (
    r"(?:[أاإ]رسل(?:ها|ه)?|[إا]رسال)(?: (?:هذا |هذه )?(?:الخبر|المقال(?:ة)?|الموضوع|الصفحة))?"
    r"(?: (?:[إا]لى|ل)\s?صديق(?:ك)?| لصديق(?:ك)?| ب(?:ال)?بريد(?: الإلكتروني| الالكتروني)?)|"
    r"(?:[أا]طبع|(?:نسخة )?للطباعة|(?:ال)?طباعة)(?: (?:هذا |هذه )?(?:الخبر|المقال(?:ة)?|الموضوع|الصفحة))?|"
    r"[أا]عجبني|(?:ال)?إعجاب|Like|تسجيل (?:ال)?دخول|إنشاء حساب(?: جديد)?|تسجيل الخروج|Log ?in|Sign ?(?:in|up)"
)
_COUNT = rf"{_NUMBER} (?:تعليق(?:ا|اً|ًا|ات)?|مشارك(?:ة|ات)|[إا]عجاب(?:ا|اً|ًا|ات)?)"
#: What counts as one beside another alone: «أعجبني · تعليق · مشاركة».
_BESIDE = rf"(?:ال)?تعليق|(?:ال)?مشاركة|شارك(?:ها)?|حفظ|نسخ(?: الرابط)?|Comment|Share|{_COUNT}"
_JOINT = r"[\s·•|/،,\-–—]*"
_ACTIONS = pattern(rf"{_JOINT}(?:(?:{_BESIDE}){_JOINT})*(?:{_ACTION})(?:{_JOINT}(?:{_ACTION}|{_BESIDE}))*{_JOINT}")
_REACTIONS = pattern(_COUNT)
#: Larger and smaller type: «A+ A-», «+ ع - ع».
_SIZES = pattern(r"(?:[aAأاع]\s*[+−–-]|[+−–-]\s*[aAأاع])(?:\W*(?:[aAأاع]\s*[+−–-]?|[+−–-]\s*[aAأاع]))*|A(?:\s+A){1,2}")
_SIZE_CLASS = pattern(r"(?:^|[ _-])(?:zoom(?:-?(?:in|out|dropdown))?|(?:font|text)-?size|resizer?)(?:$|[ _-])", re.I)
#: How many are on the site now.
_VISITORS = pattern(
    r"(?:(?:زوار الموقع|المتواجدون(?: الآن| حاليا\S*)?|[إا]حصائيات(?: الموقع)?)\s*[:：]?\s*)?"
    rf"(?:يتصفح|يوجد|يتواجد|المتواجدون)\s(?:هذا )?(?:الموقع )?(?:حاليا\S*|حاليًا|الآن)\s*[:：]?\s*{_NUMBER} "
    r"(?:زائر|زوار|ضيف|ضيوف|عضو|أعضاء|متصفح)\w*(?: (?:على|في) الموقع)?(?: (?:و\s?)?(?:لا يوجد|\d+) أ?عضا?ء?)?[.\s]*"
)
#: A code of an extension, in the letters of programs: «{loadposition ads}», «[adrotate banner="3"]».
_CODE = pattern(
    r"\{/?(?P<kind>[a-z]\w*)(?:[ :=][^{}\n\u0600-\u06ff]{0,80})?\}(?:[^{}\s]{0,200}\{/(?P=kind)\})?|"
    r"\[/?[a-z][\w-]*(?:\s+[\w-]+\s*=\s*(?:\"[^\"\]]*\"|'[^'\]]*'|[^\s\]]+))+\s*/?\]|"
    r"\[/[a-z][\w-]*\]|\[(?:adrotate|gallery|ads?|adsense|social|share|toc|newsletter|contact-form)\]",
    re.I,
)
#: The way to the post before or after, and the label of that alone.
_POST = r"(?:مقال(?:ة)?|خبر|موضوع|تدوينة|مادة|مشاركة|منشور|تقرير|قصة)"
_WAY = pattern(
    rf"[\s«»<>←→‹›|-]*(?:ال{_POST} (?:السابق|التالي|القادم)ة?|(?:السابق|التالي)ة?|"
    r"(?:Previous|Next)(?: (?:post|article|story))?)(?!\w)\s*[:：]?",
    re.I,
)
#: What stands before the links to the categories of an article.
_SORTED = pattern(
    r"\W*(?:(?:ال)?(?:تصنيف(?:ات)?|[أا]قسام|قسم|وسوم|وسم|تاغات)|(?:ال)?كلمات (?:ال)?(?:مفتاحية|دلالية|دالة)|"
    r"(?:نشر )?(?:في|ضمن)(?: قسم)?|Tags|Tagged|Categor(?:y|ies)|Filed under|Posted in)(?!\w)\s*[:：]?",
    re.I,
)
_MOST_SORTED, _LONGEST_SORTED = 15, 240
_LINKED, _MOST_INSIDE = 0.8, 60


def is_tool(element: Any) -> bool:
    """Return whether the whole text of an element is a tool or a note of the system that published the page."""
    small = element.tag in _TAGS and len(list(islice(element.iter(), _MOST_INSIDE))) < _MOST_INSIDE
    words = text_of(element, between=" ") if small else ""
    if not words or len(words) > _LONGEST_SORTED:
        return False
    if any(one.fullmatch(words) for one in (_REACTIONS, _SIZES, _VISITORS, _CODE)):
        return True
    if _ACTIONS.fullmatch(words) and (_is_link(element) or (len(words.split()) > 1 and element.find(".//li") is None)):
        return True  # of a word, or a list, that is no link, «الطباعة» may be a heading or a service
    if element.tag in ("div", "ul") and is_tools(Line(words, gap=False)) and not element.xpath(LONG_BEFORE):
        return True
    sizes = len(words) == 1 and any(_SIZE_CLASS.search(class_and_id(one)) for one in (element, element.getparent()))
    return sizes or _leads_on(element, words) or _sorts(element, words)


#: Text before an element that is longer than credits.
LONG_BEFORE = (
    "preceding::text()[string-length(normalize-space(.)) > 60]"
    "[not(ancestor::h1 or ancestor::h2 or ancestor::head or ancestor::script or ancestor::style)][1]"
)
_TAGS = frozenset(("div", "section", "p", "span", "a", "ul", "ol", "small", "b", "strong"))


def _leads_on(element: Any, words: str) -> bool:
    """Return whether an element is a link to the post before or after, or both, with the words that say so."""
    label = _WAY.match(words)
    if label is None:
        return False
    rest = len(words) - label.end()
    whole = _is_link(element)
    linked = len(words) if whole else linked_letters(element)
    alone = whole or len(label[0].split()) > 1  # «التالي» also is «the following»
    return rest > 0 and alone and linked >= rest * _LINKED


def _is_link(element: Any) -> bool:
    around = element.tag == "a" or any(True for _ in element.iterancestors("a"))
    return around or linked_letters(element) == len(text_of(element))


def _sorts(element: Any, words: str) -> bool:
    """Return whether an element is a row of links to categories, with the label before them."""
    label = _SORTED.match(words)
    links = sum(1 for _ in element.iter("a")) if label else 0
    if label is None or not 0 < links <= _MOST_SORTED or element.tag in ("a", "span", "b", "strong"):
        return False
    rest = len(comparable(words[label.end() :]))
    names = [text_of(one) for one in element.iter("a", "li")]
    if not rest or any(len(name.split()) > _NAME for name in names) or _linked_in(element) < rest * _LINKED:
        return False
    return not (_IN.match(words) and element.xpath(LONG_BEFORE))  # «في القاهرة»


_NAME, _IN = 5, pattern(r"(?:في|ضمن)\s")


def _linked_in(element: Any) -> int:
    """Return how many letters of an element are in links, or in the items of its list of names."""
    return sum(
        len(comparable(text_of(one)))
        for one in element.iter("a", "li")
        if not any(True for _ in one.iterancestors("li"))
    )
