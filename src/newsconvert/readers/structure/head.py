"""The head of an article: what stands above the headline, the headline, decks, credits."""

from __future__ import annotations

import re
from collections.abc import Callable

from .citations import source_line
from .credits import author_line, date_alone, labelled_byline, place_alone, place_and_source
from .datelines import read_dateline
from .dates import date_line, find_date
from .ends import caption
from .folding import fold
from .headings import begins_with_verb
from .line import LONG, Facts, Line, Page, Verdict
from .lists import marked_heading
from .names import name_likeness
from .parts import EDGE, begins_known, kind_of
from .words import KICKERS

#: So many lines around the headline may be credits.
_HEAD_LINES = 9
HEADLINE_WORDS = 18
_DECK_WORDS = 38
_PARTED = re.compile("[-–—/:|()،,ـ0-9٠-٩]")
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
_ORDERED = re.compile(
    r"^(?:[(\[]?[\d٠-٩]{1,3}\s?[.)\]\-–/]|(?:أولا|اولا|ثانيا|ثالثا)|المادة|مادة|الفصل|الباب|الخطوة|س\s?[:\d]|ج\s?[:\d])"
)
_OPEN_END = re.compile(
    r"(?:^|\s)(?:في|من|على|إلى|عن|مع|بين|بعد|قبل|عند|أن|إن|أو|ضد|نحو|حول|خلال|منذ|لدى|بشأن|وسط|دون|غير|ثم|لكن|التي|الذي|هذا|هذه|رئيس|وزير|وزارة|مدير|محافظ|مجلس|هيئة|مدينة|"
    r"محافظة|كل|بعض|عدة|عبر|بسبب|رغم|إثر|عقب|ضمن|أمام|تحت|فوق|بـ|لـ|و)$"
)
#: Prepositions, relatives, and «ل», «ب» before what a clause ends with: a purpose, a share, who takes part.
_DEPENDENT = re.compile(
    r"(?:في|من|على|إلى|عن|مع|بين|بعد|قبل|ضد|حول|خلال|منذ|لدى|بشأن|وسط|دون|بسبب|إثر|رغم|التي|الذي|أو|ثم|عبر|عقب|ضمن|أمام|تحت|فوق|حتى|سنويا|يوميا|الماضي|المقبل|الجاري|اليوم)(?:\s|$)"
    r"|(?:لل|بال|كال|لت|لإ)\w{3,}(?:\s|$)|(?:لمواجهة|لمكافحة|لمعالجة|لمنع|لمراقبة|لمساعدة|لمتابعة|لحماية|لحل|لبناء|لبحث|لدعم|لدراسة|لزيادة|لرفع|لخفض|لضمان|لضبط|لعام|لموسم|لمدة|لمشروع|لصالح|لأول|لأكثر|"
    r"بمشاركة|بحضور|بقيمة|بنسبة|بتكلفة|بكلفة|برعاية|بدعم|بتمويل|بالتعاون|بهدف|بمناسبة|بإشراف|بقيادة|بتهمة|بموجب|بمعدل|بفارق|بفضل|بدلا|بدون|بطول|بمساحة|بطاقة|بعدما|بينما|بحلول|ابتداء|اعتبارا)\s"
)
_JOINED = re.compile(r"^و(?!زار|زير|فا|رش|كيل|كال|اشنطن|ضع|جه|صول|عد|قف|حد|سط|لاي|رق|رد|سام|ثائق|ثيقة)\w{2,}\s")
#: A verb of its own near the beginning.
_CLAUSE = re.compile(
    r"(?:^|\s)(?!(?:يوم|تحت|تلك|يناير|يونيو|يوليو|تموز|تشرين|تركيا|تونس|تقرير|تجارة|تعليم|تربية|تقنية|ترميم|يد|يمن|تل|تراث|تصدير|تأهيل|توزيع|تنظيم|تطوير|تمويل|تكلفة|تاريخ)\s)"
    r"[يت][^\W\d_]{2,}(?:\s|$)"
)
_RELEASE = re.compile(
    r"^(?:(?:بيان|بلاغ|خبر|تصريح|نشرة|مذكرة)\s(?:صحفية?|صحافية?|إعلامية?|رسمية?)|للنشر(?: الفوري)?|للإعلام|بيان|بلاغ|تعميم|تعميم صحفي)$"
)
_ISSUER = re.compile(
    r"^(?:الجمهورية|المملكة|دولة|سلطنة|وزارة|رئاسة|مجلس|هيئة|محافظة|بلدية|مديرية|أمانة|جامعة|نقابة|جمعية|مؤسسة|غرفة|اتحاد|حزب|سفارة|دائرة|قيادة|القيادة|منظمة|اللجنة|لجنة|الهيئة|المجلس|الأمانة|المحكمة|محكمة|"
    r"النيابة|نيابة|البنك|مصرف|العدد|بسم الله)\s"
)
_ISSUE_LINE = re.compile(r"^(?:العدد|السنة|عدد)\s*(?:رقم\s*)?[:(]?\s*[\d٠-٩]")
#: What a headline's own circumstance begins with, set above it: «بعد عامين من الترميم», «لليوم الثالث على التوالي».
_CIRCUMSTANCE = re.compile(
    r"^(?:خلال|بعد|بعدما|قبل|قبيل|عشية|عقب|إثر|في (?:ختام|حوار|اجتماع|لقاء|مؤتمر|تصريح|بيان|رسالة|كلمة|ظل|ذكرى|إطار|أول|ثاني|ثالث|جلسة|زيارة|خطوة)|على (?:هامش|خلفية|وقع|مدى|مدار|طريق|ذمة)|لليوم|للمرة|للعام|للأسبوع|للشهر|للموسم|لأول|وسط|رغم|"
    r"بحضور|بمشاركة|برعاية|بسبب|مع (?:اقتراب|بداية|بدء|انطلاق|تصاعد|ارتفاع|استمرار|دخول|نهاية)|منذ|ضمن|بتكلفة|بكلفة|بقيمة|بهدف|بناء|استجابة|تزامنا|بالتزامن|احتجاجا|تنديدا|دعما|تضامنا|حفاظا|سعيا|تحت (?:شعار|عنوان|رعاية)|بمناسبة|"
    r"بالصور|تنفيذا|استعدادا|تمهيدا|تكريما|إحياء|من (?:أجل|داخل|قلب)|لمواجهة|أمام)(?:\s|ً|$)"
)
_NO_CIRCUMSTANCE = re.compile(r"[:؟!]|\.\.")
_NO_ISSUER = re.compile(r"[:؟!،\"«]|\.\.|(?:^|\s)(?:في|من|على|إلى|عن|مع|بين|بعد|قبل|ضد|لم|لن|لا|قد)(?:\s|$)")
#: The end of one sentence and the beginning of another.
_SENTENCES = re.compile(r"[.؟!]\s+\S")

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
    for _ in range(2):
        if at >= count - 1 or _credit(page, at):
            break
        sure = continues_headline(page, at)
        if not sure or marked_heading(page, at) or _SECTION.match(page.lines[at].bare):
            break
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
    count, at = len(page.lines), _letterhead(page)
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


def _letterhead(page: Page) -> int:
    """Settle who issues a release, where lines above «بيان صحفي» or «للنشر الفوري» say so; return the line after it."""
    last = min(len(page.lines) - 2, 4)
    mark = next((at for at in range(last - 1, 0, -1) if _RELEASE.match(page.lines[at].bare.strip(_STRIP))), 0)
    if not mark or any(line.words > 7 or line.bare[-1:] in ".؟!" for line in page.lines[:mark]):
        return 0
    for at in range(mark + 1):
        page.settle(at, "letterhead", Verdict("kicker", 0.8))
    return mark + 1


def _credit_above(page: Page, at: int) -> tuple[str, Verdict | None]:
    """Return the rule that takes a line above the headline for a credit, and its verdict."""
    if not (begins_known(page.lines[at].bare) and _PARTED.search(page.lines[at].bare)):  # most are headlines
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
    joined = text.split(" و")
    if line.words <= 4 and longer and len(joined) == 2 and all(map(_is_topic, joined)):
        return Verdict("kicker", 0.85)
    if len(pieces) >= 2:
        known = sum(_is_topic(piece) for piece in pieces)
        if line.words <= 9 and longer and all(len(piece.split()) <= 4 for piece in pieces):
            slashes = "/" in line.bare and len(pieces) >= 3 and all(len(piece.split()) <= 2 for piece in pieces)
            if (
                known == len(pieces)
                or (known and _is_topic(pieces[0]) and len(pieces) + known >= 3)
                or (slashes and known)
            ):
                return Verdict("kicker", 0.85)
        # «ثقافي / افتتاح معرض المخطوطات»: the slug repeats the headline.
        rest, head = set(" ".join(pieces[1:]).split()), set(fold(following.bare).split())
        if _is_topic(pieces[0]) and rest and len(rest & head) >= 0.6 * len(rest):
            return Verdict("kicker", 0.85)
    if _ISSUE_LINE.match(line.bare):
        return Verdict("kicker", 0.8, facts=Facts(dated=find_date(line.bare)))
    if longer and _is_issuer(line, following):
        return Verdict("kicker", 0.65)
    circumstance = line.words <= 8 and len(line.bare) < 0.85 * len(following.bare) and _CIRCUMSTANCE.match(line.bare)
    if circumstance and _CLAUSE.search(following.bare) and not _NO_CIRCUMSTANCE.search(line.bare):
        if not _is_credit(page, at + 1) and not begins_with_verb(following.bare):
            return Verdict("kicker", 0.6)
    if (
        line.words <= 5
        and longer
        and _SERIES.match(line.bare.strip(_STRIP))
        and len(following.bare) > 1.3 * len(line.bare)
    ):
        return Verdict("kicker", 0.7)
    # Three lines of headlines: the first, shorter one is the kicker.
    quoted = line.bare[0] in '«"' and _VERB.search(line.bare[:40] + " ")
    if (
        line.words <= 8
        and longer
        and (quoted or _SERIES.match(line.bare))
        and _titular(after)
        and not _is_credit(page, at + 1)
    ):
        return Verdict("kicker", 0.65)
    if quoted and longer and not _is_credit(page, at + 1) and line.words <= 8:
        return Verdict("kicker", 0.6)
    verbal = line.words <= 5 and len(line.bare) <= 0.7 * len(following.bare) and _CLAUSE.match(line.bare)
    if verbal and line.bare[-1] not in "؟!:" and not _is_credit(page, at + 1) and _is_credit(page, at + 2):
        return Verdict("kicker", 0.55)  # a verb without its subject: «تشمل 14 بلدية ساحلية»
    if line.words <= 7 and len(line.bare) <= 0.62 * len(following.bare) and at + 3 < len(page.lines) and _titular(after):
        credits = [_is_credit(page, one) for one in (at, at + 1, at + 2, at + 3)]
        if credits == [False, False, False, True] and line.bare[-1] not in "؟!:" and ".." not in line.bare:
            return Verdict("kicker", 0.6)
    return None


def _is_issuer(line: Line, following: Line) -> bool:
    """Return whether a line names who issues what stands below it, or the issue of a paper."""
    longer = following.words >= 5 and len(following.bare) >= 1.4 * len(line.bare)
    if line.words > 5 or not (longer or (following.words <= 5 and _ISSUER.match(following.bare))):
        return False
    return bool(_ISSUER.match(line.bare)) and not _CLAUSE.search(line.bare) and not _NO_ISSUER.search(line.bare)


def _is_topic(text: str) -> bool:
    bare = text.strip()
    return (
        bare in KICKERS
        or kind_of(bare) in ("place", "agency")
        or kind_of(f"ال{bare}") == "place"
        or f"ال{bare}" in KICKERS
    )


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
    """Return whether a line is a credit, and surely enough that the lines before it are of the head too."""
    found = _credit(page, at)
    return found is not None and found[1].confidence >= 0.75 and found[1].role in ("byline", "dateline", "date")


def _decks(page: Page, at: int) -> int:
    """Return how many lines from `at` are decks: headline-like lines before credits or before the first paragraph."""
    count = 0
    lines = page.lines
    while (
        count < 3
        and at + count < len(lines) - 2
        and _may_be_deck(page, at + count)
        and not _is_credit(page, at + count)
        and not read_dateline(lines[at + count].text)
    ):
        count += 1
    if not count:
        return 0
    line, following = lines[at], lines[at + 1]
    for run in range(count, 0, -1):
        sentences = sum(one.bare[-1:] == "." or one.words > 25 for one in lines[at : at + run])
        if _is_credit(page, at + run) and not _is_timeline(page, at + run) and (run == 1 or not sentences):
            return run
    if count > 1 and lines[at + 1].words < 12:  # sub-heads, or more than one sentence a line
        return 0
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
    if not 5 <= line.words <= 26 or _SENTENCES.search(line.bare):
        return 0
    if credited and (line.words > 16 or begins_with_verb(line.bare)):  # a paragraph that lost its full stop
        return 0
    return 1 if others == 0 or line.words >= (7 if credited else 9) else 0


def _is_timeline(page: Page, at: int) -> bool:
    """Return whether a date is one of those that a timeline is parted by."""
    return page.lines[at].words <= 6 and sum(one.words <= 6 and _is_date(one) for one in page.lines[at:]) >= 2


def _is_date(line: Line) -> bool:
    return any(map(str.isdigit, line.bare)) and date_line(line.bare) is not None


def _may_be_deck(page: Page, at: int) -> bool:
    line = page.lines[at]
    return (
        4 <= line.words <= _DECK_WORDS
        and len(line.text) <= 220
        and line.bare[-1:] not in ":؛،"
        and not _ORDERED.match(line.bare)
        and not _SECTION.match(line.bare)
        and line.text[0] not in "#("
        and not line.text.startswith("**")
        and not (line.bare[-1:] == "." and begins_with_verb(line.bare))
        and not _bulleted_twice(page, at)
    )


def _bulleted_twice(page: Page, at: int) -> bool:
    """Return whether a line is one of several items."""
    line, following = page.lines[at], page.next(at)
    return (
        not line.text[0].isalnum()
        and line.text[0] not in '«"“'
        and following is not None
        and following.text[0] == line.text[0]
    )


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


def continues_headline(page: Page, at: int) -> float:
    """Return how sure it is that a line is the rest of the headline before it and no deck, 0 to 1.

    A headline breaks before a word that needs what went before it, or after one that needs what comes; the rest is
    rarely longer than the beginning, while a deck is a clause of its own, and rarely shorter than the headline.
    """
    first, second, after = page.lines[at - 1], page.lines[at], page.next(at)
    if after is None or not (first.words >= 3 and max(first.words, second.words) <= HEADLINE_WORDS):
        return 0.0
    if second.gap or len(second.text) > 110 or second.bare[-1:] in ".،؛:" or first.bare[-1:] in "؟!":
        return 0.0
    if first.bare.endswith((" ..", "..", "…")):
        return 0.75
    if first.bare.endswith("."):
        return 0.0
    if first.bare.count("«") > first.bare.count("»") and "»" in second.bare:
        return 0.9
    if first.bare.endswith(("،", ",", "-", "–", ":")) or _OPEN_END.search(first.bare):
        return 0.85
    if _DEPENDENT.match(second.bare):
        return 0.8
    credited = _is_credit(page, at + 1) or read_dateline(after.text) is not None
    if credited and second.words <= 4 and name_likeness(second.bare) > 0 and not _JOINED.match(second.bare):
        return 0.0
    if second.words < 3 or not (credited or len(first.text) >= 45 or (after.gap and _is_spaced(page, at))):
        return 0.0
    again = page.rules[at - 1] == "wrapped headline"
    ratio = len(second.text) / len(first.text)
    points = 0.0
    points += 1.5 if max(len(first.text), len(second.text)) <= 46 and 0.6 <= ratio <= 1.4 else 0.0  # lines that balance
    points += 1.0 if ratio < 0.8 else -1.5 if ratio > 1.4 else 0.0
    points += (
        (1.0 if " ال" in second.bare[:24] else 0.5) if second.bare.startswith("ال") and _indefinite(first.bare) else 0.0
    )
    points += 0.5 if len(first.text) >= 45 else -1.0 if len(first.text) < 28 else 0.0
    points += 0.5 if first.words + second.words <= HEADLINE_WORDS else -1.5
    points += 1.5 if _JOINED.match(second.bare) else 0.0
    points -= 3.0 if _CLAUSE.search(" ".join(second.bare.split()[:3])) else 0.0
    points -= 1.0 if second.bare[0] in '«"-•*' or first.bare[-1] in '»"' else 0.0
    points += 1.5 if after.gap and _is_spaced(page, at) else 0.0
    return 0.6 if points >= (2.5 if again else 1.5) else 0.0


def _indefinite(text: str) -> bool:
    """Return whether `text` ends in a noun that lacks what makes it definite, as the first part of a construct does."""
    last = text.split()[-1]
    return (
        last.isalpha()
        and not last.startswith(("ال", "لل", "بال", "وال"))
        and not last.endswith(("ا", "ً", "ي", "ه", "هم", "ها"))
    )


def _is_spaced(page: Page, at: int) -> bool:
    """Return whether blank lines part the lines after the head, so that two lines without one belong together."""
    rest = page.lines[at + 1 :]
    return sum(line.gap for line in rest) >= 0.7 * len(rest)
