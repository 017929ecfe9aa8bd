"""The seam to WeasyPrint: what it is given, and what is asked of it.

`drawing`, `lines`, `sections` and this module are all that touch its internals. What they rely on is held by
`tests/test_pdf_contract.py`, and the minor version is pinned in pyproject.toml.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import MissingDependencyError
from ...installation import LIBRARIES, library, of_pango
from ...resources import Family
from . import drawing, lines
from .drawing import LayerFonts, drop_artifact_tags
from .file import file_bytes
from .fontobjects import add_fonts

if TYPE_CHECKING:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

Finisher = Callable[[Any], None]

_NEEDED = [name for name in LIBRARIES if name != "HarfBuzz-Subset"]  # WeasyPrint works without that one

# Fontconfig's own minimum: no folders, so no font of the system can ever be chosen.
_NO_SYSTEM_FONTS = b"<?xml version='1.0'?><fontconfig></fontconfig>"


@dataclass(frozen=True, slots=True)
class Rendering:
    """What to render and how. `version` is the PDF version, `tagged` whether there is a tag tree.

    `layer` and `guard` turn the text layer off, for comparison, or its hidden spaces, for print.
    """

    page: str
    css: str
    families: tuple[Family, ...]
    version: str = "1.7"
    tagged: bool = True
    identifier: bytes = b"newsconvert"
    layer: bool = True
    guard: bool = True


def render(work: Rendering, finish: Finisher | None = None) -> bytes:
    """Return the page as a PDF; `finish` is called with the pydyf.PDF before it is written."""
    fonts = LayerFonts(guard=work.guard)
    with laid_out(work, fonts) as document:

        def finisher(_: Any, pdf: Any) -> None:
            if work.layer:
                add_fonts(pdf, list(fonts.layer.values()), guard=fonts.guard)
                drop_artifact_tags(pdf)
            if finish:
                finish(pdf)
            if work.layer:
                pdf.write = lambda output, *_: output.write(file_bytes(pdf, work.version, work.identifier))

        data: bytes = document.write_pdf(
            finisher=finisher,
            pdf_version=work.version,
            pdf_tags=work.tagged,
            pdf_identifier=work.identifier,
        )
    return data


def page_texts(work: Rendering) -> list[str]:
    """Return the text on each page, as it is laid out, without running heads, folios and the marks of lists."""
    _weasyprint()
    from weasyprint.formatting_structure import boxes

    def texts(box: Any) -> Iterator[str]:
        if isinstance(box, boxes.TextBox):
            yield box.text
        elif not isinstance(box, boxes.MarginBox) and not box.is_outside_marker:
            for child in getattr(box, "children", ()):
                yield from texts(child)

    with laid_out(work, LayerFonts()) as document:
        return ["".join(texts(page._page_box)) for page in document.pages]


@contextmanager
def laid_out(work: Rendering, fonts: LayerFonts, css: str = "") -> Iterator[Any]:
    """Give a weasyprint.Document that is ready to be drawn; `css` comes after that of `work`."""
    weasyprint = _weasyprint()
    drawing.install()
    lines.install()
    files = dict.fromkeys(path for family in work.families for path in (family.regular, family.bold))
    # Fontconfig and Pango are not safe for threads.
    with _LOCK:
        configuration = _font_configuration(tuple(files))
        sheets = [_style_sheet(sheet, configuration) for sheet in (work.css, css) if sheet]
        html = weasyprint.HTML(string=_with_breaks(work.page), url_fetcher=_refusal()(), base_url=None)
        configuration.paragraphs = lines.Paragraphs() if work.layer else None
        try:
            document = html.render(font_config=configuration, stylesheets=sheets, presentational_hints=True)
        finally:
            configuration.paragraphs = None
        if work.layer:
            document.fonts = fonts
            roots = [page._page_box for page in document.pages]
            fonts.leaders = {id(box) for root in roots for box in _leaders(root)}
            fonts.artifacts = {id(box) for root in roots for box in _margin_text(root)} | fonts.leaders
        for page in document.pages:
            page.links = list(_links(page, fonts.leaders))
        yield document


_LOCK = threading.Lock()


@cache  # of a module, not of an error
def _weasyprint() -> Any:
    # WeasyPrint prints a page of text where a library is missing, so that it is looked for before.
    if missing := [name for name in _NEEDED if not library(name)]:
        raise MissingDependencyError(f"PDFs need {' and '.join(missing)}, which cannot be opened here: {of_pango()}")
    try:
        import weasyprint
    except OSError as problem:  # a system library that cffi cannot open
        raise MissingDependencyError(f"WeasyPrint cannot open a library ({problem}): {of_pango()}") from problem
    return weasyprint


def _margin_text(box: Any) -> Iterator[Any]:
    """Yield the boxes of text in the margins of a page: running heads and folios."""
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        if isinstance(child, boxes.MarginBox):
            yield from _texts(child)


def _texts(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.TextBox):
            yield child
        else:
            yield from _texts(child)


def _links(page: Any, leaders: set[int]) -> Iterator[tuple[Any, ...]]:
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


def _leaders(box: Any) -> Iterator[Any]:
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


@cache
def _refusal() -> Any:
    """Return a fetcher that refuses every address: a document is made from its own text and our files alone."""
    from weasyprint.urls import URLFetcher

    class Refusal(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            raise ValueError(f"rendering loads nothing, so not {url!r} either")

    return Refusal


@lru_cache(maxsize=8)
def _style_sheet(css: str, fonts: FontConfiguration) -> weasyprint.CSS:
    return _weasyprint().CSS(string=css, font_config=fonts, url_fetcher=_refusal()(), base_url=None)


@lru_cache(maxsize=8)
def _font_configuration(files: tuple[Path, ...]) -> FontConfiguration:
    """Return a FontConfiguration that knows `files` and nothing else, in the same way on every machine."""
    import cffi
    from weasyprint.text.ffi import ffi, pangoft2
    from weasyprint.text.fonts import FontConfiguration

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
    fontconfig = next(filter(None, (_open(own, name) for name in ("libfontconfig.so.1", "fontconfig"))))
    config = fontconfig.FcConfigCreate()
    fontconfig.FcConfigParseAndLoadFromMemory(config, _NO_SYSTEM_FONTS, 1)
    for path in files:
        fontconfig.FcConfigAppFontAddFile(config, str(path).encode())
    fonts = FontConfiguration()
    fonts._config = ffi.cast("FcConfig *", int(own.cast("uintptr_t", config)))
    pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", fonts.font_map), fonts._config)
    fontconfig.FcConfigDestroy(config)  # the font map holds it now
    return fonts


def _open(own: Any, name: str) -> Any:
    try:
        return own.dlopen(name)
    except OSError:
        return None
