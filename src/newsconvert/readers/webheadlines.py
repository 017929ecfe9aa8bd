"""The headline of a web page: which of its headings, its title and what it states is that of the article."""

from __future__ import annotations

import re
from typing import Any

from .elements import class_and_id, from_headline, only_headline, remove, shown_words
from .shaping import one_line
from .tablepages import NO_TITLE, SITE, title_of
from .webtools import LONG_BEFORE

#: The title of a post, as publishing systems name it.
_TITLE_CLASS = re.compile(
    r"(?:^|[ _-])(?:entry|post|article|page|node|news|story)[_-]?(?:title|headline)(?:$| )", re.IGNORECASE
)


_SITE_CLASS = re.compile(r"(?:^|[ _-])(?:site|blog|brand|logo)[_-]?(?:title|name)?(?:$|[ _-])", re.IGNORECASE)


def mark_headline(tree: Any) -> None:
    """Make the only heading whose class or property calls it a post's title the only `h1`.

    Pages of Blogger have none, or one with the name of the blog, which stands over the post or in the page's header.
    Where no heading is called so, it is the only `h1` in an article or the main part of the page, or the last one whose
    words are in the title. An only `h1` that leads to the home of the site is its name, and the headline is under it.
    """
    _drop_repeated(tree)
    titled = (one for one in tree.iter("h1", "h2", "h3", "h4") if _is_title(one))
    found = [one for one in titled if shown_words(one)]
    if not found:
        shown, title = [one for one in tree.iter("h1") if shown_words(one)], title_of(tree)
        found = [one for one in shown if any(map(_is_main, one.iterancestors()))]
        found = found or [one for one in shown if one_line(shown_words(one)) in title][-1:]
        found = _under_site(tree) or found
    if not found and tree.find(".//h1") is None:
        found = _titles(tree) or _only_of_builder(tree)
    if len(found) != 1:
        return
    others = [one for one in tree.iter("h1") if one is not found[0]]
    order = {one: at for at, one in enumerate(tree.iter())} if others else {}
    if all(order[one] < order[found[0]] and _names_site(one, tree) for one in others):
        for one in others:
            one.tag = "div"
            one.set("role", "heading")  # what holds it is not all menus
        found[0].tag = "h1"


def _drop_repeated(tree: Any) -> None:
    """Take all `h1` but the first out where they say the same: pages have one for small screens, or in the text too."""
    first, *others = [*tree.iter("h1")] or [None]
    if others and {shown_words(one) for one in others} == {shown_words(first)}:
        for one in others:
            remove(one)


def _titles(tree: Any) -> list[Any]:
    """Return the boxes that say what the title of a page begins with: the headline, where the page has boxes alone."""
    title = title_of(tree)
    found: list[Any] = []
    for one in tree.iter("div") if title else ():
        words = one_line(shown_words(one)) if not len(one) and one.text else ""
        if len(words.split()) >= _FEWEST_WORDS and re.match(rf"{re.escape(words)}(?:$|\s*[|«–—:-])", title):
            found.append(one)
    return found


_FEWEST_WORDS = 3


def _only_of_builder(tree: Any) -> list[Any]:
    """Return the only heading of a page that a builder of pages made, if it stands above the text."""
    found = [one for one in tree.iter("h2", "h3") if _OF_BUILDER.search(one.get("class", "")) and shown_words(one)]
    return found if len(found) == 1 and not found[0].xpath(LONG_BEFORE) else []


_OF_BUILDER = re.compile(r"(?:^| )(?:elementor-heading-title|et_pb_module_header|vc_custom_heading)(?:$| )")


def _under_site(tree: Any) -> list[Any]:
    """Return the heading under the only `h1` where that leads home: the one in the title, or the only one of its level.

    Lists of articles have several, and the name of the site stays their headline.
    """
    site = only_headline(tree)
    if site is None or not _leads_home(site):
        return []
    title = title_of(tree)
    under = [one for one in from_headline(tree, site) if one.tag in ("h2", "h3", "h4") and shown_words(one)]
    under = [one for one in under if not any(above.tag in _FRAME for above in one.iterancestors())]
    titled = [one for one in under if len(shown_words(one).split()) > 1 and one_line(shown_words(one)) in title]
    highest = min((one.tag for one in under), default="")
    alone = [one for one in under if one.tag == highest]
    return titled[:1] or (alone if len(alone) == 1 else [])


_FRAME = ("nav", "aside", "footer")


def _leads_home(heading: Any) -> bool:
    """Return whether all of a heading is a link to the first page of the site."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    whole = len(links) == 1 and shown_words(heading) in shown_words(links[0])
    return whole and bool(_HOME.fullmatch(links[0].get("href", "")))


_HOME = re.compile(r"(?=.)(?:https?://[^/?#]+)?(?:\.{0,2}/)*(?:(?:index|default|home)(?:\.\w+)?)?", re.IGNORECASE)


def _is_main(element: Any) -> bool:
    return element.tag in ("article", "main") or element.get("role") in ("article", "main")


def _is_title(heading: Any) -> bool:
    return bool(_TITLE_CLASS.search(heading.get("class", ""))) or heading.get("itemprop") == "headline"


def _names_site(heading: Any, tree: Any) -> bool:
    """Return whether a heading is the name of the site: in a header or with a class that says so, or in the title."""
    around = [heading, *heading.iterancestors()]
    named = " ".join(map(class_and_id, around[:3]))
    title, words = title_of(tree), shown_words(heading)
    begins = len(words.split()) <= 5 and title != words and (title.startswith(words) or title.endswith(words))
    of_page = any(one.tag == "header" and one.find(".//article") is None for one in around)
    linked = heading.find(".//a") is not None or any(True for _ in heading.iterancestors("a"))
    return not words or begins or _leads_home(heading) or bool(_SITE_CLASS.search(named)) or (of_page and linked)


def headline_of(tree: Any, stated: dict[str, str]) -> str:
    """Return the headline that a page shows or states; empty where its text alone has it."""
    title = title_of(tree)
    if _is_exported(tree) and stated.get("headline", title) == title:
        titled = (one for one in tree.iter("p") if _is_exported_title(one) and shown_words(one))
        if (found := next(titled, None)) is None:
            return ""  # its first words are
        found.tag = "h1"
        return one_line(shown_words(found))
    headings = [words for one in tree.iter("h1") if (words := one_line(shown_words(one)))]
    marked = one_line(stated.get("headline") or next(iter(headings), ""))
    if len(headings) == 1 and (_say_the_same(headings[0], marked) or _is_shown_instead(headings[0], marked, tree)):
        marked = headings[0]  # what is shown, not what is stated for a list
    if not marked and NO_TITLE.fullmatch(title):
        lower = ([one for one in tree.iter(tag) if not SITE.search(shown_words(one))] for tag in ("h2", "h3"))
        only = next(filter(None, lower), [])  # the first level with more than the paper's name
        marked = one_line(shown_words(only[0])) if len(only) == 1 else ""
    return marked or ("" if NO_TITLE.fullmatch(title) else title)


def _is_shown_instead(heading: str, stated: str, tree: Any) -> bool:
    """Return whether the page's title is its only heading, and a stated headline is not shown: for search engines."""
    title, body = title_of(tree), tree.find("body")
    return title.startswith(heading) and body is not None and stated not in one_line(shown_words(body))


def _say_the_same(shown: str, stated: str) -> bool:
    """Return whether a heading and a stated headline are of one article: most words of the shorter are in the other."""
    one, other = (set(re.findall(r"\w+", words)) for words in (shown, stated))
    return len(one & other) * 2 >= min(len(one), len(other)) and min(len(one), len(other)) > 1


def _is_exported_title(element: Any) -> bool:
    return any(map(_EXPORTED_TITLE.fullmatch, element.get("class", "").split()))


#: What the style Title is called in the pages of word processors.
_EXPORTED_TITLE = re.compile(r"(?:Mso)?Title(?:CxSp\w+)?", re.IGNORECASE)
#: Word processors, by what they call themselves in the documents that they save as pages.
_PROCESSORS = re.compile("LibreOffice|OpenOffice|Microsoft Word|AbiWord|Word.Document")


def _is_exported(tree: Any) -> bool:
    """Return whether a word processor made the page: its title is a property, and its `h1`s are of sections.

    Headers and footers of its pages, which LibreOffice names, become the frame of the page.
    """
    made = tree.xpath("//meta[@name='generator' or @name='Generator' or @name='ProgId']/@content")
    made += [str(one.text or "") for one in tree.xpath("/html/comment()")]
    of_processor = any(map(_PROCESSORS.search, made)) or bool(tree.xpath("//body[contains(@class, 'doc-content')]"))
    for one in tree.xpath("//div[@title='header' or @title='footer']") if of_processor else ():
        one.set("class", "noprint")
    return of_processor
