"""Pages in columns: how many an article takes, and how large its letters are there."""

from __future__ import annotations

from ..errors import OptionError
from ..model import Article, article_text
from ..pagesize import page_size

#: In em, what is between columns; in percent of the page's width, the margin at each side of them.
GAP, SIDE_MARGIN = 1.6, 7.14
#: The millimetres of a page that is wide enough for letters of full size, and for something beside the text.
WIDE = 190
#: The most columns; the fewest letters of an article that is set in them.
_MOST, _FEWEST_LETTERS = 3, 900
#: The fewest millimetres that a column is wide.
_NARROWEST = 30
#: The points of the letters in so many columns on a wide page.
_SIZES = {2: 11, 3: 10}


def columns_of(wanted: int, page: str, article: Article | None = None) -> int:
    """Return in how many columns an article is set on pages of a size, by its name.

    There are fewer than `wanted` where they would be too narrow, and one where it is too short for more. Raise
    OptionError for columns, and for a size, that there are not.
    """
    if not 1 <= wanted <= _MOST:
        raise OptionError(f"A page has 1 to {_MOST} columns, not {wanted}.")
    width, _ = page_size(page)
    if wanted == 1 or (article is not None and sum(map(len, article_text(article))) < _FEWEST_LETTERS):
        return 1
    gap = GAP * letter_size(wanted, width) / 72 * 25.4
    room = width * (1 - 2 * SIDE_MARGIN / 100)
    return max(1, min(wanted, int((room + gap) / (_NARROWEST + gap))))


def letter_size(columns: int, width: float) -> int:
    """Return the size of the letters in points, in `columns` on a page of `width` millimetres."""
    return _SIZES[columns] if width >= WIDE else 10 if width > 150 else 9
