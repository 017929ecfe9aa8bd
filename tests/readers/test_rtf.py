"""What must come through from Rich Text Format, as Word, WordPad, LibreOffice and macOS write it: invented files."""

from __future__ import annotations

from typing import Any

import pytest

import newsconvert
from newsconvert.errors import InputError
from newsconvert.model import (
    Article,
    Figure,
    Heading,
    ItemList,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Strikethrough,
    Strong,
    Superscript,
    Table,
    block_texts,
    plain_text,
)
from newsconvert.result import Kind
from support.rich_article import picture

TITLE = "ندوة عن الشعر الأندلسي"
LEDE = "أقامت الجامعة يوم الإثنين ندوة عن الشعر الأندلسي حضرها أساتذة وطلاب من كليات الآداب."
MORE = "وقال رئيس القسم إن الموشح فن عربي ولد في الأندلس ثم انتقل إلى المشرق."
FONTS = r"{\fonttbl{\f0\fcharset178 Arial;}{\f1\fcharset0 Calibri;}{\f2\fcharset2 Symbol;}}"
STYLES = r"{\stylesheet{\s0 Normal;}{\s1 heading 2;}{\s2 Title;}{\s3 Quote;}{\s4 Subtitle;}{\s5 caption;}{\s6 toc 1;}{\s7 Image Caption;}}"


def old(text: str) -> str:
    """Return text in the bytes of windows-1256."""
    return "".join(c if ord(c) < 128 else f"\\'{c.encode('cp1256')[0]:02x}" for c in text)


def new(text: str) -> str:
    """Return text by numbers of characters, each with a question mark for programs that do not know them."""
    data = text.encode("utf-16-le")
    units = [int.from_bytes(data[at : at + 2], "little", signed=True) for at in range(0, len(data), 2)]
    return "".join(chr(unit) if 32 <= unit < 128 else f"\\u{unit}?" for unit in units)


def load(*parts: str, fonts: str = FONTS) -> tuple[Article, dict[Kind, int]]:
    head = rf"{{\rtf1\ansi\ansicpg1256\deff0\uc1{fonts}{STYLES}\pard\rtlpar\f0 "
    body = f"{old(TITLE)}\\par {old(LEDE)}\\par {''.join(parts)}\\par {old(MORE)}\\par}}"
    found = newsconvert.load((head + body).encode("ascii"), reader="rtf")
    return found.value, {one.kind: one.count for one in found.warnings}


def middle(article: Article) -> list[Any]:
    """Return the blocks between the first and the last paragraph, which are as they were written."""
    assert article.headline == TITLE
    assert "".join(block_texts(article.body[0])) == LEDE
    assert "".join(block_texts(article.body[-1])) == MORE
    return list(article.body[1:-1])


@pytest.mark.parametrize("write", [old, new])
def test_letters_in_old_bytes_and_by_number(write: Any) -> None:
    text = "وبلغ عدد الحضور 120 شخصا (بينهم 20 طالبة)، و«الموشح» لغة."
    (only,) = middle(load(write(text))[0])
    assert plain_text(only.inlines) == text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"\uc2\u1594\'3f\'3f\uc1\u1594? b", "غغ b"),
        (r"a\~b\_c\-d\emdash  \ldblquote x\rdblquote", "a\u00a0b\u2011cd— “x”"), (r"\{x\}\\ y", "{x}\\ y"),
        (r"{\f1 caf\'e9} " + "\\'e6", "café و"), (r"{\upr{x}{\*\ud{" + r"\u1594?" + r" y}}}", "غ y"), (r"{\*\unknown z}y", "y"),
    ],
)  # fmt: skip
def test_signs_and_what_stands_for_letters(written: str, shown: str) -> None:
    found = middle(load(f"{old('كلمة')} {written}")[0])
    assert plain_text(found[0].inlines) == f"كلمة {shown}"


def test_a_character_beyond_the_first_plane() -> None:
    (only,) = middle(load(f"{old('ضحك')} {new('😂')}")[0])
    assert plain_text(only.inlines) == "ضحك 😂"


def test_letters_raised_struck_out_linked_and_their_lines() -> None:
    text = (
        rf"{{\b {old('غامق')}}} 10{{\super 3}}{{\strike {old('ملغى')}}}\line {{\field{{\*\fldinst{{HYPERLINK \\o x "
        "}}}}{{\fldrslt x}}}}"
    )
    link = rf'{{\field{{\*\fldinst HYPERLINK "https://e.example/a"}}{{\fldrslt {{\ul {old("الموقع")}}}}}}}'
    (only,) = middle(load(text + link)[0])
    kinds = [type(node) for node in only.inlines]
    assert [kind for kind in kinds if kind in (Strong, Superscript, Strikethrough, LineBreak, Link)] == [
        Strong, Superscript, Strikethrough, LineBreak, Link,
    ]  # fmt: skip
    assert next(node.url for node in only.inlines if isinstance(node, Link)) == "https://e.example/a"


def test_what_is_hidden_deleted_or_commented_is_left_out_and_counted() -> None:
    article, warnings = load(
        rf"{old('قبل ')}{{\v {old('نص مخفي')}}}{{\deleted\revauthdel1 {old('محذوف')}}}{{\revised {old('مضاف')}}}"
        rf"{{\*\atnid A}}{{\*\atnauthor B}}\chatn{{\*\annotation{{\*\atnref 1}}\pard\plain {old('تحقق من الرقم')}}}{{\object\objemb{{\*\objclass X}}{{\*\objdata 0102}}{{\result {old('جدول')}}}}}"
        rf"{{\f2 \'6a}}"
    )
    assert ["".join(block_texts(block)) for block in middle(article)] == ["قبل مضافجدول"]
    assert warnings == {
        Kind.HIDDEN_TEXT: 1, Kind.TRACKED_CHANGE: 2, Kind.COMMENT: 1, Kind.ATTACHMENT: 1, Kind.SYMBOL: 1,
    }  # fmt: skip


def test_headers_and_footers_are_counted() -> None:
    article, warnings = load(
        rf"{{\header\pard {old('جريدة الشمال')}\par}}{{\footerr\pard {old('صفحة')} \chpgn\par}}{old('نص')}"
    )
    assert ["".join(block_texts(block)) for block in middle(article)] == ["نص"]
    assert warnings == {Kind.PAGE_FURNITURE: 2}


@pytest.mark.parametrize("made", [r"\footnote", r"\*\footnote", r"\footnote\ftnalt"])
def test_notes(made: str) -> None:
    article, _ = load(
        rf"{old('نص')}{{\super\chftn}}{{{made}\pard\plain {{\super\chftn}} {old('حاشية.')}\par {old('سطر ثان.')}}}{old(' وبعده')}"
    )
    (only,) = middle(article)
    (note,) = [node for node in only.inlines if isinstance(node, Note)]
    assert ["".join(block_texts(block)).strip() for block in note.blocks] == ["حاشية.", "سطر ثان."]
    assert plain_text(tuple(node for node in only.inlines if not isinstance(node, Note))) == "نص وبعده"


def listed(label: str, text: str, level: int = 0) -> str:
    return rf"\pard\rtlpar\ls1\ilvl{level} {{\listtext\pard\plain {label}\tab}}{old(text)}\par "


def test_lists_with_the_labels_that_are_printed() -> None:
    article, _ = load(
        rf"\par {listed('1-', 'الكشف.')}{listed(old('أ') + ')', 'السقوف.', 1)}{listed(old('ب') + ')', 'الجدران.', 1)}{listed('2-', 'التنفيذ.')}"
        rf"\pard {old('فقرة.')}\par {listed(chr(92) + 'bullet', 'زيتون')}\pard {{\pntext\f2\'b7\tab}}{{\*\pn\pnlvlblt}}{old('نخيل')}\par\pard "
    )
    first, between, second = middle(article)
    assert isinstance(first, ItemList)
    assert [one.label for one in first.entries] == ["1-", "2-"]
    inner = first.entries[0].blocks[1]
    assert isinstance(inner, ItemList)
    assert [one.label for one in inner.entries] == ["أ)", "ب)"]
    assert isinstance(between, Paragraph)
    assert (second.ordered, len(second.entries)) == (False, 2)


def test_lists_of_programs_that_know_no_lists_of_rtf() -> None:
    def typed(label: str, text: str, indent: int) -> str:
        return rf"{{\pard \rtlpar \f0 \sa180 \li{indent} \fi-360 {label}\tx360\tab {old(text)}\par}}"

    found = middle(
        load(
            "\\par "
            + typed("1.", "المدينة", 360)
            + typed("a.", "الشمالية", 720)
            + typed("2.", "المطار", 360)
            + rf"\pard {old('فقرة.')}\par "
            + typed("\\bullet", "بند", 360)
        )[0]
    )
    assert [type(block) for block in found] == [ItemList, Paragraph, ItemList]
    assert [one.label for one in found[0].entries] == [None, None]  # as a list has them by itself
    assert [one.label for one in found[0].entries[0].blocks[1].entries] == ["a."]
    assert (found[0].ordered, found[2].ordered) == (True, False)


def test_headings_by_style_and_by_level_and_no_table_of_contents() -> None:
    article, _ = load(
        rf"\pard\s6 {old('مراحل')}\tab 3\par\pard\s1 {old('مراحل العمل')}\par\pard {old('نص.')}\par\pard\outlinelevel2 {old('الثانية')}\par\pard {old('نص.')}"
    )
    assert [type(block) for block in middle(article)] == [Heading, Paragraph, Heading, Paragraph]


def row(*cells: str, more: str = "", flags: tuple[str, ...] = ("", "", "")) -> str:
    ends = "".join(f"{flag}\\cellx{2000 * (at + 1)}" for at, flag in zip(range(len(cells)), flags, strict=False))
    return rf"\trowd{more}\rtlrow{ends}\pard\intbl " + "".join(rf"{old(cell)}\cell " for cell in cells) + r"\row "


def test_tables_with_heads_and_merged_cells() -> None:
    wide = rf"\trowd\cellx2000\cellx6000\pard\intbl {old('ب')}\cell {old('واسعة')}\cell\row "
    article, _ = load(
        "\\par " + row("الشاعر", "القرن", "البلد", more="\\trhdr") + row("أ", "1", "2", flags=("\\clvmgf", "", ""))
        + row("", "3", "4", flags=("\\clvmrg", "", "")) + row("ضم", "", "خ", flags=("\\clmgf", "\\clmrg", "")) + wide + "\\pard "
    )  # fmt: skip
    (table,) = middle(article)
    assert isinstance(table, Table)
    assert table.header_rows == 1
    shown = [[(plain_text(cell.inlines), cell.row_span, cell.column_span) for cell in cells] for cells in table.rows]
    assert shown == [
        [("الشاعر", 1, 1), ("القرن", 1, 1), ("البلد", 1, 1)], [("أ", 2, 1), ("1", 1, 1), ("2", 1, 1)], [("3", 1, 1), ("4", 1, 1)],
        [("ضم", 1, 2), ("خ", 1, 1)], [("ب", 1, 1), ("واسعة", 1, 2)],
    ]  # fmt: skip


def test_tables_in_cells_become_lines_and_are_counted() -> None:
    nested = rf"\trowd\cellx3000\cellx6000\pard\intbl {old('خارج')}\cell\pard\intbl\itap2 {old('داخل')}\nestcell {old('آخر')}\nestcell{{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}}{{\nonesttables x}}\pard\intbl\cell\row\pard "
    article, warnings = load(f"\\par {nested}")
    (table,) = middle(article)
    assert "داخل" in "".join(block_texts(table))
    assert "آخر" in "".join(block_texts(table))
    assert Kind.FLATTENED in warnings


@pytest.mark.parametrize(("as_bytes", "style"), [(False, 5), (True, 7)])
def test_pictures_with_their_text_and_caption(as_bytes: bool, style: int) -> None:
    data = picture(size=(60, 60)).data
    held = f"\\bin{len(data)} " if as_bytes else data.hex()
    text = rf"\par\pard {{\*\shppict{{\pict{{\*\picprop{{\sp{{\sn wzDescription}}{{\sv {old('واجهة')}}}}}}}\pngblip\picw8\picwgoal900\picscalex200 {held}X}}}}{{\nonshppict{{\pict\wmetafile8 00}}}}\par\pard\s{style} {old('واجهة السوق')}\par\pard "
    head = (
        rf"{{\rtf1\ansi\ansicpg1256{FONTS}{STYLES}\f0 {old(TITLE)}\par {old(LEDE)}" + text + rf"{old(MORE)}\par}}"
    ).encode("ascii")
    found = newsconvert.load(head.replace(b"X}", (data if as_bytes else b"") + b"}", 1), reader="rtf")
    (figure,) = [block for block in found.value.body if isinstance(block, Figure)]
    assert figure.pictures[0].image is not None
    assert (figure.pictures[0].alternative, figure.pictures[0].width) == ("واجهة", 120)
    assert plain_text(figure.caption) == "واجهة السوق"
    assert not found.warnings


def test_pictures_that_no_document_can_hold_are_counted() -> None:
    assert load(r"\par{\pict\wmetafile8\picw8 0102}\par ")[1] == {Kind.PICTURE_MISSING: 1}


def test_text_boxes_are_text() -> None:
    box = rf"{{\shp{{\*\shpinst\shpleft0{{\sp{{\sn shapeType}}{{\sv 202}}}}{{\shptxt\pard {old('عدد الطلاب تسعة آلاف.')}\par}}}}{{\shprslt x}}}}"
    assert "عدد الطلاب تسعة آلاف." in ["".join(block_texts(block)) for block in middle(load(f"{box}{old('نص')}")[0])]


def test_a_title_a_subtitle_and_quotations_by_style() -> None:
    data = rf"{{\rtf1\ansi\ansicpg1256{FONTS}{STYLES}\f0\pard\s2 {old(TITLE)}\par\pard\s4 {old('سطر تحته')}\par\pard {old(LEDE)}\par\pard\s3 {old('قول.')}\par}}"
    article = newsconvert.load(data.encode(), reader="rtf").value
    assert (article.headline, article.deck) == (TITLE, "سطر تحته")
    assert [type(block).__name__ for block in article.body] == ["Paragraph", "Quotation"]


def is_article_or_one_line(data: bytes) -> bool:
    try:
        return bool(newsconvert.load(data, reader="rtf").value.headline)
    except InputError as problem:
        return "\n" not in str(problem)


@pytest.mark.parametrize("cut", range(60, 700, 37))
def test_a_truncated_file_is_an_article_or_one_error(cut: int) -> None:
    data = (
        rf"{{\rtf1\ansi\ansicpg1256{FONTS}{STYLES}\f0\pard {old(TITLE)}\par "
        + row("أ", "ب")
        + rf"{{\footnote {old('حاشية')}}}"
        + listed("1.", "بند")
    ).encode()
    assert is_article_or_one_line(data[:cut])


@pytest.mark.parametrize(
    "data",
    [
        b"plain",
        b"",
        b"{\\rtf1}",
        b"{\\rtf1" + b"{" * 6000 + b"x",
        b"{\\rtf1 \\bin999999999 x}",
        b"{\\rtf1\\ansicpg99999 \\'ff\\",
    ],
)
def test_what_is_no_rtf_is_one_error(data: bytes) -> None:
    assert is_article_or_one_line(data)


CELLS = (
    r"\trowd\cellx3000\cellx9000\pard\intbl\itap1 " + old("الدور") + r"\cell\pard\intbl\itap2 " + old("القاعة")
    + r"\nestcell{\nonesttables\par}60\nestcell{\nonesttables\par}{\*\nesttableprops\trowd\cellx1500\cellx3000\nestrow}{\nonesttables\par}"
    + old("الأطفال") + r"\nestcell 120\nestcell{\*\nesttableprops\trowd\cellx1500\cellx3000\nestrow}\pard\intbl\itap1 " + old("بعده")
)  # fmt: skip


def test_rows_of_a_table_in_a_cell_are_lines_of_it() -> None:
    rest = r"\cell\row\trowd\cellx3000\cellx9000\pard\intbl " + old("ثان") + r"\cell " + old("مغلق") + r"\cell\row\pard"
    article, warnings = load(CELLS + rest)
    (table,) = middle(article)
    assert [[plain_text(cell.inlines) for cell in row] for row in table.rows] == [
        ["الدور", "القاعة | 60\nالأطفال | 120\nبعده"],
        ["ثان", "مغلق"],
    ]
    assert warnings == {Kind.FLATTENED: 1}


def test_a_table_in_a_cell_that_a_truncated_file_does_not_end() -> None:
    head = rf"{{\rtf1\ansi\ansicpg1256\deff0\uc1{FONTS}{STYLES}\pard\rtlpar\f0 {old(TITLE)}\par {old(LEDE)}\par "
    article = newsconvert.load(
        (head + CELLS[: CELLS.rindex(r"\nestcell 120") + 13]).encode("ascii"), reader="rtf"
    ).value
    assert "الأطفال" in "".join(text for block in article.body for text in block_texts(block))


def test_the_table_of_contents_is_counted() -> None:
    article, warnings = load(r"{\pard\s6 " + old("سنوات الإغلاق") + r"\tab 2\par}")
    assert middle(article) == []
    assert warnings == {Kind.PAGE_FURNITURE: 1}


def test_a_headline_and_credits_that_only_the_header_has() -> None:
    header = rf"{{\header {old('ندوة عن الشعر الأندلسي في الجامعة')}\par {old('بيروت - 2 شباط 2023')}\par}}{{\footer {old('المصدر: مجلة الأدب')}\par}}"
    text = rf"{{\rtf1\ansi\ansicpg1256\deff0\uc1{FONTS}{header}\pard\rtlpar\f0 {old(LEDE)}\par {old(MORE)}\par}}"
    found = newsconvert.load(text.encode("ascii"), reader="rtf")
    article = found.value
    assert (article.headline, article.place, str(article.published)) == (
        "ندوة عن الشعر الأندلسي في الجامعة",
        "بيروت",
        "2023-02-02",
    )
    assert article.source is not None
    assert article.source.name == "مجلة الأدب"
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)] == [LEDE, MORE]
    assert not found.warnings
