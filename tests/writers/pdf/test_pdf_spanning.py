"""What spans the columns of a page and is broken, or comes after columns that are too high: all of it, once."""

from __future__ import annotations

import io
import re

import PIL.Image
import pytest

import newsconvert
from newsconvert.model import Article, Block, Cell, Figure, Heading, Image, Paragraph, Picture, Table, Text
from newsconvert.options import PdfOptions
from newsconvert.resources import Resources
from newsconvert.writers.pdf import page_texts

_NUMBER = re.compile(r"ع(\d+)ع")


def table(rows: int) -> Table:
    cells = (tuple(Cell((Text(f"خانة فيها كلمات ع{5 * row + at}ع"),)) for at in range(5)) for row in range(rows))
    return Table((tuple(Cell((Text(f"عمود {at}"),)) for at in range(5)), *cells), header_rows=1)


def paragraph(words: int) -> Paragraph:
    return Paragraph((Text("كلمة " * words),))


def numbers(*body: Block, **options: str | int) -> list[int]:
    """Return the numbers on the pages in their order."""
    pages = page_texts(Article("خبر", body=body), PdfOptions(**options), Resources())  # type: ignore[arg-type]
    return [int(number) for page in pages for number in _NUMBER.findall(page)]


@pytest.mark.parametrize("theme", ["newspaper", "magazine"])
@pytest.mark.parametrize("above", [(), (Heading(2, (Text("عنوان"),)),)])
def test_a_table_across_columns_goes_on_where_it_was_broken(theme: str, above: tuple[Heading, ...]) -> None:
    found = numbers(paragraph(300), *above, table(70), paragraph(200), columns=2, theme=theme)
    assert found == list(range(350))


def test_what_follows_columns_that_are_too_high_is_not_lost() -> None:
    picture = io.BytesIO()
    PIL.Image.new("RGB", (300, 900), "grey").save(picture, "PNG")
    shown = Picture(Image("image/png", picture.getvalue()), "صورة")
    high = Figure((shown, shown), (Text("شرح للصورة " * 40),))
    assert numbers(paragraph(200), high, table(4), columns=2, page_size="12x16cm") == list(range(20))


def test_a_headline_that_is_higher_than_the_page_goes_on() -> None:
    article = Article("عنوان طويل جدا " * 60, deck="مقدمة ع0ع", body=(paragraph(200), Paragraph((Text("ع1ع"),))))
    pages = page_texts(article, PdfOptions(columns=2, page_size="A5"), Resources())
    assert "".join(pages).count("طويل جدا") == 60
    assert [int(found) for page in pages for found in _NUMBER.findall(page)] == [0, 1]
    assert newsconvert.write(article, "pdf", columns=2, page_size="A5")
