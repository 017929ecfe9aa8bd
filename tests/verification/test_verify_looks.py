"""Looks: documents of this version are compared with what it writes for their theme; those of others are not."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import newsconvert
from newsconvert import likeness
from newsconvert.model import Article, Volume
from newsconvert.resources import THEMES
from newsconvert.verification import verify_document, verify_volume
from newsconvert.verification.explained import comparison
from support.repacked import rewritten, substituted
from support.rich_article import RICH

THIS_VERSION = True
MADE = {format: newsconvert.write(RICH, format) for format in ("docx", "epub", "html", "pdf")}
STYLES, MAIN, SHEET = "word/styles.xml", "word/document.xml", "EPUB/style.css"
#: Changes that no rule of its own looks for: format, part, what is there and what takes its place.
CHANGES = [
    ("docx", STYLES, r'(styleId="Heading2".*?<w:color w:val=)"\w+"', r'\1"1F3864"', "style Heading2"),
    ("docx", STYLES, r'(styleId="BodyText".*?)w:line="\d+"', r'\1w:line="300"', "style BodyText"),
    ("docx", STYLES, r'<w:style [^>]*w:styleId="Quote".*?</w:style>', "", "style Quote"),
    ("docx", "word/settings.xml", r'(compatibilityMode"[^>]*)"15"', r'\1"11"', "settings.xml"),
    ("docx", "word/numbering.xml", r'"%1\."', '"(%1"', "list 1"),
    ("docx", "word/theme/theme1.xml", r"(<a:dk2><a:srgbClr val=)\"\w+\"", r'\1"AAAAAA"', "theme1.xml"),
    ("docx", MAIN, r'(<w:pgMar [^>]*w:left=)"\d+"', r'\1"2900"', "section"),
    ("docx", MAIN, r"<w:rPr>(?=<w:rtl/>)", '<w:rPr><w:color w:val="444444"/>', "color"),
    ("docx", MAIN, r'(<w:pStyle w:val="BodyText"/>)', r'\1<w:ind w:right="3000"/>', "ind right"),
    ("docx", MAIN, r"(<a:blip [^>]*/>)", r'\1<a:srcRect l="20000"/>', "srcRect"),
    ("docx", MAIN, r"(<w:t [^>]*>[^<]{5})", r'\1</w:t><w:br/><w:t xml:space="preserve">', "line break"),
    ("docx", MAIN, r'<w:gridCol w:w="(\d)', r'<w:gridCol w:w="2\1', "width"),
    ("epub", SHEET, "line-height: 1.65", "line-height: 1.2", "rule"),
    ("epub", "EPUB/text.xhtml", "<p>(?=[^<]{20})", '<p class="wide">', "p class"),
    ("epub", "EPUB/text.xhtml", "<p>(?=[^<]{20})", '<p style="color:#777">', "p style"),
    ("epub", "EPUB/text.xhtml", "<p>(?=[^<]{20})", "<!-- x --><p>", "comment"),
    ("epub", "EPUB/cover.svg", 'fill="#\\w+"', 'fill="#123456"', "cover"),
    ("epub", "EPUB/content.opf", "</metadata>", '<meta property="rendition:flow">auto</meta></metadata>', "rendition"),
    ("html", "", "text-align: justify", "text-align: end", "rule"),
    ("html", "", "<p>(?=[^<]{20})", '<p data-x="1">', "p data-x"),
]  # fmt: skip


def changed(format: str, part: str, old: str, new: str, data: bytes | None = None) -> bytes:
    data = MADE[format] if data is None else data
    if format == "html":
        text, count = re.subn(old, new, data.decode(), count=1, flags=re.DOTALL)
        assert count
        return text.encode()
    return substituted(data, part, old, new, count=1)


def found(format: str, data: bytes, article: Article = RICH) -> str:
    return " ".join(map(str, verify_document(article, format, data).findings))


@pytest.mark.parametrize(("format", "part", "old", "new", "told"), CHANGES)
def test_whatever_looks_otherwise_is_found(format: str, part: str, old: str, new: str, told: str) -> None:
    assert told in found(format, changed(format, part, old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (rb"0\.54902 0\.113725 0\.094118 rg", b"0.1 0.1 0.5 rg", "[colour]"),
        (rb"BT\n/F", b"0.3 0.3 0.3 rg\nBT\n/F", "[colour]"),
        (rb"1 0 0 -1 ([\d.]+ [\d.]+) Tm", rb"1 0 0.4 -1 \1 Tm", "[text set as]"),
        (rb"ET\nEMC", b"ET\nEMC\nq 0 0 9 9 re f Q", "[drawn as]"),
    ],
)  # fmt: skip
def test_pages_that_are_drawn_otherwise_are_found(old: bytes, new: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(io.BytesIO(MADE["pdf"])) as pdf:
        content = pdf.pages[0].obj.Contents
        data, count = re.subn(old, new, content.read_bytes(), count=1)
        assert count
        content.write(data)
        pdf.save(path, fix_metadata_version=False)
    assert told in found("pdf", path.read_bytes())


@pytest.mark.parametrize("format", MADE)
@pytest.mark.parametrize(
    "options",
    [{}, {"theme": "book"}, {"theme": "magazine", "font": "vazirmatn"}, {"digits": "european", "colophon": "full"}],
)
def test_documents_of_any_options_look_right(format: str, options: dict[str, Any]) -> None:
    receipt = verify_document(RICH, format, newsconvert.write(RICH, format, **options))
    assert list(map(str, receipt.findings)) == []
    assert receipt.looks


@pytest.mark.parametrize(
    "options",
    [
        {"columns": 2}, {"columns": 3, "kashida": "high"}, {"page_size": "11x18cm"}, {"embed_fonts": "none"},
        {"page_size": "163.7x231.3mm", "kashida": "low"}, {"embed_fonts": "full", "headline_font": "amiri"},
    ],
)  # fmt: skip
def test_word_documents_of_any_page_look_right(options: dict[str, Any]) -> None:
    assert found("docx", newsconvert.write(RICH, "docx", **options)) == ""


@pytest.mark.parametrize("format", ["docx", "epub"])
def test_volumes_look_right(format: str) -> None:
    volume = Volume("مجلد", (RICH, Article("خبر آخر")), publisher="دار النشر")
    for options in ({}, {"columns": 2} if format == "docx" else {"theme": "book"}):
        made = newsconvert.bind(volume, format, **options).value
        assert list(map(str, verify_volume(volume, format, made).findings)) == []
    if format == "epub":
        other = substituted(made, "EPUB/cover.svg", 'fill="#\\w+"', 'fill="#123456"', count=1)
        assert "[cover]" in " ".join(map(str, verify_volume(volume, format, other).findings))


@pytest.mark.parametrize("format", MADE)
def test_looks_of_a_theme_of_ones_own_are_not_compared(format: str, tmp_path: Path) -> None:
    theme = tmp_path / "newspaper"
    shutil.copytree(THEMES / "newspaper", theme)
    sheet = theme / "theme.css"
    sheet.write_text(sheet.read_text("utf-8").replace("#8c1d18", "#0b5d2a"), "utf-8")
    settings = theme / "theme.toml"
    settings.write_text(settings.read_text("utf-8").replace("8C1D18", "0B5D2A"), "utf-8")
    receipt = verify_document(RICH, format, newsconvert.write(RICH, format, theme=theme))
    assert list(map(str, receipt.findings)) == []
    assert not receipt.looks


def test_looks_of_a_template_are_not_compared(tmp_path: Path) -> None:
    template = tmp_path / "a.docx"
    template.write_bytes(changed("docx", STYLES, r'(styleId="Heading2".*?<w:color w:val=)"\w+"', r'\1"1F3864"'))
    receipt = verify_document(RICH, "docx", newsconvert.write(RICH, "docx", reference_doc=template))
    assert list(map(str, receipt.findings)) == []
    assert not receipt.looks


def test_looks_of_what_others_saved_are_not_compared() -> None:
    def saved(name: str, part: bytes) -> bytes:
        return part.replace(likeness.PROGRAM.encode(), b"LibreOffice/24.2") if name == "docProps/app.xml" else part

    other = rewritten(MADE["docx"], saved)
    assert (
        found("docx", changed("docx", STYLES, r'(styleId="BodyText".*?)w:line="\d+"', r'\1w:line="300"', other)) == ""
    )


FAMILY = r"(?m)^(html \{ font-family: )[^;}]+"


@pytest.mark.parametrize(("format", "part"), [("epub", SHEET), ("html", "")])
@pytest.mark.parametrize("families", ["serif", '""', '"Noto Emoji"'])
def test_pages_without_a_font_that_sets_arabic_are_found(format: str, part: str, families: str) -> None:
    assert "[rule] a style sheet without the fonts" in found(format, changed(format, part, FAMILY, rf"\1{families}"))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/theme/theme1.xml", r'(<a:minorFont>.*?<a:latin typeface=)"[^"]*"', r'\1"Amiri&#10;x"'),
        ("docProps/core.xml", "<dc:language>[^<]*<", "<dc:language>!! x<"),
        ("docProps/core.xml", "<dc:language>[^<]*<", "<dc:language><"),
    ],
)
def test_looks_that_no_option_has_are_not_compared(part: str, old: str, new: str) -> None:
    assert "style" not in found("docx", changed("docx", part, old, new))


@pytest.mark.parametrize(
    ("format", "part", "element"),
    [
        ("docx", STYLES, "<w:style "), ("docx", MAIN, "<w:rtl/>"), ("docx", MAIN, "<w:pgSz "),
        ("docx", "word/settings.xml", "<w:compat>"), ("docx", "docProps/core.xml", "<dc:language>"),
        ("epub", "EPUB/content.opf", "<dc:title"),
    ],
)  # fmt: skip
def test_comments_are_called_so(format: str, part: str, element: str) -> None:
    told = found(format, changed(format, part, f"(?={element})", "<!-- x -->"))
    assert "comment" in told
    assert "0x" not in told  # the place of an object in memory


def test_only_bundled_themes_of_this_version_are_known(tmp_path: Path) -> None:
    assert likeness.stated_theme(f"{likeness.PROGRAM} (book)") == "book"
    for told in (likeness.PROGRAM, "newsconvert", "newsconvert 0.0.1 (book)", f"{likeness.PROGRAM} ({tmp_path})"):
        assert likeness.stated_theme(told) is None


def test_what_was_compared_says_so() -> None:
    assert any("not compared: styles" in line for line in comparison("docx", fast=False, walked=True))
    lines = list(comparison("docx", fast=False, walked=True, looks=True))
    assert any(line.startswith("compared: styles") for line in lines)
