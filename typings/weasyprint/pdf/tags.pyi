from collections.abc import Sequence

import pydyf
from weasyprint.document import Document
from weasyprint.pdf.stream import Stream

def add_tags(pdf: pydyf.PDF, document: Document, pdf_version: str, page_streams: Sequence[Stream]) -> None: ...
def _build_box_tree(*arguments: object) -> object: ...
