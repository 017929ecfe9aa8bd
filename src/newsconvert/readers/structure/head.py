"""The head of an article: what stands above the headline, the headline, decks, credits."""

from __future__ import annotations

import re
from collections.abc import Callable

from .citations import source_line
from .credits import author_line, date_alone, labelled_byline, place_alone, place_and_source
from .ends import caption
from .folding import fold
from .line import LONG, Line, Page, Verdict
from .lists import marked_heading
from .parts import EDGE, begins_known, kind_of
from .words import KICKERS

#: So many lines around the headline may be credits.
_HEAD_LINES = 9
HEADLINE_WORDS = 18
_DECK_WORDS = 38
_STRIP = EDGE + "|#!*■▪●•◄►"
_SLUG = re.compile(r"\s*[/|\-–—:،,]+\s*")
#: Words that begin the name of a section or a series.
_SERIES = re.compile(
    r"^(?:ملف|حوار|سلسلة|زاوية|شؤون|صفحة|قسم|باب|ركن|خاص|تقرير|تحقيق|متابعة|تغطية|قراءة|مقال|حلقة|الحلقة|الجزء|قضية|كلمة|افتتاحية|رسالة|يوميات|مدونة|قصة|استطلاع|مقابلة|لقاء|ندوة|محليات|بيان|بلاغ|للنشر|عاجل)(?:\s|$)"
)
_VERB = re.compile(r"(?:^|\s)(?:ترصد|تكشف|تنشر|تحاور|تستطلع|تفتح|تنفرد|تواصل|تستعرض|تحصل على|تروي|تتابع|تزور|تسأل)\s")
_SECTION = re.compile(
    r"^(?:ال)?(?:مقدمة|تمهيد|خلفية|ملخص|خلاصة|خاتمة|نتائج|توصيات|فهرس|محتويات|نبذة|تعريف|نظرة عامة|إجابات سريعة|أسئلة شائعة|أسئلة متكررة|جدول المحتويات|متطلبات|المتطلبات المسبقة)(?:\s\S+){0,2}$"
)
_ORDERED = re.compile(r"^(?:[(\[]?[\d٠-٩]{1,3}\s?[.)\]\-–/]|(?:أولا|اولا|ثانيا|ثالثا)|المادة|مادة|الفصل|الباب|الخطوة|س\s?[:\d]|ج\s?[:\d])")
_OPEN_END = re.compile(
    r"(?:^|\s)(?:في|من|على|إلى|عن|مع|بين|بعد|قبل|عند|أن|إن|أو|ضد|نحو|حول|خلال|منذ|لدى|بشأن|وسط|دون|غير|ثم|لكن|التي|الذي|هذا|هذه|رئيس|وزير|وزارة|مدير|محافظ|مجلس|هيئة|مدينة|"
    r"محافظة|كل|بعض|عدة|أكثر|أقل|نحو|عبر|بسبب|رغم|إثر|عقب|ضمن|أمام|تحت|فوق|بـ|لـ)$|\d$"
)
_DEPENDENT = re.compile(
    r"(?:في|من|على|إلى|عن|مع|بين|بعد|قبل|ضد|حول|خلال|منذ|لدى|بشأن|وسط|دون|بسبب|إثر|رغم|التي|الذي|أو|ثم|عبر|عقب|ضمن|أمام|تحت)\s|(?:لل|بال|كال|وال|وت|وي|لمواجهة|لبحث|لدعم|بهدف|بحضور)\S+\s"
)

Rule = Callable[[Page, int], Verdict | None]
#: What may stand under a headline, by name, in the order it is asked.
CREDITS: tuple[tuple[str, Rule], ...] = (
    ("date", date_alone),
    ("labelled byline", labelled_byline),
    ("place and source", place_and_source),
    ("caption", caption),
    ("source line", source_line),
    ("author's name", author_line),
    ("place", place_alone),
)


def read_head(page: Page) -> int:
    """Find the headline and what stands around it; return the first line that is none of it."""
    count = len(page.lines)
    at = _above(page)
    line = page.lines[at]
    page.settle(at, "first line", Verdict("headline", 0.97 if line.words <= 25 else 0.6, shown=_unmarked(page, at)))
    at += 1
    if at < count - 1 and not _credit(page, at):
        sure = continues_headline(line, page.lines[at], page.next(at))
        if sure and not (marked_heading(page, at) or _SECTION.match(page.lines[at].bare)):
            page.settle(at, "wrapped headline", Verdict("headline", sure))
            at += 1
    limit = min(count, at + _HEAD_LINES)
    decks = False
    while at < limit:
        found = _credit(page, at) if at < count - 1 or count > at > 1 else None
        if found:
            page.settle(at, *found)
        elif not decks and (run := _decks(page, at)):
            decks = True
            for _ in range(run):
                page.settle(at, "deck", Verdict("deck", 0.8))
                at += 1
            continue
        elif _is_role(page, at):
            page.settle(at, "author's role", Verdict("byline", 0.7))
        else:
            break
        at += 1
    return at


def _unmarked(page: Page, at: int) -> str:
    """Return a headline without Markdown's marks, and take down how many of them it has."""
    text = page.lines[at].text
    found = re.match(r"(#{1,6})\s+(?=\S)", text)
    if found:
        page.title_marks = len(found[1])
        text = text[found.end() :].rstrip("# ")
    if text.startswith("**") and text.endswith("**") and len(text) > 4:
        text = text[2:-2].strip()
    return text


def _above(page: Page) -> int:
    """Settle what stands above the headline, and return where that is."""
    count, at = len(page.lines), 0
    while at < min(count - 1, 4):
        line, following = page.lines[at], page.lines[at + 1]
        verdict = kicker(page, at)
        name = "kicker"
        if verdict is None and not _titular(following):
            break
        if verdict is None:
            name, verdict = _credit_above(page, at)
            if verdict is None or not _may_stand_first(verdict, name, line):
                break
        page.settle(at, name, verdict)
        at += 1
    return at


def _credit_above(page: Page, at: int) -> tuple[str, Verdict | None]:
    """Return the rule that takes a line above the headline for a credit, and its verdict."""
    if not begins_known(page.lines[at].bare):  # most first lines are headlines
        verdict = date_alone(page, at) or labelled_byline(page, at)
        return ("date" if verdict and verdict.role == "date" else "labelled byline"), verdict
    return next(((name, found) for name, rule in CREDITS[:3] if (found := rule(page, at))), ("", None))


def _may_stand_first(verdict: Verdict, name: str, line: Line) -> bool:
    """Return whether a credit may stand above the headline: a headline looks like a byline more often than that."""
    if verdict.role == "date":
        return verdict.confidence >= 0.75
    if verdict.role == "dateline":
        facts = verdict.facts
        return verdict.confidence > 0.8 and line.words <= 12 and bool(facts and (facts.agency or facts.dated))
    return name == "labelled byline" and verdict.confidence >= 0.95 and line.words <= 7


def _titular(line: Line) -> bool:
    """Return whether a line may be a headline by its length and its end."""
    return 2 <= line.words <= HEADLINE_WORDS + 7 and len(line.text) <= LONG and line.bare[-1:] not in ".؛،,:"


def kicker(page: Page, at: int) -> Verdict | None:
    """Take a first line for the kicker: a section, a kind of piece, an agency's slug, words of the paper about itself."""
    line, following, after = page.lines[at], page.next(at), None
    if line.words > 14 or not following or at + 2 > len(page.lines) or line.bare[-1:] in ".؟?":
        return None
    after = page.lines[at + 2] if at + 2 < len(page.lines) else None
    text = fold(line.bare.strip(_STRIP))
    if not text:
        return None
    longer = following.words > line.words or len(following.bare) > len(line.bare)
    if not _titular(following) or after is None:
        return None
    if line.words <= 5 and text in KICKERS and longer:
        return Verdict("kicker", 0.9)
    pieces = [piece for piece in _SLUG.split(text) if piece]
    if len(pieces) >= 2:
        known = sum(_is_topic(piece) for piece in pieces)
        if line.words <= 9 and longer and all(len(piece.split()) <= 4 for piece in pieces):
            slashes = "/" in line.bare and len(pieces) >= 3 and all(len(piece.split()) <= 2 for piece in pieces)
            if known == len(pieces) or (known and _is_topic(pieces[0]) and len(pieces) + known >= 3) or (slashes and known):
                return Verdict("kicker", 0.85)
        # «ثقافي / افتتاح معرض المخطوطات»: the slug repeats the headline.
        rest, head = set(" ".join(pieces[1:]).split()), set(fold(following.bare).split())
        if _is_topic(pieces[0]) and rest and len(rest & head) >= 0.6 * len(rest):
            return Verdict("kicker", 0.85)
    if line.words <= 5 and longer and _SERIES.match(line.bare.strip(_STRIP)) and len(following.bare) > 1.3 * len(line.bare):
        return Verdict("kicker", 0.7)
    # Three lines of headlines: the first, shorter one is the kicker.
    quoted = line.bare[0] in '«"' and _VERB.search(line.bare[:40] + " ")
    if line.words <= 8 and longer and (quoted or _SERIES.match(line.bare)) and _titular(after) and not _is_credit(page, at + 1):
        return Verdict("kicker", 0.65)
    if quoted and longer and not _is_credit(page, at + 1) and line.words <= 8:
        return Verdict("kicker", 0.6)
    return None


def _is_topic(text: str) -> bool:
    bare = text.strip()
    return bare in KICKERS or kind_of(bare) in ("place", "agency") or kind_of(f"ال{bare}") == "place" or f"ال{bare}" in KICKERS


def _credit(page: Page, at: int) -> tuple[str, Verdict] | None:
    """Return the rule that takes a line for a credit, and its verdict."""
    if len(page.lines[at].text) > LONG:
        return None
    if at not in page.credits:
        page.credits[at] = _asked(page, at)
    return page.credits[at]


def _asked(page: Page, at: int) -> tuple[str, Verdict] | None:
    return next(((name, verdict) for name, rule in CREDITS if (verdict := rule(page, at))), None)


def _is_credit(page: Page, at: int) -> bool:
    found = _credit(page, at)
    return found is not None and found[1].role in ("byline", "dateline", "date")


def _decks(page: Page, at: int) -> int:
    """Return how many lines from `at` are decks: headline-like lines before credits or before the first paragraph."""
    count = 0
    lines = page.lines
    while count < 4 and at + count < len(lines) - 1 and _may_be_deck(page, at + count) and not _is_credit(page, at + count):
        count += 1
    if not count:
        return 0
    after = at + count
    if after < len(lines) and _is_credit(page, after):
        return count
    if count > 1:  # sub-heads, or more than one sentence a line
        return 0
    line, following = lines[at], lines[at + 1]
    from .datelines import read_dateline

    if following.words < 12 or line.bare[-1:] == ".":
        return 0
    if read_dateline(following.text):
        return 1
    before = page.verdicts[at - 1]
    credited = before is not None and before.role in ("byline", "dateline", "date")
    others = sum(
        one.short and 2 <= one.words <= 12 and lines[place + 1].words >= 12
        for place, one in enumerate(lines[at + 1 : -1], at + 1)
    )
    return 1 if 5 <= line.words <= 26 and (others == 0 or line.words >= 9) and not (credited and others) else 0


def _may_be_deck(page: Page, at: int) -> bool:
    line = page.lines[at]
    return (
        4 <= line.words <= _DECK_WORDS
        and len(line.text) <= 220
        and line.bare[-1:] not in ":؛،"
        and not _ORDERED.match(line.bare)
        and not _SECTION.match(line.bare)
        and line.text[0] not in "#("
        and not (line.text.startswith("**"))
        and not _bulleted_twice(page, at)
    )


def _bulleted_twice(page: Page, at: int) -> bool:
    """Return whether a line is one of several items."""
    line, following = page.lines[at], page.next(at)
    return not line.text[0].isalnum() and line.text[0] not in "«\"“" and following is not None and following.text[0] == line.text[0]


_ROLE = re.compile(
    r"^(?:مراسلت?ن?ا?|مراسلة|موفدت?ن?ا?|كاتبة?|محررة?|صحافية?|صحفية?|باحثة?|أستاذة?|استاذة?|خبيرة?|محللة?|إعلامية?|مدير(?:ة)?|رئيسة?)(?:\s\S+){1,8}$"
)


def _is_role(page: Page, at: int) -> bool:
    """Return whether a line under the byline says what its author is: «مراسلة شؤون الصحة»."""
    before = page.verdicts[at - 1]
    line, following = page.lines[at], page.next(at)
    return (
        before is not None
        and before.role == "byline"
        and line.words <= 9
        and following is not None
        and line.bare[-1:] not in ".:"
        and bool(_ROLE.match(line.bare))
    )


def continues_headline(first: Line, second: Line, after: Line | None) -> float:
    """Return how sure it is that `second` is the rest of the headline `first`, 0 to 1.

    A headline breaks before a word that needs what went before it, or after one that needs what comes.
    """
    if not (first.words >= 4 and second.words <= HEADLINE_WORDS and first.words <= HEADLINE_WORDS):
        return 0.0
    if second.gap or after is None or first.bare.endswith((".", "؟", "!", "»")) or len(second.text) > 110:
        return 0.0
    if first.bare.count("«") > first.bare.count("»") and "»" in second.bare:
        return 0.9
    if not second.short:
        return 0.0
    if first.bare.endswith(("،", ",", "..", "-", "–", ":")) or _OPEN_END.search(first.bare):
        return 0.85
    if _DEPENDENT.match(second.bare):
        return 0.8
    return 0.0
