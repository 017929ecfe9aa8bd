"""EPUBs as readers show them: epub.js in Chromium, MuPDF, and what calibre goes by."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pymupdf
import pytest
from lxml import etree

import newsconvert
from newsconvert.model import Article, Heading, Paragraph, Source, Text, Volume
from support import judges

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OPF = {"o": "http://www.idpf.org/2007/opf"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with judges.browser() as started:
        yield started


@pytest.fixture
def shown(browser: Browser) -> Iterator[Callable[[bytes], dict[str, Any]]]:
    """What epub.js shows of a book, which makes no errors on the way."""
    page = browser.new_page(viewport={"width": 500, "height": 700})
    problems: list[str] = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("requestfailed", lambda request: problems.append(request.url))
    yield lambda book: judges.epubjs(page, book)
    page.close()
    assert problems == []


@pytest.fixture
def book(article: Article) -> bytes:
    """An article of several pages."""
    return newsconvert.write(replace(article, body=article.body * 4), "epub")


@pytest.fixture(scope="module")
def volume() -> Volume:
    body = tuple(Paragraph((Text(f"نصّ الفقرة {number} من الخبر عن Plan B. " * 5),)) for number in range(6))
    articles = tuple(
        Article(f"الخبر {number}", (Heading(2, (Text("تفاصيل"),)), *body), byline="كتب: سارة علي",
                source=Source("وكالة الأنباء", "https://example.org/1"))
        for number in range(4)
    )  # fmt: skip
    english = Article("News & more", (Paragraph((Text("Some text. " * 20),)),), language="en", direction="ltr")
    return Volume("مختارات الأسبوع", (*articles, english), "أخبار ومقالات", "دار النشر")


def changed(book: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Return the book with one of its files changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(made, "w") as after:
        for part in before.namelist():
            data = before.read(part)
            after.writestr(part, change(data.decode()).encode() if part == name else data)
    return made.getvalue()


def rows(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["href"]: row for row in found["documents"]}


@pytest.mark.judge
def test_epub_js_shows_an_article_from_right_to_left(book: bytes, shown: Callable[[bytes], dict[str, Any]]) -> None:
    found = shown(book)
    assert (found["progression"], found["first"]) == ("rtl", "cover.xhtml")
    documents = rows(found)
    assert list(documents) == ["cover.xhtml", "text.xhtml"]
    assert documents["cover.xhtml"]["pictures"] == 1
    text = documents["text.xhtml"]
    assert text["blocks"] > 40
    assert text["astray"] == []
    assert text["pages"] > 2
    assert text["turned"] == 500  # the next page comes from the left, so that this one goes to the right
    assert sorted(text["fonts"]) == [
        [name, "loaded"] for name in ("Amiri 400", "Amiri 700", "Noto Kufi Arabic 400", "Noto Kufi Arabic 700")
    ]


@pytest.mark.judge
def test_epub_js_shows_an_anthology_from_right_to_left(
    volume: Volume, shown: Callable[[bytes], dict[str, Any]]
) -> None:
    found = shown(newsconvert.bind(volume, "epub").value)
    assert (found["progression"], found["first"]) == ("rtl", "cover.xhtml")
    documents = rows(found)
    assert list(documents)[:4] == ["cover.xhtml", "title.xhtml", "nav.xhtml", "article-1.xhtml"]
    assert documents["cover.xhtml"]["pictures"] == 1
    for name, row in documents.items():
        assert row["direction"] == ("ltr" if name == "article-5.xhtml" else "rtl"), name
        assert row["astray"] == [], name
        assert {status for _, status in row["fonts"]} == {"loaded"}, name
        if row["pages"] > 1:
            assert row["turned"] == 500, name
    assert documents["article-1.xhtml"]["pages"] > 1
    assert documents["nav.xhtml"]["blocks"] > 5
    assert {name for row in documents.values() for name, _ in row["fonts"]} == {
        "Amiri 400", "Amiri 700", "Noto Kufi Arabic 400", "Noto Kufi Arabic 700"
    }  # fmt: skip


@pytest.mark.judge
def test_the_eye_on_epub_js_sees_faults(book: bytes, shown: Callable[[bytes], dict[str, Any]]) -> None:
    astray = changed(book, "EPUB/text.xhtml", lambda text: text.replace('news" lang="ar" dir="rtl"', 'news" dir="ltr"'))
    assert len(rows(shown(astray))["text.xhtml"]["astray"]) > 20
    left = changed(book, "EPUB/content.opf", lambda text: text.replace('page-progression-direction="rtl"', ""))
    assert shown(left)["progression"] != "rtl"
    bare = changed(book, "EPUB/style.css", lambda text: re.sub("@font-face.*", "", text))
    assert rows(shown(bare))["text.xhtml"]["fonts"] == []


def test_mupdf_sets_the_fonts_of_the_book_and_no_hidden_list(volume: Volume, tmp_path: Path) -> None:
    (tmp_path / "volume.epub").write_bytes(newsconvert.bind(volume, "epub").value)
    with pymupdf.open(tmp_path / "volume.epub") as document:
        pages = [page.get_text("dict") for page in document]
    spans = [
        span for page in pages for block in page["blocks"] for line in block.get("lines", ()) for span in line["spans"]
    ]
    assert {span["font"].rsplit(" ", 1)[0] for span in spans} == {"Amiri", "Noto Kufi Arabic"}
    text = " ".join(span["text"] for span in spans)
    assert "تفاصيل" in text
    assert "صفحة العنوان" not in text  # a landmark


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_fonts_are_set_where_readers_set_their_own(theme: str, article: Article) -> None:
    # MuPDF up to 1.21 has a font for `body` in its own style sheet, others for paragraphs.
    with zipfile.ZipFile(io.BytesIO(newsconvert.write(article, "epub", theme=theme))) as made:
        assert re.search(r'^body, p { font-family: "Amiri"', made.read("EPUB/style.css").decode(), re.MULTILINE)


def test_the_guide_names_the_cover_page(article: Article, volume: Volume) -> None:
    # Where the guide lacks it, calibre puts the picture before a book that has a page for it.
    places = []
    for data in (newsconvert.write(article, "epub"), newsconvert.bind(volume, "epub").value):
        with zipfile.ZipFile(io.BytesIO(data)) as made:
            package = etree.fromstring(made.read("EPUB/content.opf"))
        places.append([(r.get("type"), r.get("href")) for r in package.findall("o:guide/o:reference", OPF)])
    assert places[0] == [("cover", "cover.xhtml"), ("text", "text.xhtml#headline")]
    assert [kind for kind, _ in places[1]] == ["cover", "title-page", "toc", "text", "index", "index", "colophon"]
    with zipfile.ZipFile(io.BytesIO(newsconvert.write(article, "epub", cover=False))) as made:
        assert b'type="cover"' not in made.read("EPUB/content.opf")
