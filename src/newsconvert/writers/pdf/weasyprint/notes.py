"""Keep notes on the page of their marks, and marks on the line of their words.

Where the second line of a paragraph has no room, WeasyPrint moves the notes of the page to the next one until it has,
and leaves them there if even that is not enough. Here the paragraph goes to the next page, with its own notes.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import block, inline

from .linebreak import paragraphs_for

_plain_linebox_layout = block._linebox_layout
_plain_split_inline_level = inline.split_inline_level


def _linebox_layout(
    context: Any, box: Box, index: int, child: Box, new_children: list[Box], page_is_empty: bool,
    absolute_boxes: list[Box], fixed_boxes: list[Box], adjoining_margins: list[float], bottom_space: float, *rest: Any,
) -> tuple[Any, ...]:  # fmt: skip
    """Do what WeasyPrint's `_linebox_layout` does, and take back the notes that it moves to the next page."""
    notes, reported = list(context.current_page_footnotes), list(context.reported_footnotes)
    result = _plain_linebox_layout(
        context, box, index, child, new_children, page_is_empty, absolute_boxes, fixed_boxes, adjoining_margins,
        bottom_space, *rest,
    )  # fmt: skip
    abort, _, resume_at, position_y, own, max_lines = result
    kept, left = context.current_page_footnotes, context.reported_footnotes
    moved = [note for note in (notes if reported else (*notes, *own)) if note in left]
    if not moved or paragraphs_for(box.style) is None:
        return result
    context.reported_footnotes = [note for note in left if note not in moved]
    context.current_page_footnotes = [note for note in (*notes, *own) if note in kept or note in moved]
    context._update_footnote_area()
    end = new_children[-1].position_y + new_children[-1].height if new_children else 0
    if abort or not context.overflows_page(bottom_space, end):
        return result
    if page_is_empty:  # there is no page that has more room
        context.current_page_footnotes = kept
        context.reported_footnotes = [note for note in (*notes, *reported, *own) if note in left]
        context._update_footnote_area()
        for part in list(new_children[-1].descendants()):  # of a line that had room so, whose own notes it forgets
            if part.footnote in context.footnotes:
                context.layout_footnote(part.footnote)
                context.report_footnote(part.footnote)
        return result
    return True, False, resume_at, position_y, own, max_lines


def is_mark(box: Box) -> bool:
    """Return whether a box is the mark of a note."""
    tag = box.element_tag
    if tag != "sup":
        return tag == "span::footnote-call"
    return box.element is not None and "note-mark" in box.element.get("class", "").split()


def _split_inline_level(context: Any, box: Box, *rest: Any) -> tuple[Any, ...]:
    """Do what WeasyPrint's `split_inline_level` does, and give marks no first letter, so that no line begins there."""
    new_box, resume_at, preserved, first, *others = _plain_split_inline_level(context, box, *rest)
    marks = is_mark(box) and paragraphs_for(box.style) is not None
    return (new_box, resume_at, preserved, None if marks else first, *others)


# `block_container_layout` calls it by this name; only there is it known which notes are moved for which line.
block._linebox_layout = _linebox_layout
# `split_inline_box` calls it by this name, and asks only for the letters at both sides whether a line may end there.
inline.split_inline_level = _split_inline_level
