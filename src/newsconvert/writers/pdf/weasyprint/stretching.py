"""Make joins between letters of justified lines longer, where the style has `--kashida`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from weasyprint.css import Style
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face

from ..kashida import LEVELS, WIDENED, Level, Word, stretched
from ..textlayer import face_of, joins_of
from .linebreak import Line, lengthen_joins, runs_of
from .paragraph import line_leaves

if TYPE_CHECKING:
    from ..textlayer.joins import Joins

_PROPERTY = "__kashida"  # WeasyPrint's name for `--kashida`
_WORD = re.compile(r"[^ \u00a0]+")
#: Elements whose text is left as it is.
_LEFT = frozenset(("a", "code", "sup", "sub", "bdi", "bdo"))


def level_of(style: Style) -> Level | None:
    """Return how much the text of a style is stretched."""
    tokens = style[_PROPERTY]
    return LEVELS.get(next((token.value for token in tokens if token.type == "ident"), "")) if tokens else None


def stretch(line: LineBox, missing: float, level: Level, above: list[float]) -> tuple[float, list[float]]:
    """Make joins of a line longer; return by how much in all, in CSS pixels, and where, for the next line's `above`.

    `missing` is what the line lacks to be as wide as the measure.
    """
    size = line.style["font_size"]
    leaves = [box for box in line_leaves(line) if isinstance(box, TextBox)]
    fonts = [list(_fonts(box)) for box in leaves]
    spaces = inline.count_expandable_spaces(line)
    natural = next((joins.space for found in fonts for _, _, joins in found), 0.25) * spaces
    lacking = missing / size - WIDENED * natural
    if lacking <= 0:
        return 0.0, []
    words: list[Word] = []
    places: list[tuple[TextBox, str, int]] = []
    end = 0.0
    for box, found in zip(leaves, fonts, strict=True):
        text = box.text
        for one in _WORD.finditer(text):
            start = len(text[: one.start()].encode())
            joins = next((joins for first, stop, joins in found if first <= start < stop), None)
            far = end + box.width / size * one.end() / len(text)
            stays = not (joins and joins.tatweel) or box.element_tag in _LEFT
            words.append(Word(one[0], far, None if stays or not joins else partial(joins.may_lengthen, one[0])))
            places.append((box, text[: one.start()], start))
        end += box.width / size
    longer: dict[int, dict[int, float]] = {}
    total = 0.0
    chosen = stretched(words, lacking, level, above)
    for number, at, length in chosen:
        box, _, start = places[number]
        byte = start + len(words[number].text[:at].encode())
        longer.setdefault(id(box), {})[byte] = length * size
        total += length * size
    for box in leaves:
        if id(box) in longer:
            lengthen_joins(box, longer[id(box)])
    return total, [words[number].end for number, _, _ in chosen]


def _fonts(box: TextBox) -> Iterator[tuple[int, int, Joins]]:
    """Yield the fonts of a box: where their text begins and ends, in bytes, and what each has for longer joins."""
    layout = box.pango_layout
    layout.reactivate(box.style)
    if isinstance(layout, Line):
        line, start = layout.shaped.line, layout.start
    else:
        line, start = layout.get_first_line()[0], 0
    for run in runs_of(line):
        joins = joins_of(face_of(get_hb_object_data(get_pango_font_hb_face(run.item.analysis.font))))
        yield run.item.offset - start, run.item.offset + run.item.length - start, joins
    layout.deactivate()
