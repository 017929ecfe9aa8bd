"""Lines of deep fonts, such as those of Nastaliq: as far apart as the font wants them, on the grid, without kashida."""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from fontTools.ttLib import TTFont

import newsconvert
from newsconvert.fontfile import line_height
from newsconvert.model import Article, Heading, ItemList, Paragraph, Quotation, Source, Text
from newsconvert.resources import Resources, bundled_families
from newsconvert.verification import verify_document
from newsconvert.verification.pdflines import Line, uneven_lines
from newsconvert.writers.leading import is_deep, with_leading

TEXT = "أعلنت الوزارة انطلاق الموسم في المحافظات الشمالية، وقال المتحدث باسمها إن المساحات تجاوزت ما كان متوقعا. "
ARTICLE = Article(
    "خبر عن الموسم الجديد في المحافظات الشمالية وما تجاوز المتوقع من المساحات المزروعة",
    (
        Paragraph((Text(TEXT * 5),)), Heading(2, (Text("عنوان فرعي"),)), Paragraph((Text(TEXT * 8),)),
        ItemList(False, ((Text(TEXT),), (Text(TEXT),))), Quotation((Text(TEXT * 2),)), Paragraph((Text(TEXT * 9),)),
    ),
    byline="سمير العلي", source=Source("صحيفة المثال"),
)  # fmt: skip
#: Options, and the size of letters with them.
THEMES: list[tuple[dict[str, Any], float]] = [
    ({}, 13.5), ({"theme": "book"}, 14), ({"theme": "magazine"}, 12.5), ({"columns": 2}, 11),
    ({"theme": "magazine", "columns": 2}, 11), ({"theme": "book", "page_size": "A5"}, 12),
]  # fmt: skip


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a font whose ascent and descent come to two and a half times its size."""
    font = TTFont(Resources.from_environment().family("amiri").regular)
    em = font["head"].unitsPerEm
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = int(1.9 * em), -int(0.6 * em), 0
    font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender, font["OS/2"].sTypoLineGap = (
        int(1.9 * em),
        -int(0.6 * em),
        0,
    )
    font["OS/2"].usWinAscent, font["OS/2"].usWinDescent = int(1.9 * em), int(0.6 * em)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = "DeepLetters"
    path = tmp_path_factory.mktemp("font") / "deep.ttf"
    font.save(path)
    return path


def levels(data: bytes) -> list[tuple[int, bool, float, float]]:
    """Return page, side of it, base line and size of each line of letters."""
    found: dict[tuple[int, bool, float], float] = {}
    document: Any = pymupdf.open
    with document(stream=data, filetype="pdf") as pdf:
        for page in pdf:
            lines = [line for block in page.get_text("dict")["blocks"] for line in block.get("lines", [])]
            for span in (span for line in lines for span in line["spans"] if any(map(str.isalpha, span["text"]))):
                left, low, _, _ = span["bbox"]
                if 0.07 < low / page.rect.height < 0.9:
                    key = page.number, left > page.rect.width / 2, round(span["origin"][1], 1)
                    found[key] = max(found.get(key, 0), span["size"])
    return sorted((page, side, level, size) for (page, side, level), size in found.items())


@pytest.mark.parametrize(("options", "body"), THEMES)
def test_lines_are_as_far_apart_as_the_font_wants(deep: Path, options: dict[str, Any], body: float) -> None:
    assert line_height(deep) == pytest.approx(2.5, abs=0.01)
    data = newsconvert.write(ARTICLE, "pdf", font=deep, **options)
    assert verify_document(ARTICLE, "pdf", data).findings == ()
    columns = options.get("columns", 1) > 1
    lines: dict[tuple[int, bool], list[tuple[float, float]]] = {}
    for page, side, level, size in levels(data):
        lines.setdefault((page, side and columns), []).append((level, size))
    gaps = []
    for one in lines.values():
        shown = sorted({level for level, size in one if abs(size - body) < 0.1})
        gaps += [below - above for above, below in pairwise(shown)]
    assert len(gaps) > 15
    assert min(gaps) >= 2.49 * body - 0.2
    if columns:
        beside = [gap for gap in gaps if round(gap / (2.5 * body), 1) % 1]
        assert len(beside) <= 2, "on the grid, but a quotation between rules"


def test_no_join_is_made_longer(deep: Path) -> None:
    plain = newsconvert.write(ARTICLE, "pdf", font=deep, columns=2)
    assert newsconvert.write(ARTICLE, "pdf", font=deep, columns=2, kashida="high") == plain
    other = Resources.from_environment().family("amiri").regular
    assert newsconvert.write(ARTICLE, "pdf", font=other, columns=2, kashida="high") != newsconvert.write(
        ARTICLE, "pdf", font=other, columns=2
    )


def test_web_pages_and_books_have_them_too(deep: Path) -> None:
    page = newsconvert.write(ARTICLE, "html", font=deep).decode()
    with zipfile.ZipFile(BytesIO(newsconvert.write(ARTICLE, "epub", font=deep))) as book:
        sheet = book.read("EPUB/style.css").decode()
    for css in (page, sheet):
        assert "line-height: 2.5;" in css.split("html { font-family")[1].split("}")[0]
        assert "h1 { font-size: 1.75em; line-height: 1.45;" in css, "headlines are in another font"
    both = newsconvert.write(ARTICLE, "html", font=deep, headline_font=deep).decode()
    assert "h1 { font-size: 1.75em; line-height: 2.5;" in both


def test_sheets_of_other_fonts_stay_as_they_are() -> None:
    css = "html { line-height: 1.5 }\np { margin: 1.5rem 0; --kashida: low }\n"
    for family in bundled_families().values():
        assert not is_deep(family.regular)
        assert with_leading(css, family.regular, family.bold) == css


def test_what_is_stated_in_lines_keeps_their_number(deep: Path) -> None:
    css = "html { line-height: 1.5 }\np { margin: 1.5rem 0; font-size: 1rem; --kashida: low }\nsup { line-height: 0 }\n"
    made = with_leading(css, deep, deep)
    assert made.startswith("html { line-height: 2.5")
    assert "margin: 2.5rem 0; font-size: 1rem; --kashida: none" in made
    assert "sup { line-height: 0" in made
    assert with_leading("p { margin: 1.5rem }", deep, deep) == "p { margin: 1.5rem }"


def test_verify_knows_that_letters_of_nastaliq_reach_further_than_they_advance() -> None:
    def lines(font: str) -> list[Line]:
        edges = ((96, 499), (96, 504), (96, 499), (262, 499))  # the last one is shorter
        return [
            Line("س", 1, *edge, baseline=500 - 35 * at, size=14, fonts=frozenset((font,)))
            for at, edge in enumerate(edges)
        ]

    paragraphs = {1: 1}
    assert list(uneven_lines(lines("NotoNastaliqUrdu"), paragraphs)) == []
    assert list(uneven_lines(lines("Amiri"), paragraphs)) != []
