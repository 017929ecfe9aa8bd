"""Whether styles, lists, settings, theme and pages of a Word document are those that its options have.

A document that states this program, this version and a bundled theme (`docProps/app.xml`) looks like any other of the
same options, whatever its words are. It shows those options itself; one without words is made with them, and compared
part by part: whatever differs is reported, without a list of what might.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from ..likeness import blank, stated_theme
from ..pagesize import PAGE_SIZES
from ..resources import bundled_families
from .package import parse, tag_of, unpack
from .wordnames import R, W

_KASHIDA = {"lowKashida": "low", "mediumKashida": "medium", "highKashida": "high"}
_THEME = "word/theme/theme1.xml"
_COMPARED = ("word/styles.xml", "word/numbering.xml", "word/settings.xml", _THEME, "mammoth/style-map")
#: Attributes with lengths, which differ by a twentieth of a point where a size was rounded.
_LENGTHS = frozenset(
    W + name for name in ("pos", "w", "h", "left", "right", "top", "bottom", "header", "footer", "space")
)
_ROUNDED = 2
#: What settings have where the text has notes or line breaks, and lists have for each of the text's.
_OF_TEXT = frozenset(f"{W}{name}" for name in ("footnotePr", "doNotExpandShiftReturn"))
_POINT = 25.4 / 72
#: Families that documents make of the digits of a font, whose names have a number.
_DIGITS = "Arabic-Indic Digits "


class _Kind(NamedTuple):
    """What else the looks of a document hang on: its direction, its columns, and whether it is a volume."""

    direction: str
    columns: int
    volume: bool


def theme_of(files: dict[str, bytes]) -> str | None:
    """Return the bundled theme that a document of this version states; None if it states another program or none."""
    if "docProps/app.xml" not in files:
        return None
    told = {tag_of(one).rpartition("}")[2]: one.text or "" for one in parse(files, "docProps/app.xml")}
    return stated_theme(f"{told.get('Application')} ({told.get('Template')})")


def options_of(files: dict[str, bytes], body: Any) -> dict[str, str | int] | None:
    """Return the options with which a document was made, of those that its paragraphs hang on; None if not known.

    They are not where it has letters in fonts that the user gave for what others lack.
    """
    theme = theme_of(files)
    ours = {family.name for family in bundled_families().values()}
    named = {one.get(f"{W}ascii", "") for one in body.iter(f"{W}rFonts")}
    if theme is None or not all(files.get(name) for name in _COMPARED):
        return None
    if any(name not in ours and not name.startswith(_DIGITS) for name in named):
        return None
    size, columns = _page_of(body)
    fonts = "subset" if b"w:fontKey" in files.get("word/fontTable.xml", b"") else "none"
    return {
        **_stated_options(files, theme), "page_size": _page_name(size), "columns": columns, "embed_fonts": fonts,
    }  # fmt: skip


def _page_of(body: Any) -> tuple[tuple[int, int], int]:
    """Return the size of the last page, in twentieths of a point, and the most columns of any."""
    size = next(iter(body.xpath("./*[last()]/w:pgSz", namespaces={"w": W[1:-1]})), None)
    page = (0, 0) if size is None else (whole_number(size.get(f"{W}w")), whole_number(size.get(f"{W}h")))
    return page, max((whole_number(one.get(f"{W}num", "1")) for one in body.iter(f"{W}cols")), default=1)


def _stated_options(files: dict[str, bytes], theme: str) -> dict[str, str | int]:
    """Return the theme, the fonts and the amount of kashida that a document has."""
    styles = files["word/styles.xml"]
    kashida = next((name for told, name in _KASHIDA.items() if f'w:val="{told}"'.encode() in styles), "none")
    return {"theme": theme, "families": "\n".join(_families(parse(files, _THEME))), "kashida": kashida}


def look_differences(files: dict[str, bytes], body: Any, theme: str) -> Iterator[str]:
    """Yield what a document has otherwise than those with its theme and options; nothing if these cannot be known."""
    core = parse(files, "docProps/core.xml") if "docProps/core.xml" in files else ()
    language = next((one.text or "" for one in core if tag_of(one).endswith("}language")), "ar")
    page, columns = _page_of(body)
    embedded = b"w:fontKey" in files.get("word/fontTable.xml", b"")
    table = parse(files, "word/fontTable.xml") if "word/fontTable.xml" in files else ()
    known = {one.get(f"{W}name") for one in table} | {family.name for family in bundled_families().values()}
    if files.get(_THEME):
        yield from (f"[theme1.xml] {name}" for name in _families(parse(files, _THEME)) if name not in known)
    parts = tuple((name, files.get(name, b"")) for name in _COMPARED)
    found = _of_parts(parts, theme, language, page, columns, embedded)
    if found is not None:
        yield from found[0]
        for section in body.iter(f"{W}sectPr"):
            yield from _page_differences(section, found[1])


@lru_cache(maxsize=64)
def _of_parts(
    parts: tuple[tuple[str, bytes], ...], theme: str, language: str, page: tuple[int, int], columns: int, embedded: bool
) -> tuple[tuple[str, ...], Any] | None:
    """Return how parts differ from those of a document without words, and its section; None if none can be made."""
    files = dict(parts)
    if not all(files[name] for name in _COMPARED):
        return ("[parts] a document without styles, lists, settings or theme",), None
    styles, settings = files["word/styles.xml"], files["word/settings.xml"]
    subset = "subset" if b"<w:saveSubsetFonts/>" in settings else "full"
    options = {
        **_stated_options(files, theme), "page_size": _page_name(page),
        "embed_fonts": subset if embedded else "none", "language": language,
    }  # fmt: skip
    volume = b'w:styleId="IndexHeading"' in styles
    # A volume whose articles are all too short for columns has letters of their size.
    numbers = (columns, 2, 3) if volume and columns == 1 else (columns,)
    best: tuple[tuple[str, ...], Any] | None = None
    for kind in (_Kind(way, number, volume) for number in numbers for way in ("rtl", "ltr")):
        made = blank("docx", **kind._asdict(), **options)
        if made is None:
            return None
        own, section = _opened(made)
        found = tuple(dict.fromkeys(told for name in _COMPARED for told in _of_part(name, files, own)))
        if best is None or len(found) < len(best[0]):
            best = found, section
        if not best[0]:
            break
    return best


@lru_cache(maxsize=32)
def _opened(data: bytes) -> tuple[dict[str, bytes], Any]:
    files = unpack(data, "Word document")
    return files, next(parse(files, "word/document.xml").iter(f"{W}sectPr"))


def _families(theme: Any) -> Iterator[str]:
    """Yield the family of the text and that of headlines (20.1.4.1.24, 20.1.4.1.25)."""
    for kind in ("minorFont", "majorFont"):
        latin = next((one.find("{*}latin") for one in theme.iter(f"{{*}}{kind}")), None)
        yield "" if latin is None else latin.get("typeface") or ""


def _page_name(page: tuple[int, int]) -> str:
    """Return the size of a page in the notation of the options, from twentieths of a point."""
    for name, size in PAGE_SIZES.items():
        if tuple(round(side / _POINT * 20) for side in size) == page:
            return name
    return "x".join(map(_millimetres, page)) + "mm"


def _millimetres(side: int) -> str:
    """Return a length in the fewest digits that round to it."""
    texts = [f"{side / 20 * _POINT:.{digits}f}" for digits in range(4)]
    return next((text for text in texts if round(float(text) / _POINT * 20) == side), texts[-1])


def _of_part(name: str, files: dict[str, bytes], own: dict[str, bytes]) -> Iterator[str]:
    if name not in own or not files[name] or files[name] == own[name]:
        return
    if not name.endswith(".xml"):
        yield f"[{name}] other than documents have"
        return
    shown, known = parse(files, name), parse(own, name)
    match name:
        case "word/styles.xml":
            yield from _style_differences(shown, known)
        case "word/numbering.xml":
            for level in shown.iter(f"{W}lvl"):
                if (level.find(f"{W}pPr/{W}bidi") is None) != (level.find(f"{W}rPr/{W}rtl") is None):
                    yield "[label from the other side]"
            kinds = (one for one in shown if one.tag == f"{W}abstractNum")
            for kind, one in zip(kinds, known, strict=False):
                if one.tag == f"{W}abstractNum" and (told := _differs(kind, one, without=(f"{W}rFonts",))):
                    yield f"[list {one.get(f'{W}abstractNumId')}] {told}"
        case _:
            if told := _differs(shown, known, without=_OF_TEXT):
                yield f"[{name.rpartition('/')[2]}] {told}"


def _style_differences(shown: Any, known: Any) -> Iterator[str]:
    """Yield the styles that are others, are there twice, or are missing; those that few texts need may be missing."""
    named = {(one.tag, one.get(f"{W}styleId")): one for one in known}
    seen = set()
    for one in shown:
        key = one.tag, one.get(f"{W}styleId")
        name = key[1] or tag_of(one).rpartition("}")[2]
        if key in seen or key not in named:
            yield f"[style {name}] {'twice' if key in seen else 'not one that documents have'}"
        elif told := _differs(one, named[key]):
            yield f"[style {name}] {told}"
        seen.add(key)
    for missing in named:
        if missing not in seen and (missing[1] is None or missing[1] not in _RARE):
            yield f"[style {missing[1]}] missing"


_RARE = frozenset(["Figure", "Verse", "HTMLPreformatted", "HTMLCode", "TableText", "DenseTableText", "SmallTableText"])


def _differs(shown: Any, known: Any, *, without: Any = ()) -> str:
    """Return the names of the first thing that two elements have otherwise; nothing if they are the same."""
    name = tag_of(shown).rpartition("}")[2]
    if shown.tag != known.tag or (shown.text or "").strip() != (known.text or "").strip():
        return name
    if shown.attrib != known.attrib:
        for key in dict.fromkeys((*shown.attrib, *known.attrib)):
            if not _same(key, shown.get(key), known.get(key)):
                return f"{name} {key.rpartition('}')[2]}: {shown.get(key)}"
    ours, theirs = ([one for one in each if one.tag not in without] for each in (shown, known))
    for one, other in zip(ours, theirs, strict=False):
        if told := _differs(one, other, without=without):
            return told
    if len(ours) != len(theirs):
        longer = ours if len(ours) > len(theirs) else theirs
        which = "added" if longer is ours else "missing"
        return f"{name}: {tag_of(longer[min(len(ours), len(theirs))]).rpartition('}')[2]} {which}"
    return ""


def _same(key: str, one: str | None, other: str | None) -> bool:
    if one == other:
        return True
    lengths = key in _LENGTHS and one is not None and other is not None
    return lengths and abs(whole_number(one) - whole_number(other)) <= _ROUNDED and bool(whole_number(one))


def whole_number(told: str | None) -> int:
    """Return a whole number of up to nine digits, 0 for anything else."""
    return int(told) if told is not None and re.fullmatch(r"-?\d{1,9}", told) else 0


def _page_differences(section: Any, known: Any) -> Iterator[str]:
    """Yield what the page of a section has otherwise than documents (17.6); its columns are those of its text."""
    for name in ("pgSz", "pgMar"):
        one, other = section.find(f"{W}{name}"), None if known is None else known.find(f"{W}{name}")
        if other is not None and (told := "missing" if one is None else _differs(one, other)):
            yield f"[section] {told}"
    names = [tag_of(one).removeprefix(W) for one in section]
    for name in names:
        if name not in _OF_SECTIONS:
            yield f"[section] {name}"
    kinds = [(one.tag, one.get(f"{W}type")) for one in section if one.get(f"{R}id") is not None]
    if len(kinds) != len(set(kinds)):
        yield "[section] two headers or footers of a kind"


_OF_SECTIONS = frozenset(
    ("headerReference", "footerReference", "type", "pgSz", "pgMar", "cols", "bidi", "titlePg", "docGrid")
)
