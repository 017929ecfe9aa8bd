"""Read a Word document: headings by their style, lists, emphasis, links; nothing in it is run or fetched."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ...arabic import INVISIBLE
from ...errors import EmptyInputError, InputError, LimitError
from ...languages import LABELLED, format_date, known_labels
from ...model import (
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
from ...options import Limits, ReaderOptions
from ...packages import PackageError, R, SizeError, W, WordPackage
from ...result import Converted
from ..characters import normalized
from ..overrides import stated_date
from ..shaping import MarkedHeading, direction_of, levelled, merged, stripped, take_citation, take_headline, web_link
from ..structure.citations import cited_source
from ..structure.dates import date_line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run

_W, _R = f"{{{W}}}", f"{{{R}}}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_READ = ("styles", "numbering", "footnotes", "hyperlink")
#: All parts together, in times the limit of one.
_WHOLE = 4
#: Styles of paragraphs that are fields of the article, in lower case.
_FIELDS = ("headline", "kicker", "deck", "byline", "dateline", "source citation")
#: Elements that are not text, or are text that is gone or is there a second time.
_PASSED_OVER = {f"{_W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "p")} | {_FALLBACK}
_SHOWN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_CHARACTERS = {_W + name: text for name, text in _SHOWN.items()}
_OFF = ("0", "false", "off", "none")


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in a DOCX file: what is in the style Title, or else the first block, is its headline.

    Styles named Kicker, Byline and Dateline, which the DOCX writer uses, hold those fields. Footnotes follow the text.
    Raise InputError when it is no DOCX file, EmptyInputError when it holds no text.
    """
    document = _Reading(_opened(data, options.limits))
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
    # The writer sets the date of publication there as well, as the source prints it or in words of its own.
    *place, day = fields.pop("dateline", "").split("\n")
    dated = date_line(day)
    own = dated is not None and published is not None and day in {format_date(published, tag) for tag in LABELLED}
    dateline = "\n".join(place if dated else [*place, day])
    article = Article(
        headline=" ".join(headline.split("\n")),
        body=levelled(blocks),
        kicker=fields.get("kicker"),
        deck=fields.get("deck"),
        byline=fields.get("byline"),
        dateline=dateline or None,
        timestamp=day if dated and not own else None,
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
        if label in {says.link for says in known_labels()}:
            source = replace(source, url=web_link(value))
        elif label in {says.published for says in known_labels()}:
            published = stated_date(value)
        elif label in {says.retrieved for says in known_labels()}:
            source = replace(source, retrieved=stated_date(value))
        elif source.citation is None and not any(label in (says.file, says.hash) for says in known_labels()):
            found = cited_source(line)
            source = replace(source, name=found.name, url=source.url or found.url, citation=line)
    return source if source != Source() else None, published


def _opened(data: bytes, limits: Limits) -> Document:
    try:
        return WordPackage(data, part=limits.size, whole=_WHOLE * limits.size).open(_READ)
    except SizeError as problem:
        raise LimitError.of(
            "size", f"{problem.part} unpacks to too many bytes", problem.found, problem.allowed
        ) from problem
    except PackageError as problem:
        if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise InputError("this is an old or an encrypted Word file; save it as .docx, unlocked.") from problem
        raise InputError(f"this is not a .docx file ({problem}); save it again in Word.") from problem


class _Reading:
    """A document of python-docx while it is read, and what its styles and lists say of its paragraphs.

    Values are taken as they stand: the properties of python-docx raise errors of their own where one is not as the
    schema has it, and its `text` leaves out content controls, fields and changes.
    """

    def __init__(self, document: Document) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE as RT

        self._document = document
        main = document.part
        styles: Any = document.styles.element
        self._styles = {style.get(f"{_W}styleId"): style for style in styles.style_lst}
        self._names: dict[str, str] = {}
        self._notes = next((one.target_part for one in main.rels.values() if one.reltype == RT.FOOTNOTES), None)
        self._lists: dict[str, tuple[bool, int]] = {}
        self._read_numbering(main.numbering_part.element)
        self._last_list = ""

    def paragraphs(self) -> Iterator[WordParagraph]:
        """Yield the paragraphs of the body, those in tables and text boxes too, and then those of the footnotes."""
        from docx.text.paragraph import Paragraph

        body: Any = self._document.element.find(f"{_W}body")
        roots: list[tuple[Any, Any]] = [] if body is None else [(body, self._document)]
        notes: Any = self._notes
        if notes is not None:
            shown = [note for note in notes.element if note.get(f"{_W}type", "normal") == "normal"]
            roots += [(note, notes) for note in shown]
        for root, parent in roots:
            for element in root.iter(f"{_W}p"):
                # Word repeats a text box for programs that know only old ones.
                if not any(above.tag == _FALLBACK for above in element.iterancestors()):
                    yield Paragraph(element, parent)

    def style(self, paragraph: WordParagraph) -> str:
        """Return the name of a paragraph's style in lower case, which is the same in every language of Word.

        A style of someone's own counts as the one it is based on, if that is a heading or the title.
        """
        found = paragraph._p.find(f"{_W}pPr/{_W}pStyle")
        key = found.get(f"{_W}val", "") if found is not None else ""
        if key not in self._names:
            self._names[key] = self._name(key)
        outline = paragraph._p.find(f"{_W}pPr/{_W}outlineLvl")
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

    def append(self, blocks: list[Block], paragraph: WordParagraph, style: str, inlines: Inlines) -> None:
        """Add a paragraph to `blocks` as what its style and its numbering make it."""
        heading = re.fullmatch(r"heading ?([1-9])", style)
        numbering = paragraph._p.find(f"{_W}pPr/{_W}numPr/{_W}numId")
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

    def inlines(self, paragraph: WordParagraph) -> Iterator[Inline]:
        """Yield what a paragraph says: without what was deleted in it, and what stands in text boxes of its own."""
        yield from _inlines(paragraph, paragraph._p)


def _inlines(paragraph: WordParagraph, element: Any) -> Iterator[Inline]:
    from docx.text.run import Run

    for child in element:
        if child.tag in _PASSED_OVER:
            continue
        if child.tag == f"{_W}r":
            yield from _run(Run(child, paragraph))
        elif child.tag == f"{_W}hyperlink":
            inner = merged(list(_inlines(paragraph, child)))
            relationships: Any = paragraph.part.rels
            found = relationships.get(child.get(f"{_R}id"))
            target = web_link(found.target_ref) if found and found.is_external else None
            yield from (Link(target, inner),) if target else inner
        else:
            yield from _inlines(paragraph, child)


def _run(run: Run) -> Iterator[Inline]:
    shown = (child.text or "" if child.tag == f"{_W}t" else _CHARACTERS.get(str(child.tag), "") for child in run._r)
    text: Inlines = (Text("".join(shown)),)
    if not plain_text(text):
        return
    if _is_on(run, "i", "iCs"):
        text = (Emphasis(text),)
    if _is_on(run, "b", "bCs"):
        text = (Strong(text),)
    yield from text


def _is_on(run: Run, *names: str) -> bool:
    """Tell whether a run has a property; the second name is that of the property for Arabic text."""
    found = [one for name in names if (one := run._r.find(f"{_W}rPr/{_W}{name}")) is not None]
    return any(one.get(f"{_W}val", "1") not in _OFF for one in found)


def _normalized(inlines: Inlines, names: tuple[str, ...]) -> Inlines:
    if not names:
        return inlines
    return map_texts(inlines, lambda text: normalized(text, names))
