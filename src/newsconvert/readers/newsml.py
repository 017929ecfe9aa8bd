"""Items of news agencies as records: NewsML-G2 and NITF of the IPTC, with their text in NITF or XHTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import Any

from .credits import read_credit
from .feeds import figure
from .markupxml import LANG, child, children, children_of, inner_html, local, text

#: Elements of NITF (3.6) by those of HTML that stand for them.
_NITF = {
    "hl2": "h2", "block": "div", "bq": "blockquote", "body.content": "div", "body.end": "div", "lang": "span",
    "credit": "cite", "note": "div", "datasource": "p", "tagline": "p", "bibliography": "p", "fn": "span",
    "media-caption": "figcaption", "caption": "caption", "nitf-table": "div", "person": "span", "org": "span",
    "location": "span", "city": "span", "country": "span", "chron": "span", "num": "span", "money": "span",
    "event": "span", "function": "span", "object.title": "span", "virtloc": "span", "copyrite": "p",
}  # fmt: skip


def items(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the news items of NewsML-G2 as records: of a message, or one that stands alone.

    What no field is read from keeps its own name, so that it is reported as left out; so do items of other kinds.
    """
    others = Counter(local(one) for one in root.iter() if local(one) in _OTHER_ITEMS)
    for at, item in enumerate([one for one in root.iter() if local(one) == "newsItem"]):
        meta, about = child(item, "contentMeta"), child(item, "itemMeta")
        provider, content = _name(child(about, "provider")), child(item, "contentSet")
        source = next(filter(None, map(_name, children(meta, "infoSource"))), "")
        headlines, descriptions = children(meta, "headline"), children(meta, "description")
        decks = [one for one in headlines if _role(one) in _DECKS]
        title = next((one for one in headlines if _role(one) in ("", "main")), None)
        title = title if title is not None else next((one for one in headlines if one not in decks[:1]), None)
        dateline = text(child(meta, "dateline"))
        row: dict[str, Any] = {
            "headline": text(title),
            "deck": text(decks[0]) if decks else "",
            "byline": [text(one) for one in children(meta, "by") if text(one)]
            or [_name(one) for one in children(meta, "creator") if _name(one)],
            "dateline": dateline,
            "place": _name(child(meta, "located")) or (read_credit(dateline).get("place", "") if dateline else ""),
            "agency": source or provider,
            # When it was first sent, or written; the date of a version is that of its last correction.
            "published": text(child(about, "firstCreated"))
            or text(child(meta, "contentCreated"))
            or text(child(about, "versionCreated")),
            "source": text(child(meta, "creditline")) or source or provider,
            "language": _tag(child(meta, "language")) or item.get(LANG, "") or root.get(LANG, ""),
        }
        bodies: list[str] = []
        marked = child(content, "inlineXML") is not None  # the renditions in a set are of one text
        for one in content if content is not None else ():
            if local(one) == "inlineXML":
                row, body = _with_inline(row, one)
                bodies.append(body)
            elif local(one) == "inlineData" and not marked:
                bodies.append("".join(one.itertext()))
            elif local(one) == "remoteContent" and "image" in one.get("contenttype", "image"):
                address = one.get("href") or one.get("residref") or ""
                caption = text(child(one, "title")) or text(next(iter(descriptions), None))
                descriptions = descriptions if text(child(one, "title")) else descriptions[1:]
                bodies += [figure(address, caption)] if address and not bodies else []
        row["content"] = "".join(bodies) or text(next(iter(descriptions), None))
        rest = [one for one in headlines if one is not title and one not in decks[:1]]
        rest += descriptions if bodies else descriptions[1:]
        named = [(f"{local(one)} {_role(one) or 'more'}", text(one)) for one in rest]
        used = _READ - {"creator"} if child(meta, "by") is not None else _READ
        for one in (one for group in (about, meta, child(item, "rightsInfo")) for one in children_of(group)):
            if local(one) not in used:
                named.append((local(one), text(one) or _name(one)))
        if provider and provider not in (row["agency"], row["source"]):
            named.append(("provider", provider))
        for name, words in named:
            if any(map(str.isalpha, words)):
                row.setdefault(name, []).append(words)
        if at == 0:
            row |= {f"{name} ({count})": name for name, count in others.items()}
        yield {name: value for name, value in row.items() if value}


#: Items of NewsML-G2 that are no articles, and what of news items is read or says nothing of the text.
_OTHER_ITEMS = frozenset(("packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"))
_READ = frozenset((
    "headline", "description", "by", "creator", "dateline", "located", "provider", "infoSource", "creditline",
    "language", "versionCreated", "firstCreated", "contentCreated", "contentModified",
))  # fmt: skip
_DECKS = frozenset(("sub", "subheadline", "deck"))


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
    head, about = child(body, "body.head"), child(root, "head", "docdata")
    headings = child(head, "hedline")
    dates = ("date.issue", "date.release", "story.date")
    issued = [one.get("norm") for name in dates for one in root.iter() if local(one) == name and one.get("norm")]
    decks = [*map(text, children(headings, "hl2")), text(child(head, "abstract"))]
    deck = next(filter(None, decks), "")
    dateline = child(head, "dateline")
    where = child(dateline, "location")
    sender = text(child(head, "distributor"))
    row: dict[str, Any] = {
        "headline": text(child(headings, "hl1")) or text(child(root, "head", "title")),
        "deck": deck,
        "byline": "، ".join(filter(None, map(_line, children(head, "byline")))),
        "dateline": _line(dateline),
        "place": text(child(where, "city")) or _line(where),
        "agency": sender,
        "source": sender,
        "published": next(iter(issued), ""),
        "language": root.get(LANG, ""),
        "hl2": [words for words in decks[:-1] if words and words != deck],
        "abstract": decks[-1] if decks[-1] != deck else "",
    }
    for one in [*children_of(about), *(one for one in children_of(head) if local(one) not in _READ_NITF)]:
        said = [one.get(name, "") for name in ("info", "key")] + [inner.get("key", "") for inner in one]
        if words := "، ".join(filter(None, (*said, text(one)))):
            row.setdefault(local(one), words)
    parts = [one for one in children(body, "body.content", "body.end") if text(one) or len(one)]
    row["content"] = "".join(inner_html(_with_html_names(one)) for one in parts)
    return {name: value for name, value in row.items() if value}


_READ_NITF = frozenset(("hedline", "byline", "dateline", "distributor", "abstract"))


def _line(element: Any) -> str:
    """Return the text of a byline or dateline of NITF, whose facts stand in elements that nothing parts.

    Facts side by side get a comma between them, the parts of a name and words before a fact a space.
    """
    if element is None:
        return ""
    line = element.text or ""
    for one in children_of(element):
        before = one.getprevious()
        beside = before is not None and not (before.tail or "").strip() and not local(one).startswith("name.")
        line = _spaced(f"{line.rstrip()}،" if beside and _line(before) else line, _line(one))
        line = _spaced(line, one.tail or "")
    return " ".join(line.split()).strip("، ")


def _spaced(one: str, other: str) -> str:
    """Return two texts as one, with a space where words would meet."""
    return f"{one} {other}" if re.search(r"[\w،]$", one) and re.match(r"\w", other) else f"{one}{other}"


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


def _role(element: Any) -> str:
    return str(element.get("role", "")).rpartition(":")[2]


def _name(element: Any) -> str:
    return text(child(element, "name")) or (element.get("literal", "") if element is not None else "")


def _tag(element: Any) -> str:
    return str(element.get("tag", "")) if element is not None else ""
