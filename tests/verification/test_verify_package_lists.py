"""What a package lists: each part once, with its type and what refers to it, in the order that formats have."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import newsconvert
from newsconvert.model import Article, Link, Paragraph, Source, Text
from newsconvert.verification import verify_document
from support.repacked import substituted

THIS_VERSION = True
ADDRESS, OTHER = "https://example.org/news/1", "https://example.org/more"


def article_of() -> Article:
    read = newsconvert.read_text(
        "عنوان الخبر عن المدينة\nليلى حداد\n\nنص الفقرة الأولى من الخبر وفيه كلام عن المدينة وأهلها.\n"
    )
    more = Paragraph((Text("وتفاصيل أخرى في "), Link(OTHER, (Text("صفحة المدينة"),)), Text(" كلها.")))
    return replace(read, body=(*read.body, more), source=Source("وكالة الأنباء", ADDRESS))


ARTICLE = article_of()
MADE = {format: newsconvert.write(ARTICLE, format) for format in ("docx", "epub", "html")}


def changed(format: str, name: str, old: str, new: str) -> bytes:
    """Return the document with the first match of an expression in a part replaced."""
    if format == "html":
        return re.sub(old, new, MADE[format].decode(), count=1).encode()
    return substituted(MADE[format], name, old, new, count=1)


@pytest.mark.parametrize("format", MADE)
def test_as_they_are_made(format: str) -> None:
    assert verify_document(ARTICLE, format, MADE[format]).findings == ()


@pytest.mark.parametrize(
    ("format", "name", "old", "new", "told"),
    [
        ("docx", r"\[Content_Types\]\.xml", r"(<Override [^>]*/>)", r"\1\1", "twice"),
        ("docx", "word/_rels/document.xml.rels", r"(<Relationship [^>]*/>)", r"\1\1", "twice"),
        ("docx", "word/_rels/document.xml.rels", r'<Relationship Id="rId6"[^>]*/>', "", "nothing refers to"),
        ("docx", "docProps/core.xml", r"(<dc:title>.*?</dc:title>)", r"\1\1", "twice"),
        ("docx", "docProps/core.xml", r'<dcterms:created xsi:type="[^"]*"', "<dcterms:created", "without its type"),
        ("docx", "docProps/core.xml", r"<dc:creator>.*?</dc:creator>", "", "author"),
        ("docx", "customXml/item1.xml", r"<b:InternetSiteTitle>.*?</b:InternetSiteTitle>", "", "site"),
        ("docx", "word/header2.xml", r"<w:t[ >].*?</w:t>", "", "a block"),
        ("docx", "word/footer2.xml", r"<w:rPr>.*?</w:rPr>", "", "a block"),
        ("epub", "EPUB/content.opf", r'media-type="text/css"', 'media-type="image/png"', "media-type"),
        ("epub", "EPUB/content.opf", r'(<link rel="record"[^>]*/>)(.*?</metadata>)', r"\2\1", "in package"),
        ("epub", "EPUB/nav.xhtml", r"(<h1[^>]*>.*?</h1>)(.*?</ol>)", r"\2\1", "of the contents"),
        ("epub", "EPUB/toc.ncx", r"<navLabel>.*?</navLabel>", "", "without its text"),
        ("epub", "EPUB/toc.ncx", r"<docTitle>.*?</docTitle>", "<docTitle/>", "without its text"),
        ("epub", "EPUB/text.xhtml", r"<link [^>]*stylesheet[^>]*/>", "", "without a style sheet"),
        ("epub", "EPUB/cover.xhtml", r"(<img [^>]*/>)", r"\1\1", "another picture"),
        ("html", "", r"(base64,.{400})", r"\1؛", "font"),
        ("html", "", f'<a href="{ADDRESS}">{ADDRESS}', f'<a href="{OTHER}">{ADDRESS}', "other words"),
        ("html", "", f'<a href="{ADDRESS}">{ADDRESS}', f"<a>{ADDRESS}", "without href"),
        ("html", "", r'(?s)(<footer class="citation">).*?(</footer>)', r"\1\2", "without anything"),
    ],
)
def test_what_packages_and_pages_never_have(format: str, name: str, old: str, new: str, told: str) -> None:
    data = changed(format, name, old, new)
    assert data != MADE[format]
    found = [f"{one} {one.place} {one.kind}" for one in verify_document(ARTICLE, format, data).findings]
    assert any(told in one for one in found), found
