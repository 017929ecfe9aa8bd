"""Messages of Telegram: its pages on the web, and what its programs export."""

from __future__ import annotations

import json
from typing import Any

import pytest

import newsconvert
from newsconvert.model import Figure, Heading, ItemList, Link, Paragraph, Text, plain_text
from newsconvert.result import Converted, Kind

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


QUESTION, ANSWERS = "هل تؤيد توسيع الجسر؟", ["نعم", "لا"]
ON_WEB_POLL = (
    '<div class="tgme_widget_message js-widget_message" data-post="daffa/8"><a class="tgme_widget_message_owner_name"><span>'
    f'{CHANNEL}</span></a><div class="tgme_widget_message_poll js-poll"><div class="tgme_widget_message_poll_question">{QUESTION}</div>'
    '<div class="tgme_widget_message_poll_type">استطلاع</div>'
    + "".join(
        f'<div class="tgme_widget_message_poll_option"><div class="tgme_widget_message_poll_option_percent">{share}</div>'
        f'<div class="tgme_widget_message_poll_option_text">{text}</div></div>'
        for text, share in zip(ANSWERS, ("80%", "20%"), strict=True)
    )
    + "</div></div>"
)
EXPORTED_POLL = (
    '<div class="message default" id="message9"><div class="body"><div class="media_wrap"><div class="media_poll">'
    f'<div class="question bold">{QUESTION}</div><div class="details">استطلاع</div>'
    + "".join(f'<div class="answer">- {text} <span class="details">9 أصوات</span></div>' for text in ANSWERS)
    + '<div class="total details">18 صوتا</div></div></div></div></div>'
)


@pytest.mark.parametrize(
    ("page", "items", "rest"),
    [
        (on_web(LINES).replace("</body>", f"{ON_WEB_POLL}</body>"), ["80% نعم", "20% لا"], ["استطلاع"]),
        (
            exported(LINES).replace("</body>", f"{EXPORTED_POLL}</body>"),
            ["نعم 9 أصوات", "لا 9 أصوات"],
            ["استطلاع", "18 صوتا"],
        ),
    ],
)
def test_a_poll_is_a_message_with_its_answers(page: str, items: list[str], rest: list[str]) -> None:
    article, _ = load(page)
    *_, heading, listed = article.body[: -len(rest)]
    assert (type(heading), plain_text(heading.inlines)) == (Heading, QUESTION)
    assert [plain_text(item) for item in listed.items] == items
    assert [plain_text(block.inlines) for block in article.body[-len(rest) :]] == rest


def test_an_export_in_json_is_a_corpus_of_its_messages_and_polls() -> None:
    pieces = [
        HEADLINE,
        "\n\n",
        {"type": "bold", "text": "افتتحت"},
        " البلدية < ",
        {"type": "text_link", "text": "مخبزا", "href": "https://x.example/?a=1&b"},
    ]
    messages = [
        {"id": 1, "type": "service", "date": "2026-03-12T08:00:00", "action": "create_channel", "text": ""},
        {"id": 2, "type": "message", "date": "2026-03-12T08:15:00", "photo": "photos/1.jpg", "text": pieces},
        {"id": 3, "type": "message", "date": "2026-03-12T09:15:00", "text": "", "poll": {"question": QUESTION, "total_voters": 9, "answers": [{"text": text, "voters": 6} for text in ANSWERS]}},
        {"id": 4, "type": "message", "date": "2026-03-12T09:30:00", "text": ""},
    ]  # fmt: skip
    data = json.dumps({"name": CHANNEL, "type": "public_channel", "id": 7, "messages": messages}, ensure_ascii=False)
    found = [one for _, one in newsconvert.load_many(data.encode(), file_name="result.json")]
    first, poll = (one.value for one in found if not isinstance(one, newsconvert.errors.InputError))
    assert isinstance(found[0], Converted)
    assert {one.kind for one in found[0].warnings} == {Kind.PICTURE_MISSING, Kind.UNUSED_COLUMN}
    assert (first.headline, str(first.published), first.source and first.source.name) == (
        HEADLINE,
        "2026-03-12 08:15:00",
        CHANNEL,
    )
    (line,) = (block.inlines for block in first.body if isinstance(block, Paragraph))
    assert (plain_text(line), line[-1]) == (
        "افتتحت البلدية < مخبزا",
        Link("https://x.example/?a=1&b", (Text("مخبزا"),)),
    )
    assert poll.headline == f"{QUESTION} (9)"
    assert [
        plain_text(item)
        for block in poll.body
        if isinstance(block, ItemList)
        for item in block.items
        if isinstance(item, tuple)
    ] == ["نعم: 6", "لا: 6"]
