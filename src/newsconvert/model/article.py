"""An article, where it was taken from, and volumes of articles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from types import NoneType
from typing import get_args

from ..plugins import load
from .blocks import Block, Paragraph
from .checks import (
    Direction,
    check_date,
    check_digits,
    check_each,
    check_language,
    check_texts,
    check_title,
    count,
    refuse,
    short,
)
from .texts import plain_text

_BODY = 'a tuple of blocks, such as (Paragraph((Text("…"),)),)'
_BLOCKS = get_args(Block)


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
        check_texts(self, ("name", "url", "citation"))
        check_date("Source.retrieved", self.retrieved)


@dataclass(frozen=True, slots=True)
class Provenance:
    """The bytes the article was read from: the file's name (no folder), their SHA-256 in hexadecimal, the encoding.

    `confidence` is the certainty of the encoding, from 0 to 1; `normalized` names the requested changes to the text.
    `content` are the bytes themselves, and `sidecar` those of the file beside them that stated fields, if available;
    both are ignored in comparisons and omitted from JSON.
    """

    file_name: str | None = None
    sha256: str | None = None
    encoding: str | None = None
    confidence: float | None = None
    normalized: tuple[str, ...] = ()
    content: bytes | None = field(default=None, repr=False, compare=False)
    sidecar: bytes | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_texts(self, ("file_name", "sha256", "encoding"))
        sure = self.confidence
        if sure is not None and not (isinstance(sure, int | float) and 0 <= sure <= 1):
            refuse("Provenance.confidence", sure, "a number from 0 to 1, or None")
        if not isinstance(self.normalized, tuple) or not all(isinstance(name, str) for name in self.normalized):
            refuse("Provenance.normalized", self.normalized, "a tuple of str")
        for name in ("content", "sidecar"):
            if not isinstance(value := getattr(self, name), (bytes, NoneType)):
                refuse(f"Provenance.{name}", value, "bytes or None")


@dataclass(frozen=True, slots=True, repr=False)
class Article:
    """One news article. `language` is a BCP 47 tag, `direction` the base direction; a block may have its own.

    `kicker` is the line above the headline and `deck` the one below it. `dateline` is the line with the place and
    agency of the report, unchanged; it may be the beginning of the first paragraph, which then keeps it. `timestamp` is
    a line with only the time, unchanged. `place`, `agency` and `published` are the values in both, and in end marks.
    `digits` are those that documents count and write dates with: auto (of most numbers of the text), arabic, european,
    or those of the language; they are ignored in comparisons and omitted from JSON.
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
    digits: str = field(default="auto", repr=False, compare=False)

    @property
    def dateline_above(self) -> str | None:
        """The dateline if it is a line of its own above the body; None if the first paragraph begins with it.

        Without a dateline, the place alone, as records have it, unless the byline names it.
        """
        if self.dateline is None:
            return self.place if self.place and self.place not in (self.byline or "") else None
        opening = (plain_text(block.inlines) for block in self.body[:2] if isinstance(block, Paragraph))
        runs_in = self.dateline and any(text.startswith(self.dateline) for text in opening)
        return None if runs_in else self.dateline

    @property
    def states_day(self) -> bool:
        """Whether the byline or the dateline above the body gives day and year of `published`, in any digits."""
        above = " ".join(filter(None, (self.byline, self.dateline_above)))
        day = self.published
        return day is not None and {day.day, day.year} <= set(map(int, re.findall(r"\d+", above)))

    def __post_init__(self) -> None:
        check_title("Article.headline", self.headline)
        check_each("Article.body", self.body, _BLOCKS, _BODY)
        check_texts(self, _ARTICLE_TEXTS)
        check_date("Article.published", self.published)
        if not isinstance(self.source, (Source, NoneType)):
            refuse("Article.source", self.source, 'a Source, such as Source("وكالة الأنباء"), or None')
        check_language("Article", self.language, self.direction)
        check_digits("Article.digits", self.digits)
        if not isinstance(self.provenance, Provenance):
            refuse("Article.provenance", self.provenance, "a Provenance")

    def __repr__(self) -> str:
        by = f" by {short(self.byline)}" if self.byline else ""
        day = f", {self.published:%Y-%m-%d}" if self.published else ""
        return f"<Article {short(self.headline)}{by}{day}, {count(self.body, 'block')}>"

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
    `digits` are as those of an article, auto those of most numbers of all.
    """

    title: str
    articles: tuple[Article, ...]
    subtitle: str | None = None
    publisher: str | None = None
    published: date | datetime | None = None
    language: str = "ar"
    direction: Direction = "rtl"
    digits: str = field(default="auto", repr=False, compare=False)

    def __post_init__(self) -> None:
        check_title("Volume.title", self.title)
        check_each("Volume.articles", self.articles, (Article,), "a tuple of articles")
        check_texts(self, ("subtitle", "publisher"))
        check_date("Volume.published", self.published)
        check_language("Volume", self.language, self.direction)
        check_digits("Volume.digits", self.digits)

    def __repr__(self) -> str:
        return f"<Volume {short(self.title)}, {count(self.articles, 'article')}>"


_ARTICLE_TEXTS = tuple(one.name for one in fields(Article) if one.type == "str | None")
