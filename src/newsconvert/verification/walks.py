"""The words of a source, walked plainly: all text nodes of a page, all runs and cells of a document, all lines.

Shares no code with the readers but the decoding of bytes, which the caller gives: what they lose, is found.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from email import message_from_bytes, policy
from typing import Any, NamedTuple

from .plainmarkdown import markdown_lines
from .plainpages import page_blocks
from .richtext import paragraphs
from .webarchive import WebPage, web_pages

Decode = Callable[[bytes], str]


class Unit(NamedTuple):
    """A paragraph, cell or line of a source: its text, where it is, and the column of a record that it is in.

    A column inside of another is named with it, «author.name».
    `frame` is whether it is in the frame of a page: its menus, its footer, a header without the headline.
    """

    text: str
    place: str = ""
    column: str = ""
    frame: bool = False


class SourceWalk:
    """The texts of the file of a source, which may hold many records."""

    def __init__(self, reader: str, data: bytes, decode: Decode) -> None:
        """Take the bytes that the reader of this name reads; `decode` turns bytes into text."""
        self._reader, self._data, self._decode = reader, data, decode
        self._records: list[Any] | None = None

    def texts(self, number: int | None = None) -> list[Unit] | None:
        """Return the texts of the source, or of its record of this number, from 1; None if it cannot be walked.

        That is for formats that are not walked, and files that are not what their reader takes them for.
        """
        try:
            return [one for one in self._walk(number or 1) if one.text.strip()]
        except (*_NOT_SO, zipfile.BadZipFile, csv.Error):
            return None

    def _walk(self, number: int) -> Iterable[Unit]:
        if self._reader not in _OF_RECORDS:
            return _WALKS[self._reader](self._data, self._decode)
        if self._records is None:
            self._records = _OF_RECORDS[self._reader](self._data, self._decode)
        return _of_record(self._records[number - 1])


_NOT_SO = (ValueError, KeyError, IndexError, AttributeError, TypeError, StopIteration, RecursionError)


# Text

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def _text(data: bytes, decode: Decode) -> Iterator[Unit]:
    for at, line in enumerate(_without_front_matter(decode(data)).splitlines(), 1):
        yield Unit(_unescape(line), f"line {at}")


_FRONT = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def _without_front_matter(text: str) -> str:
    found = _FRONT.match(text)
    return text[found.end() :] if found and re.search(r"(?m)^\w+\s*[:=]", found[2]) else text


#: Fields over a text, and of them the values that readers are shown (MultiMarkdown).
_HEAD_LINES = re.compile(r"\A(?:[A-Za-z][\w -]*:[^\n]*\n)*Title:[ \t]*([^\n]*)\n(?:[A-Za-z][\w -]*:[^\n]*\n)*(?=\s*\n)")


def _unescape(text: str) -> str:
    from html import unescape

    for _ in range(3 if "&" in text else 0):  # some are escaped twice
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    return text


def _markdown(data: bytes, decode: Decode) -> Iterator[Unit]:
    text = _HEAD_LINES.sub(r"\1\n", _without_front_matter(decode(data)))
    for at, line in enumerate(markdown_lines(text), 1):
        yield Unit(line, f"line {at}")


# Pages


def _html(data: bytes, decode: Decode) -> Iterator[Unit]:
    yield from _markup(decode(data))


def _markup(text: str, column: str = "") -> Iterator[Unit]:
    text = re.sub(r"(?is)<head\b.*?</head\s*>", "", text, count=1)
    text = re.sub(r"(?i)\[/?caption\b[^\]]*\]", " ", text)  # markup of WordPress
    for at, one in enumerate(page_blocks(text), 1):
        yield Unit(one.text, f"paragraph {at}", column, frame=one.frame is not None and one.frame.is_of_page())


# Records

_IS_MARKUP = re.compile(
    r"<(?:p|br|div|b|strong|i|em|h[1-6]|ul|ol|li|a|table|blockquote|figure|span|img|!--)\b|<!--|</\w", re.I
)


#: Keys of objects in records that say what kind of thing one is.
_TECHNICAL = frozenset((
    "role", "type", "contenttype", "content_type", "mimetype", "mime_type", "rendition", "rel", "medium", "_type",
    "nodeType", "key", "_key", "style", "level", "listItem", "list_type", "service", "version", "marks",
))  # fmt: skip


def _value(name: str, value: Any) -> Iterator[Unit]:
    if isinstance(value, dict):
        for key, inner in value.items():
            of_kind = key in _TECHNICAL or (key == "name" and name.startswith("associations"))
            if name and of_kind and str(inner).isascii() and not isinstance(inner, dict):
                continue
            yield from _value(f"{name}.{key}" if name else str(key), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _value(name, inner)
    elif isinstance(value, str):
        if _IS_MARKUP.search(value):
            yield from (one._replace(place=f"column {name}") for one in _markup(value, name))
        else:
            lines = re.split(r"\n|\r|\\n", value)  # some programs write the escape itself
            yield from (Unit(_unescape(line), f"column {name}", name) for line in lines)
    elif value is not None and not isinstance(value, bool | bytes) and name.rpartition(".")[2] != "author":
        yield Unit(str(value), f"column {name}", name)


_OF_ARTICLES = frozenset((
    "type", "direction", "language", "sha256", "encoding", "images", "data", "media_type", "image", "provenance",
    "lead", "url", "normalized", "align", "published", "timestamp",
))  # fmt: skip


def _own_json(value: Any, name: str = "") -> Iterator[Unit]:
    """Yield the texts of an article as JSON, which has some of them twice: `text` beside what it is made of."""
    if isinstance(value, dict):
        made_up = {"inlines", "blocks", "lines", "rows", "children"} & {key for key, inner in value.items() if inner}
        made_up |= {"caption", "credit"} & value.keys() if value.get("type") == "figure" else set()
        for key, inner in value.items():
            if key not in _OF_ARTICLES and not (key == "text" and made_up):
                yield from _own_json(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _own_json(inner, name)
    elif isinstance(value, str):
        yield Unit(value, name)


def _warc(data: bytes, decode: Decode) -> list[Any]:
    return [_decoded(page, decode) for page in web_pages(data)]


class _Page(NamedTuple):
    text: str


def _decoded(page: WebPage, decode: Decode) -> _Page:
    try:
        return _Page(page.data.decode(page.charset) if page.charset else decode(page.data))
    except (LookupError, UnicodeDecodeError):
        return _Page(decode(page.data))


def _of_record(value: Any) -> Iterable[Unit]:
    if isinstance(value, _Page):
        return _markup(value.text)
    if not isinstance(value, dict):
        return _of_item(value)
    return _own_json(value) if _is_own(value) else _value("", value)


def _is_own(value: Any) -> bool:
    """Return whether a value is an article as documents of ours in JSON have it."""
    return isinstance(value, dict) and {"blocks", "provenance"} <= value.keys()


def _json(data: bytes, decode: Decode) -> list[Any]:
    text = decode(data)
    try:
        value = json.loads(text, strict=False)
    except ValueError:
        return [json.loads(line, strict=False) for line in text.split("\n") if line.strip()]
    return value if isinstance(value, list) else (not _is_own(value) and _listed(value)) or [value]


def _listed(value: Any) -> list[Any]:
    """Return the records in the answer of a web service, which has no text of its own beside them."""
    level = [value]
    for _ in range(3):
        inner = [one for holder in level if isinstance(holder, dict) for one in holder.values()]
        if any(isinstance(one, str) and len(one) > _LONGEST_NOTE for one in inner):
            return []
        for one in inner:
            if isinstance(one, list) and one and all(isinstance(record, dict) and len(record) > 1 for record in one):
                return one
        level = inner
    return []


_LONGEST_NOTE = 80


def _records(data: bytes, decode: Decode) -> list[Any]:
    if data[:4] == b"PAR1":
        return _parquet(data)
    text = decode(data).removeprefix("\ufeff")
    if text.lstrip()[:1] in ("{", "["):
        return _json(data, decode)
    if text.startswith("sep="):  # what Excel is told
        text = text.partition("\n")[2]
    first = text.partition("\n")[0]
    delimiter = max("\t;,|", key=first.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [{str(name): value for name, value in row.items()} for row in rows if any(row.values())]


def _parquet(data: bytes) -> list[Any]:
    """Return the rows of a Parquet file. Raise ValueError if they cannot be read."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as problem:
        raise ValueError("Parquet needs pyarrow") from problem
    try:
        rows: list[Any] = parquet.read_table(io.BytesIO(data)).to_pylist()
    except (pyarrow.ArrowException, OSError) as problem:
        raise ValueError("it is not Parquet") from problem
    return rows


# Packages

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_READ = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")


def _parse(data: bytes) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as problem:
        raise ValueError from problem


def _docx(data: bytes, _: Decode) -> Iterator[Unit]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not _READ.fullmatch(name):
                continue
            root = _parse(package.read(name))
            for fallback in list(root.iter(_MC)):
                fallback.clear()
            for at, paragraph in enumerate(root.iter(f"{_W}p"), 1):
                text = "".join(
                    _run(node) for node in paragraph.iter() if next(node.iterancestors(f"{_W}p"), None) is paragraph
                )
                yield Unit(text, f"paragraph {at} of {name}")


def _run(node: Any) -> str:
    if not isinstance(node.tag, str):
        return ""
    name = node.tag.rpartition("}")[2]
    return (node.text or "") if name == "t" else " " if name in ("tab", "br", "cr", "ptab") else ""


_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
#: What says who wrote a comment and when, and the number that stands for a note.
_MARKS = (
    f"{_DC}creator", f"{_DC}date", "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creator-initials",
    f"{_TEXT}note-citation",
)  # fmt: skip


def _odt(data: bytes, _: Decode) -> Iterator[Unit]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = _parse(package.read("content.xml"))
    body = root.find(f".//{_OFFICE}text")
    for tag in (f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls", f"{_OFFICE}forms"):
        for one in list(body.iter(tag)):
            one.clear()
    paragraphs = (f"{_TEXT}p", f"{_TEXT}h")
    for at, paragraph in enumerate(body.iter(*paragraphs), 1):
        parts = []
        for node in paragraph.iter():
            within = next(node.iterancestors(*paragraphs), None)
            if isinstance(node.tag, str) and node.tag not in _MARKS and (node is paragraph or within is paragraph):
                spaced = node.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break")
                parts.append(
                    " " if spaced else (node.text or "") if node.tag not in paragraphs or node is paragraph else ""
                )
            if node is not paragraph and within is paragraph:
                parts.append(node.tail or "")
        yield Unit("".join(parts), f"paragraph {at}")


def _epub(data: bytes, _: Decode) -> Iterator[Unit]:
    from posixpath import dirname, join, normpath
    from urllib.parse import unquote

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        container = _parse(package.read("META-INF/container.xml"))
        path = next(one.get("full-path") for one in container.iter("{*}rootfile"))
        root = _parse(package.read(path))
        items = {one.get("id"): one for one in root.iter("{*}item")}
        for reference in root.iter("{*}itemref"):
            item = items[reference.get("idref")]
            if "nav" in (item.get("properties") or "").split():
                continue
            name = normpath(join(dirname(path), unquote(item.get("href"))))
            for one in _markup(package.read(name).decode("utf-8", "replace")):
                yield one._replace(place=f"{one.place} of {name}")


# Messages and feeds


def _mail(data: bytes, _: Decode) -> Iterator[Unit]:
    message = message_from_bytes(data.lstrip(b"\r\n"), policy=policy.default)
    yield Unit(str(message.get("subject") or ""), "subject")
    body = message.get_body(("html", "plain"))
    if body is None:
        return
    payload = body.get_payload(decode=True)
    charset = body.get_content_charset() or "utf-8"
    text = payload.decode(charset, "replace") if isinstance(payload, bytes) else ""
    if body.get_content_type() == "text/html":
        yield from _markup(text)
    else:
        yield from (Unit(re.sub(r"^[>\s]+", "", line), f"line {at}") for at, line in enumerate(text.splitlines(), 1))


def _rtf(data: bytes, _: Decode) -> Iterator[Unit]:
    yield from (Unit(text, f"paragraph {at}") for at, text in enumerate(paragraphs(data), 1))


def _mhtml(data: bytes, _: Decode) -> Iterator[Unit]:
    message = message_from_bytes(data.lstrip(b"\r\n"), policy=policy.default)
    page = next(part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml"))
    payload = page.get_payload(decode=True)
    if isinstance(payload, bytes):
        yield from _markup(payload.decode(page.get_content_charset() or "utf-8", "replace"))


_NAMES = frozenset(("creator", "author", "pubDate", "published", "updated", "date", "link", "guid", "id"))


def _xml(data: bytes, _: Decode) -> list[Any]:
    """Return the items of a feed (RSS, Atom), or the bodies of news items (NITF, XHTML in NewsML)."""
    root = _parse(data)
    items = [one for one in root.iter("{*}item", "{*}entry") if one.find("{*}title") is not None]
    return items or [one for one in root.iter("{*}body") if next(one.iterancestors("{*}body"), None) is None]


_MEDIA_RSS = "{http://search.yahoo.com/mrss/}"
#: An address or a number, which says nothing to readers of a feed.
_NO_WORDS = re.compile(r"\s*(?:https?://\S+|[\d.]+)\s*")


def _of_item(item: Any) -> Iterator[Unit]:
    if item.tag.rpartition("}")[2] == "body":
        for one in item.iter():
            yield Unit(one.text or "" if isinstance(one.tag, str) else "", "body", _field_of(one))
            yield Unit(one.tail or "" if one is not item else "", "body", _field_of(one.getparent()))
        return
    for child in item:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if child.get("type") == "xhtml":
            yield from (Unit(one, name, name) for one in child.itertext())
        elif name and child.tag.startswith(_MEDIA_RSS):
            for one in child.iter("{*}*"):
                yield from _value(f"{name}.media {one.tag.rpartition('}')[2]}", one.text or "")
        elif name not in _NAMES and not _NO_WORDS.fullmatch("".join(child.itertext())):
            yield from _value(name, "".join(child.itertext()))


def _field_of(element: Any) -> str:
    """Return the names of the elements that an element in the head of a body is in; nothing for one in its content."""
    names = [one.tag.rpartition("}")[2] for one in (element, *element.iterancestors()) if isinstance(one.tag, str)]
    return ".".join(names[: names.index(_HEAD_OF_BODY)]) if _HEAD_OF_BODY in names else ""


_HEAD_OF_BODY = "body.head"  # NITF 3.6

_WALKS: dict[str, Callable[[bytes, Decode], Iterator[Unit]]] = {
    "plaintext": _text, "markdown": _markdown, "html": _html, "docx": _docx, "odt": _odt, "epub": _epub,
    "mail": _mail, "mhtml": _mhtml, "rtf": _rtf,
}  # fmt: skip
_OF_RECORDS: dict[str, Callable[[bytes, Decode], list[Any]]] = {
    "json": _json, "records": _records, "xml": _xml, "warc": _warc,
}  # fmt: skip
