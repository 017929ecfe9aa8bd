"""Rules of the body that are of neither lists nor headings: furniture of pages, quotations, paragraphs."""

from __future__ import annotations

import re

from .line import Page, Verdict

_SEEN = re.compile(r"\w")
_PULL_OUT = re.compile(
    r"^\W{0,3}(?:[اإأ]قر[أاؤ]\s?(?:أيض|ايض|المزيد|كذلك|في)|اقرؤوا|طالع|شاهد\s(?:أيض|ايض|الفيديو)|مواضيع (?:ذات صلة|متعلقة)|"
    r"(?:أخبار|مقالات|موضوعات|روابط) (?:ذات صلة|أخرى|متعلقة)|ذات صلة\b|قد يهمك|للتواصل|تابعنا|تابعونا|اشترك|شارك|للاشتراك|"
    r"لمتابعة|لقراءة المزيد|للمزيد\s?[:.]|Next Previous|Read (?:more|also)|Related)",
    re.IGNORECASE,
)
_DIALOGUE = re.compile(r"^(?:س|ج|سؤال|جواب|Q|A)\s?\d*\s?[:：]\s*\S")
_LABEL = re.compile(
    r"^(?:ال)?(?:مؤلف|كاتب|محرر|آخر تحديث|اخر تحديث|تاريخ النشر|تاريخ|تم الاختبار\s\w+|وسوم|كلمات مفتاحية|كلمات دالة|تصنيف|هاتف|فاكس|"
    r"بريد الإلكتروني|بريد|عدد|تصوير|إعداد|كتبه|Author|Last Updated|Updated|Tested With|Tags|Keywords|Category|Phone|Email)"
    r"\s?[:：]\s*\S",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^(?:«[^«»]+»|“[^“”]+”|\"[^\"]+\")(?P<after>[.!…]?\s*(?:[-–—]\s*\S.{0,60})?)$")


def separator(page: Page, at: int) -> Verdict | None:
    """Take a line without letters and digits for a paragraph: «***», «---»."""
    return None if _SEEN.search(page.lines[at].bare) else Verdict("paragraph", 0.95)


def pull_out(page: Page, at: int) -> Verdict | None:
    """Take a line for a paragraph that sends the reader elsewhere, «اقرأ أيضاً»; so too the titles right after it."""
    if _PULL_OUT.match(page.lines[at].bare):
        return Verdict("paragraph", 0.9)
    before = page.before(at)
    if before and page.lines[at].short and page.rules[at - 1] == "pull-out" and before.words <= 4:
        return Verdict("paragraph", 0.7)
    return None


def dialogue(page: Page, at: int) -> Verdict | None:
    """Take a line for a paragraph that a letter marks as question or answer: «س: …», «ج: …».

    A marked question whose answer bears no mark is a heading over it.
    """
    line, following = page.lines[at], page.next(at)
    if not _DIALOGUE.match(line.bare):
        return None
    alone = following and not _DIALOGUE.match(following.bare) and not following.bare.endswith(("؟", "?"))
    if alone and line.bare.endswith(("؟", "?")) and line.bare[0] in "سQ":
        return Verdict("heading", 0.7)
    return Verdict("paragraph", 0.9)


def labelled(page: Page, at: int) -> Verdict | None:
    """Take a line for a paragraph that is a label and its value: «آخر تحديث: …», «الهاتف: …»."""
    return Verdict("paragraph", 0.85) if _LABEL.match(page.lines[at].bare) else None


def quotation(page: Page, at: int) -> Verdict | None:
    """Take a line for a quotation that is in quotation marks from end to end; a speaker may be named after a dash."""
    line = page.lines[at]
    found = _QUOTED.match(line.bare)
    if not found:
        return None
    return Verdict("quotation", 0.9 if line.words > 6 or found["after"] else 0.7 if line.words > 3 else 0.6)


def long_quotation(page: Page, at: int) -> Verdict | None:
    """Take a long paragraph for a quotation that is in one pair of quotation marks from end to end."""
    text = page.lines[at].text
    return Verdict("quotation", 0.85) if text[0] in '«“"' and _QUOTED.match(text) else None


def paragraph(page: Page, at: int) -> Verdict | None:
    """Take any line for a paragraph."""
    line = page.lines[at]
    return Verdict("paragraph", 0.6 if line.short else 0.98 if line.words > 20 else 0.9)
