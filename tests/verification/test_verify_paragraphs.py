"""Paragraphs, tables and fonts of Word documents of this version are those that the writer gives the same article."""

from __future__ import annotations

import io

import PIL.Image
import pytest

import newsconvert
from newsconvert.model import Article, Figure, Image, Picture
from newsconvert.verification import verify_document, word
from support.repacked import rewritten, substituted

THIS_VERSION = True
SOURCE = """تقرير عن الأسعار

كتب: سامر الحلبي
دمشق - سانا - 12 آذار 2026

## القسم الأول

قال الوزير ~~محذوف~~ كلامه عن الأسعار[^1] كلها، وبلغت النسبة -3.5% هذا العام.

### تفصيل

| السلعة | الكمية | الهاتف |
|---|---|---|
| السكر | 12,500 | +963 11 223-4567 |

[^1]: هذه حاشية.
"""
MAIN, NOTES = "word/document.xml", "word/footnotes.xml"
CHANGES = [
    (MAIN, "<w:strike/>", ""),
    (MAIN, "<w:bidiVisual/>", ""),
    (MAIN, "[\u200e\u2066-\u2069]", ""),
    (MAIN, r'(<w:pStyle w:val="Title"/>.*?<w:bidi/>)(<w:ind [^>]*>)?', r'\1<w:ind w:right="2000"/>'),
    (MAIN, '<w:pStyle w:val="Title"/><w:pBdr>.*?</w:pBdr>', '<w:pStyle w:val="Title"/>'),
    (MAIN, r'<w:pStyle w:val="BodyText"/>', '<w:pStyle w:val="BodyText"/><w:keepNext/>'),
    (MAIN, r'(<w:pStyle w:val="BodyText"/><w:bidi/>)', r'\1<w:spacing w:after="270"/>'),
    (MAIN, "<w:keepNext/>", ""),
    (MAIN, r'(PAGEREF.*?<w:t [^>]*>)\d+', r"\g<1>9"),
    (MAIN, "<w:tab/>", ""),
    (MAIN, 'w:firstRow="1"', 'w:firstRow="0"'),
    (MAIN, '<w:lang w:bidi="ar-SY"/>', '<w:lang w:bidi="fa-IR"/>'),
    (NOTES, '"FootnoteText"', '"BodyText"'),
    ("word/theme/theme1.xml", 'typeface="Amiri"', 'typeface="Arial"'),
    ("word/fontTable.xml", 'w:name="Amiri"', 'w:name="Amiry"'),
]  # fmt: skip


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Article:
    path = tmp_path_factory.mktemp("paragraphs") / "a.md"
    path.write_text("# " + SOURCE, encoding="utf-8")
    return newsconvert.read(path)


@pytest.mark.parametrize(("part", "old", "new"), CHANGES)
def test_other_formatting(article: Article, part: str, old: str, new: str) -> None:
    data = newsconvert.write(article, "docx")
    assert verify_document(article, "docx", data).findings == ()
    assert not verify_document(article, "docx", substituted(data, part, old, new)).ok


def test_fonts_under_the_names_of_others(article: Article) -> None:
    data = rewritten(
        newsconvert.write(article, "docx"),
        lambda name, part: part.replace(b'"Amiri"', b'"Vazirmatn"') if name.endswith(".xml") else part,
    )
    findings = verify_document(article, "docx", data).findings
    assert any("Vazirmatn is Amiri" in (one.found or "") for one in findings)


def test_a_picture_of_another_size(article: Article) -> None:
    made = io.BytesIO()
    PIL.Image.new("RGB", (320, 200), "teal").save(made, "PNG")
    shown = Figure((Picture(Image("image/png", made.getvalue()), "صورة السوق"),))
    pictured = Article(article.headline, (*article.body, shown))
    data = newsconvert.write(pictured, "docx")
    assert verify_document(pictured, "docx", data).findings == ()
    smaller = substituted(data, MAIN, r'cx="(\d+)" cy="(\d+)"', 'cx="2400000" cy="1500000"')
    assert not verify_document(pictured, "docx", smaller).ok


@pytest.mark.parametrize("fonts", ["subset", "full", "none"])
@pytest.mark.parametrize("columns", [1, 2])
def test_documents_of_any_options_are_whole(article: Article, fonts: str, columns: int) -> None:
    long = Article(article.headline, article.body * 6, byline=article.byline)
    for digits, font in (("arabic", "vazirmatn"), ("european", "amiri")):
        data = newsconvert.write(
            long, "docx", embed_fonts=fonts, columns=columns, digits=digits, font=font, kashida="low", page_size="A5"
        )
        assert verify_document(long, "docx", data).findings == ()


def test_a_font_for_what_others_lack_is_none_of_ours(article: Article) -> None:
    data = newsconvert.write(article, "docx", embed_fonts="none")
    names = " ".join(f'w:{name}="Other Sans"' for name in ("ascii", "hAnsi", "eastAsia", "cs"))
    assert word.read_docx(data).options is not None
    assert word.read_docx(substituted(data, MAIN, "<w:rPr>", f"<w:rPr><w:rFonts {names}/>", count=1)).options is None
