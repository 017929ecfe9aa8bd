"""Pages in columns: lines beside each other, a rule between, the text whole and in order."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import Any

import pymupdf
import pytest

import newsconvert
from newsconvert.errors import OptionError
from newsconvert.model import Article, Cell, Heading, ItemList, Note, Paragraph, Quotation, Source, Table, Text, Volume
from newsconvert.options import PdfOptions
from newsconvert.resources import Resources
from newsconvert.verification import verify_document, verify_volume
from newsconvert.writers.pdf import _rendering
from newsconvert.writers.pdf.weasyprint.layout import lay_out
from newsconvert.writers.pdf.weasyprint.paragraph import boxes_of
from support import judges

SENTENCE = "أعلنت الوزارة انطلاق الموسم في المحافظات الشمالية، وقال المتحدث باسمها إن المساحات تجاوزت ما كان متوقعا هذا العام. "


def paragraph(count: int) -> Paragraph:
    return Paragraph((Text(SENTENCE * count),))


def opened(data: bytes) -> Any:
    document: Any = pymupdf.open
    return document(stream=data, filetype="pdf")


def lines_of(page: Any, size: float) -> list[tuple[float, float, float]]:
    """Return left and right edge and base line of each line of the text, whose letters are of this size."""
    found: dict[tuple[int, bool], list[tuple[float, float]]] = {}
    middle = page.rect.width / 2
    for block in page.get_text("rawdict")["blocks"]:
        for span in (
            span for line in block.get("lines", []) for span in line["spans"] if abs(span["size"] - size) < 0.1
        ):
            for one in span["chars"]:
                left, _, right, _ = one["bbox"]
                if one["c"].isalpha() and right - left > 0.5:
                    found.setdefault((round(one["origin"][1] * 100), left > middle), []).append((left, right))
    return [(min(a for a, _ in box), max(b for _, b in box), y / 100) for (y, _), box in found.items()]


@pytest.mark.parametrize("theme", ["newspaper", "book"])
@pytest.mark.parametrize("columns", [2, 3])
def test_lines_of_columns_stand_beside_each_other(theme: str, columns: int) -> None:
    item = (Text(SENTENCE),)
    blocks = (
        paragraph(3), Heading(2, (Text("عنوان فرعي"),)), paragraph(5), ItemList(False, (item, item)), paragraph(2),
        paragraph(4), Heading(2, (Text("عنوان فرعي آخر"),)), paragraph(9), paragraph(3),
    )  # fmt: skip
    article = Article("خبر في أعمدة", blocks, kicker="أخبار", byline="سمير العلي")
    data = newsconvert.write(article, "pdf", columns=columns, theme=theme)
    size = {2: 11.0, 3: 10.0}[columns]
    for page in opened(data):
        lines = [y for _, _, y in lines_of(page, size)]
        grid = 1.5 * size
        phases = [(y - min(lines)) % grid for y in lines]
        assert len(lines) > 20
        assert (
            sum(min(phase, grid - phase) < 0.1 for phase in phases) >= len(phases) - 2
        )  # a quotation may stand between
    assert verify_document(article, "pdf", data).findings == ()


def test_judges_find_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    blocks = (paragraph(6), Heading(2, (Text("عنوان فرعي"),)), paragraph(40), ItemList(True, ((Text(SENTENCE),),)))
    path.write_bytes(newsconvert.write(Article("خبر في أعمدة", blocks, byline="سمير العلي"), "pdf", columns=2))
    assert judges.verapdf(path, "3a") == []
    assert judges.verapdf(path, "ua1") == []


def test_a_rule_stands_in_the_middle_of_the_gap() -> None:
    article = Article("خبر في عمودين", (paragraph(30), paragraph(30)))
    with opened(newsconvert.write(article, "pdf", columns=2)) as document:
        for page in document:
            lines = lines_of(page, 11)
            middle = page.rect.width / 2
            gap = (
                max(right for left, right, _ in lines if left < middle),
                min(left for left, _, _ in lines if left > middle),
            )
            (rule,) = (one["rect"] for one in page.get_drawings() if one["rect"].width < 1 and one["rect"].height > 100)
            assert abs(rule.x0 - sum(gap) / 2) < 1.5


def test_a_short_lead_is_bold() -> None:
    def is_bold(*blocks: Any, **more: Any) -> bool:
        with opened(newsconvert.write(Article("خبر", blocks, **more), "pdf", columns=2)) as document:
            spans = [
                s for b in document[0].get_text("dict")["blocks"] for line in b.get("lines", []) for s in line["spans"]
            ]
        return any("Bold" in span["font"] and abs(span["size"] - 11) < 0.1 for span in spans)

    assert is_bold(paragraph(1), paragraph(12))
    assert not is_bold(paragraph(3), paragraph(12)), "a long one is none"
    assert not is_bold(paragraph(1), paragraph(12), deck="تفاصيل الخطة في ستة أسطر")
    assert not is_bold(paragraph(1), Heading(2, (Text("عنوان"),)), paragraph(12))


def noted(count: int, note: str) -> Paragraph:
    return Paragraph((Text(SENTENCE * count), Note((Paragraph((Text(note),)),)), Text(SENTENCE)))


def test_notes_stand_at_the_end_and_no_text_upon_another(tmp_path: Path) -> None:
    wide = Table(tuple(tuple(Cell((Text(f"{10**9 + at}"),)) for at in range(8)) for _ in range(3)))
    items = ItemList(True, ((Text(SENTENCE), Note((Paragraph((Text("حاشية بند"),)),))),) * 2)
    path = tmp_path / "a.pdf"
    for count in range(1, 14, 2):
        blocks = (
            noted(count, "حاشية أولى"),
            wide,
            noted(9, SENTENCE * 2),
            items,
            noted(12, SENTENCE * 40),
            paragraph(3),
        )
        article = Article("خبر له حواش", blocks, source=Source("صحيفة المثال"))
        data = newsconvert.write(article, "pdf", columns=2)
        assert verify_document(article, "pdf", data).findings == ()
        path.write_bytes(data)
        before, _, after = judges.tags_text(path).partition("حاشية أولى")
        assert before.count("الشمالية") == count + 24 + 3 + 2
        assert "حاشية بند" in after
    assert judges.verapdf(path, "3a") == []
    assert judges.verapdf(path, "ua1") == []


def test_a_small_table_stands_in_its_column_on_the_grid() -> None:
    rows = tuple(
        (Cell((Text(name),)), Cell((Text(goals),))) for name, goals in (("الفريق", "الأهداف"), ("الاتحاد", "7"))
    )
    blocks = (paragraph(5), Table(rows, header_rows=1), paragraph(40))
    data = newsconvert.write(Article("خبر له جدول", blocks), "pdf", columns=2)
    with opened(data) as document:
        lines = [y for _, _, y in lines_of(document[0], 11)]
        assert len(lines) > 60
        phases = {round((y - min(lines)) % 16.5, 1) % 16.5 for y in lines}
        assert phases <= {0.0, 0.1, 16.4}
        (goals,) = document[0].search_for("7")
        assert goals.x0 > document[0].rect.width / 2


@pytest.mark.parametrize(("size", "columns"), [("A5", 1), ("A4", 1), ("A4", 3), ("17x24", 2)])
@pytest.mark.parametrize("width", [6, 9, 14])
def test_a_wide_table_stays_on_the_page_and_off_the_text(size: str, columns: int, width: int) -> None:
    cells = tuple(tuple(Cell((Text(f"{1_250_000 + at:,}"),)) for at in range(width)) for _ in range(3))
    article = Article("جدول", (paragraph(4), Table(cells), paragraph(12)))
    data = newsconvert.write(article, "pdf", page_size=size, columns=columns, digits="arabic")
    assert verify_document(article, "pdf", data).findings == ()
    with opened(data) as document:
        inside = document[0].rect.width
        spans = (
            span
            for page in document
            for block in page.get_text("rawdict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
        )
        digits = [one["bbox"] for span in spans for one in span["chars"] if one["c"] in "01234567890"]
    assert len(digits) == 3 * width * 7
    assert all(left > 15 and right < inside - 15 for left, _, right, _ in digits)


def test_a_heading_at_the_top_of_a_column_stands_there() -> None:
    for count in range(2, 12):
        blocks = (paragraph(count), *((Heading(2, (Text("عنوان فرعي"),)), paragraph(5)) * 3))
        flat = tuple(block for one in blocks for block in (one if isinstance(one, tuple) else (one,)))
        with opened(newsconvert.write(Article("خبر", flat), "pdf", columns=2)) as document:
            lines = lines_of(document[0], 11) + lines_of(document[0], 11 * 0.95)
            middle = document[0].rect.width / 2
            tops = [min(y for left, _, y in lines if (left > middle) == side) for side in (True, False)]
            assert abs(tops[0] - tops[1]) < 4, count


def test_a_short_article_stays_in_one_column() -> None:
    article = Article("خبر قصير", (paragraph(3),))
    assert newsconvert.write(article, "pdf", columns=2) == newsconvert.write(article, "pdf")


def test_a_short_article_of_a_volume_stays_in_one_column() -> None:
    volume = Volume("مجلد", (Article("خبر قصير", (paragraph(5),)), Article("خبر طويل", (paragraph(20),))))
    data = newsconvert.bind(volume, "pdf", columns=3).value
    assert verify_volume(volume, "pdf", data).findings == ()
    rows: dict[int, list[tuple[float, float]]] = {}
    with opened(data) as document:
        for one in (c for b in document[4].get_text("rawdict")["blocks"] for line in b.get("lines", []) for s in line["spans"] if abs(s["size"] - 10) < 0.1 for c in s["chars"]):  # fmt: skip
            rows.setdefault(round(one["origin"][1]), []).append((one["bbox"][0], one["bbox"][2]))
    gaps = []
    for boxes in (sorted(row) for _, row in sorted(rows.items())):
        ends = accumulate((right for _, right in boxes), max)
        gaps.append(max((left - end for end, (left, _) in zip(ends, boxes[1:], strict=False)), default=0))
    assert all(gap < 10 for gap in gaps[:4])
    assert sum(gap > 12 for gap in gaps[4:]) > 6


def test_the_source_stands_with_the_end_of_the_text() -> None:
    for count in range(58, 74):
        article = Article("خبر", (paragraph(count),), source=Source("صحيفة المثال"))
        with opened(newsconvert.write(article, "pdf", columns=2)) as document:
            assert len(lines_of(document[-1], 11)) > 1, count


def test_there_are_one_to_three(tmp_path: Path) -> None:
    article = Article("خبر", (paragraph(1),))
    for count in (0, 4):
        with pytest.raises(OptionError, match="1 to 3"):
            newsconvert.write(article, "pdf", columns=count)
    with pytest.raises(OptionError):
        PdfOptions(columns="2")  # type: ignore[arg-type]


@pytest.mark.parametrize(("size", "columns"), [("7x10", 1), ("10x15cm", 2), ("A5", 3)])
def test_narrow_pages_have_fewer(size: str, columns: int) -> None:
    work, _, _ = _rendering(Article("خبر", (paragraph(80),)), PdfOptions(columns=3, page_size=size), Resources())
    with lay_out(work) as laid:
        boxes = [box for box in boxes_of(laid.document.pages[1]._page_box) if box.is_column]
        places = {box.position_x for box in boxes}
        assert len(places) == (columns if columns > 1 else 0)
        assert all(box.width > 30 / 25.4 * 96 for box in boxes)


@pytest.mark.parametrize(("size", "points"), [("17x24", 12), ("A4", 14)])
def test_facing_pages_of_a_book_register(size: str, points: int) -> None:
    items = ItemList(True, ((Text(SENTENCE),), (Text(SENTENCE * 2),)))
    heading = Heading(2, (Text("عنوان فرعي"),))
    quotation = Quotation((Text(SENTENCE),))
    blocks = (paragraph(3), heading, paragraph(7), items, paragraph(9), quotation, paragraph(4), heading, paragraph(40))
    article = Article("رحلة في بلاد الشام", blocks * 2, byline="سمير العلي")
    grid = 1.8 * points
    with opened(newsconvert.write(article, "pdf", theme="book", page_size=size)) as document:
        pages = [sorted({y for _, _, y in lines_of(page, points)}) for page in document]
        if size == "17x24":
            assert max(map(len, pages)) == 24
    assert len(pages) > 3
    first = min(pages[1])
    for lines in pages[:-1]:
        phases = [(y - first) % grid for y in lines]
        assert all(min(phase, grid - phase) < 0.1 or abs(phase - grid / 2) < 0.1 for phase in phases)
        assert sum(min(phase, grid - phase) < 0.1 for phase in phases) >= len(phases) - 4, "a quotation stands between"


def test_rules_of_the_magazine_in_columns() -> None:
    quotation = Quotation((Text("لا أحد يسأل الفلاح."),))
    blocks = (paragraph(3), quotation, paragraph(8), Heading(2, (Text("عنوان"),)), paragraph(9))
    article = Article("خبر في أعمدة", blocks, kicker="تحقيق خاص", deck="ما الذي جرى في الموسم")
    work, _, _ = _rendering(article, PdfOptions(theme="magazine", columns=2), Resources())
    with lay_out(work) as laid:
        boxes = list(boxes_of(laid.document.pages[0]._page_box))
    header = [box for box in boxes if box.element_tag in ("header", "p")]
    rules = [box for box in header if getattr(box, "border_top_width", 0) > 2]
    assert [box.element_tag for box in rules] == ["header"]  # one heavy rule above the headline
    quoted = next(box for box in boxes if box.element_tag == "blockquote")
    before = next(box for box in boxes if box.element_tag == "p" and box.position_y > header[0].position_y + 100)
    gap = quoted.position_y + quoted.margin_top - before.position_y - before.height
    assert gap > 0.5 * before.style["font_size"]


@pytest.mark.parametrize("size", ["A4", "A5"])
def test_the_deck_in_columns_stands_off_the_headline(size: str) -> None:
    article = Article("القمح بين الحقل والرغيف: رحلة محصول", (paragraph(12),), deck="عشرة أسابيع في الحقول")
    page = opened(newsconvert.write(article, "pdf", columns=2, page_size=size))[0]
    spans = [span for block in page.get_text("dict")["blocks"] for line in block["lines"] for span in line["spans"]]
    headline = max(span["origin"][1] for span in spans if span["size"] > 16)
    deck = min(span["origin"][1] for span in spans if span["origin"][1] > headline)
    assert deck - headline > 1.1 * max(span["size"] for span in spans)


@pytest.mark.parametrize(("columns", "count"), [(2, 38), (2, 82), (3, 90)])
def test_no_page_has_notes_alone(columns: int, count: int) -> None:
    note = Note((Paragraph((Text("حاشية طويلة " * 9),)),))
    body = [paragraph(1) for _ in range(count)]
    body[3] = Paragraph((Text("نص " * 9), note))
    source = Source("وكالة الأنباء السورية", "https://www.example.org/news/2026/08/03/wheat")
    with opened(newsconvert.write(Article("خبر", tuple(body), source=source), "pdf", columns=columns)) as document:
        last = document[-1].get_text("dict")["blocks"]
        sizes = [
            span["size"] for block in last for line in block.get("lines", []) for span in line["spans"]
            if span["bbox"][1] < 700 and any(map(str.isalpha, span["text"]))
        ]  # fmt: skip
    assert any(abs(size - {2: 11, 3: 10}[columns]) < 0.1 for size in sizes)
