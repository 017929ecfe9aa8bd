"""What stands above a headline: kickers, agencies' slugs, letterheads, and credits."""

from __future__ import annotations

from collections.abc import Callable

from ...patterns import pattern
from .authorlines import ROLE, in_list_of_names
from .creditlines import CREDITS, credit_at, is_credit
from .credits import date_alone, labelled_byline, place_and_source
from .dates import Dated, date_line, is_time_line, opens_with_time, without_dates
from .decks import bulleted_decks
from .folding import fold
from .formulas import invocation
from .headings import begins_sentence, begins_with_verb
from .headline import ACT_NUMBER, CLAUSE, titular
from .lead import begins_with_lead, is_under_stamp
from .letterheads import ISSUER, REFERENCE, STRIP, letterhead
from .line import Facts, Line, Page, Verdict
from .mastheads import CRUMBED, masthead
from .names import holds_no_name, name_likeness
from .pagetools import without_counters
from .parts import begins_known, kind_of
from .stacks import (
    author_above,
    contest,
    few_words,
    is_told_first,
    over_headline,
    over_short_headline,
    stands_over_author,
)
from .subjects import EXPLAINS, NAMED, SAID, SUBJECTLESS, acted, of_speaker, tells
from .words import KICKERS, PAPERS

#: What a notice says of itself: «تعميم هام».
_STRESSED = pattern(r"\s(?:هام|هامه|مهم|مهمه|عاجل|عاجله)$")
#: A page of the paper, named by an adjective, as folded.
_OF_SECTION = pattern(r"ال[^\W\d_]{3,}يه")
_PARTED = pattern("[-–—/:|()،,ـ0-9٠-٩]")
_SLUG = pattern(r"\s*[/|\-–—:،,]+\s*")
#: Words that begin the name of a section or a series.
_SERIES = pattern(
    r"^(?:ملف|حوار|سلسلة|زاوية|شؤون|صفحة|قسم|باب|ركن|خاص|تقرير|تحقيق|متابعة|تغطية|قراءة|مقال|حلقة|الحلقة|الجزء|قضية|كلمة|افتتاحية|رسالة|يوميات|مدونة|قصة|استطلاع|مقابلة|لقاء|ندوة|محليات|بيان|بلاغ|للنشر|عاجل|نشرة|دليل)(?:\s|$)"
)
#: What copy is marked with that has no headline.
_URGENT = pattern(
    r"(?:خبر )?عاجل(?: جدا)?|خاص|حصري|متابعة|للنشر(?: الفوري)?|(?:بيان|خبر|بلاغ|تصريح) (?:صحفي|صحافي|إعلامي)"
)
#: The paper's own news, after the place: «تعز | خاص».
_OWN_NEWS = pattern(r"\W\s?خاص$")
#: Until when a release is not to be published.
_EMBARGO = pattern(
    r"^\W*(?:(?:خبر |بيان |مادة )?(?:محظور|محجوب|محظورة)[ةه]?(?: (?:من|عن))? ?(?:ال)?نشر|[يُ]{1,2}حظر نشره?|لا ينشر|لا يُنشر|غير (?:قابل )?للنشر|للنشر (?:اعتبارا|ابتداء|بعد|في تمام|يوم|الساعة)|حظر(?:ا)? (?:ال)?نشر|حظر إعلامي)(?:\s|$)"
)
#: A programme by its name: «بودكاست «نص ساعة»».
_PROGRAMME = pattern(r"\W*(?:بودكاست|برنامج|إذاعة|قناة|نشرة|سلسلة)\s[«\"“][^«»\"“”]+[»\"”]\W*$")
_THERE = pattern(r"[«\"](?P<paper>[^«»\"]{2,24})[»\"]\s(?:داخل|ف[يى]|عل[ىي]|مع|بين|من|وسط|أمام|ب[^\W\d_]{3,})\s")
#: Whom someone tells it: «رئيس البلدية يروي لـ«الوسط» قصة المدينة», over what was said.
_TOLD_US = pattern(r"(?:^|\s)لـ?\s?[«\"“][^«»\"“”]{2,24}[»\"”][^:]*$")
_OPENS, _CLOSES = '«"“', '»"”'
_OF_ITSELF = pattern(r"(?:^|\s)(?:ترصد|تكشف|تنشر|تحاور|تستطلع|تفتح|تنفرد|تواصل|تستعرض|تحصل على|تروي|تتابع|تزور|تسأل)\s")
#: What is in the news for a time: a cup, an anniversary, a stock exchange.
_EVENT = pattern(
    r"^(?:أخبار|بورصة|كأس|الكأس|دوري|الدوري|بطولة|البطولة|الرابطة|القسم|الدرجة|السوبر|مونديال|تصفيات|الجولة|الأسبوع|المرحلة|الدورة|الدور|نهائي|نصف نهائي|ربع نهائي|الذكرى|ذكرى|مواعيد|انتخابات|مهرجان|قمة|مؤتمر|موسم)(?:\s|$)"
)
#: What a headline's own circumstance begins with, set above it: «بعد عامين من الترميم», «لليوم الثالث على التوالي».
_CIRCUMSTANCE = pattern(
    r"^(?:خلال|بعد|بعدما|قبل|قبيل|عشية|عقب|إثر|في (?:ختام|اليوم|يوم|عيد|ليلة|حوار|اجتماع|لقاء|مؤتمر|تصريح|بيان|رسالة|كلمة|ظل|ذكرى|إطار|أول|ثاني|ثالث|جلسة|زيارة|خطوة)|على (?:هامش|خلفية|وقع|مدى|مدار|طريق|ذمة)|لليوم|للمرة|للعام|للأسبوع|للشهر|للموسم|لأول|وسط|رغم|"
    r"بحضور|بمشاركة|برعاية|بسبب|مع (?:اقتراب|بداية|بدء|انطلاق|تصاعد|ارتفاع|استمرار|دخول|نهاية)|منذ|ضمن|بتكلفة|بكلفة|بقيمة|بهدف|بناء|استجابة|تزامنا|بالتزامن|احتجاجا|تنديدا|دعما|تضامنا|حفاظا|سعيا|تحت (?:شعار|عنوان|رعاية)|بمناسبة|"
    r"بال[^\W\d_]{3,} (?:إلى|الى|على|من|مع|لل?)|نظرا|بالصور|تنفيذا|استعدادا|تمهيدا|تكريما|إحياء|من (?:أجل|داخل|قلب)|لمواجهة|أمام)(?:\s|ً|$)"
)
#: A league and its round: «الرابطة المحترفة الأولى - الجولة 9».
_ROUND = pattern(
    r"[^\W\d_]\s?[-–—،/(]\s?(?:الجولة|المرحلة|الأسبوع|الدور)\s(?:[\d٠-٩]{1,2}|ال[^\W\d_]+(?:\s(?:عشرة?|و?ال[^\W\d_]+))?)\)?$"
)
#: Of these, what no headline begins with that is a line of its own.
_FRAME = pattern(
    r"^(?:ردا?ً?ا? على|تعقيبا?ً? على|عطفا?ً? على|ضمن|بمناسبة|بالتزامن|تزامنا|على هامش|تحت (?:شعار|عنوان|رعاية)|بحضور|بمشاركة|برعاية|في (?:اليوم|ختام|إطار|ذكرى|عيد)|من (?:ذاكرة|قلب|وحي|أرشيف|دفتر))\s(?!.*(?:\.\.|[:؟!]))"
)
#: A part of a series: «يوميات الحجر (9)», «الحلقة الثالثة».
_PART = pattern(
    r"^(?:الحلقة|الجزء|القسم|الفصل)\s(?:ال[^\W\d_]+(?:\sعشرة?)?|[(\[]?[\d٠-٩]{1,3}[)\]]?)$|^[^()\[\]]{3,30}\s[(\[][\d٠-٩]{1,3}(?:\s?[-/]\s?[\d٠-٩]{1,3})?[)\]]$"
)
#: Words that columns are called by, folded: «شرارة قلم», «رذاذ حبر».
_COLUMN = pattern(
    r"^(?:(?:ال)?(?:قلم|اقلام|حبر|مداد|يراع|نبض|نبضات|همس|همسات|شراره|خاطره|خواطر|رذاذ|قطوف|شجون|اوراق|ورقه|دفاتر|دفتر|زوايا|سطور|حروف|حرف|كلمات|مقام|ضفاف|مراسي|ظلال|اطياف|اصداء|صدي|محبره|مرافئ))(?:\s|$)"
    r"|\s(?:ال)?(?:قلم|حبر|اقلام|الناس|القلب|الروح|السطور|الكلام)$"
)
#: What those who speak are.
_OFFICE = pattern(
    r"(?:ال)?(?:وزير|رئيس|مدير|خبير|خبراء|مسؤول|مصدر|مصادر|نائب|نواب|نقيب|سفير|محلل|متحدث|ناطق|أمين|عضو|أعضاء|قيادي|قيادات|باحث|أستاذ|طبيب|أطباء|محام|مندوب|مبعوث|قائد|وال|محافظ|عمدة|حاكم|مفتي|شيخ|كاتب|مواطن|سكان|أهالي|شهود|مراقب|تاجر|تجار)"
)
_HOLDS_PREPOSITION = pattern(r"\s(?:ف[يى]|من|عل[ىي]|[إا]ل[ىي]|عن|مع|بين|بعد|قبل)\s")
#: Two clauses with dots between, and no full stop.
_BROKEN = pattern(r"[^\W\d_]\s?\.\.\s*[^\W\d_][^.]*$")
_PREPOSITION = pattern(r"(?:عن|ف[يى]|من|مع|عل[ىي]|[إا]ل[ىي]|بين|حين|قصة|حكاية)\s")
#: Who issues what stands below: «توضيح من وزارة النقل».
_ISSUED_BY = pattern(
    r"^(?:بيان|بلاغ|توضيح|إيضاح|إعلان|رد|نداء|تصريح|تعميم|مذكرة|دعوة|تنويه|اعتذار)(?:\s(?:صحفي|إعلامي|صادر|هام|مشترك)){0,2}\s(?:من|عن)\s"
)
#: What offices make known: «توضيح بشأن تجديد جوازات السفر».
_NOTICE = pattern(
    r"(?:بيان|بلاغ|توضيح|إيضاح|إعلان|تنويه|تعميم|دعوة|نداء|اعتذار|تهنئة|تعزية|مذكرة)\s(?:بشأن|حول|بخصوص|عن|من|إلى|هام|مهم|صحفي|للسادة|لأبناء|للمواطنين)"
)
_NO_CIRCUMSTANCE = pattern(r"[:؟!]|\.\.")
_NO_ISSUER = pattern(r"[:؟!،\"«]|\.\.|(?:^|\s)(?:في|من|على|إلى|عن|مع|بين|بعد|قبل|ضد|لم|لن|لا|قد)(?:\s|$)")


def read_above(page: Page) -> int:
    """Settle what stands above the headline, and return where that is."""
    count, at = len(page.lines), invocation(page)
    if at:
        return at
    at = letterhead(page)
    while at < min(count - 1, 4):
        line, following = page.lines[at], page.lines[at + 1]
        if not any(map(str.isalnum, line.text.replace("ـ", ""))):
            page.settle(at, "separator", Verdict("paragraph", 0.95))
            at += 1
            continue
        if following.text[:2] in ("- ", "– ", "— ", "• ", "* ", "> ") and line.text[:1] != following.text[:1]:
            break  # decks with a bullet each
        name, verdict = masthead(page, at)
        above = page.verdicts[at - 1] if at else None
        if above and above.role == "byline" and line.words <= 8 and ROLE.match(line.bare) and titular(following):
            name, verdict = "author's role", Verdict("byline", 0.7)
        stamped = verdict is None and (line.words <= 3 or _may_be_stamp(line, following))
        if stamped and (placed := place_and_source(page, at)):
            dated = placed.facts is not None and placed.facts.dated is not None
            if _says_where(placed) and (dated or line.words <= 3):
                verdict, name = placed, "place and source"
            elif placed.facts and placed.facts.place and titular(following) and _of_paper(line, placed):
                verdict, name = Verdict("kicker", 0.85, facts=placed.facts), "kicker"
        if (
            verdict is None
            and line.words <= 6
            and begins_with_lead(following)
            and (sure := _over_lead(line, following))
        ):
            verdict, name = Verdict("kicker", sure), "kicker"
        if verdict is None:
            verdict, name = kicker(page, at), "kicker"
            if verdict is not None and verdict.confidence < 0.65 and _is_under_phrase(page, at):
                verdict = None
        if verdict is None and (sure := _in_stack(page, at)):
            page.settle(at, "kicker", Verdict("kicker", sure))
            return at + 1
        if verdict is None and not titular(following) and not _is_over_section(page, at):
            break
        if verdict is None:
            name, verdict = _credit_above(page, at)
            if verdict is None or not _may_stand_first(verdict, name, line):
                break
        if name == "kicker" and verdict.facts is None and (when := _says_when(line)):
            verdict = verdict._replace(facts=Facts(dated=when))
        bare = line.text.rstrip(" |")  # «اقتصاد وأعمال |»
        page.settle(at, name, verdict._replace(shown=bare) if name == "kicker" and bare != line.text else verdict)
        at += 1
    return at


def _says_when(line: Line) -> Dated | None:
    """Return the day that stands beside the section: «اقتصاد | 14 مايو 2022»."""
    return date_line(line.bare.rpartition("|")[2].strip()) if "|" in line.bare else None


def _of_paper(line: Line, placed: Verdict) -> bool:
    """Return whether a line says where the paper has its news from: «تعز | خاص», «تشرين – حماة»."""
    paper = _OWN_NEWS.search(line.bare) or any(fold(part.strip(STRIP)) in PAPERS for part in _PARTED.split(line.bare))
    return bool(paper) and placed.confidence >= 0.85


def _is_under_phrase(page: Page, at: int) -> bool:
    """Return whether a kicker of several words stands above a line, so that the line is the headline: few have two such."""
    above = page.verdicts[at - 1] if at else None
    return above is not None and above.role == "kicker" and page.lines[at - 1].words >= 4


def _may_be_stamp(line: Line, following: Line) -> bool:
    """Return whether a line with a date stands over copy without a headline: «الرياض 17 مارس 2025 م واس»."""
    numbered = line.words <= 12 and is_under_stamp(following, wired=True) and any(map(str.isdecimal, line.bare))
    return numbered and without_dates(line.bare) != line.bare


def _over_lead(line: Line, following: Line) -> float:
    """Know what stands over copy without a headline: «عاجل», the slug of an agency."""
    urgent = line.words <= 3 and _URGENT.fullmatch(line.bare.strip(STRIP))
    return 0.85 if urgent or (":" not in line.bare and _slug(line, following) >= 0.85) else 0.0


def _in_stack(page: Page, at: int) -> float:
    """Return how sure it is that a line is the kicker of a stack of lines over a credit or over the lead."""
    sure = over_short_headline(page, at) or few_words(page, at)
    return sure or (over_headline(page, at, is_framed=_is_framed) if at + 3 < len(page.lines) else 0.0)


def _is_framed(text: str) -> bool:
    """Return whether `text` begins as a kicker does, or says who explains what the headline says."""
    framed = any(rule.match(text) for rule in (_FRAME, _CIRCUMSTANCE, SAID, SUBJECTLESS))
    return framed or bool(EXPLAINS.match(text) or (_EVENT.match(text) and not tells(text)))


def _is_over_section(page: Page, at: int) -> bool:
    """Return whether the name of a section stands between the line `at` and the headline: a date, «محليات», the headline."""
    lines = page.lines[at + 1 : at + 3]
    return len(lines) == 2 and titular(lines[1]) and names_section(lines[0]) > 0


def _says_where(verdict: Verdict) -> bool:
    """Return whether a credit names a place and an agency and nothing else: «دمشق-سانا»."""
    return verdict.role == "dateline" and bool(verdict.facts and verdict.facts.place and verdict.facts.agency)


def _credit_above(page: Page, at: int) -> tuple[str, Verdict | None]:
    """Return the rule that takes a line above the headline for a credit, and its verdict."""
    line, following = page.lines[at], page.lines[at + 1]
    above = page.verdicts[at - 1] if at else None
    if above and above.role == "kicker" and line.words <= 4 < following.words and name_likeness(line.bare) >= 0.75:
        return "labelled byline", Verdict("byline", 0.95)  # under the name of a column
    if author_above(page, at):
        return "labelled byline", Verdict("byline", 0.95)
    if not (begins_known(page.lines[at].bare) and _PARTED.search(page.lines[at].bare)):  # most are headlines
        verdict = date_alone(page, at) or labelled_byline(page, at)
        return ("date" if verdict and verdict.role == "date" else "labelled byline"), verdict
    return next(((name, found) for name, rule in CREDITS[:4] if (found := rule(page, at))), ("", None))


def _may_stand_first(verdict: Verdict, name: str, line: Line) -> bool:
    """Return whether a credit may stand above the headline: a headline looks like a byline more often than that."""
    if verdict.role == "date":
        return verdict.confidence >= 0.75 or not any(map(str.isalpha, line.bare))
    if verdict.role == "dateline":
        facts = verdict.facts
        return verdict.confidence > 0.8 and line.words <= 12 and bool(facts and (facts.agency or facts.dated))
    return name == "labelled byline" and verdict.confidence >= 0.95 and line.words <= 7


def kicker(page: Page, at: int) -> Verdict | None:
    """Take a first line for the kicker: a section, a kind of piece, an agency's slug, words of the paper about itself."""
    line, following = page.lines[at], page.next(at)
    if (
        line.words > 14
        or not following
        or at + 2 >= len(page.lines)
        or (":" in following.bare[:24] and REFERENCE.match(following.bare))
        or ACT_NUMBER.match(following.bare)
    ):
        return None
    if line.bare[-1:] in ".؟?" and fold(line.bare.strip(STRIP + "؟?")) not in KICKERS:
        return None
    if following.words <= 6 and names_section(line) and _is_over_author(page, at):
        return Verdict("kicker", 0.85)
    if at == 0 and line.words <= 3 and stands_over_author(page):
        return Verdict("kicker", 0.6)
    if not (titular(following) or _over_two(page, at)) or not line.bare.strip(STRIP) or _over_stamp(page, at):
        return None
    labelled = labelled_byline(page, at)
    if (labelled and (line.bare[-1] == ":" or _may_stand_first(labelled, "labelled byline", line))) or in_list_of_names(
        page, at + 1
    ):
        return None
    if _EMBARGO.match(line.bare):
        return Verdict("kicker", 0.9)
    longer = following.words > line.words or len(following.bare) > len(line.bare) or _NOTICE.match(following.bare)
    sure = max((test(line, following) for test in _BY_WORDS), default=0.0) if longer else 0.0
    if not longer and CRUMBED.search(line.bare) and _says_again(line, following):
        sure = _slug(line, following)
    if (
        not sure and not longer and not is_credit(page, at + 1) and is_credit(page, at + 2)
    ):  # «قصة قصيرة» over «ظل الجدار»
        sure = names_section(line)
    if not sure and line.words <= 4 and at + 3 < len(page.lines):  # over another: «الدوري القطري», «الجولة 14»
        headline = page.lines[at + 2]
        named = max((test(line, headline) for test in (names_section, _event, contest, _series)), default=0.0)
        sure = named if named and titular(headline) and kicker(page, at + 1) else 0.0
    if not sure and _over_two(page, at):
        sure = names_section(line)
    if not sure and line.words <= 3 and 4 <= following.words <= 14 and following.bare[-1] in "؟?":
        sure = _over_question(page, at)
    if not sure and following.bare[0] in _OPENS and following.bare[-1] in _CLOSES and _TOLD_US.search(line.bare):
        sure = 0.65
    if not sure:
        sure = _in_the_place(line) or _of_three(page, at) or of_speaker(line, following)
    if sure and (_over_dateline(page, at) or (line.words > 4 and ":" in line.bare and is_credit(page, at + 1))):
        return None  # «تقرير: المياه الجوفية في خطر» over its byline
    # What its words alone do not make sure must stand above a headline, not above a credit.
    return Verdict("kicker", sure) if sure and (sure >= 0.65 or not is_credit(page, at + 1)) else None


def _over_question(page: Page, at: int) -> float:
    """Return how sure it is that few words are the kicker of a question that stands right over the text."""
    line, text = page.lines[at], page.lines[at + 2]
    told = (
        name_likeness(line.bare) >= 0.3
        or line.bare[-1] in "؟?!:"
        or ".." in line.bare
        or CLAUSE.search(line.bare)
        or line.text[0] in "#*"
    )
    return 0.6 if not told and text.words >= 8 and not is_credit(page, at + 1) and not is_credit(page, at + 2) else 0.0


def _over_two(page: Page, at: int) -> bool:
    """Return whether a section is named over another, or over a headline of two lines: «رئيسة الهيئة:» / «لن نقبل …»."""
    lines = page.lines[at : at + 3]
    if len(lines) < 3 or lines[1].words > 8 or not names_section(lines[0]):
        return False
    speaks = lines[1].bare[-1:] == ":"
    return (speaks and titular(lines[2])) or (lines[1].words <= 3 and names_section(lines[1]) > 0)


def _is_over_author(page: Page, at: int) -> bool:
    """Return whether the byline stands between a column's name and the headline: «نقطة نظام», «حسام عبد الغفار يكتب:»."""
    found = labelled_byline(page, at + 1)
    return found is not None and found.confidence >= 0.95 and titular(page.lines[at + 2])


def _says_again(line: Line, following: Line) -> bool:
    """Return whether a slug ends with the headline that stands below it: «عام / أمير حائل يرعى …»."""
    rest = _SLUG.split(line.bare.strip(STRIP), maxsplit=1)[-1]
    return fold(rest.strip(STRIP)) == fold(following.bare.strip(STRIP))


def _over_dateline(page: Page, at: int) -> bool:
    """Return whether a line with more than a topic stands over a place and a date, as a headline does: «عام / أمانة …»."""
    if page.lines[at].words <= 4 or not is_credit(page, at + 1):
        return False
    _, verdict = credit_at(page, at + 1) or ("", None)
    return verdict is not None and verdict.facts is not None and verdict.facts.dated is not None


def _over_stamp(page: Page, at: int) -> bool:
    """Return whether a line stands over dates alone and then over text, so that it is a headline: «مباشر | …»."""
    after = at + 1
    while after < min(at + 4, len(page.lines)) and _is_stamp(page.lines[after]):
        after += 1
    if after == at + 1:
        return False
    if page.lines[at].words <= 2:  # «حالة الطقس» over the date and the text, but «مباشر» over both and the headline
        return after < len(page.lines) and page.lines[after].words > 12 and page.lines[after].bare[-1] == "."
    return after == len(page.lines) or not titular(page.lines[after]) or opens_with_time(page.lines[after].bare)


def _is_stamp(line: Line) -> bool:
    digits = line.words <= 14 and any(map(str.isdigit, line.bare))
    return digits and (date_line(without_counters(line.bare)) is not None or is_time_line(line.bare))


_ISSUE = pattern(r"ال(?:عدد|يوم|اسبوع|شهر|صباح|مساء)")


def names_section(line: Line, _following: Line | None = None) -> float:
    """Know the name of a section or of a kind of piece, or of two: «تقرير خاص», «مجتمع واقتصاد»."""
    text = fold(line.bare.strip(STRIP + "؟?"))
    both = text.split(" و")
    first, _, rest = text.partition(" ")
    if line.words <= 4 and first in KICKERS and (kind_of(rest) in ("place", "paper") or _ISSUE.fullmatch(rest)):
        return 0.8  # «بورصة عمّان», «حوار العدد»
    if line.words <= 5 and (text in KICKERS or (line.words <= 3 and _STRESSED.sub("", text) in KICKERS)):
        return 0.9
    if line.words == 1 and _OF_SECTION.fullmatch(text):  # «الأمنية»
        return 0.8
    if line.words <= 4 and len(both) == 2 and all(map(_is_topic, both)):
        return 0.85
    words = text.split()  # two without a mark between: «كرة قدم الدوري الممتاز»
    fused = (KICKERS.issuperset((" ".join(words[:at]), " ".join(words[at:]))) for at in range(1, len(words)))
    return 0.8 if 2 <= line.words <= 5 and any(fused) else 0.0


def _slug(line: Line, following: Line) -> float:
    """Know an agency's slug: topics side by side, or a topic and the headline once more."""
    pieces = [piece for piece in _SLUG.split(fold(line.bare.strip(STRIP))) if piece]
    if len(pieces) < 2:
        return 0.0
    if " / " in line.bare and len(pieces[0].split()) == 1 and line.words <= 12:  # «أوامر / تنظيم هيئة التراث»
        return 0.75
    known = sum(map(_is_topic, pieces))
    if line.words <= 9 and all(len(piece.split()) <= 4 for piece in pieces):
        slashes = "/" in line.bare and len(pieces) >= 3 and all(len(piece.split()) <= 2 for piece in pieces)
        most = known and _is_topic(pieces[0]) and len(pieces) + known >= 3
        if known == len(pieces) or most or (slashes and known):
            return 0.85
    # «ثقافي / افتتاح معرض المخطوطات»: the slug repeats the headline.
    rest, head = set(" ".join(pieces[1:]).split()), set(fold(following.bare).split())
    return 0.85 if _is_topic(pieces[0]) and rest and len(rest & head) >= 0.6 * len(rest) else 0.0


def _repeated(line: Line, following: Line) -> float:
    """Know a topic that the headline says once more: «مواعيد المباريات» over «مواعيد مباريات اليوم …»."""
    if not 2 <= line.words <= 3 or following.words < 2.5 * line.words:
        return 0.0
    words = [word.removeprefix("ال") for word in fold(line.bare.strip(STRIP)).split()]
    head = {word.removeprefix("ال") for word in fold(following.bare).split()}
    return 0.75 if head.issuperset(words) else 0.0


def _issuer(line: Line, following: Line) -> float:
    """Know who issues what stands below."""
    if line.words <= 8 and _ISSUED_BY.match(line.bare) and following.words >= 5:
        return 0.7
    long = following.words >= 5 and len(following.bare) >= 1.4 * len(line.bare)
    notice = line.words <= 6 and _NOTICE.match(following.bare)
    tells_of = following.words >= 5 and tells(following.bare)
    if line.words > (6 if notice else 5) or not (
        long or notice or tells_of or (following.words <= 5 and ISSUER.match(following.bare))
    ):
        return 0.0
    named = ISSUER.match(line.bare) and not CLAUSE.search(line.bare) and not _NO_ISSUER.search(line.bare)
    return 0.65 if named else 0.0


def _circumstance(line: Line, following: Line) -> float:
    """Know the circumstance of a headline that is a clause: «بعد عامين من الترميم»."""
    shorter = line.words <= 8 and len(line.bare) < 0.85 * len(following.bare)
    if not shorter or not _CIRCUMSTANCE.match(line.bare) or _NO_CIRCUMSTANCE.search(line.bare.rstrip(" :")):
        return 0.0
    told = CLAUSE.search(following.bare) and not begins_with_verb(following.bare)
    return 0.6 if told or NAMED.match(following.bare) else 0.0  # «خلال الملتقى» over «خبراء: …»


def _series(line: Line, following: Line) -> float:
    """Know a series by the word that its name begins with: «ملف الأسبوع»."""
    named = line.words <= 5 and (_SERIES.match(line.bare.strip(STRIP)) or _PROGRAMME.match(line.bare))
    return 0.7 if named and len(following.bare) > 1.3 * len(line.bare) else 0.0


def _event(line: Line, following: Line) -> float:
    """Know what is in the news for a time, or a round of it, over a headline that is much longer: «الجولة 14»."""
    found = line.words <= 4 and _EVENT.match(line.bare) and not tells(line.bare)
    return 0.65 if found and len(following.bare) >= 2 * len(line.bare) and following.words >= 4 else 0.0


def _speaker(line: Line, following: Line) -> float:
    """Know who says what the headline says: «البنك المركزي:»."""
    ends = line.words <= 5 and line.bare[-1] == ":" and line.bare[0].isalpha()
    if ends and _HOLDS_PREPOSITION.search(line.bare) and not _OFFICE.match(line.bare):
        return 0.0  # a topic, and what the headline says of it: «أسعار الأضاحي في ليبيا:» / «بين …»
    return 0.7 if ends and following.words >= 4 and not begins_sentence(line.bare) else 0.0


def _of_itself(line: Line, _following: Line) -> float:
    """Know what the paper says of its own work: ««المحروسة» ترصد استعدادات المحافظات»."""
    return 0.6 if line.words <= 8 and line.bare[0] in '«"' and _OF_ITSELF.search(line.bare[:40] + " ") else 0.0


def _in_the_place(line: Line) -> float:
    """Know where the paper went for its report: ««الوطن» داخل مصانع البلاستيك»."""
    found = _THERE.match(line.bare) if line.bare[0] in '«"' and line.words <= 10 else None
    return 0.65 if found and kind_of(found["paper"]) == "paper" and not _NO_CIRCUMSTANCE.search(line.bare) else 0.0


_BY_WORDS: tuple[Callable[[Line, Line], float], ...] = (
    names_section, _slug, _repeated, _issuer, _circumstance, _series, _of_itself, _speaker, acted, contest,
)  # fmt: skip


def _of_three(page: Page, at: int) -> float:
    """Return how sure it is that a line is the kicker by what stands below it: headline, perhaps a deck, a credit."""
    line, following = page.lines[at], page.lines[at + 1]
    if line.bare[-1] in "؟!:" or ".." in line.bare:
        return 0.0
    if not is_credit(page, at + 1) and is_credit(page, at + 2 + bulleted_decks(page, at + 2)):
        sure = _over_headline(line, following)
        return 0.0 if sure <= 0.6 and is_told_first(page, at) else sure
    short = line.words <= 7 and len(line.bare) <= 0.62 * len(following.bare)
    if not short or at + 3 >= len(page.lines) or not titular(page.lines[at + 2]):
        return 0.0
    return 0.6 if [is_credit(page, at + one) for one in range(4)] == [False, False, False, True] else 0.0


def _over_headline(line: Line, following: Line) -> float:
    """Return how sure it is that of two lines over a credit the first is the kicker, and the second no deck."""
    share = len(line.bare) / len(following.bare)
    framed = line.words <= 8 and share < 1 and _FRAME.match(line.bare)
    if framed or (line.words <= 10 and SAID.match(line.bare)):
        return 0.6
    if line.words <= 2 and kind_of(line.bare) == "place":
        return 0.7
    if share < 1 and line.words <= 9 and _ROUND.search(line.bare):
        return 0.7
    event = line.words <= 5 and share <= 0.75 and _EVENT.match(line.bare) and not tells(line.bare)
    if event and not _PREPOSITION.match(following.bare):
        return 0.6
    # A column over a question; a deck asks too, without saying first what about.
    if line.words <= 5 and share <= 0.65 and _BROKEN.search(following.bare) and not begins_with_verb(line.bare):
        return 0.6  # only headlines are two clauses that dots part
    # A column, and a title too short for a deck.
    most = 5 if line.words <= 2 and share < 0.6 else 3
    if line.words <= 3 and 2 <= following.words <= most and line.bare[-1:] not in ":؟!":
        return 0.6
    if line.words <= 7 and share < 1 and SUBJECTLESS.match(line.bare) and following.bare.startswith("ال"):
        return 0.6
    if following.words <= 7 and _PART.search(line.bare):
        return 0.6
    if line.words <= 2 and share < 0.7 and _COLUMN.search(fold(line.bare)):
        return 0.6
    asks = following.bare[-1] in "؟?" and (line.words == 1 or ":" in following.bare)
    if line.words <= 3 and share <= 0.55 and asks:
        return 0.6
    if line.words <= 5 and share <= 0.7 and CLAUSE.match(line.bare):  # without its subject: «تشمل 14 بلدية ساحلية»
        return 0.55
    verbal = CLAUSE.search(line.bare) or begins_with_verb(line.bare) or holds_no_name(line.bare) or " بلا " in line.bare
    return 0.55 if line.words <= 4 and share <= 0.7 and not verbal and tells(following.bare) else 0.0


def _is_topic(text: str) -> bool:
    bare = text.strip()
    return (
        bare in KICKERS
        or kind_of(bare) in ("place", "agency")
        or kind_of(f"ال{bare}") == "place"
        or f"ال{bare}" in KICKERS
        or bare.removeprefix("ال") in KICKERS
    )
