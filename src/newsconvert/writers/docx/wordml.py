"""WordprocessingML as this project writes it: elements in the order of the schema, right to left in all its parts.

On a right-to-left run Word obeys the complex-script twins (`w:bCs`, `w:iCs`, `w:szCs`, `w:rFonts/@w:cs`,
`w:lang/@w:bidi`) in place of the plain properties. They are all written here, by the two functions that make paragraph
and run properties. Elements are strings, so that a document takes milliseconds; their type keeps plain text out, which
enters by `run` and by attributes alone, escaped. Lengths are in points. References are to ECMA-376 Part 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, NewType

from ...markup import literal_xml
from ...packages.word import R, W

Element = NewType("Element", str)

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NOTHING = Element("")
_LONGEST_TEXT = 1_000_000  # libxml2 refuses text of more than 10 MB
_BREAKS = re.compile(r"(\t|\r\n?|\n)")


def el(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """Return the element `w:tag` with attributes of the same namespace; children that are None are left out.

    A name with a prefix of its own, which only a dictionary can pass, is kept.
    """
    head = f"w:{tag}" if ":" not in tag else tag
    given = "".join([
        f' {name if ":" in name else "w:" + name}="{literal_xml(value)}"' for name, value in attributes.items()
    ])  # fmt: skip
    inner = "".join(filter(None, children))
    return Element(f"<{head}{given}>{inner}</{head}>" if inner else f"<{head}{given}/>")


def part(tag: str, *children: Element | None) -> bytes:
    """Return the bytes of a part whose root is `w:tag`."""
    return (DECLARATION + el(tag, *children, **{"xmlns:w": W, "xmlns:r": R})).encode()


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


class Spacing(NamedTuple):
    """The height of lines in points: `exact`, whatever the font asks for, or higher where the font needs it."""

    points: float
    exact: bool = False


def _on(tag: str, wanted: bool | None) -> Element | None:
    return None if wanted is None else el(tag) if wanted else el(tag, val=0)


@lru_cache(maxsize=1024)
def run_properties(
    *,
    style: str | None = None,
    family: str | None = None,
    bold: bool | None = None,
    italic: bool | None = None,
    color: str | None = None,
    size: float | None = None,
    underline: bool = False,
    strike: bool = False,
    position: str | None = None,
    rtl: bool = False,
    lang: Language | None = None,
) -> Element:
    """Return the `w:rPr` of these properties, each with its complex-script twin (17.3.2); None says nothing of it.

    `position` is superscript or subscript. On a run, which has one direction, pass the `lang` of that direction alone:
    a Language with an empty other half.
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
        el("strike") if strike else None,
        el("color", val=color) if color else None,
        el("sz", val=half_points) if half_points else None,
        el("szCs", val=half_points) if half_points else None,
        el("u", val="single") if underline else None,
        el("vertAlign", val=position) if position else None,
        el("rtl") if rtl else None,
        el("lang", **{name: tag for name, tag in lang._asdict().items() if tag}) if lang else None,
    )


@lru_cache(maxsize=1024)
def paragraph_properties(
    *,
    style: str | None = None,
    bidi: bool | None,
    keep_next: bool = False,
    keep_lines: bool = False,
    page_break: bool = False,
    numbering: int | None = None,
    level: int = 0,
    rule: Rule | None = None,
    no_rule: str | None = None,
    end_tab: float | None = None,
    leader: str | None = None,
    centers: tuple[float, ...] = (),
    before: float | None = None,
    after: float | None = None,
    line: Spacing | None = None,
    start: float | None = None,
    end: float | None = None,
    first: float | None = None,
    align: str | None = None,
    outline: int | None = None,
) -> Element:
    """Return a `w:pPr` (17.3.1).

    `start`, `end` and `first` (negative: hanging) are indents. `w:left` and `w:right` of indents and tabs mean start
    and end in a bidirectional paragraph, as they do in `w:jc`, so that no `w:jc` at all sets text at its start.
    `level` is the depth in the list `numbering`, `centers` are tabs that centre text. `bidi` None says nothing of the
    direction; False takes back that of the style, `no_rule` the rule at a side.
    """
    spacing: dict[str, str | int] = {
        name: twips(value) for name, value in (("before", before), ("after", after)) if value is not None
    }
    if line:
        spacing |= {"line": twips(line.points), "lineRule": "exact" if line.exact else "atLeast"}
    hang = "hanging" if (first or 0) < 0 else "firstLine"
    indents = {"left": start, "right": end, hang: abs(first) if first else first}
    given = {name: twips(value) for name, value in indents.items() if value is not None}
    border: Element | None = None
    if rule:
        border = el(rule.side, val="single", sz=round(rule.width * 8), space=rule.gap, color=rule.color)
    elif no_rule:
        border = el(no_rule, val="none", sz=0, space=0, color="auto")  # as Word writes it
    tabs = [el("tab", val="center", pos=twips(at)) for at in centers]
    if end_tab:
        tabs.append(el("tab", val="right", **({"leader": leader} if leader else {}), pos=twips(end_tab)))
    return el(
        "pPr",
        el("pStyle", val=style) if style else None,
        el("keepNext") if keep_next else None,
        el("keepLines") if keep_lines else None,
        el("pageBreakBefore") if page_break else None,
        el("numPr", el("ilvl", val=level), el("numId", val=numbering)) if numbering is not None else None,
        el("pBdr", border) if border else None,
        el("tabs", *tabs) if tabs else None,
        _on("bidi", bidi),
        el("spacing", **spacing) if spacing else None,
        el("ind", **given) if given else None,
        el("jc", val=align) if align else None,
        el("outlineLvl", val=outline) if outline is not None else None,
    )


def run(text: str, properties: Element) -> Element:
    """Return a run of `text`; tabs and line ends become elements, for a reader may fold them where they stand."""
    if len(text) > _LONGEST_TEXT:
        starts = range(0, len(text), _LONGEST_TEXT)
        return Element("".join(run(text[at : at + _LONGEST_TEXT], properties) for at in starts))
    shown = "".join(
        ("<w:tab/>" if piece == "\t" else "<w:br/>")
        if _BREAKS.match(piece)
        else f'<w:t xml:space="preserve">{literal_xml(piece)}</w:t>'
        for piece in _BREAKS.split(text)
        if piece
    )
    return Element(f"<w:r>{filled(properties)}{shown}</w:r>")


def note_mark(
    tag: str, properties: Element, *, number: int | None = None, label: str | None = None, beside: bool = False
) -> Element:
    """Return the run of a note's mark (17.11.14): `tag` in the text, with the note's `number`, or in the note itself.

    Its number is worked out by the reader; a `label` is shown in the place of it. One `beside` another has a space
    before it, or both would read as one number.
    """
    space = "<w:t>\N{NO-BREAK SPACE}</w:t>" if beside else ""
    shown = f"<w:t>{literal_xml(label)}</w:t>" if label else ""
    if number is None:
        return Element(f"<w:r>{properties}{shown or f'<w:{tag}/>'}</w:r>")
    custom = ' w:customMarkFollows="1"' if label else ""
    return Element(f'<w:r>{properties}{space}<w:{tag}{custom} w:id="{number}"/>{shown}</w:r>')


def filled(properties: Element) -> Element:
    """Return `properties`, or nothing where they are empty."""
    return NOTHING if properties == "<w:rPr/>" else properties


def hyperlink(runs: Iterable[Element], *, relationship: str | None = None, anchor: str | None = None) -> Element:
    """Return a link to the target of `relationship`, or to the bookmark `anchor` (17.16.22)."""
    target = {"r:id": relationship} if relationship else {"w:anchor": anchor or ""}
    return el("hyperlink", *runs, history=1, **target)


def bookmark(name: str, number: int, runs: Iterable[Element]) -> list[Element]:
    """Return `runs` inside the bookmark `name` (17.13.6); `number` is unique in the document."""
    return [el("bookmarkStart", id=number, name=name), *runs, el("bookmarkEnd", id=number)]


def field_begin(code: str, properties: Element) -> Element:
    """Return the runs that open a complex field (17.16.18), up to where its result stands."""
    kept = filled(properties)
    return Element(
        f'<w:r>{kept}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{kept}<w:instrText xml:space="preserve"> {literal_xml(code)} </w:instrText></w:r>'
        f'<w:r>{kept}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end(properties: Element) -> Element:
    """Return the run that closes a complex field."""
    return Element(f'<w:r>{filled(properties)}<w:fldChar w:fldCharType="end"/></w:r>')


def field(code: str, result: str, properties: Element) -> Element:
    """Return the runs of a field; `result` stands until a reader works it out.

    Every run is of one language and direction: Word takes the look and the digits of the result from the first.
    """
    return Element(field_begin(code, properties) + run(result, properties) + field_end(properties))


def content_control(properties: Iterable[Element], contents: Iterable[Element]) -> Element:
    """Return a structured document tag (17.5.2) with `contents`."""
    return el("sdt", el("sdtPr", *properties), el("sdtContent", *contents))


def list_level(
    format_: str,
    text: str,
    style: str | None,
    indents: tuple[float, float],
    number: Element,
    *,
    bidi: bool,
    level: int = 0,
    start: int = 1,
    align: str = "left",
) -> Element:
    """Return a level of a list (17.9.6): its counter's format, text and look, and the style of its paragraphs.

    `indents` are that of the text, and how far the counter hangs out of it, `align` which part of it is there.
    """
    return el(
        "lvl",
        el("start", val=start),
        el("numFmt", val=format_),
        el("pStyle", val=style) if style else None,
        el("lvlText", val=text),
        el("lvlJc", val=align),
        paragraph_properties(bidi=bidi or None, start=indents[0], first=-indents[1]),
        filled(number),
        ilvl=level,
    )
