"""What of a record no field was read from: texts of an agency's item, and of objects in columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

from .account import comparable
from .markupxml import local, text

#: Elements that hold one line each, whatever is marked up in it.
_LINES = frozenset((
    "headline", "by", "dateline", "creditline", "description", "edNote", "usageTerms", "hl1", "hl2", "byline",
    "distributor", "abstract", "HeadLine", "SubHeadLine", "ByLine", "DateLine", "CreditLine",
))  # fmt: skip
#: Elements that hold the text itself. A text there may be anywhere in the content of the record.
_CONTENT = frozenset(("contentSet", "DataContent", "body.content", "body.end"))
#: Elements whose children name what is stated.
_GROUPS = frozenset((
    "newsItem", "itemMeta", "contentMeta", "partMeta", "rightsInfo", "contentSet", "inlineXML", "nitf", "head",
    "docdata", "body", "body.head", "hedline", "html", "NewsItem", "NewsComponent", "NewsManagement", "NewsLines",
    "AdministrativeMetadata", "RightsMetadata", "DescriptiveMetadata", "Identification", "NewsIdentifier",
))  # fmt: skip
#: Elements with dates and codes of programs, and the attributes that state something to readers in any script.
_OF_PROGRAMS = frozenset((
    "versionCreated", "firstCreated", "contentCreated", "contentModified", "FirstCreated", "ThisRevisionCreated",
    "NewsIdentifier", "catalogRef", "altId",
))  # fmt: skip
_SAYING = frozenset(("info", "key", "holder", "alternate-text", "title", "summary", "alt", "content"))
#: Elements that say whether an item may be used, by a code.
_STATES = {"pubStatus": "qcode", "signal": "qcode", "Status": "FormalName"}
_TAG = re.compile(r"<(?:[^<>\"]|\"[^\"]*\")*>")
_SHOWN = re.compile(r"\b(?:alt|title)=\"([^\"]*)\"")


class _Said(NamedTuple):
    name: str
    words: str
    inside: bool  # of the text itself


def texts(item: Any, other: Any = ()) -> list[_Said]:
    """Return what an item states, element by element, in order; not what is in the elements `other`."""
    return list(_said(item, inside=False, other=tuple(other)))


def _said(element: Any, *, inside: bool, other: tuple[Any, ...]) -> Iterator[_Said]:
    name = local(element)
    if not name or element in other or name in _OF_PROGRAMS:
        return
    inside = inside or name in _CONTENT
    for key, value in element.attrib.items():
        attribute = key.rpartition("}")[2]
        state = _STATES.get(name) == attribute and not value.lower().endswith("usable")
        says = attribute in _SAYING or (any(map(str.isalpha, value)) and not value.isascii())
        if state or (says and attribute not in ("class", "style") and any(map(str.isalpha, value))):
            of = name if inside else _name(element)
            yield _Said(name if state else f"{of} {attribute}", value, inside)
    if inside:
        for words in (element.text or "").splitlines():
            yield _Said(_name(element), words, inside=True)
    elif name in _LINES or (element.text or "").strip() or any((one.tail or "").strip() for one in element):
        yield _Said(_name(element), text(element), inside=False)
        return
    for one in element:
        yield from _said(one, inside=inside, other=other)
        if inside:
            yield _Said(_name(element), one.tail or "", inside=True)


def _name(element: Any) -> str:
    """Return the name of what an element is part of, with its role; a title also says of what."""
    parent = element.getparent()
    while parent is not None and local(parent) not in _GROUPS:
        if local(parent) in ("remoteContent", "inlineData"):
            return f"{local(parent)} {local(element)}"
        element, parent = parent, parent.getparent()
    name = local(element)
    if name == "title" and parent is not None:
        return f"{local(parent)} title"
    role = element.get("role", "").rpartition(":")[2]
    return f"{name} {role or 'more'}" if name in ("headline", "description") else name


def unread(said: list[_Said], row: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return by their names the texts that are in no field of a record; letters and digits are compared."""
    fields = [one for name, value in row.items() if name != "content" for one in _values(value)]
    known, whole = set(map(comparable, fields)), shown_letters(str(row.get("content", "")))
    found: dict[str, list[str]] = {}
    for one in said:
        key = comparable(one.words)
        carried = key in known or (one.inside and key in whole)
        if key and not carried and (one.inside or any(map(str.isalpha, key))):
            found.setdefault(one.name, []).append(" ".join(one.words.split()))
    return found


def unread_inside(row: Mapping[str, Any], columns: Iterable[str], shown: Callable[[], str]) -> Iterator[str]:
    """Yield as «column.key» what objects in columns say that is not `shown`, but codes and addresses."""
    for column in columns:
        value = row.get(column)
        for key, words in _leaves(value, column) if isinstance(value, dict | list) else ():
            if (letters := shown_letters(words)) and letters not in shown():
                yield column if key == column else f"{column}.{key}"


def _leaves(value: Any, key: str) -> Iterator[tuple[str, str]]:
    """Yield the words in an object, each with its own key."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, str(name)) if name not in _CODES else ()
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, key)
    elif isinstance(value, str) and any(map(str.isalpha, value)) and "://" not in value[:12]:
        yield key, value


#: Keys of objects that say something to programs: `$date` of MongoDB, roles and types of NinJS (IPTC), kinds of blocks.
_CODES = frozenset((
    "$date", "$numberLong", "$oid", "type", "role", "contenttype", "mimetype", "href", "uri", "url", "src", "id",
    "guid", "qcode", "language", "lang", "slug", "rel", "@type", "@context", "@id", "versioncreated", "pubstatus",
    "_type", "nodeType", "key", "_key", "style", "level", "listItem", "list_type", "service", "version", "marks",
))  # fmt: skip


def shown_letters(markup: str) -> str:
    """Return the letters and digits of a text, or of HTML as it is shown, with the texts of its pictures."""
    shown = _TAG.sub(lambda tag: f" {' '.join(_SHOWN.findall(tag[0]))} ", markup) if "<" in markup else markup
    return comparable(unescape(shown) if "&" in shown else shown)


def _values(value: Any) -> list[str]:
    return [str(one) for one in (value if isinstance(value, list) else [value])]
