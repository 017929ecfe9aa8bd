"""Read a Word document: headings by their style, lists, bold, links; nothing in it is run or fetched."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from ..arabic import is_rtl
from ..errors import EmptyInputError, InputError
from ..model import (
    Article,
    Block,
    Heading,
    Inline,
    Inlines,
    ItemList,
    Link,
    Paragraph,
    Provenance,
    Quotation,
    Strong,
    Text,
    plain_text,
)
from ..options import ReaderOptions
from ..result import Converted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: What a part may unpack to; a document of news is thousands of times smaller, a bomb larger.
_LARGEST_PART = 64 * 1024 * 1024


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in a DOCX file: the Title, or else the first heading or paragraph, is its headline.

    Raise InputError when it is no DOCX file, EmptyInputError when it holds no text.
    """
    parts = _parts(data)
    links = {rel.get("Id"): rel.get("Target") for rel in parts.get("rels", ())}
    body = parts["document"].find(f"{_W}body")
    blocks: list[Block] = []
    headline = None
    for paragraph in body.iter(f"{_W}p") if body is not None else ():
        inlines = tuple(_joined(_inlines(paragraph, links)))
        if not plain_text(inlines).strip():
            continue
        style = _style(paragraph, parts.get("styles"))
        if style == "title" and headline is None:
            headline = plain_text(inlines).strip()
        else:
            _append(blocks, paragraph, style, inlines)
    if headline is None and blocks and isinstance(blocks[0], Heading | Paragraph):
        headline = plain_text(blocks.pop(0).inlines).strip()  # type: ignore[union-attr]
    if not headline:
        raise EmptyInputError("the document holds no text; give one with at least a headline.")
    text = headline + "".join(plain_text(b.inlines) for b in blocks if not isinstance(b, ItemList))
    digest = hashlib.sha256(data).hexdigest()
    return Converted(
        Article(
            headline=headline,
            body=tuple(blocks),
            direction="rtl" if is_rtl(text) else "ltr",
            provenance=Provenance(options.file_name, digest, None, content=data),
        )
    )


def _parts(data: bytes) -> dict[str, Any]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    names = {"document": "word/document.xml", "styles": "word/styles.xml", "rels": "word/_rels/document.xml.rels"}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = {}
            for key, name in names.items():
                if name in archive.namelist():
                    with archive.open(name) as part:
                        content = part.read(_LARGEST_PART + 1)
                    if len(content) > _LARGEST_PART:
                        raise InputError(f"{name} unpacks to more than 64 MB; this is no document of news.")
                    found[key] = etree.fromstring(content, parser)
    except (zipfile.BadZipFile, etree.LxmlError, RuntimeError, NotImplementedError, ValueError, EOFError) as problem:
        if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise InputError("this is an old or an encrypted Word file; save it as .docx, unlocked.") from problem
        raise InputError(f"this is not a .docx file ({problem}); save it again in Word.") from problem
    if "document" not in found:
        raise InputError("this is not a .docx file: it has no word/document.xml; save it again in Word.")
    return found


def _style(paragraph: Any, styles: Any) -> str:
    """Return the name of a paragraph's style in lower case, which is the same in every language of Word."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if style is None:
        return ""
    key = style.get(f"{_W}val", "")
    if styles is not None:
        for one in styles.iter(f"{_W}style"):
            if one.get(f"{_W}styleId") == key:
                name = one.find(f"{_W}name")
                return str(name.get(f"{_W}val", key)).lower() if name is not None else key.lower()
    return str(key).lower()


def _append(blocks: list[Block], paragraph: Any, style: str, inlines: Inlines) -> None:
    heading = re.fullmatch(r"heading ?([1-9])", style)
    if heading:
        blocks.append(Heading(max(2, min(int(heading[1]), 6)), inlines))
    elif style.startswith("list") or paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
        ordered = "number" in style
        last = blocks[-1] if blocks else None
        if isinstance(last, ItemList) and last.ordered == ordered:
            blocks[-1] = ItemList(ordered, (*last.items, inlines), last.start)
        else:
            blocks.append(ItemList(ordered, (inlines,)))
    elif "quote" in style:
        blocks.append(Quotation(inlines))
    else:
        blocks.append(Paragraph(inlines))


def _inlines(element: Any, links: dict[str | None, str | None]) -> Iterator[Inline]:
    for child in element:
        if child.tag == f"{_W}r":
            text = "".join(_run(child))
            if text:
                bold = child.find(f"{_W}rPr/{_W}b")
                if bold is None:
                    bold = child.find(f"{_W}rPr/{_W}bCs")
                strong = bold is not None and bold.get(f"{_W}val", "1") not in ("0", "false")
                yield Strong((Text(text),)) if strong else Text(text)
        elif child.tag == f"{_W}hyperlink":
            inner = tuple(_joined(_inlines(child, links)))
            target = links.get(child.get(f"{_R}id"))
            if inner and target:
                yield Link(target, inner)
            else:
                yield from inner
        elif child.tag in (f"{_W}ins", f"{_W}smartTag", f"{_W}sdt", f"{_W}sdtContent", f"{_W}dir", f"{_W}bdo"):
            yield from _inlines(child, links)


def _run(run: Any) -> Iterator[str]:
    shown = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
    for child in run:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in shown:
            yield shown[child.tag]


def _joined(inlines: Iterator[Inline]) -> Iterator[Inline]:
    """Join neighbours of one kind: Word breaks text into runs wherever it was touched."""
    kept: Inline | None = None
    for inline in inlines:
        if isinstance(kept, Text) and isinstance(inline, Text):
            kept = Text(kept.text + inline.text)
        elif isinstance(kept, Strong) and isinstance(inline, Strong):
            kept = Strong((Text(plain_text((kept, inline))),))
        else:
            if kept is not None:
                yield kept
            kept = inline
    if kept is not None:
        yield kept
