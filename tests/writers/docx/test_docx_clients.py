"""Word documents in the hands of other programs: python-docx, docx-preview, mammoth."""

from __future__ import annotations

import io
import tomllib
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import mammoth
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE

import newsconvert
from newsconvert.model import Article, Volume
from newsconvert.options import DocxOptions
from newsconvert.resources import Resources
from newsconvert.writers.docx.base import save
from newsconvert.writers.docx.document import DocumentBuilder
from newsconvert.writers.docx.parts import Properties
from support import ROOT, judges
from support.wordfiles import W, embedded, parts


def saved_again(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_python_docx_is_installed_with_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(named.startswith("python-docx>") for named in project["dependencies"])


@pytest.mark.parametrize("bound", [False, True])
def test_document_that_python_docx_saves_again_is_the_same(article: Article, tmp_path: Path, bound: bool) -> None:
    volume = Volume("مجلد", (article, replace(article, headline="آخر")), publisher="دار")
    data = newsconvert.bind(volume, "docx").value if bound else newsconvert.write(article, "docx")
    again = saved_again(docx.Document(io.BytesIO(data)))
    assert embedded(again) == embedded(data)
    assert {name: "".join(part.itertext()) for name, part in parts(again).items()} == {
        name: "".join(part.itertext()) for name, part in parts(data).items()
    }
    for tag in ("bidi", "rtl", "rFonts", "lang"):
        assert [len(list(part.iter(W + tag))) for part in parts(again).values()] == [
            len(list(part.iter(W + tag))) for part in parts(data).values()
        ]
    path = tmp_path / "a.docx"
    path.write_bytes(again)
    assert judges.openxml_audit(path) == []


def test_what_is_changed_with_python_docx_is_changed(article: Article) -> None:
    document = docx.Document(io.BytesIO(newsconvert.write(article, "docx")))
    document.styles.add_style("House", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Body Text"]
    document.add_paragraph("فقرة جديدة", style="House")
    document.core_properties.title = "عنوان آخر"
    found = docx.Document(io.BytesIO(saved_again(document)))
    assert found.paragraphs[-1].text == "فقرة جديدة"
    assert found.styles["House"].base_style == found.styles["Body Text"]
    assert found.paragraphs[-1].style == found.styles["House"]
    assert found.core_properties.title == "عنوان آخر"
    assert found.core_properties.category == "أخبار"


def test_every_part_of_a_document_while_it_is_made_can_be_changed() -> None:
    """Parts are parsed once someone asks for them: what is changed then must be what is saved."""
    builder = DocumentBuilder(Article("عنوان"), DocxOptions(), Resources())
    document = builder.open()
    document.styles.add_style("House", WD_STYLE_TYPE.PARAGRAPH)
    document.settings.odd_and_even_pages_header_footer = True
    made = docx.Document(io.BytesIO(save(document)))
    assert "House" in made.styles
    assert made.settings.odd_and_even_pages_header_footer
    other, _ = builder.save(builder.open(), (), Properties({}, {}, datetime(2026, 1, 1, tzinfo=UTC)))
    assert "House" not in docx.Document(io.BytesIO(other)).styles  # the next one begins anew


def test_properties_are_no_template_s(article: Article) -> None:
    found = docx.Document(io.BytesIO(newsconvert.write(article, "docx"))).core_properties
    assert (found.title, found.author) == (article.headline, "محمد السيد")
    assert (found.last_modified_by, found.language) == ("newsconvert", "ar")
    assert found.created == found.modified == datetime(2026, 3, 14, tzinfo=UTC)
    assert (found.revision, found.keywords, found.version) == (0, "", "")


def test_parts_have_no_date_and_one_name(article: Article) -> None:
    with zipfile.ZipFile(io.BytesIO(newsconvert.write(article, "docx"))) as package:
        names = package.namelist()
        assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert len(set(names)) == len(names)
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_mammoth_sees_a_headline_and_a_quotation(article: Article) -> None:
    page = mammoth.convert_to_html(io.BytesIO(newsconvert.write(article, "docx"))).value
    assert f"<h1>{article.headline}</h1>" in page
    assert "<blockquote><p>«الخبرُ مقدَّسٌ، والرأيُ حرّ»</p></blockquote>" in page


def rules(data: bytes) -> list[tuple[str, bool]]:
    """Return the style of each paragraph whose style has a rule above or below, and whether it is drawn there."""
    found = parts(data)
    sides = {}
    for style in found["word/styles.xml"].iter(f"{W}style"):
        border = style.find(f"{W}pPr/{W}pBdr")
        if border is not None and border[0].tag in (f"{W}top", f"{W}bottom"):
            sides[style.get(f"{W}styleId")] = border[0].tag
    shown = []
    for properties in found["word/document.xml"].iter(f"{W}pPr"):
        named = properties.find(f"{W}pStyle")
        name = str(named.get(f"{W}val")) if named is not None else ""
        if name in sides:
            own = properties.find(f"{W}pBdr/{sides[name]}")
            shown.append((name, own is None or own.get(f"{W}val") != "none"))
    return shown


def test_rule_that_neighbours_share_is_said_once(article: Article) -> None:
    head = [("Title", False), ("Deck", False), ("Byline", False), ("Dateline", False), ("Dateline", True)]
    cited = [("SourceCitation", True), *[("SourceCitation", False)] * 4]
    assert rules(newsconvert.write(article, "docx")) == [*head, *cited]
    alone = replace(article, deck=None, byline=None, dateline=None, place=None, published=None)
    assert rules(newsconvert.write(alone, "docx"))[0] == ("Title", True)
    bound = rules(newsconvert.bind(Volume("مجلد", (article,)), "docx").value)
    assert bound[: len(head) + 1] == [("Heading1", False), *head[1:], ("SourceCitation", True)]
    colophon = bound[len(head) + len(cited) :]
    assert colophon[:3] == [("Heading1", True), ("SourceCitation", True), ("SourceCitation", False)]


@pytest.mark.judge
def test_docx_preview_shows_it_from_the_right_in_our_fonts(article: Article, seed: Path, tmp_path: Path) -> None:
    for number, source in enumerate((article, newsconvert.read(seed))):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(newsconvert.write(source, "docx", digits="arabic"))
        shown, fonts = judges.docx_preview(path)
        assert source.headline in [paragraph.text for paragraph in shown]
        assert [paragraph for paragraph in shown if paragraph.direction != "rtl" or abs(paragraph.indent) > 20] == []
        assert {"Amiri", "Noto Kufi Arabic", "Arabic-Indic Digits 4"} <= fonts
        assert sum("bottom" in paragraph.rules for paragraph in shown) == 1
        assert sum("top" in paragraph.rules for paragraph in shown) == 1


@pytest.mark.judge
def test_docx_preview_shows_a_left_to_right_article_from_the_left(article: Article, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(newsconvert.write(replace(article, language="en", direction="ltr"), "docx"))
    shown, _ = judges.docx_preview(path)
    assert {paragraph.direction for paragraph in shown} == {"ltr"}
