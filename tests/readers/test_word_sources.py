"""What must come through from Word documents: invented inputs, after complaints about converters."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

import newsconvert
from newsconvert.model import (
    Figure,
    Heading,
    ItemList,
    LineBreak,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Table,
    ThematicBreak,
    Verse,
    article_text,
    plain_text,
)
from newsconvert.result import Kind
from support.rich_article import RICH, picture, t
from support.wordsources import LEDE, STYLES, cell, document, item, level, load, numbering, para, run, style


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


def test_words_in_a_cell_that_is_merged_with_the_one_above_stay_apart() -> None:
    first, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = f"<w:tr>{cell('قمح', first)}{cell('10')}</w:tr><w:tr>{cell('شعير', below)}{cell('11')}</w:tr>"
    article, _ = load(document(para(LEDE), f"<w:tbl>{rows}</w:tbl>", para("فقرة بعد الجدول الأول.")))
    table = article.body[1]
    assert isinstance(table, Table)
    assert plain_text(table.rows[0][0].inlines) == "قمح\nشعير"


def test_a_table_in_a_cell_is_lines_and_said_and_a_box_of_one_cell_is_its_text() -> None:
    inner = f"<w:tbl><w:tr>{cell('داخل أول')}{cell('داخل ثان')}</w:tr></w:tbl>"
    outer = (
        f"<w:tbl><w:tr>{cell('أ')}<w:tc>{inner}{para('بعده')}</w:tc></w:tr><w:tr>{cell('ب')}{cell('ج')}</w:tr></w:tbl>"
    )
    box = f"<w:tbl><w:tr><w:tc>{para('فقرة في إطار.')}{para('وأخرى.')}</w:tc></w:tr></w:tbl>"
    article, warnings = load(document(para(LEDE), outer, box))
    assert warnings == {Kind.FLATTENED: 1}
    text = list(article_text(article))
    assert "داخل أول | داخل ثان\nبعده" in text
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


def test_styles_of_word_and_pandoc_hold_fields() -> None:
    based = '<w:basedOn w:val="Title"/>'
    styles = "".join([*map(style, ("Title", "Author", "Date", "heading 1")), style("Subtitle", based)])
    article, _ = load(document(
        para("جوائز لأربعة أفلام", style="Subtitle"), para("ليلى حداد", style="Author"), para("كريم سعد", style="Author"),
        para("3 أيار 2024", style="Date"), para(LEDE), para("نص", style="Subtitle"), styles=styles,
    ))  # fmt: skip
    assert (article.deck, article.byline) == ("جوائز لأربعة أفلام", "ليلى حداد، كريم سعد")
    assert (article.dateline, article.timestamp, str(article.published)) == (None, "3 أيار 2024", "2024-05-03")
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)] == [LEDE, "نص"]


def test_a_subtitle_leaves_credits_to_the_rules_of_plain_text() -> None:
    styles = "".join(map(style, ("Title", "Subtitle")))
    article, _ = load(
        document(para("جوائز لأربعة أفلام", style="Subtitle"), para("كتب: محمود عشري"), para(LEDE), styles=styles)
    )
    assert (article.deck, article.byline) == ("جوائز لأربعة أفلام", "كتب: محمود عشري")


def test_a_subtitle_that_is_a_credit_is_no_deck() -> None:
    styles = "".join(map(style, ("Title", "Subtitle")))
    article, _ = load(document(para("إعداد: ليلى حداد", style="Subtitle"), para(LEDE), styles=styles))
    assert (article.deck, article.byline) == (None, "إعداد: ليلى حداد")


def test_the_table_of_contents_is_left_out_with_its_title_and_counted() -> None:
    styles = f"{STYLES}{style('toc 1', identity='TOC1')}"
    contents = "".join(para(text, style="TOC1") for text in ("المقدمة", "الخاتمة"))
    article, warnings = load(document(para("الفهرس"), contents, para(LEDE), styles=styles))
    assert list(article_text(article)) == ["خبر القمح", LEDE]
    assert warnings == {Kind.PAGE_FURNITURE: 3}


def test_a_line_under_a_picture_with_its_credit_is_the_caption() -> None:
    from newsconvert.readers.credits import attach_captions

    figure = Figure((Picture(None, "القاعة"),))
    caption, other = Paragraph(t("القاعة الكبرى. تصوير: سامي درويش")), Paragraph(t("وقال الوزير إن الحصاد بدأ."))
    assert attach_captions([figure, caption, other]) == [
        Figure(figure.pictures, t("القاعة الكبرى."), t("تصوير: سامي درويش")),
        other,
    ]
    assert attach_captions([figure, other]) == [figure, other]


def test_caption_under_a_table_kicker_over_a_heading_and_a_line_of_stars() -> None:
    table = (
        f"<w:tbl><w:tr>{cell(para('أ'))}{cell(para('ب'))}</w:tr><w:tr>{cell(para('1'))}{cell(para('2'))}</w:tr></w:tbl>"
    )
    caption = para("جدول 1: المحصول", style="Caption")
    found, _ = load(
        document(
            para("تحقيق"),
            para("موسم حصاد القمح في الشرق", style="Heading1"),
            para("كتبت: هدى العلي"),
            para(LEDE),
            table,
            caption,
            para(LEDE),
            para("* * *"),
            para(LEDE),
            title="",
        )
    )
    assert (found.kicker, found.headline, found.byline) == ("تحقيق", "موسم حصاد القمح في الشرق", "كتبت: هدى العلي")
    shown = next(block for block in found.body if isinstance(block, Table))
    assert plain_text(shown.caption) == "جدول 1: المحصول"
    assert any(isinstance(block, ThematicBreak) for block in found.body)


def test_what_a_cell_that_is_merged_away_says_is_a_line_of_its_own() -> None:
    first, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = "".join(f"<w:tr>{cell(*one)}{cell('9')}</w:tr>" for one in (("قمح", first), ("شعير", below), ("", below)))
    article, _ = load(document(para(LEDE), f"<w:tbl>{rows}</w:tbl>", para("فقرة بعد الجدول الأول.")))
    table = article.body[1]
    assert isinstance(table, Table)
    assert (plain_text(table.rows[0][0].inlines), table.rows[0][0].row_span) == ("قمح\nشعير", 3)


@pytest.mark.parametrize("line", ["أصدرت النقابة التعميم الآتي:", "كتبت الوزارة ما يأتي:", "بيان صادر عن الوزارة:"])
def test_a_line_that_announces_a_list_or_a_table_is_no_credit(line: str) -> None:
    listed = item("يمنع صرف الدواء.", 1) + item("يسجل الرقم.", 1)
    table = f"<w:tbl><w:tr>{cell('قمح')}{cell('9')}</w:tr></w:tbl>"
    for below in (listed, table):
        blocks = (para("بيروت، 3 حزيران 2024"), para(line), below, para(LEDE))
        article, _ = load(document(*blocks, numbering=numbering(level(0, "decimal", "%1."))))
        assert article.byline is None
        assert article.body[0] == Paragraph(t(line))
        assert str(article.published) == "2024-06-03"
