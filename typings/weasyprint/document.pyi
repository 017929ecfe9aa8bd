from weasyprint.formatting_structure.boxes import Box
from weasyprint.pdf.stream import Stream

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
    def paint(self, stream: Stream, scale: float = 1) -> None: ...

class DocumentMetadata:
    lang: str | None

class Document:
    pages: list[Page]
    metadata: DocumentMetadata
    color_profiles: dict[str, object]
    output_intent: str | None
    def make_bookmark_tree(self, scale: float = 1, transform_pages: bool = False) -> list[Bookmark]: ...
    def write_pdf(self, *, pdf_tags: bool = False) -> bytes: ...
