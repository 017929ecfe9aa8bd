"""How wide and high tables and pictures are on printed pages: what fits, what stays whole, what stands across."""

from __future__ import annotations

from ..arabic import stands_alone_rtl
from ..languages import detect
from ..model import Cell, Figure, Paragraph, Table, plain_text
from ..patterns import pattern
from .pictures import POINTS_PER_PIXEL, pixels

#: How many letters of a table's size stand on a line, for each millimetre of the page; and between its columns.
_LETTERS, _GUTTER = 0.36, 2
#: The millimetres of a line on a small screen.
SCREEN = 85
#: Of a line, how many such letters stand on one of the first smaller size.
_DENSE = 1.25
#: Of its height, the width of a picture across columns, above the text and in it; of the page's width, the least.
_FIRST_RATIO, _PANORAMA, _ACROSS_LEAST = 1.3, 2, 0.6
_POINTS_PER_MILLIMETRE = 72 / 25.4
#: The rows beside the head, and the lines, of a table that stands on one page; the letters of a line across the page.
_SHORT, _FEW_LINES, _LINE = 8, 14, 72
#: The rows of a table that is not parted between columns.
_MOST_ROWS = 12


def density(table: Table, width: float) -> str:
    """Return the class of a table by how far its longest words need more than a line, nothing if they do not."""
    widest: dict[int, int] = {}
    for row in table.rows:
        at = 0
        for cell in row:
            words = max(map(len, plain_text(cell.inlines).split()), default=0)
            widest[at] = max(widest.get(at, 0), words if cell.column_span == 1 else 0)
            at += cell.column_span
    need = (sum(widest.values()) + _GUTTER * len(widest)) / (_LETTERS * width)
    kind = "" if need <= 1 else "dense" if need <= _DENSE else "denser"
    return f' class="{kind}"' if kind else ""


#: What may be broken in cells before other words are: a long address, or the name of a file.
LONG_ADDRESS = pattern(r"(?=\S{16})\S*[A-Za-z]\S*[@/._\\]\S*[A-Za-z]")


def fits_column(table: Table, width: float) -> bool:
    """Return whether a short table has no row of more than two lines or so in a column of `width` millimetres."""
    lengths = [sum(_GUTTER + len(plain_text(cell.inlines)) for cell in row) for row in table.rows]
    return len(lengths) <= _MOST_ROWS and max(lengths, default=0) <= 2 * _LETTERS * width and not density(table, width)


def stays_whole(table: Table) -> bool:
    """Return whether a table is so short that it stands on one page."""
    room = _LINE / max([1, *(sum(cell.column_span for cell in row) for row in table.rows)])
    lines = (max((len(plain_text(cell.inlines)) // room for cell in row), default=0) + 1 for row in table.rows)
    return len(table.rows) - table.head_rows <= _SHORT and sum(lines) <= _FEW_LINES


def stands_across(figure: Figure, width: float, *, first: bool) -> bool:
    """Return whether a figure stands across the columns of a page of `width` millimetres.

    It has one picture that is wide and large: a panorama, or any wider than high where it is the `first` block.
    """
    size = pixels(figure.pictures[0].image) if len(figure.pictures) == 1 and figure.pictures[0].image else None
    if size is None:
        return False
    (picture,) = figure.pictures
    points = min(size[0], picture.width or size[0]) * POINTS_PER_PIXEL
    ratio = _FIRST_RATIO if first else _PANORAMA
    return size[0] >= ratio * size[1] and points >= _ACROSS_LEAST * width * _POINTS_PER_MILLIMETRE


def cell_paragraph(cell: Cell, *, rtl: bool) -> Paragraph:
    """Return what a cell of a table holds, with a language and a direction where these are not the table's, `rtl`."""
    text = plain_text(cell.inlines)
    own = stands_alone_rtl(text, about=rtl)
    if own == rtl:
        return Paragraph(cell.inlines)
    return Paragraph(cell.inlines, language=detect(text, rtl=own), direction="rtl" if own else "ltr")
