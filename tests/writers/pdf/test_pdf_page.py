"""The page itself: ink of letters alone, in the order that the bidirectional algorithm asks for."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import bidi
import pikepdf
import pytest
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

import newsconvert
from newsconvert.model import Article, Emphasis, Heading, Inline, Link, Paragraph, Strong, Text, Volume
from support import rasters
from support.pdftexts import NEWS, TEXT_FONTS, cff_font


def paragraphs(*lines: str) -> Article:
    return Article("عنوانُ الخبر الأول: تقرير", tuple(Paragraph((Text(line),)) for line in lines))


def written(path: Path, article: Article, **options: Any) -> Path:
    path.write_bytes(newsconvert.write(article, "pdf", **options))
    return path


# Ink


@pytest.mark.slow
@pytest.mark.parametrize("font", [*TEXT_FONTS, "own", "press"])
def test_all_ink_is_that_of_letters(tmp_path: Path, font: str) -> None:
    options: dict[str, Any] = {"font": font, "headline_font": font}
    if font == "own":
        cff_font(tmp_path / "own.otf")
        options = {"font": tmp_path / "own.otf"}
    elif font == "press":
        options = {"print_ready": True}
    path = written(tmp_path / "a.pdf", paragraphs(*NEWS[:5]), **options)
    assert {name: rasters.stray_ink(path, name) for name in rasters.RASTERISERS} == dict.fromkeys(
        rasters.RASTERISERS, 0
    )


def test_an_outline_without_area_is_found(tmp_path: Path) -> None:
    """Give one to a glyph that many letters are composed of."""
    path = written(tmp_path / "a.pdf", paragraphs(*NEWS[:5]))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            file = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
            shapes = file["glyf"]
            name = next(name for name in file.getGlyphOrder()[1:] if shapes[name].numberOfContours > 0)
            pen = TTGlyphPen(None)
            shapes[name].draw(pen, shapes)
            for x in range(-400, 0, 40):
                pen.moveTo((x, 0))
                pen.lineTo((x, 900))
                pen.closePath()
            shapes[name] = pen.glyph()
            out = io.BytesIO()
            file.save(out)
            descriptor.FontFile2 = pdf.make_stream(out.getvalue())
        pdf.save(path)
    assert max(rasters.stray_ink(path, name) for name in rasters.RASTERISERS) > 0.0005


def test_text_is_black(tmp_path: Path) -> None:
    """A printer with black ink alone makes dots of any grey."""
    path = written(tmp_path / "a.pdf", paragraphs(NEWS[0]))
    with pikepdf.open(path) as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode()
    colours = {line for line in content.splitlines() if line.endswith((" rg", " g", " scn"))}
    assert "0 0 0 rg" in colours or "0 g" in colours, colours
    assert "0.101961 0.101961 0.101961 rg" not in colours


# Order


def on_paper(path: Path, number: int = 0) -> list[str]:
    """Return the lines of a page from the top, each with its characters from left to right, without spaces."""
    import pymupdf

    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        places = sorted(
            (round(character["origin"][1]), sum(character["bbox"][::2]), character["c"])
            for block in document[number].get_text("rawdict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
            for character in span["chars"]
            if not character["c"].isspace() and character["c"].isprintable()
        )
    lines: dict[int, str] = {}
    for y, _, character in places:
        lines[y] = lines.get(y, "") + character
    return list(lines.values())


def visual(text: str) -> str:
    """Return a right-to-left paragraph of one line from left to right, without spaces."""
    shown = bidi.get_display(text, base_dir="R")
    return "".join(character for character in shown if not character.isspace())


def bracketless(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "()[]{}«»<>")))


ORDERED = (
    "ارتفع المؤشر 3.5% ثم تراجع -2.1% وأغلق عند +0.4% اليوم.",
    "بين 1995-2005 وبين ١٩٩٥-٢٠٠٥ وبين 1995 - 2005 جرت.",
    "السعر $1,200 أو 1,200 $ أو €50 أو ١٬٢٠٠٫٥٠ ﷼ أو £5.",
    "المادة 12/أ والبند 3/ب وكوفيد-19 وF-16 ومجموعة G7.",
    "قال بيل غيتس (Bill Gates) إن 25% من Windows 11 خسرت.",
    "12/03/2024 أو ١٢/٠٣/٢٠٢٤ من 18:30 إلى 20:00.",
    "OpenAI تطلق GPT-4 في Boeing 737 MAX بسعر 99$.",
)


@pytest.mark.parametrize("font", TEXT_FONTS)
def test_characters_stand_in_the_order_of_the_algorithm(tmp_path: Path, font: str) -> None:
    path = written(tmp_path / "a.pdf", paragraphs(*ORDERED), font=font, page_size="A4")
    lines = [bracketless(line) for line in on_paper(path)]
    for text in ORDERED:
        assert bracketless(visual(text)) in lines, text


@pytest.mark.parametrize(
    ("inlines", "text"),
    [
        ((Text("بلغ التضخم "), Strong((Text("3"),)), Text(".5% هذا العام")), "بلغ التضخم 3.5% هذا العام"),
        ((Text("تركيز H"), Strong((Text("2"),)), Text("O في الماء")), "تركيز H2O في الماء"),
        (
            (Text("نقلت "), Strong((Text("The New"),)), Text(" "), Emphasis((Text("York Times"),)), Text(" ذلك")),
            "نقلت The New York Times ذلك",
        ),
        (
            (Text("أطلقت "), Link("https://openai.example", (Text("OpenAI"),)), Text(" GPT-4 اليوم")),
            "أطلقت OpenAI GPT-4 اليوم",
        ),
        ((Text("قال ("), Strong((Text("نعم"),)), Text("): 5 مرات")), "قال (نعم): 5 مرات"),
    ],
)
def test_markup_does_not_change_the_order(tmp_path: Path, inlines: tuple[Inline, ...], text: str) -> None:
    path = written(tmp_path / "a.pdf", Article("عنوان", (Paragraph(inlines),)))
    assert bracketless(visual(text)) in [bracketless(line) for line in on_paper(path)]


@pytest.mark.parametrize("end", ["Talks to Resume Next Week", "محادثات Next Week"])
def test_a_headline_keeps_the_order_of_its_last_words(tmp_path: Path, end: str) -> None:
    """They are kept together by the line breaker, not by a box, which would be ordered alone."""
    article = Article(f"وزارة الداخلية تعلن الاستئناف {end}", (Paragraph((Text("نص"),)),))
    shown = on_paper(written(tmp_path / "a.pdf", article))
    assert [line for line in shown if "NextWeek" in line]
    assert not [line for line in shown if "WeekNext" in line]


def test_a_line_that_begins_with_a_number_is_ordered_with_its_paragraph(tmp_path: Path) -> None:
    """The levels of a paragraph are resolved before it is broken: `2024/03` after Latin letters is theirs."""
    address = "https://example.org/reports/annual/2024/03/annual/2024/03/annual/2024/03/annual/2024/03/page"
    path = written(tmp_path / "a.pdf", Article("عنوان", (Paragraph((Text(f"انظر {address} للمزيد"),)),)))
    shown = [line for line in on_paper(path) if "annual" in line or "2024" in line]
    assert len(shown) > 1
    for line in shown:
        assert "annual/2024/03" in line or line.startswith("2024/03")
        assert "03/2024" not in line


def test_headings_of_volumes_too(tmp_path: Path) -> None:
    article = Article("OpenAI تطلق GPT-4", (Heading(2, (Text("Boeing 737 MAX تعود"),)), Paragraph((Text("نص"),))))
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.bind(Volume("مجلد", (article,)), "pdf").value)
    import pymupdf

    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        shown = [line for number in range(len(document)) for line in on_paper(path, number)]
    assert visual("Boeing 737 MAX تعود") in shown
    assert visual("OpenAI تطلق GPT-4") in shown
