"""The PDF: what outside readers and judges see of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest

import newsconvert
from newsconvert.errors import OptionError
from newsconvert.model import Article, Paragraph, Source, Text
from support import judges


def write(tmp_path: Path, article: Article, **options: Any) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(article, "pdf", **options))
    return path


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_judges_find_nothing(article: Article, seed: Path, tmp_path: Path, theme: str) -> None:
    for value in (article, newsconvert.read(seed)):
        path = write(tmp_path, value, theme=theme)
        assert judges.verapdf(path, "3a") == []
        assert judges.verapdf(path, "ua1") == []
        assert judges.qpdf_check(path) == ""


@pytest.mark.parametrize(
    ("option", "flavours"),
    [("a-2a,ua-1", ["2a", "ua1"]), ("a-2b", ["2b"]), ("a-2u", ["2u"]), ("a-3b", ["3b"]), ("a-3u", ["3u"]),
     ("a-4", ["4"]), ("a-4f,ua-2", ["4f", "ua2"]), ("ua-1", ["ua1"]), ("ua-2", ["ua2"])],
)  # fmt: skip
def test_other_standards(article: Article, tmp_path: Path, option: str, flavours: list[str]) -> None:
    path = write(tmp_path, article, pdf_standard=option)
    assert [problem for flavour in flavours for problem in judges.verapdf(path, flavour)] == []


@pytest.mark.parametrize("option", ["", "a-9z", "a-3a,a-2a", "a-3a,ua-2", "ua-1,ua-2"])
def test_standards_that_cannot_be(article: Article, option: str) -> None:
    with pytest.raises(OptionError, match="PDF standard"):
        newsconvert.write(article, "pdf", pdf_standard=option)


def test_only_bundled_fonts_embedded_and_subset(article: Article, seed: Path, tmp_path: Path) -> None:
    for value in (article, newsconvert.read(seed)):
        fonts = judges.pdffonts(write(tmp_path, value))
        assert fonts
        for font in fonts:
            assert font.embedded, font
            assert font.subset, font
            assert font.unicode, font
            assert font.name.split("+")[1].startswith(("Amiri", "Noto-Kufi-Arabic", "NotoKufiArabic")), font


def test_catalogue(article: Article, tmp_path: Path) -> None:
    with pikepdf.open(write(tmp_path, article)) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        assert str(pdf.docinfo.Title) == article.headline
        assert str(pdf.docinfo.Author) == "محمد السيد"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_outline() as outline:
            assert [entry.title for entry in outline.root] == [article.headline]
            assert [entry.title for entry in outline.root[0].children] == ["أولاً: ما الذي تغيَّر؟"]


def test_page_size(article: Article, tmp_path: Path) -> None:
    with pikepdf.open(write(tmp_path, article, page_size="A5")) as pdf:
        box = [float(value) for value in pdf.pages[0].mediabox]
        assert box[2:] == pytest.approx([419.53, 595.28], abs=0.1)
    with pytest.raises(OptionError, match="A4, A5"):
        newsconvert.write(article, "pdf", page_size="A44")


def test_head_and_folio(seed: Path, tmp_path: Path) -> None:
    text = judges.mupdf_text(write(tmp_path, newsconvert.read(seed)))
    assert "١" in text
    assert "٢" in text


def test_source_is_cited_with_its_address(tmp_path: Path) -> None:
    article = Article(
        "ع", (Paragraph((Text("نص."),)),), source=Source("وكالة", "https://example.org/a", "المصدر: وكالة")
    )
    with pikepdf.open(write(tmp_path, article)) as pdf:
        links = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
        assert set(links) == {"https://example.org/a"}


def test_same_bytes_twice(article: Article) -> None:
    assert newsconvert.write(article, "pdf") == newsconvert.write(article, "pdf")
