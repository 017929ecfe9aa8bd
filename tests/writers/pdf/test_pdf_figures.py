"""Pictures that leave no foot of a page empty: somewhat smaller where that lets them stand there, never distorted."""

from __future__ import annotations

import io
from typing import Any

import docx
import PIL.Image
import pymupdf
import pytest

import newsconvert
from newsconvert.model import Article, Figure, Image, Note, Paragraph, Picture, Text
from newsconvert.verification import verify_document

LEAST = 0.6


def article(lines: int, *, note: bool = False, width: int | None = None, below: int = 3) -> Article:
    data = io.BytesIO()
    PIL.Image.new("RGB", (800, 500), "grey").save(data, "PNG")
    above = tuple(Paragraph((Text(f"سطر قصير {line}."),)) for line in range(lines))
    notes = (Note((Paragraph((Text("حاشية"),)),)),) if note else ()
    shown = Picture(Image("image/png", data.getvalue()), "صورة", None, width)
    figure = Figure((shown,), (Text("شرح للصورة التي في الصفحة"), *notes))
    return Article("خبر", body=(*above, figure, *(Paragraph((Text("كلمات كثيرة " * 40),)) for _ in range(below))))


def pictures(made: Article, **options: Any) -> list[tuple[int, float, float]]:
    """Return page, width and height in points of each picture."""
    with pymupdf.open(stream=newsconvert.write(made, "pdf", **options)) as document:  # type: ignore[no-untyped-call]
        boxes = [(page.number, one["bbox"]) for page in document for one in page.get_image_info()]
    return [(number, right - left, low - top) for number, (left, top, right, low) in boxes]


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
@pytest.mark.parametrize("width", [None, 380])
def test_a_picture_stands_at_the_foot_of_the_page_where_it_nearly_fits(theme: str, width: int | None) -> None:
    ((_, wide, high),) = pictures(article(1, width=width), theme=theme)
    found = [pictures(article(lines, width=width), theme=theme)[0] for lines in range(6, 34)]
    sizes = [(w, h) for page, w, h in found if page == 0 and h < high - 1]
    assert len(sizes) >= 3
    assert all(h >= LEAST * high - 1 and w / h == pytest.approx(wide / high, rel=0.01) for w, h in sizes)
    assert all(h == pytest.approx(high, abs=1) for page, _, h in found if page == 1)
    pages = [page for page, _, _ in found]
    assert pages == sorted(pages)
    assert pages[-1] == 1


def test_columns_that_are_made_even_do_not_make_pictures_smaller() -> None:
    ((_, _, high),) = pictures(article(1), columns=2)
    for lines in range(2, 22, 3):
        assert [h for _, _, h in pictures(article(lines), columns=2)] == [pytest.approx(high, abs=1)], lines


def test_a_picture_at_the_foot_of_a_column_is_made_smaller() -> None:
    found = [pictures(article(lines, below=30), columns=2)[0] for lines in range(18, 46)]
    heights = {round(h) for _, _, h in found}
    assert len(heights) > 2
    assert min(heights) >= LEAST * max(heights) - 1


def test_notes_of_captions_stay_on_the_page_of_the_picture() -> None:
    for lines in range(14, 26, 2):
        made = article(lines, note=True)
        assert verify_document(made, "pdf", newsconvert.write(made, "pdf")).findings == (), lines


def _wide(width: int, height: int) -> Figure:
    data = io.BytesIO()
    PIL.Image.new("RGB", (width, height), "grey").save(data, "PNG")
    return Figure((Picture(Image("image/png", data.getvalue()), "صورة"),), (Text("شرح للصورة"),), (Text("رويترز"),))


def _newspaper(*figures: Figure) -> Article:
    paragraphs = [Paragraph((Text(f"فقرة {at} فيها كلمات كثيرة " * 20),)) for at in range(12)]
    first, *others = figures
    middle = [block for at, one in enumerate(paragraphs) for block in ((one, others.pop()) if others else (one,))]
    return Article("خبر من المدينة", body=(first, *middle))


@pytest.mark.parametrize(("columns", "theme"), [(2, "newspaper"), (3, "magazine"), (2, "book")])
def test_large_pictures_stand_across_columns(columns: int, theme: str) -> None:
    made = _newspaper(_wide(1600, 900), _wide(2400, 800), _wide(1600, 1200), _wide(200, 60))
    options = {"columns": columns, "theme": theme}
    widths = [width for _, width, _ in sorted(pictures(made, **options), key=lambda one: -one[1])]
    assert [width > 480 for width in widths] == [True, True, False, False]
    data = newsconvert.write(made, "pdf", columns=columns, theme=theme)
    assert verify_document(made, "pdf", data).findings == ()


def test_large_pictures_stand_across_columns_of_word() -> None:
    made = _newspaper(_wide(1600, 900), _wide(1600, 1200))
    document = docx.Document(io.BytesIO(newsconvert.write(made, "docx", columns=2)))
    widths = [shape.width.pt for shape in document.inline_shapes]
    assert widths[0] > 400 > 300 > widths[1]


@pytest.mark.parametrize("size", [(600, 900), (400, 1000), (900, 600)])
def test_a_picture_with_a_stated_width_that_is_too_high_for_the_page_keeps_its_shape(size: tuple[int, int]) -> None:
    data = io.BytesIO()
    PIL.Image.new("RGB", (2 * size[0], 2 * size[1]), "grey").save(data, "PNG")
    figure = Figure((Picture(Image("image/png", data.getvalue()), "صورة", None, size[0]),))
    ((_, width, height),) = pictures(Article("خبر", (Paragraph((Text("نص."),)), figure)))
    assert width / height == pytest.approx(size[0] / size[1], rel=0.02)
