"""OpenDocument texts, as LibreOffice and other word processors write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import PIL.Image
import pytest

import newsconvert
from newsconvert.errors import InputError, LimitError
from newsconvert.model import (
    Article,
    Figure,
    Heading,
    ItemList,
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
    ThematicBreak,
    Verse,
    block_inlines,
    plain_text,
)
from newsconvert.options import Limits, ReaderOptions
from newsconvert.result import Kind

NONE: Mapping[str, bytes | str] = {}
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing", "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip
SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
LEDE = "عاد فرن الزجاج في الخليل إلى العمل بعد توقف دام سنة كاملة بسبب نقص الوقود وارتفاع أسعاره في المدينة."
STYLES = """<style:style style:name="{}" style:family="text"><style:text-properties {}/></style:style>"""


def picture() -> bytes:
    out = io.BytesIO()
    PIL.Image.new("RGB", (30, 20), "teal").save(out, "PNG")
    return out.getvalue()


def document(
    body: str, styles: str = "", shared: str = "", *, title: bool = True, more: Mapping[str, bytes | str] = NONE
) -> bytes:
    head = '<text:p text:style-name="Title">الزجاج يعود إلى الخليل</text:p>' if title else ""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{head}{body}</office:text></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr(
            "styles.xml",
            f"<office:document-styles {SPACES}><office:styles>{shared}</office:styles></office:document-styles>",
        )
        for name, data in more.items():
            package.writestr(name, data)
    return target.getvalue()


def read(
    body: str, styles: str = "", shared: str = "", more: Mapping[str, bytes | str] = NONE
) -> tuple[Article, dict[Kind, int]]:
    found = newsconvert.load(document(p(LEDE) + body, styles, shared, more=more), reader="odt")
    return found.value, {one.kind: one.count for one in found.warnings}


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def texts(article: Article) -> list[str]:
    return ["\n".join(plain_text(run) for run in block_inlines(block)) for block in article.body][1:]


def test_letters_and_what_stands_in_a_line() -> None:
    styles = "".join(
        STYLES.format(name, value)
        for name, value in {
            "Up": 'style:text-position="super 58%"', "Down": 'style:text-position="-33% 58%"', "Bold": 'fo:font-weight="bold"',
            "Struck": 'style:text-line-through-style="solid"', "Secret": 'text:display="none"',
        }.items()
    )  # fmt: skip
    inner = (
        f"مساحته 10{span('2', 'Up')} م وفيه CO{span('2', 'Down')} وهو {span('مهم', 'Bold')} لا {span('قديم', 'Struck')}{span(' سر', 'Secret')}"
        '<text:s text:c="2"/>وهذا<text:line-break/>سطر، و<text:a xlink:href="https://glass.example/">رابط</text:a>'
        "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>كان</text:ruby-text></text:ruby>"
        "<office:annotation><dc:creator>م</dc:creator><text:p>لا تنشر</text:p></office:annotation>"
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>حاشية.</text:p></text:note-body></text:note>.'
    )
    article, warnings = read(p(inner), styles)
    (run,) = block_inlines(article.body[1])
    kinds = [type(node) for node in run if not hasattr(node, "text")]
    assert [one for one in kinds if one in (Superscript, Subscript, Strong, Strikethrough, Link, Note)] == [
        Superscript, Subscript, Strong, Strikethrough, Link, Note,
    ]  # fmt: skip
    note = next(node for node in run if isinstance(node, Note))
    assert plain_text(block_inlines(note.blocks[0])[0]) == "حاشية."
    assert "سر" not in plain_text(run).split()
    assert "漢 (كان)" in plain_text(run)
    assert warnings == {Kind.HIDDEN_TEXT: 1, Kind.COMMENT: 1}


def test_blocks_by_their_styles_and_those_above_them() -> None:
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    body = (
        '<text:h text:outline-level="2">قسم</text:h>'
        + p("الزجاج ذاكرة", "P1") + p("— وسيم عواد", "P1") + p("اقتباس آخر", "Quotations")
        + p("x = 1", "Preformatted_20_Text") + p('<text:s text:c="2"/>y = 2', "Preformatted_20_Text")
        + p("قفا نبك من ذكرى حبيب<text:tab/>بسقط اللوى", "Verse") + p("", "Horizontal_20_Line") + p("خاتمة.")
    )  # fmt: skip
    article, warnings = read(body, styles)
    kinds = [type(block) for block in article.body[1:]]
    assert kinds == [Heading, Quotation, Quotation, Preformatted, Verse, ThematicBreak, Paragraph]
    quoted, code, verse = article.body[2], article.body[4], article.body[5]
    assert isinstance(quoted, Quotation)
    assert plain_text(quoted.attribution) == "— وسيم عواد"
    assert isinstance(code, Preformatted)
    assert code.text == "x = 1\n  y = 2"
    assert isinstance(verse, Verse)
    assert len(verse.lines[0]) == 2
    assert not warnings


LEVEL = '<text:list-level-style-number text:level="{}" style:num-format="{}" {}/>'


@pytest.mark.parametrize(
    ("form", "more", "labels"),
    [
        ("1", 'style:num-suffix="."', [None, None]),
        ("1", 'style:num-suffix="." text:start-value="3"', ["3.", "4."]),
        ("أ, ب, ت, ...", 'style:num-suffix=")"', ["أ)", "ب)"]),
        ("A", 'style:num-prefix="(" style:num-suffix=")"', ["(A)", "(B)"]),
        ("١, ٢, ٣, ...", 'style:num-suffix="-"', ["١-", "٢-"]),
        ("1", 'style:num-prefix="المادة (" style:num-suffix="):"', ["المادة (1):", "المادة (2):"]),
    ],
)
def test_labels_are_those_that_are_printed(form: str, more: str, labels: list[str | None]) -> None:
    style = f'<text:list-style style:name="L1">{LEVEL.format(1, form, more)}</text:list-style>'
    body = f'<text:list text:style-name="L1"><text:list-item>{p("أول")}</text:list-item><text:list-item>{p("ثان")}</text:list-item></text:list>'
    article, _ = read(body, style)
    found = article.body[1]
    assert isinstance(found, ItemList)
    assert [one.label if isinstance(one, ListItem) else None for one in found.items] == labels
    assert texts(article) == ["أول\nثان"]


def test_lists_nest_go_on_and_join_what_is_of_a_deeper_level() -> None:
    bullets = '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    numbers = f'<text:list-style style:name="L1">{LEVEL.format(1, "1", chr(32))}</text:list-style>'

    def items(style: str, *inner: str, more: str = "") -> str:
        return f'<text:list text:style-name="{style}" {more}>{"".join(f"<text:list-item>{one}</text:list-item>" for one in inner)}</text:list>'

    body = (
        items("L1", p("أول"))
        + items("L2", items("", p("فرع")))
        + p("فقرة")
        + items("L1", p("ثان"), more='text:continue-numbering="true"')
    )
    article, _ = read(body, bullets + numbers)
    assert [type(block) for block in article.body[1:]] == [ItemList, Paragraph, ItemList]
    assert texts(article)[0] == "أول\nفرع"
    last = article.body[3]
    assert isinstance(last, ItemList)
    assert isinstance(last.items[0], ListItem)
    assert last.items[0].label == "2"


def test_numbers_of_headings() -> None:
    outline = '<text:outline-style style:name="Outline">' + "".join(
        f'<text:outline-level-style text:level="{at}" style:num-format="1" text:display-levels="{at}"/>'
        for at in (1, 2)
    )
    heads = "".join(
        f'<text:h text:outline-level="{at}">{text}</text:h>{p("نص القسم.")}'
        for at, text in ((1, "مدخل"), (2, "فرع"), (1, "خاتمة"))
    )
    article, _ = read(heads, shared=f"{outline}</text:outline-style>")
    assert [text for text in texts(article) if text != "نص القسم."] == ["1 مدخل", "1.1 فرع", "2 خاتمة"]


def test_tables_with_heads_spans_and_captions() -> None:
    cells = [f"<table:table-cell>{p(text)}</table:table-cell>" for text in ("اليوم", "القطع", "120", "95")]
    tall = f'<table:table-cell table:number-rows-spanned="2">{p("السبت")}</table:table-cell>'
    table = (
        f"<table:table><table:table-header-rows><table:table-row>{cells[0]}{cells[1]}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{tall}{cells[2]}</table:table-row><table:table-row><table:covered-table-cell/>{cells[3]}</table:table-row></table:table>"
    )
    article, warnings = read(p("الجدول ١: القطع", "Table") + table + p("بعد."))
    found = article.body[1]
    assert isinstance(found, Table)
    assert (plain_text(found.caption), found.header_rows, found.rows[1][0].row_span) == ("الجدول ١: القطع", 1, 2)
    assert texts(article)[1] == "بعد."
    assert not warnings


def test_rows_and_cells_repeat_as_often_as_they_say() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell{more}>{p(text) if text else ''}</table:table-cell>"

    times, twice = ' table:number-rows-repeated="{}"', ' table:number-columns-repeated="2"'
    table = (
        f"<table:table><table:table-row>{cell('اليوم')}{cell('١٢', twice)}</table:table-row>"
        f"<table:table-row{times.format(2)}>{cell('السبت')}{cell('9')}{cell('8')}</table:table-row>"
        f"<table:table-row{times.format(1048000)}>{cell('')}</table:table-row></table:table>"
    )
    article, _ = read(table + p("بعد."))
    found = next(block for block in article.body if isinstance(block, Table))
    rows = [[plain_text(cell.inlines) for cell in row] for row in found.rows]
    assert rows[:3] == [["اليوم", "١٢", "١٢"], ["السبت", "9", "8"], ["السبت", "9", "8"]]
    assert not any(map("".join, rows[3:]))


IMAGE = (
    '<draw:frame svg:width="2.54cm">{}<draw:image xlink:href="Pictures/a.png"/><svg:desc>فرن</svg:desc></draw:frame>'
)


@pytest.mark.parametrize(
    "body",
    [
        p(IMAGE.format("")) + p("الفرن بعد عودته", "Illustration"),
        p(f"{IMAGE.format('')}<text:line-break/>الفرن بعد عودته"),
        p(
            f"<draw:frame><draw:text-box>{p(IMAGE.format('') + 'الفرن بعد عودته', 'Illustration')}</draw:text-box></draw:frame>"
        ),
    ],
)
def test_pictures_with_their_text_and_caption(body: str) -> None:
    article, warnings = read(body, more={"Pictures/a.png": picture()})
    figure = article.body[1]
    assert isinstance(figure, Figure)
    assert figure.pictures[0].image is not None
    assert (figure.pictures[0].alternative, plain_text(figure.caption)) == ("فرن", "الفرن بعد عودته")
    assert figure.pictures[0].width == 96
    assert not warnings
    _, warnings = read(body)
    assert warnings == {Kind.PICTURE_MISSING: 1}


def test_changes_fields_boxes_and_what_programs_make() -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info/><text:p>محذوف</text:p></text:deletion>'
        '</text:changed-region><text:changed-region text:id="c2"><text:insertion/></text:changed-region></text:tracked-changes>'
    )
    contents = (
        "<text:table-of-content><text:index-body><text:p>الفهرس</text:p></text:index-body></text:table-of-content>"
    )
    body = (
        changes + contents + p('قبل <text:change text:change-id="c1"/>وبعد <text:date>1 أيار</text:date>.')
        + f"<text:section text:display='none'>{p('قسم مخفي')}</text:section>"
        + p(f"<draw:frame><draw:text-box>{p('إطار جانبي')}</draw:text-box></draw:frame>")
        + p('<draw:frame draw:name="جدول"><draw:object xlink:href="./Object 1"/></draw:frame>ظاهر.')
    )  # fmt: skip
    article, warnings = read(body)
    assert texts(article) == ["قبل وبعد 1 أيار.", "إطار جانبي", "ظاهر."]
    assert warnings == {Kind.TRACKED_CHANGE: 2, Kind.HIDDEN_TEXT: 1, Kind.ATTACHMENT: 1, Kind.PAGE_FURNITURE: 1}


def test_formulas_of_the_package_stay_in_their_line() -> None:
    math = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi><mo>=</mo><msup><mn>2</mn><mn>3</mn></msup></math>'
    )
    body = p('الصيغة <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame> هنا.')
    article, warnings = read(body, more={"Object 1/content.xml": math})
    assert texts(article) == ["الصيغة x=23 هنا."]
    assert not warnings


def test_credits_by_style_and_by_the_rules_of_plain_text() -> None:
    head = (
        p("محليات", "Kicker")
        + '<text:p text:style-name="Title">الزجاج يعود</text:p>'
        + p("بعد عام", "Subtitle")
        + p("كتب: وسيم عواد")
    )
    data = document(head + p(LEDE) + p(LEDE) + p("المصدر: وكالة وفا"), title=False)
    found = newsconvert.load(data, reader="odt")
    article = found.value
    assert (article.headline, article.kicker, article.deck, article.byline) == (
        "الزجاج يعود",
        "محليات",
        "بعد عام",
        "كتب: وسيم عواد",
    )
    assert article.source is not None
    assert article.source.name == "وكالة وفا"
    assert not found.warnings
    plain = newsconvert.load(document(p("الزجاج يعود") + p(LEDE), title=False), file_name="a.odt").value
    assert (plain.headline, len(plain.body)) == ("الزجاج يعود", 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (document("").replace(b"content.xml", b"context.xml"), "not an OpenDocument"),
        (document("", more={"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}), "encrypted"),
        (document("<text:p>"), "well-formed"),
        (document("").replace(b"office:text", b"office:pest"), "not"),
    ],
)
def test_what_is_no_such_document_is_said_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        newsconvert.load(data, reader="odt")


def test_limits_hold() -> None:
    with pytest.raises(LimitError):
        newsconvert.load(document(p("ا" * 300_000)), reader="odt", options=ReaderOptions(limits=Limits(size=100_000)))
    with pytest.raises(LimitError):
        newsconvert.load(document("<text:section>" * 200 + p("ا") + "</text:section>" * 200), reader="odt")
