"""Messages of Telegram: its pages on the web, and what its programs export."""

from __future__ import annotations

from typing import Any

import pytest

import newsconvert
from newsconvert.model import Figure, Heading, Paragraph, plain_text
from newsconvert.result import Kind

pytest.importorskip("trafilatura")
CHANNEL, HEADLINE = "أخبار الضفة", "افتتاح مخبز جديد في حي الوادي"
TEXT = "افتتحت البلدية اليوم مخبزا جديدا يخدم عشرة آلاف نسمة."
LINES = f"<b>{HEADLINE}</b><br/><br/>{TEXT}"

OTHER = "انقطاع المياه عن الحي<br/>يعود الضخ مساء اليوم بعد إصلاح العطل."


def on_web(*texts: str, photo: str = "") -> str:
    message = "".join(
        f'<div class="tgme_widget_message js-widget_message" data-post="daffa/{7 + at}"><a class="tgme_widget_message_owner_name">'
        f'<span>{CHANNEL}</span></a>{photo}<div class="tgme_widget_message_text js-message_text">{text}</div>'
        '<span class="tgme_widget_message_views">12K</span><a class="tgme_widget_message_date"><time datetime="2026-03-12T08:15:00+00:00">08:15</time></a></div>'
        for at, text in enumerate(texts)
    )  # fmt: skip
    head = f'<title>Telegram: View @daffa</title><meta property="og:title" content="{CHANNEL}">'
    return f"<html><head>{head}</head><body>{message}</body></html>"


def exported(*texts: str) -> str:
    message = "".join(
        f'<div class="message default" id="message{at}"><div class="body"><div class="pull_right date details" '
        f'title="12.03.2026 08:15:00 UTC+03:00">08:15</div><div class="from_name">{CHANNEL}</div><div class="text">{text}</div></div></div>'
        for at, text in enumerate(texts)
    )  # fmt: skip
    header = f'<div class="page_header"><div class="content"><div class="text bold">{CHANNEL}</div></div></div>'
    return f"<html><head><title>Exported Data</title></head><body>{header}{message}</body></html>"


def load(page: str) -> tuple[Any, list[Kind]]:
    found = newsconvert.load(page.encode(), reader="html")
    return found.value, [one.kind for one in found.warnings]


@pytest.mark.parametrize(
    ("page", "published", "url"),
    [
        (on_web(LINES), "2026-03-12 08:15:00+00:00", "https://t.me/daffa/7"),
        (exported(LINES), "2026-03-12 08:15:00+03:00", None),
    ],
)
def test_a_message_is_an_article_of_its_channel(page: str, published: str, url: str | None) -> None:
    article, kinds = load(page)
    assert (article.headline, article.source.name, article.source.url) == (HEADLINE, CHANNEL, url)
    assert str(article.published) == published
    assert [plain_text(block.inlines) for block in article.body] == [TEXT]
    assert Kind.PAGE_FURNITURE in kinds


@pytest.mark.parametrize("page", [on_web(LINES, OTHER), exported(LINES, OTHER)])
def test_several_messages_stand_under_the_name_of_their_channel(page: str) -> None:
    article, _ = load(page)
    assert article.headline == CHANNEL
    assert [(type(block), plain_text(block.inlines)) for block in article.body] == [
        (Heading, HEADLINE), (Paragraph, TEXT), (Heading, "انقطاع المياه عن الحي"), (Paragraph, "يعود الضخ مساء اليوم بعد إصلاح العطل."),
    ]  # fmt: skip


def test_photographs_of_a_message_are_kept() -> None:
    photo = "<a class='tgme_widget_message_photo_wrap' style=\"width:8px;background-image:url('https://cdn.example/1.jpg')\"></a>"
    article, kinds = load(on_web(LINES, photo=photo))
    assert any(isinstance(block, Figure) for block in article.body)
    assert Kind.PICTURE_MISSING in kinds
