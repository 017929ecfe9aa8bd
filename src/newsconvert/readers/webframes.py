"""Documents inside of a page that browsers show in a frame: `srcdoc`, and addresses that hold the document itself."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from .elements import text_of

#: The attribute of a box with what a frame shows beside the article: what it says of itself is not of the article.
FRAMED = "{urn:newsconvert}framed"
_DATA = re.compile(r"\s*data:text/html\s*(?P<parameters>(?:;[^,;]*)*),", re.IGNORECASE)


def show_frames(tree: Any, show: Callable[[Any], Any]) -> None:
    """Put the documents in the frames of a page into it, each as `show` makes a tree what browsers show of it.

    A frame without words, such as the button of a video, stays one, and leads to where its only link does. So does a
    frame in another, and one that cannot be read: those are counted. A frame with most of the page's words is the page.
    """
    from lxml import etree
    from lxml import html as page

    frames = list(tree.iter("iframe"))
    around = len(text_of(tree)) if frames else 0
    for frame in frames:
        document = frame.get("srcdoc") or _document_in(frame.get("src", ""))
        if not document.strip():
            continue
        parser = page.HTMLParser(encoding="utf-8", no_network=True)
        try:
            inner = page.document_fromstring(document.encode(errors="replace"), parser=parser)
        except (etree.LxmlError, ValueError):
            continue
        if _depth(inner) + sum(1 for _ in frame.iterancestors()) > _DEEPEST:
            continue
        body = show(inner).find("body")
        if body is None:
            continue
        links = [one for one in body.iter("a") if one.get("href")]
        if not re.search(r"\w", text_of(body)):
            if len(links) == 1 and "src" not in frame.attrib:
                frame.set("src", links[0].get("href"))
            if links or frame.get("src") or body.find(".//img") is None:
                continue
        _replace(frame, body, beside=len(text_of(body)) < around)


#: What states something of the page that it is in, and what stands for it in the page of another.
_OF_PAGES = {"h1": "h2", "time": "span"}
_STATED = ("itemprop", "itemscope", "itemtype", "property", "rel")


#: The depth of a page that is read; deeper frames are counted.
_DEEPEST = 110


def _depth(tree: Any) -> int:
    level, depth = [tree], 0
    while level := [child for element in level for child in element]:
        depth += 1
    return depth


def _document_in(address: str) -> str:
    """Return the document that an address holds (RFC 2397); an empty text for any other."""
    found = _DATA.match(address)
    if found is None:
        return ""
    data = unquote_to_bytes(address[found.end() :])
    try:
        data = b64decode(data, validate=True) if "base64" in found["parameters"].lower() else data
    except (Error, ValueError):
        return ""
    return data.decode(errors="replace")


def _replace(frame: Any, body: Any, *, beside: bool) -> None:
    """Put a box with the content of a document in the place of its frame; its sheets were for the document alone.

    So is what a document `beside` the article states for programs: its author, its dates, its own headline.
    """
    for sheet in list(body.iter("style")):
        sheet.tag = "script"
    for element in list(body.iter("*")) if beside else ():
        if element.tag in ("script", "meta", "link"):
            element.attrib.clear()
        element.tag = _OF_PAGES.get(element.tag, element.tag)
        for name in _STATED:
            element.attrib.pop(name, None)
    box = frame.makeelement("div", {FRAMED: ""} if beside else {})
    box.text, box.tail = body.text, frame.tail
    box.extend(list(body))
    if label := frame.get("title"):  # which is counted
        box.append(box.makeelement("abbr", {"title": label}))
    if words := " ".join(text_of(frame).split()):  # of browsers that know no frames
        box.append(hidden := box.makeelement("span", {"hidden": ""}))
        hidden.text = words
    frame.getparent().replace(frame, box)
