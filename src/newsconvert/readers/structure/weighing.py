"""Layouts of a head, weighed as wholes: which of its lines are kicker, headline and decks, where single rules may err."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

from .creditlines import credit_at, is_credit
from .headline import PREAMBLE, unmarked
from .headsigns import Layout, layout_signs, signs_of
from .headweights import LAYOUTS, LINES
from .line import LONG, Line, Page, Role, Verdict
from .lists import BULLETED
from .names import name_likeness
from .placecredits import is_in_run
from .stacks import UNDER_TITLE, is_told
from .words import RECORD

#: The rules whose lines are weighed; what the others settle in a head stands, but for credits that are not sure.
_WEIGHED = ("kicker", "first line", "wrapped headline", "deck", "section below the headline", "above a credit")
_DOUBTFUL = ("byline", "dateline", "paragraph")
_DOUBT = 0.75
#: So many lines are weighed, after so many that the rules did not take for the head, so many above the headline; so many may be kickers, headline and decks.
_MOST, _BELOW, _ABOVE, _KICKERS, _WRAPPED, _DECKS = 8, 4, 4, 2, 3, 4
#: A line of so many words is a paragraph, or one of so many that ends in a full stop; a lead has so many, or ends as one.
_PARAGRAPH, _SENTENCE, _LEAD, _LONG_LEAD = 26, 14, 15, 20
#: A line that no rule took for a part of the head is a heading rather than the headline where it has no more words.
_HEADING = 4
#: What a rule is so sure of stands.
_SURE = 0.85
#: What is less sure is no credit.
_WEAK = 0.6
#: By how much another layout must be better than what the rules found, one whose headline begins on the same line, and one that parts a headline of several.
MARGIN, SAME_LINE, PARTED = 0.5, 0.8, 3.0
#: What it is worth, where the source shows how lines are set, that the headline is the largest line, by how much larger it is and at most; and what it costs to join lines that are set differently.
LARGER, LARGEST, ALIKE = 10.0, 3.0, 1.5


def weigh(page: Page, head: int) -> Layout | None:
    """Return the layout of the lines before `head`, and of some after it, that is surely better than what the rules found."""
    found = layouts(page, head)
    if found is None:
        return None
    ruled, others, signs = found
    worths = {at: _worths(signs[at]) for at in signs}
    best, gain = ruled, 0.0
    least = _worth(page, ruled, worths)
    for layout in others:
        if (better := _worth(page, layout, worths) - least - margin(ruled, layout, signs)) > gain:
            best, gain = layout, better
    return best if gain else None


def margin(ruled: Layout, other: Layout, signs: dict[int, dict[str, float]]) -> float:
    """Return by how much `other` must be better than what the rules found, half where these took a section's name."""
    if not set(ruled.headline).issubset(other.headline):
        named = "section" in signs[ruled.headline[0]]
        return PARTED if len(ruled.headline) > 1 else MARGIN / 2 if named else MARGIN
    return SAME_LINE if other.headline[0] == ruled.headline[0] else MARGIN


def settle_layout(page: Page, layout: Layout) -> int:
    """Settle the lines of `layout` whose part it changes; return the line after the last of them."""
    roles: tuple[Role, ...] = ("kicker", "headline", "deck")
    for role, lines in zip(roles, layout, strict=False):
        for at in lines:
            verdict = page.verdicts[at]
            if verdict is None or verdict.role != role:
                shown = unmarked(page, at) if role == "headline" else page.lines[at].text.strip("> |")
                page.settle(at, "weighed layout", Verdict(role, 0.6, shown=shown))
    for at in layout.rest:
        verdict = page.verdicts[at]
        if verdict is not None and verdict.role in roles:
            page.unsettle(at)
    last = max(layout.headline + layout.decks)
    for at in range(last):
        if page.verdicts[at] is None:
            found = credit_at(page, at)
            page.settle(at, *(found if found and found[1].confidence >= _WEAK else _above(page.lines[at])))
    return last + 1


def _above(line: Line) -> tuple[str, Verdict]:
    """Return what a line among those of the head is that is none of its parts: a slug, who wrote the text, or a paragraph."""
    if "/" in line.bare:
        return "weighed layout", Verdict("kicker", 0.6)
    named = line.words <= 4 and name_likeness(line.bare) >= _SURE
    return "weighed layout", Verdict("byline" if named else "paragraph", 0.6)


def layouts(page: Page, head: int) -> tuple[Layout, list[Layout], dict[int, dict[str, float]]] | None:
    """Return the layout that the rules found, the others that there may be, and the signs of their lines."""
    if page.stated or page.title_marks or page.rules.count("first line") != 1:
        return None
    lead = next((at for at in range(head, len(page.lines)) if _leads(page, at)), len(page.lines) - 1)
    stop = head
    while stop < min(lead, head + _BELOW) and _may_stand(page.lines[stop]):
        stop += 1
    weighed = [at for at in range(stop) if _is_open(page, at, head)][:_MOST]
    first = page.rules.index("first line")
    if first not in weighed or weighed == [first]:
        return None
    roles = {at: verdict.role if (verdict := page.verdicts[at]) else None for at in weighed}
    kickers, headline, decks = (
        tuple(at for at in weighed if roles[at] == role) for role in ("kicker", "headline", "deck")
    )
    parts = kickers + headline + decks
    ruled = Layout(kickers, headline, decks, tuple(at for at in weighed if at not in parts))
    sure = [at for at in parts if at != first and (verdict := page.verdicts[at]) and verdict.confidence >= _SURE]
    others = [
        one
        for one in _others(page, weighed)
        if one != ruled and not _changes(ruled, one, sure) and _may_replace(page, ruled, one)
    ]
    return (ruled, others, signs_of(page, weighed, lead)) if others else None


def _leads(page: Page, at: int) -> bool:
    """Return whether a line is the first paragraph by its length."""
    line = page.lines[at]
    return line.words >= _LEAD and (line.words >= _LONG_LEAD or line.bare[-1] in ".:" or at == len(page.lines) - 1)


def _may_stand(line: Line) -> bool:
    """Return whether a line after what the rules took for the head may be of it."""
    return (
        len(line.text) <= LONG
        and line.words <= _PARAGRAPH
        and not (line.words >= _SENTENCE and line.bare[-1] == ".")
        and not BULLETED.match(line.text)
    )


def _is_open(page: Page, at: int, head: int) -> bool:
    verdict = page.verdicts[at]
    if ":" in page.lines[at].bare and RECORD.match(page.lines[at].bare):
        return False
    if verdict is None:
        return at < head or not is_credit(page, at)
    return page.rules[at] in _WEIGHED or (verdict.role in _DOUBTFUL and verdict.confidence <= _DOUBT)


def _may_replace(page: Page, ruled: Layout, other: Layout) -> bool:
    """Return whether nothing speaks against `other` that no weight makes up for.

    The kickers that the rules found stay; under the same headline there are no more decks; no line that was joined to
    the headline and no deck with a bullet is dropped.
    """
    dropped = set(other.rest).difference(ruled.rest)
    if any(at in ruled.headline[1:] or BULLETED.match(page.lines[at].text) for at in dropped):
        return False
    if other.headline[0] == ruled.headline[0]:
        return other.kickers == ruled.kickers and set(ruled.decks + ruled.headline).issuperset(other.decks)
    return set(ruled.kickers) <= set(other.kickers) and _may_begin(page, ruled, other)


def _may_begin(page: Page, ruled: Layout, other: Layout) -> bool:
    """Return whether a headline may begin where that of `other` does, and not where the rules found it.

    A name is no kicker, and no author where the text speaks of that person; a headline goes on after dots, and what stands
    over a credit is a part of the head. A few words that no rule took for a part of the head are a heading where there are more of them.
    """
    at, below = ruled.headline[0], other.headline[0]
    above = page.lines[at]
    if (
        page.lines[below].bare[-1] == "."
        or page.lines[below].bare[0] == "﴿"
        or is_in_run(page, below)
        or PREAMBLE.match(page.lines[below].bare)
        or (above.bare.endswith(("..", "…")) and below == at + 1)
    ):
        return False
    if (
        above.words <= 4
        and name_likeness(above.bare) >= _SURE
        and (at in other.kickers or is_told(above.bare, page.lines[below:]))
    ):
        return False
    credited = page.next(below) is not None and is_credit(page, below + 1)
    if page.next(at) is not None and is_credit(page, at + 1) and not credited and name_likeness(above.bare) < _SURE:
        return False
    if above.words <= 3 and below in ruled.decks and UNDER_TITLE.match(page.lines[below].bare):
        return False
    if below not in ruled.rest:
        return True
    following = page.lines[below + 1 : below + 4]
    if all(
        line.short or (line.words <= _HEADING and line.bare[-1] in ".…") for line in following
    ):  # a list of such lines
        return False
    return page.lines[below].words > _HEADING or not _has_headings(page, below)


def _has_headings(page: Page, at: int) -> bool:
    """Return whether another line after `at` may be a heading."""
    return any(one.short and one.words <= 10 and text.words >= 12 for one, text in pairwise(page.lines[at + 2 :]))


def _changes(ruled: Layout, other: Layout, sure: list[int]) -> bool:
    return any(at in part and at not in same for at in sure for part, same in zip(ruled, other, strict=True))


def _others(page: Page, weighed: list[int]) -> Iterator[Layout]:
    count = len(weighed)
    for above in range(min(_ABOVE, count - 1) + 1):
        for chosen in product((False, True), repeat=above):
            if sum(chosen) > _KICKERS:
                continue
            kickers = tuple(at for at, is_kicker in zip(weighed, chosen, strict=False) if is_kicker)
            others = tuple(at for at, is_kicker in zip(weighed, chosen, strict=False) if not is_kicker)
            for wrapped in range(1, min(_WRAPPED, count - above) + 1):
                under = above + wrapped
                last = weighed[under - 1]
                if last - weighed[above] != wrapped - 1 or (wrapped > 1 and page.lines[last].gap):
                    break
                for decks in range(min(_DECKS, count - under) + 1):
                    below = under + decks
                    yield Layout(
                        kickers,
                        tuple(weighed[above:under]),
                        tuple(weighed[under:below]),
                        others + tuple(weighed[below:]),
                    )


def _worths(signs: dict[str, float]) -> tuple[float, ...]:
    """Return what the signs of a line are worth for it as kicker, beginning of the headline, rest of it, and deck."""
    weighed = [[value * weight for weight in LINES[name]] for name, value in signs.items()]
    return tuple(map(sum, zip(*weighed, strict=True)))


def _worth(page: Page, layout: Layout, worths: dict[int, tuple[float, ...]]) -> float:
    kickers, (first, *wrapped), decks, _ = layout
    parts = zip((kickers, (first,), wrapped, decks), range(4), strict=True)
    lines = sum(worths[at][part] for part_lines, part in parts for at in part_lines)
    beside = sum(LAYOUTS[name] * value for name, value in layout_signs(page, layout))
    return lines + beside + (_look_worth(page, layout) if page.looks else 0.0)


def _look_worth(page: Page, layout: Layout) -> float:
    """Return what the size of the letters is worth for a layout: a headline is set as one, and larger than the rest."""
    kickers, headline, decks, rest = ([page.look(at) for at in part] for part in layout)
    first, other = headline[0], max((*kickers, *decks, *rest), default=0)
    alike = any(one != first for one in headline) + (first in decks) / 2
    if not first or not other:
        return -ALIKE * alike
    few = page.lines[layout.headline[0]].words <= _HEADING
    larger = max(-LARGEST, min(LARGEST, LARGER * (first / other - 1)))
    return (larger / 2 if few and larger > 0 else larger) - ALIKE * alike


def speaks(page: Page, layout: Layout, signs: dict[int, dict[str, float]]) -> Iterator[tuple[str, float]]:
    """Yield what speaks for or against `layout`: names of weights, and how much of each there is."""
    kickers, (first, *wrapped), decks, _ = layout
    for part, lines in (("kicker", kickers), ("headline", (first,)), ("wrapped", wrapped), ("deck", decks)):
        for at in lines:
            yield from ((f"{part}, {name}", value) for name, value in signs[at].items())
    yield from layout_signs(page, layout)
