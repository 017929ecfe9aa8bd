from collections.abc import Callable
from typing import Any, Protocol

from weasyprint.css import Style
from weasyprint.formatting_structure.boxes import Box
from weasyprint.text.line_break import Layout

class SplitFirstLine(Protocol):
    def __call__(
        self,
        text: str,
        style: Style,
        context: object,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> tuple[Layout, int, int | None, float, float, float]: ...

class AddWordSpacing(Protocol):
    def __call__(self, context: object, box: Box, justification_spacing: float, x_advance: float) -> float: ...

# Variables, because others are put in their place.
split_first_line: SplitFirstLine
add_word_spacing: AddWordSpacing
strut: Callable[[Style], tuple[float, float]]
split_inline_level: Callable[..., tuple[Any, ...]]

def split_text_box(*arguments: object) -> object: ...
def count_expandable_spaces(box: Box) -> int: ...
def justify_line(context: object, line: Box, extra_width: float) -> None: ...
def can_break_text(text: str, lang: str | None) -> bool: ...
def split_inline_box(*arguments: object) -> object: ...
