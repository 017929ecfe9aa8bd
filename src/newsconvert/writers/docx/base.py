"""python-docx documents to fill: opened from a base that is made once a process, saved by the one ZIP writer.

python-docx has no API for the font table, custom properties and custom XML: they are parts of its class Part here,
which it keeps when it opens and saves the document again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from ...arabic import xml_text
from ..container import PackageZip
from . import wordml
from .design import Page, theme_part
from .fonts import Font, font_element
from .styles import Look, defaults, list_kinds, lists, settings, styles
from .wordml import DECLARATION, Element, attribute, el

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.package import OpcPackage
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.opc.rel import Relationships
    from docx.package import Package
    from docx.section import Section, _Footer, _Header

_W = f"{{{wordml.W}}}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
#: The set of properties that Word lists as custom ([MS-OSHARED] 2.3.3.2.3).
_CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_LONGEST_PROPERTY = 255
#: Of the styles of text, mammoth knows the headings alone; what a document says of the others, it reads in this part.
_STYLE_MAP = b"p[style-name='Title'] => h1:fresh\np[style-name='Quote'] => blockquote > p:fresh\n"
_STYLE_MAP_RELATION = "http://schemas.zwobble.org/mammoth/style-map"
#: What other documents of this process hold too.
_LASTING = tuple(f"/word/{name}" for name in ("styles", "settings", "numbering", "theme/", "fonts/", "media/"))


class Properties(NamedTuple):
    """What a document says of itself: properties by their names in python-docx, custom ones, its date."""

    core: Mapping[str, str]
    custom: Mapping[str, str]
    moment: datetime


class Base:
    """A document without text, kept as the bytes of its parts."""

    def __init__(self, document: Document) -> None:
        from docx.opc.pkgreader import PackageReader

        core: Any = document.core_properties._element  # python-docx's templates make statements there
        del core[:]
        self._reader = PackageReader.from_file(io.BytesIO(save(document)))

    def open(self) -> Document:
        """Return the document anew."""
        from docx.opc.package import Unmarshaller
        from docx.package import Package

        package = Package()
        Unmarshaller.unmarshal(self._reader, package, _load)
        document: Document = package.main_document_part.document
        return document


def _load(name: Any, content_type: str, reltype: str, blob: bytes, package: Package) -> Part:
    """Return a part as python-docx has it; the font table is XML here, for fonts are added to it."""
    from docx.opc.constants import CONTENT_TYPE as CT
    from docx.opc.part import PartFactory, XmlPart

    part: Any = PartFactory.part_type_for.get(content_type)
    if content_type == CT.WML_FONT_TABLE:
        part = XmlPart.load(name, content_type, blob, package)
    elif content_type in (CT.WML_STYLES, CT.WML_NUMBERING, CT.WML_SETTINGS):
        part = _parsed_lazily(part)(name, content_type, blob, package)
    else:
        part = PartFactory(name, content_type, reltype, blob, package)
    return part  # type: ignore[no-any-return]


@lru_cache(maxsize=8)
def _parsed_lazily(part_class: Any) -> Any:
    """Return a class of parts whose XML is parsed once someone asks for it: most documents save it as it is."""
    from docx.opc.part import Part
    from docx.oxml.parser import parse_xml

    class Kept(part_class):  # type: ignore[misc]
        def __init__(self, name: Any, content_type: str, blob: bytes, package: Package) -> None:
            Part.__init__(self, name, content_type, blob, package)

        @cached_property
        def _element(self) -> Any:
            return parse_xml(self._blob)

        @property
        def _settings(self) -> Any:
            return self._element

        @property
        def blob(self) -> bytes:
            blob: bytes = super().blob if "_element" in vars(self) else self._blob
            return blob

    return Kept


@lru_cache(maxsize=32)
def own_base(look: Look, page: Page, embed_fonts: str, digits: str | None) -> Base:
    """Return the base of documents in our own design; `digits` is the family that sets the numbers of lists."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE as RT
    from docx.shared import Twips

    document = docx.Document()
    package, main = document.part.package, document.part
    kept = (RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES, RT.STYLES, RT.NUMBERING, RT.SETTINGS)
    for relationships in (package.rels, main.rels):
        for identity in [identity for identity, one in relationships.items() if one.reltype not in kept]:
            del relationships[identity]
    refill(document.element, elements([el("body", el("sectPr"))]))
    refill(document.styles.element, elements([defaults(look), *(style.element for style in styles(look).values())]))
    refill(main.numbering_part.element, elements([*list_kinds(look, digits), *lists(())]))
    refill(document.settings.element, elements(settings(look.lang, embed_fonts)))
    complete(document, look)
    section = document.sections[0]
    section.page_width, section.page_height = (Twips(wordml.twips(side)) for side in (page.width, page.height))
    margin = wordml.twips(page.margin)
    section.top_margin = section.right_margin = section.bottom_margin = section.left_margin = Twips(margin)
    section.header_distance = section.footer_distance = Twips(margin // 2)
    section.gutter = Twips(0)
    section.different_first_page_header_footer = True
    add_margins(section)
    if look.rtl:
        turn(section)
    return Base(document)


# Filling


def elements(made: Iterable[Element]) -> list[Any]:
    """Return elements as python-docx has them, each of its own class."""
    from docx.oxml.parser import parse_xml

    return list(parse_xml(f'<w:x xmlns:w="{wordml.W}" xmlns:r="{wordml.R}">{"".join(made)}</w:x>'))


def append(document: Document, made: Iterable[Element]) -> None:
    """Add paragraphs at the end of the text, before the properties of the last section."""
    last: Any = document.element.body[-1]
    for element in elements(made):
        # lxml takes the square of a tree's size to move it: a content control goes line by line.
        lines = list(element[-1]) if element.tag == f"{_W}sdt" else []
        if lines:
            element[-1][:] = []
        last.addprevious(element)
        for line in lines:
            element[-1].append(line)


def refill(root: Any, children: Iterable[Any]) -> None:
    """Put `children` in the place of what is in the root of a part, and clear it of attributes and idle namespaces."""
    from lxml import etree

    root[:] = children
    root.attrib.clear()
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])


def fill(place: _Header | _Footer, line: Element) -> None:
    """Put a line into a header or footer, which the section then has for itself."""
    place.is_linked_to_previous = False
    refill(place.part.element, elements([line]))


def add_margins(section: Section) -> None:
    """Give a section headers and footers of its own, for `fill_margins` to fill."""
    for place in (section.header, section.first_page_header, section.footer, section.first_page_footer):
        fill(place, el("p"))


def fill_margins(document: Document, lines: Iterable[Element]) -> None:
    """Fill the header, that of the first page, the footer and that of the first page which `add_margins` has added.

    Through its relationships: `Section` looks for each with XPath, twice, which takes as long as all the text.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE as RT

    parts = [one.target_part for one in document.part.rels.values() if one.reltype in (RT.HEADER, RT.FOOTER)]
    for part, line in zip(parts, elements(lines), strict=True):
        element: Any = part.element
        element[:] = [line]


def turn(section: Section) -> None:
    """Let the columns and the page numbers of a section run from right to left (17.6.1)."""
    (bidi,) = elements([el("bidi")])
    section._sectPr.insert_element_before(bidi, "w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")


def end_section(document: Document) -> Section:
    """End the section with the last paragraph, and return the one that follows; it inherits headers and footers.

    `Document.add_section` would end it with a paragraph of its own.
    """
    from docx.section import Section

    last: Any = document.element.body[-1]
    last.getprevious().set_sectPr(last.clone())
    for reference in last.xpath("w:headerReference | w:footerReference"):
        last.remove(reference)
    return Section(last, document.part)


def add_lists(document: Document, kinds: Iterable[Element], counters: Iterable[Element]) -> None:
    """Add kinds of lists, and counters of lists, in the order of the schema (17.9.15)."""
    root: Any = document.part.numbering_part.element
    for tags, made in ((("num", "numIdMacAtCleanup"), kinds), (("numIdMacAtCleanup",), counters)):
        at = next((number for number, one in enumerate(root) if one.tag in {_W + tag for tag in tags}), len(root))
        root[at:at] = elements(made)


def add_links(document: Document, links: Mapping[str, str]) -> None:
    """Relate the text to the addresses of its links, each by the id that stands there."""
    from docx.opc.constants import RELATIONSHIP_TYPE as RT

    for target, identity in links.items():  # `relate_to` would look through all those before, each time
        document.part.rels.add_relationship(RT.HYPERLINK, target, identity, is_external=True)


# Parts that python-docx has no API for


def add_part(owner: Part | OpcPackage, name: str, content_type: str, data: bytes, relation: str) -> tuple[Part, str]:
    """Add a part that `owner` refers to; return it, and the id of the relationship."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package: Any = owner.package if isinstance(owner, Part) else owner
    part = Part(PackURI(name), content_type, data, package)
    return part, owner.relate_to(part, relation if ":" in relation else f"{_OFFICE}/relationships/{relation}")


def complete(document: Document, look: Look) -> None:
    """Add the theme that Word offers (20.1.6.9), a font table (17.8.3.10) and the map of styles, if there are none."""
    there = {one.reltype.rpartition("/")[2] for one in document.part.rels.values()}
    for name, content_type, data, relation in (
        ("/word/theme/theme1.xml", f"{_TYPES}.theme+xml", theme_part(look.design, look.typefaces), "theme"),
        ("/word/fontTable.xml", f"{_TYPES}.wordprocessingml.fontTable+xml", wordml.part("fonts"), "fontTable"),
        ("/mammoth/style-map", "text/prs.mammoth.style-map", _STYLE_MAP, _STYLE_MAP_RELATION),
    ):
        if relation not in there:
            add_part(document.part, name, content_type, data, relation)


def add_fonts(document: Document, fonts: Iterable[Font]) -> None:
    """Add fonts that are not yet in the font table, and their files."""
    from docx.opc.constants import RELATIONSHIP_TYPE as RT

    table: Any = document.part.part_related_by(RT.FONT_TABLE)
    known = {font.get(f"{_W}name") for font in table.element}
    number, made = count(1), []
    for font in fonts:
        if font.name not in known:
            names = [f"/word/fonts/font{next(number)}.odttf" for _ in font.files]
            identities = [
                add_part(table, name, f"{_TYPES}.obfuscatedFont", file.data, "font")[1]
                for name, file in zip(names, font.files, strict=True)
            ]
            made.append(font_element(font, identities))
    table.element.extend(elements(made))


def add_properties(document: Document, properties: Properties) -> None:
    """State the core properties, and custom ones, where there are any."""
    core = document.core_properties
    for name, value in properties.core.items():
        if value:
            setattr(core, name, _property(value))
    core.created = core.modified = properties.moment
    if properties.custom:
        inner = "".join(
            f'<property fmtid="{_CUSTOM_SET}" pid="{number}" name="{attribute(name)}">'
            f"<vt:lpwstr>{attribute(value)}</vt:lpwstr></property>"
            for number, (name, value) in enumerate(properties.custom.items(), 2)
        )
        spaces = f'xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"'
        data = f"{DECLARATION}<Properties {spaces}>{inner}</Properties>".encode()
        package = document.part.package
        add_part(package, "/docProps/custom.xml", f"{_TYPES}.custom-properties+xml", data, "custom-properties")


def _property(text: str) -> str:
    return re.sub(r"[\t\r\n]+", " ", xml_text(text))[:_LONGEST_PROPERTY]


def save(document: Document) -> bytes:
    """Return the document as a ZIP whose bytes depend on it alone.

    As python-docx's PackageWriter does, whose ZIP has the date of the clock in each part and compresses fonts anew;
    what says how parts are related, and is the same in most documents, is made once.
    """
    package = document.part.package
    parts, stream = package.parts, io.BytesIO()
    lasting = {part.partname.membername for part in parts if part.partname.startswith(_LASTING)}
    lasting |= {"[Content_Types].xml", "_rels/.rels", "word/_rels/fontTable.xml.rels"}
    with PackageZip(stream, lasting=lasting) as archive:
        archive.writestr(
            "[Content_Types].xml", _content_types(tuple(_Typed(p.partname, p.content_type) for p in parts))
        )
        archive.writestr("_rels/.rels", _relationships(package.rels, "/"))
        for part in parts:
            archive.writestr(part.partname.membername, part.blob)
            if part.rels:
                name = part.partname.rels_uri.membername
                archive.writestr(name, _relationships(part.rels, part.partname.baseURI))
    return stream.getvalue()


class _Typed(NamedTuple):
    partname: PackURI
    content_type: str


@lru_cache(maxsize=256)
def _content_types(parts: tuple[_Typed, ...]) -> bytes:
    from docx.opc.pkgwriter import _ContentTypesItem

    blob: bytes = _ContentTypesItem.from_parts(parts).blob
    return blob


def _relationships(found: Relationships, folder: str) -> bytes:
    shown = [
        (one.rId, one.reltype, one.target_ref if one.is_external else one.target_part.partname, one.is_external)
        for one in found.values()
    ]
    return _relationships_xml(folder, tuple(shown))


@lru_cache(maxsize=256)
def _relationships_xml(folder: str, found: tuple[tuple[str, str, str, bool], ...]) -> bytes:
    from docx.opc.oxml import CT_Relationships
    from docx.opc.packuri import PackURI

    root: Any = CT_Relationships.new()
    for identity, reltype, target, external in found:
        root.add_rel(identity, reltype, target if external else PackURI(target).relative_ref(folder), external)
    xml: bytes = root.xml
    return xml
