"""The document model: an article as an editor would mark it up.

All types are immutable and independent of readers and writers. Text is kept unchanged: no node normalises it. Names
are those of the newsroom and of HTML.

Each type checks its fields when it is made, and raises ModelError for an invalid value:

>>> Heading(7, (Text("الخاتمة"),))
Traceback (most recent call last):
    ...
newsconvert.errors.ModelError: Heading.level is a whole number from 2 to 6, not 7.
>>> Article("افتتاح الجسر", (Paragraph((Text("افتُتح الجسر أمس."),)),), published=date(2026, 3, 14))
<Article 'افتتاح الجسر', 2026-03-14, 1 block>
"""

from __future__ import annotations

import re
import reprlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from types import NoneType
from typing import Literal, NoReturn, TypeAlias, get_args

from .errors import ModelError
from .plugins import load

Direction: TypeAlias = Literal["rtl", "ltr"]

#: The syntax of language tags (BCP 47, section 2.1).
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


# Checks of field values. They look one level deep, because inner values have checked themselves.

_DATE_OR_NONE = (date, NoneType)  # a datetime is a date
_DIRECTIONS = get_args(Direction)
_TEXT = 'a tuple of inlines, such as (Text("…"),)'
_ITEMS = 'a tuple with the inlines of each item, such as ((Text("…"),), (Text("…"),))'
_BODY = 'a tuple of blocks, such as (Paragraph((Text("…"),)),)'


def _refuse(where: str, value: object, wanted: str) -> NoReturn:
    shown = reprlib.repr(value)
    if not isinstance(value, int | float | None):
        shown = f"the {type(value).__name__} {shown}"
    raise ModelError(f"{where} is {wanted}, not {shown}.")


def _check_inlines(where: str, value: object) -> None:
    if not isinstance(value, tuple):
        _refuse(where, value, _TEXT)
    for node in value:
        if not isinstance(node, _INLINES):
            _refuse(where, node, _TEXT)


def _check_each(where: str, value: object, kinds: tuple[type, ...], wanted: str) -> None:
    if not isinstance(value, tuple):
        _refuse(where, value, wanted)
    for number, one in enumerate(value):
        if not isinstance(one, kinds):
            _refuse(f"{where}[{number}]", one, " or ".join(kind.__name__ for kind in kinds))


def _check_texts(node: object, names: tuple[str, ...]) -> None:
    for name in names:
        value = getattr(node, name)
        if value is not None and not isinstance(value, str):
            _refuse(f"{type(node).__name__}.{name}", value, "a str or None")


def _check_title(where: str, value: object) -> None:
    if not isinstance(value, str) or not value or value.isspace():
        _refuse(where, value, "a str that is not blank")


def _check_date(where: str, value: object) -> None:
    if not isinstance(value, _DATE_OR_NONE):
        _refuse(where, value, "a date, such as date(2026, 3, 14), a datetime or None")


def _check_language(kind: str, language: object, direction: object) -> None:
    if not isinstance(language, str) or not LANGUAGE_TAG.fullmatch(language):
        _refuse(f"{kind}.language", language, 'a language tag (BCP 47), such as "ar" or "ar-SY"')
    if direction not in _DIRECTIONS:
        _refuse(f"{kind}.direction", direction, '"rtl" or "ltr"')


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")


def _counted(values: tuple[object, ...], what: str) -> str:
    return f"{len(values)} {what}{'' if len(values) == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text."""

    text: str

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            _refuse("Text.text", self.text, "a str")


@dataclass(frozen=True, slots=True)
class Strong:
    """Text of strong importance (bold)."""

    children: tuple[Inline, ...]

    def __post_init__(self) -> None:
        _check_inlines("Strong.children", self.children)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text (italic in Latin script)."""

    children: tuple[Inline, ...]

    def __post_init__(self) -> None:
        _check_inlines("Emphasis.children", self.children)


@dataclass(frozen=True, slots=True)
class Link:
    """Text that links to `url`."""

    url: str
    children: tuple[Inline, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.url, str):
            _refuse("Link.url", self.url, "a str")
        _check_inlines("Link.children", self.children)


Inline: TypeAlias = Text | Strong | Emphasis | Link
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the article; the headline is level 1, so `level` is 2 to 6."""

    level: int
    inlines: Inlines

    def __post_init__(self) -> None:
        if type(self.level) is not int or not 2 <= self.level <= 6:
            _refuse("Heading.level", self.level, "a whole number from 2 to 6")
        _check_inlines("Heading.inlines", self.inlines)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    inlines: Inlines

    def __post_init__(self) -> None:
        if type(self.inlines) is tuple:  # the most common case first, without another call
            for node in self.inlines:
                if not isinstance(node, _INLINES):
                    break
            else:
                return
        _check_inlines("Paragraph.inlines", self.inlines)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation, with the quotation marks of the source, if any."""

    inlines: Inlines

    def __post_init__(self) -> None:
        _check_inlines("Quotation.inlines", self.inlines)


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; `start` is the number of the first item of an ordered list."""

    ordered: bool
    items: tuple[Inlines, ...]
    start: int = 1

    def __post_init__(self) -> None:
        if not isinstance(self.ordered, bool):
            _refuse("ItemList.ordered", self.ordered, "True or False")
        if type(self.start) is not int:
            _refuse("ItemList.start", self.start, "a whole number")
        if not isinstance(self.items, tuple):
            _refuse("ItemList.items", self.items, _ITEMS)
        for item in self.items:
            _check_inlines("an item of ItemList.items", item)


Block: TypeAlias = Heading | Paragraph | Quotation | ItemList


@dataclass(frozen=True, slots=True)
class Source:
    """Where the article was taken from.

    `citation` is the line of the text that cites the source, unchanged, if there is one; `retrieved` is when the text
    was fetched.
    """

    name: str | None = None
    url: str | None = None
    citation: str | None = None
    retrieved: date | datetime | None = None

    def __post_init__(self) -> None:
        _check_texts(self, ("name", "url", "citation"))
        _check_date("Source.retrieved", self.retrieved)


@dataclass(frozen=True, slots=True)
class Provenance:
    """The bytes the article was read from: the file's name (no folder), their SHA-256 in hexadecimal, the encoding.

    `confidence` is the certainty of the encoding, from 0 to 1; `normalized` names the requested changes to the text.
    `content` are the bytes themselves, if available; it is ignored in comparisons and omitted from JSON.
    """

    file_name: str | None = None
    sha256: str | None = None
    encoding: str | None = None
    confidence: float | None = None
    normalized: tuple[str, ...] = ()
    content: bytes | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        _check_texts(self, ("file_name", "sha256", "encoding"))
        sure = self.confidence
        if sure is not None and not (isinstance(sure, int | float) and 0 <= sure <= 1):
            _refuse("Provenance.confidence", sure, "a number from 0 to 1, or None")
        if not isinstance(self.normalized, tuple) or not all(isinstance(name, str) for name in self.normalized):
            _refuse("Provenance.normalized", self.normalized, "a tuple of str")
        if not isinstance(self.content, (bytes, NoneType)):
            _refuse("Provenance.content", self.content, "bytes or None")


@dataclass(frozen=True, slots=True, repr=False)
class Article:
    """One news article. `language` is a BCP 47 tag; `direction` the base direction of every block.

    `kicker` is the line above the headline and `deck` the one below it. `dateline` is the line with the place and
    agency of the report, unchanged; it may be the beginning of the first paragraph, which then keeps it. `timestamp` is
    a line with only the time, unchanged. `place`, `agency` and `published` are the values in both, and in end marks.
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
        """The dateline if it is a line of its own above the body; None if the first paragraph begins with it."""
        opening = (plain_text(block.inlines) for block in self.body[:2] if isinstance(block, Paragraph))
        runs_in = self.dateline and any(text.startswith(self.dateline) for text in opening)
        return None if runs_in else self.dateline

    def __post_init__(self) -> None:
        _check_title("Article.headline", self.headline)
        _check_each("Article.body", self.body, _BLOCKS, _BODY)
        _check_texts(self, _ARTICLE_TEXTS)
        _check_date("Article.published", self.published)
        if not isinstance(self.source, (Source, NoneType)):
            _refuse("Article.source", self.source, 'a Source, such as Source("وكالة الأنباء"), or None')
        _check_language("Article", self.language, self.direction)
        if not isinstance(self.provenance, Provenance):
            _refuse("Article.provenance", self.provenance, "a Provenance")

    def __repr__(self) -> str:
        by = f" by {_short(self.byline)}" if self.byline else ""
        day = f", {self.published:%Y-%m-%d}" if self.published else ""
        return f"<Article {_short(self.headline)}{by}{day}, {_counted(self.body, 'block')}>"

    def _repr_html_(self) -> str:
        """Return the article for notebooks: the markup of the HTML writer."""
        markup: str = load("newsconvert.writers.html:body_html")(self)
        return f'<div style="text-align: start">\n{markup}</div>\n'

    @property
    def lead(self) -> str | None:
        """The text of the first paragraph, if it comes before any heading."""
        first = self.body[0] if self.body else None
        return plain_text(first.inlines) if isinstance(first, Paragraph) else None


@dataclass(frozen=True, slots=True, repr=False)
class Volume:
    """Articles bound in one document, in order, under a title of the volume's own.

    `published` is the volume's own date. Each article keeps its language and direction; these are the volume's.
    """

    title: str
    articles: tuple[Article, ...]
    subtitle: str | None = None
    publisher: str | None = None
    published: date | datetime | None = None
    language: str = "ar"
    direction: Direction = "rtl"

    def __post_init__(self) -> None:
        _check_title("Volume.title", self.title)
        _check_each("Volume.articles", self.articles, (Article,), "a tuple of articles")
        _check_texts(self, ("subtitle", "publisher"))
        _check_date("Volume.published", self.published)
        _check_language("Volume", self.language, self.direction)

    def __repr__(self) -> str:
        return f"<Volume {_short(self.title)}, {_counted(self.articles, 'article')}>"


_INLINES: tuple[type, ...] = get_args(Inline)
_BLOCKS: tuple[type, ...] = get_args(Block)
_ARTICLE_TEXTS = tuple(one.name for one in fields(Article) if one.type == "str | None")


def plain_text(inlines: Inlines) -> str:
    """Return the text of `inlines` without markup."""
    return "".join(node.text if isinstance(node, Text) else plain_text(node.children) for node in inlines)


def block_inlines(block: Block) -> tuple[Inlines, ...]:
    """Return the runs of inlines in a block: one, or one per item of a list."""
    return block.items if isinstance(block, ItemList) else (block.inlines,)


def article_text(article: Article) -> Iterator[str]:
    """Yield every piece of the article's own text, in order: one piece per line of the source."""
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
