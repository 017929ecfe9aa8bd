"""Where tables break: short ones never, long ones with two rows beside the head on each side."""

from __future__ import annotations

import re
from typing import Any

import pymupdf
import pytest

import newsconvert
from newsconvert.model import Article, Cell, Paragraph, Table, Text
from newsconvert.options import PdfOptions
from newsconvert.resources import Resources
from newsconvert.writers.pdf import page_texts

_ROW = re.compile(r"صف(\d+)")


def rows_of_pages(lines: int, rows: int, **options: Any) -> list[int]:
    """Return how many rows each page has of a table below some lines of text, its head counted where it stands."""
    cells = tuple(tuple(Cell((Text(f"{name}{row}"),)) for name in ("صف", "قيمة")) for row in range(rows))
    text = " كلمات كثيرة في سطر طويل" * (8 if options else 1)
    above = tuple(Paragraph((Text(f"سطر {line}{text}."),)) for line in range(lines))
    article = Article("خبر", (*above, Table(cells, header_rows=1), *above[:2]))
    with pymupdf.open(stream=newsconvert.write(article, "pdf", **options)) as document:  # type: ignore[no-untyped-call]
        counts = [len(set(_ROW.findall(re.sub("[\u061c\u200e\u200f]", "", page.get_text())))) for page in document]
    return [count for count in counts if count]


@pytest.mark.parametrize("lines", range(14, 26))
def test_breaks_of_tables(lines: int) -> None:
    assert rows_of_pages(lines, 7) == [7]
    assert min(rows_of_pages(lines, 20)) >= 3  # the head and two rows


def test_tables_break_at_all() -> None:
    assert len(rows_of_pages(16, 20)) == 2
    assert len(rows_of_pages(1, 80)) > 2


@pytest.mark.parametrize("lines", range(12, 30, 3))
def test_breaks_of_tables_in_columns(lines: int) -> None:
    assert rows_of_pages(lines, 7, columns=3) == [7]


def test_a_head_that_is_higher_than_the_page_is_not_lost() -> None:
    head = tuple(Cell((Text(" ".join(f"رأس{at}{word}" for word in range(120))),)) for at in range(2))
    rows = tuple((Cell((Text(f"صف{row}"),)), Cell((Text("قيمة"),))) for row in range(6))
    article = Article("خبر", (Paragraph((Text("نص."),)), Table((head, *rows), header_rows=1)))
    pages = page_texts(article, PdfOptions(page_size="7x10"), Resources())
    words = "".join(pages).replace("\u200f", "")
    assert all(words.count(f"رأس{at}{word}") for at in range(2) for word in range(120))
    assert all(f"صف{row}" in words for row in range(6))


@pytest.mark.parametrize("count", [250, 900, 2000])
def test_a_row_that_is_as_high_as_a_page_begins_below_its_head(count: int) -> None:
    words = " ".join(f"كلمة{number}" for number in range(count))
    rows = ((Cell((Text("رأس"),)),), (Cell((Text(words),)),), (Cell((Text("ختام"),)),))
    article = Article("خبر", (Paragraph((Text("نص."),)), Table(rows, header_rows=1)))
    pages = [page.replace("\u200f", "") for page in page_texts(article, PdfOptions(page_size="A5"), Resources())]
    assert pages[0].index("رأس") < pages[0].index("كلمة0 ") < pages[0].index("كلمة99 ")
    assert all("رأس" in page for page in pages)
    assert [number for number in range(count) if f"كلمة{number}" not in " ".join(pages)] == []


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("count", [300, 900])
def test_a_cell_over_two_rows_that_is_as_high_as_a_page_begins_below_its_head(count: int, side: int) -> None:
    words = Cell((Text(" ".join(f"كلمة{number}" for number in range(count))),), row_span=2)
    first = [words, Cell((Text("أول"),))]
    rows = (
        (Cell((Text("رأس"),)), Cell((Text("آخر"),))), tuple(first[::-1] if side else first), (Cell((Text("ثان"),)),),
        (Cell((Text("ختام"),)), Cell((Text("نهاية"),))),
    )  # fmt: skip
    article = Article("خبر", (Paragraph((Text("نص."),)), Table(rows, header_rows=1)))
    pages = [page.replace("\u200f", "") for page in page_texts(article, PdfOptions(page_size="A5"), Resources())]
    assert pages[0].index("رأس") < pages[0].index("كلمة0 ") < pages[0].index("كلمة50")
    assert all("رأس" in page for page in pages)
    text = " ".join(pages)
    assert [number for number in range(count) if f"كلمة{number}" not in text] == []
    assert all(word in text for word in ("أول", "ثان", "ختام", "نهاية"))
