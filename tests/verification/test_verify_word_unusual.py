"""What Word documents never have is reported, whatever a word processor may do with it."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, ItemList, Link, Paragraph, Source, Superscript, Text
from newsconvert.verification import verify_document
from support.repacked import substituted

ARTICLE = Article(
    "عنوان الخبر",
    (
        Paragraph((Text("فقرة أولى طويلة بعض الشيء عن حال السوق في هذا اليوم."),)),
        Paragraph((
            Text("تفاصيل في "), Link("https://example.org/1", (Text("صفحة أولى"),)), Text(" وفي "),
            Link("https://example.org/2", (Text("صفحة ثانية"),)), Text(" م"), Superscript((Text("2"),)),
        )),
        ItemList(True, ((Text("بند أول"),), (Text("بند ثان"),))),
    ),
    source=Source("وكالة", "https://example.org/"),
)  # fmt: skip
MAIN, RUN = "word/document.xml", r"<w:r><w:rPr>((?:(?!</w:rPr>).)*)</w:rPr>(<w:t[^>]*>فقرة أولى.*?</w:t></w:r>)"
PARAGRAPH = r'(<w:pStyle w:val="BodyText"/>)'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def changed(part: str, old: str, new: str) -> bytes:
    """Return the article as a document with the first match in a part replaced."""
    return substituted(newsconvert.write(ARTICLE, "docx"), part, old, new, count=1)


def test_the_article_is_whole() -> None:
    assert verify_document(ARTICLE, "docx", newsconvert.write(ARTICLE, "docx")).findings == ()


@pytest.mark.parametrize(
    "properties",
    [
        f"<w14:textFill {W14}><w14:noFill/></w14:textFill>", '<w:fitText w:val="1"/>', '<w:vertAlign w:val="superscript"/>',
        '<w:color w:val="000000" w:themeColor="text1" w:themeTint="00"/>', '<w:color w:themeColor="background2"/>',
        '<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>', '<w:effect w:val="sparkle"/>',
        '<w:eastAsianLayout w:id="1" w:combine="1"/>', "<w:unheardOf/>",
    ],
)  # fmt: skip
def test_runs(properties: str) -> None:
    assert not verify_document(ARTICLE, "docx", changed(MAIN, RUN, rf"<w:r><w:rPr>{properties}\1</w:rPr>\2")).ok


@pytest.mark.parametrize(
    "properties",
    ["<w:bCs/>", '<w:color w:val="000000" w:themeColor="text1"/>', '<w:spacing w:val="4"/>', '<w:em w:val="dot"/>',
     f'<w14:ligatures {W14} w14:val="all"/>', '<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>'],
)  # fmt: skip
def test_runs_that_readers_see(properties: str) -> None:
    data = changed(MAIN, RUN, rf"<w:r><w:rPr>{properties}\1</w:rPr>\2")
    assert verify_document(ARTICLE, "docx", data).findings == ()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (MAIN, PARAGRAPH, r'\1<w:framePr w:w="9000" w:h="1" w:hRule="exact"/>'),
        (MAIN, PARAGRAPH, r'\1<w:shd w:val="solid" w:color="000000" w:fill="auto"/>'),
        (MAIN, PARAGRAPH, r'\1<w:textDirection w:val="btLr"/>'),
        (MAIN, r"(<w:pgMar [^>]*/>)", r'\1<w:cols w:num="40" w:space="10"/>'),
        (MAIN, r"(<w:r>(?:(?!<w:r>).)*?فقرة أولى.*?</w:r>)", r'<w:bdo w:val="ltr">\1</w:bdo>'),
        (MAIN, r"(<w:r>(?:(?!<w:r>).)*?فقرة أولى.*?</w:r>)",
         r'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x"/></w:sdtPr><w:sdtContent>\1</w:sdtContent></w:sdt>'),
        (MAIN, r"(</w:p>)", r'<w:fldSimple w:instr="NUMPAGES"><w:r><w:t>1500</w:t></w:r></w:fldSimple>\1'),
        (MAIN, r"(</w:p>)", r'<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" fillcolor="white"/></w:pict></w:r>\1'),
        (r"word/header\d\.xml", r"</w:hdr>", "<w:p><w:r><w:t>1500</w:t></w:r></w:p></w:hdr>"),
        ("word/styles.xml", r"(<w:pPrDefault><w:pPr>)", r'\1<w:ind w:left="40000"/>'),
        ("word/numbering.xml", r'(<w:lvlText w:val=")%1', r"\g<1>7"),
        ("word/numbering.xml", r'(<w:lvl [^>]*w:ilvl="0".*?)</w:lvl>', r"\1<w:rPr><w:vanish/></w:rPr></w:lvl>"),
        ("word/_rels/document.xml.rels", r"(example.org/)1(.*?example.org/)2", r"\g<1>2\g<2>1"),
        ("word/_rels/document.xml.rels", r"</Relationships>",
         '<Relationship Id="rT" Type="x/attachedTemplate" Target="https://example.net/" TargetMode="External"/></Relationships>'),
        ("docProps/core.xml", r"(<dc:description>)[^<]*", r"\1نص دخيل"),
        ("docProps/core.xml", r"</cp:coreProperties>", "<dc:subject>نص دخيل</dc:subject></cp:coreProperties>"),
    ],
)  # fmt: skip
def test_parts(part: str, old: str, new: str) -> None:
    assert not verify_document(ARTICLE, "docx", changed(part, old, new)).ok


def test_a_hidden_line_that_documents_add_is_reported() -> None:
    citation = r'(<w:style [^>]*w:styleId="SourceCitation".*?<w:name [^>]*/>)'
    data = changed("word/styles.xml", citation, r"\1<w:rPr><w:vanish/></w:rPr>")
    assert any("hidden" in str(one) for one in verify_document(ARTICLE, "docx", data).findings)


def test_titles_that_word_has_no_room_for() -> None:
    article = Article("عنوان طويل جدا " * 40, (Paragraph((Text("نص."),)),))
    assert verify_document(article, "docx", newsconvert.write(article, "docx")).findings == ()
