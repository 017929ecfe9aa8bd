"""Fill justified lines with longer joins, where the style has `--kashida`; hang signs, where it has `--hang: 1`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from weasyprint.css import Style
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text.fonts import get_pango_font_key

from ..kashida import LEVELS, WIDENED, Level, Word, stretched
from ..polish import MARK
from ..textlayer import joins_of
from .linebreak import Line, lengthen_joins, longer_joins, paragraphs_for
from .paragraph import line_leaves
from .runs import face_at, runs_of

if TYPE_CHECKING:
    from weasyprint.text.ffi import CData

    from ..textlayer.joins import Joins

_PROPERTY = "__kashida"  # WeasyPrint's name for `--kashida`
_HANG = "__hang"
#: Of its advance: how much of a sign hangs over the edge of a line, at its start and at its end.
_AT_START = dict.fromkeys("«([“", 0.5)
_AT_END = {**dict.fromkeys(".،؛…", 0.6), **dict.fromkeys(":؟!", 0.3), **dict.fromkeys("»)]”", 0.4)}
_WORD = re.compile(r"[^ \u00a0]+")
#: Elements whose text is left as it is.
_LEFT = frozenset(("a", "code", "sup", "sub", "bdi", "bdo"))


def level_of(style: Style) -> Level | None:
    """Return how much the text of a style is stretched."""
    tokens = style[_PROPERTY]
    return LEVELS.get(next((token.value for token in tokens if token.type == "ident"), "")) if tokens else None


def hang(line: LineBox) -> tuple[float, float]:
    """Return by how much the signs at the start and at the end of a line hang over its edges, in CSS pixels."""
    if not any(token.type == "number" and token.value for token in line.style[_HANG] or ()):
        return 0.0, 0.0
    leaves = [box for box in line_leaves(line) if isinstance(box, TextBox) and box.text.strip()]
    if not leaves:
        return 0.0, 0.0
    first, last = leaves[0], leaves[-1]
    return _over(first, first.text.lstrip()[0], _AT_START), _over(last, last.text.rstrip(f" {MARK}")[-1:], _AT_END)


def _over(box: TextBox, sign: str, shares: Mapping[str, float]) -> float:
    share = shares.get(sign)
    if share is None:
        return 0.0
    joins = next((joins for _, _, joins in _fonts(box)), None)
    return share * joins.advance(sign) * float(box.style["font_size"]) if joins else 0.0


def stretch(line: LineBox, missing: float, level: Level, above: list[float]) -> tuple[float, list[float]]:
    """Make joins of a line longer; return by how much in all, in CSS pixels, and where, for the next line's `above`.

    `missing` is what the line lacks to be as wide as the measure.
    """
    size = line.style["font_size"]
    leaves = [box for box in line_leaves(line) if isinstance(box, TextBox)]
    space = next((joins.space for box in leaves for _, _, joins in _fonts(box)), 0.25)
    lacking = missing / size - WIDENED * space * inline.count_expandable_spaces(line)
    if lacking <= 0:
        return 0.0, []
    words: list[Word] = []
    places: list[tuple[TextBox, int]] = []
    end = 0.0
    for box in leaves:
        text, found = box.text, list(_fonts(box))
        for one in _WORD.finditer(text):
            start = len(text[: one.start()].encode())
            joins = next((joins for first, stop, joins in found if first <= start < stop), None)
            far = end + box.width / size * one.end() / len(text)
            stays = not (joins and joins.tatweel) or box.element_tag in _LEFT
            words.append(Word(one[0], far, None if stays or not joins else partial(joins.may_lengthen, one[0])))
            places.append((box, start))
        end += box.width / size
    chosen = stretched(words, lacking, level, above)
    for number, at, length in chosen:
        box, start = places[number]
        byte = start + len(words[number].text[:at].encode())
        lengthen_joins(box, {**longer_joins(box), byte: length * size})
    return sum(length * size for _, _, length in chosen), [words[number].end for number, _, _ in chosen]


def _fonts(box: TextBox) -> Iterator[tuple[int, int, Joins]]:
    """Yield the fonts of a box: where their text begins and ends, in bytes, and what each has for longer joins."""
    layout = box.pango_layout
    layout.reactivate(box.style)
    if isinstance(layout, Line):
        line, start = layout.shaped.line, layout.start
    else:
        line, start = layout.get_first_line()[0], 0
    for run in runs_of(line):
        yield run.item.offset - start, run.item.offset + run.item.length - start, _joins(box, run.item.analysis.font)
    layout.deactivate()


def _joins(box: TextBox, font: CData) -> Joins:
    """Return what one of Pango's fonts has for longer joins; its file is read once a document."""
    key = get_pango_font_key(font)[0]
    paragraphs = paragraphs_for(box.style)
    known = paragraphs.joins if paragraphs else {}
    if key not in known:
        known[key] = joins_of(face_at(font))
    return known[key]
