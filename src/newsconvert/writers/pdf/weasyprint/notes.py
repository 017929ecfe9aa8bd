"""Keep notes on the page of their marks, in order.

Where the second line of a paragraph has no room, WeasyPrint moves the notes of the page to the next one until it has,
and leaves them there if even that is not enough. Here the paragraph goes to the next page, with its own notes.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import block

_plain_linebox_layout = block._linebox_layout


def _linebox_layout(
    context: Any, box: Box, index: int, child: Box, new_children: list[Box], page_is_empty: bool,  # noqa: FBT001
    absolute_boxes: list[Box], fixed_boxes: list[Box], *rest: Any,
) -> tuple[Any, ...]:  # fmt: skip
    """Do what WeasyPrint's `_linebox_layout` does, and take back the notes that it moved to the next page."""
    notes, above = list(context.current_page_footnotes), len(new_children)
    result: tuple[Any, ...] = _plain_linebox_layout(
        context, box, index, child, new_children, page_is_empty, absolute_boxes, fixed_boxes, *rest
    )
    moved = [note for note in notes if note in context.reported_footnotes]
    if not moved:
        return result
    abort, stop, *others = result
    if not abort and stop and len(new_children) > above:  # a line that has room only without those notes
        if page_is_empty:
            return result
        block.remove_placeholders(context, new_children[above:], absolute_boxes, fixed_boxes)
        del new_children[above:]
        abort, stop = True, False
    for note in moved:
        context.reported_footnotes.remove(note)
    kept = context.current_page_footnotes
    context.current_page_footnotes = [note for note in notes if note in kept or note in moved]
    context.current_page_footnotes += [note for note in kept if note not in notes]
    context._update_footnote_area()
    return (abort, stop, *others)


# `block_container_layout` calls it by this name; only there is it known which notes were moved for which line.
block._linebox_layout = _linebox_layout
