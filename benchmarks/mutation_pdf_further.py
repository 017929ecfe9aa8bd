"""Further kinds of change to a PDF: what is drawn without text, what viewers take from the file, tags and metadata."""

from __future__ import annotations

import random
from typing import Any

import pikepdf
from mutation_pdf import Instructions, change, edit, matrices, op, place, resource, state, wrapped
from mutation_pdf_said import ADDED, annotate, append, of_page, of_root
from pikepdf import Array, Dictionary, Name, String

#: Segments of a digit on a seven-segment display, in tenths of its height, from above: left, top, width, height.
_ONE = ((4, 0, 1, 5), (4, 5, 1, 5))
_SEVEN = ((0, 0, 5, 1), *_ONE)


def _drawn(content: bytes) -> Any:
    return of_page(lambda pdf, page: append(pdf, page, content))


def _digits(x: float, y: float, size: float, how: bytes = b"f") -> bytes:
    tenth = size / 10
    parts = [b"0 g"]
    for at in range(3):
        for left, top, width, height in _SEVEN:
            box = (x + at * size * 0.7 + left * tenth, y + top * tenth, width * tenth, height * tenth)
            parts.append(b"%.2f %.2f %.2f %.2f re " % box + how)
    return b" ".join(parts)


change("digits drawn with rectangles")(_drawn(_digits(60, 20, 12)))
change("digits drawn with rectangles as an artifact")(_drawn(b"/Artifact BMC " + _digits(60, 20, 12) + b" EMC"))
change("large digits drawn with rectangles")(_drawn(_digits(100, 810, 20)))
change("digits drawn with level and upright strokes")(
    _drawn(b"1 w 0 G " + b" ".join(b"%d 20 m %d 20 l %d 32 l S" % (x, x + 6, x + 6) for x in (60, 70, 80)))
)
change("digits drawn with narrow fans of one path")(
    _drawn(b"0 g " + b" ".join(b"%d 20 m %d 20 l %d 32 l %d 32 l %d 21 l %d 21 l h f" % (x, x + 6, x + 6, x + 5, x + 5, x) for x in (60, 70, 80)))
)  # fmt: skip
change("rectangles over a line")(
    edit(lambda pdf, page, text, _: [*text, op("q"), op("g", 0), *[
        one for at in range(6) for one in (op("re", place(text)[0] + 40 + 20 * at, place(text)[1] - 0.4 * place(text)[2], 9, 1.5), op("f"))], op("Q")])
)  # fmt: skip
change("outlined in a wide white line")(wrapped(op("Tr", 2), op("w", 6), op("RG", 1, 1, 1)))
change("outlined in a wide black line")(wrapped(op("Tr", 2), op("w", 9), op("RG", 0, 0, 0)))
change("outlined in dots")(wrapped(op("Tr", 1), op("w", 0.2), op("d", Array([0, 9]), 0)))
change("letters far apart")(wrapped(op("Tc", 200)))
change("letters raised")(wrapped(op("Ts", 30)))
change("thrice its size")(matrices(lambda m: [m[0] * 3, 0, 0, m[3] * 3, m[4], m[5]]))
change("line lowered by half")(matrices(lambda m: [*m[:4], m[4], m[5] + 12]))
change("line at the foot of the page")(matrices(lambda m: [*m[:4], m[4], 1085]))
change("line in the margin")(matrices(lambda m: [*m[:4], m[4] + 60, m[5]]))
change("text in pale yellow")(wrapped(op("rg", 1, 1, 0.6)))


def _in_white(pdf: pikepdf.Pdf, page: Any, text: Instructions, _: Any) -> Instructions:
    pattern = pdf.make_stream(
        b"1 g 0 0 9 9 re f", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9], XStep=9, YStep=9,
        Resources=Dictionary(),
    )  # fmt: skip
    resource(page, "/Pattern", "/Added", pattern)
    return [op("q"), op("cs", Name.Pattern), op("scn", Name.Added), *text, op("Q")]


change("text in a pattern of white")(edit(_in_white))


def _front(content: bytes) -> Any:
    """Return the change that draws on a page before everything else."""

    @of_page
    def made(pdf: pikepdf.Pdf, page: Any) -> None:
        page.contents_add(pdf.make_stream(b"q " + content + b" Q "), prepend=True)

    return made


change("page black under the text")(_front(b"0 g 0 0 900 900 re f"))
change("page grey under the text")(_front(b"0.1 g 0 0 900 900 re f"))


@change("pattern that draws text")
@of_page
def _(pdf: pikepdf.Pdf, page: Any) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    inner = pdf.make_stream(
        b"BT /H 20 Tf 10 10 Td (1500) Tj ET", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 90, 40], XStep=90,
        YStep=40, Resources=Dictionary(Font=Dictionary(H=font)))  # fmt: skip
    resource(page, "/Pattern", "/Added", inner)
    append(pdf, page, b"/Pattern cs /Added scn 60 20 200 40 re f")


@change("shading over the page")
@of_page
def _(pdf: pikepdf.Pdf, page: Any) -> None:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0.9], N=1)
    axial = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceGray, Coords=[0, 0, 600, 800], Function=function, Extend=[True, True]
    )
    resource(page, "/Shading", "/Added", axial)
    append(pdf, page, b"60 300 400 60 re W n /Added sh")


change("inline picture over the page")(_drawn(b"400 0 0 60 60 300 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI"))
change("stencil over the page")(_drawn(b"1 g 400 0 0 60 60 300 cm BI /W 1 /H 1 /IM true /BPC 1 /D [1 0] ID \xff EI"))
change("stencil that draws a sign")(
    _drawn(b"0 g 16 0 0 16 60 20 cm BI /W 8 /H 4 /IM true /BPC 1 ID \x81\xbd\xbd\x81 EI")
)


def _type3(pdf: pikepdf.Pdf, page: Any, mapped: bytes) -> None:
    seven = pdf.make_stream(b"600 0 0 0 600 800 d1 0 700 500 80 re 420 0 80 700 re f")
    to = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <"
        + mapped
        + b"> endbfchar endcmap end"
    )
    resource(page, "/Font", "/Added", pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 600, 800], FontMatrix=[0.001, 0, 0, 0.001, 0, 0], FirstChar=65,
        LastChar=65, Widths=[600], CharProcs=Dictionary(A=seven), Encoding=Dictionary(Differences=[65, Name.A]),
        Resources=Dictionary(), ToUnicode=pdf.make_stream(to))))  # fmt: skip
    append(pdf, page, b"/Artifact BMC BT /Added 14 Tf 1 0 0 -1 60 30 Tm (AA) Tj ET EMC")


change("drawing in a Type 3 font of spaces")(of_page(lambda pdf, page: _type3(pdf, page, b"0020")))
change("drawing in a Type 3 font of nothing")(of_page(lambda pdf, page: _type3(pdf, page, b"200B")))


@change("font set upright")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    for font in pdf.pages[0].Resources.Font.values():
        font.Encoding = Name("/Identity-V")
    return True


# What viewers take from the file


@change("labels of pages")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=[0, Dictionary(S=Name.D, St=99)])


@change("labels of pages with words")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=[0, Dictionary(P=String(ADDED))])


@change("labels of pages in Roman digits")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=[0, Dictionary(S=Name.R)])


def _of_pages(**entries: Any) -> Any:
    @of_page
    def made(pdf: pikepdf.Pdf, page: Any) -> None:
        for key, value in entries.items():
            page.obj["/" + key] = Array(value) if isinstance(value, list) else value

    return made


change("unit of the page")(_of_pages(UserUnit=40))
change("page cropped to its head")(_of_pages(CropBox=[0, 700, 595, 842]))
change("page trimmed away")(_of_pages(TrimBox=[200, 200, 300, 300]))
change("page ten times as large")(_of_pages(MediaBox=[0, 0, 5950, 8420], CropBox=[0, 0, 5950, 8420]))
change("page that turns by itself")(_of_pages(Dur=1, Trans=Dictionary(S=Name.Dissolve)))
change("page with an action")(_of_pages(AA=Dictionary(O=Dictionary(S=Name.URI, URI=String("https://evil.example/")))))
change("order of fields")(_of_pages(Tabs=Name.R))


def _of_catalogue(**entries: Any) -> Any:
    @of_root
    def made(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root["/" + key] = value

    return made


change("portfolio")(_of_catalogue(Collection=Dictionary(Type=Name.Collection, View=Name.D)))
change("address on closing")(
    _of_catalogue(AA=Dictionary(WC=Dictionary(S=Name.URI, URI=String("https://evil.example/"))))
)
change("opens another file")(
    _of_catalogue(OpenAction=Dictionary(S=Name.GoToR, F=String("x.pdf"), D=Array([0, Name.Fit])))
)
change("form of XFA")(_of_catalogue(AcroForm=Dictionary(Fields=[], XFA=String("<xdp/>"))))
change("base address of links")(_of_catalogue(URI=Dictionary(Base=String("https://evil.example/"))))
change("needs a program")(_of_catalogue(Requirements=[Dictionary(S=Name.EnableJavaScripts)]))
change("threads of beads")(_of_catalogue(Threads=[Dictionary(I=Dictionary(Title=String(ADDED)))]))


@change("named place leads elsewhere")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    names = pdf.Root.Names.Dests.Names
    names[1][0] = pdf.pages[-1].obj
    names[1][3] = 0
    return len(pdf.pages) > 1


@change("bookmark with an address")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    first = pdf.Root.Outlines.First
    if "/Dest" in first:
        del first.Dest
    first.A = Dictionary(S=Name.URI, URI=String("https://evil.example/"))


@change("bookmark in white")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.C = Array([1, 1, 1])


@change("bookmarks removed")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines


@change("file's name")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    if "/AF" not in pdf.Root:
        return False
    pdf.Root.AF[0].UF = String(ADDED)
    return True


@change("file's description")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    if "/AF" not in pdf.Root:
        return False
    pdf.Root.AF[0].Desc = String(ADDED)
    return True


change("strike-out annotation")(annotate(Subtype=Name.StrikeOut, QuadPoints=[100, 540, 400, 540, 100, 500, 400, 500]))
change("line annotation")(annotate(Subtype=Name.Line, L=[100, 520, 400, 520], C=[0, 0, 0]))
change("ink annotation")(annotate(Subtype=Name.Ink, InkList=[[100, 520, 400, 510]], C=[0, 0, 0]))
change("caret annotation")(annotate(Subtype=Name.Caret, Contents=String(ADDED)))
change("button")(annotate(Subtype=Name.Widget, FT=Name.Btn, T=String("x"), Ff=65536, MK=Dictionary(CA=String("false"))))


def _of_link(edited: Any) -> Any:
    def made(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
        for page in pdf.pages:
            for one in page.get("/Annots", []):
                if one.Subtype == Name.Link and "/A" in one and "/URI" in one.A:
                    edited(one)
                    return True
        return False

    return made


change("link hidden")(_of_link(lambda one: one.__setitem__("/F", 2)))
change("link with a second action")(
    _of_link(lambda one: one.A.__setitem__("/Next", Dictionary(S=Name.URI, URI=String("https://evil.example/"))))
)
change("link with an action of the pointer")(
    _of_link(
        lambda one: one.__setitem__("/AA", Dictionary(E=Dictionary(S=Name.URI, URI=String("https://evil.example/"))))
    )
)
change("link in another part of its box")(
    _of_link(lambda one: one.__setitem__("/QuadPoints", Array([0, 9, 9, 9, 0, 0, 9, 0])))
)
change("link of no size")(_of_link(lambda one: one.__setitem__("/Rect", Array([1, 1, 1, 1]))))


def _layer(pdf: pikepdf.Pdf) -> Any:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    return layer


def _of_picture(**entries: Any) -> Any:
    def made(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
        for page in pdf.pages:
            for one in (page.Resources.get("/XObject") or {}).values():
                if one.Subtype == Name.Image:
                    for key, value in entries.items():
                        one["/" + key] = value(pdf) if callable(value) else value
                    return True
        return False

    return made


change("picture by a mask of nothing")(
    _of_picture(
        SMask=lambda pdf: pdf.make_stream(
            b"\0",
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=1,
            Height=1,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
    )
)
change("picture on a hidden layer")(_of_picture(OC=_layer))
change("picture by a mask of colours")(_of_picture(Mask=Array([0, 255] * 3)))
change("another picture for print")(
    _of_picture(
        Alternates=lambda pdf: Array(
            [
                Dictionary(
                    Image=pdf.make_stream(
                        b"\0",
                        Type=Name.XObject,
                        Subtype=Name.Image,
                        Width=1,
                        Height=1,
                        ColorSpace=Name.DeviceGray,
                        BitsPerComponent=8,
                    ),
                    DefaultForPrinting=True,
                )
            ]
        )
    )
)


@change("layer named")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(ADDED)))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(Order=[layer]))


change("text under the paper's colour")(state(OP=True, op=True, OPM=1, TR=Name.Identity, BM=Name.Lighten))
