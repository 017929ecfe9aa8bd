"""Items of news agencies as records: NewsML-G2 and NITF of the IPTC, with their text in NITF or XHTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import Any

from .columns import REST
from .credits import read_credit
from .feeds import figure
from .markupxml import LANG, child, children, children_of, inner_html, local, text
from .unread import texts, unread

#: Elements of NITF (3.6) by those of HTML that stand for them.
_NITF = {
    "hl2": "h2", "block": "div", "bq": "blockquote", "body.content": "div", "body.end": "div", "lang": "span",
    "credit": "cite", "note": "div", "datasource": "p", "tagline": "p", "bibliography": "p", "fn": "aside",
    "media-caption": "figcaption", "caption": "caption", "nitf-table": "div", "person": "span", "org": "span",
    "location": "span", "city": "span", "country": "span", "chron": "span", "num": "span", "money": "span",
    "event": "span", "function": "span", "object.title": "span", "virtloc": "span", "copyrite": "p",
}  # fmt: skip
#: Elements of NITF that hold blocks: a note there has no mark.
_NITF_FLOWS = frozenset(("body.content", "body.end", "block", "bq", "note"))


def items(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the news items of NewsML-G2 as records: of a message, or one that stands alone.

    What no field is read from is in a column of its own, by its name, and so are items of other kinds.
    """
    others = Counter(local(one) for one in root.iter() if local(one) in _OTHER_ITEMS)
    for at, item in enumerate([one for one in root.iter() if local(one) == "newsItem"]):
        said = texts(item)
        meta, about = child(item, "contentMeta"), child(item, "itemMeta")
        provider = _name(child(about, "provider"))
        named = text(child(about, "provider", "name"))
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
            # A credit line may be of a picture; a provider without a name is a code of programs.
            "source": source or named or text(child(meta, "creditline")) or provider,
            "language": _tag(child(meta, "language")) or item.get(LANG, "") or root.get(LANG, ""),
        }
        row = _with_content(row, child(item, "contentSet"), [words for one in descriptions if (words := text(one))])
        row["headline"] = row["headline"] or text(child(about, "title"))
        rest = unread(said, row)
        if at == 0:
            rest |= {f"{name} ({count})": [] for name, count in others.items()}
        yield {name: value for name, value in {**row, REST: rest}.items() if value}


def _with_content(row: dict[str, Any], content: Any, descriptions: list[str]) -> dict[str, Any]:
    """Return a record with the text of an item: marked up, or plain, with its pictures; else its description.

    What is marked up and what is plain in a set are renditions of one text, as pictures without words of their own are.
    """
    bodies: list[str] = []
    marked = child(content, "inlineXML") is not None
    pictured: set[str] = set()
    for one in children_of(content):
        kind = one.get("contenttype", "image")
        if local(one) == "inlineXML":
            row, body = with_inline(row, one)
            bodies.append(body)
        elif local(one) == "inlineData" and not marked:
            bodies.append("".join(one.itertext()))
        elif local(one) == "remoteContent" and (address := one.get("href") or one.get("residref")):
            caption, words = text(child(one, "title")), text(child(one, "altText"))
            if "image" not in kind:
                media = f'<video src="{escape(address)}" title="{escape(caption or words)}"></video>'
                bodies += [media] if kind.partition("/")[0] in ("video", "audio") else []
            elif not bodies or caption not in pictured | {""}:
                caption = caption or (descriptions.pop(0) if descriptions and not bodies else "")
                bodies.append(figure(address, caption, alternative=words))
                pictured.add(caption)
    return {**row, "content": "\n".join(bodies) or next(iter(descriptions), "")}


#: Items of NewsML-G2 that are no articles, and roles of headlines.
_OTHER_ITEMS = frozenset(("packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"))
_DECKS = frozenset(("sub", "subheadline", "deck"))


def nitf(root: Any) -> dict[str, Any]:
    """Return a document of NITF as a record."""
    said = texts(root)
    row = _nitf_fields(root)
    return {**row, REST: rest} if (rest := unread(said, row)) else row


def _nitf_fields(root: Any) -> dict[str, Any]:
    body = child(root, "body")
    head = child(body, "body.head")
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
    }
    parts = [one for one in children(body, "body.content", "body.end") if text(one) or len(one)]
    row["content"] = "".join(inner_html(_with_html_names(one)) for one in parts)
    return {name: value for name, value in row.items() if value}


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


def with_inline(row: dict[str, Any], content: Any) -> tuple[dict[str, Any], str]:
    """Return a record and its text, where that is marked up in XML: NITF states some fields itself."""
    inner = next((one for one in content.iter() if local(one) in ("nitf", "html", "body")), None)
    if inner is None:
        return row, inner_html(content) if len(content) else escape(text(content))
    if local(inner) == "nitf":
        found = _nitf_fields(inner)
        return {**row, **{name: value for name, value in found.items() if not row.get(name)}}, found.get("content", "")
    body = child(inner, "body") if local(inner) == "html" else inner
    return row, inner_html(body) if body is not None else ""


def _with_html_names(element: Any) -> Any:
    """Give the elements of NITF inside `element` the names that HTML has for them; return it."""
    from lxml import html

    for media in [one for one in element.iter() if local(one) == "media"]:
        captions = " ".join(filter(None, map(text, children(media, "media-caption"))))
        credit = text(child(media, "media-producer"))
        kind = media.get("media-type", "image")
        references = children(media, "media-reference")
        address = next(filter(None, (one.get("source") for one in references)), "")
        words = next(filter(None, (one.get("alternate-text") for one in references)), "")
        made = html.fragment_fromstring(figure(address, captions, credit, words))
        if kind != "image":
            made = media.makeelement("video", {"src": address, "title": captions or words})
        made.tail = media.tail
        media.getparent().replace(media, made)
    notes = [one for one in element.iter() if local(one) == "fn" and local(one.getparent()) not in _NITF_FLOWS]
    for number, note in enumerate(notes, 1):
        name = f"{local(element)}-{number}"
        mark = note.makeelement("a", {"href": f"#{name}", "class": "footnote-ref"})
        mark.text, mark.tail, note.tail = str(number), note.tail, None
        note.getparent().replace(note, mark)
        note.set("id", name)
        element.append(note)
    for one in element.iter():
        if isinstance(one.tag, str):
            name = local(one)
            one.tag = _NITF.get(name, "span" if re.search(r"[.-]", name) else name)
            if one.get("class") == "" or one.tag == "caption":
                one.attrib.clear()
    return element


def _role(element: Any) -> str:
    return str(element.get("role", "")).rpartition(":")[2]


def _name(element: Any) -> str:
    return text(child(element, "name")) or (element.get("literal", "") if element is not None else "")


def _tag(element: Any) -> str:
    return str(element.get("tag", "")) if element is not None else ""
