"""Pull quotes on the page: whole lines high in the text, and whole on their page beside it."""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import block
from weasyprint.layout.float import float_layout
from weasyprint.layout.inline import strut

from . import figures as _figures  # noqa: F401 - its function is the one that is called for all else

_TOLERANCE = 0.01  # CSS pixels
_ROOM = 0.85  # of what is above the end of a page: what its margin at the top leaves

_plain_block_level_layout = block.block_level_layout


def is_pulled(box: Box) -> bool:
    """Return whether a box is a pull quote, which is an artifact."""
    return box.element_tag == "div" and box.element is not None and box.element.attrib.get("class") == "pull"


def _block_level_layout(
    context: Any, box: Box, bottom_space: float, skip_stack: Any, containing_block: Any, page_is_empty: bool = True,
    absolute_boxes: Any = None, fixed_boxes: Any = None, adjoining_margins: Any = None, *rest: Any, **named: Any,
) -> tuple[Any, ...]:  # fmt: skip
    """Do what WeasyPrint's `block_level_layout` does, with padding to whole lines in a pull quote."""

    def laid_out(one: Box, margins: Any) -> tuple[Any, ...]:
        return _plain_block_level_layout(
            context, one, bottom_space, skip_stack, containing_block, page_is_empty, absolute_boxes, fixed_boxes,
            margins, *rest, **named,
        )  # fmt: skip

    if not is_pulled(box):
        return laid_out(box, adjoining_margins)
    place = box.position_x, box.position_y
    result = laid_out(box, None if adjoining_margins is None else [*adjoining_margins])
    made = result[0]
    line, _ = strut(containing_block.style)
    lacking = -(made.border_height() + made.margin_bottom) % line if made is not None and result[1] is None else 0
    if not _TOLERANCE < lacking < line - _TOLERANCE:
        return result
    box.position_x, box.position_y = place
    higher = box.copy_with_children(box.children)
    higher.style = box.style.copy()
    for side in ("top", "bottom"):
        higher.style[f"padding_{side}"] = Dimension(getattr(made, f"padding_{side}") + lacking / 2, "px")
    return laid_out(higher, adjoining_margins)


def _float_layout(
    context: Any, box: Box, containing_block: Any, absolute_boxes: Any, fixed_boxes: Any, bottom_space: float,
    skip_stack: Any,
) -> tuple[Any, ...]:  # fmt: skip
    """Do what WeasyPrint's `float_layout` does, with a pull quote moved up where the page ends below it.

    It takes no room from the lines beside it, which are chosen as others are. What has room on a page is not parted by
    the end of one: where its article is moved to the next page, WeasyPrint would draw the rest there a second time.
    """

    def laid_out(space: float) -> tuple[Any, Any]:
        found: tuple[Any, Any] = float_layout(
            context, box, containing_block, absolute_boxes, fixed_boxes, space, skip_stack
        )
        return found

    made, resume_at = laid_out(-inf if is_pulled(box) else bottom_space)
    if resume_at is not None and skip_stack is None:
        shapes = [*context.excluded_shapes]
        whole, rest = laid_out(-inf)
        if rest is None and whole.margin_height() < _ROOM * context.page_bottom:
            context.excluded_shapes[:] = [shape for shape in context.excluded_shapes if shape is not made]
            return whole, None
        context.excluded_shapes[:] = shapes
    if is_pulled(box):
        context.excluded_shapes.remove(made)
        over = made.border_box_y() + made.border_height() - context.page_bottom + bottom_space
        made.translate(dy=-max(0, over))
    return made, resume_at


_block: Any = block
# `_in_flow_layout` and `_out_of_flow_layout` call them by these names.
_block.block_level_layout, _block.float_layout = _block_level_layout, _float_layout
