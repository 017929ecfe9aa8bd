"""The EPUB goes through EbookLib, which can open it and write it again; without EbookLib the other formats are made."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import ebooklib
import pytest
from ebooklib import epub
from lxml import etree

import newsconvert
from newsconvert.errors import MissingDependencyError
from newsconvert.model import Article, Heading, Paragraph, Text, Volume, article_text
from newsconvert.writers.container import PackageZip
from newsconvert.writers.epub.ebook import library
from support import ROOT

NS = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
#: Runs as where EbookLib is not installed.
HIDDEN = "import sys; sys.modules['ebooklib'] = None\n"


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def books(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The `EpubBook`s that EbookLib's writer has written a package document of."""
    found: list[Any] = []
    write_package = epub.EpubWriter._write_opf
    monkeypatch.setattr(
        epub.EpubWriter, "_write_opf", lambda self: (found.append(self.book), write_package(self))  # type: ignore[func-returns-value]
    )  # fmt: skip
    return found


def test_ebooklib_is_a_dependency() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert any(requirement.startswith("ebooklib") for requirement in told["project"]["dependencies"])


def test_books_are_made_of_ebooklib_s_classes_and_written_by_its_writer(article: Article, books: list[Any]) -> None:
    newsconvert.write(article, "epub")
    newsconvert.bind(Volume("مجلد", (article, article)), "epub")
    assert [type(book) for book in books] == [epub.EpubBook, epub.EpubBook]
    for book in books:
        kinds = [type(item).__mro__ for item in book.get_items()]
        for kind in (epub.EpubHtml, epub.EpubNav, epub.EpubNcx, epub.EpubImage, epub.EpubCover):
            assert any(kind in every for every in kinds), kind
        assert (book.direction, book.language) == ("rtl", "ar")
        assert book.toc
        assert book.guide
    assert books[0].get_metadata("DC", "creator") == [("محمد السيد", None)]


def test_a_book_that_ebooklib_opens_and_writes_again_keeps_text_fonts_and_direction(
    article: Article, tmp_path: Path
) -> None:
    volume = Volume("مجلد", (article, Article("خبر", (Heading(2, (Text("عنوان"),)), Paragraph((Text("نصّ & text"),))))))
    made = {"article": newsconvert.write(article, "epub"), "volume": newsconvert.bind(volume, "epub").value}
    for name, data in made.items():
        (tmp_path / f"{name}.epub").write_bytes(data)
        # The toc that EbookLib reads from the navigation document lacks what it needs to write an NCX.
        book = epub.read_epub(tmp_path / f"{name}.epub", {"ignore_ncx": False})
        assert epub.write_epub(tmp_path / "again.epub", book) is True
        before, after = files(data), files((tmp_path / "again.epub").read_bytes())
        fonts = {part for part in before if part.startswith("EPUB/fonts/")}
        assert fonts
        assert all(after[part] == before[part] for part in {*fonts, "EPUB/style.css"})
        package = etree.fromstring(after["EPUB/content.opf"])
        assert package.xpath("o:spine/@page-progression-direction", namespaces=NS) == ["rtl"]
        assert {part.get_name() for part in book.get_items_of_type(ebooklib.ITEM_FONT)} == {
            font.removeprefix("EPUB/") for font in fonts
        }
        articles = [article] if name == "article" else list(volume.articles)
        pages = sorted(part for part in after if part.endswith(("/text.xhtml", "/article-1.xhtml", "/article-2.xhtml")))
        for part, source in zip(pages, articles, strict=True):
            page = etree.fromstring(after[part])
            assert page.xpath("//h:article/@dir", namespaces=NS) == ["rtl"]
            text = "".join(page.itertext())
            assert all(line in text for line in article_text(source))


def test_the_ncx_has_language_direction_and_order(article: Article) -> None:
    ncx = etree.fromstring(files(newsconvert.write(article, "epub"))["EPUB/toc.ncx"])
    assert (ncx.get("dir"), ncx.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("rtl", "ar")
    points = ncx.findall(".//n:navPoint", NS)
    assert [point.get("playOrder") for point in points] == [str(number) for number in range(1, len(points) + 1)]
    assert len({point.get("id") for point in points}) == len(points) > 2


def test_the_package_says_the_same_whatever_the_release_of_ebooklib(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = newsconvert.write(article, "epub")
    monkeypatch.setattr(epub, "VERSION", (0, 99, 0))
    assert newsconvert.write(article, "epub") == made


def test_what_cannot_be_written_is_an_error(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(PackageZip, "writestr", full)
    with pytest.raises(OSError, match="No space left"):
        newsconvert.write(article, "epub")


def test_without_ebooklib_only_epub_is_missing(seed: Path, tmp_path: Path) -> None:
    program = (
        HIDDEN + "from newsconvert.cli.app import app\n"
        f"app(['convert', {str(seed)!r}, '--to', 'epub,pdf,docx,html', '-o', {str(tmp_path)!r}])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, env={**os.environ}
    )
    assert found.returncode == 1
    assert {path.suffix for path in tmp_path.iterdir()} == {".pdf", ".docx", ".html"}
    assert "EbookLib" in found.stderr
    assert "Traceback" not in found.stderr
    # Reading, citing and checking books do not need it either.
    quiet = "import newsconvert, newsconvert.cli.app, newsconvert.verification"
    assert subprocess.run([sys.executable, "-c", HIDDEN + quiet], check=False).returncode == 0


def test_the_error_names_ebooklib(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ebooklib", None)
    library.cache_clear()
    try:
        with pytest.raises(MissingDependencyError, match=r"pip install EbookLib"):
            newsconvert.write(article, "epub")
        with pytest.raises(MissingDependencyError, match="AGPL"):
            newsconvert.bind(Volume("مجلد", (article,)), "epub")
        assert newsconvert.write(article, "docx").startswith(b"PK")
    finally:
        library.cache_clear()


def test_doctor_says_what_the_licence_asks() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "newsconvert.cli", "doctor"], capture_output=True, text=True, check=True
    )
    (note,) = (line for line in shown.stdout.splitlines() if line.startswith("licence"))
    for said in (
        "AGPL-3.0-or-later",
        "Apache License 2.0",
        "passes both on",
        "over a network",
        "pip uninstall EbookLib",
    ):
        assert said in note
