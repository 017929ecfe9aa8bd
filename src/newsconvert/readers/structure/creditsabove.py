"""What credits stand above a headline: where its news is from, who wrote it, what cites it."""

from __future__ import annotations

from ...patterns import pattern
from .authorlines import ROLE
from .citations import names_outlet, source_line
from .creditlines import CREDITS
from .credits import date_alone, labelled_byline
from .dates import is_filler, without_dates
from .folding import fold
from .headline import titular
from .lead import is_under_stamp
from .letterheads import STRIP
from .line import Facts, Line, Page, Verdict
from .names import name_likeness
from .parts import begins_known, is_country, kind_of
from .placecredits import place_and_source
from .words import PAPERS

_PARTED = pattern("[-–—/:|()،,ـ0-9٠-٩]")
#: The paper's own news, after the place: «تعز | خاص».
_OWN_NEWS = pattern(r"\W\s?خاص$")


def place_above(page: Page, at: int) -> tuple[str, Verdict | None]:
    """Return the rule that takes a line above the headline for where its news is from, and its verdict.

    «دمشق-سانا» is the dateline, and so is a place or an agency beside the day; «تعز | خاص» is a kicker.
    """
    line, following = page.lines[at], page.lines[at + 1]
    short, dated = line.words <= 3, _holds_date(line)
    parted = short or (line.words <= 5 and _PARTED.search(line.bare) is not None)
    named = line.words <= 5 and any(name_likeness(piece.strip()) >= 0.75 for piece in _PARTED.split(line.bare)[1:])
    if "/" in line.bare and titular(following) and (signed := _signed_copy(line)):
        return "place and source", signed
    placed = place_and_source(page, at) if parted or dated else None
    facts = placed.facts if placed else None
    if placed is None or facts is None:
        return "", None
    if (
        named
        and placed.role == "byline"
        and placed.confidence >= 0.9
        and facts.place
        and titular(following)
        and following.words >= 4
    ):
        return "place and source", placed  # «القاهرة: ماجدة حلمي»
    if _says_where(placed) and (short or facts.dated or placed.confidence >= 0.95):
        return "place and source", placed
    over_copy = short or is_under_stamp(following, wired=True)  # «الرياض 17 مارس 2025 م واس»
    if over_copy and facts.place and titular(following) and _of_paper(line, placed):
        return "kicker", Verdict("kicker", 0.85, facts=facts)
    return ("place and source", placed) if dated and _says_where_and_when(line, placed, facts) else ("", None)


def _signed_copy(line: Line) -> Verdict | None:
    """Take a line for the credit of an agency's copy, which says where, who, and through whom: «دمشق / محمد مستو / الأناضول»."""
    place, *names, agency = (piece.strip(STRIP) for piece in line.bare.split("/"))
    if (
        len(names) != 1
        or kind_of(place) != "place"
        or kind_of(agency) != "agency"
        or not 2 <= len(names[0].split()) <= 5
    ):
        return None
    return Verdict("byline", 0.9, facts=Facts(place, agency, None, names[0])) if name_likeness(names[0]) else None


def _holds_date(line: Line) -> bool:
    """Return whether a line has a date, and is short enough for a credit; most headlines with figures have none."""
    return line.words <= 12 and any(map(str.isdecimal, line.bare)) and without_dates(line.bare) != line.bare


def _says_where_and_when(line: Line, placed: Verdict, facts: Facts) -> bool:
    """Return whether a line says where or through which agency, the day, and nothing else: «تهران / ۲۳ اسفند ۱۴۰۳»."""
    if placed.role != "dateline" or not facts.dated:
        return False
    words = (word for word in without_dates(line.bare).split() if not is_filler(word))
    said = "".join(filter(str.isalpha, "".join(words)))
    told = "".join(filter(str.isalpha, (facts.place or "") + (facts.agency or "")))
    return said == told and bool(facts.agency or not is_country(facts.place or ""))


def _of_paper(line: Line, placed: Verdict) -> bool:
    """Return whether a line says where the paper has its news from: «تعز | خاص», «تشرين – حماة»."""
    paper = _OWN_NEWS.search(line.bare) or any(fold(part.strip(STRIP)) in PAPERS for part in _PARTED.split(line.bare))
    return bool(paper) and placed.confidence >= 0.85


def _says_where(verdict: Verdict) -> bool:
    """Return whether a credit names a place and an agency and nothing else: «دمشق-سانا»."""
    return verdict.role == "dateline" and bool(verdict.facts and verdict.facts.place and verdict.facts.agency)


def credit_above(page: Page, at: int) -> tuple[str, Verdict | None]:
    """Return the rule that takes a line above the headline for a credit, and its verdict."""
    line, following = page.lines[at], page.lines[at + 1]
    above = page.verdicts[at - 1] if at else None
    if above and above.role == "kicker" and line.words <= 4 < following.words and name_likeness(line.bare) >= 0.75:
        return "labelled byline", Verdict("byline", 0.95)  # under the name of a column
    if line.bare[-1] == ")" and line.words <= 6 and (placed := _signed_in_place(page, at)):
        return "labelled byline", placed
    if cites_above(page, at):
        return "source line", source_line(page, at)
    if _is_over_role(page, at):
        return "labelled byline", Verdict("byline", 0.95)
    if not (begins_known(page.lines[at].bare) and _PARTED.search(page.lines[at].bare)):  # most are headlines
        verdict = date_alone(page, at) or labelled_byline(page, at)
        return ("date" if verdict and verdict.role == "date" else "labelled byline"), verdict
    return next(((name, found) for name, rule in CREDITS[:4] if (found := rule(page, at))), ("", None))


def cites_above(page: Page, at: int) -> bool:
    """Return whether a line says where the text was taken from: «المصدر: رويترز», «عن مجلة …»; no headline «عن أمي»."""
    line = page.lines[at]
    if line.words > 7 or not line.bare.startswith(("المصدر", "نقل", "عن ")) or source_line(page, at) is None:
        return False
    return line.bare[0] != "ع" or names_outlet(line.bare[3:])


def _is_over_role(page: Page, at: int) -> bool:
    """Return whether a name stands over what its bearer is, and that over the headline: «كاتبة وأكاديمية من تونس»."""
    lines = page.lines[at : at + 3]
    return (
        len(lines) == 3
        and 2 <= lines[0].words <= 5
        and name_likeness(lines[0].bare) >= 0.85
        and lines[1].words <= 8
        and bool(ROLE.match(lines[1].bare))
        and titular(lines[2])
    )


def _signed_in_place(page: Page, at: int) -> Verdict | None:
    """Take a name and its place in brackets for the byline above the headline: «فيصل البلوشي (صحار)»."""
    verdict = place_and_source(page, at)
    named = name_likeness(page.lines[at].bare.partition("(")[0]) >= 0.85
    placed = verdict and verdict.facts and verdict.facts.place
    return verdict._replace(confidence=0.95) if named and placed and verdict and verdict.role == "byline" else None


def may_stand_first(verdict: Verdict, name: str, line: Line) -> bool:
    """Return whether a credit may stand above the headline: a headline looks like a byline more often than that."""
    if verdict.role == "date":
        return verdict.confidence >= 0.75 or not any(map(str.isalpha, line.bare))
    if verdict.role == "dateline":
        facts = verdict.facts
        return verdict.confidence > 0.8 and line.words <= 12 and bool(facts and (facts.agency or facts.dated))
    if name == "source line":
        return True
    if name != "labelled byline" or line.words > 7:
        return False
    named = verdict.confidence >= 0.9 and name_likeness(line.bare.partition(":")[2].strip()) >= 0.75
    return named or verdict.confidence >= 0.95  # «حوار: إيمان الشريف»
