"""Find the part of a web page that is the article, and what inside it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Any

from .elements import SILENT, line_amid_which, linked_letters, only_headline, text_of
from .furniture import (
    FRAME_ROLES,
    INVITES,
    comments_in,
    is_beside,
    is_prose,
    lines_of_prose,
    looks_like_furniture,
    may_hold_text,
    names_body,
    names_furniture,
    says_more,
)
from .structure.dates import date_line
from .tablepages import OldPage
from .webentries import entries_of

_BLOCKS = frozenset(
    """p h1 h2 h3 h4 h5 h6 li td th dt dd blockquote figcaption pre div section article summary footer address caption
    center font""".split()
)
_CONTAINERS = frozenset(("article", "main", "section", "div", "body", "td", "center", "form", "font"))
#: The share of an article's text that the part must hold which is chosen for it.
_SHARE = 0.9
#: The shortest box that is no button or label, and the shortest paragraph.
_SHORTEST_ASIDE, _SHORTEST_PARAGRAPH = 12, 20
#: The longest headline with its credits.
_LONGEST_HEAD = 400
#: The longest header of a page that holds menus and names alone.
_FRAME = 200


#: Elements of words amid a sentence, which stay whatever they are called, but those that are only read out.
_WORDS = frozenset(("span", "a", "b", "i", "em", "strong", "mark", "font", "u"))
_UNSEEN = re.compile(r"screen-reader|sr-only|visually-hidden")


class MainPart:
    """The element that holds the article, and which elements inside it are left out."""

    def __init__(self, tree: Any, extracted: list[str], old: OldPage | None = None) -> None:
        """Find in `tree` the smallest part that holds the paragraphs `extracted`, which an extractor chose.

        Where tables lay out the page, the part is what was found in `old`.
        """
        self._old = old
        body = tree.find("body") if tree.find("body") is not None else tree
        self._headline = only_headline(body)
        self._want(extracted)
        if old and old.element is not None:
            self.element = old.element
        elif len(self._wanted) == 1 and not self._weights(body) and (own := lines_of_prose(body)):
            self._want(own)  # of a short page extractors take all the text there is
            self.element = self._with_headline(self._find(body))
        else:
            self.element = self._find(body)

    def _want(self, texts: list[str]) -> None:
        self._wanted = {_key(text) for text in texts if _key(text)}
        self._long = [key for key in self._wanted if len(key) > 40]

    def _with_headline(self, element: Any) -> Any:
        """Return the box of the text of a post around an element, or what holds it together with the headline."""
        named = [one for one in (element, *element.iterancestors()) if names_body(one) and one.tag != "body"]
        above = self._around_headline()
        outer = named[-1] if named else element
        around = (one for one in (outer, *outer.iterancestors()) if one in above or (not above and one.tag == "main"))
        return next(around, outer)

    def take_head(self) -> None:
        """Move the few lines that stand right above the part into it: the headline of a page to print."""
        element = self.element
        while element.tag != "body" and element.getparent() is not None:
            above = [
                one for one in element.itersiblings(preceding=True)
                if isinstance(one.tag, str) and not self._is_frame(one) and text_of(one)
            ]  # fmt: skip
            if above:
                words = " ".join(map(text_of, above))
                if len(words) <= _LONGEST_HEAD and sum(map(linked_letters, above)) * 2 < len(words):
                    text, self.element.text = self.element.text, None
                    for one in above:
                        one.tail = None if (one.tail or "").isspace() else one.tail
                        self.element.insert(0, one)
                    above[0].tail = f"{above[0].tail or ''}{text or ''}"
                return
            element = element.getparent()

    def outside(self) -> Iterator[str]:
        """Yield the texts that stand outside of the part, but not those of the page's frame: its menus and footer."""
        element = self.element
        while element.tag != "body" and (parent := element.getparent()) is not None:
            yield from self._beside(parent, element)
            element = parent

    def _beside(self, parent: Any, inner: Any) -> Iterator[str]:
        """Yield the texts in an element beside one inside of it; those around the headline are apart from it."""
        yield from filter(None, (" ".join((parent.text or "").split()),))
        for child in parent:
            if child is not inner and isinstance(child.tag, str) and not self._is_frame(child):
                if child in self._around_headline():
                    yield from self._beside(child, None)
                else:
                    yield from filter(None, (text_of(child, between=" "),))
            yield from filter(None, (" ".join((child.tail or "").split()),))

    def _is_frame(self, element: Any) -> bool:
        of_article = element.tag == "footer" and element.getparent().tag == "article"
        if element.tag in SILENT or element.tag in ("nav", "footer") or element.get("role") in FRAME_ROLES:
            return not of_article
        # A header that holds menus and names alone, not one with the headline or the lead.
        titled = element.tag == "header" and element.xpath(".//h1 | .//*[@role='heading']")
        return element.tag == "header" and not titled and len(text_of(element)) < _FRAME

    def leaves_out(self, element: Any) -> bool:
        """Return whether an element inside the part is none of the article."""
        tag = element.tag
        if self._old and self._old.leaves_out(element):
            return True
        if element in self._stamps:
            return False
        if element in self._comments or element in self._above or is_beside(element, self.element):
            return True
        looks = looks_like_furniture(element) and not self._is_text(element) and not self._is_content(element)
        if looks and tag in _WORDS and line_amid_which(element) and not _UNSEEN.search(element.get("class", "")):
            return False
        if tag in ("header", "footer") and not looks:
            of_page = tag == "footer" and element.getparent().tag in ("article", "main", "body")
            return of_page and not self._holds(element) and not says_more(element)
        # What the extractor takes for the article stays, whatever it is called.
        if not looks or self._holds(element) or element in self._spared:
            return False
        return not (may_hold_text(element) and (element.tag, element.get("class")) in self._entries)

    @cached_property
    def _entries(self) -> frozenset[tuple[str, str | None]]:
        """How the boxes are called that may be furniture by their names and are not: one may be of the next entry."""
        boxes = (one for one in self.element.iter() if isinstance(one.tag, str) and may_hold_text(one))
        return frozenset((one.tag, one.get("class")) for one in boxes if one.get("class") and self._holds(one))

    @cached_property
    def _stamps(self) -> frozenset[Any]:
        """The times of the entries of a live page, with what is around them."""
        return frozenset(chain(*entries_of(self.element).values()))

    @cached_property
    def _above(self) -> frozenset[Any]:
        """The menus, the name of the site and the headings of days over the headline."""
        path = [self._headline, *self._around_headline()]
        inside = path[: path.index(self.element)] if self.element in path else []
        over = (one for below in inside for one in below.itersiblings(preceding=True) if isinstance(one.tag, str))
        return frozenset(filter(_heads_page, over))

    @cached_property
    def _spared(self) -> frozenset[Any]:
        """The boxes whose names say no more than that they are boxes, where most of the sentences are in them."""
        boxes: list[Any] = []
        waiting = [*self.element]
        while waiting:
            one = waiting.pop()
            if not isinstance(one.tag, str) or not looks_like_furniture(one) or self._is_text(one) or self._holds(one):
                waiting += [*one]
            elif may_hold_text(one) and not self._is_content(one):
                boxes.append(one)
        lost = sum(len(line) for box in boxes for line in lines_of_prose(box))
        return frozenset(boxes if lost * 2 > sum(map(len, lines_of_prose(self.element))) else ())

    def _is_text(self, element: Any) -> bool:
        """Return whether a box is called the text of a post, or holds the headline: it is no frame by its looks."""
        if element.tag in ("nav", "button"):
            return False
        return names_body(element) or element in self._around_headline()

    def _around_headline(self) -> list[Any]:
        return [*self._headline.iterancestors()] if self._headline is not None else []

    @cached_property
    def _comments(self) -> frozenset[Any]:
        return comments_in(self.element)

    def _is_content(self, element: Any) -> bool:
        """Return whether a box is of the article: key points, a quotation, a correction or facts amid its text.

        Names of classes say little of that: what is amid the paragraphs and is prose, not a list of links, counts.
        """
        aside = element.tag == "aside" and not names_furniture(element)
        if element.get("role") or not (aside or may_hold_text(element)):
            return False
        words = text_of(element)
        if (
            len(words) < _SHORTEST_ASIDE
            or linked_letters(element) * 2 > len(words)
            or element.find(".//form") is not None
        ):
            return False
        if INVITES.search(words) or element.find(".//input") is not None or element.find(".//button") is not None:
            return False
        if not (aside or is_prose(element)):
            return False
        above = [element, *element.iterancestors()]
        inside = above[: above.index(self.element)] if self.element in above else []
        after = (one for within in inside for one in within.itersiblings())
        beside = (one for within in inside[:1] for one in within.itersiblings("p", preceding=True))
        return any(
            isinstance(one.tag, str) and one.tag != "aside" and self._is_wanted(one) for one in chain(after, beside)
        )

    def _is_wanted(self, element: Any) -> bool:
        key = _key(text_of(element))
        if element.tag == "p" and len(key) > _SHORTEST_PARAGRAPH and key in self._wanted:
            return True
        return len(key) > 40 and (key in self._wanted or any(one in key for one in self._long))

    def _holds(self, element: Any) -> bool:
        key = _key(text_of(element))
        if not key:
            return False
        if key in self._wanted:
            return len(key) > 40
        return sum(len(one) for one in self._long if one in key) * 2 > len(key)

    def _weights(self, body: Any) -> dict[Any, int]:
        """Return the elements whose text is wanted, with its length."""
        weights: dict[Any, int] = {}
        for element in body.iter():
            if isinstance(element.tag, str) and element.tag in _BLOCKS:
                key = _key(text_of(element)) if len(element) < 60 else ""
                if key in self._wanted:
                    weights[element] = len(key)
        return weights

    def _find(self, body: Any) -> Any:
        weights = self._weights(body)
        # Of nested elements with one text, the inner one counts.
        chosen = {one: weight for one, weight in weights.items() if weights.keys().isdisjoint(one.iterdescendants())}
        total = sum(chosen.values())
        if total * 2 < sum(map(len, self._wanted)):  # text that no element of its own holds, parted by breaks alone
            return self._holder(body)
        sums: dict[Any, int] = {}
        for one, weight in chosen.items():
            for ancestor in (one, *one.iterancestors()):
                sums[ancestor] = sums.get(ancestor, 0) + weight
        smallest = min(
            (one for one, held in sums.items() if held >= _SHARE * total and one.tag in _CONTAINERS),
            key=lambda one: sum(1 for _ in one.iter()),
            default=body,
        )
        return _with_lead(_of_builder(_widened(smallest)), self._headline, body)

    def _holder(self, element: Any) -> Any:
        """Return the innermost element that has most of the wanted text somewhere in its own."""
        for child in element:
            if isinstance(child.tag, str) and child.tag in _CONTAINERS:
                key = _key(text_of(child))
                held = sum(len(one) for one in self._wanted if one in key)
                if self._wanted and held >= _SHARE * sum(map(len, self._wanted)):
                    return self._holder(child)
        return element


def _with_lead(element: Any, headline: Any, body: Any) -> Any:
    """Return the part, or what holds it together with the headline where paragraphs stand between the two."""
    if headline is None or element in headline.iterancestors() or element is body:
        return element
    around = next((one for one in headline.iterancestors() if one in set(element.iterancestors())), None)
    if around is None:
        return element
    between = False
    for one in around.iter("h1", "p", element.tag):
        if one is headline:
            between = True
        elif one is element:
            return element
        elif between and one.tag == "p" and len(text_of(one)) > _LEAD and not _in_frame(one, around):
            return around
    return element


_LEAD = 60


def _heads_page(element: Any) -> bool:
    """Return whether an element over the headline is a menu, the name of the site or a heading that is a day."""
    words = text_of(element)
    if re.fullmatch("h[2-6]", element.tag):
        return date_line(words) is not None
    named = element.xpath("descendant-or-self::div[@role='heading']")  # once an `h1`
    links = [one for one in element.iter("a") if text_of(one)]
    listed = len(links) >= _FEWEST_IN_MENU or (bool(links) and _HOME.fullmatch(text_of(links[0])))
    return bool(named) or (bool(listed) and linked_letters(element) >= len(words) * _SHARE_OF_MENU)


_SHARE_OF_MENU, _FEWEST_IN_MENU = 0.75, 3
_HOME = re.compile("(?:الصفحة )?الرئيسية|Home")


def _in_frame(element: Any, around: Any) -> bool:
    for one in element.iterancestors():
        if one is around:
            return False
        if looks_like_furniture(one):
            return True
    return False


def _widened(element: Any) -> Any:
    """Return the article element around `element`, if it is the only one of its parent: its pictures come too."""
    for ancestor in element.iterancestors("article"):
        if len(list(ancestor.getparent().iterchildren("article"))) == 1:
            return ancestor
    return element


def _of_builder(element: Any) -> Any:
    """Return the part of Elementor's page around an element: all its boxes are of the post, but not of a template."""
    around = [one for one in (element, *element.iterancestors()) if "elementor" in one.get("class", "").split()]
    own = [one for one in around if one.get("data-elementor-type", "wp-post") in _POSTS]
    return own[-1] if own and own == around else element


_POSTS = ("wp-post", "wp-page", "post", "page", "landing-page")


def _key(text: str) -> str:
    """Return a text without what extractors change."""
    return re.sub(r"[\W_]+", "", text)
