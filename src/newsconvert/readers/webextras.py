"""What stands in the elements of a page's head and pictures beside what they are for: faces, notices, counters.

It is taken out of the tree before that is read, and counted.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import Any

from ..patterns import pattern
from ..result import Kind
from .account import Account
from .elements import class_and_id, only_headline, remove, shown_words, text_of
from .webcredits import BYLINE, LONGEST_CREDIT, LONGEST_NAME, class_names
from .webfigures import CAPTION
from .webtools import LONG_BEFORE

_FACE = pattern(
    r"(?:^|[ _-])(?:avatars?|gravatar|(?:author|writer|user|profile)[_-]?(?:img|image|photo|pic(?:ture)?|thumb)s?)"
    r"(?:$|[ _-])",
    re.IGNORECASE,
)
_FACE_ADDRESS = pattern(r"//(?:[\w-]+\.)?gravatar\.com/|/avatars?/", re.IGNORECASE)
_NOTICE = pattern(r"(?:^|[ _-])(?:site-?notice|notices?|alerts?|messages?|donat(?:e|ion))(?:$|[ _-])", re.IGNORECASE)
_LABEL = pattern(r"(?:بواسطة|بقلم|كتب(?:ت|ه|ته)?|من|إعداد|تقرير|نشر(?:ت|ه)?|الكاتب|By|Author)\s*[:：]?", re.IGNORECASE)
#: The place of a picture in its gallery.
_COUNTER = pattern(r"[\d٠-٩]{1,3}\s*(?:من|/|of)\s*[\d٠-٩]{1,3}")
_AROUND, _LONGEST_NOTICE = 3, 200


def take_extras(tree: Any, account: Account) -> str | None:
    """Take the author's face and biography, notices over the headline and the counters of pictures out of a page.

    A label in a byline comes to be apart from the name after it. Return the name in a box about the author below the
    text, which is left out too.
    """
    for picture in list(tree.iter("img")):
        if (face := _face(picture)) is not None:
            if words := picture.get("alt", "").strip():
                account.add(Kind.PAGE_FURNITURE, words)
            remove(face)
    for caption in tree.iter("figcaption"):
        for one in list(caption.iter("span", "small", "div")):
            alone = one.get("class") or not any((text or "").strip() for text in (caption.text, one.tail))
            if alone and _COUNTER.fullmatch(words := text_of(one)) and words != text_of(caption):
                account.add(Kind.PAGE_FURNITURE, words)
                remove(one)
    _take_notices(tree, account)
    for one in list(tree.iter("span", "i", "b", "em", "strong", "div")):
        name = one.getnext()
        words = text_of(one) if name is not None and not (one.tail or "").strip() else ""
        if not _LABEL.fullmatch(words) or not _is_of_author(one):
            continue
        one.tail = one.tail or " "
        if words == "من":
            account.add(Kind.PAGE_FURNITURE, words)
            remove(one)
    return _take_profiles(tree, account) or _signed_below(tree)


def _signed_below(tree: Any) -> str | None:
    """Return the only name in what a page calls the author of the post, below its text, as blogs have it."""
    boxes = (one for one in tree.iter("span", "div", "p") if _SIGNED.search(one.get("class", "")))
    named = [one.xpath(_NAMED) for one in boxes if one.xpath(LONG_BEFORE)]
    found = {words for names in named for one in names if 0 < len((words := shown_words(one)).split()) <= LONGEST_NAME}
    return found.pop() if len(found) == 1 else None


_SIGNED = pattern(r"(?:^| )(?:post|entry)-author(?:$| )")
_NAMED = ".//*[contains(concat(' ', @class, ' '), ' fn ') or @itemprop='name' or @rel='author']"


def _take_profiles(tree: Any, account: Account) -> str | None:
    found: set[str] = set()
    for box in list(tree.iter("div", "section", "aside")):
        names = class_and_id(box)
        if not (_PROFILE.search(names) or BYLINE.search(names)) or not _is_in(box, tree):
            continue
        words = shown_words(box)
        bios = _bios(box) if 0 < len(words) <= _LONGEST_PROFILE and box.find(".//h1") is None else []
        if not bios:
            continue
        below = bool(box.xpath(LONG_BEFORE))
        heads = [one for one in box.iter() if isinstance(one.tag, str) and one not in bios and _names(one)]
        for one in [box] if below else bios:
            account.add(Kind.PAGE_FURNITURE, text_of(one, between=" "))
            remove(one)
        if below and heads and not _ABOUT.match(name := shown_words(heads[0])):
            found.add(name)
    return found.pop() if len(found) == 1 else None


def _is_in(element: Any, tree: Any) -> bool:
    return tree in element.iterancestors()


def _names(element: Any) -> bool:
    named = element.tag in ("h2", "h3", "h4", "h5") or _NAME.search(class_names(element))
    return bool(named) and 1 < len(text_of(element).split()) <= LONGEST_NAME


def _bios(box: Any) -> list[Any]:
    """Return what a box says of the author: elements that are called so, or the paragraphs under a name."""
    inside = [one for one in box.iter() if isinstance(one.tag, str) and one is not box and text_of(one)]
    called = [one for one in inside if _BIO.search(one.get("class", "")) and not any(map(_names, one.iter()))]
    if not called and any(one.tag in ("h2", "h3", "h4", "h5") and _names(one) for one in inside):
        called = [one for one in inside if one.tag == "p" and not _names(one)]
    return [one for one in called if not any(above in called for above in one.iterancestors())]


_PROFILE = pattern(
    r"(?:^|[ _-])(?:author|writer)s?[_-]?(?:box|bio|card|profile|info|area|content)(?:$|[ _-])|"
    "about[_-]?(?:the[_-]?)?author",
    re.IGNORECASE,
)
_BIO = pattern(r"(?:^|[ _-])(?:bio(?:graphy)?|desc(?:ription)?|about)(?:$|[ _-])", re.IGNORECASE)
_NAME = pattern(r"(?:^|[ _-])(?:name|fn)(?:$|[ _-])", re.IGNORECASE)
_ABOUT = pattern(r"(?:عن|حول|نبذة|معلومات)\s|الكاتب|المؤلف|About", re.IGNORECASE)
_LONGEST_PROFILE = 800


def _face(picture: Any) -> Any:
    """Return the picture of the author beside the name, with the elements around it alone; None for any other."""
    named = _FACE.search(class_and_id(picture)) or _FACE_ADDRESS.search(picture.get("src", ""))
    alone, around = picture, []
    for one in islice(picture.iterancestors("div", "span", "a", "p", "figure", "li"), _AROUND):
        if len(list(islice(one.iter("img"), 2))) > 1 or one.find(".//h1") is not None:
            break
        if len(words := text_of(one)) > LONGEST_CREDIT:
            break
        around.append(one)
        if not words:
            alone = one
    if any(CAPTION.search(one.get("class", "")) or one.tag == "figcaption" for top in around for one in top.iter()):
        return None
    of_face = any(_FACE.search(class_and_id(one)) for one in around if not text_of(one))
    beside = any(BYLINE.search(class_names(one)) and text_of(one) for one in around)
    return alone if named or of_face or beside else None


def _take_notices(tree: Any, account: Account) -> None:
    headline = only_headline(tree)
    boxes = tree.iter("div", "p", "section", "h1") if headline is not None else ()
    for one in list(takewhile(lambda one: one is not headline, boxes)):
        words = shown_words(one) if _NOTICE.search(class_and_id(one)) and one.find(".//h1") is None else ""
        if 0 < len(words) <= _LONGEST_NOTICE and one.getparent() is not None:
            account.add(Kind.PAGE_FURNITURE, words)
            remove(one)


def _is_of_author(label: Any) -> bool:
    return any(BYLINE.search(class_names(one)) for one in (label, *islice(label.iterancestors(), 2)))
