"""Numbers, signs and brackets in lines of every width: each at its place on paper, and none over another."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pymupdf
import pytest

import newsconvert
from newsconvert.model import Article, Emphasis, Inline, Inlines, Note, Paragraph, Strong, Superscript, Text, plain_text
from support import ink_order

_WORDS = (  # noqa: SIM905
    "ارتفاع الأسعار بنسبة في عام تقرير خاص وانخفاض لاحقا من بين الحكومة وقال إن مليون دولار حتى نحو خلال السنة الماضية "
    "والخبراء أكدوا ذلك على و أ"
).split()
_NUMBERS = (  # noqa: SIM905
    "12.5% 7% 2025 45٪ ٪٤٥ ٢٥٪ 3.2‰ 37° 37°م $1,200 1,200$ €50 50€ £5 -2.1% +0.4% -5 ٣٫٥ ١٬٢٠٠٫٥٠ ١٩٩٥-٢٠٠٥ 2024-2025 "
    "12/03/2024 ١٢/٠٣/٢٠٢٤ 2024-05-01 14:30 ١٠:٣٠ 3-2 90+4 1995–2005 #5 №7 1/2 ±3 ≈10 (12%) (7) [2] {3} «2025» (٢٠٢٤) "
    "1.2.3 12%، 7%. 2025؛ %5 $ % ٪ - : / ( ) G7 F-16 COVID-19 2x4"
).split()


def text_of(source: random.Random, words: int) -> str:
    """Return a text with many numbers; which, and where, depends on `source` alone."""
    parts = (source.choice(_NUMBERS if source.random() < 0.4 else _WORDS) for _ in range(words))
    return " ".join(["بدأ", *parts, source.choice(_WORDS)])


def marked(source: random.Random, text: str) -> tuple[Inline, ...]:
    """Return a text with some of it in bold or above the line, cut wherever it may be, within numbers too."""
    inlines: list[Inline] = []
    while text:
        length = source.randint(1, 12)
        part, text = Text(text[:length]), text[length:]
        kind = source.random()
        inlines.append(Strong((part,)) if kind < 0.25 else Superscript((part,)) if kind < 0.3 else part)
    return tuple(inlines)


def checked(path: Path, article: Article, **options: Any) -> int:
    path.write_bytes(newsconvert.write(article, "pdf", **options))
    bodies = [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)]
    count, faults = ink_order.faults(path, [article.headline, *bodies])
    assert not faults, "\n".join(faults)
    return count


def test_a_sign_stands_beside_its_number_where_the_line_ends_before_another(tmp_path: Path) -> None:
    """The line ends with a piece of text of its own; the space after it is none of the line's."""
    headline = "ارتفاع الأسعار بنسبة 12.5% في عام 2025 (تقرير خاص) وانخفاض 7% لاحقا"
    article = Article(headline, (Paragraph((Text(headline),)),))
    for font in ("noto-kufi-arabic", "amiri"):
        assert checked(tmp_path / "a.pdf", article, font="amiri", headline_font=font) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["newspaper", "book"])
@pytest.mark.parametrize(
    "font", ["amiri", "noto-naskh-arabic", "noto-kufi-arabic", "ibm-plex-sans-arabic", "vazirmatn"]
)
@pytest.mark.parametrize("width", [90, 110, 148, 210])
def test_numbers_and_signs_at_every_width(tmp_path: Path, theme: str, font: str, width: int) -> None:
    source = random.Random(f"{theme} {font} {width}")
    plain = (Paragraph((Text(text_of(source, source.randint(3, 60))),)) for _ in range(12))
    bold = (Paragraph(marked(source, text_of(source, source.randint(3, 40)))) for _ in range(6))
    article = Article(text_of(source, source.randint(4, 10)), (*plain, *bold))
    size = f"{width}x400mm"
    assert checked(tmp_path / "a.pdf", article, theme=theme, font=font, headline_font=font, page_size=size) > 30


@pytest.mark.parametrize("width", [70, 90, 105, 148])
@pytest.mark.parametrize("font", ["amiri", "noto-kufi-arabic", "ibm-plex-sans-arabic", "vazirmatn"])
@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_the_last_words_of_a_headline_stay_on_a_narrow_page(tmp_path: Path, theme: str, font: str, width: int) -> None:
    for number, last in enumerate(("الحكومة ١٢/٠٣/٢٠٢٤ ارتفاع", "متخصصون استقصاءات", "ضمن 1,234,567", "من شمس صصصصص")):
        path = tmp_path / f"{number}.pdf"
        article = Article(f"قالت وزارة الخارجية في بيان لها اليوم {last}", (Paragraph((Text("نص"),)),))
        data = newsconvert.write(article, "pdf", theme=theme, headline_font=font, page_size=f"{width}x200mm")
        path.write_bytes(data)
        places = [place for row in next(ink_order.pages(path)).rows for place in row]
        assert min(place.left for place in places) > 0
        assert max(place.right for place in places) < width / 25.4 * 72


def test_the_first_line_of_a_paragraph_is_indented_at_the_side_it_begins_at(tmp_path: Path) -> None:
    text = "كلمات " * 40
    article = Article("عنوان", (Paragraph((Text(text),)), Paragraph((Text(text),))))
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(article, "pdf", theme="book"))
    page = next(ink_order.pages(path))
    right = [round(row[-1].right, 1) for row in page.rows if len(row) > 20]
    edge = max(right)
    indented = [at for at, place in enumerate(right) if place < edge - 10]
    assert len(indented) == 1
    assert 0 < indented[0] < len(right) - 1


def test_a_soft_hyphen_does_not_part_a_word_after_a_superscript_and_a_break(tmp_path: Path) -> None:
    page = "<article><h1>عنوان</h1><p>المساحة 25 م<sup>2</sup><br>وإن المشر&shy;وع قريب<sup>1</sup><br>والاستق&shy;بالات.</p></article>"
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(newsconvert.read_text(page, reader="html"), "pdf"))
    shown = ["".join(place.text for place in row) for row in next(ink_order.pages(path)).rows]
    assert "1بيرقعورشملانإو" in shown
    assert ".تالابقتسالاو" in shown


def test_the_mark_of_a_note_follows_a_number_on_its_left(tmp_path: Path) -> None:
    """To its right it would be an exponent: 25²."""
    notes = (Note((Paragraph((Text("ملاحظة."),)),)), Note((Paragraph((Text("أخرى."),)),), label="*"))
    article = Article("خبر", (Paragraph((Text("قال إن 25"), notes[0], Text(" شخصا، وفي 8/3/2026"), notes[1])),))
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(article, "pdf", digits="arabic"))
    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        spans = [
            span
            for block in document[0].get_text("rawdict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
        ]
    characters = [one for span in spans for one in span["chars"] if one["c"] in "5١8*"]
    places = {one["c"]: one["origin"] for one in sorted(characters, key=lambda one: -one["origin"][1])}
    line = places["8"][1]
    assert all(abs(y - line) < 20 for _, y in places.values())
    assert places["١"][0] < places["5"][0]
    assert places["*"][0] < places["8"][0]
    assert '<sup class="note-mark"><bdi>' in newsconvert.write(article, "html").decode()


@pytest.mark.parametrize(
    "inlines",
    [
        (Text("انظر World Bank, "), Emphasis((Text("Global Economic Prospects"),)), Text(", 2025, pp. 12-15.")),
        (Text("بلغت "), Strong((Text("3"),)), Text("-"), Strong((Text("1"),)), Text(" في مباراة City – "), Strong((Text("Arsenal"),)), Text(" 2.")),
        (Strong((Text("Smith"),)), Text(", J., "), Emphasis((Text("The Levant"),)), Text(" (2019), p. 7، وقال غيره ذلك.")),
        (Text("راجع "), Emphasis((Text("Nature"),)), Text(" 12, "), Emphasis((Text("Science"),)), Text(" 13 وغيرهما 45%.")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("label", [None, "a"])
def test_a_note_has_the_order_of_a_paragraph(tmp_path: Path, inlines: Inlines, label: str | None) -> None:
    notes = (Note((Paragraph((Text("حاشية."),)),)), Note((Paragraph(inlines),), label=label))
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(Article("خبر", (Paragraph(inlines), Paragraph((Text("كلام"), *notes)))), "pdf"))
    rows = ["".join(place.text for place in row) for row in next(ink_order.pages(path)).rows]
    paragraph = next(row for row in rows if len(row) > 20)
    assert sum(row in (paragraph, f"{paragraph}{label or 2}") for row in rows) == 2, rows
