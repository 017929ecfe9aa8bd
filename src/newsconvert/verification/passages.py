"""The text of a document as its readers return it, passage by passage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from ..model import Article
from .findings import UnreadableError
from .objects import Objects
from .pagelooks import Cover
from .pdffonts import Font

__all__ = ["LOOSE", "Passage", "Reading", "Spot", "UnreadableError"]

#: Marks in a passage where it is unknown whether there is a space, such as at the end of a line.
LOOSE = "\n"


class Spot(NamedTuple):
    """Where a line of a page is, in points, and how large its letters are."""

    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a document, or a part of one.

    `opens` is whether it begins a paragraph, or None if unknown, as after the end of a page. `margin` marks what looks
    like a running head, a page number or the label of a list in documents that do not mark these. `note` marks the text
    of a foot- or endnote. `labels` are forms of the label of a list item that is not in its text, `number` is its
    number, 0 for a bullet, -1 for what is neither. `seen` is what a line of a margin shows from left to right, and
    `spot` where it is.
    """

    text: str
    place: str
    opens: bool | None = True
    margin: bool = False
    note: bool = False
    labels: tuple[str, ...] = ()
    number: int = 0
    seen: str = ""
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a document.

    `articles` are the passages of each article, `outside` those outside of articles, `margins` those in page margins.
    Text marked as contents, cover, index or the like is in none of them. `attached` are the names and contents of
    attached sources. A document that is not `tagged` does not distinguish its text from the margins, which come last
    on each page. `objects` is what is shown beside text, None for formats in which that is not compared.
    `fonts` are those of a PDF, `hidden` its words that are not seen on paper,
    `astray` its lines that stand above those before. `said` is what its tags and
    annotations say otherwise than the page, and what else a document has that documents have not. `contents` are
    entries of tables of contents, `package_fonts` the places and bytes of fonts in a package, `facts` what the metadata
    states: title, author, language, source, direction. `hashes` are the SHA-256 that it states of sources.
    `article` is that of formats which have one, `cover` that of a book, if it can be drawn again, and
    `looks` is whether this version made the document in a theme of its own, and `options` those of a Word document.
    """

    articles: tuple[tuple[Passage, ...], ...]
    outside: tuple[Passage, ...] = ()
    margins: tuple[Passage, ...] = ()
    pages: int | None = None
    attached: tuple[tuple[str, bytes], ...] = ()
    tagged: bool = True
    objects: Objects | None = None
    fonts: tuple[Font, ...] = ()
    hidden: tuple[Passage, ...] = ()
    said: tuple[Passage, ...] = ()
    contents: tuple[Passage, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    astray: tuple[Passage, ...] = ()
    package_fonts: tuple[tuple[str, bytes], ...] = ()
    hashes: frozenset[str] = frozenset()
    article: Article | None = None
    cover: Cover | None = None
    looks: bool = False
    options: dict[str, str | int] | None = None


def hashes_in(text: str) -> list[str]:
    """Return the SHA-256 hashes, in hexadecimal, in a text."""
    return _HASH.findall(text)


_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
