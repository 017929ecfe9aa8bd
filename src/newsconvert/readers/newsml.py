"""Items of news agencies as records: NewsML-G2 and NITF of the IPTC, with their text in NITF or XHTML."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from .feeds import figure
from .markupxml import LANG, child, children, inner_html, local, text

#: Elements of NITF (3.6) by those of HTML that stand for them.
_NITF = {
    "hl2": "h2", "block": "div", "bq": "blockquote", "body.content": "div", "body.end": "div", "lang": "span",
    "credit": "cite", "note": "div", "datasource": "p", "tagline": "p", "bibliography": "p", "fn": "span",
    "media-caption": "figcaption", "caption": "caption", "nitf-table": "div", "person": "span", "org": "span",
    "location": "span", "city": "span", "country": "span", "chron": "span", "num": "span", "money": "span",
    "event": "span", "function": "span", "object.title": "span", "virtloc": "span", "copyrite": "p",
}  # fmt: skip


def items(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the news items of NewsML-G2 as records: of a message, or one that stands alone."""
    for item in [one for one in root.iter() if local(one) == "newsItem"]:
        meta, about = child(item, "contentMeta"), child(item, "itemMeta")
        provider, content = child(about, "provider"), child(item, "contentSet")
        sources = children(meta, "infoSource")
        row: dict[str, Any] = {
            "headline": _main(children(meta, "headline")),
            "byline": text(child(meta, "by")) or [_name(one) for one in children(meta, "creator") if _name(one)],
            "dateline": text(child(meta, "dateline")),
            "place": _name(child(meta, "located")),
            "published": text(child(about, "versionCreated")) or text(child(meta, "contentCreated")),
            "source": text(child(meta, "creditline")) or _name(next(iter(sources), None)) or _name(provider),
            "language": _tag(child(meta, "language")) or item.get(LANG, "") or root.get(LANG, ""),
        }
        bodies = []
        for one in content if content is not None else ():
            if local(one) == "inlineXML":
                row, body = _with_inline(row, one)
                bodies.append(body)
            elif local(one) == "inlineData":
                bodies.append("".join(one.itertext()))
            elif local(one) == "remoteContent" and "image" in one.get("contenttype", "image"):
                address = one.get("href") or one.get("residref") or ""
                caption = _main(children(meta, "description"))
                bodies += [figure(address, text(child(one, "title")) or caption)] if address and not bodies else []
        row["content"] = "".join(bodies) or _main(children(meta, "description"))
        yield {name: value for name, value in row.items() if value}


def newsml1(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the components of NewsML 1 that hold text as records."""
    for component in root.iter():
        content = next((one for one in component.iter() if local(one) == "DataContent"), None)
        if local(component) != "NewsComponent" or content is None:
            continue
        if any(local(one) == "NewsComponent" for one in component.iter() if one is not component):
            continue
        lines = child(component, "NewsLines")
        row = {
            "headline": text(child(lines, "HeadLine")),
            "deck": text(child(lines, "SubHeadLine")),
            "byline": text(child(lines, "ByLine")),
            "dateline": text(child(lines, "DateLine")),
            "source": text(child(lines, "CreditLine")),
        }
        row, body = _with_inline(row, content)
        yield {name: value for name, value in {**row, "content": body}.items() if value}


def nitf(root: Any) -> dict[str, Any]:
    """Return a document of NITF as a record."""
    body = child(root, "body")
    head = child(body, "body.head")
    headings = child(head, "hedline")
    issued = next((one for one in root.iter() if local(one) in ("date.issue", "story.date") and one.get("norm")), None)
    row: dict[str, Any] = {
        "headline": text(child(headings, "hl1")) or text(child(root, "head", "title")),
        "deck": text(child(headings, "hl2")) or text(child(head, "abstract")),
        "byline": text(child(head, "byline")),
        "dateline": text(child(head, "dateline")),
        "source": text(child(head, "distributor")),
        "published": issued.get("norm", "") if issued is not None else "",
        "language": root.get(LANG, ""),
    }
    parts = [one for one in children(body, "body.content", "body.end") if text(one) or len(one)]
    row["content"] = "".join(inner_html(_with_html_names(one)) for one in parts)
    return {name: value for name, value in row.items() if value}


def _with_inline(row: dict[str, Any], content: Any) -> tuple[dict[str, Any], str]:
    """Return a record and its text, where that is marked up in XML: NITF states some fields itself."""
    inner = next((one for one in content.iter() if local(one) in ("nitf", "html", "body")), None)
    if inner is None:
        return row, inner_html(content) if len(content) else escape(text(content))
    if local(inner) == "nitf":
        found = nitf(inner)
        return {**row, **{name: value for name, value in found.items() if not row.get(name)}}, found.get("content", "")
    body = child(inner, "body") if local(inner) == "html" else inner
    return row, inner_html(body) if body is not None else ""


def _with_html_names(element: Any) -> Any:
    """Give the elements of NITF inside `element` the names that HTML has for them; return it."""
    for media in [one for one in element.iter() if local(one) == "media"]:
        captions = " ".join(filter(None, map(text, children(media, "media-caption"))))
        credit = text(child(media, "media-producer"))
        kind = media.get("media-type", "image")
        address = next((one.get("source", "") for one in children(media, "media-reference")), "")
        tail = media.tail
        for one in list(media):
            media.remove(one)
        media.attrib.clear()
        from lxml import html

        if kind == "image":
            made = html.fragment_fromstring(figure(address, captions, credit))
            media.tag = "figure"
            media.extend(list(made))
        else:
            media.tag, media.text = "video", None
            media.set("src", address)
            media.set("title", captions)
        media.tail = tail
    for one in element.iter():
        if isinstance(one.tag, str):
            one.tag = _NITF.get(local(one), local(one))
            if one.get("class") == "" or one.tag == "caption":
                one.attrib.clear()
    return element


def _main(elements: list[Any]) -> str:
    """Return the text of the main one of several, by its role."""
    main = [one for one in elements if one.get("role", "").rpartition(":")[2] in ("main", "")] or elements
    return text(main[0]) if main else ""


def _name(element: Any) -> str:
    return text(child(element, "name")) or (element.get("literal", "") if element is not None else "")


def _tag(element: Any) -> str:
    return str(element.get("tag", "")) if element is not None else ""
