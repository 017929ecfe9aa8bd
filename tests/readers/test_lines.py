"""Test lists and wrapped paragraphs of plain text by the lines that they are made of."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Heading, ItemList, Paragraph, plain_text

HEADLINE = "عنوان الخبر هنا"
MEASURES = ("رفع الجاهزية في المرافئ", "تشكيل لجنة تحقيق مستقلة", "تعويض المتضررين")


def items(block: ItemList) -> list[str]:
    return [
        plain_text(node.inlines)
        for entry in block.entries
        for node in entry.blocks
        if isinstance(node, Paragraph)
    ]


@pytest.mark.parametrize("numbers", ["123", "١٢٣"])
@pytest.mark.parametrize("mark", ["- ", "– ", " - ", "-", ". ", ") "])
def test_short_lines_that_are_numbered_are_items_and_no_rows(numbers: str, mark: str) -> None:
    numbered = [f"{number}{mark}{text}" for number, text in zip(numbers, MEASURES, strict=True)]
    lines = (HEADLINE, "", "أبرز التوصيات:", *numbered, "", "- بند أول", "- بند ثانٍ", "", "خاتمة", "نص أخير في الخبر.")
    found = newsconvert.read("\n".join(lines).encode())
    assert [type(block) for block in found.body] == [Heading, ItemList, ItemList, Heading, Paragraph]
    first, second = (block for block in found.body if isinstance(block, ItemList))
    assert (first.ordered, first.start, items(first)) == (True, 1, list(MEASURES))
    assert (second.ordered, items(second)) == (False, ["بند أول", "بند ثانٍ"])


def test_bullets_below_rows_are_a_list_of_their_own() -> None:
    rows = ("الأهلي 22", "النصر 19", "الهلال 17")
    scores = ("1 - 0 الأهلي", "2 - 1 النصر", "3 - 2 الهلال")
    lines = (HEADLINE, "", *rows, "", "- بند أول", "- بند ثانٍ", "", *scores)
    found = newsconvert.read("\n".join(lines).encode())
    lists = [block for block in found.body if isinstance(block, ItemList)]
    assert [(block.ordered, items(block)) for block in lists] == [
        (False, list(rows)),
        (False, ["بند أول", "بند ثانٍ"]),
        (False, list(scores)),
    ]
