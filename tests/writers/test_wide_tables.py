"""Words of tables that are wide for their page: none is broken where smaller letters let it stand whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

import newsconvert
from newsconvert.fontfile import advance
from newsconvert.model import Article, Cell, Paragraph, Table, Text
from newsconvert.options import PdfOptions
from newsconvert.resources import Resources
from newsconvert.verification import verify_document
from newsconvert.writers.pdf import _rendering
from newsconvert.writers.pdf.weasyprint.layout import lay_out
from support import judges

HEADS = ("الاسم", "الوصف", "البريد", "العنوان", "السنة", "القيمة", "النسبة", "الملاحظات", "الرمز")
ROW = (
    "المؤسسة الوطنية رقم 1", "مؤسسة عامة تعنى بالحبوب وتخزينها", "verylongmailaddress1@subdomain.example.org",
    "شارع النيل، بناء 14", "2021", "12,345,678,901", "45.67%", "لا ملاحظات مهمة على الإطلاق", "ABCDEFGHIJKL-1",
)  # fmt: skip


def wide(count: int = len(HEADS)) -> Article:
    rows = tuple(tuple(Cell((Text(text),)) for text in row[:count]) for row in (HEADS, ROW, ROW))
    return Article("جدول واسع", (Paragraph((Text("نص أول."),)), Table(rows, header_rows=1)))


def lines_of_pdf(article: Article, **options: str | int) -> str:
    work, _, _ = _rendering(article, PdfOptions(**options), Resources())  # type: ignore[arg-type]
    with lay_out(work) as laid:
        lines = dict.fromkeys(laid.lines.values())
        return "\n".join("".join(box.text for box in line.boxes) for line in lines)


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
@pytest.mark.parametrize("font", ["amiri", "noto-kufi-arabic"])
def test_pdf_breaks_addresses_alone(theme: str, font: str) -> None:
    words = lines_of_pdf(wide(), theme=theme, font=font).split()
    broken = {word for text in (*HEADS, *ROW) for word in text.split() if word not in words}
    assert broken <= {ROW[2]}


def numbers(span: int = 1) -> Article:
    rows = tuple(tuple(Cell((Text("12,345,678,901"),)) for _ in range(20)) for _ in range(2))
    head = (Cell((Text("أرقام"),), column_span=span), *(Cell((Text("رقم"),)) for _ in range(20 - span)))
    return Article("جدول", (Paragraph((Text("نص أول."),)), Table((head, *rows), header_rows=1)))


def test_pdf_makes_records_of_rows_that_no_smaller_letters_hold() -> None:
    assert lines_of_pdf(numbers(), page_size="A5").split("\n").count("12,345,678,901") == 40
    data = newsconvert.write(numbers(), "pdf", page_size="A5")
    assert verify_document(numbers(), "pdf", data).findings == ()


def test_pdf_breaks_words_of_rows_that_have_spans() -> None:
    assert "12,345,678,901" not in lines_of_pdf(numbers(2), page_size="A5").split()


@pytest.mark.parametrize("size", ["A4", "A5", "10x15cm"])
@pytest.mark.parametrize("theme", ["newspaper", "magazine"])
@pytest.mark.parametrize("columns", [1, 3])
def test_no_letters_of_tables_are_below_seven_and_a_half_points(size: str, theme: str, columns: int) -> None:
    article = replace(wide(), body=(*wide().body, Paragraph((Text("كلمات " * 200),))))
    options = PdfOptions(page_size=size, theme=theme, columns=columns)
    work, _, _ = _rendering(article, options, Resources())
    with lay_out(work) as laid:
        sizes = [box.style["font_size"] for line in laid.lines.values() for box in line.boxes if "شارع" in box.text]
    assert sizes
    assert min(sizes) >= 9.99  # in CSS pixels


def test_narrow_tables_keep_their_letters() -> None:
    work, _, _ = _rendering(wide(4), PdfOptions(), Resources())
    with lay_out(work) as laid:
        sizes = {box.style["font_size"] for line in laid.lines.values() for box in line.boxes if "رقم" in box.text}
    assert min(sizes) > 12  # in CSS pixels


@pytest.mark.parametrize("count", [4, len(HEADS)])
def test_word_columns_hold_their_words(count: int) -> None:
    document = docx.Document(io.BytesIO(newsconvert.write(wide(count), "docx")))
    table = document.tables[0]
    edges = [0.0, *accumulate(column.width.pt for column in table.columns if column.width)]
    margins = table._tbl.tblPr.find(qn("w:tblCellMar"))
    margin = 5.4 if margins is None else int(margins[0].attrib[qn("w:w")]) / 20
    family = newsconvert.resources.bundled_families()["amiri"]
    for row in table.rows:
        for (left, right), cell in zip(pairwise(edges), row.cells, strict=True):
            style = cell.paragraphs[0].style
            assert style is not None
            size = style.font.size
            assert size is not None
            assert size >= Pt(7)
            bold = any(run.bold for run in cell.paragraphs[0].runs)
            for word in cell.text.split():
                width = advance(family.bold if bold else family.regular, word) * size.pt
                assert width + 2 * margin <= right - left + 0.1, word


@pytest.mark.parametrize(("count", "kept"), [(7, range(6)), (20, (0, 1, 18))])
def test_word_keeps_rows_together(count: int, kept: Sequence[int]) -> None:
    rows = tuple(tuple(Cell((Text(text),)) for text in ("صف", "12")) for _ in range(count))
    article = Article("جدول", (Paragraph((Text("نص أول."),)), Table(rows, header_rows=1)))
    table = docx.Document(io.BytesIO(newsconvert.write(article, "docx"))).tables[0]
    held = [at for at, row in enumerate(table.rows) if row.cells[0].paragraphs[0].paragraph_format.keep_with_next]
    assert held == list(kept)


def many(rows: int = 4, columns: int = 12, caption: str = "") -> Article:
    head = tuple(Cell((Text(f"العمود {at}"),), header=True) for at in range(columns))
    row = (Cell((Text("المؤسسة العامة"),)), *(Cell((Text(f"{1000 + at},{at}00"),)) for at in range(1, columns)))
    table = Table((head, *(row for _ in range(rows))), header_rows=1, caption=(Text(caption),) if caption else ())
    return Article("جدول واسع", (Paragraph((Text("نص أول."),)), table, Paragraph((Text("نص أخير."),))))


def test_no_page_is_wider_than_a_small_screen(tmp_path: Path) -> None:
    paths = []
    for rows in (4, 30):
        path = tmp_path / f"{rows}.html"
        path.write_bytes(newsconvert.write(many(rows), "html"))
        with zipfile.ZipFile(io.BytesIO(newsconvert.write(many(rows), "epub"))) as book:
            book.extractall(tmp_path / path.stem)
        paths += [path, *(tmp_path / path.stem).rglob("text*.xhtml")]
    assert len(paths) == 4
    with judges.browser() as started:
        page = started.new_page(viewport={"width": 380, "height": 700})
        for path in paths:
            page.goto(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") == 380
            if path.suffix == ".html":
                assert page.evaluate("document.querySelector('.scroll').scrollWidth") > 400, "no number is broken"
                assert judges.axe(page) == []


@pytest.mark.parametrize("rows", [4, 30])
def test_judges_of_books_find_nothing(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(newsconvert.write(many(rows, caption="إنتاج"), "epub"))
    assert judges.epubcheck(path).messages == []
    assert judges.ace(path, tmp_path) == []


@pytest.mark.parametrize("caption", ["", "إنتاج «الحبوب» & غيرها"])
@pytest.mark.parametrize("format", ["html", "epub"])
def test_what_scrolls_is_named_by_its_table(format: str, caption: str) -> None:
    article = many(caption=caption)
    data = newsconvert.write(article, format)
    assert verify_document(article, format, data).findings == ()
    assert newsconvert.read(data, file_name=f"a.{format}").body == article.body
    if format == "html":
        forged = data.replace(b'role="region" aria-label="', 'role="region" aria-label="جدول مزور '.encode())
        assert verify_document(article, format, forged).findings != ()
        assert b"scroll" not in newsconvert.write(many(columns=3), "html").split(b"</style>")[1]
