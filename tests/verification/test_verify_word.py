"""Word documents: text that formatting hides, that stands beside the main text, and what the metadata state."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, Cell, Heading, Paragraph, Source, Table, Text
from newsconvert.verification import FindingKind, verify_document
from support.repacked import substituted
from support.rich_article import RICH

ARTICLE = Article(
    "عنوان الخبر",
    (
        Paragraph((Text("فقرة أولى."),)),
        Heading(2, (Text("عنوان فرعي"),)),
        Paragraph((Text("جملة مكشوفة تماما."),)),
        Table(((Cell((Text("خلية"),)), Cell((Text("١٢٥"),))),)),
    ),
    byline="كتب: علي حسن",
    source=Source("وكالة الأنباء", "https://example.org/1"),
)
MAIN, STYLES = "word/document.xml", "word/styles.xml"
ADDED = "<w:r><w:t>نص دخيل</w:t></w:r>"


@pytest.fixture(scope="module")
def docx() -> bytes:
    return newsconvert.write(ARTICLE, "docx")


def edited(data: bytes, part: str, pattern: str, new: str) -> bytes:
    return substituted(data, part, pattern, new, count=1)


def found(data: bytes) -> str:
    return " ".join(map(str, verify_document(ARTICLE, "docx", data).findings))


RUN = r"(<w:r><w:rPr>)((?:(?!<w:r>).)*جملة مكشوفة)"
PARAGRAPH = r"(<w:pPr><w:pStyle w:val=\"BodyText\"/>)((?:(?!<w:p>).)*جملة مكشوفة)"
HIDING = {
    "nearly white": (RUN, '<w:color w:val="fafafa"/>'),
    "colour of the theme": (RUN, '<w:color w:themeColor="background1" w:val="000000"/>'),
    "colour of its shading": (RUN, '<w:color w:val="204060"/><w:shd w:val="clear" w:fill="204060"/>'),
    "white on white": (RUN, '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="FFFFFF"/>'),
    "highlighted in its colour": (RUN, '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>'),
    "one percent wide": (RUN, '<w:w w:val="1"/>'),
    "upon each other": (RUN, '<w:spacing w:val="-400"/>'),
    "raised off the page": (RUN, '<w:position w:val="4000"/>'),
    "drawn as other signs": (RUN, '<w:rFonts w:ascii="Wingdings" w:cs="Wingdings"/>'),
    "in a frame off the page": (PARAGRAPH, '<w:framePr w:w="1000" w:hAnchor="page" w:x="-9000" w:y="1"/>'),
    "indented off the page": (PARAGRAPH, '<w:ind w:right="30000" w:left="30000"/>'),
    "a line of no height": (PARAGRAPH, '<w:spacing w:line="1" w:lineRule="exact"/>'),
}
SHOWN = {
    "white on black": (RUN, '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>'),
    "grey": (RUN, '<w:color w:val="8A8A8A"/>'),
    "not hidden": (RUN, '<w:vanish w:val="0"/>'),
    "a little raised": (RUN, '<w:position w:val="6"/><w:spacing w:val="-10"/><w:w w:val="90"/>'),
    "indented": (PARAGRAPH, '<w:ind w:right="720"/><w:spacing w:line="360" w:lineRule="exact"/>'),
}


@pytest.mark.parametrize("how", HIDING)
def test_text_that_formatting_hides_is_missing(how: str, docx: bytes) -> None:
    pattern, properties = HIDING[how]
    assert "«جملة مكشوفة تماما.» is missing" in found(edited(docx, MAIN, pattern, rf"\1{properties}\2"))


@pytest.mark.parametrize("how", SHOWN)
def test_text_that_can_be_read_is_there(how: str, docx: bytes) -> None:
    pattern, properties = SHOWN[how]
    assert found(edited(docx, MAIN, pattern, rf"\1{properties}\2")) == ""


def test_rows_without_height_and_pages_in_the_colour_of_the_text_hide(docx: bytes) -> None:
    assert "خلية" in found(edited(docx, MAIN, "<w:trPr>", '<w:trPr><w:trHeight w:val="1" w:hRule="exact"/>'))
    white = edited(docx, MAIN, RUN, r'\1<w:color w:val="000000"/>\2')
    assert "جملة" in found(edited(white, MAIN, "<w:body>", '<w:background w:color="000000"/><w:body>'))


BESIDE = {
    "header": (r"word/header\d\.xml", "</w:hdr>", f"<w:p>{ADDED}</w:p></w:hdr>"),
    "footer": (r"word/footer1\.xml", "</w:ftr>", f"<w:p>{ADDED}</w:p></w:ftr>"),
    "text of a page number": (MAIN, r"(جملة.*?)</w:p>", rf'\1<w:fldSimple w:instr="PAGE">{ADDED}</w:fldSimple></w:p>'),
    "text of a date": (MAIN, r"(جملة.*?)</w:p>", rf'\1<w:fldSimple w:instr="DATE">{ADDED}</w:fldSimple></w:p>'),
    "another field": (MAIN, r"(جملة.*?)</w:p>", r'\1<w:fldSimple w:instr="INCLUDETEXT x.docx"/></w:p>'),
    "a part brought in": (MAIN, r"(جملة.*?</w:p>)", r"\1<w:altChunk/>"),
    "contents": (
        MAIN, r"(جملة.*?</w:p>)",
        rf"\1<w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent><w:p>{ADDED}</w:p></w:sdtContent></w:sdt>"),
    "a symbol": (MAIN, r"(جملة.*?)</w:p>", r'\1<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r></w:p>'),
}  # fmt: skip


@pytest.mark.parametrize("where", BESIDE)
def test_text_beside_the_main_text_is_found(where: str, docx: bytes) -> None:
    assert found(edited(docx, *BESIDE[where]))


@pytest.mark.parametrize("cited", ["(كاتب آخر، 2019)", "(علي حسن، 2019)"])
def test_a_citation_of_another_source_is_found(cited: str, docx: bytes) -> None:
    assert "[citation]" in found(edited(docx, MAIN, r"(CITATION.*?separate.*?<w:t[^>]*>)[^<]*", rf"\g<1>{cited}"))
    assert found(edited(docx, MAIN, r"(CITATION.*?separate.*?<w:t[^>]*>)[^<]*", r"\g<1>(وكالة الأنباء)")) == ""


def test_even_pages_without_header_and_a_mark_in_the_line_are_found(docx: bytes) -> None:
    assert "[even pages" in found(edited(docx, "word/settings.xml", "<w:compat>", "<w:evenAndOddHeaders/><w:compat>"))
    rich = newsconvert.write(RICH, "docx")
    changed = edited(rich, MAIN, r'<w:rStyle w:val="FootnoteReference"/>', "")
    assert "[mark of a note in the line]" in " ".join(map(str, verify_document(RICH, "docx", changed).findings))


@pytest.mark.parametrize(
    ("pattern", "new", "fact"),
    [("(<dc:title>)[^<]*", "عنوان آخر", "title"), ("(<dc:creator>)[^<]*", "كاتب آخر", "author"), ("(<dc:language>)[^<]*", "fr", "language")],
)  # fmt: skip
def test_other_metadata_are_found(pattern: str, new: str, fact: str, docx: bytes) -> None:
    (finding,) = verify_document(ARTICLE, "docx", edited(docx, "docProps/core.xml", pattern, rf"\g<1>{new}")).findings
    assert (finding.kind, finding.place, finding.found) == (FindingKind.METADATA, fact, new)
    assert f"the document states «{new}»" in str(finding)


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_whole_documents_are_whole(theme: str, docx: bytes) -> None:
    assert found(docx) == ""
    assert verify_document(RICH, "docx", newsconvert.write(RICH, "docx", theme=theme)).findings == ()
