"""The document model: an article as an editor would mark it up.

All types are immutable and know nothing of readers and writers. Text is kept to the letter: no node normalises
what it is given. Names are those of the newsroom and of HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["rtl", "ltr"]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Text of strong importance (bold)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text (italic in Latin script)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to `url`."""

    url: str
    children: tuple[Inline, ...]


Inline: TypeAlias = Text | Strong | Emphasis | Link
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the article; the headline is level 1, so `level` is 2 to 6."""

    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation that stands alone, with its own quotation marks where the source has them."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; `start` is the number of the first item where the list is ordered."""

    ordered: bool
    items: tuple[Inlines, ...]
    start: int = 1


Block: TypeAlias = Heading | Paragraph | Quotation | ItemList


@dataclass(frozen=True, slots=True)
class Source:
    """Where the article was taken from.

    `citation` is the line that cites the source, to the letter, where the text has one; `retrieved` is when the text
    was fetched.
    """

    name: str | None = None
    url: str | None = None
    citation: str | None = None
    retrieved: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """The bytes the article was read from: the file's name (no folder), their SHA-256 in hexadecimal, the encoding.

    `confidence`, 0 to 1, tells how sure the encoding is; `normalized` names what was changed in the text on request.
    `content` is the bytes themselves where they are at hand; two articles do not differ by it, and JSON leaves it out.
    """

    file_name: str | None = None
    sha256: str | None = None
    encoding: str | None = None
    confidence: float | None = None
    normalized: tuple[str, ...] = ()
    content: bytes | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. `language` is a BCP 47 tag; `direction` the base direction of every block.

    `kicker` stands above the headline and `deck` below it. `dateline` is the line that says where the report was filed
    and through which agency, to the letter; it may be the beginning of the first paragraph, which then keeps it.
    `timestamp` is a line that says nothing but when, to the letter. `place`, `agency` and `published` are what both
    say, and what end marks do.
    """

    headline: str
    body: tuple[Block, ...] = ()
    kicker: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: date | datetime | None = None
    source: Source | None = None
    language: str = "ar"
    direction: Direction = "rtl"
    provenance: Provenance = Provenance()
    deck: str | None = None
    place: str | None = None
    agency: str | None = None
    timestamp: str | None = None

    @property
    def dateline_above(self) -> str | None:
        """The dateline where it has a line of its own above the body; None where the first paragraph begins with it."""
        opening = (plain_text(block.inlines) for block in self.body[:2] if isinstance(block, Paragraph))
        runs_in = self.dateline and any(text.startswith(self.dateline) for text in opening)
        return None if runs_in else self.dateline

    @property
    def lead(self) -> str | None:
        """The text of the first paragraph, where it stands before any heading."""
        first = self.body[0] if self.body else None
        return plain_text(first.inlines) if isinstance(first, Paragraph) else None


@dataclass(frozen=True, slots=True)
class Volume:
    """Articles bound in one document, in the order they are set, under a title of the volume's own.

    `published` is the volume's own date. Each article keeps its language and direction; these are the volume's.
    """

    title: str
    articles: tuple[Article, ...]
    subtitle: str | None = None
    publisher: str | None = None
    published: date | datetime | None = None
    language: str = "ar"
    direction: Direction = "rtl"


def plain_text(inlines: Inlines) -> str:
    """Return the characters of `inlines` without their markup."""
    return "".join(node.text if isinstance(node, Text) else plain_text(node.children) for node in inlines)


def block_inlines(block: Block) -> tuple[Inlines, ...]:
    """Return the runs of inlines a block holds: one, or one for each item of a list."""
    return block.items if isinstance(block, ItemList) else (block.inlines,)


def article_text(article: Article) -> Iterator[str]:
    """Yield every piece of the article's own text, in the order it is set: a piece a line of the source."""
    for piece in (
        article.kicker,
        article.headline,
        article.deck,
        article.byline,
        article.dateline_above,
        article.timestamp,
    ):
        if piece:
            yield piece
    for block in article.body:
        for inlines in block_inlines(block):
            yield plain_text(inlines)
    if article.source and article.source.citation:
        yield article.source.citation
