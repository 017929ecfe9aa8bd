"""Lists and tables that were typed into documents of Word and LibreOffice with dashes and tabs."""

from __future__ import annotations

import pytest
from test_opendocument import document as odt
from test_opendocument import p

import newsconvert
from newsconvert.model import (
    Article,
    ItemList,
    Paragraph,
    Strong,
    Table,
    Text,
    block_inlines,
    plain_text,
)
from support.rich_article import t
from support.wordsources import LEDE, document, load, para, run

AFTER = "وقال مدير المؤسسة إن المراكز تستقبل المحصول من الصباح حتى المساء، وإن ثمنه يدفع خلال أسبوع من تسليمه إليها."
TAB = "<w:r><w:tab/></w:r>"


def amid(*paragraphs: str) -> Article:
    return load(document(para(LEDE), *paragraphs, para(AFTER)))[0]


@pytest.mark.parametrize(
    ("marks", "label"),
    [
        (("- ", "- ", "- "), None),
        (("• ", "• ", "• "), None),
        (("1- ", "2- ", "3- "), "2-"),
        (("أ) ", "ب) ", "ج) "), "ب)"),
    ],
)
def test_typed_items_are_a_list(marks: tuple[str, ...], label: str | None) -> None:
    words = ("حلب", "الرقة", "دير الزور")
    article = amid(*(para(f"{mark}{word}") for mark, word in zip(marks, words, strict=True)))
    made = article.body[1]
    assert isinstance(made, ItemList)
    assert [plain_text(run) for run in block_inlines(made)] == list(words)
    assert made.entries[1].label == label


def test_marked_words_in_typed_items_stay_marked() -> None:
    article = amid(para(run("- "), run("حلب", "<w:b/>"), run(" أولا")), para(run("- الرقة", "<w:b/>")))
    assert article.body[1] == ItemList(False, ((Strong(t("حلب")), Text(" أولا")), (Strong(t("الرقة")),)))


def test_items_in_one_paragraph_are_a_list() -> None:
    article = amid(para(run("- حلب"), "<w:r><w:br/></w:r>", run("- الرقة")))
    assert article.body[1] == ItemList(False, (t("حلب"), t("الرقة")))


def test_rows_between_tabs_are_a_table() -> None:
    rows = (("المركز", "الكمية", "المدة"), ("حلب", "70", "5"), ("الرقة", "45", "3"))
    made = amid(*(para(run(a, "<w:b/>"), TAB, run(b), TAB, TAB, run(c)) for a, b, c in rows)).body[1]
    assert isinstance(made, Table)
    assert [tuple(plain_text(cell.inlines) for cell in row) for row in made.rows] == list(rows)
    assert (made.header_rows, made.rows[1][0].inlines) == (1, (Strong(t("حلب")),))


@pytest.mark.parametrize(
    "lines",
    [
        ("- كيف بدأت الزراعة هنا؟", "- بدأت مع جدي قبل سبعين سنة في أرض صغيرة قرب النهر.", "- وكيف هي اليوم؟", "- هي اليوم أصعب بكثير."),
        ("- حلب",),
        ("د. سامر: الطبيب المناوب", "ص. ب 12"),
    ],
)  # fmt: skip
def test_what_plain_text_has_as_paragraphs_stays_paragraphs(lines: tuple[str, ...]) -> None:
    article = amid(*map(para, lines))
    assert not any(isinstance(block, ItemList | Table) for block in article.body)
    assert len(article.body) == len(lines) + 2


def test_libreoffice_has_them_too() -> None:
    body = f"{p(LEDE)}{p('- حلب')}{p('- الرقة')}{p(AFTER)}{p('حلب<text:tab/>70')}{p('الرقة<text:tab/>45')}"
    article = newsconvert.load(odt(body), reader="odt").value
    assert [type(block) for block in article.body] == [Paragraph, ItemList, Paragraph, Table]
