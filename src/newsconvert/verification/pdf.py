"""Extract the text of a PDF with PDFium, in reading order.

PDFium reports which operator of the page drew each character. Page content is in logical order (ISO 32000-1,
14.8.2.3), so the order does not depend on PDFium's heuristics. The tag tree gives the paragraphs.
"""

from __future__ import annotations

import ctypes
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from .compare import MIRROR, drawn
from .passages import LOOSE, Passage, Reading, UnreadableError

_LOCK = threading.Lock()  # PDFium is not thread-safe
_PARAGRAPHS = frozenset(
    ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "Caption", "TH", "TD", "BibEntry", "Note", "Title")
)
_LABEL = re.compile(r"[\W\d]*")
_FURNITURE = frozenset(("TOC", "TOCI", "Index"))
_ARTICLE, _HEADLINE = "Art", "H1"
_LINE = "\f"
_TEXT = 1  # FPDF_PAGEOBJ_TEXT
_LAST_HYPHEN = (0x02, 0xFFFE)


def page_count(data: bytes) -> int | None:
    """Return the number of pages of a PDF, or None if it cannot be opened."""
    with _LOCK:
        api = _api()
        document = api.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            return None
        count: int = api.FPDF_GetPageCount(document)
        api.FPDF_CloseDocument(document)
    return count


def read_pdf(data: bytes) -> Reading:
    """Return the passages of a PDF. Raise UnreadableError if it cannot be opened or is truncated."""
    if b"%%EOF" not in data[-1024:]:
        raise UnreadableError("it is truncated.")
    with _LOCK:
        api = _api()
        document = api.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            raise UnreadableError("PDFium cannot open it.")
        try:
            count = api.FPDF_GetPageCount(document)
            rtl = _bytes(api.FPDF_VIEWERREF_GetName, document, b"Direction") == b"R2L\0"
            pages = [_page(api, document, number, rtl) for number in range(count)]
            attached = _attachment(api, document)
            tagged = bool(api.FPDFCatalog_IsTagged(document))
        finally:
            api.FPDF_CloseDocument(document)
    articles: list[list[Passage]] = []
    aside: dict[str, list[Passage]] = {_OUTSIDE: [], _MARGIN: []}
    for number, page in enumerate(pages, 1):
        for part in page:
            if part.kind in aside:
                aside[part.kind] += (Passage(text, f"page {number}") for text in part.texts)
                continue
            if part.kind == _BEGINS or not articles:
                articles.append([])
            for at, text in enumerate(part.texts):
                # The first paragraph of a page may continue one of the previous page.
                opens = None if not tagged or (at == 0 and number > 1 and part.kind != _BEGINS) else True
                articles[-1].append(Passage(text, f"page {number}", opens))
    return Reading(tuple(map(tuple, articles)), tuple(aside[_OUTSIDE]), tuple(aside[_MARGIN]), count, attached, tagged)


class _Element(NamedTuple):
    """An element of the tag tree; its children are elements and marked-content identifiers."""

    kind: str
    children: tuple[_Element | int, ...]


class _Part(NamedTuple):
    """Texts of a page: of an article that begins there, of one that continues, outside of articles, of margins."""

    kind: str
    texts: list[str]


_BEGINS, _GOES_ON, _OUTSIDE, _MARGIN = "begins", "goes on", "outside", "margin"


def _page(api: Any, document: Any, number: int, rtl: bool) -> list[_Part]:
    """Return the parts of a page in order."""
    page = api.FPDF_LoadPage(document, number)
    if not page:
        raise UnreadableError(f"PDFium cannot open page {number + 1}.")
    text = api.FPDFText_LoadPage(page)
    try:
        contents = _contents(api, page, text, rtl)
        roots = _tree(api, page)
    finally:
        api.FPDFText_ClosePage(text)
        api.FPDF_ClosePage(page)
    if not roots:
        lines = [line for content in contents.values() for line in content.split(_LINE)]
        return [_Part(_GOES_ON, [line for line in lines if line.strip(" ")])]
    tagged = set(_marked_contents(roots))
    rest = [line for number, content in contents.items() if number not in tagged for line in content.split(_LINE)]
    return [*_parts(_Element("", roots), contents), _Part(_MARGIN, [line for line in rest if line.strip(" ")])]


def _marked_contents(children: Iterable[_Element | int]) -> Iterator[int]:
    for child in children:
        if isinstance(child, _Element):
            yield from _marked_contents(child.children)
        else:
            yield child


def _parts(element: _Element, contents: dict[int, str]) -> Iterator[_Part]:
    """Yield the articles in an element, and the text before and after them."""
    if element.kind in _FURNITURE:
        return
    if element.kind == _ARTICLE:
        yield _Part(_BEGINS if _holds(element, _HEADLINE) else _GOES_ON, list(_paragraphs(element, contents)))
    elif _holds(element, _ARTICLE):
        for child in element.children:
            yield from _parts(child if isinstance(child, _Element) else _Element("", (child,)), contents)
    elif texts := list(_paragraphs(element, contents)):
        yield _Part(_OUTSIDE, texts)


def _holds(element: _Element, kind: str) -> bool:
    return any(
        isinstance(child, _Element) and (child.kind == kind or _holds(child, kind)) for child in element.children
    )


def _paragraphs(element: _Element, contents: dict[int, str]) -> Iterator[str]:
    """Yield the text of each paragraph in an element, without the labels of lists."""
    texts: list[str] = []

    def said() -> Iterator[str]:
        text = LOOSE.join(texts)
        if text.strip(LOOSE + " ") and not (element.kind == "Lbl" and _LABEL.fullmatch(text)):
            yield text
        texts.clear()

    def walk(parent: _Element) -> Iterator[str]:
        for child in parent.children:
            if isinstance(child, int):
                texts.append(contents.get(child, ""))
            elif child.kind in _PARAGRAPHS:
                yield from said()
                yield from _paragraphs(child, contents)
            else:
                yield from walk(child)

    yield from walk(element)
    yield from said()


# Characters


class _Character(NamedTuple):
    text: str
    at: int  # PDFium's index
    place: int  # in PDFium's order, without spaces and layout controls


def _contents(api: Any, page: Any, text: Any, rtl: bool) -> dict[int, str]:
    """Return the text of each piece of marked content, with LOOSE where it is unknown whether there is a space."""
    objects = [api.FPDFPage_GetObject(page, at) for at in range(api.FPDFPage_CountObjects(page))]
    operators = {pointer: at for at, pointer in enumerate(objects)}
    unicode, object_of = api.FPDFText_GetUnicode, api.FPDFText_GetTextObject
    count = api.FPDFText_CountChars(text)
    shown = _unmirrored([_character(unicode(text, at)) for at in range(count)], rtl)
    gaps = [""] * (count + 1)  # what PDFium reports before each character
    found: dict[int, list[_Character]] = {}
    place = 0
    for at, character in enumerate(shown):
        operator = operators.get(object_of(text, at))
        if operator is None:
            gaps[place] = LOOSE if character in "\r\n" else gaps[place] or " "
        elif _is_half(character) or not _is_steering(character):
            found.setdefault(operator, []).append(_Character(character, at, place))
            place += 1
    contents: dict[int, list[str]] = {}
    before: _Character | None = None
    last = 0
    for operator in sorted(found):
        characters = list(_put_together(found[operator]))
        if len(characters) > 1:
            characters.sort(key=lambda one: _origin(api, text, one.at)[0])
        number = api.FPDFPageObj_GetMarkedContentID(objects[operator])
        content = contents.setdefault(number, [])
        unread = any(_is_blank(api, one) for one in objects[last + 1 : operator])
        for following in characters:
            gap = _gap(before, following, gaps, unread) if before else ""
            if before and number < 0:  # tagged content is at most one line
                heights = [_origin(api, text, one.at)[1] for one in (before, following)]
                gap = _LINE if abs(heights[0] - heights[1]) > 1 else LOOSE if gap is None else gap
            content += (gap or "", following.text)
            before, unread = following, False
        last = operator
    return {number: "".join(parts) for number, parts in contents.items()}


def _character(code: int) -> str:
    """Return the character of a code; PDFium uses special codes for a hyphen at the end of a line."""
    return "-" if code in _LAST_HYPHEN else chr(code) if code < 0x110000 else "\ufffd"


def _is_half(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def _put_together(halves: list[_Character]) -> Iterator[_Character]:
    """Yield the characters of an operator; PDFium reports those above U+FFFF as surrogates, in either order."""
    kept: _Character | None = None
    for half in halves:
        if not _is_half(half.text):
            yield half
        elif kept is None:
            kept = half
        else:
            both = "".join(sorted((kept.text, half.text)))  # high surrogates come first in this order, too
            whole = both.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            yield half._replace(text=whole)
            kept = None


def _gap(before: _Character, after: _Character, gaps: list[str], unread: bool) -> str | None:
    """Return what is between two consecutive characters of the text, or None if unknown.

    `unread` is whether a blank was drawn between them. There is a space only if both it and PDFium report one.
    """
    if before.text.isspace() or after.text.isspace():
        return ""
    step = after.place - before.place
    seen = gaps[after.place] if step == 1 else gaps[before.place] if step == -1 else None
    return seen if unread == (seen == " ") else LOOSE


def _is_blank(api: Any, pointer: int) -> bool:
    """Return whether an operator shows text without height: spaces, which PDFium does not report."""
    edges = [ctypes.c_float() for _ in range(4)]  # left, bottom, right, top
    api.FPDFPageObj_GetBounds(pointer, *map(ctypes.byref, edges))
    return api.FPDFPageObj_GetType(pointer) == _TEXT and abs(edges[1].value - edges[3].value) < 0.01


def _origin(api: Any, text: Any, at: int) -> tuple[float, float]:
    """Return the position of a character, in points from the left and the bottom of the page."""
    x, y = ctypes.c_double(), ctypes.c_double()
    api.FPDFText_GetCharOrigin(text, at, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


@cache
def _is_steering(character: str) -> bool:
    return not drawn(f"a{character}a")[1:-1] and not character.isspace()


@cache
def _direction(character: str) -> str:
    """Return the direction of a character in PDFium's algorithm: right, left, or neutral."""
    kind = unicodedata.bidirectional(character)
    return "R" if kind in ("R", "AL") else "L" if kind == "L" and not _is_half(character) else ""


def _unmirrored(characters: list[str], rtl: bool) -> list[str]:
    """Undo PDFium's mirroring of brackets in right-to-left runs.

    A line consists of runs of one direction. A neutral run takes the direction of the run before it, the first that of
    the line, which is right to left in such a document (`rtl`) or if at least half of the other runs are.
    """
    shown: list[str] = []
    line: list[str] = []
    for character in [*characters, "\n"]:
        line.append(character)
        if character != "\n":
            continue
        directions = [_direction(one) for one in line]
        changes = [one for at, one in enumerate(directions) if at == 0 or one != directions[at - 1]]
        current = "R" if rtl or 0 < changes.count("R") >= changes.count("L") else "L"
        for one, direction in zip(line, directions, strict=True):
            current = direction or current
            shown.append(MIRROR.get(one, one) if current == "R" else one)
        line = []
    return shown[:-1]


# The library


def _tree(api: Any, page: Any) -> tuple[_Element, ...]:
    tree = api.FPDF_StructTree_GetForPage(page)
    if not tree:
        return ()
    try:
        count = api.FPDF_StructTree_CountChildren(tree)
        found = (api.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(count))
        return tuple(_element(api, pointer, 0) for pointer in found if pointer)
    finally:
        api.FPDF_StructTree_Close(tree)


def _element(api: Any, pointer: Any, depth: int) -> _Element:
    children: list[_Element | int] = []
    for at in range(api.FPDF_StructElement_CountChildren(pointer) if depth < 64 else 0):
        child = api.FPDF_StructElement_GetChildAtIndex(pointer, at)
        if child:
            children.append(_element(api, child, depth + 1))
        elif (number := api.FPDF_StructElement_GetChildMarkedContentID(pointer, at)) >= 0:
            children.append(number)
    return _Element(_string(api.FPDF_StructElement_GetType, pointer), tuple(children))


def _string(function: Any, *arguments: Any) -> str:
    """Return the string that a function of PDFium writes: null-terminated UTF-16."""
    return _bytes(function, *arguments)[:-2].decode("utf-16-le", "replace")


def _bytes(function: Any, *arguments: Any) -> bytes:
    """Return what a function of PDFium writes to a buffer; it reports the size that it needs."""
    buffer = ctypes.create_string_buffer(256)
    size = function(*arguments, buffer, len(buffer))
    if size > len(buffer):
        buffer = ctypes.create_string_buffer(size)
        size = function(*arguments, buffer, size)
    return buffer.raw[: max(0, size)]


def _attachment(api: Any, document: Any) -> tuple[str, bytes] | None:
    """Return name and content of the first attached file."""
    if api.FPDFDoc_GetAttachmentCount(document) < 1:
        return None
    attached = api.FPDFDoc_GetAttachment(document, 0)
    size = ctypes.c_ulong()
    if not api.FPDFAttachment_GetFile(attached, None, 0, ctypes.byref(size)):
        return None
    buffer = ctypes.create_string_buffer(size.value)
    api.FPDFAttachment_GetFile(attached, buffer, size.value, ctypes.byref(size))
    return _string(api.FPDFAttachment_GetName, attached), buffer.raw[: size.value]


@cache
def _api() -> Any:
    """Return PDFium's functions with pointers as plain numbers, which is twice as fast as pointer objects."""
    from pypdfium2 import raw

    class Api:
        def __getattr__(self, name: str) -> Any:
            declared = getattr(raw, name)
            result = declared.restype
            pointer = isinstance(result, type) and issubclass(result, ctypes._Pointer)
            given = [ctypes.c_void_p if issubclass(one, ctypes._Pointer) else one for one in declared.argtypes]
            address = ctypes.cast(declared, ctypes.c_void_p).value or 0
            function = ctypes.CFUNCTYPE(ctypes.c_void_p if pointer else result, *given)(address)
            setattr(self, name, function)
            return function

    return Api()
