"""Pages that show who does not subscribe the beginning of an article alone: what states so, and the offer below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..patterns import pattern
from .elements import text_of
from .webmetadata import linked_data

#: What the content tier of a page says where readers without a subscription do not see it (Open Graph, of publishers).
_LOCKED = pattern(r"locked|premium|subscribers?", re.IGNORECASE)
_OFFER = pattern(
    r"\W*(?:"
    r"(?:هذ[اه] |ال)(?:ال)?(?:محتوى|مقال(?:ة)?|موضوع|مادة|تقرير|خبر|صفحة|قراءة)\s"
    r"(?:\w+\s){0,2}(?:لل?|ل?ال|ب?ال|ل)?مشتركي(?:ن|نا)|"
    r"(?:لل|ل)مشتركي(?:ن|نا)(?: (?:فقط|حصر\w*))?\W|"
    r"(?:ل(?:متابعة|إكمال|استكمال|مواصلة|قراءة)|(?:أكمل|تابع|واصل))\s(?:ال)?(?:قراءة|مقال\w*|تقرير|خبر|بقية)|"
    r"اشتر[اك]ك? (?:الآن |معنا )?(?:ل(?:تكمل|تتابع|متابعة|إكمال|قراءة|تقرأ|مواصلة)|واقرأ)|"
    r"تبق[ىّ]ت? (?:لك|لديك) .{0,30}مجاني|"
    r"(?:This (?:article|content|story) is |For )(?:available to |for )?subscribers|Subscribe to (?:continue|read)"
    r")",
    re.IGNORECASE,
)
#: The reader is asked to do so.
_ASKS = pattern(
    r"(?<!\w)(?:اشترك(?:وا)?|اشتراك(?:ك)?|سج(?:ّ)?ل(?:وا)?|تسجيل الدخول|لديك حساب|حسابك|Subscribe|Sign in|Log in)(?!\w)",
    re.IGNORECASE,
)
_LONGEST, _TAGS = 300, frozenset(("p", "div", "section", "aside", "span", "h3", "h4"))


def is_offer(element: Any) -> bool:
    """Return whether all an element says is that the rest is for subscribers, and that the reader should be one."""
    words = text_of(element, between=" ") if element.tag in _TAGS else ""
    return 0 < len(words) <= _LONGEST and bool(_OFFER.match(words) and _ASKS.search(words))


def states_paywall(tree: Any) -> bool:
    """Return whether a page states that its article is not accessible for free (schema.org)."""
    return any(_states(tree))


def _states(tree: Any) -> Iterator[bool]:
    yield from map(_is_closed, linked_data(tree))
    for one in tree.xpath("//*[@itemprop='isAccessibleForFree']"):
        yield (one.get("content") or text_of(one)).strip().lower() == "false"
    for one in tree.xpath("//meta[@property='article:content_tier' or @name='article:content_tier']/@content"):
        yield _LOCKED.fullmatch(str(one).strip()) is not None


def _is_closed(value: Any) -> bool:
    """Return whether a record of schema.org, or one inside it, is stated not to be accessible for free."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            free = one.get("isAccessibleForFree")
            if free is False or (isinstance(free, str) and free.strip().lower() in ("false", "no")):
                return True
            waiting += [one.get(name) for name in ("@graph", "mainEntity", "hasPart")]
    return False
