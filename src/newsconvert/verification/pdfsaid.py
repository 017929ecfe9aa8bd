"""What a PDF says beside what it shows: tags with their texts, links and other annotations, bookmarks, metadata."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any, NamedTuple

from .normalize import MIRROR, normalize_pdf
from .objects import Objects
from .passages import LOOSE, hashes_in
from .pdfium import Element, bounds, inner_elements, is_mirrored, marked_contents, rectangle, string, string_bytes
from .pdfknown import LARGEST, drawn_digits, stated_facts
from .visible import Place, shown_picture

_HEADING = re.compile("H([2-6])")
_MARK, _FIGURE = "Reference", "Figure"
_ARTICLE = "Art"
#: What elements say that text is.
KINDS = {"H1": "headline", "LI": "item of a list", "TH": "head of a table", "TD": "cell of a table",
         "BlockQuote": "part of a quotation", "Code": "code"}  # fmt: skip
#: What an attribute says that an element is, beside its kind.
STATES = {("L", "Decimal"): "numbered list", ("TH", "Column"): "head of a column"}
#: Of what elements the text is compared.
TEXTS = {"BlockQuote": "quoted", "Caption": "caption"}
_QUOTATION = "BlockQuote"
_LISTS, _LISTED = frozenset(("TOC", "Index")), frozenset(("L", "Table"))
#: The elements that may have an alternative text.
_DESCRIBED = frozenset(("Figure", "Formula", "Form", "Link", "Annot", "Note", "FENote"))
_LINK, _POPUP, _URI, _GOTO = 2, 16, 3, 1  # FPDF_ANNOT_LINK and _POPUP, PDFACTION_URI and _GOTO
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE
_TEXT, _PATH, _FORM = 1, 2, 5  # FPDF_PAGEOBJ_TEXT, _PATH, _FORM
_UNSHOWN = 1 | 2 | 32  # FPDF_ANNOT_FLAG_INVISIBLE, _HIDDEN, _NOVIEW
_LINE, _CURVE = 0, 1  # FPDF_SEGMENT_LINETO, _BEZIERTO
_OBLIQUE = 0.5
#: Of which 96 are an inch, in a point.
_PIXELS = 96 / 72
_DEEPEST, _MOST_SEGMENTS = 4, 200
_MOST_BOOKMARKS, _MOST_LABELS = 20_000, 100


def add_tags(
    elements: Iterable[Element],
    contents: Mapping[int, str],
    objects: Objects,
    *,
    listed: bool = False,
    article: bool = False,
    quoted: bool = False,
) -> Iterator[str]:
    """Add the pictures, headings, labels and marks of notes in the tags of a page; yield what tags say otherwise.

    `contents` is the text of the marked content of the page. A tag whose own text (ActualText, ISO 32000-1, 14.9.4)
    replaces what it holds must say the same; only what is no text has an alternative one. `listed` is for elements in
    tables of contents, where references are to pages, `quoted` for those in quotations.
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
        if article and objects.kinds is not None and (kind := KINDS.get(element.kind)):
            objects.kinds[kind] += 1
        if article and objects.kinds is not None and (state := STATES.get((element.kind, element.stated))):
            objects.kinds[state] += 1
        named = TEXTS.get(element.kind) if article and not (quoted and element.kind == _QUOTATION) else None
        if named and objects.texts is not None:
            shown = "".join(contents.get(number, "") for number in _own_contents(element))
            objects.texts[named] += letters(shown.replace(LOOSE, " "))
        if element.language and objects.languages is not None:
            objects.languages.add(element.language)
        objects.marks += element.kind == _MARK and not listed
        if element.actual is not None:
            shown = "".join(contents.get(number, "") for number in marked_contents(element.children))
            if element.kind == _FIGURE:
                yield element.actual
            elif _is_same(element.actual, shown):
                objects.said.append((element.actual, shown))
            else:
                yield element.actual or f"{shown.replace(LOOSE, ' ').strip()} → ∅"
        within = {
            "listed": listed or element.kind in _LISTS, "article": article or element.kind == _ARTICLE,
            "quoted": element.kind == _QUOTATION or (quoted and element.kind not in _LISTED),
        }  # fmt: skip
        yield from add_tags(inner_elements(element), contents, objects, **within)


def _own_contents(element: Element) -> Iterator[int]:
    """Yield the marked-content identifiers in an element, but those of lists and tables in it."""
    for child in element.children:
        if isinstance(child, int):
            yield child
        elif child.kind not in _LISTED:
            yield from _own_contents(child)


def _is_same(said: str, shown: str) -> bool:
    """Return whether two texts have the same characters; their order is compared with the source elsewhere."""
    return said == shown or _characters(said) == _characters(shown)


def _characters(text: str) -> list[str]:
    """Return the characters of a text as PDFium reports them, without marks, brackets as their first of a pair."""
    return sorted(normalize_pdf(text.replace(LOOSE, " ")).translate(_SPOKEN))


class _Spoken(dict[int, str | None]):
    """What characters count as, each once it was asked for; None for spaces and marks."""

    def __missing__(self, code: int) -> str | None:
        one = chr(code)
        idle = one.isspace() or unicodedata.category(one)[0] in "CM"
        self[code] = None if idle else min(one, MIRROR.get(one, one))
        return self[code]


_SPOKEN = _Spoken()


def add_annotations(api: Any, document: Any, page: Any, places: Sequence[Place], objects: Objects) -> Iterator[str]:
    """Add the links of a page, and yield what its other annotations say: notes, form fields, programs to run.

    `places` are those of the words of the page.
    """
    for at in range(api.FPDFPage_GetAnnotCount(page)):
        annotation = api.FPDFPage_GetAnnot(page, at)
        kind, target = api.FPDFAnnot_GetSubtype(annotation), ""
        if kind == _LINK:
            link = api.FPDFAnnot_GetLink(annotation)
            action = api.FPDFLink_GetAction(link)
            does = api.FPDFAction_GetType(action) if action else _GOTO
            if api.FPDFAnnot_GetFlags(annotation) & _UNSHOWN:
                yield "[hidden link]"
            elif does == _URI:
                told = string_bytes(api.FPDFAction_GetURIPath, document, action).rstrip(b"\0")
                target = told.decode("utf-8", "replace")
                if _is_beyond(api, annotation, places):
                    yield "[link beyond its words]"
                objects.add_link_at(target, _words_under(api, annotation, places) if places else None)
            elif does != _GOTO:
                yield "[action]"
        said = (string(api.FPDFAnnot_GetStringValue, annotation, name) for name in (b"Contents", b"V"))
        text = " ".join(filter(None, said))
        if kind not in (_LINK, _POPUP):
            yield text or "[annotation]"
        elif text and target and not re.match(r"[a-z][\w+.-]*:", text, re.IGNORECASE):
            yield f"[link] {text}"
        elif text and not _is_address(text):
            objects.spoken.append(text)
        api.FPDFPage_CloseAnnot(annotation)


def letters(text: str) -> str:
    """Return the letters of a text, however it is set."""
    return "".join(filter(str.isalpha, normalize_pdf(text)))


def _is_address(text: str) -> bool:
    return re.fullmatch(r"(?:[a-z][\w+.-]*:\S+|#?[\w.-]+)", text, re.IGNORECASE) is not None


def _is_beyond(api: Any, annotation: Any, places: Sequence[Place]) -> bool:
    """Return whether the rectangle of a link is higher than lines of the page are."""
    _, low, _, high = rectangle(api, annotation)
    return bool(places) and high - low > _HIGHEST_LINK * max(place.size for place in places)


#: In em of the largest text of a page.
_HIGHEST_LINK = 3.0


def _words_under(api: Any, annotation: Any, places: Iterable[Place]) -> str:
    """Return the words of a page in the rectangle of an annotation."""
    left, low, right, high = rectangle(api, annotation)
    found: list[str] = []
    for place in places:
        middle, shared = place.baseline + 0.3 * place.size, min(right, place.right) - max(left, place.left)
        again = found[-1:] == [place.word] and any(map(str.isdigit, place.word))  # each digit has its place
        if low <= middle <= high and shared > 0.1 * (place.right - place.left) and not again:
            found.append(place.word)
    return " ".join(found)


def add_pictures(api: Any, page: Any, roots: Iterable[Element], objects: Objects) -> Iterator[str]:
    """Add what the pictures of a page show, in the order of the tags that hold them.

    Yield what else is drawn there: pictures and drawings of no figure, text in a form.
    """
    figures = list(_figures(roots))
    shown = {number: at for at, figure in enumerate(figures) for number in marked_contents(figure.children)}
    faces: dict[int, bytes | None] = {}
    sizes: dict[int, tuple[float, float]] = {}
    drawn: set[int | None] = set()
    forms: list[int] = []
    for one in _every_object(api, page):
        kind = api.FPDFPageObj_GetType(one.pointer)
        if kind not in (_IMAGE, _PATH) and (kind != _TEXT or one.pointer == one.outermost):
            continue
        at = shown.get(api.FPDFPageObj_GetMarkedContentID(one.outermost))
        drawn.add(at)
        if kind == _IMAGE and at is not None and at not in faces:
            faces[at] = shown_picture(api, page, one.outermost)
            if is_mirrored(api, one.pointer):
                yield "[mirrored picture]"
            left, low, right, high = bounds(api, one.outermost)
            sizes[at] = (right - left) * _PIXELS, (high - low) * _PIXELS
        elif kind == _IMAGE:
            yield "[picture]"
        elif at is None and kind == _TEXT:
            yield "[text in a form]"
        elif at is None and one.pointer == one.outermost:
            if _is_drawn_by_hand(api, one.pointer):
                yield "[drawing]"
            forms.append(one.pointer)
    if drawn_digits(api, forms):
        yield "[drawing of upright lines]"
    for at, _ in enumerate(figures):
        objects.faces[at - len(figures)] = faces.get(at)
        objects.sizes[at - len(figures)] = sizes.get(at)
        if at not in drawn:
            yield "[figure without a picture]"


def _figures(elements: Iterable[Element]) -> Iterator[Element]:
    """Yield the figures of a page in the order of `add_tags`."""
    for element in elements:
        if element.kind == _FIGURE:
            yield element
        yield from _figures(inner_elements(element))


class _Object(NamedTuple):
    """An object of a page, and the object directly on the page that it is in, or itself."""

    pointer: int
    outermost: int


def _every_object(api: Any, page: Any) -> Iterator[_Object]:
    waiting = [(_Object(one, one), 0) for one in _children(api, page, within=False)][::-1]
    while waiting:
        one, depth = waiting.pop()
        yield one
        if api.FPDFPageObj_GetType(one.pointer) == _FORM and depth < _DEEPEST:
            waiting += (
                (_Object(inner, one.outermost), depth + 1) for inner in _children(api, one.pointer, within=True)
            )


def _children(api: Any, pointer: Any, *, within: bool) -> list[int]:
    count, get = (
        (api.FPDFFormObj_CountObjects, api.FPDFFormObj_GetObject)
        if within
        else (api.FPDFPage_CountObjects, api.FPDFPage_GetObject)
    )
    return [get(pointer, at) for at in range(count(pointer))]


def _is_drawn_by_hand(api: Any, path: int) -> bool:
    """Return whether a path has curves or oblique lines: rules, frames and grounds have none."""
    x, y = ctypes.c_float(), ctypes.c_float()
    last = 0.0, 0.0
    for at in range(min(api.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = api.FPDFPath_GetPathSegment(path, at)
        kind = api.FPDFPathSegment_GetType(segment)
        api.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == _CURVE or (kind == _LINE and min(abs(x.value - last[0]), abs(y.value - last[1])) > _OBLIQUE):
            return True
        last = x.value, y.value
    return False


class Bookmark(NamedTuple):
    """A bookmark: its title, the page that it leads to from 1, None if to none, and the height on it, in points."""

    title: str
    page: int | None
    height: float | None = None


def bookmarks(api: Any, document: Any) -> Iterator[Bookmark]:
    """Yield the bookmarks, in their order.

    Those of PDF 2.0 may lead to an element of the tags (ISO 32000-2, 12.3.2.3), whose page PDFium does not know: 0.
    """
    waiting = [api.FPDFBookmark_GetFirstChild(document, None)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_BOOKMARKS:
        one = waiting.pop()
        if one and one not in seen:
            seen.add(one)
            action = api.FPDFBookmark_GetAction(one)
            inside = not action or api.FPDFAction_GetType(action) == _GOTO
            place = api.FPDFBookmark_GetDest(document, one) if inside else None
            page = api.FPDFDest_GetDestPageIndex(document, place) if place else -1
            height = _height_of(api, place) if place and page >= 0 else None
            yield Bookmark(string(api.FPDFBookmark_GetTitle, one), page + 1 if place else None, height)
            waiting += (
                api.FPDFBookmark_GetNextSibling(document, one),
                api.FPDFBookmark_GetFirstChild(document, one),
            )


def facts(api: Any, document: Any, data: bytes, direction: str) -> Iterator[tuple[str, str]]:
    """Yield what a document states of itself: in its information dictionary, its XMP, its catalogue."""
    for name, entry in (("title", b"Title"), ("author", b"Author"), ("subject", b"Subject")):
        if told := string(api.FPDF_GetMetaText, document, entry):
            yield name, told
    if direction:
        yield "direction", direction
    packet = _packet(data)
    if language := string(api.FPDFCatalog_GetLanguage, document):
        yield "language", language
    dated = string(api.FPDF_GetMetaText, document, b"CreationDate")
    has_dates_alone = data.startswith(b"%PDF-2")  # and no more than these, which may be in the XMP alone
    for name, told in stated_facts(packet):
        if name != "created":
            yield name, told
        elif not dated and not has_dates_alone:
            yield "metadata", told
    yield from _contradictions(api, document, packet, has_dates_alone=has_dates_alone)
    for at in range(min(api.FPDF_GetPageCount(document), _MOST_LABELS)):
        if label := string(api.FPDF_GetPageLabel, document, at):
            yield "label of a page", label


def _height_of(api: Any, place: Any) -> float | None:
    """Return the height on its page that a destination leads to; one that leads nowhere if it zooms, or has none."""
    has, at = (ctypes.c_int * 3)(), (ctypes.c_float * 3)()
    given = [ctypes.byref(kind, place) for kind, size in ((has, 4), (at, 4)) for place in (0, size, 2 * size)]
    if not api.FPDFDest_GetLocationInPage(place, *given) or not has[1]:
        return math.inf
    left, height, zoom = at
    return math.inf if zoom or (has[0] and not 0 <= left <= LARGEST) else height


#: What the information dictionary and the XMP both state (ISO 32000-2, 14.3.3; ISO 19005-1, 6.7.3).
_BOTH = {b"Creator": "xmp:CreatorTool", b"Producer": "pdf:Producer", b"CreationDate": "xmp:CreateDate",
         b"ModDate": "xmp:ModifyDate"}  # fmt: skip


def _contradictions(api: Any, document: Any, packet: str, *, has_dates_alone: bool) -> Iterator[tuple[str, str]]:
    """Yield the tool, the producer and the dates of which two places state something different."""
    dates: set[str] = set()
    for entry, tag in _BOTH.items() if packet else ():
        own = string(api.FPDF_GetMetaText, document, entry)
        found = re.search(rf"<{tag}>([^<]*)<|{tag}=[\"']([^\"']*)", packet)
        other = unescape(found[1] or found[2] or "") if found else ""
        if entry.endswith(b"Date"):
            dates |= {_moment(told) for told in (own, other) if told or not has_dates_alone}
        elif own != other and not (has_dates_alone and not own):
            yield "metadata", f"{entry.decode()}: {own or other}"
    if found := re.search(r"<xmp:MetadataDate>([^<]*)<", packet):
        dates.add(_moment(found[1]))
    if len(dates) > 1:
        yield "metadata", f"dates: {' '.join(sorted(dates))}"


def _moment(told: str) -> str:
    """Return the digits of a date of PDF or of ISO 8601, in UTC if it is said to be."""
    zone = re.search(r"[+-]\d\d'?:?\d\d'?$", told)
    shown = told[: zone.start()] if zone else told
    return re.sub(r"\D", "", shown) + (zone[0].strip("'") if zone and re.search("[1-9]", zone[0]) else "")


def stated_hashes(data: bytes) -> frozenset[str]:
    """Return the hashes of sources that the XMP of a document states."""
    return frozenset(hashes_in(_packet(data)))


def _packet(data: bytes) -> str:
    """Return the XMP of a document (ISO 16684-1, 7.3); nothing if it has none that can be found."""
    start = data.rfind(b"<x:xmpmeta")
    if start >= 0:
        return data[start : data.find(b"</x:xmpmeta>", start) + 12].decode("utf-8", "replace")
    for found in re.finditer(rb"/Type\s*/Metadata\b[^>]*>>\s*stream\r?\n", data):
        try:
            return zlib.decompressobj().decompress(data[found.end() :], 1 << 20).decode("utf-8", "replace")
        except zlib.error:
            continue
    return ""
