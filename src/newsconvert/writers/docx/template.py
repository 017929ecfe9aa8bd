"""What a document takes from a user's own template: styles, lists, theme, fonts, page, heads and feet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from .design import Page
from .foreign import ForeignDocument, ForeignPart
from .opc import FONT, FOOTER, HEADER, NUMBERING, THEME, Package
from .styles import Look, style_id, styles
from .wordml import Element, R, W, el

_W, _R = f"{{{W}}}", f"{{{R}}}"
#: What the last section says of the page, in the order of the schema (17.6.17); the rest is ours to say.
_OF_THE_PAGE = ("pgSz", "pgMar", "pgBorders", "cols")
_SETTINGS = ("mirrorMargins", "gutterAtTop", "defaultTabStop", "evenAndOddHeaders")
_A4 = Page.of("A4")


class Margin(NamedTuple):
    """A header or footer: its tag, the pages it is for, and its part."""

    tag: str
    pages: str
    part: ForeignPart


class Template:
    """A template that has been read. Raise OptionError, which names it `where`, when it cannot be used."""

    def __init__(self, data: bytes, where: str) -> None:
        document = ForeignDocument(data, where)
        sections = [etree.Element(f"{_W}sectPr"), *document.tree(document.main).iter(f"{_W}sectPr")]
        self._section = sections[-1]
        self.margins = tuple(_margins(document, self._section))
        self._styles = _only(document, "styles", "styles").root
        self._numbering = _only(document, "numbering", "numbering")
        self._settings = _only(document, "settings", "settings").root
        theme = document.related(document.main, "theme")
        self._theme = document.part(theme[0][1]) if theme else None
        self._fonts, self._font_files = _fonts(document)
        self._names = {
            str(name.get(f"{_W}val")).lower(): str(style.get(f"{_W}styleId"))
            for style in self._styles.iter(f"{_W}style")
            if (name := style.find(f"{_W}name")) is not None
        }
        root = self._numbering.root
        self.bullets = _highest(root, "num", "numId", 0) + 1
        self.first_kind = _highest(root, "abstractNum", "abstractNumId", -1) + 1
        bullet = self._styles.find(f"{_W}style[@{_W}styleId='{self.style_id('List Bullet')}']/{_W}pPr/{_W}numPr")
        self.has_bullets = bullet is not None
        self.has_fonts = bool(self._font_files)

    def style_id(self, name: str) -> str:
        """Return the identifier of the template's style of that name, or one for the style that will be added."""
        found = self._names.get(name.lower())
        if found is None:
            found = style_id(name)
            while found in self._names.values():
                found += "N"
        return found

    @property
    def page(self) -> Page:
        """The page of the template."""
        size, margin = self._section.find(f"{_W}pgSz"), self._section.find(f"{_W}pgMar")
        around = _A4.margin
        left, right, top, bottom = (_points(margin, side, around) for side in ("left", "right", "top", "bottom"))
        width, height = _points(size, "w", _A4.width), _points(size, "h", _A4.height)
        return Page(width, height, (left + right) / 2, (top + bottom) / 2)

    def section(self, references: Iterable[Element], *, rtl: bool, title_page: bool) -> Element:
        """Return a `w:sectPr` with the template's page."""
        own = [_text(e) for tag in _OF_THE_PAGE if (e := self._section.find(f"{_W}{tag}")) is not None]
        grid = self._section.find(f"{_W}docGrid")
        if self.margins:
            title_page = self._section.find(f"{_W}titlePg") is not None
        return el(
            "sectPr",
            *references,
            *own,
            el("titlePg") if title_page else None,
            el("bidi") if rtl else None,
            _text(grid) if grid is not None else None,
        )

    def references(self) -> list[Element]:
        """Return the references to the template's headers and footers."""
        return [
            el(f"{margin.tag}Reference", **{"w:type": margin.pages, "r:id": f"margin{number}"})
            for number, margin in enumerate(self.margins, 1)
        ]

    def add_margins(self, package: Package, owner: str) -> None:
        """Add the template's headers and footers, with their pictures, to `package`."""
        for number, margin in enumerate(self.margins, 1):
            name = f"word/margin{number}.xml"
            kind = HEADER if margin.tag == "header" else FOOTER
            package.add(name, _bytes(margin.part.root), kind, owner=owner, identity=f"margin{number}", lasting=True)
            _add_images(package, margin.part, name)

    def settings(self) -> list[Element]:
        """Return those settings of the template that concern its page."""
        return [_text(e) for tag in _SETTINGS if (e := self._settings.find(f"{_W}{tag}")) is not None]

    def add_numbering(self, package: Package, kinds: Iterable[Element], lists: Iterable[Element], owner: str) -> None:
        """Add the lists of the template and our own to `package`."""
        root = deepcopy(self._numbering.root)
        at = next((i for i, e in enumerate(root) if e.tag in (f"{_W}num", f"{_W}numIdMacAtCleanup")), len(root))
        root[at:at] = _parsed(kinds)
        at = next((i for i, e in enumerate(root) if e.tag == f"{_W}numIdMacAtCleanup"), len(root))
        root[at:at] = _parsed(lists)
        identity = "numbering"
        package.add(f"word/{identity}.xml", _bytes(root), NUMBERING, owner=owner, identity=identity)
        _add_images(package, self._numbering, f"word/{identity}.xml")

    def add_theme(self, package: Package, owner: str) -> bool:
        """Add the template's theme to `package`; return whether it has one."""
        if self._theme:
            name = "word/theme/theme1.xml"
            package.add(name, _bytes(self._theme.root), THEME, owner=owner, identity="theme1", lasting=True)
            _add_images(package, self._theme, name)
        return self._theme is not None

    def font_table(self, package: Package, ours: Iterable[Element], owner: str) -> bytes:
        """Add the template's fonts to `package`, and return its font table with `ours`."""
        root = deepcopy(self._fonts)
        known = {font.get(f"{_W}name") for font in root}
        root.extend(font for font in _parsed(ours) if font.get(f"{_W}name") not in known)
        for identity, data in self._font_files.items():
            package.add(f"word/fonts/{identity}.odttf", data, FONT, owner=owner, identity=identity, lasting=True)
        return _bytes(root)


@lru_cache(maxsize=4)
def read_template(data: bytes, where: str) -> Template:
    """Return the template in `data`. Raise OptionError, which names the file `where`, when it cannot be used."""
    return Template(data, where)


@lru_cache(maxsize=8)
def styles_part(template: Template, look: Look) -> bytes:
    """Return the styles of the template, and those of ours that it lacks."""
    root = deepcopy(template._styles)
    defaults = {
        style.get(f"{_W}type") for style in root.iter(f"{_W}style") if style.get(f"{_W}default") in ("1", "true")
    }
    ours = styles(look, template.style_id, template.bullets)
    for style in _parsed(style.element for name, style in ours.items() if name.lower() not in template._names):
        if style.get(f"{_W}type") in defaults:
            style.attrib.pop(f"{_W}default", None)
        root.append(style)
    return _bytes(root)


def _margins(document: ForeignDocument, section: etree._Element) -> Iterable[Margin]:
    for tag in ("header", "footer"):
        targets = dict(document.related(document.main, tag))
        for reference in section.iter(f"{_W}{tag}Reference"):
            target = targets.get(str(reference.get(f"{_R}id")))
            if target:
                yield Margin(tag, str(reference.get(f"{_W}type", "default")), document.part(target))


def _only(document: ForeignDocument, kind: str, tag: str) -> ForeignPart:
    """Return the part that the main one refers to as `kind`, or an empty one."""
    found = document.related(document.main, kind)
    return document.part(found[0][1]) if found else ForeignPart(etree.Element(f"{_W}{tag}", nsmap={"w": W, "r": R}))


def _fonts(document: ForeignDocument) -> tuple[etree._Element, Mapping[str, bytes]]:
    """Return the font table, and the obfuscated fonts that it refers to by the ids it now has for them."""
    found = document.related(document.main, "fontTable")
    if not found:
        return etree.Element(f"{_W}fonts", nsmap={"w": W, "r": R}), {}
    owner = found[0][1]
    root, files = document.tree(owner), dict[str, bytes]()
    targets = {i: name for i, name in document.related(owner, "font") if document.content_type(name) == FONT[0]}
    for font in root.iter(f"{_W}font"):
        for embedded in [e for e in font if e.get(f"{_R}id")]:
            name = targets.get(str(embedded.get(f"{_R}id")))
            if name is None:
                font.remove(embedded)
                continue
            identity = f"own{len(files) + 1}"
            files[identity] = document.file(name)
            embedded.set(f"{_R}id", identity)
    return root, files


def _highest(root: etree._Element, tag: str, attribute: str, least: int) -> int:
    values = [str(e.get(f"{_W}{attribute}")) for e in root.iterfind(f"{_W}{tag}")]
    return max((int(value) for value in values if value.isdecimal()), default=least)


def _points(element: etree._Element | None, name: str, default: float) -> float:
    value = str(element.get(f"{_W}{name}")) if element is not None else ""
    return int(value) / 20 if value.isdecimal() and int(value) else default


def _add_images(package: Package, part: ForeignPart, owner: str) -> None:
    stem = owner.rpartition("/")[2].removesuffix(".xml")
    for number, image in enumerate(part.images, 1):
        name = f"word/media/{stem}-{number}.{image.ending}"
        package.add(name, image.data, (image.content_type, "image"), owner=owner, identity=image.identity, lasting=True)


def _text(element: etree._Element) -> Element:
    for name in [name for name in element.attrib if str(name).startswith(_R)]:
        del element.attrib[name]
    return Element(etree.tostring(element, encoding="unicode", with_tail=False))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _parsed(elements: Iterable[Element]) -> list[etree._Element]:
    return list(etree.fromstring(f'<w:x xmlns:w="{W}" xmlns:r="{R}">{"".join(elements)}</w:x>'))
