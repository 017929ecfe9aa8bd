"""The design of a Word document: the values of a theme, and the styles, lists and settings made from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from html import escape
from typing import Any, Self

from lxml import etree

from ..errors import ThemeError
from ..resources import Family, Theme, Typefaces
from ._wordml import (
    Element,
    Language,
    Rule,
    W,
    at_least,
    el,
    exactly,
    list_level,
    paragraph_properties,
    run_properties,
)

BULLETS = 1
"""The `w:numId` of bulleted lists; numbered ones, which each count from their own start, follow."""

_OWN_STYLES = ("Kicker", "Byline", "Dateline", "Masthead", "Source Citation")
_COLOR = re.compile("[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Design:
    """The table [docx] of a theme.toml: sizes in points, colours as RRGGBB; each key has a default."""

    body_size: float = 13.5
    line_height: float = 1.55
    """Times `body_size`; lines are never closer than the font allows."""
    first_line_indent: float = 0
    space_after: float = 7
    headline_size: float = 23
    heading_size: float = 14.5
    meta_size: float = 10.5
    """Kicker, byline, dateline and date."""
    citation_size: float = 9.5
    ink: str = "1A1A1A"
    accent: str = "1A1A1A"
    """Kicker, headings, the line beside a quotation."""
    quiet: str = "595959"
    """Dateline, citation, running head and folio."""
    centered: bool = False
    """Whether headline, headings and what stands about them are set in the middle."""

    @classmethod
    def of(cls, theme: Theme) -> Self:
        """Return the design of `theme`. Raise ThemeError, which names the key, for one unknown or out of range."""
        known = {field.name: field.default for field in fields(cls)}
        for key, value in theme.docx.items():
            where = f"{theme.folder / 'theme.toml'}: [docx] {key}"
            if key not in known:
                raise ThemeError(f"{where}: there is no such key; the ones known are: {', '.join(known)}.")
            default = known[key]
            lowest = 1 if key == "line_height" or key.endswith("_size") else 0
            if isinstance(default, bool):
                fits, wanted = isinstance(value, bool), "true or false"
            elif isinstance(default, str):
                fits, wanted = isinstance(value, str) and bool(_COLOR.fullmatch(value)), "a colour such as 1A1A1A"
            else:
                number = isinstance(value, int | float) and not isinstance(value, bool)
                fits, wanted = number and lowest <= value <= 400, f"a number from {lowest} to 400"
            if not fits:
                raise ThemeError(f"{where} = {value!r}; it must be {wanted}.")
        return cls(**theme.docx)


def styles(design: Design, typefaces: Typefaces, lang: Language, *, rtl: bool, width: float) -> Element:
    """Return `w:styles`; `width` is that of the text area. What a paragraph looks like, its style says."""
    text, headline = typefaces.text.name, typefaces.headline.name
    size = design.body_size
    # Neighbours with the same rule share it: one under the headline's block, one above the citation's (17.3.1.24).
    under_head, over_citation = Rule("bottom", design.ink), Rule("top", design.ink)
    beside_quote = Rule("right" if rtl else "left", design.accent, 2.25, 10)

    def prose(**more: Any) -> Element:
        return paragraph_properties(bidi=rtl, line=at_least(size * design.line_height), justify=True, **more)

    def head(*, leading: float | None = None, **more: Any) -> Element:
        # Kufi and sans ask for up to 1.9 times their size a line, which tears a headline apart; the deep tails of Naskh
        # need all that it asks for.
        flat = typefaces.headline.style in ("kufi", "sans")
        line = exactly(1.65 * leading) if flat and leading else None
        return paragraph_properties(
            bidi=rtl, keep_next=True, keep_lines=True, line=line, centered=design.centered, **more
        )

    def set_in_headline(color: str, points: float, *, bold: bool = False) -> Element:
        return run_properties(family=headline, bold=bold or None, color=color, size=points)

    def heading(level: int) -> Element:
        points, color = (design.heading_size, design.accent) if level <= 2 else (size, design.ink)
        paragraph = head(leading=points, before=points, after=points / 4, outline=level - 1)
        return _style(f"heading {level}", paragraph, set_in_headline(color, points, bold=True), then="BodyText")

    meta, small = design.meta_size, design.citation_size - 1
    title = head(leading=design.headline_size, rule=under_head, after=4, outline=0)
    quote = prose(keep_lines=True, rule=beside_quote, before=size / 2, after=size, start=1.6 * size, end=1.2 * size)
    citation = paragraph_properties(bidi=rtl, keep_next=True, keep_lines=True, rule=over_citation)
    defaults = run_properties(family=text, color=design.ink, size=size, lang=lang)
    return el(
        "styles",
        el(
            "docDefaults",
            el("rPrDefault", defaults),
            el("pPrDefault", el("pPr", el("widowControl"), *paragraph_properties(bidi=rtl))),
        ),
        _style("Normal", paragraph_properties(bidi=rtl), base=None),
        _style("Kicker", head(after=2), set_in_headline(design.accent, meta, bold=True), then="Title"),
        _style("Title", title, set_in_headline(design.ink, design.headline_size, bold=True), then="BodyText"),
        _style("Byline", head(rule=under_head), set_in_headline(design.ink, meta, bold=True)),
        _style("Dateline", head(rule=under_head), set_in_headline(design.quiet, meta)),
        _style("Body Text", prose(after=design.space_after, first=design.first_line_indent or None)),
        *map(heading, range(1, 7)),
        _style("Quote", quote),
        _style("List Bullet", prose(numbering=BULLETS, after=4)),
        _style("List Number", prose(after=4)),
        _style("header", paragraph_properties(bidi=rtl), set_in_headline(design.quiet, small)),
        _style("footer", paragraph_properties(bidi=rtl, end_tab=width), set_in_headline(design.quiet, small)),
        _style("Masthead", paragraph_properties(bidi=rtl), set_in_headline(design.accent, meta, bold=True)),
        _style("Source Citation", citation, run_properties(color=design.quiet, size=design.citation_size)),
        el(
            "style",
            el("name", val="Hyperlink"),
            run_properties(underline=True),
            type="character",
            styleId="Hyperlink",
        ),
    )


def _style(
    name: str,
    paragraph: Element,
    run: Element | None = None,
    *,
    base: str | None = "Normal",
    then: str | None = None,
) -> Element:
    """Return a paragraph style; its id is formed as Word forms it. `then` is the style of the next paragraph typed."""
    made = el(
        "style",
        el("name", val=name),
        el("basedOn", val=base) if base else None,
        el("next", val=then) if then else None,
        el("qFormat"),
        paragraph,
        run,
        type="paragraph",
        styleId="".join(word[0].upper() + word[1:] for word in name.split()),
    )
    if base is None or name in _OWN_STYLES:
        made.set(f"{{{W}}}{'customStyle' if base else 'default'}", "1")
    return made


def lists(design: Design, typefaces: Typefaces, lang: Language, starts: list[int], *, rtl: bool) -> Element:
    """Return `w:numbering`: the bullets, then one counter for each ordered list, from `starts`.

    No ST_NumberFormat has the digits ٠ to ٩ (`hindiNumbers` are Devanagari: [MS-DOCX] 2.4). Word writes `decimal` with
    them where the number is right to left and of an Arabic language, as its option Numeral says.
    """
    bullet = typefaces.family_for("•", typefaces.text) or typefaces.text
    # LibreOffice sets a number outwards from where its indent begins, Word inwards; either way it must stay in line.
    indent, hanging = 2.4 * design.body_size, 1.4 * design.body_size
    mark = run_properties(family=bullet.name, rtl=rtl)
    number = run_properties(rtl=rtl, lang=Language("", lang.bidi) if rtl else Language(lang.val, ""))
    levels = (
        list_level("bullet", "•", "ListBullet", (indent, hanging), mark, bidi=rtl),
        list_level("decimal", "%1.", "ListNumber", (indent, hanging), number, bidi=rtl),
    )
    return el(
        "numbering",
        *(
            el("abstractNum", el("multiLevelType", val="singleLevel"), level, abstractNumId=at)
            for at, level in enumerate(levels)
        ),
        el("num", el("abstractNumId", val=0), numId=BULLETS),
        *(
            el(
                "num",
                el("abstractNumId", val=1),
                el("lvlOverride", el("startOverride", val=start), ilvl=0),
                numId=number,
            )
            for number, start in enumerate(starts, BULLETS + 1)
        ),
    )


def settings(lang: Language) -> Element:
    """Return `w:settings`: a document of today's Word, which else opens in the mode of 2007."""
    modern = {"compatibilityMode": 15, "enableOpenTypeFeatures": 1, "doNotFlipMirrorIndents": 1}
    uri = "http://schemas.microsoft.com/office/word"
    return el(
        "settings",
        el("compat", *(el("compatSetting", name=name, uri=uri, val=value) for name, value in modern.items())),
        el("themeFontLang", val=lang.val, bidi=lang.bidi),
    )


def font_table(families: Iterable[Family]) -> Element:
    """Return `w:fonts`: the families the document names, of the Arabic character set (17.8.2)."""
    return el(
        "fonts",
        *(
            el("font", el("charset", val="B2"), el("family", val="auto"), el("pitch", val="variable"), name=family.name)
            for family in families
        ),
    )


def theme_part(design: Design, typefaces: Typefaces) -> Element:
    """Return the theme that Word offers to who edits the document: the design's colours and fonts (20.1.6.9)."""
    colors = {
        "dk1": design.ink, "lt1": "FFFFFF", "dk2": design.quiet, "lt2": "FFFFFF", "accent1": design.accent,
        **{f"accent{number}": design.quiet for number in range(2, 7)}, "hlink": design.ink, "folHlink": design.quiet,
    }  # fmt: skip
    scheme = "".join(f'<a:{name}><a:srgbClr val="{color}"/></a:{name}>' for name, color in colors.items())
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{name}"/><a:ea typeface=""/><a:cs typeface="{name}"/></a:{kind}Font>'
        for kind, name in (("major", escape(typefaces.headline.name)), ("minor", escape(typefaces.text.name)))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    lists = (("fillStyle", fill), ("lnStyle", f"<a:ln>{fill}</a:ln>"), ("effectStyle", effect), ("bgFillStyle", fill))
    formats = "".join(f"<a:{name}Lst>{member * 3}</a:{name}Lst>" for name, member in lists)
    return etree.fromstring(
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="newsconvert"><a:themeElements>'
        f'<a:clrScheme name="newsconvert">{scheme}</a:clrScheme><a:fontScheme name="newsconvert">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="newsconvert">{formats}</a:fmtScheme></a:themeElements></a:theme>'
    )
