"""Items of feeds as records: RSS 2.0 and 1.0 (with content, dc and media modules), Atom (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from .fragments import markup_in
from .markupxml import LANG, child, children, inner_html, local, text

_PERSON = re.compile(r"[^\s()]+@[^\s()]+\s*\((?P<name>[^()]+)\)")  # how RSS 2.0 writes an author


def rss(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the items of RSS as records with the usual columns."""
    channel = child(root, "channel")
    items = children(root, "item") or children(channel, "item")
    for item in items:
        # The namespace tells `content:encoded` and `media:content` apart; the own elements of RSS 2.0 have none.
        named: dict[str, list[Any]] = {}
        for one in item:
            named.setdefault(local(one), []).append(one)
        encoded, description = _first(named, "encoded"), _first(named, "description")
        author = _first(named, "creator") or _first(named, "author")
        person = _PERSON.fullmatch(author)
        yield _row(
            body=encoded or description,
            media=_media(item),
            title=_first(named, "title"),
            byline=person["name"].strip() if person else author,
            published=_first(named, "pubDate") or _first(named, "date"),
            url=_first(named, "link") or _first(named, "guid"),
            source=_first(named, "source") or text(child(channel, "title")),
            language=_first(named, "language") or text(child(channel, "language")) or root.get(LANG, ""),
            description=description if encoded and description != encoded else "",
        )


def atom(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the entries of an Atom feed, or the one entry of a document of its own, as records."""
    feed = root if local(root) == "feed" else None
    for entry in children(root, "entry") if feed is not None else [root]:
        content, summary = _construct(child(entry, "content")), _construct(child(entry, "summary"))
        links = children(entry, "link")
        authors = children(entry, "author") or (children(feed, "author") if feed is not None else [])
        address = [one.get("href", "") for one in links if one.get("rel", "alternate") == "alternate"]
        title = _construct(child(entry, "title"))
        origin = child(entry, "source", "title")
        yield _row(
            body=content or summary,
            media=_media(entry),
            title=title,
            byline=[text(child(one, "name")) for one in authors if text(child(one, "name"))],
            published=text(child(entry, "published")) or text(child(entry, "updated")),
            url=next(iter(address), ""),
            source=text(origin) or text(child(feed, "title")),
            language=entry.get(LANG, "") or root.get(LANG, ""),
            description=summary if content and summary != content else "",
        )


def _first(named: dict[str, list[Any]], name: str) -> str:
    """Return the text of the first element of that name that has any, as it is written: it may be HTML."""
    found = ("".join(one.itertext()).strip() for one in named.get(name, ()))
    return next((one for one in found if one), "")


def _construct(element: Any) -> str:
    """Return a construct of Atom as HTML, or as text (RFC 4287, section 3.1)."""
    if element is None:
        return ""
    kind = element.get("type", "text")
    if kind in ("xhtml", "application/xhtml+xml"):
        return inner_html(child(element, "div") if child(element, "div") is not None else element).strip()
    return "".join(element.itertext()).strip()


def _media(item: Any) -> list[tuple[str, str, str]]:
    """Return kind, address and title of what an item encloses: RSS enclosures, links of Atom, Media RSS."""
    found: list[tuple[str, str, str]] = []
    for one in item.iter():
        name, kind = local(one), one.get("type") or one.get("medium") or ""
        address = one.get("url") or ""
        if name == "link" and one.get("rel") == "enclosure":
            address = one.get("href") or ""
        elif name == "thumbnail":
            kind = "image"
        elif name not in ("enclosure", "content"):
            continue
        if name == "thumbnail" and found:
            continue
        if not kind and re.search(r"\.(?:jpe?g|png|gif|webp)(?:\?|$)", address, re.IGNORECASE):
            kind = "image"
        if address and kind:
            title = text(child(one, "description")) or text(child(one, "title")) or one.get("title") or ""
            found.append((kind.partition("/")[0], address, title))
    return found


def figure(address: str, caption: str = "", credit: str = "") -> str:
    """Return a figure of HTML with a picture at an address."""
    shown = f'<span>{escape(caption)}</span><span class="credit">{escape(credit)}</span>' if credit else escape(caption)
    under = f"<figcaption>{shown}</figcaption>" if caption or credit else ""
    return f'<figure><img src="{escape(address)}">{under}</figure>'


def _row(body: str, media: list[tuple[str, str, str]], **values: Any) -> dict[str, Any]:
    before = after = ""
    for kind, address, title in {one[1]: one for one in media}.values():
        if address in body:
            continue
        if kind == "image":
            before += figure(address, title)
        else:
            after += f'<video src="{escape(address)}" title="{escape(title)}"></video>'
    if (before or after) and body and not markup_in(body):
        body = "".join(f"<p>{escape(line)}</p>" for line in body.splitlines() if line.strip())
    return {name: value for name, value in {**values, "content": f"{before}{body}{after}"}.items() if value}
