"""A Word document while it is made: its look, the story of its text, and the python-docx document it becomes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from ...bibliography import Reference
from ...errors import OptionError
from ...model import Direction
from ...options import DocxOptions
from ...resources import Resources, Theme
from ...result import Warning
from .base import Properties, add_fonts, add_links, add_lists, add_properties, own_base, save
from .citations import add_sources
from .design import Design, Page
from .fonts import MODES, Faces
from .story import Story, Voice
from .styles import KASHIDA, Look, lists

if TYPE_CHECKING:
    from docx.document import Document

    from .template import Template


class DocumentBuilder:
    """Makes one document: first the paragraphs, with `story`, then the document they go into, with `open`."""

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
            self.story.use_template(template.style_id, template.ids, template.bullets, template.last_list)

    def open(self) -> Document:
        """Return the document to put the paragraphs into, once all of them are made."""
        story, look, template = self.story, self.look, self.template
        digits = self.faces.digits(look.typefaces.text) if story.voice.arabic_digits and story.starts else None
        if template:
            # The pages of a design that is not ours nobody can reckon: Word asks whether it may count them.
            document = template.base(look, self.options.embed_fonts, digits, story.has_contents).open()
            made = lists(story.starts, bullets=template.last_list, at=template.first_kind)
        else:
            document = own_base(look, self.page, self.options.embed_fonts, digits).open()
            made = lists(story.starts)
        if story.starts:
            add_lists(document, (), made[1:])
        return document

    @property
    def has_margins(self) -> bool:
        """Whether headers and footers are ours to fill: a template may have its own."""
        return not (self.template and self.template.margins)

    def save(
        self, document: Document, sources: Iterable[Reference], properties: Properties
    ) -> tuple[bytes, list[Warning]]:
        """Return the file, with all that goes with the text: links, fonts, sources, properties."""
        fonts, warnings = self.faces.fonts()
        add_links(document, self.story.links)
        add_fonts(document, fonts)
        add_sources(document, sources)
        add_properties(document, properties)
        return save(document), warnings


@lru_cache(maxsize=16)
def _design(theme: Theme) -> Design:
    return Design.of(theme)


def _check(what: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise OptionError(f"There is no {what} {value!r}; choose one of {', '.join(known)}.")
