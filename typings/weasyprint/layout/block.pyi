from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox

# A variable, because another is put in its place.
iter_line_boxes: Callable[..., Iterator[tuple[LineBox, Any]]]

def _linebox_layout(*arguments: object) -> object: ...
