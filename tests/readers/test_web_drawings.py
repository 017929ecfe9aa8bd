"""Frames that hold their document, and drawings that are no `img` element: their words are in the article or counted."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape

import pytest

import newsconvert
from newsconvert.model import (
    Block,
    Figure,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Table,
    Text,
    ThematicBreak,
    block_inlines,
    plain_text,
)
from newsconvert.result import Kind
from support.webpages import ONE, TWO, between, page

CHART = "ارتفعت الكلفة من 12 إلى 18 مليونًا"


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [" / ".join(map(plain_text, block_inlines(block))) for block in blocks]


def framed(document: str, attributes: str = "") -> str:
    return f'<iframe srcdoc="{escape(document)}"{attributes}></iframe>'


def test_the_document_in_a_frame_is_of_the_page_with_its_own_styles() -> None:
    inner = "<style>p{display:none}</style><p>مخفي</p><ul><li>أول</li></ul><table><tr><th>سنة</th></tr><tr><td>9</td></tr></table>"
    found, warnings = between(page(f"{framed(inner, ' title=جدول src=https://x.example/')}<p>بعد</p>"))
    assert [type(block) for block in found] == [ItemList, Table, Paragraph]
    assert texts(found) == ["أول", "سنة / 9", "بعد"]
    assert warnings == {Kind.HIDDEN_TEXT: 1, Kind.ATTRIBUTE: 1}


@pytest.mark.parametrize(
    "address",
    [
        "data:text/html;charset=utf-8,%3Cp%3E%D9%86%D9%87%D8%B1%3C/p%3E",
        f"data:text/html;base64,{b64encode('<p>نهر</p>'.encode()).decode()}",
    ],
)
def test_a_document_in_an_address_is_of_the_page(address: str) -> None:
    assert texts(between(page(f"<p>قبل</p><iframe src='{address}'></iframe>"))[0]) == ["قبل", "نهر"]


def test_a_frame_with_the_button_of_a_video_leads_to_it() -> None:
    button = "<a href='https://video.example/7'><img src='still.jpg' alt=''><span>▶</span></a>"
    for attributes in ("", " src='https://video.example/7'"):
        (block,), warnings = between(page(framed(button, attributes)))
        assert isinstance(block, Paragraph)
        assert [getattr(node, "url", None) for node in block.inlines] == ["https://video.example/7"]
        assert warnings == {Kind.EMBED_AS_LINK: 1}


TOLD = "الكلفة 41% في السنة"


@pytest.mark.parametrize(
    "markup",
    [
        "<canvas aria-label='رسم'>{}</canvas>",
        "<p>قبل <canvas>{}</canvas> بعد</p>",
        "<object data='https://x.example/a.pdf'>{}</object>",
        "<object data='a.png' type='image/png'>{}</object>",
        "<object data='a.pdf'><object data='b.pdf'><p>{}</p></object></object>",
        "<iframe src='https://x.example/'>{}</iframe>",
        "<iframe src='https://x.example/'><p>{}</p></iframe>",
        "<iframe srcdoc='<p>نهر</p>'>{}</iframe>",
        "<iframe>{}</iframe>",
        "<figure><video src='a.mp4'><p>{}</p></video><figcaption>تعليق</figcaption></figure>",
        "<ul><li><audio>{}</audio></li></ul>",
        "<noscript><p>{}</p></noscript>",
        "<amp-img src='a.png' alt='صورة'><div fallback>{}</div></amp-img>",
        "<amp-iframe src='https://x.example/'><p placeholder>{}</p></amp-iframe>",
        "<amp-video src='a.mp4'><div fallback>{}</div></amp-video>",
    ],
)
def test_words_in_place_of_what_a_browser_cannot_show_are_counted(markup: str) -> None:
    found = newsconvert.load(page(markup.format(TOLD)), reader="html")
    assert TOLD not in repr(found.value)
    hidden = [one for one in found.warnings if one.kind == Kind.HIDDEN_TEXT]
    assert [(one.count, one.characters, *one.passages) for one in hidden] == [(1, len(TOLD.replace(" ", "")), TOLD)]


@pytest.mark.parametrize(
    "markup",
    ["<object>{}</object>", "<object type='image/png'><p>{}</p></object>", "<object><object data='a.pdf'></object>{}</object>", "<picture><source srcset='a.png'>{}</picture>"],
)  # fmt: skip
def test_words_of_an_object_that_names_no_file_and_of_a_picture_are_text(markup: str) -> None:
    found, warnings = between(page(markup.format(TOLD)))
    assert TOLD in texts(found)
    assert Kind.HIDDEN_TEXT not in warnings


def test_a_player_in_an_object_is_a_link() -> None:
    player = "<object classid='x'><param name='movie' value='a'><embed src='https://video.example/7'></object>"
    ((block,), warnings) = between(page(player))
    assert "https://video.example/7" in repr(block)
    assert warnings == {Kind.EMBED_AS_LINK: 1}


def test_the_label_of_a_canvas_stands_for_its_drawing() -> None:
    (block,), warnings = between(page("<canvas aria-label='رسم الكلفة'></canvas>"))
    assert isinstance(block, Figure)
    assert block.pictures[0].alternative == "رسم الكلفة"
    assert warnings == {Kind.PICTURE_MISSING: 1}


OF_FRAME = [
    "<p>المصدر: الداخلية</p>",
    "<p>المصدر:</p><p>الداخلية</p>",
    "<p>نقلا عن الشرق</p>",
    "<p>كتب: سامر الحاج</p>",
    "<p class='byline'>سامر الحاج</p>",
    "<p><a rel='author' href='https://x.example/s'>سامر الحاج</a></p>",
    "<h1>كلف الترميم</h1><p><time datetime='2020-01-01'>1 يناير 2020</time></p>",
    "<p itemprop='datePublished'>2020-01-01</p>",
    '<p>جدول</p><script type="application/ld+json">{"@type":"NewsArticle","headline":"كلف","author":"سامر","datePublished":"2020-01-01"}</script>',
]
TABLE = "<table><tr><th>سنة</th><th>كلفة</th></tr><tr><td>2020</td><td>70</td></tr></table>"


@pytest.mark.parametrize("said", OF_FRAME)
@pytest.mark.parametrize("order", ["{said}{table}", "{table}{said}", "<p>نص الرسم</p>{said}"])
@pytest.mark.parametrize("place", ["<h1>بلدية الميناء تفتح السوق القديم</h1>{}", "{}</article>", "{}<p>وقال"])
def test_what_a_frame_says_of_itself_is_not_of_the_article_around_it(said: str, order: str, place: str) -> None:
    around = place.format("").encode()
    markup = page("")
    assert around in markup
    frame = framed(order.format(said=said, table=TABLE))
    found = newsconvert.load(markup.replace(around, place.format(frame).encode()), reader="html").value
    plain = newsconvert.load(markup, reader="html").value
    stated = ("headline", "kicker", "deck", "byline", "dateline", "published", "timestamp", "source", "place", "agency")
    assert [getattr(found, name) for name in stated] == [getattr(plain, name) for name in stated]
    words = re.sub("<[^>]*>", "", re.sub("<script.*", "", said))
    assert words.replace(" ", "") in "".join(texts(found.body)).replace(" ", "")
    assert {type(block) for block in found.body} <= {Paragraph, Table, Heading, ThematicBreak}


def test_a_frame_that_holds_the_article_says_whose_it_is() -> None:
    whole = f"<h1>بلدية الميناء تفتح السوق</h1><p class='byline'>سامر الحاج</p><p>{ONE}</p><p>{TWO}</p><p>المصدر: الداخلية</p>"
    shell = f"<!DOCTYPE html><html lang='ar' dir='rtl'><head><meta charset='utf-8'></head><body><p>مرحبا</p>{framed(whole)}</body></html>"
    found = newsconvert.load(shell.encode(), reader="html").value
    assert found.byline == "سامر الحاج"
    assert found.source is not None
    assert found.source.name == "الداخلية"


def test_frames_in_frames_and_deep_ones_are_counted() -> None:
    _, warnings = between(page(framed(f"<p>أول</p>{framed('<p>ثان</p>')}")))
    assert warnings == {Kind.EMBED_AS_LINK: 1}
    _, warnings = between(page(framed("<div>" * 150 + "عميق")))
    assert warnings == {Kind.EMBED_AS_LINK: 1}


@pytest.mark.parametrize(
    "drawing",
    [
        f"<div role='img' aria-label='{CHART}'></div>",
        f"<div role='img' aria-label='{CHART}'><svg><path d='M0 0'/></svg></div>",
        f"<svg role='img' aria-label='{CHART}'><path d='M0 0'/></svg>",
        f"<svg role='img' aria-labelledby='t'><title id='t'>{CHART}</title><path d='M0 0'/></svg>",
        f"<svg role='img'><title>{CHART}</title><path d='M0 0'/></svg>",
        f"<p><canvas role='img' aria-label='{CHART}'></canvas></p>",
        f"<div role='image' aria-label='{CHART}'><img src='a.png' alt=''></div>",
    ],
)
def test_a_drawing_with_a_label_is_a_picture(drawing: str) -> None:
    (block,), warnings = between(page(drawing))
    assert isinstance(block, Figure)
    assert [one.alternative for one in block.pictures] == [CHART]
    assert warnings == {Kind.PICTURE_MISSING: 1}


def test_the_background_of_a_drawing_is_its_picture() -> None:
    style = "background-image:url(https://x.example/a.jpg)"
    (block,), _ = between(page(f"<div role='img' aria-label='{CHART}' style='{style}'></div>"))
    assert isinstance(block, Figure)
    assert block.pictures[0].url == "https://x.example/a.jpg"


def test_a_drawing_amid_a_line_is_read_as_its_label() -> None:
    found, _ = between(page("<p>المؤشر <span role='img' aria-label='سهم صاعد'></span> اليوم</p>"))
    assert texts(found) == ["المؤشر سهم صاعد اليوم"]


@pytest.mark.parametrize(
    ("drawing", "shown"),
    [
        ("<span role='img' aria-label='نجمة ذهبية'>⭐</span>", ["قبل ⭐ بعد"]),
        ("<svg role='img' aria-label='نجمة ذهبية'><text>9</text></svg>", ["قبل 9 بعد"]),
        ("<svg aria-label='نجمة ذهبية'><path d='M0 0'/></svg>", ["قبل بعد"]),
        ("<a href='/s'><span role='img' aria-label='نجمة ذهبية'></span></a>", ["قبل بعد"]),
        ("<i class='fa fa-star' role='img' aria-label='نجمة ذهبية'></i>", ["قبل بعد"]),
        ("<svg width='16' height='16' role='img' aria-label='نجمة ذهبية'><path d='M0 0'/></svg>", ["قبل بعد"]),
    ],
)
def test_the_label_of_a_drawing_with_words_or_of_an_icon_is_counted(drawing: str, shown: list[str]) -> None:
    data = page(f"<p>قبل {drawing} بعد</p>")
    found, _ = between(data)
    assert [" ".join(text.split()) for text in texts(found)] == shown
    (warning,) = newsconvert.load(data, reader="html").warnings
    assert (warning.kind, warning.passages) == (Kind.ATTRIBUTE, ("نجمة ذهبية",))


def test_frames_of_a_page_in_one_file_lead_to_their_pages_or_hold_what_was_in_it() -> None:
    def part(name: int, where: str, content: str) -> str:
        return f"--B\nContent-Type: text/html; charset=utf-8\nContent-ID: <f{name}@x>\nContent-Location: {where}\n\n{content}\n"

    inner = "<iframe src='cid:f1@x' title='فيديو'></iframe><iframe src='cid:f2@x'></iframe>"
    parts = part(0, "https://x.example/1", page(inner).decode())
    parts += part(1, "https://video.example/7", "<p>مشاهدة لاحقا</p>") + part(2, "about:srcdoc", "<p>جدول الكلف</p>")
    head = "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n"
    found = newsconvert.load(f"{head}{parts}--B--\n".encode(), reader="mhtml").value
    shown = texts(found.body)
    assert shown[1:3] == ["فيديو", "جدول الكلف"]
    assert Link("https://video.example/7", (Text("فيديو"),)) in getattr(found.body[1], "inlines", ())


@pytest.mark.parametrize(
    ("element", "address"),
    [
        ("<lite-youtube videoid='abc'></lite-youtube>", "https://www.youtube.com/watch?v=abc"),
        ("<vimeo-video src='https://vimeo.com/7'></vimeo-video>", "https://vimeo.com/7"),
        ("<div class='fb-video x' data-href='https://www.facebook.com/v/7'></div>", "https://www.facebook.com/v/7"),
        (
            "<div class='flourish-embed' data-src='visualisation/7'></div>",
            "https://public.flourish.studio/visualisation/7",
        ),
    ],
)
def test_players_that_a_script_fills_are_links(element: str, address: str) -> None:
    (block,), warnings = between(page(element))
    assert isinstance(block, Paragraph)
    assert [getattr(node, "url", None) for node in block.inlines] == [address]
    assert warnings == {Kind.EMBED_AS_LINK: 1}
    found, warnings = between(page(element.replace("></", "><p>نص فيه</p></")))
    assert (texts(found), warnings) == (["نص فيه"], {})
