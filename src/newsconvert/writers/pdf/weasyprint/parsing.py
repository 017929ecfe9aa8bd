"""The page that WeasyPrint is given, as elements, with WeasyPrint's own style for it, and what it may load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from functools import cache, lru_cache
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, fromstring

import cssselect2
import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse

from ....model import Image


def parsed(page: str, pictures: Mapping[str, Image], css: str) -> weasyprint.HTML:
    """Return the page of ours, without its head; `pictures` are by the addresses it has for them, `css` is its style.

    What the head says is in the file's metadata, and costs WeasyPrint as much as the body of a short article.
    """
    page = _with_breaks(_HEAD.sub("<head></head>", page, count=1))
    fetcher = Pictures(pictures) if pictures else _refusal()
    root = _elements(page)
    return _Page(page if root is None else root, fetcher, css)


class _Page(weasyprint.HTML):
    """A page of ours, or its elements where they are known, with what there is room for in WeasyPrint's own style."""

    def __init__(self, page: str | Element, fetcher: URLFetcher, css: str) -> None:
        if isinstance(page, str):
            super().__init__(string=page, url_fetcher=fetcher, base_url=None)
        else:
            self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(page, content_language=None)
            self.etree_element = self.wrapper_element.etree_element
        self._margins, self._has_notes = _named_in(css)

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        sheets = super()._ua_stylesheets(forms)
        return [_without_unused(sheet, self._margins, notes=self._has_notes) for sheet in sheets]


@lru_cache(maxsize=8)
def _named_in(css: str) -> tuple[frozenset[str], bool]:
    """Return the margin boxes that a style sheet names, and whether it may speak of notes."""
    css = css.lower()
    return frozenset(_MARGIN_BOX.findall(css)), "note" in css


@lru_cache(maxsize=64)
def _without_unused(sheet: weasyprint.CSS, margins: frozenset[str], *, notes: bool) -> weasyprint.CSS:
    """Return WeasyPrint's own style sheet without rules for what is not there: it computes a style for all they name.

    That is the margin boxes of each page (CSS Paged Media 3, 4.2), of which `margins` alone have something to show,
    and the marks of a note in each element (CSS GCPM 3, 2).
    """
    sheet = copy(sheet)
    sheet.page_rules = [
        (rule, selectors, declarations)
        for rule, selectors, declarations in sheet.page_rules
        if not (name := selectors[0][1]) or name in margins or not _MARGIN_BOX.fullmatch(name)
    ]
    if not notes:
        sheet.matcher = copy(sheet.matcher)
        sheet.matcher.other_selectors = [
            entry for entry in sheet.matcher.other_selectors if "note" not in (entry[3] or "")
        ]
    return sheet


_HEAD = re.compile("<head>.*?</head>", re.DOTALL)
_MARGIN_BOX = re.compile("@(?:top|right|bottom|left)-[a-z-]+")
#: What is otherwise in XML: elements that HTML reads by rules of its own or puts in a namespace, and lines that end in
#: the value of an attribute.
_OTHERWISE = re.compile(r'<(?:svg|math|pre|textarea|listing|template)[ >]|="[^"]*[\t\n\r]')


def _elements(page: str) -> Element | None:
    """Return the elements of a page that means the same as HTML and as XML, whose parser takes a tenth of the time."""
    if _OTHERWISE.search(page):
        return None
    try:
        return fromstring(page.removeprefix("<!DOCTYPE html>"))
    except ParseError:
        return None


#: A word so long that the search for a place to break it, which grows with its square, would take minutes.
_LONG_WORD = re.compile(r"(?:&[^;\s]+;|[^\s<&]){200}(?=[^\s<])")


def _with_breaks(page: str) -> str:
    """Return the page with an opportunity for a break in every 200 letters of a word; it adds no text to the page."""
    head, start, body = page.partition("<body")
    return head + start + re.sub(">[^<]{200,}", lambda run: _LONG_WORD.sub(r"\g<0><wbr/>", run[0]), body)


class Refusal(URLFetcher):
    """A fetcher that refuses every address: a document is made from its own text and our files alone."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:  # noqa: ARG002
        """Raise ValueError."""
        raise ValueError(f"rendering loads nothing, so not {url!r} either")


class Pictures(Refusal):
    """A fetcher that gives the pictures of an article, and refuses every other address."""

    def __init__(self, pictures: Mapping[str, Image]) -> None:
        super().__init__()
        self._pictures = pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # type: ignore[override]
        """Return a picture. Raise ValueError for any other address."""
        if image := self._pictures.get(url):
            return URLFetcherResponse(url, image.data, {"Content-Type": image.media_type})
        return super().fetch(url, headers)


@cache
def _refusal() -> Refusal:
    return Refusal()
