"""The text inside paragraphs of Word documents: runs, hidden and changed text, fields, symbols and equations."""

from __future__ import annotations

from typing import Any

import pytest

import newsconvert
from newsconvert.model import (
    Code,
    Link,
    Paragraph,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    article_text,
    plain_text,
)
from newsconvert.result import Kind
from support.rich_article import t
from support.wordsources import LEDE, STYLES, cell, document, load, para, run, style


@pytest.mark.parametrize(
    ("properties", "node"),
    [
        ('<w:vertAlign w:val="superscript"/>', Superscript(t("2"))), ('<w:vertAlign w:val="subscript"/>', Subscript(t("2"))),
        ("<w:strike/>", Strikethrough(t("2"))), ("<w:dstrike/>", Strikethrough(t("2"))), ("<w:bCs/>", Strong(t("2"))),
        ('<w:rStyle w:val="HTMLCode"/>', Code("2")), ('<w:strike w:val="0"/>', None),
        ('<w:position w:val="8"/>', Superscript(t("2"))), ('<w:position w:val="-6"/>', Subscript(t("2"))),
        ('<w:position w:val="2"/>', None),
        ('<w:b/><w:vertAlign w:val="superscript"/>', Strong((Superscript(t("2")),))),
    ],
)  # fmt: skip
def test_properties_of_runs(properties: str, node: Any) -> None:
    styles = STYLES + style("HTML Code", kind="character", identity="HTMLCode")
    article, _ = load(document(para(LEDE), para(run("مساحة م"), run("2", properties), run(" كلها.")), styles=styles))
    expected = (*t("مساحة م"), node, *t(" كلها.")) if node else t("مساحة م2 كلها.")
    assert article.body[1] == Paragraph(expected)


HIDDEN = "<w:rPr><w:vanish/></w:rPr>"


@pytest.mark.parametrize(
    ("styles", "paragraph", "told"),
    [
        ("", para(run("ظاهر"), run(" مخفي", "<w:vanish/>"), run(".")), "ظاهر."),
        (style("Secret", HIDDEN, "character"), para(run("ظاهر"), run(" مخفي", '<w:rStyle w:val="Secret"/>'), run(".")), "ظاهر."),
        (style("Hidden", HIDDEN), para("فقرة مخفية كلها", style="Hidden"), None),
        (style("Hidden", HIDDEN) + style("Below", '<w:basedOn w:val="Hidden"/>'), para("فقرة مخفية كلها", style="Below"), None),
        (style("Hidden", HIDDEN), para(run("مخفي "), run("ظاهر", '<w:vanish w:val="0"/>'), style="Hidden"), "ظاهر"),
    ],
)  # fmt: skip
def test_hidden_text_is_left_out_and_counted(styles: str, paragraph: str, told: str | None) -> None:
    found = newsconvert.load(document(para(LEDE), paragraph, para(LEDE), styles=STYLES + styles), reader="docx")
    shown = [plain_text(block.inlines) for block in found.value.body[1:-1] if isinstance(block, Paragraph)]
    assert shown == ([told] if told else [])
    (warning,) = found.warnings
    assert (warning.kind, warning.count) == (Kind.HIDDEN_TEXT, 1)
    assert "مخفي" not in warning.message


def test_text_hidden_by_default_is_left_out() -> None:
    styles = f"<w:docDefaults><w:rPrDefault>{HIDDEN}</w:rPrDefault></w:docDefaults>{STYLES}"
    blocks = (para(run(LEDE, '<w:vanish w:val="0"/>')), para("مخفي"))
    article, warnings = load(document(*blocks, styles=styles, title=""))
    assert list(article_text(article)) == [LEDE]
    assert warnings == {Kind.HIDDEN_TEXT: 1}


def test_changes_are_accepted_and_said_and_comments_counted() -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>خمسون</w:delText></w:r></w:del>'
    come = f'<w:ins w:id="2">{run("سبعون")}</w:ins>'
    broken = "<w:rPr><w:del w:id='3'/></w:rPr>"
    row = f'<w:tr><w:trPr><w:del w:id="4"/></w:trPr><w:tc><w:p><w:del w:id="5"><w:r><w:delText>سطر</w:delText></w:r></w:del></w:p></w:tc>{cell("")}</w:tr>'
    table = f"<w:tbl><w:tr>{cell('أ')}{cell('ب')}</w:tr>{row}<w:tr>{cell('1')}{cell('2')}</w:tr></w:tbl>"
    article, warnings = load(document(
        para(LEDE), para(run("الكلفة "), gone, come, run(" ألفاً.")), para("أول السطر ", properties=broken), para("وآخره."), table,
        comments=f'<w:comment w:id="0">{para("لا تنشر هذا")}</w:comment><w:comment w:id="1">{para("ولا هذا")}</w:comment>',
    ))  # fmt: skip
    assert [plain_text(block.inlines) for block in article.body[1:3] if isinstance(block, Paragraph)] == [
        "الكلفة سبعون ألفاً.", "أول السطر وآخره."
    ]  # fmt: skip
    assert isinstance(article.body[3], Table)
    assert len(article.body[3].rows) == 2
    assert warnings == {Kind.TRACKED_CHANGE: 3, Kind.COMMENT: 2}


def field(code: str, *result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    text = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    return mark.format("begin") + text + mark.format("separate") + "".join(result) + mark.format("end")


def test_links_of_fields_and_relationships_keep_their_address() -> None:
    address = "https://example.com/souk?a=1"
    simple = f"<w:fldSimple w:instr=' HYPERLINK \"{address}\" '>{run('بسيط')}</w:fldSimple>"
    anchored = f'<w:hyperlink r:id="web" w:anchor="part">{run("جزء")}</w:hyperlink>'
    internal = f'<w:hyperlink w:anchor="x">{run("داخلي")}</w:hyperlink>'
    article, _ = load(document(
        para(LEDE), para(field(f' HYPERLINK "{address}" ', run("مركب"))), para(simple), para(anchored), para(internal),
        para(run("الصفحة "), field(" PAGE ", run("٣")), run(".")), para(field(f" HYPERLINK {address} ", run("أول "), field(" DATE ", run("اليوم")))),
    ))  # fmt: skip
    assert article.body[1:4] == (
        Paragraph((Link(address, t("مركب")),)), Paragraph((Link(address, t("بسيط")),)),
        Paragraph((Link("https://example.org/report#part", t("جزء")),)),
    )  # fmt: skip
    assert article.body[4:6] == (Paragraph(t("داخلي")), Paragraph(t("الصفحة ٣.")))
    last = article.body[6]
    assert isinstance(last, Paragraph)
    assert plain_text(last.inlines) == "أول اليوم"
    assert all(isinstance(node, Link) for node in last.inlines)


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"), ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"), ('<w:sym w:font="Symbol" w:char="F061"/>', "α"),
        ('<w:noBreakHyphen/>', "\u2011"), ('<w:sym w:font="Arial" w:char="2022"/>', "•"),
    ],
)  # fmt: skip
def test_symbols_are_those_of_unicode(markup: str, told: str) -> None:
    article, warnings = load(document(para(LEDE), para(run("رمز "), f"<w:r>{markup}</w:r>", run(" بعده."))))
    assert plain_text(article.body[1].inlines) == f"رمز {told} بعده."  # type: ignore[union-attr]
    assert warnings == {}


def test_a_symbol_without_a_place_in_unicode_is_said() -> None:
    _, warnings = load(document(para(LEDE), para(run("رمز "), '<w:r><w:sym w:font="Webdings" w:char="F0A1"/></w:r>')))
    assert warnings == {Kind.SYMBOL: 1}


def maths(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "nodes", "flat"),
    [
        (m("E=mc") , t("E=mc"), 0),
        (f"<m:sSup><m:e>{m('x')}</m:e><m:sup>{m('2')}</m:sup></m:sSup>", (*t("x"), Superscript(t("2"))), 0),
        (f"<m:sSub><m:e>{m('CO')}</m:e><m:sub>{m('2')}</m:sub></m:sSub>", (*t("CO"), Subscript(t("2"))), 0),
        (f"<m:f><m:num>{m('a+b')}</m:num><m:den>{m('2')}</m:den></m:f>", t("(a+b)/2"), 1),
        (f"<m:rad><m:e>{m('9')}</m:e></m:rad>", t("√9"), 1),
        (f"<m:d><m:e>{m('x')}</m:e></m:d>", t("(x)"), 0),
    ],
)  # fmt: skip
def test_equations_are_text(inner: str, nodes: Any, flat: int) -> None:
    article, warnings = load(document(para(LEDE), para(maths(inner), run(" نص"))))
    *found, last = article.body[1].inlines  # type: ignore[union-attr]
    shown = plain_text((*found, last))
    assert shown == f"{plain_text(nodes)} نص"
    assert [type(node) for node in found if not isinstance(node, Text)] == [
        type(n) for n in nodes if not isinstance(n, Text)
    ]
    assert warnings.get(Kind.FLATTENED, 0) == flat


def test_place_agency_and_day_are_those_of_the_line_in_the_style_dateline() -> None:
    line = "الدار البيضاء - و م ع - 27/11/2026"
    text = "أنهى المؤشر تداولات الجمعة مرتفعا بعد جلسة هادئة شهدت إقبالا على أسهم البنوك."
    article = newsconvert.Article("بورصة الدار البيضاء تغلق على ارتفاع", (Paragraph((Text(text),)),), dateline=line)
    read = newsconvert.read(newsconvert.write(article, "docx"))
    assert (read.dateline, read.place, read.agency) == (line, "الدار البيضاء", "و م ع")
