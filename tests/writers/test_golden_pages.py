"""A page of each theme as a picture: rules, indents, measure and folio stay where they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

import newsconvert
from newsconvert.model import Article, Heading, Paragraph, Source, Text
from newsconvert.writers.pdf import press
from newsconvert.writers.pdf.weasyprint import pages
from support import ROOT

_SENTENCES = (
    "أعلنت بلدية المدينة القديمة أن أعمال ترميم السور الغربي ستبدأ في مطلع الشهر المقبل وتستمر نحو ثلاث سنوات.",
    "ويمتد السور على مسافة 1200 متر، وقد تضرر جزء كبير منه في السيول التي ضربت المنطقة قبل عامين.",
    "وقالت مهندسة المشروع إن الحجارة ستُنقل واحدة واحدة بعد ترقيمها، ثم تُعاد إلى أماكنها بالملاط القديم نفسه.",
    "وأضافت أن الخبراء درسوا صوراً التُقطت قبل 90 عاماً لمعرفة الشكل الأصلي للأبراج الصغيرة.",
    "ويأمل أصحاب المتاجر القريبة ألا تطول الأعمال، لأن الشارع الذي يمر تحت السور هو الطريق الوحيد إلى السوق.",
)


def _paragraph(number: int) -> Paragraph:
    sentences = (_SENTENCES[(number + at) % len(_SENTENCES)] for at in range(2 + number % 3))
    return Paragraph((Text(" ".join(sentences)),))


ARTICLE = Article(
    "السور القديم يستعيد حجارته بعد عامين من السيول",
    (*map(_paragraph, range(5)), Heading(2, (Text("ثلاث سنوات من العمل"),)), *map(_paragraph, range(14))),
    byline="ليلى حداد", dateline="دمشق", published=date(2026, 3, 14), source=Source("وكالة الأنباء"),
)  # fmt: skip
THEMES: dict[str, dict[str, Any]] = {"newspaper": {"columns": 2}, "book": {"page_size": "17x24"}, "magazine": {}}

#: A pixel differs where it is so much darker or lighter than all in the other picture that are up to two pixels away,
#: nearly three points; so many of a tile of 16 pixels may differ: other versions of Pango and HarfBuzz set letters by
#: fractions of a pixel otherwise.
_DPI, _LEVELS, _AROUND, _TILE, _MOST = 50, 12, 5, 16, 7


def picture(theme: str) -> Image.Image:
    document = pypdfium2.PdfDocument(newsconvert.write(ARTICLE, "pdf", theme=theme, **THEMES[theme]))
    page: Image.Image = document[0].render(scale=_DPI / 72, grayscale=True).to_pil()
    return page.convert("L")


def _beyond(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return white where a pixel is not among those about the same place of the other."""
    low, high = one.filter(ImageFilter.MinFilter(_AROUND)), one.filter(ImageFilter.MaxFilter(_AROUND))
    further = ImageChops.lighter(ImageChops.subtract(low, other), ImageChops.subtract(other, high))
    return further.point([255 * (level > _LEVELS) for level in range(256)])


def difference(one: Image.Image, other: Image.Image) -> int:
    """Return how many pixels differ in the tile where most do."""
    found = ImageChops.lighter(_beyond(one, other), _beyond(other, one))
    half = _TILE // 2
    corners = ((x, y) for x in range(0, one.width, half) for y in range(0, one.height, half))
    return max(found.crop((x, y, x + _TILE, y + _TILE)).histogram()[255] for x, y in corners)


def golden(theme: str) -> Image.Image:
    return Image.open(BytesIO((ROOT / "tests" / "golden" / f"page.{theme}.png").read_bytes()))


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_looks_as_it_did(theme: str, request: pytest.FixtureRequest) -> None:
    made = picture(theme)
    if request.config.getoption("--rewrite-golden"):
        made.save(ROOT / "tests" / "golden" / f"page.{theme}.png", optimize=True)
    wanted = golden(theme)
    assert made.size == wanted.size
    assert difference(wanted, made) <= _MOST


_NO_INDENT = "article > p { text-indent: 0 !important }"


@pytest.mark.parametrize(
    ("theme", "css"),
    [
        ("newspaper", "article { --column-rule: none }"),
        ("newspaper", "header { border-top: 0 !important }"),
        ("newspaper", "header::after { border-top: 0 !important }"),
        ("newspaper", "header::after { margin-top: 1.2rem !important }"),
        ("newspaper", "@page { margin-left: 17mm; margin-right: 17mm }"),
        ("book", "@page { margin-left: 29mm; margin-right: 29mm }"),
        ("magazine", "@page { margin-left: 24.5mm; margin-right: 24.5mm }"),
        *((theme, _NO_INDENT) for theme in THEMES),
        # The indent at the left end of the line.
        *(
            (theme, f"{_NO_INDENT} article > p::before {{ content: ''; float: left; width: 1.2em; height: 1em }}")
            for theme in THEMES
        ),
        *((theme, "@page { @bottom-center { padding-top: 12mm } }") for theme in THEMES),
    ],
)
def test_what_is_moved_is_seen(theme: str, css: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain: Callable[..., str] = press.css
    monkeypatch.setattr(press, "css", lambda *given: plain(*given) + css)
    assert difference(golden(theme), picture(theme)) > _MOST


def test_a_rule_between_columns_that_is_moved_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = pages._column_rules

    def moved(*given: Any) -> Iterator[bytes]:
        for operators in plain(*given):
            yield re.sub(rb"([\d.]+)(?= [\d.]+ [ml])", lambda found: b"%.2f" % (float(found[0]) + 4), operators)

    monkeypatch.setattr(pages, "_column_rules", moved)
    assert difference(golden("newspaper"), picture("newspaper")) > _MOST


@pytest.mark.parametrize(("theme", "size"), [("newspaper", 11), ("book", 12), ("magazine", 12.5)])
@pytest.mark.parametrize("share", [0.9998, 1.0002])
def test_letters_that_stand_by_fractions_of_a_pixel_otherwise_are_not(
    theme: str, size: float, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain: Callable[..., str] = press.css
    monkeypatch.setattr(press, "css", lambda *given: f"{plain(*given)}html {{ font-size: {size * share:.5f}pt }}")
    assert difference(golden(theme), picture(theme)) <= _MOST
