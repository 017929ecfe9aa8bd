"""A content stream whose text goes to a text layer."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import weasyprint.draw.text
from weasyprint.formatting_structure.boxes import Box, TextBox
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

from .. import textlayer
from ..file.tags import ARTIFACT
from .layout import LaidOut
from .shaping import Fonts, clusters_of


@dataclass(slots=True)
class Layer:
    """The text layer of a file: its fonts, and whether it has hidden spaces."""

    guard: bool = True
    fonts: Fonts = field(default_factory=Fonts)


class LayerStream(Stream):
    """The content of a page, whose text is drawn by the text layer."""

    def __init__(self, layer: Layer, laid: LaidOut, **options: object) -> None:
        super().__init__(fonts={}, **options)
        self.layer, self.laid = layer, laid

    def clone(self, **options: object) -> LayerStream:
        """Return a stream for what is drawn in a group of its own, with these other options."""
        made = super().clone(**options)  # which names its class
        made.__class__ = LayerStream
        assert isinstance(made, LayerStream)
        made.layer, made.laid = self.layer, self.laid
        return made

    def marked(self, box: Box, tag: str) -> AbstractContextManager[None]:
        """Mark what is drawn of `box` with its place in the tag tree."""
        if self._tags is None or id(box) not in self.laid.artifacts:
            return super().marked(box, tag)
        # The number is taken, or WeasyPrint's tag tree would not add up, but nothing on the page bears it.
        self._tags[box] = {"tag": ARTIFACT, "mcid": len(self._tags)}
        return self.artifact()

    def draw_line(self, textbox: TextBox, matrix: Matrix) -> None:
        """Draw a line of text."""
        *_, x, y = matrix.values
        if id(textbox) in self.laid.leaders:
            # A dot that is no text, so that nobody has it read out or copies it.
            size = textbox.style["font_size"] / 14
            self.stream.append(f"ET {x + textbox.width / 2:.2f} {y:.2f} {size:.2f} {-size:.2f} re f BT".encode())
        elif (
            textbox.text.strip() and textbox.element_tag != "wbr::before" and textbox.style["font_size"] >= _LEAST_SIZE
        ):
            clusters = clusters_of(textbox, self.layer.fonts)
            rtl = textbox.style["direction"] == "rtl"
            self.stream.append(textlayer.operators(clusters, x, y, rtl=rtl, guard=self.layer.guard))
            self._current_font = None


_LEAST_SIZE = 1e-6  # WeasyPrint draws nothing smaller

_plain_draw_first_line = weasyprint.draw.text.draw_first_line


def _draw_first_line(
    stream: Stream, textbox: TextBox, text_overflow: object, block_ellipsis: object, matrix: Matrix
) -> list[object]:
    if isinstance(stream, LayerStream):
        stream.draw_line(textbox, matrix)
        return []
    return _plain_draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)


# `draw_text` calls a function of its module, where a method of the stream would be a hook.
weasyprint.draw.text.draw_first_line = _draw_first_line
