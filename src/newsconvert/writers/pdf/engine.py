"""The seam to WeasyPrint: the one module that touches its internals.

What it relies on is held by `tests/test_pdf_contract.py`, and the minor version is pinned in pyproject.toml.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import MissingDependencyError
from ...resources import Family
from . import textlayer
from .file import file_bytes
from .fontobjects import add_fonts
from .layerfont import LayerFont, face_of
from .lines import Line, Paragraphs, install

if TYPE_CHECKING:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

Finisher = Callable[[Any], None]

# Fontconfig's own minimum: no folders, so no font of the system can ever be chosen.
_NO_SYSTEM_FONTS = b"<?xml version='1.0'?><fontconfig></fontconfig>"


class LayerFonts(dict[Any, Any]):
    """Stands where WeasyPrint keeps a document's fonts; drawing into a document that has it makes the text layer."""

    def __init__(self, *, guard: bool = True) -> None:
        super().__init__()
        self.layer: dict[Any, LayerFont] = {}
        self.known: dict[int, tuple[Any, float, Any]] = {}  # by the address of Pango's font
        self.artifacts: set[int] = set()
        self.leaders: set[int] = set()
        self.guard = guard


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
    _install()
    install()
    files = dict.fromkeys(path for family in work.families for path in (family.regular, family.bold))
    # Fontconfig and Pango are not safe for threads.
    with _LOCK:
        configuration = _font_configuration(tuple(files))
        sheets = [_style_sheet(sheet, configuration) for sheet in (work.css, css) if sheet]
        html = weasyprint.HTML(string=_with_breaks(work.page), url_fetcher=_refusal()(), base_url=None)
        configuration.paragraphs = Paragraphs() if work.layer else None
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


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as problem:  # a system library that cffi cannot open
        raise MissingDependencyError(
            "WeasyPrint cannot open Pango; install it, on Debian or Ubuntu with: "
            "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
        ) from problem
    return weasyprint


# Drawing


@cache
def _install() -> None:
    """Put our drawing of text beside WeasyPrint's; documents without LayerFonts are drawn as ever."""
    from contextlib import AbstractContextManager

    import weasyprint.draw.text as drawing
    from weasyprint.pdf.stream import Stream

    plain_line, plain_marked = drawing.draw_first_line, Stream.marked

    @wraps(plain_line)
    def draw_first_line(stream: Any, textbox: Any, overflow: Any, ellipsis: Any, matrix: Any) -> list[Any]:
        if isinstance(stream._fonts, LayerFonts):
            return _draw_line(stream, textbox, matrix)
        drawn: list[Any] = plain_line(stream, textbox, overflow, ellipsis, matrix)
        return drawn

    @wraps(plain_marked)
    def marked(stream: Any, box: Any, tag: str) -> AbstractContextManager[None]:
        if isinstance(stream._fonts, LayerFonts) and stream._tags is not None and id(box) in stream._fonts.artifacts:
            # The number is taken, or WeasyPrint's tag tree would not add up, but nothing on the page bears it.
            stream._tags[box] = {"tag": _ARTIFACT, "mcid": len(stream._tags)}
            artifact: AbstractContextManager[None] = stream.artifact()
            return artifact
        content: AbstractContextManager[None] = plain_marked(stream, box, tag)
        return content

    drawing.draw_first_line = draw_first_line
    Stream.marked = marked


_ARTIFACT = "Artifact"


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


def _draw_line(stream: Any, textbox: Any, matrix: Any) -> list[Any]:
    from weasyprint.text.ffi import pango

    layout = textbox.pango_layout
    if id(textbox) in stream._fonts.leaders:
        # A dot that is no text, so that nobody has it read out or copies it.
        *_, x, y = matrix.values
        size = textbox.style["font_size"] / 14
        stream.stream.append(f"ET {x + textbox.width / 2:.2f} {y:.2f} {size:.2f} {-size:.2f} re f BT".encode())
        return []
    if not textbox.text.strip() or textbox.element_tag == "wbr::before" or textbox.style["font_size"] < 1e-6:
        return []
    clusters: list[textlayer.Cluster] = []
    width = 0.0
    if isinstance(layout, Line):
        line, text, stop, spacing = layout.line, layout.paragraph.bytes, layout.stop, layout.justification_spacing
        layout = layout.paragraph.layout
    else:
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        line, _ = layout.get_first_line()
        text, spacing = layout.text.encode(), 0
        stop = len(text)
    for run in _runs(line):
        font, size = _font(stream._fonts, run.item.analysis.font, layout.layout)
        width = _add_clusters(clusters, run, text[:stop], font, size, width, spacing)
    clusters.sort(key=attrgetter("offset"))
    if layout.justification_spacing:
        _justify(clusters, textbox.width - width)
    *_, x, y = matrix.values
    rtl = textbox.style["direction"] == "rtl"
    stream.stream.append(textlayer.operators(clusters, x, y, rtl=rtl, guard=stream._fonts.guard))
    stream._current_font = None
    return []


def _runs(line: Any) -> Iterator[Any]:
    from weasyprint.text.ffi import ffi

    node = line.runs[0]
    while node != ffi.NULL:
        yield node.data
        node = node.next


def _font(fonts: LayerFonts, pango_font: Any, layout: Any) -> tuple[LayerFont, float]:
    """Return the font of the layer that stands for one of Pango's, and its size; `layout` is what uses it."""
    from weasyprint.text.ffi import ffi
    from weasyprint.text.fonts import get_pango_font_hb_face, get_pango_font_key

    address = int(ffi.cast("uintptr_t", pango_font))
    if address not in fonts.known:
        key, _, size = get_pango_font_key(pango_font)
        if key not in fonts.layer:
            fonts.layer[key] = LayerFont(f"F{len(fonts.layer)}", _face(get_pango_font_hb_face(pango_font)))
        # The layout is held so that no other font can come to lie at this address.
        fonts.known[address] = (key, size, layout)
    key, size, _ = fonts.known[address]
    return fonts.layer[key], size


def _add_clusters(
    clusters: list[textlayer.Cluster], run: Any, text: bytes, font: LayerFont, size: float, start: float, spacing: float
) -> float:
    """Add the clusters of one of Pango's runs, which starts at `start`, and return where the next one does.

    `spacing` is added to each space; what is past the end of `text` is left out.
    """
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango

    string, item = run.glyphs, run.item
    rtl = bool(item.analysis.level % 2)
    count, offset, before = string.num_glyphs, item.offset, item.length
    starts = ffi.unpack(string.log_clusters, count)
    numbers = memoryview(ffi.buffer(string.glyphs, count * ffi.sizeof("PangoGlyphInfo"))).cast("i").tolist()
    wide = len(numbers) // count if count else 1
    # Of each glyph: its id, and its advance and offsets in Pango's units.
    infos = list(zip(*(numbers[at::wide] for at in range(4)), strict=True))
    unit: float = FROM_UNITS
    at, x = 0, 0.0
    while at < count:
        first, left = starts[at], x
        end = at + 1
        while end < count and starts[end] == first:
            end += 1
        looks = tuple(infos[at:end])
        drawing = font.drawings.get(looks)
        if drawing is None:
            drawing = font.drawings[looks] = _drawing(looks, unit, pango)
        for info in looks:
            x += info[1]
        at = end
        # Glyphs come in visual order, so a right-to-left run's clusters end where the one drawn before starts.
        stop = before if rtl else starts[at] if at < count else item.length
        before = first
        shown = text[offset + first : offset + stop].decode()
        if not shown:
            continue
        if shown.isspace():
            drawing = textlayer.NOTHING
            if shown in _EXPANDED:
                x += spacing / unit
        clusters.append(
            textlayer.Cluster(offset + first, shown, font, size, rtl, start + left * unit, (x - left) * unit, drawing)
        )
    return start + x * unit


_EXPANDED = (" ", "\N{NO-BREAK SPACE}")


def _drawing(looks: tuple[tuple[int, int, int, int], ...], unit: float, pango: Any) -> textlayer.Drawing:
    """Return what the glyphs of a cluster draw; `unit` is a Pango unit in px."""
    drawn, x = [], 0
    for number, width, left, up in looks:
        glyph = number & 0xFFFFFFFF
        if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            drawn.append(textlayer.Glyph(None, x * unit, 0))
        elif glyph != pango.PANGO_GLYPH_EMPTY:
            drawn.append(textlayer.Glyph(glyph, (x + left) * unit, -up * unit))
        x += width
    return textlayer.Drawing(tuple(drawn))


def _justify(clusters: list[textlayer.Cluster], missing: float) -> None:
    """Share what a justified line lacks among its spaces.

    Pango shapes the line anew with the spacing, and the kerning of words with the spaces beside them is lost, so that
    the line is not as wide as WeasyPrint counted on.
    """
    spaces = [cluster for cluster in clusters if cluster.text == " "]
    if not spaces or abs(missing) > 0.3 * sum(cluster.width for cluster in spaces):
        return
    share = missing / len(spaces)
    moved = 0.0
    for cluster in sorted(clusters, key=attrgetter("x")):
        cluster.x += moved
        if cluster.text == " ":
            cluster.width += share
            moved += share


def _face(face: Any) -> Any:
    from weasyprint.text.fonts import get_hb_object_data

    return face_of(get_hb_object_data(face))


#: A word so long that the search for a place to break it, which grows with its square, would take minutes.
_LONG_WORD = re.compile(r"(?:&[^;\s]+;|[^\s<&]){200}(?=[^\s<])")


def _with_breaks(page: str) -> str:
    """Return the page with an opportunity for a break in every 200 letters of a word; it adds no text to the page."""
    head, start, body = page.partition("<body")
    return head + start + re.sub(">[^<]{200,}", lambda run: _LONG_WORD.sub(r"\g<0><wbr>", run[0]), body)


# What is taken from the PDF


def drop_artifact_tags(pdf: Any) -> None:
    """Take out of the tag tree what stands for text in the margins and for leaders."""
    dropped = set()
    for made in pdf.objects:
        if isinstance(made, dict) and made.get("S") == f"/{_ARTIFACT}":
            dropped.add(made.reference)  # type: ignore[attr-defined]  # a pydyf.Dictionary
            made.clear()
    for made in pdf.objects:
        if not isinstance(made, dict):
            continue
        if "S" in made and "K" in made:
            made["K"][:] = [reference for reference in made["K"] if reference not in dropped]
        for entry in made.get("Nums", ()):
            if isinstance(entry, list):
                entry[:] = ["null" if reference in dropped else reference for reference in entry]


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
