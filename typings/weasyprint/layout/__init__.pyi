from collections.abc import Iterator

from weasyprint import HTML
from weasyprint.formatting_structure.boxes import Box

def layout_document(html: HTML, root_box: Box, context: object) -> Iterator[Box]: ...

class LayoutContext: ...
