"""Write an article as a Word document: right to left in every part, its look in styles, its text to the letter."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from ..arabic import INVISIBLE, arabic_indic, directional_runs, format_date, xml_text
from ..citation import Row, citation_rows
from ..errors import OptionError
from ..model import Article, Block, Emphasis, Heading, Inlines, ItemList, Link, Paragraph, Quotation, Strong, Text
from ..options import DocxOptions
from ..resources import Family, Resources, Typefaces
from ..result import Converted
from . import _wordml as wml
from . import _wordstyles as design
from ._wordml import Element, Language, el
from .container import entries, modified, pack
from .html import article_warnings, is_safe_link, running_head

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties

#: Width and height in millimetres.
PAGE_SIZES = {"A4": (210, 297), "A5": (148, 210), "B5": (176, 250), "Letter": (215.9, 279.4)}

_POINTS_PER_MM = 72 / 25.4
_LONGEST_PROPERTY = 255  # python-docx refuses longer ones
_LEFT_TO_RIGHT_MARK, _RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"

#: The names that python-docx gives the content type and the relationship of each part beside the main one.
_KINDS = {
    "styles": ("WML_STYLES", "STYLES"),
    "numbering": ("WML_NUMBERING", "NUMBERING"),
    "settings": ("WML_SETTINGS", "SETTINGS"),
    "header1": ("WML_HEADER", "HEADER"),
    "header2": ("WML_HEADER", "HEADER"),
    "footer1": ("WML_FOOTER", "FOOTER"),
    "footer2": ("WML_FOOTER", "FOOTER"),
    "theme/theme1": ("OFC_THEME", "THEME"),
    "fontTable": ("WML_FONT_TABLE", "FONT_TABLE"),
}
_IDS = {part: f"rId{number}" for number, part in enumerate(_KINDS, 1)}


def write(article: Article, options: DocxOptions, resources: Resources) -> Converted[bytes]:
    """Return `article` as a DOCX file. Raise OptionError for an unknown page size, ThemeError for an unusable theme.

    The bytes depend on the arguments alone: dates inside come from `resources` or the article, never from the clock.
    """
    if options.page_size not in PAGE_SIZES:
        raise OptionError(f"There is no page size {options.page_size!r}; choose one of {', '.join(PAGE_SIZES)}.")
    theme = resources.theme(options.theme)
    typefaces = resources.typefaces(theme, options.font, options.headline_font)
    parts = _Document(article, typefaces).parts(design.Design.of(theme), _Page.of(options.page_size))
    data = _package(parts, article, modified(article, resources))
    return Converted(data, article_warnings(article, typefaces))


class _Page(NamedTuple):
    """A page and the margin on each of its sides, in points."""

    width: float
    height: float
    margin: float

    @classmethod
    def of(cls, size: str) -> _Page:
        width, height = (side * _POINTS_PER_MM for side in PAGE_SIZES[size])
        return cls(width, height, width * 0.114)  # 24 mm on A4


class _Parts(NamedTuple):
    """The parts of a package by their file name, the main one apart, and the ids of its links by their targets."""

    document: Element
    related: dict[str, Element]
    links: dict[str, str]


class _Piece(NamedTuple):
    """Text with its markup."""

    text: str
    bold: bool = False
    stressed: bool = False
    url: str | None = None


_PLAIN = _Piece("")


class _Document:
    """The parts of one document while it is made: the text refers to links and to lists, which are counted here."""

    def __init__(self, article: Article, typefaces: Typefaces) -> None:
        self.article = article
        self.typefaces = typefaces
        self.rtl = article.direction == "rtl"
        self.lang = _languages(article)
        self.links: dict[str, str] = {}
        self.starts: list[int] = []
        self.families: dict[tuple[str, Family], Family] = {}

    def parts(self, look: design.Design, page: _Page) -> _Parts:
        """Return the parts of the package. Lists and fonts come after the text, which tells what there is of them."""
        body = [*self._head(look.body_size), *(made for block in self.article.body for made in self._block(block))]
        body += [self._citation_row(row) for row in citation_rows(self.article)]
        name = (self.article.source and self.article.source.name) or ""
        width = page.width - 2 * page.margin
        related = {
            "styles": design.styles(look, self.typefaces, self.lang, rtl=self.rtl, width=width),
            "numbering": design.lists(look, self.typefaces, self.lang, self.starts, rtl=self.rtl),
            "settings": design.settings(self.lang),
            # The first page has the headline itself below; its head names the source.
            "header1": el("hdr", self._line("Header", running_head(self.article.headline))),
            "header2": el("hdr", self._line("Masthead", name)),
            "footer1": el("ftr", self._line("Footer", name, folio=True)),
            "footer2": el("ftr", self._line("Footer", "", folio=True)),
            "theme/theme1": design.theme_part(look, self.typefaces),
        }
        families = (self.typefaces.text, self.typefaces.headline, *self.families.values())
        related["fontTable"] = design.font_table(dict.fromkeys(families))
        return _Parts(el("document", el("body", *body, self._section(page))), related, self.links)

    def _head(self, space_below: float) -> list[Element]:
        article, first = self.article, self.typefaces.headline
        day = format_date(article.published) if article.published else None
        lines = (
            ("Kicker", article.kicker),
            ("Title", article.headline),
            ("Byline", article.byline),
            ("Dateline", article.dateline),
            ("Dateline", day),
        )
        shown = [(style, text) for style, text in lines if text]
        # Which line comes last, above the rule and the body, no style can know.
        return [
            self._paragraph(style, (Text(text),), first, after=space_below if number == len(shown) else None)
            for number, (style, text) in enumerate(shown, 1)
        ]

    def _block(self, block: Block) -> Iterator[Element]:
        match block:
            case Heading(level, inlines):
                yield self._paragraph(f"Heading{level}", inlines, self.typefaces.headline)
            case Paragraph(inlines):
                yield self._paragraph("BodyText", inlines)
            case Quotation(inlines):
                yield self._paragraph("Quote", inlines)
            case ItemList(ordered=False, items=items):
                yield from (self._paragraph("ListBullet", item) for item in items)
            case ItemList(items=items, start=start):
                self.starts.append(start)
                number = design.BULLETS + len(self.starts)
                yield from (self._paragraph("ListNumber", item, numbering=number) for item in items)

    def _paragraph(
        self,
        style: str,
        inlines: Inlines,
        first: Family | None = None,
        *,
        numbering: int | None = None,
        after: float | None = None,
    ) -> Element:
        properties = wml.paragraph_properties(style=style, bidi=self.rtl, numbering=numbering, after=after)
        return el("p", properties, *self._runs(list(_flatten(inlines)), first or self.typefaces.text, self.rtl))

    def _citation_row(self, row: Row) -> Element:
        """Return a line of the citation block; a technical value keeps to left to right whatever stands about it.

        Word goes by the direction of the runs, readers that follow UAX #9 alone by the marks around the value: without
        them a file name that begins with digits, a label that ends in Latin and an address that ends in a slash break.
        """
        text, mark = self.typefaces.text, _LEFT_TO_RIGHT_MARK if row.technical and self.rtl else ""
        before = _RIGHT_TO_LEFT_MARK + mark if mark else ""
        label = [_Piece(f"{row.label}:", bold=True), _Piece(f" {before}")] if row.label else []
        return el(
            "p",
            wml.paragraph_properties(style="SourceCitation", bidi=self.rtl),
            *self._runs(label, text, self.rtl),
            *self._runs(list(_flatten(row.value)), text, self.rtl and not row.technical),
            *self._runs([_Piece(mark)], text, False),
        )

    def _line(self, style: str, text: str, *, folio: bool = False) -> Element:
        """Return the line at the head or foot of a page, with the page number at its end if `folio`."""
        pieces = [_Piece(" ".join(text.split()) + ("\t" if folio else ""))]
        number = wml.page_number(self._properties(self.rtl), arabic_indic(1) if self.rtl else "1") if folio else []
        properties = wml.paragraph_properties(style=style, bidi=self.rtl)
        return el("p", properties, *self._runs(pieces, self.typefaces.headline, self.rtl), *number)

    def _runs(self, pieces: list[_Piece], first: Family, base_rtl: bool) -> Iterator[Element]:
        """Yield the runs of `pieces`, and links around them.

        Direction and fonts are settled over the whole line, then split where the markup changes: a bold word must not
        change which way its neighbours run.
        """
        pieces = [piece._replace(text=xml_text(piece.text)) for piece in pieces]
        text = "".join(piece.text for piece in pieces)
        directions = [run.rtl for run in directional_runs(text, rtl=base_rtl) for _ in run.text]
        owners = [piece for piece in pieces for _ in piece.text]
        places = zip(text, directions, self._families(text, first), owners, strict=True)
        for url, linked in groupby(places, key=lambda place: place[3].url):
            target = _link_target(url) if url else None
            runs = [
                wml.run(
                    "".join(place[0] for place in group),
                    self._properties(rtl, piece, family if family is not first else None, linked=bool(target)),
                )
                for (rtl, family, piece), group in groupby(linked, key=lambda place: place[1:])
            ]
            if target:
                identity = self.links.setdefault(target, f"rId{len(_IDS) + len(self.links) + 1}")
                yield wml.hyperlink(identity, runs)
            else:
                yield from runs

    def _properties(
        self, rtl: bool, piece: _Piece = _PLAIN, family: Family | None = None, *, linked: bool = False
    ) -> Element:
        """Return a run's own properties. Arabic has no italic: what is stressed is bold there."""
        return wml.run_properties(
            style="Hyperlink" if linked else None,
            family=family.name if family else None,
            bold=(piece.bold or (piece.stressed and rtl)) or None,
            italic=(piece.stressed and not rtl) or None,
            rtl=rtl,
            lang=Language("", self.lang.bidi) if rtl else Language(self.lang.val, ""),
        )

    def _families(self, text: str, first: Family) -> Iterator[Family]:
        """Yield the family that sets each character of `text`; marks stay with their letter where its font has them."""
        current = first
        for character in text:
            stays = (
                character < " "  # some fonts have a glyph for the line end, which must not part it in two
                or INVISIBLE.match(character)
                or (unicodedata.combining(character) and ord(character) in current.characters)
            )
            if not stays:
                key = (character, first)
                if key not in self.families:
                    self.families[key] = self.typefaces.family_for(character, first) or first
                current = self.families[key]
            yield current

    def _section(self, page: _Page) -> Element:
        def reference(tag: str, part: str, kind: str) -> Element:
            made = el(tag, type=kind)
            made.set(f"{{{wml.R}}}id", _IDS[part])
            return made

        margin = wml.twips(page.margin)
        sides = dict.fromkeys(("top", "right", "bottom", "left"), margin)
        return el(
            "sectPr",
            reference("headerReference", "header1", "default"),
            reference("headerReference", "header2", "first"),
            reference("footerReference", "footer1", "default"),
            reference("footerReference", "footer2", "first"),
            el("pgSz", w=wml.twips(page.width), h=wml.twips(page.height)),
            el("pgMar", **sides, header=margin // 2, footer=margin // 2, gutter=0),
            el("titlePg"),
            el("bidi") if self.rtl else None,
        )


def _flatten(inlines: Inlines, outer: _Piece = _PLAIN) -> Iterator[_Piece]:
    """Yield the text of `inlines` with the markup it stands in; of links inside links the outer one leads."""
    for node in inlines:
        match node:
            case Text(text):
                yield outer._replace(text=text)
            case Strong(children):
                yield from _flatten(children, outer._replace(bold=True))
            case Emphasis(children):
                yield from _flatten(children, outer._replace(stressed=True))
            case Link(url, children):
                yield from _flatten(children, outer._replace(url=outer.url or url))


def _link_target(url: str) -> str | None:
    """Return `url` as a relationship can hold it, or None where it is no address of the web or of mail."""
    url = xml_text(url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if not is_safe_link(url) or not (parts.netloc or (parts.scheme == "mailto" and parts.path)):
        return None
    # Word calls a document broken whose links hold what RFC 3987 forbids; Arabic letters it allows.
    return "".join(c if c > "\x7f" and not c.isspace() else quote(c, safe="%:/?#[]@!$&'()*+,;=~") for c in url)


def _languages(article: Article) -> Language:
    """Return the languages of the runs: the article's for its own direction, the likeliest for the other."""
    own = xml_text(article.language)
    if article.direction == "ltr":
        return Language(own, "ar-SY")
    # Word knows no Arabic without a country; the fonts and the digits do not hang on which.
    return Language("en-US", "ar-SY" if own.lower() == "ar" else own)


def _package(parts: _Parts, article: Article, moment: datetime) -> bytes:
    """Return the parts as a file. python-docx packs them; its template, with parts of another document, stays out."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.package import OpcPackage
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = OpcPackage()
    main = Part(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, wml.serialize(parts.document))
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    for name, (content, relationship) in _KINDS.items():
        blob = wml.serialize(parts.related[name])
        part = Part(PackURI(f"/word/{name}.xml"), getattr(CONTENT_TYPE, content), blob)
        main.load_rel(getattr(RELATIONSHIP_TYPE, relationship), part, _IDS[name])
    for target, identity in parts.links.items():
        main.load_rel(RELATIONSHIP_TYPE.HYPERLINK, target, identity, is_external=True)
    _set_core_properties(package.core_properties, article, moment)
    packed = io.BytesIO()
    package.save(packed)
    return pack(entries(packed.getvalue()), first="[Content_Types].xml")


def _set_core_properties(core: CoreProperties, article: Article, moment: datetime) -> None:
    source, sha256 = article.source, article.provenance.sha256
    name = source.name if source else None
    known = (name, source.url if source else None, f"SHA-256: {sha256}" if sha256 else None)
    core.title = _property(article.headline)
    core.author = _property(article.byline or name)
    core.subject = _property(article.kicker)
    core.category = "أخبار" if article.direction == "rtl" else "News"
    core.comments = _property(" · ".join(value for value in known if value))
    core.language = _property(article.language)
    core.last_modified_by = "newsconvert"
    core.created = core.modified = moment


def _property(text: str | None) -> str:
    return re.sub(r"[\t\r\n]+", " ", xml_text(text or ""))[:_LONGEST_PROPERTY]
