"""Joins between letters that are made longer to fill a line, and text that has none of it."""

from __future__ import annotations

import shutil
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pymupdf
import pypdf
import pypdfium2
import pytest

import newsconvert
from newsconvert.errors import OptionError
from newsconvert.model import Article, Heading, Link, Paragraph, Text
from newsconvert.resources import THEMES, Resources
from newsconvert.verification import verify_document
from newsconvert.verification.outlines import Part
from newsconvert.verification.shapes import shapes_of
from newsconvert.writers.pdf.kashida import LEVELS, SHORTEST, Word, places, stretched
from newsconvert.writers.pdf.textlayer import face_of, joins_of
from support.wordspaces import natural_space, spaces

TATWEEL = "\N{ARABIC TATWEEL}"
#: What a line of the theme `newspaper` measures on a page of A5, in points, and the size of its letters.
MEASURE, SIZE = 324, 12
TEXT = (
    "أعلنت وزارة الزراعة انطلاق موسم الحصاد في المحافظات الشمالية، وقال المتحدث باسمها إن المساحات المزروعة بالقمح تجاوزت "
    "ما كان متوقعا، وإن مراكز التسليم ستفتح أبوابها أمام المزارعين من الصباح حتى المساء طوال الأسابيع المقبلة. وأضاف أن الوزارة "
    "خصصت لجانا لمتابعة عمليات النقل والتخزين، وأن المستودعات مجهزة لاستقبال الكميات المنتظرة، مؤكدا أن المستحقات ستصرف "
    "فور انتهاء إجراءات الفحص. وطالب مزارعون بتخفيض أسعار المحروقات وتأمين الحصادات في القرى البعيدة قبل اشتداد الحر."
)
WORDS = TEXT.split()
ARTICLE = Article("خبر", tuple(Paragraph((Text(" ".join(WORDS[at:] + WORDS[:at])),)) for at in range(0, 48, 8)))


@pytest.mark.parametrize(
    ("word", "best"),
    [
        ("مسؤولين", "مسـؤولين"), ("خمسة", "خمسـة"), ("حديد", "حديـد"), ("كبار", "كبـار"), ("كبير", "كبيـر"), ("غضون", "غضـون"),
        ("المنطقة،", "المنطقـة،"), ("«الجمعة»", "«الجمعـة»"), ("سنة", "سـنة"), ("كـلمة", "كــلمة"),
        ("الله", None), ("لا", None), ("على", None), ("الأمم2", None), ("AFP", None), ("ودولار", None), ("عُمَان", None),
    ],
)  # fmt: skip
def test_where_a_word_may_be_stretched(word: str, best: str | None) -> None:
    found = places(word)
    assert (word[: found[0].at] + TATWEEL + word[found[0].at :] if found else None) == best


def test_the_article_and_its_word_stay_together() -> None:
    for word in ("المسجد", "والمسجد", "بالمسجد", "للمسجد"):
        assert all(not word[: place.at].endswith(("ال", "لل")) for place in places(word))


def words(text: str) -> list[Word]:
    return [Word(word, number * 2.0, lambda _: True) for number, word in enumerate(text.split())]


def test_few_words_of_a_line_are_stretched_and_none_twice() -> None:
    line = words("مسؤولين خمسة حديد كبير غضون المنطقة كبار الرئيس")
    assert stretched(line, 0.05, LEVELS["low"], []) == []
    ((number, at, length),) = stretched(line, 0.3, LEVELS["low"], [])
    assert (line[number].text[:at], round(length, 2)) == ("غض", 0.3)  # of the best, the one nearest to the end
    assert len(stretched(line, 3.0, LEVELS["low"], [])) == 2  # one in four words
    assert len({number for number, _, _ in stretched(line, 3.0, LEVELS["high"], [])}) == 2
    assert all(length >= SHORTEST - 1e-9 for _, _, length in stretched(line, 0.1, LEVELS["low"], []))


def test_none_stands_under_another_or_in_a_verse_of_the_quran() -> None:
    line = words("مسؤولين خمسة حديد كبير")
    ((number, _, _),) = stretched(line, 0.3, LEVELS["low"], [])
    ((other, _, _),) = stretched(line, 0.3, LEVELS["low"], [line[number].end])
    assert number != other
    assert stretched(words("قال ﴿خمسة حديد كبير﴾ من"), 0.3, LEVELS["low"], []) == []


@pytest.mark.parametrize(
    "font", ["amiri", "noto-naskh-arabic", "ibm-plex-sans-arabic", "noto-kufi-arabic", "vazirmatn"]
)
def test_lines_are_filled_by_letters_and_no_reader_finds_one_more(tmp_path: Path, font: str) -> None:
    family = Resources().typefaces(Resources().theme("newspaper"), font, None).all[0]
    natural = natural_space(family.regular, SIZE)
    widest, texts = {}, {}
    for kashida in ("none", "medium"):
        path = tmp_path / f"{kashida}.pdf"
        path.write_bytes(newsconvert.write(ARTICLE, "pdf", page_size="A5", font=font, kashida=kashida))
        found = sorted(space / natural for space in spaces(path, MEASURE))
        assert len(found) > 20
        widest[kashida] = found[len(found) * 95 // 100]
        texts[kashida] = [_letters(text) for text in _texts(path)]
        assert verify_document(ARTICLE, "pdf", path.read_bytes()).findings == ()
    assert widest["medium"] < widest["none"] - 0.1
    assert font != "amiri" or widest["medium"] < 1.4
    assert texts["medium"] == texts["none"]


def _pages(data: bytes) -> Any:
    opened: Any = pymupdf.open
    return opened(stream=data, filetype="pdf")


def _texts(path: Path) -> list[str]:
    """Return what three readers make of a PDF."""
    found = ["".join(page.get_text() for page in _pages(path.read_bytes()))]
    found.append("".join(page.extract_text() for page in pypdf.PdfReader(path).pages))
    document = pypdfium2.PdfDocument(path)
    return [*found, "".join(page.get_textpage().get_text_range() for page in document)]


def _letters(text: str) -> Counter[str]:
    return Counter(one for one in text if unicodedata.category(one)[0] in "LMNP")


def test_headlines_links_and_last_lines_are_left_alone() -> None:
    text = "مسؤولين خمسة حديد كبير غضون المنطقة كبار الرئيس " * 6
    link = Article(text, (Paragraph((Link("https://example.org/", (Text(text),)),)), Heading(2, (Text(text),))))
    plain = Article("خبر", (Paragraph((Text("مسؤولين خمسة حديد"),)),))
    for article in (link, plain):
        documents = [newsconvert.write(article, "pdf", kashida=kashida) for kashida in ("none", "high")]
        one, other = (sum(map(_ink, _pages(data))) for data in documents)
        assert one == other


def _ink(page: Any) -> int:
    pixels = page.get_pixmap(dpi=100, colorspace="gray", alpha=False)
    return sum(map((128).__gt__, pixels.samples))


def test_a_theme_may_ask_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "house"
    shutil.copytree(THEMES / "book", folder)
    with (folder / "print.css").open("a", encoding="utf-8") as sheet:
        sheet.write("p { --kashida: medium }")
    made = newsconvert.write(ARTICLE, "pdf", theme=folder, page_size="A5")
    asked = newsconvert.write(ARTICLE, "pdf", theme="book", page_size="A5", kashida="medium")
    assert sum(map(_ink, _pages(made))) == sum(map(_ink, _pages(asked)))


def test_there_is_no_other_amount() -> None:
    with pytest.raises(OptionError, match="none, low, medium, high"):
        newsconvert.write(ARTICLE, "pdf", kashida="lots")


def test_a_join_is_as_long_as_it_is_asked_to_be() -> None:
    for family in Resources().families.values():
        joins = joins_of(face_of(family.regular.read_bytes()))
        if joins.tatweel is None:
            continue
        for length in (160, 400, 900, 2000):
            parts = joins.tatweel.parts(length)
            left, right = -joins.tatweel.left, joins.tatweel.width - joins.tatweel.left
            ends = [(part.x + left * part.stretch / 2**14, part.x + right * part.stretch / 2**14) for part in parts]
            assert abs(ends[0][0] - left) <= 1
            assert abs(ends[-1][1] - length - joins.tatweel.right) <= len(parts) + 1
            assert all(one[1] >= other[0] for one, other in pairwise(ends))


def test_verification_looks_through_a_longer_join_at_the_letter() -> None:
    shapes = shapes_of("Amiri-Regular")
    assert shapes is not None
    seen, dad = (shapes.outlines.drawing(shapes.nominal_glyph(letter) or 0) for letter in "سض")
    tatweel = shapes.outlines.drawing(shapes.nominal_glyph(TATWEEL) or 0)[0].outline
    wide = Part((tatweel, 0, 0, b"\x60\0\x40\0"), 0, 0)
    assert shapes.without_longer_joins((wide, *seen)) == shapes.without_longer_joins(seen)
    assert shapes.without_longer_joins((wide, *dad)) != shapes.without_longer_joins(seen)
    high = wide._replace(y=300)
    tall = Part((tatweel, 0, 0, b"\x60\0\x60\0"), 0, 0)
    assert [len(shapes.without_longer_joins((one, *seen))) for one in (high, tall)] == [len(seen) + 1] * 2
