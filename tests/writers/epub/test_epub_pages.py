"""The page list of an EPUB: the pages of the PDF of the same article."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import newsconvert
from newsconvert.errors import OptionError
from newsconvert.model import Article, Block, ItemList, Note, Paragraph, Text, Volume
from newsconvert.writers.epub.pagelist import page_starts
from support import judges

NS = {"h": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops", "o": "http://www.idpf.org/2007/opf"}


@pytest.fixture(scope="module")
def long_article() -> Article:
    line = "قال المتحدث باسم الوزارة إن الخطة & برنامجها Plan B تشمل بناء مدارس ومستشفيات وطرق في المحافظة رقم"
    body: list[Block] = [
        Paragraph((Text(" ".join(f"{word} {number * 7 + at}" for at, word in enumerate(line.split()))),))
        for number in range(40)
    ]
    body.insert(9, ItemList(True, tuple((Text(f"بند عن مسألة {number}"),) for number in range(30))))
    return Article("خبر طويل جدا", tuple(body), byline="كتب: محمد السيد")


@pytest.mark.parametrize(("theme", "size", "print_ready"), [("newspaper", "A5", False), ("book", "17x24", True)])
def test_marks_stand_where_the_pages_of_the_pdf_start(
    theme: str, size: str, print_ready: bool, long_article: Article, tmp_path: Path
) -> None:
    (tmp_path / "marked.epub").write_bytes(
        newsconvert.write(
            long_article, "epub", theme=theme, page_list=True, page_size=size, print_ready=print_ready, digits="arabic"
        )
    )
    report = judges.epubcheck(tmp_path / "marked.epub")
    assert (report.fatal, report.errors, report.warnings) == (0, 0, 0), report.messages
    with zipfile.ZipFile(tmp_path / "marked.epub") as book:
        page, nav = (book.read(f"EPUB/{name}.xhtml").decode() for name in ("text", "nav"))
        package = etree.fromstring(book.read("EPUB/content.opf"))
    pdf = tmp_path / "article.pdf"
    pdf.write_bytes(newsconvert.write(long_article, "pdf", theme=theme, page_size=size, print_ready=print_ready))
    parts = re.split(r'<span id="page-\d+"[^>]*></span>', page)[1:]
    count = len(judges.pages(pdf))
    assert len(parts) == count > 3
    for number, part in enumerate(parts, 1):
        text = judges.output("pdftotext", "-f", str(number), "-l", str(number), pdf, "-")
        want = " ".join(etree.fromstring(f"<p>{re.sub('<[^>]*>', ' ', part)}</p>").itertext())
        assert judges.fidelity(want, text).recall > 0.98, number
    labels = etree.fromstring(nav.encode()).xpath("//h:nav[@e:type='page-list']//h:a/text()", namespaces=NS)
    assert labels[:3] == ["١", "٢", "٣"]
    assert len(labels) == count
    meta = [(m.get("property"), m.text) for m in package.findall(".//o:meta", NS)]
    assert ("schema:accessibilityFeature", "pageNavigation") in meta
    assert ("schema:accessibilityFeature", "pageBreakMarkers") in meta
    assert ("pageBreakSource", f"PDF, {size}") in meta


def test_marks_of_notes_are_no_pages(article: Article) -> None:
    noted = Paragraph((Text("قال ذلك"), Note((Paragraph((Text("حاشية"),)),)), Text(" أمس.")))
    data = newsconvert.write(replace(article, body=(noted, *article.body * 3)), "epub", page_list=True)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        nav = etree.fromstring(book.read("EPUB/nav.xhtml"))
    pages = nav.xpath("//h:nav[@epub:type='page-list']//h:a", namespaces={**NS, "epub": NS["e"]})
    assert [page.get("href").partition("#")[2] for page in pages] == [f"page-{at}" for at in range(1, len(pages) + 1)]


def test_text_is_the_same_with_marks(long_article: Article) -> None:
    def text(**options: Any) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(newsconvert.write(long_article, "epub", **options))) as book:
            return list(etree.fromstring(book.read("EPUB/text.xhtml")).find("h:body", NS).itertext())

    assert "".join(text(page_list=True)) == "".join(text())


def test_ace_finds_nothing_in_a_book_with_pages(article: Article, tmp_path: Path) -> None:
    (tmp_path / "marked.epub").write_bytes(
        newsconvert.write(replace(article, body=article.body * 4), "epub", page_list=True)
    )
    assert judges.ace(tmp_path / "marked.epub", tmp_path) == []


def test_a_book_without_pages_claims_none(article: Article) -> None:
    with zipfile.ZipFile(io.BytesIO(newsconvert.write(article, "epub"))) as book:
        assert not re.search(b"pageBreak|pageNavigation|page-list", b"".join(map(book.read, book.namelist())))


def test_what_a_theme_adds_to_the_pages_is_passed_over() -> None:
    text = "".join(f"كلمة{number}" for number in range(60))
    third = len(text) // 3
    pages = ["صفحةأولى" + text[:third], text[third : 2 * third] + "ذيل", text[2 * third :]]
    assert page_starts(pages, text) == [0, third, 2 * third]


def test_volumes_have_no_page_list(article: Article) -> None:
    with pytest.raises(OptionError, match="page list"):
        newsconvert.bind(Volume("مجلد", (article,)), "epub", page_list=True)
