"""What speaks for and against each part of a head that a line may be: its words, its marks, what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...patterns import pattern
from .creditlines import credit_at, is_credit
from .headline import CLAUSE, titular
from .headlinewraps import continues_headline
from .kickerwords import names_section
from .letterheads import ACT, ISSUER
from .line import Line, Page
from .lists import BULLETS
from .names import name_likeness
from .stacks import share, terms_of
from .subjects import tells, verb_first

#: So many lines of the body are compared with the head.
_BODY = 8
#: So much of one line at least must come back in the text, to tell the lines of the head apart by it.
_SAID = 0.21
_SPEAKS = pattern(r"[^\W\d_]+(?:\s[^\W\d_]+){0,4}\s?:\s\S+\s\S")
_PAST = pattern(r"(?:^|\s)[^\W\d_]{3,}(?:وا|ت)\s")
_BULLETS = frozenset(BULLETS + "-*>◄")
_MOST = (2, 3, 4, 6)


class Layout(NamedTuple):
    """Which lines of a head are its kickers, its headline and its decks, and which of those weighed are none of it."""

    kickers: tuple[int, ...]
    headline: tuple[int, ...]
    decks: tuple[int, ...]
    rest: tuple[int, ...]


def signs_of(page: Page, weighed: list[int], lead: int) -> dict[int, dict[str, float]]:
    """Return the signs of the lines `weighed`, by name, each with how much of it there is; `lead` is the first paragraph."""
    said = terms_of(page.lines[lead].text)
    text = terms_of(" ".join(line.text for line in page.lines[lead : lead + _BODY]))
    in_lead = {at: share(page.lines[at].bare, said) for at in weighed}
    in_text = {at: share(page.lines[at].bare, text)[0] for at in weighed}
    most = max(found for found, _ in in_lead.values())
    known = max(in_text.values()) >= _SAID
    signs = {}
    for at in weighed:
        found = dict(_line_signs(page, at))
        if known:
            found |= {
                "in the lead": in_lead[at][0],
                "rarely in the lead": in_lead[at][0] <= most - 0.25,
                "late in the lead": in_lead[at][1] if in_lead[at][0] else 0.0,
                "not in the lead": not in_lead[at][0],
                "in the text": in_text[at],
            }
        signs[at] = {name: value for name, value in found.items() if value}
    return signs


def _line_signs(page: Page, at: int) -> Iterator[tuple[str, float]]:
    line = page.lines[at]
    bare, words = line.bare, line.words
    yield "a line", 1.0
    yield "words", min(words, 20) / 10
    for most in _MOST:
        yield f"{most} words", words <= most
    yield "first", at == 0
    yield "headline's length", titular(line)
    yield "over a credit", at + 1 < len(page.lines) and is_credit(page, at + 1)
    yield "under a credit", at > 0 and is_credit(page, at - 1)
    yield "credit", credit_at(page, at) is not None
    yield "name", words <= 5 and name_likeness(bare) >= 0.3
    yield "section", words <= 5 and names_section(line) >= 0.75
    yield "issuer", words <= 6 and ISSUER.match(bare + " ") is not None
    yield "act", ACT.match(bare) is not None
    yield "goes on", (wraps := continues_headline(page, at) if at else 0.0)
    yield "surely goes on", wraps >= 0.75
    yield from _marks(line)
    yield "and", bare[0] == "و"
    yield "clause", CLAUSE.search(bare) is not None
    yield "subject first", tells(bare)
    yield "verb first", verb_first(bare)
    yield "past", _PAST.search(bare) is not None


def _marks(line: Line) -> Iterator[tuple[str, float]]:
    bare = line.bare
    yield "colon", ":" in bare[1:-1]
    yield "speaker", _SPEAKS.match(bare) is not None
    yield "colon at the end", bare[-1] == ":"
    yield "question", bare[-1] in "؟?"
    yield "digit", any(map(str.isdigit, bare))
    yield "dash", any(mark in bare for mark in "-–—/|")
    yield "bullet", bare[0] in _BULLETS


def layout_signs(page: Page, layout: Layout) -> Iterator[tuple[str, float]]:
    """Yield what speaks for or against the parts of a head beside each other."""
    lines, (kickers, headline, decks, rest) = page.lines, layout
    length = sum(len(lines[at].bare) + 1 for at in headline) - 1
    words = sum(lines[at].words for at in headline)
    below = [at for at in rest if at > headline[0]]
    yield "above", float(len(rest) - len(below))
    yield "rest", float(len(below))
    yield "any rest", bool(below)
    yield "rest: gap", bool(below) and lines[below[0]].gap
    yield "headline: not the first line", page.rules.index("first line") < headline[0]
    yield "headline: nothing above", headline[0] == 0
    yield "headline: few words", words < 4
    yield "headline: many words", words > 14
    yield "headline: more words", words > 18
    if kickers:
        kicker = len(lines[kickers[-1]].bare)
        yield "kicker: apart", _are_apart(page, kickers[-1], headline[0])
        yield "kicker: short", kicker < 0.6 * length
        yield "kicker: long", kicker > length
        yield "kicker: second", len(kickers) > 1
        yield "kicker: deck below", bool(decks)
    if decks:
        deck = len(lines[decks[0]].bare)
        yield "deck: apart", _are_apart(page, headline[-1], decks[0])
        yield "deck: short", deck < 0.8 * length
        yield "deck: long", deck > 1.25 * length


def _are_apart(page: Page, at: int, below: int) -> bool:
    """Return whether a credit stands between two lines."""
    return any(verdict and verdict.role in ("byline", "dateline", "date") for verdict in page.verdicts[at + 1 : below])
