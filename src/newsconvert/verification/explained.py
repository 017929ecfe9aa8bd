"""What was compared of a document, in words, and its pages with the findings marked, as pictures."""

from __future__ import annotations

import ctypes
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from .findings import Finding
from .normalize import normalize_pdf
from .pdfium import LOCK, functions
from .pdfstrings import read_page
from .visible import Place

_SCALE, _WIDE, _MOST_PAGES = 1.5, 3, 50
_PAGE = re.compile(r"page (\d+)")
_PAGES = (
    "text, order and paragraphs; style sheets that hide or add, and what else they do; headings, lists, notes, "
    "quotations, struck and raised text; pictures, links with their words, languages, directions; scripts and forms; "
    "metadata"
)
_COMPARED = {
    "pdf": "text, order and paragraphs; ink of each letter on the drawn page; outlines of the fonts' characters; "
    "tags, alternative texts and languages; pictures as they are seen, links with their words, bookmarks, notes, "
    "headings; annotations, actions, metadata, attached source",
    "docx": "text, order and paragraphs; formatting that hides, and elements that are not known to be harmless; "
    "headings, labels of lists, notes, struck and raised text; pictures, links with their words, languages; headers, "
    "fields, macros, tracked changes, settings, metadata; checksums and fonts",
    "epub": f"{_PAGES}; contents; checksums and fonts",
    "html": _PAGES,
    "json": "text, order and paragraphs",
}
_LOOKS = {
    "pdf": "operators and colours of the pages",
    "docx": "styles, lists, settings, pages and direct formatting",
    "epub": "style sheet, markup, package and cover",
    "html": "style sheet and markup",
}
_NOT_COMPARED = {
    "pdf": "fonts of --font; marks of European letters, and which of all hyphens one is",
    "docx": "outlines of joined letters; what fields look up when Word opens the document",
    "epub": "outlines of joined letters; what a reading system's own style sheet does",
    "html": "fonts; what a browser's own style sheet does, and what is for paper alone",
    "json": "nothing else is in it",
}


def comparison(format: str, *, fast: bool, walked: bool, looks: bool = False) -> Iterator[str]:
    """Yield, line by line, what was compared of a document and what was not.

    `walked` is whether the source was walked without its reader, `looks` whether those of this version are known.
    """
    seen = "text, order and paragraphs; tags, links, metadata" if fast and format == "pdf" else _COMPARED[format]
    yield f"compared: {seen}"
    source = "each word of the source with what its reader read and what it says that it left out"
    yield f"{'compared' if walked else 'not compared'}: {source}"
    if format in _LOOKS:
        why = "" if looks else " (another version or program made the document, or a theme of one's own)"
        yield f"{'compared' if looks else 'not compared'}: {_LOOKS[format]} with what this version writes{why}"
    yield f"not compared: {_NOT_COMPARED[format]}"


def marked_pages(data: bytes, findings: Iterable[Finding]) -> Iterator[tuple[int, bytes]]:
    """Yield the number of each page of a PDF with findings, and its picture as PNG with these in red."""
    pages: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if found := _PAGE.search(finding.place or ""):
            pages[int(found[1])].append(finding)
    with LOCK:
        api = functions()
        document = api.FPDF_LoadMemDocument64(data, len(data), None)
        try:
            for number in sorted(pages)[:_MOST_PAGES] if document else ():
                if page := api.FPDF_LoadPage(document, number - 1):
                    yield number, _drawn_page(api, page, pages[number])
        finally:
            if document:
                api.FPDF_CloseDocument(document)


def _drawn_page(api: Any, page: Any, findings: list[Finding]) -> bytes:
    import PIL.Image
    import PIL.ImageDraw

    text = api.FPDFText_LoadPage(page)
    places = read_page(api, page, text, rtl=True).places
    api.FPDFText_ClosePage(text)
    width, height = (
        max(1, round(size * _SCALE)) for size in (api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page))
    )
    bitmap = api.FPDFBitmap_CreateEx(width, height, 4, None, 0)
    api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
    api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 1)
    stride = api.FPDFBitmap_GetStride(bitmap)
    pixels = ctypes.string_at(api.FPDFBitmap_GetBuffer(bitmap), stride * height)
    api.FPDFBitmap_Destroy(bitmap)
    api.FPDF_ClosePage(page)
    shown = PIL.Image.frombuffer("RGBA", (width, height), pixels, "raw", "BGRA", stride, 1).convert("RGB")
    draw = PIL.ImageDraw.Draw(shown)
    wrong = {word for one in findings for word in normalize_pdf(f"{one.found or ''} {one.expected or ''}").split()}
    marked = [place for place in places if normalize_pdf(place.word) in wrong]
    for place in marked:
        draw.rectangle(_box(place, height), outline="red", width=_WIDE)
    if not marked:  # what is missing, or is no word: the page as a whole
        draw.rectangle((0, 0, width - 1, height - 1), outline="red", width=2 * _WIDE)
    out = io.BytesIO()
    shown.save(out, "PNG")
    return out.getvalue()


def _box(place: Place, height: int) -> tuple[float, float, float, float]:
    top, bottom = place.baseline + 0.9 * place.size, place.baseline - 0.3 * place.size
    left, right = sorted((place.left, place.right))
    return left * _SCALE - 2, height - top * _SCALE, right * _SCALE + 2, height - bottom * _SCALE
