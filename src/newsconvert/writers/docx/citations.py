"""The article's source as Word knows sources: a bibliography of the document, and the fields that cite from it.

The sources are a part of custom XML (ECMA-376 Part 1, 22.6 and the shared bibliography schema), which Word lists under
References; CITATION and BIBLIOGRAPHY fields (17.16.5.8, 17.16.5.5) make text of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from uuid import UUID

from ...arabic import MONTHS, arabic_indic
from ...model import Article
from .opc import CUSTOM_XML, CUSTOM_XML_PROPERTIES, Package
from .wordml import DECLARATION, attribute

_SOURCES = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_BYLINE = re.compile(r"^\s*(?:كتبت?|بقلم|إعداد|تحرير|تقرير)\s*[:：]\s*")
_UNDATED = "د.ت."


def tag_of(article: Article) -> str | None:
    """Return the name of the article's source in its document, or None where the article names none."""
    source = article.source
    if not source or not (source.name or source.url or source.citation):
        return None
    facts = (source.name, source.url, article.headline, article.published and article.published.isoformat())
    return "News" + sha256(repr(facts).encode()).hexdigest()[:12]


def add_sources(package: Package, articles: Iterable[tuple[str, Article]], owner: str) -> None:
    """Add the sources of `articles`, each with its tag, to `package`: a part that `owner` refers to."""
    sources = "".join(_source(tag, article, order) for order, (tag, article) in enumerate(dict(articles).items(), 1))
    if not sources:
        return
    head = r'SelectedStyle="\APASixthEditionOfficeOnline.xsl" StyleName="APA"'
    data = f'{DECLARATION}<b:Sources xmlns:b="{_SOURCES}" xmlns="{_SOURCES}" {head}>{sources}</b:Sources>'.encode()
    package.add("customXml/item1.xml", data, CUSTOM_XML, owner=owner)
    identity = UUID(bytes=sha256(data).digest()[:16], version=4)
    properties = (
        f'{DECLARATION}<ds:datastoreItem xmlns:ds="{_CUSTOM_XML}" ds:itemID="{{{str(identity).upper()}}}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{_SOURCES}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    package.add("customXml/itemProps1.xml", properties.encode(), CUSTOM_XML_PROPERTIES, owner="customXml/item1.xml")


def _source(tag: str, article: Article, order: int) -> str:
    source = article.source
    name, url = (source.name, source.url) if source else (None, None)
    facts: list[tuple[str, str | int | None]] = [
        ("Tag", tag),
        ("SourceType", "InternetSite" if url else "ArticleInAPeriodical"),
        ("Guid", f"{{{str(UUID(bytes=sha256(tag.encode()).digest()[:16], version=4)).upper()}}}"),
        ("Title", article.headline),
        ("InternetSiteTitle" if url else "PeriodicalTitle", name),
        *_dated("", article.published),
        *_dated("Accessed", source.retrieved if source else None),
        ("URL", url),
        ("LCID", "ar-SA" if article.language.lower() == "ar" else article.language),
        ("RefOrder", order),
    ]
    author = _author(article)
    made = f"<b:Author><b:Author><b:Corporate>{attribute(author)}</b:Corporate></b:Author></b:Author>" if author else ""
    return f"<b:Source>{''.join(f'<b:{k}>{attribute(v)}</b:{k}>' for k, v in facts[:3] if v)}{made}" + (
        f"{''.join(f'<b:{k}>{attribute(v)}</b:{k}>' for k, v in facts[3:] if v)}</b:Source>"
    )


def _dated(suffix: str, day: date | None) -> list[tuple[str, str | int | None]]:
    if day is None:
        return []
    return [(f"Year{suffix}", day.year), (f"Month{suffix}", MONTHS[day.month - 1]), (f"Day{suffix}", day.day)]


def _author(article: Article) -> str | None:
    """Return who wrote the article, without the word that says so, or else who published it."""
    byline = _BYLINE.sub("", article.byline or "").strip()
    return byline or (article.source.name if article.source else None)


def citation_field(article: Article, tag: str) -> tuple[str, str]:
    """Return the code and the result of the field that cites `article` in the text, as APA has it."""
    year = arabic_indic(article.published.year) if article.published else _UNDATED
    return rf"CITATION {tag} \l 1025", f"({_author(article) or article.headline}، {year})"


def entry(article: Article) -> str:
    """Return the entry of `article` in a list of sources, without its address, as APA has it."""
    day = article.published
    dated = f"{arabic_indic(day.year)}، {arabic_indic(day.day)} {MONTHS[day.month - 1]}" if day else _UNDATED
    author, name = _author(article), article.source.name if article.source else None
    parts = (author, f"({dated})", article.headline, name if name != author else None)
    return ". ".join(part for part in parts if part) + "."
