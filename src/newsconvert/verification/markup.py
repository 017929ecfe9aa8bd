"""Read the text back out of web pages, EPUBs and Word documents. Shares no code with their writers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from .passages import Passage, Reading, UnreadableError

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|dd|div|dl|dt|fig(?:caption|ure)|footer|h[1-6]|header|hr|li|main|ol|p|pre|"
    "section|table|t[dhr]|ul"
)
_SILENT = frozenset(("head", "nav", "script", "style", "template", "title"))
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"


def read_html(data: bytes) -> Reading:
    """Return the passages of a web page. Raise UnreadableError when it is none."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as problem:
        raise UnreadableError(str(problem)) from problem
    if not data.rstrip().endswith(b"</html>"):
        raise UnreadableError("it is cut off.")
    return Reading(tuple(_articles(root, "")))


def read_epub(data: bytes) -> Reading:
    """Return the passages of an EPUB, along its spine. Raise UnreadableError when it is broken."""
    files = _unpacked(data)
    container = _parsed(files, "META-INF/container.xml")
    package_path = next((e.get("full-path", "") for e in container.iter("{*}rootfile")), "")
    package = _parsed(files, package_path)
    folder = package_path.rpartition("/")[0]
    manifest = {item.get("id"): item for item in package.iter("{*}item")}
    found: list[tuple[Passage, ...]] = []
    for reference in package.iter("{*}itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None:
            raise UnreadableError(f"its spine names {reference.get('idref')!r}, which is not there.")
        if "nav" not in (item.get("properties") or "").split():
            path = f"{folder}/{unquote(item.get('href', ''))}".lstrip("/")
            found += _articles(_parsed(files, path), f"{path}, ")
    return Reading(tuple(found))


def _articles(root: Any, where: str) -> Iterator[tuple[Passage, ...]]:
    """Yield the passages of each article element of a page: what stands outside is no article's text."""
    outer = [e for e in root.iter("{*}article") if not any(True for _ in e.iterancestors("{*}article"))]
    for element in outer or list(root.iter("{*}body")):
        lines: list[str] = []
        _collect(element, lines)
        told = (line for line in lines if line.strip(" "))
        yield tuple(Passage(line, f"{where}paragraph {number}") for number, line in enumerate(told, 1))


def _collect(element: Any, lines: list[str]) -> None:
    """Add the lines of text in `element`: each block begins one."""
    name = element.tag.removeprefix(_XHTML) if isinstance(element.tag, str) else None
    skipped = name is None or name in _SILENT or "hidden" in element.attrib or "pagebreak" in element.get(_TYPE, "")
    if not skipped:
        block = _BLOCKS.fullmatch(name or "")
        if block or not lines:
            lines.append("")
        if name == "br":
            lines[-1] += " "
        lines[-1] += _spaced(element.text)
        for child in element:
            _collect(child, lines)
        if block:
            lines.append("")
    if not lines:
        lines.append("")
    lines[-1] += _spaced(element.tail)


def _spaced(text: str | None) -> str:
    return (text or "").translate(_ONE_SPACE)


_ONE_SPACE = dict.fromkeys(map(ord, "\t\n\r\f"), " ")

# Word


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE_DOCUMENT = "/officeDocument"
#: Fields whose result is text that a document adds: contents, page numbers, citations from the list of sources.
_ADDED_FIELDS = re.compile(
    "(?:TOC|PAGE|NUMPAGES|PAGEREF|BIBLIOGRAPHY|CITATION|INDEX|STYLEREF|DATE|REF|SEQ)\\b", re.IGNORECASE
)


def read_docx(data: bytes) -> Reading:
    """Return the passages of a Word document's main part. Raise UnreadableError when it is broken."""
    files = _unpacked(data)
    path = next(
        (e.get("Target", "") for e in _parsed(files, "_rels/.rels") if e.get("Type", "").endswith(_OFFICE_DOCUMENT)), ""
    ).lstrip("/")
    body = _parsed(files, path).find(f"{_W}body")
    if body is None:
        raise UnreadableError("it has no body.")
    passages = []
    fields: list[list[str]] = []  # those that are open: instruction, and "r" once its result has begun
    for number, paragraph in enumerate(_paragraphs(body), 1):
        text = "".join(_runs(paragraph, fields))
        if text.strip(" "):
            passages.append(Passage(text, f"paragraph {number}"))
    return Reading((tuple(passages),))


def _paragraphs(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag != f"{_W}sdt" or child.find(f"{_W}sdtPr/{_W}docPartObj") is None:
            yield from _paragraphs(child)


def _runs(element: Any, fields: list[list[str]]) -> Iterator[str]:
    for child in element:
        name = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
        if name == "fldChar":
            kind = child.get(f"{_W}fldCharType")
            if kind == "begin":
                fields.append(["", ""])
            elif kind == "separate" and fields:
                fields[-1][1] = "r"
            elif kind == "end" and fields:
                fields.pop()
        elif name == "instrText" and fields:
            fields[-1][0] += child.text or ""
        elif name == "fldSimple":
            fields.append([child.get(f"{_W}instr", ""), "r"])
            yield from _runs(child, fields)
            fields.pop()
        elif name in ("del", "moveFrom", "rPr", "pPr") or (
            name == "r" and child.find(f"{_W}rPr/{_W}vanish") is not None
        ):
            continue
        elif any(_ADDED_FIELDS.match(field[0].strip()) for field in fields):
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
    except Exception as problem:  # zlib.error, and what else damaged data may bring about
        raise UnreadableError(f"its package is broken ({type(problem).__name__}: {problem}).") from problem


def _parsed(files: dict[str, bytes], path: str) -> Any:
    from lxml import etree

    if path not in files:
        raise UnreadableError(f"it has no part {path!r}.")
    try:
        return etree.fromstring(files[path], etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as problem:
        raise UnreadableError(f"its part {path!r} is broken ({problem}).") from problem
