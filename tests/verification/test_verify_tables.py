"""Tables that go on over pages: their repeated heads are no added text, whatever else is repeated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import newsconvert
from newsconvert.model import (
    Article,
    Cell,
    Figure,
    ItemList,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Provenance,
    Quotation,
    Superscript,
    Table,
    Text,
    Volume,
)
from newsconvert.verification import FindingKind, verify_document, verify_volume


def row(*texts: str, header: bool = False) -> tuple[Cell, ...]:
    return tuple(Cell((Text(text),), header=header) for text in texts)


HEAD = (row("الاسم", "القيمة", "", header=True), row("بالعربية", "بالدولار", "ملاحظة طويلة", header=True))
ROWS = tuple(row(f"صف {at}", f"{at * 7}", f"ملاحظة رقم {at}") for at in range(60))
ARTICLE = Article(
    "عنوان الجدول الطويل",
    (
        Paragraph((Text("فقرة قبل الجدول."),)),
        Table((*HEAD, *ROWS), header_rows=2),
        Paragraph((Text("فقرة بعد الجدول."),)),
        Table(
            (row("سنة", "عدد", header=True), *(row(f"سنة {at}", str(at * at)) for at in range(1950, 2000))),
            header_rows=1,
        ),
    ),
)


@pytest.mark.parametrize("options", [{}, {"theme": "book"}, {"print_ready": True}])
def test_heads_repeated_on_each_page_are_no_findings(options: dict[str, Any]) -> None:
    receipt = verify_document(ARTICLE, "pdf", newsconvert.write(ARTICLE, "pdf", **options))
    assert receipt.pages is not None
    assert receipt.pages > 2
    assert list(map(str, receipt.findings)) == []


def test_heads_in_a_volume_are_no_findings() -> None:
    volume = Volume("مجلد", (ARTICLE, replace(ARTICLE, headline="مقال آخر")))
    assert verify_volume(volume, "pdf", newsconvert.bind(volume, "pdf").value).findings == ()


@pytest.mark.parametrize("format", ["pdf", "docx", "epub", "html"])
@pytest.mark.parametrize("count", [3, 60])
def test_rows_that_cells_of_the_head_reach_into_are_of_the_head(format: str, count: int) -> None:
    """Word marks one row of a head as its head; the second has cells under one that spans columns."""
    top = (Cell((Text("المحافظة"),), row_span=2), Cell((Text("الجرعات"),), column_span=2))
    table = Table((top, row("2025", "2026"), *ROWS[:count]), header_rows=1)
    article = replace(ARTICLE, body=(ARTICLE.body[0], table, ARTICLE.body[2]))
    data = newsconvert.write(article, format)
    assert list(map(str, verify_document(article, format, data).findings)) == []
    other = replace(table, rows=(row("المحافظة", "الجرعات", "العام"), *table.rows[1:]))
    changed = replace(article, body=(ARTICLE.body[0], other, ARTICLE.body[2]))
    assert verify_document(changed, format, data).findings != ()


def test_another_head_on_a_page_is_found() -> None:
    pdf = newsconvert.write(ARTICLE, "pdf")
    # The same document, of a source whose head differs: it is on each page.
    source = replace(ARTICLE, body=(ARTICLE.body[0], Table((*HEAD[:1], *ROWS), header_rows=1), *ARTICLE.body[2:]))
    found = verify_document(source, "pdf", pdf).findings
    assert {one.kind for one in found} <= {FindingKind.ADDED, FindingKind.REPEATED, FindingKind.CHANGED}
    assert "بالعربية" in " ".join(map(str, found))


def test_a_row_that_looks_like_a_head_is_still_needed() -> None:
    """A head is left out at the top of a page only: one that the source has in its text may not be missing."""
    shorter = replace(ARTICLE, body=ARTICLE.body[:2])
    longer = replace(ARTICLE, body=(*ARTICLE.body[:2], Table(HEAD)))
    found = verify_document(longer, "pdf", newsconvert.write(shorter, "pdf")).findings
    assert FindingKind.MISSING in {one.kind for one in found}


def sentence(first: str, words: int) -> str:
    return " ".join(f"{first}{at}" for at in range(words))


TALL = (row("الرأس", "الثاني", header=True), row(sentence("ألف", 420), sentence("باء", 460)), row("قصير", "صغير"))


def article(*blocks: Any) -> Article:
    return Article("عنوان", (Paragraph((Text("فقرة قبل الجدول."),)), *blocks, Paragraph((Text("فقرة بعده."),))))


def findings(article: Article, **options: Any) -> list[str]:
    return list(map(str, verify_document(article, "pdf", newsconvert.write(article, "pdf", **options)).findings))


@pytest.mark.parametrize("words", [(420, 420), (900, 1100), (40, 700)])
def test_two_cells_of_a_row_that_pages_part_are_no_findings(words: tuple[int, int]) -> None:
    cells = row(*(sentence(first, count) for first, count in zip(("ألف", "باء"), words, strict=True)))
    assert findings(article(Table((TALL[0], cells, TALL[2]), header_rows=1))) == []
    assert findings(article(Table((cells, TALL[2])))) == []


def test_what_is_missing_of_a_cell_on_its_second_page_is_found() -> None:
    table, longer = Table(TALL, header_rows=1), row(sentence("ألف", 420), f"{sentence('باء', 460)} زيادة")
    pdf = newsconvert.write(article(table), "pdf")
    found = verify_document(article(Table((TALL[0], longer, TALL[2]), header_rows=1)), "pdf", pdf).findings
    assert [(one.kind, one.expected) for one in found] == [(FindingKind.MISSING, "زيادة")]


@pytest.mark.parametrize("columns", [2, 3])
def test_heads_repeated_in_the_columns_of_a_page_are_no_findings(columns: int) -> None:
    table = Table((*HEAD, *ROWS), header_rows=2)
    item = ListItem((Paragraph((Text("بند"),)), table))
    assert findings(article(Quotation((), blocks=(Paragraph((Text("اقتباس"),)), table))), columns=columns) == []
    assert findings(article(ItemList(False, (item,))), columns=columns) == []


def test_a_head_twice_in_one_column_is_added() -> None:
    twice = (*HEAD, *HEAD, *ROWS[:5])
    pdf = newsconvert.write(article(Table(twice, header_rows=2)), "pdf")
    assert verify_document(article(Table((*HEAD, *ROWS[:5]), header_rows=2)), "pdf", pdf).findings


def test_a_cell_extended_below_its_table_is_no_finding() -> None:
    table = Table((row("أول"), row("ثان"), (Cell((Text("ثالث"),), row_span=3),)))
    assert findings(article(table)) == []


@pytest.mark.parametrize("standard", ["a-4f", "ua-2", "a-2b"])
def test_a_caption_without_its_picture_is_no_finding(standard: str) -> None:
    figure = Figure((Picture(alternative="صورة بديلة"),), caption=(Text("عنوان الصورة"),))
    assert findings(article(figure), pdf_standard=standard) == []


@pytest.mark.parametrize("options", [{"print_ready": True}, {"pdf_standard": "x-4", "columns": 2}])
def test_notes_cited_twice_are_no_findings_without_tags(options: dict[str, Any]) -> None:
    note = Note((Paragraph((Text("تقرير سنوي عن الأسعار."),)),))
    again = Superscript((Text("١"),))
    cited = (
        Paragraph((Text("قال الوزير"), note, Text(" إن الأسعار 1,250 ارتفعت ١ مرة."))),
        Paragraph((Text("وبلغت 1,250"), again, Text(" في آخر العام ثم قال الوزير"), again, Text("."))),
        Table(
            ((Cell((Text("أ"),)), Cell((Text("ب"),))), (Cell((Text("بلغت 1,250"), again)), Cell((Text("قال"), again))))
        ),
        Paragraph((Text("فقرة أخرى."),)),
        Table(((Cell((Text("أ"),)), Cell((Text("ب"),))), row("سعر", "وزن"))),
    )
    source = replace(article(*cited), provenance=Provenance(content=b"text", file_name="a.txt"))
    assert findings(source, **options) == []
