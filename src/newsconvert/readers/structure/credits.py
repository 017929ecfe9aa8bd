"""Rules of the head: what stands around the headline. Each looks at one line of a page and answers, or passes."""

from __future__ import annotations

import re

from .dates import date_line
from .line import Line, Page, Verdict
from .words import AGENCIES, KICKERS, PAPERS, PLACES, fold, name_likeness

#: A credit is a short line.
_CREDIT_WORDS = 16
LABEL = re.compile(
    r"^[*(\[]?\s*(?P<label>كتب|كتبت|كتبه|كتبها|كتبته|إعداد|اعداد|أعدّ?ه|أعدتها?|تقرير|تحقيق|بقلم|حوار|حاوره|حاورها|حاورته|أجرى الحوار|تصوير|"
    r"متابعة|ترجمة|ترجمها|تحرير|تغطية|مراسلنا|مراسلتنا|مراسل|المحرر|المحررة|الكاتب|الكاتبة|المؤلف|بواسطة|من|إشراف|رصد|نقله|تحليل|عدسة|"
    r"By|Author|Written by|Reported by)"
    r"(?:\s+(?:وتصوير|وإعداد|وحوار|وتحرير|وتقرير|وترجمة|وتحقيق))?(?P<mark>\s*[:：\-–—/]\s*|\s+)(?P<name>\S.*)$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:\s[-–—_]\s?|\s?[-–—_]\s|\sـ\s?|ـ\s|[:،,/|(),\"]+)\s*")
FROM = re.compile(r"^(?P<who>.{2,40}?)\s+(?:من|في)\s+(?P<place>\S.{1,30})$")
EDGE = " \t*:.()[]«»\"“”'-–—ـ"
_RUN_IN = re.compile(
    r"^(?P<head>(?P<a>[^\W\d][^()\-–—:.،\n]{1,40}?)\s*(?:[(/]\s*(?P<b>[^()\n]{1,30}?)\s*[)/]|\s*[-–—،,]\s*(?P<c>[^()\-–—:\n]{1,24}?))?\s*[-–—:])\s*(?=\S)"
)
_BRACKETED = re.compile(r"^(?P<head>\(\s*(?P<a>[^()\n]{1,24}?)\s*\)\s*[-–—:])\s*(?=\S)")


def kind_of(part: str) -> str:
    """Return what a part of a credit is: agency, place, paper, name, or nothing known."""
    quoted = part.strip().startswith(("«", '"', "“"))
    bare = fold(part.strip(EDGE))
    if bare in AGENCIES:
        return "agency"
    if bare in PLACES:
        return "place"
    if bare in PAPERS or (quoted and bare.count(" ") < 3):
        return "paper"
    if bare.startswith(("تصوير", "متابعه", "وكاله ", "موفد", "ترجمه")):
        return "name"
    return "name" if name_likeness(part) >= 0.75 else "hint" if name_likeness(part) > 0 else ""


def kicker(page: Page, at: int) -> Verdict | None:
    """Take a first line for the kicker that is the name of a section or of a kind of piece: «تقرير خاص»."""
    line, following = page.lines[at], page.next(at)
    if line.words > 4 or not following or at:
        return None
    named = fold(line.bare.strip(EDGE + "|#!")) in KICKERS
    return Verdict("kicker", 0.9) if named and following.words > line.words else None


def date_alone(page: Page, at: int) -> Verdict | None:
    """Take a line for the date that says nothing but when: «نشر في 12 مايو 2026», «١٤ آذار ٢٠٢٦»."""
    line = page.lines[at]
    found = date_line(line.bare) if line.words <= _CREDIT_WORDS else None
    return Verdict("date", found.confidence) if found else None


def labelled_byline(page: Page, at: int) -> Verdict | None:
    """Take a line for the byline that names its author by the work: «كتب: …», «إعداد: …», «بقلم …»."""
    line = page.lines[at]
    found = LABEL.match(line.bare) if line.words <= _CREDIT_WORDS else None
    if not found:
        return None
    name, marked = found["name"], found["mark"].strip() != ""
    likeness = max((name_likeness(part) for part in _split(name)), default=0.0)
    if marked and found["label"] not in ("تقرير", "تحقيق", "حوار", "من", "متابعة", "تحليل"):
        return Verdict("byline", 0.97) if line.words <= 12 and not name.endswith(("؟", "!")) else None
    if marked:  # «تقرير: …» may also open a headline
        known = likeness >= 0.3 or any(kind_of(part) in ("agency", "paper") for part in _split(name))
        return Verdict("byline", 0.9) if line.words <= 8 and known else None
    # «كتب محمد السيد» is a credit; «كتب الرئيس على صفحته» is not.
    return Verdict("byline", 0.85) if line.words <= 7 and likeness >= 0.75 else None


def agency_line(page: Page, at: int) -> Verdict | None:
    """Take a line for the dateline that is an agency alone or after a place: «واس», «القاهرة د ب أ»."""
    line = page.lines[at]
    if line.words > 6:
        return None
    kind = kind_of(line.bare)
    if line.bare.startswith("كلمة ") and kind_of(line.bare[5:]) == "paper":
        return Verdict("byline", 0.8)  # the paper's own leader
    if kind == "agency" or (kind == "paper" and line.bare[0] in '«"“'):
        return Verdict("dateline", 0.9 if kind == "agency" else 0.6)
    words = fold(line.bare).strip(EDGE).split()
    for cut in range(1, len(words)):
        if " ".join(words[:cut]) in PLACES and " ".join(words[cut:]).strip(EDGE) in AGENCIES:
            return Verdict("dateline", 0.85)
    return None


def place_and_source(page: Page, at: int) -> Verdict | None:
    """Take a line for byline or dateline that sets a place, an agency, a paper or a name side by side.

    «صنعاء - رويترز» is a dateline, «محمد السيد - القاهرة» a byline: one name makes it a byline. A part that is
    unknown counts as a name where the other part is a place or a paper.
    """
    line = page.lines[at]
    if line.words > _CREDIT_WORDS or line.bare.endswith(("؟", "!")):
        return None
    text = line.bare.rstrip(":. ")
    found = FROM.match(text)
    if found and line.words <= 8:
        who, place = kind_of(found["who"]), kind_of(found["place"])
        if who in ("name", "paper", "agency") and (place in ("place", "hint", "name") or who == "name"):
            return Verdict("byline" if who == "name" else "dateline", 0.9 if place == "place" else 0.75)
        if who == "hint" and place == "place":
            return Verdict("byline", 0.75)
    parts = _split(text)
    if len(parts) == 1 and line.words <= 6:  # «الرياض-هتاف المحيميد»
        parts = [part for part in re.split("[-–—ـ]", text) if part.strip(EDGE)]
    if len(parts) < 2 or any(len(part.split()) > 5 for part in parts):
        return None
    kinds = [kind_of(part) for part in parts]
    if "name" in kinds:  # a place too small for any list
        kinds = [
            kind or ("hint" if part.strip(EDGE).isalpha() else "") for kind, part in zip(kinds, parts, strict=True)
        ]
    known = sum(kind in ("agency", "place", "paper") for kind in kinds)
    if known == len(kinds):
        return Verdict("dateline", 0.95)
    if "name" in kinds and known + kinds.count("name") + kinds.count("hint") == len(kinds):
        return Verdict("byline", 0.93 if known else 0.8)
    if known and line.words <= 9 and kinds[0] + kinds[-1] and all(len(part.split()) <= 4 for part in parts):
        return Verdict("byline", 0.7)
    if all(kinds) and len(kinds) == 2 and line.words <= 7:
        return Verdict("byline", 0.55)
    return None


def author_line(page: Page, at: int) -> Verdict | None:
    """Take a line for the byline that looks like a person's name and nothing else, right after the headline.

    Where only its shape speaks for it, a long paragraph must follow: a heading «خلفية الأزمة» has that shape too.
    """
    line, following = page.lines[at], page.next(at)
    if line.words > 6 or not following:
        return None
    likeness = name_likeness(line.bare)
    if likeness >= 0.75 or (likeness >= 0.6 and following.words > 20):
        return Verdict("byline", likeness)
    return None


def run_in_dateline(page: Page, at: int) -> Verdict | None:
    """Take the beginning of the first paragraph for its dateline: «القاهرة (رويترز) - قال …»."""
    start = page.lines[at].text[:90]
    found = _RUN_IN.match(start) or _BRACKETED.match(start)
    if not found or page.lines[at].words < 8:
        return None
    parts = [part for name, part in found.groupdict().items() if part and name != "head"]
    kinds = [kind_of(part) for part in parts]
    agency = "agency" in kinds or ("paper" in kinds and len(kinds) > 1)
    dated = len(parts) == 2 and kinds[0] == "place" and date_line(parts[1]) is not None
    place = kinds == ["place"] and not found["head"].endswith(":")
    if not (dated or place or (agency and all(kind in ("agency", "place", "paper", "hint", "name") for kind in kinds))):
        return None
    return Verdict("paragraph", 0.9, head=len(found["head"]))


def _split(text: str) -> list[str]:
    return [part for part in _PARTS.split(text) if part.strip(EDGE)]


def continues_headline(first: Line, second: Line, after: Line | None) -> float:
    """Tell how sure it is that `second` is the rest of the headline `first`, 0 to 1.

    A headline breaks before a word that needs what went before it, or after one that needs what comes.
    """
    if not (first.words >= 4 and second.words <= HEADLINE_WORDS and first.words <= HEADLINE_WORDS):
        return 0.0
    if second.gap or not second.short or after is None or first.bare.endswith((".", "؟", "!", "»")):
        return 0.0
    if first.bare.endswith(("،", ",", "..", "-", "–", ":")) or _OPEN_END.search(first.bare):
        return 0.85
    if _DEPENDENT.match(second.bare):
        return 0.8
    return 0.7 if after.gap and not first.gap and second.words >= 4 and after.words > second.words else 0.0


HEADLINE_WORDS = 18
_OPEN_END = re.compile(
    r"(?:^|\s)(?:في|من|على|إلى|عن|مع|بين|بعد|قبل|عند|أن|إن|أو|ضد|نحو|حول|خلال|منذ|لدى|بشأن|وسط|دون|غير|ثم|لكن|التي|الذي|هذا|هذه)$"
)
_DEPENDENT = re.compile(
    r"(?:في|من|على|إلى|عن|مع|بين|بعد|قبل|ضد|حول|خلال|منذ|لدى|بشأن|وسط|دون|بسبب|إثر|رغم|التي|الذي|أو|ثم)\s|(?:لل|بال|كال|وال|لمواجهة|لبحث|لدعم|بهدف|بحضور)\S+\s"
)
