"""Write an article as a Word document in which every paragraph and every run knows its direction."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..arabic import directional_runs, xml_text
from ..citation import citation_rows
from ..errors import OptionError, ThemeError
from ..model import Article, Emphasis, Heading, Inlines, ItemList, Link, Paragraph, Quotation, Strong, Text
from ..options import DocxOptions
from ..resources import Family, Resources, Theme, Typefaces
from ..result import Converted
from . import html
from .container import entries, modified, pack

#: Page sizes in twentieths of a point.
PAGE_SIZES = {"A4": (11906, 16838), "A5": (8391, 11906), "B5": (9978, 14173), "Letter": (12240, 15840)}

_LEFT_TO_RIGHT_MARK = "\u200e"
_FOREIGN = ("/thumbnail", "/stylesWithEffects", "/customXml")

_DEFAULTS: dict[str, float | str] = {
    "body_size": 13.5, "line_height": 1.55, "first_line_indent": 0, "space_after": 7, "headline_size": 23,
    "heading_size": 14.5, "meta_size": 10.5, "citation_size": 9.5, "ink": "1A1A1A", "accent": "1A1A1A",
    "quiet": "595959",
}  # fmt: skip


def write(article: Article, options: DocxOptions, resources: Resources) -> Converted[bytes]:
    """Return `article` as a DOCX. Raise OptionError for an unknown page size, ThemeError for an unusable theme."""
    if options.page_size not in PAGE_SIZES:
        raise OptionError(f"There is no page size {options.page_size!r}; choose one of {', '.join(PAGE_SIZES)}.")
    theme = resources.theme(options.theme)
    typefaces = resources.typefaces(theme, options.font, options.headline_font)
    data = _Document(article, theme, typefaces, options, resources).bytes()
    return Converted(data, html.article_warnings(article, typefaces))


class _Mark(NamedTuple):
    """What surrounds a run: bold or not, and the address it links to."""

    bold: bool = False
    url: str | None = None


def _flat(inlines: Inlines, mark: _Mark = _Mark()) -> Iterator[tuple[str, _Mark]]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield xml_text(text), mark
            case Strong(children) | Emphasis(children):  # Arabic has no italic: emphasis is bold
                yield from _flat(children, mark._replace(bold=True))
            case Link(url, children):
                yield from _flat(children, mark._replace(url=url if html.is_safe_link(url) else None))


class _Document:
    """One document in the making."""

    def __init__(
        self, article: Article, theme: Theme, typefaces: Typefaces, options: DocxOptions, resources: Resources
    ) -> None:
        import docx

        from . import wordml

        self.w = wordml
        self.article, self.typefaces = article, typefaces
        self.rtl = article.direction == "rtl"
        language = article.language
        self.language = "ar-SY" if language == "ar" else language
        self.values = _values(theme)
        self.document = docx.Document()
        self.body = self.document.element.body
        self.lists = 1
        self._page(options)
        self._styles()
        self._numbering()
        self._content()
        self._header_and_footer()
        self._properties(resources)

    def bytes(self) -> bytes:
        # python-docx starts from a template of its own, which holds parts of another document.
        package, part = self.document.part.package, self.document.part
        for rels in (package.rels, part.rels):
            for key in [key for key, rel in rels.items() if rel.reltype.endswith(_FOREIGN)]:
                del rels[key]
        target = io.BytesIO()
        self.document.save(target)
        return pack(entries(target.getvalue()), first="[Content_Types].xml")

    # The page and the styles

    def _page(self, options: DocxOptions) -> None:
        from docx.shared import Twips

        section = self.document.sections[0]
        width, height = PAGE_SIZES[options.page_size]
        margin = round(width * 0.115)
        section.page_width, section.page_height = Twips(width), Twips(height)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(margin)
        section.header_distance = section.footer_distance = Twips(margin // 2)
        if self.rtl:
            found = section._sectPr
            found.find(self.w.qn("w:pgMar")).addnext(self.w.element("pgNumType", fmt="hindiNumbers"))
            grid = found.find(self.w.qn("w:docGrid"))
            grid.addprevious(self.w.element("bidi"))

    def _styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE

        value, styles = self.values, self.document.styles
        text, headline = self.typefaces.text.name, self.typefaces.headline.name
        ink, accent, quiet = value("ink"), value("accent"), value("quiet")
        height, meta = value("line_height"), value("meta_size")
        keep = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Quote", "Header", "Footer"}
        keep |= {"List Bullet", "List Number", *(f"Heading {level}" for level in range(1, 7))}
        for known in [*styles]:
            if known.name not in keep:
                known.delete()
        start = "left"  # the leading edge, which in a right-to-left paragraph is the right one (17.18.44)
        defaults = styles.element.find(self.w.qn("w:docDefaults"))
        run = defaults.find(f"{self.w.qn('w:rPrDefault')}/{self.w.qn('w:rPr')}")
        run.clear()
        self.w.run_properties(run, font=text, size=value("body_size"))
        language = self.w.element("lang", val="en-US", eastAsia="en-US", bidi=self.language)
        self.w.put(run, language)

        def style(name: str, font: str, size: float, *, bold: bool, color: str, jc: str, base: str = "Normal",
                  leading: float = 1.35, following: str | None = None, **spacing: int) -> Any:  # fmt: skip
            known = name in [known.name for known in styles]
            made = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            if name != "Normal":
                made.base_style = styles[base]
            made.quick_style = True
            if following:
                made.next_paragraph_style = styles[following]
            for old in made.element.findall(self.w.qn("w:link")):
                made.element.remove(old)
            paragraph, run = made.element.get_or_add_pPr(), made.element.get_or_add_rPr()
            for old in [*paragraph]:
                paragraph.remove(old)
            for old in [*run]:
                run.remove(old)
            line = round(20 * size * leading)
            self.w.paragraph_properties(paragraph, rtl=self.rtl, jc=jc, line=line, lineRule="atLeast", **spacing)
            self.w.run_properties(run, font=font, size=size, bold=bold, color=color)
            return made

        after = round(20 * value("space_after"))
        indent = round(20 * value("first_line_indent"))
        style("Normal", text, value("body_size"), bold=False, color=ink, jc="both", after=after, leading=height)
        body = style("Body Text", text, value("body_size"), bold=False, color=ink, jc="both", firstLine=indent,
                     after=after, leading=height)  # fmt: skip
        self.w.put(body.element.pPr, self.w.element("widowControl"))
        style("Title", headline, value("headline_size"), bold=True, color=ink, jc=start, after=120)
        for level in range(1, 7):
            size = value("headline_size") if level == 1 else value("heading_size") - max(0, level - 3)
            spacing = {"before": 240, "after": 60}
            heading = style(f"Heading {level}", headline, size, bold=True, color=accent, jc=start,
                            following="Body Text", **spacing)  # fmt: skip
            self.w.put(heading.element.pPr, self.w.element("keepNext"))
            self.w.put(heading.element.pPr, self.w.element("keepLines"))
            self.w.put(heading.element.pPr, self.w.element("outlineLvl", val=level - 1))
        style("Kicker", headline, meta, bold=True, color=accent, jc=start, after=0)
        style("Byline", headline, meta, bold=True, color=ink, jc=start, after=0)
        style("Dateline", headline, meta, bold=False, color=quiet, jc=start, after=0)
        style("Quote", text, value("body_size"), bold=False, color=ink, jc="both", start=480, end=480)
        for name in ("List Bullet", "List Number"):
            style(name, text, value("body_size"), bold=False, color=ink, jc="both", after=60)
        style("Source Citation", text, value("citation_size"), bold=False, color=quiet, jc=start, after=0)
        for name in ("Header", "Footer"):
            jc = start if name == "Header" else "center"
            style(name, headline, 8.5, bold=False, color=quiet, jc=jc, after=0)
        link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
        self.w.run_properties(link.element.get_or_add_rPr(), underline=True)

    def _numbering(self) -> None:
        starts = [block.start for block in self.article.body if isinstance(block, ItemList) and block.ordered]
        part = self.document.part.numbering_part.element
        for old in [*part]:
            part.remove(old)
        for made in self.w.numbering(self.typefaces.text.name, starts, rtl=self.rtl):
            part.append(made)

    # The text

    def _content(self) -> None:
        article, heads = self.article, self.typefaces.headline
        for name, text in (("Kicker", article.kicker), ("Title", article.headline), ("Byline", article.byline),
                           ("Dateline", article.dateline)):  # fmt: skip
            if text:
                self._paragraph(name, (Text(text),), heads)
        for block in article.body:
            match block:
                case Heading(level, inlines):
                    self._paragraph(f"Heading {level}", inlines, heads)
                case Paragraph(inlines):
                    self._paragraph("Body Text", inlines)
                case Quotation(inlines):
                    self._paragraph("Quote", inlines)
                case ItemList(ordered, items):
                    self.lists += ordered
                    for item in items:
                        self._item(item, ordered)
        for number, row in enumerate(citation_rows(article)):
            label = (Strong((Text(f"{row.label}: "),)),) if row.label else ()
            # A file's name may begin with digits; the mark keeps it left to right all the same.
            mark = (Text(_LEFT_TO_RIGHT_MARK),) if row.technical and self.rtl else ()
            paragraph = self._paragraph("Source Citation", (*label, *mark, *row.value))
            if number == 0:  # a rule above, space before
                border = self.w.element("pBdr")
                border.append(self.w.element("top", val="single", sz=4, space=8, color=self.values("quiet")))
                self.w.put(paragraph.pPr, border)
                self.w.put(paragraph.pPr, self.w.element("spacing", before=360, after=0))

    def _item(self, inlines: Inlines, ordered: bool) -> None:
        paragraph = self._paragraph("List Number" if ordered else "List Bullet", inlines)
        properties = self.w.element("numPr")
        properties.append(self.w.element("ilvl", val=0))
        properties.append(self.w.element("numId", val=self.lists if ordered else 1))
        self.w.put(paragraph.pPr, properties)

    def _paragraph(self, style: str, inlines: Inlines, family: Family | None = None, within: Any = None) -> Any:
        target = within or self.document
        paragraph = target.add_paragraph(style=style)._p
        self.w.paragraph_properties(paragraph.get_or_add_pPr(), rtl=self.rtl)
        self._runs(paragraph, inlines, family or self.typefaces.text)
        return paragraph

    def _runs(self, paragraph: Any, inlines: Inlines, family: Family) -> None:
        """Add runs of one direction, one mark and one font each. Direction is resolved over the whole paragraph."""
        pieces = list(_flat(inlines))
        whole = "".join(text for text, _ in pieces)
        marks = [mark for text, mark in pieces for _ in text]
        at = 0
        for run in directional_runs(whole, rtl=self.rtl):
            end = at + len(run.text)
            while at < end:
                mark, font, stop = marks[at], self._font(whole[at], family), at + 1
                while stop < end and marks[stop] == mark and self._font(whole[stop], family) == font:
                    stop += 1
                self._run(paragraph, whole[at:stop], run.rtl, mark, None if font == family.name else font)
                at = stop

    def _font(self, character: str, family: Family) -> str:
        if character.isspace():
            return family.name
        found = self.typefaces.family_for(character, family)
        return found.name if found else family.name

    def _run(self, paragraph: Any, text: str, rtl: bool, mark: _Mark, font: str | None) -> None:
        run = self.w.element("r")
        properties = self.w.element("rPr")
        language = self.language if rtl else "en-US" if self.rtl else self.language
        self.w.run_properties(properties, font=font, bold=mark.bold or None, rtl=rtl, language=language)
        if mark.url:
            self.w.put(properties, self.w.element("rStyle", val="Hyperlink"))
        run.append(properties)
        for child in self.w.text_children(text):
            run.append(child)
        if mark.url:
            from docx.opc.constants import RELATIONSHIP_TYPE

            link = self.w.element("hyperlink", history=1)
            reference = self.document.part.relate_to(xml_text(mark.url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(self.w.qn("r:id"), reference)
            link.append(run)
            run = link
        paragraph.append(run)

    def _header_and_footer(self) -> None:
        section = self.document.sections[0]
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        heads = self.typefaces.headline
        for part, text in ((section.header, html.running_head(self.article.headline)), (section.footer, "")):
            paragraph = part.paragraphs[0]._p
            self.w.paragraph_properties(paragraph.get_or_add_pPr(), rtl=self.rtl)
            self._runs(paragraph, (Text(text),), heads)
        properties = self.w.element("rPr")
        self.w.run_properties(properties, rtl=self.rtl, language=self.language)
        # The format of the numbers (Arabic-Indic digits) is the section's.
        switch, first = " PAGE ", "١" if self.rtl else "1"
        for run in self.w.field(switch, first, properties):
            section.footer.paragraphs[0]._p.append(run)

    def _properties(self, resources: Resources) -> None:
        article, core = self.article, self.document.core_properties
        source = article.source
        facts = (source and source.name, source and source.url, article.provenance.sha256)
        core.title, core.language = xml_text(article.headline)[:255], self.language
        core.author = xml_text(article.byline or (source and source.name) or "")[:255]
        core.last_modified_by, core.keywords, core.category, core.revision = "newsconvert", "", "", 1
        core.subject = xml_text((source and source.name) or "")[:255]
        core.comments = xml_text("\n".join(fact for fact in facts if fact))[:255]
        core.created = core.modified = modified(article, resources).replace(tzinfo=None)


def _values(theme: Theme) -> Any:
    """Return a function that gives a value of the theme's [docx] table, of the right kind, or the default."""

    def value(name: str) -> Any:
        found = theme.docx.get(name, _DEFAULTS[name])
        if isinstance(found, str) != isinstance(_DEFAULTS[name], str):
            raise ThemeError(f"{theme.folder / 'theme.toml'}: docx.{name} cannot be {found!r}; see the bundled themes.")
        return found

    return value
