"""Kickers: whether a line over a headline is one, by its words and by what stands around it."""

from __future__ import annotations

from ...patterns import pattern
from .authorlines import in_list_of_names
from .creditlines import credit_at, is_credit
from .credits import labelled_byline
from .creditsabove import may_stand_first
from .dates import date_line, is_time_line, opens_with_time
from .decks import bulleted_decks
from .folding import fold
from .headline import ACT_NUMBER, CLAUSE, titular
from .headlinewraps import continues_headline
from .interviewkickers import CLOSES, OPENS, is_interviewed, told_paper
from .kickerwords import (
    BY_WORDS,
    NOTICE,
    SLUG,
    event,
    in_the_place,
    names_section,
    over_one_headline,
    series,
    slug,
    subordinate,
)
from .letterheads import REFERENCE, STRIP
from .line import Line, Page, Verdict
from .mastheads import CRUMBED
from .names import holds_no_name, name_likeness
from .notices import calls, greets
from .pagetools import without_counters
from .sentences import begins_with_verb
from .stacks import UNDER_TITLE, contest, is_told_first, share, stands_over_author, terms_of
from .subjects import of_speaker, tells
from .words import KICKERS

#: Until when a release is not to be published.
_EMBARGO = pattern(
    r"^\W*(?:(?:خبر |بيان |مادة )?(?:محظور|محجوب|محظورة)[ةه]?(?: (?:من|عن))? ?(?:ال)?نشر|[يُ]{1,2}حظر نشره?|لا ينشر|لا يُنشر|غير (?:قابل )?للنشر|للنشر (?:اعتبارا|ابتداء|بعد|في تمام|يوم|الساعة)|حظر(?:ا)? (?:ال)?نشر|حظر إعلامي)(?:\s|$)"
)
#: What an act is founded on, over its name: «صادر بمقتضى الفقرة (ب) من المادة (41)».
_FOUNDED = pattern(r"(?:صادرة?|مسنونة?)\s(?:بمقتضى|بموجب|استنادا|سندا|بناء|عملا|عن)\S*\s")
#: A page of the paper: «ثقافة – صفحة 34».
_ON_PAGE = pattern(r"(?:ال)?[^\W\d_]{3,}\s?[-–—|،]\s?(?:ص|صفحة|الصفحة)\s?[\d٠-٩]{1,3}$")
#: What the first lines of a review say of the book.
_OF_BOOK = pattern(r"(?:ال)?(?:كتاب|عنوان|رواية|ديوان|فيلم|اسم الكتاب|عنوان الكتاب|مؤلفة?|تأليف|ناشر)\s?[:：]\s?\S")
_OPINION = pattern(
    r"(?:ال)?(?:راي|اراء|مقال|مقالات|عمود|اعمده|زاويه|زوايا|اقلام|اعمده واراء|كتاب الراي|كتاب واراء|قضايا واراء|وجهه نظر|منبر)(?: (?:اليوم|الراي|القراء|حر|راي))?"
)
#: A newsletter or a bulletin by its name, beside a mark: «قهوة الصباح | النشرة اليومية من «الواحة»».
_BULLETIN = pattern(
    r"(?:^|[|/–—-]\s?)(?:ال)?(?:نشره|رساله|بريد|قائمه|موجز)\s(?:ال)?(?:بريديه|اخباريه|صباحيه|مسائيه|يوميه|اسبوعيه|شهريه|اقتصاديه|رياضيه|ثقافيه)(?:\s(?:من|عن)\s[^|:؟]{2,30}|\s[«\"][^«»\"]+[»\"])?\s?(?:[|/–—-]|$)"
)
#: A place too small for the paper's readers to know from the headline, as papers of the Maghreb set it over that.
_DISTRICT = pattern(
    r"(?:بلدية|بلديات|حي|أحياء|قرية|دوار|دائرة|ولاية|مدينة|مشتة|تجمع|منطقة|ناحية|جماعة|إقليم|عمالة|معتمدية|عمادة|ضاحية|بلدة|مخيم|شارع|مستشفى|سوق|محطة|ميناء|طريق|مركز|ملعب|سد)\s(?:ال)?[^:،.؟!]{2,40}$"
)
_REVIEWS = pattern(r"(?:عرض|عروض|مراجعة|مراجعات|قراءة|قراءات|إصدارات?|كتاب|كتب|مكتبة|المكتبة|رف|نقد)(?:\s|$)")


def kicker(page: Page, at: int) -> Verdict | None:
    """Take a first line for the kicker: a section, a kind of piece, an agency's slug, words of the paper about itself."""
    if not _may_be_above(page, at):
        return None
    line, following = page.lines[at], page.lines[at + 1]
    if " / " in line.bare and line.words <= 8 and following.bare.startswith(line.bare.partition(" / ")[0] + " "):
        return Verdict("kicker", 0.8)  # «بلدية الفجيرة / حملة تفتيش.»
    if line.bare[-1:] in ".؟?" and line.bare[-2:] != ".." and fold(line.bare.strip(STRIP + "؟?")) not in KICKERS:
        return None
    if sure := _over_credits(page, at):
        return Verdict("kicker", sure)
    if not _is_over_headline(page, at) or _is_credit_itself(page, at):
        return None
    if _EMBARGO.match(line.bare):
        return Verdict("kicker", 0.9)
    if _BULLETIN.search(fold(line.bare)) and not CLAUSE.search(f" {line.bare} "):
        return Verdict("kicker", 0.8)
    if calls(line) and following.words <= 16 and not greets(following):
        return Verdict("kicker", 0.8)
    sure = _by_words(page, at) or _over_others(page, at) or _over_pieces(page, at)
    sure = sure or in_the_place(line) or _of_three(page, at) or of_speaker(line, following)
    if not sure or _is_headline_itself(page, at):
        return None
    # What its words alone do not make sure must stand above a headline, not above a credit.
    return Verdict("kicker", sure) if sure >= 0.65 or not is_credit(page, at + 1) else None


def _may_be_above(page: Page, at: int) -> bool:
    """Return whether a line may stand above a headline: it has one below it, and its number or deck is not there."""
    line, following = page.lines[at], page.next(at)
    return not (
        line.words > 14
        or not following
        or at + 2 >= len(page.lines)
        or (":" in following.bare[:24] and REFERENCE.match(following.bare))
        or ACT_NUMBER.match(following.bare)
        or not any(map(str.isalpha, line.bare))
        or names_work(page, at)
        or _is_dotted(page, at)
    )


def _over_credits(page: Page, at: int) -> float:
    """Return how sure it is that a line is the kicker over the author or an agency's stamp, and the headline under that."""
    line, following, third = page.lines[at : at + 3]
    if following.words <= 6 and names_section(line) and _is_over_author(page, at):
        return 0.85
    if " / " in line.bare and _over_dateline(page, at) and titular(third):
        pieces = line.bare.split(" / ")
        if _says_again(line, third) or (len(pieces) > 2 and all(len(piece.split()) <= 3 for piece in pieces)):
            return 0.85
    return 0.6 if at == 0 and line.words <= 4 and stands_over_author(page) else 0.0


def _is_over_headline(page: Page, at: int) -> bool:
    """Return whether a headline may stand under a line, or under another section."""
    titled = titular(page.lines[at + 1]) or _is_dotted(page, at + 1) or _over_two(page, at)
    return titled and bool(page.lines[at].bare.strip(STRIP)) and not _over_stamp(page, at)


def _is_credit_itself(page: Page, at: int) -> bool:
    """Return whether a line is a byline, or one of a list of names."""
    line, labelled = page.lines[at], labelled_byline(page, at)
    credited = labelled and (line.bare[-1] == ":" or may_stand_first(labelled, "labelled byline", line))
    return bool(credited) or in_list_of_names(page, at + 1)


def _by_words(page: Page, at: int) -> float:
    """Return how sure it is that a line is the kicker by its words, beside those of the headline."""
    line, following = page.lines[at], page.lines[at + 1]
    longer = following.words > line.words or len(following.bare) > len(line.bare) or NOTICE.match(following.bare)
    sure = max((test(line, following) for test in BY_WORDS), default=0.0) if longer else 0.0
    if not sure and (depends := subordinate(line, following)) and continues_headline(page, at + 1) < 0.75:
        sure = depends
    if not longer and CRUMBED.search(line.bare) and _says_again(line, following):
        sure = slug(line, following)
    if not sure and not longer and not is_credit(page, at + 1) and is_credit(page, at + 2):
        return names_section(line)  # «قصة قصيرة» over «ظل الجدار»
    return sure


def _over_others(page: Page, at: int) -> float:
    """Return how sure it is that a line is the kicker over another one, or over a question."""
    line, following, headline = page.lines[at : at + 3]
    if line.words <= 4 and at + 3 < len(page.lines):  # «الدوري القطري», «الجولة 14»
        named = max((test(line, headline) for test in (names_section, event, contest, series)), default=0.0)
        if named and titular(headline) and kicker(page, at + 1):
            return named
    if _over_two(page, at) and (named := names_section(line)):
        return named
    asks = line.words <= 3 and 4 <= following.words <= 14 and following.bare[-1] in "؟?"
    return _over_question(page, at) if asks else 0.0


def _over_pieces(page: Page, at: int) -> float:
    """Return how sure it is that a line is the kicker of an interview, a review, an act or a page, or over dots."""
    line, following, third = page.lines[at : at + 3]
    if at + 3 < len(page.lines) and (third.text[:2] == ".." or _is_dotted(page, at + 1)):
        return 0.65  # the headline goes on with dots on the second line, or after them
    if _DISTRICT.match(line.bare) and _is_place_of(line, following):
        return 0.65
    if _is_column(page, at):
        return 0.7
    if told := told_paper(line, following):
        return told
    if _ON_PAGE.match(line.bare) or (_FOUNDED.match(line.bare) and following.bare[-1] not in ".:"):
        return 0.75
    if line.words <= 4 and _REVIEWS.match(line.bare) and _OF_BOOK.match(third.bare):
        return 0.8
    return 0.75 if ":" not in line.bare and is_interviewed(page, at + 1) else 0.0


def _is_place_of(line: Line, following: Line) -> bool:
    """Return whether a line is where the headline below it happens, and no noun that something is said of."""
    told = following.words >= 5 and not begins_with_verb(following.bare) and tells(following.bare)
    place, _, name = line.bare.partition(" ")
    said = CLAUSE.search(f" {name} ") or holds_no_name(name.replace("من", "").split(" ب")[0]) or " بلا " in line.bare
    return bool(told) and line.words <= 6 and not said and place not in following.bare


def _is_column(page: Page, at: int) -> bool:
    """Return whether a line under «رأي» is the name of the column: a longer headline stands below it, right over its author."""
    above, line, following = page.verdicts[at - 1] if at else None, page.lines[at], page.lines[at + 1]
    if above is None or above.role != "kicker" or not _OPINION.fullmatch(fold(page.lines[at - 1].bare.strip(STRIP))):
        return False
    found = credit_at(page, at + 2) if at + 3 < len(page.lines) else None
    named = found is not None and found[1].role == "byline" and found[1].confidence >= 0.75
    short = line.words <= 4 and len(line.bare) < 0.8 * len(following.bare) and line.bare[-1] not in ".:؟!"
    return named and short and not UNDER_TITLE.match(following.bare) and not CLAUSE.search(f" {line.bare} ")


def _is_headline_itself(page: Page, at: int) -> bool:
    """Return whether a line that looks like a kicker is the headline: over its byline or dateline, or over the rest of it."""
    line = page.lines[at]
    if _over_dateline(page, at):
        return True
    if line.words <= 4 or ":" not in line.bare[:-1]:
        return False
    # «تقرير: المياه الجوفية في خطر» over its byline; «دراسة: القهوة تقلل خطر الإصابة» / «بأمراض الكبد».
    return is_credit(page, at + 1) or continues_headline(page, at + 1) >= 0.8


def _is_dotted(page: Page, at: int) -> bool:
    """Return whether a headline goes on after dots: «9 حضانات لـ14 قرية..» / «وأطفال القوصية يولدون فى «التوك توك»»."""
    if not page.lines[at].bare.endswith(".."):
        return False
    following = page.lines[at + 1]
    return following.bare[0] == "و" and not following.gap and following.words >= 4


def names_work(page: Page, at: int) -> bool:
    """Return whether a line is the name of a work or an event in its marks, and the text calls it what the next line says that it is.

    «عائدون إلى الجسور» over «معرض فوتوغرافي يستعيد …» and «افتتح … معرض «عائدون إلى الجسور»» is the headline over its deck.
    """
    name = page.lines[at].bare
    if name[0] not in OPENS or name[-1] not in CLOSES or sum(map(name.count, OPENS)) > (2 if name[0] == '"' else 1):
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
