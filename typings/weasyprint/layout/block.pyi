from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox

# Variables, because others are put in their place.
iter_line_boxes: Callable[..., Iterator[tuple[LineBox, Any]]]
_linebox_layout: Callable[..., tuple[Any, ...]]
block_level_layout: Callable[..., tuple[Any, ...]]
columns_layout: Callable[..., tuple[Any, ...]]

def block_container_layout(*arguments: object) -> object: ...
def block_box_layout(*arguments: object) -> object: ...
