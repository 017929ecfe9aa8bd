"""Documents that nobody touched are whole, whatever is in their notes, quotations, numbers and code."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import newsconvert
from newsconvert.api import load
from newsconvert.model import Preformatted, Source
from newsconvert.options import ReaderOptions
from newsconvert.verification import verify_document
from newsconvert.verification.expected import Expected, with_margins
from newsconvert.verification.passages import Passage
from newsconvert.verification.pdflines import Line, uneven_lines
from newsconvert.witnessing import Witness

HASH = "8f3a9c2d7e4b1f6a" * 4
NEWS = "خبر السد الكبير\n\nامتلأ السد صباح اليوم، وقال المهندس إن المياه تكفي المدينة حتى نهاية الصيف.\n\n"
PAGE = '<html lang="ar" dir="rtl"><body><article><h1>خبر السد الكبير</h1>{}<p>وانتهى الخبر.</p></article></body></html>'


def page_of(folder: Path, body: str) -> newsconvert.Article:
    path = folder / "a.html"
    path.write_text(PAGE.format(body), encoding="utf-8")
    return newsconvert.read(path)


@pytest.mark.parametrize("format", ["pdf", "docx", "epub", "html"])
def test_a_hash_in_the_text_is_not_that_of_the_source(tmp_path: Path, format: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"خبر الملف\n\nقال المهندس إن بصمة الملف هي {HASH} في السجل.\n\nوانتهى الخبر.\n", encoding="utf-8")
    article = newsconvert.read(path)
    data = newsconvert.write(article, format)
    assert verify_document(article, format, data).findings == ()
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")  # the same text of another file
    assert not verify_document(newsconvert.read(path), format, data).ok
    assert hashlib.sha256(path.read_bytes()).hexdigest() != article.provenance.sha256


@pytest.mark.parametrize("format", ["pdf", "docx", "epub", "html"])
@pytest.mark.parametrize(
    "body",
    [
        "<blockquote><p>اقتباس أول</p><blockquote><p>فيه اقتباس ثان</p></blockquote></blockquote>",
        "<blockquote><p>اقتباس</p><ul><li>بند فيه</li></ul><blockquote><p>وثان</p></blockquote></blockquote>",
        '<p>نص<a href="#f" id="r" role="doc-noteref">1</a> هنا.</p><aside role="doc-footnote" id="f"><p>حاشية</p>'
        "<ul><li>بند</li></ul><table><tr><th>ص</th></tr><tr><td>ط</td></tr></table></aside>",
    ],
)
def test_quotations_lists_and_tables_in_others(tmp_path: Path, format: str, body: str) -> None:
    article = page_of(tmp_path, body)
    assert verify_document(article, format, newsconvert.write(article, format)).findings == ()


def test_another_quotation_than_the_source_has(tmp_path: Path) -> None:
    inner = page_of(tmp_path, "<blockquote><p>أول</p><blockquote><p>ثان</p></blockquote></blockquote>")
    outer = page_of(tmp_path, "<blockquote><p>أول</p></blockquote><p>ثان</p>")
    assert not verify_document(outer, "pdf", newsconvert.write(inner, "pdf")).ok


@pytest.mark.parametrize("ready", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "اتصل على الرقم و+٩٦٣ ١١ ٢٢٢ ٣٣٣٣ الآن.",  # the sign and the numbers stand far from the word before
        "١- أول\nسطر تابع للأول\n٢- ثان",  # a heading whose first word is a number
    ],
)
def test_numbers_with_signs(text: str, *, ready: bool) -> None:
    article = newsconvert.read_text(f"{NEWS}{text}\n\nوانتهى الخبر.\n")
    assert verify_document(article, "pdf", newsconvert.write(article, "pdf", print_ready=ready)).findings == ()


def test_marks_of_notes_that_the_source_states_on_pages_for_printing(tmp_path: Path) -> None:
    note = '<p>فاض<a href="#n" id="r"><sup>*</sup></a>.</p><section role="doc-endnotes"><ol><li id="n">حاشية <a href="#r">↩</a>'
    article = page_of(tmp_path, f"{note}</li></ol></section>")
    assert verify_document(article, "pdf", newsconvert.write(article, "pdf", print_ready=True)).findings == ()
    other = page_of(tmp_path, f"{note.replace('حاشية', 'ملاحظة')}</li></ol></section>")
    assert not verify_document(other, "pdf", newsconvert.write(article, "pdf", print_ready=True)).ok


@pytest.mark.parametrize("format", ["pdf", "docx", "epub"])
def test_code_that_is_longer_than_the_arabic_text(format: str) -> None:
    code = "\n".join("z" * length for length in (60, 66, 130, 400))
    article = newsconvert.read_text(
        f"# عنوان الخبر\n\nنص أول.\n\n```\nif x:\n    {code}\n```\n\nآخر.\n", reader="markdown"
    )
    assert verify_document(article, format, newsconvert.write(article, format)).findings == ()


def test_fields_in_the_head_of_a_news_item_that_the_reader_names(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        "<nitf><body><body.head><hedline><hl1>نهر دجلة يفيض</hl1></hedline><note><body.content><p>ملاحظة مهمة</p>"
        "</body.content></note><rights>حقوق محفوظة</rights><abstract><p>ملخص هنا</p></abstract></body.head>"
        "<body.content><p>فاض النهر أمس.</p></body.content></body></nitf>",
        encoding="utf-8",
    )
    made = load(path)
    witness = Witness(path.read_bytes(), None, path.name, ReaderOptions())
    assert witness.findings(made.value, made.warnings) == ()
    assert witness.findings(made.value, ()) != ()


@pytest.mark.parametrize("ready", [False, True])
@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_arabic_among_english(format: str, *, ready: bool) -> None:
    text = (
        "Book fair opens\n\nThe fair opened on Wednesday with 350 publishers (up 8%).\n\n- Fiction\n- معرض الكتاب\n\n"
    )
    article = newsconvert.read_text(f"{text}مقطع عربي داخل التقرير.\n")
    options: dict[str, Any] = {"print_ready": ready} if format == "pdf" else {}
    assert article.direction == "ltr"
    assert verify_document(article, format, newsconvert.write(article, format, **options)).findings == ()


def test_terms_that_are_the_heads_of_a_table_too(tmp_path: Path) -> None:
    terms = "<dl><dt>الفيلم</dt><dd>الليل</dd><dt>السنة</dt><dd>1999</dd></dl>"
    table = "<table><tr><th>الفيلم</th><th>السنة</th></tr><tr><td>الليل</td><td>1999</td></tr></table>"
    for filling in range(18, 34):  # somewhere the terms stand at the top of a page
        article = page_of(tmp_path, "<p>وقال المخرج إن الفيلم طويل.</p>" * filling + terms + table)
        assert verify_document(article, "pdf", newsconvert.write(article, "pdf", page_size="A5")).findings == ()


def test_halves_of_verses_in_two_lines_each(tmp_path: Path) -> None:
    verse = "<div class=poem><p>سقط اللوى بين الدخول فحومل &nbsp;&nbsp; قفا نبك من ذكرى حبيب ومنزل</p></div>"
    article = page_of(tmp_path, verse)
    assert verify_document(article, "pdf", newsconvert.write(article, "pdf", page_size="90x160mm")).findings == ()


@pytest.mark.parametrize("text", ["خذي ١⁄٢ ملعقة ملح.", "خذي ½ ملعقة ملح."])
def test_fractions_with_their_own_slash(text: str) -> None:
    article = newsconvert.read_text(f"{NEWS}{text}\n")
    assert verify_document(article, "pdf", newsconvert.write(article, "pdf")).findings == ()


def test_lines_that_begin_with_latin_letters_and_arabic_digits() -> None:
    words = ["تعبر", "المدينة", "القديمة", "وقالت", "الوزارة", "على", "طريقه", "النهر", "البساتين"]
    for shift in range(6):
        text = " ".join(("G٦٠ ٥٢٨٬٦٣٢" if at % 6 == shift else words[at % 9]) for at in range(90))
        article = newsconvert.read_text(f"{NEWS}{text}.\n")
        assert verify_document(article, "pdf", newsconvert.write(article, "pdf")).findings == ()


@pytest.mark.parametrize("format", ["docx", "epub", "pdf"])
@pytest.mark.parametrize("byline", ["رنا ووليد", "سلمى خليل ووائل سعد", "هدى وجدي، وجدان علي وسامي", "ندى وهبة"])
def test_a_name_may_begin_with_the_letter_of_and(tmp_path: Path, format: str, byline: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f'---\nauthor: "{byline}"\n---\n\n# خبر السد\n\n{NEWS}', encoding="utf-8")
    article = newsconvert.read(path)
    assert article.byline == byline
    assert verify_document(article, format, newsconvert.write(article, format), fast=True).findings == ()


@pytest.mark.parametrize(
    "source", ["رويترز", "وكالة الأنباء الوطنية في بيان صدر عن مكتبها الإقليمي بالعاصمة مساء الخميس"]
)
def test_the_source_in_the_column_after_a_note(tmp_path: Path, source: str) -> None:
    path = tmp_path / "a.md"
    for filling in (12, 40, 120):
        text = f"# خبر السد\n\nبدأ[^1].\n\n{'امتلأ السد صباح اليوم. ' * filling}\n\n"
        path.write_text(f"{text}المصدر: {source}\n\n[^1]: المصدر: البنك الدولي، ص. 12.\n", encoding="utf-8")
        article = newsconvert.read(path)
        data = newsconvert.write(article, "pdf", columns=2, print_ready=True)
        assert verify_document(article, "pdf", data, fast=True).findings == ()


def test_a_table_at_the_top_of_a_page_whose_cell_repeats_the_text_above(tmp_path: Path) -> None:
    text = "مضى النهر في طريقه بين البساتين وكان الناس على ضفتيه."
    path = tmp_path / "a.md"
    for filling in range(8, 26):  # somewhere the table stands at the top of a page
        above, cell = f"{text}\n\n" * filling, f"{text} " * 90
        path.write_text(f"# خبر السد\n\n{above}| خلية |\n|---|\n| {cell}|\n", encoding="utf-8")
        article = newsconvert.read(path)
        data = newsconvert.write(article, "pdf", page_size="A5")
        assert verify_document(article, "pdf", data, fast=True).findings == ()


def test_indentation_that_is_a_line_of_its_own() -> None:
    news = newsconvert.read_text(NEWS)
    block = Preformatted("if x:\n    " + "y" * 60)
    article = replace(news, body=(*news.body, block))
    data = newsconvert.write(article, "pdf", page_size="90x160mm")
    assert verify_document(article, "pdf", data, fast=True).findings == ()


@pytest.mark.parametrize("format", ["pdf", "docx", "epub", "html"])
@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_an_address_of_the_source_that_is_code_is_text_and_no_link(format: str, address: str) -> None:
    article = replace(newsconvert.read_text(NEWS), source=Source("س", url=address))
    data = newsconvert.write(article, format)
    assert verify_document(article, format, data).findings == ()
    other = replace(article, source=Source("س", url=f"{address}0"))
    assert verify_document(other, format, data).findings != ()


def test_a_link_to_code_is_found() -> None:
    article = replace(newsconvert.read_text(NEWS), source=Source("س", url="https://e.example/"))
    page = newsconvert.write(article, "html").replace(b'href="https://e.example/"', b'href="javascript:alert(1)"')
    assert any("javascript" in str(one) for one in verify_document(article, "html", page).findings)


def test_the_mark_of_a_note_that_is_a_part_of_its_own_in_a_line() -> None:
    """A mark above the line, between parts whose width is unknown, does not begin another line."""
    middle = (
        "ولفت إلى أن مباراة الوحدة والكرامة انتهت 3-1، وأن نتيجة الذهاب كانت (2:2)، وأن اللقاء المقبل الساعة 19:30."
    )
    first = "وذكر بيان للوزارة نشر على موقعها www.moe.gov.example وعلى حسابها @moe_sy أن «المرحلة الأولى» أنجزت بنسبة 98.5% حتى 31-12-2025."
    notes = "".join(f"[^{at}]: حاشية.\n\n" for at in range(8))
    text = "".join(f"{first}[^{at}] {middle}\n\n" for at in range(8))
    article = newsconvert.read_text(f"# خبر المباراة\n\n{text}{notes}", reader="markdown")
    for columns in (1, 2, 3):
        assert verify_document(article, "pdf", newsconvert.write(article, "pdf", columns=columns)).findings == ()


def test_a_part_far_above_its_line_is_found() -> None:
    def lines(height: float) -> list[Line]:
        levels = (700, 685, 670, 655)
        whole = [Line("نص", at, 300, 550, level, 11) for at, level in enumerate(levels)]
        parts = [
            Line("نص", 1, 490, 550, 685, 11),
            Line("٥", 1, 485, 489, 685 + height, 7.7),
            Line("نص", 1, 300, 482, 685, 11),
        ]
        return [whole[0], *parts, *whole[2:]]

    alike = dict.fromkeys(range(4), 1)
    assert list(uneven_lines(lines(3.9), alike)) == []
    assert list(uneven_lines(lines(9), alike)) != []


def test_a_note_that_goes_on_on_the_next_page_without_tags() -> None:
    note = "حاشية تمتد على أكثر من سطر حتى الصفحة التالية."
    known = Expected(("عنوان", "نص أول.", "نص ثان طويل.", note, "حاشية أخرى."), (), footnotes=2)

    def noted(*lines: str) -> list[str]:
        first = [Passage(text, "page 1", None) for text in ("عنوان", "نص أول.", "1 حاشية تمتد على أكثر")]
        passages = [*first, *(Passage(text, "page 2", None) for text in lines)]
        return [one.text for one in with_margins(known, passages) if one.note and one.place == "page 2"]

    assert noted("نص ثان طويل.", "من سطر حتى", "الصفحة التالية.") == ["من سطر حتى", "الصفحة التالية."]
    assert noted("من سطر حتى الصفحة", "التالية.", "2 حاشية أخرى.") == ["من سطر حتى الصفحة", "التالية.", "حاشية أخرى."]
    # The note may have more paragraphs.
    assert noted("من سطر حتى الصفحة", "التالية.", "حاشية أخرى.") == ["من سطر حتى الصفحة", "التالية.", "حاشية أخرى."]
    assert noted("نص ثان طويل.", "من سطور حتى", "الصفحة التالية.") == []


@pytest.mark.parametrize("end", ["2028/6/30.", "98.5%.", "(2:2)."])
def test_numbers_that_end_a_text_above_the_number_of_a_page(end: str) -> None:
    known = Expected(("عنوان", f"نص حتى {end}"), (), margins=("عنوان",))

    def margins(*lines: str) -> list[str]:
        return [
            one.text for one in with_margins(known, [Passage(text, "page 1", None) for text in lines]) if one.margin
        ]

    assert margins("عنوان", "نص حتى", end, "2") == ["2"]
    assert margins("عنوان", "نص حتى", end, "عنوان", "2") == ["عنوان", "2"]
    assert margins("عنوان", "نص حتى", "3", "2") == ["3", "2"]


@pytest.mark.parametrize("format", ["pdf", "docx", "epub", "html"])
def test_two_links_beside_each_other_to_one_address(tmp_path: Path, format: str) -> None:
    link = '<a href="https://news.example/a">{}</a>'
    article = page_of(tmp_path, f"<p>{link.format('التقرير')}{link.format('تنزيل')}<sup>{link.format('4')}</sup></p>")
    assert verify_document(article, format, newsconvert.write(article, format)).findings == ()
