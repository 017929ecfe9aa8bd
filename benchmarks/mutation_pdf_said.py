"""Kinds of change to what a PDF says: text and pictures added, tags, links, metadata, attached files."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from mutation_pdf import change, edit, op, resource
from pikepdf import Array, Dictionary, Name, String

ADDED = "نص دخيل"


def of_page(edited: Callable[[pikepdf.Pdf, Any], bool | None]) -> Callable[[pikepdf.Pdf, random.Random], bool]:
    def made(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
        return edited(pdf, pdf.pages[0]) is not False

    return made


def append(pdf: pikepdf.Pdf, page: Any, content: bytes) -> None:
    page.contents_add(pdf.make_stream(b" q " + content + b" Q"))


def _latin(pdf: pikepdf.Pdf, page: Any) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    resource(page, "/Font", "/Added", font)


def _written(content: bytes) -> Any:
    """Return a change that adds `content` to a page, in a font of its own."""

    def add(pdf: pikepdf.Pdf, page: Any) -> None:
        _latin(pdf, page)
        append(pdf, page, content)

    return of_page(add)


_CLAIM, _NUMBER = (
    b"BT /Added 12 Tf 1 0 0 -1 100 30 Tm (false claim) Tj ET",
    b"BT /Added 30 Tf 1 0 0 -1 100 500 Tm (1500) Tj ET",
)
change("text added outside of all tags")(_written(_CLAIM))
change("text added as an artifact")(_written(b"/Artifact BMC " + _CLAIM + b" EMC"))
change("number added as an artifact")(_written(b"/Artifact BMC " + _NUMBER + b" EMC"))


@change("text added as outlines")
@of_page
def _(pdf: pikepdf.Pdf, page: Any) -> None:
    strokes = b" ".join(b"%d 20 m %d 40 l S" % (x, x + 8) for x in range(100, 200, 12))
    append(pdf, page, b"2 w 0 G " + strokes)


@change("picture added")
@of_page
def _(pdf: pikepdf.Pdf, page: Any) -> None:
    image = pdf.make_stream(b"\0\x80", Type=Name.XObject, Subtype=Name.Image, Width=2, Height=1,
                            ColorSpace=Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
    resource(page, "/XObject", "/Added", image)
    append(pdf, page, b"200 0 0 60 100 20 cm /Added Do")


def annotate(**entries: Any) -> Callable[[pikepdf.Pdf, random.Random], bool]:
    @of_page
    def made(pdf: pikepdf.Pdf, page: Any) -> None:
        note = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[100, 500, 400, 540], F=4, **entries))
        page.Annots = Array([*page.get("/Annots", []), note])
        if entries.get("Subtype") == Name.Widget:
            form = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            pdf.Root.AcroForm = Dictionary(
                Fields=[note], DR=Dictionary(Font=Dictionary(Helv=form)), NeedAppearances=True
            )

    return made


DA = String("/Helv 12 Tf 0 g")
change("text in an annotation")(annotate(Subtype=Name.FreeText, Contents=String(ADDED), DA=DA))
change("text in a form field")(annotate(Subtype=Name.Widget, FT=Name.Tx, T=String("x"), V=String("false"), DA=DA))
change("note added")(annotate(Subtype=Name.Text, Contents=String(ADDED)))
change("square annotation over the text")(annotate(Subtype=Name.Square, IC=[1, 1, 1], C=[1, 1, 1]))
change("link added")(annotate(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://evil.example/"))))
change("link that runs a program")(annotate(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("x.exe"))))


@change("script on opening")
@of_page
def _(pdf: pikepdf.Pdf, page: Any) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@change("text in a form drawn on the page")
@of_page
def _(pdf: pikepdf.Pdf, page: Any) -> None:
    _latin(pdf, page)
    form = pdf.make_stream(b"BT /Added 20 Tf 1 0 0 -1 100 40 Tm (false claim) Tj ET", Type=Name.XObject,
                           Subtype=Name.Form, BBox=[0, 0, 900, 900], Resources=page.Resources)  # fmt: skip
    resource(page, "/XObject", "/AddedForm", form)
    append(pdf, page, b"/AddedForm Do")


@change("added ActualText in the content")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    def edited(pdf: Any, page: Any, text: list[Any], _: Any) -> list[Any]:
        return [op("BDC", Name.Span, Dictionary(ActualText=String(ADDED))), *text, op("EMC")]

    return edit(edited)(pdf, rng)


# Tags


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    def walk(node: Any, depth: int = 0) -> Iterator[Any]:
        for one in node if isinstance(node, Array) else (node,):
            if isinstance(one, Dictionary) and "/S" in one:
                yield one
                yield from walk(one.get("/K"), depth + 1)

    yield from walk(pdf.Root.StructTreeRoot.K)


def of_element(
    wanted: Callable[[Any], bool], edited: Callable[[Any], None]
) -> Callable[[pikepdf.Pdf, random.Random], bool]:
    def made(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
        found = [one for one in elements(pdf) if wanted(one)]
        if found:
            edited(rng.choice(found))
        return bool(found)

    return made


def setting(key: str, value: Any) -> Callable[[Any], None]:
    def edited(element: Any) -> None:
        element[key] = value

    return edited


def _kind(*names: str) -> Callable[[Any], bool]:
    return lambda one: str(one.S) in names


def _said(least: int) -> Callable[[Any], bool]:
    return lambda one: "/ActualText" in one and len(str(one.ActualText)) >= least


def _item(one: Any) -> bool:
    return str(one.S) == "/Span" and "/ActualText" in one and str(one.get("/P", Dictionary(S=Name.X)).S) == "/Lbl"


change("ActualText replaced")(of_element(_said(5), setting("/ActualText", String(ADDED))))
change("ActualText cut off")(
    of_element(_said(8), lambda one: setting("/ActualText", String(str(one.ActualText)[:-4]))(one))
)
change("ActualText added to a paragraph")(of_element(_kind("/P"), setting("/ActualText", String(ADDED))))
change("ActualText emptied")(of_element(_said(5), setting("/ActualText", String(""))))
change("label of an item replaced")(of_element(_item, setting("/ActualText", String("7."))))
change("expansion added")(of_element(_kind("/P"), setting("/E", String(ADDED))))
change("alternative text replaced")(of_element(_kind("/Figure"), setting("/Alt", String(ADDED))))
change("alternative text added to a paragraph")(of_element(_kind("/P"), setting("/Alt", String(ADDED))))
change("heading of another level")(of_element(_kind("/H2"), setting("/S", Name.H3)))
change("heading tagged as a paragraph")(of_element(_kind("/H2"), setting("/S", Name.P)))
change("headline tagged as a paragraph")(of_element(_kind("/H1"), setting("/S", Name.P)))
change("paragraph tagged as a heading")(of_element(_kind("/P"), setting("/S", Name.H2)))
change("item tagged as a paragraph")(of_element(_kind("/LI"), setting("/S", Name.P)))
change("head of a column tagged as a cell")(of_element(_kind("/TH"), setting("/S", Name.TD)))
change("paragraph in another language")(of_element(_kind("/P"), setting("/Lang", String("fr"))))


def of_root(edited: Callable[[pikepdf.Pdf], bool | None]) -> Callable[[pikepdf.Pdf, random.Random], bool]:
    return lambda pdf, rng: edited(pdf) is not False


@change("document in another language")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("en")


@change("document from left to right")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    if pdf.Root.ViewerPreferences.get("/Direction") != Name.R2L:
        return False  # as in articles, whose pages are not turned
    pdf.Root.ViewerPreferences.Direction = Name.L2R
    return True


@change("tags removed")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot
    del pdf.Root.MarkInfo


@change("two paragraphs exchanged in the tags")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    article = next(one for one in elements(pdf) if str(one.S) == "/Art")
    if len(article.K) < 5:
        return False
    article.K[2], article.K[3] = article.K[3], article.K[2]
    return True


def _metadata(old: str, new: str) -> Callable[[pikepdf.Pdf, random.Random], bool]:
    import re

    @of_root
    def made(pdf: pikepdf.Pdf) -> bool:
        text = pdf.Root.Metadata.read_bytes().decode()
        changed = re.sub(old, new, text, count=1, flags=re.DOTALL)
        pdf.Root.Metadata = pdf.make_stream(changed.encode(), Type=Name.Metadata, Subtype=Name.XML)
        return changed != text

    return made


change("title in the metadata")(_metadata("(<dc:title>.*?<rdf:li[^>]*>)[^<]*", r"\1" + ADDED))
change("author in the metadata")(_metadata("(<dc:creator>.*?<rdf:li[^>]*>)[^<]*", r"\1" + ADDED))
change("source in the metadata")(_metadata("(<dc:source>)[^<]*", r"\1https://evil.example/"))
change("language in the metadata")(_metadata("(<dc:language>.*?<rdf:li[^>]*>)[^<]*", r"\1fr"))


@change("bookmark changed")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    if "/Outlines" not in pdf.Root or "/First" not in pdf.Root.Outlines:
        return False
    pdf.Root.Outlines.First.Title = String(ADDED)
    return True


def _links(pdf: pikepdf.Pdf) -> list[Any]:
    return [one for page in pdf.pages for one in page.get("/Annots", []) if "/A" in one and "/URI" in one.A]


@change("link to another place")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    for one in _links(pdf)[:1]:
        one.A.URI = String("https://evil.example/")
    return bool(_links(pdf))


@change("links removed")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    if not _links(pdf):
        return False
    for page in pdf.pages:
        if "/Annots" in page:
            del page.Annots
    return True


def _pictures(pdf: pikepdf.Pdf) -> list[tuple[Any, Any]]:
    pages: list[Any] = list(pdf.pages)
    return [(page, name) for page in pages for name in page.Resources.get("/XObject", {})
            if page.Resources.XObject[name].get("/Subtype") == Name.Image]  # fmt: skip


@change("picture replaced")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    for page, name in _pictures(pdf)[:1]:
        page.Resources.XObject[name] = pdf.make_stream(
            b"\0\x80", Type=Name.XObject, Subtype=Name.Image, Width=2, Height=1,
            ColorSpace=Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
    return bool(_pictures(pdf))


@change("picture removed")
@of_root
def _(pdf: pikepdf.Pdf) -> bool:
    for page, name in _pictures(pdf)[:1]:
        page.Resources.XObject[name] = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
    return bool(_pictures(pdf))


def attached(edited: Callable[[pikepdf.Pdf, Any], None]) -> Callable[[pikepdf.Pdf, random.Random], bool]:
    @of_root
    def made(pdf: pikepdf.Pdf) -> bool:
        if not len(pdf.attachments):
            return False
        edited(pdf, next(iter(pdf.attachments)))
        return True

    return made


def _other_bytes(pdf: pikepdf.Pdf, name: str) -> None:
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, ADDED.encode(), filename=name)


def _detach(pdf: pikepdf.Pdf, name: str) -> None:
    del pdf.attachments[name]


change("attached source replaced")(attached(_other_bytes))
change("attached source removed")(attached(_detach))


@change("a file attached")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename="x.exe")
