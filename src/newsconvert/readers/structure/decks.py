"""Decks: the lines under a headline that go on with it, and are neither credits nor the first paragraph."""

from __future__ import annotations

from ...patterns import pattern
from .creditlines import closes_head, credit_at, is_credit, is_over_byline
from .datelines import read_dateline
from .dates import date_line, opens_with_time, without_dates
from .formulas import opens_obituary
from .headline import JOINED
from .line import Line, Page
from .lists import BULLETED
from .mastheads import is_issue
from .notices import greets
from .sentences import begins_with_verb

_DECK_WORDS = 38
SECTION = pattern(
    r"^(?:ال)?(?:مقدمة|تمهيد|خلفية|ملخص|خلاصة|خاتمة|نتائج|توصيات|فهرس|محتويات|نبذة|تعريف|نظرة عامة|إجابات سريعة|أسئلة شائعة|أسئلة متكررة|جدول المحتويات|متطلبات|المتطلبات المسبقة)(?:\s\S+){0,2}$"
)
_ORDERED = pattern(
    r"^(?:[(\[]?[\d٠-٩]{1,3}\s?[.)\]\-–/](?![\d٠-٩])|(?:أولا|اولا|ثانيا|ثالثا)|(?:المادة|مادة|الفصل|الباب|الخطوة)\s(?:[(\[]?\s?[\d٠-٩]|ال(?:[أا]ول|ثان|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|حادي))|(?:س|ج|(?:ال)?سؤال|(?:ال)?جواب)\s?[:\d])"
)
#: The title of an act that states its kind and number, and not yet what it is about.
_NUMBERED_ACT = pattern(
    r"^(?:ال)?(?:قرار|مرسوم|أمر|قانون|منشور|تعميم|ظهير|نظام|لائحة|مقرر|حكم|[^\W\d_]+\s(?:قرار|حكم)|.{3,30}:\s(?:ال)?(?:قرار|حكم))(?:\s[^\W\d_]+){0,5}?\s(?:رقم|عدد)\s?[(\[]?\s?[\d٠-٩](?:[\w./-]*[\d٠-٩])?\s?[)\]]?"
    r"(?:\s?(?:لسنة|لعام|سنة|عام)\s?[(\[]?\s?[\d٠-٩]{4}\s?[)\]]?\s?(?:م|هـ)?)?(?:\s?(?:الصادر|صادر|مؤرخ|المؤرخ|بتاريخ|وتاريخ|تاريخ|في|و)\s?)*$"
)
#: The subject of an office's letter in Iraq: «م/ تنظيم بيع العملة».
_RE = pattern(r"^م\s?/\s?\S")
#: A place or a subject before what is new there, as news in brief have it: «سطيف: حجز قنطارين من اللحوم الفاسدة».
_BRIEF = pattern(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s?:\s?[^\W\d_]+\s[^\W_]")
#: In italics, as Markdown has them.
EMPHASIZED = pattern(r"\*[^*]{8,200}\*|_[^_]{8,200}_")
#: The halves of a line of verse.
_HALVES = pattern(r"\S\s*(?:\*{2,}|\.{4,}|\t| {3,})\s*\S")
#: How a letter begins.
_GREETS = pattern(r"(?:السلام عليكم|تحية|عزيزي|عزيزتي|سيدي|سيدتي|حضرة|أختي|أخي)(?!\w)")
#: The end of one sentence and the beginning of another.
_SENTENCES = pattern(r"[.؟!]\s+\S")
#: A summary over the dateline has at least so many words, as a lead has, and at most so many; a headline over one has some words.
_LEAD, _SUMMARY = 8, 45
_HEADLINE = 3


def decks(page: Page, at: int) -> int:
    """Return how many lines from `at` are decks: headline-like lines before credits or before the first paragraph."""
    count = 0
    lines = page.lines
    emphasized = page.lines[at - 1].text.startswith("**") and EMPHASIZED.fullmatch(lines[at].text)
    if emphasized or _is_subject(page, at) or (_RE.match(lines[at].bare) and at < len(lines) - 1):
        return 1
    while (
        count < 3
        and at + count < len(lines) - 2
        and _may_be_deck(page, at + count)
        and not _is_byline(page, at + count)
        and not read_dateline(lines[at + count].text)
    ):
        count += 1
    before = page.verdicts[at - 1]
    headed = before is not None and before.role in ("headline", "byline") and count < 2
    if before is not None and is_summary(page, at):
        return 1
    if headed and (bulleted := bulleted_decks(page, at + count)):
        return count + bulleted
    if not count or _speaks_again(page, at):
        return 0
    line, following = lines[at], lines[at + 1]
    for run in range(count, 0, -1):
        sentences = sum(one.bare[-1:] == "." or one.words > 25 for one in lines[at : at + run])
        closed = closes_head(page, at + run) or is_issue(lines[at + run])
        # «… صباحاً.» / «وزبائن لم يروا السور قط»
        joined = run == 2 and following.bare[0] == "و" and not following.gap and is_over_byline(page, at + 1)
        if closed and not is_timeline(page, at + run) and (run == 1 or not sentences or joined):
            return run
    if count > 1 and lines[at + 1].words < 12:  # sub-heads, or more than one sentence a line
        return 0
    if following.words < 12 or line.bare[-1:] == ".":
        return 0
    if read_dateline(following.text):
        return 1
    credited = before is not None and before.role in ("byline", "dateline", "date")
    others = sum(
        one.short and 2 <= one.words <= 12 and lines[place + 1].words >= 12
        for place, one in enumerate(lines[at + 1 : -1], at + 1)
    )
    if not 5 <= line.words <= 26 or _SENTENCES.search(line.bare):
        return 0
    briefs = [one for one in lines[at + 1 :] if one.short and one.words <= 12 and _BRIEF.match(one.bare)]
    if len(briefs) > 1 and _BRIEF.match(line.bare):
        return 0
    if credited and (line.words > 16 or begins_with_verb(line.bare)):  # a paragraph that lost its full stop
        return 0
    return 1 if others == 0 or line.words >= (7 if credited else 9) else 0


def bulleted_decks(page: Page, at: int) -> int:
    """Return how many lines from `at` are decks with a bullet each, between a headline and its credits."""
    end = at
    while (
        end < len(page.lines) - 2
        and end - at < 4
        and BULLETED.match(page.lines[end].text)
        and page.lines[end].words <= 16
        and not is_credit(page, end)
    ):
        end += 1
    closed = is_credit(page, end) or (end - at > 1 and opens_report(page.lines[end]))
    return end - at if end > at and closed and not is_timeline(page, end) else 0


def opens_report(line: Line) -> bool:
    """Return whether a paragraph begins with the place and the agency of a report: «موسكو – سبوتنيك. وقال …»."""
    found = read_dateline(line.text) if line.words >= _LEAD else None
    return found is not None and bool(found.facts.place and found.facts.agency and found.confidence >= 0.9)


def is_summary(page: Page, at: int) -> bool:
    """Return whether a line is the only one between the head and the dateline of a report, so that it is its summary."""
    line, following = page.lines[at], page.next(at)
    return (
        following is not None
        and 0 < at < len(page.lines) - 2
        and page.lines[at - 1].words >= _HEADLINE  # what is shorter is over a headline: «مجلس-تعاونيات»
        and _LEAD <= line.words <= _SUMMARY
        and line.text[0].isalpha()
        and read_dateline(line.text) is None
        and not greets(line)
        and opens_report(following)
    )


def _is_byline(page: Page, at: int) -> bool:
    """Return whether a line may be a credit, if not for sure, or says which issue of the paper this is."""
    found = credit_at(page, at)
    roles = ("byline", "dateline", "date", "citation")
    return (found is not None and found[1].role in roles and found[1].confidence >= 0.7) or is_issue(page.lines[at])


def is_timeline(page: Page, at: int) -> bool:
    """Return whether a date is one of those that a timeline is parted by."""
    return page.lines[at].words <= 6 and sum(one.words <= 6 and _is_date(one) for one in page.lines[at:]) >= 2


def _is_date(line: Line) -> bool:
    return any(map(str.isdigit, line.bare)) and date_line(line.bare) is not None


def _may_be_deck(page: Page, at: int) -> bool:
    line = page.lines[at]
    return (
        3 <= line.words <= _DECK_WORDS
        and (line.words > 3 or bool(JOINED.match(line.bare)) or _is_stacked(page, at))
        and len(line.text) <= 220
        and line.bare[-1:] not in ":؛،"
        and not _ORDERED.match(line.bare)
        and not SECTION.match(line.bare)
        and line.text[0] not in "#(﴿{"
        and "﴿" not in line.text
        and not opens_with_time(line.bare)
        and not line.text.startswith("**")
        and not _GREETS.match(line.bare)
        and not opens_obituary(line)
        and not (line.bare[-1:] == "." and begins_with_verb(line.bare) and not _is_over_date(page, at))
        and not (line.words <= 8 and " | " in line.bare)  # a strip of credits
        and not _bulleted_twice(page, at)
        and not (_HALVES.search(line.bare) and _HALVES.search(page.lines[at + 1].bare))
    )


def _is_over_date(page: Page, at: int) -> bool:
    """Return whether a date stands under a line, or under the byline that does: no first paragraph has it there."""
    above = page.verdicts[at - 1]
    found = [credit_at(page, below) for below in (at + 1, at + 2) if below < len(page.lines) - 1]
    roles = [one[1].role if one and one[1].confidence >= 0.75 else "" for one in found]
    stands = roles[:1] == ["date"] or roles == ["byline", "date"]
    return (
        stands
        and above is not None
        and above.role == "headline"
        and not is_timeline(page, at + roles.index("date") + 1)
    )


def _is_stacked(page: Page, at: int) -> bool:
    """Return whether a sure credit closes the lines of the head that a line is among: «تهدد الشواطئ» over a deck and a byline."""
    before = page.verdicts[at - 1]
    return before is not None and before.role in ("headline", "deck") and is_over_byline(page, at)


def _is_subject(page: Page, at: int) -> bool:
    """Return whether a line is the second one of an act's title: what it is about, under its kind, number and day."""
    above, line = page.lines[at - 1], page.lines[at]
    return (
        at < len(page.lines) - 1
        and line.short
        and 2 <= line.words <= 24
        and line.text[0].isalpha()
        and ("رقم" in above.bare or "عدد" in above.bare)
        and bool(_NUMBERED_ACT.match(without_dates(above.bare)))
        and not _ORDERED.match(line.bare)
        and not begins_with_verb(line.bare)
        and credit_at(page, at) is None
    )


def _speaks_again(page: Page, at: int) -> bool:
    """Return whether the line after `at` is of the same speaker: breaking news, line by line."""
    speakers = [line.bare.split(":")[0] for line in page.lines[at : at + 2] if ":" in line.bare[:40]]
    return len(speakers) == 2 and speakers[0] == speakers[1]


def _bulleted_twice(page: Page, at: int) -> bool:
    """Return whether a line is one of several items."""
    line, following = page.lines[at], page.next(at)
    return (
        not line.text[0].isalnum()
        and line.text[0] not in '«"“'
        and following is not None
        and following.text[0] == line.text[0]
    )
