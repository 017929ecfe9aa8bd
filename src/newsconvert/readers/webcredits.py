"""The head of a web page's article: deck, byline, date and lead picture, as elements and their classes state them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, islice, takewhile
from typing import Any

from ..model import Block, Figure
from ..result import Kind
from .account import Account
from .credits import read_credit
from .elements import SILENT, remove, shown_words, text_of
from .hypertext import Walker
from .shaping import LABEL
from .structure.citations import cites_source
from .structure.dates import date_line, is_time_line
from .webfigures import CAPTION, is_figure, read_figure

_BYLINE = re.compile(
    r"(?:^|[ _-])(?:by-?line|author(?:-?name)?|writer|submitted|writ(?:ten|e)[_-]?by)s?(?:$|[ _-])", re.IGNORECASE
)
_DECK = re.compile(
    r"(?:^|[ _-])(?:deck|dek|standfirst|sub-?(?:title|head(?:line|ing)?)|lead-?in|excerpt|strap-?line|chapeau|summary)"
    r"(?:$|[ _-])",
    re.IGNORECASE,
)
_LEAD_PICTURE = re.compile(
    r"(?:^|[ _-])(?:featured|hero|lead|main|cover|article|post|story|news|content|details?|single|entry|top|big)[_-]?"
    r"(?:media|image|img|photo|pic(?:ture)?|thumb(?:nail)?)s?(?:$|[ _-])",
    re.IGNORECASE,
)
_LONGEST_CREDIT = 160
#: More elements than this between headline and text are no header: the headline is the name of the site.
_MOST_BETWEEN = 40
_BEGUN = 90
#: What an address of a place has, and one of the author has not.
_STREET = re.compile(r"[\d@]|شارع|طريق|ساحة|بناية|هاتف|ص\.?\s?ب|بريد", re.IGNORECASE)
_LONGEST_NAME = 8
_SMALL = ("p", "div", "span", "li")
_SOURCE = re.compile(r"المصدر\s*[:：]")


def is_source_line(words: str) -> bool:
    """Return whether words that stand apart name the source."""
    return bool(_SOURCE.match(words)) and cites_source(words)


def take_stated_credits(part: Any, account: Account, *, authored: bool) -> dict[str, str]:
    """Take deck, byline and date out of what stands above the text; return them.

    `authored` says that the page states an author elsewhere, over which an address does not count.
    """
    found: dict[str, str] = {}
    taken: list[Any] = []
    authors: list[Any] = []
    submitted: Any = None
    entries = list(part.iter("article"))
    entries = entries if len([one for one in entries if one is not part]) > 1 else []  # a live blog: each has its own
    times = [one for one in part.iter("time") if _is_time(text_of(one))]
    of_entries = _times_of_entries(part)
    for element in part.iter():
        if not isinstance(element.tag, str) or any(one in taken for one in element.iterancestors()):
            continue
        if element in entries and element is not part:
            break
        words = shown_words(element)
        names = _names_of(element)
        if element.tag == "p" and len(words) > _BEGUN and not _DECK.search(names):
            break
        if not words or len(words) > _LONGEST_CREDIT * 3:
            continue
        if element.get("rel") == "author" and authors and element.getparent() is authors[0].getparent():
            found["byline"] = "، ".join(filter(None, (found.get("byline"), words)))
            taken.append(element)
            continue
        kind = _kind_of(element, words, names, authored, several=len(times) > 1)
        if kind == "timestamp" and element in of_entries:
            continue
        if kind == "timestamp" and (stated := element.get("datetime")):
            found.setdefault("published", stated)
        if kind == "byline" and submitted is not None and found.get(kind) and not _SUBMITTED.search(names):
            account.add(Kind.PAGE_FURNITURE, found.pop(kind))  # of the account that put the text into the program
            submitted = None
        if kind and kind not in found and not element.xpath(".//img | .//h1"):
            found[kind] = words
            if kind == "byline":
                found = {
                    **_apart(element, words, account),
                    **{key: value for key, value in found.items() if key != kind},
                }
                submitted = element if _SUBMITTED.search(names) else None
            taken.append(_field_of(element, words, account))
            if element.get("rel") == "author":
                authors.append(element)
    for element in taken:
        for one in element.iter():
            if isinstance(one.tag, str) and "hidden" in one.attrib and (words := text_of(one)):
                account.add(Kind.HIDDEN_TEXT, words)
        remove(element)
    return found


def _names_of(element: Any) -> str:
    return " ".join(element.get(name, "") for name in ("class", "itemprop", "aria-labelledby"))


_SUBMITTED = re.compile(r"(?:^|[ _-])submitted(?:$|[ _-])", re.IGNORECASE)


def _field_of(element: Any, words: str, account: Account) -> Any:
    """Return the element that holds nothing but a credit and its label, which is counted; else the credit itself."""
    for around in islice(element.iterancestors("div", "li", "p"), 2):
        whole = shown_words(around)
        label = whole.removesuffix(words).strip()
        if whole == f"{label} {words}" and LABEL.fullmatch(label):
            account.add(Kind.PAGE_FURNITURE, label)
            return around
    return element


def _apart(element: Any, words: str, account: Account) -> dict[str, str]:
    """Return byline and date of an element that has more than the author: a time to read it, buttons to share it.

    What is neither is counted as left out. Without such parts, the byline is all the words of the element.
    """
    parts: list[str] = [""]
    joints: list[str] = [""]  # what stood before each
    others: list[str] = []
    for text, is_control in _pieces(element):
        if is_control:
            others.append(text.strip())
        elif text == _EDGE:
            parts.append("")
            joints.append(" ")
        else:
            first, *more = _BETWEEN.split(text)
            parts[-1] = " ".join(f"{parts[-1]} {first}".split())
            parts += (" ".join(one.split()) for one in more)
            joints += [" · "] * len(more)
    dates = [part for part in parts if part and date_line(part)]
    others += [part for part in parts if _READING_TIME.fullmatch(part)]
    if not others and (not dates or len([part for part in parts if part]) < 2):
        return {"byline": words}
    for other in others:
        account.add(Kind.PAGE_FURNITURE, other)
    line = ""
    for part, joint in zip(parts, joints, strict=True):
        if part and part not in others and part not in dates:
            line = f"{line}{joint}{part}" if line else part
    found = {"timestamp": dates[0], "published": dates[0]} if dates else {}
    return found | ({"byline": line} if line else {})


#: What parts a byline from other facts in one line, and a time that reading takes.
_BETWEEN = re.compile(r"\s*[·•|]\s*")
_READING_TIME = re.compile(
    r"(?:(?:وقت|مدة|زمن) القراءة\s*:?\s*)?[\d٠-٩]{0,2}\s*(?:دقائق|دقيقة|دقيقتان|min(?:ute)?s?)\.?"
    r"(?:\s+(?:(?:لل)?قراءة|read(?:ing)?(?: time)?))?",
    re.IGNORECASE,
)


#: Where an element that is a block begins or ends, among the texts of `_pieces`.
_EDGE = "\n\n"


def _pieces(element: Any, *, control: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the texts inside an element, each with whether it is of a button, and the edges of blocks."""
    control = control or element.tag == "button" or element.get("role") == "button"
    if (element.text or "").strip():
        yield element.text, control
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SILENT and "hidden" not in child.attrib:
            block = child.tag in ("div", "p", "li", "ul", "time", "br")
            if block:
                yield _EDGE, False
            yield from _pieces(child, control=control)
            if block:
                yield _EDGE, False
        if (child.tail or "").strip():
            yield child.tail, control


def _kind_of(element: Any, words: str, names: str, authored: bool, *, several: bool) -> str | None:
    """Return the field of the article that an element above the text holds, if its name or class says so.

    Where several elements are times of day, they are those of the entries of a live page, and none is the article's.
    """
    if _DECK.search(names) and element.tag != "body":
        return None if element.find(".//li") is not None else "deck"
    if len(words) > _LONGEST_CREDIT:
        return None
    if element.get("rel") == "author" or _BYLINE.search(names):
        return "timestamp" if date_line(words) else "byline"  # Drupal's «submitted» may have a date alone
    if element.tag == "address":
        is_name = len(words.split()) <= _LONGEST_NAME and not _STREET.search(words)
        return "byline" if is_name and not authored else None
    if element.tag == "time" and not (several and _is_time(words)):
        return "timestamp"
    return None


def _times_of_entries(part: Any) -> set[Any]:
    """Return the `time` elements of a live page's entries: set alike, with text between them."""
    groups: dict[tuple[str, ...], list[tuple[Any, int]]] = {}
    read = 0
    for element in part.iter("p", "time"):
        if element.tag == "time":
            around = element.getparent()
            alike = (element.get("class", ""), str(around.tag), around.get("class", ""))
            groups.setdefault(alike, []).append((element, read))
        elif len(text_of(element)) > _BEGUN:
            read += 1
    return {one for group in groups.values() for one, _ in group if len({count for _, count in group}) > 1}


def _is_time(words: str) -> bool:
    """Return whether words are a time of day alone, as the entries of live pages have."""
    return len(words) < 20 and ":" in words and is_time_line(words) and not date_line(words)


def date_beside(tree: Any) -> str | None:
    """Return the date that an element before the only headline shows whose class says so; None without one.

    It stands in a box with the headline: dates elsewhere in the head of a page are of the day it was shown.
    """
    headlines = tree.findall(".//h1")
    for box in islice(headlines[0].iterancestors(), 2) if len(headlines) == 1 else ():
        if box.tag in ("body", "header", "main", "form", "td"):
            return None
        for one in takewhile(lambda one: one is not headlines[0], box.iter()):
            words = text_of(one) if isinstance(one.tag, str) and _DATE_CLASS.search(one.get("class", "")) else ""
            if words and len(words) <= _LONGEST_CREDIT and date_line(words):
                return words
    return None


_DATE_CLASS = re.compile(r"(?:^|[ _-])date(?:$|[ _-])", re.IGNORECASE)


def take_head_above(tree: Any, part: Any, walker: Walker) -> tuple[dict[str, str], list[Block]]:
    """Take deck, byline, date and pictures out of what stands between the page's only headline and the text.

    Return them, the pictures as blocks of `walker`.
    """
    headlines = tree.findall(".//h1")
    holders = set(part.iterancestors())
    if len(headlines) != 1 or part in headlines[0].iterancestors():
        return {}, []
    inside = set(headlines[0].iter())
    after = list(islice(dropwhile(lambda one: one is not headlines[0], tree.iter()), _MOST_BETWEEN))
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
        elif (kind := _head_kind(element, headlines[0])) and kind not in found:
            found[kind] = shown_words(element)
            if kind == "timestamp":
                found["published"] = element.get("datetime") or found[kind]
        else:
            continue
        inside |= within
        taken.append(element)
    for element in taken:
        remove(element)
    return found, pictures


def _is_picture(element: Any) -> bool:
    if len(text_of(element)) > _LONGEST_CREDIT * 3 or len(list(element.iter("img"))) != 1:
        return False
    named = _LEAD_PICTURE.search(element.get("class", "")) or element.get("itemprop") == "image"
    return is_figure(element) or bool(named) or _is_captioned(element)


def _is_captioned(element: Any) -> bool:
    """Return whether an element holds a picture and the words that their class calls its caption, and no others."""
    words = [one for one in element.iter() if isinstance(one.tag, str) and CAPTION.search(one.get("class", ""))]
    return any(text_of(one) and text_of(one) == text_of(element) for one in words if one is not element)


def _head_kind(element: Any, headline: Any) -> str | None:
    words, names = shown_words(element), _names_of(element)
    if not words or len(words) > _LONGEST_CREDIT * 2 or element.find(".//img") is not None:
        return None
    under = element.tag in ("h2", "h3") and element.getprevious() is headline
    if (_DECK.search(names) or under) and element.find(".//li") is None:
        return "deck"
    if len(words) > _LONGEST_CREDIT:
        return None
    if date_line(words):
        return "timestamp"
    if _BYLINE.search(names) or element.get("rel") == "author":
        return "byline"
    leaf = not any(isinstance(child.tag, str) and (child.tag != "a" and text_of(child)) for child in element)
    listed = element.tag == "li" or element.getparent().tag == "li"  # as menus are, unless it says who wrote it
    named = leaf and len(words.split()) <= _LONGEST_NAME and (not listed or ":" in words)
    return "byline" if named and element.tag in _SMALL and read_credit(words, sure=True) else None
