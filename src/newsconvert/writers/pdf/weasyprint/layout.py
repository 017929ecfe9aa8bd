"""Lay a page of HTML out with WeasyPrint, in the fonts it is given and no other."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import cffi
import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.boxes import Box, LineBox, MarginBox, PageBox, TableRowBox, TextBox
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout import layout_document
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.ffi import ffi, pangoft2
from weasyprint.text.fonts import FontConfiguration

from ....errors import FontError, OptionError
from ....model import Image
from ....resources import Family
from ..polish import typed
from . import figures as _figures  # noqa: F401 - it, `fitting`, `notes` and `spanning` stand in for WeasyPrint's functions
from . import fitting as _fitting  # noqa: F401
from . import linebreak
from .declarations import declared
from .paragraph import boxes_of, cut_by_level, hemistichs, line_leaves, reorder_lines, stagger, texts_of_lines
from .parsing import Refusal, parsed
from .pulled import is_pulled
from .shaping import TextLine
from .styles import kept_values
from .tables import tighten

# Fontconfig's own minimum: no folders, so no font of the system can ever be chosen.
_NO_SYSTEM_FONTS = b"<?xml version='1.0'?><fontconfig></fontconfig>"


@dataclass(frozen=True, slots=True)
class Rendering:
    """What to render and how.

    `version` is the PDF version, `tagged` whether there is a tag tree.
    """

    page: str
    css: str
    families: tuple[Family, ...]
    version: str = "1.7"
    tagged: bool = True
    identifier: bytes = b"newsconvert"
    pictures: Mapping[str, Image] = field(default_factory=dict)
    """The pictures of the page, by the addresses it has for them."""
    binding: float | None = None
    """Of what is bound: millimetres that the binding hides of the inner margin."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document that is ready to be drawn. Boxes are known by their id.

    `leaders` are the boxes of text that fill a line of contents, `artifacts` those and all text that is not the
    document's own: running heads, folios and pull quotes. `lines` has the line that a box of text is on, `texts` its
    text with the space that the line was broken at, `markers` the marker of the list item that a box of text begins.
    """

    document: Document
    leaders: frozenset[int]
    artifacts: frozenset[int]
    lines: dict[int, TextLine]
    texts: dict[int, str]
    markers: dict[int, list[TextBox]]


@contextmanager
def lay_out(work: Rendering, css: str = "") -> Iterator[LaidOut]:
    """Give the document of `work`; the style sheet `css` comes after its own."""
    files = dict.fromkeys(path for family in work.families for path in (family.regular, family.bold))
    # Fontconfig and Pango are not safe for threads.
    with _LOCK:
        configuration = font_configuration(tuple(files))
        sheets = [style_sheet(sheet, configuration) for sheet in (work.css, css) if sheet]
        html = parsed(work.page, work.pictures, work.css + css)
        with linebreak.paragraphs_of(configuration), kept_values(work.css + css):
            document, context = _render(html, configuration, sheets, work.binding)
            while any([tighten(_boxes(document)), stagger(_boxes(document))]):
                document, context = _render(html, configuration, sheets, work.binding)
        roots = [page._page_box for page in document.pages]
        leaders = frozenset(id(box) for root in roots for box in _leaders(root))
        aside = frozenset(id(box) for root in roots for box in (*_margin_text(root), *_pulled_text(root)))
        for page in document.pages:
            page.links = list(_links(page, leaders))
        lines = {id(box): line for root in roots for line in _lines(root) for box in line.boxes}
        markers = dict(marked for root in roots for marked in _markers(root, lines))
        yield LaidOut(document, leaders, leaders | aside, lines, texts_of_lines(roots), markers)
        _take_apart(context)


def _boxes(document: Document) -> list[Box]:
    return [page._page_box for page in document.pages]


_LOCK = threading.Lock()


def _render(
    html: weasyprint.HTML, fonts: FontConfiguration, sheets: list[weasyprint.CSS], binding: float | None
) -> tuple[Document, Any]:
    """Do what WeasyPrint's `Document._render` does, with the order of paragraphs worked out in between.

    Return the context of the layout too.
    """
    options = {**weasyprint.DEFAULT_OPTIONS, "stylesheets": sheets, "presentational_hints": True}
    styles = CounterStyle()
    profiles: dict[str, object] = {}
    context = Document._build_layout_context(html, fonts, styles, profiles, options)
    root = build_formatting_structure(
        html.etree_element, context.style_for, context.get_image_from_uri, html.base_url, context.target_collector,
        styles, context.footnotes,
    )  # fmt: skip
    cut_by_level(root)
    boxes = list(layout_document(html, root, context))
    for box in boxes:
        reorder_lines(box)
        if binding is not None and isinstance(box, PageBox):
            _move_to_spine(box, binding)
    metadata = DocumentMetadata(lang=html.etree_element.get("lang"))
    return Document([Page(box) for box in boxes], metadata, html.url_fetcher, fonts, profiles, None), context


def _take_apart(context: Any) -> None:
    """Part what holds each other after a layout, so that it is freed at once and not looked for by the collector."""
    for style in context.style_for.get_computed_styles().values():
        vars(style).clear()
    vars(context).clear()


#: Of the narrower margin: by how much that at the spine is narrower yet, and the outer one wider. Two inner margins are
#: seen as one.
_SPINE = 0.125
_MILLIMETRE = 96 / 25.4  # in CSS pixels


def _move_to_spine(page: PageBox, binding: float) -> None:
    """Move what is on a page towards the spine, which is at the right of a left page whichever way the book opens.

    The measure stays that of the theme. `binding` is what the binding hides of the inner margin, in millimetres.
    """
    if page.page_type.name == "cover":
        return
    margin = min(page.margin_left, page.margin_right)
    inward = _SPINE * margin - binding * _MILLIMETRE
    if not binding >= 0 or -inward > margin:
        raise OptionError(
            f"The binding takes 0 to {(1 + _SPINE) * margin / _MILLIMETRE:.0f} mm of this page, not {binding:g}."
        )
    for child in page.children:
        child.translate(dx=inward if page.page_type.side == "left" else -inward)


def page_texts(work: Rendering) -> list[str]:
    """Return the text on each page, as it is laid out, without what is aside and the marks of lists."""

    def texts(box: Box) -> Iterator[str]:
        if isinstance(box, TextBox):
            yield typed(box.text)
        elif not (isinstance(box, MarginBox) or box.is_outside_marker or is_pulled(box)):
            for child in getattr(box, "children", ()):
                yield from texts(child)

    with lay_out(work) as laid:
        return ["".join(texts(page._page_box)) for page in laid.document.pages]


def _lines(root: Box) -> Iterator[TextLine]:
    """Yield the lines of text below a box."""
    cells = (cell for row in boxes_of(root) if isinstance(row, TableRowBox) for cell in row.children[1:])
    firsts = {next((id(box) for box in boxes_of(cell) if isinstance(box, LineBox)), 0) for cell in cells}
    ends = {id(second[0]): _left(first[0]) for first, second in hemistichs(root) if first and second}
    for box in boxes_of(root):
        if isinstance(box, LineBox):
            texts = [leaf for leaf in line_leaves(box) if isinstance(leaf, TextBox) and _is_drawn(leaf)]
            if texts:
                rtl = box.style["direction"] == "rtl"
                yield TextLine(texts, rtl=rtl, apart=id(box) in firsts, after=ends.get(id(box)))


def _left(line: LineBox) -> float:
    """Return where the text of a line begins at the left, the line itself where it has no text."""
    return min((leaf.position_x for leaf in line_leaves(line)), default=line.position_x)


def _markers(root: Box, lines: dict[int, TextLine]) -> Iterator[tuple[int, list[TextBox]]]:
    """Yield the markers of list items, each with the box of text that its item begins with; they go to its line."""
    for item in boxes_of(root):
        for child in getattr(item, "children", ()):
            if not child.is_outside_marker:
                continue
            marker = [box for box in _texts(child) if id(box) in lines]
            inside = (box for other in item.children if other is not child for box in _texts(other))
            first = next((box for box in inside if id(box) in lines), None)
            if marker and first is not None:
                line = lines[id(first)]
                line.mark(marker)
                lines.update((id(box), line) for box in marker)
                yield id(first), marker


_LEAST_SIZE = 1e-6  # WeasyPrint draws nothing smaller


def _is_drawn(box: TextBox) -> bool:
    return bool(box.text) and box.element_tag != "wbr::before" and box.style["font_size"] >= _LEAST_SIZE


def _margin_text(box: Box) -> Iterator[TextBox]:
    """Yield the boxes of text in the margins of a page: running heads and folios."""
    for child in box.children:
        if isinstance(child, MarginBox):
            yield from _texts(child)


def _pulled_text(root: Box) -> Iterator[TextBox]:
    """Yield the boxes of text in the pull quotes of a page."""
    yield from (text for box in boxes_of(root) if is_pulled(box) for text in _texts(box))


def _texts(box: Box) -> Iterator[TextBox]:
    for child in getattr(box, "children", ()):
        if isinstance(child, TextBox):
            yield child
        else:
            yield from _texts(child)


def _links(page: Page, leaders: frozenset[int]) -> Iterator[tuple[str, str, tuple[float, float, float, float], Box]]:
    """Yield the links of a page but those that stand for what is inside a link.

    Where a leader fills the line, WeasyPrint leaves a link from right to left where it was before. A link in raised or
    lowered text, whose lines have no height of their own, is as high as its letters.
    """
    for kind, target, (left, top, right, bottom), box in page.links:
        if box.element_tag != "a":
            continue
        texts = list(_texts(box))
        sides, levels = (left, right), (top, bottom)
        if any(id(text) in leaders for text in texts):
            sides = min(text.position_x for text in texts), max(text.position_x + text.width for text in texts)
        if top == bottom and texts:
            bases = [(text.position_y + text.baseline, text.style["font_size"]) for text in texts]
            levels = min(base - size for base, size in bases), max(base + size / 2 for base, size in bases)
        yield kind, target, (sides[0], levels[0], sides[1], levels[1]), box


def _leaders(box: Box) -> Iterator[Box]:
    """Yield the boxes of text that fill a line of contents between the title and the folio."""
    for child in getattr(box, "children", ()):
        if child.is_leader:
            yield from child.children
        else:
            yield from _leaders(child)


@lru_cache(maxsize=8)
def style_sheet(css: str, fonts: FontConfiguration) -> weasyprint.CSS:
    """Return a parsed style sheet, which may be used for many documents."""
    return weasyprint.CSS(string=css, font_config=fonts, url_fetcher=Refusal(), base_url=None)


@lru_cache(maxsize=8)
def font_configuration(files: tuple[Path, ...]) -> FontConfiguration:
    """Return a FontConfiguration that knows `files` and nothing else, in the same way on every machine."""
    own = declared(
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
