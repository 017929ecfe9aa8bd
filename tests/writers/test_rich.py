"""Articles with tables, pictures, notes, verse and all other nodes, in every format."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pikepdf
import PIL.Image
import pytest
from lxml import etree

import newsconvert
from newsconvert.interchange import from_json, to_json
from newsconvert.model import (
    Article,
    Cell,
    Figure,
    Image,
    Inlines,
    ItemList,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Table,
    Verse,
    Volume,
    article_text,
    table_grid,
)
from newsconvert.result import Kind
from newsconvert.verification import verify_document, verify_volume
from support import judges
from support.rich_article import RICH, TABLE, p, picture, t
from support.wordfiles import W, parts, text_of

MARKUP = ("docx", "epub", "html", "json")
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def opened(data: bytes) -> dict[str, Any]:
    return parts(data)


def body_of(data: bytes) -> Any:
    return opened(data)["word/document.xml"].find(f"{W}body")


def values(element: Any, path: str) -> list[str]:
    return [found.get(f"{W}val") for found in element.iterfind("/".join(f"{W}{name}" for name in path.split("/")))]


# Every format


@pytest.mark.parametrize("format", MARKUP)
def test_all_text_of_every_node_is_in_the_document_in_order(format: str) -> None:
    receipt = verify_document(RICH, format, newsconvert.write(RICH, format))
    assert receipt.ok, receipt.findings


@pytest.mark.parametrize("format", ["docx", "epub"])
def test_a_volume_of_such_articles_is_whole(format: str) -> None:
    volume = Volume("مجلد", (RICH, replace(RICH, headline="مقال ثان عن الجسر الجديد")))
    data = newsconvert.bind(volume, format).value
    receipt = verify_volume(volume, format, data)
    assert receipt.ok, receipt.findings


@pytest.mark.parametrize("format", MARKUP)
@pytest.mark.parametrize(
    ("lost", "kept"),
    [
        ("120", "121"), ("المجموع", "المجموعة"), ("حاشية ثانية.", "حاشية ثالثة."), ("أ)", "ت)"), ("المادة (2):", "المادة (5):"),
        ("تصوير: أحمد علي", "تصوير: سعيد علي"), ("— سعد المبروك، رئيس المجلس", "— سعد المبروك"), ("بسقط اللوى بين الدخول فحومل", "بسقط اللوى"),
    ],
)  # fmt: skip
def test_verification_sees_what_is_wrong_in_a_cell_a_note_a_label_a_credit(format: str, lost: str, kept: str) -> None:
    """The document is that of another article, which differs in one fact."""
    import json

    value = json.dumps(to_json(RICH), ensure_ascii=False)
    assert f'"{lost}"' in value
    other = from_json(json.loads(value.replace(f'"{lost}"', f'"{kept}"')))
    receipt = verify_document(RICH, format, newsconvert.write(other, format))
    assert not receipt.ok


def test_json_has_all_of_it_and_each_picture_once() -> None:
    twice = replace(RICH, body=(*RICH.body, Figure((Picture(picture(), "الصورة مرة أخرى"),))))
    data = newsconvert.write(twice, "json")
    assert newsconvert.load(data, reader="json").value == twice
    assert data.count(b'"media_type"') == 3


@pytest.mark.parametrize("format", ["html", "epub", "pdf", "docx"])
def test_a_picture_that_cannot_be_opened_is_its_text_and_a_warning(format: str) -> None:
    article = Article("خبر", (p("نص."), Figure((Picture(Image("image/png", b"no picture"), "صورة الميناء"),))))
    made = newsconvert.render(article, format)
    (warning,) = [one for one in made.warnings if one.kind is Kind.PICTURE_MISSING]
    assert warning.count == 1
    if format == "docx":
        assert "صورة الميناء" in text_of(body_of(made.value))
    elif format == "html":
        assert "صورة الميناء" in lxml.html.document_fromstring(made.value).text_content()


def test_the_grid_of_a_table_has_every_span() -> None:
    rows = [[slot and slot.cell.inlines for slot in row] for row in table_grid(TABLE)]
    assert [len(row) for row in rows] == [3, 3, 3, 3]
    assert rows[1][0] is rows[2][0]
    assert rows[3][0] is rows[3][1]
    wide = Table(((Cell(t("أ"), column_span=900), Cell(t("ب"))), (Cell(t("ج")),)))
    assert [[slot and slot.column for slot in row] for row in table_grid(wide)] == [[0, 900], [0, None]]
    assert table_grid(Table(((Cell(t("أ"), row_span=9),),)))[0][0] is not None
    assert table_grid(Table(((), (Cell(t("أ")),)))) == [[None], table_grid(Table(((), (Cell(t("أ")),))))[1]]


# Word


@pytest.fixture(scope="module")
def word() -> bytes:
    return newsconvert.write(RICH, "docx")


def test_tables_run_from_right_to_left_with_spans_and_repeated_heads(word: bytes) -> None:
    body = body_of(word)
    (table,) = body.iter(f"{W}tbl")
    assert table.find(f"{W}tblPr/{W}bidiVisual").attrib == {}
    rows = list(table.iterfind(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, False]
    cells = [[text_of(cell) for cell in row.iterfind(f"{W}tc")] for row in rows]
    assert cells[1:] == [["دير الزور", "120", "10%"], ["", "80", "5%"], ["المجموع", "15%"]]
    assert values(table, "tr/tc/tcPr/gridSpan") == ["2"]
    assert values(table, "tr/tc/tcPr/vMerge") == ["restart", "continue"]
    assert values(rows[1], "tc/p/pPr/jc") == ["right"]  # the end, in a paragraph of this direction
    assert values(rows[2], "tc/p/pPr/jc") == ["center"]
    assert text_of(table.getprevious()) == "الجدول ١: المدارس في المحافظات"
    assert values(table.getprevious(), "pPr/pStyle") == ["Caption"]
    opened = docx.Document(io.BytesIO(word)).tables[0]
    assert [cell.text for cell in opened.rows[0].cells] == ["المحافظة", "عدد المدارس", "النسبة"]


def test_a_head_has_the_rows_that_its_cells_span() -> None:
    """WeasyPrint cuts a span where the head ends."""
    head = (Cell(t("العملة"), row_span=2), Cell(t("السعر"), column_span=2))
    table = Table((head, (Cell(t("شراء")), Cell(t("بيع"))), (Cell(t("الدولار")), Cell(t("1")), Cell(t("2")))), (), 1)
    assert table.head_rows == 2
    page = lxml.html.fromstring(newsconvert.write(Article("أسعار", (table,)), "html"))
    assert [len(part.findall("tr")) for part in page.iter("thead", "tbody")] == [2, 1]
    assert Table((head, (Cell(t("شراء")),)), (), 1).head_rows == 1


def test_a_table_of_a_left_to_right_block_runs_so() -> None:
    table = replace(TABLE, direction="ltr", language="en")
    (made,) = body_of(newsconvert.write(Article("خبر", (table,)), "docx")).iter(f"{W}tbl")
    assert made.find(f"{W}tblPr/{W}bidiVisual").get(f"{W}val") == "off"
    assert set(values(made, "tr/tc/p/pPr/bidi")) == {"0", None}  # Arabic cells have their own direction


def test_a_table_too_wide_for_word_is_paragraphs_and_a_warning() -> None:
    table = Table((tuple(Cell(t(f"خلية {number}")) for number in range(64)),))
    made = newsconvert.render(Article("خبر", (table,)), "docx")
    assert [one.kind for one in made.warnings] == [Kind.FLATTENED]
    assert verify_document(Article("خبر", (table,)), "docx", made.value).ok


def test_pictures_stand_in_the_line_with_their_alternative_text(word: bytes) -> None:
    body = body_of(word)
    shown = [(one.get("descr"), one.get("id")) for one in body.iter(f"{WP}docPr")]
    assert shown == [("صورة الجسر", "1"), ("برج الجسر", "2"), ("منظر عام", "3")]
    sizes = [(int(one.get("cx")), int(one.get("cy"))) for one in body.iter(f"{WP}extent")]
    assert sizes[0] == (240 * 12_700, 150 * 12_700)
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        media = sorted(name for name in package.namelist() if name.startswith("word/media/"))
        kinds = [PIL.Image.open(io.BytesIO(package.read(name))).format for name in media]
    assert sorted(filter(None, kinds)) == ["JPEG", "PNG", "PNG"]  # Word has no WebP
    (drawing, *_) = body.iter(f"{W}drawing")
    paragraph = next(drawing.iterancestors(f"{W}p"))
    assert paragraph.find(f"{W}pPr/{W}keepNext") is not None
    assert text_of(paragraph.getnext()) == "الجسر بعد افتتاحه تصوير: أحمد علي"


@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_pictures_of_every_kind_of_jpeg_are_in_word_documents(mode: str) -> None:
    """Also of those that begin with neither a JFIF nor an Exif header."""
    out = io.BytesIO()
    PIL.Image.new(mode, (40, 30)).save(out, "JPEG")
    data = out.getvalue()
    if data[2:4] == b"\xff\xe0":
        data = data[:2] + data[4 + int.from_bytes(data[4:6], "big") :]
    article = Article("خبر", (p("نص."), Figure((Picture(Image("image/jpeg", data), "صورة"),))))
    document = newsconvert.write(article, "docx")
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert archive.read("word/media/image1.jpg") == data
    docx.Document(io.BytesIO(document))


def test_a_large_picture_fits_the_page_and_one_used_twice_is_one_part() -> None:
    large = Figure((Picture(picture("JPEG", (3000, 4000)), "كبيرة"),))
    data = newsconvert.write(Article("خبر", (large, p("نص."), large)), "docx", page_size="A5")
    (first, second) = body_of(data).iter(f"{WP}extent")
    assert int(first.get("cx")) < 148 * 36_000
    assert int(first.get("cy")) < 210 * 36_000 * 0.7
    assert abs(int(first.get("cx")) * 4 - int(first.get("cy")) * 3) < 8
    assert first.attrib == second.attrib
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len([name for name in package.namelist() if name.startswith("word/media/")]) == 1


def test_notes_are_footnotes_of_word_with_links_and_marks_of_their_own(word: bytes) -> None:
    found = opened(word)
    marks = list(found["word/document.xml"].iter(f"{W}footnoteReference"))
    assert [(one.get(f"{W}id"), one.get(f"{W}customMarkFollows")) for one in marks] == [
        ("1", None),
        ("2", "1"),
        ("3", None),
    ]
    notes = {one.get(f"{W}id"): one for one in found["word/footnotes.xml"].iterfind(f"{W}footnote")}
    assert list(notes) == ["-1", "0", "1", "2", "3"]
    assert [text_of(one).strip() for one in notes["1"]] == ["حاشية أولى فيها رابط الحاشية ونص.", "وفقرة ثانية."]
    assert text_of(notes["2"]) == "* حاشية ثانية."
    assert text_of(notes["3"]).strip() == "تقدير أولي."
    (link,) = notes["1"].iter(f"{W}hyperlink")
    targets = {one.get("Id"): one.get("Target") for one in found["word/_rels/footnotes.xml.rels"]}
    assert (
        targets[link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")]
        == "https://example.org/note"
    )
    assert all(paragraph.find(f"{W}pPr/{W}bidi") is not None for paragraph in found["word/footnotes.xml"].iter(f"{W}p"))
    assert [one.get(f"{W}id") for one in found["word/settings.xml"].iterfind(f"{W}footnotePr/{W}footnote")] == [
        "-1",
        "0",
    ]


def test_lists_print_the_labels_of_the_source_and_are_nested(word: bytes) -> None:
    found = opened(word)
    kinds = {one.get(f"{W}abstractNumId"): one for one in found["word/numbering.xml"].iterfind(f"{W}abstractNum")}
    of = {
        one.get(f"{W}numId"): one.find(f"{W}abstractNumId").get(f"{W}val")
        for one in found["word/numbering.xml"].iterfind(f"{W}num")
    }

    def level(text: str) -> tuple[str, str, int]:
        paragraph = next(one for one in found["word/document.xml"].iter(f"{W}p") if text_of(one) == text)
        depth, number = values(paragraph, "pPr/numPr/ilvl")[0], values(paragraph, "pPr/numPr/numId")[0]
        made = kinds[of[number]].find(f"{W}lvl[@{W}ilvl='{depth}']")
        return values(made, "numFmt")[0], values(made, "lvlText")[0], int(depth)

    assert level("بند أول") == ("arabicAlpha", "%1)", 0)
    assert level("فرع أول") == ("bullet", "•", 1)
    assert level("نص المادة رقم 2") == ("decimal", "المادة (%1):", 0)
    assert level("واحد") == ("decimal", "%1-", 0)
    assert level("البند السابع") == ("none", "(7)", 0)
    assert level("ثانية") == ("decimal", "%2.", 1)
    assert level("بند عادي ثان") == ("decimal", "%1.", 0)
    continued = next(one for one in found["word/document.xml"].iter(f"{W}p") if text_of(one) == "تتمة البند الأول.")
    assert continued.find(f"{W}pPr/{W}numPr") is None
    assert int(continued.find(f"{W}pPr/{W}ind").get(f"{W}left")) > 400


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (("أ.", "ب.", "ج."), "arabicAbjad"), (("أ.", "ب.", "ت."), "arabicAlpha"), (("a)", "b)"), "lowerLetter"),
        (("IV.", "V."), "upperRoman"), (("7.", "8.", "9."), "decimal"), (("٩)", "١٠)", "١١)"), "decimal"),
        (("1.", "3."), "none"), (("1.", "2)"), "none"), (("—", "—"), "none"), (("أ)",), "none"), (("10%", "11%"), "none"),
        (("أولا:", "ثانيا:"), "none"),
    ],
)  # fmt: skip
def test_labels_that_count_are_counted_by_word_and_others_are_text(labels: tuple[str, ...], told: str) -> None:
    items = ItemList(True, tuple(ListItem((p(f"بند رقم {at}"),), label) for at, label in enumerate(labels)))
    article = Article("خبر", (items,))
    data = newsconvert.write(article, "docx")
    used = {one.get(f"{W}val") for one in body_of(data).iter(f"{W}numId")}
    numbering = opened(data)["word/numbering.xml"]
    kinds = {
        one.find(f"{W}abstractNumId").get(f"{W}val")
        for one in numbering.iterfind(f"{W}num")
        if one.get(f"{W}numId") in used
    }
    formats = {
        values(one, "lvl/numFmt")[0]
        for one in numbering.iterfind(f"{W}abstractNum")
        if one.get(f"{W}abstractNumId") in kinds
    }
    assert formats == {told}
    assert verify_document(article, "docx", data).ok


def test_a_long_label_is_text_before_its_item() -> None:
    label = "المادة الخامسة والعشرون من القانون رقم عشرة:"
    article = Article(
        "خبر", (ItemList(True, (ListItem((p("نصها"),), label), ListItem((p("نص"),), "المادة التالية:"))),)
    )
    data = newsconvert.write(article, "docx")
    assert [text_of(one) for one in body_of(data).iterfind(f"{W}p")][1:3] == [f"{label} نصها", "المادة التالية: نص"]
    assert verify_document(article, "docx", data).ok


def test_runs_keep_superscript_strike_and_breaks(word: bytes) -> None:
    body = body_of(word)
    raised = [text_of(one) for one in body.iter(f"{W}r") if values(one, "rPr/vertAlign") == ["superscript"]]
    assert raised == ["2", "6"]
    assert [text_of(one) for one in body.iter(f"{W}r") if values(one, "rPr/vertAlign") == ["subscript"]] == ["2"]
    assert [text_of(one) for one in body.iter(f"{W}r") if one.find(f"{W}rPr/{W}strike") is not None] == ["500"]
    assert any(text_of(one) == "سطر أول\nسطر ثان مع pip install x." for one in body.iter(f"{W}p"))
    compat = opened(word)["word/settings.xml"].find(f"{W}compat")
    assert compat[0].tag == f"{W}doNotExpandShiftReturn"


def test_an_english_paragraph_stands_left_to_right_in_its_language(word: bytes) -> None:
    paragraph = next(one for one in body_of(word).iter(f"{W}p") if text_of(one).startswith("This English"))
    assert values(paragraph, "pPr/bidi") == ["0"]
    assert values(paragraph, "r/rPr/lang") == ["en"]
    assert paragraph.find(f".//{W}rtl") is None


def test_verse_has_its_hemistichs_beside_each_other_or_below(word: bytes) -> None:
    line = next(one for one in body_of(word).iter(f"{W}p") if "قفا نبك" in text_of(one))
    assert "".join(map(text_of, line.iterfind(f"{W}r"))) == "\tقفا نبك من ذكرى حبيب ومنزل\tبسقط اللوى بين الدخول فحومل"
    assert [one.get(f"{W}val") for one in line.iterfind(f"{W}pPr/{W}tabs/{W}tab")] == ["center", "center"]
    wide = Verse(((t("شطر طويل جدا " * 5), t("شطر آخر")),))
    article = Article("خبر", (wide,))
    data = newsconvert.write(article, "docx", page_size="A5")
    assert [text_of(one).strip() for one in body_of(data).iterfind(f"{W}p")][1:3] == [
        ("شطر طويل جدا " * 5).strip(),
        "شطر آخر",
    ]


def test_plain_documents_have_nothing_of_this() -> None:
    data = newsconvert.write(Article("خبر", (p("نص."), ItemList(False, (t("بند"),)))), "docx")
    found = opened(data)
    assert "word/footnotes.xml" not in found
    names = {one.get(f"{W}val") for one in found["word/styles.xml"].iterfind(f"{W}style/{W}name")}
    assert not names & {"Figure", "Verse", "Table Text", "HTML Preformatted"}


def test_openxml_audit_finds_nothing_in_it(word: bytes, tmp_path: Path) -> None:
    (tmp_path / "rich.docx").write_bytes(word)
    assert judges.openxml_audit(tmp_path / "rich.docx") == []


# EPUB and web pages


def test_epub_has_pictures_as_items_and_notes_with_semantics(tmp_path: Path) -> None:
    data = newsconvert.write(RICH, "epub", digits="arabic")
    (tmp_path / "rich.epub").write_bytes(data)
    report = judges.epubcheck(tmp_path / "rich.epub")
    assert (report.fatal, report.errors, report.warnings) == (0, 0, 0), report.messages
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        page = etree.fromstring(book.read("EPUB/text.xhtml"))
        opf = book.read("EPUB/content.opf").decode()
        shown = [(one.get("src"), one.get("alt")) for one in page.iter("{*}img")]
        assert shown == [("images/1.png", "صورة الجسر"), ("images/2.webp", "برج الجسر"), ("images/3.jpg", "منظر عام")]
        assert PIL.Image.open(io.BytesIO(book.read("EPUB/images/2.webp"))).format == "WEBP"
    kind = "{http://www.idpf.org/2007/ops}type"
    marks = [one for one in page.iter("{*}a") if one.get(kind) == "noteref"]
    notes = {one.get("id"): one for one in page.iter("{*}aside") if one.get(kind) == "footnote"}
    assert [one.text for one in marks] == ["١", "*", "٢"]
    assert [one.get("href", "")[1:] for one in marks] == list(notes)
    assert '<meta property="schema:accessMode">visual</meta>' in opf
    assert "alternativeText" in opf


def test_web_pages_have_pictures_inside_and_heads_with_scope() -> None:
    page = lxml.html.document_fromstring(newsconvert.write(RICH, "html"))
    assert all(one.get("src", "").startswith("data:image/") for one in page.iter("img"))
    assert [one.get("scope") for one in page.iter("th")] == ["col"] * 3
    (table,) = page.iter("table")
    assert next((one.get("rowspan"), one.get("colspan")) for one in table.iter("td")) == ("2", None)
    assert next(one.text_content() for one in page.iter("figcaption")) == "الجسر بعد افتتاحه تصوير: أحمد علي"
    (first,) = page.xpath("//p[starts-with(., 'This English')]")
    assert (first.get("dir"), first.get("lang")) == ("ltr", "en")


# PDF


def test_pdf_has_pictures_in_grey_for_the_press_and_keeps_what_is_srgb(tmp_path: Path) -> None:
    import pypdf

    for options, spaces in (({}, {"/DeviceRGB"}), ({"print_ready": True}, {"/DeviceGray"})):
        write: Any = newsconvert.write
        made: bytes = write(RICH, "pdf", **options)
        pages: Any = pypdf.PdfReader(io.BytesIO(made)).pages
        drawn = [page["/Resources"].get("/XObject") or {} for page in pages]
        images = [one.get_object() for found in drawn for one in found.values()]
        assert {one["/ColorSpace"] for one in images if one["/Subtype"] == "/Image"} == spaces


def test_pdf_with_pictures_and_tables_is_valid_pdf_a(tmp_path: Path) -> None:
    (tmp_path / "rich.pdf").write_bytes(newsconvert.write(RICH, "pdf"))
    assert judges.verapdf(tmp_path / "rich.pdf", "3a") == []
    assert judges.verapdf(tmp_path / "rich.pdf", "ua1") == []


def test_notes_of_a_pdf_are_tagged_and_verified(tmp_path: Path) -> None:
    article = newsconvert.read_text(
        "# عنوان\n\nفقرة[^1] وأخرى[^2] هنا.\n\n[^1]: حاشية **أولى**.\n\n    فقرة ثانية لها.\n\n[^2]: See http://example.org.\n",
        reader="markdown",
    )
    data = newsconvert.write(article, "pdf")
    assert verify_document(article, "pdf", data).ok
    other = newsconvert.read_text(
        "# عنوان\n\nفقرة[^1] وأخرى[^2] هنا.\n\n[^1]: حاشية **ثانية**.\n\n    فقرة ثانية لها.\n\n[^2]: See http://example.org.\n",
        reader="markdown",
    )
    assert not verify_document(other, "pdf", data).ok
    path = tmp_path / "notes.pdf"
    path.write_bytes(data)
    for flavour in ("3a", "ua1"):
        assert judges.verapdf(path, flavour) == []
    with pikepdf.open(path) as pdf:
        kinds = [
            str(one.S) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one
        ]
    assert (kinds.count("/Note"), kinds.count("/Reference")) == (2, 2)


def test_notes_are_tagged_as_pdf_2_and_bound_volumes_want_them(tmp_path: Path) -> None:
    article = Article("خبر", (Paragraph((*t("نص الخبر"), Note((p("حاشية."), p("وثانية."))), *t(" وتتمته."))),))
    two = newsconvert.write(article, "pdf", pdf_standard="ua-2")
    assert verify_document(article, "pdf", two).ok
    (tmp_path / "two.pdf").write_bytes(two)
    assert judges.verapdf(tmp_path / "two.pdf", "ua2") == []
    volume = Volume("مجلد", (article, replace(article, headline="خبر آخر")))
    bound = newsconvert.bind(volume, "pdf").value
    assert verify_volume(volume, "pdf", bound).ok
    (tmp_path / "bound.pdf").write_bytes(bound)
    assert judges.verapdf(tmp_path / "bound.pdf", "ua1") == []


def test_nothing_outside_the_article_is_loaded_for_a_pdf(tmp_path: Path) -> None:
    """A picture by address alone is text, and no address in the text reaches the fetcher."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture().data)
    figure = Figure((Picture(None, "صورة بعيدة", secret.as_uri()),))
    data = newsconvert.write(Article("خبر", (figure, p("نص."))), "pdf")
    assert b"/Subtype /Image" not in data
    assert b"/Image" not in data


def test_nodes_inside_notes_are_not_lost() -> None:
    note = Note(
        (
            p("قائمة:"),
            ItemList(True, (ListItem((p("أولى"),), "أ)"),)),
            Figure((Picture(picture(), "خريطة"),), t("شرح الخريطة")),
        )
    )
    article = Article("خبر", (Paragraph((*t("نص الخبر"), note, *t("."))),))
    for format in MARKUP:
        assert verify_document(article, format, newsconvert.write(article, format)).ok
    assert list(article_text(article)) == ["خبر", "نص الخبر.", "قائمة:", "أ) أولى", "شرح الخريطة"]


@pytest.mark.parametrize(("standard", "flavour"), [("ua-2", "ua2"), ("a-4f,ua-2", "ua2"), ("ua-1", "ua1")])
def test_captions_of_figures_stand_where_pdf_ua_has_them(tmp_path: Path, standard: str, flavour: str) -> None:
    one, two = Picture(picture(), "وصف"), Picture(picture())
    figures = Figure((one,), t("تعليق على الصورة")), Figure((one, two), t("تعليقان"), t("وكالة"))
    path = tmp_path / "figures.pdf"
    path.write_bytes(newsconvert.write(Article("خبر", (p("نص"), *figures, p("نص"))), "pdf", pdf_standard=standard))
    assert judges.verapdf(path, flavour) == []


@pytest.mark.parametrize("format", ["docx", "html", "epub", "pdf"])
def test_a_note_in_another_language_stands_in_its_direction(format: str) -> None:
    english = Paragraph(t("See Smith (2019), chapter three."), language="en", direction="ltr")
    article = Article("خبر", (Paragraph((*t("نص الخبر"), Note((english,)), *t("."))),))
    data = newsconvert.write(article, format)
    assert verify_document(article, format, data).findings == ()
    if format == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            shown = package.read("word/footnotes.xml").decode().partition('w:id="1"')[2]
        assert '<w:bidi w:val="0"/>' in shown


@pytest.mark.parametrize("line", [((), t("عجز")), (t("صدر"), ()), ((), ())])
@pytest.mark.parametrize("to", ["pdf", *MARKUP])
def test_verse_may_lack_a_hemistich(line: tuple[Inlines, Inlines], to: str) -> None:
    article = Article("قصيدة", (Paragraph(t("قبلها")), Verse((line, (t("صدر البيت"), t("عجز البيت"))))))
    assert verify_document(article, to, newsconvert.write(article, to)).ok
