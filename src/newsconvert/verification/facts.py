"""What a document states of itself, in metadata and contents, compared with the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from ..binding import CONTENTS
from ..languages import known_labels, primary
from ..markup import xml_text
from ..model import Article, article_text
from .findings import Finding, FindingKind, shorten
from .normalize import normalize_pdf
from .passages import Passage

_LIST = re.compile(r"[،,;؛]| and | و(?=\w)")
_NUMBER = re.compile(r"[\s.…\d]+$")


def fact_differences(article: Article, facts: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Yield what the metadata state otherwise than the article; what they do not state is not compared."""
    names = (article.byline, article.agency, article.source and article.source.name, *article_text(article))
    credited = "\n".join(_key(name) for name in names if name)
    for name, told in facts:
        match name:
            case "title":
                right, known = _key(told) == _key(article.headline), article.headline
            case "author":
                right, known = all(_key(one) in credited for one in _LIST.split(told)), article.byline or ""
            case "language":
                right = primary(told) == primary(article.language)
                known = article.language
            case "source":
                known = (article.source and article.source.url) or ""
                right = unquote(xml_text(known)).strip() == unquote(told).strip() if known else _key(told) in credited
            case "hash":
                continue  # compared whatever the text is
            case _:
                right, known = told == article.direction, article.direction
        if not right:
            yield Finding(FindingKind.METADATA, shorten(known), shorten(told), place=name)


def contents_differences(articles: Iterable[Article], contents: Iterable[Passage]) -> Iterator[Finding]:
    """Yield the entries of contents that are in no article; page numbers after them do not count."""
    known: set[str] | None = None
    for entry in contents:
        if known is None:
            titles = {CONTENTS, *(one.contents for one in known_labels())}
            known = {_key(piece) for article in articles for piece in article_text(article)} | {"", *map(_key, titles)}
        whole = _key(entry.text)
        if whole not in known and _key(_NUMBER.sub("", entry.text)) not in known:
            yield Finding(FindingKind.ADDED, found=shorten(entry.text), place=entry.place)


def _key(text: str) -> str:
    return "".join(normalize_pdf(text).split())
