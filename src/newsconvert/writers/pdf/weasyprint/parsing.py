"""The page that WeasyPrint is given, as elements, and what it may load, which is the page's pictures alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, fromstring

import cssselect2
import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse

from ....model import Image


def parsed(page: str, pictures: Mapping[str, Image]) -> weasyprint.HTML:
    """Return the page of ours; `pictures` are by the addresses that it has for them."""
    page = _with_breaks(page)
    fetcher = Pictures(pictures) if pictures else _refusal()
    root = _elements(page)
    if root is None:
        return weasyprint.HTML(string=page, url_fetcher=fetcher, base_url=None)
    return _Page(root, fetcher)


class _Page(weasyprint.HTML):
    """A page whose elements are known."""

    def __init__(self, root: Element, fetcher: URLFetcher) -> None:
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


#: What is otherwise in XML: elements of the head without an end, those that HTML reads by rules of its own or puts in a
#: namespace, and lines that end in the value of an attribute.
_EMPTY = re.compile("<meta [^>]*")
_OTHERWISE = re.compile(r'<(?:svg|math|pre|textarea|listing|template)[ >]|="[^"]*[\t\n\r]')


def _elements(page: str) -> Element | None:
    """Return the elements of a page that means the same as HTML and as XML, whose parser takes a tenth of the time."""
    head, end, body = page.partition("</head>")
    if not end or _OTHERWISE.search(page):
        return None
    try:
        return fromstring(_EMPTY.sub(r"\g<0>/", head.removeprefix("<!DOCTYPE html>")) + end + body)
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
