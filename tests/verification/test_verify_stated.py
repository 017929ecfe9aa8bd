"""What looks like a fault of a document is none where its source states it."""

from __future__ import annotations

from dataclasses import replace

import pytest

import newsconvert
from newsconvert.model import (
    Article,
    Block,
    Cell,
    Heading,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Strong,
    Table,
    Text,
)
from newsconvert.verification import verify_document

FORMATS = ("pdf", "docx", "epub", "html", "json")
BROKEN = (Text("سطر أول من اثنين"), LineBreak(), LineBreak(), Text("وسطر ثان بعد فراغ"))


def article_of(*body: Block) -> Article:
    read = newsconvert.read_text("عنوان الخبر عن المدينة\n\nنص الفقرة الأولى من الخبر وفيه كلام عن المدينة وأهلها.\n")
    return replace(read, body=(*read.body, *body))


def cells(*texts: str) -> Table:
    return Table((tuple(Cell((Text(text),)) for text in texts), tuple(Cell((Text(text),)) for text in texts[::-1])))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "block",
    [
        Paragraph(BROKEN),
        Paragraph((*BROKEN[:3], LineBreak(), *BROKEN[3:])),
        Heading(2, BROKEN),
        ItemList(False, (BROKEN,)),
        Table(((Cell(BROKEN), Cell((Text("خلية"),))),)),
        Heading(2, ()),
        Heading(3, (Text(" "),)),
        ItemList(False, ()),
        Paragraph((Text("نص عربي يمضي إلى اليسار"),), direction="ltr"),
        Paragraph((Link("https://a.example/x", (Text("كلمة"),)), Link("https://a.example/x", (Text("أخرى"),)))),
        Paragraph((Link("https://a.example/x", (Text("كلمة"),)), Link("https://a.example/x", (Strong(BROKEN[:1]),)))),
        cells("🏳️‍🌈", "👨‍👩‍👧", "❤️‍🔥"),
        cells("👨‍👩‍👧 عائلة", "🏳️‍🌈 علم", "👩🏽‍💻"),
    ],
)
def test_what_articles_may_have_is_no_alarm(format: str, block: Block) -> None:
    article = article_of(block)
    assert verify_document(article, format, newsconvert.write(article, format)).findings == ()


@pytest.mark.parametrize("format", FORMATS)
def test_an_article_that_is_to_run_to_the_right(format: str) -> None:
    article = replace(article_of(), direction="ltr")
    assert verify_document(article, format, newsconvert.write(article, format)).findings == ()


def test_more_lines_without_text_than_the_source_has() -> None:
    article = article_of(Paragraph(BROKEN))
    page = newsconvert.write(article, "html")
    more = page.replace(b"<br/>", b"<br/><br/>", 1)
    assert more != page
    told = [str(one) for one in verify_document(article, "html", more).findings]
    assert any("lines without text" in one for one in told)


def test_another_direction_than_that_of_the_source() -> None:
    block = Paragraph((Text("نص عربي يمضي إلى اليمين"),), direction="rtl", language="fa")
    article = article_of(block)
    page = newsconvert.write(article, "html")
    turned = page.replace(b'<p lang="fa" dir="rtl">', b'<p lang="fa" dir="ltr">')
    assert turned != page
    told = [str(one) for one in verify_document(article, "html", turned).findings]
    assert any("[dir=ltr]" in one for one in told)


def test_emoji_that_stand_in_another_order() -> None:
    article = article_of(cells("👨‍👩‍👧", "خلية"))
    other = article_of(cells("👧‍👩‍👨", "خلية"))
    assert not verify_document(article, "pdf", newsconvert.write(other, "pdf")).ok
