"""The head of a web page's article: deck, byline, date and lead picture, as elements and their classes state them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ..result import Kind
from .account import Account
from .credits import read_credit
from .elements import SILENT, line_amid_which, remove, shown_words, text_of
from .shaping import LABEL
from .structure.citations import cites_source
from .structure.dates import date_line, is_time_line
from .structure.pagetools import without_counters
from .webentries import entries_of
from .webframes import FRAMED

BYLINE = re.compile(
    r"(?:^|[ _-])(?:by-?line|author(?:-?name)?|writer|submitted|writ(?:ten|e)[_-]?by)s?(?:$|[ _-])", re.IGNORECASE
)
DECK = re.compile(
    r"(?:^|[ _-])(?:deck|dek|standfirst|sub-?(?:title|head(?:line|ing)?)|lead-?in|excerpt|strap-?line|chapeau|summary)"
    r"(?:$|[ _-])",
    re.IGNORECASE,
)
LONGEST_CREDIT = 160
#: More elements than this between headline and text are no header: the headline is the name of the site.
MOST_BETWEEN = 40
BEGUN = 90
#: What an address of a place has, and one of the author has not.
_STREET = re.compile(r"[\d@]|شارع|طريق|ساحة|بناية|هاتف|ص\.?\s?ب|بريد", re.IGNORECASE)
LONGEST_NAME = 8
#: Words beside an author's name: his place, his trade.
_MOST_BESIDE = 5
SMALL = ("p", "div", "span", "li")
_SOURCE = re.compile(r"المصدر\s*[:：]")


def is_source_line(words: str) -> bool:
    """Return whether words that stand apart name the source."""
    return bool(_SOURCE.match(words)) and cites_source(words)


def take_stated_credits(part: Any, account: Account, author: str) -> dict[str, str]:
    """Take deck, byline and date out of what stands above the text; return them.

    `author` is whom the page states elsewhere: an address does not count over him, a line that begins with him does.
    """
    found: dict[str, str] = {}
    taken: list[Any] = []
    authors: list[Any] = []
    submitted: Any = None
    entries = list(part.iter("article"))
    entries = entries if len([one for one in entries if one is not part]) > 1 else []  # a live blog: each has its own
    entries += entries_of(part)
    times = [one for one in part.iter("time") if _is_time(text_of(one)) and not is_amid_sentence(one)]
    of_entries = _times_of_entries(part)
    framed = {one for box in part.iterdescendants("div") if FRAMED in box.attrib for one in box.iter()}
    for element in list(part.iter()):
        above = [*element.iterancestors()]
        gone = element is not part and part not in above  # with the labels of an element before
        if not isinstance(element.tag, str) or gone or element in framed or any(one in taken for one in above):
            continue
        if element in entries and element is not part:
            break
        words = shown_words(element)
        names = class_names(element)
        if element.tag == "p" and len(words) > BEGUN and not DECK.search(names):
            break
        if not words or len(words) > LONGEST_CREDIT * 3:
            continue
        if (
            element.get("rel") == "author"
            and authors
            and not is_amid_sentence(element)
            and element.getparent() is authors[0].getparent()
        ):
            found["byline"] = "، ".join(filter(None, (found.get("byline"), words)))
            taken.append(element)
            continue
        kind = _kind_of(element, words, names, author, several=len(times) > 1)
        if kind and ((kind == "timestamp" and element in of_entries) or is_amid_sentence(element)):
            continue
        if kind == "timestamp" and (stated := element.get("datetime") or (words if date_line(words) else None)):
            found.setdefault("published", stated)
        if kind == "byline" and submitted is not None and found.get(kind) and not _SUBMITTED.search(names):
            account.add(Kind.PAGE_FURNITURE, found.pop(kind))  # of the account that put the text into the program
            submitted = None
        if kind and kind not in found and not element.xpath(".//img | .//h1"):
            found[kind] = words
            if kind == "byline":
                found = {
                    **parts_of_byline(element, words, account),
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
    _take_tools(part, found, account)
    return found


def _take_tools(part: Any, found: dict[str, str], account: Account) -> None:
    """Take out what stands beside the date above the text: when it was changed, and how long it takes to read."""
    taken: list[Any] = []
    for element in list(islice(part.iter(), MOST_BETWEEN)):
        if element.tag not in SMALL:
            continue
        words = shown_words(element)
        if element.tag == "p" and len(words) > BEGUN:
            break
        rest = _beside_date(words)
        undated = rest and "timestamp" not in found
        if rest is None or (undated and date_line(rest)) or any(one in taken for one in element.iterancestors()):
            continue
        if is_amid_sentence(element):
            continue
        if undated:
            found["timestamp"] = rest
            words = " ".join(words.replace(rest, " ").split())
        if words:
            account.add(Kind.PAGE_FURNITURE, words)
        taken.append(element)
    for element in taken:
        remove(element)


def _beside_date(words: str) -> str | None:
    """Return when a page was changed, or an empty text, where words are this and how long it takes to read alone."""
    if not words or len(words) > BEGUN:
        return None
    rest = " ".join(without_counters(words).split()).strip("|·•-–— ")
    if not rest or (_CHANGED.match(rest) and (date_line(rest) or is_time_line(rest))):
        return rest
    return None


_CHANGED = re.compile(r"(?:تم\s+)?(?:(?:آخر|اخر)\s+)?(?:ال)?(?:تحديث|تحيين|تعديل)(?!\w)")


def class_names(element: Any) -> str:
    """Return what classes and properties call an element, the words of «newsStoryDate» parted by hyphens."""
    named = " ".join(element.get(name, "") for name in ("class", "itemprop", "aria-labelledby"))
    return _HUMP.sub("-", named)


_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


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


def parts_of_byline(element: Any, words: str, account: Account) -> dict[str, str]:
    """Return byline and date of an element that has more than the author: a time to read it, buttons to share it.

    What is neither is counted as left out. Without such parts, the byline is all the words of the element.
    """
    parts: list[str] = [""]
    joints: list[str] = [""]  # what stood before each
    others: list[str] = list(_take_labels(element))
    for text, is_control in _pieces(element):
        if is_control:
            others.append(text.strip())
        elif text == _EDGE:
            parts.append("")
            joints.append(" ")
        else:
            first, *more = BETWEEN.split(text)
            parts[-1] = " ".join(f"{parts[-1]} {first}".split())
            parts += (" ".join(one.split()) for one in more)
            joints += [" · "] * len(more)
    dates = [part for part in parts if part and date_line(part)]
    others += [part for part in parts if _READING_TIME.fullmatch(part)]
    if not others and (not dates or len([part for part in parts if part]) < 2):
        return {"byline": words}
    if any(map(_LABELS.fullmatch, others)):  # whose values are those of a list
        joints = ["، " for _ in joints]
    for other in (*others, *dates[1:]):  # the day of a change stands beside the first
        account.add(Kind.PAGE_FURNITURE, other)
    line = ""
    for part, joint in zip(parts, joints, strict=True):
        if part and part not in others and part not in dates:
            line = f"{line}{joint}{part}" if line else part
    found = {"timestamp": dates[0], "published": dates[0]} if dates else {}
    return found | ({"byline": line} if line else {})


def _take_labels(element: Any) -> Iterator[str]:
    """Take the heading of a byline and the labels of its facts («Author,», «Role,») out of it; yield them."""
    head = next((one for one in element if isinstance(one.tag, str)), None)
    if head is not None and len(element) > 1 and not (element.text or "").strip() and not (head.tail or "").strip():
        named = element.get("aria-labelledby") and head.get("id") == element.get("aria-labelledby")
        if named or (re.fullmatch("h[2-6]", head.tag) and _labels_name(head)):
            yield text_of(head)
            remove(head)
    for one in list(element.iter("span", "strong", "b", "dt")):
        if _LABELS.fullmatch(words := text_of(one)) and one.getparent() is not None:
            yield words
            remove(one)


def _labels_name(head: Any) -> bool:
    """Return whether the heading of a byline is its label: more than a date and counters follows."""
    if BYLINE.search(class_names(head)):
        return False
    after = (part for one in head.itersiblings() for part in BETWEEN.split(shown_words(one)))
    return any(part and not date_line(part) and not _READING_TIME.fullmatch(part) for part in after)


def is_labelled(element: Any) -> bool:
    """Return whether an element holds facts with labels, the first of which is the author's."""
    first = next((one for one in element.iter("span", "strong", "b", "dt") if text_of(one)), None)
    return first is not None and bool(_AUTHOR_LABEL.fullmatch(text_of(first)))


_AUTHOR_LABEL = re.compile(r"(?:Author|Reporter|مصنف|نویسنده|الكاتب)\s*[,،]", re.IGNORECASE)
#: Labels of broadcasters' pages, which end in a comma.
_LABELS = re.compile(
    r"(?:Author|Role|Reporting from|Reporter|مصنف|نویسنده|عہدہ|نقش|الكاتب|الصفة|المنصب|من)\s*[,،]", re.IGNORECASE
)
#: What parts a byline from other facts in one line, and a time that reading takes.
BETWEEN = re.compile(r"\s*[·•|]\s*")
_READING_TIME = re.compile(
    r"(?:(?:(?:وقت|مدة|زمن) )?(?:ال)?قراءة\s*:?\s*)?[\d٠-٩]{0,2}\s*(?:دقائق|دقيقة|دقيقتان|min(?:ute)?s?)\.?"
    r"(?:\s+(?:(?:لل)?قراءة|read(?:ing)?(?: time)?))?",
    re.IGNORECASE,
)


#: Where an element that is a block begins or ends, among the texts of `_pieces`.
_EDGE = "\n\n"


def _pieces(element: Any, *, control: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the texts inside an element, each with whether it is of a button, and the edges of blocks."""
    control = control or element.tag == "button" or element.get("role") == "button"
    is_row = len(element) > 1 and not any(
        (text or "").strip() for text in (element.text, *(one.tail for one in element))
    )
    if (element.text or "").strip():
        yield element.text, control
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SILENT and "hidden" not in child.attrib:
            block = child.tag in ("div", "p", "li", "ul", "time", "br") or (child.tag == "span" and is_row)
            if block:
                yield _EDGE, False
            yield from _pieces(child, control=control)
            if block:
                yield _EDGE, False
        if (child.tail or "").strip():
            yield child.tail, control


def _kind_of(element: Any, words: str, names: str, author: str, *, several: bool) -> str | None:
    """Return the field of the article that an element above the text holds, if its name or class says so.

    Where several elements are times of day, they are those of the entries of a live page, and none is the article's.
    """
    if DECK.search(names) and element.tag != "body":
        return None if element.find(".//li") is not None else "deck"
    if len(words) > LONGEST_CREDIT:
        return None
    if element.get("rel") == "author" or BYLINE.search(names):
        return "timestamp" if date_line(words) else "byline"  # Drupal's «submitted» may have a date alone
    if is_author_line(element, words, author):
        return "byline"
    if element.tag == "address":
        is_name = len(words.split()) <= LONGEST_NAME and not _STREET.search(words)
        return "byline" if is_name and not author else None
    if element.tag == "time" and not (several and _is_time(words)):
        return "timestamp"
    return None


def is_amid_sentence(element: Any) -> bool:
    """Return whether an element is words amid a sentence, and not of a line of credits: «كتب … في …», «نشر يوم …»."""
    line = line_amid_which(element)
    if not line or _LABEL_IN_ENGLISH.match(line):
        return False
    return not (read_credit(line, sure=True) or date_line(line) or is_time_line(line))


_LABEL_IN_ENGLISH = re.compile(
    r"(?:by|(?:written|posted|published|updated|submitted|edited) (?:by|on|at))\b", re.IGNORECASE
)


def is_author_line(element: Any, words: str, author: str) -> bool:
    """Return whether an element is a line of the author whom the page states and a few words beside the name."""
    rest = words.removeprefix(author).lstrip() if author else words
    short = element.tag in SMALL and not len(element) and len(rest.split()) <= _MOST_BESIDE
    return rest != words and short and bool(re.match(r"[-–—|،,/(]", rest))


def _times_of_entries(part: Any) -> set[Any]:
    """Return the `time` elements of a live page's entries: set alike, with text between them."""
    groups: dict[tuple[str, ...], list[tuple[Any, int]]] = {}
    read = 0
    for element in part.iter("p", "time"):
        if element.tag == "time":
            around = element.getparent()
            alike = (element.get("class", ""), str(around.tag), around.get("class", ""))
            groups.setdefault(alike, []).append((element, read))
        elif len(text_of(element)) > BEGUN:
            read += 1
    return {one for group in groups.values() for one, _ in group if len({count for _, count in group}) > 1}


def _is_time(words: str) -> bool:
    """Return whether words are a time of day alone, as the entries of live pages have."""
    return len(words) < 20 and ":" in words and is_time_line(words) and not date_line(words)
