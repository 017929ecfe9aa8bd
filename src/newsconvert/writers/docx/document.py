"""The package of a Word document: its parts put together, whatever is in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from ...errors import OptionError
from ...model import Article, Direction
from ...options import DocxOptions
from ...resources import Resources
from ...result import Warning
from . import opc, wordml
from .citations import add_sources
from .design import PAGE_SIZES, Design, Page, theme_part
from .fonts import MODES, Faces, font_table
from .story import Story, Voice
from .styles import KASHIDA, Look, defaults, list_kinds, lists, settings, styles
from .wordml import Element, el

_MAIN = "word/document.xml"


class Properties(NamedTuple):
    """What the package says of the document: core properties by their names with prefix, custom ones, its date."""

    core: Mapping[str, str]
    custom: Mapping[str, str]
    moment: datetime


class Document:
    """One document while it is made: what it looks like, the story of its text, and then the package."""

    def __init__(
        self, language: str, direction: Direction, options: DocxOptions, resources: Resources, *, volume: bool = False
    ) -> None:
        _check("page size", options.page_size, PAGE_SIZES)
        _check("way to embed fonts", options.embed_fonts, MODES)
        _check("amount of kashida", options.kashida, KASHIDA)
        theme = resources.theme(options.theme)
        typefaces = resources.typefaces(theme, options.font, options.headline_font)
        voice = Voice.of(language, direction, direction)
        self.options = options
        self.page = Page.of(options.page_size)
        self.look = Look(Design.of(theme), typefaces, voice.lang, voice.rtl, self.page.measure, options.kashida, volume)
        self.faces = Faces(typefaces, options.embed_fonts)
        self.story = Story(self.faces, voice)

    def section(self, references: Iterable[tuple[str, str, str]], *, title_page: bool = True) -> Element:
        """Return a `w:sectPr` (17.6.17); `references` are header or footer, the pages it is for, and its part."""
        page, margin = self.page, wordml.twips(self.page.margin)
        sides = dict.fromkeys(("top", "right", "bottom", "left"), margin)
        return el(
            "sectPr",
            *(el(f"{tag}Reference", **{"w:type": pages, "r:id": part}) for tag, pages, part in references),
            el("pgSz", w=wordml.twips(page.width), h=wordml.twips(page.height)),
            el("pgMar", **sides, header=margin // 2, footer=margin // 2, gutter=0),
            el("titlePg") if title_page else None,
            el("bidi") if self.look.rtl else None,
        )

    def package(
        self,
        body: Iterable[Element],
        margins: Mapping[str, Element],
        sources: Iterable[tuple[str, Article]],
        properties: Properties,
    ) -> tuple[bytes, list[Warning]]:
        """Return the file. `margins` are the headers and footers by the names of their parts."""
        story, look = self.story, self.look
        package = opc.Package()
        package.add(_MAIN, wordml.part("document", el("body", *body)), opc.MAIN)

        def part(name: str, kind: opc.Kind, *children: Element) -> None:
            root = {"header": "hdr", "footer": "ftr", "fontTable": "fonts"}.get(kind[1], kind[1])
            package.add(f"word/{name}.xml", wordml.part(root, *children), kind, owner=_MAIN, identity=name)

        digits = self.faces.digits(look.typefaces.text) if look.rtl and story.starts else None
        part("styles", opc.STYLES, defaults(look), *styles(look).values())
        part("numbering", opc.NUMBERING, *list_kinds(look, digits), *lists(story.starts))
        part("settings", opc.SETTINGS, *settings(look.lang, self.options.embed_fonts))
        for name, element in margins.items():
            part(name, opc.HEADER if name.startswith("header") else opc.FOOTER, element)
        theme = theme_part(look.design, look.typefaces)
        package.add("word/theme/theme1.xml", theme, opc.THEME, owner=_MAIN, identity="theme1")
        fonts, warnings = self.faces.fonts()
        table, files = font_table(fonts)
        part("fontTable", opc.FONT_TABLE, *table)
        for name, data in files:
            package.add_font(f"word/fonts/{name}.odttf", data, owner="word/fontTable.xml", identity=name)
        add_sources(package, sources, _MAIN)
        for target, identity in story.links.items():
            package.link(_MAIN, target, identity)
        package.add_properties(properties.core, properties.moment, properties.custom)
        return package.pack(), warnings


def _check(what: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise OptionError(f"There is no {what} {value!r}; choose one of {', '.join(known)}.")
