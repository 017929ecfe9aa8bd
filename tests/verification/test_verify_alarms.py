"""Documents that nobody touched are whole, whatever their heads, dates, notes and languages."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import newsconvert
from newsconvert.archive.verify import verify_archive
from newsconvert.model import Article, Cell, Note, Paragraph, Source, Table, Text
from newsconvert.verification import verify_document, verify_volume
from support import ink_order
from support.program import run

NAME = "صحيفة العربي الجديد اليومية السياسية المستقلة، العدد 3,412، الصفحة 14"
HEADLINE = "رئيس الحكومة يعلن من مقر إقامته المؤقت خطة شاملة لإصلاح قطاعي الكهرباء والمياه في عموم المحافظات"
TEXT = "شهدت المنطقة نقاشا طويلا حول الخطة التي أعلنت أمس، وقال خبراء إن تنفيذها يحتاج إلى أعوام. "


def long_article(**more: Any) -> Article:
    body = tuple(Paragraph((Text(f"{number}. " + TEXT * 5),)) for number in range(9))
    return Article(HEADLINE, body, source=Source(NAME), published=date(2025, 3, 18), **more)


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
@pytest.mark.parametrize("size", ["A4", "A5", "90x160mm"])
def test_long_running_heads(tmp_path: Path, size: str, theme: str) -> None:
    article = long_article()
    data = newsconvert.write(article, "pdf", theme=theme, page_size=size)
    assert verify_document(article, "pdf", data).findings == ()
    (tmp_path / "a.pdf").write_bytes(data)
    height = {"A4": 297, "A5": 210, "90x160mm": 160}[size] * 72 / 25.4
    for page in ink_order.pages(tmp_path / "a.pdf"):
        assert all(place.size < place.y < height for row in page.rows for place in row)


def test_heads_of_bound_pages_stand_on_the_page(tmp_path: Path) -> None:
    volume = newsconvert.model.Volume("مجلد", (long_article(), long_article()))
    data = newsconvert.bind(volume, "pdf", page_size="90x160mm", theme="book").value
    assert newsconvert.verification.verify_volume(volume, "pdf", data).findings == ()


@pytest.mark.parametrize("notes", [False, True])
def test_print_ready_pages_with_a_date_and_notes(notes: bool) -> None:
    """A page number begins like the date, and the day is no mark of a note."""
    mark = (Note((Paragraph((Text("بيانات الجهاز المركزي."),)),)),) if notes else ()
    body = (Paragraph((Text(TEXT), *mark)), Paragraph((Text(TEXT * 30),)))
    for dateline in (None, "18 آذار 2025"):
        article = Article(
            "ارتفاع الأسعار", body, dateline=dateline, published=date(2025, 3, 18), source=Source("الثورة")
        )
        data = newsconvert.write(article, "pdf", print_ready=True, page_size="A5")
        assert verify_document(article, "pdf", data).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "Syria signs power deal\nBy Jane Doe\n\nThe minister, Mohammed al-Bashir (محمد البشير), said on Tuesday that it holds.",
        "دولت از طرح جدید رونمایی کرد\n\nرئیس‌جمهور گفت: «می‌خواهیم یارانه‌ها را به ۴۵۰٬۰۰۰ تومان برسانیم» و نرخ به ۳۲٫۵٪ کاهش یافت.",
    ],
)
@pytest.mark.parametrize("format", ["pdf", "docx", "epub", "html"])
def test_articles_in_other_languages(text: str, format: str) -> None:
    article = newsconvert.read_text(text)
    assert verify_document(article, format, newsconvert.write(article, format)).findings == ()


def test_archives_of_corpora_with_columns_that_nothing_uses(tmp_path: Path) -> None:
    records = [{"id": f"r{at}", "title": f"خبر رقم {at}", "body": TEXT} for at in range(4)]
    corpus = tmp_path / "a.jsonl"
    corpus.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in records), encoding="utf-8")
    assert run("archive", corpus, "-o", tmp_path / "out", "--to", "docx", "-q")[0] == 0
    assert [str(one) for one in verify_archive(tmp_path / "out")] == []


@pytest.mark.parametrize(
    "text",
    [
        "«لك يوم»ُيعرض على القناة من الأحد إلى الخميس.",  # a mark on no letter, which fonts set upon a space
        "وفق «َنفْس» المصدر.",
        "الرابط http://www.example.org/node/621234/رمانا-بدائه-وانسلَّ.html منشور.",  # marks of direction are spaces
        "الرابط http://www.example.org/a/كوكب-مهدد-قريباً/ منشور.",
    ],
)
def test_spaces_without_a_place_of_their_own(text: str) -> None:
    article = Article("عنوان الخبر", (Paragraph((Text(text),)),), source=Source("الموقع", "https://example.org/قريباً/"))
    assert verify_document(article, "pdf", newsconvert.write(article, "pdf")).findings == ()
    joined = Article(article.headline, (Paragraph((Text(text.replace(" ", "", 1)),)),), source=article.source)
    assert not verify_document(article, "pdf", newsconvert.write(joined, "pdf")).ok


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
def test_a_source_whose_name_is_one_word_that_narrow_pages_cut(theme: str) -> None:
    article = Article(HEADLINE, long_article().body, source=Source("aleqtisadiyahnewspaperonline"))
    data = newsconvert.write(article, "pdf", theme=theme, page_size="90x160mm")
    assert verify_document(article, "pdf", data).findings == ()


@pytest.mark.parametrize("format", ["pdf", "docx", "epub", "html"])
@pytest.mark.parametrize(
    "text",
    [
        "قال تعالى: «رَّبِّهِمْ ۖ وَأُولَئِكَ هُمُ الْمُفْلِحُونَ ۝٥» صدق الله العظيم.",  # signs of the Quran stand upon spaces
        "y = 2",
        "خلية \u2013 1",
    ],
)
def test_signs_and_formulas(text: str, format: str) -> None:
    code = newsconvert.model.Preformatted(f"x = 1\n{text}")
    article = Article("عنوان", (Paragraph((Text(text),)), code), source=Source("e\u0301"))
    assert verify_document(article, format, newsconvert.write(article, format)).findings == ()
    if format == "pdf":
        data = newsconvert.write(article, format, print_ready=True, theme="book")
        assert verify_document(article, format, data).findings == ()


def test_headings_that_end_in_numbers() -> None:
    headings = (
        newsconvert.model.Heading(2, (Text(text),)) for text in ("1974", "1982 \u2013 1991", "1991 \u2013 2003")
    )
    body = tuple(block for one in headings for block in (one, Paragraph((Text(TEXT),))))
    article = Article("عنوان", body)
    assert verify_document(article, "docx", newsconvert.write(article, "docx")).findings == ()


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
def test_links_of_contents_and_indexes_say_what_they_lead_to(theme: str) -> None:
    volume = newsconvert.model.Volume("مجلد", (long_article(), long_article(byline="سامي حداد")))
    data = newsconvert.bind(volume, "pdf", theme=theme).value
    assert newsconvert.verification.verify_volume(volume, "pdf", data).findings == ()


NOTES = "\n[^1]: حاشية أولى.\n\n[^2]: حاشية ثانية.\n"


@pytest.mark.parametrize(
    "body",
    [
        "فقرة.[^1]\n\n1. الدفعة الأولى\n2. الدفعة الثانية\n\nفقرة.[^2]\n",
        "فقرة.[^1]\n\n2. الدفعة الثانية\n3. الثالثة[^2]\n",
        "| سنة | عدد |\n|---|---|\n| ٢ | ٣ |\n| 1 | 2 |\n\nفقرة.[^1]\n\n| سنة | عدد |\n|---|---|\n| ٢ | ٣ |\n\nفقرة.[^2]\n",
    ],
    ids=["list", "list with a mark", "table"],
)
def test_numbers_of_lists_and_tables_are_no_marks_of_notes(body: str) -> None:
    """In pages without tags, where a number may be any of these."""
    article = newsconvert.read_text(f"# خبر\n\n{body}{NOTES}", reader="markdown")
    data = newsconvert.write(article, "pdf", print_ready=True)
    assert verify_document(article, "pdf", data).findings == ()
    other = newsconvert.read_text(f"# خبر\n\n{body}{NOTES}".replace("ثانية.", "ثالثة."), reader="markdown")
    assert verify_document(other, "pdf", data).findings
    more = newsconvert.read_text(
        f"# خبر\n\n{body}{NOTES}".replace("فقرة.[^2]", "فقرة 9.[^2]").replace("الثالثة", "٤"), reader="markdown"
    )
    assert verify_document(more, "pdf", data).findings


@pytest.mark.parametrize("item", ["Москва", "Αθήνα", "שלום", "北京", "London", "☑ قمح"])
def test_bullets_before_items_in_other_scripts(item: str) -> None:
    """Their baseline is that of the font of the text, a little away from that of the item."""
    article = newsconvert.read_text(f"# خبر\n\n- قمح\n- {item}\n", reader="markdown")
    data = newsconvert.write(article, "pdf", print_ready=True)
    assert verify_document(article, "pdf", data).findings == ()
    other = newsconvert.read_text(f"# خبر\n\n- قمح\n- {item[1:]}\n", reader="markdown")
    assert verify_document(other, "pdf", data).findings


@pytest.mark.parametrize("number", ["٪12٫5", "٪25.75", "12٫5٪", "٪10", "٪⑫", "⑫"])
def test_numbers_that_begin_like_a_sign(number: str) -> None:
    """A replaced number such as 12.5 is all at one place, as the 12 that PDFium reports for ⑫ is."""
    article = newsconvert.read_text(f"خبر\n\nقال {number} هنا.")
    data = newsconvert.write(article, "pdf")
    assert verify_document(article, "pdf", data).findings == ()
    other = newsconvert.read_text(f"خبر\n\nقال {number.replace('2', '3').replace('⑫', '⑬').replace('٪10', '٪11')} هنا.")
    assert verify_document(other, "pdf", data).findings


def short_articles(count: int) -> tuple[Article, ...]:
    """Return articles with headlines of many lengths, whose words stand in their text too, and lines of one word."""
    words = (HEADLINE + " " + TEXT).replace("،", "").replace(".", "").split()
    made = []
    for at in range(count):
        shown = [words[(at * 7 + one * (1 + at % 5)) % len(words)] for one in range(60)]
        texts = (" ".join(shown[at % 9 : at % 9 + 5 + at * 11 % 50]), " ".join(shown[2 : 9 + at % 12]))
        body = tuple(Paragraph((Text(f"{text}."),)) for text in texts)
        source = Source(NAME.split("،", maxsplit=1)[0] if at % 3 else "وكالة الأنباء", f"https://example.org/news/{at}")
        made.append(Article(" ".join(shown[: 3 + at % 9]), body, source=source, published=date(2025, 3, 1 + at % 28)))
    return tuple(made)


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
@pytest.mark.parametrize("count", [3, 10])
def test_print_ready_volumes_of_short_articles(count: int, theme: str, columns: int) -> None:
    volume = newsconvert.model.Volume("مجلد", short_articles(count))
    data = newsconvert.bind(volume, "pdf", print_ready=True, theme=theme, columns=columns).value
    assert verify_volume(volume, "pdf", data, fast=True).findings == ()
    for at in (0, count // 2, count - 1):
        other = list(volume.articles)
        other[at] = replace(other[at], headline=other[at].headline.replace(" ", " غير ", 1))
        assert verify_volume(replace(volume, articles=tuple(other)), "pdf", data, fast=True).findings
        del other[at or 1]
        assert verify_volume(replace(volume, articles=tuple(other)), "pdf", data, fast=True).findings


@pytest.mark.parametrize("format", ["pdf", "docx", "epub", "html"])
def test_tables_with_empty_cells(format: str) -> None:
    rows = (("", "الذهاب", "الإياب"), ("الاتحاد", "2", ""), ("", "", "1"), ("الأهلي", "", ""))
    cells = tuple(tuple(newsconvert.model.Cell((Text(word),) if word else ()) for word in row) for row in rows)
    article = Article("نتائج", (Paragraph((Text(TEXT),)), newsconvert.model.Table(cells, header_rows=1)))
    assert verify_document(article, format, newsconvert.write(article, format)).findings == ()


@pytest.mark.parametrize("before", range(4, 8))
def test_a_space_before_a_letter_with_marks_in_a_line_between_latin_words(before: int) -> None:
    """PDFium turns such a line round, and the marks of the letter come right after the space."""
    filling = " ".join(["وأضاف", "المدير", "أن", "العمل", "في", "المشروع", "مستمر"][:before])
    text = (
        f"{filling} وتواصلت الصحيفة مع الوزارة عبر البريد press@moa.example ولم تتلقَّ رداً. "
        "وتشير تقديرات World Food Programme إلى أن 3.4 ملايين شخص يحتاجون إلى مساعدة عاجلة."
    )
    article = newsconvert.read_text(f"عنوان الخبر\n\n{text}\n")
    made = newsconvert.write(article, "pdf", theme="book", page_size="17x24")
    assert verify_document(article, "pdf", made).findings == ()
    glued = newsconvert.read_text(f"عنوان الخبر\n\n{text.replace('تتلقَّ رداً', 'تتلقَّرداً')}\n")
    assert verify_document(glued, "pdf", made).findings != ()


@pytest.mark.parametrize("format", ["json", "docx"])
def test_a_record_beside_one_that_is_invalid(format: str, tmp_path: Path) -> None:
    corpus = tmp_path / "a.jsonl"
    corpus.write_text(f'{{"title": "خبر أول", "body": "{TEXT}"}}\n{{"title": ""}}\n', encoding="utf-8")
    assert run("convert", corpus, "--to", format, "-o", tmp_path)[0] == 1
    status, _, errors = run("verify", tmp_path / f"a-000001.{format}", "--source", corpus)
    assert (status, errors) == (0, "")
    assert run("verify", tmp_path / f"a-000001.{format}", "--source", corpus)[0] == 0
    (tmp_path / f"other.{format}").write_bytes((tmp_path / f"a-000001.{format}").read_bytes())
    assert run("verify", tmp_path / f"other.{format}", "--source", corpus)[0] == 0  # by the hash of its record


def test_a_word_of_the_other_direction_at_the_end_of_an_address_has_the_space_after_it() -> None:
    article = Article("ملفات", (Paragraph((Text("افتح الملف C:\\تقرير (نهائي) 2026.docx ثم أرسله إلى المدير."),)),))
    assert verify_document(article, "pdf", newsconvert.write(article, "pdf")).findings == ()


def test_numbers_of_a_table_above_the_folio_are_no_folios() -> None:
    rows = (("المحافظة", "العدد", "النسبة"), ("حمص", "980", "−3.1%"), ("حلب", "1,250", "12"))
    table = Table(tuple(tuple(Cell((Text(text),)) for text in row) for row in rows), header_rows=1)
    for lines in range(20, 34):
        article = Article("أعداد", (*(Paragraph((Text("سطر قصير."),)) for _ in range(lines)), table))
        data = newsconvert.write(article, "pdf", print_ready=True, page_size="17x24")
        assert verify_document(article, "pdf", data).findings == (), lines


@pytest.mark.parametrize("standard", ["a-4f", "ua-2", "a-3a"])
def test_the_date_of_an_article_in_each_version_of_pdf(standard: str) -> None:
    article = Article("خبر", (Paragraph((Text(TEXT),)),), published=date(2025, 3, 18))
    data = newsconvert.write(article, "pdf", pdf_standard=standard)
    assert verify_document(article, "pdf", data).findings == ()
