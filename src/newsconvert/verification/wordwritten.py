"""What stands in the main part of Word documents and in their notes, and how their parts refer to each other.

Formatting there is that of documents alone; styles, lists and sections may be those of a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .normalize import letters
from .wordnames import OFF, R, W, text_in, text_of_run
from .wordstyles import Styles

_NAMES = {
    "rPr": "rStyle rFonts b bCs i iCs strike vertAlign rtl lang color sz szCs spacing position em shd highlight kern "
    "noProof snapToGrid cs w vanish specVanish webHidden",
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr tabs bidi spacing ind jc sectPr outlineLvl",
    "trPr": "cantSplit tblHeader trHeight hidden",
    "tcPr": "tcW gridSpan vMerge",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar pgBorders cols titlePg docGrid "
    "bidi",
    "tblPr": "tblStyle bidiVisual tblW tblInd tblLayout tblCellMar tblLook",
}
#: The children of properties, which documents have (ECMA-376 Part 1, 17.3 and 17.4).
_WRITTEN = {f"{W}{kind}": frozenset(f"{W}{name}" for name in names.split()) for kind, names in _NAMES.items()}
_REFERENCE = f"{R}id"
_LINKED = frozenset((f"{W}history", f"{W}anchor", _REFERENCE))
_IGNORED = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
#: What the levels of lists state, and the signs that stand before items.
_LEVEL = frozenset(f"{W}{name}" for name in ("start", "numFmt", "lvlText", "lvlJc", "pStyle", "pPr", "rPr"))
_BULLETS = frozenset("•·o-–—▪‣◦■●○*\uf0b7\uf0a7\uf02d")
_RANGE = re.compile(r'\s*TOC\s+\\o\s+"(\d)-(\d)"(?:\s+\\[hzu])*\s*')
_ENTRY = re.compile(r"toc (\d)", re.IGNORECASE)


def unwritten(root: Any, styles: Styles) -> Iterator[str]:
    """Yield the formatting of a part that documents do not have, each once."""
    found: dict[str, None] = {}
    for properties in root.iter(*_WRITTEN):
        for tag in {one.tag for one in properties} - _WRITTEN[properties.tag]:
            if isinstance(tag, str) and tag.startswith(W):
                found[f"[{tag.rpartition('}')[2]}] {text_in(properties.getparent())[:60]}"] = None
    for one in root.iter(*_VALUED):
        told = one.get(f"{W}val", "")
        if one.tag == f"{W}rFonts":
            if len({*one.attrib.values()}) > 1 or len(one.attrib) != _SCRIPTS:
                found[f"[rFonts] {' '.join(one.attrib.values())}"] = None
        elif one.tag not in _BETWEEN:
            if not styles.has(told):
                found[f"[style that is not there] {told}"] = None
        elif one.getparent().tag == f"{W}rPr":
            least, most = _BETWEEN[one.tag]
            if not re.fullmatch(r"-?\d+", told) or not least <= int(told) <= most:
                found[f"[{one.tag.rpartition('}')[2]}] {told}"] = None
    for one in root.iterfind(f".//{W}tbl/{W}tblPr/{W}tblCellMar/*"):
        told = one.get(f"{W}w", "")
        if not told.isdecimal() or int(told) > _CELL_MARGIN:
            found[f"[tblCellMar] {told}"] = None
    for one in root.iter(f"{W}hyperlink", f"{W}br", f"{W}ptab"):
        if one.tag == f"{W}hyperlink":
            if not _LINKED.issuperset(one.attrib) or {f"{W}anchor", _REFERENCE} <= set(one.attrib):
                found[f"[link] {' '.join(one.attrib.values())}"] = None
        elif one.tag == f"{W}ptab" or one.get(f"{W}type", "textWrapping") != "textWrapping":
            found[f"[{one.tag.rpartition('}')[2]}] {one.get(f'{W}type', '')}"] = None
    whole = root.getroottree().getroot()
    for prefix in whole.get(_IGNORED, "").split():
        if f"{{{whole.nsmap.get(prefix)}}}" == W:
            found[f"[Ignorable] {prefix}"] = None
    yield from found


#: The sizes of runs in half points, their spacing in twentieths of a point, and their scale in percent.
_BETWEEN = {f"{W}sz": (10, 80), f"{W}szCs": (10, 80), f"{W}spacing": (-20, 40), f"{W}w": (80, 125)}
#: In twentieths of a point: cells have no more beside their text than those of any table.
_CELL_MARGIN = 108
_VALUED = (*_BETWEEN, f"{W}rFonts", f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
#: How many kinds of script a font is named for (17.3.2.26).
_SCRIPTS = 4


def unshown_margins(body: Any, margins: Mapping[str, tuple[str, Any]]) -> Iterator[str]:
    """Yield the headers and footers that no page shows; `margins` are their kinds and roots by their identifiers."""
    shown: set[str] = set()
    for section in body.iter(f"{W}sectPr"):
        first = section.find(f"{W}titlePg")
        for one in section.iterchildren(f"{W}headerReference", f"{W}footerReference"):
            if one.get(f"{W}type") != "first" or (first is not None and first.get(f"{W}val", "1") not in OFF):
                shown.add(one.get(_REFERENCE, ""))
    for identity, (kind, root) in margins.items():
        if identity not in shown:
            yield f"[{kind} that no page shows] {text_in(root)[:80]}"
        codes = "".join(one.get(f"{W}instr") or one.text or "" for one in root.iter(f"{W}instrText", f"{W}fldSimple"))
        if "NUMPAGES" in codes and not re.search(r"\bPAGE\b", codes):
            yield f"[{kind} without the number of the page]"


def unshown_even(body: Any, settings: Any) -> Iterator[str]:
    """Yield the sections without headers and footers of even pages, where settings tell these apart (17.10.1)."""
    told = settings.find(f"{W}evenAndOddHeaders")
    if told is None or told.get(f"{W}val", "1") in OFF:
        return
    for section in body.iter(f"{W}sectPr"):
        kinds = {one.get(f"{W}type") for one in section.iterchildren(f"{W}headerReference", f"{W}footerReference")}
        if "default" in kinds and "even" not in kinds:
            yield "[even pages without header and footer]"


def contents_astray(body: Any, styles: Styles) -> Iterator[str]:
    """Yield the entries of contents that lead elsewhere than to what they name, or that their field does not list."""
    headed: dict[str, str] = {}
    for mark in body.iter(f"{W}bookmarkStart"):
        paragraph = next(mark.iterancestors(f"{W}p"), None)
        headed[mark.get(f"{W}name", "")] = "" if paragraph is None else letters("".join(_words(paragraph)))
    for control in body.iter(f"{W}sdt"):
        if control.find(f"{W}sdtPr/{W}docPartObj") is None:
            continue
        yield from _folios_astray(control)
        code = next((one.text or "" for one in control.iter(f"{W}instrText") if "TOC" in (one.text or "")), "")
        listed = _RANGE.fullmatch(code)
        for paragraph in control.iter(f"{W}p"):
            level = _ENTRY.fullmatch(styles.standard_name(styles.name_of(paragraph)))
            if listed and level and not listed[1] <= level[1] <= listed[2]:
                yield f"[contents] {code.strip()}"
            for link in paragraph.iter(f"{W}hyperlink"):
                anchor = link.get(f"{W}anchor", "")
                if headed.get(anchor) != letters("".join(_words(link))):
                    yield f"[contents] {text_in(link)[:80]} leads elsewhere"


def _folios_astray(control: Any) -> Iterator[str]:
    """Yield the numbers of pages in contents that are of another heading, no numbers, or do not rise."""
    last = 1
    for link in control.iter(f"{W}hyperlink"):
        code = "".join(one.text or "" for one in link.iter(f"{W}instrText"))
        told = _FOLIO.match(code)
        if told is None:
            continue
        shown = "".join(text_of_run(run) for run in _after_separator(link))
        number = int(shown) if shown.isdecimal() else 0
        if told[1] != link.get(f"{W}anchor") or not last <= number <= last + _MOST_PAGES:
            yield f"[contents] {text_in(link)[:80]}"
        last = max(last, number)


_FOLIO = re.compile(r"\s*PAGEREF\s+(\S+)")
#: So many pages no part of an article takes.
_MOST_PAGES = 60


def _after_separator(link: Any) -> Iterator[Any]:
    """Yield the runs of the result of a field (17.16.18)."""
    within = False
    for run in link.iter(f"{W}r"):
        mark = run.find(f"{W}fldChar")
        if mark is not None:
            within = mark.get(f"{W}fldCharType") == "separate"
        elif within:
            yield run


def _words(element: Any) -> Iterator[str]:
    """Yield the text of an element up to its first field, without the marks of notes."""
    for run in element.iter(f"{W}r"):
        if run.find(f"{W}fldChar") is not None:
            return
        if run.find(f"{W}footnoteReference") is None:
            yield text_of_run(run)


def level_extras(levels: Iterable[Any]) -> Iterator[str]:
    """Yield what the levels of lists that the text uses state beside their numbers, and other signs for bullets."""
    for level in levels:
        yield from (f"[label] {one.tag.rpartition('}')[2]}" for one in level if one.tag not in _LEVEL)
        told = {one.tag: one.get(f"{W}val", "") for one in level}
        text = told.get(f"{W}lvlText", "")
        if told.get(f"{W}numFmt") == "bullet" and text not in _BULLETS:
            yield f"[label] {text}"


def texts_by_kind(parts: Sequence[Any], styles: Styles) -> dict[str, str]:
    """Return the letters that are set bold or slanted, raised or lowered, and quoted, in the order of the text."""
    found = {"emphasised": "", "raised or lowered": "", "styled as quoted": ""}
    for root in parts:
        for style in root.iter(f"{W}pStyle"):
            if styles.standard_name(style.get(f"{W}val", "")).casefold() == "quote":
                found["styled as quoted"] += letters(text_in(style.getparent().getparent()))
        emphasised = None
        for one in root.iter(f"{W}b", f"{W}i", f"{W}vertAlign"):
            run, told = one.getparent().getparent(), one.get(f"{W}val", "1")
            if run.tag != f"{W}r" or run.find(f"{W}footnoteReference") is not None:
                continue
            if one.tag == f"{W}vertAlign":
                found["raised or lowered"] += letters(text_of_run(run)) if told != "baseline" else ""
            elif told not in OFF and run is not emphasised:  # not one that is both
                found["emphasised"] += letters(text_of_run(run))
                emphasised = run
    return found
