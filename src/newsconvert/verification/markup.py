"""Extract the text of web pages, EPUBs and Word documents.

Shares no code with their writers and readers, on purpose: a fault of python-docx or of `packages` must not be repeated
here, or nobody would see it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from .passages import Passage, Reading, UnreadableError

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|dd|div|dl|dt|fig(?:caption|ure)|footer|h[1-6]|header|hr|li|main|ol|p|pre|"
    "section|table|t[dhr]|ul"
)
_SILENT = frozenset(("head", "nav", "script", "style", "template", "title"))
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
    files = _unpacked(data)
    container = _parsed(files, "META-INF/container.xml")
    package_path = next((e.get("full-path", "") for e in container.iter("{*}rootfile")), "")
    package = _parsed(files, package_path)
    folder = package_path.rpartition("/")[0]
    manifest = {item.get("id"): item for item in package.iter("{*}item")}
    pages = []
    for reference in package.iter("{*}itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None:
            raise UnreadableError(f"its spine refers to {reference.get('idref')!r}, which is missing.")
        if "nav" not in (item.get("properties") or "").split():
            path = f"{folder}/{unquote(item.get('href', ''))}".lstrip("/")
            pages.append((f"{path}, ", _parsed(files, path)))
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
            passage = Passage(line.text, f"{where}paragraph {number}")
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


def _collect(element: Any, lines: list[_Line], article: int) -> None:
    """Add the lines of text in `element`; each block begins a line."""
    name = element.tag.removeprefix(_XHTML) if isinstance(element.tag, str) else ""
    outer = article
    if not name or name in _SILENT or "hidden" in element.attrib:
        shown = False
    else:
        kinds = f"{element.get(_TYPE, '')} {element.get('epub:type', '')} {element.get('role', '')}"
        shown = not _FURNITURE.search(kinds)
    if shown:
        block = _BLOCKS.fullmatch(name) is not None
        if name == "article" and not article:
            article = max((line.article for line in lines), default=0) + 1
        if block or not lines:
            lines.append(_Line(article))
        if name == "br":
            lines[-1].text += " "
        lines[-1].text += _spaced(element.text)
        for child in element:
            _collect(child, lines, article)
        if block:
            lines.append(_Line(outer))
    if element.tail and lines:
        lines[-1].text += _spaced(element.tail)


def _spaced(text: str | None) -> str:
    return (text or "").translate(_ONE_SPACE)


_ONE_SPACE = dict.fromkeys(map(ord, "\t\n\r\f"), " ")

# Word


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE_DOCUMENT = "/officeDocument"
_CITING = re.compile(r"[^:]{1,30}:\s*")  # the label before a citation
#: Fields whose result is text that documents add: contents, page numbers, citations from the list of sources.
_ADDED_FIELDS = re.compile(
    "(?:TOC|PAGE|NUMPAGES|PAGEREF|BIBLIOGRAPHY|CITATION|INDEX|STYLEREF|DATE|REF|SEQ)\\b", re.IGNORECASE
)


def read_docx(data: bytes) -> Reading:
    """Return the passages of a Word document's main part. Raise UnreadableError if it is damaged."""
    files = _unpacked(data)
    path = next(
        (e.get("Target", "") for e in _parsed(files, "_rels/.rels") if e.get("Type", "").endswith(_OFFICE_DOCUMENT)), ""
    ).lstrip("/")
    body = _parsed(files, path).find(f"{_W}body")
    if body is None:
        raise UnreadableError("it has no body.")
    sections: list[list[Passage]] = [[]]
    listing = False  # whether the section contains the list of sources
    fields: list[_Field] = []  # those that are open
    for number, paragraph in enumerate(_paragraphs(body), 1):
        if paragraph.tag == f"{_W}sdt":
            listing = True
            continue
        text = "".join(_runs(paragraph, fields))
        cites = paragraph.find(f".//{_W}sdtPr/{_W}citation") is not None
        if text.strip(" ") and not (cites and _CITING.fullmatch(text)):
            sections[-1].append(Passage(text, f"paragraph {number}"))
        if paragraph.find(f"{_W}pPr/{_W}sectPr") is not None:
            sections[-1:] = [[], []] if listing else [sections[-1], []]
            listing = False
    if listing:
        sections.pop()
    front, *articles = sections if len(sections) > 1 else ([], *sections)
    return Reading(tuple(tuple(one) for one in articles if one), tuple(front))


def _paragraphs(element: Any) -> Iterator[Any]:
    """Yield the paragraphs of the text, and the content controls with the list of sources."""
    for child in element:
        if child.tag == f"{_W}p" or (child.tag == f"{_W}sdt" and child.find(f"{_W}sdtPr/{_W}bibliography") is not None):
            yield child
        elif child.tag != f"{_W}sdt" or child.find(f"{_W}sdtPr/{_W}docPartObj") is None:
            yield from _paragraphs(child)


@dataclass(slots=True)
class _Field:
    instruction: str = ""


def _runs(element: Any, fields: list[_Field]) -> Iterator[str]:
    for child in element:
        name = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
        if name == "fldChar":
            kind = child.get(f"{_W}fldCharType")
            if kind == "begin":
                fields.append(_Field())
            elif kind == "end" and fields:
                fields.pop()
        elif name == "instrText" and fields:
            fields[-1].instruction += child.text or ""
        elif name == "fldSimple":
            fields.append(_Field(child.get(f"{_W}instr", "")))
            yield from _runs(child, fields)
            fields.pop()
        elif name in ("del", "moveFrom", "rPr", "pPr") or (
            name == "r" and child.find(f"{_W}rPr/{_W}vanish") is not None
        ):
            continue
        elif any(_ADDED_FIELDS.match(field.instruction.strip()) for field in fields):
            yield from _runs(child, fields) if name != "t" else ()
        elif name == "t":
            yield _spaced(child.text)
        elif name in ("tab", "br", "cr", "ptab"):
            yield " "
        elif name == "noBreakHyphen":
            yield "\u2011"
        elif name == "softHyphen":
            yield "\u00ad"
        else:
            yield from _runs(child, fields)


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name for name in package.namelist() if name.endswith((".xml", ".rels", ".xhtml", ".html", ".opf"))]
            return {name: package.read(name) for name in names}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError, NotImplementedError) as problem:
        raise UnreadableError(f"its package is broken ({problem}).") from problem
    except Exception as problem:  # zlib.error, and whatever else damaged data may raise
        raise UnreadableError(f"its package is broken ({type(problem).__name__}: {problem}).") from problem


def _parsed(files: dict[str, bytes], path: str) -> Any:
    from lxml import etree

    if path not in files:
        raise UnreadableError(f"it has no part {path!r}.")
    try:
        return etree.fromstring(files[path], etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as problem:
        raise UnreadableError(f"its part {path!r} is broken ({problem}).") from problem
