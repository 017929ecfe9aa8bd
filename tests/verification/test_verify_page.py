"""What is seen of a page: each letter, lines upon and through others, pictures, links, texts that state nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import PIL.Image
import pytest
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

import newsconvert
from newsconvert.model import (
    Article,
    Figure,
    Heading,
    Image,
    Link,
    Paragraph,
    Picture,
    Source,
    Strikethrough,
    Text,
    article_text,
)
from newsconvert.verification import verify_document


def _picture() -> bytes:
    out = io.BytesIO()
    PIL.Image.radial_gradient("L").crop((0, 0, 200, 110)).resize((120, 80)).save(out, "PNG")
    return out.getvalue()


ARTICLE = Article(
    "عنوان الخبر",
    (
        Paragraph((Text("فقرة أولى طويلة بعض الشيء عن حال السوق في هذا اليوم من أيام الأسبوع، وفيها 125 رقما."),)),
        Heading(2, (Text("أرقام"),)),
        Paragraph((
            Text("تفاصيل في "), Link("https://example.org/1", (Text("صفحة أولى"),)), Text(" وفي "),
            Link("https://example.org/2", (Text("موقع آخر"),)), Text(" و"), Strikethrough((Text("كلام قديم"),)), Text("."),
        )),
        Figure((Picture(Image("image/png", _picture()), "منظر"),)),
    ),
    source=Source("وكالة", "https://example.org/"),
)  # fmt: skip
DATA = newsconvert.write(ARTICLE, "pdf")


def op(name: str, *operands: Any) -> Any:
    return ContentStreamInstruction(list(operands), Operator(name))


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def drawn(edit: Callable[[list[Any]], list[Any]]) -> bytes:
    """Return the article with the instructions of its first page edited."""
    with pikepdf.open(io.BytesIO(DATA)) as pdf:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(edit(list(pikepdf.parse_content_stream(page)))))
        return saved(pdf)


def changed(edit: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(DATA)) as pdf:
        edit(pdf)
        return saved(pdf)


def is_found(data: bytes, kind: str = "") -> bool:
    return any(kind in (one.kind, "") for one in verify_document(ARTICLE, "pdf", data).findings)


def paragraph(instructions: list[Any]) -> tuple[int, float, float, float]:
    """Return where the longest string is: the index of its ET, its place from the left, its base line, its size."""
    at = max(
        (at for at, one in enumerate(instructions) if str(one.operator) in ("Tj", "TJ")),
        key=lambda at: len(str(instructions[at].operands[0])) if str(instructions[at].operator) == "Tj" else
        sum(len(bytes(part)) for part in instructions[at].operands[0] if isinstance(part, String)),
    )  # fmt: skip
    matrix = next(one.operands for one in reversed(instructions[:at]) if str(one.operator) == "Tm")
    size = next(float(one.operands[1]) for one in reversed(instructions[:at]) if str(one.operator) == "Tf")
    end = next(later for later in range(at, len(instructions)) if str(instructions[later].operator) == "ET")
    return end, float(matrix[4]), float(matrix[5]), size


def over(left: float, low: float, width: float, height: float, grey: float) -> bytes:
    """Return the article with a bar over its longest line, in its font sizes from its left end and its base line."""

    def edit(instructions: list[Any]) -> list[Any]:
        end, x, y, size = paragraph(instructions)
        bar = op("re", x + left * size, y - (low + height) * size, width * size, height * size)
        while str(instructions[end].operator) != "EMC":
            end += 1
        return [*instructions[: end + 1], op("q"), op("g", grey), bar, op("f"), op("Q"), *instructions[end + 1 :]]

    return drawn(edit)


def test_the_article_is_whole() -> None:
    assert verify_document(ARTICLE, "pdf", DATA).findings == ()


@pytest.mark.parametrize("box", [(2, -0.5, 0.7, 1.6), (2, -0.5, 2, 1.6), (-1, -0.2, 90, 0.6), (-1, -0.5, 6, 2)])
def test_letters_that_are_covered(box: tuple[float, float, float, float]) -> None:
    assert is_found(over(*box, 1), "hidden")


def test_a_line_through_text_strikes_it_out() -> None:
    assert is_found(over(-1, 0.25, 90, 0.08, 0))
    assert not is_found(over(-1, -0.35, 90, 0.05, 0))  # it is underlined


def test_lines_upon_others() -> None:
    def edit(instructions: list[Any]) -> list[Any]:
        heights = sorted({float(one.operands[5]) for one in instructions if str(one.operator) == "Tm"})
        _, _, y, _ = paragraph(instructions)
        other = next(height for height in heights if height > y + 5)
        return [
            op("Tm", *one.operands[:5], other - 2) if str(one.operator) == "Tm" and float(one.operands[5]) == y else one
            for one in instructions
        ]

    findings = verify_document(ARTICLE, "pdf", drawn(edit)).findings
    (upon, *_) = (one.found for one in findings if one.kind == "hidden")
    assert any(upon and upon.strip() in text for text in article_text(ARTICLE)), "it is in the order that it is read in"


@pytest.mark.parametrize("matrix", [(-1, 0, 0, 1, 1, 0), (1, 0, 0, -1, 0, 1), (0.01, 0, 0, 0.01, 0, 0)])
def test_pictures_are_those_that_are_seen(matrix: tuple[float, ...]) -> None:
    def edit(instructions: list[Any]) -> list[Any]:
        at = next(at for at, one in enumerate(instructions) if str(one.operator) == "Do")
        return [*instructions[:at], op("q"), op("cm", *matrix), instructions[at], op("Q"), *instructions[at + 1 :]]

    assert is_found(drawn(edit), "picture")


def test_a_picture_that_is_covered() -> None:
    def edit(instructions: list[Any]) -> list[Any]:
        at = next(at for at, one in enumerate(instructions) if str(one.operator) == "Do") + 1
        return [*instructions[:at], op("g", 1), op("re", 0, 0, 1, 1), op("f"), *instructions[at:]]

    assert is_found(drawn(edit), "picture")


def test_text_whose_codes_state_spaces() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        glyph = pdf.make_stream(b"600 0 d0 0 0 500 700 re f")
        page = pdf.pages[0]
        page.Resources.Font["/Drawn"] = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 600, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            FirstChar=65, LastChar=65, Widths=[600], CharProcs=Dictionary(a=glyph), Resources=Dictionary(),
            Encoding=Dictionary(Differences=[65, Name("/a")]),
            ToUnicode=pdf.make_stream(b"begincmap 1 beginbfchar <41> <0020> endbfchar endcmap"),
        )  # fmt: skip
        page.contents_add(pdf.make_stream(b" q BT /Drawn 30 Tf 1 0 0 -1 200 60 Tm (AAAA) Tj ET Q"))

    assert is_found(changed(edit))


def links(pdf: pikepdf.Pdf) -> list[Any]:
    return [one for one in pdf.pages[0].Annots if "/A" in one and str(one.A.get("/URI", ""))[-1:] in "12"]


def test_links_at_each_other() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        one, other = links(pdf)
        one.A.URI, other.A.URI = other.A.URI, one.A.URI

    assert is_found(changed(edit), "link")


def test_a_link_at_other_words() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        one = links(pdf)[0]
        left, low, right, high = map(float, one.Rect)
        one.Rect = Array([left - 90, low + 100, right - 90, high + 100])

    assert is_found(changed(edit), "link")


def test_texts_of_links() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        links(pdf)[0].Contents = String("نص دخيل")

    assert is_found(changed(edit))


def test_a_bookmark_whose_first_word_has_vowel_signs_leads_there() -> None:
    article = Article("584.376 طناً من التمور بمهرجان تمور بريدة", (Paragraph((Text("فقرة."),)),))
    assert verify_document(article, "pdf", newsconvert.write(article, "pdf")).findings == ()


def test_bookmarks_that_lead_elsewhere() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        first = pdf.Root.Outlines.First
        for key in ("/Dest", "/A"):
            if key in first:
                del first[key]
        first.A = Dictionary(S=Name.URI, URI=String("https://example.net/"))

    assert is_found(changed(edit))


def test_tags_in_another_order() -> None:
    def walk(node: Any) -> bool:
        for one in node if isinstance(node, Array) else (node,):
            if isinstance(one, Dictionary) and "/S" in one:
                text = str(one.get("/ActualText", ""))
                if len(set(text)) > 3:
                    one.ActualText = String(text[::-1])
                    return True
                if "/K" in one and walk(one.K):
                    return True
        return False

    def edit(pdf: pikepdf.Pdf) -> None:
        assert walk(pdf.Root.StructTreeRoot.K)

    assert is_found(changed(edit))


def test_the_subject_is_that_of_the_article() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Subject"] = String("نص دخيل")

    assert is_found(changed(edit), "metadata")
