"""Rules of the source: how the last lines of an article cite where it was taken from."""

from __future__ import annotations

import re

from ...model import Source
from ...patterns import pattern
from .dates import date_line, date_spans, find_date, is_filler, may_hold_date
from .folding import fold
from .line import Facts, Line, Page, Verdict, with_plain_label
from .links import URL, address
from .outlets import is_outlet
from .parts import is_agency, kind_of
from .words import KICKERS, PAPERS

#: What news is taken over from, after «عن».
_PRINTED = "موقع|مجلة|جريدة|صحيفة|وكالة|كتاب|قناة|ملحق|أسبوعية|يومية|دورية|شهرية|فصلية"
_CITES = pattern(
    r"^[*(\[«\s\-–—•]*(?:(?:للمزيد|لمزيد|للاطلاع|لقراءة|لمعرفة)[^:\n]{0,60}?)?"
    r"(?:(?P<label>(?:ال)?مصدر(?:\s+(?:الخبر|الأصلي|المعلومات|البيانات|النص|المقال|التقرير))?|المصادر|مصادر|مرجع|المرجع|المراجع|Source|Sources|Via|"
    r"رابط\s+(?:الخبر|المقال|المصدر|التقرير)|الرابط(?:\s+الأصلي)?|للمزيد(?:\s+من\s+(?:المعلومات|التفاصيل))?(?=\s*[:：]\s*(?!يرجى|الرجاء|يمكن|اتصل|زوروا|تواصل|هاتف|راجع|اقرأ|شاهد|[+\d]))|(?:إعداد[اًا]{0,2}|ملخص[اًا]{0,2}|مقتبس|مترجم|بتصرف)\s+عن|استناد[اًا]{0,2}\s+إلى|(?:بال)?اعتماد[اًا]{0,2}\s+على|للاستزادة|عن|منبع|ماخذ|سەرچاوە)\**\s*[:：/\-–—]\s*\**\s*"
    r"|(?P<quoted>نقل[اًا]{1,2}\s+عن|ن?قلت?ه?\s+عن|المصدر|مترجم(?:ة)?\s+(?:عن|من)|ترجمة\s+عن|عن\s+(?:"
    + _PRINTED
    + r")|عن(?=\s+(?:«|\S+\s(?:نيوز|برس|نت)$|[^\W\d_]+(?:\s[^\W\d_]+)?\)$))|بالاتفاق\s+مع|بالتعاون\s+مع|بتصرف\s+عن|"
    r"منقول(?:ة)?\s+(?:من|عن)|من\s+أرشيف(?=\s+(?:صحيفة|مجلة|جريدة)\s)|(?:نُ?شر(?:ت)?|نشر)\s+(?:(?:هذا\s+)?ال\S+\s+)?(?:أولا\S*\s+|أول\s+مرة\s+)?في(?:\s+(?:ال)?عدد\s+(?:رقم\s+)?[(]?[\d٠-٩]+[)]?\s+من)?(?=\s+(?:(?:ال)?(?:صحيفة|مجلة|جريدة|موقع)|«)))\s*[:：]?\s+)"
    r"(?P<name>\S.*)$",
    re.IGNORECASE,
)
#: A paper on the list, the day, and perhaps the page: «السفير ، الاربعاء 11 ايار 1994 ، ص 3».
_PAPER_AND_DAY = pattern(
    r"[(\[]?(?P<name>[«\"]?[^\W\d_]+(?:\s[^\W\d_]+)?[»\"]?)\s?[،,\-–—/|]\s?(?=\D{0,20}[\d٠-٩]{1,4}).+$"
)
#: A paper on no list that marks set off, the day, and perhaps the issue: «(السنابل) - الأربعاء 25 أكتوبر 2017م - العدد 642».
_MARKED_PAPER = pattern(
    r"(?P<name>[«\"(][^\W\d_]+(?:\s[^\W\d_]+){0,3}[»\")])\s?[،,\-–—/|]\s?(?P<rest>[^.؟!]+?)(?:\s?[،,\-–—/|]\s?(?:ال)?عدد\s?:?\s?\(?[\d٠-٩]+\)?)?"
)
#: A work or a place to read on in, with its name or address.
_NAMES_WORK = pattern(rf"[«\"“]|\b(?:تقرير|دراسة|كتاب|موقع|مجلة|صحيفة|منظمة|معهد|مركز)\s|{URL.pattern}", re.IGNORECASE)
#: Bodies that give news of their own, after «عن:».
_BODY = pattern(
    r"(?:ال)?(?:اتحاد|وزارة|هيئة|مديرية|جمعية|نقابة|لجنة|مكتب|مركز|مؤسسة|محافظة|بلدية|جامعة|غرفة|ديوان|مصلحة)\s"
)
#: What of an author's own a text is from names no source: «نقلا عن عموده اليومي».
_HIS_OWN = pattern(r"(?:عمود|صفح[ةت]|حساب|مدون[ةت]|زاوي[ةت]|مقال|كتاب|قنا[ةت])(?:ه|ها|هم)(?:\s|$)")
#: Where acts are published.
GAZETTE = pattern(
    r"(?:الجريدة الرسمية|الرائد الرسمي|الوقائع (?:المصرية|العراقية|الفلسطينية)|النشرة الرسمية)(?:\s(?:لل?[^\W\d_]+(?:\sال[^\W\d_]+){0,3}))?"
)
_PIECES = pattern(r"\s*[-–/،,+]\s*|\s+و(?=ال|ك)")
_OUTLET = pattern(rf"(?:صحيفة|جريدة|مجلة|موقع|وكالة|قناة|كتاب|شبكة|بوابة|تقرير|دراسة)\s|{URL.pattern}", re.IGNORECASE)
_KEEPS_WORD = pattern(rf"^[(\[*\s]*(?:عن)\s+(?=(?:{_PRINTED})\s)")
#: What is said of how the text was taken over, after the name: «… بتصرّف», «… بتصرف يسير».
_ADAPTED = pattern(r"[\s،,–—-]+[(\[]?(?:بتصر\u0651?ف|باختصار|بإيجاز)(?:\s(?:يسير|بسيط|من المحرر))?[)\]]?$")
_RIGHTS = pattern(
    r"^[*(\s]*(?:©|\(c\)|حقوق (?:النشر|الطبع)|جميع (?:الحقوق|حقوق)|كل الحقوق|كافة الحقوق|Copyright)\s*(?P<name>.*)$",
    re.IGNORECASE,
)
_YEARS = pattern(r"(?:©|\(c\)|[0-9٠-٩]{4}|محفوظة|لـ?\s|لدى|:|ـ)+", re.IGNORECASE)
_ALONE = pattern(r"^[(\[«\-–—/]*\s*(?P<name>[^()\n]{2,40}?)\s*[)\]»/]*\.?$")
_SIGNED = pattern(r"[(\[]\s*(?P<name>[^()\[\]\n]{2,30}?)\s*[)\]]\s*\.?$")
#: A line in brackets that names a publication: «(الجريدة الرسمية - العدد 3301)».
_ISSUE = pattern(
    r"^[(\[]\s*(?P<name>(?:(?:ال)?(?:جريدة|صحيفة|مجلة|موقع|قناة|نشرة|ملحق|دورية|كتاب|فصلية)\s[^()\n]{2,40}?|«[^»]{2,30}»))(?:\s*[-–—،,]\s*[^()\n]*)?\s*[)\]]\.?$"
)
#: The paper, the day and the number of the issue, as a line at the end has them.
_ISSUE_LINE = pattern(
    r"^\(?(?P<name>(?:جريدة|صحيفة|مجلة|نشرة|موقع)\s[^\-–—،,|/()]{2,40}?)\s*(?:[-–—،,|/(]|(?<=\s)ـ(?=\s))\s*(?=.*(?:[\d٠-٩]{4}|العدد|عدد\s)).+$"
)
#: A paper on no list, told by the number of its issue: «الأهالي المصورة، العدد 412، السبت 14 أبريل 1956، ص 3».
_NUMBERED = pattern(
    r"^[(\[]?\s*(?P<name>[«\"]?(?!السنة|العدد|المجلد|الطبعة|الصفحة)[^\W\d_]{2,}(?:\s[^\W\d_]+){0,3}[»\"]?)\s*[-–—،,|/]\s*(?=[^.؟!]*(?<!\w)(?:ال)?عدد\s*:?\s*[(]?[\d٠-٩]).+$"
)
#: What may stand between the name of a paper and the day: the weekday, the number of the issue.
_BEFORE_DAY = pattern(
    r"(?:\s*[،,\-–—|/(]\s*|\s+)(?:(?:ال)?عدد\s*:?\s*[\d٠-٩]+\s*[،,\-–—|/(]\s*)?(?:(?:يوم|بتاريخ|في|ال[^\W\d_]+)\s*[،,]?\s*){0,2}$"
)
_MARKDOWN_LINK = pattern(r"\[(?P<name>[^\[\]\n]+)\]\((?P<url>[^()\s]+)\)")
_EDGE = ' \t\xa0.-–—:،,()[]«»"*/|\u200f\u200e'
_LONGEST = 25


def source_line(page: Page, at: int) -> Verdict | None:
    """Take a line for the citation that says so: «المصدر: وكالات», «نقلاً عن …», «للمزيد …، يمكنك زيارة المصدر: …»."""
    line = page.lines[at]
    found = _CITES.match(line.bare) if line.words <= _LONGEST else None
    if not found:
        return None
    about = found["label"] is not None and fold(found["label"]) == "عن"
    if about and line.words > (10 if _BODY.match(found["name"]) else 6) and found["name"][0] not in '«"“':
        return None
    if (
        found["label"]
        and found["label"].startswith(("للمزيد", "للاستزادة"))
        and line.words > 5
        and not _NAMES_WORK.search(line.bare)
    ):
        return None  # another article: «للمزيد: كيف تسجل رقم هاتفك …»
    if found["label"] in ("مصدر", "مصادر") and line.words > 4 and not names_outlet(found["name"]):
        return None  # who says so: «مصادر: اجتماع ثلاثي مساء اليوم»
    if found["quoted"] == "عن" and found["name"][-1] == ")" and fold(found["name"].strip(_EDGE)) not in PAPERS:
        return None  # «(عن أمي)»
    if found["quoted"] and _HIS_OWN.match(found["name"]):
        return None
    if found["quoted"] and line.words > (6 if found["quoted"] == "عن" else 12):
        return None
    return Verdict("citation", 0.95 if found["label"] else 0.85, facts=_day_of(found["name"]))


def _day_of(cited: str) -> Facts | None:
    """Return the day that stands after the name of what is cited: «مجلة «نورد»، 6 كانون الأول 2021»."""
    found = next(date_spans(cited), None) if may_hold_date(cited) else None
    return Facts(dated=found.found) if found and found.found and _BEFORE_DAY.search(cited[: found.start]) else None


def names_outlet(text: str) -> bool:
    """Return whether `text` names an agency, a paper or a work, and is not what an unnamed source says."""
    pieces = _PIECES.split(text.strip(_EDGE))
    return any(kind_of(piece) in ("agency", "paper") for piece in pieces) or bool(_OUTLET.match(text))


def cites_source(text: str) -> bool:
    """Return whether a line that stands alone is a citation that says so."""
    return source_line(Page([Line(text, gap=False)]), 0) is not None


def rights_line(page: Page, at: int) -> Verdict | None:
    """Take a line for the citation that claims the rights: «© 2026 وكالة الأنباء»."""
    line = page.lines[at]
    if line.words > _LONGEST or not _RIGHTS.match(line.bare):
        return None
    return Verdict("citation", 0.9, facts=Facts(dated=find_date(line.bare)))


def agency_signature(page: Page, at: int) -> Verdict | None:
    """Take a last line for the citation that is the name of an agency: «(واس)», «رويترز»; an agency's issue too."""
    line = page.lines[at]
    found = _ALONE.match(line.bare) if line.words <= 6 else None
    if found and all(kind_of(part.strip(_EDGE)) == "agency" for part in _PIECES.split(found["name"])):
        name = found["name"].strip(_EDGE)
        return Verdict("citation", 0.9, facts=Facts(agency=name if is_agency(name) else None))
    if found and line.bare[0] == "(" and _names_outlets(found["name"]):
        return Verdict("citation", 0.8)
    if line.words <= 6 and GAZETTE.fullmatch(line.bare.strip(_EDGE)):
        return Verdict("citation", 0.8)
    editorial = any(one.words == 2 and one.bare.endswith(f" {line.bare}") for one in page.lines[:2])
    if (
        not editorial  # «كلمة البلاد», which «البلاد» signs
        and line.words <= 4
        and (paper := fold(line.bare.strip(_EDGE))) not in KICKERS
        and (paper in PAPERS or is_outlet(paper))
    ):
        return Verdict("citation", 0.7)
    if line.words <= 10 and _ISSUE.match(line.bare):
        return Verdict("citation", 0.75)
    if line.words <= 14 and names_paper_and_day(line.bare):
        return Verdict("citation", 0.8, facts=Facts(dated=find_date(line.bare)))
    if line.words <= 20 and (_ISSUE_LINE.match(line.bare) or names_issue(line.bare)):
        return Verdict("citation", 0.8, facts=Facts(dated=find_date(line.bare)))
    return None


def _names_outlets(text: str) -> bool:
    """Return whether `text` is several outlets of which one is known, and the others may be: «الراية الاقتصادية، بلومبرغ»."""
    kinds = ["paper" if fold(piece.strip(_EDGE)) in PAPERS else kind_of(piece) for piece in _PIECES.split(text)]
    known = sum(kind in ("agency", "paper") for kind in kinds)
    return len(kinds) > 1 and known > 0 and set(kinds) <= {"agency", "paper", ""}


def names_issue(text: str) -> re.Match[str] | None:
    """Match a paper with the number of its issue, on no list perhaps; its name is no weekday and no section."""
    found = _NUMBERED.match(text) if "عدد" in text else None
    name = found["name"].strip(_EDGE) if found else ""
    return found if found and fold(name) not in KICKERS and not is_filler(name) else None


def names_paper_and_day(text: str) -> re.Match[str] | None:
    """Match a paper on the list, with the day and perhaps the page, or one between marks, with the day and the issue."""
    marked = _MARKED_PAPER.fullmatch(text)
    if marked and date_line(marked["rest"]):
        return marked
    found = _PAPER_AND_DAY.match(text)
    return found if found and fold(found["name"].strip(_EDGE)) in PAPERS and find_date(text) else None


def bare_address(page: Page, at: int) -> Verdict | None:
    """Take a last line for the citation that is the address of a page."""
    line = page.lines[at]
    found = URL.search(line.bare) if line.words <= 3 else None
    return Verdict("citation", 0.7) if found and not URL.sub("", line.bare).strip(_EDGE) else None


def cited_source(line: str) -> Source:
    """Return the source that the citation `line` names, and its address where it has one."""
    linked = _MARKDOWN_LINK.search(line)
    if linked:
        rest, url = _MARKDOWN_LINK.sub(lambda found: found["name"], line), linked["url"]
    else:
        found_url = URL.search(line)
        rest, url = URL.sub(" ", line), found_url[0] if found_url else ""
    rest = with_plain_label(rest)
    issue = _ISSUE.match(rest) or names_paper_and_day(rest) or _ISSUE_LINE.match(rest) or names_issue(rest)
    cites = None if issue else _CITES.match(rest)
    found = issue or cites or _RIGHTS.match(rest)
    name = found["name"] if found else "" if url else rest
    if cites and _KEEPS_WORD.match(rest):
        name = _KEEPS_WORD.sub("", rest)
    if may_hold_date(name) and (day := next(date_spans(name), None)) and (gap := _BEFORE_DAY.search(name[: day.start])):
        name = name[: gap.start()]
    if _RIGHTS.match(rest):
        name = _YEARS.sub(" ", name.split(".")[0])
    name = _ADAPTED.sub("", re.sub(r"\(\s*\)|\s{2,}", " ", name).strip(_EDGE)).strip(" .،,")
    if name.count("«") > name.count("»"):
        name += "»"
    elif name.count("»") > name.count("«"):
        name = f"«{name}"
    if name.count("(") > name.count(")"):
        name += ")"
    if name.count('"') % 2:  # «وكالة "الشرق"»
        name = f'{name}"' if f'{name}"' in rest else f'"{name}'
    return Source(name=name or None, url=address(url) if url else None, citation=line)


def signed_by(text: str) -> str | None:
    """Return the agency that signs the end of a paragraph, «… (واس)», or None."""
    found = _SIGNED.search(text[-40:])
    return found["name"].strip() if found and kind_of(found["name"]) == "agency" else None
