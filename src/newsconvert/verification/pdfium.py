"""PDFium's functions, and what its raw results mean."""

from __future__ import annotations

import ctypes
import struct
import threading
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

LOCK = threading.Lock()  # PDFium is not thread-safe


class Element(NamedTuple):
    """An element of the tag tree; its children are elements and marked-content identifiers.

    `actual` is its text in place of what it holds (ActualText), None if it has none; `stated` is the attribute of lists
    and heads of tables that is compared.
    """

    kind: str
    children: tuple[Element | int, ...]
    actual: str | None = None
    alternative: str = ""
    expansion: str = ""
    language: str = ""
    stated: str = ""


def inner_elements(element: Element) -> list[Element]:
    """Return the elements directly in an element."""
    return [child for child in element.children if isinstance(child, Element)]


def marked_contents(children: Iterable[Element | int]) -> Iterator[int]:
    """Yield the marked-content identifiers among children of an element, and in these."""
    for child in children:
        if isinstance(child, Element):
            yield from marked_contents(child.children)
        else:
            yield child


def tag_tree(api: Any, page: Any) -> tuple[Element, ...]:
    """Return the elements of a page at the top of the tag tree."""
    tree = api.FPDF_StructTree_GetForPage(page)
    if not tree:
        return ()
    try:
        count = api.FPDF_StructTree_CountChildren(tree)
        found = (api.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(count))
        return tuple(_element(api, pointer, 0) for pointer in found if pointer)
    finally:
        api.FPDF_StructTree_Close(tree)


def _attribute(api: Any, pointer: Any, name: bytes) -> str:
    """Return the name that an attribute of an element has for its value; nothing if it has none."""
    for at in range(api.FPDF_StructElement_GetAttributeCount(pointer)):
        value = api.FPDF_StructElement_Attr_GetValue(api.FPDF_StructElement_GetAttributeAtIndex(pointer, at), name)
        size = ctypes.c_ulong()
        buffer = ctypes.create_string_buffer(64)
        if value and api.FPDF_StructElement_Attr_GetStringValue(value, buffer, len(buffer), ctypes.byref(size)):
            return buffer.raw[: max(0, min(size.value, len(buffer)) - 2)].decode("utf-16-le", "replace")
    return ""


#: The attributes of elements that are compared (ISO 32000-2, 14.8.5).
_STATED = {"L": b"ListNumbering", "TH": b"Scope"}


def _element(api: Any, pointer: Any, depth: int) -> Element:
    children: list[Element | int] = []
    for at in range(api.FPDF_StructElement_CountChildren(pointer) if depth < 64 else 0):
        child = api.FPDF_StructElement_GetChildAtIndex(pointer, at)
        if child:
            children.append(_element(api, child, depth + 1))
        elif (number := api.FPDF_StructElement_GetChildMarkedContentID(pointer, at)) >= 0:
            children.append(number)
    actual = string_bytes(api.FPDF_StructElement_GetActualText, pointer)
    kind = string(api.FPDF_StructElement_GetType, pointer)
    return Element(
        kind,
        tuple(children),
        actual[:-2].decode("utf-16-le", "replace") if actual else None,
        string(api.FPDF_StructElement_GetAltText, pointer),
        string(api.FPDF_StructElement_GetExpansion, pointer),
        string(api.FPDF_StructElement_GetLang, pointer),
        _attribute(api, pointer, _STATED[kind]) if kind in _STATED else "",
    )


def string(function: Any, *arguments: Any) -> str:
    """Return the string that a function of PDFium writes: null-terminated UTF-16."""
    return string_bytes(function, *arguments)[:-2].decode("utf-16-le", "replace")


_Buffer = ctypes.c_char * 256


def string_bytes(function: Any, *arguments: Any) -> bytes:
    """Return what a function of PDFium writes to a buffer; it reports the size that it needs."""
    buffer = _Buffer()
    size = function(*arguments, buffer, len(buffer))
    if size > len(buffer):
        buffer = ctypes.create_string_buffer(size)
        size = function(*arguments, buffer, size)
    return buffer.raw[: max(0, size)]


def attachments(api: Any, document: Any) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each attached file."""
    for at in range(max(api.FPDFDoc_GetAttachmentCount(document), 0)):
        attached = api.FPDFDoc_GetAttachment(document, at)
        size = ctypes.c_ulong()
        if api.FPDFAttachment_GetFile(attached, None, 0, ctypes.byref(size)):
            buffer = ctypes.create_string_buffer(size.value)
            api.FPDFAttachment_GetFile(attached, buffer, size.value, ctypes.byref(size))
            content = buffer.raw[: size.value]
            yield string(api.FPDFAttachment_GetName, attached), b"" if _is_empty(content) else content


def _is_empty(content: bytes) -> bool:
    """Return whether PDFium gave the compressed bytes of a file without any, as it does."""
    if content[:1] != b"\x78" or len(content) > 16:
        return False
    try:
        return zlib.decompress(content) == b""
    except zlib.error:
        return False


def origin(api: Any, text: Any, at: int) -> tuple[float, float]:
    """Return the position of a character, in points from the left and the bottom of the page."""
    x, y = ctypes.c_double(), ctypes.c_double()
    api.FPDFText_GetCharOrigin(text, at, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def _written(
    function: Any, text: Any, places: Sequence[int], form: str, starts: Sequence[int]
) -> Iterator[tuple[float, ...]]:
    """Yield the numbers that a function of PDFium writes of the characters at these places of a page, in this `form`.

    Its pointers are where these bytes of them `start`. Called so, without a step of Python between, and with addresses
    as plain numbers, it takes half of the time.
    """
    size = struct.calcsize(form)
    written = ctypes.create_string_buffer(size * len(places))
    first = ctypes.addressof(written)
    pointers = (range(first + start, first + start + size * len(places), size) for start in starts)
    deque(map(function, repeat(text), places, *pointers), maxlen=0)
    return struct.iter_unpack(form, memoryview(written)[: size * len(places)])


def places_of(api: Any, text: Any, places: Sequence[int]) -> Iterator[float]:
    """Yield how far from the left of the page each of these characters is, in points."""
    return (x for x, _ in _written(api.FPDFText_GetCharOrigin, text, places, "2d", (0, 8)))


def widths_of(api: Any, text: Any, places: Sequence[int]) -> Iterator[float]:
    """Yield how far the pen moves at each of these characters, in points."""
    written = _written(api.FPDFText_GetLooseCharBox, text, places, "4f", (0,))
    return (right - left for left, _, right, _ in written)


def objects_of(api: Any, text: Any, count: int) -> list[Any]:
    """Return the operator that shows each of so many characters; None for one that PDFium adds."""
    return list(map(api.FPDFText_GetTextObject, repeat(text), range(count)))


def codes_of(api: Any, text: Any, count: int) -> Sequence[int]:
    """Return the code of each of so many characters, in UTF-16."""
    whole = (ctypes.c_ushort * (count + 1))()
    if api.FPDFText_GetText(text, 0, count, whole) == count + 1:  # else there are characters that it leaves out
        return whole[:count]
    return list(map(api.FPDFText_GetUnicode, repeat(text), range(count)))


class Edges(NamedTuple):
    """The edges of the ink of a glyph, in points from the bottom and from the left of the page."""

    low: float
    high: float
    left: float = 0.0
    right: float = 0.0


def boxes_of(api: Any, text: Any, places: Sequence[int]) -> Iterator[Edges]:
    """Yield the edges of each of these characters of a page: equal ones where nothing is drawn."""
    return map(Edges._make, _written(api.FPDFText_GetCharBox, text, places, "4d", (16, 24, 0, 8)))


def bounds(api: Any, pointer: int) -> tuple[float, ...]:
    """Return the left, lower, right and upper edge of what an operator shows, in points."""
    edges = [ctypes.c_float() for _ in range(4)]
    api.FPDFPageObj_GetBounds(pointer, *map(ctypes.byref, edges))
    return tuple(edge.value for edge in edges)


class Families(dict[Any, str]):
    """The families of the fonts of a page, by PDFium's handles; nothing for one without a name."""

    def __init__(self, api: Any) -> None:
        """Begin with none."""
        self._name = api.FPDFFont_GetBaseFontName

    def __missing__(self, font: Any) -> str:
        name = string_bytes(self._name, font).rstrip(b"\0").decode("utf-8", "replace")
        self[font] = name.rpartition("+")[2].partition("-")[0]  # in a subset, in any weight (ISO 32000-2, 9.9.2)
        return self[font]


def is_mirrored(api: Any, pointer: int) -> bool:
    """Return whether a picture is drawn from right to left, or upside down, on its page or in its form."""
    matrix = (ctypes.c_float * 6)()
    api.FPDFPageObj_GetMatrix(pointer, ctypes.addressof(matrix))
    return matrix[0] < 0 or matrix[3] < 0


def left_edge(api: Any, pointer: int) -> float:
    """Return the left edge of what an operator shows, in points from the left of the page."""
    return bounds(api, pointer)[0]


def rectangle(api: Any, annotation: Any) -> tuple[float, float, float, float]:
    """Return the left, lower, right and upper edge of an annotation, in points; an empty one if it has none."""
    edges = (ctypes.c_float * 4)()  # left, top, right, bottom
    if not api.FPDFAnnot_GetRect(annotation, ctypes.addressof(edges)):
        return 0.0, 0.0, 0.0, 0.0
    left, right = sorted((edges[0], edges[2]))
    low, high = sorted((edges[1], edges[3]))
    return left, low, right, high


def right_edge(api: Any, text: Any, at: int) -> float:
    """Return where the advance of a character ends, in points from the left of the page."""
    edges = (ctypes.c_float * 4)()  # left, top, right, bottom
    api.FPDFText_GetLooseCharBox(text, at, ctypes.addressof(edges))
    return edges[2]


def font_matrix(api: Any, text: Any, at: int) -> tuple[float, bool]:
    """Return the font size of a character on the page, in points, and whether it is upright and about as wide."""
    matrix = (ctypes.c_float * 6)()
    api.FPDFText_GetMatrix(text, at, ctypes.addressof(matrix))
    a, b, c, d = matrix[:4]
    upright = d > 0 and _NARROWEST * d < a < d / _NARROWEST and abs(b) + abs(c) < d / 20
    return float(api.FPDFText_GetFontSize(text, at) * abs(d)), upright


#: How far the width of a letter may differ from its height.
_NARROWEST = 0.4


@cache
def functions() -> Any:
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
