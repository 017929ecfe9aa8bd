"""Short posts and boxes of authors: what a page calls its text stays, and each credit is taken once."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Paragraph, plain_text
from newsconvert.result import Converted
from support.webpages import ONE, TWO, unaccounted

HEADLINE = "بلدية الميناء تفتح السوق القديم"
TEXT = f"<section><p>{ONE}</p><p>{TWO}</p></section>"


def load(body: str, head: str = "") -> Converted[newsconvert.Article]:
    data = (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{HEADLINE} | صحيفة الساحل</title>'
        f"{head}</head><body>{body}</body></html>"
    ).encode()
    found = newsconvert.load(data, reader="html")
    assert unaccounted(data, found) == []
    return found


def paragraphs(found: Converted[newsconvert.Article]) -> list[str]:
    return [plain_text(block.inlines) for block in found.value.body if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    "author",
    [
        "<h4 class='author-name'><a>سامر الحاج</a></h4>",
        "<h4><a>سامر الحاج</a></h4>",
        "<h3>الكاتب</h3><span>سامر الحاج</span>",
    ],
)
def test_the_heading_of_a_byline_is_the_author_where_no_name_follows(author: str) -> None:
    meta = f"<div class='byline-meta'>{author}<div><time datetime='2024-04-17'>17 أبريل 2024</time><span>• 5 دقائق</span></div></div>"
    found = load(f"<article><header><h1>{HEADLINE}</h1>{meta}</header>{TEXT}</article>")
    assert found.value.byline == "سامر الحاج"
    assert str(found.value.published) == "2024-04-17"
    assert paragraphs(found) == [ONE, TWO]
