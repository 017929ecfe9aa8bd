"""The Word document."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import mammoth
import pytest

import newsconvert
from newsconvert.errors import OptionError, ThemeError
from newsconvert.model import Article, Link, Paragraph, Strong, Text
from newsconvert.result import Kind
from support import judges
from support.wordfiles import W, parts, text_of, unmarked

TWINS = (("b", "bCs"), ("sz", "szCs"))


def rtl_letters(text: str) -> bool:
    return any("\u0590" < c < "\u08ff" or "\ufb1d" < c < "\ufeff" for c in text)


def test_every_paragraph_and_every_arabic_run_is_right_to_left(article: Article) -> None:
    found = parts(newsconvert.write(article, "docx"))
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        paragraphs = list(found[name].iter(f"{W}p"))
        assert paragraphs
        for paragraph in paragraphs:
            assert paragraph.find(f"{W}pPr/{W}bidi") is not None, text_of(paragraph)
    for run in found["word/document.xml"].iter(f"{W}r"):
        marked = run.find(f"{W}rPr/{W}rtl") is not None
        language = run.find(f"{W}rPr/{W}lang")
        if rtl_letters(text_of(run)):
            assert marked, text_of(run)
            assert language.get(f"{W}bidi") == "ar-SY"
        if any("A" <= c <= "z" for c in text_of(run)):
            assert not marked, text_of(run)
            assert language.get(f"{W}val") == "en-US"
    assert found["word/document.xml"].find(f".//{W}sectPr/{W}bidi") is not None
    assert all(style.find(f"{W}pPr/{W}bidi") is not None for style in found["word/styles.xml"].iter(f"{W}style")
               if style.get(f"{W}type") == "paragraph")  # fmt: skip


def test_every_property_has_its_complex_script_twin(article: Article) -> None:
    for name, part in parts(newsconvert.write(article, "docx")).items():
        for properties in part.iter(f"{W}rPr"):
            for one, other in TWINS:
                assert (properties.find(W + one) is None) == (properties.find(W + other) is None), name
            fonts = properties.find(f"{W}rFonts")
            if fonts is not None:
                assert fonts.get(f"{W}cs") == fonts.get(f"{W}ascii")


def test_styles_are_word_s_own(article: Article) -> None:
    document = parts(newsconvert.write(article, "docx"))["word/document.xml"]
    used = [style.get(f"{W}val") for style in document.iter(f"{W}pStyle")]
    assert used[:5] == ["Kicker", "Title", "Deck", "Byline", "Dateline"]
    assert [name for name in used if name.startswith("Heading")] == ["Heading2", "Heading3"]
    assert {"Quote", "ListBullet", "ListNumber", "BodyText", "SourceCitation"} <= set(used)


def test_lists_are_numbered_by_word(article: Article) -> None:
    found = parts(newsconvert.write(article, "docx"))
    used = [e.get(f"{W}val") for e in found["word/document.xml"].iter(f"{W}numId")]
    assert used == ["1", "1", "2", "2"]
    style = found["word/styles.xml"].find(f"{W}style[@{W}styleId='ListBullet']/{W}pPr/{W}numPr/{W}numId")
    assert style is not None
    assert style.get(f"{W}val") == "1"
    numbering = found["word/numbering.xml"]
    # hindiNumbers would be Devanagari digits.
    assert [e.get(f"{W}val") for e in numbering.iter(f"{W}numFmt")] == ["bullet", "decimal"]
    assert [e.get(f"{W}val") for e in numbering.iter(f"{W}startOverride")] == ["3"]
    assert [level.find(f"{W}rPr/{W}rtl") is not None for level in numbering.iter(f"{W}lvl")] == [True, True]


def test_html_of_another_reader_has_the_structure(article: Article) -> None:
    page = mammoth.convert_to_html(io.BytesIO(newsconvert.write(article, "docx"))).value
    for piece in ("<strong>مهمٌّ</strong>", "<strong>مؤكَّد</strong>", '<a href="https://example.org/a?b=1&amp;c=2">رابط</a>',
                  "<li>بندٌ أول</li>", "<ol><li>خطوة</li>", "أولاً: ما الذي تغيَّر؟</h2>"):  # fmt: skip
        assert piece in page


def test_technical_values_stand_in_one_left_to_right_stretch(article: Article) -> None:
    document = parts(newsconvert.write(article, "docx", colophon="full"))["word/document.xml"]
    lines = [text_of(p) for p in document.iter(f"{W}p")]
    assert f"بصمة الملف SHA-256: \u200f\u200e{'ab' * 32}\u200e" in lines


def test_bold_word_does_not_change_the_direction_of_its_neighbours() -> None:
    line = (Text("شركة "), Strong((Text("Acme"),)), Text(" 12 هنا"))
    document = parts(newsconvert.write(Article("ع", (Paragraph(line),)), "docx"))["word/document.xml"]
    runs = {text_of(run): run.find(f"{W}rPr/{W}rtl") is not None for run in document.iter(f"{W}r")}
    assert runs == {"ع": True, "شركة ": True, "Acme": False, " 12": False, " هنا": True}


def test_links_are_such_as_word_can_open() -> None:
    urls = ("http://[bad", "https://", "javascript:x", "http://a b/<x>", "mailto:a@example.org", "https://ar.wiki/مصر")
    line = tuple(Link(url, (Text(url),)) for url in urls)
    found = parts(newsconvert.write(Article("ع", (Paragraph(line),)), "docx"))
    rels = found["word/_rels/document.xml.rels"]
    kept = [rel.get("Target") for rel in rels if rel.get("TargetMode") == "External"]
    assert kept == ["mailto:a@example.org", "https://ar.wiki/مصر"]
    assert "".join(urls) in (unmarked(text_of(one)) for one in found["word/document.xml"].iter(f"{W}p"))


def test_line_end_is_one_break_and_emoji_stays_whole() -> None:
    document = parts(newsconvert.write(Article("ع", (Paragraph((Text("أ\r\nب❤\ufe0f"),)),)), "docx"))[
        "word/document.xml"
    ]
    assert len(list(document.iter(f"{W}br"))) == 1
    assert "❤\ufe0f" in map(text_of, document.iter(f"{W}r"))


@pytest.mark.parametrize(
    "line", ["body_size = true", "ink = '12345'", "line_height = 0.5", "inc = 'A1A1A1'", "centered = 1"]
)
def test_theme_value_out_of_range_is_named(article: Article, tmp_path: Path, line: str) -> None:
    (tmp_path / "theme.toml").write_text(f'[fonts]\ntext="amiri"\nheadline="amiri"\n[docx]\n{line}\n')
    with pytest.raises(ThemeError, match=line.split(maxsplit=1)[0]):
        newsconvert.write(article, "docx", theme=tmp_path)


def test_source_is_cited_and_in_the_properties(article: Article) -> None:
    found = parts(newsconvert.write(article, "docx"))
    cited = [
        text_of(p)
        for p in found["word/document.xml"].iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle[@{W}val='SourceCitation']") is not None
    ]
    assert cited[0] == "المصدر: وكالة الأنباء"
    assert any("https://example.org/news/1" in line for line in cited)
    assert any("2026" in line for line in cited)
    links = {rel.get("Target") for rel in found["word/_rels/document.xml.rels"] if rel.get("TargetMode") == "External"}
    assert links == {"https://example.org/news/1", "https://example.org/a?b=1&c=2"}
    core = "".join(found["docProps/core.xml"].itertext())
    for fact in (article.headline, "محمد السيد", "وكالة الأنباء", "https://example.org/news/1", "ab" * 32):
        assert fact in core
    assert "python-docx" not in core


def test_nothing_in_the_text_acts() -> None:
    hostile = 'x { HYPERLINK "http://evil" } \\* MERGEFORMAT </w:t><w:fldSimple w:instr="X"/> &amp; \x02'
    article = Article(hostile, (Paragraph((Link("file:///etc/passwd", (Text(hostile),)),)),))
    result = newsconvert.render(article, "docx")
    found = parts(result.value)
    document = found["word/document.xml"]
    assert not list(document.iter(f"{W}fldSimple", f"{W}instrText", f"{W}hyperlink"))
    assert [unmarked(text_of(p)) for p in document.iter(f"{W}p")][:2] == [hostile.replace("\x02", "")] * 2
    assert [warning.kind for warning in result.warnings] == [Kind.INVALID_CHARACTER]


def test_character_the_font_lacks_is_set_in_another_bundled_font() -> None:
    result = newsconvert.render(Article("ع", (Paragraph((Text("خبر 😀 عاجل\tثم\nسطر"),)),)), "docx")
    document = parts(result.value)["word/document.xml"]
    fonts = {text_of(run): run.find(f"{W}rPr/{W}rFonts") for run in document.iter(f"{W}r")}
    assert fonts["😀"].get(f"{W}cs") == "Noto Emoji"
    assert fonts["خبر "] is None
    assert [w.message for w in result.warnings] == ["Amiri has no U+1F600 GRINNING FACE; it is set in Noto Emoji."]


def test_left_to_right_article_has_nothing_right_to_left() -> None:
    document = parts(
        newsconvert.write(Article("News", (Paragraph((Text("Text"),)),), direction="ltr", language="en"), "docx")
    )
    for part in document.values():
        assert not list(part.iter(f"{W}bidi", f"{W}rtl"))


@pytest.mark.parametrize("theme", ["newspaper", "book"])
@pytest.mark.parametrize("size", ["A4", "A5", "B5", "Letter", "17x24", "70x558mm"])
def test_openxml_audit_finds_nothing(article: Article, tmp_path: Path, theme: str, size: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(newsconvert.write(article, "docx", theme=theme, page_size=size))
    assert judges.openxml_audit(path) == []


def test_seed_passes_openxml_audit(seed: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    newsconvert.convert(seed, path)
    assert judges.openxml_audit(path) == []


def test_unknown_page_size_and_broken_theme(article: Article, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="A4, A5"):
        newsconvert.write(article, "docx", page_size="A44")
    (tmp_path / "theme.toml").write_text('[fonts]\ntext="amiri"\nheadline="amiri"\n[docx]\nbody_size="big"\n')
    with pytest.raises(ThemeError, match="body_size"):
        newsconvert.write(article, "docx", theme=tmp_path)


def test_digits_of_fields_are_arabic_in_arabic_alone(article: Article) -> None:
    for language, digit in (("ar", "١"), ("ar-EG", "١"), ("he", "1")):
        footer = parts(newsconvert.write(replace(article, language=language), "docx", digits="arabic"))[
            "word/footer1.xml"
        ]
        assert "".join(e.text or "" for e in footer.iter(f"{W}t")).endswith(digit)


@pytest.mark.parametrize(
    ("size", "width", "height"), [("17x24", 170, 240), ("16x23cm", 160, 230), ("22x22in", 558.8, 558.8)]
)
def test_pages_have_the_sizes_of_the_pdf(article: Article, size: str, width: float, height: float) -> None:
    page = parts(newsconvert.write(article, "docx", page_size=size))["word/document.xml"].find(f".//{W}pgSz")
    assert [int(page.attrib[f"{W}{side}"]) / 1440 * 25.4 for side in "wh"] == pytest.approx([width, height], abs=0.05)


def test_a_page_larger_than_words_largest_is_an_error(article: Article) -> None:
    with pytest.raises(OptionError, match=r"558\.8 mm"):
        newsconvert.write(article, "docx", page_size="60x60cm")


def test_the_theme_of_a_book_is_that_of_its_pdf(article: Article) -> None:
    book, paper = (parts(newsconvert.write(article, "docx", theme=theme)) for theme in ("book", "newspaper"))
    measures = []
    for found in (book, paper):
        size, margins = (next(found["word/document.xml"].iter(f"{W}{name}")) for name in ("pgSz", "pgMar"))
        sides = sum(int(margins.get(f"{W}{side}", "0")) for side in ("left", "right"))
        measures.append(round((int(size.get(f"{W}w", "0")) - sides) / 20))  # in points
    assert measures == [402, 460]
    ruled, centred = [], []
    for found in (book, paper):
        title = found["word/styles.xml"].find(f"{W}style[@{W}styleId='Title']/{W}pPr")
        assert title is not None
        ruled.append(title.find(f"{W}pBdr") is not None)
        centred.append(title.find(f"{W}jc[@{W}val='center']") is not None)
    assert (ruled, centred) == ([False, True], [True, False])
