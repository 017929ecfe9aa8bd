"""What readers of documents give back: the text as it stands there, passage by passage."""

from __future__ import annotations

from dataclasses import dataclass

#: Stands in a passage where the document does not tell whether there is a space, such as at the end of a line.
LOOSE = "\n"


class UnreadableError(Exception):
    """A document cannot be opened, or is cut off; the message says how."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a document, or a part of one.

    `opens` tells whether it begins a paragraph; None where the document does not say, as after a page's end. `margin`
    marks what looks like a running head, a folio or the label of a list, where the document does not say that either.
    """

    text: str
    place: str
    opens: bool | None = True
    margin: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader found in a document.

    `articles` holds the passages of each article, `outside` those that stand in none, `margins` those in the margins of
    pages; what is marked as contents, cover, index or the like is in none of them. `attached` is the source that the
    document carries, with its name. A document that is not `tagged` does not tell its text from what stands in the
    margins; that comes last on its page.
    """

    articles: tuple[tuple[Passage, ...], ...]
    outside: tuple[Passage, ...] = ()
    margins: tuple[Passage, ...] = ()
    pages: int | None = None
    attached: tuple[str, bytes] | None = None
    tagged: bool = True
