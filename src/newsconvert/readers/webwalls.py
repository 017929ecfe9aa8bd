"""The wall that a web page puts up for who does not subscribe, below the part of the article that it shows."""

from __future__ import annotations

import re
from typing import Any

from ..patterns import pattern
from ..result import Kind
from .account import Account
from .elements import class_and_id, holds_blocks, remove, text_of
from .furniture import is_prose, names_body, names_furniture
from .paywalls import states_paywall

_NOUN = r"(?:محتوى|مقال(?:ة|ات)?|موضوع|مادة|تقرير|تحقيق|خبر|قصة|صفحة|نص|تدوينة|عدد|قراءة|بقية|باقي|تتمة)"
_READERS = r"(?:لل?(?:ال)?(?:مشترك|مسجل)ي\w+|لل?[أا]عضاء|لمشتركي)"
_READ = r"(?:تكمل|تتابع|تقرأ|تواصل|متابعة|إكمال|استكمال|قراءة|مواصلة|لاطلاع|لاستمرار|لوصول)"
#: What a wall begins with: what is for whom, what the reader has to do.
_WALL = pattern(
    r"\W*(?:"
    rf"(?:هذ[اه]\s)?(?:ال)?{_NOUN}(?:\s\S+){{0,6}}?\s(?:{_READERS}(?:\s\w+){{0,3}}(?:[.،…!]|\W*$)|بالاشتراك\b(?!\sمع))|"
    rf"(?:ال)?{_NOUN}\sحصري(?:ة)?\W*$|(?:(?:ال)?(?:مزيد|بقية|باقي)\s)?للمشتركين(?:\s(?:فقط|وحدهم|حصر\w*))?\W*$|"
    r"(?:لقد\s)?(?:استنفدت|استهلكت|بلغت|تجاوزت|وصلت إلى|قرأت)\s(?:\S+\s){0,3}(?:المقالات|مقالات|الحد)\s(?:\S+\s)?"
    r"(?:المجاني|مجاني|المسموح)|"
    r"(?:يجب|عليك|ينبغي)\s(?:أن تكون|الاشتراك|تسجيل الدخول)\s.{0,60}(?:لقراءة|لمشاهدة|لمتابعة|للاطلاع)|"
    rf"يمكنك\s(?:\S+\s)?(?:قراءة|متابعة|إكمال)\s(?:ال)?{_NOUN}\s.{{0,40}}(?:اشتراك|التسجيل)|"
    r"(?:أنت\s)?تقر[أؤ]\s(?:الآن\s)?(?:نسخة|مقتطف|جزء).{0,80}(?:مشترك|اشتراك)|"
    r"(?:this|the (?:rest|full)) .{0,40}\bfor\b.{0,20}\b(?:subscribers|members)\b|"
    r"(?:subscribe|sign (?:in|up)|log in|register|become a (?:member|subscriber)) (?:now )?to "
    r"(?:continue|keep|read|view|unlock)|you(?:'ve| have) (?:reached|read|used) .{0,40}(?:free|limit)"
    r")",
    re.IGNORECASE,
)
#: The same where the box asks the reader to subscribe too.
_OFFER = pattern(
    r"\W*(?:"
    rf"(?:هذ[اه]\s)?(?:ال)?{_NOUN}(?:\s\S+){{0,6}}?\s(?:{_READERS}|(?:ال)?مدفوعة?\b)|ل{_READ}\s|"
    r"(?:أكمل|تابع|واصل|اقر[أإ])\s(?:ال)?(?:قراءة|مقال\w*|تقرير|خبر|بقية)\s|"
    rf"(?:اشترك(?:وا)?|سجّ?ل(?:وا)?)\s(?:\S+\s){{0,4}}?(?:ل{_READ}|وا?قرأ|وأكمل|وتابع)\s|"
    r"تبق[ىّ]ت?\s(?:لك\s)?[\d٠-٩]+\s?[%٪]"
    r")"
)
_ASKS = pattern(r"اشتر[اك]|سجّ?ل|تسجيل|انضم|subscri|sign (?:in|up)|log in", re.IGNORECASE)
#: What else readers are asked to subscribe to.
_OTHERS = pattern(
    r"نشرة|نشرتنا|بريد|قنا[ةت]|تلغرام|تيليجرام|تليجرام|واتس|تطبيق|يوتيوب|تعليق|إشعار|الرسائل|newsletter|comment|channel",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:(?:pay|reg|meter|sub\w*)?[_-]?wall|gated?|lock(?:ed)?|meter|pmpro)(?=$|[\s_-])", re.IGNORECASE
)
_LEAVES = ("p", "h2", "h3", "h4", "h5", "div", "section", "aside", "span", "strong", "b")
_AROUND = ("div", "section", "aside", "form")
#: A wall says no more, in one line and in all.
_LINE, _WHOLE = 200, 500
_FEWEST_WORDS = 4


def warn_of_paywall(tree: Any, account: Account) -> None:
    """Count that a page states that its article is not accessible for free, or ends in a wall, which is removed."""
    wall = _wall_in(tree)
    if wall is not None or states_paywall(tree):
        account.add(Kind.TEASER)
    if wall is not None:
        account.add(Kind.PAGE_FURNITURE, text_of(wall, between=" "))
        remove(wall)


def _wall_in(tree: Any) -> Any:
    """Return the box of the wall that ends the text of a page; None without."""
    for leaf in tree.iter(*_LEAVES):
        if len(leaf) and any(map(holds_blocks, leaf)):
            continue
        words = text_of(leaf, between=" ")
        if not 0 < len(words) <= _LINE or not (_WALL.match(words) or _OFFER.match(words)):
            continue
        told = text_of(box := _box_of(leaf), between=" ")
        if not _OTHERS.search(told) and (_WALL.match(words) or _ASKS.search(told)) and not _goes_on(box):
            return box
    return None


def _box_of(leaf: Any) -> Any:
    """Return the largest box around the words of a wall that says nothing before them, or is called one."""
    box = leaf
    for around in leaf.iterancestors():
        if around.tag not in (*_AROUND, *_LEAVES) or names_body(around) or around.find(".//h1") is not None:
            break
        words = text_of(around, between=" ")
        named = _NAMES.search(class_and_id(around))
        if len(words) > _WHOLE or not (named or words.startswith(text_of(leaf, between=" "))):
            break
        box = around
    return box


def _goes_on(box: Any) -> bool:
    """Return whether sentences of the article follow a box, or it is none of the article."""
    if any(names_furniture(one) and not _NAMES.search(class_and_id(one)) for one in box.iterancestors(*_AROUND)):
        return True
    at = box
    while at.tag not in ("article", "main", "body") and (around := at.getparent()) is not None:
        if around.tag in ("blockquote", "li", "td", "nav", "footer", "header"):
            return True
        below = (one for one in at.itersiblings() if isinstance(one.tag, str))
        if any(_tells(one) for one in below) or len((at.tail or "").split()) >= _FEWEST_WORDS:
            return True
        at = around
    return False


def _tells(element: Any) -> bool:
    """Return whether an element has a sentence that is neither of the page's frame nor of the offer."""
    if element.tag in ("footer", "nav", "aside", "form", "script", "style") or names_furniture(element):
        return False
    return is_prose(element) and not _ASKS.search(text_of(element, between=" "))
