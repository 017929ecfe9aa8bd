"""Offices above a headline: the state, a ministry and its departments, a court, with what they issue below them."""

from __future__ import annotations

from ...patterns import pattern
from .creditlines import credit_at
from .folding import fold
from .headline import CLAUSE, titular
from .letterheads import REFERENCE, STRIP
from .line import Line, Page, Verdict
from .parts import kind_of
from .sentences import NO_VERB

#: What names of offices begin with, folded, without the article.
_OFFICE = pattern(
    r"(?:ال)?(?:جمهوريه|مملكه|سلطنه|دوله|اماره|ولايه|محافظه|وزاره|رئاسه|مجلس|هيئه|بلديه|مديريه|امانه|جامعه|كليه|معهد|اكاديميه|مدرسه|مستشفي|نقابه|جمعيه|موسسه|غرفه|اتحاد|حزب|سفاره|قنصليه|دائره|قياده|منظمه|لجنه|محكمه|"
    r"نيابه|ديوان|اداره|مصلحه|مندوبيه|عماله|معتمديه|قائمقاميه|سلطه|مكتب|مركز|قسم|وحده|شعبه|خليه|قطاع|وكاله|مفوضيه|صندوق|شركه|مصرف|بنك|نادي|شرطه|كتابه الدوله|كتابه عامه|كتابه العامه|دفاع المدني)(?=\s|$)"
)
#: The highest of them, which stand on a line alone over nothing but what they issue.
_STATE = pattern(r"(?:ال)?(?:جمهوريه|مملكه|سلطنه|دوله|وزاره|رئاسه|محكمه|مديريه)\s")
#: What says of a text that it is issued, on a line of its own, folded.
_ISSUED = pattern(
    r"(?:م\s?/\s?)?(?:(?:بيان|بلاغ|خبر|تصريح|تنويه|تعميم) (?:صحفي|صحافي|اعلامي|رسمي|هام)|للنشر(?: الفوري| والتعميم)?|(?:برجاء|يرجي|نرجو) النشر|للاعلام|بيان|بلاغ|تعميم|اعلان|اعلانات|(?:اعلان|اعلانات) (?:قضائيه?|رسميه?|اداريه?|حكوميه?|مبوبه|هام))"
)
_APART = pattern(r"\s*[/|،]\s*|\s+[-–—ـ]+\s+")
#: Of a sentence: prepositions, and verbs of hers in the past.
_TELLS = pattern(
    rf"(?:^|\s)(?:ف[يى]|من|عل[ىي]|[إا]ل[ىي]|عن|مع|بين|بعد|قبل|ضد|لم|لن|لا|قد|بلا|أمام|تحت|هل|كيف|لماذا|{NO_VERB}[^\W\d_]{{3,}}(?<!ا)ت)(?:\s|$)"
)
#: So many lines may stand above a headline, and so many words may be in a part of one.
_MOST, _PART = 6, 7


def offices_in(line: Line) -> int:
    """Return how many offices a line names, one in the other, where it says nothing else: «وزارة الصحة / مديرية الإعلام»."""
    text = line.bare.strip(STRIP)
    if (
        not _OFFICE.match(fold(text))
        or line.words > 3 * _PART
        or text[-1] in ".؟!:…"
        or any(mark in text for mark in '«"“؟:')
    ):
        return 0
    pieces = [piece for piece in _APART.split(text) if piece.strip()]
    return len(pieces) if all(_names_office(piece) or kind_of(piece) == "place" for piece in pieces) else 0


def _names_office(text: str) -> bool:
    words = text.split()
    if len(words) > _PART or not _OFFICE.match(fold(text)) or any(map(str.isdigit, text)):
        return False
    rest = " ".join(word for word in words[1:] if kind_of(word) != "place")
    return not (CLAUSE.search(f" {rest} ") or _TELLS.search(f" {rest} "))


def offices(page: Page) -> int:
    """Settle the offices over a headline, and the word for what they issue among them; return the line after them, or 0.

    One line is enough that names two offices, or that stands beside such a word: «بيان صحفي», «وزارة الصيد – خلية الإعلام».
    """
    lines = page.lines
    named = [0] * len(lines[:_MOST])
    issued = at = 0
    while at < min(_MOST, len(lines) - 2):
        named[at] = offices_in(lines[at])
        marked = lines[at].words <= 4 and _ISSUED.fullmatch(fold(lines[at].bare.strip(STRIP)))
        if not (named[at] or marked or (at and _is_numbered(page, at))):
            break
        issued += bool(marked)
        at += 1
    count = sum(named)
    state = any(_STATE.match(fold(lines[one].bare) + " ") for one in range(at) if named[one])
    if not count or (count == 1 and not (issued and state)) or not titular(lines[at]) or lines[at].words < 3:
        return 0
    for one in range(at):
        found = credit_at(page, one) if not named[one] and _is_numbered(page, one) else None
        if found and found[1].role == "date":
            page.settle(one, *found)
        elif REFERENCE.match(lines[one].bare):
            page.settle(one, "reference number", Verdict("paragraph", 0.8))
        else:
            page.settle(one, "letterhead", Verdict("kicker", 0.85))
    return at


def _is_numbered(page: Page, at: int) -> bool:
    """Return whether a line is the day or the number of what is issued: «العدد: 3/ق/14»."""
    line = page.lines[at]
    if line.words <= 8 and REFERENCE.match(line.bare):
        return True
    found = credit_at(page, at) if any(map(str.isdigit, line.bare)) else None
    return found is not None and found[1].role == "date"
