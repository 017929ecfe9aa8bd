"""Captions without a style or an element of their own, bold decks of Word documents, and verse set as a table."""

from __future__ import annotations

import io

import docx
import PIL.Image
import pytest
from docx.shared import Pt

import newsconvert
from newsconvert.model import Article, Figure, Paragraph, Table, Verse, block_inlines, plain_text
from newsconvert.result import Kind
from support.webpages import ONE, THREE, TWO, between, page

LINE = "الجسر الجديد كما يظهر من الضفة الشرقية"
_buffer = io.BytesIO()
PIL.Image.new("RGB", (60, 40), (10, 90, 200)).save(_buffer, "PNG")
PNG = _buffer.getvalue()


def shown(*lines: str, picture: bool = True, below: str | None = None) -> Article:
    """Return the article of a Word document without styles: a picture, with `below` in its paragraph, and lines."""
    document = docx.Document()
    document.add_heading("افتتاح الجسر الجديد في دير الزور", 0)
    document.add_paragraph(ONE)
    if picture:
        run = document.add_paragraph().add_run()
        run.add_picture(io.BytesIO(PNG))
        if below is not None:
            run.add_break()
            run.add_text(below)
    for line in (*lines, TWO):
        document.add_paragraph(line)
    document.save(saved := io.BytesIO())
    return newsconvert.load(saved.getvalue(), reader="docx").value


def captions(article: Article) -> list[str]:
    return [plain_text(block.caption) for block in article.body if isinstance(block, Figure)]


def paragraphs(article: Article) -> list[str]:
    return [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    "line",
    [
        f"الصورة 1: {LINE}", f"صورة: {LINE}", "شكل 1", f"الشكل رقم (2) - {LINE}", f"خريطة ٣. {LINE}", f"Figure 4: {LINE}", f"في الصورة: {LINE}",
    ],
)  # fmt: skip
def test_a_line_with_a_label_under_a_picture_is_its_caption(line: str) -> None:
    article = shown(line)
    assert (captions(article), paragraphs(article)) == ([line], [ONE, TWO])
    found, _ = between(page(f"<p><img src='a.jpg' alt='جسر'></p><p>{line}</p>"))
    assert [plain_text(block.caption) for block in found if isinstance(block, Figure)] == [line]
    assert len(found) == 1


@pytest.mark.parametrize("line", ["الشكل 2 يبين أن الأسعار ارتفعت.", "الصورة واضحة: لا مال ولا وقت", f"خريطة {LINE}"])
def test_a_sentence_about_pictures_is_no_caption(line: str) -> None:
    article = shown(line)
    assert (captions(article), paragraphs(article)) == ([""], [ONE, line, TWO])


def test_a_label_without_a_picture_stays_a_paragraph() -> None:
    assert paragraphs(shown(f"الصورة 1: {LINE}", picture=False)) == [ONE, f"الصورة 1: {LINE}", TWO]


def test_the_line_under_a_picture_in_its_paragraph_of_word() -> None:
    article = shown(below=LINE)
    assert (captions(article), paragraphs(article)) == ([LINE], [ONE, TWO])
    article = shown(below=THREE)  # a paragraph that the picture stands above
    assert (captions(article), paragraphs(article)) == ([""], [ONE, THREE, TWO])
    assert isinstance(article.body[1], Figure)


@pytest.mark.parametrize(
    "inner",
    [
        f"<p><img src='a.jpg'><br>{LINE}</p>", f"<p><a href='a.jpg'><img src='a.jpg'></a><br/>{LINE}</p>",
        f"<center><img src='a.jpg'><br><font size='2'>{LINE}</font></center>", f"<div align='center'><img src='a.jpg'><br>{LINE}</div>",
        f"<p><img src='a.jpg'><br><span style='font-size:10px'>{LINE}</span></p>",
    ],
)  # fmt: skip
def test_the_line_under_a_picture_in_its_paragraph(inner: str) -> None:
    (figure,), _ = between(page(inner))
    assert isinstance(figure, Figure)
    assert plain_text(figure.caption) == LINE


def test_a_small_line_under_a_picture_before_the_text_of_its_cell() -> None:
    found, _ = between(page(f"<div>قبل<br><img src='a.jpg'><br><small>{LINE}</small><br>ثم تابع العمل</div>"))
    assert [type(block) for block in found] == [Paragraph, Figure, Paragraph]
    assert plain_text(found[1].caption if isinstance(found[1], Figure) else ()) == LINE


@pytest.mark.parametrize(
    "inner",
    [
        f"<p><img src='a.jpg'><br>{THREE}</p>", f"<p><img src='a.jpg'><br>{LINE}<br>وهذا سطر ثان</p>", "<p><img src='a.jpg'><br>ماذا حدث؟</p>",
        f"<p>نص <img src='a.jpg'><br>{LINE}</p>", f"<p><img class='emoji' alt='x' src='a.jpg'><br>{LINE}</p>",
    ],
)  # fmt: skip
def test_other_text_under_a_picture_is_no_caption(inner: str) -> None:
    found, _ = between(page(inner))
    assert not any(block.caption for block in found if isinstance(block, Figure))
    assert any(isinstance(block, Paragraph) for block in found)


COUPLETS = [
    ("قفا نبك من ذكرى حبيب ومنزل", "بسقط اللوى بين الدخول فحومل"),
    ("وقوفا بها صحبي علي مطيهم", "يقولون لا تهلك أسى وتجمل"),
]


def rows(between_halves: str) -> str:
    return "".join(f"<tr><td>{one}</td>{between_halves}<td>{two}</td></tr>" for one, two in COUPLETS)


@pytest.mark.parametrize("sign", ["...", "…", "***", "*", "//", "....."])
def test_a_table_with_a_column_of_signs_between_hemistichs_is_verse(sign: str) -> None:
    (verse,), _ = between(page(f"<table>{rows(f'<td>{sign}</td>')}</table>"))
    assert isinstance(verse, Verse)
    assert [tuple(map(plain_text, line)) for line in verse.lines] == COUPLETS
    document = docx.Document()
    document.add_heading("معلقة امرئ القيس", 0)
    document.add_paragraph(ONE)
    table = document.add_table(2, 3)
    for row, (one, two) in zip(table.rows, COUPLETS, strict=True):
        for cell, text in zip(row.cells, (one, sign, two), strict=True):
            cell.text = text
    document.save(saved := io.BytesIO())
    (found,) = (block for block in newsconvert.load(saved.getvalue()).value.body if isinstance(block, Verse))
    assert [tuple(map(plain_text, line)) for line in found.lines] == COUPLETS


def test_a_table_that_is_called_a_poem_is_verse() -> None:
    (verse,), _ = between(page(f"<table class='poem'>{rows('')}</table>"))
    assert isinstance(verse, Verse)
    assert len(verse.lines) == 2


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td>النبع الأزرق</td><td>-</td><td>نادي الساحل</td></tr><tr><td>نادي القلعة</td><td>-</td><td>نادي المرفأ</td></tr>",
        "<tr><td>سعر القمح</td><td>...</td><td>55 ليرة</td></tr><tr><td>سعر الشعير</td><td>...</td><td>40 ليرة</td></tr>",
        "<tr><td>دمشق</td><td>...</td><td>حلب</td></tr><tr><td>حمص</td><td>...</td><td>حماة</td></tr>",
        rows(""),
    ],
)
def test_other_tables_stay_tables(table: str) -> None:
    (found,), _ = between(page(f"<table>{table}</table>"))
    assert isinstance(found, Table)


DECK = "التقرير السنوي يحمّل كلفة البناء المسؤولية"


def word(*lines: tuple[str, bool, int], heading: str | None = None) -> Article:
    document = docx.Document()
    if heading:
        document.add_heading(heading, 0)
    for text, bold, size in lines:
        run = document.add_paragraph().add_run(text)
        run.bold = bold or None
        run.font.size = Pt(size)
    document.save(saved := io.BytesIO())
    return newsconvert.load(saved.getvalue(), reader="docx").value


@pytest.mark.parametrize("sign", ["ـ", "-", "–", ":"])
def test_a_large_line_over_a_credit_is_the_headline_though_it_begins_with_a_label(sign: str) -> None:
    credit = f"كتب {sign} محمود درويش الحلبي"
    article = word(("تقرير: أزمة السكن", True, 20), (credit, False, 11), (ONE, False, 11), (TWO, False, 11))
    assert (article.headline, article.kicker, article.byline) == ("تقرير: أزمة السكن", None, credit)
    assert paragraphs(article) == [ONE, TWO]


@pytest.mark.parametrize("credit", [(), (("كتب: محمود درويش", False, 11),)])
def test_a_bold_line_under_the_title_is_the_deck(credit: tuple[tuple[str, bool, int], ...]) -> None:
    article = word((DECK, True, 11), *credit, (ONE, False, 11), (TWO, False, 11), heading="أزمة السكن تتفاقم")
    assert (article.deck, paragraphs(article)) == (DECK, [ONE, TWO])
    assert article.byline == (credit[0][0] if credit else None)


@pytest.mark.parametrize("others", ["", f"<p><b>أسباب الأزمة</b></p><p>{THREE}</p>"])
def test_a_bold_line_under_the_headline_of_a_page_is_the_deck_where_no_other_is_bold(others: str) -> None:
    inner = f"<h1>أزمة السكن تتفاقم</h1><p><strong>{DECK}</strong></p><p>{ONE}</p><p>{TWO}</p>{others}"
    article = newsconvert.load(f"<html lang='ar'><body><article>{inner}</article></body></html>".encode()).value
    assert (article.deck == DECK) is not bool(others)
    assert [DECK in plain_text(run) for run in block_inlines(article.body[0])] == [bool(others)]


@pytest.mark.parametrize("line", [f"{DECK}.", "أسباب الأزمة", "ما الذي يحمّل كلفة البناء المسؤولية؟"])
def test_other_bold_lines_under_the_title_are_of_the_text(line: str) -> None:
    lines = ((line, True, 11), (ONE, False, 11), ("الحلول الممكنة للأزمة الآن", True, 11), (TWO, False, 11))
    article = word(*lines, heading="أزمة السكن تتفاقم")
    assert article.deck is None
    assert line in [plain_text(run) for block in article.body for run in block_inlines(block)]


A, B, UNDER_A, UNDER_B = "<img src='a.jpg'>", "<img src='b.jpg'>", "الواجهة قبل العمل", "الواجهة بعده"


@pytest.mark.parametrize(
    "cells",
    [
        f"<tr><td>{A}</td><td>{B}</td></tr><tr><td>{UNDER_A}</td><td>{UNDER_B}</td></tr>",
        f"<tr><td>{A}<br>{UNDER_A}</td><td><p>{B}</p><p>{UNDER_B}</p></td></tr>",
        f"<tr><td>{A}</td></tr><tr><td>{UNDER_A}</td></tr><tr><td>{B}</td></tr><tr><td>{UNDER_B}</td></tr>",
        f"<tr><td>{A}</td><td>{UNDER_A}</td></tr><tr><td>{UNDER_B}</td><td>{B}</td></tr>",
    ],
)
def test_pictures_that_a_table_lays_out_have_its_words_for_captions(cells: str) -> None:
    found, warnings = between(page(f"<table>{cells}</table>"))
    assert [plain_text(block.caption) for block in found if isinstance(block, Figure)] == [UNDER_A, UNDER_B]
    assert len(found) == 2
    assert warnings == {Kind.PICTURE_MISSING: 2}


def test_pictures_that_a_table_of_word_lays_out_have_its_words_for_captions() -> None:
    document = docx.Document()
    document.add_heading("ترميم الواجهة في السوق القديم", 0)
    document.add_paragraph(ONE)
    table = document.add_table(2, 2)
    for cell, text in zip(table.rows[0].cells, (UNDER_A, UNDER_B), strict=True):
        cell.paragraphs[0].add_run().add_picture(io.BytesIO(PNG))
        table.rows[1].cells[cell._tc.grid_offset].text = text
    document.add_paragraph(TWO)
    document.save(saved := io.BytesIO())
    found = newsconvert.load(saved.getvalue(), reader="docx")
    assert (captions(found.value), paragraphs(found.value)) == ([UNDER_A, UNDER_B], [ONE, TWO])
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("cells", "kinds"),
    [
        (f"<tr><th>الاسم</th><th>الصورة</th></tr><tr><td>أحمد</td><td>{A}</td></tr>", ["Table", "Figure"]),
        (
            f"<tr><td>{A}</td><td>بطول 90 مترا</td><td>2024</td></tr><tr><td>x</td><td>y</td><td>z</td></tr>",
            ["Table", "Figure"],
        ),
    ],
)
def test_a_picture_in_a_cell_among_facts_is_said_to_stand_below(cells: str, kinds: list[str]) -> None:
    found, warnings = between(page(f"<table>{cells}</table>"))
    assert [type(block).__name__ for block in found] == kinds
    assert warnings == {Kind.PICTURE_MISSING: 1, Kind.PICTURE_MOVED: 1}


def test_a_picture_in_a_cell_of_word_is_said_to_stand_below() -> None:
    document = docx.Document()
    document.add_heading("ترميم الواجهة في السوق القديم", 0)
    document.add_paragraph(ONE)
    table = document.add_table(2, 3)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("الاسم", "السنة", "الصورة", "أحمد", "1990", "-"), strict=True
    ):
        cell.text = text
    table.rows[1].cells[2].paragraphs[0].add_run().add_picture(io.BytesIO(PNG))
    document.add_paragraph(TWO)
    document.save(saved := io.BytesIO())
    found = newsconvert.load(saved.getvalue(), reader="docx")
    assert [type(block).__name__ for block in found.value.body] == ["Paragraph", "Table", "Figure", "Paragraph"]
    assert [(one.kind, one.count) for one in found.warnings] == [(Kind.PICTURE_MOVED, 1)]


@pytest.mark.parametrize("sign", ["***", "*", "//"])
@pytest.mark.parametrize("reader", ["markdown", "html"])
def test_a_couplet_with_a_sign_between_its_hemistichs_is_verse(sign: str, reader: str) -> None:
    couplets = [f" {sign} ".join(one) for one in COUPLETS]
    lines = (ONE, couplets[0], TWO, "  \n".join(couplets), THREE)
    source = "# معلقة امرئ القيس\n\n" + "\n\n".join(lines)
    if reader == "html":
        shown = "".join(f"<p>{line.replace('  ', '<br>')}</p>" for line in lines)
        source = f"<html lang='ar'><body><article><h1>معلقة امرئ القيس</h1>{shown}</article></body></html>"
    body = newsconvert.load(source.encode(), reader=reader).value.body
    verses = [[tuple(map(plain_text, line)) for line in block.lines] for block in body if isinstance(block, Verse)]
    assert verses == [COUPLETS[:1], COUPLETS]


@pytest.mark.parametrize(
    "line",
    [
        "سلطة الجزر مع الليمون // عشر ليرات 10", "محلي // دولي", "سار الوزير في السوق * ثم عاد مساء إلى مكتبه في العاصمة القديمة ليلا",
        "كنت أمشي في الطريق .... ثم رأيت رجلا", "قفا نبك من ذكرى * حبيب ومنزل بسقط * اللوى بين الدخول",
    ],
)  # fmt: skip
def test_lines_with_a_sign_that_are_no_couplets_stay_paragraphs(line: str) -> None:
    source = f"# عنوان الخبر اليوم\n\n{ONE}\n\n{line}\n\n{TWO}"
    assert line in paragraphs(newsconvert.load(source.encode(), reader="markdown").value)


@pytest.mark.parametrize("line", ["للمزيد: https://x.example/other", "للمزيد: [تفاصيل الجسر](https://x.example/other)"])
def test_a_line_that_leads_to_more_is_not_the_source(line: str) -> None:
    article = newsconvert.load(f"# عنوان الخبر اليوم\n\n{ONE}\n\n{TWO}\n\n{line}".encode(), reader="markdown").value
    assert article.source is None
    assert len(article.body) == 3
    line = "للمزيد: المصدر: وكالة سانا"
    article = newsconvert.load(f"# عنوان الخبر اليوم\n\n{ONE}\n\n{TWO}\n\n{line}".encode(), reader="markdown").value
    assert article.source is not None
    assert article.source.citation == line


@pytest.mark.parametrize("picture", [A, f"<a href='a.jpg'>{A}</a>"])
@pytest.mark.parametrize(("opening", "closing"), [("<font size='3'>", "</font>"), ("<i><span>", "</span></i>")])
def test_a_picture_amid_the_paragraphs_of_one_element_keeps_its_place(picture: str, opening: str, closing: str) -> None:
    found, _ = between(page(f"<p>{opening}قبل الصورة<br><br>{picture}<br>{THREE}<br><br>آخر النص هنا{closing}</p>"))
    assert [type(block).__name__ for block in found] == ["Paragraph", "Figure", "Paragraph", "Paragraph"]
    assert [plain_text(block.inlines) for block in found if isinstance(block, Paragraph)] == [
        "قبل الصورة",
        THREE,
        "آخر النص هنا",
    ]


def test_pictures_of_amp_are_no_pixels_by_the_ratio_of_their_sides() -> None:
    found, _ = between(
        page("<amp-img src='https://x.example/a.jpg' width='1' height='1' layout='responsive' alt='جسر'></amp-img>")
    )
    assert [one.alternative for block in found if isinstance(block, Figure) for one in block.pictures] == ["جسر"]


@pytest.mark.parametrize("tag", ["span", "div", "p"])
def test_a_caption_and_a_credit_that_are_called_so_beside_their_picture(tag: str) -> None:
    words = f"<{tag} class='image-caption'>{LINE}</{tag}><{tag} class='image-credit'>تصوير: سامر</{tag}>"
    (figure,), _ = between(page(f"<div><picture><img src='a.jpg' alt='جسر'></picture>{words}</div>"))
    assert isinstance(figure, Figure)
    assert (plain_text(figure.caption), plain_text(figure.credit)) == (LINE, "تصوير: سامر")


def test_a_phrase_in_a_block_under_a_picture_alone_in_its_box_is_the_caption() -> None:
    boxes = f"<div class='row'><div class='col'>{A}<p>{UNDER_A}</p></div><div class='col'><a href='b.jpg'>{B}</a><div>{UNDER_B}</div></div></div>"
    found, _ = between(page(boxes))
    assert [plain_text(block.caption) for block in found if isinstance(block, Figure)] == [UNDER_A, UNDER_B]
    assert len(found) == 2


@pytest.mark.parametrize(
    "box",
    [
        f"<div>{A}<p>{UNDER_A} كما قال الوزير.</p></div>", f"<div>{A}<p>{UNDER_A}</p><p>{UNDER_B}</p></div>", f"<div>{A}<p><b>{UNDER_A}</b></p></div>",
        f"<div class='profile'>{A}<p>سامر حسن</p></div>", f"<div>{A}<p>تصوير: سامر حسن</p> نص</div>",
    ],
)  # fmt: skip
def test_other_blocks_under_a_picture_are_no_captions(box: str) -> None:
    found, _ = between(page(box))
    assert not any(block.caption for block in found if isinstance(block, Figure))


@pytest.mark.parametrize("order", ["line picture line picture", "picture line picture line", "line picture"])
def test_labels_stand_above_all_pictures_or_below_all(order: str) -> None:
    labels = iter((f"الشكل 1: {UNDER_A}", f"الشكل 2: {UNDER_B}"))
    blocks = [f"<p>{next(labels)}</p>" if one == "line" else f"<p>{A}</p>" for one in order.split()]
    found, _ = between(page(f"<p>قبل</p>{''.join(blocks)}<p>بعد</p>"))
    wanted = [f"الشكل 1: {UNDER_A}", f"الشكل 2: {UNDER_B}"][: order.count("line")]
    assert [plain_text(block.caption) for block in found if isinstance(block, Figure)] == wanted
    assert len(found) == len(wanted) + 2


def test_a_label_over_a_table_is_its_caption() -> None:
    cells = "<tr><td>الحي</td><td>السعر</td></tr><tr><td>المزة</td><td>90</td></tr>"
    for line, wanted in (("جدول 1: الأسعار", ["جدول 1: الأسعار"]), ("الجدول 1 يبين الأسعار", [""])):
        found, _ = between(page(f"<p>قبل</p><p>{line}</p><table>{cells}</table>"))
        assert [plain_text(block.caption) for block in found if isinstance(block, Table)] == wanted


def test_faces_beside_names_have_them_and_couplets_in_a_row_are_one_poem() -> None:
    found, _ = between(
        page(
            f"<table><tr><td>{A}</td><td>أحمد سالم، مهندس</td></tr><tr><td>{B}</td><td>ليلى حسن، طبيبة</td></tr></table>"
        )
    )
    assert [plain_text(block.caption) for block in found if isinstance(block, Figure)] == [
        "أحمد سالم، مهندس",
        "ليلى حسن، طبيبة",
    ]
    (verse,), _ = between(page("".join(f"<p>{' // '.join(one)}</p>" for one in COUPLETS)))
    assert isinstance(verse, Verse)
    assert len(verse.lines) == 2
