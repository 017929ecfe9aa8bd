"""Draw laid-out pages into a PDF: of WeasyPrint's `generate_pdf`, what a document with a text layer needs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pydyf
import weasyprint
from tinycss2.color5 import D50, D65
from weasyprint.formatting_structure.boxes import Box
from weasyprint.matrix import Matrix
from weasyprint.pdf import _use_references
from weasyprint.pdf.anchors import add_links, add_outlines, resolve_links

from ..file.finish import Finisher
from ..file.fonts import add_fonts
from ..file.write import file_bytes
from ..textlayer import LayerFont
from .layout import LaidOut, Rendering, lay_out
from .paragraph import boxes_of
from .shaping import Fonts
from .stream import LayerStream
from .tags import Marks, TagTree

#: What is known of the making of a file before it is finished.
DRAWN_BY = {"Producer": pydyf.String(f"WeasyPrint {weasyprint.__version__}")}
_SCALE = 0.75  # points per CSS pixel
_MARK_WIDTH = 0.25  # of crop marks, in points
_MOST_BLEED = 10  # of BleedBox, in points, as WeasyPrint has it


def render(work: Rendering, finish: Finisher | None = None) -> bytes:
    """Return the page as a PDF; `finish` is called with the pydyf.PDF before it is written."""
    layer, pdf = Fonts(), pydyf.PDF()
    with lay_out(work) as laid:
        draw(pdf, laid, layer, version=work.version, tagged=work.tagged)
    add_fonts(pdf, layer.used)
    layer.forget()
    pdf.info.update(DRAWN_BY)
    if finish:
        finish(pdf)
    return file_bytes(pdf, work.version, work.identifier)


def draw(pdf: pydyf.PDF, laid: LaidOut, layer: Fonts, *, version: str, tagged: bool) -> None:
    """Add the pages of a document to `pdf`, with their links, bookmarks, destinations and tags."""
    document = laid.document
    color_space = pydyf.Dictionary({name: _lab(point) for name, point in (("lab-d50", D50), ("lab-d65", D65))})
    pdf.add_object(color_space)
    kinds = ("ExtGState", "XObject", "Pattern", "Shading")
    resources = pydyf.Dictionary({**{kind: pydyf.Dictionary() for kind in kinds}, "ColorSpace": color_space.reference})
    pdf.add_object(resources)
    images: dict[str, object] = {}
    names: list[tuple[str, pydyf.Array]] = []
    tree = TagTree(pdf, laid) if tagged else None
    for number, (page, links) in enumerate(zip(document.pages, list(resolve_links(document.pages)), strict=True)):
        bleed = {side: _SCALE * width for side, width in page.bleed.items()}
        left, top = -bleed["left"], -bleed["top"]
        right = left + _SCALE * (page.width + page.bleed["left"] + page.bleed["right"])
        bottom = top + _SCALE * (page.height + page.bleed["top"] + page.bleed["bottom"])
        marks: Marks | None = {} if tagged else None
        stream = LayerStream(
            layer, laid, page_rectangle=(left / _SCALE, top / _SCALE, (right - left) / _SCALE, (bottom - top) / _SCALE),
            resources=resources, images=images, tags=marks, color_profiles=document.color_profiles,
            output_intent=document.output_intent, compress=True,
        )  # fmt: skip
        stream.transform(d=-1, f=page.height * _SCALE)
        pdf.add_object(stream)
        made = pydyf.Dictionary(
            {
                "Type": "/Page", "Parent": pdf.pages.reference, "MediaBox": pydyf.Array([left, top, right, bottom]),
                "Contents": stream.reference, "Resources": resources.reference,
            }
        )  # fmt: skip
        if tagged:
            made["Tabs"], made["StructParents"] = "/S", number
        pdf.add_page(made)
        add_links(links, Matrix(_SCALE, 0, 0, -_SCALE, 0, page.height * _SCALE), pdf, made, names, marks)
        page.paint(stream, _SCALE)
        rules = _column_rules(page._page_box, page.height)
        stream.stream[:0] = [*_crop_marks(made["MediaBox"], bleed), *_corner(layer.used, made), *rules]
        if tree is not None and marks is not None:
            tree.add_page(number, page._page_box, made, marks)
        trim = (left + bleed["left"], top + bleed["top"], right - bleed["right"], bottom - bleed["bottom"])
        around = {side: min(_MOST_BLEED, width) for side, width in bleed.items()}
        made["TrimBox"] = pydyf.Array(trim)
        made["BleedBox"] = pydyf.Array(
            [trim[0] - around["left"], trim[1] - around["top"], trim[2] + around["right"], trim[3] + around["bottom"]]
        )
    add_outlines(pdf, document.make_bookmark_tree(_SCALE, transform_pages=True))
    if document.metadata.lang:
        pdf.catalog["Lang"] = pydyf.String(document.metadata.lang)
    fonts = pydyf.Dictionary({})
    pdf.add_object(fonts)
    resources["Font"] = fonts.reference
    _use_references(pdf, resources, images, document.color_profiles)
    if names:
        pairs = (part for name, place in sorted(names) for part in (pydyf.String(name), place))
        pdf.catalog["Names"] = pydyf.Dictionary({"Dests": pydyf.Dictionary({"Names": pydyf.Array(pairs)})})
    if tree is not None:
        tree.finish(document, version)


def _crop_marks(sheet: list[float], bleed: dict[str, float]) -> Iterator[bytes]:
    """Yield operators that draw lines at the edges of a sheet, where it is to be trimmed, if it has a bleed.

    WeasyPrint's marks are strokes around a transparent fill, which Ghostscript leaves out where it smooths edges.
    """
    if not all(bleed.values()):
        return
    left, low, right, high = sheet
    yield f"/Artifact BMC q 0 G {_MARK_WIDTH:g} w".encode()
    for x, across in ((left + bleed["left"], right), (right - bleed["right"], left)):
        for y, up in ((low + bleed["bottom"], high), (high - bleed["top"], low)):
            edges = left + right - across, low + high - up
            inner = [edge + (at - edge) / 2 for edge, at in zip(edges, (x, y), strict=True)]
            yield f"{edges[0]:.3f} {y:.3f} m {inner[0]:.3f} {y:.3f} l".encode()
            yield f"{x:.3f} {edges[1]:.3f} m {x:.3f} {inner[1]:.3f} l".encode()
    yield b"S Q EMC"


_COLUMN_RULE = "__column_rule"  # WeasyPrint's name for `--column-rule`
_RULE_GREY = 0.67


def _column_rules(page: Box, height: float) -> Iterator[bytes]:
    """Yield operators that draw a line between columns, where the style has `--column-rule: POINTS`.

    WeasyPrint draws its own at the far side of columns from right to left.
    """
    for box in boxes_of(page):
        wide = next((token.value for token in box.style[_COLUMN_RULE] or () if token.type == "number"), None)
        columns = [child for child in getattr(box, "children", ()) if child.is_column] if wide else []
        for one, other in pairwise(columns):
            if one.position_y != other.position_y:
                continue  # below what spans all columns
            left, right = sorted((one, other), key=lambda column: float(column.position_x))
            x = _SCALE * (left.position_x + left.width + right.position_x) / 2
            top = _SCALE * (height - one.position_y)
            low = top - _SCALE * max(one.height, other.height)
            line = f"{x:.2f} {top:.2f} m {x:.2f} {low:.2f} l S"
            yield f"/Artifact BMC q {_RULE_GREY:g} G {wide:g} w {line} Q EMC".encode()


def _corner(fonts: list[LayerFont], page: pydyf.Dictionary) -> Iterator[bytes]:
    """Yield operators that show a mark of direction, without ink, at the top left of a page.

    GNOME's viewer begins to read with the block that is nearest to this corner, which would be the end of the text.
    """
    if not fonts:
        return
    left, _, _, top = page["MediaBox"]
    font = fonts[0]
    code = font.code("\N{RIGHT-TO-LEFT MARK}", 0, ())
    yield f"/Artifact BMC BT /{font.key} 1 Tf {left + 2:g} {top - 2:g} Td <{code:04x}> Tj ET EMC".encode()


def _lab(white: tuple[float, ...]) -> pydyf.Array:
    """Return the colour space that WeasyPrint draws colours of CSS's `lab()` in (ISO 32000-1, 8.6.5.4)."""
    values = {"WhitePoint": pydyf.Array(white), "Range": pydyf.Array((-125, 125, -125, 125))}
    return pydyf.Array(("/Lab", pydyf.Dictionary(values)))
