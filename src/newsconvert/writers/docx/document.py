"""The package of a Word document: its parts put together, whatever is in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ...bibliography import Reference
from ...errors import OptionError
from ...model import Direction
from ...options import DocxOptions
from ...resources import Resources, Theme
from ...result import Warning
from . import opc, wordml
from .citations import add_sources
from .design import Design, Page, theme_part
from .fonts import MODES, Faces, font_table
from .story import Story, Voice
from .styles import KASHIDA, Look, defaults, list_kinds, lists, settings, styles
from .wordml import Element, el

if TYPE_CHECKING:
    from .template import Template

_MAIN, _FONT_TABLE = "word/document.xml", "word/fontTable.xml"


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
        _check("way to embed fonts", options.embed_fonts, MODES)
        _check("amount of kashida", options.kashida, KASHIDA)
        theme = resources.theme(options.theme)
        typefaces = resources.typefaces(theme, options.font, options.headline_font)
        voice = Voice.of(language, direction, direction)
        self.options = options
        self.template: Template | None = None
        if options.reference_doc:
            from .template import read_template

            self.template = read_template(resources.reference_doc(options.reference_doc), str(options.reference_doc))
        template = self.template
        page = Page.of(options.page_size)  # a wrong size is an error beside a reference document too
        self.page = template.page if template else page
        self.look = Look(
            _design(theme), typefaces, voice.lang, voice.rtl, self.page.measure, options.kashida, volume, not template
        )
        self.faces = Faces(typefaces, options.embed_fonts, own=not template)
        self.story = Story(self.faces, voice, self.look.design.body_size)
        if template:
            self.story.ids, self.story.bullets = template.style_id, template.bullets
            self.story.explicit_bullets = None if template.has_bullets else template.bullets

    def section(self, references: Iterable[tuple[str, str, str]], *, title_page: bool = True) -> Element:
        """Return a `w:sectPr` (17.6.17); `references` are header or footer, the pages it is for, and its part."""
        page, margin, template = self.page, wordml.twips(self.page.margin), self.template
        sides = dict.fromkeys(("top", "right", "bottom", "left"), margin)
        shown = [el(f"{tag}Reference", **{"w:type": pages, "r:id": part}) for tag, pages, part in references]
        if template:
            shown = template.references() if template.margins and shown else shown
            return template.section(shown, rtl=self.look.rtl, title_page=title_page)
        return el(
            "sectPr",
            *shown,
            el("pgSz", w=wordml.twips(page.width), h=wordml.twips(page.height)),
            el("pgMar", **sides, header=margin // 2, footer=margin // 2, gutter=0),
            el("titlePg") if title_page else None,
            el("bidi") if self.look.rtl else None,
        )

    def package(
        self,
        body: Iterable[Element],
        margins: Mapping[str, Element],
        sources: Iterable[Reference],
        properties: Properties,
    ) -> tuple[bytes, list[Warning]]:
        """Return the file. `margins` are the headers and footers by the names of their parts."""
        story, look = self.story, self.look
        package = opc.Package()
        package.add(_MAIN, wordml.part("document", el("body", *body)), opc.MAIN)

        def part(name: str, kind: opc.Kind, data: bytes, *, lasting: bool = True) -> None:
            package.add(f"word/{name}.xml", data, kind, owner=_MAIN, identity=name.replace("/", "-"), lasting=lasting)

        digits = self.faces.digits(look.typefaces.text) if story.voice.arabic_digits and story.starts else None
        fonts, warnings = self.faces.fonts()
        table, files = font_table(fonts)
        if template := self.template:
            from .template import styles_part

            part("styles", opc.STYLES, styles_part(template, look))
            kinds = list_kinds(look, digits, template.first_kind)
            counters = lists(story.starts, bullets=template.bullets, at=template.first_kind)
            template.add_numbering(package, kinds, counters, _MAIN)
            # The pages of a design that is not ours nobody can reckon: Word asks whether it may count them.
            refresh = [el("updateFields", val=1)] if story.has_contents else []
            mode = "full" if template.has_fonts else self.options.embed_fonts
            part(
                "settings",
                opc.SETTINGS,
                wordml.part("settings", *settings(look.lang, mode, (*template.settings(), *refresh))),
            )
            part("fontTable", opc.FONT_TABLE, template.font_table(package, table, _FONT_TABLE), lasting=False)
            template.add_margins(package, _MAIN)
        else:
            part("styles", opc.STYLES, _styles_part(look))
            part("numbering", opc.NUMBERING, _numbering_part(look, digits, tuple(story.starts)))
            part("settings", opc.SETTINGS, _settings_part(look.lang, self.options.embed_fonts))
            part("fontTable", opc.FONT_TABLE, wordml.part("fonts", *table), lasting=False)
        if not (template and template.margins):
            for name, element in margins.items():
                root, kind = ("hdr", opc.HEADER) if name.startswith("header") else ("ftr", opc.FOOTER)
                part(name, kind, wordml.part(root, element), lasting=False)
        if not (template and template.add_theme(package, _MAIN)):
            part("theme/theme1", opc.THEME, theme_part(look.design, look.typefaces))
        for name, data in files:
            where = f"word/fonts/{name}.odttf"
            package.add(where, data, opc.FONT, owner=_FONT_TABLE, identity=name, lasting=True)
        add_sources(package, sources, _MAIN)
        for target, identity in story.links.items():
            package.link(_MAIN, target, identity)
        package.add_properties(properties.core, properties.moment, properties.custom)
        return package.pack(), warnings


@lru_cache(maxsize=16)
def _design(theme: Theme) -> Design:
    return Design.of(theme)


@lru_cache(maxsize=16)
def _styles_part(look: Look) -> bytes:
    return wordml.part("styles", defaults(look), *(style.element for style in styles(look).values()))


@lru_cache(maxsize=64)
def _numbering_part(look: Look, digits: str | None, starts: tuple[int, ...]) -> bytes:
    return wordml.part("numbering", *list_kinds(look, digits), *lists(starts))


@lru_cache(maxsize=16)
def _settings_part(lang: wordml.Language, embed_fonts: str) -> bytes:
    return wordml.part("settings", *settings(lang, embed_fonts))


def _check(what: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise OptionError(f"There is no {what} {value!r}; choose one of {', '.join(known)}.")
