"""Even lines for blocks whose style sheet says `--balance: 1`, such as headlines.

WeasyPrint has no `text-wrap: balance`. Its lines are as wide as their block: here each is laid out in a block as wide
as the words that it is to hold, and then put where it would stand in the whole one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from weasyprint.formatting_structure.boxes import Box, LineBox, TextBox
from weasyprint.layout import block

from ...balance import balance_lines
from .linebreak import SPECIAL, measured_words
from .paragraph import boxes_of, line_leaves

_PROPERTY = "__balance"  # WeasyPrint's name for `--balance`
_MOST = 8  # lines: what has more is no headline

_plain_iter_line_boxes = block.iter_line_boxes


def _iter_line_boxes(
    context: Any, box: LineBox, position_y: float, bottom_space: float, skip_stack: object, containing_block: Box,
    *rest: Any,
) -> Iterator[tuple[LineBox, object]]:  # fmt: skip
    """Do what WeasyPrint's `iter_line_boxes` does, with even lines where they are asked for."""

    def lines(around: Box) -> Iterator[tuple[LineBox, object]]:
        yield from _plain_iter_line_boxes(context, box, position_y, bottom_space, skip_stack, around, *rest)

    if skip_stack is not None or context.excluded_shapes or not box.style[_PROPERTY] or not _is_text(box):
        return lines(containing_block)
    found = list(lines(containing_block))
    widths = _widths(context, box, containing_block.width, len(found)) if 1 < len(found) <= _MOST else []
    return _narrowed(lines, copy(containing_block), widths) if widths else iter(found)


def _is_text(box: LineBox) -> bool:
    """Return whether a paragraph is text alone, without forced breaks, so that it can be laid out twice."""
    texts = [isinstance(leaf, TextBox) and not SPECIAL.search(leaf.text) for leaf in line_leaves(box)]
    return all(texts) and not any(
        getattr(inner, "footnote", None) is not None or not inner.is_in_normal_flow() for inner in boxes_of(box)
    )


def _widths(context: object, box: LineBox, room: float, lines: int) -> list[float]:
    """Return the width of each line, balanced; nothing where there is no such breaking."""
    words: list[str] = []
    widths: list[float] = []
    spaces: list[float] = []
    begins = True
    for leaf in line_leaves(box):
        assert isinstance(leaf, TextBox)
        for part, width in measured_words(leaf.text, leaf.style, context):
            if part == " ":
                spaces.append(width)
                begins = True
            elif begins:
                words.append(part)
                widths.append(width)
                begins = False
            else:  # the rest of a word, in another box
                words[-1] += part
                widths[-1] += width
    space = max(spaces, default=0)
    counts, at = balance_lines(widths, space, room, lines, words), 0
    found = []
    for count in counts:
        # With the space after the last word, which WeasyPrint takes off later; another word would need more than that.
        found.append(min(room, sum(widths[at : at + count]) + space * (count + 0.2)))
        at += count
    return found


def _narrowed(
    lines: Callable[[Box], Iterator[tuple[LineBox, object]]], around: Box, widths: list[float]
) -> Iterator[tuple[LineBox, object]]:
    """Yield lines laid out in `around` at these widths, each moved to where it stands at the whole width."""
    whole = around.width
    around.width = widths[0]
    for number, (line, resume_at) in enumerate(lines(around), 1):
        line.translate(dx=(whole - around.width) * _share(line))
        yield line, resume_at
        around.width = widths[number] if number < len(widths) else whole


def _share(line: LineBox) -> float:
    """Return which share of the space beside a line is at its left."""
    align, rtl = line.style["text_align_all"], line.style["direction"] == "rtl"
    if align == "center":
        return 0.5
    return float(align == "right" or (align in ("start", "justify") and rtl) or (align == "end" and not rtl))


# `_linebox_layout` calls it by this name, and only there are both the lines of a block and its width at hand.
block.iter_line_boxes = _iter_line_boxes
