"""Continue columns, and what spans them all, on the next page where they were broken.

WeasyPrint takes a place in what spans the columns for one among their children: what follows is set twice or not at
all, or the layout fails. Here that place is one level deeper, where WeasyPrint's sum leaves it whole. And where columns
are higher than the page although all of them are set, it forgets what comes after them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import block

_plain_block_level_layout = block.block_level_layout
_plain_columns_layout = block.columns_layout


def _block_level_layout(
    context: Any, box: Box, bottom_space: float, skip_stack: Any, containing_block: Any, *rest: Any, **named: Any
) -> tuple[Any, ...]:
    """Do what WeasyPrint's `block_level_layout` does, with the place in what `columns_layout` lays out one deeper."""
    # `columns_layout` gives a copy of its child, and the block around the columns.
    spans = _spans(box) and all(box is not one for one in getattr(containing_block, "children", ()))
    if spans and skip_stack:
        (skip_stack,) = skip_stack.values()
    result = _plain_block_level_layout(context, box, bottom_space, skip_stack, containing_block, *rest, **named)
    if spans and result[1] is not None:
        return (result[0], {0: result[1]}, *result[2:])
    return result


def _columns_layout(context: Any, box: Box, bottom_space: float, skip_stack: Any, *rest: Any) -> tuple[Any, ...]:
    """Do what WeasyPrint's `columns_layout` does, and go on with what it forgot."""
    context.foot_of_columns = bottom_space
    result = _plain_columns_layout(context, box, bottom_space, skip_stack, *rest)
    made, resume_at = result[:2]
    if made is not None and resume_at is None:
        first = next(iter(skip_stack)) if skip_stack else 0
        parts = _parts([_spans(child) for child in box.children], first)
        done = len(_parts([not child.is_column for child in made.children], 0))
        if done < len(parts):
            return (made, {parts[done]: None}, *result[2:])
    return result


def foot_of_columns(context: Any) -> float:
    """Return the room below the columns that are being laid out, where they are as high as the page."""
    return float(context.foot_of_columns)


def _spans(box: Box) -> bool:
    return bool(box.style["column_span"] == "all")


def _parts(spanning: Sequence[bool], first: int) -> list[int]:
    """Return where parts begin, from `first` on: each that spans the columns, and what is in columns between them."""
    parts = []
    for spans, group in groupby(range(first, len(spanning)), spanning.__getitem__):
        places = list(group)
        parts += places if spans else places[:1]
    return parts


# `columns_layout` imports it by this name whenever it is called.
block.block_level_layout = _block_level_layout
# `block_box_layout` calls it by this name.
block.columns_layout = _columns_layout
