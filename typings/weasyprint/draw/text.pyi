from typing import Protocol

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

class DrawFirstLine(Protocol):
    def __call__(
        self, stream: Stream, textbox: TextBox, text_overflow: object, block_ellipsis: object, matrix: Matrix
    ) -> list[object]: ...

draw_first_line: DrawFirstLine  # a variable, because another is put in its place

def draw_text(
    stream: Stream, textbox: TextBox, offset_x: float, text_overflow: object, block_ellipsis: object
) -> None: ...
