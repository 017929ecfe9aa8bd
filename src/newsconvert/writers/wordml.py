"""The WordprocessingML that python-docx lacks: everything that makes a document right to left.

Section numbers are those of ECMA-376 Part 1. Where a run is right to left Word takes bold, italic, size, font and
language from the complex-script twins (`w:bCs`, `w:iCs`, `w:szCs`, `w:rFonts/@w:cs`, `w:lang/@w:bidi`), so each is
always written with its twin.
"""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

#: The order of CT_PPr (17.3.1.26) and CT_RPr (17.3.2.28), as far as these elements are used here.
_PPR = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "bidi",
    "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr",
)  # fmt: skip
_RPR = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "u", "vertAlign", "rtl", "cs", "lang",
)  # fmt: skip


def element(tag: str, **attributes: object) -> Any:
    """Return `<w:tag w:name="value" …>`; an attribute's name may end in an underscore where Python wants one."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name.rstrip('_')}"), str(value))
    return made


def put(properties: Any, child: Any) -> None:
    """Put `child` into a w:pPr or w:rPr in the place the schema gives it, instead of one of the same name."""
    order = _PPR if properties.tag == qn("w:pPr") else _RPR
    names = [qn(f"w:{name}") for name in order]
    place = names.index(child.tag)
    for old in properties.findall(child.tag):
        properties.remove(old)
    following = next((at for at, other in enumerate(properties) if names.index(other.tag) > place), len(properties))
    properties.insert(following, child)


def paragraph_properties(properties: Any, *, rtl: bool, jc: str | None = None, **spacing: int | str) -> None:
    """Fill a w:pPr: direction, justification, and the attributes of w:spacing and w:ind, in twentieths of a point."""
    put(properties, element("bidi", val="1" if rtl else "0"))
    between = {name: value for name, value in spacing.items() if name in ("before", "after", "line", "lineRule")}
    if between:
        put(properties, element("spacing", **between))
    indent = {name: value for name, value in spacing.items() if name in ("start", "end", "firstLine", "hanging")}
    if indent:
        # Transitional WordprocessingML calls the leading edge "left", in right-to-left paragraphs too (17.3.1.12).
        names = {"start": "left", "end": "right"}
        put(properties, element("ind", **{names.get(name, name): value for name, value in indent.items()}))
    if jc:
        put(properties, element("jc", val=jc))


def run_properties(
    properties: Any,
    *,
    font: str | None = None,
    size: float | None = None,
    bold: bool | None = None,
    color: str | None = None,
    underline: bool = False,
    rtl: bool | None = None,
    language: str | None = None,
) -> None:
    """Fill a w:rPr, each property with its complex-script twin; `size` is in points, `color` RRGGBB."""
    if font:
        put(properties, element("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font))
    if bold is not None:
        for tag in ("b", "bCs"):
            put(properties, element(tag, val=int(bold)))
    if color:
        put(properties, element("color", val=color))
    if size:
        for tag in ("sz", "szCs"):
            put(properties, element(tag, val=round(size * 2)))
    if underline:
        put(properties, element("u", val="single"))
    if rtl:
        put(properties, element("rtl"))
    if language:
        put(properties, element("lang", **({"bidi": language} if rtl else {"val": language})))


def text_children(text: str) -> list[Any]:
    """Return the children of a run that show `text` to the letter: w:t, with w:tab and w:br for tabs and line ends."""
    children: list[Any] = []
    kept = ""
    for character in [*text, ""]:
        if character in ("\t", "\n", "\r", ""):
            if kept:
                piece = element("t")
                piece.text = kept
                piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                children.append(piece)
                kept = ""
            if character:
                children.append(element("tab" if character == "\t" else "br"))
        else:
            kept += character
    return children


def field(instruction: str, shown: str, properties: Any) -> list[Any]:
    """Return the runs of a complex field (17.16.18): `instruction`, and what is shown until Word computes it."""
    from copy import deepcopy

    def run(*children: Any) -> Any:
        made = element("r")
        made.append(deepcopy(properties))
        for child in children:
            made.append(child)
        return made

    code = element("instrText")
    code.text = instruction
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        run(element("fldChar", fldCharType="begin")),
        run(code),
        run(element("fldChar", fldCharType="separate")),
        run(*text_children(shown)),
        run(element("fldChar", fldCharType="end")),
    ]


def numbering(bullet_font: str, ordered_starts: list[int], *, rtl: bool) -> list[Any]:
    """Return w:abstractNum and w:num elements: number 1 is the bulleted list, 2, 3, … the ordered ones in turn."""
    abstract = []
    for number, (form, shown) in enumerate((("bullet", "•"), ("hindiNumbers" if rtl else "decimal", "%1.")), 1):
        level = element("lvl", ilvl=0)
        for child in (
            element("start", val=1), element("numFmt", val=form), element("lvlText", val=shown),
            element("lvlJc", val="left"),
        ):  # fmt: skip
            level.append(child)
        paragraph = element("pPr")
        put(paragraph, element("ind", left=600, hanging=360))
        level.append(paragraph)
        run = element("rPr")
        put(run, element("rFonts", ascii=bullet_font, hAnsi=bullet_font, cs=bullet_font))
        if rtl:
            put(run, element("rtl"))
        level.append(run)
        definition = element("abstractNum", abstractNumId=number)
        definition.append(element("multiLevelType", val="singleLevel"))
        definition.append(level)
        abstract.append(definition)
    numbers = []
    for number, start in enumerate([1, *ordered_starts], 1):
        made = element("num", numId=number)
        made.append(element("abstractNumId", val=1 if number == 1 else 2))
        if number > 1:
            override = element("lvlOverride", ilvl=0)
            override.append(element("startOverride", val=start))
            made.append(override)
        numbers.append(made)
    return [*abstract, *numbers]
