"""Headlines of Word documents break into even lines, as LibreOffice shows them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pymupdf
import pytest

import newsconvert
from newsconvert.model import Article, Paragraph, Text
from newsconvert.verification import verify_document
from newsconvert.writers.balance import break_lines
from newsconvert.writers.docx.headlines import _longest, _stretches
from support import judges

HEADLINES = [
    "مجلس المدينة يقر خطة لتوسعة الحدائق العامة وربطها بممرات للمشاة والدراجات قبل نهاية العام",
    "شركة «ميناء» توقع عقدا قيمته 2.5 مليار ريال لبناء 14 سفينة شحن جديدة في ثلاث سنوات",
    "وزارة الزراعة: موسم القمح هذا العام هو الأفضل منذ عشر سنوات في المحافظات الشمالية",
    "بعد عشرين عاما من الغياب يعود المسرح القومي إلى جمهوره بعرض جديد عن حكايات المدينة القديمة",
    "الفائز بجائزة الرواية: كتبت الفصل الأخير في ليلة",
]


def lines_of(path: Path, least: float) -> list[float]:
    """Return the widths of the lines whose letters have so many points at least."""
    opened: Any = pymupdf.open
    found: dict[int, list[float]] = {}
    with opened(path) as document:
        for block in document[0].get_text("dict")["blocks"]:
            for span in (
                span
                for line in block.get("lines", [])
                for span in line["spans"]
                if span["size"] > least and span["text"].strip()
            ):
                found.setdefault(round(span["origin"][1] / 20), []).extend((span["bbox"][0], span["bbox"][2]))
    return [max(edges) - min(edges) for _, edges in sorted(found.items())]


@pytest.mark.parametrize(
    ("theme", "byline"),
    [
        ("newspaper", "سمير العلي"),
        ("book", "سمير العلي"),
        ("magazine", "سمير العلي"),
        ("book", None),
        ("magazine", None),
    ],
)
def test_no_line_is_much_shorter_than_others(tmp_path: Path, theme: str, byline: str | None) -> None:
    paths = []
    for number, headline in enumerate(HEADLINES):
        article = Article(headline, (Paragraph((Text("نص الخبر."),)),), byline=byline)
        paths.append(tmp_path / f"{number}.docx")
        paths[-1].write_bytes(newsconvert.write(article, "docx", theme=theme))
        assert verify_document(article, "docx", paths[-1].read_bytes()).findings == ()
    counts = []
    for pdf in judges.soffice("pdf", paths, tmp_path):
        widths = lines_of(pdf, 20)
        counts.append(len(widths))
        assert min(widths) > 0.55 * max(widths), (pdf, widths)
    assert sum(count > 1 for count in counts) >= 4


def test_the_rule_under_a_headline_is_as_wide_as_the_text() -> None:
    def indents(article: Article) -> int:
        with zipfile.ZipFile(io.BytesIO(newsconvert.write(article, "docx"))) as package:
            (title,) = re.findall('<w:pStyle w:val="Title"/>.*?</w:pPr>', package.read("word/document.xml").decode())
        return str(title).count("<w:ind ")

    body = (Paragraph((Text("نص الخبر."),)),)
    assert indents(Article(HEADLINES[0], body, byline="سمير العلي")) == 1
    assert indents(Article(HEADLINES[0], body)) == 0
    assert indents(Article("خبر", body, byline="سمير العلي")) == 0


def test_words_that_fill_lines_from_the_start() -> None:
    widths, space = [30.0, 40.0, 20.0, 50.0, 10.0], 5.0
    assert _longest(widths, space, [2, 3]) == 90
    assert break_lines(widths, space, 90) == [2, 3]
    assert _stretches(widths, space)[:3] == [10, 20, 30]
