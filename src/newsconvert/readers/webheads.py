"""What a web page states beside its headline, over or under it, by classes and forms: kicker, deck and credits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ..result import Kind
from .account import Account
from .elements import from_headline, only_headline, remove, shown_words, text_of
from .furniture import looks_like_furniture
from .shaping import one_line
from .structure.dates import date_line
from .structure.names import name_likeness
from .structure.pagetools import without_counters
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
    is_labelled,
    parts_of_byline,
)


def take_stated_head(tree: Any, account: Account, description: str) -> dict[str, str]:
    """Take what stands next to the only headline, and is no text, out of the page; return kicker, deck and credits.

    A line under the headline that the page states as its `description` is the deck, unless it ends as sentences do.
    """
    kicker, found, dated = _take_kicker_above(tree), _take_credits_over(tree, account), _date_under(tree)
    found |= _take_facts_under(tree, account, one_line(description))
    found |= {"kicker": kicker} if kicker else {}
    return ({"published": dated} if dated else {}) | found


def _take_credits_over(tree: Any, account: Account) -> dict[str, str]:
    """Take the author and the date that stand in a box over the only headline, by their classes, out of the page.

    Return them; of a date beside other facts, no more than when the article was published. Dates elsewhere in the head
    of a page are of the day it was shown.
    """
    headline = only_headline(tree)
    over = list(_over(headline)) if headline is not None else []
    found: dict[str, str] = {}
    for one in over:
        if dated := _date_in(one, _DATE_CLASS):
            found["published"] = dated
            if dated == shown_words(one):
                found["timestamp"] = dated
                remove(one)
            break
    if name := _take_author_box(over, account):
        return found | {"byline": name}
    authors = [one for one in over if _is_author(one)]
    outer = [one for one in authors if not any(above in authors for above in one.iterancestors())]
    named = [one for one in outer if _NAME_CLASS.search(class_names(one))]
    around = outer[0].getparent() if outer else None
    if len(outer) > 1 and len(named) == 1 and all(one.getparent() is around for one in outer):
        outer = [*named, *(one for one in outer if one is not named[0])]  # the name, and the trade beside it
    elif len(outer) > 1:  # of others
        outer = []
    if byline := "، ".join(map(_take_author, outer)):
        found["byline"] = byline
    return found


def _take_author_box(over: list[Any], account: Account) -> str:
    """Take the only box of an author out of the page, which says more of him than his name; return the name."""
    boxes = [one for one in over if BYLINE.search(class_names(one)) and one.tag not in ("h1", "article", "main")]
    boxes = [one for one in boxes if not any(above in boxes for above in one.iterancestors())]
    if (
        len(boxes) != 1
        or _is_author(boxes[0])
        or boxes[0].find(".//h1") is not None
        or len(shown_words(boxes[0])) > LONGEST_CREDIT * 3
    ):
        return ""
    inner = [one for one in boxes[0].iterdescendants() if isinstance(one.tag, str)]
    named = [one for one in inner if _NAME_CLASS.search(class_names(one)) or re.fullmatch("h[2-6]", one.tag)]
    name = next(filter(None, map(shown_words, named)), "")
    if not name or len(name.split()) > LONGEST_NAME or any(map(str.isdigit, name)):
        return ""
    if rest := shown_words(boxes[0]).replace(name, "", 1).strip():
        account.add(Kind.PAGE_FURNITURE, rest)
    remove(boxes[0])
    return name


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


def _date_under(tree: Any) -> str | None:
    """Return the date that an element between the only headline and the text shows, whose class says so."""
    headline = only_headline(tree)
    if headline is None:
        return None
    inside = len(list(headline.iter()))
    for one in islice(from_headline(tree, headline), inside, inside + MOST_BETWEEN):
        if isinstance(one.tag, str) and one.tag == "p" and len(text_of(one)) > BEGUN:
            return None
        if found := _date_in(one, _HEAD_CLASS):
            return found
    return None


def _take_facts_under(tree: Any, account: Account, description: str) -> dict[str, str]:
    """Take deck, author and date that stand under the only headline, whatever their classes, out of the page.

    A deck is a heading of its own that no paragraph follows; author and date are a row of facts with icons or labels,
    or one sentence, as publishing systems write it. Return them; what else is in the row is counted in `account`.
    """
    headline = only_headline(tree)
    if headline is None:
        return {}
    found: dict[str, str] = {}
    after = list(islice(from_headline(tree, headline), MOST_BETWEEN))
    under = [one for one in after[len(list(headline.iter())) :] if isinstance(one.tag, str)]
    decks = [one for one in under if DECK.search(class_names(one))]
    described = description if description and not _ENDS.search(description) else None
    decks = decks or [*_deck_under(headline), *(one for one in under if shown_words(one) == described)]
    if decks and not DECK.search(class_names(decks[0])):
        found["deck"] = shown_words(decks[0])
        remove(decks[0])
    for one in under:
        words = shown_words(one) if one.tag in _ROWS and one.getparent() is not None else ""
        if one.tag == "p" and len(words) > BEGUN:
            break
        if not words or len(words) > LONGEST_CREDIT:
            continue
        named = any(BYLINE.search(class_names(around)) for around in (one, *one.iterancestors()))
        if is_labelled(one) and not named:
            found |= parts_of_byline(one, words, account)
        elif facts := _submitted(words) or _row(one, account) or _named_row(words, account):
            found |= facts
        else:
            continue
        remove(one)
        break
    return found


_ROWS = frozenset(("div", "section", "p", "span", "ul", "small"))


#: How a description ends that is the first sentence, or its beginning.
_ENDS = re.compile(r"[.…][\])»”\"]*\s*$")


def _deck_under(headline: Any) -> Iterator[Any]:
    """Yield the heading right under a headline, if no paragraph follows it, or no other of its rank."""
    under = headline.getnext()
    if under is None or not isinstance(under.tag, str) or not re.fullmatch("h[2-6]", under.tag):
        return
    after, words = under.getnext(), shown_words(under)
    is_line = len(words.split()) >= _FEWEST_WORDS and len(words) <= LONGEST_CREDIT * 2 and not date_line(words)
    boxed = after is not None and (
        after.tag in _BOXED or (after.tag == "ul" and _HEAD_CLASS.search(class_names(after)))
    )
    alone = after is not None and after.tag == "p" and len(words.split()) > _FEWEST_WORDS and _is_alone(under, words)
    if is_line and (boxed or alone):
        yield under


def _is_alone(under: Any, words: str) -> bool:
    """Return whether a heading under the headline is of no section: no other of its rank follows, nor an answer."""
    others = (one for one in under.itersiblings(under.tag) if text_of(one))
    return next(others, None) is None and not words.endswith(("؟", "?", ":", "…"))


_FEWEST_WORDS, _BOXED = 3, ("div", "section", "time", "figure")


def _submitted(words: str) -> dict[str, str]:
    """Return author and date of a sentence of publishing systems: «نشره كريم في 6 أكتوبر 2026 - 9:15ص»."""
    said = _SUBMITTED.fullmatch(words)
    if said is None or not date_line(said["date"]):
        return {}
    return {"byline": said["name"], "timestamp": said["when"], "published": said["date"]}


_SUBMITTED = re.compile(
    r"(?P<name>(?:(?:نشر|كتب|[أا]رسل|[أا]ضاف|حرر)(?:ه|ها|ته|تها)|(?:مرسلة )?بواسطة|(?:Submitted|Posted|Written) by)"
    r"\s*[:：]?\s+\D{2,50}?)[,،]?\s+(?P<when>(?:في|بتاريخ|يوم|on)\s+(?P<date>.{6,60}))",
    re.IGNORECASE,
)


def _row(element: Any, account: Account) -> dict[str, str]:
    """Return author and date of a row of facts that icons begin, all of which are known."""
    facts = list(_facts(element))
    dates = [words for _, words in facts if date_line(words)]
    names = [words for icon, words in facts if _OF_PERSON.search(icon) and words not in dates]
    others = [words for _, words in facts if words not in (*dates, *names)]
    if len(facts) < 2 or len(dates) != 1 or len(names) > 1 or any(without_counters(one).strip() for one in others):
        return {}
    for one in others:
        account.add(Kind.PAGE_FURNITURE, one)
    return {"timestamp": dates[0], "published": dates[0]} | ({"byline": names[0]} if names else {})


def _named_row(words: str, account: Account) -> dict[str, str]:
    """Return author and date of a line of both, perhaps with how long it takes to read: «منير الحاج · 7 أغسطس 2016»."""
    facts = [part for part in BETWEEN.split(words) if part]
    dates = [part for part in facts if date_line(part)]
    names = [part for part in facts if part not in dates and name_likeness(part) >= _LIKE_NAME]
    others = [part for part in facts if part not in (*dates, *names)]
    if len(dates) != 1 or len(names) != 1 or any(without_counters(one).strip() for one in others):
        return {}
    for one in others:
        account.add(Kind.PAGE_FURNITURE, one)
    return {"byline": names[0], "timestamp": dates[0], "published": dates[0]}


_LIKE_NAME = 0.6


def _facts(element: Any) -> Iterator[tuple[str, str]]:
    """Yield the facts of a row, each with what its icon is called; none where words stand before the first icon."""
    icon, words = None, [element.text or ""]
    for one in element.iter():
        if one is element:
            continue
        if not text_of(one) and (one.tag in ("i", "svg") or _ICON.search(one.get("class", ""))):
            if text := " ".join("".join(words).split()):
                yield (icon or "", text)
            icon, words = one.get("class", ""), []
        elif isinstance(one.tag, str):
            words.append(one.text or "")
        words.append(f" {one.tail or ''}")
    if icon is not None and (text := " ".join("".join(words).split()).strip("|·•-–—")):
        yield (icon, text)


_ICON = re.compile(r"(?:^|[ _-])(?:fa[bsrl]?|icons?)(?:$|[ _-])")
_OF_PERSON = re.compile("user|author|person|pen|edit|writer", re.IGNORECASE)


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


def _take_kicker_above(tree: Any) -> str | None:
    """Take the line beside the only headline that its class calls a kicker, or a heading over it, out of the page."""
    headline = only_headline(tree)
    beside = (headline.getprevious(), headline.getnext()) if headline is not None else ()
    for one in beside:
        if one is None or not isinstance(one.tag, str):
            continue
        over = re.fullmatch("h[2-6]", one.tag) and one.getnext() is headline
        if not _KICKER.search(class_names(one)) and not over and not _is_section(one, headline):
            continue
        words = shown_words(one)
        if words and len(words.split()) <= LONGEST_NAME and not date_line(words) and one.find(".//img") is None:
            remove(one)
            return words
    return None


def _is_section(element: Any, headline: Any) -> bool:
    """Return whether an element is the only line over a headline in its box, and says in which section it stands."""
    box, words = element.getparent(), shown_words(element)
    if element.getnext() is not headline or box[0] is not element or len(element) > 1 or box.tag not in _BOXES_OF_HEAD:
        return False
    if element.tag not in (*SMALL, "a") or looks_like_furniture(element) or BYLINE.search(class_names(element)):
        return False
    link = element if element.tag == "a" else element.find(".//a")
    of_author = link is not None and re.search("author|writer|profile|user", link.get("href", ""))
    return len(words.split()) <= _LONGEST_SECTION and not _OF_SITE.search(words) and not of_author


_LONGEST_SECTION, _BOXES_OF_HEAD = 3, ("div", "section", "header")
_OF_SITE = re.compile(r"\d|[.:]|رئيسية|رجوع|عودة|العودة|Home|Back", re.IGNORECASE)
