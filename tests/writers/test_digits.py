"""The digits of page numbers, dates, notes, contents and lists follow the text, whose own are never changed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pymupdf
import pytest

import newsconvert
from newsconvert.bibliography import STYLES, apa, bibliography, reference
from newsconvert.errors import ModelError, OptionError
from newsconvert.interchange import from_json, to_json
from newsconvert.languages import counter_style, format_date, known_dates, number, with_digits
from newsconvert.model import Article, ItemList, ListItem, Note, Paragraph, Source, Text, Volume
from newsconvert.numerals import in_digits, most_digits
from newsconvert.verification import FindingKind, verify_document, verify_volume
from support.program import run
from support.shown import FORMATS, part, shown_text

DAY = date(2015, 8, 3)


def news(text: str, language: str = "ar") -> Article:
    inlines = (Text(text), Note((Paragraph((Text("هامش."),)),)))
    steps = ItemList(True, ((Text("خطوة أولى"),), (Text("خطوة ثانية"),)))
    source = Source("سبق", "https://sabq.example/2012/77", retrieved=date(2016, 1, 27))
    return Article("عنوان", (Paragraph(inlines), steps), published=DAY, source=source, language=language)


EUROPEAN, ARABIC, NONE = news("في 2012 وصل 45 زائراً إلى ٣ مدن."), news("في ٢٠١٢ وصل ٤٥ زائراً إلى 3 مدن."), news("نص.")
PERSIAN = news("در سال ۲۰۱۲ گفت که این خبر را می‌خواند.", "fa")


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("في 2012", "european"),
        ("في ٢٠١٢ و١٤ و3", "arabic"),
        ("در ۲۰۱۲", "arabic"),
        ("من ٥ إلى 6", "language"),
        ("بلا عدد", "language"),
        ("١٫٥ مليون", "arabic"),
        ("بلغ ٧ عند 12.5 ثم 1,200", "european"),
        ("يوم ٣ عند https://sabq.example/2012/04/05 و H1N1 و MP3 و user7@sabq.example", "arabic"),
        ("في 3/8/2015 و١ و٢", "arabic"),
        ("وصل و12 و5%", "european"),
    ],
)
def test_most_numbers_of_a_text_decide(text: str, digits: str) -> None:
    assert most_digits([text]) == digits


@pytest.mark.parametrize(
    ("tag", "digits", "shown", "style"),
    [
        ("ar", "language", "٤٥", "arabic-indic"),
        ("ar", "european", "45", "decimal"),
        ("ar-EG", "arabic", "٤٥", "arabic-indic"),
        ("fa", "language", "۴۵", "persian"),
        ("fa", "arabic", "۴۵", "persian"),
        ("fa", "european", "45", "decimal"),
        ("ur", "language", "45", "decimal"),
        ("ur", "arabic", "۴۵", "persian"),
        ("en", "arabic", "45", "decimal"),
        ("he", "arabic", "45", "decimal"),
    ],
)
def test_digits_of_languages(tag: str, digits: str, shown: str, style: str) -> None:
    numbered = with_digits(tag, digits)
    assert (number(45, numbered), counter_style(numbered)) == (shown, style)
    assert with_digits(with_digits(tag, "european"), digits).partition("-u-")[0] == tag


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("article", "digits", "day"),
    [
        (EUROPEAN, "auto", "3 أغسطس 2015"),
        (EUROPEAN, "arabic", "٣ أغسطس ٢٠١٥"),
        (ARABIC, "auto", "٣ أغسطس ٢٠١٥"),
        (ARABIC, "european", "3 أغسطس 2015"),
        (NONE, "auto", "٣ أغسطس ٢٠١٥"),
        (PERSIAN, "arabic", "۳ اوت ۲۰۱۵"),
        (PERSIAN, "european", "3 اوت 2015"),
    ],
)
def test_dates_have_them_and_the_text_its_own(article: Article, digits: str, day: str, format: str) -> None:
    data = newsconvert.write(article, format, digits=digits)
    shown = shown_text(data, format)
    assert "".join(day.split()) in shown or format == "pdf"  # whose numbers MuPDF reverses, at times
    if format != "pdf":
        others = known_dates(DAY) - {day}
        assert not any("".join(other.split()) in shown for other in others)
        assert "".join((article.lead or "").split()) in shown
    assert verify_document(article, format, data).findings == ()


@pytest.mark.parametrize(("article", "digit"), [(EUROPEAN, "1"), (ARABIC, "١"), (NONE, "١"), (PERSIAN, "۱")])
def test_the_folio_of_a_pdf_has_them(article: Article, digit: str) -> None:
    with pymupdf.open("pdf", newsconvert.write(article, "pdf")) as document:  # type: ignore[no-untyped-call]
        blocks = document[0].get_text("blocks")
    lowest = max(blocks, key=lambda block: block[3])
    assert re.sub(r"\W", "", lowest[4]) == digit


@pytest.mark.parametrize(("article", "wanted"), [(EUROPEAN, False), (ARABIC, True), (PERSIAN, False)])
def test_fields_of_word_documents_have_the_font_of_digits_where_they_are_arabic(article: Article, wanted: bool) -> None:
    made = newsconvert.write(article, "docx")
    for name in ("footer1", "numbering", "fontTable"):
        assert (b"Arabic-Indic Digits" in part(made, f"word/{name}.xml")) is wanted
    other = newsconvert.write(article, "docx", digits="european")
    assert b"Arabic-Indic Digits" not in part(other, "word/fontTable.xml")


@pytest.mark.parametrize(("article", "wanted"), [(EUROPEAN, False), (ARABIC, True), (PERSIAN, False)])
def test_numbers_of_lists_with_others_inside_have_them_in_word_documents(article: Article, wanted: bool) -> None:
    step = ListItem((Paragraph((Text("خطوة"),)), ItemList(False, ((Text("فرع"),),))))
    nested = replace(article, body=(*article.body, ItemList(True, (step, step))))
    assert (b"Arabic-Indic Digits" in part(newsconvert.write(nested, "docx"), "word/numbering.xml")) is wanted
    european = newsconvert.write(nested, "docx", digits="european")
    for name in ("numbering", "fontTable", "document"):
        assert b"Arabic-Indic Digits" not in part(european, f"word/{name}.xml")


@pytest.mark.parametrize(("article", "style"), [(EUROPEAN, "decimal"), (ARABIC, None)])
def test_numbers_of_lists_and_notes_on_the_web(article: Article, style: str | None) -> None:
    page = newsconvert.write(article, "html").decode()
    assert re.findall(r'\[lang="ar"\] ol \{ list-style-type: ([\w-]+) \}', page) == [style] * bool(style)
    assert re.search(r'class="note-mark"[^>]*>(?:<[^>]*>)*([^<]*)', page)[1] == ("1" if style else "١")  # type: ignore[index]
    assert 'lang="ar"' in page
    assert "-u-nu-" not in page


@pytest.mark.parametrize("format", ["pdf", "docx", "epub"])
@pytest.mark.parametrize("digits", ["auto", "arabic", "european"])
def test_volumes_have_those_of_most_numbers_of_all(format: str, digits: str) -> None:
    volume = Volume("مجلد", (ARABIC, EUROPEAN, EUROPEAN), published=date(2020, 4, 5))
    data = newsconvert.bind(volume, format, digits=digits).value
    assert verify_volume(volume, format, data).findings == ()
    assert [article.digits for article in in_digits(volume, "auto").articles] == ["european"] * 3
    if format != "pdf":
        text = part(data, "word/document.xml" if format == "docx" else "EPUB/title.xhtml").decode()
        assert (format_date(date(2020, 4, 5)) in text) is (digits == "arabic")


@pytest.mark.parametrize("format", ["docx", "epub", "html"])
@pytest.mark.parametrize("digits", ["auto", "arabic", "european"])
def test_another_date_is_found_in_any_digits(format: str, digits: str) -> None:
    told = newsconvert.write(replace(EUROPEAN, published=date(2015, 8, 4)), format, digits=digits)
    assert not verify_document(EUROPEAN, format, told).ok
    missing = Article("عنوان", EUROPEAN.body, published=DAY, source=replace(EUROPEAN.source or Source(), retrieved=DAY))
    assert not verify_document(missing, format, newsconvert.write(EUROPEAN, format, digits=digits)).ok


def test_dates_in_two_kinds_of_digits_are_found() -> None:
    page = newsconvert.write(EUROPEAN, "html").decode()
    mixed = page.replace("27 يناير 2016", "٢٧ يناير ٢٠١٦")
    assert mixed != page
    kinds = {finding.kind for finding in verify_document(EUROPEAN, "html", mixed.encode()).findings}
    assert FindingKind.ADDED in kinds or FindingKind.CHANGED in kinds


def test_a_document_is_read_back_as_it_was() -> None:
    for digits in ("arabic", "european"):
        read = newsconvert.read(newsconvert.write(EUROPEAN, "docx", digits=digits), reader="docx")
        assert (read.published, read.timestamp) == (DAY, None)


def test_the_model_does_not_keep_them() -> None:
    assert replace(EUROPEAN, digits="arabic") == EUROPEAN
    assert from_json(to_json(replace(EUROPEAN, digits="arabic"))).digits == "auto"
    with pytest.raises(
        ModelError, match=r"Article\.digits is auto or arabic or european or language, not the str 'roman'"
    ):
        replace(EUROPEAN, digits="roman")


def test_references_in_words_have_them() -> None:
    assert "(2015، 3 أغسطس)" in apa(reference(EUROPEAN))
    assert "(٢٠١٥، ٣ أغسطس)" in apa(reference(ARABIC))
    listed = "".join(
        bibliography((ARABIC, replace(ARABIC, headline="آخر"), replace(EUROPEAN, headline="ثالث")), STYLES["apa"])
    )
    assert listed.count("٢٠١٥") == 3


@pytest.mark.parametrize("format", FORMATS)
def test_there_are_no_others(format: str) -> None:
    with pytest.raises(OptionError, match="no digits 'roman'; choose one of auto, arabic, european"):
        newsconvert.write(EUROPEAN, format, digits="roman")


def test_on_the_command_line(seed: Path, tmp_path: Path) -> None:
    assert run("convert", seed, "--to", "html", "--digits", "european", "-o", tmp_path)[0] == 0
    assert (
        "list-style-type: decimal" in (tmp_path / f"{seed.stem}.html").read_text(encoding="utf-8").split("</style>")[0]
    )
