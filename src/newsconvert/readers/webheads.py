"""What stands between the headline of a web page and its text, or over the headline, apart from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, islice, takewhile
from typing import Any

from ..model import Block, Figure
from .credits import credits_of, read_credit
from .elements import remove, shown_words, text_of
from .hypertext import Walker
from .structure.dates import date_line
from .webcredits import (
    BEGUN,
    BETWEEN,
    BYLINE,
    DECK,
    LONGEST_CREDIT,
    LONGEST_NAME,
    MOST_BETWEEN,
    SMALL,
    class_names,
    is_author_line,
    parts_of_byline,
)
from .webfigures import CAPTION, is_figure, read_figure

_LEAD_PICTURE = re.compile(
    r"(?:^|[ _-])(?:featured|hero|lead|main|cover|article|post|story|news|content|details?|single|entry|top|big)[_-]?"
    r"(?:media|image|img|photo|pic(?:ture)?|thumb(?:nail)?)s?(?:$|[ _-])",
    re.IGNORECASE,
)


def take_credits_over(tree: Any) -> dict[str, str]:
    """Take the author and the date that stand in a box over the only headline, by their classes, out of the page.

    Return them; of a date beside other facts, no more than when the article was published. Dates elsewhere in the head
    of a page are of the day it was shown.
    """
    headlines = tree.findall(".//h1")
    over = list(_over(headlines[0])) if len(headlines) == 1 else []
    found: dict[str, str] = {}
    for one in over:
        if dated := _date_in(one, _DATE_CLASS):
            found["published"] = dated
            if dated == shown_words(one):
                found["timestamp"] = dated
                remove(one)
            break
    authors = [one for one in over if _is_author(one)]
    outer = [one for one in authors if not any(above in authors for above in one.iterancestors())]
    if len(outer) == 1 and (byline := _take_author(outer[0])):
        found["byline"] = byline
    return found


def _over(headline: Any) -> Iterator[Any]:
    """Yield the elements before a headline in the boxes around it, which are not those of the whole page."""
    one = headline
    for box in islice(headline.iterancestors(), _BOXES):
        of_page = box.tag == "header" and not any(True for _ in box.iterancestors("article", "main"))
        if of_page or box.tag in ("body", "form", "td"):
            return
        for before in one.itersiblings(preceding=True):
            yield from (inner for inner in before.iter() if isinstance(inner.tag, str))
        if box.tag in ("main", "article"):
            return
        one = box


_BOXES = 2


def _is_author(element: Any) -> bool:
    words = shown_words(element) if BYLINE.search(class_names(element)) else ""
    return 0 < len(words.split()) <= LONGEST_NAME + 4 and not any(map(str.isdigit, words))


def _take_author(element: Any) -> str:
    """Take the words of an author's box out of the page; return the name and what else they say of the person."""
    lines = [one for one in element.iter() if isinstance(one.tag, str) and not len(one) and text_of(one)]
    named = [one for one in lines if _NAME_CLASS.search(class_names(one))]
    first = named[:1] or lines[:1]
    words = [shown_words(one) for one in (*first, *(one for one in lines if one not in first))]
    if sorted(" ".join(words).split()) != sorted(shown_words(element).split()):  # a line with elements inside
        words = [shown_words(element)]
    for one in [element] if element.find(".//img") is None else lines:
        remove(one)
    return "، ".join(words)


_NAME_CLASS = re.compile(r"(?:^|[ _-])name(?:$|[ _-])", re.IGNORECASE)


def date_under(tree: Any) -> str | None:
    """Return the date that an element between the only headline and the text shows, whose class says so."""
    headlines = tree.findall(".//h1")
    if len(headlines) != 1:
        return None
    after = list(dropwhile(lambda one: one is not headlines[0], tree.iter()))[len(list(headlines[0].iter())) :]
    for one in islice(after, MOST_BETWEEN):
        if isinstance(one.tag, str) and one.tag == "p" and len(text_of(one)) > BEGUN:
            return None
        if found := _date_in(one, _HEAD_CLASS):
            return found
    return None


def _date_in(element: Any, named: re.Pattern[str]) -> str | None:
    """Return the date that an element of a class shows, alone or beside other facts."""
    words = shown_words(element) if isinstance(element.tag, str) and named.search(class_names(element)) else ""
    if not words or len(words) > LONGEST_CREDIT or element.tag in ("body", "main", "article"):
        return None
    inner = (shown_words(one) for one in element.iter("span", "time", "a", "li", "div"))
    return next((part for part in (words, *BETWEEN.split(words), *inner) if date_line(part)), None)


_DATE_CLASS = re.compile(r"(?:^|[ _-])date(?:$|[ _-])", re.IGNORECASE)
_HEAD_CLASS = re.compile(
    r"(?:^|[ _-])(?:dates?|time|datetime|posted(?:-on)?|publish(?:ed)?|meta|by-?line|"
    r"(?:article|post|entry|story|news)-info)(?:$|[ _-])",
    re.IGNORECASE,
)
_KICKER = re.compile(
    r"(?:^|[ _-])(?:kicker|overline|eyebrow|sur-?title|supra-?title|(?:pre|top|upper|over)-?(?:title|head(?:line)?))"
    r"(?:$|[ _-])",
    re.IGNORECASE,
)


def take_kicker_above(tree: Any) -> str | None:
    """Take the line beside the only headline that its class calls a kicker, or a heading over it, out of the page."""
    headlines = tree.findall(".//h1")
    beside = (headlines[0].getprevious(), headlines[0].getnext()) if len(headlines) == 1 else ()
    for one in beside:
        if one is None or not isinstance(one.tag, str):
            continue
        over = re.fullmatch("h[2-6]", one.tag) and one.getnext() is headlines[0]
        if not _KICKER.search(class_names(one)) and not over:
            continue
        words = shown_words(one)
        if words and len(words.split()) <= LONGEST_NAME and not date_line(words) and one.find(".//img") is None:
            remove(one)
            return words
    return None


def take_head_above(tree: Any, part: Any, walker: Walker, author: str) -> tuple[dict[str, str], list[Block]]:
    """Take deck, byline, date and pictures out of what stands between the page's only headline and the text.

    Return them, the pictures as blocks of `walker`. A line with the `author` whom the page states is the byline.
    """
    headlines = tree.findall(".//h1")
    holders = set(part.iterancestors())
    if len(headlines) != 1 or part in headlines[0].iterancestors():
        return {}, []
    inside = set(headlines[0].iter())
    after = list(islice(dropwhile(lambda one: one is not headlines[0], tree.iter()), MOST_BETWEEN))
    between = list(takewhile(lambda one: one is not part, after))
    if len(between) == len(after):
        return {}, []
    found: dict[str, str] = {}
    pictures: list[Block] = []
    taken: list[Any] = []
    for element in between:
        if element in inside or element in holders or not isinstance(element.tag, str):
            continue
        within = set(element.iter())
        if _is_picture(element):
            pictures += [block for block in read_figure(walker, element) if isinstance(block, Figure)]
        elif (kind := _head_kind(element, headlines[0], author)) and kind not in found:
            words = shown_words(element)
            said = parts_of_byline(element, words, walker.account) if kind in ("byline", "dateline") else {kind: words}
            found |= {kind if name == "byline" else name: value for name, value in said.items()}
            if kind == "timestamp":
                found["published"] = element.get("datetime") or words
        else:
            continue
        inside |= within
        taken.append(element)
    for element in taken:
        remove(element)
    return found, pictures


def _is_picture(element: Any) -> bool:
    if len(text_of(element)) > LONGEST_CREDIT * 3 or len(list(element.iter("img"))) != 1:
        return False
    named = _LEAD_PICTURE.search(element.get("class", "")) or element.get("itemprop") == "image"
    return is_figure(element) or bool(named) or _is_captioned(element)


def _is_captioned(element: Any) -> bool:
    """Return whether an element holds a picture and the words that their class calls its caption, and no others."""
    words = [one for one in element.iter() if isinstance(one.tag, str) and CAPTION.search(one.get("class", ""))]
    return any(text_of(one) and text_of(one) == text_of(element) for one in words if one is not element)


def _head_kind(element: Any, headline: Any, author: str) -> str | None:
    words, names = shown_words(element), class_names(element)
    if not words or len(words) > LONGEST_CREDIT * 2 or element.find(".//img") is not None:
        return None
    under = element.tag in ("h2", "h3") and element.getprevious() is headline
    if (DECK.search(names) or under) and element.find(".//li") is None:
        return "deck"
    if len(words) > LONGEST_CREDIT:
        return None
    if date_line(words):
        return "timestamp"
    if BYLINE.search(names) or element.get("rel") == "author":
        return "byline"
    leaf = not any(isinstance(child.tag, str) and (child.tag != "a" and text_of(child)) for child in element)
    listed = element.tag == "li" or element.getparent().tag == "li"  # as menus are, unless it says who wrote it
    if is_author_line(element, words, author):
        return "byline"
    if leaf and not listed and element.tag in SMALL and _is_dateline(words):
        return "dateline"
    named = leaf and len(words.split()) <= LONGEST_NAME and (not listed or ":" in words)
    return "byline" if named and element.tag in SMALL and read_credit(words, sure=True) else None


def _is_dateline(words: str) -> bool:
    """Return whether words are a date and the place or agency of a report, parted: «صيدا – سانا | 2 أيار 2020»."""
    parts = BETWEEN.split(words)
    dated = [part for part in parts if date_line(part)]
    others = [part for part in parts if part not in dated]
    return len(dated) == len(others) == 1 and {"dateline", "place"} <= credits_of(others[0]).keys()
