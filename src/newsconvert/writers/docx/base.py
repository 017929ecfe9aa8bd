"""python-docx documents to fill: opened from a base that is made once a process, saved by the one ZIP writer."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ...packages.word import W
from ...resources import Theme
from ..container import PackageZip
from . import wordml
from .design import Page
from .parts import complete, elements, state_program
from .styles import Look, defaults, list_kinds, lists, settings, styles
from .wordml import Element, el

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.opc.rel import Relationships
    from docx.package import Package
    from docx.section import Section, _Footer, _Header

_W = f"{{{W}}}"
#: What other documents of this process hold too.
_LASTING = tuple(f"/word/{name}" for name in ("styles", "settings", "numbering", "theme/", "fonts/", "media/"))


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
def own_base(look: Look, page: Page, embed_fonts: str, digits: str | None, theme: Theme) -> Base:
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
    refill(main.numbering_part.element, elements([*list_kinds(look, digits), *lists()]))
    refill(document.settings.element, elements(settings(look.lang, embed_fonts)))
    complete(document, look)
    state_program(document, theme)
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


def set_columns(section: Section, columns: int, gap: float, *, rtl: bool, new_page: bool = False) -> None:
    """Set a section in columns with `gap` points between (17.6.4), right below the one before it unless `new_page`."""
    from docx.enum.section import WD_SECTION

    section.start_type = WD_SECTION.NEW_PAGE if new_page else WD_SECTION.CONTINUOUS
    section.different_first_page_header_footer = new_page
    properties = section._sectPr
    for old in (one for name in ("cols", "bidi") for one in properties.findall(f"{_W}{name}")):
        properties.remove(old)
    if rtl:
        turn(section)
    number = {"num": columns, "sep": 1} if columns > 1 else {}
    (cols,) = elements([el("cols", space=wordml.twips(gap), **number)])
    properties.insert_element_before(cols, *_AFTER_COLUMNS)


_AFTER_COLUMNS = (
    "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter", "w:docGrid",
    "w:printerSettings", "w:sectPrChange",
)  # fmt: skip


def thin_line() -> Element:
    """Return an empty paragraph that takes no room: a point."""
    return el("p", el("pPr", el("spacing", before=0, after=0, line=20, lineRule="exact")))


def end_section(document: Document) -> Section:
    """End the section with the last paragraph, and return the one that follows; it inherits headers and footers.

    `Document.add_section` would end it with a paragraph of its own.
    """
    from docx.section import Section

    last: Any = document.element.body[-1]
    if (before := last.getprevious()) is None or before.tag != f"{_W}p":  # only a paragraph can end a section
        append(document, [thin_line()])
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
