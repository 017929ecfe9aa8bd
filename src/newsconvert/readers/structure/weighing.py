"""Layouts of a head, weighed as wholes: which of its lines are kicker, headline and decks, where single rules may err."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .creditlines import is_credit
from .headline import CLAUSE, continues_headline, titular, unmarked
from .letterheads import ACT
from .line import LONG, Page, Role, Verdict
from .lists import BULLETS
from .names import name_likeness
from .stacks import share, terms_of

#: The rules whose lines are weighed; what the others settle in a head stands.
_WEIGHED = ("kicker", "first line", "wrapped headline", "deck", "section below the headline", "above a credit")
#: So many lines are weighed, so many may be kickers, headline and decks.
_LINES, _KICKERS, _WRAPPED, _DECKS = 7, 2, 3, 4
#: A line of so many words is a paragraph, or one of so many that ends in a full stop; a lead has so many.
_PARAGRAPH, _SENTENCE, _LEAD = 26, 14, 15
#: So many lines of the body are compared with the head.
_BODY = 8
#: A line that no rule took for a part of the head is a heading rather than the headline where it has no more words.
_HEADING = 4
#: So much of one line at least must come back in the text, to tell the lines of the head apart by it.
_SAID = 0.21
_BULLETS = frozenset(BULLETS + "-*>")
#: What a rule is so sure of stands.
_SURE = 0.85
#: By how much another layout must be better than what the rules found.
MARGIN = 2.0
WEIGHTS = {
    "kicker": 0.8,
    "kicker: length": -1.3,
    "kicker: over a credit": -1.5,
    "kicker: colon": -1.1,
    "kicker: apart": -0.7,
    "kicker: short": 1.4,
    "kicker: second": -2.2,
    "kicker: deck below": 1.9,
    "headline: few words": -2.7,
    "headline: clause": 0.5,
    "headline: dots": 1.3,
    "headline: full stop": -1.8,
    "headline: over a credit": 0.4,
    "headline: in the lead": 0.9,
    "wrapped: sure": 1.3,
    "wrapped: over a credit": 0.9,
    "wrapped: and": 0.8,
    "wrapped: deck below": -0.9,
    "deck": -1.5,
    "deck: words": 3.9,
    "deck: share in the lead": -2.0,
    "deck: clause": 0.9,
    "deck: article": -0.4,
    "deck: over a credit": 1.5,
    "deck: apart": -3.2,
    "rest": 1.0,
    "rest: length": -0.8,
    "rest: in the body": -0.6,
    "rest: unlike a headline": 1.8,
    "rest: parts": 3.1,
    "rest: many words": 0.6,
    "rest: after a blank line": 2.2,
}


class Layout(NamedTuple):
    """Which lines of a head are its kickers, its headline and its decks, and which of those weighed are none of it."""

    kickers: tuple[int, ...]
    headline: tuple[int, ...]
    decks: tuple[int, ...]
    rest: tuple[int, ...]


class Sign(NamedTuple):
    """What speaks for one part or another of a line of a head.

    Shares of its words in the lead and in the body, and of the longest line's length; how sure it is that it goes on with the line before it; whether a credit stands below it.
    """

    in_lead: float
    in_body: float
    length: float
    wraps: float
    credited: bool


def weigh(page: Page, head: int) -> Layout | None:
    """Return the layout of the lines before `head`, and of the one there, that is surely better than what the rules found."""
    found = layouts(page, head)
    if found is None:
        return None
    ruled, others, signs = found
    worth = {layout: _worth(page, layout, signs) for layout in (ruled, *others)}
    best = max(worth, key=worth.__getitem__)
    return best if worth[best] > worth[ruled] + MARGIN else None


def settle_layout(page: Page, layout: Layout) -> None:
    """Settle the lines of `layout` whose part it changes."""
    roles: tuple[Role, ...] = ("kicker", "headline", "deck")
    for role, lines in zip(roles, layout, strict=False):
        for at in lines:
            verdict = page.verdicts[at]
            if verdict is None or verdict.role != role:
                shown = unmarked(page, at) if role == "headline" else page.lines[at].text.strip("> |")
                page.settle(at, "weighed layout", Verdict(role, 0.6, shown=shown))
    for at in layout.rest:
        verdict = page.verdicts[at]
        if verdict is not None and verdict.role in ("kicker", "headline", "deck"):
            page.unsettle(at)


def layouts(page: Page, head: int) -> tuple[Layout, list[Layout], dict[int, Sign]] | None:
    """Return the layout that the rules found, the others that there may be, and the signs of their lines."""
    if page.stated or page.rules.count("first line") != 1:
        return None
    first = page.rules.index("first line")
    stop = head + (head < len(page.lines) - 1 and _may_stand(page, head))
    lead = next((at for at in range(head, len(page.lines)) if page.lines[at].words >= _LEAD), len(page.lines) - 1)
    weighed = [at for at in range(min(stop, lead)) if page.verdicts[at] is None or page.rules[at] in _WEIGHED][:_LINES]
    if first not in weighed or weighed[-1] == first:
        return None
    by_role = {
        role: tuple(at for at in weighed if (verdict := page.verdicts[at]) and verdict.role == role)
        for role in ("kicker", "headline", "deck")
    }
    parts = (by_role["kicker"], by_role["headline"], by_role["deck"])
    ruled = Layout(*parts, tuple(at for at in weighed if not any(at in part for part in parts)))
    said = terms_of(page.lines[lead].text)
    text = terms_of(" ".join(line.text for line in page.lines[lead : lead + _BODY]))
    in_body = {at: share(page.lines[at].bare, text)[0] for at in weighed}
    if max(in_body.values()) < _SAID:
        return None
    longest = max(len(page.lines[at].bare) for at in weighed)
    signs = {
        at: Sign(
            share(line.bare, said)[0],
            in_body[at],
            len(line.bare) / longest,
            continues_headline(page, at) if at else 0.0,
            is_credit(page, at + 1),
        )
        for at, line in ((at, page.lines[at]) for at in weighed)
    }
    sure = {at for at in weighed if (verdict := page.verdicts[at]) and verdict.confidence >= _SURE and at != first}
    others = [
        one
        for one in _others(weighed)
        if _may_replace(page, ruled, one, signs) and sure.isdisjoint(_changed(ruled, one))
    ]
    return (ruled, others, signs) if others else None


def _may_replace(page: Page, ruled: Layout, other: Layout, signs: dict[int, Sign]) -> bool:
    """Return whether nothing speaks against `other` that no weight makes up for.

    It has the kickers that the rules found, and either others as well or fewer decks under the same headline; no line
    that was joined to the headline and no deck with a bullet is dropped.
    """
    dropped = set(other.rest).difference(ruled.rest)
    if any(at in ruled.headline or page.lines[at].bare[0] in _BULLETS for at in dropped):
        return False
    if other.kickers == ruled.kickers:
        return other.headline == ruled.headline and len(other.decks) < len(ruled.decks)
    added = other.kickers[: len(ruled.kickers)] == ruled.kickers
    return added and _may_part(page, ruled, other.kickers[-1], other.headline[0], signs)


def _may_part(page: Page, ruled: Layout, at: int, below: int, signs: dict[int, Sign]) -> bool:
    """Return whether the line `at` may be a kicker over the headline `below`.

    A kicker is no act and no name, nor does it end in dots, after which a headline goes on; no place with its agency
    stands under it. A headline is no item and no heading.
    Where the lead says all of both, neither is known by it.
    """
    above, headline = page.lines[at], page.lines[below]
    if (
        above.bare.endswith(("..", "…"))
        or ACT.match(above.bare)
        or (above.words <= 4 and name_likeness(above.bare) >= 0.85)
    ):
        return False
    if signs[at].in_lead == signs[below].in_lead == 1 or "place and source" in page.rules[at:below]:
        return False
    found = headline.words > _HEADING or below in ruled.decks + ruled.headline or not _has_headings(page, below)
    return found and headline.bare[0] not in _BULLETS


def _has_headings(page: Page, at: int) -> bool:
    """Return whether another line after `at` may be a heading."""
    return any(one.short and one.words <= 10 and text.words >= 12 for one, text in pairwise(page.lines[at + 2 :]))


def _changed(layout: Layout, other: Layout) -> set[int]:
    """Return the lines that are one thing in `layout` and another in `other`."""
    return {at for part, same in zip(layout, other, strict=True) for at in part if at not in same}


def _may_stand(page: Page, at: int) -> bool:
    """Return whether the line after what the rules took for the head may be of it."""
    line = page.lines[at]
    return (
        len(line.text) <= LONG and line.words <= _PARAGRAPH and not (line.words >= _SENTENCE and line.bare[-1] == ".")
    )


def _others(weighed: list[int]) -> Iterator[Layout]:
    count = len(weighed)
    for kickers in range(min(_KICKERS, count - 1) + 1):
        for wrapped in range(1, min(_WRAPPED, count - kickers) + 1):
            under = kickers + wrapped
            if weighed[under - 1] - weighed[kickers] != wrapped - 1:
                break
            for decks in range(min(_DECKS, count - under) + 1):
                below = under + decks
                parts = (weighed[:kickers], weighed[kickers:under], weighed[under:below], weighed[below:])
                yield Layout(*map(tuple, parts))


def _worth(page: Page, layout: Layout, signs: dict[int, Sign]) -> float:
    return sum(WEIGHTS[name] * value for name, value in speaks(page, layout, signs))


def speaks(page: Page, layout: Layout, signs: dict[int, Sign]) -> Iterator[tuple[str, float]]:
    """Yield what speaks for or against `layout`: names of weights, and how much of each there is."""
    kickers, headline, decks, rest = layout
    most = max(sign.in_lead for sign in signs.values())
    first = page.lines[headline[0]]
    for at in kickers:
        line, sign = page.lines[at], signs[at]
        yield "kicker", 1
        yield "kicker: length", sign.length
        yield "kicker: over a credit", sign.credited
        yield "kicker: colon", ":" in line.bare[1:-1]
    if kickers:
        yield "kicker: apart", _are_apart(page, kickers[-1], headline[0])
        yield "kicker: short", len(page.lines[kickers[-1]].bare) < 0.6 * len(first.bare)
        yield "kicker: second", len(kickers) > 1
        yield "kicker: deck below", bool(decks)
    yield "headline: few words", first.words <= 3
    yield "headline: clause", CLAUSE.search(first.bare) is not None
    yield "headline: dots", ".." in first.bare[:-1]
    yield "headline: full stop", first.bare[-1] == "."
    yield "headline: over a credit", signs[headline[0]].credited
    for at in headline:
        yield "headline: in the lead", _rank(signs[at], most)
    for at in headline[1:]:
        yield "wrapped: sure", signs[at].wraps >= 0.75
        yield "wrapped: over a credit", signs[at].credited
        yield "wrapped: and", page.lines[at].bare[0] == "و"
        yield "wrapped: deck below", bool(decks)
    for at in decks:
        line, sign = page.lines[at], signs[at]
        yield "deck", 1
        yield "deck: words", min(line.words, 10) / 10
        yield "deck: share in the lead", sign.in_lead
        yield "deck: clause", CLAUSE.search(line.bare) is not None
        yield "deck: article", line.bare.startswith("ال")
    if decks:
        yield "deck: over a credit", signs[decks[-1]].credited
        yield "deck: apart", _are_apart(page, headline[-1], decks[0])
    for at in rest:
        line, sign = page.lines[at], signs[at]
        yield "rest", 1
        yield "rest: length", sign.length
        yield "rest: in the body", sign.in_body
        yield "rest: unlike a headline", not titular(line)
        yield "rest: parts", any(mark in line.bare for mark in "-–—/|")
        yield "rest: many words", line.words >= 9
        yield "rest: after a blank line", line.gap


def _rank(sign: Sign, most: float) -> float:
    """Return 1 where no line has more of its words in the lead, -1 where another has many more of them."""
    if not most:
        return 0.0
    return 1.0 if sign.in_lead == most else 0.0 if sign.in_lead > most - 0.25 else -1.0


def _are_apart(page: Page, at: int, below: int) -> bool:
    """Return whether a credit stands between two lines."""
    return any(verdict and verdict.role in ("byline", "dateline", "date") for verdict in page.verdicts[at + 1 : below])
