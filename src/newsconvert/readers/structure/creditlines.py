"""Which rule takes a line for a credit; each line is asked once."""

from __future__ import annotations

from collections.abc import Callable

from ...patterns import pattern
from .authorlines import address_of_author, author_alone, place_alone
from .citations import source_line
from .credits import date_alone, labelled_byline
from .ends import caption
from .line import LONG, Page, Verdict
from .notices import greets
from .pagetools import page_tools
from .placecredits import place_and_source
from .strips import strip_of_credits
from .times import is_timed_row

Rule = Callable[[Page, int], Verdict | None]
#: What may stand under a headline, by name, in the order it is asked. The answers depend on the lines alone, and not on
#: what these were taken for, so that a page can keep them.
CREDITS: tuple[tuple[str, Rule], ...] = (
    ("date", date_alone),
    ("breadcrumbs", page_tools),
    ("labelled byline", labelled_byline),
    ("place and source", place_and_source),
    ("strip of credits", strip_of_credits),
    ("caption", caption),
    ("source line", source_line),
    ("author's name", author_alone),
    ("place", place_alone),
)


#: The number of an act, which stands under its kind: «رقم 24 / 2025», «رقم 1.20.05».
_NUMBERED = pattern(r"(?:ال)?رقم\s?[:(\[]?\s?[\d٠-٩]")


def credit_at(page: Page, at: int) -> tuple[str, Verdict] | None:
    """Return the rule that takes a line for a credit, and its verdict."""
    if len(page.lines[at].text) > LONG:
        return None
    if at not in page.credits:
        other = _NUMBERED.match(page.lines[at].bare) or greets(page.lines[at]) or is_timed_row(page, at)
        found = (
            None if other else next(((name, verdict) for name, rule in CREDITS if (verdict := rule(page, at))), None)
        )
        page.credits[at] = None if page.looks and found and _stands_out(page, at, *found) else found
    if page.credits[at] is None and (address := address_of_author(page, at)):
        return "author's name", address
    return page.credits[at]


#: A line of so many words that is so much larger than the text is no credit for its shape alone.
_FEWEST_WORDS, _LARGER, _SHAPE = 4, 1.2, 0.75


def _stands_out(page: Page, at: int, name: str, verdict: Verdict) -> bool:
    """Return whether a line is set as a headline that only looks like a credit: «ارتفاع إنتاج القمح في الجزيرة»."""
    if name != "place and source" or verdict.confidence > _SHAPE or page.lines[at].words < _FEWEST_WORDS:
        return False
    longest = max(range(len(page.lines)), key=lambda one: len(page.lines[one].text))
    return page.look(at) >= _LARGER * page.look(longest)


def is_credit(page: Page, at: int) -> bool:
    """Return whether a line is a credit, and surely enough that the lines before it are of the head too."""
    found = credit_at(page, at)
    return (
        found is not None and found[1].confidence >= 0.75 and found[1].role in ("byline", "dateline", "date", "label")
    )


def closes_head(page: Page, at: int) -> bool:
    """Return whether a line is a credit, or cites the source and stands over one."""
    if is_credit(page, at):
        return True
    found = credit_at(page, at) if at < len(page.lines) - 2 else None
    if found is not None and found[1].role == "citation" and is_credit(page, at + 1):
        return True
    # The credit of a picture over the first paragraph: «تصوير: أيمن عارف».
    pictured = found is not None and found[1].role == "paragraph" and found[1].confidence >= 0.85
    return pictured and page.lines[at].words <= 8 and page.lines[at + 1].words >= 15


def is_over_byline(page: Page, at: int) -> bool:
    """Return whether one of the two lines under a line is surely a byline."""
    found = (credit_at(page, below) for below in (at + 1, at + 2) if below < len(page.lines) - 1)
    return any(one is not None and one[1].role == "byline" and one[1].confidence >= 0.9 for one in found)
