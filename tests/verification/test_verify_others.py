"""Pages that look unusual and that nobody touched are whole; a change of the same kind is still found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

import newsconvert
from newsconvert.model import Article, Cell, Figure, Note, Paragraph, Picture, Table, Text, Verse, Volume
from newsconvert.verification import verify_document, verify_volume
from newsconvert.verification.findings import FindingKind
from newsconvert.verification.pdflines import Line, lines_astray, overlapping_lines

LINE = "قال الوزير إن الخطة ستبدأ في العام المقبل وتشمل المحافظات كلها وفق جدول زمني معلن. "
NOTED = "---\nlang: en\n---\n# A note on page 12\n\nIt rose by 4 points.[^1] Prices fell.[^2]\n\n[^1]: Annual report.\n[^2]: 2 of 3.\n"


def made(text: str, reader: str = "markdown") -> Article:
    return newsconvert.read_text(text, reader=reader)


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
def test_notes_of_english_pages_without_tags(theme: str) -> None:
    data = newsconvert.write(made(NOTED), "pdf", print_ready=True, theme=theme)
    assert verify_document(made(NOTED), "pdf", data).findings == ()
    for old, new in (("4 points", "41 points"), ("Annual", "Yearly"), ("2 of 3", "3 of 3"), ("fell.", "fell 3.")):
        assert verify_document(made(NOTED.replace(old, new)), "pdf", data).findings, old
    again = newsconvert.write(made(NOTED.replace("[^1] P", " 5 P")), "pdf", print_ready=True, theme=theme)
    assert verify_document(made(NOTED), "pdf", again).findings


@pytest.mark.parametrize("size", ["A4", "7x10cm", "9x16cm"])
def test_marks_upon_spaces_of_justified_lines(size: str) -> None:
    texts = [LINE + "مسلسل " * at + "«لك يوم» ُيعرض على القناة. " + LINE for at in range(6)]
    article = Article("عنوان", tuple(Paragraph((Text(text),)) for text in texts))
    data = newsconvert.write(article, "pdf", page_size=size)
    kinds = {one.kind for one in verify_document(article, "pdf", data).findings}
    assert not kinds & {FindingKind.CHANGED, FindingKind.SPACING}
    for old, new in (("» ُيعرض", "»ُ يعرض"), ("ُيعرض على", "ُيعرضعلى"), ("ُيعرض", "ُي عرض")):
        body = tuple(Paragraph((Text(text.replace(old, new)),)) for text in texts)
        assert not verify_document(replace(article, body=body), "pdf", data).ok


@pytest.mark.parametrize("theme", ["newspaper", "magazine"])
def test_headlines_over_pages(theme: str) -> None:
    headline = "مؤتمر الصحافة الورقية يختتم أعماله بتوصيات لإنقاذ صناعة الطباعة في المنطقة العربية كلها"
    article = Article(headline, (Paragraph((Text("نص."),)),))
    data = newsconvert.write(article, "pdf", page_size="7x10cm", theme=theme)
    found = verify_document(article, "pdf", data).findings
    assert not any(one.place == "bookmarks" or one.kind is FindingKind.SPACING for one in found)
    for other in (headline.replace("كلها", "جلها"), headline.replace(" ", " لا ", 1), headline.replace("الطباعة ", "")):
        changed = verify_document(replace(article, headline=other), "pdf", data).findings
        assert len(changed) > len(found)


def cell(left: float, levels: Sequence[float], content: int) -> list[Line]:
    return [Line("نص", content, left, left + 50, level, 10) for level in levels]


def test_cells_of_more_lines_than_those_before() -> None:
    paragraphs = {1: 1, 2: 2, 3: 3}
    before = [*cell(400, [700], 1), *cell(300, [707, 692], 2)]
    assert list(lines_astray([*before, *cell(200, [722, 707, 692, 677], 3)], paragraphs)) == []
    for levels in ([740, 707, 692], [740, 725], [740]):  # a line above its cell; a cell, and a line, above the row
        assert list(lines_astray([*before, *cell(200, levels, 3)], paragraphs))
    assert list(lines_astray([*before, *cell(300, [722, 707, 692], 3)], paragraphs))


def test_a_column_beside_one_that_begins_with_a_picture() -> None:
    paragraphs = {1: 1, 2: 2}
    below = cell(400, [500, 485, 470, 455, 440], 1)
    column = cell(300, [740, 725, 710, 695, 680, 665], 2)
    assert list(lines_astray([*below, *column], paragraphs)) == []
    assert list(lines_astray([*below, *cell(400, [740, 725, 710, 695, 680, 665], 2)], paragraphs))
    assert list(lines_astray([*below, *cell(300, [740, 725], 2)], paragraphs))


def test_lowered_numbers_are_no_marks_of_notes() -> None:
    text = "# خبر\n\nنص.[^1] وماء H~2~O هنا.\n\n[^1]: تقرير.\n"
    data = newsconvert.write(made(text), "pdf", print_ready=True)
    assert verify_document(made(text), "pdf", data).findings == ()
    assert verify_document(made(text.replace("H~2~O", "HO")), "pdf", data).findings


SHORT = "خبر قصير جدا"
OTHER = "عنوان الخبر الثاني هنا\nكتب: محمد أحمد\n\nنص الخبر الثاني قصير.\n\nالمصدر: وكالة المثال\n"


@pytest.mark.parametrize("print_ready", [False, True])
def test_volumes_in_another_order(print_ready: bool) -> None:
    articles = made(OTHER, "plaintext"), made(SHORT, "plaintext"), made(NOTED)
    data = newsconvert.bind(Volume("مجلد", articles), "pdf", print_ready=print_ready).value
    assert verify_volume(Volume("مجلد", articles), "pdf", data).findings == ()
    swapped = Volume("مجلد", (articles[1], articles[0], articles[2]))
    found = verify_volume(swapped, "pdf", data).findings
    assert [one.kind for one in found] == [FindingKind.MOVED]
    lacking = newsconvert.bind(Volume("مجلد", articles[::2]), "pdf", print_ready=print_ready).value
    assert FindingKind.MISSING in {one.kind for one in verify_volume(swapped, "pdf", lacking).findings}


def test_headings_stand_across_with_their_table() -> None:
    head = "| البلد | الصحيفة | مبيعات 2022 | مبيعات 2023 | مبيعات 2024 | مبيعات 2025 | التغير | ملاحظات المندوب |\n"
    row = "| سورية | الثورة الجديدة | 125,000 | 118,500 | 97,200 | 88,450 | -29.2% | ارتفاع أسعار الورق والنقل |\n"
    table = head + "|---" * 8 + "|\n" + row * 3
    for lines in range(1, 40, 6):
        article = made(f"# خبر\n\n{LINE * lines}\n\n## جدول المبيعات\n\n### بالآلاف\n\n{table}\n{LINE * 5}")
        data = newsconvert.write(article, "pdf", columns=2)
        assert verify_document(article, "pdf", data).findings == ()


@pytest.mark.parametrize("kashida", ["none", "low"])
def test_spaces_before_kerned_letters_and_marks_of_direction(kashida: str) -> None:
    texts = [
        f"شحنة بـ853.250{gap}كرتون تبلغ كميتها 24 \u200fكيسا\u200f وفق البيان." for gap in (" ", " \u200f", "\u200f ")
    ]
    article = Article("عنوان", tuple(Paragraph((Text(text),)) for text in texts))
    data = newsconvert.write(article, "pdf", font="ibm-plex-sans-arabic", kashida=kashida, page_size="17x24")
    assert verify_document(article, "pdf", data).findings == ()
    for old, new in (("تبلغ ", "تبلغ"), ("شحنة ", "شحنة"), (" تبلغ", " تب لغ")):
        body = tuple(Paragraph((Text(text.replace(old, new)),)) for text in texts)
        assert verify_document(replace(article, body=body), "pdf", data).findings


def test_the_cell_between_two_others_stands_upon_neither() -> None:
    row = Line("نص نص", 1, 100, 400, 700, 10, parts=((100, 180), (320, 400)))
    between = Line("نص", 2, 200, 300, 703, 10, parts=((200, 300),))
    assert list(overlapping_lines([row, between])) == []
    assert list(overlapping_lines([row, between._replace(parts=((140, 300),))]))


def test_a_paragraph_in_two_columns_whose_first_line_is_short() -> None:
    first = [Line("نص", 1, 415, 545, 294, 10), Line("نص", 1, 393, 553, 279, 10)]
    second = [Line("نص", 1, 218, 377, 294, 10), Line("نص", 1, 356, 377, 279, 10)]
    assert list(lines_astray([*first, *second], {1: 1})) == []
    wide = Line("نص", 1, 218, 553, 279, 10)
    assert list(lines_astray([first[0], wide, second[0]], {1: 1}))


@pytest.mark.parametrize("word", ["x" * 140, "ع" * 140, "https://example.com/" + "x" * 140])
@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
def test_words_wider_than_their_lines_are_broken(word: str, theme: str) -> None:
    text = (
        f"# عنوان {word}\n\nنص {word}\n\n## {word}\n\n### فصل {word}\n\n- {word}\n  - {word}\n\n"
        f"1. بند {word}\n\n> قول {word}\n"
    )
    article = made(text)
    assert verify_document(article, "pdf", newsconvert.write(article, "pdf", theme=theme)).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "ّ",
        "َ ً ّ ْ",
        "قال **ّ** ثم",
        "## ّ\n\nنص",
        "| ّ | َ |\n|---|---|\n| ً | ُ |",
        "اكتب ◌ّ و◌َ",
        "**\u00ad**",
        "## \u00ad\n\nنص",
        "قبل [ ](https://example.com/) بعد",
        "## فصل[^1]\n\nنص\n\n[^1]: هامش.",
        "## فصل **آخر[^1]** منه\n\nنص\n\n[^1]: هامش.",
    ],
)
def test_marks_and_links_that_stand_alone_and_notes_of_headings(text: str) -> None:
    article = made(f"# عنوان\n\nفقرة أولى.\n\n{text}\n\nفقرة أخيرة.\n")
    for format in ("pdf", "docx", "epub", "html"):
        assert verify_document(article, format, newsconvert.write(article, format)).findings == (), format


def test_notes_of_verse_and_pictures() -> None:
    verse = Verse((((Text("صدر"),), (Text("عجز"),)),))
    figure = Figure((Picture(alternative="صورة"),), (Text("تعليق"),), (Text("مصور"),))
    noted = Paragraph((Text("نص"), Note((verse,)), Text(" نص"), Note((figure,))))
    article = Article("عنوان", (noted,))
    assert verify_document(article, "pdf", newsconvert.write(article, "pdf")).findings == ()


@pytest.mark.parametrize("rows", [(), ((),)])
def test_a_table_without_cells(rows: tuple[tuple[Cell, ...], ...]) -> None:
    article = Article("عنوان", (Paragraph((Text("نص"),)), Table(rows, (Text("جدول"),))))
    for format in ("pdf", "docx", "epub", "html"):
        assert verify_document(article, format, newsconvert.write(article, format)).findings == (), format


@pytest.mark.parametrize(
    "markup",
    [
        '<p>نص <sup><a href="https://example.com/3">[1]</a></sup> و<sub><a href="https://example.com/4">2024</a></sub></p>',
        "<blockquote><h3>عنوان</h3><p>قول أول</p><ul><li>بند<p>تتمة</p></li></ul><pre>سطر</pre></blockquote>",
        "<blockquote><dl><dt>كلمة</dt><dd>شرح</dd></dl></blockquote>",
        "<pre>اسم  القيمة = 3\n  x = 4; // تعليق</pre>",
        "<p>نص <code>أمر --x=قيمة</code> نص</p>",
        "<blockquote><hr></blockquote>",
        "<p>نص هنا<br><sup>سطر مرتفع كله</sup><br>نص آخر<br><sub>(سطر) 2024</sub><br>نص</p>",
        "<p>كان <s>السعر ٥$. ثم ٣٫٥٪.</s> وصار</p>",
    ],
)
def test_links_in_raised_text_and_code_and_quotations_of_all_kinds(markup: str) -> None:
    article = made(f"<article><h1>عنوان الخبر</h1><p>{LINE}</p>{markup}<p>{LINE}</p></article>", "html")
    for format in ("pdf", "docx", "epub", "html"):
        assert verify_document(article, format, newsconvert.write(article, format)).findings == (), format


def test_text_moved_into_a_quotation_is_found() -> None:
    quoted = made("# عنوان\n\n> قول أول\n>\n> قول ثان\n\nنص بعده.\n")
    plain = made("# عنوان\n\n> قول أول\n\nقول ثان\n\nنص بعده.\n")
    for format in ("pdf", "docx"):
        assert not verify_document(plain, format, newsconvert.write(quoted, format)).ok
