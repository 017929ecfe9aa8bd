"""Make pictures somewhat smaller where they would else leave the foot of a page empty."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure.boxes import Box, ReplacedBox
from weasyprint.layout import block

from .spanning import foot_of_columns

#: Of its size, what at least is left of a picture.
_LEAST = 0.6
_TOLERANCE = 0.01  # CSS pixels

_plain_block_level_layout = block.block_level_layout


def _block_level_layout(
    context: Any, box: Box, bottom_space: float, skip_stack: Any, containing_block: Any, page_is_empty: bool = True,
    absolute_boxes: Any = None, fixed_boxes: Any = None, adjoining_margins: Any = None, *rest: Any, **named: Any,
) -> tuple[Any, ...]:  # fmt: skip
    """Do what WeasyPrint's `block_level_layout` does, with smaller pictures in a figure that fits with them alone."""

    def laid_out(figure: Box, space: float) -> tuple[Any, ...]:
        margins = None if adjoining_margins is None else [*adjoining_margins]
        return _plain_block_level_layout(
            context, figure, space, skip_stack, containing_block, page_is_empty, absolute_boxes, fixed_boxes, margins,
            *rest, **named,
        )  # fmt: skip

    if box.element_tag != "figure" or page_is_empty or skip_stack:
        return laid_out(box, bottom_space)
    # Columns that are made even are tried at many heights; those of full height end with the margin of the figure.
    even = context.in_column and bottom_space - foot_of_columns(context) > box.margin_bottom + _TOLERANCE
    if even or any(part.footnote is not None for part in box.descendants()):
        return laid_out(box, bottom_space)
    place = box.position_x, box.position_y
    free = laid_out(box, -inf)
    figure = free[0]
    over = figure.border_box_y() + figure.border_height() - context.page_bottom + bottom_space
    if over <= 0:
        return free
    box.position_x, box.position_y = place
    pictures = [child for child in figure.children if isinstance(child, ReplacedBox)]
    height = sum(picture.height for picture in pictures)
    share = (height - over - _TOLERANCE) / height if height else 0
    return laid_out(_with_smaller(box, pictures, share) if share >= _LEAST else box, bottom_space)


def _with_smaller(box: Box, pictures: Sequence[Box], share: float) -> Box:
    """Return a figure before its layout, with a `share` of the sizes that its pictures were laid out in."""
    sizes = iter(pictures)
    children = []
    for child in box.children:
        if isinstance(child, ReplacedBox):
            smaller, laid = child.copy(), next(sizes)
            smaller.style = child.style.copy()
            smaller.style["width"], smaller.style["height"] = (
                Dimension(share * size, "px") for size in (laid.width, laid.height)
            )
            children.append(smaller)
        else:
            children.append(child)
    return box.copy_with_children(children)


# `_in_flow_layout` calls it by this name; only there is known what room is left on the page.
block.block_level_layout = _block_level_layout
