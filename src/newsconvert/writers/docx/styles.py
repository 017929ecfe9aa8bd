"""Styles, lists and settings of a Word document. What a paragraph looks like, its style says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
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
_OWN_STYLES = ("Kicker", "Byline", "Dateline", "Masthead", "Source Citation", "Imprint")
_CONTENTS_LEVELS = range(1, 7)


class Face(NamedTuple):
    """Which face a style is set in: that of the text or of the headline, and its weight."""

    headline: bool = False
    bold: bool = False


#: The faces of the styles that are not set in the text face.
FACES = {
    **dict.fromkeys(("Kicker", "Title", "Masthead", "TOC Heading"), Face(True, True)),
    **dict.fromkeys((f"heading {level}" for level in range(1, 7)), Face(True, True)),
    **dict.fromkeys(("Byline", "Dateline", "Subtitle", "Imprint", "header", "footer"), Face(True, False)),
}


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
def styles(look: Look, ids: Callable[[str], str] = style_id, bullets: int = 1) -> Mapping[str, Element]:
    """Return the styles by name. `ids` gives the identifier of each, `bullets` is the `w:numId` of bulleted lists."""
    design, rtl = look.design, look.rtl
    size, meta, small = design.body_size, design.meta_size, design.citation_size - 1
    middle = "center" if design.centered else None
    found: dict[str, Element] = {}
    # Neighbours with the same rule share it: one under the headline's block, one above the citation's (17.3.1.24).
    under_head, over_citation = Rule("bottom", design.ink), Rule("top", design.ink)
    beside_quote = Rule("right" if rtl else "left", design.accent, 2.25, 10)

    def add(name: str, paragraph: dict[str, Any], *run: Any, base: str | None = "Normal", then: str = "") -> None:
        face = FACES.get(name, Face())
        family = look.typefaces.headline.name if face.headline and look.fonts else None
        color, points = run or (None, None)
        found[name] = el(
            "style",
            el("name", val=name),
            el("basedOn", val=ids(base)) if base else None,
            el("next", val=ids(then)) if then else None,
            el("qFormat"),
            paragraph_properties(bidi=rtl or None, **paragraph),
            filled(run_properties(family=family, bold=face.bold or None, color=color, size=points)),
            type="paragraph",
            styleId=ids(name),
            **{"default" if base is None else "customStyle": 1} if base is None or name in _OWN_STYLES else {},
        )

    def prose(**more: Any) -> dict[str, Any]:
        return {"line": Spacing(size * design.line_height), "align": KASHIDA[look.kashida], **more}

    def head(leading: float | None = None, **more: Any) -> dict[str, Any]:
        # Kufi and sans ask for up to 1.9 times their size a line, which tears a headline apart; the deep tails of Naskh
        # need all that it asks for.
        flat = look.typefaces.headline.style in ("kufi", "sans")
        line = Spacing(1.65 * leading, exact=True) if flat and leading else None
        return {"keep_next": True, "keep_lines": True, "line": line, "align": middle, **more}

    add("Normal", {}, base=None)
    add("Kicker", head(after=2), design.accent, meta, then="heading 1" if look.volume else "Title")
    headline = head(leading=design.headline_size, rule=under_head, after=4, outline=0)
    cover = head(leading=1.4 * design.headline_size, before=170, after=14, align="center")
    first = (design.ink, design.headline_size)
    title = 1.4 * design.headline_size if look.volume else design.headline_size
    add("Title", cover if look.volume else headline, design.ink, title, then="Body Text")
    add("Subtitle", head(leading=design.heading_size, after=8, align="center"), design.quiet, design.heading_size)
    add("Imprint", head(before=8, align="center"), design.quiet, meta + 1)
    add("Byline", head(rule=under_head), design.ink, meta)
    add("Dateline", head(rule=under_head), design.quiet, meta)
    add("Body Text", prose(after=design.space_after, first=design.first_line_indent or None))
    if look.volume:
        add("heading 1", headline, *first, then="Body Text")
    for level in range(2 if look.volume else 1, 7):
        points, color = (design.heading_size, design.accent) if level <= 2 else (size, design.ink)
        around = head(leading=points, before=points, after=points / 4, outline=level - 1)
        add(f"heading {level}", around, color, points, then="Body Text")
    add(
        "Quote",
        prose(keep_lines=True, rule=beside_quote, before=size / 2, after=size, start=1.6 * size, end=1.2 * size),
    )
    add("List Bullet", prose(numbering=bullets, after=4))
    add("List Number", prose(after=4))
    add("caption", {"keep_lines": True, "before": 4, "after": size}, design.quiet, meta)
    add("footnote text", {}, None, design.citation_size)
    add("header", {}, design.quiet, small)
    add("footer", {"end_tab": look.measure}, design.quiet, small)
    add("Masthead", {}, design.accent, meta)
    add("Source Citation", {"keep_next": True, "keep_lines": True, "rule": over_citation}, design.quiet,
        design.citation_size)  # fmt: skip
    add("Bibliography", {"keep_lines": True, "after": 6, "start": 1.6 * size, "first": -1.6 * size})
    add("TOC Heading", head(leading=design.heading_size, before=size, after=size / 2), design.accent,
        design.heading_size)  # fmt: skip
    for level in _CONTENTS_LEVELS:
        depth = max(level - (1 if look.volume else 2), 0)  # an article's own headings begin with the second level
        spaced = {"after": 3, "start": 1.2 * size * depth or None, "end_tab": look.measure, "leader": "dot"}
        add(f"toc {level}", spaced, *(() if depth == 0 else (design.quiet, meta + 1)))
    for name, run in (
        ("Hyperlink", run_properties(underline=True)),
        ("footnote reference", run_properties(superscript=True)),
        ("Placeholder Text", run_properties(color=design.quiet)),
    ):
        found[name] = el("style", el("name", val=name), run, type="character", styleId=ids(name))
    found |= _tables(ids, rtl=rtl, ink=design.quiet)
    return found


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


def list_kinds(look: Look, digits: str | None, ids: Callable[[str], str] = style_id, at: int = 0) -> list[Element]:
    """Return the `w:abstractNum` of bulleted and of numbered lists, counted from `at`.

    No ST_NumberFormat has the digits ٠ to ٩ (`hindiNumbers` are Devanagari: [MS-DOCX] 2.4). Word writes `decimal` with
    them where its option Numeral says so; the family `digits` shows them wherever it stands.
    """
    lang, rtl = look.lang, look.rtl
    # LibreOffice sets a number outwards from where its indent begins, Word inwards; either way it must stay in line.
    indents = 2.4 * look.design.body_size, 1.4 * look.design.body_size
    mark = run_properties(family=bullet_family(look.typefaces).name if look.fonts else None, rtl=rtl)
    number = run_properties(family=digits, rtl=rtl, lang=Language("", lang.bidi) if rtl else Language(lang.val, ""))
    levels = (
        list_level("bullet", BULLET, ids("List Bullet"), indents, mark, bidi=rtl),
        list_level("decimal", "%1.", ids("List Number"), indents, number, bidi=rtl),
    )
    single = el("multiLevelType", val="singleLevel")
    return [el("abstractNum", single, level, abstractNumId=at + kind) for kind, level in enumerate(levels)]


def lists(starts: Iterable[int], *, bullets: int = 1, at: int = 0) -> list[Element]:
    """Return the `w:num` of bulleted lists, then a counter for each ordered list, which counts from its own start."""
    return [
        el("num", el("abstractNumId", val=at), numId=bullets),
        *(
            el(
                "num",
                el("abstractNumId", val=at + 1),
                el("lvlOverride", el("startOverride", val=start), ilvl=0),
                numId=number,
            )
            for number, start in enumerate(starts, bullets + 1)
        ),
    ]


def settings(lang: Language, embed_fonts: str) -> list[Element]:
    """Return the children of `w:settings`: a document of today's Word, which else opens in the mode of 2007.

    `embed_fonts` is none, subset or full: whether there are fonts inside, and whether Word keeps subsets of them alone
    when the document is saved again (17.8.3.13).
    """
    modern = {"compatibilityMode": 15, "enableOpenTypeFeatures": 1, "doNotFlipMirrorIndents": 1}
    uri = "http://schemas.microsoft.com/office/word"
    found = (
        el("embedTrueTypeFonts") if embed_fonts != "none" else None,
        el("saveSubsetFonts") if embed_fonts == "subset" else None,
        el("compat", *(el("compatSetting", name=name, uri=uri, val=value) for name, value in modern.items())),
        el("themeFontLang", val=lang.val, bidi=lang.bidi),
    )
    return [element for element in found if element]
