"""XML of sources: parsed without a document type of its own, and its markup as HTML."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

from ..errors import InputError

#: The attribute for the language of an element (XML 1.0, section 2.12).
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30};)")
_OF_XML = {b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"}


def parse(data: bytes, encoding: str | None = None) -> Any:
    """Return the root of an XML document; the entities of HTML are characters also where nothing declares them.

    Raise InputError when it is not well-formed, or declares entities, which none of the formats read here needs.
    """
    from lxml import etree

    data = data.lstrip(b" \t\r\n")
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "encoding": encoding}
    try:
        try:
            root = etree.fromstring(data, etree.XMLParser(**options))
        except etree.XMLSyntaxError:
            if not _NAMED.search(data):
                raise
            root = etree.fromstring(_NAMED.sub(_reference, data), etree.XMLParser(**options))
        if any(True for one in root.iter(etree.Entity)):
            root = etree.fromstring(_NAMED.sub(_reference, data), etree.XMLParser(**options))
    except (etree.LxmlError, ValueError, LookupError) as problem:
        reason = str(problem).split("\n")[0]
        raise InputError(f"this is not well-formed XML ({reason}); have it saved anew.") from problem
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise InputError("this XML declares entities of its own; save it without them.")
    return root


def _reference(found: re.Match[bytes]) -> bytes:
    name = found[1]
    if name in _OF_XML or name.decode() not in html5:
        return found[0]
    return "".join(f"&#{ord(character)};" for character in html5[name.decode()]).encode()


def local(element: Any) -> str:
    """Return the name of an element without its namespace; an empty string for a comment and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, *names: str) -> list[Any]:
    """Return the children of an element that have one of these local names."""
    return [one for one in element if local(one) in names] if element is not None else []


def children_of(element: Any) -> list[Any]:
    """Return the children of an element that are elements; none of None."""
    return [one for one in element if local(one)] if element is not None else []


def child(element: Any, *path: str) -> Any:
    """Return the first element at a path of local names, or None."""
    for name in path:
        element = next(iter(children(element, name)), None)
    return element


def text(element: Any) -> str:
    """Return the text in an element, spaces as one."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def as_html(element: Any) -> Any:
    """Take the namespaces off the names of an element and all in it, so that it is HTML; return it."""
    from lxml import etree

    for one in element.iter(etree.Element):
        one.tag = local(one)
    return element


def inner_html(element: Any) -> str:
    """Return what an element holds as HTML."""
    from lxml import etree

    as_html(element)
    head = etree.tostring(_text_only(element.text), method="html", encoding="unicode")[6:-7] if element.text else ""
    return head + "".join(etree.tostring(one, method="html", encoding="unicode") for one in element)


def _text_only(content: str) -> Any:
    from lxml import etree

    made = etree.Element("span")
    made.text = content
    return made
