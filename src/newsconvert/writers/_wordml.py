"""WordprocessingML as this project writes it: elements in the order of the schema, right to left in all its parts.

python-docx knows neither `w:bidi` nor `w:rtl`, nor the complex-script twins (`w:bCs`, `w:iCs`, `w:szCs`,
`w:rFonts/@w:cs`, `w:lang/@w:bidi`) that Word obeys on a right-to-left run in place of the plain properties. They are
all written here, by the two functions that make paragraph and run properties. Lengths are in points. References are to
ECMA-376 Part 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = re.compile(r"(\t|\r\n?|\n)")


def el(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """Return the element `w:tag` with attributes of the same namespace; children that are None are left out."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W, "r": R})
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend(child for child in children if child is not None)
    return element


def serialize(element: Element) -> bytes:
    """Return the bytes of a part whose root is `element`."""
    etree.cleanup_namespaces(element, keep_ns_prefixes=["w", "r"])
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True, standalone=True)


def twips(points: float) -> int:
    """Return `points` in twentieths of a point."""
    return round(points * 20)


class Language(NamedTuple):
    """The languages of a document's runs, for the spelling checker: `val` left to right, `bidi` right to left."""

    val: str
    bidi: str


class Rule(NamedTuple):
    """A line beside a paragraph; `side` is a side of the page, not of the text."""

    side: str
    color: str
    width: float = 0.75
    gap: int = 6


def _on(tag: str, wanted: bool | None) -> Element | None:
    return None if wanted is None else el(tag) if wanted else el(tag, val=0)


def run_properties(
    *,
    style: str | None = None,
    family: str | None = None,
    bold: bool | None = None,
    italic: bool | None = None,
    color: str | None = None,
    size: float | None = None,
    underline: bool = False,
    rtl: bool = False,
    lang: Language | None = None,
) -> Element:
    """Return the `w:rPr` of these properties, each with its complex-script twin (17.3.2); None says nothing of it.

    On a run, which has one direction, pass the `lang` of that direction alone: a Language with an empty other half.
    """
    half_points = None if size is None else round(size * 2)
    return el(
        "rPr",
        el("rStyle", val=style) if style else None,
        el("rFonts", ascii=family, hAnsi=family, eastAsia=family, cs=family) if family else None,
        _on("b", bold),
        _on("bCs", bold),
        _on("i", italic),
        _on("iCs", italic),
        el("color", val=color) if color else None,
        el("sz", val=half_points) if half_points else None,
        el("szCs", val=half_points) if half_points else None,
        el("u", val="single") if underline else None,
        el("rtl") if rtl else None,
        el("lang", **{name: tag for name, tag in lang._asdict().items() if tag}) if lang else None,
    )


def paragraph_properties(
    *,
    style: str | None = None,
    bidi: bool,
    keep_next: bool = False,
    keep_lines: bool = False,
    numbering: int | None = None,
    rule: Rule | None = None,
    end_tab: float | None = None,
    before: float | None = None,
    after: float | None = None,
    line: Element | None = None,
    start: float | None = None,
    end: float | None = None,
    first: float | None = None,
    justify: bool = False,
    centered: bool = False,
    outline: int | None = None,
) -> Element:
    """Return a `w:pPr` (17.3.1).

    `start`, `end` and `first` (negative: hanging) are indents. `w:left` and `w:right` of indents and tabs mean start
    and end in a bidirectional paragraph, as they do in `w:jc`, so that no `w:jc` at all sets text at its start. `line`
    is a `w:spacing` element of `at_least` or `exactly`.
    """
    spacing = el("spacing") if line is None else line
    for name, value in (("before", before), ("after", after)):
        if value is not None:
            spacing.set(f"{{{W}}}{name}", str(twips(value)))
    indents = {
        "left": start,
        "right": end,
        "hanging" if (first or 0) < 0 else "firstLine": abs(first) if first else first,
    }
    given = {name: twips(value) for name, value in indents.items() if value is not None}
    return el(
        "pPr",
        el("pStyle", val=style) if style else None,
        el("keepNext") if keep_next else None,
        el("keepLines") if keep_lines else None,
        el("numPr", el("ilvl", val=0), el("numId", val=numbering)) if numbering else None,
        el("pBdr", el(rule.side, val="single", sz=round(rule.width * 8), space=rule.gap, color=rule.color))
        if rule
        else None,
        el("tabs", el("tab", val="right", pos=twips(end_tab))) if end_tab else None,
        el("bidi") if bidi else None,
        spacing if spacing.attrib else None,
        el("ind", **given) if given else None,
        el("jc", val="both" if justify else "center") if justify or centered else None,
        el("outlineLvl", val=outline) if outline is not None else None,
    )


def at_least(points: float) -> Element:
    """Return the spacing of lines that are `points` high, or higher where the font needs it: no mark is cut off."""
    return el("spacing", line=twips(points), lineRule="atLeast")


def exactly(points: float) -> Element:
    """Return the spacing of lines that are `points` high, whatever the font asks for."""
    return el("spacing", line=twips(points), lineRule="exact")


def run(text: str, properties: Element) -> Element:
    """Return a run of `text`; tabs and line ends become elements, for a reader may fold them where they stand."""
    pieces: list[Element] = []
    for piece in filter(None, _BREAKS.split(text)):
        if _BREAKS.match(piece):
            pieces.append(el("tab" if piece == "\t" else "br"))
        else:
            shown = el("t")
            shown.set(_SPACE, "preserve")
            shown.text = piece
            pieces.append(shown)
    return el("r", properties if len(properties) else None, *pieces)


def hyperlink(relationship: str, runs: Iterable[Element]) -> Element:
    """Return a link to the target of `relationship` (17.16.22)."""
    link = el("hyperlink", *runs, history=1)
    link.set(f"{{{R}}}id", relationship)
    return link


def page_number(properties: Element, result: str) -> list[Element]:
    """Return the runs of a PAGE field (17.16.5.44); `result` stands until a reader counts the pages."""
    code = el("instrText")
    code.set(_SPACE, "preserve")
    code.text = " PAGE "
    shown = el("t")
    shown.text = result
    contents = [
        el("fldChar", fldCharType="begin"),
        code,
        el("fldChar", fldCharType="separate"),
        shown,
        el("fldChar", fldCharType="end"),
    ]
    # Every run of the field is of its language and direction: Word takes the digits of the result from the first.
    return [el("r", etree.fromstring(etree.tostring(properties)), content) for content in contents]


def list_level(
    format_: str, text: str, style: str, indents: tuple[float, float], number: Element, *, bidi: bool
) -> Element:
    """Return the one level of a list (17.9.6): its counter's format, text and look, and the style of its paragraphs.

    `indents` are that of the text, and how far the counter hangs out of it.
    """
    return el(
        "lvl",
        el("start", val=1),
        el("numFmt", val=format_),
        el("pStyle", val=style),
        el("lvlText", val=text),
        el("lvlJc", val="left"),
        paragraph_properties(bidi=bidi, start=indents[0], first=-indents[1]),
        number,
        ilvl=0,
    )
