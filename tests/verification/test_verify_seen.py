"""Text of a PDF that is in it but is not seen, or not where it belongs, is found."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator, String

import newsconvert
from newsconvert.model import Article, Paragraph, Text
from newsconvert.verification import FindingKind, verify_document
from newsconvert.verification.pdfium import LOCK, functions
from newsconvert.verification.visible import drawn_rows, page_size

ARTICLE = Article(
    "عنوان الخبر",
    (
        Paragraph(
            (
                Text(
                    "الفقرة الأولى من النص الذي تقرأه، وفيها رقم 125 ورقم ٧٤٣ وكلمات أخرى كثيرة حتى نهاية السطر الثاني."
                ),
            )
        ),
        Paragraph((Text("الفقرة الثانية عن الاقتصاد والسوق."),)),
        Paragraph((Text("الفقرة الثالثة وهي الأخيرة."),)),
    ),
)
Instructions = list[Any]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return newsconvert.write(ARTICLE, "pdf")


def op(name: str, *operands: Any) -> Any:
    return ContentStreamInstruction(list(operands), Operator(name))


def edited(data: bytes, edit: Callable[[pikepdf.Pdf, Any, Instructions], Instructions], which: int = 2) -> bytes:
    """Return the PDF with a text object changed: `which`, of those that show tagged text."""
    with pikepdf.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        instructions = list(pikepdf.parse_content_stream(page))
        begins = [at for at, one in enumerate(instructions) if str(one.operator) == "BT"][1:]  # the first is a mark
        start = begins[which]
        end = next(at for at in range(start, len(instructions)) if str(instructions[at].operator) == "ET") + 1
        inner = edit(document, page, instructions[start:end])
        page.Contents = document.make_stream(
            pikepdf.unparse_content_stream([*instructions[:start], *inner, *instructions[end:]])
        )
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def moved(change: Callable[[list[float]], list[float]]) -> Callable[[pikepdf.Pdf, Any, Instructions], Instructions]:
    return lambda document, page, text: [
        op("Tm", *change(list(map(float, one.operands)))) if str(one.operator) == "Tm" else one for one in text
    ]


def among(*before: Any) -> Callable[[pikepdf.Pdf, Any, Instructions], Instructions]:
    return lambda document, page, text: [op("q"), *before, *text, op("Q")]


def covered(*colour: float) -> Callable[[pikepdf.Pdf, Any, Instructions], Instructions]:
    def edit(document: pikepdf.Pdf, page: Any, text: Instructions) -> Instructions:
        y = float(next(one for one in text if str(one.operator) == "Tm").operands[5])
        return [*text, op("q"), op("rg", *colour), op("re", 0, y - 15, 900, 20), op("f"), op("Q")]

    return edit


def layered(document: pikepdf.Pdf, page: Any, text: Instructions) -> Instructions:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    document.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    page.Resources["/Properties"] = Dictionary({"/Layer": layer})
    return [op("BDC", Name.OC, Name("/Layer")), *text, op("EMC")]


def transparent(document: pikepdf.Pdf, page: Any, text: Instructions) -> Instructions:
    page.Resources["/ExtGState"]["/Gone"] = Dictionary(ca=0.02)
    return [op("q"), op("gs", Name("/Gone")), *text, op("Q")]


HIDING = {
    "white": among(op("rg", 1, 1, 1)),
    "light grey": among(op("g", 0.85)),
    "render mode 3": among(op("Tr", 3)),
    "clipped": among(op("re", 0, 0, 1, 1), op("W"), op("n")),
    "no width": among(op("Tz", 1)),
    "tiny": moved(lambda m: [m[0] / 300, 0, 0, m[3] / 300, *m[4:]]),
    "off the page": moved(lambda m: [*m[:4], m[4] + 3000, m[5]]),
    "upside down": moved(lambda m: [*m[:3], -m[3], *m[4:]]),
    "mirrored": moved(lambda m: [-m[0], *m[1:4], m[4] + 200, m[5]]),
    "covered in white": covered(1, 1, 1),
    "covered in black": covered(0, 0, 0),
    "on a hidden layer": layered,
    "transparent": transparent,
}


@pytest.mark.parametrize("how", HIDING)
def test_text_that_is_not_seen_is_found(how: str, pdf: bytes) -> None:
    receipt = verify_document(ARTICLE, "pdf", edited(pdf, HIDING[how]))
    assert FindingKind.HIDDEN in {one.kind for one in receipt.findings}
    assert "cannot be read on the page" in " ".join(map(str, receipt.findings))


def test_a_single_digit_that_is_covered_is_found() -> None:
    article = Article("عنوان", (Paragraph((Text("125"),)),))

    def cover(document: pikepdf.Pdf, page: Any, text: Instructions) -> Instructions:
        matrix = [one for one in text if str(one.operator) == "Tm"][-1].operands
        x, y = float(matrix[4]), float(matrix[5])
        return [*text, op("q"), op("g", 1), op("re", x, y - 20, 9, 30), op("f"), op("Q")]

    whole = newsconvert.write(article, "pdf")
    assert verify_document(article, "pdf", whole).findings == ()
    kinds = {one.kind: one.found for one in verify_document(article, "pdf", edited(whole, cover, 1)).findings}
    assert kinds[FindingKind.HIDDEN] == "125"


@pytest.mark.parametrize("which", [1, 2, 3, 7])
@pytest.mark.parametrize("y", [5, 900])
def test_a_line_or_a_part_of_one_in_another_place_is_found(y: float, which: int, pdf: bytes) -> None:
    data = edited(pdf, moved(lambda m: [*m[:5], y]), which)
    assert FindingKind.MOVED in {one.kind for one in verify_document(ARTICLE, "pdf", data).findings}


@pytest.mark.parametrize("options", [{}, {"theme": "book"}, {"print_ready": True}, {"page_size": "A5"}])
def test_text_that_is_seen_is_no_finding(options: dict[str, Any]) -> None:
    assert verify_document(ARTICLE, "pdf", newsconvert.write(ARTICLE, "pdf", **options)).findings == ()


def test_fast_leaves_out_what_is_seen_alone(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    white = edited(pdf, among(op("rg", 1, 1, 1)))
    assert FindingKind.HIDDEN in {finding.kind for finding in verify_document(ARTICLE, "pdf", white).findings}
    monkeypatch.setattr("newsconvert.verification.pdf.seen_words", None)  # it is not called
    assert verify_document(ARTICLE, "pdf", white, fast=True).ok
    other = Article(ARTICLE.headline, ARTICLE.body[:-1])
    assert not verify_document(other, "pdf", pdf, fast=True).ok


def test_some_rows_of_a_page_are_drawn_as_in_the_whole_page(pdf: bytes) -> None:
    with LOCK:
        api = functions()
        document = api.FPDF_LoadMemDocument64(pdf, len(pdf), None)
        page = api.FPDF_LoadPage(document, 0)
        width, height = page_size(api, page, 2.0)
        whole, some = (drawn_rows(api, page, 2.0, rows) for rows in (None, (100, 420)))
        api.FPDF_ClosePage(page)
        api.FPDF_CloseDocument(document)
    assert whole.size == (width, height)
    part = whole.crop((0, 100, width, 420))
    assert part.getextrema()[0] < 255  # there is ink
    assert some.tobytes() == part.tobytes()
