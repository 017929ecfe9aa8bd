"""The package of an EPUB 3.3: package document, navigation document, NCX and container, written as the standard says.

Text given to this module is text, not markup; it is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import NamedTuple

from ...binding import CONTENTS
from ..container import pack

XHTML = "application/xhtml+xml"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_CONTAINER = (
    f"{_DECLARATION}"
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n<rootfiles>\n'
    '<rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml"/>\n'
    "</rootfiles>\n</container>\n"
)
_LANDMARKS, _PAGES = "معالم الكتاب", "أرقام الصفحات"


class Entry(NamedTuple):
    """A line of the table of contents and the lines under it."""

    text: str
    address: str
    children: list[Entry]


class Landmark(NamedTuple):
    """A place that reading systems offer to go to; `kind` is a term of EPUB's structural semantics."""

    kind: str
    address: str
    text: str


class PageBreak(NamedTuple):
    """Where a page of the printed edition starts; `label` is its number as print shows it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the publication. `linear` tells whether it is read in its turn; None: it is not in the spine at all."""

    key: str
    name: str
    media_type: str
    data: bytes
    properties: str = ""
    linear: bool | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """What a package document says. `metadata` are elements, in markup, beside those the standard demands.

    `items` come in reading order; `records` are files that describe the publication and are no part of it, by name:
    schema.org in JSON-LD.
    """

    identifier: str
    title: str
    language: str
    direction: str
    modified: datetime
    metadata: Sequence[str]
    contents: Sequence[Entry]
    items: Sequence[Item]
    records: Mapping[str, bytes]


def write_package(book: Book) -> bytes:
    """Return the EPUB. The same book gives the same bytes."""
    items = [*book.items, Item("ncx", "toc.ncx", "application/x-dtbncx+xml", _ncx(book))]
    files = {f"EPUB/{item.name}": item.data for item in items}
    files |= {f"EPUB/{name}": data for name, data in book.records.items()}
    files["EPUB/content.opf"] = _package(book, items)
    files["META-INF/container.xml"] = _CONTAINER.encode()
    files["mimetype"] = b"application/epub+zip"
    lasting = {f"EPUB/{item.name}" for item in items if item.media_type.startswith(("font/", "text/css"))}
    return pack(files, first="mimetype", lasting=lasting)


def page(title: str, body: str, language: str, direction: str, *, kind: str = "") -> bytes:
    """Return a content document whose body is the markup `body`; `kind` is the body's place in the book."""
    tag, semantics = escape(language), f' epub:type="{kind}"' if kind else ""
    return (
        f"{_DECLARATION}<!DOCTYPE html>\n"
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{tag}" xml:lang="{tag}" dir="{direction}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<title>{escape(title)}</title>\n<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f'<body dir="{direction}"{semantics}>\n{body}</body>\n</html>\n'
    ).encode()


def navigation(
    contents: Sequence[Entry], landmarks: Sequence[Landmark], pages: Sequence[PageBreak], language: str, direction: str
) -> bytes:
    """Return the navigation document (EPUB 3.3, section 7): contents, landmarks and, where there are pages, their list.

    Landmarks and pages are for the reading system to show, so they are hidden where the document itself is read.
    """
    parts = [
        f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="contents">\n<h1 id="contents">{CONTENTS}</h1>\n'
        f"{_list(contents)}</nav>\n"
    ]
    rows = (
        f'<li><a epub:type="{mark.kind}" href="{mark.address}">{escape(mark.text)}</a></li>\n' for mark in landmarks
    )
    parts.append(
        f'<nav epub:type="landmarks" id="landmarks" hidden="hidden" aria-label="{_LANDMARKS}">\n'
        f"<ol>\n{''.join(rows)}</ol>\n</nav>\n"
    )
    if pages:
        rows = (f'<li><a href="{at.address}">{escape(at.label)}</a></li>\n' for at in pages)
        parts.append(
            f'<nav epub:type="page-list" role="doc-pagelist" id="pages" hidden="hidden" aria-label="{_PAGES}">\n'
            f"<ol>\n{''.join(rows)}</ol>\n</nav>\n"
        )
    return page(CONTENTS, "".join(parts), language, direction)


def _list(entries: Iterable[Entry]) -> str:
    rows = [
        f'<li><a href="{entry.address}">{escape(entry.text)}</a>{_list(entry.children)}</li>\n' for entry in entries
    ]
    return f"<ol>\n{''.join(rows)}</ol>\n" if rows else ""


def _package(book: Book, items: Sequence[Item]) -> bytes:
    language = escape(book.language)
    records = (
        f'<link rel="record" href="{name}" media-type="application/ld+json"/>\n' for name in sorted(book.records)
    )
    manifest = "".join(
        f'<item id="{item.key}" href="{item.name}" media-type="{item.media_type}"'
        + (f' properties="{item.properties}"' if item.properties else "")
        + "/>\n"
        for item in items
    )
    spine = "".join(
        f'<itemref idref="{item.key}"' + ("" if item.linear else ' linear="no"') + "/>\n"
        for item in items
        if item.linear is not None
    )
    return (
        f'{_DECLARATION}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{language}" dir="{book.direction}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n<dc:identifier id="id">{escape(book.identifier)}'
        f"</dc:identifier>\n<dc:title>{escape(book.title)}</dc:title>\n<dc:language>{language}</dc:language>\n"
        f'<meta property="dcterms:modified">{book.modified:%Y-%m-%dT%H:%M:%SZ}</meta>\n'
        f"{''.join(line + chr(10) for line in book.metadata)}{''.join(records)}</metadata>\n"
        f"<manifest>\n{manifest}</manifest>\n"
        f'<spine toc="ncx" page-progression-direction="{book.direction}">\n{spine}</spine>\n</package>\n'
    ).encode()


def _ncx(book: Book) -> bytes:
    """Return the table of contents for readers of EPUB 2 (Open Packaging Format 2.0.1, section 2.4.1)."""
    count = 0

    def points(entries: Iterable[Entry]) -> str:
        nonlocal count
        rows = []
        for entry in entries:
            count += 1
            rows.append(
                f'<navPoint id="p{count}" playOrder="{count}"><navLabel><text>{escape(entry.text)}</text></navLabel>'
                f'<content src="{entry.address}"/>{points(entry.children)}</navPoint>\n'
            )
        return "".join(rows)

    def depth(entries: Iterable[Entry]) -> int:
        return max((1 + depth(entry.children) for entry in entries), default=0)

    return (
        f'{_DECLARATION}<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" '
        f'xml:lang="{escape(book.language)}" dir="{book.direction}">\n<head>\n'
        f'<meta name="dtb:uid" content="{escape(book.identifier)}"/>\n'
        f'<meta name="dtb:depth" content="{depth(book.contents)}"/>\n'
        '<meta name="dtb:totalPageCount" content="0"/>\n<meta name="dtb:maxPageNumber" content="0"/>\n</head>\n'
        f"<docTitle><text>{escape(book.title)}</text></docTitle>\n<navMap>\n{points(book.contents)}</navMap>\n</ncx>\n"
    ).encode()
