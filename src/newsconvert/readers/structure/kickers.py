"""What stands above a headline: kickers, agencies' slugs, letterheads, and credits."""

from __future__ import annotations

from ...patterns import pattern
from .authorlines import ROLE, in_list_of_names, role_verdict
from .creditlines import credit_at, is_credit
from .credits import date_alone, labelled_byline
from .creditsabove import cites_above, credit_above, may_stand_first, place_above
from .dates import Dated, date_line, is_time_line, opens_with_time
from .decks import bulleted_decks
from .folding import fold
from .formulas import invocation
from .headline import ACT_NUMBER, CLAUSE, continues_headline, titular
from .kickerwords import (
    BY_WORDS,
    NOTICE,
    SLUG,
    event,
    in_the_place,
    is_framed,
    is_initials,
    is_wire_slug,
    names_section,
    over_one_headline,
    series,
    slug,
    subordinate,
)
from .lead import begins_with_lead
from .letterheads import REFERENCE, STRIP, letterhead
from .line import Facts, Line, Page, Verdict
from .mastheads import CRUMBED, masthead
from .names import name_likeness
from .pagetools import without_counters
from .stacks import (
    author_above,
    contest,
    few_words,
    is_date_line,
    is_told,
    is_told_first,
    over_headline,
    over_short_headline,
    share,
    stands_over_author,
    terms_of,
)
from .subjects import of_speaker
from .words import KICKERS

#: What copy is marked with that has no headline.
_URGENT = pattern(
    r"(?:خبر )?عاجل(?: جدا)?|خاص|حصري|متابعة|للنشر(?: الفوري)?|(?:بيان|خبر|بلاغ|تصريح) (?:صحفي|صحافي|إعلامي)"
)
#: Until when a release is not to be published.
_EMBARGO = pattern(
    r"^\W*(?:(?:خبر |بيان |مادة )?(?:محظور|محجوب|محظورة)[ةه]?(?: (?:من|عن))? ?(?:ال)?نشر|[يُ]{1,2}حظر نشره?|لا ينشر|لا يُنشر|غير (?:قابل )?للنشر|للنشر (?:اعتبارا|ابتداء|بعد|في تمام|يوم|الساعة)|حظر(?:ا)? (?:ال)?نشر|حظر إعلامي)(?:\s|$)"
)
#: Where archives note that a clipping is from, beside paper and day: «الصفحة: 5», «رقم القصاصة: 3381/ب».
_OF_CLIPPING = pattern(
    r"(?:ال)?(?:صفحة|صفحات|ص|عدد|سنة|مجلد|قصاصة|ملف|أرشيف|ملفات|حفظ)\s?[:：]\s?\S|رقم (?:ال)?(?:صفحة|عدد|قصاصة|ملف|حفظ|أرشيف|وثيقة|مجلد|تصنيف)\s?[:：]\s?\S"
)
#: Whom someone tells it: «رئيس البلدية يروي لـ«الوسط» قصة المدينة», over what was said.
_TOLD_US = pattern(r"(?:^|\s)لـ?\s?[«\"“][^«»\"“”]{2,24}[»\"”][^:]*$")
#: Who told which paper what the headline says: «الروائية هدى سالم لـ«المنارة»:», «وزير الري في حوار مع «النيل»:».
_TOLD_PAPER = pattern(
    r"\s(?:ل(?:ـ\s?|ل)?[«\"“]|ف[يى]\s(?:حوار|حديث|لقاء|مقابلة|تصريح|تصريحات|دردشة)\s(?:\S+\s)?(?:مع|ل|[إا]ل[ىي])\S*\s?)[^:]{2,40}:$"
)
#: What someone told a paper, over a headline that someone says too: «المواش لـ «المرسى»: 70 في المئة …».
_TOLD_THAT = pattern(r"\sلـ?\s?[«\"“][^«»\"“”:]{2,24}[»\"”]\s?:\s\S")
_ALSO_SAYS = pattern(r"[«\"“]?[^\W\d_][^:.؟]{1,28}\s?:\s?\S")
#: Who speaks, and what is said: «المخرجة دينا المرصفي: السينما التسجيلية …»; and the credit of an interview.
_SAYS = pattern(r"(?P<who>[^:\d؟]{5,40}?)\s?:\s\S+\s\S")
_INTERVIEWS = pattern(
    r"\W*(?:حوار|حاور[^\W\d_]*|أجرى الحوار|أجرت الحوار|التق[اى]ه?ا?|لقاء|مقابلة|أجراه|أجرته)\s?(?:[-–—:/]\s?)?[^\W\d_]"
)
#: What an act is founded on, over its name: «صادر بمقتضى الفقرة (ب) من المادة (41)».
_FOUNDED = pattern(r"(?:صادرة?|مسنونة?)\s(?:بمقتضى|بموجب|استنادا|سندا|بناء|عملا|عن)\S*\s")
#: A page of the paper: «ثقافة – صفحة 34».
_ON_PAGE = pattern(r"(?:ال)?[^\W\d_]{3,}\s?[-–—|،]\s?(?:ص|صفحة|الصفحة)\s?[\d٠-٩]{1,3}$")
#: What the first lines of a review say of the book.
_OF_BOOK = pattern(r"(?:ال)?(?:كتاب|عنوان|رواية|ديوان|فيلم|اسم الكتاب|عنوان الكتاب|مؤلفة?|تأليف|ناشر)\s?[:：]\s?\S")
_REVIEWS = pattern(r"(?:عرض|عروض|مراجعة|مراجعات|قراءة|قراءات|إصدارات?|كتاب|كتب|مكتبة|المكتبة|رف|نقد)(?:\s|$)")
_OPENS, _CLOSES = '«"“', '»"”'


def read_above(page: Page) -> int:
    """Settle what stands above the headline, and return where that is."""
    count, at = len(page.lines), invocation(page)
    if at:
        return at
    at = letterhead(page)
    while at < min(count - 1, 4 + page.rules.count("clipping")):
        line, following = page.lines[at], page.lines[at + 1]
        if line.text.startswith("# "):  # the title, as Markdown has it
            break
        if not any(map(str.isalnum, line.text.replace("ـ", ""))):
            page.settle(at, "separator", Verdict("paragraph", 0.95))
            at += 1
            continue
        if (
            following.text[:2] in ("- ", "– ", "— ", "• ", "* ", "> ")
            and line.text[:1] != following.text[:1]
            and any(map(str.isalpha, following.text))
        ):
            break  # decks with a bullet each
        if is_wire_slug(line) or (line.words <= 4 and is_initials(line) and is_wire_slug(following)):
            page.settle(at, "slug", Verdict("kicker", 0.9))
            at += 1
            continue
        name, verdict = masthead(page, at)
        if _is_role_of_author(page, at):
            name, verdict = "author's role", role_verdict(line)._replace(confidence=0.85)
        if (
            verdict is None
            and is_date_line(line)
            and (titular(following) or _is_over_section(page, at) or (not at and following.words <= 16))
        ):
            name, verdict = "date", date_alone(page, at)
        if (
            verdict is None
            and line.words <= 6
            and ":" in line.bare
            and _OF_CLIPPING.match(line.bare)
            and (at or _OF_CLIPPING.match(following.bare))
        ):
            name, verdict = "clipping", Verdict("paragraph", 0.85)
        if verdict is None:
            name, verdict = place_above(page, at)
        if (
            verdict is None
            and line.words <= 6
            and begins_with_lead(following)
            and (sure := _over_lead(line, following))
        ):
            verdict, name = Verdict("kicker", sure), "kicker"
        if verdict is None and (author_above(page, at) or (at == 0 and _is_over_column(page))):
            name, verdict = "labelled byline", Verdict("byline", 0.95)
        if verdict is None:
            verdict, name = kicker(page, at), "kicker"
            credited = cites_above(page, at)
            if verdict is not None and verdict.confidence < 0.65 and (credited or _is_under_phrase(page, at)):
                verdict = None
            if verdict is None and not credited and not _names_work(page, at) and (sure := _in_stack(page, at)):
                page.settle(at, "kicker", Verdict("kicker", sure))
                return at + 1
        if verdict is None and not titular(following) and not _is_over_section(page, at):
            break
        if verdict is None:
            name, verdict = credit_above(page, at)
            if verdict is None or not may_stand_first(verdict, name, line):
                break
        if name == "kicker" and verdict.facts is None and (when := _says_when(line)):
            verdict = verdict._replace(facts=Facts(dated=when))
        bare = line.text.rstrip(" |")  # «اقتصاد وأعمال |»
        page.settle(at, name, verdict._replace(shown=bare) if name == "kicker" and bare != line.text else verdict)
        at += 1
    return at


def _is_role_of_author(page: Page, at: int) -> bool:
    """Return whether a line under the byline says what the author is, over the headline or over its date."""
    above, line = page.verdicts[at - 1] if at else None, page.lines[at]
    if above is None or above.role != "byline" or line.words > 8 or not ROLE.match(line.bare):
        return False
    below = at + 2 if is_date_line(page.lines[at + 1]) else at + 1
    return below < len(page.lines) and titular(page.lines[below])


def _says_when(line: Line) -> Dated | None:
    """Return the day that stands beside the section: «اقتصاد | 14 مايو 2022»."""
    return date_line(line.bare.rpartition("|")[2].strip()) if "|" in line.bare else None


def _is_under_phrase(page: Page, at: int) -> bool:
    """Return whether the line under a kicker is the headline: the kicker has several words, or a name may stand below."""
    above = page.verdicts[at - 1] if at else None
    return (
        above is not None
        and above.role == "kicker"
        and (page.lines[at - 1].words >= 4 or page.lines[at + 1].words <= 3)
    )


def _is_over_column(page: Page) -> bool:
    """Return whether the author stands over the name of the column, and that over the headline."""
    if len(page.lines) < 4:
        return False
    author, column, headline = page.lines[:3]
    named = 2 <= author.words <= 4 and name_likeness(author.bare) >= 0.75 and names_section(column) >= 0.9
    return named and titular(headline) and not is_credit(page, 2) and not is_told(author.bare, page.lines[1:-1])


def _over_lead(line: Line, following: Line) -> float:
    """Know what stands over copy without a headline: «عاجل», the slug of an agency."""
    urgent = line.words <= 3 and _URGENT.fullmatch(line.bare.strip(STRIP))
    return 0.85 if urgent or (":" not in line.bare and slug(line, following) >= 0.85) else 0.0


def _in_stack(page: Page, at: int) -> float:
    """Return how sure it is that a line is the kicker of a stack of lines over a credit or over the lead."""
    sure = over_short_headline(page, at) or few_words(page, at)
    return sure or (over_headline(page, at, is_framed=is_framed) if at + 3 < len(page.lines) else 0.0)


def _is_over_section(page: Page, at: int) -> bool:
    """Return whether a section, a day or the number of the page stands between the line `at` and the headline."""
    lines = page.lines[at + 1 : at + 3]
    if len(lines) < 2 or not titular(lines[1]):
        return False
    return names_section(lines[0]) > 0 or is_date_line(lines[0]) or masthead(page, at + 1)[1] is not None


def kicker(page: Page, at: int) -> Verdict | None:
    """Take a first line for the kicker: a section, a kind of piece, an agency's slug, words of the paper about itself."""
    line, following = page.lines[at], page.next(at)
    if (
        line.words > 14
        or not following
        or at + 2 >= len(page.lines)
        or (":" in following.bare[:24] and REFERENCE.match(following.bare))
        or ACT_NUMBER.match(following.bare)
        or not any(map(str.isalpha, line.bare))
        or _names_work(page, at)
    ):
        return None
    if _is_dotted(page, at):
        return None
    if " / " in line.bare and line.words <= 8 and following.bare.startswith(line.bare.partition(" / ")[0] + " "):
        return Verdict("kicker", 0.8)  # «بلدية الفجيرة / حملة تفتيش.»
    if line.bare[-1:] in ".؟?" and line.bare[-2:] != ".." and fold(line.bare.strip(STRIP + "؟?")) not in KICKERS:
        return None
    if following.words <= 6 and names_section(line) and _is_over_author(page, at):
        return Verdict("kicker", 0.85)
    if (
        " / " in line.bare
        and _over_dateline(page, at)
        and titular(page.lines[at + 2])
        and _says_again(line, page.lines[at + 2])
    ):
        return Verdict("kicker", 0.85)  # the slug of an agency over its stamp and the headline
    if at == 0 and line.words <= 3 and stands_over_author(page):
        return Verdict("kicker", 0.6)
    goes_on = _is_dotted(page, at + 1)
    if (
        not (titular(following) or goes_on or _over_two(page, at))
        or not line.bare.strip(STRIP)
        or _over_stamp(page, at)
    ):
        return None
    labelled = labelled_byline(page, at)
    if (labelled and (line.bare[-1] == ":" or may_stand_first(labelled, "labelled byline", line))) or in_list_of_names(
        page, at + 1
    ):
        return None
    if _EMBARGO.match(line.bare):
        return Verdict("kicker", 0.9)
    longer = following.words > line.words or len(following.bare) > len(line.bare) or NOTICE.match(following.bare)
    sure = max((test(line, following) for test in BY_WORDS), default=0.0) if longer else 0.0
    if not sure and (depends := subordinate(line, following)) and continues_headline(page, at + 1) < 0.75:
        sure = depends
    if not longer and CRUMBED.search(line.bare) and _says_again(line, following):
        sure = slug(line, following)
    if (
        not sure and not longer and not is_credit(page, at + 1) and is_credit(page, at + 2)
    ):  # «قصة قصيرة» over «ظل الجدار»
        sure = names_section(line)
    if not sure and line.words <= 4 and at + 3 < len(page.lines):  # over another: «الدوري القطري», «الجولة 14»
        headline = page.lines[at + 2]
        named = max((test(line, headline) for test in (names_section, event, contest, series)), default=0.0)
        sure = named if named and titular(headline) and kicker(page, at + 1) else 0.0
    if not sure and _over_two(page, at):
        sure = names_section(line)
    if not sure and line.words <= 3 and 4 <= following.words <= 14 and following.bare[-1] in "؟?":
        sure = _over_question(page, at)
    if not sure and following.bare[0] in _OPENS and following.bare[-1] in _CLOSES and _TOLD_US.search(line.bare):
        sure = 0.65
    if not sure and at + 3 < len(page.lines) and (page.lines[at + 2].text[:2] == ".." or goes_on):
        sure = 0.65  # the headline goes on with dots on the second line, or after them
    if not sure and ":" in line.bare and _TOLD_THAT.search(line.bare) and _ALSO_SAYS.match(following.bare):
        sure = 0.65
    if not sure and line.bare[-1] == ":" and _TOLD_PAPER.search(line.bare):
        sure = 0.75
    if not sure and (_ON_PAGE.match(line.bare) or (_FOUNDED.match(line.bare) and following.bare[-1] not in ".:")):
        sure = 0.75
    if not sure and line.words <= 4 and _REVIEWS.match(line.bare) and _OF_BOOK.match(page.lines[at + 2].bare):
        sure = 0.8
    if not sure and ":" not in line.bare and _is_interviewed(page, at + 1):
        sure = 0.75
    if not sure:
        sure = in_the_place(line) or _of_three(page, at) or of_speaker(line, following)
    if sure and (_over_dateline(page, at) or (line.words > 4 and ":" in line.bare[:-1] and is_credit(page, at + 1))):
        return None  # «تقرير: المياه الجوفية في خطر» over its byline
    if sure and line.words > 4 and ":" in line.bare[:-1] and continues_headline(page, at + 1) >= 0.8:
        return None  # «دراسة: القهوة تقلل خطر الإصابة» / «بأمراض الكبد»
    # What its words alone do not make sure must stand above a headline, not above a credit.
    return Verdict("kicker", sure) if sure and (sure >= 0.65 or not is_credit(page, at + 1)) else None


def _is_dotted(page: Page, at: int) -> bool:
    """Return whether a headline goes on after dots: «9 حضانات لـ14 قرية..» / «وأطفال القوصية يولدون فى «التوك توك»»."""
    line, following = page.lines[at : at + 2]
    return line.bare.endswith("..") and following.bare[0] == "و" and not following.gap and following.words >= 4


def _is_interviewed(page: Page, at: int) -> bool:
    """Return whether a line is what the one says with whom the text is an interview: «رعد الكناني: بكيت في نفق الملعب»."""
    said = _SAYS.match(page.lines[at].bare)
    if not said or name_likeness(said["who"].strip()) < 0.3:
        return False
    told = _TOLD_US.search(page.lines[at - 1].bare)
    credited = any(line.words <= 8 and _INTERVIEWS.match(line.bare) for line in page.lines[at + 1 : at + 5])
    return bool(told or credited)


def _names_work(page: Page, at: int) -> bool:
    """Return whether a line is the name of a work or an event in its marks, and the text calls it what the next line says that it is.

    «عائدون إلى الجسور» over «معرض فوتوغرافي يستعيد …» and «افتتح … معرض «عائدون إلى الجسور»» is the headline over its deck.
    """
    name = page.lines[at].bare
    if name[0] not in _OPENS or name[-1] not in _CLOSES or sum(map(name.count, _OPENS)) > (2 if name[0] == '"' else 1):
        return False
    kind = fold(page.lines[at + 1].bare.split()[0]).removeprefix("ال")
    before = (line.text.partition(name)[0].split()[-1:] for line in page.lines[at + 2 : at + 5] if name in line.text)
    return any(fold(word).removeprefix("ال") == kind for words in before for word in words)


def _over_question(page: Page, at: int) -> float:
    """Return how sure it is that few words are the kicker of a question that stands right over the text."""
    line, text = page.lines[at], page.lines[at + 2]
    told = (
        name_likeness(line.bare) >= 0.6
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
    """Return whether a slug tells what the headline below it does: «عام / أمير حائل يرعى …»."""
    topic, _, rest = line.bare.strip(STRIP).partition(" / ")
    if rest and " " not in topic and fold(topic) in KICKERS:
        return share(following.bare, terms_of(rest))[0] >= 0.4
    rest = SLUG.split(line.bare.strip(STRIP), maxsplit=1)[-1]
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


def _of_three(page: Page, at: int) -> float:
    """Return how sure it is that a line is the kicker by what stands below it: headline, perhaps a deck, a credit."""
    line, following = page.lines[at], page.lines[at + 1]
    if line.bare[-1] in "؟!:" or ".." in line.bare:
        return 0.0
    if not is_credit(page, at + 1) and is_credit(page, at + 2 + bulleted_decks(page, at + 2)):
        sure = over_one_headline(line, following)
        return 0.0 if sure <= 0.6 and is_told_first(page, at) else sure
    short = line.words <= 7 and len(line.bare) <= 0.62 * len(following.bare)
    if not short or at + 3 >= len(page.lines) or not titular(page.lines[at + 2]):
        return 0.0
    return 0.6 if [is_credit(page, at + one) for one in range(4)] == [False, False, False, True] else 0.0
