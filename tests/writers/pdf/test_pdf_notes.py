"""Notes at the foot of the page: with their marks, in order, and no mark torn from its word."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

import newsconvert
from newsconvert.model import Article, Note, Paragraph, Text
from newsconvert.options import PdfOptions
from newsconvert.resources import Resources
from newsconvert.verification import verify_document
from newsconvert.writers.pdf import page_texts
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
    for longer in range(2, 8):
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
    import pymupdf

    words = " ".join(NEWS[:8]).split()
    for count in range(20, 44, 2):
        body = (
            Text(" ".join(words[:count]) + "."),
            Note((Paragraph((Text("بيان"),)),)),
            Text(" " + " ".join(words[:30])),
        )
        article = Article("خبر له حواش", (Paragraph(body),))
        data = newsconvert.write(article, "pdf", columns=columns)
        assert verify_document(article, "pdf", data).findings == ()
        document: Any = pymupdf.open(stream=BytesIO(data), filetype="pdf")
        chars = [
            (span["size"], *char["bbox"], char["c"])
            for block in document[0].get_text("rawdict")["blocks"]
            for line in block.get("lines", []) for span in line["spans"] for char in span["chars"]
        ]  # fmt: skip
        _, left, top, right, low, _ = next(char for char in chars if char[-1] in "1١")
        beside = [c for c in chars if c[-1].isalpha() or c[-1] == "." if c[1] >= left and c[2] < low and c[4] > top]
        assert any(char[1] - right < 12 for char in beside), f"the mark after {count} words begins a line"
