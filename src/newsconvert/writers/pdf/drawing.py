"""Our drawing of text in the place of WeasyPrint's: the lines that Pango shaped, as operators of the text layer.

This is part of the seam to WeasyPrint (see `engine.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, wraps
from operator import attrgetter
from typing import Any

from . import textlayer
from .layerfont import LayerFont, face_of
from .lines import Line

_ARTIFACT = "Artifact"


class LayerFonts(dict[Any, Any]):
    """Stands where WeasyPrint keeps a document's fonts; drawing into a document that has it makes the text layer."""

    def __init__(self, *, guard: bool = True) -> None:
        super().__init__()
        self.layer: dict[Any, LayerFont] = {}
        self.known: dict[int, tuple[Any, float, Any]] = {}  # by the address of Pango's font
        self.artifacts: set[int] = set()
        self.leaders: set[int] = set()
        self.guard = guard


@cache
def install() -> None:
    """Put our drawing of text beside WeasyPrint's; documents without LayerFonts are drawn as ever."""
    from contextlib import AbstractContextManager

    import weasyprint.draw.text as library
    from weasyprint.pdf.stream import Stream

    plain_line, plain_marked = library.draw_first_line, Stream.marked

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

    library.draw_first_line = draw_first_line
    Stream.marked = marked


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
