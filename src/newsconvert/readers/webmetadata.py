"""What a web page states of its article beside the text: schema.org, Open Graph, Dublin Core, microdata and hAtom."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from .elements import class_and_id, text_of
from .overrides import names
from .shaping import one_line, web_link
from .tablepages import without_site

_ARTICLES = {
    "AnalysisNewsArticle", "Article", "BackgroundNewsArticle", "BlogPosting", "LiveBlogPosting", "NewsArticle",
    "OpinionNewsArticle", "Report", "ReportageNewsArticle", "ReviewNewsArticle",
}  # fmt: skip


def stated_fields(tree: Any) -> dict[str, str]:
    """Return what the page states of the article, the most specific first: headline, author, published, publisher, url.

    `persons` are the authors of which the page states that they are persons, one a line.
    """
    found: dict[str, str] = {}
    things: dict[str, Any] = {}
    for record in list(_records(tree, things)):
        page = record.get("url") or record.get("mainEntityOfPage")
        authors = _resolved(record.get("author"), things)
        listed = [one for one in authors if isinstance(one, dict)] if isinstance(authors, list) else []
        entries = {
            "persons": "\n".join(str(one.get("name") or "") for one in listed if one.get("@type") == "Person"),
            "headline": record.get("headline"),
            "author": names(authors),
            "published": record.get("datePublished"),
            "publisher": names(_resolved(record.get("publisher"), things)),
            "url": page.get("@id") if isinstance(page, dict) else page,
            "text": record.get("articleBody"),
            "description": record.get("description"),
        }
        for name, value in entries.items():
            if isinstance(value, str) and value.strip() and (name != "url" or web_link(value)):
                # Many pages escape HTML here too, although it is not decoded.
                found.setdefault(name, html.unescape(value).strip())
    elements: dict[str, str] = {}
    for one in tree.iter("meta"):
        value = (one.get("content") or "").strip()
        if value:
            elements.setdefault((one.get("property") or one.get("name") or "").lower(), value)
    for name, keys in _META.items():
        values = [elements[key] for key in keys if key in elements]
        wanted = [value for value in values if bool(web_link(value)) == (name == "url")]
        if wanted:
            found.setdefault(name, wanted[0])
    for name, value in _microdata(tree).items():
        found.setdefault(name, value)
    if "headline" in found:
        found["headline"] = without_site(found["headline"], found.get("publisher", ""))
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)").strip()
    if canonical:
        found.setdefault("url", canonical)
    return found


#: The names of `meta` elements, in lower case, that state a field: Open Graph, Dublin Core, and those of analytics.
_META = {
    "headline": ("og:title",),
    "author": (
        "article:author_name", "author", "dcterms.creator", "dc.creator", "article:author", "parsely-author",
        "sailthru.author", "byl",
    ),
    "published": (
        "article:published_time", "og:article:published_time", "date", "dcterms.created", "dcterms.issued", "dc.date",
        "dc.date.issued", "pubdate", "publish-date", "publish_date", "publishdate", "publication_date",
        "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    ),
    "keywords": ("keywords", "news_keywords", "article:tag"),
    "publisher": ("og:site_name", "dcterms.publisher", "dc.publisher"),
    "url": ("og:url",),
    "description": ("og:description", "description", "dcterms.description", "dc.description"),
}  # fmt: skip


#: What holds the author and the date of a post, in the vocabularies of schema.org (microdata) and of hAtom.
_STATED = {
    "author": ".//*[@itemprop='author' or contains(concat(' ', @class, ' '), ' vcard ')]",
    "published": ".//*[@itemprop='datePublished' or contains(concat(' ', @class, ' '), ' published ')]"
    " | .//*[contains(concat(' ', @property, ' '), ' dc:date ')]"
    " | .//time[@pubdate or contains(concat(' ', @class, ' '), ' entry-date ')]"
    " | .//footer[parent::article]//time[not(contains(@class, 'updated') or contains(@class, 'modified'))]",
}
_OF_COMMENTS = re.compile(r"(?:^|[ _-])comments?(?:$|[ _-])", re.IGNORECASE)


def _microdata(tree: Any) -> dict[str, str]:
    """Return the author and the date that elements of the page state, where all of them state the same.

    Elements in the article around the only `h1` come first: other posts may be listed beside it.
    """
    headings = tree.xpath("//h1")
    around = next(headings[0].iterancestors("article"), None) if len(headings) == 1 else None
    within = _agreed(around) if around is not None else {}
    return _agreed(tree) | within


def _agreed(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, path in _STATED.items():
        values: set[str] = set()
        for one in root.xpath(path):
            if not any(_OF_COMMENTS.search(class_and_id(above)) for above in (one, *one.iterancestors())):
                values.add(_stated_value(one, name))
        if len(values - {""}) == 1:
            found[name] = max(values)
    return found


def _stated_value(element: Any, name: str) -> str:
    if name == "published":
        return next((value for key in ("content", "datetime", "title") if (value := element.get(key))), "")
    inner = element.xpath(".//*[@itemprop='name' or contains(concat(' ', @class, ' '), ' fn ')]")
    value = element.get("content") or (text_of(inner[0]) if inner else text_of(element))
    return one_line(value) if len(value) <= _LONGEST_AUTHOR and "://" not in value else ""


_LONGEST_AUTHOR = 100


def _resolved(value: Any, things: dict[str, Any]) -> Any:
    """Return a value with what it refers to by identifiers (JSON-LD 1.1, section 3.3)."""
    if isinstance(value, list):
        return [_resolved(one, things) for one in value]
    identity = value.get("@id") if isinstance(value, dict) and "name" not in value else None
    return things.get(identity, value) if isinstance(identity, str) else value


def linked_data(tree: Any) -> Iterator[Any]:
    """Yield the values that scripts of a page state as JSON-LD; skip what is not JSON."""
    for script in tree.xpath("//script[starts-with(@type, 'application/ld+json')]/text()"):
        try:
            value = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        yield value


def _records(tree: Any, things: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the schema.org records of articles in the page (JSON-LD); put all that have a name into `things`."""
    for value in linked_data(tree):
        queue = [value]
        while queue:
            record = queue.pop(0)
            if isinstance(record, list):
                queue[:0] = record
            elif isinstance(record, dict):
                if "name" in record and isinstance(identity := record.get("@id"), str):
                    things.setdefault(identity, record)
                kinds = record.get("@type")
                if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds]) if _is_text(kind)):
                    yield record
                queue += [record[name] for name in ("@graph", "mainEntity") if name in record]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
