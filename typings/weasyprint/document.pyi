from typing import Any

from weasyprint import HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure.boxes import Box
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

Rectangle = tuple[float, float, float, float]
Link = tuple[str, str, Rectangle, Box]
Bookmark = tuple[str, tuple[int, float, float], list[Bookmark], str]

class Page:
    width: float
    height: float
    bleed: dict[str, float]
    links: list[Link]
    anchors: dict[str, Rectangle]
    _page_box: Box
    def __init__(self, page_box: Box) -> None: ...
    def paint(self, stream: Stream, scale: float = 1) -> None: ...

class Document:
    pages: list[Page]
    metadata: DocumentMetadata
    color_profiles: dict[str, object]
    output_intent: str | None
    def __init__(
        self,
        pages: list[Page],
        metadata: DocumentMetadata,
        url_fetcher: URLFetcher,
        font_config: FontConfiguration,
        color_profiles: dict[str, object],
        output_intent: str | None,
    ) -> None: ...
    @classmethod
    def _build_layout_context(
        cls,
        html: HTML,
        font_config: FontConfiguration,
        counter_style: CounterStyle,
        color_profiles: dict[str, object],
        options: dict[str, object],
    ) -> Any: ...
    def make_bookmark_tree(self, scale: float = 1, transform_pages: bool = False) -> list[Bookmark]: ...
    def write_pdf(self, *, pdf_tags: bool = False) -> bytes: ...
