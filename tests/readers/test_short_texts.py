"""Texts of a few lines, lines that show nothing, and what a page keeps of the credits among its lines."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

import newsconvert
from newsconvert.model import Paragraph, Text
from newsconvert.readers.structure import structure_of
from newsconvert.readers.structure.creditlines import CREDITS, credit_at
from newsconvert.readers.structure.head import read_head
from newsconvert.readers.structure.layout import article_lines
from newsconvert.readers.structure.line import Line, Page, Verdict

HEADLINE = "إقبال واسع على معرض الكتاب في يومه الثالث"
LEAD = "شهد معرض الكتاب في يومه الثالث إقبالا واسعا من الطلاب والأسر، ونفدت كتب الأطفال من أجنحة كثيرة قبل حلول المساء."
CASES = Path(__file__).parents[1] / "cases"


@pytest.mark.parametrize("section", ["ضيف العدد", "ضيف الأسبوع", "ذكاء اصطناعي", "محمد علي"])
def test_words_that_name_a_section_and_may_be_a_person_stand_over_one_line_alone(section: str) -> None:
    found = newsconvert.load(f"{section}\n{HEADLINE}".encode()).value
    assert (found.headline, found.body) == (section, (Paragraph((Text(HEADLINE),)),))
    assert newsconvert.load(section.encode()).value.headline == section


def test_any_few_lines_are_an_article() -> None:
    kinds = ("ضيف العدد", "رياضة", HEADLINE, "محمد علي", "بقلم: منى علي", "14 مايو 2022", "- بند", "*", LEAD)
    for count in (1, 2, 3):
        for lines in product(kinds, repeat=count):
            found = newsconvert.load("\n".join(lines).encode()).value
            assert found.headline


@pytest.mark.parametrize("signs", ["\u200f" * 9, "\u200e \u200e" * 5, "\u2066\u2069" * 6])
def test_line_without_anything_to_see_is_a_blank_line(signs: str) -> None:
    found = newsconvert.load(f"{HEADLINE}\n{signs}\n{LEAD}".encode()).value
    assert (found.headline, found.body) == (HEADLINE, (Paragraph((Text(LEAD),)),))


@pytest.mark.parametrize("signs", ["\u200f", "\u200f \u200f", "\u200e" * 9])
def test_line_of_a_document_that_shows_nothing_is_read_and_kept(signs: str) -> None:
    for at in range(4):
        texts = [HEADLINE, "منى علي", LEAD, LEAD]
        texts[at] = signs
        built = structure_of([Line(text, gap=True) for text in texts])
        assert [one.text for one in built.decisions if one.role not in ("place", "agency", "published")] == texts


def test_address_of_the_author_is_of_the_byline_also_where_it_was_asked_of_before() -> None:
    page = Page([Line(text, gap=False) for text in (HEADLINE, "كفاية أولير", "@kefaya", LEAD)])
    assert credit_at(page, 2) is None
    page.settle(1, "author's name", Verdict("byline", 0.92))
    assert credit_at(page, 2) == ("author's name", Verdict("byline", 0.75))
    for section in ((), ("ثقافة",)):
        found = newsconvert.load("\n".join((*section, HEADLINE, "كفاية أولير", "@kefaya", LEAD, LEAD)).encode()).value
        assert (found.byline, len(found.body)) == ("كفاية أولير، @kefaya", 2)


def test_what_a_page_keeps_of_a_credit_is_the_same_before_and_after_the_head_is_read() -> None:
    asked = 0
    texts = {path.name: path.read_text(encoding="utf-8", errors="replace") for path in CASES.glob("*.txt")}
    texts["address"] = "\n".join((HEADLINE, "كفاية أولير", "@kefaya", "دمشق", "@kefaya", LEAD, LEAD))
    for source, text in texts.items():
        lines, _ = article_lines(text.split("\n"))
        page = Page(lines)
        if lines:
            read_head(page)
        for at, line in enumerate(lines):
            if len(line.text) <= 150:
                asked += 1
                for name, rule in CREDITS:
                    assert rule(page, at) == rule(Page(lines), at), (source, name, line.text)
    assert asked > 500
