"""EbookLib, which writes the package of an EPUB: the one module that imports it, and what it does not do by itself.

EbookLib is under the AGPL-3.0-or-later. Where it is not installed, every other format is still written.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

from ...errors import MissingDependencyError
from ...languages import labels
from ...markup import escape_html
from ..container import PackageZip

_XML, _XHTML, _OPS = (
    "http://www.w3.org/XML/1998/namespace",
    "http://www.w3.org/1999/xhtml",
    "http://www.idpf.org/2007/ops",
)


class Library(NamedTuple):
    """`ebooklib.epub`, and those of its classes that books made here need in another form."""

    epub: Any
    Document: Any
    Writer: Any


@cache
def library() -> Library:
    """Return EbookLib. Raise MissingDependencyError where it is not installed."""
    try:
        from ebooklib import epub
    except ImportError as problem:
        raise MissingDependencyError(
            "EPUB needs EbookLib, which is under the AGPL-3.0-or-later: pip install EbookLib; "
            "PDF, DOCX and HTML do not need it."
        ) from problem

    class Document(epub.EpubHtml):  # type: ignore[misc]  # EbookLib has no types
        """A content document that is written as it is; `EpubHtml` parses it as HTML and makes it a head anew."""

        def get_content(self, default: bytes | None = None) -> bytes:
            return bytes(self.content or default or b"")

    class Writer(epub.EpubWriter):  # type: ignore[misc]
        """Writes `book` to `stream`: the same book and `modified` give the same bytes.

        `page_list` is for books that mark pages, `level` is zlib's for all but fonts and the style sheet. Unlike
        `epub.write_epub`, which returns False, `write` raises OSError.
        """

        def __init__(self, stream: BytesIO, book: Any, modified: datetime, *, page_list: bool, level: int) -> None:
            says = labels(book.language)
            options = {
                "mtime": modified, "package_direction": True, "play_order": {"enabled": True, "start_from": 1},
                "landmark_title": says.landmarks or book.title, "pages_title": says.pages or book.title,
                "epub3_pages": page_list,
                "compresslevel": level,
            }  # fmt: skip
            super().__init__(stream, book, options)

        def write(self) -> None:
            lasting = {
                f"{self.book.FOLDER_NAME}/{item.file_name}"
                for item in self.book.get_items()
                if item.media_type.startswith(("font/", "text/css"))
            }
            with PackageZip(self.file_name, lasting=lasting, compresslevel=self.options["compresslevel"]) as self.out:
                self.out.writestr("mimetype", "application/epub+zip")
                self._write_container()
                self._write_opf()
                self._write_items()

        def navigation(self) -> bytes:
            """Return the navigation document, which fonts are chosen by before the book is written."""
            (nav,) = (item for item in self.book.get_items() if isinstance(item, epub.EpubNav))
            nav.content = nav.content or _complete_navigation(self._get_nav(nav))
            return bytes(nav.content)

        def _get_nav(self, item: Any) -> bytes:
            return bytes(item.content or super()._get_nav(item))

        def _write_opf_file(self, root: Any) -> None:
            _complete_package(root, self.book.language)
            super()._write_opf_file(root)

    return Library(epub, Document, Writer)


def new_book(identifier: str, title: str, language: str, direction: str, program: str) -> Any:
    """Return an `EpubBook` made with `program` that has a navigation document and an NCX."""
    epub = library().epub
    book = epub.EpubBook()
    book.set_identifier(identifier)
    book.set_title(title)
    book.set_language(language)
    book.set_direction(direction)
    # Not its own name and version: their updates would make other bytes.
    book.set_unique_metadata("OPF", "generator", "", {"name": "generator", "content": program})
    # Its templates say nothing of direction, and the NCX's nothing of the language.
    book.set_template("nav", f'<!DOCTYPE html><html xmlns="{_XHTML}" xmlns:epub="{_OPS}" dir="{direction}"/>'.encode())
    book.set_template(
        "ncx",
        f'<ncx xmlns="{epub.NAMESPACES["DAISY"]}" version="2005-1" xml:lang="{escape_html(language)}" '
        f'dir="{direction}"/>'.encode(),
    )
    nav = epub.EpubNav(title=labels(language).contents or title, direction=direction)
    nav.add_link(href="style.css")
    book.add_item(nav)
    book.add_item(epub.EpubNcx())
    return book


# What EbookLib cannot say.


def _complete_package(package: Any, language: str) -> None:
    """Add the language of the metadata (EPUB 3.3, section 5.3.5), and the term of EPUB 2 for a title page."""
    package.set(f"{{{_XML}}}lang", language)
    for reference in package.iterfind("guide/reference[@type='titlepage']"):
        reference.set("type", "title-page")


def _complete_navigation(nav: bytes) -> bytes:
    """Name the lists of a navigation document; hide those that are for the reading system (EPUB 3.3, section 7.4.1)."""
    from lxml import etree

    root = etree.fromstring(nav)
    head, body = root
    size = etree.Element(f"{{{_XHTML}}}meta", name="viewport", content="width=device-width, initial-scale=1")
    head.insert(0, size)
    for part in body:
        kind, heading = part.get(f"{{{_OPS}}}type"), part[0]
        if kind == "toc":
            part.set("id", "toc")
            heading.tag = f"{{{_XHTML}}}h1"
            heading.set("id", "contents")
            part.set("aria-labelledby", "contents")
            continue
        if kind == "page-list":
            part.set("role", "doc-pagelist")
            for item in list(part.iter(f"{{{_XHTML}}}li")):  # EbookLib lists whatever has a semantic and an id
                above = item.getparent()
                if above is not None and "#page-" not in item[0].get("href", ""):
                    above.remove(item)
        part.set("hidden", "hidden")
        part.set("aria-label", heading.text or "")
        part.remove(heading)
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
