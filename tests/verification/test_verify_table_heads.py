"""Tables that look unusual and that nobody touched are whole: heads over others, cells like labels of items."""

from __future__ import annotations

from dataclasses import replace

import pytest

import newsconvert
from newsconvert.model import Article, Cell, Paragraph, Table, Text
from newsconvert.verification import verify_document
from newsconvert.verification.compare import differences
from newsconvert.verification.expected import Expected, with_margins
from newsconvert.verification.passages import LOOSE, Passage
from newsconvert.verification.pdflines import Line, lines_astray
from newsconvert.verification.tableheads import Head, without_repeated_heads

ARTICLE = Article("عنوان الجدول", (Paragraph((Text("فقرة قبل الجدول."),)),))


def row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((Text(text),) if text else ()) for text in texts)


def cell(text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell((Text(text),), rows, columns, header=True)


HEADS = {
    "two rows beside one": ((cell("الوزن", 2), cell("السعر", 2), cell("الأعلى")), (cell("الأدنى"),)),
    "three rows": (
        (cell("المحافظة", 3), cell("الجرعات", 1, 3)),
        (cell("الأولى", 2), cell("الثانية", 1, 2)),
        (cell("2024"), cell("2025")),
    ),
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("header_rows", [1, None])
def test_heads_over_others_that_pages_repeat_are_no_findings(head: str, header_rows: int | None) -> None:
    columns = sum(one.column_span for one in HEADS[head][0])
    rows = [row(f"صف {at}", *(f"{at * 7}" for _ in range(columns - 1))) for at in range(60)]
    table = Table((*HEADS[head], *rows), header_rows=header_rows or len(HEADS[head]))
    article = replace(ARTICLE, body=(ARTICLE.body[0], table))
    data = newsconvert.write(article, "pdf", page_size="11x18cm")
    assert list(map(str, verify_document(article, "pdf", data).findings)) == []


def test_a_cell_above_its_row_at_the_top_of_a_page_is_found() -> None:
    def line(content: int, left: float, level: float) -> Line:
        return Line("نص", content, left, left + 40, level, 10)

    paragraphs = {at: at for at in range(9)}
    row_of = [line(1, 400, 700), line(3, 200, 700), line(4, 100, 700), line(5, 400, 680)]
    above = line(2, 300, 722)
    assert list(lines_astray([row_of[0], above, *row_of[1:]], paragraphs))  # a row, one cell of which was moved up
    under = [line(6, 300, 700), *row_of[1:]]
    assert list(lines_astray([row_of[0], above, *under], paragraphs)) == []
    sides = [line(6, 345, 700), line(7, 255, 700), row_of[3]]
    assert list(lines_astray([row_of[0], above, *sides], paragraphs)) == []


def shown(expected: Expected, *lines: str) -> list[str]:
    return [one.text for one in with_margins(expected, [Passage(line, "page 1") for line in lines])]


@pytest.mark.parametrize("value", ["—", "-", "أ.", "12)"])
def test_a_cell_like_the_label_of_an_item_at_the_start_of_a_row_without_tags(value: str) -> None:
    cells = Expected((value, "٢٠٢٥", "بند أول."), (), cells=frozenset((value, "٢٠٢٥")))
    assert shown(cells, f"{value}{LOOSE}٢٠٢٥", "- بند أول.") == [f"{value}{LOOSE}٢٠٢٥", "بند أول."]


def test_a_line_that_begins_with_a_short_word_and_ends_a_sentence_without_tags() -> None:
    known = Expected(("فلم يجب أحد. وبلغ السعر ١٣٬٢٠٠ في المصرف.", "وبلغ السعر ١٣٬٢٠٠ في المصرف."), ())
    lines = f"أحد. وبلغ السعر{LOOSE}١٣٬٢٠٠{LOOSE}في المصرف.", "- وبلغ السعر"
    assert shown(known, *lines) == [lines[0], "وبلغ السعر"]


def test_what_documents_add_after_cells_in_other_lines_than_expected() -> None:
    """Lines of a row without tags are those of several cells; what comes after them is still known."""
    pieces = "عنوان", "ولفت إلى ذلك", "سعر"
    known = Expected(pieces, ("المصدر: رويترز",), cells=frozenset(pieces[1:]))
    lines = [Passage(text, "page 1", None) for text in ("عنوان", "ولفت إلى", "ذلك سعر", "المصدر: رويترز")]
    assert differences(known, lines) == []
    assert differences(known, [*lines, lines[-1]])
    assert differences(known, [*lines[:-1], Passage("المصدر: روسيا", "page 1", None)])


def test_a_repeated_head_that_begins_as_the_head_of_another_table_does() -> None:
    heads = Head("اسم", "اسم—قيمة"), Head("اسمقيمة", "اسمقيمة—اسم٢")
    texts = ("page 1", "اسم", "قيمة", "—"), ("page 2", "اسم", "قيمة", "اسم", "٢")
    passages = [Passage(text, page, None if not at else True) for page, *of in texts for at, text in enumerate(of)]
    kept = without_repeated_heads(heads, passages)
    assert [one.text for one in kept] == ["اسم", "قيمة", "—", "اسم", "٢"]
    assert kept[3].opens is None
