"""Kinds of change to a PDF, each of which a reader or a program would notice. `verify.py` makes them."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
from fontTools.ttLib.tables.ttProgram import Program
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

Change = Callable[[pikepdf.Pdf, random.Random], bool]
#: Name of a change -> what makes it, and returns whether there was something to change.
CHANGES: dict[str, Change] = {}
Instructions = list[Any]


def change(name: str) -> Callable[[Change], Change]:
    def add(function: Change) -> Change:
        CHANGES[name] = function
        return function

    return add


def apply(name: str, data: bytes, rng: random.Random) -> bytes | None:
    """Return the document with a change, or None if it has nothing to change."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if not CHANGES[name](pdf, rng):
            return None
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def op(name: str, *operands: Any) -> Any:
    return ContentStreamInstruction(list(operands), Operator(name))


# Content streams


def resource(page: Any, kind: str, name: str, value: Any) -> None:
    if kind not in page.Resources:
        page.Resources[kind] = Dictionary()
    page.Resources[kind][name] = value


def text_objects(instructions: Instructions) -> list[tuple[int, int]]:
    """Return where the tagged text objects are that show more than a mark: the indices of BT and ET."""
    found, start, tagged = [], 0, False
    for at, one in enumerate(instructions):
        name = str(one.operator)
        tagged = name == "BDC" or (tagged and name != "EMC")
        if name == "BT":
            start = at
        elif name == "ET" and tagged:
            shown = max(
                (len(bytes(x.operands[0])) for x in instructions[start:at] if str(x.operator) == "Tj"), default=0
            )
            found += [(start, at)] if shown > 12 else []
    return found


def edit(edited: Callable[[pikepdf.Pdf, Any, Instructions, tuple[int, int]], Instructions]) -> Change:
    """Return the change of a text object of the first page to what `edited` returns in its place."""

    def made(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
        page = pdf.pages[0]
        instructions = list(pikepdf.parse_content_stream(page))
        objects = text_objects(instructions)
        if not objects:
            return False
        start, end = rng.choice(objects)
        inner = edited(pdf, page, instructions[start : end + 1], (start, end))
        page.Contents = pdf.make_stream(
            pikepdf.unparse_content_stream([*instructions[:start], *inner, *instructions[end + 1 :]])
        )
        return True

    return made


def wrapped(*before: Any, after: Callable[[Instructions], list[Any]] = lambda _: []) -> Change:
    return edit(lambda pdf, page, text, _: [op("q"), *before, *text, op("Q"), *after(text)])


def place(text: Instructions) -> tuple[float, float, float]:
    """Return x and y of a text object, and its font size."""
    matrices = [one.operands for one in text if str(one.operator) == "Tm"]
    size = next(float(one.operands[1]) for one in text if str(one.operator) == "Tf")
    return min(float(m[4]) for m in matrices), float(matrices[-1][5]), size


def cover(text: Instructions, *colour: float) -> list[Any]:
    x, y, size = place(text)
    return [op("q"), op("rg", *colour), op("re", x - 5, y - size, 900, 1.5 * size), op("f"), op("Q")]


def matrices(change_of: Callable[[list[float]], list[float]]) -> Change:
    def edited(pdf: Any, page: Any, text: Instructions, _: Any) -> Instructions:
        return [
            op("Tm", *change_of(list(map(float, one.operands)))) if str(one.operator) == "Tm" else one for one in text
        ]

    return edit(edited)


CHANGES |= {
    "text white": wrapped(op("rg", 1, 1, 1)),
    "text nearly white": wrapped(op("rg", 0.96, 0.96, 0.96)),
    "text light grey": wrapped(op("rg", 0.85, 0.85, 0.85)),
    "text white in grey space": wrapped(op("g", 1)),
    "text white in CMYK": wrapped(op("k", 0, 0, 0, 0)),
    "render mode 3": wrapped(op("Tr", 3)),
    "render mode 7": wrapped(op("Tr", 7)),
    "outlined in white": wrapped(op("Tr", 1), op("RG", 1, 1, 1)),
    "too small": matrices(lambda m: [m[0] / 500, 0, 0, m[3] / 500, m[4], m[5]]),
    "a fifth of its size": matrices(lambda m: [m[0] / 5, 0, 0, m[3] / 5, m[4], m[5]]),
    "no height": matrices(lambda m: [m[0], 0, 0, m[3] / 100, m[4], m[5]]),
    "no width": wrapped(op("Tz", 1)),
    "off the page at the right": matrices(lambda m: [*m[:4], m[4] + 2000, m[5]]),
    "off the page at the left": matrices(lambda m: [*m[:4], m[4] - 2000, m[5]]),
    "off the page below": matrices(lambda m: [*m[:4], m[4], m[5] + 3000]),
    "half off the page": matrices(lambda m: [*m[:4], m[4] - 600, m[5]]),
    "upside down": matrices(lambda m: [m[0], 0, 0, -m[3], m[4], m[5]]),
    "mirrored": matrices(lambda m: [-m[0], 0, 0, m[3], m[4] + 300, m[5]]),
    "clipped away": wrapped(op("re", 0, 0, 1, 1), op("W"), op("n")),
    "clipped to half its height": edit(
        lambda pdf, page, text, _: [
            op("q"), op("re", 0, place(text)[1] - 0.15 * place(text)[2], 2000, 100), op("W"), op("n"), *text, op("Q")]),
    "covered in white": wrapped(after=lambda text: cover(text, 1, 1, 1)),
    "covered in black": wrapped(after=lambda text: cover(text, 0, 0, 0)),
    "covered in its colour": wrapped(op("rg", 0.5, 0, 0), after=lambda text: cover(text, 0.5, 0, 0)),
    "text on a ground of its colour": edit(
        lambda pdf, page, text, _: [*cover(text, 0, 0, 0), op("q"), op("rg", 0, 0, 0), *text, op("Q")]),
    "text removed": edit(lambda pdf, page, text, _: []),
    "text shown twice": edit(lambda pdf, page, text, _: [*text, *text]),
    "text in another place": matrices(lambda m: [*m[:4], m[4], 60 if m[5] > 300 else 900]),
}  # fmt: skip


@change("covered by a picture")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    image = pdf.make_stream(b"\xff\xff\xff", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
                            ColorSpace=Name.DeviceRGB, BitsPerComponent=8)  # fmt: skip

    def edited(pdf: Any, page: Any, text: Instructions, _: Any) -> Instructions:
        resource(page, "/XObject", "/Cover", image)
        x, y, size = place(text)
        return [*text, op("q"), op("cm", 900, 0, 0, 1.5 * size, x - 5, y - size), op("Do", Name("/Cover")), op("Q")]

    return edit(edited)(pdf, rng)


def state(**entries: Any) -> Change:
    def edited(pdf: Any, page: Any, text: Instructions, _: Any) -> Instructions:
        resource(page, "/ExtGState", "/Hide", Dictionary(**entries))
        return [op("q"), op("gs", Name("/Hide")), *text, op("Q")]

    return edit(edited)


CHANGES["transparent"] = state(ca=0, CA=0)
CHANGES["nearly transparent"] = state(ca=0.05, CA=0.05)


@change("masked")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    group = pdf.make_stream(b"0 g 0 0 3000 3000 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 3000, 3000],
                            Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))  # fmt: skip
    return state(SMask=Dictionary(S=Name.Luminosity, G=group))(pdf, rng)


@change("on a hidden layer")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer], Order=[layer]))

    def edited(pdf: Any, page: Any, text: Instructions, _: Any) -> Instructions:
        resource(page, "/Properties", "/Layer", layer)
        return [op("BDC", Name.OC, Name("/Layer")), *text, op("EMC")]

    return edit(edited)(pdf, rng)


@change("two lines exchanged on paper")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    page = pdf.pages[0]
    instructions = list(pikepdf.parse_content_stream(page))
    objects = [instructions[a : b + 1] for a, b in text_objects(instructions)]
    heights = sorted({place(text)[1] for text in objects if place(text)[2] == place(objects[-1])[2]})
    if len(heights) < 2:
        return False
    at = rng.randrange(len(heights) - 1)
    swap = {heights[at]: heights[at + 1], heights[at + 1]: heights[at]}
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream([
        op("Tm", *one.operands[:5], swap.get(float(one.operands[5]), one.operands[5])) if str(one.operator) == "Tm" else one
        for one in instructions]))  # fmt: skip
    return True


@change("a code exchanged")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    def edited(pdf: Any, page: Any, text: Instructions, _: Any) -> Instructions:
        def swapped(one: Any) -> Any:
            codes = bytes(one.operands[0])
            return op("Tj", String(codes[2:4] + codes[:2] + codes[4:])) if len(codes) > 12 else one

        return [swapped(one) if str(one.operator) == "Tj" else one for one in text]

    return edit(edited)(pdf, rng)


@change("page cropped")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    left, low, right, high = map(float, pdf.pages[0].MediaBox)
    pdf.pages[0].CropBox = Array([left, (low + high) / 2, right, high])
    return True


@change("page removed")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    del pdf.pages[-1]
    return len(pdf.pages) > 0


@change("pages exchanged")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    if len(pdf.pages) < 2:
        return False
    pdf.pages.reverse()
    return True


# Fonts


def fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, dict[str, list[int]]]]:
    """Yield the fonts of the first page, most codes first, with the codes of each character."""
    import re

    every = []
    for font in pdf.pages[0].Resources.Font.values():
        codes: dict[str, list[int]] = {}
        table = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
        for code, text in re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", table):
            codes.setdefault(bytes.fromhex(text.decode()).decode("utf-16-be", "replace"), []).append(int(code, 16))
        every.append((font, codes))
    yield from sorted(every, key=lambda one: -len(one[1]))


def descriptor(font: Any) -> Any:
    return font.DescendantFonts[0].FontDescriptor


def with_glyphs(edited: Callable[[Any, list[str], dict[str, list[int]], random.Random], bool]) -> Change:
    """Return a change to the glyphs of the fonts of the first page: `edited` takes table, names and codes."""

    def made(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
        for font, codes in fonts(pdf):
            opened = TTFont(io.BytesIO(descriptor(font).FontFile2.read_bytes()))
            if edited(opened["glyf"], opened.getGlyphOrder(), codes, rng):
                out = io.BytesIO()
                opened.save(out)
                descriptor(font).FontFile2 = pdf.make_stream(out.getvalue())
                return True
        return False

    return made


def exchange(wanted: Callable[[str], bool]) -> Change:
    def edited(table: Any, names: list[str], codes: dict[str, list[int]], rng: random.Random) -> bool:
        drawn = sorted(t for t in codes if wanted(t) and any(table[names[c]].numberOfContours for c in codes[t]))
        if len(drawn) < 2:
            return False
        one, other = (
            names[next(c for c in codes[t] if table[names[c]].numberOfContours)] for t in rng.sample(drawn, 2)
        )
        table[one], table[other] = table[other], table[one]
        return True

    return with_glyphs(edited)


CHANGES["drawings of two digits exchanged"] = exchange(str.isdigit)
CHANGES["drawings of two letters exchanged"] = exchange(str.isalpha)


def of_one(edited: Callable[[Any, str], Any]) -> Change:
    """Return the change of the drawing of one letter; `edited` takes the table and the name of its glyph."""

    def made(table: Any, names: list[str], codes: dict[str, list[int]], rng: random.Random) -> bool:
        drawn = [names[c] for t in sorted(codes) for c in codes[t] if t.isalpha() and table[names[c]].isComposite()]
        rng.shuffle(drawn)
        for name in drawn:
            if (new := edited(table, name)) is not None:
                table[name] = new
                return True
        return False

    return with_glyphs(made)


def _fewer(table: Any, name: str) -> Any:
    glyph = table[name]
    if len(glyph.components) < 2:
        return None
    glyph.components = glyph.components[:-1]
    return glyph


def _turned(table: Any, name: str) -> Any:
    points, ends, flags = table[name].getCoordinates(table)
    turned = Glyph()
    turned.numberOfContours, turned.endPtsOfContours, turned.flags = len(ends), list(ends), flags
    turned.coordinates = GlyphCoordinates([(table[name].xMax - x, y) for x, y in points])
    turned.program = Program()
    turned.program.fromBytecode(b"")
    return turned


def _square(table: Any, name: str) -> Any:
    pen = TTGlyphPen(None)
    for at, point in enumerate(((0, 0), (0, 500), (300, 500), (300, 0))):
        pen.lineTo(point) if at else pen.moveTo(point)
    pen.closePath()
    return pen.glyph()


CHANGES["dots of a letter removed"] = of_one(_fewer)
CHANGES["drawing of a letter mirrored"] = of_one(_turned)
CHANGES["drawing of a letter removed"] = of_one(lambda table, name: Glyph())
CHANGES["a square in place of a letter"] = of_one(_square)


def _shift(table: Any, names: list[str], codes: dict[str, list[int]], rng: random.Random) -> bool:
    for at in range(5, min(30, len(names) - 1)):
        table[names[at]] = table[names[at + 1]]
    return True


CHANGES["drawings of the font shifted"] = with_glyphs(_shift)
OTHER: list[bytes] = []


@change("font of another article")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    if not OTHER:
        return False
    with pikepdf.open(io.BytesIO(OTHER[0])) as other:
        found = {str(font.BaseFont)[8:]: descriptor(font).FontFile2.read_bytes() for font, _ in fonts(other)}
    for font, _ in fonts(pdf):
        if new := found.get(str(font.BaseFont)[8:]):
            descriptor(font).FontFile2 = pdf.make_stream(new)
            return True
    return False


def of_font(edited: Callable[[pikepdf.Pdf, Any], None]) -> Change:
    def made(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
        edited(pdf, next(fonts(pdf))[0])
        return True

    return made


def _mapped(pdf: pikepdf.Pdf, font: Any) -> None:
    count = len(TTFont(io.BytesIO(descriptor(font).FontFile2.read_bytes())).getGlyphOrder())
    order = [*range(5), *(at + 1 for at in range(5, count - 1)), 5]
    font.DescendantFonts[0].CIDToGIDMap = pdf.make_stream(b"".join(at.to_bytes(2) for at in order))


def _units(pdf: pikepdf.Pdf, font: Any) -> None:
    opened = TTFont(io.BytesIO(descriptor(font).FontFile2.read_bytes()))
    opened["head"].unitsPerEm = 16000
    out = io.BytesIO()
    opened.save(out)
    descriptor(font).FontFile2 = pdf.make_stream(out.getvalue())


def _without_file(pdf: pikepdf.Pdf, font: Any) -> None:
    del descriptor(font).FontFile2


def _without_text(pdf: pikepdf.Pdf, font: Any) -> None:
    del font.ToUnicode


CHANGES["codes drawn by other glyphs"] = of_font(_mapped)
CHANGES["font drawn tiny"] = of_font(_units)
CHANGES["font file removed"] = of_font(_without_file)
CHANGES["text of the codes removed"] = of_font(_without_text)


@change("text of two codes exchanged")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    font, codes = next(fonts(pdf))
    one, other = (f"<{ord(t):04x}>".encode() for t in sorted(t for t in codes if len(t) == 1 and t.isalpha())[:2])
    table = font.ToUnicode.read_bytes().lower()
    font.ToUnicode = pdf.make_stream(
        table.replace(b" " + one, b" <#>").replace(b" " + other, b" " + one).replace(b"<#>", other)
    )
    return True


@change("two fonts exchanged")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    (one, _), (other, _), *_ = list(fonts(pdf)) * 2
    if one.BaseFont == other.BaseFont:
        return False
    one, other = descriptor(one), descriptor(other)
    one.FontFile2, other.FontFile2 = other.FontFile2, one.FontFile2
    return True
