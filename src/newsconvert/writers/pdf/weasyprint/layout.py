"""Lay a page of HTML out with WeasyPrint, in the fonts it is given and no other."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

import cffi
import weasyprint
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.boxes import Box, MarginBox, TextBox
from weasyprint.text.ffi import ffi, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from ....errors import FontError
from ....model import Image
from ....resources import Family
from . import linebreak

# Fontconfig's own minimum: no folders, so no font of the system can ever be chosen.
_NO_SYSTEM_FONTS = b"<?xml version='1.0'?><fontconfig></fontconfig>"


@dataclass(frozen=True, slots=True)
class Rendering:
    """What to render and how.

    `version` is the PDF version, `tagged` whether there is a tag tree, `guard` whether the text layer has its hidden
    spaces, which a file for print has not.
    """

    page: str
    css: str
    families: tuple[Family, ...]
    version: str = "1.7"
    tagged: bool = True
    identifier: bytes = b"newsconvert"
    guard: bool = True
    pictures: Mapping[str, Image] = field(default_factory=dict)
    """The pictures of the page, by the addresses it has for them."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document that is ready to be drawn.

    `leaders` are the ids of the boxes of text that fill a line of contents, `artifacts` of those and of all text that
    is not the document's own: running heads and folios.
    """

    document: Document
    leaders: frozenset[int]
    artifacts: frozenset[int]


@contextmanager
def lay_out(work: Rendering, css: str = "") -> Iterator[LaidOut]:
    """Give the document of `work`; the style sheet `css` comes after its own."""
    files = dict.fromkeys(path for family in work.families for path in (family.regular, family.bold))
    # Fontconfig and Pango are not safe for threads.
    with _LOCK:
        configuration = font_configuration(tuple(files))
        sheets = [style_sheet(sheet, configuration) for sheet in (work.css, css) if sheet]
        html = weasyprint.HTML(string=_with_breaks(work.page), url_fetcher=Pictures(work.pictures), base_url=None)
        with linebreak.paragraphs_of(configuration):
            document = html.render(font_config=configuration, stylesheets=sheets, presentational_hints=True)
        roots = [page._page_box for page in document.pages]
        leaders = frozenset(id(box) for root in roots for box in _leaders(root))
        margins = frozenset(id(box) for root in roots for box in _margin_text(root))
        for page in document.pages:
            page.links = list(_links(page, leaders))
        yield LaidOut(document, leaders, leaders | margins)


_LOCK = threading.Lock()


def page_texts(work: Rendering) -> list[str]:
    """Return the text on each page, as it is laid out, without running heads, folios and the marks of lists."""

    def texts(box: Box) -> Iterator[str]:
        if isinstance(box, TextBox):
            yield box.text
        elif not isinstance(box, MarginBox) and not box.is_outside_marker:
            for child in getattr(box, "children", ()):
                yield from texts(child)

    with lay_out(work) as laid:
        return ["".join(texts(page._page_box)) for page in laid.document.pages]


def _margin_text(box: Box) -> Iterator[TextBox]:
    """Yield the boxes of text in the margins of a page: running heads and folios."""
    for child in box.children:
        if isinstance(child, MarginBox):
            yield from _texts(child)


def _texts(box: Box) -> Iterator[TextBox]:
    for child in getattr(box, "children", ()):
        if isinstance(child, TextBox):
            yield child
        else:
            yield from _texts(child)


def _links(page: Page, leaders: frozenset[int]) -> Iterator[tuple[str, str, tuple[float, float, float, float], Box]]:
    """Yield the links of a page but those that stand for what is inside a link.

    Where a leader fills the line, WeasyPrint leaves a link from right to left where it was before.
    """
    for kind, target, (left, top, right, bottom), box in page.links:
        if box.element_tag != "a":
            continue
        texts = list(_texts(box))
        if any(id(text) in leaders for text in texts):
            edges = min(text.position_x for text in texts), max(text.position_x + text.width for text in texts)
            yield kind, target, (edges[0], top, edges[1], bottom), box
        else:
            yield kind, target, (left, top, right, bottom), box


def _leaders(box: Box) -> Iterator[Box]:
    """Yield the boxes of text that fill a line of contents between the title and the folio."""
    for child in getattr(box, "children", ()):
        if child.is_leader:
            yield from child.children
        else:
            yield from _leaders(child)


#: A word so long that the search for a place to break it, which grows with its square, would take minutes.
_LONG_WORD = re.compile(r"(?:&[^;\s]+;|[^\s<&]){200}(?=[^\s<])")


def _with_breaks(page: str) -> str:
    """Return the page with an opportunity for a break in every 200 letters of a word; it adds no text to the page."""
    head, start, body = page.partition("<body")
    return head + start + re.sub(">[^<]{200,}", lambda run: _LONG_WORD.sub(r"\g<0><wbr>", run[0]), body)


# What WeasyPrint is given


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


@lru_cache(maxsize=8)
def style_sheet(css: str, fonts: FontConfiguration) -> weasyprint.CSS:
    """Return a parsed style sheet, which may be used for many documents."""
    return weasyprint.CSS(string=css, font_config=fonts, url_fetcher=Refusal(), base_url=None)


@lru_cache(maxsize=8)
def font_configuration(files: tuple[Path, ...]) -> FontConfiguration:
    """Return a FontConfiguration that knows `files` and nothing else, in the same way on every machine."""
    own = cffi.FFI()
    own.cdef(
        """
        typedef struct _FcConfig FcConfig;
        FcConfig *FcConfigCreate(void);
        int FcConfigParseAndLoadFromMemory(FcConfig *config, const unsigned char *buffer, int complain);
        int FcConfigAppFontAddFile(FcConfig *config, const unsigned char *file);
        void FcConfigDestroy(FcConfig *config);
        """
    )
    fontconfig = _open_library(own, "libfontconfig.so.1", "fontconfig")
    config = fontconfig.FcConfigCreate()
    fontconfig.FcConfigParseAndLoadFromMemory(config, _NO_SYSTEM_FONTS, 1)
    for path in files:
        if not fontconfig.FcConfigAppFontAddFile(config, str(path).encode()):
            raise FontError(f"{path}: Fontconfig cannot read the font; choose another.")
    fonts = FontConfiguration()
    fonts._config = ffi.cast("FcConfig *", int(own.cast("uintptr_t", config)))
    pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", fonts.font_map), fonts._config)
    fontconfig.FcConfigDestroy(config)  # the font map holds it now
    return fonts


def _open_library(own: cffi.FFI, *names: str) -> cffi.Lib:
    """Return the first of these libraries that there is. Raise OSError if there is none."""
    for name in names[:-1]:
        try:
            return own.dlopen(name)
        except OSError:
            continue
    return own.dlopen(names[-1])
