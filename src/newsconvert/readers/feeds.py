"""Items of feeds as records: RSS 2.0 and 1.0 (with content, dc and media modules), Atom (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from .elements import text_of
from .fragments import markup_in, parse_fragment
from .markupxml import LANG, child, children, inner_html, local, text
from .shaping import one_line, web_link
from .unread import shown_letters

_PERSON = re.compile(r"[^\s()]+@[^\s()]+\s*\((?P<name>[^()]+)\)")  # how RSS 2.0 writes an author


def rss(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the items of RSS as records with the usual columns."""
    channel = child(root, "channel")
    items = children(root, "item") or children(channel, "item")
    people = {
        text(child(one, "author_login")): text(child(one, "author_display_name")) for one in children(channel, "author")
    }
    for item in items:
        # The namespace tells `content:encoded` and `media:content` apart; the own elements of RSS 2.0 have none.
        named: dict[str, list[Any]] = {}
        for one in item:
            named.setdefault(_name(one), []).append(one)
        encoded, description = _first(named, "encoded"), _first(named, "description")
        author = _first(named, "creator") or _first(named, "author")
        person = _PERSON.fullmatch(author)
        yield _row(
            item,
            body=encoded or description,
            media=_media(item),
            title=_first(named, "title"),
            byline=person["name"].strip() if person else people.get(author) or author,
            published=_first(named, "pubDate") or _first(named, "date"),
            url=_first(named, "link") or _first(named, "guid"),
            source=_first(named, "source") or _plain(text(child(channel, "title"))),
            language=_first(named, "language") or text(child(channel, "language")) or root.get(LANG, ""),
            description=description if encoded and description != encoded else "",
            excerpt=_first(named, "excerpt"),
            **_others(item, _OF_RSS),
        )


def _name(element: Any) -> str:
    """Return the name of an element of an item; `excerpt:encoded` of WordPress's exports is no content."""
    return "excerpt" if "/excerpt/" in str(element.tag) else local(element)


def atom(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the entries of an Atom feed, or the one entry of a document of its own, as records."""
    feed = root if local(root) == "feed" else None
    for entry in children(root, "entry") if feed is not None else [root]:
        content, summary = _construct(child(entry, "content")), _construct(child(entry, "summary"))
        links = children(entry, "link")
        authors = children(entry, "author") or (children(feed, "author") if feed is not None else [])
        base = entry.get(_BASE) or root.get(_BASE) or ""
        address = [web_link(one.get("href", ""), base) for one in links if one.get("rel", "alternate") == "alternate"]
        title = _construct(child(entry, "title"))
        origin = child(entry, "source", "title")
        yield _row(
            entry,
            body=content or summary,
            media=_media(entry, base),
            title=title,
            byline=[text(child(one, "name")) for one in authors if text(child(one, "name"))],
            published=text(child(entry, "published")) or text(child(entry, "updated")),
            url=next(filter(None, address), base),
            source=_plain(_construct(origin) or _construct(child(feed, "title"))),
            language=entry.get(LANG, "") or root.get(LANG, ""),
            summary=summary if content and summary != content else "",
            **_others(entry, _OF_ATOM),
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


def _plain(words: str) -> str:
    """Return words that may be HTML without its tags."""
    return one_line(text_of(parse_fragment(words))) if markup_in(words) else words


#: Where addresses in an element are relative to (XML Base).
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
#: Elements of items that are read, or are of the feed and not of its readers.
_OF_RSS = frozenset((
    "title", "link", "guid", "description", "encoded", "creator", "author", "pubDate", "date", "source", "language",
    "enclosure", "content", "thumbnail", "group",
))  # fmt: skip
_OF_ATOM = frozenset((
    "title", "link", "id", "content", "summary", "author", "published", "updated", "source", "thumbnail", "group",
))  # fmt: skip


def _others(item: Any, known: frozenset[str]) -> dict[str, list[str]]:
    """Return the words of elements that no field is read from, such as categories, by their names."""
    found: dict[str, list[str]] = {}
    for one in item:
        words = text(one)
        if local(one) not in known and any(map(str.isalpha, words)) and not web_link(words):
            found.setdefault(local(one), []).append(words)
    return found


class _Medium(NamedTuple):
    kind: str
    address: str
    caption: str
    credit: str
    alternative: str = ""


#: The namespace of Media RSS.
_MEDIA_RSS = "{http://search.yahoo.com/mrss/}"


def _media_unread(item: Any, content: str) -> dict[str, list[str]]:
    """Return by their names the words about pictures and videos of an item that are not in its content."""
    found: dict[str, list[str]] = {}
    shown = shown_letters(content)
    for one in item.iter(f"{_MEDIA_RSS}*"):
        if not len(one) and any(map(str.isalpha, words := text(one))) and shown_letters(words) not in shown:
            found.setdefault(f"media {local(one)}", []).append(words)
    return found


def _media(item: Any, base: str = "") -> list[_Medium]:
    """Return what an item encloses: RSS enclosures, links of Atom, Media RSS."""
    found: list[_Medium] = []
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
            title = text(child(one, "title")) or one.get("title") or ""
            caption, credit = text(child(one, "description")), text(child(one, "credit"))
            named = _Medium(kind.partition("/")[0], web_link(address, base) or address, caption or title, credit)
            found.append(named._replace(alternative=title) if caption else named)
    return found


def figure(address: str, caption: str = "", credit: str = "", alternative: str = "") -> str:
    """Return a figure of HTML with a picture at an address."""
    shown = f'<span>{escape(caption)}</span><span class="credit">{escape(credit)}</span>' if credit else escape(caption)
    under = f"<figcaption>{shown}</figcaption>" if caption or credit else ""
    words = f' alt="{escape(alternative)}"' if alternative else ""
    return f'<figure><img src="{escape(address)}"{words}>{under}</figure>'


def _row(item: Any, body: str, media: list[_Medium], **values: Any) -> dict[str, Any]:
    before = after = ""
    for kind, address, title, credit, alternative in {one.address: one for one in media}.values():
        if address in body:
            continue
        if kind == "image":
            before += figure(address, title, credit, alternative)
        else:
            after += f'<video src="{escape(address)}" title="{escape(title)}"></video>'
    if (before or after) and body and not markup_in(body):
        body = "".join(f"<p>{escape(line)}</p>" for line in body.splitlines() if line.strip())
    content = f"{before}{body}{after}"
    row = {**values, "content": content, **(_media_unread(item, content) if media else {})}
    return {name: value for name, value in row.items() if value}
