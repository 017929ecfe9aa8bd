"""Extract the text of web pages and EPUBs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from .package import parse, unpack
from .passages import Passage, Reading, UnreadableError

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|dd|div|dl|dt|fig(?:caption|ure)|footer|h[1-6]|header|hr|li|main|ol|p|pre|"
    "section|table|t[dhr]|ul"
)
_SILENT = frozenset(("head", "nav", "script", "style", "template", "title"))
#: The marks of notes, and the links back to them: DPUB-ARIA 1.1.
_MARKS = re.compile(r"\bdoc-(?:noteref|backlink)\b")
_NOTE = re.compile(r"\bdoc-footnote\b")
#: Markup of what documents add to the text: EPUB Structural Semantics and DPUB-ARIA.
_FURNITURE = re.compile(r"\b(?:doc-)?(?:cover|titlepage|toc|landmarks|page-?list|page-?break|index|colophon)\b")
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"


def read_html(data: bytes) -> Reading:
    """Return the passages of a web page. Raise UnreadableError if it is not one."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as problem:
        raise UnreadableError(str(problem)) from problem
    if not data.rstrip().endswith(b"</html>"):
        raise UnreadableError("it is truncated.")
    return _reading([("", root)])


def read_epub(data: bytes) -> Reading:
    """Return the passages of an EPUB, in the order of its spine. Raise UnreadableError if it is damaged."""
    files = unpack(data)
    container = parse(files, "META-INF/container.xml")
    package_path = next((e.get("full-path", "") for e in container.iter("{*}rootfile")), "")
    package = parse(files, package_path)
    folder = package_path.rpartition("/")[0]
    manifest = {item.get("id"): item for item in package.iter("{*}item")}
    pages = []
    for reference in package.iter("{*}itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None:
            raise UnreadableError(f"its spine refers to {reference.get('idref')!r}, which is missing.")
        if "nav" not in (item.get("properties") or "").split():
            path = f"{folder}/{unquote(item.get('href', ''))}".lstrip("/")
            pages.append((f"{path}, ", parse(files, path)))
    return _reading(pages)


def _reading(pages: Iterable[tuple[str, Any]]) -> Reading:
    """Return the passages of pages, with the article element that contains each, if any."""
    articles: list[list[Passage]] = []
    outside: list[Passage] = []
    for where, root in pages:
        lines: list[_Line] = []
        for body in root.iter("{*}body"):
            _collect(body, lines, 0)
        told = (line for line in lines if line.text.strip(" "))
        current = 0
        for number, line in enumerate(told, 1):
            passage = Passage(line.text, f"{where}paragraph {number}", note=line.note)
            if not line.article:
                outside.append(passage)
            elif line.article == current:
                articles[-1].append(passage)
            else:
                articles.append([passage])
            current = line.article
    return Reading(tuple(map(tuple, articles)), tuple(outside))


@dataclass(slots=True)
class _Line:
    article: int  # numbered on its page from 1; 0 outside of articles
    text: str = ""
    note: bool = False


def _collect(element: Any, lines: list[_Line], article: int, *, note: bool = False) -> None:
    """Add the lines of text in `element`; each block begins a line."""
    name = element.tag.removeprefix(_XHTML) if isinstance(element.tag, str) else ""
    outer, within = article, note
    if not name or name in _SILENT or "hidden" in element.attrib:
        shown = False
    else:
        kinds = f"{element.get(_TYPE, '')} {element.get('epub:type', '')} {element.get('role', '')}"
        shown = not _FURNITURE.search(kinds) and not _MARKS.search(kinds)
        note = note or bool(_NOTE.search(kinds))
    if shown:
        block = _BLOCKS.fullmatch(name) is not None
        if name == "article" and not article:
            article = max((line.article for line in lines), default=0) + 1
        if block or not lines:
            lines.append(_Line(article, note=note))
        if name == "br":
            lines[-1].text += " "
        lines[-1].text += _spaced(element.text)
        for child in element:
            _collect(child, lines, article, note=note)
        if block:
            lines.append(_Line(outer, note=within))
    if element.tail and lines:
        lines[-1].text += _spaced(element.tail)


def _spaced(text: str | None) -> str:
    return (text or "").translate(_ONE_SPACE)


_ONE_SPACE = dict.fromkeys(map(ord, "\t\n\r\f"), " ")
