"""The parts of a Word document beside its text: footnotes, pictures, fonts, theme, properties.

python-docx has no API for most of them: they are parts of its class Part here, which it keeps when it opens and saves
the document again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from ...likeness import PROGRAM
from ...markup import literal_xml, xml_text
from ...model import Image
from ...packages.word import R, W
from ...resources import Theme
from ..pictures import ENDINGS
from . import wordml
from .design import theme_part
from .fonts import Font, font_element
from .styles import Look
from .wordml import DECLARATION, Element, el

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.package import OpcPackage
    from docx.opc.part import Part

_W = f"{{{W}}}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
#: The set of properties that Word lists as custom ([MS-OSHARED] 2.3.3.2.3).
_CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_LONGEST_PROPERTY = 255
#: Of the styles of text, mammoth knows the headings alone; what a document says of the others, it reads in this part.
_STYLE_MAP = b"p[style-name='Title'] => h1:fresh\np[style-name='Quote'] => blockquote > p:fresh\n"
_STYLE_MAP_RELATION = "http://schemas.zwobble.org/mammoth/style-map"


class Properties(NamedTuple):
    """What a document says of itself: properties by their names in python-docx, custom ones, its date."""

    core: Mapping[str, str]
    custom: Mapping[str, str]
    moment: datetime


def elements(made: Iterable[Element]) -> list[Any]:
    """Return elements as python-docx has them, each of its own class."""
    from docx.oxml.parser import parse_xml

    return list(parse_xml(f'<w:x xmlns:w="{W}" xmlns:r="{R}">{"".join(made)}</w:x>'))


def add_relations(part: Part, links: Mapping[str, str], pictures: Mapping[Image, str]) -> None:
    """Relate a part to the addresses of its links, and to its pictures, each by the id that is in its text."""
    from docx.opc.constants import RELATIONSHIP_TYPE as RT

    for target, identity in links.items():  # `relate_to` would look through all those before, each time
        part.rels.add_relationship(RT.HYPERLINK, target, identity, is_external=True)
    package: Any = part.package
    for image, identity in pictures.items():
        part.rels.add_relationship(RT.IMAGE, _image_part(package, image), identity)


def _image_part(package: Any, image: Image) -> Part:
    """Return the part of a picture, each once.

    `Package.get_or_add_image_part` knows a JPEG by a JFIF or Exif header alone, and reads other kinds to their end.
    """
    from docx.opc.packuri import PackURI
    from docx.parts.image import ImagePart

    found = next((part for part in package.image_parts if part.blob == image.data), None)
    if found is None:
        numbers = {part.partname.idx for part in package.image_parts}
        name = f"/word/media/image{next(n for n in count(1) if n not in numbers)}.{ENDINGS[image.media_type]}"
        found = ImagePart(PackURI(name), image.media_type, image.data)
        package.image_parts.append(found)
    return found


def add_notes(document: Document, made: Iterable[Element], *, bidi: bool) -> Part:
    """Add footnotes, and the lines above them (17.11.23), which settings refer to; return their part."""
    line = wordml.paragraph_properties(bidi=bidi or None)
    lines = [
        el("footnote", el("p", line, el("r", el(name))), type=name, id=number)
        for number, name in ((-1, "separator"), (0, "continuationSeparator"))
    ]
    data = wordml.part("footnotes", *lines, *made)
    part, _ = add_part(
        document.part, "/word/footnotes.xml", f"{_TYPES}.wordprocessingml.footnotes+xml", data, "footnotes"
    )
    settings: Any = document.settings.element
    (named,) = elements([el("footnotePr", el("footnote", id=-1), el("footnote", id=0))])
    settings.find(f"{_W}compat").addprevious(named)
    return part


def keep_breaks(document: Document) -> None:
    """Keep Word from stretching justified lines that end in a line break (17.15.3.15)."""
    settings: Any = document.settings.element
    (kept,) = elements([el("doNotExpandShiftReturn")])
    settings.find(f"{_W}compat").insert(0, kept)


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


def state_program(document: Document, theme: Theme) -> None:
    """State the program and its version (ECMA-376 Part 1, 22.2.2.2), and the theme if it is bundled."""
    template = f"<Template>{theme.name}</Template>" if theme.is_bundled else ""
    data = (
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">{template}'
        f"<Application>{PROGRAM}</Application></Properties>"
    )
    name, content_type = "/docProps/app.xml", f"{_TYPES}.extended-properties+xml"
    add_part(document.part.package, name, content_type, data.encode(), "extended-properties")


def add_fonts(document: Document, fonts: Iterable[Font]) -> None:
    """Add fonts to the font table, and their files; those that are there without a file of ours stay as they are.

    What is embedded in a template under the same name holds the characters of the template.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE as RT

    table: Any = document.part.part_related_by(RT.FONT_TABLE)
    known = {font.get(f"{_W}name"): font for font in table.element}
    number, made = count(1), []
    for font in fonts:
        if font.files and font.name in known:
            old = known.pop(font.name)
            for slot in old:
                table.rels.pop(slot.get(f"{{{R}}}id"), None)
            table.element.remove(old)
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
            f'<property fmtid="{_CUSTOM_SET}" pid="{number}" name="{literal_xml(name)}">'
            f"<vt:lpwstr>{literal_xml(value)}</vt:lpwstr></property>"
            for number, (name, value) in enumerate(properties.custom.items(), 2)
        )
        spaces = f'xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"'
        data = f"{DECLARATION}<Properties {spaces}>{inner}</Properties>".encode()
        package = document.part.package
        add_part(package, "/docProps/custom.xml", f"{_TYPES}.custom-properties+xml", data, "custom-properties")


def _property(text: str) -> str:
    return re.sub(r"[\t\r\n]+", " ", xml_text(text))[:_LONGEST_PROPERTY]
