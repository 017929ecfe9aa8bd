"""Styles, lists and settings of a Word document. What a paragraph looks like, its style says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ...resources import Family, Typefaces
from .design import Design
from .wordml import (
    Element,
    Language,
    Rule,
    Spacing,
    el,
    filled,
    list_level,
    paragraph_properties,
    run_properties,
)

#: What w:jc says of justified text for each `--kashida`: how readily Word stretches letters (17.18.44).
KASHIDA = {"none": "both", "low": "lowKashida", "medium": "mediumKashida", "high": "highKashida"}
BULLET = "•"
LIST_INDENT = 2.4
"""Where the text of a list begins, in times the size."""
#: Of the size of tables, how large the letters of dense ones are; the points of the smallest letters that can be read.
_DENSE, _LEAST_SIZE = 0.84, 7.0
_OWN_STYLES = (
    "Kicker", "Deck", "Byline", "Dateline", "Masthead", "Source Citation", "Imprint", "Figure", "Verse",
    "Table Text", "Dense Table Text", "Small Table Text",
)  # fmt: skip


class Face(NamedTuple):
    """Which face a style is set in: that of the text or of the headline, and its weight."""

    headline: bool = False
    bold: bool = False


#: The faces of the styles that are not set in the text face.
FACES = {
    **dict.fromkeys(("Kicker", "Title", "Masthead", "TOC Heading", "index heading"), Face(True, True)),
    **dict.fromkeys((f"heading {level}" for level in range(1, 7)), Face(True, True)),
    **dict.fromkeys(("Deck", "Byline", "Dateline", "Subtitle", "Imprint", "header", "footer"), Face(True, False)),
}

#: Styles whose neighbours share a rule, and the side that it is at.
RULED = {"Source Citation": "top", **dict.fromkeys(("Title", "heading 1", "Deck", "Byline", "Dateline"), "bottom")}


class Look(NamedTuple):
    """What the styles of a document are made from; `fonts` False leaves families to the document's own template."""

    design: Design
    typefaces: Typefaces
    lang: Language
    rtl: bool
    measure: float
    kashida: str = "none"
    volume: bool = False
    fonts: bool = True


class Metrics(NamedTuple):
    """What a paragraph of a style measures, in points, for who reckons the pages."""

    face: Face
    size: float
    line: Spacing | None = None
    before: float = 0
    after: float = 0
    start: float = 0
    end: float = 0
    first: float = 0
    rule: Rule | None = None
    keep_next: bool = False
    keep_lines: bool = False
    align: str | None = None


class Style(NamedTuple):
    """A style as Word has it, and what it measures."""

    element: Element
    metrics: Metrics


def font_file(look: Look, face: Face, character: str = "") -> Path:
    """Return the font file of a face, that of a fallback for a `character` that its own family lacks."""
    family = look.typefaces.headline if face.headline else look.typefaces.text
    if character:
        family = look.typefaces.family_for(character, family) or family
    return family.bold if face.bold else family.regular


def style_id(name: str) -> str:
    """Return the identifier of a style as Word forms it: TOC1 for toc 1."""
    return "".join(word[0].upper() + word[1:] for word in name.split()).replace("Toc", "TOC")


@lru_cache(maxsize=16)
def defaults(look: Look) -> Element:
    """Return `w:docDefaults`: what holds where no style says otherwise."""
    family = look.typefaces.text.name if look.fonts else None
    run = run_properties(family=family, color=look.design.ink, size=look.design.body_size, lang=look.lang)
    bidi = el("bidi") if look.rtl else None
    return el("docDefaults", el("rPrDefault", run), el("pPrDefault", el("pPr", el("widowControl"), bidi)))


@lru_cache(maxsize=16)
def styles(look: Look, ids: Callable[[str], str] = style_id, bullets: int = 1) -> Mapping[str, Style]:
    """Return the styles by name. `ids` gives the identifier of each, `bullets` is the `w:numId` of bulleted lists."""
    sheet = _Sheet(look, ids)
    sheet.add("Normal", {}, base=None)
    _heads(sheet)
    _text(sheet, bullets)
    _apparatus(sheet)
    quiet = look.design.quiet
    for name, run in (
        ("Hyperlink", run_properties(underline=True)),
        ("footnote reference", run_properties(position="superscript")),
        ("Placeholder Text", run_properties(color=quiet)),
    ):
        sheet.put(name, el("style", el("name", val=name), run, type="character", styleId=ids(name)))
    for name, element in _tables(ids, rtl=look.rtl, ink=quiet).items():
        sheet.put(name, element)
    return sheet.found


@lru_cache(maxsize=16)
def rich_styles(look: Look, ids: Callable[[str], str] = style_id) -> Mapping[str, Style]:
    """Return the styles by name that few documents need, and that are added to those."""
    sheet = _Sheet(look, ids)
    design, size = look.design, look.design.body_size
    line = Spacing(size * design.line_height)
    sheet.add("Figure", {"keep_lines": True, "before": size / 2, "align": "center"}, design.quiet, design.meta_size)
    small = Spacing(design.meta_size * 1.4)
    for name, letters in table_sizes(design).items():
        sheet.add(name, {"line": Spacing((letters - 1) * 1.4), "before": 2, "after": 2}, None, letters)
    sheet.add("Verse", {"line": line, "keep_lines": True, "align": "center"})
    sheet.add(
        "HTML Preformatted", {"line": small, "before": 4, "after": design.space_after}, None, design.meta_size + 1
    )
    code = el("style", el("name", val="HTML Code"), type="character", styleId=ids("HTML Code"))
    sheet.put("HTML Code", code)
    return sheet.found


def table_sizes(design: Design) -> dict[str, float]:
    """Return the styles of the text of tables, each with its size in points, from the largest to the smallest."""
    size = design.meta_size + 1
    dense = max(round(size * _DENSE * 2) / 2, _LEAST_SIZE)
    return {"Table Text": size, "Dense Table Text": dense, "Small Table Text": min(dense, _LEAST_SIZE)}


def all_styles(look: Look) -> dict[str, Style]:
    """Return every style by name, to measure paragraphs."""
    return {**styles(look), **rich_styles(look)}


class _Sheet:
    """The styles while they are made."""

    def __init__(self, look: Look, ids: Callable[[str], str]) -> None:
        self.look = look
        self.ids = ids
        self.found: dict[str, Style] = {}

    def put(self, name: str, element: Element) -> None:
        """Add a style that no paragraph is set in."""
        self.found[name] = Style(element, Metrics(Face(), self.look.design.body_size))

    def add(
        self,
        name: str,
        paragraph: dict[str, Any],
        color: str | None = None,
        points: float | None = None,
        *,
        base: str | None = "Normal",
        then: str = "",
    ) -> None:
        """Add a style of paragraphs; `then` is the style of the next paragraph typed."""
        look, ids = self.look, self.ids
        face = FACES.get(name, Face())
        family = look.typefaces.headline.name if face.headline and look.fonts else None
        element = el(
            "style",
            el("name", val=name),
            el("basedOn", val=ids(base)) if base else None,
            el("next", val=ids(then)) if then else None,
            el("qFormat"),
            paragraph_properties(bidi=look.rtl or None, **paragraph),
            filled(run_properties(family=family, bold=face.bold or None, color=color, size=points)),
            type="paragraph",
            styleId=ids(name),
            **{"default" if base is None else "customStyle": 1} if base is None or name in _OWN_STYLES else {},
        )
        measured = {key: value for key, value in paragraph.items() if key in Metrics._fields and value is not None}
        self.found[name] = Style(element, Metrics(face, points or look.design.body_size, **measured))

    def prose(self, **more: Any) -> dict[str, Any]:
        """Return the properties of running text."""
        design = self.look.design
        line = Spacing(design.body_size * design.line_height)
        return {"line": line, "align": KASHIDA[self.look.kashida], **more}

    def head(self, leading: float | None = None, **more: Any) -> dict[str, Any]:
        """Return the properties of headlines and headings, whose type is `leading` points high."""
        # Kufi and sans ask for up to 1.9 times their size a line, which tears a headline apart; the deep tails of Naskh
        # need all that it asks for.
        flat = self.look.typefaces.headline.style in ("kufi", "sans")
        line = Spacing(1.65 * leading, exact=True) if flat and leading else None
        middle = "center" if self.look.design.centered else None
        return {"keep_next": True, "keep_lines": True, "line": line, "align": middle, **more}


def _heads(sheet: _Sheet) -> None:
    """Add the styles of headlines, of what stands about them, and of headings."""
    design, volume = sheet.look.design, sheet.look.volume
    add, head = sheet.add, sheet.head
    # Neighbours with the same rule share it (17.3.1.24).
    under = Rule("bottom", design.ink) if design.headline_rule else None
    headline = head(design.headline_size, rule=under, before=design.sink or None, after=4, outline=0)
    first = "heading 1" if volume else "Title"
    add("Kicker", head(after=2), design.accent, design.meta_size, then=first)
    add(first, headline, design.ink, design.headline_size, then="Body Text")
    if volume:
        cover = 1.4 * design.headline_size
        add("index heading", headline, design.ink, design.headline_size, then="index 1")
        add("Title", head(cover, before=170, after=14, align="center"), design.ink, cover, then="Subtitle")
    size = design.heading_size
    add("Subtitle", head(size, after=8, align="center"), design.quiet, size, then="Body Text")
    add("Imprint", head(before=8, align="center"), design.quiet, design.meta_size + 1)
    add("Deck", head(rule=under), design.ink, design.body_size)
    add("Byline", head(rule=under), design.ink, design.meta_size)
    add("Dateline", head(rule=under), design.quiet, design.meta_size)
    for level in range(2 if volume else 1, 7):
        points, color = (size, design.accent) if level <= 2 else (design.body_size, design.ink)
        around = head(points, before=1.1 * points, after=points / 3, outline=level - 1)
        add(f"heading {level}", around, color, points, then="Body Text")


def _text(sheet: _Sheet, bullets: int) -> None:
    """Add the styles of running text, quotations, lists and notes."""
    design, size = sheet.look.design, sheet.look.design.body_size
    add, prose = sheet.add, sheet.prose
    add("Body Text", prose(after=design.space_after, first=design.first_line_indent or None))
    beside = Rule("right" if sheet.look.rtl else "left", design.accent, 2.25, 10)
    around = {"before": size / 2, "after": size, "start": 1.6 * size, "end": 1.2 * size}
    add("Quote", prose(keep_lines=True, rule=beside, **around), then="Body Text")
    for name, number in (("List Bullet", bullets), ("List Number", None)):
        add(name, prose(numbering=number, after=4))
        style = sheet.found[name]
        sheet.found[name] = style._replace(metrics=style.metrics._replace(start=LIST_INDENT * size))
    add("caption", {"keep_lines": True, "before": 4, "after": size}, design.quiet, design.meta_size)
    add("footnote text", {}, None, design.citation_size)


def _apparatus(sheet: _Sheet) -> None:
    """Add the styles of what is about the text: heads and feet of pages, contents, sources."""
    design, measure, size = sheet.look.design, sheet.look.measure, sheet.look.design.body_size
    add, small = sheet.add, design.citation_size - 1
    add("header", {}, design.quiet, small)
    add("footer", {"end_tab": measure}, design.quiet, small)
    add("Masthead", {}, design.accent, design.meta_size)
    source = {"keep_next": True, "keep_lines": True, "rule": Rule("top", design.ink)}
    add("Source Citation", source, design.quiet, design.citation_size)
    add("Bibliography", {"keep_lines": True, "after": 6, "start": 1.6 * size, "first": -1.6 * size})
    if sheet.look.volume:
        add("index 1", {"after": 4, "start": 1.6 * size, "first": -1.6 * size})
    heading = sheet.head(design.heading_size, before=size, after=size / 2)
    add("TOC Heading", heading, design.accent, design.heading_size)
    for level in range(1, 7):
        depth = max(level - (1 if sheet.look.volume else 2), 0)  # an article's own headings begin with the second level
        # LibreOffice loses the number where the paragraph is indented at its end.
        spaced = {"after": 3, "start": 1.2 * size * depth, "end_tab": measure, "leader": "dot"}
        add(f"toc {level}", spaced, design.quiet if depth else None, design.meta_size + 1 if depth else None)


def _tables(ids: Callable[[str], str], *, rtl: bool, ink: str) -> dict[str, Element]:
    """Return the styles of tables that an editor may add: from right to left too."""
    turned = el("bidiVisual") if rtl else None
    cells = el("tblCellMar", *(el(side, w=108 * (side in ("left", "right")), type="dxa")
                               for side in ("top", "left", "bottom", "right")))  # fmt: skip
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = el("tblBorders", *(el(side, val="single", sz=4, space=0, color=ink) for side in sides))
    plain, grid = "Normal Table", "Table Grid"
    return {
        plain: el("style", el("name", val=plain), el("tblPr", turned, el("tblInd", w=0, type="dxa"), cells),
                  type="table", default=1, styleId=ids(plain)),
        grid: el("style", el("name", val=grid), el("basedOn", val=ids(plain)), el("tblPr", turned, lines),
                 type="table", styleId=ids(grid)),
    }  # fmt: skip


def bullet_family(typefaces: Typefaces) -> Family:
    """Return the family that sets the bullets of lists."""
    return typefaces.family_for(BULLET, typefaces.text) or typefaces.text


def list_kinds(look: Look, digits: str | None, at: int = 0) -> list[Element]:
    """Return the `w:abstractNum` of bulleted and of numbered lists, counted from `at`.

    No ST_NumberFormat has the digits ٠ to ٩ (`hindiNumbers` are Devanagari: [MS-DOCX] 2.4). Word writes `decimal` with
    them where its option Numeral says so; the family `digits` shows them wherever it stands.
    """
    lang, rtl = look.lang, look.rtl
    # LibreOffice sets a number outwards from where its indent begins, Word inwards; either way it must stay in line.
    indents = LIST_INDENT * look.design.body_size, 1.4 * look.design.body_size
    mark = run_properties(family=bullet_family(look.typefaces).name if look.fonts else None, rtl=rtl)
    number = run_properties(family=digits, rtl=rtl, lang=Language("", lang.bidi) if rtl else Language(lang.val, ""))
    levels = (
        list_level("bullet", BULLET, "ListBullet" if look.fonts else None, indents, mark, bidi=rtl),
        list_level("decimal", "%1.", "ListNumber" if look.fonts else None, indents, number, bidi=rtl),
    )
    single = el("multiLevelType", val="singleLevel")
    return [el("abstractNum", single, level, abstractNumId=at + kind) for kind, level in enumerate(levels)]


def lists(*, bullets: int = 1, at: int = 0) -> list[Element]:
    """Return the `w:num` of bulleted lists; `at` is the number of their kind."""
    return [counter(bullets, at)]


def counter(number: int, kind: int, start: int | None = None) -> Element:
    """Return the `w:num` of a list of the kind `kind`, which counts from `start` if it is given."""
    override = el("lvlOverride", el("startOverride", val=start), ilvl=0) if start is not None else None
    return el("num", el("abstractNumId", val=kind), override, numId=number)


def settings(lang: Language, embed_fonts: str, others: Iterable[Element] = ()) -> list[Element]:
    """Return the children of `w:settings`: a document of today's Word, which else opens in the mode of 2007.

    `embed_fonts` is one of `fonts.MODES`: whether there are fonts inside, and whether Word keeps subsets of them alone
    when the document is saved again (17.8.3.13). `others` stand before the settings of compatibility.
    """
    modern = {"compatibilityMode": 15, "enableOpenTypeFeatures": 1, "doNotFlipMirrorIndents": 1}
    uri = "http://schemas.microsoft.com/office/word"
    found = (
        el("embedTrueTypeFonts") if embed_fonts != "none" else None,
        el("saveSubsetFonts") if embed_fonts == "subset" else None,
        *others,
        el("compat", *(el("compatSetting", name=name, uri=uri, val=value) for name, value in modern.items())),
        el("themeFontLang", val=lang.val, bidi=lang.bidi),
    )
    return [element for element in found if element]
