"""Rules of credits: who wrote it, where, through which agency, and when. Each looks at one line and answers, or passes."""

from __future__ import annotations

import re

from ...patterns import pattern
from .citations import source_line
from .creditparts import NO_PLACE, OTHER_WORK, credit_of, is_one_unknown, without_pictures
from .dates import Dated, date_line, find_date, is_ago, is_day, is_time_line, may_hold_date, wire_stamp
from .folding import fold
from .line import Facts, Line, Page, Role, Verdict
from .names import holds_no_name, name_likeness, split_names
from .outlets import is_outlet, was_told
from .pagetools import without_counters
from .parts import EDGE, is_place_too, kind_of, worker
from .segments import HYPHENS, Segment, facts_of, segments, with_country
from .words import KICKERS, PAPERS, RECORD

#: A credit is a short line.
CREDIT_WORDS = 18
_LATIN_NAME = r"[A-Z][\w'’.-]*(?:\s(?:(?:al|el|bin|ibn|de|van|von|der)[\s-])?[A-Z][\w'’.-]*){1,3}"
_LATIN_BYLINE = pattern(
    rf"(?:[Bb]y|BY|Written by|Reported by|Words by|Story by)[:\s]\s*(?P<name>{_LATIN_NAME}(?:(?:,\s|\sand\s|,\sand\s){_LATIN_NAME})*(?:,\s[A-Z][\w\s]{{2,30}})?)$"
)
#: What someone did for a text.
WORKS = (
    r"كتبت?ا?|كتبوا|كتبه|كتبها|كتبته|يكتبه?ا?|بقلم|من إعداد|[إا]عداد|[إا]نجاز|[أا]عدّ?ها?|أعدته?ا?|تحرير|حررها?|تقرير|تحقيق|حوار|حاورت?ه?ا?|حاورهم|حاورتهم|أجر[ىت] (?:ال)?(?:حوار|مقابلة|لقاء)|"
    r"التقا[هت]ا?|التقته?ا?|أجراها?|تقديم|تصوير|صور[تة]?|عدسة|كاميرا|تعليق|نصوص|سرد|متابعة|ترجمة|ترجمت?ه?ا?|ترجمتها?|تعريب|نقله?ا? إلى العربية|تغطية|رصد|جمعت?ها?|اختارت?ها|روت?ها|المحررة?|الكاتبة?(?!\s+العام)|المؤلفة?|الباحثة?|بواسطة|من|إشراف|اشراف|"
    r"للشاعرة?|للكاتبة?|للأستاذة?|للدكتورة?|تحليل|قراءة|نص|كتابة|[تي]جيب (?:عن|على) (?:ال)?\S+|[تي]جيب عنها|[تي]رد على (?:ال)?\S+|[تي]قدمها|عرض|رسوم|رسم|كاريكاتي?و?ر|[جغ]رافيكس?|بحث|تدقيق|مراجعة|استطلاع|لقاء|مقابلة|نقله|مونتاج|إخراج|شعر|قصيدة|كلمات|خاطرة|قصة|وصفة"
    r"|نویسنده|نوشته|به قلم|گزارش|گزارشگر|خبرنگار|مترجم|ترجمه|عکس|عکاس|تحریر|رپورٹ|رپورٹر|نامہ نگار|ترجمہ|نووسین|نووسینی|نووسەر|ئامادەکردن|ئامادەکردنی|وەرگێڕان|وەرگێڕانی|وێنە"
)
LABEL = pattern(
    rf"^[*(\[|]*\s*(?P<label>(?:(?:من\s+)?(?:مراسل(?:ت?نا|انا|ونا|ان|ون|و|ة)?|موفد(?:ت?نا|انا|ونا|ة)?|مبعوث(?:ت?نا|ة)?|مندوب(?:ت?نا|و|ة)?)(?:\s[«\"][^«»\"]{{2,25}}[»\"])?|{WORKS}|By|Author|Written by|Reported by)(?:\s*(?:و|/)\s*(?:{WORKS}))?)"
    r"(?P<where>\s+(?:في|من|إلى)\s+[^:،\-–—/]{2,30}?(?=\s*[:：\-–—/]\s)|(?<=[لدبوانة])\s+[^:،\-–—\d]{2,24}?(?=\s*[:：]\s*\S))?"
    r"(?P<mark>\s*(?:[:：\-–—/ـ|]+|\.{2,})\s*|\s+)(?P<name>\S.*?)\s*[|\])]*$",
    re.IGNORECASE,
)
WORK = pattern(rf"[*(\[|\s]*(?:{WORKS})")
#: Who posted a page and when, as publishing systems say it: «نشره ليث خلف في أحد, 07/07/2024 - 13:05».
_POSTED = pattern(
    r"^(?:نشر\sف[يى]|نشر(?:ه|ها|ته|تها)?|حرر(?:ه|ها|ته|تها)?|[أا]ضاف(?:ه|ها|ته)|[أا]رسلت?(?:ه|ها|ته)?|كتب(?:ه|ها|ته)?|مرسلة?|منشور|(?=بواسطة))\s*:?\s*(?:بواسطة\s*:?\s+|من (?:قبل|طرف|لدن)\s+)?"
    r"(?P<name>[^\d,،:]{3,40}?)\s+(?:في|بتاريخ|يوم|الساعة)\s+(?P<when>[^.]*\d[^.]*)$"
)
#: «حسام عبد الغفار يكتب:», «ناهد سلطان تكتب لـ«المسار»».
_WRITES = pattern(
    r"(?P<name>[^:«]{4,40}?)\s[يت]كتب(?:ان|ون)?(?:\s(?:لـ?|في|عن)\s?[«\"]?[^\W\d_]+[»\"]?)?\s*(?:[:：]|\.{2,}|…)?$"
)
#: What a review states of a work beside its author.
_OF_A_WORK = pattern(
    r"(?:ال)?(?:كتاب|رواية|عنوان|ناشر|دار النشر|دار|صفحات|عدد الصفحات|طبعة|سنة النشر|مترجم|ترجمة|سعر|فيلم|مسلسل|ألبوم)\s?:"
)
#: What was translated: «… عن الإسبانية».
_FROM_LANGUAGE = pattern(r"\s+(?:عن|من)\s+(?:اللغة\s+)?ال\w+(?:ية|ي)$")
#: Labels that may open a headline or a sentence too.
_OPENS_HEADLINE = tuple(
    "تقرير تحقيق حوار من متابعة تحليل قراءة بحث استطلاع لقاء مقابلة رسم رصد تغطية مراجعة نص كتابة عرض شعر قصيدة كلمات خاطرة قصة وصفة".split()
)


def date_alone(page: Page, at: int) -> Verdict | None:
    """Take a line for the date that says nothing but when: «نشر في 12 مايو 2026», «١٤ آذار ٢٠٢٦»."""
    line = page.lines[at]
    if line.words > CREDIT_WORDS + 8:  # when it was posted and when it was changed, each with its time
        return None
    dated = may_hold_date(line.bare)
    found = date_line(without_counters(line.bare.partition(" ~ ")[0])) if dated else None  # posted ~ changed
    if found:
        return None if _dates_entries(page, line) else Verdict("date", found.confidence, facts=Facts(dated=found))
    if line.words <= 5 and line.bare[-1].isdigit() and (desk := wire_stamp(line.bare)):  # «KUNA 091247 May 18»
        return Verdict("date", 0.9, facts=Facts(dated=desk))
    if line.words <= 9 and is_ago(line.bare):
        return Verdict("date", 0.8)
    if not dated:
        return None
    if 2 <= line.words <= 6 and is_day(line.bare):  # «الأحد 12 مايو», unless days part a timeline
        return Verdict("date", 0.75) if sum(one.words <= 6 and is_day(one.bare) for one in page.lines) == 1 else None
    if line.words > 7 or ":" not in line.bare or not is_time_line(line.bare):
        return None
    # Times of day that stand alone part the entries of a live page.
    entries = sum(one.words <= 3 and ":" in one.bare and is_time_line(one.bare) for one in page.lines) > 1
    return None if entries and line.words <= 3 else Verdict("date", 0.7)


def _dates_entries(page: Page, line: Line) -> bool:
    """Return whether days with a time of day part the entries of a live page, of which `line` is the first."""
    if not _CLOCK.search(line.bare):
        return False
    alike = (one for one in page.lines if one.words <= line.words + 2 and _CLOCK.search(one.bare))
    return sum(date_line(one.bare) is not None for one in alike) > 2


_CLOCK = pattern(r"[\d٠-٩]{1,2}:[\d٠-٩]{2}")


#: How broadcasters' pages label the author and what he is, read out of their markup: «مصنف, …», «عہدہ, …».
_OF_PAGE = pattern(r"(?:(?P<who>مصنف|نویسنده|Author)|عہدہ|نقش|Role),\s*\S|Article [Ii]nformation$")
#: The agency in brackets that closes a dateline.
_WIRE = pattern(r"\((?:رويترز|أ\s?\.?\s?ف\s?\.?\s?ب|أ\s?\.?\s?ب|د\s?\.?\s?ب\s?\.?\s?أ|[^()\d]{2,20})\)\s?[-–—:]")


def labelled_byline(page: Page, at: int) -> Verdict | None:
    """Take a line for the byline that names its author by the work: «كتب: …», «إعداد وتحرير: …», «بقلم …»."""
    line = page.lines[at]
    if line.words <= CREDIT_WORDS and line.bare[0].isascii() and _LATIN_BYLINE.match(line.bare):
        return Verdict("byline", 0.95)
    if line.words <= CREDIT_WORDS and line.bare[0] in "معنAR" and (of_page := _OF_PAGE.match(line.bare)):
        return Verdict("byline" if of_page["who"] else "paragraph", 0.9)
    posted = _POSTED.match(line.bare) if line.words <= CREDIT_WORDS and line.bare[0] in "نأامكح" else None
    if posted and (
        (name_likeness(posted["name"]) > 0 or posted["name"].isascii() or kind_of(posted["name"]) == "paper")
        and (day := find_date(posted["when"]) or is_time_line(posted["when"]))
    ):
        facts = Facts(dated=day if isinstance(day, Dated) else None)
        return Verdict("date", 0.9, facts=facts._replace(byline=posted["name"].strip()))
    writes = _WRITES.match(line.bare) if line.words <= 9 and "كتب" in line.bare else None
    if writes and name_likeness(writes["name"]) >= 0.3:
        return Verdict("byline", 0.97)
    text = _IN_PAPER.sub("", line.bare) if line.bare.startswith("كتب") else line.bare
    found = LABEL.match(text) if line.words <= CREDIT_WORDS else None
    if not found or (found["label"] == "صور" and ":" not in found["mark"]):  # a town too: «صور – سعاد العلوية»
        return None
    if found["label"].startswith("المؤلف") and any(
        one and _OF_A_WORK.match(one.bare) for one in (page.before(at), page.next(at))
    ):
        return None  # of the book that is reviewed
    name, marked, label = _FROM_LANGUAGE.sub("", found["name"]), found["mark"].strip() != "", found["label"]
    parts = segments(name)
    likeness = max((name_likeness(who) for part in parts for who in split_names(part.text)), default=0.0)
    known = likeness >= 0.3 or any(part.kind in ("agency", "paper", "desk") for part in parts)
    following = page.next(at)
    if (
        label == "من"
        and not marked
        and 2 <= line.words <= 8
        and following
        and likeness > 0
        and _WIRE.search(following.text[:90])
    ):
        return Verdict("byline", 0.9)  # «من كريستينا وينشيب» over «… (رويترز) - …»
    photo = bool(OTHER_WORK.match(label))
    sure = 0.0
    if marked and label not in _OPENS_HEADLINE:
        sure = 0.97 if line.words <= 14 and not name.endswith(("؟", "!")) else 0.0
        if line.words > 8 and likeness < 0.3:
            sure = 0.0
    elif marked or label == "بقلم":  # «تقرير: …» may also open a headline; «بقلم» and a name may not
        sure = (0.95 if label == "بقلم" and likeness >= 0.75 else 0.9) if line.words <= 9 and known else 0.0
        if not sure and following and following.words >= 15 and _may_be_name(name):  # «حوار - الصالحين الزروالي»
            sure = 0.8
    else:  # «كتب محمد السيد» is a credit; «كتب الرئيس على صفحته» is not.
        desk = bool(parts) and all(part.kind == "desk" for part in parts)
        named = text is not line.bare or (label[:3] == "كتب" and _are_names(name))
        sure = (0.95 if named else 0.85) if line.words <= 9 and (likeness >= 0.75 or desk) else 0.0
    if not sure:
        return None
    if photo:
        return Verdict("paragraph", sure)
    where = segments(found["where"] or "")
    facts = facts_of([*where, *parts])
    authors = " و".join(part.text.strip(EDGE) for part in parts if part.kind == "name")
    if authors and (facts.place or facts.dated) and len(authors) * 2 + 12 < len(line.bare):
        return Verdict("dateline" if facts.place else "date", sure, facts=facts._replace(byline=authors))
    return Verdict("byline", sure, facts=facts)


def _are_names(text: str) -> bool:
    """Return whether `text` is the names of persons and nothing else."""
    return min((name_likeness(name) for name in split_names(text)), default=0.0) >= 0.85


def _may_be_name(text: str) -> bool:
    """Return whether `text` is two words of which the last is a family's name by its form, and may be a name on no list."""
    words = text.split()
    return len(words) == 2 and text.replace(" ", "").isalpha() and words[1].startswith("ال") and words[1].endswith("ي")


#: Where an author wrote what a site prints again: «كتب طوني عيسى في "الجمهورية":».
_IN_PAPER = pattern(r"\sف[يى]\s(?:صحيفة\s|جريدة\s)?[«\"“][^«»\"“”]{2,24}[»\"”]\s?:?$")
#: What broadcasters' sites set over a caption and a credit.
_OF_A_PICTURE = ("صدر الصورة", "مصدر الصورة", "التعليق على الصورة", "تعليق الصورة", "شرح الصورة")
#: How a caption says that its picture is not of that day.
_OF_ARCHIVE = pattern(r"(?:^|[\s(«-])(?:[أا]رشيف(?:ي[ةه])?|صور[ةه] (?:تعبيري[ةه]|متداول[ةه]))$")


#: Two clauses with dots between.
_BROKEN = pattern(r"\.\.\s*[^\W\d_]")
_PARTED = pattern(r"[-–—_ـ:،,/|()\[\]\"«»\d]|\s\s")


#: A sentence after an agency in brackets.
_GOES_ON = pattern(r"\)\s*[-–—:ـ]+\s*[^\W\d_]+\s+[^\W\d_]")


def place_and_source(page: Page, at: int) -> Verdict | None:
    """Take a line for byline or dateline that sets a place, an agency, a date, a paper or a name side by side.

    «صنعاء - رويترز» is a dateline, «محمد السيد - القاهرة» a byline: one name makes it a byline. A part that is
    unknown counts as a name where the other part is a place or a paper.
    """
    line = page.lines[at]
    if (
        line.words > CREDIT_WORDS
        or line.bare.endswith("!")
        or "؟" in line.bare
        or (".." in line.bare and _BROKEN.search(line.bare))
    ):
        return None
    if line.words > 6 and line.bare.endswith(".") and line.bare.rstrip(". ")[-1:] not in "/-–":  # not «… / أ ش أ / ..»
        return None
    if line.words > 9 and not _PARTED.search(line.bare):  # no credit of one part is so long
        return None
    if is_among_rows(page, at) or _KIN.match(line.bare) or _is_result(line.bare):
        return None
    text = line.bare.rstrip(":. |").lstrip("|■●◆▪ ")
    if text.startswith("به گزارش"):
        text = _REPORTED.sub("", text)
    if (labelled := _FROM_TOWN.match(text)) and kind_of(labelled["place"]) == "place":
        text = labelled["rest"]
    if text.startswith(_OF_A_PICTURE) or _OF_ARCHIVE.search(text[-24:].rstrip(")»")):
        return None
    if "«" in text and (between := _PAPER_BETWEEN.fullmatch(text)) and kind_of(between["place"]) == "place":
        text = " - ".join(between.groups())
    if line.bare[-1].isdecimal() and (apart := _YEAR_APART.search(text)):
        text = f"{text[: apart.start()]}{apart['day']} {apart['year']} /{apart['agency']}/"
    found = segments(text.replace("**", ""))
    if (
        len([one for one in found if one.kind not in ("date", "filler")]) == 1
        and line.words <= 8
        and HYPHENS.search(text)
    ):
        parted = segments(text, hyphens=True)
        found = parted if all(one.kind for one in parted) or not found[0].kind else found
    found = [
        one for at_, one in enumerate(found) if at_ + 1 == len(found) or not _IS_WORK.fullmatch(one.text)
    ]  # «/أ ش أ/ حوار: سامح الديب»
    if (not labelled and source_line(page, at)) or RECORD.match(text):
        return None
    if line.bare.endswith(".") and _GOES_ON.search(line.bare):  # «دبي (رويترز) - ارتفع الذهب.»
        return None
    found = _with_outlets(page, at, found, line.words)
    verdict = credit_of(
        [one for one in found if one.kind not in ("date", "filler")],
        min(line.words, 2 + sum(one.text.count(" ") + 1 for one in found if one.kind not in ("date", "filler"))),
        text,
        dated=any(one.kind == "date" for one in found),
    )
    if verdict is None:
        return None
    facts = with_country(text, _with_town(found, facts_of(found)))
    if len(found) == 1 and not is_outlet(fold(found[0].text)):  # any words in quotation marks
        facts = facts._replace(paper=None)
    town = facts.place is None and facts.agency is not None and is_place_too(facts.agency)
    if town and any(one.kind == "name" for one in found):  # «قنا - وليد وجيه»
        facts = facts._replace(place=facts.agency, agency=None)
    if (
        facts.place is None
        and fold(facts.agency or "") not in _AGENCIES_AT_LARGE
        and not any(one.kind in ("paper", "desk") for one in found)
    ):
        facts = facts._replace(place=_unknown_place(found, verdict.role == "dateline"))
    dated = any(one.kind == "date" for one in found)
    if facts.place is None and verdict.role in ("date", "byline") and (near := _named_place(page, at, found)):
        facts = facts._replace(place=near)
        if verdict.role == "date":
            verdict = verdict._replace(role="dateline", confidence=0.8)
    if verdict.role == "byline" and not _is_signed(found):
        verdict = verdict._replace(role="dateline")
    # «صور ـ مراسل «المنارة» جورج نصار»
    sent = "«" in text and any(one.kind == "name" and worker(one.text) for one in found)
    beside = facts.agency or dated or sent or any(one.kind in ("paper", "photo") for one in found)
    more = beside if facts.place else dated and line.bare[-1] != ":"
    if verdict.role == "byline" and more:  # a line that says more than its author
        names = [worker(one.text) or one.text.strip(EDGE) for one in without_pictures(found) if one.kind == "name"]
        names = names or [one.text.strip(EDGE) for one in found if one.kind == "hint" and one.text != facts.place]
        author = " و".join(names)
        if author and (dated or len(author) * 2 + 12 < len(line.bare)):
            role: Role = "dateline" if facts.place else "date"
            return verdict._replace(role=role, facts=facts._replace(byline=author))
    return verdict._replace(facts=facts)


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


#: What papers call agencies without saying which, beside their own name: «(الراوي، وكالات)».
_AGENCIES_AT_LARGE = ("وكالات", "الوكالات", "متابعات")
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


def _named_place(page: Page, at: int, found: list[Segment]) -> str | None:
    """Return what stands beside a date or before a name and is on no list, where headline or lead name it too."""
    parts = [one for one in found if one.kind not in ("date", "filler")]
    if len(parts) == 2 and parts[1].kind == "name":  # «عسكر - صادق الحلواجي»
        parts = parts[:1]
    town = parts[0].text.strip(EDGE) if len(parts) == 1 and parts[0].kind in ("", "hint") else ""
    if len(town) < 4 or town.count(" ") > 1 or fold(town) in KICKERS or NO_PLACE.match(town):
        return None
    near = [*page.lines[max(0, at - 3) : at], *page.lines[at + 1 : at + 4]]
    return town if any(f" {town} " in f" {line.text} " or f" ب{town} " in f" {line.text} " for line in near) else None
