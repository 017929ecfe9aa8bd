"""Notes at the foot of the page: with their marks, in order, and no mark torn from its word."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pymupdf
import pytest
import weasyprint
from weasyprint.layout import block, inline

import newsconvert
from newsconvert.model import Article, ItemList, Note, Paragraph, Text
from newsconvert.options import PdfOptions
from newsconvert.resources import Resources
from newsconvert.verification import verify_document
from newsconvert.writers.pdf import _rendering, page_texts
from newsconvert.writers.pdf.weasyprint import layout, notes
from newsconvert.writers.pdf.weasyprint.paragraph import boxes_of
from support.pdftexts import NEWS


def noted(count: int, length: int, words: int = 50) -> Article:
    """Return an article of paragraphs whose notes say which they are, each at its end."""
    text = " ".join(" ".join(NEWS[:8]).split()[:words])
    notes = (Note((Paragraph((Text(f"حاشية{at:03} " + text[:length]),)),)) for at in range(count))
    return Article(
        "خبر له حواش", tuple(Paragraph((Text(f"{text} علامة{at:03}."), note)) for at, note in enumerate(notes))
    )


def numbers(page: str, name: str) -> list[str]:
    return [part[:3] for part in page.split(name)[1:]]


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
@pytest.mark.parametrize("size", ["A5", "17x24"])
def test_notes_are_on_the_pages_of_their_marks(theme: str, size: str) -> None:
    for words, length in ((50, 160), (35, 240), (70, 90)):
        article = noted(12, length, words)
        pages = page_texts(article, PdfOptions(theme=theme, page_size=size), Resources())
        assert len(pages) > 1
        for page in pages:
            assert numbers(page, "حاشية") == numbers(page, "علامة")


def test_notes_longer_than_a_page_are_in_order_and_none_is_lost() -> None:
    texts = " ".join(NEWS[:12])
    for longer in (3, 4):
        notes = [texts * longer if at % 2 else texts[:200] for at in range(8)]
        blocks = tuple(
            Paragraph(
                (Text(texts[: 150 + 90 * at]), Note((Paragraph((Text(f"حاشية{at:03} {note}"),)),)), Text(texts[:90]))
            )
            for at, note in enumerate(notes)
        )
        pages = page_texts(Article("خبر", blocks), PdfOptions(page_size="A5"), Resources())
        assert numbers("".join(pages), "حاشية") == [f"{at:03}" for at in range(8)]


@pytest.mark.parametrize("columns", [1, 2])
def test_no_line_begins_with_a_mark(columns: int) -> None:
    words = [word.strip(".،؛:") for word in " ".join(NEWS[:8]).split()]
    for count in (11, 12, 21, 41, 43, 58, *range(60, 66)):  # the first six end near the end of a line
        said, rest = " ".join(words[:count]) + ".", " " + " ".join(words[:9])
        body = (Text(said), Note((Paragraph((Text("بيان"),)),)), Text(rest))
        article = Article(
            "خبر له حواش", (Paragraph(body), ItemList(True, (body,)), *[Paragraph((Text(" ".join(words)),))] * 2)
        )
        work, _, _ = _rendering(article, PdfOptions(theme="magazine", columns=columns), Resources())
        with layout.lay_out(work) as laid:
            lines = {id(line): line for line in laid.lines.values()}
            firsts = [max(line.boxes, key=lambda box: box.position_x) for line in lines.values()]
        assert firsts
        for box in firsts:
            assert not (box.element_tag or "").endswith("::footnote-call"), f"after {count} words"
            assert box.element is None or box.element.get("role") != "doc-noteref", f"after {count} words"


def test_documents_with_notes_are_whole() -> None:
    for article in (noted(12, 160), noted(9, 240, 35)):
        for options in ({"page_size": "A5"}, {"theme": "magazine"}, {"columns": 2}):
            data = newsconvert.write(article, "pdf", **options)
            assert verify_document(article, "pdf", data).findings == ()


def test_documents_of_others_are_laid_out_as_weasyprint_does(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(NEWS[:3])
    noted = f'{text[:300]}.<span style="float: footnote">{text[:400]}</span> {text[300:900]}'
    page = "<style>@page { size: A5 }</style>" + f'<p lang="ar" dir="rtl">{noted}</p>' * 12

    def pages() -> list[str]:
        document: Any = pymupdf.open
        with document(stream=weasyprint.HTML(string=page).write_pdf(), filetype="pdf") as opened:
            return [one.get_text() for one in opened]

    with_ours = pages()
    monkeypatch.setattr(block, "_linebox_layout", notes._plain_linebox_layout)
    monkeypatch.setattr(inline, "split_inline_level", notes._plain_split_inline_level)
    assert with_ours == pages()


@pytest.mark.parametrize("labels", [(None, None), ("أ", "ب")])
@pytest.mark.parametrize(("to", "columns"), [("pdf", 1), ("pdf", 2), ("docx", 1), ("epub", 1), ("html", 1)])
def test_marks_beside_each_other_are_apart(labels: tuple[str | None, ...], to: str, columns: int) -> None:
    beside = tuple(Note((Paragraph((Text(f"حاشية {at}."),)),), label) for at, label in enumerate(labels))
    more = tuple(Paragraph((Text(text),)) for text in NEWS)
    article = Article("خبر له حواش", (Paragraph((Text("قالت الوزارة"), *beside, Text(" ذلك."))), *more))
    data = newsconvert.write(article, to, columns=columns) if to == "pdf" else newsconvert.write(article, to)
    assert verify_document(article, to, data).findings == ()
    if to == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.read("word/document.xml").decode().count("<w:t>\u00a0</w:t><w:footnoteReference") == 1
    elif to != "pdf":
        style, page = "margin-inline-start", data
        if to == "epub":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                page = b"".join(archive.read(name) for name in archive.namelist() if name.endswith((".xhtml", ".css")))
        assert page.decode().count('class="note-mark follows"') == 1
        assert style in page.decode()
    else:
        work, _, _ = _rendering(article, PdfOptions(columns=columns), Resources())
        with layout.lay_out(work) as laid:
            boxes = [box for page in laid.document.pages for box in boxes_of(page._page_box) if notes.is_mark(box)]
        first, second = (box.content_box_x() for box in boxes[:2])
        assert first - second - boxes[1].width > 0.3 * boxes[1].style["font_size"]
