"""More kinds of change to a PDF: parts of lines covered, digits and words in other places, fonts that state nothing."""

from __future__ import annotations

import io
import random
import re
from itertools import pairwise
from typing import Any

import pikepdf
from mutation_pdf import (
    CHANGES,
    Instructions,
    change,
    descriptor,
    edit,
    fonts,
    matrices,
    op,
    place,
    resource,
    state,
    text_objects,
    wrapped,
)
from mutation_pdf_said import ADDED, annotate, append, elements, of_page, of_root
from pikepdf import Array, Dictionary, Name, String


def bar(left: float, low: float, width: float, height: float, grey: float = 1) -> Any:
    """Return a change that draws a bar over a text object, in its font sizes from its left end and above its base line.

    The pages of these documents are drawn from above to below.
    """

    def over(text: Instructions) -> list[Any]:
        x, y, size = place(text)
        return [
            op("q"),
            op("g", grey),
            op("re", x + left * size, y - (low + height) * size, width * size, height * size),
            op("f"),
            op("Q"),
        ]

    return wrapped(after=over)


CHANGES |= {
    "white bar over most of a line": bar(-1, -0.15, 90, 0.55),
    "white bar over the lower half": bar(-1, -0.4, 90, 0.65),
    "white bar over the end of a line": bar(-1, -0.5, 9, 2),
    "white square over a word": bar(0, -0.4, 2, 1.4),
    "white square over a letter": bar(0, -0.4, 0.6, 1.4),
    "black square over a word": bar(0, -0.4, 3, 1.4, 0),
    "black bar through a line": bar(-1, 0.15, 90, 0.2, 0),
    "letters upon each other": wrapped(op("Tc", -6)),
    "squeezed to a fifth": wrapped(op("Tz", 20)),
    "line slanted": matrices(lambda m: [m[0], m[0] * 0.3, m[2], m[3], m[4], m[5]]),
    "line turned upright": matrices(lambda m: [0, m[0], -m[3], 0, m[4], m[5]]),
    "text in the colour of paper, separation": wrapped(op("cs", Name("/DeviceGray")), op("sc", 1)),
    "text by a stroke of no width": wrapped(op("Tr", 1), op("w", 0), op("G", 1)),
    "blended away": state(BM=Name("/Screen"), ca=0.02),
    "lightened": wrapped(op("g", 0.8)),
}


@change("two lines upon each other")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    page = pdf.pages[0]
    instructions = list(pikepdf.parse_content_stream(page))
    lines: dict[float, float] = {}
    for start, end in text_objects(instructions):
        x, y, _ = place(instructions[start : end + 1])
        lines[y] = min(x, lines.get(y, x))
    heights = sorted(lines)
    near = [(one, other) for one, other in pairwise(heights) if abs(lines[one] - lines[other]) < 100]
    if not near:
        return False
    one, other = rng.choice(near)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream([
        op("Tm", *each.operands[:5], other - 3)
        if str(each.operator) == "Tm" and float(each.operands[5]) == one else each for each in instructions]))  # fmt: skip
    return True


@change("digits of a number exchanged under its text")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    return _of_numbers(pdf, lambda codes: codes[2:4] + codes[:2] + codes[4:])


@change("a digit repeated under its text")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    return _of_numbers(pdf, lambda codes: codes[:2] * 2 + codes[4:])


def _of_numbers(pdf: pikepdf.Pdf, edited: Any) -> bool:
    """Change the codes of short strings that are two or three codes, in all pages; return whether there were any."""
    digits = {code for _, codes in fonts(pdf) for text, all_of in codes.items() if text.isdigit() for code in all_of}
    done = False
    for page in pdf.pages:
        instructions = []
        for one in pikepdf.parse_content_stream(page):
            if str(one.operator) == "Tj" and not done:
                codes = bytes(one.operands[0])
                numbers = [int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2)]
                if 2 <= len(numbers) <= 4 and numbers[0] != numbers[1] and set(numbers) <= digits:
                    instructions.append(op("Tj", String(edited(codes))))
                    done = True
                    continue
            instructions.append(one)
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
    return done


@change("two halves of a string exchanged on paper")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    page, made, done = pdf.pages[0], [], False
    for one in pikepdf.parse_content_stream(page):
        codes = bytes(one.operands[0]) if str(one.operator) == "Tj" else b""
        if len(codes) > 30 and not done:
            half = len(codes) // 4 * 2
            made.append(op("Tj", String(codes[half:] + codes[:half])))
            done = True
        else:
            made.append(one)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(made))
    return done


@change("cells of a table exchanged on paper")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    page = pdf.pages[-1]
    instructions = list(pikepdf.parse_content_stream(page))
    found: dict[float, set[float]] = {}
    for one in instructions:
        if str(one.operator) == "Tm":
            found.setdefault(float(one.operands[5]), set()).add(float(one.operands[4]))
    rows = [y for y, xs in sorted(found.items()) if len(xs) == 2 and max(xs) - min(xs) > 60]
    if len(rows) < 2:
        return False
    swap = {rows[-1]: rows[-2], rows[-2]: rows[-1]}
    left = min(found[rows[-1]] | found[rows[-2]])
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream([
        op("Tm", *one.operands[:5], swap.get(float(one.operands[5]), one.operands[5]))
        if str(one.operator) == "Tm" and float(one.operands[4]) < left + 60 else one for one in instructions]))  # fmt: skip
    return True


def on_pictures(before: list[Any]) -> Any:
    def made(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
        done = False
        for page in pdf.pages:
            instructions = []
            for one in pikepdf.parse_content_stream(page):
                picture = (
                    str(one.operator) == "Do" and page.Resources.XObject[str(one.operands[0])].Subtype == Name.Image
                )
                if picture:
                    done = True
                    instructions += [op("q"), *before, one, op("Q")]
                else:
                    instructions.append(one)
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
        return done

    return made


CHANGES |= {
    "picture mirrored": on_pictures([op("cm", -1, 0, 0, 1, 1, 0)]),
    "picture upside down": on_pictures([op("cm", 1, 0, 0, -1, 0, 1)]),
    "picture tiny": on_pictures([op("cm", 0.01, 0, 0, 0.01, 0, 0)]),
    "picture moved away": on_pictures([op("cm", 1, 0, 0, 1, 50, 0)]),
    "picture clipped": on_pictures([op("re", 0, 0, 0.5, 1), op("W"), op("n")]),
    "picture covered": on_pictures([]),
}


@change("picture covered")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    for page in pdf.pages:
        instructions = []
        done = False
        for one in pikepdf.parse_content_stream(page):
            instructions.append(one)
            if str(one.operator) == "Do" and page.Resources.XObject[str(one.operands[0])].Subtype == Name.Image:
                instructions += [op("g", 1), op("re", 0, 0, 1, 1), op("f")]
                done = True
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
        if done:
            return True
    return False


@change("picture in other colours")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    from PIL import Image

    pages: list[Any] = list(pdf.pages)
    for page in pages:
        for one in page.Resources.get("/XObject", {}).values():
            if one.get("/Subtype") == Name.Image and "/SMask" not in one:
                width, height = int(one.Width), int(one.Height)
                shown = pikepdf.PdfImage(one).as_pil_image().convert("RGB")
                turned = Image.merge("RGB", (shown.getchannel(2), shown.getchannel(0), shown.getchannel(1)))
                if turned.tobytes() == shown.tobytes():
                    turned = Image.merge(
                        "RGB", (shown.getchannel(0), Image.new("L", shown.size, 0), shown.getchannel(2))
                    )
                one.write(turned.tobytes())
                one.ColorSpace, one.BitsPerComponent = Name.DeviceRGB, 8
                one.Width, one.Height = width, height
                if "/DecodeParms" in one:
                    del one.DecodeParms
                return True
    return False


@change("font without widths")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    for font, _codes in list(fonts(pdf))[:1]:
        inner = font.DescendantFonts[0]
        inner.DW = 0
        inner.W = Array([])


@change("visible text whose codes state spaces")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    font, codes = next(fonts(pdf))
    letters = [all_of[0] for text, all_of in sorted(codes.items()) if text.isalpha()][:8]
    table = (b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
             b"1 begincodespacerange <0000> <ffff> endcodespacerange "
             b"1 beginbfrange <0000> <ffff> [" + b" ".join([b"<0020>"] * 256) + b"] endbfrange endcmap end end")  # fmt: skip
    copy = pdf.make_indirect(Dictionary({**dict(font.items()), "/ToUnicode": pdf.make_stream(table)}))
    page = pdf.pages[0]
    resource(page, "/Font", "/Silent", copy)
    shown = "".join(f"{code:04x}" for code in letters).encode()
    append(pdf, page, b"/Artifact BMC BT /Silent 30 Tf 1 0 0 -1 200 60 Tm <" + shown + b"> Tj ET EMC")
    return True


@change("visible text in a font that maps to nothing")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    glyph = pdf.make_stream(b"600 0 d0 0 0 500 700 re f")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 600, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
                      FirstChar=65, LastChar=65, Widths=[600], CharProcs=Dictionary(a=glyph),
                      Encoding=Dictionary(Differences=[65, Name("/a")]), Resources=Dictionary(),
                      ToUnicode=pdf.make_stream(b"begincmap 1 beginbfchar <41> <0020> endbfchar endcmap"))  # fmt: skip
    resource(page, "/Font", "/Drawn", font)
    append(pdf, page, b"/Artifact BMC BT /Drawn 30 Tf 1 0 0 -1 200 60 Tm (AAAA) Tj ET EMC")


@change("rule drawn through a line")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    def struck(text: Instructions) -> list[Any]:
        x, y, size = place(text)
        return [
            op("q"),
            op("G", 0),
            op("w", 1),
            op("m", x, y - 0.25 * size),
            op("l", x + 400, y - 0.25 * size),
            op("S"),
            op("Q"),
        ]

    return wrapped(after=struck)(pdf, rng)


def annotated(subtype: Any, stream: bytes | None = None, **entries: Any) -> Any:
    """Return a change that adds an annotation over the whole page, with an appearance of its own."""

    def made(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
        page = pdf.pages[0]
        box = list(map(float, page.MediaBox))
        note = Dictionary(Type=Name.Annot, Subtype=subtype, Rect=box, F=4, **entries)
        if stream is not None:
            note.AP = Dictionary(N=pdf.make_stream(stream, Type=Name.XObject, Subtype=Name.Form, BBox=box))
        page.Annots = Array([*page.get("/Annots", []), pdf.make_indirect(note)])
        return True

    return made


_PAINT = b"1 g 0 0 3000 3000 re f"
CHANGES |= {
    "stamp over the page": annotated(Name.Stamp, _PAINT),
    "link painted over the page": annotated(Name.Link, _PAINT, Dest=Array([0, Name.Fit])),
    "popup with text": annotated(Name.Popup, Contents=String(ADDED)),
    "redaction": annotated(Name.Redact, OverlayText=String(ADDED)),
    "highlight in black": annotated(Name.Highlight, C=[0, 0, 0], QuadPoints=[100, 500, 400, 500, 100, 400, 400, 400]),
    "watermark annotation": annotated(Name.Watermark, b"0 g 100 100 300 300 re f"),
    "contents of a link": annotate(Subtype=Name.Link, Contents=String(ADDED), Dest=Array([0, Name.Fit])),
}


@change("layer hidden in print")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    usage = Dictionary(Print=Dictionary(PrintState=Name.OFF), View=Dictionary(ViewState=Name.OFF))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x"), Usage=usage))
    applied = Array([Dictionary(Event=one, Category=[two], OCGs=[layer]) for one, two in
                     ((Name.Print, Name.Print), (Name.View, Name.View))])  # fmt: skip
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(Order=[layer], AS=applied))

    def edited(pdf: Any, page: Any, text: Instructions, _: Any) -> Instructions:
        resource(page, "/Properties", "/Layer", layer)
        return [op("BDC", Name.OC, Name("/Layer")), *text, op("EMC")]

    return edit(edited)(pdf, rng)


@change("page turned")
@of_page
def _(pdf: pikepdf.Pdf, page: Any) -> None:
    page.Rotate = 180


@change("page on its side")
@of_page
def _(pdf: pikepdf.Pdf, page: Any) -> None:
    page.Rotate = 90


@change("page repeated")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])


@change("page added in another document's text")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    page = pdf.add_blank_page(page_size=(595, 842))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resource(page, "/Font", "/Added", font)
    page.Contents = pdf.make_stream(b"BT /Added 12 Tf 100 700 Td (false claim) Tj ET")


@change("role map")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(H1=Name.P, H2=Name.P, LI=Name.P, TH=Name.TD)


@change("paragraph left out of the tags")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    article = next(one for one in elements(pdf) if str(one.S) == "/Art")
    if len(article.K) < 5:
        return False
    del article.K[3]
    return True


@change("two items exchanged in the tags")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    for one in elements(pdf):
        if str(one.S) == "/L" and len(one.K) > 1:
            one.K[0], one.K[1] = one.K[1], one.K[0]
            return True
    return False


@change("two rows exchanged in the tags")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    for one in elements(pdf):
        if str(one.S) in ("/Table", "/TBody") and len([x for x in one.K if str(x.get("/S")) == "/TR"]) > 1:
            one.K[-1], one.K[-2] = one.K[-2], one.K[-1]
            return True
    return False


@change("ActualText in another order")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    found = [one for one in elements(pdf) if "/ActualText" in one and len(str(one.ActualText).split()) > 1]
    found += [one for one in elements(pdf) if "/ActualText" in one and len(set(str(one.ActualText))) > 2][:1]
    for one in found[:1]:
        text = str(one.ActualText)
        words = text.split()
        one.ActualText = String(" ".join(reversed(words)) if len(words) > 1 else text[::-1])
    return bool(found)


@change("ActualText of the content in another order")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    page = pdf.pages[0]
    made, done = [], False
    for one in pikepdf.parse_content_stream(page):
        if (
            str(one.operator) == "BDC"
            and isinstance(one.operands[1], Dictionary)
            and "/ActualText" in one.operands[1]
            and not done
        ):
            text = str(one.operands[1].ActualText)
            if len(set(filter(str.isalnum, text))) > 1 and text != text[::-1]:
                marked = Dictionary(dict(one.operands[1].items()))
                marked.ActualText = String(text[::-1])
                made.append(op("BDC", one.operands[0], marked))
                done = True
                continue
        made.append(one)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(made))
    return done


@change("two links exchanged")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    links = [one for page in pdf.pages for one in page.get("/Annots", []) if "/A" in one and "/URI" in one.A]
    other = next((one for one in links if str(one.A.URI) != str(links[0].A.URI)), None)
    if other is None:
        return False
    links[0].A.URI, other.A.URI = other.A.URI, links[0].A.URI
    return True


@change("link over other words")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    for page in pdf.pages:
        for one in page.get("/Annots", []):
            if "/A" in one and "/URI" in one.A:
                left, low, right, high = map(float, one.Rect)
                one.Rect = Array([left, low + 200, right, high + 200])
                return True
    return False


@change("title in the information dictionary")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = String(ADDED)


@change("subject in the information dictionary")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Subject"] = String(ADDED)


@change("bookmark that leads elsewhere")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    if "/Outlines" not in pdf.Root or "/First" not in pdf.Root.Outlines:
        return False
    first = pdf.Root.Outlines.First
    for key in ("/Dest", "/A"):
        if key in first:
            del first[key]
    first.A = Dictionary(S=Name.URI, URI=String("https://evil.example/"))
    return True


@change("hash in the metadata")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    text = pdf.Root.Metadata.read_bytes()
    new = re.sub(rb"[0-9a-f]{64}", b"0" * 64, text)
    pdf.Root.Metadata = pdf.make_stream(new, Type=Name.Metadata, Subtype=Name.XML)
    return new != text


@change("glyphs of a word in another order under its codes")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    """Exchange in the font the glyphs of two codes, and their text, so that only the paper is another."""
    from fontTools.ttLib import TTFont

    for font, codes in fonts(pdf):
        opened = TTFont(io.BytesIO(descriptor(font).FontFile2.read_bytes()))
        table, names = opened["glyf"], opened.getGlyphOrder()
        marks = [all_of[0] for text, all_of in sorted(codes.items()) if text and "\u064b" <= text[0] <= "\u0652"]
        drawn = [code for code in marks if table[names[code]].numberOfContours]
        if len(drawn) > 1:
            one, other = (names[code] for code in drawn[:2])
            table[one], table[other] = table[other], table[one]
            out = io.BytesIO()
            opened.save(out)
            descriptor(font).FontFile2 = pdf.make_stream(out.getvalue())
            return True
    return False
