"""What stands between the headline of a web page and its text: deck, credits and pictures, apart from the text."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import Any

from ..model import Block, Figure
from .credits import credits_of, read_credit
from .elements import from_headline, holds_blocks, only_headline, remove, shown_words, text_of
from .hypertext import Walker
from .structure.dates import date_line
from .tablepages import title_of
from .webbylines import is_report_line
from .webcredits import (
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


def take_head_above(tree: Any, part: Any, walker: Walker, author: str) -> tuple[dict[str, str], list[Block]]:
    """Take deck, byline, date and pictures out of what stands between the page's only headline and the text.

    Return them, the pictures as blocks of `walker`. A line with the `author` whom the page states is the byline.
    """
    headline = only_headline(tree)
    holders = set(part.iterancestors())
    if headline is None or part in headline.iterancestors():
        return {}, []
    inside = set(headline.iter())
    after = list(islice(from_headline(tree, headline), MOST_BETWEEN))
    between = list(takewhile(lambda one: one is not part, after))
    if len(between) == len(after):
        return {}, []
    site = title_of(tree).replace(shown_words(headline), " ")
    found: dict[str, str] = {}
    pictures: list[Block] = []
    taken: list[Any] = []
    for element in between:
        if element in inside or element in holders or not isinstance(element.tag, str):
            continue
        within = set(element.iter())
        if _is_picture(element):
            pictures += [block for block in read_figure(walker, element) if isinstance(block, Figure)]
        elif (kind := _head_kind(element, headline, author, site)) and kind not in found:
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


def _head_kind(element: Any, headline: Any, author: str, site: str) -> str | None:
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
    links = len([one for one in element.iter("a") if text_of(one)])
    listed = element.tag == "li" or element.getparent().tag == "li"  # as menus are, unless it says who wrote it
    if is_author_line(element, words, author):
        return "byline"
    line = leaf and not listed and element.tag in SMALL
    if line and _is_dateline(words):
        return "dateline"
    if line and is_report_line(words, site):
        return "byline"  # of which the date and the place are parted later
    in_line = leaf or (links > 0 and not any(map(holds_blocks, element)))  # authors, each a link, and words between
    named = in_line and len(words.split()) <= LONGEST_NAME * max(links, 1) and (not listed or ":" in words)
    return "byline" if named and element.tag in SMALL and read_credit(words, sure=True) else None


def _is_dateline(words: str) -> bool:
    """Return whether words are the place of a report and its date or agency: «صيدا – سانا | 2 أيار», «صيدا - سانا»."""
    parts = BETWEEN.split(words)
    dated = [part for part in parts if date_line(part)]
    others = [part for part in parts if part not in dated]
    said = credits_of(others[0]).keys() if len(others) == 1 and len(others[0].split()) <= LONGEST_NAME else ()
    return "place" in said and "byline" not in said and ("agency" in said or (len(dated) == 1 and "dateline" in said))
