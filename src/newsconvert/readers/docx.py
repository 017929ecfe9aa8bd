"""Read a Word document: headings by their style, lists, emphasis, links; nothing in it is run or fetched."""

from __future__ import annotations

import hashlib
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from ..arabic import INVISIBLE
from ..citation import FILE_LABEL, HASH_LABEL
from ..errors import EmptyInputError, InputError, LimitError
from ..model import (
    Article,
    Block,
    Emphasis,
    Inline,
    Inlines,
    ItemList,
    Link,
    Paragraph,
    Provenance,
    Quotation,
    Source,
    Strong,
    Text,
    map_texts,
    plain_text,
)
from ..options import Limits, ReaderOptions
from ..result import Converted
from .characters import normalized
from .overrides import stated_date
from .shaping import MarkedHeading, direction_of, levelled, merged, stripped, take_citation, take_headline, web_link
from .structure.citations import cited_source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARTS = ("document", "styles", "numbering", "footnotes", "_rels/document.xml.rels")
#: Styles of paragraphs that are fields of the article, in lower case.
_FIELDS = ("headline", "kicker", "byline", "dateline", "source citation")
#: Elements that are not text, or are text that is gone or is there a second time.
_PASSED_OVER = {f"{_W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "p")} | {_FALLBACK}
_SHOWN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_CHARACTERS = {_W + name: text for name, text in _SHOWN.items()}
#: What zipfile raises beside BadZipFile on files that are broken, encrypted or packed in a way it does not know.
_ZIP_RAISES = (RuntimeError, NotImplementedError, ValueError, EOFError, OSError, KeyError)
_OFF = ("0", "false", "off", "none")


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in a DOCX file: what is in the style Title, or else the first block, is its headline.

    Styles named Kicker, Byline and Dateline, which the DOCX writer uses, hold those fields. Footnotes follow the text.
    Raise InputError when it is no DOCX file, EmptyInputError when it holds no text.
    """
    document = _Document(_parts(data, options.limits))
    blocks: list[Block] = []
    fields: dict[str, str] = {}
    for paragraph in document.paragraphs():
        inlines = stripped(tuple(document.inlines(paragraph)))
        inlines = _normalized(inlines, options.normalize)
        if not plain_text(inlines).strip():
            continue
        style = document.style(paragraph)
        if re.fullmatch(r"toc (\d|heading)", style):  # Word makes the table of contents; it is none of the text
            continue
        name = "headline" if style == "title" else style
        if name not in _FIELDS or (name in ("headline", "byline") and name in fields):
            document.append(blocks, paragraph, style, inlines)
        elif name in fields:
            fields[name] += f"\n{plain_text(inlines)}"
        else:
            fields[name] = plain_text(inlines)
    headline = fields.get("headline") or take_headline(blocks)
    if not headline:
        raise EmptyInputError("the document holds no text; give one with at least a headline.")
    direction = direction_of(headline, blocks)
    cited, published = _cited(fields.get("source citation", ""))
    *place, day = fields.get("dateline", "").split("\n")
    if place and published and stated_date(day) == published:  # the writer sets the date of publication there as well
        fields["dateline"] = "\n".join(place)
    article = Article(
        headline=" ".join(headline.split("\n")),
        body=levelled(blocks),
        kicker=fields.get("kicker"),
        byline=fields.get("byline"),
        dateline=fields.get("dateline"),
        published=published,
        source=cited or take_citation(blocks, Source()),
        direction=direction,
        provenance=Provenance(
            options.file_name, hashlib.sha256(data).hexdigest(), normalized=options.normalize, content=data
        ),
    )
    return Converted(article)


def _cited(text: str) -> tuple[Source | None, date | None]:
    """Return what the citation that the DOCX writer sets says: the source, and when the article was published."""
    source, published = Source(), None
    for line in INVISIBLE.sub("", text).splitlines():
        label, _, value = line.partition(":")
        if label == "الرابط":
            source = replace(source, url=web_link(value))
        elif label == "تاريخ النشر":
            published = stated_date(value)
        elif label == "تاريخ الاسترجاع":
            source = replace(source, retrieved=stated_date(value))
        elif source.citation is None and label not in (FILE_LABEL, HASH_LABEL):
            found = cited_source(line)
            source = replace(source, name=found.name, url=source.url or found.url, citation=line)
    return source if source != Source() else None, published


def _parts(data: bytes, limits: Limits) -> dict[str, Any]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            there = set(archive.namelist())
            for key in _PARTS:
                name = f"word/{key}" if "." in key else f"word/{key}.xml"
                if name not in there:
                    continue
                with archive.open(name) as part:
                    content = part.read(limits.size + 1)
                if len(content) > limits.size:
                    found_size = archive.getinfo(name).file_size
                    raise LimitError.of("size", f"{name} unpacks to too many bytes", found_size, limits.size)
                found[key] = etree.fromstring(content, parser)
                if found[key].getroottree().docinfo.doctype:
                    raise InputError(f"{name} has a document type, as no Word document has; save it again in Word.")
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, etree.LxmlError, *_ZIP_RAISES) as problem:
        if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise InputError("this is an old or an encrypted Word file; save it as .docx, unlocked.") from problem
        raise InputError(f"this is not a .docx file ({problem}); save it again in Word.") from problem
    if "document" not in found:
        raise InputError("this is not a .docx file: it has no word/document.xml; save it again in Word.")
    return found


class _Document:
    """The parts of a Word document, and what they say of its paragraphs."""

    def __init__(self, parts: dict[str, Any]) -> None:
        self._body = parts["document"].find(f"{_W}body")
        self._links = {rel.get("Id"): rel.get("Target") for rel in parts.get("_rels/document.xml.rels", ())}
        self._styles = {one.get(f"{_W}styleId"): one for one in parts.get("styles", ()) if one.tag == f"{_W}style"}
        self._names: dict[str, str] = {}
        self._notes = [note for note in parts.get("footnotes", ()) if note.get(f"{_W}type", "normal") == "normal"]
        self._lists: dict[str, tuple[bool, int]] = {}
        self._read_numbering(parts.get("numbering", ()))
        self._last_list = ""

    def paragraphs(self) -> Iterator[Any]:
        """Yield the paragraphs of the body, those in tables and text boxes too, and then those of the footnotes."""
        for root in ([self._body] if self._body is not None else []) + self._notes:
            for paragraph in root.iter(f"{_W}p"):
                # Word repeats a text box for programs that know only old ones.
                if not any(above.tag == _FALLBACK for above in paragraph.iterancestors()):
                    yield paragraph

    def style(self, paragraph: Any) -> str:
        """Return the name of a paragraph's style in lower case, which is the same in every language of Word.

        A style of someone's own counts as the one it is based on, if that is a heading or the title.
        """
        found = paragraph.find(f"{_W}pPr/{_W}pStyle")
        key = found.get(f"{_W}val", "") if found is not None else ""
        if key not in self._names:
            self._names[key] = self._name(key)
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        level = outline.get(f"{_W}val", "9") if outline is not None else "9"
        return f"heading {int(level) + 1}" if level in "012345" and self._names[key] != "title" else self._names[key]

    def _name(self, key: str) -> str:
        own, seen = "", set[str]()
        while key in self._styles and key not in seen:
            seen.add(key)
            name = self._styles[key].find(f"{_W}name")
            shown = (name.get(f"{_W}val", key) if name is not None else key).lower()
            if re.fullmatch(r"heading ?[1-9]|title", shown):
                return shown if not own or own not in _FIELDS else own
            own = own or shown
            above = self._styles[key].find(f"{_W}basedOn")
            key = above.get(f"{_W}val", "") if above is not None else ""
        return own or key.lower()

    def _read_numbering(self, numbering: Any) -> None:
        """Find out which lists count, and from which number."""
        kinds = {one.get(f"{_W}abstractNumId"): one for one in numbering if one.tag == f"{_W}abstractNum"}
        for one in numbering:
            kind = one.find(f"{_W}abstractNumId")
            if one.tag != f"{_W}num" or kind is None:
                continue
            levels = kinds.get(kind.get(f"{_W}val"), ())
            first = next((level for level in levels if level.get(f"{_W}ilvl") == "0"), None)
            form = first.find(f"{_W}numFmt") if first is not None else None
            start = one.find(f"{_W}lvlOverride/{_W}startOverride")
            if start is None and first is not None:
                start = first.find(f"{_W}start")
            number = start.get(f"{_W}val", "1") if start is not None else "1"
            ordered = form is not None and form.get(f"{_W}val") not in ("bullet", "none")
            self._lists[one.get(f"{_W}numId", "")] = ordered, int(number) if number.isdecimal() else 1

    def append(self, blocks: list[Block], paragraph: Any, style: str, inlines: Inlines) -> None:
        """Add a paragraph to `blocks` as what its style and its numbering make it."""
        heading = re.fullmatch(r"heading ?([1-9])", style)
        numbering = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        number = numbering.get(f"{_W}val", "0") if numbering is not None else ""
        if heading:
            blocks.append(MarkedHeading(int(heading[1]), inlines))
        elif number not in ("", "0") or (style.startswith("list") and style != "list paragraph" and number != "0"):
            ordered, start = self._lists.get(number, ("number" in style, 1))
            last = blocks[-1] if blocks else None
            if isinstance(last, ItemList) and last.ordered == ordered and self._last_list == number:
                blocks[-1] = replace(last, items=(*last.items, inlines))
            else:
                blocks.append(ItemList(ordered, (inlines,), start if ordered else 1))
            self._last_list = number
        else:
            blocks.append(Quotation(inlines) if "quote" in style else Paragraph(inlines))

    def inlines(self, element: Any) -> Iterator[Inline]:
        """Yield what a paragraph says: without what was deleted in it, and what stands in text boxes of its own."""
        for child in element:
            if child.tag in _PASSED_OVER:
                continue
            if child.tag == f"{_W}r":
                yield from _run(child)
            elif child.tag == f"{_W}hyperlink":
                inner = merged(list(self.inlines(child)))
                target = web_link(self._links.get(child.get(f"{_R}id")) or "")
                yield from (Link(target, inner),) if target else inner
            else:
                yield from self.inlines(child)


def _run(run: Any) -> Iterator[Inline]:
    shown = (child.text or "" if child.tag == f"{_W}t" else _CHARACTERS.get(child.tag, "") for child in run)
    text: Inlines = (Text("".join(shown)),)
    if not plain_text(text):
        return
    if _is_on(run, "i", "iCs"):
        text = (Emphasis(text),)
    if _is_on(run, "b", "bCs"):
        text = (Strong(text),)
    yield from text


def _is_on(run: Any, *names: str) -> bool:
    """Tell whether a run has a property; the second name is that of the property for Arabic text."""
    found = [one for name in names if (one := run.find(f"{_W}rPr/{_W}{name}")) is not None]
    return any(one.get(f"{_W}val", "1") not in _OFF for one in found)


def _normalized(inlines: Inlines, names: tuple[str, ...]) -> Inlines:
    if not names:
        return inlines
    return map_texts(inlines, lambda text: normalized(text, names))
