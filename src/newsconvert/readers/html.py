"""Read a saved web page: its main text, and its metadata in schema.org, Open Graph and meta elements."""

from __future__ import annotations

import codecs
import hashlib
import html
import json
import re
from collections.abc import Iterator
from typing import Any

from ..errors import EmptyInputError, MissingDependencyError
from ..installation import of_extra
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
from ..result import Converted, Kind, Warning
from .characters import clean, normalized
from .decoding import decode
from .overrides import language_of, names, stated_date
from .plaintext import read_text
from .repairs import Decoded, repair_text
from .shaping import MarkedHeading, direction_of, levelled, merged, one_line, stripped, take_citation, web_link

_ARTICLES = {
    "AnalysisNewsArticle", "Article", "BackgroundNewsArticle", "BlogPosting", "LiveBlogPosting", "NewsArticle",
    "OpinionNewsArticle", "Report", "ReportageNewsArticle", "ReviewNewsArticle",
}  # fmt: skip
#: Encodings that servers declare for any page; meaningless if the text is Arabic.
_WESTERN = {"ascii", "iso8859-1", "cp1252", "iso8859-15"}


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in an HTML page; nothing is fetched.

    Raise EmptyInputError if the page has no main text, MissingDependencyError without trafilatura.
    """
    try:
        import trafilatura
    except ImportError as problem:
        raise MissingDependencyError(f"Web pages need trafilatura: {of_extra('html')}.") from problem
    from lxml import etree
    from lxml import html as page

    decoded = _decoded(data, options)
    lines, cleaned = clean(normalized(decoded.text, options.normalize))
    parser = page.HTMLParser(encoding="utf-8", no_network=True)
    try:
        tree = page.document_fromstring("\n".join(lines).encode(), parser=parser)
    except (etree.LxmlError, ValueError) as problem:
        raise EmptyInputError(f"this is not a web page ({problem}).") from problem
    stated = _stated_metadata(tree)
    headline = one_line(stated.get("headline") or tree.xpath("string(//h1)") or tree.xpath("string(//title)"))
    # Comments and tables are not part of the article.
    document = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=False, include_formatting=True, include_links=True
    )
    main = getattr(document, "body", None)
    base = web_link(stated.get("url", ""))
    blocks = list(_blocks(main, base)) if main is not None else []
    if not blocks and "text" in stated:
        blocks = list(read_text(stated["text"], headline or None, options).value.body)
    if blocks and isinstance(blocks[0], Heading) and _same(plain_text(blocks[0].inlines), headline):
        del blocks[0]
    if not headline or not blocks:
        raise EmptyInputError("no article was found in the page; save the page of one article.")
    direction = direction_of(headline, blocks)
    source = take_citation(blocks, Source(stated.get("publisher"), base))
    language = language_of(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
    article = Article(
        headline=headline,
        body=levelled(blocks),
        byline=stated.get("author"),
        published=stated_date(stated.get("published")),
        source=source,
        language=language or "ar",
        direction=direction,
        provenance=Provenance(
            options.file_name,
            hashlib.sha256(data).hexdigest(),
            decoded.encoding,
            decoded.confidence,
            options.normalize,
            data,
        ),
    )
    return Converted(article, (*decoded.warnings, *cleaned))


def _decoded(data: bytes, options: ReaderOptions) -> Decoded:
    """Decode the page in the encoding that it declares, if the bytes are valid in it.

    A page with a few invalid bytes, such as a truncated one, is decoded as browsers do.
    """
    declared = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", data[:4096], re.IGNORECASE)
    if options.encoding is None and declared and _is_utf8(data):  # whatever it claims: no other text looks like it
        declared = None
    if options.encoding is None and declared:
        try:
            name = codecs.lookup(declared[1].decode()).name
            text = data.decode(name, errors="replace")
        except (LookupError, UnicodeError, TypeError):  # no such encoding, or not a text encoding
            name, text = "", ""
        broken = text.count("\ufffd") - (data.count("\ufffd".encode()) if name == "utf-8" else 0)
        if name and name not in _WESTERN and broken * 200 <= len(text):
            message = f"{broken} bytes are not {name}; they are shown as U+FFFD."
            warnings = (Warning(Kind.ENCODING, message),) if broken else ()
            found = Decoded(text.removeprefix("\ufeff"), name, 0.9 if broken else 1.0, warnings)
            return repair_text(found, options.repair)
    return decode(data, options.encoding, repair=options.repair)


def _is_utf8(data: bytes) -> bool:
    """Return whether `data` is UTF-8 that is more than ASCII."""
    try:
        return not data.isascii() and bool(data.decode())
    except UnicodeDecodeError:
        return False


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _stated_metadata(tree: Any) -> dict[str, str]:
    """Return headline, author, published, publisher and url as stated by the page, the most specific first."""
    found: dict[str, str] = {}
    for record in _records(tree):
        page = record.get("url") or record.get("mainEntityOfPage")
        entries = {
            "headline": record.get("headline"),
            "author": names(record.get("author")),
            "published": record.get("datePublished"),
            "publisher": names(record.get("publisher")),
            "url": page.get("@id") if isinstance(page, dict) else page,
            "text": record.get("articleBody"),
        }
        for name, value in entries.items():
            if isinstance(value, str) and value.strip():
                # Many pages escape HTML here too, although it is not decoded.
                found.setdefault(name, html.unescape(value).strip())
    elements = {
        "headline": ("og:title",),
        "author": ("article:author_name", "author"),
        "published": ("article:published_time", "date", "dcterms.created"),
        "publisher": ("og:site_name", "dcterms.publisher"),
        "url": ("og:url",),
    }
    for name, keys in elements.items():
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
    for script in tree.xpath("//script[starts-with(@type, 'application/ld+json')]/text()"):
        try:
            queue = [json.loads(script, strict=False)]
        except (ValueError, RecursionError):
            continue
        while queue:
            record = queue.pop(0)
            if isinstance(record, list):
                queue[:0] = record
            elif isinstance(record, dict):
                kinds = record.get("@type")
                if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds]) if _is_text(kind)):
                    yield record
                queue += [record[name] for name in ("@graph", "mainEntity") if name in record]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _blocks(body: Any, base: str | None) -> Iterator[Block]:
    """Yield the blocks of trafilatura's tree, which has TEI elements."""
    for element in body:
        if element.tag == "list":
            yield from _list(element, base)
        elif element.tag == "quote" and any(child.tag in ("p", "list", "quote", "head") for child in element):
            yield from (
                Quotation(block.inlines) if isinstance(block, Paragraph) else block for block in _blocks(element, base)
            )
        elif content := stripped(tuple(_inlines(element, base))):
            if element.tag == "head":
                level = str(element.get("rend", "h2"))[-1:]
                yield MarkedHeading(int(level) if level.isdigit() else 2, content)
            else:
                yield Quotation(content) if element.tag == "quote" else Paragraph(content)
        if (tail := (element.tail or "").strip()) and element.tag != "lb":
            yield Paragraph((Text(tail),))


def _list(element: Any, base: str | None) -> Iterator[Block]:
    """Yield a list. Lists have one level: a nested list follows its item, and then the outer one continues."""
    ordered, number = element.get("rend") == "ol", 1
    items: list[Inlines] = []
    for item in element:
        if item.tag == "item" and (content := stripped(tuple(_inlines(item, base, skip="list")))):
            items.append(content)
        inner = [item] if item.tag == "list" else item.findall("list")
        if inner:
            if items:
                yield ItemList(ordered, tuple(items), number)
            number += len(items) if ordered else 0
            items = []
            for one in inner:
                yield from _list(one, base)
    if items:
        yield ItemList(ordered, tuple(items), number)


def _inlines(element: Any, base: str | None, skip: str = "") -> Iterator[Inline]:
    yield Text(element.text or "")
    for child in element:
        if child.tag == skip:
            yield Text(child.tail or "")
            continue
        inner = merged(list(_inlines(child, base, skip)))
        if child.tag == "lb":
            yield Text("\n")
        elif child.tag == "ref" and (target := web_link(child.get("target", ""), base)):
            yield Link(target, inner)
        elif child.tag == "hi":
            yield Strong(inner) if child.get("rend") == "#b" else Emphasis(inner)
        elif isinstance(child.tag, str):  # otherwise it is a comment
            yield from inner
        yield Text(child.tail or "")
