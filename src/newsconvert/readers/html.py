"""Read a saved web page: its main text, and what it states of itself in schema.org, Open Graph and meta elements."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from ..arabic import is_rtl
from ..errors import EmptyInputError, InputError, MissingDependencyError
from ..model import (
    Article,
    Block,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    ItemList,
    Link,
    Paragraph,
    Provenance,
    Quotation,
    Source,
    Strong,
    Text,
    plain_text,
)
from ..options import ReaderOptions
from ..result import Converted
from .decoding import decode
from .overrides import language_or, stated_date

_ARTICLES = {
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BlogPosting",
}


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in an HTML page; nothing is fetched.

    Raise EmptyInputError when the page has no main text, MissingDependencyError without trafilatura.
    """
    try:
        import trafilatura
    except ImportError as problem:
        raise MissingDependencyError('Web pages need trafilatura: pip install "newsconvert[html]".') from problem
    from lxml import etree, html

    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096])
    encoding = options.encoding or (declared[1].decode() if declared else decode(data).encoding)
    try:
        tree = html.document_fromstring(data, parser=html.HTMLParser(encoding=encoding, no_network=True))
    except (etree.LxmlError, ValueError, LookupError) as problem:
        raise InputError(f"this is not a web page ({problem}).") from problem
    stated = _stated(tree)
    headline = stated.get("headline") or tree.xpath("string(//h1)") or tree.xpath("string(//title)")
    headline = " ".join(headline.split())
    # Comments and tables are no part of an article.
    document = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=False, include_formatting=True, include_links=True
    )
    main = getattr(document, "body", None)
    blocks = list(_blocks(main)) if main is not None else []
    if blocks and isinstance(blocks[0], Heading) and plain_text(blocks[0].inlines) == headline:
        del blocks[0]
    if not headline or not blocks:
        raise EmptyInputError("the page has no article that can be found; save the page of one article.")
    text = " ".join(plain_text(block.inlines) for block in blocks if not isinstance(block, ItemList))
    source = Source(stated.get("publisher"), stated.get("url"))
    return Converted(
        Article(
            headline=headline,
            body=tuple(blocks),
            byline=stated.get("author"),
            published=stated_date(stated.get("published")),
            source=source if source != Source() else None,
            language=language_or(tree.get("lang"), "ar"),
            direction="rtl" if is_rtl(text) else "ltr",
            provenance=Provenance(options.file_name, hashlib.sha256(data).hexdigest(), encoding, content=data),
        )
    )


def _stated(tree: Any) -> dict[str, str]:
    """Return headline, author, published, publisher and url as the page states them, the most exact statement first."""
    found: dict[str, str] = {}
    for record in _records(tree):
        author, publisher = record.get("author"), record.get("publisher")
        entries = {
            "headline": record.get("headline"),
            "author": _names(author),
            "published": record.get("datePublished"),
            "publisher": _names(publisher),
            "url": record.get("url") or record.get("mainEntityOfPage"),
        }
        for name, value in entries.items():
            if isinstance(value, str) and value.strip():
                found.setdefault(name, value.strip())
    names = {
        "headline": ("og:title",),
        "author": ("article:author_name", "author"),
        "published": ("article:published_time", "date", "dcterms.created"),
        "publisher": ("og:site_name", "dcterms.publisher"),
        "url": ("og:url",),
    }
    for name, keys in names.items():
        for key in keys:
            value = tree.xpath("string(//meta[@property=$key or @name=$key]/@content)", key=key).strip()
            if value:
                found.setdefault(name, value)
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)").strip()
    if canonical:
        found.setdefault("url", canonical)
    return found


def _records(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the schema.org records of articles in the page (JSON-LD)."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            value = json.loads(script)
        except (ValueError, RecursionError):
            continue
        queue = value if isinstance(value, list) else [value]
        graphs = [record["@graph"] for record in queue if isinstance(record, dict) and "@graph" in record]
        for record in [*queue, *(one for graph in graphs if isinstance(graph, list) for one in graph)]:
            if isinstance(record, dict):
                kinds = record.get("@type")
                if _ARTICLES & set(kinds if isinstance(kinds, list) else [kinds]):
                    yield record


def _names(value: Any) -> str | None:
    entries = value if isinstance(value, list) else [value]
    names = [entry.get("name") if isinstance(entry, dict) else entry for entry in entries]
    return "، ".join(name for name in names if isinstance(name, str)) or None


def _blocks(body: Any) -> Iterator[Block]:
    """Yield the blocks of trafilatura's tree, whose elements are those of TEI."""
    for element in body:
        if element.tag == "head":
            level = str(element.get("rend", "h2"))[-1:]
            yield Heading(max(2, int(level) if level.isdigit() else 2), _content(element))
        elif element.tag == "list":
            ordered = element.get("rend") == "ol"
            items = tuple(_content(item) for item in element.iter("item"))
            if items:
                yield ItemList(ordered, items)
        elif element.tag == "quote":
            yield Quotation(_content(element))
        elif plain_text(_content(element)).strip():
            yield Paragraph(_content(element))


def _content(element: Any) -> Inlines:
    found = [inline for inline in _inlines(element) if not isinstance(inline, Text) or inline.text]
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if found and isinstance(edge := found[at], Text):
            found[at] = Text(strip(edge.text))
    return tuple(found) or (Text(""),)


def _inlines(element: Any) -> Iterator[Inline]:
    yield Text(element.text or "")
    for child in element:
        inner = tuple(inline for inline in _inlines(child) if not isinstance(inline, Text) or inline.text)
        if child.tag == "lb":
            yield Text("\n")
        elif child.tag == "ref" and child.get("target") and inner:
            yield Link(child.get("target"), inner)
        elif child.tag == "hi" and inner:
            yield Strong(inner) if child.get("rend") == "#b" else Emphasis(inner)
        else:
            yield from inner
        yield Text(child.tail or "")
