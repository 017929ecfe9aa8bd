"""Rules of credits: who wrote it, where, through which agency, and when. Each looks at one line and answers, or passes."""

from __future__ import annotations

import re

from ...patterns import pattern
from .creditparts import OTHER_WORK
from .dates import Dated, date_line, find_date, is_ago, is_day, is_time_line, may_hold_date, wire_stamp
from .line import Facts, Line, Page, Verdict
from .names import name_likeness, split_names
from .pagetools import without_counters
from .parts import EDGE, kind_of
from .segments import Segment, facts_of, segments

#: A credit is a short line.
CREDIT_WORDS = 18
_LATIN_NAME = r"[A-Z][\w'’.-]*(?:\s(?:(?:al|el|bin|ibn|de|van|von|der)[\s-])?[A-Z][\w'’.-]*){1,3}"
_LATIN_BYLINE = pattern(
    rf"(?:[Bb]y|BY|Written by|Reported by|Words by|Story by)[:\s]\s*(?P<name>{_LATIN_NAME}(?:(?:,\s|\sand\s|,\sand\s){_LATIN_NAME})*(?:,\s[A-Z][\w\s]{{2,30}})?)$"
)
#: What someone did for a text.
WORKS = (
    r"كتبت?ا?|كتبوا|كتبه|كتبها|كتبته|يكتبه?ا?|[تي]كتبها?(?:\sلكم)?|[تي](?:عدّ?|حرر|تابع|قدم|غطي|نقل)ها(?:\sلكم)?|بقلم|من إعداد|[إا]عداد|[إا]نجاز|[أا]عدّ?ها?|أعدته?ا?|تحرير|حررها?|تقرير|تحقيق|حوار|حاورت?ه?ا?|حاورهم|حاورتهم|أجر[ىت] (?:ال)?(?:حوار|مقابلة|لقاء)|"
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
    if line.words > 7 + line.bare.count(" - ") or ":" not in line.bare or not is_time_line(line.bare):
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
    return (_byline_by_form(line) or _byline_by_label(page, at)) if line.words <= CREDIT_WORDS else None


def _byline_by_form(line: Line) -> Verdict | None:
    """Take a line for the byline that is no label and a name: «By …», «نشره … في …», «… يكتب:»."""
    if line.bare[0].isascii() and _LATIN_BYLINE.match(line.bare):
        return Verdict("byline", 0.95)
    if line.bare[0] in "معنAR" and (of_page := _OF_PAGE.match(line.bare)):
        return Verdict("byline" if of_page["who"] else "paragraph", 0.9)
    posted = _POSTED.match(line.bare) if line.bare[0] in "نأامكح" else None
    if posted and (
        (name_likeness(posted["name"]) > 0 or posted["name"].isascii() or kind_of(posted["name"]) == "paper")
        and (day := find_date(posted["when"]) or is_time_line(posted["when"]))
    ):
        facts = Facts(dated=day if isinstance(day, Dated) else None)
        return Verdict("date", 0.9, facts=facts._replace(byline=posted["name"].strip()))
    writes = _WRITES.match(line.bare) if line.words <= 9 and "كتب" in line.bare else None
    return Verdict("byline", 0.97) if writes and name_likeness(writes["name"]) >= 0.3 else None


def _byline_by_label(page: Page, at: int) -> Verdict | None:
    line, following = page.lines[at], page.next(at)
    text = _IN_PAPER.sub("", line.bare) if line.bare.startswith("كتب") else line.bare
    found = LABEL.match(text)
    if not found or (found["label"] == "صور" and ":" not in found["mark"]):  # a town too: «صور – سعاد العلوية»
        return None
    if found["label"].startswith("المؤلف") and any(
        one and _OF_A_WORK.match(one.bare) for one in (page.before(at), following)
    ):
        return None  # of the book that is reviewed
    name, marked, label = _FROM_LANGUAGE.sub("", found["name"]), found["mark"].strip() != "", found["label"]
    parts = segments(name)
    likeness = max((name_likeness(who) for part in parts for who in split_names(part.text)), default=0.0)
    from_wire = label == "من" and not marked and 2 <= line.words <= 8 and following and likeness > 0
    if from_wire and following and _WIRE.search(following.text[:90]):
        return Verdict("byline", 0.9)  # «من كريستينا وينشيب» over «… (رويترز) - …»
    if marked and label not in _OPENS_HEADLINE:
        named = line.words <= 14 and not name.endswith(("؟", "!")) and (line.words <= 8 or likeness >= 0.3)
        sure = 0.97 if named else 0.0
    elif marked or label == "بقلم":
        sure = _sure_of_kind(line, following, label, name, parts, likeness)
    else:  # «كتب محمد السيد» is a credit; «كتب الرئيس على صفحته» is not.
        desk = bool(parts) and all(part.kind == "desk" for part in parts)
        named = text is not line.bare or (label[:3] == "كتب" and _are_names(name))
        sure = (0.95 if named else 0.85) if line.words <= 9 and (likeness >= 0.75 or desk) else 0.0
    if not sure:
        return None
    if OTHER_WORK.match(label):
        return Verdict("paragraph", sure)
    facts = facts_of([*segments(found["where"] or ""), *parts])
    authors = " و".join(part.text.strip(EDGE) for part in parts if part.kind == "name")
    if authors and (facts.place or facts.dated) and len(authors) * 2 + 12 < len(line.bare):
        return Verdict("dateline" if facts.place else "date", sure, facts=facts._replace(byline=authors))
    return Verdict("byline", sure, facts=facts)


def _sure_of_kind(
    line: Line, following: Line | None, label: str, name: str, parts: list[Segment], likeness: float
) -> float:
    """Return how sure it is that a label is of a byline which may open a headline too: «تقرير: …»; «بقلم» and a name may not."""
    known = likeness >= 0.3 or any(part.kind in ("agency", "paper", "desk") for part in parts)
    if line.words <= 9 and known:
        return 0.95 if label == "بقلم" and likeness >= 0.75 else 0.9
    return 0.8 if following and following.words >= 15 and _may_be_name(name) else 0.0  # «حوار - الصالحين الزروالي»


def _are_names(text: str) -> bool:
    """Return whether `text` is the names of persons and nothing else."""
    return min((name_likeness(name) for name in split_names(text)), default=0.0) >= 0.85


def _may_be_name(text: str) -> bool:
    """Return whether `text` is two words of which the last is a family's name by its form, and may be a name on no list."""
    words = text.split()
    return len(words) == 2 and text.replace(" ", "").isalpha() and words[1].startswith("ال") and words[1].endswith("ي")


#: Where an author wrote what a site prints again: «كتب طوني عيسى في "الجمهورية":».
_IN_PAPER = pattern(r"\sف[يى]\s(?:صحيفة\s|جريدة\s)?[«\"“][^«»\"“”]{2,24}[»\"”]\s?:?$")
