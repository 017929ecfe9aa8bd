"""The closed set of what paragraphs, runs and pictures of a document of this version state beside their style.

It holds for documents whose styles are ours alone (`wordlooks.theme_of`): what a paragraph or run may state depends
on what it is, and anything else is reported (ECMA-376 Part 1, 17.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .package import parse, tag_of
from .wordlooks import look_differences, theme_of, whole_number
from .wordnames import R, W, text_in
from .wordschema import beyond_schema

_MARKS = (f"{W}footnoteReference", f"{W}footnoteRef")
_HEADS = frozenset(("Title", "Heading1", "Deck", "Kicker", "Byline", "Dateline", "IndexHeading"))
#: What paragraphs of these styles may state, beside their style and direction; names with the attributes they have.
_INDENTED = ("ind left", "ind firstLine")
_OF_STYLE: dict[str, frozenset[str]] = {
    **dict.fromkeys(_HEADS, frozenset(("spacing after", "pBdr"))),
    **{name: frozenset(("spacing after", "pBdr", "ind right", "ind left")) for name in ("Title", "Heading1")},
    "BodyText": frozenset(("spacing after", "pBdr", *_INDENTED)),
    "Quote": frozenset(("spacing before", "spacing after", "pBdr", "jc", *_INDENTED)),
    "ListBullet": frozenset(("numPr",)),
    "ListNumber": frozenset(("numPr", *_INDENTED)),
    "Verse": frozenset(("spacing after", "keepNext", "jc", "tabs")),
    "HTMLPreformatted": frozenset(_INDENTED),
    "Figure": frozenset(("keepNext",)),
    "Caption": frozenset(("spacing after", "keepNext")),
    **dict.fromkeys(("TableText", "DenseTableText", "SmallTableText"), frozenset(("keepNext", "jc"))),
    "FootnoteText": frozenset(("spacing before", "spacing after", "pBdr", "jc", *_INDENTED)),
    "SourceCitation": frozenset(("spacing before", "pBdr")),
    "TOCHeading": frozenset(("pageBreakBefore",)),
    **{f"TOC{level}": frozenset(("spacing after",)) for level in range(1, 7)},
    "": frozenset(("spacing before", "spacing after", "spacing line", "spacing lineRule")),  # a line between tables
}
#: What any paragraph may have, and what belongs to its section.
_ALWAYS = frozenset(("pStyle", "bidi", "sectPr"))
_SEVERAL = frozenset(("spacing", "ind"))
_OF_RUNS = frozenset(["rStyle", "rFonts", "b", "bCs", "i", "iCs", "strike", "vertAlign", "rtl", "lang"])
_BOOKMARK = re.compile(r"_Toc\d{9}")


def unlike_ours(
    body: Any, margins: Mapping[str, tuple[str, Any]], notes: Iterable[Any], files: dict[str, bytes]
) -> Iterator[tuple[str, str]]:
    """Yield what a document that this version made has otherwise than any of its documents, each with its place.

    `margins` are the kinds and roots of headers and footers by their identifiers.
    """
    theme = theme_of(files)
    if theme is None:
        return
    whole = (*look_differences(files, body, theme), *beyond_schema(files), *_margins_otherwise(body, margins))
    yield from (("the document", told) for told in whole)
    roots = [("the document", body), *margins.values(), *(("a note", root) for root in notes)]
    yield from ((place, told) for place, root in roots for told in _unstated(root, files))


def _unstated(root: Any, files: dict[str, bytes]) -> Iterator[str]:
    """Yield what a part states beside its styles, each once."""
    table = parse(files, "word/fontTable.xml") if "word/fontTable.xml" in files else ()
    fonts = {one.get(f"{W}name", "") for one in table}
    found: dict[str, None] = {}
    for paragraph in root.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        for told in _of_paragraph(paragraph, properties) if properties is not None else ():
            found[f"[{told}] {text_in(paragraph)[:60]}"] = None
    for run in root.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        for told in _of_run(run, properties, fonts) if properties is not None else ():
            found[f"[{told}] {text_in(run)[:60]}"] = None
    for drawing in root.iter(f"{W}drawing"):
        for told in _of_drawing(drawing):
            found[f"[{told}] a picture"] = None
    usual = _spaces(files)
    for spacing in root.iter(f"{W}spacing"):
        for key, value in spacing.attrib.items():
            if value not in usual.get(key.removeprefix(W), (value,)):
                found[f"[spacing {key.removeprefix(W)}] {value}"] = None
    for table in root.iter(f"{W}tbl"):
        found |= dict.fromkeys(_of_table(table))
    names = [one.get(f"{W}name", "") for one in root.iter(f"{W}bookmarkStart")]
    if len(set(names)) < len(names) or not all(map(_BOOKMARK.fullmatch, names)):
        found[f"[bookmarks] {' '.join(names)[:80]}"] = None
    for mark in root.iter(f"{W}footnoteReference"):
        if (mark.get(f"{W}customMarkFollows") is not None) != bool(text_in(mark.getparent()).strip("\xa0")):
            found[f"[mark of a note] {mark.get(f'{W}id')}"] = None
    yield from found


def _of_paragraph(paragraph: Any, properties: Any) -> Iterator[str]:
    style = properties.find(f"{W}pStyle")
    name = "" if style is None else style.get(f"{W}val", "")
    known = _OF_STYLE.get(name, frozenset())
    for one in properties:
        tag = tag_of(one).removeprefix(W)
        if tag in _SEVERAL:
            yield from (
                f"{tag} {key.removeprefix(W)}" for key in one.attrib if f"{tag} {key.removeprefix(W)}" not in known
            )
        elif tag not in _ALWAYS and tag not in known:
            yield tag
        elif tag == "pBdr" and name in ("BodyText", "Quote", "FootnoteText") and text_in(paragraph):
            yield tag  # the line of a break between parts
        elif tag == "pBdr" and name not in ("BodyText", "Quote", "FootnoteText"):
            yield from (tag for line in one if line.get(f"{W}val") != "none")
        elif tag == "jc" and one.get(f"{W}val") not in ("center", "right", "left"):
            yield tag


def _of_run(run: Any, properties: Any, fonts: set[str]) -> Iterator[str]:
    names = [tag_of(one).removeprefix(W) for one in properties]
    yield from (name for name in names if name not in _OF_RUNS)
    if len(names) != len(set(names)):
        yield "properties twice"
    for one in properties:
        match tag_of(one).removeprefix(W):
            case "rFonts":
                yield from (f"font {name}" for name in dict.fromkeys(one.attrib.values()) if name not in fonts)
            case "rStyle":
                told = one.get(f"{W}val", "")
                linked = run.getparent().tag == f"{W}hyperlink"
                marks = run.find(_MARKS[0]) is not None or run.find(_MARKS[1]) is not None
                if (told == "Hyperlink" and not linked) or (told == "FootnoteReference" and not (marks or _first(run))):
                    yield f"style {told}"
            case "b" | "bCs" | "i" | "iCs" | "strike" | "rtl":
                yield from (f"{one.tag.removeprefix(W)} {value}" for value in one.attrib.values())
    if ("b" in names) != ("bCs" in names) or ("i" in names) != ("iCs" in names):
        yield "half of a weight"


def _spaces(files: dict[str, bytes]) -> dict[str, frozenset[str]]:
    """Return the spaces that paragraphs may state, in twentieths of a point, by the size of the text."""
    size = parse(files, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    told = "" if size is None else size.get(f"{W}val", "")
    body = int(told) * 10 if told.isdecimal() else 0
    after = {0, 80, 360, body, round(body / 4)}
    return {
        "before": frozenset(("0", str(body))), "after": frozenset(map(str, after)),
        "line": frozenset(("20", str(round(body / 2)))),
    }  # fmt: skip


def _of_table(table: Any) -> Iterator[str]:
    """Yield what the widths of a table, of its columns and of its cells are otherwise than each other (17.4.16)."""
    widths = [whole_number(one.get(f"{W}w")) for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    whole = table.find(f"{W}tblPr/{W}tblW")
    if (
        whole is None
        or abs(sum(widths) - whole_number(whole.get(f"{W}w"))) > len(widths)
        or min(widths, default=0) < _LEAST
    ):
        yield "[width of a table]"
    for row in table.iterfind(f"{W}tr"):
        at = 0
        for cell in row.iterfind(f"{W}tc"):
            span, width = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}tcW")
            end = at + (1 if span is None else whole_number(span.get(f"{W}val")))
            if width is None or abs(whole_number(width.get(f"{W}w")) - sum(widths[at:end])) > end - at:
                yield "[width of a cell]"
            at = end
        if at != len(widths):
            yield "[cells of a row]"


#: In twentieths of a point, the narrowest column.
_LEAST = 40


def _margins_otherwise(body: Any, margins: Mapping[str, tuple[str, Any]]) -> Iterator[str]:
    """Yield the headers and footers that are not one line in the style of theirs."""
    for section in body.iter(f"{W}sectPr"):
        for one in section.iterchildren(f"{W}headerReference", f"{W}footerReference"):
            kind, root = margins.get(one.get(f"{R}id", ""), ("", ()))
            styles = [line.get(f"{W}val") for part in root for line in part.iter(f"{W}pStyle")]
            first = one.get(f"{W}type") == "first"
            known = (["Masthead"], ["Header"]) if first and kind == "header" else ([kind.capitalize()],)
            if styles not in known or one.tag != f"{W}{kind}Reference":
                yield f"[{kind} in the style of {' '.join(map(str, styles))}]"


def _first(run: Any) -> bool:
    """Return whether a run is the mark of a note that the source gives it, at the start of the note."""
    before = run.getprevious()
    return before is not None and before.tag == f"{W}pPr" and run.getparent().getparent().tag == f"{W}footnote"


def _of_drawing(drawing: Any) -> Iterator[str]:
    sizes, told = set(), set()
    for one in drawing.iter():
        name = tag_of(one).rpartition("}")[2]
        if name in ("extent", "ext"):
            sizes.add((one.get("cx"), one.get("cy")))
        if name in ("docPr", "cNvPr"):
            told.add((one.get("descr"), one.get("id"), one.get("name")))
    if len(sizes) > 1 or len(told) > 1:
        yield "two sizes or descriptions"
