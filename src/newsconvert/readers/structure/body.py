"""Rules of the body that are of neither lists nor headings: furniture of pages, quotations, paragraphs."""

from __future__ import annotations

import re

from ...patterns import pattern
from .folding import fold
from .headings import LABEL_ONLY, ORDINAL
from .line import Page, Verdict
from .lists import heading_number
from .names import name_likeness
from .parts import kind_of
from .words import KICKERS, PAPERS

#: The tatweel alone draws a rule: «ــــــ».
_SEEN = pattern(r"[^\W_ـ]")
DIALOGUE = pattern(r"^(?:س|ج|سؤال|السؤال|جواب|الجواب|Q|A)(?:\s?\d{0,2}\s?[:：]|\s?\d{1,2}\s?[-–/])\s*\S")
LABELLED = pattern(
    r"^(?:ال)?(?:مؤلف|كاتب|محرر|آخر تحديث|اخر تحديث|تاريخ النشر|تاريخ|تم الاختبار\s\w+|وسوم|كلمات مفتاحية|كلمات دالة|تصنيف|هاتف|فاكس|"
    r"بريد الإلكتروني|بريد|عدد|تصوير|إعداد|كتبه|Author|Last Updated|Updated|Tested With|Tags|Keywords|Category|Phone|Email)"
    r"\s?[:：]\s*\S",
    re.IGNORECASE,
)
_ANSWERS = pattern(r"^(?:ج|جواب|الجواب|A)(?:\s?\d{0,2}\s?[:：]|\s?\d{1,2}\s?[-–/])")
#: Who speaks, before a colon.
_SPEAKER = pattern(r"^([^:\n]{2,24}?)\s?[:：]\s*\S")
#: Who asks in an interview, where it is not said by name; folded.
_ASKER = pattern(
    r"^(?:ال)?(?:محاوره?|مذيعه?|صحفيه?|صحافيه?|صحيفه|جريده|مجله|موقع|قناه|ضيفه?|محرره?|مراسله?|سائله?|مقدمه?|طالبه?|مواطنه?|قارئه?|جمهور|اذاعه|وكاله|ناقده?)$"
)
#: An entry of a live page: «18:40 أغلقت المراكز …», «18:22 - …».
ENTRY = pattern(r"^[\[(]?[\d٠-٩]{1,2}:[\d٠-٩]{2}[\])]?\s*[|:：\-–—]?\s*[^\W\d_]")
_TITLED = pattern(r"^[\[(]?[\d٠-٩]{1,2}:[\d٠-٩]{2}[\])]?\s*[|\-–—]\s")
_SCORE = pattern(r"(?<!\d)\d{1,3}\s*[-–:×]\s*\d{1,3}(?!\d)")
_QUOTED = pattern(r"^(?:«[^«»]+»|“[^“”]+”|\"[^\"]+\")(?P<after>[.!…]?\s*(?:[-–—]\s*\S.{0,60})?)$")


def separator(page: Page, at: int) -> Verdict | None:
    """Take a line without letters and digits for a paragraph: «***», «---»."""
    return None if _SEEN.search(page.lines[at].bare) else Verdict("paragraph", 0.95)


def dialogue(page: Page, at: int) -> Verdict | None:
    """Take a line for a paragraph that a letter marks as question or answer: «س: …», «ج: …».

    A marked question whose answer bears no mark is a heading over it.
    """
    line, following = page.lines[at], page.next(at)
    if not DIALOGUE.match(line.bare):
        return None
    alone = following and not DIALOGUE.match(following.bare) and not following.bare.endswith(("؟", "?"))
    if alone and line.bare.endswith(("؟", "?")) and line.bare[0] in "سQ" and not _have_answers(page):
        return Verdict("heading", 0.7)
    return Verdict("paragraph", 0.9)


def speaker(page: Page, at: int) -> Verdict | None:
    """Take a short line for a paragraph that a speaker's name opens who speaks again nearby: a dialogue."""
    line = page.lines[at]
    found = _SPEAKER.match(line.bare)
    if not found or line.bare[0].isdigit():
        return None
    if ORDINAL.match(line.bare):
        return None
    asked = line.bare.endswith(("؟", "?"))
    near = page.lines if asked else page.lines[max(0, at - 4) : at + 5]  # who asks does so throughout
    again = any(
        other is not line and other.bare.startswith(found[1]) and _SPEAKER.match(other.bare[:60]) for other in near
    )
    return Verdict("paragraph", 0.8) if again or (asked and _may_ask(found[1])) else None


def _may_ask(who: str) -> bool:
    """Return whether a word or two before a colon and a question are who asks it, and not what it is about."""
    bare = fold(who.strip(' *«»"()'))
    asks = bool(_ASKER.match(bare)) or ((bare in PAPERS or kind_of(who) == "agency") and bare not in KICKERS)
    return asks or (len(bare.split()) <= 3 and name_likeness(who) >= 0.3)


def _have_answers(page: Page) -> bool:
    """Return whether most questions that a letter marks have an answer that a letter marks, if not right after them."""
    marked = [bool(_ANSWERS.match(line.bare)) for line in page.lines if DIALOGUE.match(line.bare)]
    return sum(marked) * 3 > len(marked)


def labelled(page: Page, at: int) -> Verdict | None:
    """Take a line for a paragraph that is a label and its value: «آخر تحديث: …», «الهاتف: …»."""
    return Verdict("paragraph", 0.85) if LABELLED.match(page.lines[at].bare) else None


def entry(page: Page, at: int) -> Verdict | None:
    """Take a line for a paragraph that a time of day opens, as the entries of a live page begin.

    One with a title, «20:30 - بدء الجلسة», is a heading where other times stand alone over their entries.
    """
    line, following = page.lines[at], page.next(at)
    if not ENTRY.match(line.bare):
        return None
    titled = line.short and line.gap and _TITLED.match(line.bare) and following and not following.gap
    if titled and any(LABEL_ONLY.match(one.bare) and ":" in one.bare for one in page.lines if one.words <= 4):
        return Verdict("heading", 0.8, level=3)
    return Verdict("paragraph", 0.8)


def short_quotation(page: Page, at: int) -> Verdict | None:
    """Take a few words in quotation marks for a heading, where a paragraph follows that is no speaker's name.

    `doubt` takes it back where the article has no other heading.
    """
    line, following = page.lines[at], page.next(at)
    found = _QUOTED.match(line.bare) if line.words <= 7 else None
    if (
        not found
        or found["after"]
        or following is None
        or following.words < (10 if line.words <= 3 else 14)
        or line.bare[-2:-1] in ".!؟"
    ):
        return None
    before = page.before(at)
    return Verdict("heading", 0.65) if before is not None and before.bare[-1:] not in ":،" else None


def marked_quotation(page: Page, at: int) -> Verdict | None:
    """Take a line for a quotation that the mark of mail and Markdown stands before: «> …»."""
    line = page.lines[at]
    return Verdict("quotation", 0.85) if line.text.startswith("> ") and line.words >= 4 else None


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


def score(page: Page, at: int) -> Verdict | None:
    """Take a short line with a result for a paragraph: «الأهلي 2 - 1 الزمالك»."""
    line = page.lines[at]
    if line.words > 9 or not _SCORE.search(line.bare) or heading_number(line.bare):
        return None
    return Verdict("paragraph", 0.85)


def paragraph(page: Page, at: int) -> Verdict | None:
    """Take any line for a paragraph."""
    line = page.lines[at]
    return _SHORT if line.short else _LONG if line.words > 20 else _PARAGRAPH


_SHORT, _PARAGRAPH, _LONG = (Verdict("paragraph", sure) for sure in (0.6, 0.9, 0.98))
