"""Text in every reader: words, their order, numbers to the digit, lines, and no litter."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import newsconvert
from newsconvert.model import (
    Article,
    Cell,
    Heading,
    ItemList,
    ListItem,
    Paragraph,
    Table,
    Text,
    Verse,
    article_text,
)
from support import judges
from support.pdftexts import NEWS, TEXT_FONTS

#: Of each reader, the least share of words and of words in order, of texts full of numbers and Latin words. Poppler takes
#: a line that begins with a Latin word for another column, PDFium turns the words of a Latin phrase round, pypdf those
#: between guillemets.
LEAST = {
    "poppler": (0.98, 0.94), "tags": (1, 1), "pdfium": (0.995, 0.8), "mupdf": (0.985, 0.95), "pypdf": (0.985, 0.95),
    "pdfjs": (1, 0.97), "pdfbox": (0.99, 0.96),
}  # fmt: skip
#: The same of news.
LEAST_OF_NEWS = {
    "poppler": (0.998, 0.998), "tags": (1, 1), "pdfium": (0.999, 0.999), "mupdf": (0.999, 0.99),
    "pypdf": (0.999, 0.965), "pdfjs": (0.998, 0.997), "pdfbox": (0.999, 0.997),
}  # fmt: skip
NUMBERS = (
    "عام ٢٠٠٥ وعام ١٩٩٨ ويوم ١٢/٠٣/٢٠٢٤ ثم ١٩٩٥-٢٠٠٥ ثم ١٩٤٨–١٩٦٧ ونسبة ٢٥٪ ومبلغ ١٬٢٠٠٫٥٠ ريال.",
    "عام 2005 وعام 1998 ويوم 12/03/2024 ثم 1995-2005 ثم 1948–1967 ونسبة 25% ومبلغ 1,200.50 ريال.",
    "فاز 3-2 ثم خسر ٤-١ في الدقيقة 90+4 من المباراة (٧٨)، وسجّل ٥ أهداف في ٢٠١٤م و37 نقطة.",
    "بلغت الحرارة -5 ثم +12 درجة، و٪٤٥ من 1,234,567 نسمة، عند الساعة ١٠:٣٠ و18:45.",
    "In 1998 the ministry said (2024) that ٢٠١٧ was over.",
    "نرخ دلار در ۱۵ آبان ۱۴۰۳ به ۶۸٬۵۰۰ تومان رسید، از ۱۲/۰۸/۱۴۰۳ تا ساعت ۱۰:۳۰ و ۳۴۵ میلیون.",
)
_NUMBER = re.compile(r"\d+")
_MARKS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def written(path: Path, lines: tuple[str, ...], **options: Any) -> tuple[Path, str]:
    article = Article("عنوانُ الخبر الأول: تقرير", tuple(Paragraph((Text(line),)) for line in lines))
    path.write_bytes(newsconvert.write(article, "pdf", **options))
    return path, "\n".join(article_text(article))


def test_every_reader_has_its_measure() -> None:
    assert set(LEAST) == set(LEAST_OF_NEWS) == set(judges.EXTRACTORS)


@pytest.mark.parametrize("font", TEXT_FONTS)
def test_text_comes_back(tmp_path: Path, font: str) -> None:
    path, source = written(tmp_path / "a.pdf", NEWS, font=font, headline_font=font)
    for name, extract in judges.EXTRACTORS.items():
        recall, order = judges.fidelity(source, extract(path))
        assert (recall >= LEAST[name][0], order >= LEAST[name][1]) == (True, True), (name, recall, order)


def test_news_comes_back(seed: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    newsconvert.convert(seed, path)
    source = seed.read_text(encoding="utf-8")
    on_paper = len(judges.tags_text(path).splitlines())
    for name, extract in judges.EXTRACTORS.items():
        text = extract(path)
        recall, order = judges.fidelity(source, text)
        least = LEAST_OF_NEWS[name]
        assert (recall >= least[0], order >= least[1]) == (True, True), (name, recall, order)
        assert not set("\u034f\ufffd") & set(text), name
        assert sum(1 for line in text.splitlines() if line.strip()) <= 1.1 * on_paper + 4, name  # heads and folios


@pytest.mark.parametrize("font", TEXT_FONTS)
def test_numbers_are_never_turned_round(tmp_path: Path, font: str) -> None:
    path, source = written(tmp_path / "a.pdf", NUMBERS, font=font, headline_font=font)
    want = Counter(_NUMBER.findall(source))
    for name, extract in judges.EXTRACTORS.items():
        # A mark parts numbers that readers show side by side, such as those of a result.
        found = Counter(_NUMBER.findall(extract(path)))
        assert not want - found, (name, want - found)


@pytest.mark.parametrize("font", TEXT_FONTS)
def test_dates_are_never_turned_round(tmp_path: Path, font: str) -> None:
    """What stands between two signs of a date may be read in any direction, but not another date."""
    path, _ = written(tmp_path / "a.pdf", ("يوم ١٢/٠٣/٢٠٢٤ ويوم 21/04/2023 عند 18:30 و١٠:٤٥ تماماً.",), font=font)
    for name, extract in judges.EXTRACTORS.items():
        text = _MARKS.sub("", extract(path))
        for token in ("١٢/٠٣/٢٠٢٤", "21/04/2023", "18:30", "١٠:٤٥"):
            assert token in text, (name, token)


@pytest.mark.parametrize("font", TEXT_FONTS)
def test_decimal_commas_and_groups_come_back_whole(tmp_path: Path, font: str) -> None:
    """Numbers with an Arabic comma, and telephone numbers in Arabic-Indic digits, wherever they stand on a line."""
    lines = (
        "بلغ 3،5 في المئة، و«12،75» مليار، أي (0،5) نقطة و٤،٢٥ ليرة.",
        "2،5 هي القيمة الأولى، ثم بَلَغَ 6،75",
        "٠٩٤٤ ١٢٣ ٤٥٦ هاتف الأول، وهاتف الثاني +٩٦٣ ٩٣٣ ٣٢١ ٦٥٤ مساء",
        "وهاتف الثالث: ٠٠٩٦٣ ١١ ٢٢٣ ٤٥٦٨، وهاتف الرابع ٠١١-٢٢٣٤٥٦٧ ليلا",
        "٠٢١-٧٦٥٤٣٢١ هاتف الخامس",
    )
    path, _ = written(tmp_path / "a.pdf", lines, font=font)
    numbers = ["3،5", "12،75", "0،5", "٤،٢٥", "2،5", "6،75"]
    numbers += ["٠٩٤٤ ١٢٣ ٤٥٦", "+٩٦٣ ٩٣٣ ٣٢١ ٦٥٤", "٠٠٩٦٣ ١١ ٢٢٣ ٤٥٦٨", "٠١١-٢٢٣٤٥٦٧", "٠٢١-٧٦٥٤٣٢١"]
    for name, extract in judges.EXTRACTORS.items():
        text = " ".join(_MARKS.sub("", extract(path)).split()).replace(" -", "-").replace("- ", "-")
        assert [number for number in numbers if number not in text] == [], name


def test_what_is_written_without_a_space_stays_together(tmp_path: Path) -> None:
    """Where the direction changes, and no letters change places: ranges, scores, and words that a number ends."""
    lines = (
        "لعب بطريقة ٤-٣-٣ ثم ٤-٢-٣-١ بين 4,500–4,900 و101.25 درهما بـ38.6 مليون.",
        "فاز (٣–٢) عام ٢٠٠٥-٢٠٠٦ و(٧١).",
    )
    path, source = written(tmp_path / "a.pdf", lines)
    for name in ("mupdf", "pypdf", "pdfjs"):
        words = _MARKS.sub("", judges.EXTRACTORS[name](path)).split()
        assert Counter(source.split()) - Counter(words) == Counter(), name


#: What is pasted from Word and the web has marks of direction beside words, no-break spaces and joiners at words' ends.
MARKED = "قال \u200fالوزير \u200fإن العدد بلغ \u200f100 قتيل، وأضاف\u200f أن \u200eBBC\u200f نقلت\u200c \u200cالخبر\u00a0أمس\u061c."


def test_invisible_marks_of_the_source_part_and_join_no_words(tmp_path: Path) -> None:
    lines = (MARKED, f"وأكد مصدر في الوزارة أن {MARKED}")
    path, source = written(tmp_path / "a.pdf", lines)
    words = _MARKS.sub("", source).split()
    for name, extract in judges.EXTRACTORS.items():
        found = _MARKS.sub("", extract(path))
        if name != "poppler":  # which has spaces before full stops and after commas
            assert " ".join(words) in " ".join(found.split()), (name, found)
        assert judges.fidelity(_MARKS.sub("", source), found) == (1, 1), (name, found)


def bounded(path: Path) -> list[str]:
    """Return the words that Poppler finds; GNOME's viewer puts those of a right-to-left line in reverse."""
    found = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, text=True).stdout
    return [_MARKS.sub("", word).replace("\u00a0", " ") for word in re.findall(r">([^<>]*)</word>", found)]


def test_hemistichs_come_back_in_order_and_apart(tmp_path: Path) -> None:
    lines = (
        ("عَلى قَدرِ أَهلِ العَزمِ تَأتي العَزائِمُ", "وَتَأتي عَلى قَدرِ الكِرامِ المَكارِمُ"),
        ("بيض الصفائح لا سود الصحائف في", "متونهن"),
    )
    verse = Verse(tuple(tuple((Text(half),) for half in line) for line in lines))
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(Article("قصيدة مشهورة", (Paragraph((Text("قال الشاعر:"),)), verse)), "pdf"))
    for name, extract in judges.EXTRACTORS.items():
        found = " ".join(_MARKS.sub("", extract(path)).split())
        assert [line for line in lines if " ".join(line) not in found] == [], (name, found)
    with pikepdf.open(path) as pdf:
        said = [
            str(one.ActualText) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/ActualText" in one
        ]
    assert [line[0] for line in lines if f"{line[0]} " not in said] == []


def test_tags_in_arabic_turn_no_line_round(tmp_path: Path) -> None:
    """MuPDF takes the sign of a tag for a left-to-right one, pypdf the low line."""
    lines = ("كتب الوزير الوسم #غزة صباح اليوم، ثم #القدس وانتشرا.", "وعلى حسابه وسم #كأس_العرب_2025 و#دمشق أمس.")
    path, source = written(tmp_path / "a.pdf", lines)
    for name in ("poppler", "pdfium", "mupdf", "pdfjs", "pdfbox"):
        recall, order = judges.fidelity(source, judges.EXTRACTORS[name](path))
        assert (recall, order) == (1, 1), name


def test_emoji_come_back_whole_and_leave_their_line_in_order(tmp_path: Path) -> None:
    """They are of another font, more than one unit of UTF-16, and letters for some readers, signs for others."""
    lines = (
        "أعلن النادي 🏆 فوزه أمس في الملعب الكبير، وقال المدرب 😀 إن الفريق استحق الفوز 🎉🎉 كله",
        "🔴 عاجل 🔴",
        "زار علم لبنان 🇱🇧 المبنى الجديد، ثم 👍🏽 وافق الجميع على القرار رقم 15 في الجلسة 📅 الأولى",
        "نجوم ★ الحفل ☎ على الهاتف 011-2234567 ✓ كما ورد سابقا ⚠ في البيان",
    )
    path, source = written(tmp_path / "a.pdf", lines)
    signs = re.compile("[\u2600-\u27bf\U0001f1e6-\U0001faff]")
    for name, extract in judges.EXTRACTORS.items():
        text = extract(path)
        assert judges.fidelity(source, text) == (1, 1), name
        assert signs.findall(_MARKS.sub("", text)) == signs.findall(source), name


def test_vowel_signs_come_back(tmp_path: Path) -> None:
    lines = (
        "قَالَ الرَّئِيسُ إِنَّ الْحُكُومَةَ مُلْتَزِمَةٌ بِتَنْفِيذِ الْبَرْنَامَجِ، وَأَضَافَ أَنَّ مُحَمَّدًا كَتَبَ التَّقْرِيرَ كَامِلًا.",
        "﴿اقْرَأْ بِاسْمِ رَبِّكَ الَّذِي خَلَقَ * خَلَقَ الْإِنسَانَ مِنْ عَلَقٍ * اقْرَأْ وَرَبُّكَ الْأَكْرَمُ﴾ صدق الله العظيم.",
        "بِنَتائِجِهِ وَمُنْتَخَبِهِ وَجِهَتِهِ رَغْبَةً فِي تَحْقِيقِ المُرادِ.",
    )
    path, source = written(tmp_path / "a.pdf", lines)
    for name in ("tags", "pdfium", "mupdf", "pypdf", "pdfjs", "pdfbox"):
        recall, order = judges.fidelity(source, judges.EXTRACTORS[name](path))
        assert (recall, order) >= (0.97, 0.95), (name, recall, order)


def test_cells_of_a_table_are_apart(tmp_path: Path) -> None:
    rows = (
        ("المركز", "الفريق", "لعب", "Team", "السعر"), ("1", "الكرامة", "12", "Al Karama", "+2.5%"),
        ("٢", "الجيش وقد عاد من رحلة طويلة", "١٢", "Army", "(3)"), ("3", "«تشرين»", "-4", "", "1,200"),
        ("24", "92.40", "95.10", "18:30", "31:9"), ("ليرة رشادي", "566.00", "579.00", "3-3", "3.50%"),
    )  # fmt: skip
    table = Table(tuple(tuple(Cell((Text(text),)) for text in row) for row in rows), header_rows=1)
    article = Article("ترتيب الفرق", (Paragraph((Text("نص أول."),)), table))
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(article, "pdf"))
    source = "\n".join(article_text(article))
    for name, extract in judges.EXTRACTORS.items():
        recall, order = judges.fidelity(source, extract(path))
        # PDFium turns a row of numbers alone round, as it does Latin phrases and numbers with a sign before them.
        assert (recall, order >= (0.75 if name == "pdfium" else 1)) == (1, True), (name, recall, order)


def test_phrases_with_numbers_are_found(tmp_path: Path) -> None:
    """`docs/pdf-text.md` says which phrases are not: marks of direction stand between a number and some of its signs."""
    lines = (
        "خبر عن الأرقام",
        "بلغ العدد 38.7 مليون نسمة في 28 شباط 2026، وهاتف المكتب 1-212-963-7160 بنسبة 23% خلال السنة.",
        "اتصل على +963 11 555 0100 نهارا كما قال في 2026 إن الموعد 2026/03/14 قريب.",
    )
    path, _ = written(tmp_path / "a.pdf", lines)
    import pymupdf
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage() for page in document]
        for phrase in ("38.7 مليون", "1-212-963-7160", "قال في 2026 إن", "2026/03/14"):
            assert any(text.search(phrase).get_next() for text in texts), phrase
    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        for phrase in ("38.7 مليون", "1-212-963-7160", "+963 11 555 0100", "2026/03/14"):
            assert any(page.search_for(phrase) for page in document), phrase


def test_a_short_line_is_read_after_the_centred_heading_above_it(tmp_path: Path) -> None:
    """Poppler reads what is right of a line before it where their heights, as the fonts declare them, overlap."""
    items = ItemList(False, tuple(ListItem((Paragraph((Text(f"نادي {number} - 1"),)),)) for number in "١٢٣٤"))
    texts = [
        Paragraph((Text("تصدر الفريق ترتيب الدوري بعد فوزه على الاتحاد بهدف واحد. " * count),)) for count in (3, 1)
    ]
    body = (texts[0], Heading(3, (Text("النتائج:"),)), items, texts[1], Heading(2, (Text("الترتيب:"),)), items)
    path = tmp_path / "a.pdf"
    for binding in (0, 3, 6):
        options: dict[str, Any] = {"print_ready": True, "page_size": "17x24", "binding": binding} if binding else {}
        path.write_bytes(newsconvert.write(Article("نتائج الجولة", body), "pdf", theme="book", **options))
        lines = [line for line in _MARKS.sub("", judges.poppler_text(path)).splitlines() if line.strip()]
        read = [word for line in lines for word in ("النتائج", "الترتيب", "نادي") if word in line]
        assert read == ["النتائج", *["نادي"] * 4, "الترتيب", *["نادي"] * 4], binding


@pytest.mark.parametrize(("language", "folio"), [("ar", "٤"), ("fa", "۴"), ("ur", "4"), ("ckb", "٤")])
def test_page_numbers_are_in_the_digits_of_the_language(tmp_path: Path, language: str, folio: str) -> None:
    body = tuple(Paragraph((Text("کلمات بدون شماره هنا. " * 40),)) for _ in range(16))
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(Article("عنوان", body, language=language), "pdf", page_size="A5"))
    found = judges.output("pdftotext", "-f", "4", "-l", "4", path, "-")
    assert re.findall(r"\d+", found) == [folio]
