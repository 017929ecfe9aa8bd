"""Captions that are typed into the paragraph of their picture in a Word document, in the line under it."""

from __future__ import annotations

from typing import Any

from ...model import Inlines, LineBreak, Text, plain_text
from ...packages.word import W
from ..linebreaks import lines, may_be_caption

_W = f"{{{W}}}"
_INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"


def begins_with_picture(paragraph: Any) -> bool:
    """Return whether a picture that stands in the line comes before the words of a paragraph (ECMA-376-1, 20.4.2.8)."""
    for one in paragraph.iter(f"{_W}t", f"{_W}pict", _INLINE):
        if one.tag == _INLINE:
            return True
        if one.tag == f"{_W}pict":
            return not any("absolute" in shape.get("style", "") for shape in one.iter("{*}shape"))
        if (one.text or "").strip() and next(one.iterancestors(f"{_W}p")) is paragraph:
            return False
    return False


def is_caption_below(inlines: Inlines) -> bool:
    """Return whether the words of a paragraph that begins with a picture are a short line under it."""
    shown = [node for node in inlines if not isinstance(node, Text) or node.text.strip()]
    if not shown or not isinstance(shown[0], LineBreak):
        return False
    words = plain_text(lines(inlines))
    return "\n" not in words and may_be_caption(words)
