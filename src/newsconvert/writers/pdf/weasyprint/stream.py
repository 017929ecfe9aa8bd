"""A content stream whose text goes to a text layer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import weasyprint.draw.text
from weasyprint.draw.text import draw_text
from weasyprint.formatting_structure.boxes import Box, TextBox
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

from .. import textlayer
from .layout import LaidOut
from .shaping import Fonts


class LayerStream(Stream):
    """The content of a page, whose text is drawn by the text layer."""

    def __init__(self, layer: Fonts, laid: LaidOut, **options: object) -> None:
        super().__init__(fonts={}, **options)
        self.layer, self.laid = layer, laid

    def clone(self, **options: object) -> LayerStream:
        """Return a stream for what is drawn in a group of its own, with these other options."""
        made = super().clone(**options)  # which names its class
        made.__class__ = LayerStream
        assert isinstance(made, LayerStream)
        made.layer, made.laid = self.layer, self.laid
        return made

    @contextmanager
    def marked(self, box: Box, tag: str) -> Iterator[None]:
        """Mark what is drawn of `box` with its number in the tag tree.

        The marker of a list item, which WeasyPrint draws at the end of the page, is drawn before the item's first line.
        """
        marker = self.laid.markers.pop(id(box), ())
        for text in marker:
            with self.marked(text, tag):
                draw_text(self, text, 0, "clip", "none")
            self.laid.lines.pop(id(text), None)
        drawn = id(box) in self.laid.leaders or not isinstance(box, TextBox) or self._strings(box)
        if not drawn:
            yield
        elif id(box) in self.laid.artifacts:
            with self.artifact():
                yield
        else:
            with super().marked(box, tag):
                yield

    def _strings(self, textbox: TextBox) -> list[textlayer.String]:
        line = self.laid.lines.get(id(textbox))
        return line.strings(textbox, self.layer) if line else []

    def draw_line(self, textbox: TextBox, matrix: Matrix) -> None:
        """Draw a line of text."""
        *_, x, y = matrix.values
        if id(textbox) in self.laid.leaders:
            # A dot that is no text, so that nobody has it read out or copies it.
            size = textbox.style["font_size"] / 14
            self.stream.append(f"ET {x + textbox.width / 2:.2f} {y:.2f} {size:.2f} {-size:.2f} re f BT".encode())
        elif strings := self._strings(textbox):
            self.stream.append(textlayer.operators(strings, y))
            self._current_font = None


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
