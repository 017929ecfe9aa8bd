"""Further kinds of change to what a PDF says: kinds of elements, their order, and metadata."""

from __future__ import annotations

import random
import re
from typing import Any

import pikepdf
from mutation_pdf import change, op, text_objects
from mutation_pdf_said import ADDED, elements, of_page, of_root
from pikepdf import Array, Dictionary, Name, String


def _paragraph(pdf: pikepdf.Pdf) -> Any:
    return next(one for one in elements(pdf) if one.S == Name.P)


def _tagged(edited: Any) -> Any:
    def made(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
        try:
            return edited(pdf) is not False
        except StopIteration:
            return False

    return made


change("paragraph tagged as an artifact")(_tagged(lambda pdf: _paragraph(pdf).__setitem__("/S", Name.Artifact)))
change("paragraph tagged as private")(_tagged(lambda pdf: _paragraph(pdf).__setitem__("/S", Name.Private)))
change("paragraph tagged as a caption")(_tagged(lambda pdf: _paragraph(pdf).__setitem__("/S", Name.Caption)))
change("paragraph tagged as contents")(_tagged(lambda pdf: _paragraph(pdf).__setitem__("/S", Name.TOCI)))
change("paragraph tagged as a quotation")(_tagged(lambda pdf: _paragraph(pdf).__setitem__("/S", Name.BlockQuote)))
change("paragraph tagged as code")(_tagged(lambda pdf: _paragraph(pdf).__setitem__("/S", Name.Code)))
change("paragraph tagged as a formula")(_tagged(lambda pdf: _paragraph(pdf).__setitem__("/S", Name.Formula)))
change("pronunciation")(_tagged(lambda pdf: _paragraph(pdf).__setitem__("/Phoneme", String("nas"))))
change("file of a paragraph")(
    _tagged(
        lambda pdf: _paragraph(pdf).__setitem__(
            "/AF", Array([Dictionary(Type=Name.Filespec, UF=String("x"), Desc=String(ADDED))])
        )
    )
)
change("title of a paragraph")(_tagged(lambda pdf: _paragraph(pdf).__setitem__("/T", String(ADDED))))
change("lists tagged as without numbers")(
    _tagged(
        lambda pdf: next(one for one in elements(pdf) if one.S == Name.L).__setitem__(
            "/A", Dictionary(O=Name.List, ListNumbering=Name("/None"))
        )
    )
)
change("lists tagged as numbered by letters")(
    _tagged(
        lambda pdf: next(one for one in elements(pdf) if one.S == Name.L).__setitem__(
            "/A", Dictionary(O=Name.List, ListNumbering=Name.UpperAlpha)
        )
    )
)
change("table tagged as a part")(
    _tagged(lambda pdf: next(one for one in elements(pdf) if Name.Table == one.S).__setitem__("/S", Name.Div))
)
change("row tagged as a part")(
    _tagged(lambda pdf: next(one for one in elements(pdf) if one.S == Name.TR).__setitem__("/S", Name.Div))
)
change("cell over two rows")(
    _tagged(
        lambda pdf: next(one for one in elements(pdf) if one.S == Name.TD).__setitem__(
            "/A", Dictionary(O=Name.Table, RowSpan=2)
        )
    )
)
change("head of rows")(
    _tagged(
        lambda pdf: next(one for one in elements(pdf) if one.S == Name.TH).__setitem__(
            "/A", Dictionary(O=Name.Table, Scope=Name.Row)
        )
    )
)
change("list tagged as a part")(
    _tagged(lambda pdf: next(one for one in elements(pdf) if one.S == Name.L).__setitem__("/S", Name.Div))
)
change("figure tagged as a part")(
    _tagged(lambda pdf: next(one for one in elements(pdf) if Name.Figure == one.S).__setitem__("/S", Name.Div))
)
change("note tagged as a paragraph")(
    _tagged(
        lambda pdf: next(one for one in elements(pdf) if one.S in (Name.Note, Name.FENote)).__setitem__("/S", Name.P)
    )
)
change("link tagged as a span")(
    _tagged(lambda pdf: next(one for one in elements(pdf) if Name.Link == one.S).__setitem__("/S", Name.Span))
)


@change("cells exchanged in the tags")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    for one in elements(pdf):
        if one.S == Name.TR and len(one.K) > 1 and one.K[0].S == Name.TD:
            one.K = Array([one.K[1], one.K[0], *list(one.K)[2:]])
            return True
    return False


@change("paragraph said twice")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    for one in elements(pdf):
        kids = list(one.K) if isinstance(one.get("/K"), Array) else []
        at = next((at for at, kid in enumerate(kids) if isinstance(kid, Dictionary) and kid.get("/S") == Name.P), None)
        if at is not None:
            one.K = Array([*kids[: at + 1], kids[at], *kids[at + 1 :]])
            return True
    return False


@change("line marked as an artifact")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    page = pdf.pages[0]
    instructions = list(pikepdf.parse_content_stream(page))
    objects = text_objects(instructions)
    start = rng.choice(objects)[0] if objects else 0
    while start and str(instructions[start].operator) != "BDC":
        start -= 1
    if not start:
        return False
    instructions[start] = op("BMC", Name.Artifact)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
    return True


@change("line of another paragraph in the tags")
def _(pdf: pikepdf.Pdf, rng: random.Random) -> bool:
    owners = [one for one in elements(pdf) if one.S == Name.P and isinstance(one.get("/K"), Array) and len(one.K) > 1]
    if len(owners) < 2:
        return False
    one, other = owners[0].K, owners[1].K
    one[0], other[0] = other[0], one[0]
    return True


# Metadata


def _xmp(old: str, new: str) -> Any:
    @of_root
    def made(pdf: pikepdf.Pdf) -> bool:
        text = pdf.Root.Metadata.read_bytes().decode()
        changed = re.sub(old, new, text, count=1, flags=re.DOTALL)
        pdf.Root.Metadata = pdf.make_stream(changed.encode(), Type=Name.Metadata, Subtype=Name.XML)
        return changed != text

    return made


_DESCRIBED = "(</rdf:Description>)"
change("description in the metadata")(_xmp(r"(<dc:description>.*?x-default\">)[^<]+", rf"\1{ADDED}"))
change("publisher in the metadata")(_xmp(r"(<dc:publisher>.*?<rdf:li>)[^<]+", rf"\1{ADDED}"))
change("title of another language in the metadata")(_xmp(r"(<dc:title>.*?xml:lang=\"ar\">)[^<]+", rf"\1{ADDED}"))
change("title of a third language in the metadata")(
    _xmp(r"(</rdf:Alt></dc:title>)", rf'<rdf:li xml:lang="en">{ADDED}</rdf:li>\1')
)
change("rights in the metadata")(
    _xmp(_DESCRIBED, rf'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{ADDED}</rdf:li></rdf:Alt></dc:rights>\1')
)
change("subject in the metadata")(
    _xmp(_DESCRIBED, rf"<dc:subject><rdf:Bag><rdf:li>{ADDED}</rdf:li></rdf:Bag></dc:subject>\1")
)
change("headline of Photoshop in the metadata")(
    _xmp(
        _DESCRIBED,
        rf'<photoshop:Headline xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">{ADDED}</photoshop:Headline>\1',
    )
)
change("keywords in the metadata")(_xmp(_DESCRIBED, rf"<pdf:Keywords>{ADDED}</pdf:Keywords>\1"))
change("date in the metadata")(_xmp(_DESCRIBED, r"<xmp:CreateDate>2001-01-01T00:00:00Z</xmp:CreateDate>\1"))
change("contributor in the metadata")(
    _xmp(_DESCRIBED, rf"<dc:contributor><rdf:Bag><rdf:li>{ADDED}</rdf:li></rdf:Bag></dc:contributor>\1")
)
change("second author in the metadata")(_xmp(r"(</rdf:Seq></dc:creator>)", rf"<rdf:li>{ADDED}</rdf:li>\1"))
change("second description in the metadata")(
    _xmp(
        r"(</rdf:RDF>)",
        rf'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="{ADDED}"/>\1',
    )
)


@change("own entry of the information dictionary")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Editor"] = String(ADDED)


@change("keywords in the information dictionary")
@of_root
def _(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Keywords"] = String(ADDED)


@change("metadata of a page")
@of_page
def _(pdf: pikepdf.Pdf, page: Any) -> None:
    page.obj.Metadata = pdf.make_stream(f"<x>{ADDED}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML)


@change("picture of the page in the file")
@of_page
def _(pdf: pikepdf.Pdf, page: Any) -> None:
    page.obj.Thumb = pdf.make_stream(b"\0", Width=1, Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
