"""What each format makes of one article, whole; `--rewrite-golden` writes the files anew, a person reads the diff."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

import newsconvert
from newsconvert.model import Article


def part(data: bytes, name: str) -> str:
    """Return an XML file in a ZIP, a line an element."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(name))
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def test_html(article: Article, golden: Callable[[str, str], None]) -> None:
    page = newsconvert.write(article, "html", standalone=False).decode()
    golden("article.html", page[: page.index("<style>")] + page[page.index("</style>") :])


def test_json(article: Article, golden: Callable[[str, str], None]) -> None:
    golden("article.json", newsconvert.write(article, "json").decode())


@pytest.mark.parametrize("name", ["document", "styles", "numbering", "header1", "footer1"])
def test_docx(article: Article, golden: Callable[[str, str], None], name: str) -> None:
    golden(f"article.docx.{name}.xml", part(newsconvert.write(article, "docx"), f"word/{name}.xml"))


@pytest.mark.parametrize("name", ["text.xhtml", "nav.xhtml", "content.opf"])
def test_epub(article: Article, golden: Callable[[str, str], None], name: str) -> None:
    golden(f"article.epub.{name}", part(newsconvert.write(article, "epub"), f"EPUB/{name}"))
