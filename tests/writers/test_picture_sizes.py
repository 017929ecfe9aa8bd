"""Pictures are set at the width that their source states, and never so large that they leave pages empty."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

import newsconvert
from newsconvert.model import Article, Figure, Paragraph, Picture, Text
from support.rich_article import picture

LARGE = picture(size=(1200, 800))


def article(width: int | None) -> Article:
    return Article("خبر مصوّر", (Paragraph((Text("نص قبل الصورة."),)), Figure((Picture(LARGE, "جسر", None, width),))))


def width_in_pdf(shown: Article) -> float:
    with pymupdf.open(stream=newsconvert.write(shown, "pdf")) as document:  # type: ignore[no-untyped-call]
        left, _, right, _ = document[0].get_image_info()[0]["bbox"]
    return float(right - left)


def stated(path: Path) -> int | None:
    found = [block for block in newsconvert.read(path).body if isinstance(block, Figure)]
    return found[0].pictures[0].width


@pytest.mark.parametrize("to", ["docx", "html", "epub", "json"])
def test_documents_keep_the_stated_width(to: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{to}"
    path.write_bytes(newsconvert.write(article(96), to))
    assert stated(path) == 96
    path.write_bytes(newsconvert.write(article(None), to))
    assert stated(path) != 96


def test_a_pdf_has_the_stated_width_in_the_page() -> None:
    assert width_in_pdf(article(96)) == pytest.approx(72, abs=0.5)
    assert width_in_pdf(article(9_000)) == pytest.approx(width_in_pdf(article(None)), abs=0.5)


@pytest.mark.parametrize(
    ("attributes", "width"),
    [
        ('width="300"', 300), ('width="300px"', 300), ('style="float:left; width: 120px"', 120), ('width="50%"', None),
        ('style="max-width: 200px"', None), ('width="8"', None), ("", None),
    ],
)  # fmt: skip
def test_web_pages_state_widths(attributes: str, width: int | None, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(LARGE.data)
    page = tmp_path / "a.html"
    text = "<p>نص طويل عن الجسر الجديد في المدينة القديمة.</p>" * 3
    page.write_text(
        f"<html lang=ar><article><h1>خبر مصوّر</h1>{text}<img src=a.png alt=جسر {attributes}>{text}</article></html>"
    )
    assert stated(page) == width


def test_a_tall_picture_leaves_half_of_the_page() -> None:
    tall = Article("خبر", (Paragraph((Text("نص."),)), Figure((Picture(picture(size=(800, 1600))),))))
    with pymupdf.open(stream=newsconvert.write(tall, "pdf")) as document:  # type: ignore[no-untyped-call]
        _, top, _, low = document[0].get_image_info()[0]["bbox"]
        assert low - top < document[0].rect.height / 2
