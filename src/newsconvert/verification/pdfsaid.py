"""What a PDF says beside what it shows: tags with their texts, links and other annotations, bookmarks, metadata."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from .normalize import MIRROR, normalize_pdf
from .objects import Objects
from .passages import LOOSE, hashes_in
from .pdfium import Element, string, string_bytes

_HEADING = re.compile("H([2-6])")
_MARK, _FIGURE = "Reference", "Figure"
_ARTICLE = "Art"
_LISTS = frozenset(("TOC", "Index"))
#: The elements that may have an alternative text.
_DESCRIBED = frozenset(("Figure", "Formula", "Form", "Link", "Annot", "Note", "FENote"))
_LINK, _POPUP, _URI, _GOTO = 2, 16, 3, 1  # FPDF_ANNOT_LINK and _POPUP, PDFACTION_URI and _GOTO
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE
_MOST_BOOKMARKS = 20_000


def add_tags(
    elements: Iterable[Element],
    contents: Mapping[int, str],
    objects: Objects,
    *,
    listed: bool = False,
    article: bool = False,
) -> Iterator[str]:
    """Add the pictures, headings, labels and marks of notes in the tags of a page; yield what tags say otherwise.

    `contents` is the text of the marked content of the page. A tag whose own text (ActualText, ISO 32000-1, 14.9.4)
    replaces what it holds must say the same; only what is no text has an alternative one. `listed` is for elements in
    tables of contents, where references are to pages.
    """
    for element in elements:
        if element.kind == _FIGURE:
            objects.add_picture(element.alternative)
        elif element.alternative and element.kind not in _DESCRIBED:
            yield element.alternative
        if element.expansion:
            yield element.expansion
        if article and (found := _HEADING.fullmatch(element.kind)):
            objects.headings.append(int(found[1]))
        objects.marks += element.kind == _MARK and not listed
        if element.actual is not None:
            shown = "".join(contents.get(number, "") for number in _numbers(element))
            if element.kind != _FIGURE and not _is_same(element.actual, shown):
                yield element.actual or f"{shown.replace(LOOSE, ' ').strip()} → ∅"
        inner = (child for child in element.children if isinstance(child, Element))
        within = {"listed": listed or element.kind in _LISTS, "article": article or element.kind == _ARTICLE}
        yield from add_tags(inner, contents, objects, **within)


def _numbers(element: Element) -> Iterator[int]:
    for child in element.children:
        if isinstance(child, Element):
            yield from _numbers(child)
        else:
            yield child


def _is_same(said: str, shown: str) -> bool:
    """Return whether two texts have the same characters; their order is compared with the source elsewhere."""
    return _characters(said) == _characters(shown)


def _characters(text: str) -> Counter[str]:
    """Return the characters of a text as PDFium reports them, without marks, brackets as their first of a pair."""
    normal = normalize_pdf(text.replace(LOOSE, " "))
    kept = (one for one in normal if not one.isspace() and unicodedata.category(one)[0] not in "CM")
    return Counter(min(one, MIRROR.get(one, one)) for one in kept)


def add_annotations(api: Any, document: Any, page: Any, objects: Objects) -> Iterator[str]:
    """Add the links of a page, and yield what its other annotations say: notes, form fields, programs to run."""
    for at in range(api.FPDFPage_GetAnnotCount(page)):
        annotation = api.FPDFPage_GetAnnot(page, at)
        kind = api.FPDFAnnot_GetSubtype(annotation)
        if kind == _LINK:
            link = api.FPDFAnnot_GetLink(annotation)
            action = api.FPDFLink_GetAction(link)
            does = api.FPDFAction_GetType(action) if action else _GOTO
            if does == _URI:
                told = string_bytes(api.FPDFAction_GetURIPath, document, action).rstrip(b"\0")
                objects.add_link(told.decode("utf-8", "replace"))
            elif does != _GOTO:
                yield "[action]"
        elif kind != _POPUP:
            said = (string(api.FPDFAnnot_GetStringValue, annotation, name) for name in (b"Contents", b"V"))
            yield " ".join(filter(None, said)) or "[annotation]"
        api.FPDFPage_CloseAnnot(annotation)


def count_images(api: Any, page: Any) -> int:
    """Return how many pictures are drawn on a page."""
    every = (api.FPDFPage_GetObject(page, at) for at in range(api.FPDFPage_CountObjects(page)))
    return sum(api.FPDFPageObj_GetType(one) == _IMAGE for one in every)


def bookmarks(api: Any, document: Any) -> Iterator[str]:
    """Yield the titles of the bookmarks."""
    waiting = [api.FPDFBookmark_GetFirstChild(document, None)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_BOOKMARKS:
        one = waiting.pop()
        if one and one not in seen:
            seen.add(one)
            yield string(api.FPDFBookmark_GetTitle, one)
            waiting += (
                api.FPDFBookmark_GetNextSibling(document, one),
                api.FPDFBookmark_GetFirstChild(document, one),
            )


_STATED = {
    "title": re.compile(r"<dc:title>.*?<rdf:li[^>]*>([^<]*)", re.DOTALL),
    "author": re.compile(r"<dc:creator>.*?<rdf:li[^>]*>([^<]*)", re.DOTALL),
    "language": re.compile(r"<dc:language>.*?<rdf:li[^>]*>([^<]*)", re.DOTALL),
    "source": re.compile(r"<dc:source>([^<]*)"),
}


def facts(api: Any, document: Any, data: bytes, direction: str) -> Iterator[tuple[str, str]]:
    """Yield what a document states of itself: in its information dictionary, its XMP, its catalogue."""
    for name, entry in (("title", b"Title"), ("author", b"Author")):
        if told := string(api.FPDF_GetMetaText, document, entry):
            yield name, told
    if direction:
        yield "direction", direction
    packet = _packet(data)
    yield from (("hash", told) for told in hashes_in(packet))
    for name, pattern in _STATED.items():
        if (found := pattern.search(packet)) and found[1].strip():
            yield name, unescape(found[1])


def _packet(data: bytes) -> str:
    """Return the XMP of a document (ISO 16684-1, 7.3); nothing if it has none that can be found."""
    start = data.rfind(b"<x:xmpmeta")
    if start >= 0:
        return data[start : data.find(b"</x:xmpmeta>", start) + 1].decode("utf-8", "replace")
    for found in re.finditer(rb"/Type\s*/Metadata\b[^>]*>>\s*stream\r?\n", data):
        try:
            return zlib.decompressobj().decompress(data[found.end() :], 1 << 20).decode("utf-8", "replace")
        except zlib.error:
            continue
    return ""
