"""Many articles in one Word document: title page, contents, an article from each new page, indexes, references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from ...bibliography import STYLES, bibliography, reference
from ...binding import BYLINES, COLOPHON, SOURCES, IndexEntry, colophon, extent, index_of_bylines, index_of_sources
from ...citation import Row
from ...languages import format_date, number
from ...model import Article, Link, Text, Volume
from ...numerals import in_digits, numbering
from ...options import DocxOptions
from ...resources import Resources
from ...result import Converted
from ..columns import columns_of
from ..container import modified
from ..html import article_warnings
from . import wordml as wml
from .base import append, end_section, fill, fill_margins, set_columns
from .contents import Entry, as_placed, contents, entries, pages
from .document import DocumentBuilder, Made
from .parts import Properties
from .pieces import Piece
from .story import Placed, Story, Voice
from .styles import all_styles
from .wordml import Element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer, _Header

_REFERENCES = "المصادر"  # not the index of binding.SOURCES
_LISTED = range(1, 2)
_END = "end"  # stands for the bookmark of what comes after all that indexes lead to
_ADDRESS = re.compile(r"https?://\S+$")


def bind(volume: Volume, options: DocxOptions, resources: Resources) -> Converted[bytes]:
    """Return `volume` as a DOCX file.

    A headline is the first level of headings there, an article's own headings the levels below. The head of a page
    names its article by a STYLEREF field, in whose place older readers show the volume's title. Raise what `write`
    does.
    """
    volume = in_digits(volume, options.digits)
    columns = columns_of(options.columns, options.page_size)
    builder = DocumentBuilder(volume, options, resources, columns=columns)
    story, look = builder.story, builder.look
    own = story.voice
    cover = _cover(story, volume)
    first = len(story.placed)
    # The first page of a section, be it the cover or one with a headline, has no running head.
    named, plain = story.line("header", volume.title, code="STYLEREF 1"), story.line("header", volume.title)
    masthead, empty = story.line("Masthead", volume.title), story.line("header", "")
    folio, no_folio = story.line("footer", volume.publisher or "", folio=True), story.line("footer", "")
    parts: list[_Part] = []
    marks: list[str | None] = []
    for article in volume.articles:
        story.voice = Voice.of(article, volume.direction)
        at = len(story.placed)
        parts.append(_Part(story.head(article, "heading 1", new_page=True), None, builder.body(article)))
        marks.append(next((placed.bookmark for placed in story.placed[at:] if placed.bookmark), None))
    story.voice = own
    cited = [article for article in volume.articles if article.source]
    parts.append(_Part(_colophon(story, volume)))
    indexes = [(SOURCES, index_of_sources(volume)), (BYLINES, index_of_bylines(volume))]
    indexes = [(title, found) for title, found in indexes if found]
    # An index has the pages of the articles in it, and theirs hang on how long the table of contents is.
    after = [*(title for title, _ in indexes), *([_REFERENCES] if cited else [])]
    table = as_placed([*entries(story.placed, _LISTED), *(Entry(1, title, "") for title in after)], new_page=True)
    end = Placed("index heading", "", new_page=True, bookmark=_END)
    before, rest, last = story.placed[:first], story.placed[first:], len(story.placed)
    reckoned = pages([*before, *table, *rest, end], all_styles(look), look, builder.page)
    parts += [_Part(_index(story, title, found, marks, reckoned), plain) for title, found in indexes]
    if cited:  # last, for its content control cannot hold the end of a section
        parts.append(_Part(_bibliography(story, cited), named if indexes else None))
    beyond = pages(story.placed[last:], all_styles(look), look, builder.page)
    reckoned |= {mark: page + reckoned[_END] - 1 for mark, page in beyond.items()}
    listed = contents(story, entries(story.placed, _LISTED), reckoned, _LISTED, new_page=True)
    document = builder.open()
    append(document, [*cover, listed, wml.el("p")])
    if builder.has_margins:
        fill_margins(document, (plain, empty, folio, no_folio))
    for at, part in enumerate(parts):
        _add_part(builder, document, part, () if at else (named, masthead, folio))
    properties = _properties(volume, modified(volume, resources), rtl=own.rtl)
    data, warnings = builder.save(document, map(reference, cited), properties)
    found = [
        one for article in (_title_page(volume), *volume.articles) for one in article_warnings(article, look.typefaces)
    ]
    return Converted(data, tuple(dict.fromkeys((*found, *warnings))))


def _add_part(builder: DocumentBuilder, document: Document, part: _Part, margins: Sequence[Element]) -> None:
    """Add a section, with new lines in its head, in that of its first page and at the foot of that, if any."""
    section = end_section(document)
    if builder.page.columns > 1:
        rtl = part.article.direction == "rtl" if part.article and part.article.in_columns else builder.look.rtl
        set_columns(section, 1, builder.page.gap, rtl=rtl, new_page=True)
    if builder.has_margins and margins:
        places: list[_Header | _Footer] = [section.header, section.first_page_header, section.first_page_footer]
        for place, line in zip(places, margins, strict=True):
            fill(place, line)
    elif builder.has_margins and part.head:
        fill(section.header, part.head)
    append(document, part.paragraphs or [wml.el("p")])
    if part.article:
        builder.add_body(document, part.article)


def _properties(volume: Volume, changed: datetime, *, rtl: bool) -> Properties:
    core = {
        "title": volume.title,
        "author": volume.publisher or "",
        "comments": volume.subtitle or "",
        "language": volume.language,
        "category": "أخبار" if rtl else "News",
        "last_modified_by": "newsconvert",
    }
    hashes = " ".join(filter(None, (article.provenance.sha256 for article in volume.articles)))
    return Properties(core, {"SHA-256": hashes} if hashes else {}, changed)


class _Part(NamedTuple):
    """A section: its paragraphs, its running head if that is a new one, and the article that they are the head of."""

    paragraphs: list[Element]
    head: Element | None = None
    article: Made | None = None


def _title_page(volume: Volume) -> Article:
    """Return what stands on the title page, as an article, for its warnings."""
    return Article(volume.title, kicker=volume.subtitle, byline=volume.publisher)


def _cover(story: Story, volume: Volume) -> list[Element]:
    lines = (
        ("Title", volume.title),
        ("Subtitle", volume.subtitle),
        ("Imprint", volume.publisher or (None if volume.published else extent(volume))),
        ("Imprint", format_date(volume.published, numbering(volume, "ar")) if volume.published else None),
    )
    return [story.paragraph(style, (Text(text),)) for style, text in lines if text]


def _colophon(story: Story, volume: Volume) -> list[Element]:
    typefaces = story.faces.typefaces
    rows = [Row(label, (Text(value),)) for label, value in colophon(volume, (typefaces.text, typefaces.headline))]
    heading = story.paragraph("heading 1", (Text(COLOPHON),), after=18, mark=True, new_page=True)
    return [heading, *(story.row(row, first=not at) for at, row in enumerate(rows))]


def _index(
    story: Story, title: str, found: Iterable[IndexEntry], marks: Sequence[str | None], pages: Mapping[str, int]
) -> list[Element]:
    """Return an index: names, each with the pages of its articles, which stand in the bookmarks `marks`."""
    style = "index 1"
    made = [story.paragraph("index heading", (Text(title),), after=18, mark=True, new_page=True)]
    for entry in found:
        text, runs = entry.name, [*story.runs([Piece(entry.name)], style)]
        for mark in filter(None, (marks[at] for at in entry.articles)):
            text += f"، {number(pages[mark], story.voice.numbering)}"
            page = story.number(rf"PAGEREF {mark} \h", pages[mark], style)
            runs += [*story.runs([Piece("، ")], style), wml.hyperlink([page], anchor=mark)]
        story.placed.append(Placed(style, text))
        made.append(wml.el("p", wml.paragraph_properties(style=story.ids(style), bidi=story.voice.bidi), *runs))
    return made


def _bibliography(story: Story, articles: Iterable[Article]) -> list[Element]:
    """Return the list of sources: a BIBLIOGRAPHY field with its result, in Word's content control for it."""
    heading = story.paragraph("heading 1", (Text(_REFERENCES),), after=18, mark=True, new_page=True)
    shown: list[Element] = []
    for entry in bibliography(articles, STYLES["apa"]):
        text = entry.strip("\n")
        if text:
            address = _ADDRESS.search(text)
            link = (Link(address[0], (Text(address[0]),)),) if address else ()
            shown.append(story.paragraph("Bibliography", (Text(text[: address.start()] if address else text), *link)))
    plain = story.properties(story.voice.rtl)
    shown[0] = _inside(shown[0], wml.field_begin("BIBLIOGRAPHY", plain), wml.NOTHING)
    shown[-1] = _inside(shown[-1], wml.NOTHING, wml.field_end(plain))
    field = wml.content_control([story.control(), wml.el("bibliography")], shown)
    return [heading, field]


_PROPERTIES_END = "</w:pPr>"


def _inside(paragraph: Element, opening: Element, closing: Element) -> Element:
    """Return `paragraph` with runs before its own and after them."""
    head, end, rest = paragraph.partition(_PROPERTIES_END)
    return Element(f"{head}{end}{opening}{rest.removesuffix('</w:p>')}{closing}</w:p>")
