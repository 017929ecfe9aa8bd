"""Strips of credits: a line that sets section, date, author and counters of readers side by side, as web pages do."""

from __future__ import annotations

from ...patterns import pattern
from .creditparts import OTHER_WORK
from .credits import CREDIT_WORDS, LABEL, date_alone, labelled_byline
from .dates import date_line, is_time_line
from .folding import fold
from .line import Facts, Line, Page, Verdict
from .names import name_likeness
from .pagetools import is_tools
from .parts import EDGE
from .placecredits import is_among_rows, place_and_source
from .words import KICKERS

_MARKS = pattern(r"\s*[|•·]\s*|\s+[-–—ـ/]+\s+|\s*[،,]\s+")
#: The page's own address: «Arabic.News.Cn».
_SITE = pattern(r"(?:www\.)?[A-Za-z0-9-]+(?:\.[A-Za-z]{2,})+")
_MOST = 6


def strip_of_credits(page: Page, at: int) -> Verdict | None:
    """Take a line for credits whose parts all are ones, one of them a date or an author: «مجتمع - 27 سبتمبر 2023 - بقلم: س. بلقاسم»."""
    line = page.lines[at]
    if line.words > CREDIT_WORDS + 6 or not _MARKS.search(line.bare) or is_among_rows(page, at) or date_line(line.bare):
        return None
    pieces = [piece for piece in _MARKS.split(line.bare) if piece.strip(EDGE)]
    if not 2 <= len(pieces) <= _MOST:
        return None
    facts, sections, told = Facts(), 0, 0
    for piece in pieces:
        found = _read(piece)
        if found is None:
            if fold(piece.strip(EDGE)) not in KICKERS or sections:
                return None
            sections += 1
            continue
        told += found != Facts()
        facts = Facts(
            facts.place or found.place,
            facts.agency or found.agency,
            facts.dated or found.dated,
            facts.byline or found.byline,
            facts.paper or found.paper,
        )
    if not told or not (facts.dated or facts.byline) or (sections and told < 2 and not facts.dated):
        return None
    return Verdict("dateline" if facts.place or facts.agency else "date", 0.85, facts=facts)


def _read(piece: str) -> Facts | None:
    """Return what a part of a strip says; None where it is no credit."""
    line = Line(piece.strip(), gap=False)
    page = Page([line, Line("", gap=False)])
    if dated := date_alone(page, 0):
        return dated.facts or Facts()
    if is_tools(line) or is_time_line(line.bare) or _SITE.fullmatch(line.bare):
        return Facts()
    if labelled_byline(page, 0):
        label = LABEL.match(line.bare)
        if label and OTHER_WORK.match(label["label"]):
            return Facts()
        return Facts(byline=label["name"] if label else line.bare)
    if name_likeness(line.bare) >= 0.75:
        return Facts(byline=line.bare)
    found = place_and_source(page, 0)
    return found.facts if found and found.role == "dateline" and found.confidence >= 0.85 else None
