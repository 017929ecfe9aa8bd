"""Messages of mail: signatures, headers as they are typed, and authors stated as whole lines of credits."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, article_text
from newsconvert.result import Kind

TEXT = "افتتح رئيس البلدية صباح اليوم معرض الزهور في المدينة القديمة بمشاركة خمسين عارضاً من المحافظات كلها."
MORE = "وقال رئيس البلدية إن المعرض يستمر أسبوعاً، وإن ريعه يعود إلى ترميم الحديقة العامة."
SIGNATURE = ("سمر حداد", "محررة الشؤون المحلية", "هاتف: 0500000000")


def read(
    body: str, kind: str = "text/plain", sender: str = '"ليلى عمران" <layla@news.example>'
) -> tuple[Article, set[Kind]]:
    head = f"From: {sender}\nSubject: افتتاح معرض الزهور\nMIME-Version: 1.0\nContent-Type: {kind}; charset=utf-8\n"
    message = f"{head}Content-Transfer-Encoding: 8bit\n\n{body}"
    found = newsconvert.load(message.encode(), reader="mail")
    return found.value, {warning.kind for warning in found.warnings}


@pytest.mark.parametrize("dashes", ["-- ", "--", "--\r"])
def test_signature_of_a_text_is_left_out_and_no_byline(dashes: str) -> None:
    article, warnings = read("\n".join((TEXT, "", MORE, "", dashes, *SIGNATURE)))
    assert list(article_text(article))[-1] == MORE
    assert article.byline == "ليلى عمران"
    assert Kind.LEFT_OUT in warnings
    assert Kind.INVALID_CHARACTER not in warnings


@pytest.mark.parametrize(
    "signature",
    ["<div>-- <br>{}</div>", '<div class="gmail_signature">{}</div>', '<span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature">{}</div>',
     '<div class="moz-signature">-- <br>{}</div>', '<div id="Signature"><p>{}</p></div>', "<p>--</p><p>{}</p>"],
)  # fmt: skip
def test_signature_of_a_page_is_left_out(signature: str) -> None:
    markup = (
        f"<html><body><div><p>{TEXT}</p><p>{MORE}</p>{signature.format('<br>'.join(SIGNATURE))}</div></body></html>"
    )
    article, warnings = read(markup, "text/html")
    assert list(article_text(article))[-1] == MORE
    assert article.byline == "ليلى عمران"
    assert Kind.LEFT_OUT in warnings


def test_two_dashes_over_more_than_a_signature_are_text() -> None:
    article, warnings = read("\n".join((TEXT, "--", *([MORE + " " + TEXT] * 3))))
    assert sum(MORE in line for line in article_text(article)) == 3
    assert Kind.LEFT_OUT not in warnings


def test_byline_of_the_text_is_kept_over_the_sender() -> None:
    article, _ = read(f"كتب: نبيل عواد\n\n{TEXT}\n\n-- \nسمر حداد\n")
    assert article.byline == "كتب: نبيل عواد"


@pytest.mark.parametrize(
    ("author", "byline", "place", "agency"),
    [("كتب - محمود فؤاد: القاهرة", "كتب - محمود فؤاد: القاهرة", "القاهرة", None), ("القاهرة - محمود فؤاد", "القاهرة - محمود فؤاد", "القاهرة", None),
     ("كتب: محمود فؤاد:", "كتب: محمود فؤاد", None, None), ("محمود فؤاد", "محمود فؤاد", None, None), ("عمّان - بترا", "عمّان - بترا", "عمّان", "بترا")],
)  # fmt: skip
def test_author_of_a_page_may_be_a_line_of_credits(
    author: str, byline: str, place: str | None, agency: str | None
) -> None:
    head = f'<title>خبر</title><meta name="author" content="{author}">'
    page = f"<html><head>{head}</head><body><article><h1>افتتاح معرض الزهور</h1><p>{TEXT}</p><p>{MORE}</p></article></body></html>"
    article = newsconvert.read(page.encode(), reader="html")
    assert (article.byline, article.place, article.agency) == (byline, place, agency)
