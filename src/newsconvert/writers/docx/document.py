"""A Word document while it is made: its look, the story of its text, and the python-docx document it becomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ...bibliography import Reference
from ...citation import with_colophon
from ...errors import OptionError
from ...model import Article, Direction, Volume
from ...options import DocxOptions
from ...pagesize import page_size
from ...resources import Resources, Theme
from ...result import Kind, Warning
from ..columns import GAP, columns_of, letter_size
from .base import add_lists, append, end_section, own_base, save, set_columns, thin_line
from .body import Body, Part
from .citations import add_sources
from .design import Design, Page
from .fonts import MODES, Faces
from .headlines import balancing_indents
from .parts import Properties, add_fonts, add_notes, add_properties, add_relations, elements, keep_breaks
from .story import Story, Voice
from .styles import KASHIDA, Look, all_styles, counter, rich_styles
from .wordml import Element, el

if TYPE_CHECKING:
    from docx.document import Document

    from .template import Template


class Made(NamedTuple):
    """The body of an article and what is said of its source, in which direction, and whether it is in columns."""

    body: list[Part]
    source: list[Element]
    direction: Direction
    in_columns: bool


class DocumentBuilder:
    """Makes one document: first the paragraphs, with `story`, then the document they go into, with `open`."""

    def __init__(
        self,
        work: Article | Volume,
        options: DocxOptions,
        resources: Resources,
        *,
        columns: int = 1,
    ) -> None:
        _check("way to embed fonts", options.embed_fonts, MODES)
        _check("amount of kashida", options.kashida, KASHIDA)
        theme = resources.theme(options.theme)
        typefaces = resources.typefaces(theme, options.font, options.headline_font, options.fallback_font)
        voice = Voice.of(work, work.direction)
        self.options, self.theme = options, theme
        self.template: Template | None = None
        if options.reference_doc:
            from .template import read_template

            self.template = read_template(resources.reference_doc(options.reference_doc), str(options.reference_doc))
        template, bound = self.template, isinstance(work, Volume)
        design = _design(theme)
        if columns > 1:
            design = design.in_columns(letter_size(columns, page_size(options.page_size)[0]))
        # A wrong size is an error beside a reference document too.
        page = Page.of(options.page_size, design.side_margin)
        page = template.page if template else page
        self.page = replace(page, columns=columns, gap=GAP * design.body_size)
        self.look = Look(
            design, typefaces, voice.lang, voice.rtl, self.page.measure, options.kashida, bound, not template
        )
        self.faces = Faces(typefaces, options.embed_fonts, template.fonts if template else None)
        self.story = Story(self.faces, voice, self.look.design.body_size)
        if not template:
            self.story.balance, self.story.ruled = self._balance, design.headline_rule
        else:
            self.story.use_template(template.style_id, template.ids, template.bullets, template.last_list)

    def open(self) -> Document:
        """Return the document to put the paragraphs into, once all of them are made."""
        story, look, template = self.story, self.look, self.template
        counted = any(one.levels is None for one in story.lists)
        digits = self.faces.digits(look.typefaces.text) if story.voice.arabic_digits and counted else None
        if template:
            # The pages of a design that is not ours nobody can reckon: Word asks whether it may count them.
            document = template.base(look, self.options.embed_fonts, digits, story.has_contents).open()
        else:
            document = own_base(look, self.page, self.options.embed_fonts, digits, self.theme).open()
        self._add_lists(document)
        if not story.named.isdisjoint(rich := rich_styles(look, story.ids)):
            sheet: Any = document.styles.element
            known = {name.val.lower() for style in sheet.style_lst if (name := style.name) is not None}
            sheet.extend(elements(style.element for name, style in rich.items() if name.lower() not in known))
        if story.has_breaks:
            keep_breaks(document)
        return document

    def _balance(self, style: str, text: str) -> dict[str, Any]:
        return balancing_indents(text, all_styles(self.look)[style].metrics, self.look)

    def _add_lists(self, document: Document) -> None:
        """Add the lists that count for themselves, after those of the base."""
        last, kind = (self.template.last_list, self.template.first_kind) if self.template else (1, 0)
        kinds: list[Element] = []
        counters: list[Element] = []
        for number, one in enumerate(self.story.lists, last + 1):
            if one.levels is None:
                counters.append(counter(number, kind + 1, one.start))
                continue
            own = kind + 2 + len(kinds)
            kinds.append(el("abstractNum", el("multiLevelType", val="multilevel"), one.levels, abstractNumId=own))
            counters.append(counter(number, own))
        if counters:
            add_lists(document, kinds, counters)

    def body(self, article: Article, *, marks: bool = True) -> Made:
        """Return the blocks of `article` and its source; `marks` puts headings in bookmarks, for contents."""
        return Made(
            Body(self.story, article, self.look.design, self.page, marks=marks).parts(),
            self.story.source(with_colophon(article, self.options.colophon)),
            article.direction,
            columns_of(self.options.columns, self.options.page_size, article) > 1,
        )

    def add_body(self, document: Document, article: Made) -> None:
        """Add the body of an article after what `document` has, in columns if it is long enough, then its source."""
        if not article.in_columns:
            append(document, [*(element for part in article.body for element in part.elements), *article.source])
            return
        # Before another section Word makes the columns equally long.
        for part in (*article.body, Part(across=True, elements=article.source or [thin_line()])):
            columns = 1 if part.across else self.page.columns
            set_columns(end_section(document), columns, self.page.gap, rtl=article.direction == "rtl")
            append(document, part.elements)

    @property
    def has_margins(self) -> bool:
        """Whether headers and footers are ours to fill: a template may have its own."""
        return not (self.template and self.template.margins)

    def save(
        self, document: Document, sources: Iterable[Reference], properties: Properties
    ) -> tuple[bytes, list[Warning]]:
        """Return the file, with all that goes with the text: links, fonts, sources, properties."""
        fonts, warnings = self.faces.fonts()
        story = self.story
        add_relations(document.part, story.main.links, story.main.pictures)
        if story.notes:
            notes = add_notes(document, story.notes, bidi=self.look.rtl)
            add_relations(notes, story.of_notes.links, story.of_notes.pictures)
        add_fonts(document, fonts)
        add_sources(document, sources)
        add_properties(document, properties)
        return save(document), [*warnings, *_losses(story.losses)]


_LOSSES = {
    Kind.PICTURE_MISSING: "{count} picture(s) are of a kind that Word documents cannot have; their text is shown",
    Kind.FLATTENED: "{count} table(s) have more columns than Word allows; their cells are paragraphs",
}


def _losses(found: Iterable[Kind]) -> Iterator[Warning]:
    for kind, count in Counter(found).items():
        yield Warning(kind, f"{_LOSSES[kind].format(count=count)}.", count)


@lru_cache(maxsize=16)
def _design(theme: Theme) -> Design:
    return Design.of(theme)


def _check(what: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise OptionError(f"There is no {what} {value!r}; choose one of {', '.join(known)}.")
