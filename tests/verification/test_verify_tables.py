"""Tables that go on over pages: their repeated heads are no added text, whatever else is repeated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import newsconvert
from newsconvert.model import Article, Cell, Paragraph, Table, Text, Volume
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
        Table((row("سنة", "عدد", header=True), *(row(f"سنة {at}", str(at * at)) for at in range(1950, 2000))), header_rows=1),
    ),
)  # fmt: skip


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
