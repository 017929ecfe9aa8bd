"""The text layer: what real extractors read, and what the page looks like."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageChops, ImageFilter

import newsconvert
from newsconvert.model import Article, ItemList, Paragraph, Text, article_text
from newsconvert.resources import Resources
from newsconvert.writers import html
from newsconvert.writers.pdf.weasyprint import layout, pages
from support import judges
from support.pdftexts import NEWS, TEXT_FONTS, cff_font
from support.plain import plain_weasyprint


def pdf(tmp_path: Path, lines: tuple[str, ...], **options: Any) -> tuple[Path, Article]:
    article = Article("عنوانُ الخبر الأول: تقرير", tuple(Paragraph((Text(line),)) for line in lines))
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(article, "pdf", **options))
    return path, article


def test_plain_text_is_the_source_s_to_the_letter(tmp_path: Path) -> None:
    line = "وزارة الداخلية أعلنت ذلك في بيان لها اليوم"
    path, _ = pdf(tmp_path, (line,))
    for extract in (judges.poppler_text, judges.tags_text, judges.pdfium_text, judges.mupdf_text):
        assert line in extract(path).translate(dict.fromkeys(map(ord, "\u202a\u202b\u202c"))), extract


def test_phrases_can_be_searched_for(tmp_path: Path) -> None:
    import pymupdf
    import pypdfium2

    path, _ = pdf(tmp_path, ("قال بيل غيتس إن وزارة الداخلية أعلنت ذلك",))
    with pymupdf.open(path) as document:
        assert document[0].search_for("وزارة الداخلية")
    with pypdfium2.PdfDocument(path) as document:
        assert document[0].get_textpage().search("وزارة الداخلية").get_next() is not None


def test_base_direction_is_the_article_s(tmp_path: Path) -> None:
    """Lines that begin with a Latin word, a number or a mark start at the right all the same."""
    import pymupdf

    lines = ("Microsoft أعلنت ذلك", "2024 كان عاماً جيداً", "«نعم» قال", "1.2 مليون")
    path, _ = pdf(tmp_path, lines)
    with pymupdf.open(path) as document:
        page = document[0]
        right = page.rect.width - 24 / 25.4 * 72
        for word in ("Microsoft", "2024", "1.2"):
            assert page.search_for(word)[0].x1 == pytest.approx(right, abs=2), word


def test_list_numbers_stand_on_the_right(tmp_path: Path) -> None:
    import pymupdf

    article = Article("عنوان", (ItemList(True, ((Text("بندٌ أول"),), (Text("Second"),))),))
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(article, "pdf"))
    with pymupdf.open(path) as document:
        page = document[0]
        assert page.search_for("١")[0].x0 > page.search_for("بند")[0].x1
        assert page.search_for("٢")[0].x0 > page.search_for("Second")[0].x1


def test_running_head_and_folio_are_artifacts(seed: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    newsconvert.convert(seed, path)
    tags = judges.tags_text(path)
    headline = seed.read_text(encoding="utf-8").splitlines()[0]
    assert "٢" in judges.mupdf_text(path)
    assert "٢" not in tags
    assert " ".join(tags.split()).count(headline[:30]) == 1


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("font", TEXT_FONTS)
def test_the_page_looks_the_same_with_and_without_the_layer(tmp_path: Path, font: str, mixed: bool) -> None:
    resources = Resources()
    theme = resources.theme("newspaper")
    typefaces = resources.typefaces(theme, font, font)
    # Not justified: justified lines are set a little better with the layer, see `shaping._justify`. Lines of one
    # direction are compared with WeasyPrint's own, others with what it draws of our layout: there the order of a
    # paragraph is worked out before it is broken into lines, and signs beside Latin words are shaped as Arabic ones.
    # WeasyPrint would draw the first line of each paragraph of our layout alone, so that it has one.
    css = html.theme_css(theme, typefaces, "theme", "print") + "p, li { text-align: right }"
    css += "p { font-size: 8pt }" if mixed else ""
    lines = [line for line in NEWS if mixed or not re.search("[A-Za-z0-9٠-٩]", line)]
    page = html.document_html(Article("عنوان الخبر", tuple(Paragraph((Text(line),)) for line in lines)), "")
    pictures = []
    work = layout.Rendering(page, css, typefaces.all)
    if mixed:
        with layout.lay_out(work) as laid:
            plain = laid.document.write_pdf()
    else:
        plain = plain_weasyprint(page, css, typefaces.all)
    files = (plain, pages.render(work))
    for number, data in enumerate(files):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(data)
        pictures.append([picture.convert("L") for picture in judges.pages(path, 150)])
    assert len(pictures[0]) == len(pictures[1])
    for without, layered in zip(*pictures, strict=True):
        for one, other in ((without, layered), (layered, without)):
            # Ink of the one that is not within a pixel of ink of the other: edges may move by rounding, no more.
            beyond = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), one).histogram()
            assert sum(beyond[64:]) / sum(beyond) < 0.00002


def test_character_of_no_font_is_a_box_and_comes_back(tmp_path: Path) -> None:
    path, _ = pdf(tmp_path, ("قبل 日本 بعد",))
    for extract in (judges.poppler_text, judges.tags_text, judges.mupdf_text, judges.pypdf_text):
        assert "日本" in extract(path), extract
    assert judges.verapdf(path, "3a") == []


def test_emoji_and_presentation_forms(tmp_path: Path) -> None:
    path, _ = pdf(tmp_path, ("خبر 😀 عاجل ﻣﺤﻤﺪ ﷺ",))
    text = judges.tags_text(path)
    assert "😀" in text
    assert "ﻣﺤﻤﺪ" in text
    assert judges.verapdf(path, "3a") == []
    assert {font.name.split("+")[1] for font in judges.pdffonts(path)} >= {"Amiri-Regular", "NotoEmoji-Regular"}


def test_own_font_with_postscript_outlines(tmp_path: Path) -> None:
    own = tmp_path / "own.otf"
    cff_font(own)
    path, article = pdf(tmp_path, NEWS[:4], font=own)
    assert any(font.name.endswith("OwnKufi-Regular") for font in judges.pdffonts(path))
    source = "\n".join(article_text(article))
    assert judges.fidelity(source, judges.tags_text(path)).recall == 1
    assert judges.verapdf(path, "3a") == []
    assert judges.verapdf(path, "ua1") == []


def test_two_pages_with_two_fonts_are_small(seed: Path) -> None:
    article = newsconvert.read(seed)
    assert len(newsconvert.write(article, "pdf")) <= 80_000


def test_pages_of_other_users_of_weasyprint_are_left_alone(seed: Path) -> None:
    """The layer draws only into our own documents, though it lives inside WeasyPrint."""
    import weasyprint

    newsconvert.write(newsconvert.read(seed), "pdf")
    plain = weasyprint.HTML(string="<p lang=ar>خبر").write_pdf(uncompressed_pdf=True)
    assert b"/Space Do" not in plain


def test_ordered_list_starts_where_it_should(article: Article, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(article, "pdf", digits="arabic"))
    tags = judges.tags_text(path)
    assert "٣" in tags
    assert "٤" in tags
