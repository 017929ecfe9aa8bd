"""The stretches of a credit between its marks, what each is, and what they say of place, agency and date."""

from __future__ import annotations

from typing import NamedTuple

from ...patterns import pattern
from .dates import is_filler, may_hold_date
from .folding import fold
from .line import Facts
from .names import name_likeness
from .parts import EDGE, Part, is_agency, is_country, kind_of, known_parts, read_parts
from .words import KICKERS

_SPLIT = pattern(r"\s*(?:\s[-–—_]+\s?|\s?[-–—_]+\s|\sـ+\s?|ـ+\s|\s{2,}|[:،,/|()\[\]\"]+)\s*")
HYPHENS = pattern("[-–—ـ]+")
#: Who signs with initials.
_INITIALS = pattern(
    r"[ء-ي]\s?\.\s?[ء-ي](?:\s?\.)?$|(?![دم]\s?\.)[ء-يهـ]\s?\.\s?[^\W\d_]{3,}$|[^\W\d_]{3,}\s?\.\s?[ء-ي]\s?\.?$"
)
FROM = pattern(r"^(?P<who>.{2,40}?)\s+(?:من|في)\s+(?P<place>\S.{1,30})$")


class Segment(NamedTuple):
    """A stretch of a credit between marks: what kind it is, its text, and the parts that were known in it."""

    kind: str
    text: str
    known: tuple[Part, ...] = ()


def segments(text: str, *, hyphens: bool = False) -> list[Segment]:
    """Return the stretches of a credit, dates apart; `hyphens` parts at those without space too."""
    parts = read_parts(text) if may_hold_date(text) else []
    found: list[Segment] = []
    start = 0
    for date in [*(part for part in parts if part.kind == "date"), None]:
        end = date.start if date else len(text)
        for piece in _SPLIT.split(text[start:end]):
            for stretch in HYPHENS.split(piece) if hyphens else (piece,):
                if stretch.strip(EDGE):
                    found.append(_segment(stretch.strip()))
        if date:
            found.append(Segment("date", date.text, (date,)))
            start = date.end
    return found


def _segment(text: str) -> Segment:
    kind = kind_of(text)
    if kind in ("", "hint") and _INITIALS.match(text):  # «ط. ب / وكالات»
        return Segment("name", text)
    if kind in ("place", "agency"):
        return Segment(kind, text, (Part("place" if kind == "place" else "agency", 0, len(text), text.strip(EDGE)),))
    parts = known_parts(text) if kind in ("", "hint") and " " in text else []
    if parts:
        kinds = {part.kind for part in parts} - {"filler"}
        return Segment("+".join(sorted(kinds)) or "filler", text, tuple(parts))
    if kind in ("", "hint") and is_filler(text):
        return Segment("filler", text)
    placed = FROM.match(text.strip(EDGE))
    if placed and not _PRESENT.match(text) and kind_of(placed["who"]) in ("name", "paper", "agency", "desk", "hint"):
        where = kind_of(placed["place"])
        who = kind_of(placed["who"])
        if (
            where == "place"
            or (who == "paper" and placed["place"].isalpha())
            or (who == "name" and where in ("hint", "name"))
        ):
            return Segment(
                "paper" if who == "agency" else who,
                text,
                (
                    Part("place", 0, 0, placed["place"]),
                    *([Part("agency", 0, 0, placed["who"])] if who == "agency" else []),
                ),
            )
    return Segment(kind, text)


def facts_of(found: list[Segment]) -> Facts:
    """Return what the stretches of a credit say of place, agency and date."""
    known = [part for segment in found for part in segment.known]
    place = next((part.text for part in known if part.kind == "place"), None)
    agency = next((part.text.strip(EDGE) for part in known if part.kind == "agency" and is_agency(part.text)), None)
    dated = [part.dated for part in known if part.kind == "date" and part.dated]
    best = max(dated, key=lambda one: one.confidence > 0.8, default=None)
    papers = (_name_of(one.text) for one in found if one.kind == "paper" and not one.known)
    return Facts(place, agency, best, paper=next((name for name in papers if fold(name) not in KICKERS), None))


def _name_of(paper: str) -> str:
    """Return the name of a paper without the marks around it, and without the day after them: «الجريد» السبت."""
    quoted = _QUOTED.match(paper)
    name = paper.strip(EDGE)
    return quoted["name"] if quoted else f"{name}»" if name.count("«") > name.count("»") else name


_QUOTED = pattern(r"[«\"“](?P<name>[^«»\"“”]+)[»\"”]")
#: What begins with a verb: «تبدأ اجتماعاتها في دمشق».
_PRESENT = pattern(r"[يت]\S{2,}(?<![ةهيا])\s\S+(?:ها|هم|ه|ات)\s")
_COUNTRY_AFTER = pattern(
    r"\s?[،,]\s?(?P<a>[^\-–—:،,()/\d]{3,26}?)(?=\s*(?:[-–—:(/،,\d]|$))|\s?\(\s?(?P<b>[^()]{3,26})\s?\)"
)
_TOWN_BEFORE = pattern(r"(?P<town>[^()\-–—:/،,\d]{2,25}?)\s?\(\s?$")


def with_country(text: str, facts: Facts) -> Facts:
    """Return `facts` with the country that stands right after the place: «أربيل، العراق», «غدامس (ليبيا)».

    The full name of a state, as releases have it, is no part of the place: «دبي، الإمارات العربية المتحدة».
    """
    if not facts.place or (at := text.find(facts.place)) < 0:
        return facts
    end = at + len(facts.place)
    if is_country(facts.place):  # of a place on no list: «وادي رم (الأردن)»
        town = _TOWN_BEFORE.match(text[:at])
        whole = text[: text.find(")", end) + 1]
        return facts._replace(place=whole) if town and whole and name_likeness(town["town"]) <= 0.3 else facts
    found = _COUNTRY_AFTER.match(text, end)
    country = found and (found["a"] or found["b"]).strip()
    if not found or not country or " " in country or not is_country(country):
        return facts
    return facts._replace(place=text[at : found.end()])
