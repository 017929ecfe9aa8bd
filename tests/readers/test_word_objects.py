"""What Word documents have besides plain runs: ruby, form fields, old equations, charts, diagrams, documents inside."""

from __future__ import annotations

import io
import zipfile

import pytest

import newsconvert
from newsconvert.model import Article, Figure, ItemList, Paragraph, Superscript, Table, block_inlines, plain_text
from newsconvert.result import Kind
from support.wordsources import LEDE, cell, document, item, level, load, numbering, para, run

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def with_part(data: bytes, kind: str, name: str, content: bytes, content_type: str) -> bytes:
    """Return a Word document with a part more, to which its text refers as `own`."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            text = old.read(entry)
            if entry == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="own" Type="{OFFICE}/{kind}" Target="{name}"/></Relationships>'
                text = text.replace(b"</Relationships>", relation.encode())
            if entry == "[Content_Types].xml":
                override = f'<Override PartName="/word/{name}" ContentType="{content_type}"/></Types>'
                text = text.replace(b"</Types>", override.encode())
            new.writestr(entry, text)
        new.writestr(f"word/{name}", content)
    return target.getvalue()


def read(data: bytes) -> tuple[Article, dict[Kind, int]]:
    found = newsconvert.load(data, reader="docx")
    return found.value, {one.kind: one.count for one in found.warnings}


def texts(article: Article) -> list[str]:
    return ["\n".join(plain_text(one) for one in block_inlines(block)) for block in article.body]


def field(code: str, result: str = "", data: str = "") -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    shown = FIELD.format("separate") + run(result) if result else ""
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{shown}{FIELD.format('end')}"


CHOICE = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="حلب"/><w:listEntry w:val="حمص"/></w:ddList></w:ffData>'
RUBY = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>كان</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>"


@pytest.mark.parametrize(
    ("inner", "shown", "warnings"),
    [
        (RUBY, "漢 (كان)", {}),
        (field("FORMDROPDOWN", data=CHOICE), "حمص", {}),
        (field("FORMDROPDOWN", data=CHOICE.replace('<w:result w:val="1"/>', "")), "حلب", {}),
        (field("FORMTEXT", "دمشق"), "دمشق", {}),
        (field("FORMCHECKBOX", data='<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>'), "☒", {}),
        (field("FORMCHECKBOX", data='<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>'), "☐", {}),
        (field(r"EQ \f(3;4)"), "3/4", {Kind.FLATTENED: 1}),
        (field(r"EQ \f(ألف + باء,4)"), "(ألف + باء)/4", {Kind.FLATTENED: 1}),
        (field(r"eq \r(3,8)"), "3√8", {Kind.FLATTENED: 1}),
        (field(r"EQ س\s\up8(2)"), "س2", {Kind.FLATTENED: 1}),
        (field("PAGE"), "", {}),
        ("<w:smartTag><w:r><w:t>ذكي</w:t></w:r></w:smartTag>", "ذكي", {}),
        ("<w:customXml><w:r><w:t>خاص</w:t></w:r></w:customXml>", "خاص", {}),
        ("<w:bdo w:val='rtl'><w:r><w:t>معكوس</w:t></w:r></w:bdo>", "معكوس", {}),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>حقل</w:t></w:r></w:sdtContent></w:sdt>", "حقل", {}),
        ("<w:r><w:t>بين</w:t><w:noBreakHyphen/><w:t>بين</w:t><w:softHyphen/></w:r>", "بين\u2011بين\u00ad", {}),
        ("<w:r><w:tab/><w:ptab w:alignment='left' w:relativeTo='margin' w:leader='none'/></w:r>", "\t\t", {}),
    ],
)  # fmt: skip
def test_what_a_paragraph_shows_is_in_it(inner: str, shown: str, warnings: dict[Kind, int]) -> None:
    article, found = read(document(para(LEDE), para(run("قبل "), inner, run(" بعد."))))
    assert texts(article) == [LEDE, f"قبل {shown} بعد."]
    assert found == warnings


def test_powers_of_old_equations_are_raised() -> None:
    article, _ = read(document(para(LEDE), para(run("م"), field(r"EQ \s\up8(2)"), run(" كلها."))))
    (power,) = [node for one in block_inlines(article.body[1]) for node in one if isinstance(node, Superscript)]
    assert plain_text((power,)) == "2"


def test_a_dropped_letter_belongs_to_its_word() -> None:
    letter = para("أ", properties='<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/>')
    article, _ = read(document(letter, para(LEDE.removeprefix("أ")), para("تتمة الخبر.")))
    assert texts(article) == [LEDE, "تتمة الخبر."]
    alone, _ = read(document(para(LEDE), letter))
    assert texts(alone) == [LEDE, "أ"]


CHART = f"""<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>إنتاج </a:t></a:r>
<a:r><a:t>القمح</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>طن</c:v></c:pt>
</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>2022</c:v></c:pt><c:pt idx="1"><c:v>2023</c:v></c:pt></c:strCache></c:strRef>
</c:cat><c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>3100</c:v></c:pt><c:pt idx="1"><c:v>2800</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>
</c:barChart></c:plotArea></c:chart></c:chartSpace>"""
DIAGRAM = f"""<dgm:dataModel xmlns:dgm="{DRAWING}/diagram" xmlns:a="{DRAWING}/main"><dgm:ptLst><dgm:pt type="doc"/><dgm:pt><dgm:t><a:p><a:r><a:t>الزرع</a:t>
</a:r></a:p></dgm:t></dgm:pt><dgm:pt type="parTrans"><dgm:t/></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>الحصاد</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"""


def drawing(inner: str, alternative: str = "رسم") -> str:
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:docPr id="1" name="x" descr="{alternative}"/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData>{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


AT_CHART = drawing(f'<c:chart xmlns:c="{DRAWING}/chart" r:id="own"/>')
AT_DIAGRAM = drawing(f'<dgm:relIds xmlns:dgm="{DRAWING}/diagram" r:dm="own" r:lo="x"/>')


def test_the_figures_of_a_chart_are_a_table() -> None:
    data = document(para(LEDE), para(AT_CHART), para("تتمة الخبر."))
    article, warnings = read(with_part(data, "chart", "charts/chart1.xml", CHART.encode(), "application/xml"))
    table = article.body[1]
    assert isinstance(table, Table)
    assert [[plain_text(cell.inlines) for cell in row] for row in table.rows] == [
        ["", "طن"],
        ["2022", "3100"],
        ["2023", "2800"],
    ]
    assert (plain_text(table.caption), table.header_rows) == ("إنتاج القمح", 1)
    assert warnings == {Kind.FLATTENED: 1}


def test_the_words_of_a_diagram_are_a_list() -> None:
    data = document(para(LEDE), para(AT_DIAGRAM), para("تتمة الخبر."))
    article, warnings = read(with_part(data, "diagramData", "diagrams/data1.xml", DIAGRAM.encode(), "application/xml"))
    words = article.body[1]
    assert isinstance(words, ItemList)
    assert [plain_text(block_inlines(block)[0]) for item in words.entries for block in item.blocks] == [
        "الزرع",
        "الحصاد",
    ]
    assert warnings == {Kind.FLATTENED: 1}


@pytest.mark.parametrize("content", [b"", b"<broken", b"<!DOCTYPE x><x/>", b"<x/>"])
def test_a_chart_that_cannot_be_read_is_a_missing_picture(content: bytes) -> None:
    data = document(para(LEDE), para(AT_CHART), para("تتمة الخبر."))
    for made in (data, with_part(data, "chart", "charts/chart1.xml", content, "application/xml")):
        article, warnings = read(made)
        figure = article.body[1]
        assert isinstance(figure, Figure)
        assert figure.pictures[0].alternative == "رسم"
        assert warnings == {Kind.PICTURE_MISSING: 1}


def test_word_art_is_text_and_embedded_files_are_counted() -> None:
    art = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="نص مزخرف"/></v:shape></w:pict></w:r>'
    sheet = '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/></w:object></w:r>'
    article, warnings = read(document(para(LEDE), para(art), para(sheet), para("تتمة الخبر.")))
    assert texts(article) == [LEDE, "نص مزخرف", "تتمة الخبر."]
    assert warnings == {Kind.ATTACHMENT: 1}


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_text_box_stands_once(wrapped: bool) -> None:
    box = f"<w:txbxContent>{para('إطار جانبي')}</w:txbxContent>"
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    choice = f'<mc:Choice Requires="wps">{drawing(f"<x>{box}</x>")[5:-6]}</mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    both = f"<mc:AlternateContent {spaces}>{choice}{fallback}</mc:AlternateContent>"
    inner = f"<w:r>{both}</w:r>" if wrapped else f"<w:r><w:pict {spaces}><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert texts(read(document(para(LEDE), para(inner), para("تتمة الخبر.")))[0]) == [LEDE, "إطار جانبي", "تتمة الخبر."]


MHT = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    "<html><body><p>فقرة من صفحة <b>محفوظة</b>.</p></body></html>\r\n--b--\r\n"
).encode()
INSIDE = document(para("فقرة من مستند آخر."), title="")


@pytest.mark.parametrize(
    ("content", "content_type", "shown"),
    [
        ("<html><body><p>فقرة <b>من</b> صفحة.</p></body></html>".encode(), "text/html", "فقرة من صفحة."),
        ("فقرة من نص.".encode(), "text/plain", "فقرة من نص."),
        (INSIDE, "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "فقرة من مستند آخر."),
        (MHT, "message/rfc822", "فقرة من صفحة محفوظة."),
        (b"Subject: x\r\n\r\nno page", "message/rfc822", None),
        (b"{\\rtf1 x}", "application/rtf", None),
    ],
)  # fmt: skip
def test_documents_inside_a_document(content: bytes, content_type: str, shown: str | None) -> None:
    data = document(para(LEDE), '<w:altChunk r:id="own"/>', para("تتمة الخبر."))
    article, warnings = read(with_part(data, "aFChunk", "afchunk.dat", content, content_type))
    assert texts(article) == [LEDE, *([shown] if shown else []), "تتمة الخبر."]
    assert warnings == ({} if shown else {Kind.ATTACHMENT: 1})
    assert read(data)[1] == {Kind.ATTACHMENT: 1}


def test_controls_at_every_level_and_moved_text() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cell = f"<w:tc><w:tcPr/>{para('خلية')}</w:tc>"
    table = f"<w:tbl><w:tblPr/>{control.format(f'<w:tr>{control.format(cell)}{cell}</w:tr>')}</w:tbl>"
    moved = f"<w:moveFrom>{run('قديم')}</w:moveFrom><w:moveTo>{run('جديد')}</w:moveTo><w:ins>{run(' مضاف')}</w:ins>"
    own = f"<w:customXml>{para('فقرة خاصة')}</w:customXml>"
    article, warnings = read(document(para(LEDE), control.format(para("فقرة في حقل")), own, table, para(moved)))
    assert [text for text in texts(article) if text] == [LEDE, "فقرة في حقل", "فقرة خاصة", "خلية\nخلية", "جديد مضاف"]
    assert warnings == {Kind.TRACKED_CHANGE: 3}
    assert isinstance(article.body[-1], Paragraph)


def test_items_in_a_cell_keep_their_numbers() -> None:
    levels = numbering(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"))
    listed = f"<w:tc>{item('مروي', 1)}{item('بالتنقيط', 1, 1)}{item('بعل', 1)}</w:tc>"
    table = f"<w:tbl><w:tr>{cell('المحافظة')}{cell('النوع')}</w:tr><w:tr>{cell('حلب')}{listed}</w:tr></w:tbl>"
    article, _ = load(document(para(LEDE), table, numbering=levels))
    (found,) = (block for block in article.body if isinstance(block, Table))
    assert plain_text(found.rows[1][1].inlines) == "1. مروي\n1.1 بالتنقيط\n2. بعل"
