"""Credits of several parts side by side: a place, an agency, a date, a paper, a name."""

from __future__ import annotations

from ...patterns import pattern
from .agencies import AT_LARGE
from .citations import source_line
from .creditparts import NO_PLACE, credit_of, is_one_unknown, without_pictures
from .credits import CREDIT_WORDS
from .dates import find_date, is_day
from .folding import fold
from .line import Facts, Line, Page, Role, Verdict
from .names import holds_no_name, name_likeness
from .outlets import is_outlet, was_told
from .parts import EDGE, is_place_too, kind_of, worker
from .segments import HYPHENS, Segment, facts_of, segments, with_country
from .words import KICKERS, PAPERS, RECORD

#: What broadcasters' sites set over a caption and a credit.
_OF_A_PICTURE = ("صدر الصورة", "مصدر الصورة", "التعليق على الصورة", "تعليق الصورة", "شرح الصورة")
#: How a caption says that its picture is not of that day.
_OF_ARCHIVE = pattern(r"(?:^|[\s(«-])(?:[أا]رشيف(?:ي[ةه])?|صور[ةه] (?:تعبيري[ةه]|متداول[ةه]))$")
#: Two clauses with dots between.
_BROKEN = pattern(r"\.\.\s*[^\W\d_]")
#: Sides and officers of a court, as its notices name them.
_OF_COURT = pattern(
    r"(?:ال)?(?:منفذة?|محكوم|مدع[يى]ة?|مستأنفة?|طاعنة?|مطعون|مستدع[يى]ة?|دائنة?|مطلوب|طالبة?|قاض[يى]|هيئة|رئيس المحكمة|كاتب|مأمور|وكيله?ا?|محامي?|شاكي?|متهمة?|مبل[غَّ]+)(?:\s(?:عليهم?ا?|ضده|ضدهم|تبليغه|تبليغها|التبليغ|التنفيذ|الحجز|إليه|العدل|الأستاذة?)|/[^\W\d_]+)?\s?[:：]\s?\S"
)
_PARTED = pattern(r"[-–—_ـ:،,/|()\[\]\"«»\d]|\s\s")


#: A sentence after an agency in brackets.
_GOES_ON = pattern(r"\)\s*[-–—:ـ]+\s*[^\W\d_]+\s+[^\W\d_]")


def place_and_source(page: Page, at: int) -> Verdict | None:
    """Take a line for byline or dateline that sets a place, an agency, a date, a paper or a name side by side.

    «صنعاء - رويترز» is a dateline, «محمد السيد - القاهرة» a byline: one name makes it a byline. A part that is
    unknown counts as a name where the other part is a place or a paper.
    """
    line = page.lines[at]
    if not _may_be_credit(page, at):
        return None
    text, labelled = _without_label(line)
    if text.startswith(_OF_A_PICTURE) or _OF_ARCHIVE.search(text[-24:].rstrip(")»")):
        return None
    if (not labelled and source_line(page, at)) or RECORD.match(text) or _OF_COURT.match(text):
        return None
    if line.bare[-1] == ")" and _is_shown(line.bare):
        return None
    if (reviewed := _REVIEWED.match(text)) and not _may_be_name(reviewed["what"]):
        return None
    if not labelled and (said := _SAID_IN.match(line.text)) and not _may_be_name(said["what"]):
        return None
    text = _with_marks(line, text)
    found = _with_outlets(page, at, _stretches(line, text), line.words)
    parts, dated = _without_dates(found), any(one.kind == "date" for one in found)
    words = min(line.words, 2 + sum(one.text.count(" ") + 1 for one in parts))
    verdict = credit_of(parts, words, text, dated=dated)
    if verdict is None:
        return None
    facts = _facts_said(text, found, alone=verdict.role == "dateline")
    if facts.place is None and verdict.role in ("date", "byline") and (near := _named_place(page, at, parts)):
        facts = facts._replace(place=near)
        if verdict.role == "date":
            verdict = verdict._replace(role="dateline", confidence=0.8)
    if verdict.role == "byline" and not _is_signed(found):
        verdict = verdict._replace(role="dateline")
    if verdict.role == "byline" and (author := _author_beside(line, text, found, facts)):
        role: Role = "dateline" if facts.place else "date"
        return verdict._replace(role=role, facts=facts._replace(byline=author))
    return verdict._replace(facts=facts)


#: What a picture shows, where, and whose it is: «مقر الشركة في أوستن (أ.ف.ب)».
_SHOWN_IN = pattern(
    r"(?P<what>[^()]{3,60}?)\s(?:ف[يى]|قرب|أمام|داخل|خارج|وسط|عل[ىي])\s[^()]{3,40}\((?P<agency>[^()]{2,20})\)$"
)


def _is_shown(text: str) -> bool:
    """Return whether `text` is a caption over the agency's name in brackets: what stands before the place is no one's name."""
    found = _SHOWN_IN.match(text)
    return found is not None and kind_of(found["agency"]) == "agency" and not _may_be_name(found["what"])


#: What a paper writes, in a review of the press: «ذا هاربر»: رغيف أغلى.
_REVIEWED = pattern(r"[«\"][^«»\"]{2,30}[»\"]\s?:\s?(?P<what>[^\W\d_].*)$")
#: A short sentence: «بدأ الموسم في الحسكة.».
_SAID_IN = pattern(r"(?P<what>\w+(?:\s\w+){1,3})\sف[يى]\s\w+(?:\s\w+)?\.?$")


def _may_be_name(text: str) -> bool:
    """Return whether what stands before a place may be a name, a desk or a worker of a paper."""
    return name_likeness(text) >= 0.6 or kind_of(text) not in ("", "hint") or worker(text) is not None


def _may_be_credit(page: Page, at: int) -> bool:
    """Return whether a line may be a credit by its length and its marks: no sentence, no row, no result."""
    line = page.lines[at]
    if (
        line.words > CREDIT_WORDS
        or line.bare.endswith("!")
        or "؟" in line.bare
        or (".." in line.bare and _BROKEN.search(line.bare))
    ):
        return False
    if line.words > 6 and line.bare.endswith(".") and line.bare.rstrip(". ")[-1:] not in "/-–":  # not «… / أ ش أ / ..»
        return False
    if line.words > 9 and not _PARTED.search(line.bare):  # no credit of one part is so long
        return False
    if line.bare.endswith(".") and _GOES_ON.search(line.bare):  # «دبي (رويترز) - ارتفع الذهب.»
        return False
    return not (
        is_among_rows(page, at)
        or RANK.match(line.bare)
        or _KIN.match(line.bare)
        or _is_result(line.bare)
        or is_in_run(page, at)
    )


def _without_label(line: Line) -> tuple[str, bool]:
    """Return the text of a credit without what sites and agencies set before it, and whether a place was labelled as the source."""
    text = line.bare.rstrip(":. |").lstrip("|■●◆▪ ")
    if text.startswith("به گزارش"):
        text = _REPORTED.sub("", text)
    labelled = _FROM_TOWN.match(text)
    if labelled and kind_of(labelled["place"]) == "place":
        return labelled["rest"], True
    return text, labelled is not None


def _with_marks(line: Line, text: str) -> str:
    """Return a credit with marks between its parts where it lacks them, and with the year beside the day."""
    if "«" in text and (between := _PAPER_BETWEEN.fullmatch(text)) and kind_of(between["place"]) == "place":
        text = " - ".join(between.groups())
    if line.bare[-1].isdecimal() and (apart := _YEAR_APART.search(text)):
        text = f"{text[: apart.start()]}{apart['day']} {apart['year']} /{apart['agency']}/"
    return text


def _stretches(line: Line, text: str) -> list[Segment]:
    """Return the stretches of a credit, of one without spaces around its hyphens too, without the work before the author."""
    found = segments(text.replace("**", ""))
    if len(_without_dates(found)) == 1 and line.words <= 8 and HYPHENS.search(text):
        parted = segments(text, hyphens=True)
        found = parted if all(one.kind for one in parted) or not found[0].kind else found
    # «/أ ش أ/ حوار: سامح الديب»
    return [*(one for one in found[:-1] if not _IS_WORK.fullmatch(one.text)), *found[-1:]]


def _without_dates(found: list[Segment]) -> list[Segment]:
    return [one for one in found if one.kind not in ("date", "filler") and not _EDITION.match(one.text)]


#: Which of the day's bulletins it is: «بيروت في 6/1/2025 - النشرة الصباحية».
_EDITION = pattern(
    r"(?:ال)?(?:نشرة|موجز|طبعة)\s(?:ال)?(?:صباح|مساء|ظهر|مسائي|صباحي|جوي|ليل|يومي|ثاني|أول|أخير)[^\W\d_]*$"
)


def _facts_said(text: str, found: list[Segment], *, alone: bool) -> Facts:
    """Return what a credit says of place, agency, paper and date; `alone` is whether it names no author."""
    facts = with_country(text, _with_town(found, facts_of(found)))
    if len(found) == 1 and not is_outlet(fold(found[0].text)):  # any words in quotation marks
        facts = facts._replace(paper=None)
    town = facts.place is None and facts.agency is not None and is_place_too(facts.agency)
    if town and any(one.kind == "name" for one in found):  # «قنا - وليد وجيه»
        facts = facts._replace(place=facts.agency, agency=None)
    papers = any(one.kind in ("paper", "desk") for one in found)
    if facts.place is None and not papers and fold(facts.agency or "") not in AT_LARGE:
        facts = facts._replace(place=_unknown_place(found, alone))
    return facts


def _author_beside(line: Line, text: str, found: list[Segment], facts: Facts) -> str | None:
    """Return the author of a byline that says more than that: where, when, or through whom."""
    dated = any(one.kind == "date" for one in found)
    # «صور ـ مراسل «المنارة» جورج نصار»
    sent = "«" in text and any(one.kind == "name" and worker(one.text) for one in found)
    beside = facts.agency or dated or sent or any(one.kind in ("paper", "photo") for one in found)
    if not (beside if facts.place else dated and line.bare[-1] != ":"):
        return None
    names = [worker(one.text) or one.text.strip(EDGE) for one in without_pictures(found) if one.kind == "name"]
    names = names or [one.text.strip(EDGE) for one in found if one.kind == "hint" and one.text != facts.place]
    if dated and not names:  # «وحدة التحقق | 26 أكتوبر 2024»
        names = [one.text.strip(EDGE) for one in found if one.kind == "desk"]
    author = " و".join(names)
    return author if author and (dated or len(author) * 2 + 12 < len(line.bare)) else None


#: Kinds of what may be who wrote a text.
_AUTHORS = frozenset(("name", "hint", "", "photo", "desk"))


def _with_town(found: list[Segment], facts: Facts) -> Facts:
    """Return `facts` with the first of two agencies for the place that it is too: «قنا فى 18 فبراير / أ ش أ /»."""
    agencies = [part.text.strip(EDGE) for one in found for part in one.known if part.kind == "agency"]
    if facts.place is None and len(agencies) == 2 and is_place_too(agencies[0]):
        return facts._replace(place=agencies[0], agency=agencies[1])
    return facts


def _is_signed(found: list[Segment]) -> bool:
    """Return whether a credit may name who wrote it: not «مرافئ برس - تعز - خاص»."""
    parted = {"place", "agency"}.issubset(one.kind for one in found)
    return not parted or any(one.kind in _AUTHORS and one.text.strip(EDGE) != "خاص" for one in found)


#: Those whom an obituary names beside the dead, each on a line.
_KIN = pattern(
    r"(?:و?(?:زوجت|زوج|[أا]ولاد|[أا]بناؤ|[أا]بن|ابنت|بنات|[أا]شقاؤ|شقيق|شقيقات|[إا]خوت|[أا]خوات|والد|والدت|[أا]حفاد|حفيد|[أا]صهار|صهر|[أا]عمام|[أا]نسباؤ|عمات|[أا]خوال|خالات)(?:ه|ها|هما|هم)|(?:ال)?فقيد[ةه]?|(?:ال)?مرحوم[ةه]?)\s?:"
)
#: Two sides and their goals: «الهلال 3 - 1 النصر».
_RESULT = pattern(
    r"[^\d]*[^\W\d_)»]\s+[(\[]?[\d٠-٩]{1,2}[)\]]?\s?[-–—:/×]\s?[(\[]?[\d٠-٩]{1,2}[)\]]?\s+(?P<other>[^\W\d_][^\d/|]*)$"
)


def _is_result(text: str) -> bool:
    """Return whether `text` is the result of a match, and not a place with a day and a month: «دمشق 12-3 سانا»."""
    found = _RESULT.match(text) if any(map(str.isdigit, text)) else None
    return found is not None and kind_of(found["other"]) != "agency" and find_date(text) is None and not is_day(text)


#: Who came first, and the next: «الأول: سيف الدين طارق».
RANK = pattern(r"ال(?:[أا]ول|ثان|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)[ىية]?(?:\s(?:مكرر|عشر)[^\W\d_]*)?\s?:")
_WORD, _FIGURE = pattern(r"[^\W\d_]+(?:\s+[^\W\d_]+)*"), pattern(r"[\d٠-٩]+")


def is_in_run(page: Page, at: int) -> bool:
    """Return whether lines of one form stand around a line: two with figures that are no days, «غزة: 12», or three of three parts.

    Several authors may stand below each other, each with a place.
    """
    form = _form(page.lines[at])
    run = len(page.run_around(at, lambda line: _form(line) == form, 2)) if form else 0
    figures = "0" in form and not find_date(page.lines[at].bare)
    return run >= 2 and (figures or (run >= 3 and form.count("a") >= 3))


def _form(line: Line) -> str:
    """Return the marks of a short line with a letter for all words between two, and a figure for each number."""
    return _FIGURE.sub("0", _WORD.sub("a", line.bare)) if line.words <= CREDIT_WORDS else ""


def is_among_rows(page: Page, at: int) -> bool:
    """Return whether a line is one of the rows of a table that days begin: «22 مارس | أنغولا – المغرب | 21:00»."""
    return "|" in page.lines[at].bare and all(
        one is not None and "|" in one.bare and is_day(one.bare.partition("|")[0])
        for one in (
            page.lines[at],
            page.next(at) if at < 2 or "|" not in page.lines[at - 1].bare else page.lines[at - 1],
        )
    )


_IS_WORK = pattern("تقرير|حوار|تحقيق|كتبت?|[إا]عداد|متابعة|تغطية|بقلم|أجرى (?:ال)?(?:حوار|لقاء)")
#: «By the report of the economic correspondent of» an agency.
_REPORTED = pattern(r"به گزارش\s(?:(?:خبرنگار|گروه|سرویس)\s(?:[^\W\d_]+\s(?=[^\W\d_]+[،,]))?|خبرگزاری\s)?")
#: The year after the agency: «نزوى في 29 مايو/ العمانية / 2023».
_YEAR_APART = pattern(
    r"(?P<day>[\d٠-٩]{1,2}\s[^\W\d_]+(?:\s[^\W\d_]+)?)\s?/(?P<agency>[^/\d]{2,24})/\s?(?P<year>(?:19|20|١٩|٢٠)[\d٠-٩]{2})$"
)
#: A paper between a place and a name without a mark: «عدن «الأيام» وضاح الشاعري».
_PAPER_BETWEEN = pattern(r"(?P<place>[^\W\d_]+(?:\s[^\W\d_]+)?)\s?(«[^«»]{2,20}»)\s?([^\W\d_]+(?:\s[^\W\d_]+){0,3})")
#: What some sites set before a place and a reporter or an agency: «المصدر: الشارقة - محمد عبدالمقصود».
_FROM_TOWN = pattern(r"المصدر\s?:\s?(?P<rest>(?P<place>[^\W\d_]+(?:\s[^\W\d_]+)?)\s?[-–—]\s?\S.*)$")


def _with_outlets(page: Page, at: int, found: list[Segment], words: int) -> list[Segment]:
    """Return `found` with what is on no list as a paper, where «خاص» or a place alone stands beside its brackets, or the text was told to it."""
    unknown = [
        one for one in found if one.kind in ("", "hint") and one.text.count(" ") < 3 and name_likeness(one.text) < 0.6
    ]
    others = [one.kind for one in found if one not in unknown]
    if words > 9 or len(unknown) != 1 or not others or not _BESIDE_PAPER.issuperset(others):
        return found
    name = unknown[0].text.strip(EDGE)
    own = any(one.text.strip(EDGE) == "خاص" for one in found) and f"({name})" in page.lines[at].bare
    if NO_PLACE.match(name) or holds_no_name(name) or fold(name) in KICKERS:
        return found
    lone = len(found) == 2 and found[0].kind == "place" and fold(found[0].text) not in PAPERS and _LONE.fullmatch(name)
    if not (own or lone or (len(name) > 3 and was_told(page, name))):
        return found
    return [one._replace(kind="paper") if one in unknown else one for one in found]


#: One word with the article after a place, which is no family's name: «عمان - الميثاق».
_LONE = pattern(r"ال[^\W\d_]{3,}(?<!ي)")
#: Kinds of what an outlet on no list may stand beside.
_BESIDE_PAPER = frozenset(("place", "name", "desk", "date", "filler", "date+place"))


def _unknown_place(found: list[Segment], alone: bool) -> str | None:
    """Return the place that is on no list: what has no look of a person beside an agency, or beside a person's name."""
    likely = [
        one.text.strip(EDGE)
        for one in found
        if (one.kind == "hint" or (alone and is_one_unknown(one)))
        and name_likeness(one.text) <= 0.3
        and not NO_PLACE.match(one.text)
    ]
    named = sum(one.kind == "name" for one in found)
    return likely[0] if likely and (alone or (named == 1 and len(likely) == 1)) else None


def _named_place(page: Page, at: int, parts: list[Segment]) -> str | None:
    """Return what stands beside a date or before a name and is on no list, where headline or lead name it too."""
    if len(parts) == 2 and parts[1].kind == "name":  # «عسكر - صادق الحلواجي»
        parts = parts[:1]
    town = parts[0].text.strip(EDGE) if len(parts) == 1 and parts[0].kind in ("", "hint") else ""
    if len(town) < 4 or town.count(" ") > 1 or fold(town) in KICKERS or NO_PLACE.match(town):
        return None
    near = [*page.lines[max(0, at - 3) : at], *page.lines[at + 1 : at + 4]]
    return town if any(f" {town} " in f" {line.text} " or f" ب{town} " in f" {line.text} " for line in near) else None
