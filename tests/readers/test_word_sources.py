"""What must come through from Word documents: invented inputs, after complaints about converters."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest

import newsconvert
from newsconvert.model import (
    Article,
    Code,
    Figure,
    Heading,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Paragraph,
    Preformatted,
    Quotation,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Verse,
    article_text,
    plain_text,
)
from newsconvert.packages.word import R, W
from newsconvert.result import Kind
from support.rich_article import RICH, picture, t
from support.wordfiles import RELS, relationship

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
LEDE = "أعلنت وزارة الزراعة اليوم بدء موسم حصاد القمح في المحافظات الشرقية، وقالت إنها جهزت أربعين مركزاً لاستلامه."


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}<w:rtl/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{named}{properties}<w:bidi/></w:pPr>{inner}</w:p>"


def item(text: str, number: int, level: int = 0, style: str = "") -> str:
    return para(
        text, style=style, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def level(at: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*kinds: str, nums: str = "") -> str:
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>' for at, levels in enumerate(kinds, 1)
    )
    own = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(1, len(kinds) + 1))
    return f"{made}{own}{nums}"


def document(*blocks: str, title: str = "خبر القمح", **parts: str | bytes) -> bytes:
    """Return a Word document with parts by their names: numbering, styles, footnotes, comments, media."""
    head = para(title, style="Title") if title else ""
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="{M}"'
    files: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {spaces}><w:body>{head}{''.join(blocks)}</w:body></w:document>"
    }
    parts.setdefault("styles", STYLES)
    relations = relationship("web", "hyperlink", "https://example.org/report", ' TargetMode="External"')
    for name, content in parts.items():
        if isinstance(content, bytes):
            files[f"word/media/{name}.png"] = content
            relations += relationship(name, "image", f"media/{name}.png")
        else:
            files[f"word/{name}.xml"] = f"<w:{name} {spaces}>{content}</w:{name}>"
            relations += relationship(name, name, f"{name}.xml")
    files["word/_rels/document.xml.rels"] = RELS.format(relations)
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="png" ContentType="image/png"/><Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)
    return target.getvalue()


def style(name: str, properties: str = "", kind: str = "paragraph", identity: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{identity or "".join(word[0].upper() + word[1:] for word in name.split())}"><w:name w:val="{name}"/>{properties}</w:style>'


STYLES = "".join(
    map(style, ("Title", "heading 1", "heading 2", "caption", "Quote", "List Continue", "HTML Preformatted"))
)


def load(data: bytes) -> tuple[Article, dict[Kind, int]]:
    found = newsconvert.load(data, reader="docx")
    return found.value, {warning.kind: warning.count for warning in found.warnings}


def labels(block: Any) -> list[str | None]:
    return [one.label for one in block.entries]


# Numbers


def test_labels_are_those_that_word_prints() -> None:
    law = level(0, "decimal", "المادة (%1):") + level(1, "arabicAbjad", "%2-") + level(2, "lowerRoman", "(%3)")
    article, _ = load(document(
        para(LEDE), item("تنشأ هيئة.", 1), item("تتولى الهيئة:", 1), item("الرخص.", 1, 1), item("الأسعار.", 1, 1),
        item("أسعار القمح.", 1, 2), item("المراقبة.", 1, 1), item("يعمل به.", 1), para("وتابع المجلس جلسته بعد استراحة قصيرة."),
        item("تنشر في الجريدة.", 1), numbering=numbering(law),
    ))  # fmt: skip
    _, first, _, second = article.body
    assert isinstance(first, ItemList)
    assert isinstance(second, ItemList)
    assert labels(first) == ["المادة (1):", "المادة (2):", "المادة (3):"]
    assert labels(second) == ["المادة (4):"]  # the list goes on
    inner = first.entries[1].blocks[1]
    assert labels(inner) == ["أ-", "ب-", "ج-"]
    assert labels(inner.entries[1].blocks[1]) == ["(i)"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("levels", "depths", "told"),
    [
        (level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"), (0, 1, 1, 0, 1), ["1.", "1.1", "1.2", "2.", "2.1"]),
        (level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2", more="<w:isLgl/>"), (0, 1), ["I", "1.1"]),
        (level(0, "decimal", "%1)", 5), (0, 0), ["5)", "6)"]),
        (level(0, "lowerLetter", "%1.", 26), (0, 0), ["z.", "aa."]),
        (level(0, "arabicAlpha", "%1)", 3), (0, 0), ["ت)", "ث)"]),
        (level(0, "decimalZero", "%1-"), (0,), ["01-"]),
        (level(0, "decimal", "%1.") + level(1, "decimal", "(%2)", more='<w:lvlRestart w:val="0"/>'), (0, 1, 0, 1), ["1.", "(1)", "2.", "(2)"]),
        (level(0, "none", "ملحق"), (0,), ["ملحق"]),
    ],
)  # fmt: skip
def test_formats_levels_starts_and_restarts(levels: str, depths: tuple[int, ...], told: list[str]) -> None:
    heads = [item(f"عنوان القسم {at}", 1, depth, style=f"Heading{depth + 1}") for at, depth in enumerate(depths)]
    article, _ = load(document(para(LEDE), *heads, para(LEDE), numbering=numbering(levels)))
    shown = [plain_text(block.inlines) for block in article.body if isinstance(block, Heading)]
    assert shown == [f"{label} عنوان القسم {at}" for at, label in enumerate(told)]


def test_lists_of_one_kind_count_on_unless_one_says_where_it_starts() -> None:
    again = '<w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>'
    anew = '<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    article, _ = load(document(
        para(LEDE), item("أول", 1), item("ثان", 1), para("فقرة بين القائمتين تفصلهما عن بعض."), item("ثالث", 8),
        para("فقرة أخرى بين القائمتين تفصلهما."), item("من جديد", 9), numbering=numbering(level(0, "decimal", "%1."), nums=again + anew),
    ))  # fmt: skip
    found = [block for block in article.body if isinstance(block, ItemList)]
    assert [(block.start, len(block.items)) for block in found] == [(1, 2), (3, 1), (1, 1)]


def test_numbers_come_from_styles_and_zero_takes_them_away() -> None:
    styles = STYLES + style("Clause", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    none = para("بلا رقم هنا أبداً.", style="Clause", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    article, _ = load(document(
        para(LEDE), para("البند الأول", style="Clause"), para("البند الثاني", style="Clause"), none,
        styles=styles, numbering=numbering(level(0, "decimal", "بند %1:")),
    ))  # fmt: skip
    assert labels(article.body[1]) == ["بند 1:", "بند 2:"]
    assert article.body[2] == Paragraph(t("بلا رقم هنا أبداً."))


def test_bullets_nest_and_items_go_on_in_paragraphs_of_their_own() -> None:
    kinds = numbering(level(0, "bullet", "\uf0b7") + level(1, "bullet", "o"))
    article, _ = load(document(
        para(LEDE), item("نقطة", 1), para("تتمة النقطة.", style="ListContinue"), item("فرع", 1, 1), item("نقطة ثانية", 1), numbering=kinds,
    ))  # fmt: skip
    inner = ItemList(False, (t("فرع"),))
    assert article.body[1] == ItemList(
        False, (ListItem((Paragraph(t("نقطة")), Paragraph(t("تتمة النقطة.")), inner)), t("نقطة ثانية"))
    )


# Tables, pictures, captions


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"


def test_tables_with_spans_heads_and_captions_before_and_after() -> None:
    wide, first, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('المادة')}{cell('السعر', wide)}</w:tr>"
        f"<w:tr>{cell('قمح', first)}{cell('10')}{cell('12')}</w:tr>"
        f"<w:tr>{cell('', below)}{cell('11')}{cell('13')}</w:tr>"
    )
    article, warnings = load(document(
        para(LEDE), para("جدول 1: الأسعار", style="Caption"), f"<w:tbl>{rows}</w:tbl>", para("فقرة بعد الجدول الأول."),
    ))  # fmt: skip
    table = article.body[1]
    assert isinstance(table, Table)
    assert plain_text(table.caption) == "جدول 1: الأسعار"
    assert table.header_rows == 1
    spans = [[(plain_text(one.inlines), one.row_span, one.column_span) for one in row] for row in table.rows]
    assert spans == [
        [("المادة", 1, 1), ("السعر", 1, 2)],
        [("قمح", 2, 1), ("10", 1, 1), ("12", 1, 1)],
        [("11", 1, 1), ("13", 1, 1)],
    ]
    assert warnings == {}


def test_a_table_in_a_cell_is_lines_and_said_and_a_box_of_one_cell_is_its_text() -> None:
    inner = f"<w:tbl><w:tr>{cell('داخل أول')}{cell('داخل ثان')}</w:tr></w:tbl>"
    outer = (
        f"<w:tbl><w:tr>{cell('أ')}<w:tc>{inner}{para('بعده')}</w:tc></w:tr><w:tr>{cell('ب')}{cell('ج')}</w:tr></w:tbl>"
    )
    box = f"<w:tbl><w:tr><w:tc>{para('فقرة في إطار.')}{para('وأخرى.')}</w:tc></w:tr></w:tbl>"
    article, warnings = load(document(para(LEDE), outer, box))
    assert warnings == {Kind.FLATTENED: 1}
    text = list(article_text(article))
    assert "داخل أول\nداخل ثان\nبعده" in text
    assert text[-2:] == ["فقرة في إطار.", "وأخرى."]


def drawing(identity: str, alternative: str = "") -> str:
    space = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing xmlns:wp="{space}/wordprocessingDrawing" xmlns:a="{space}/main"><wp:inline>'
        f'<wp:docPr id="1" name="p" descr="{alternative}"/><a:blip r:embed="{identity}"/></wp:inline></w:drawing></w:r>'
    )


def test_pictures_come_with_their_text_caption_and_credit() -> None:
    image = picture()
    article, warnings = load(document(
        para(LEDE), para(drawing("one", "الميناء")), para("الميناء بعد توسعته. تصوير: هدى سعد", style="Caption"),
        para(run("نص فيه صورة "), drawing("two", "خريطة"), run("وتتمة.")), para(drawing("gone", "صورة ضائعة")),
        one=image.data, two=picture("PNG", (64, 64)).data,
    ))  # fmt: skip
    first, text, second, lost = article.body[1:]
    assert isinstance(first, Figure)
    assert first.pictures[0].image == image
    assert (first.pictures[0].alternative, plain_text(first.caption), plain_text(first.credit)) == (
        "الميناء", "الميناء بعد توسعته.", "تصوير: هدى سعد"
    )  # fmt: skip
    assert isinstance(text, Paragraph)
    assert plain_text(text.inlines) == "نص فيه صورة وتتمة."
    assert isinstance(second, Figure)
    assert second.pictures[0].alternative == "خريطة"
    assert isinstance(lost, Figure)
    assert (lost.pictures[0].image, lost.pictures[0].alternative) == (None, "صورة ضائعة")
    assert warnings == {Kind.PICTURE_MISSING: 1}


# Notes


def test_notes_stand_at_their_marks_and_do_not_hide_the_source() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>†</w:t></w:r>'
    end = '<w:r><w:endnoteReference w:id="5"/></w:r>'
    article, warnings = load(document(
        para(run(LEDE), mark), para(run("قال الوزير ذلك"), custom, run(" أمس"), end, run(".")), para("المصدر: سانا"),
        footnotes=f'<w:footnote w:type="separator" w:id="0">{para("-")}</w:footnote><w:footnote w:id="2">{para(" حاشية.")}{para("وتتمتها.")}</w:footnote>'
        f'<w:footnote w:id="3">{para("† خاصة.")}</w:footnote><w:footnote w:id="4">{para("بلا علامة")}</w:footnote>',
        endnotes=f'<w:endnote w:id="5">{para("ختامية.")}</w:endnote>',
    ))  # fmt: skip
    assert article.source
    assert article.source.name == "سانا"
    assert article.body[0] == Paragraph((*t(LEDE), Note((Paragraph(t("حاشية.")), Paragraph(t("وتتمتها."))))))
    assert article.body[1] == Paragraph(
        (
            *t("قال الوزير ذلك"),
            Note((Paragraph(t("خاصة.")),), "†"),
            *t(" أمس"),
            Note((Paragraph(t("ختامية.")),)),
            *t("."),
        )
    )
    assert warnings == {Kind.HIDDEN_TEXT: 1}  # the note without a mark


# Runs


@pytest.mark.parametrize(
    ("properties", "node"),
    [
        ('<w:vertAlign w:val="superscript"/>', Superscript(t("2"))), ('<w:vertAlign w:val="subscript"/>', Subscript(t("2"))),
        ("<w:strike/>", Strikethrough(t("2"))), ("<w:dstrike/>", Strikethrough(t("2"))), ("<w:bCs/>", Strong(t("2"))),
        ('<w:rStyle w:val="HTMLCode"/>', Code("2")), ('<w:strike w:val="0"/>', None),
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


# Blocks


def test_breaks_part_an_article_that_is_one_paragraph() -> None:
    br = "<w:r><w:br/></w:r>"
    one = para(
        run("افتتاح معرض الكتاب في دورته الثلاثين"),
        br,
        run("كتب: رائد السالم"),
        br,
        br,
        run(LEDE),
        br,
        br,
        run("وقال المنظمون إن الزوار كثر."),
    )
    article, _ = load(document(one, title=""))
    assert (article.headline, article.byline) == ("افتتاح معرض الكتاب في دورته الثلاثين", "كتب: رائد السالم")
    assert article.body == (Paragraph(t(LEDE)), Paragraph(t("وقال المنظمون إن الزوار كثر.")))


def test_a_break_in_a_paragraph_is_a_line_and_two_part_it() -> None:
    br = "<w:r><w:br/></w:r>"
    article, _ = load(document(para(LEDE), para(run("سطر"), br, run("وسطر"), br, br, run("وفقرة أخرى هنا."))))
    assert article.body[1:] == (Paragraph((*t("سطر"), LineBreak(), *t("وسطر"))), Paragraph(t("وفقرة أخرى هنا.")))


def test_quotations_code_rules_and_verse() -> None:
    rule = para(properties='<w:pBdr><w:bottom w:val="single" w:sz="6"/></w:pBdr>')
    article, _ = load(document(
        para(LEDE), para("هذا يوم عظيم.", style="Quote"), para("— سعد المبروك", style="Quote"), rule,
        para("x = 1", style="HTMLPreformatted"), para("y = 2", style="HTMLPreformatted"),
        para("قفا نبك من ذكرى حبيب<w:tab/>".replace("<w:tab/>", "\u00a0\u00a0\u00a0\u00a0") + "ومنزل", style="Poem"), styles=STYLES + style("Poem"),
    ))  # fmt: skip
    assert article.body[1:] == (
        Quotation(t("هذا يوم عظيم."), (), t("— سعد المبروك")), ThematicBreak(), Preformatted("x = 1\ny = 2"),
        Verse(((t("قفا نبك من ذكرى حبيب"), t("ومنزل")),)),
    )  # fmt: skip


def test_unstyled_documents_get_the_rules_of_plain_text() -> None:
    bold = "<w:b/><w:bCs/>"
    article, _ = load(document(
        para(run("بلدية الميناء تفتح السوق القديم بعد ثلاث سنوات", bold)), para(run("كتبت: ندى الشامي", bold)), para("صيدا - 14 أيار 2023"),
        para(LEDE), para(run("برنامج الافتتاح", bold)), para(LEDE.replace("اليوم", "أمس")), para("المصدر: الميناء اليوم"), title="",
    ))  # fmt: skip
    assert (article.byline, article.dateline, article.place) == ("كتبت: ندى الشامي", "صيدا - 14 أيار 2023", "صيدا")
    assert article.published
    assert article.published.isoformat() == "2023-05-14"
    assert article.body[1] == Heading(2, t("برنامج الافتتاح"))
    assert article.source
    assert article.source.name == "الميناء اليوم"


def test_an_english_paragraph_set_left_to_right_is_marked() -> None:
    plain = "<w:p><w:r><w:rPr><w:lang w:val='en-GB'/></w:rPr><w:t>A paragraph in English, set from the left.</w:t></w:r></w:p>"
    article, _ = load(document(para(LEDE), plain, para("English in an Arabic paragraph.")))
    assert article.body[1:] == (
        Paragraph(t("A paragraph in English, set from the left."), language="en-GB", direction="ltr"),
        Paragraph(t("English in an Arabic paragraph.")),
    )


def test_documents_of_ours_come_back_with_all_they_hold() -> None:
    found = newsconvert.load(newsconvert.write(RICH, "docx"), reader="docx")
    assert found.warnings == ()
    assert list(article_text(found.value)) == list(article_text(RICH))
    tables = [next(block for block in one.body if isinstance(block, Table)) for one in (found.value, RICH)]
    assert tables[0] == tables[1]


def test_a_document_of_python_docx_is_read(tmp_path: Any) -> None:
    made = docx.Document()
    made.add_heading("خبر القمح", 0)
    made.add_paragraph(LEDE)
    table = made.add_table(2, 2)
    for at, text in enumerate(("الصنف", "السعر", "قمح", "10")):
        table.cell(at // 2, at % 2).text = text
    made.add_picture(io.BytesIO(picture().data))
    made.add_paragraph("كلمة الرئيس", style="List Number")
    made.add_paragraph("فرع", style="List Bullet 2")
    made.add_paragraph("ختام", style="List Number")
    made.save(str(tmp_path / "a.docx"))
    found = newsconvert.load(tmp_path / "a.docx")
    kinds = [type(block) for block in found.value.body]
    assert kinds == [Paragraph, Table, Figure, ItemList]
    assert found.value.body[1].header_rows == 1  # type: ignore[union-attr]
    last = found.value.body[3]
    assert last == ItemList(True, (ListItem((Paragraph(t("كلمة الرئيس")), ItemList(False, (t("فرع"),)))), t("ختام")))
