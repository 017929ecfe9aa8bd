"""What a document claims beside its text: style sheets from elsewhere, labels, tips, metadata, covers, bibliographies."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

import newsconvert
from newsconvert.model import Article, ItemList, Paragraph, Source, Text
from newsconvert.verification import verify_document
from support.repacked import substituted

ARTICLE = Article(
    "عنوان الخبر", (
        Paragraph((Text("فقرة أولى عن حال السوق."),)),
        ItemList(False, ((Text("بند"),),)),
    ),
    byline="سامي حداد، ليلى خوري", source=Source("وكالة الأنباء", "https://example.org/a"), published=date(2025, 3, 4),
)  # fmt: skip
MADE = {format: newsconvert.write(ARTICLE, format) for format in ("html", "epub", "docx")}


def changed(format: str, part: str, old: str, new: str) -> bytes:
    """Return a document in which `old` is `new` in the parts whose name ends so."""
    if format == "html":
        data = MADE[format].replace(old.encode(), new.encode(), 1)
        assert data != MADE[format]
        return data
    return substituted(MADE[format], f".*{re.escape(part)}", re.escape(old), new.replace("\\", r"\\"), count=1)


@pytest.mark.parametrize("format", MADE)
def test_documents_claim_nothing_else(format: str) -> None:
    assert verify_document(ARTICLE, format, MADE[format]).findings == ()


def found(format: str, part: str, old: str, new: str) -> bool:
    return bool(verify_document(ARTICLE, format, changed(format, part, old, new)).findings)


@pytest.mark.parametrize("format", ["html", "epub"])
@pytest.mark.parametrize("selector", ["h1", "html"])
def test_words_in_place_of_quotation_marks(format: str, selector: str) -> None:
    sheet = f'{selector} {{ quotes: "زور" "x" }} h1::before {{ content: open-quote }}'
    if format == "html":
        assert found(format, "", "</style>", f"{sheet}</style>")
        return
    assert found(format, ".xhtml", "</head>", f"<style>{sheet}</style></head>")
    usual = changed(format, ".xhtml", "</head>", '<style>q { quotes: "«" "»" "“" "”" }</style></head>')
    assert verify_document(ARTICLE, format, usual).findings == ()


@pytest.mark.parametrize(
    "told",
    [
        '<link rel="stylesheet" href="https://evil.org/x.css"></link>',
        '<link rel="StyleSheet" href="x.css"></link>',
        "<style>@import url(https://evil.org/x.css);</style>",
        '<style>@import "x.css";</style>',
    ],
)
@pytest.mark.parametrize("format", ["html", "epub"])
def test_style_sheets_that_are_not_in_the_document(format: str, told: str) -> None:
    assert found(format, "text.xhtml", "</head>", f"{told}</head>")


@pytest.mark.parametrize("format", ["html", "epub"])
def test_tips_and_texts_for_browsers_without_scripts(format: str) -> None:
    for old, new in (
        ("<p>فقرة", '<p title="نص آخر">فقرة'),
        ("<h1", '<h1 title="نص آخر"'),
        ("</article>", "<noscript>نص آخر</noscript></article>"),
        ("</head>", "<noscript><style>p { color: red }</style></noscript></head>"),
    ):
        assert found(format, "text.xhtml", old, new), new


@pytest.mark.parametrize("label", ["زور", "• زور", "x"])
def test_bullets_that_are_words(label: str) -> None:
    assert found("docx", "numbering.xml", 'w:val="•"', f'w:val="{label}"')
    assert not found("docx", "numbering.xml", 'w:val="•"', 'w:val="–"')


def test_what_stands_for_the_cover() -> None:
    for old, new in (("عنوان الخبر", "زور"), ("غلاف: ", "زور: "), ("٤ مارس", "٥ مارس"), ("وكالة الأنباء", "زور")):
        assert found("epub", "cover.xhtml", old, new), new
    assert found("epub", "cover.xhtml", 'alt="', 'aria-label="زور" alt="')


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<b:Title>عنوان", "<b:Title>زور"),
        ("<b:InternetSiteTitle>وكالة", "<b:InternetSiteTitle>زور"),
        ("<b:URL>https://example", "<b:URL>https://evil"),
        ("<b:Last>سامي حداد", "<b:Last>زيد زور"),
        ("<b:Year>2025", "<b:Year>2019"),
        ("<b:Month>", "<b:Month>x"),
        ("<b:RefOrder>", "<b:Comments>زور</b:Comments><b:RefOrder>"),
    ],
)
def test_falsified_bibliographies(old: str, new: str) -> None:
    assert found("docx", "customXml/item1.xml", old, new)


@pytest.mark.parametrize(
    ("told", "right"),
    [
        ('<meta property="og:title" content="{}">', "عنوان الخبر"),
        ('<meta name="twitter:title" content="{}">', "عنوان الخبر"),
        ('<meta name="description" content="{}">', "فقرة أولى عن حال السوق."),
        ('<meta property="og:description" content="{}">', "فقرة أولى عن…"),
        ('<meta name="author" content="{}">', "سامي حداد"),
        ('<meta property="og:url" content="{}">', "https://example.org/a"),
        ('<meta property="article:published_time" content="{}">', "2025-03-04"),
        ('<script type="application/ld+json">{{"@graph": [{{"headline": "{}"}}]}}</script>', "عنوان الخبر"),
        ('<script type="application/ld+json">[{{"articleBody": "{}"}}]</script>', "فقرة أولى"),
    ],
)
def test_what_pages_say_of_themselves(told: str, right: str) -> None:
    page = changed("html", "", "</head>", f"{told.format(right)}</head>")
    assert verify_document(ARTICLE, "html", page).findings == ()
    assert found("html", "", "</head>", f"{told.format('زور وبهتان')}</head>")


def test_bibliographies_of_sources_without_a_name() -> None:
    for address in ("https://www.example.org/a?b=c", "http://example.org:8080", "https://مثال.org/خبر"):
        article = replace(ARTICLE, source=Source(None, address), byline=None)
        assert verify_document(article, "docx", newsconvert.write(article, "docx")).findings == ()


@pytest.mark.parametrize("language", ["ar", "fa", "ckb", "en", "fr"])
def test_dates_of_bibliographies_in_other_languages(language: str) -> None:
    article = replace(
        ARTICLE, language=language, source=Source("A", "https://example.org/", retrieved=date(2025, 4, 5))
    )
    assert verify_document(article, "docx", newsconvert.write(article, "docx")).findings == ()


METADATA = newsconvert.read_text(
    "افتتاح جسر جديد على النهر\nكتبت: سلمى الخطيب\n3 آذار 2025\n\nقال المهندس سامر حداد إن الجسر يربط ضفتي النهر.\n\n"
    "وأضاف أن العمل استمر عامين كاملين.\n\nالمصدر: صحيفة النهر"
)


@pytest.mark.parametrize(
    ("name", "value"), [("published", "1999-01-01"), ("language", "fa"), ("direction", "ltr"), ("title", "خبر")]
)
def test_fields_of_json_are_compared(name: str, value: str) -> None:
    made = json.loads(newsconvert.write(METADATA, "json"))
    assert verify_document(METADATA, "json", json.dumps(made).encode()).findings == ()
    assert name in made
    assert verify_document(METADATA, "json", json.dumps({**made, name: value}).encode()).findings != ()


@pytest.mark.parametrize(
    ("format", "part", "told", "other"),
    [
        ("docx", "core.xml", "سلمى الخطيب", "سامر حداد"), ("epub", ".opf", "سلمى الخطيب", "سامر حداد"),
        ("epub", ".opf", "صحيفة النهر", "ضفتي النهر"), ("docx", "custom.xml", "صحيفة النهر", "ضفتي النهر"),
    ],
)  # fmt: skip
def test_words_of_the_text_are_no_author_and_no_publisher(format: str, part: str, told: str, other: str) -> None:
    made = newsconvert.write(METADATA, format)
    assert verify_document(METADATA, format, made).findings == ()
    changed = substituted(made, f".*{re.escape(part)}", f">{told}<", f">{other}<")
    assert changed != made
    assert verify_document(METADATA, format, changed).findings != ()


def test_the_size_of_arabic_letters_in_word_styles_is_that_of_complex_scripts() -> None:
    made = newsconvert.write(METADATA, "docx")
    changed = substituted(made, ".*styles.xml", r'<w:szCs w:val="\d+', '<w:szCs w:val="2')
    assert {one.kind for one in verify_document(METADATA, "docx", changed).findings} & {"missing", "hidden"}
