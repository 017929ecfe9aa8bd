"""What a PDF says beside its text: tags with texts of their own, links, annotations, bookmarks, metadata."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

import newsconvert
from newsconvert.model import Article, Figure, Heading, ItemList, Link, Paragraph, Picture, Source, Text
from newsconvert.verification import FindingKind, verify_document
from support.rich_article import RICH, picture

ARTICLE = Article(
    "عنوان الخبر",
    (
        Paragraph((Text("نص فيه "), Link("https://example.org/a", (Text("رابط"),)), Text(" ورقم ١٢٥."))),
        Heading(2, (Text("عنوان فرعي"),)),
        ItemList(True, ((Text("بند"),), (Text("بند آخر"),))),
        Figure((Picture(picture(), "ألواح شمسية"),)),
    ),
    byline="كتب: علي حسن",
    source=Source("وكالة الأنباء", "https://example.org/1"),
)
ADDED = String("نص دخيل")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return newsconvert.write(ARTICLE, "pdf")


def elements(document: pikepdf.Pdf, kind: str) -> list[Any]:
    def walk(node: Any) -> Iterator[Any]:
        for one in node if isinstance(node, Array) else (node,):
            if isinstance(one, Dictionary) and "/S" in one:
                yield one
                yield from walk(one.get("/K"))

    every = walk(document.Root.StructTreeRoot.K)
    return [one for one in every if (str(one.S) == kind if kind[0] == "/" else f"/{kind}" in one)]


def of(kind: str, key: str, value: Any, at: int = 0) -> Callable[[pikepdf.Pdf], None]:
    def edit(document: pikepdf.Pdf) -> None:
        elements(document, kind)[at][key] = value

    return edit


def annotated(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    def edit(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        note = document.make_indirect(Dictionary(Type=Name.Annot, Rect=[100, 500, 300, 540], F=4, **entries))
        if entries["Subtype"] == Name.Widget:
            document.Root.AcroForm = Dictionary(Fields=[note])
        page.Annots = Array([*page.get("/Annots", []), note])

    return edit


def relinked(document: pikepdf.Pdf) -> None:
    document.pages[0].Annots[0].A.URI = String("https://evil.example/")


def unlinked(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        if "/Annots" in page:
            del page.Annots


def renamed(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Title = ADDED


def restated(document: pikepdf.Pdf) -> None:
    text = document.Root.Metadata.read_bytes().decode().replace("عنوان الخبر", "عنوان آخر")
    document.Root.Metadata = document.make_stream(text.encode(), Type=Name.Metadata, Subtype=Name.XML)


EDITS: dict[str, tuple[Callable[[pikepdf.Pdf], None], FindingKind]] = {
    "ActualText": (of("ActualText", "/ActualText", ADDED, 1), FindingKind.ADDED),
    "ActualText added": (of("/P", "/ActualText", ADDED), FindingKind.ADDED),
    "alternative text": (of("/Figure", "/Alt", ADDED), FindingKind.PICTURE),
    "alternative text of a paragraph": (of("/P", "/Alt", ADDED), FindingKind.ADDED),
    "expansion": (of("/P", "/E", ADDED), FindingKind.ADDED),
    "level of a heading": (of("/H2", "/S", Name.H3), FindingKind.HEADING),
    "no heading": (of("/H2", "/S", Name.P), FindingKind.HEADING),
    "link": (relinked, FindingKind.LINK),
    "no links": (unlinked, FindingKind.LINK),
    "link added": (
        annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://x.example/"))),
        FindingKind.LINK,
    ),
    "program": (annotated(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("x.exe"))), FindingKind.ADDED),
    "note": (annotated(Subtype=Name.FreeText, Contents=ADDED), FindingKind.ADDED),
    "form field": (annotated(Subtype=Name.Widget, FT=Name.Tx, T=String("x"), V=ADDED), FindingKind.ADDED),
    "cover": (annotated(Subtype=Name.Square, IC=[1, 1, 1]), FindingKind.ADDED),
    "bookmark": (renamed, FindingKind.ADDED),
    "title": (restated, FindingKind.METADATA),
}


@pytest.mark.parametrize("what", EDITS)
def test_what_is_said_otherwise_is_found(what: str, pdf: bytes) -> None:
    edit, kind = EDITS[what]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        edit(document)
        document.save(out)
    assert kind in {one.kind for one in verify_document(ARTICLE, "pdf", out.getvalue()).findings}


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_what_is_said_rightly_is_no_finding(theme: str) -> None:
    for article in (ARTICLE, RICH):
        assert verify_document(article, "pdf", newsconvert.write(article, "pdf", theme=theme)).findings == ()


@pytest.mark.parametrize("format", ["pdf", "docx", "epub", "html"])
def test_a_picture_without_alternative_text_is_no_false_alarm(format: str) -> None:
    article = Article("خبر", (Paragraph((Text("نص."),)), Figure((Picture(picture(), ""),))))
    assert verify_document(article, format, newsconvert.write(article, format)).findings == ()
