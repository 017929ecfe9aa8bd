"""A user's own Word document (`--reference-doc`) as the base of ours: styles, lists, theme, fonts, page, margins."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ...errors import OptionError
from ...packages import PackageError
from ...packages.word import R, W, WordPackage, disarm
from .base import Base, add_lists, add_margins, refill, turn
from .design import Page
from .parts import complete, elements
from .styles import Look, list_kinds, lists, settings, style_id, styles
from .wordml import Element, el

_W, _R = f"{{{W}}}", f"{{{R}}}"
_PART_SIZE, _WHOLE_SIZE = 32 << 20, 128 << 20
_TAKEN = ("styles", "numbering", "settings", "theme", "fontTable", "font", "header", "footer", "image")
_MARGINS = ("headerReference", "footerReference")
#: What the last section says of the page, in the order of the schema (17.6.17); the rest is ours to say.
_OF_THE_PAGE = ("pgSz", "pgMar", "pgBorders", "cols", "titlePg", "docGrid")
_SETTINGS = ("mirrorMargins", "gutterAtTop", "defaultTabStop", "evenAndOddHeaders")
_A4 = Page.of("A4")


class Template:
    """A template that has been read. Raise OptionError, which names it `where`, when it cannot be used."""

    def __init__(self, data: bytes, where: str) -> None:
        from docx.opc.part import XmlPart

        try:
            package = WordPackage(data, part=_PART_SIZE, whole=_WHOLE_SIZE)
            package.check_all()
            document = package.open(_TAKEN)
        except PackageError as problem:
            raise OptionError(
                f"{where}: this is no Word document that can be used ({problem}); name a .docx or .dotx without macros."
            ) from problem
        main = document.part
        rels = main.package.rels
        for identity in [identity for identity, one in rels.items() if one.reltype.endswith("/extended-properties")]:
            del rels[identity]  # the program and the length of another document
        for part in main.package.parts:
            if isinstance(part, XmlPart):
                disarm(part)
        section = _only_last_section(document.element, main.rels)
        self.page = _page(section)
        self.margins = any(one.tag in {_W + tag for tag in _MARGINS} for one in section)
        self.title_page = not self.margins or section.find(f"{_W}titlePg") is not None
        sheet: Any = document.styles.element
        self.ids = {
            str(name.get(f"{_W}val")).lower(): str(style.get(f"{_W}styleId"))
            for style in sheet.style_lst
            if (name := style.find(f"{_W}name")) is not None
        }
        numbering: Any = main.numbering_part.element
        #: The `w:numId` of our bulleted lists, after which those of our numbered ones come.
        self.last_list = _highest(numbering, "num", "numId", 0) + 1
        self.first_kind = _highest(numbering, "abstractNum", "abstractNumId", -1) + 1
        listed = self.style_id("List Bullet")
        bullets = next((style for style in sheet.style_lst if style.get(f"{_W}styleId") == listed), sheet)
        number = bullets.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        own = number.get(f"{_W}val", "") if number is not None else ""
        self.bullets = int(own) if own.isdecimal() and int(own) else self.last_list
        said: Any = document.settings.element
        self.settings = tuple(_text(e) for tag in _SETTINGS if (e := said.find(_W + tag)) is not None)
        #: The fonts that its styles name.
        self.fonts = frozenset(str(name) for fonts in sheet.iter(f"{_W}rFonts") for name in fonts.attrib.values())
        self.has_fonts = _embedded(main.part_related_by(f"{R}/fontTable"))
        self._base = Base(document)

    def style_id(self, name: str) -> str:
        """Return the identifier of the template's style of that name, or one for the style that will be added."""
        found = self.ids.get(name.lower())
        if found is None:
            found = style_id(name)
            while found in self.ids.values():
                found += "N"
        return found

    @lru_cache(maxsize=8)  # noqa: B019  # as many templates are kept as read_template keeps
    def base(self, look: Look, embed_fonts: str, digits: str | None, refresh: bool) -> Base:
        """Return the template with what it lacks of ours; `refresh` has Word ask whether it may count pages anew."""
        document = self._base.open()
        sheet: Any = document.styles.element
        taken = {style.get(f"{_W}type") for style in sheet if style.get(f"{_W}default") in ("1", "true")}
        ours = styles(look, self.style_id, self.bullets)
        for style in elements(style.element for name, style in ours.items() if name.lower() not in self.ids):
            if style.get(f"{_W}type") in taken:
                style.attrib.pop(f"{_W}default", None)
            sheet.append(style)
        kinds = list_kinds(look, digits, self.first_kind)
        add_lists(document, kinds, lists(bullets=self.last_list, at=self.first_kind))
        others = (*self.settings, *([el("updateFields", val=1)] if refresh else ()))
        mode = "full" if self.has_fonts else embed_fonts
        refill(document.settings.element, elements(settings(look.lang, mode, others)))
        complete(document, look)
        section = document.sections[0]
        section.different_first_page_header_footer = self.title_page
        if not self.margins:
            add_margins(section)
        if look.rtl:
            turn(section)
        return Base(document)


@lru_cache(maxsize=4)
def read_template(data: bytes, where: str) -> Template:
    """Return the template in `data`. Raise OptionError, which names the file `where`, when it cannot be used."""
    return Template(data, where)


def _only_last_section(root: Any, relationships: Any) -> Any:
    """Leave nothing of the text but the properties of its last section, which are returned, with what they refer to."""
    made: Any = elements([el("body", el("sectPr"))])[0]
    section, found = made[0], list(root.iter(f"{_W}sectPr"))
    shown = set()
    for tag in (*_MARGINS, *_OF_THE_PAGE):
        for one in found[-1].findall(_W + tag) if found else ():
            identity = one.get(f"{_R}id")
            if tag not in _MARGINS or (identity in relationships and _is_margin(relationships[identity])):
                section.append(one)
                shown.add(identity)
    for identity in [identity for identity, one in relationships.items() if _is_margin(one) and identity not in shown]:
        del relationships[identity]
    refill(root, [made])
    return section


def _is_margin(relationship: Any) -> bool:
    return str(relationship.reltype).removeprefix(f"{R}/") in ("header", "footer")


def _embedded(table: Any) -> bool:
    """Return whether fonts are embedded in the template; remove what its font table says of others."""
    slots = [slot for font in table.element for slot in font if slot.get(f"{_W}fontKey")]
    for slot in slots:
        if not slot.get(f"{_R}id"):
            slot.getparent().remove(slot)
    return bool(table.rels)


def _page(section: Any) -> Page:
    size, margin = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    left, right, top, bottom = (_points(margin, side, _A4.margin) for side in ("left", "right", "top", "bottom"))
    width, height = _points(size, "w", _A4.width), _points(size, "h", _A4.height)
    return Page(width, height, (left + right) / 2, (top + bottom) / 2)


def _points(element: Any, name: str, default: float) -> float:
    value = str(element.get(f"{_W}{name}")) if element is not None else ""
    return int(value) / 20 if value.isdecimal() and int(value) else default


def _highest(root: Any, tag: str, attribute: str, least: int) -> int:
    values = [str(e.get(f"{_W}{attribute}")) for e in root.iterfind(f"{_W}{tag}")]
    return max((int(value) for value in values if value.isdecimal()), default=least)


def _text(element: Any) -> Element:
    from lxml import etree

    return Element(etree.tostring(element, encoding="unicode", with_tail=False))
