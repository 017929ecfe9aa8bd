"""Rules of credits that say one thing: a person's name, or a place."""

from __future__ import annotations

import re

from ...patterns import pattern
from .credits import date_alone
from .dates import date_line
from .line import Facts, Line, Page, Verdict
from .names import name_likeness, split_names
from .parts import EDGE, kind_of
from .placecredits import place_and_source
from .segments import FROM
from .sentences import begins_with_verb

#: Who signs with initials: «ق. و», «ن.ع».
_INITIALS = pattern(r"[ء-ي]ـ?(?:\s?[./]\s?[ء-ي]ـ?){1,2}\s?\.?")
#: An initial and a family's name: «ب. سليم»; «د» is a doctor, «م» an engineer or a subject.
INITIAL_AND_NAME = pattern(r"[ء-يهـ]ـ?\s?\.\s?[^\W\d_]{3,}(?:\s[^\W\d_]{3,})?")
#: A given name and the initial of the family's, as papers of the Maghreb sign: «نسيم ب.».
_NAME_AND_INITIAL = pattern(r"[^\W\d_]{3,}(?:\s[^\W\d_]{3,})?\s[ء-يهـ]ـ?\s?\.?")


def signs_with_initial(text: str) -> bool:
    """Return whether `text` is a name of which a part is an initial: «هـ. الورتاني», «نسيم ب.»."""
    if INITIAL_AND_NAME.fullmatch(text):
        return True
    return bool(_NAME_AND_INITIAL.fullmatch(text)) and (text[-1] == "." or name_likeness(text.split(maxsplit=1)[0]) > 0)


#: What an author is.
ROLE = pattern(
    r"^(?:مراسلت?ن?ا?|مراسلة|موفدت?ن?ا?|كاتبة?|محررة?|صحافية?|صحفية?|باحثة?|أستاذة?|استاذة?|خبيرة?|محللة?|إعلامية?|مديرة?|رئيسة?|وزيرة?|سفيرة?|نائبة?|عضوة?|طبيبة?|مهندسة?|شاعرة?|روائية?|ناقدة?|محامية?|دبلوماسية?|"
    r"اقتصادية?|أكاديمية?|اكاديمية?|مستشارة?|مندوبة?|نقيبة?|عميدة?|ناشطة?|مؤرخة?|مفكرة?|مترجمة?|مخرجة?|فنانة?)(?:\s\S+){0,9}$"
)
#: What one is who writes, as a line of its own under the name.
_IS_WRITER = pattern(
    r"^\W?(?:ال)?(?:صحاف[يى]|صحف[يى]|كاتب|مراسل|محرر|باحث|[إا]علام[يى]|محلل|مدون|أكاديم[يى])ة?(?:\s\S+){0,3}$"
)


#: A name, a mark, and that its bearer writes: «سلوى الجراح | كاتبة من العراق».
NAMED_WRITER = pattern(
    r"(?P<name>[^|،,\-–—/:]{5,40}?)\s*[|،,/–—-]\s*(?:ال)?(?:كاتب|صحاف[يى]|صحف[يى]|باحث|محلل|محام|[أا]كاديم[يى]|ناقد|روائ[يى]|شاعر|مترجم|مدون|[إا]علام[يى]|مؤرخ|خبير|[أا]ستاذ|دبلوماس[يى]|محرر|مراسل)(?:ة|ٍ)?(?:\s[^\W\d_]+){0,8}$"
)
#: A name and what its bearer is, without a mark between: «سامر حداد صحافي لبناني».
_DESCRIBED = pattern(
    r"(?P<name>[^\W\d_]+(?:\s[^\W\d_]+){1,3})\s(?:صحاف[يى]|صحف[يى]|كاتب|مراسل|باحث|[إا]علام[يى]|محلل|مدون|أكاديم[يى])ة?(?:\s(?:و?(?:صحاف[يى]|صحف[يى]|كاتب|باحث|محلل)ة?|[^\W\d_]+[يى]ة?))?$"
)


def in_list_of_names(page: Page, at: int) -> bool:
    """Return whether a line is one of three or more that are each a person's name: the dead, the winners."""
    if not _is_name(page.lines[at]):
        return False
    first = last = at
    while first and at - first < 2 and _is_name(page.lines[first - 1]):
        first -= 1
    while last + 1 < len(page.lines) and last - first < 2 and _is_name(page.lines[last + 1]):
        last += 1
    return last - first >= 2


def _is_name(line: Line) -> bool:
    return 2 <= line.words <= 5 and line.bare.replace(" ", "").isalpha() and name_likeness(line.bare) >= 0.6


def role_verdict(line: Line) -> Verdict:
    """Return what a line is that says what its author is: of a few words part of the byline, or else a note of its own."""
    return Verdict("byline" if line.words <= 4 else "paragraph", 0.7)


#: Plurals that end as the names of families do: «أسعار الأراضي».
_MANY = pattern(
    r"\sال(?:[أا]راضي|مباني|[أا]غاني|معاني|ليالي|[أا]هالي|نوادي|مقاهي|ملاهي|دواعي|مساعي|نواحي|ضواحي|مراعي|[أا]وان[يى]|ماضي|باقي|تالي|حالي)$"
)


def _is_dated(page: Page, at: int, *, placed: bool) -> bool:
    """Return whether a line is a date, or where `placed` a place and a date."""
    if not any(map(str.isdigit, page.lines[at].bare)):
        return False
    if date_line(page.lines[at].bare) is not None:
        return True
    found = place_and_source(page, at) if placed and page.lines[at].words <= 8 else None
    return found is not None and found.facts is not None and found.facts.dated is not None


#: Whom a letter is to: «سيدي الوزير».
_ADDRESSED = pattern(
    r"إلى|(?:يا\s)?(?:سيدي|سيدتي|أخي|أختي|عزيزي|عزيزتي|السيد|السيدة|حضرة|معالي|سعادة|فخامة|دولة|سماحة|جلالة)\s(?:ال)?(?:وزير|رئيس|مدير|محافظ|قاض|محرر|والي|نائب|قارئ|كريم|عزيز|أمير|ملك|سفير|عمدة|أستاذ)"
)
#: Where to find the author: «@kefaya», «k.sweileh@nahr.example».
_HANDLE = pattern(r"\s*[(\[|]?\s*[\w.+-]*@[\w.-]+[)\]]?\s*$")


def author_alone(page: Page, at: int) -> Verdict | None:
    """Take a line for the byline that looks like a person's name and nothing else, right after the headline.

    Where only its shape speaks for it, a date or a long paragraph must follow: a heading «خلفية الأزمة» has that shape
    too.
    """
    line, following = page.lines[at], page.next(at)
    if following and _INITIALS.fullmatch(line.bare.strip("*|-–— ")):
        return Verdict("byline", 0.8)
    if (
        following
        and INITIAL_AND_NAME.fullmatch(line.bare)
        and not (INITIAL_AND_NAME.match(following.bare) or (at and INITIAL_AND_NAME.match(page.lines[at - 1].bare)))
    ):
        return Verdict("byline", 0.8)
    if ".." in line.bare or (line.bare[-1] == ":" and begins_with_verb(line.bare)):  # «أصدرت النقابة التعميم الآتي:»
        return None
    if line.words > 12 or not following or line.bare.startswith(("م/", "م /")):  # «م/ …» is the subject of a letter
        return None
    if (
        2 <= line.words <= 4
        and following.words <= 12
        and name_likeness(line.bare) > 0
        and _is_dated(page, at + 1, placed=line.words == 2)
    ):
        return Verdict("byline", 0.75)
    if (
        2 <= line.words <= 4
        and name_likeness(line.bare) > 0
        and following.words <= 4
        and _IS_WRITER.match(following.bare)
    ):
        return Verdict("byline", 0.75)  # over «صحافية»
    placed = [FROM.match(piece) for piece in re.split(r"\s+و(?=\S)|،\s*", line.bare)]
    if len(placed) > 1 and all(
        found and kind_of(found["place"]) == "place" and name_likeness(found["who"]) > 0 for found in placed
    ):
        return Verdict("byline", 0.75)  # «هنري مانس من برلين وجيفان فاساجار من لندن»
    if in_list_of_names(page, at) or _ADDRESSED.match(line.bare):
        return None
    if 2 <= line.words <= 4 and line.bare[-1] == ":" and following.words >= 12 and name_likeness(line.bare) >= 0.6:
        return Verdict("byline", 0.75)  # «تمام أبوصافي:»
    if _says_writer(line):
        return Verdict("byline", 0.85)
    if 2 <= line.words <= 4 and following.text[0] == "@" and not _HANDLE.sub("", following.bare):
        return Verdict("byline", 0.8)  # over «@kefaya»
    text = _HANDLE.sub("", line.bare) if "@" in line.bare else line.bare
    if not text:
        return None
    if text[0] in "-–—ـ" and text[-1] == text[0]:  # «- زياد ماجد الحلو -»
        text = text.strip("-–—ـ ")
    names = split_names(text.strip("*| ")) if line.words > 3 else [text]
    sure = min((name_likeness(name) for name in names), default=0.0)
    if sure >= 0.75 or (sure >= 0.6 and following.words > 20):
        return Verdict("byline", max(sure, 0.75) if line.words == 2 and not _MANY.search(line.bare) else sure)
    return None


def _says_writer(line: Line) -> bool:
    """Return whether a line is a name and that its bearer writes."""
    described = _DESCRIBED.match(_HANDLE.sub("", line.bare)) if 3 <= line.words <= 7 else None
    if described and name_likeness(described["name"]) >= 0.3:
        return True
    written = NAMED_WRITER.match(line.bare) if 3 <= line.words <= 12 else None
    return written is not None and name_likeness(written["name"]) >= 0.6


def address_of_author(page: Page, at: int) -> Verdict | None:
    """Take a line for the byline that is an address of the author and nothing else, right under the byline: «@kefaya»."""
    text = page.lines[at].bare
    if text[:1] != "@" or ".." in text or _HANDLE.sub("", text) or not page.next(at):
        return None
    above = page.verdicts[at - 1] if at else None
    return Verdict("byline", 0.75) if above is not None and above.role == "byline" else None


#: A town as agencies of Turkey set it over the Arabic one: «Gaziantep».
_LATIN_TOWN = pattern(r"[A-Z][A-Za-z'’-]{2,}(?:,\s[A-Z][A-Za-z'’-]+)?")


def place_alone(page: Page, at: int) -> Verdict | None:
    """Take a line for the dateline that is a known place and nothing else, where no other line is one."""
    line, following = page.lines[at], page.next(at)
    latin = line.words <= 3 and line.bare[:1].isascii() and _LATIN_TOWN.fullmatch(line.bare)
    if latin and following and following.words <= 9:
        placed = place_and_source(page, at + 1)
        facts = placed.facts if placed else None
        return Verdict("dateline", 0.8) if facts and facts.place and facts.agency else None
    if line.words > 4 or not following or kind_of(line.bare) != "place":
        return None
    if following.words < 8 or (
        following.words < 12 and following.bare[-1:] not in ".:"
    ):  # «نيويورك» over «18-4-2024 وفا», or among other credits
        dated = date_alone(page, at + 1) or place_and_source(page, at + 1)
        if dated is None and author_alone(page, at + 1):
            return Verdict("dateline", 0.75, facts=Facts(place=line.bare.strip(EDGE)))
        return (
            Verdict("dateline", 0.75, facts=Facts(place=line.bare.strip(EDGE)))
            if dated and dated.facts and dated.facts.dated
            else None
        )
    alone = sum(one.words <= 4 and kind_of(one.bare.strip(EDGE + "■▪●•")) == "place" for one in page.lines) == 1
    return Verdict("dateline", 0.6, facts=Facts(place=line.bare.strip(EDGE))) if alone else None
