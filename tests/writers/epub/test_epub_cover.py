"""The covers of EPUBs."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bidi import get_display
from lxml import etree
from PIL import Image, ImageChops

import newsconvert
from newsconvert.errors import ThemeError
from newsconvert.model import Article, Source, Volume
from newsconvert.resources import Resources, Typefaces
from newsconvert.writers import lettering
from newsconvert.writers.epub.cover import HEIGHT, WIDTH, Wording, draw
from support import judges

SVG = "{http://www.w3.org/2000/svg}"
WORDING = Wording("وزارة الداخلية: مكافحة BBC أولوية في 2026", "تقرير", "زمان الوصل", "١٤ مارس ٢٠٢٦", "ar", "rtl")
THEMES = ["newspaper", "book", "magazine"]


def typefaces(name: str) -> Typefaces:
    return Resources().typefaces(Resources().theme(name), None, None)


def picture(wording: Wording, theme: str) -> Image.Image:
    return Image.open(io.BytesIO(draw(wording, Resources().theme(theme), typefaces(theme)).png)).convert("RGB")


@pytest.mark.parametrize("theme", THEMES)
def test_both_drawings_show_the_same(theme: str, tmp_path: Path) -> None:
    cover = draw(WORDING, Resources().theme(theme), typefaces(theme))
    (tmp_path / "cover.svg").write_bytes(cover.svg)
    judges.screenshot(tmp_path / "cover.svg", tmp_path / "cover.png", WIDTH, HEIGHT)
    browser, ours = Image.open(tmp_path / "cover.png").convert("RGB"), Image.open(io.BytesIO(cover.png)).convert("RGB")
    assert ours.size == (480, 720)
    # Edges are smoothed in two ways, and hair lines fall between pixels, so both are looked at from afar.
    far = [image.resize((120, 180), Image.Resampling.BOX) for image in (browser, ours)]
    difference = ImageChops.difference(*far).convert("L").histogram()
    assert sum(difference[40:]) < 0.01 * 120 * 180
    assert len(ours.getcolors(1000) or ()) > 30  # and there is something to see


def test_drawing_speaks_for_those_who_do_not_see_it(tmp_path: Path) -> None:
    article = Article("خبر <مهم>", source=Source("الجريدة"), published=date(2026, 3, 14))
    with zipfile.ZipFile(io.BytesIO(newsconvert.write(article, "epub"))) as book:
        drawing, page = etree.fromstring(book.read("EPUB/cover.svg")), etree.fromstring(book.read("EPUB/cover.xhtml"))
    assert drawing.findtext(f"{SVG}title") == "خبر <مهم>"
    told = "غلاف: خبر <مهم> — الجريدة — ١٤ مارس ٢٠٢٦"
    assert drawing.findtext(f"{SVG}desc") == told
    (image,) = page.iter("{http://www.w3.org/1999/xhtml}img")
    assert (image.get("alt"), image.get("role")) == (told, "doc-cover")
    assert not drawing.findall(f".//{SVG}text")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "headline", ["خبر", "كلمة " * 80, "ك" * 400, "ﷺ 😀 \U0001f9ff پ", "Latin only, 3.5%", "ـ\u0651" * 99]
)
def test_any_headline_stays_on_the_page(headline: str, theme: str) -> None:
    shown = picture(Wording(headline, None, None, None, "ar", "rtl"), theme)
    paper = shown.getpixel((240, 696))
    for edge in ((10, 160, 16, 680), (464, 160, 470, 680)):
        assert [colour for _, colour in shown.crop(edge).getcolors(1000) or ()] == [paper]


@pytest.mark.parametrize(
    "text",
    [
        "مكافحة داعش أولوية", "شركة Microsoft Corp. باعت", "في 2026 باعت 1,250 رخصة", "٢٥٪ من 3.5", "Windows 11 في العناوين",
        "قال (BBC News) إن", "لقاء 12/5/2026 في London 2012 مرة", "A خبر B",
    ],
)  # fmt: skip
@pytest.mark.parametrize("rtl", [True, False])
def test_words_stand_in_visual_order(text: str, rtl: bool) -> None:
    faces = typefaces("book")
    words = lettering._words(text, faces.text, faces, False, rtl)
    shown = "".join(piece.text[::-1] if piece.level % 2 else piece.text for piece in lettering._reorder(words))
    mirrored = str.maketrans("()", ")(")
    want = get_display(text, base_dir="R" if rtl else "L")
    assert shown.translate(mirrored).translate(mirrored) in (want, want.translate(mirrored))


def test_lines_are_even() -> None:
    faces = typefaces("newspaper")
    text = "وزارة الداخلية مكافحة داعش أولوية قصوى والتنسيق مع التحالف الدولي متواصل"
    _, lines = lettering.set_lines(
        text, faces.headline, faces, bold=True, rtl=True, sizes=(40,), width=500, height=400, leading=1.5
    )
    widths = [line.width for line in lines]
    assert min(widths) > 0.6 * max(widths)


def test_cover_can_be_left_out(article: Article, tmp_path: Path) -> None:
    (tmp_path / "bare.epub").write_bytes(newsconvert.write(article, "epub", cover=False))
    report = judges.epubcheck(tmp_path / "bare.epub")
    assert (report.fatal, report.errors, report.warnings) == (0, 0, 0), report.messages
    with zipfile.ZipFile(tmp_path / "bare.epub") as book:
        assert not [name for name in book.namelist() if "cover" in name]
        assert b"visual" not in book.read("EPUB/content.opf")


def test_volume_has_a_cover_of_its_own() -> None:
    volume = Volume("مختارات", (Article("خبر"),), "الأسبوع الأول", "دار النشر", date(2026, 3, 14))
    with zipfile.ZipFile(io.BytesIO(newsconvert.bind(volume, "epub").value)) as book:
        drawing = etree.fromstring(book.read("EPUB/cover.svg"))
    assert drawing.findtext(f"{SVG}desc") == "غلاف: الأسبوع الأول — مختارات — دار النشر — ١٤ مارس ٢٠٢٦"


@pytest.mark.parametrize(("key", "value"), [("layout", "round"), ("ink", "red"), ("paper", 7)])
def test_a_theme_s_cover_that_cannot_be_is_named(key: str, value: object) -> None:
    theme = replace(Resources().theme("book"), cover={key: value})
    with pytest.raises(ThemeError, match=f"{value}"):
        draw(WORDING, theme, typefaces("book"))
