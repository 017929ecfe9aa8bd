"""What the objects, tags, pages and metadata of a PDF state that documents do not (ISO 32000-2; ISO 16684-1).

What is known to be harmless passes; all else is reported, as nobody knows what viewers will do with it.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .pdfium import Element, bounds, inner_elements, marked_contents, rectangle
from .pdfobjects import without_strings
from .visible import Place

#: The names in the objects of documents: keys, types and kinds of elements.
_NAMES = frozenset(
    """
    A AF AFRelationship Action ActualText Alt Annot Annots Art Ascent Author BBox BS BaseFont BitsPerComponent BleedBox
    BlockQuote CA CIDFontType0C CIDFontType2 CIDFontType0 CIDSystemInfo CIDToGIDMap CIDSet CapHeight Caption Catalog
    CheckSum Code ColSpan ColorSpace Colors Column Columns Contents Count CreationDate Creator DCTDecode Decimal Decode
    DecodeParms Desc DescendantFonts Descent Dest DestOutputProfile Dests DeviceCMYK DeviceGray DeviceRGB DW Direction
    Disc DisplayDocTitle Div Document EF EmbeddedFile EmbeddedFiles Encoding ExtGState F FENote False Fields Figure
    Filespec Filter First Flags FlateDecode Font FontBBox FontDescriptor FontFile2 FontFile3 FontFamily FontName
    FontStretch FontWeight Form FormType GTS_PDFA1 GTS_PDFX Group H H1 H2 H3 H4 H5 H6 Headers Height I ICCBased ID
    Identity Identity-H Image Index Indexed Info Interpolate ItalicAngle JPXDecode K Kids L L2R LBody LI LZWDecode Lab
    Lang Last Layout Lbl LowerAlpha Length Length1 Limits Link List ListNumbering MarkInfo Marked MediaBox Metadata
    ModDate N NS Name Names Namespace Namespaces Next None Note Nums O OBJR Obj ObjStm OpenType Ordered Ordering
    Outlines OutputCondition OutputConditionIdentifier OutputIntent OutputIntents P Page PageLabels Pages Params Parent
    ParentTree ParentTreeNextKey Part Pattern Pg Placement Block Inline Predictor Prev ProcSet PDF Text ImageB ImageC
    ImageI Producer R2L Range Rect Reference Registry Resources Role Root Row RowSpan Rotate S SMask Scope Sect Shading
    Size Source Span StemV StemH StructElem StructParent StructParents StructTreeRoot Subject Subtype Supplement TBody
    TD TFoot TH THead TOC TOCI TR Table Tabs Title ToUnicode Transparency Trapped TrimBox True Type Type0 UF URI
    Unordered UpperRoman LowerRoman UpperAlpha Version ViewerPreferences W WhitePoint Width XML XObject XRef XYZ ca
    Index Circle Square Data Matte
    """.split()  # noqa: SIM905
)
#: Names that are made up: of fonts, pictures, states of the graphics, colour spaces, and kinds of files.
_MADE_UP = re.compile(r"[A-Z]{6}\+\S+|F\d+|[aA]\d[\d.]*|i[0-9a-f]{6,}|lab-d\d\d|[a-z]+/[\w.+-]+|[fspxg]\d+|R\d+")
_NAME = re.compile(rb"/([^\s/<>()\[\]{}%]+)")
#: The numbers that a file to be shown while it is loaded begins with (ISO 32000-1, Annex F).
_LINEARIZED = re.compile(rb"<<\s*/Linearized\s+1(?:\s*/[LHOENTP]\s*(?:\d+|\[[\d\s]*\]))*\s*>>")
_SECOND_ACTION = re.compile(rb"/Next\s*(?:<<|\[)|<<[^<>]*/Action\b[^<>]*/Next\b|<<[^<>]*/Next\b[^<>]*/Action\b")


def unknown_names(objects: bytes) -> Iterator[str]:
    """Yield the names in the objects of a file that documents do not have, actions after others, other metadata."""
    plain = _LINEARIZED.sub(b"", without_strings(objects))
    every = {found.decode("latin-1") for found in _NAME.findall(plain)}
    for name in sorted(every - _NAMES):
        read = re.sub("#([0-9A-Fa-f]{2})", lambda found: chr(int(found[1], 16)), name)
        if read not in _NAMES and not _MADE_UP.fullmatch(read):
            yield f"[/{read}]"
    if _SECOND_ACTION.search(plain):
        yield "[second action]"
    if len(re.findall(rb"/AF\b", plain)) > 1:
        yield "[associated files of a part]"
    if len(re.findall(rb"/Metadata\s+\d+\s+\d+\s+R", plain)) > 1:
        yield "[second metadata]"
    if re.search(rb"/Marked\s+false", plain):
        yield "[not marked]"
    if not re.search(rb"/DisplayDocTitle\s+true", plain):
        yield "[title that is not displayed]"
    if re.search(rb"/Tabs\s*/[^S]", plain):
        yield "[order of tabs]"


#: The elements that an element may be in (ISO 32000-2, 14.8.4).
_WITHIN = {
    "TR": ("Table", "THead", "TBody", "TFoot"), "TD": ("TR",), "TH": ("TR",), "LI": ("L",), "LBody": ("LI",),
    "TOC": ("Document", "Sect", "Div", "Part", "TOC", "TOCI"), "Index": ("Document", "Sect", "Div", "Part"),
    "THead": ("Table",), "TBody": ("Table",), "TFoot": ("Table",), "TOCI": ("TOC",),
    "Caption": ("Figure", "Table", "Div", "Sect", "L"),
}  # fmt: skip


def misplaced_elements(elements: Sequence[Element], outer: str = "") -> Iterator[str]:
    """Yield the elements of the tags of a page that are in others than they belong to, and twice in one."""
    for element in elements:
        if outer and outer not in _WITHIN.get(element.kind, (outer,)):
            yield f"[{element.kind} in {outer}]"
        yield from misplaced_elements(inner_elements(element), element.kind)
    if not outer:
        numbers = Counter(marked_contents(elements))
        yield from (f"[content {one} twice]" for one, count in numbers.items() if count > 1)


def untagged_links(api: Any, page: Any, roots: Iterable[Element]) -> Iterator[str]:
    """Yield whether a page has links, but no element that is said to be one."""
    waiting, every = list(roots), api.FPDFPage_GetAnnotCount(page)
    if not waiting or not every:
        return
    while waiting:
        one = waiting.pop()
        if one.kind == "Link":
            return
        waiting += inner_elements(one)
    yield "[link without an element]"


#: In points: no page is larger, and as much of a page's words may be outside of what is cut out of it.
LARGEST, _MOST_OUTSIDE = 4_000.0, 0.2


def page_extras(api: Any, page: Any, places: Sequence[Place]) -> Iterator[str]:
    """Yield what is unusual about the boxes of a page and about how its text is drawn (14.11.2, 9.3.6)."""
    sides = [ctypes.c_float() for _ in range(4)]
    for name in ("Media", "Crop", "Trim", "Bleed"):
        if getattr(api, f"FPDFPage_Get{name}Box")(page, *map(ctypes.byref, sides)):
            left, low, right, high = (one.value for one in sides)
            if max(right - left, high - low) > LARGEST:
                yield "[page of no usual size]"
            middles = (((one.left + one.right) / 2, one.baseline) for one in places)
            outside = sum(not (left <= x <= right and low <= y <= high) for x, y in middles)
            if outside > _MOST_OUTSIDE * len(places) + 1:
                yield f"[text outside of the {name}Box]"
    for at in range(api.FPDFPage_CountObjects(page)):
        one = api.FPDFPage_GetObject(page, at)
        if api.FPDFPageObj_GetType(one) == _TEXT and api.FPDFTextObj_GetTextRenderMode(one) != 0:
            yield "[text drawn otherwise than filled]"
            return


def covered_text(api: Any, page: Any) -> bool:
    """Return whether a form, a dot or a picture is drawn over lines of text that come before it."""
    zones: list[tuple[float, float, float, float]] = []
    rest = 0.0
    for at in range(api.FPDFPage_CountObjects(page)):
        one = api.FPDFPage_GetObject(page, at)
        left, low, right, high = bounds(api, one)
        if api.FPDFPageObj_GetType(one) == _TEXT:
            rest = (high - low) * _REST
            zones.append((left + 1, low + rest, right - 1, high - rest))
        elif (
            right - left > _THIN
            and high - low > _THIN
            and not _is_rule(api, one)
            and any(
                min(right, its_right) - max(left, its_left) > _THIN and min(high, its_high) - max(low, its_low) > _THIN
                for its_left, its_low, its_right, its_high in zones
            )
        ) or (
            right - left < _DOT > high - low
            and any(
                its_left < (left + right) / 2 < its_right and its_low - rest < (low + high) / 2 < its_high + rest
                for its_left, its_low, its_right, its_high in zones
            )
        ):
            return True
    return False


def _is_rule(api: Any, path: int) -> bool:
    """Return whether a path is a thin line, such as one that strikes text out, which is found elsewhere."""
    if api.FPDFPageObj_GetType(path) != _PATH or api.FPDFPath_CountSegments(path) != 2:
        return False
    width = ctypes.c_float()
    return bool(api.FPDFPageObj_GetStrokeWidth(path, ctypes.byref(width))) and width.value < _THICK


#: In points, the strokes of lines and the size of dots.
_THICK, _DOT = 4.0, 4.0
#: Of the height of a text, what is above and below its ink; in points, lines and what may touch them.
_REST, _THIN = 0.15, 1.2


def underlined_words(api: Any, page: Any, places: Sequence[Place]) -> Iterator[str]:
    """Yield the words that stand on a level line, but are no link."""
    if not places:
        return
    links: list[tuple[float, float, float, float]] | None = None
    for at in range(api.FPDFPage_CountObjects(page)):
        path = api.FPDFPage_GetObject(page, at)
        if api.FPDFPageObj_GetType(path) != _PATH or api.FPDFPath_CountSegments(path) != 2:
            continue
        left, low, right, high = bounds(api, path)
        if high - low > right - left:
            continue
        middle = (low + high) / 2
        for place in places:
            if not _UNDER[0] * place.size < middle - place.baseline < _UNDER[1] * place.size:
                continue
            if min(right, place.right) - max(left, place.left) < (place.right - place.left) / 2:
                continue
            if links is None:
                every = (api.FPDFPage_GetAnnot(page, one) for one in range(api.FPDFPage_GetAnnotCount(page)))
                links = [rectangle(api, one) for one in every]
            if not any(
                its_left <= place.right and place.left <= its_right and down <= middle <= up
                for its_left, down, its_right, up in links
            ):
                yield f"[underlined] {place.word}"
                break


#: In em from the base line, where lines under words are.
_UNDER = -0.3, 0.15
_TEXT, _PATH = 1, 2  # FPDF_PAGEOBJ_TEXT, _PATH
#: In points, the height of upright bars of which digits may be drawn, and how far those of one are apart, in their
#: height: small ones are parts of letters. Columns and quotations have one bar beside each other column or line.
_LOWEST, _SMALL, _HIGHEST, _NEAR_SMALL, _NEAR = 2.0, 14.0, 80.0, 2.5, 0.8
_MOST_SEGMENTS = 2_000


def drawn_digits(api: Any, paths: Iterable[int]) -> bool:
    """Return whether paths have upright strokes of which digits may be drawn: rules and borders have none."""
    bars = sorted({bar for path in paths for bar in _bars(api, path)})
    for at, (x, low, high) in enumerate(bars):
        reach = (high - low) * (_NEAR_SMALL if high - low < _SMALL else _NEAR)
        for other, its_low, its_high in bars[at + 1 :]:
            if other - x > reach:
                break
            if other - x > _APART and min(high, its_high) > max(low, its_low):
                return True
    return False


#: In points, how far bars are apart that are not the same.
_APART = 0.5


def _bars(api: Any, path: int) -> Iterator[tuple[float, float, float]]:
    """Yield the upright strokes of a path that are as high as letters: place, low and high end, on the page."""
    matrix = _Matrix()
    api.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[tuple[float, float]]] = []
    for at in range(min(api.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = api.FPDFPath_GetPathSegment(path, at)
        api.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if api.FPDFPathSegment_GetType(segment) == _MOVE or not parts:
            parts.append([])
        parts[-1].append(point)
    for part in parts:
        lefts, lows = ([point[axis] for point in part] for axis in (0, 1))
        width, height = max(lefts) - min(lefts), max(lows) - min(lows)
        if _LOWEST < height < _HIGHEST and (height > 1.2 * width or _is_bent(part)):
            yield round(min(lefts), 1), round(min(lows), 1), round(max(lows), 1)


def _is_bent(part: Sequence[tuple[float, float]]) -> bool:
    """Return whether a stroke goes level and upright without being a box."""
    return len(part) not in (1, 2, 4, 5)


_MOVE = 2  # FPDF_SEGMENT_MOVETO


class _Matrix(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_float) for name in "abcdef")


_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SCHEMAS = {
    "http://purl.org/dc/elements/1.1/": {
        "title": "title", "creator": "author", "language": "language", "source": "source", "publisher": "publisher",
        "description": "description", "rights": "rights", "subject": "subject", "date": "published",
        "contributor": "author", "format": "", "identifier": "",
    },
    "http://ns.adobe.com/xap/1.0/": {
        "CreateDate": "created", "ModifyDate": "created", "MetadataDate": "created", "CreatorTool": "",
    },
    "http://ns.adobe.com/pdf/1.3/": {"Producer": "", "Trapped": "", "PDFVersion": ""},
}  # fmt: skip
#: Schemas that state only of which kind the file is.
_KINDS = re.compile(
    r"http://www\.aiim\.org/pdf[au]a?/(?:ns/)?.*|http://www\.npes\.org/pdfx/ns/id/|"
    r"http://ns\.adobe\.com/(?:pdfx|xap/1\.0/mm)/.*|http://www\.w3\.org/XML/1998/namespace|http://www\.w3\.org/1999/02/22-rdf-syntax-ns#"
)


def stated_facts(packet: str) -> Iterator[tuple[str, str]]:
    """Yield what the XMP of a file states, by the names of facts; what documents do not state is "metadata"."""
    from lxml import etree

    start = packet.find("<x:xmpmeta")
    end = packet.rfind("</x:xmpmeta>")
    if start < 0 or end < 0:
        return
    try:
        root = etree.fromstring(
            packet[start : end + len("</x:xmpmeta>")].encode(), etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except etree.XMLSyntaxError:
        yield "metadata", "which is not well-formed"
        return
    for description in root.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            yield from _fact_values(name, [value])
        for one in description:
            if isinstance(one.tag, str):
                yield from _fact_values(one.tag, [part.text or "" for part in one.iter() if not len(part)])


def _fact_values(tag: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    space, _, name = tag[1:].rpartition("}")
    if _KINDS.fullmatch(space):
        return
    fact = _SCHEMAS.get(space, {}).get(name)
    for value in values:
        if fact is None:
            yield "metadata", f"{name}: {value}"
        elif fact and value.strip():
            yield fact, value
