"""What web pages and EPUBs state of themselves, in metadata, structured data and the drawing of a cover."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

#: What a page says of itself to search engines and networks (HTML, 4.2.5.1; Dublin Core; Open Graph).
_METAS = {
    "description": "description", "author": "author", "dcterms.source": "source", "dcterms.publisher": "publisher",
    "dcterms.created": "published", "article:published_time": "published", "article:author": "author",
    "keywords": "subject", "news_keywords": "subject", "title": "title", "headline": "title",
    **{f"{one}:title": "title" for one in ("og", "twitter")},
    **{f"{one}:description": "description" for one in ("og", "twitter")},
    "og:site_name": "publisher", "og:url": "source", "twitter:image:alt": "description", "og:image:alt": "description",
    **{f"{one}.title": "title" for one in ("dc", "dcterms")},
    **{f"{one}.{name}": fact for one in ("dc", "dcterms")
       for name, fact in (("description", "description"), ("creator", "author"), ("subject", "subject"))},
    "dc.source": "source", "dc.publisher": "publisher", "dc.date": "published",
}  # fmt: skip
_SAID_IN_JSON = {
    "headline": "title", "url": "source", "datePublished": "published", "inLanguage": "language",
    "abstract": "description",
}  # fmt: skip
#: What structured data state of persons and organizations, and what says nothing that readers see.
_NAMED = {"author": "author", "creator": "author", "publisher": "publisher"}
_IDLE = re.compile(r"@\w+|identifier|sha256|dateModified|dateCreated|encodingFormat|temporal|expires")
_DUBLIN_CORE = {
    "title": "title", "creator": "author", "language": "language", "source": "source", "publisher": "publisher",
    "description": "description", "subject": "subject", "contributor": "author", "rights": "rights",
    "date": "published",
}  # fmt: skip
#: What packages state of themselves as books (EPUB 3.3, D; EPUB Accessibility 1.1), and not of their text.
_PROPERTIES = re.compile(
    r"dcterms:(?:modified|conformsTo)|schema:access\w+|pageBreakSource|a11y:\w+|rendition:(?:orientation|spread|flow)|"
    r"cover|generator|ibooks:[\w-]+|display-seq|role|identifier-type"
)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def fact_of(name: str) -> str | None:
    """Return the name of the fact that a `meta` element states, if it is of the article."""
    return _METAS.get(name.strip().lower())


def page_facts(root: Any) -> Iterator[tuple[str, str]]:
    """Yield what a web page states of itself: its title, its language, its direction."""
    title = next(root.iter("title"), None)
    if title is not None and title.text:
        yield "title", title.text
    for name, attribute in (("language", "lang"), ("direction", "dir")):
        if root.get(attribute):
            yield name, root.get(attribute)


def meta_facts(root: Any) -> Iterator[tuple[str, str]]:
    """Yield what the `meta` and `link` elements of a page, and its structured data, state of an article."""
    for meta in root.iter("{*}meta"):
        fact = fact_of(meta.get("name") or meta.get("property") or "")
        if fact and (told := meta.get("content", "").strip()):
            yield fact, told
    for link in root.iter("{*}link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield "source", link.get("href", "")
    for script in root.iter("{*}script"):
        if "json" in script.get("type", "").lower():
            yield from json_facts(script.text or "")
    for article in root.iter("{*}article"):
        if article.get("dir"):
            yield "direction", article.get("dir")
        yield from (("time", one.get("datetime", "")) for one in article.iter("{*}time"))


def json_facts(text: str) -> Iterator[tuple[str, str]]:
    """Yield what structured data state of an article (schema.org)."""
    try:
        left: list[tuple[str, Any]] = [("", json.loads(text))]
    except (ValueError, RecursionError):
        return
    while left:
        key, one = left.pop()
        if isinstance(one, list):
            left += ((key, part) for part in one)
        elif isinstance(one, dict):
            left += ((key if name in ("name", "url") and key else name, part) for name, part in one.items())
        elif isinstance(one, str) and not _IDLE.fullmatch(key):
            yield (_NAMED.get(key) or _SAID_IN_JSON.get(key, "subject")), one


def package_facts(package: Any) -> Iterator[tuple[str, str]]:
    """Yield what the metadata of a package state (EPUB 3.3, 5.5)."""
    for one in package.iter("{http://purl.org/dc/elements/1.1/}*"):
        name = _DUBLIN_CORE.get(one.tag.rpartition("}")[2])
        if name and one.text:
            yield name, one.text
        if language := one.get(LANG):
            yield "language", language
    for one in package.iter("{*}meta"):
        if one.get("property") == "schema:accessibilitySummary" and one.text:
            yield "accessibility", one.text
    spine = next(package.iter("{*}spine"), None)
    every = package.iter("{http://purl.org/dc/elements/1.1/}*")
    for told in (
        spine is not None and spine.get("page-progression-direction"), package.get("dir"),
        *(one.get("dir") for one in every),
    ):  # fmt: skip
        if told in ("rtl", "ltr"):
            yield "direction", told


def package_extras(package: Any, container: Any) -> Iterator[str]:
    """Yield what a package states of its text that documents do not, and packages beside it."""
    roots = list(container.iter("{*}rootfile"))
    yield from (f"[rootfile] {one.get('full-path')}" for one in roots[1:])
    for one in package.iter("{*}meta"):
        name = one.get("property") or one.get("name") or ""
        if not _PROPERTIES.fullmatch(name):
            yield f"[{name}] {one.text or one.get('content') or ''}"


def guide_titles(package: Any) -> Iterator[str]:
    """Yield the titles of the guide (OPF 2.0.1, 2.6), which older readers show."""
    for one in package.iter("{*}reference"):
        yield one.get("title", "")


def cover_words(drawing: Any) -> Iterator[tuple[str, str]]:
    """Yield what the drawing of a cover is said to show."""
    for one in drawing.iter("{*}title", "{*}desc"):
        yield "title" if one.tag.endswith("}title") else "cover", one.text or ""


def differing_identifiers(package: Any, ncx: Any, records: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the identifiers of a book's other parts that are not those of its package."""
    name = package.get("unique-identifier")
    known = {one.text for one in package.iter("{*}identifier") if one.get("id") == name}
    told = [one.get("content") for root in ncx for one in root.iter("{*}meta") if one.get("name") == "dtb:uid"]
    for part in records.values():
        if found := re.search(rb'"identifier": "([^"]*)"', part):
            told.append(found[1].decode(errors="replace"))
    yield from (f"[identifier] {one}" for one in told if one and one not in known)
