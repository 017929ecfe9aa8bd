"""What readers of marked-up text have in common: the same article in HTML, in a fragment and in Markdown is the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

import newsconvert
from newsconvert.model import Article, Heading, Paragraph, Provenance, Strong, Text, block_inlines, plain_text
from newsconvert.options import ReaderOptions
from newsconvert.readers.fragments import read_fragment
from support.webpages import ONE, THREE, TWO

HEADLINE = "بلدية الميناء تفتح السوق القديم"
BYLINE, BOLD, SOURCE = "كتب: خالد الزعبي", "أصداء الافتتاح", "المصدر: صحيفة الميناء"


Reader = Callable[[str], Article]


def page(markup: str) -> Article:
    whole = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><article>{markup}</article></body></html>'
    return newsconvert.load(whole.encode(), reader="html").value


def fragment(markup: str) -> Article:
    return read_fragment(markup, None, ReaderOptions()).value


def markdown(markup: str) -> Article:
    for tag, mark in (("<h1>", "# "), ("<p>", ""), ("</p>", "\n\n"), ("</h1>", "\n\n"), ("<b>", "**"), ("</b>", "**")):
        markup = markup.replace(tag, mark)
    return newsconvert.load(markup.encode(), reader="markdown").value


def marked_up(*paragraphs: str) -> str:
    return f"<h1>{HEADLINE}</h1>" + "".join(f"<p>{text}</p>" for text in paragraphs)


@pytest.mark.parametrize("read", [page, fragment, markdown])
def test_credits_headings_and_source_are_found_in_all(read: Reader) -> None:
    article = read(marked_up(BYLINE, ONE, f"<b>{BOLD}</b>", TWO, THREE, SOURCE))
    assert (article.headline, article.byline, article.language) == (HEADLINE, BYLINE, "ar")
    assert article.source
    assert (article.source.name, article.source.citation) == ("صحيفة الميناء", SOURCE)
    assert [(type(block), *map(plain_text, block_inlines(block))) for block in article.body] == [
        (Paragraph, ONE), (Heading, BOLD), (Paragraph, TWO), (Paragraph, THREE)
    ]  # fmt: skip


@pytest.mark.parametrize("read", [page, fragment])
def test_other_readers_make_the_same_as_markdown(read: Reader) -> None:
    for paragraphs in (
        (ONE, TWO, f"<b>{BOLD}</b>", SOURCE),
        (ONE, f"<b>{BOLD}</b>", TWO),
        (BYLINE, ONE, TWO, SOURCE),
    ):
        markup = marked_up(*paragraphs)
        assert replace(read(markup), provenance=Provenance()) == replace(markdown(markup), provenance=Provenance())


@pytest.mark.parametrize("read", [page, fragment, markdown])
def test_a_bold_line_above_the_source_heads_nothing(read: Reader) -> None:
    article = read(marked_up(ONE, TWO, f"<b>{BOLD}</b>", SOURCE))
    assert article.body[-1] == Paragraph((Strong((Text(BOLD),)),))
