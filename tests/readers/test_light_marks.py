"""Headings and items that plain text marks as AsciiDoc, reStructuredText and wikis do."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, Heading, ItemList, block_texts, plain_text

TEXT = "بدأت وزارة الثقافة أمس ترميم القلعة القديمة بعد سنوات من الإهمال، وقالت إن العمل يستغرق عامين."


def headings(article: Article) -> list[tuple[int, str]]:
    return [(one.level, plain_text(one.inlines)) for one in article.body if isinstance(one, Heading)]


def test_rules_under_lines_mark_headings() -> None:
    text = f"ترميم القلعة القديمة\n====================\n\n{TEXT}\n\nالتمويل\n-------\n\n{TEXT}\n\nالمراحل\n-------\n\n{TEXT}\n"
    found = newsconvert.read_text(text)
    assert (found.headline, headings(found)) == ("ترميم القلعة القديمة", [(2, "التمويل"), (2, "المراحل")])
    assert not any(set(line) <= set("=-") for one in found.body for line in block_texts(one))


def test_signs_of_equality_and_stops_mark_headings_and_items() -> None:
    text = (
        f"= ترميم القلعة\n\n{TEXT}\n\n== المرحلة الأولى\n\n. مسح المكان\n. بناء السور\n\n=== التفاصيل ===\n\n{TEXT}\n"
    )
    found = newsconvert.read_text(text)
    assert (found.headline, headings(found)) == ("ترميم القلعة", [(2, "المرحلة الأولى"), (3, "التفاصيل")])
    assert [len(one.entries) for one in found.body if isinstance(one, ItemList)] == [2]


@pytest.mark.parametrize(
    "line", ["====== م.ع.ش.", "--------", "----", "= بند أول\n\n= بند ثان\n\n= بند ثالث", "2 + 2 = 4"]
)
def test_other_lines_of_such_signs_stay(line: str) -> None:
    found = newsconvert.read_text(f"ترميم القلعة القديمة يبدأ\n\n{TEXT}\n\n{TEXT}\n{line}\n")
    shown = "".join(["", *(words for one in found.body for words in block_texts(one))])
    assert "".join(line.split()) in "".join(shown.split())
    assert headings(found) == []
