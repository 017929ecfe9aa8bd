"""What the codes of a PDF's fonts stand for, and what they draw.

PDFium gives the font files, and the text and the box of each code from a page of all of them that is never kept.
"""

from __future__ import annotations

import ctypes
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from .findings import Finding, FindingKind
from .outlines import TABLES, Box, Drawing, Outlines, UnknownOutlineError, at_origin
from .pdfium import boxes_of, codes_of, font_matrix, objects_of, origin, string_bytes, widths_of
from .shapes import Shapes, key, shapes_of
from .visible import Place

_TEXT, _STRING = 1, 3  # FPDF_PAGEOBJ_TEXT, FPDF_OBJECT_STRING
_SIZE = 1000.0
_APART = 3000.0
#: In thousandths of an em: how far the box that PDFium reports, which is higher by a part, may be from the file's.
_NEAR = 4
_MOST_CODES = 4_000


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a font: the characters that it stands for, and what it draws; None if its glyph is another one."""

    text: str
    drawing: Drawing | None
    box: Box
    number: int = 0
    width: float = 0.0  # from the pen to the next, as the document states, or to where its ink ends


@dataclass(slots=True)
class Font:
    """A font of a document, by its PostScript name, with its codes; none if its file cannot be read.

    `digits` are those of numbers that have their text as a whole, and the signs between them, with the box that is seen
    in the place of each.
    """

    name: str
    codes: tuple[Code, ...]
    embedded: bool = True
    units: int = 0  # an em
    #: Characters whose letters are set as if they were wider or narrower than the font has them.
    uneven: tuple[str, ...] = ()
    digits: set[tuple[str, Box]] = field(default_factory=set)
    #: Words in which characters draw nothing, with their place in the word.
    blanks: set[tuple[str, int]] = field(default_factory=set)


class Fonts:
    """Collects the fonts of a document, each once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[tuple[str, bytes], Font] = {}

    def add_page(self, api: Any, document: Any, page: Any, text: Any) -> None:
        """Add the fonts that a page uses, whose `text` PDFium has read."""
        every = [api.FPDFPage_GetObject(page, at) for at in range(api.FPDFPage_CountObjects(page))]
        texts = {one: api.FPDFTextObj_GetFont(one) for one in every if api.FPDFPageObj_GetType(one) == _TEXT}
        fonts = {font: self._font(api, document, font) for font in dict.fromkeys(texts.values())}
        for one, digit, box in _digits(api, page, text, texts):
            fonts[texts[one]].digits.add((digit, box))

    def _font(self, api: Any, document: Any, font: Any) -> Font:
        name = string_bytes(api.FPDFFont_GetBaseFontName, font).rstrip(b"\0").decode("utf-8", "replace")
        data = _file(api, font)
        identity = name, hashlib.sha256(data).digest()
        if identity not in self._found:
            embedded = bool(api.FPDFFont_GetIsEmbedded(font))
            found = Font(name.partition("+")[2] or name, (), embedded)
            if embedded and (outlines := _outlines(data)):
                found.units = outlines.units
                found.codes = tuple(_codes(api, document, font, outlines))
                found.uneven = tuple(_uneven(data, found.codes))
            self._found[identity] = found
        return self._found[identity]

    def add_blanks(self, api: Any, text: Any, places: Iterable[Place]) -> None:
        """Add the characters of a page that draw nothing."""
        fonts = {font.name: font for font in self._found.values()}
        for place in places:
            if place.blank:
                name = string_bytes(lambda *given: api.FPDFText_GetFontInfo(*given, None), text, place.at)
                told = name.rstrip(b"\0").decode("utf-8", "replace")
                if font := fonts.get(told.partition("+")[2] or told):
                    font.blanks.update((place.word, at) for at in place.blank)

    def all_fonts(self) -> tuple[Font, ...]:
        """Return the fonts so far."""
        return tuple(self._found.values())


def _file(api: Any, font: Any) -> bytes:
    size = ctypes.c_size_t()
    api.FPDFFont_GetFontData(font, None, 0, ctypes.byref(size))
    buffer = ctypes.create_string_buffer(size.value)
    api.FPDFFont_GetFontData(font, buffer, size.value, ctypes.byref(size))
    return buffer.raw


def _outlines(data: bytes) -> Outlines | None:
    import uharfbuzz as hb

    try:
        face = hb.Face(data)
        return Outlines({tag: face.reference_table(tag).data for tag in TABLES if tag in face.table_tags})
    except (UnknownOutlineError, hb.HarfBuzzError, UnicodeDecodeError):
        return None


def _codes(api: Any, document: Any, font: Any, outlines: Outlines) -> Iterator[Code]:
    every = range(1, min(outlines.count, _MOST_CODES))
    parts = outlines.parts()
    few = sorted(parts & set(every))
    blocks = [few[at : at + _BLOCK] for at in range(0, len(few), _BLOCK)]
    reported = _reported(api, document, font, [*((code,) for code in every if code not in parts), *blocks])
    known = [(codes[0], found) for codes, found in reported.items() if len(codes) == 1]
    for codes, (text, *_) in reported.items():
        if len(codes) > 1 and not _are_numbers(text, codes):  # parts that are letters of their own too
            known += [(one[0], found) for one, found in _reported(api, document, font, [(c,) for c in codes]).items()]
    for code, (halves, box, width) in known:
        text = _join_halves(halves)
        if _is_number(text, code):  # a glyph that is no code: PDFium takes its number for text
            continue
        try:
            own, known_box = at_origin(outlines.drawing(code)), outlines.box(code)
            there = all(abs(one - other) <= _NEAR + abs(other) / 50 for one, other in zip(box, known_box, strict=True))
        except UnknownOutlineError:
            own, there = (), False
        yield Code(text, own if there or not own else None, box, code, width)


def _uneven(data: bytes, codes: Iterable[Code]) -> Iterator[str]:
    """Yield the characters whose width in the document is not that of their glyph (ISO 19005-2, 6.2.11.5)."""
    import uharfbuzz as hb

    face = hb.Face(data)
    own = hb.Font(face)
    for code in codes:
        advance = own.get_glyph_h_advance(code.number) * _SIZE / face.upem
        if abs(code.width - max(advance, code.box[2]) + min(0.0, code.box[0])) > _NEAR:
            yield code.text


#: How many glyphs that are parts of others are looked at together: nearly none of them is the glyph of a code.
_BLOCK = 64


def _are_numbers(text: str, codes: Sequence[int]) -> bool:
    """Return whether codes stand for nothing: PDFium reports the characters of their numbers."""
    shown, numbers = (
        Counter(unicodedata.normalize("NFKC", one).replace(" ", "")) for one in (text, "".join(map(chr, codes)))
    )
    return shown == numbers


def _reported(
    api: Any, document: Any, font: Any, every: Sequence[Sequence[int]]
) -> dict[tuple[int, ...], tuple[str, Box, float]]:
    """Return what PDFium reports of codes of a font: the text, the box and the width in thousandths of an em."""
    page = api.FPDFPage_New(document, api.FPDF_GetPageCount(document), 612.0, 792.0)
    places: dict[int, int] = {}
    create, write, move = api.FPDFPageObj_CreateTextObj, api.FPDFText_SetCharcodes, api.FPDFPageObj_Transform
    insert = api.FPDFPage_InsertObject
    shown = (ctypes.c_uint32 * _BLOCK)()
    address = ctypes.cast(shown, ctypes.c_void_p)
    for at, codes in enumerate(every):
        one = create(document, font, _SIZE)
        shown[: len(codes)] = list(codes)
        write(one, address, len(codes))
        move(one, 1.0, 0.0, 0.0, 1.0, 0.0, -_APART * at)
        insert(page, one)
        places[one] = at
    text = api.FPDFText_LoadPage(page)
    found: dict[tuple[int, ...], tuple[str, Box, float]] = {}
    count, told = api.FPDFText_CountChars(text), list(map(tuple, every))
    shown_by, unicodes = objects_of(api, text, count), codes_of(api, text, count)
    kept = [at for at, one in enumerate(shown_by) if one in places]
    for at, (low, high, left, right), width in zip(
        kept, boxes_of(api, text, kept), widths_of(api, text, kept), strict=True
    ):
        place, unicode = places[shown_by[at]], unicodes[at]
        codes, said = told[place], "-" if unicode in (0x02, 0xFFFE) else chr(unicode)
        before = found[codes][0] if codes in found else ""
        found[codes] = before + said, (left, low + _APART * place, right, high + _APART * place), width
    api.FPDFText_ClosePage(text)
    api.FPDF_ClosePage(page)
    api.FPDFPage_Delete(document, api.FPDF_GetPageCount(document) - 1)
    return found


def _digits(api: Any, page: Any, read: Any, texts: Iterable[Any]) -> Iterator[tuple[Any, str, Box]]:
    """Yield the digits and signs of numbers that have their text as a whole (ISO 32000-1, 14.9.4), with object and box.

    The digits are those of that text, which was `read` from the page. Without it PDFium reports the codes one by one:
    it is taken from the page in memory, so that nothing else may be read from it after that.
    """
    numbers = {one: _text_of(api, one, read) for one in texts if _without_actual_text(api, one)}
    if not numbers:
        return
    text = api.FPDFText_LoadPage(page)
    found: dict[Any, dict[float, Box]] = {one: {} for one in numbers}
    edges = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    given = [ctypes.byref(edge) for edge in edges]
    for at in range(api.FPDFText_CountChars(text)):
        codes = found.get(api.FPDFText_GetTextObject(text, at))
        if codes is None:
            continue
        x, y = origin(api, text, at)
        if x in codes:
            continue
        api.FPDFText_GetCharBox(text, at, *given)
        unit = font_matrix(api, text, at)[0] / 1000 or 1.0
        left, right, low, high = (edge.value for edge in edges)
        codes[x] = ((left - x) / unit, (low - y) / unit, (right - x) / unit, (high - y) / unit)
    api.FPDFText_ClosePage(text)
    for one, codes in found.items():
        said = [sign for sign in numbers[one] if unicodedata.category(sign)[0] not in "CMZ"]
        if len(said) == len(codes):
            yield from ((one, sign, codes[x]) for sign, x in zip(said, sorted(codes), strict=True))


def _text_of(api: Any, one: Any, text: Any) -> str:
    """Return what PDFium reads of an object: the replacement of its text, if it has one."""
    length = api.FPDFTextObj_GetText(one, text, None, 0)
    read = (ctypes.c_ushort * max(length // 2, 1))()
    api.FPDFTextObj_GetText(one, text, read, length)
    return bytes(read).decode("utf-16-le", "replace")


def _without_actual_text(api: Any, one: Any) -> bool:
    """Take the replacement of its text from an object, and return whether there was one."""
    for at in range(api.FPDFPageObj_CountMarks(one)):
        mark = api.FPDFPageObj_GetMark(one, at)
        if api.FPDFPageObjMark_GetParamValueType(mark, b"ActualText") == _STRING:
            return bool(api.FPDFPageObj_RemoveMark(one, mark))
    return False


def drawing_differences(fonts: Iterable[Font], words: Sequence[str], languages: Sequence[str]) -> Iterator[Finding]:
    """Yield the characters that a font of a document draws otherwise than the font of that name.

    `words` are those of the document, `languages` those that its text may be in. Fonts that are not of this
    package are not compared.
    """
    for font in fonts:
        if not font.embedded:
            yield Finding(FindingKind.FONT, place=f"font {font.name}")
            continue
        shapes = shapes_of(font.name)
        if shapes is None:
            continue
        if font.units != shapes.outlines.units:  # 0 where its file cannot be read
            yield Finding(FindingKind.FONT, found="", place=f"font {font.name}")
        wrong: dict[str, None] = {}
        for code in font.codes:
            if code.drawing is None or not _may_draw(shapes, key(code.text), code.drawing, words, languages):
                wrong[key(code.text) or code.text] = None
        for digit, box in sorted(font.digits):
            near = [one.drawing for one in font.codes if one.drawing is not None and _are_near(one.box, box)]
            if not any(shapes.has(key(digit), drawing, words, languages) for drawing in near):
                wrong[digit] = None
        for word, at in sorted(font.blanks):
            if not any(shapes.joins(word, at, language) for language in languages):
                wrong[word] = None
        wrong |= dict.fromkeys(key(text) or text for text in font.uneven)
        if wrong:
            yield Finding(FindingKind.DRAWING, expected=" ".join(wrong), place=f"font {font.name}")


def _may_draw(shapes: Shapes, text: str, drawing: Drawing, words: Sequence[str], languages: Sequence[str]) -> bool:
    """Return whether the code of `text` may draw this; one with several characters draws one of them."""
    shown, every = _drawn_for(text)
    if shown and unicodedata.bidirectional(shown[0]) == "AL":
        drawing = shapes.without_longer_joins(drawing)
    if not drawing and (shown or not text):
        return not shown
    known = any(shapes.knows(one, drawing) for one in every)
    return known or any(shapes.has(one, drawing, words, languages) for one in every)


@lru_cache(maxsize=4096)
def _drawn_for(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the characters of a code's text that have ink, and what it may draw: all of the text, or one of these."""
    shown = "".join(one for one in text if unicodedata.category(one)[0] not in "CMZ")
    # The codes of a number, its digits and the signs between them, have no text of their own: see `_digits`.
    characters = [*shown, *_POLISHED.get(text, "")] if shown else [*_IN_NUMBERS, *text]
    return shown, tuple(dict.fromkeys((text, *characters)))


#: What may be drawn for what was typed (`--polish`).
_POLISHED = {'"': "«»", "...": "…"}
#: What stands in numbers with Arabic-Indic digits (UAX #9, classes AN, EN, CS, ES and ET).
_IN_NUMBERS = "\u06dd٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪،0123456789.,:/+-−–%٪؉‰$€£°#\u00a0\u202f"


def _is_number(text: str, code: int) -> bool:
    """Return whether a text is the character of the number of a code, as PDFium decomposes and mirrors it."""
    own, made = _of_number(code)
    return key(text) == own or any(text.strip() in one for one in made)


@cache
def _of_number(code: int) -> tuple[str, tuple[str, str]]:
    number = chr(code)
    return key(number), (unicodedata.normalize("NFKC", number), unicodedata.normalize("NFD", number))


def _are_near(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) <= _NEAR and all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=4096)
def _join_halves(text: str) -> str:
    """Return the text with the halves of characters above U+FFFF put together; PDFium gives them in either order."""
    text = re.sub("[\ud800-\udfff]{2}", lambda halves: min(halves[0]) + max(halves[0]), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
