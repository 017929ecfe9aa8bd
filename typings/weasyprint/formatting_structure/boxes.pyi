from collections.abc import Iterator, Sequence
from typing import Protocol
from xml.etree.ElementTree import Element

from pydyf import Dictionary
from weasyprint.css import Style
from weasyprint.text.line_break import Layout

class Box:
    element: Element | None
    element_tag: str
    style: Style
    position_x: float
    position_y: float
    width: float
    height: float
    baseline: float
    children: Sequence[Box]
    footnote: Box | None
    is_column: bool
    is_leader: bool
    is_outside_marker: bool
    link_annotation: Dictionary | None
    margin_left: float
    margin_top: float
    margin_right: float
    margin_bottom: float
    border_left_width: float
    border_right_width: float
    padding_left: float
    padding_right: float
    #: Ours: the embedding level of the box (UAX #9).
    bidi_level: int
    bidi_edge: int | None
    def content_box_x(self) -> float: ...
    def content_box_y(self) -> float: ...
    def is_in_normal_flow(self) -> bool: ...
    def is_footnote(self) -> bool: ...
    def descendants(self) -> Iterator[Box]: ...
    def border_box_y(self) -> float: ...
    def border_height(self) -> float: ...
    def copy(self) -> Box: ...
    def copy_with_children(self, new_children: Sequence[Box]) -> Box: ...
    def margin_width(self) -> float: ...
    def translate(self, dx: float = 0, dy: float = 0, ignore_floats: bool = False) -> None: ...

class ParentBox(Box): ...
class BlockBox(ParentBox): ...
class FootnoteAreaBox(ParentBox): ...
class MarginBox(ParentBox): ...

class PageType(Protocol):
    side: str
    name: str

class PageBox(ParentBox):
    page_type: PageType

class LineBox(ParentBox):
    #: Ours: the paragraph that the line is a part of.
    paragraph: object
    text_indent: float

class TableCellBox(ParentBox):
    colspan: int
    rowspan: int

class InlineBox(ParentBox): ...
class ReplacedBox(Box): ...
class TableBox(ParentBox): ...
class TableRowBox(ParentBox): ...

class TextBox(Box):
    text: str
    justification_spacing: float
    pango_layout: Layout
    def copy_with_text(self, text: str) -> TextBox: ...
