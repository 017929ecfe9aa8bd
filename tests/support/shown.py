"""What other programs show of documents."""

from __future__ import annotations

import io
import zipfile

import mammoth
import pymupdf
from lxml import html

FORMATS = ("pdf", "docx", "epub", "html")


def part(data: bytes, name: str) -> bytes:
    """Return a file of a package."""
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def shown_text(data: bytes, format: str) -> str:
    """Return what another program shows of a document, without spaces."""
    if format == "pdf":
        with pymupdf.open("pdf", data) as document:  # type: ignore[no-untyped-call]
            text = "".join(page.get_text() for page in document)
    elif format == "docx":
        text = mammoth.extract_raw_text(io.BytesIO(data)).value
    else:
        page = data if format == "html" else part(data, "EPUB/text.xhtml")
        root = html.document_fromstring(page).find("body")
        assert root is not None
        text = root.text_content()
    return "".join(text.split())
