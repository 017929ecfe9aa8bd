"""Values in Word documents that documents do not have, and that show text otherwise or say something beside it.

See `wordknown`, which knows the elements (ECMA-376 Part 1, 17).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from .package import tag_of
from .wordcites import BIBLIOGRAPHY
from .wordnames import DIGITS, OFF, SYMBOLS, W, text_in, text_of_run

#: In twentieths of a point: letters this far apart, paragraphs, tabs and indents beyond any page, margins of cells, and
#: columns and tables too narrow for text. In eighths of a point, borders that cover text. In half points, what is out
#: of its line.
_APART, _BEYOND, _HANGING, _ROOM, _NARROW = 100, 11_000, 5_000, 2_000, 150
_THICK, _OUT_OF_LINE = 48, 6
_SIDES = frozenset("top left bottom right start end between bar insideH insideV bdr".split())  # noqa: SIM905
_DIGIT_FONT = re.compile(r"\w+-\w+ Digits \d+$")
_MAPPED = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2", "hyperlink": "hyperlink",
           "followedHyperlink": "followedHyperlink",
           **{f"accent{at}": f"accent{at}" for at in range(1, 7)}}  # fmt: skip
_COUNT = r"(?:\s+\\\*\s+(?:Arabic|arabic|ArabicDash|MERGEFORMAT|CHARFORMAT|hindiNumbers))*\s*"
_FIELDS = {
    "PAGE": re.compile(r"PAGE" + _COUNT), "NUMPAGES": re.compile(r"NUMPAGES" + _COUNT),
    "SECTIONPAGES": re.compile(r"SECTIONPAGES" + _COUNT),
    "CITATION": re.compile(r"CITATION\s+(\S+)(?:\s+\\l\s+\d+)?\s*"),
}  # fmt: skip


def unusual_value(element: Any, name: str) -> str:
    """Return what is not usual about the values of a known element; mostly nothing."""
    value = element.get(f"{W}val", "")
    if name in _SIDES:
        thick, room = _number(element, "sz"), _number(element, "w")
        return f"sz={thick}" if thick > _THICK else f"w={room}" if room > _ROOM else ""
    match name:
        case "outline" | "shadow":
            return "" if value in (*OFF, "none") else f"val={value}"
        case "spacing":
            far = _number(element, "val") > _APART or any(
                _number(element, one) > _BEYOND for one in ("before", "after")
            )
            return "far apart" if far else ""
        case "position":
            return f"val={value}" if abs(_number(element, "val")) > _OUT_OF_LINE else ""
        case "shd":
            theme = element.get(f"{W}themeFill", "")
            return f"themeFill={theme}" if theme.startswith(("text", "dark")) else ""
        case "tab":
            far = _number(element, "pos") > _BEYOND
            return "beyond the page" if far or element.get(f"{W}leader", "none") not in ("none", "dot") else ""
        case "ind":
            places = [_number(element, one) for one in ("left", "start", "right", "end", "firstLine")]
            far = any(place > _BEYOND or place < -_BEYOND / 3 for place in places)
            return "beyond the page" if far or _number(element, "hanging") > _HANGING else ""
        case "pgNumType":
            return "" if element.get(f"{W}start", "1") in ("0", "1") else f"start={element.get(f'{W}start')}"
        case "numFmt" if element.getparent().tag in (f"{W}footnotePr", f"{W}endnotePr"):
            return "" if value in DIGITS else f"val={value}"
        case "gridCol":
            return "narrow" if _number(element, "w") < _NARROW else ""
        case "tblW" | "tcW" if element.get(f"{W}type", "dxa") == "dxa" and element.get(f"{W}w", "0") != "0":
            return "narrow" if _number(element, "w") < _NARROW else ""
        case "tr":
            return _row_without_grid(element)
        case "hyperlink":
            return "docLocation" if element.get(f"{W}docLocation") else ""
        case "footnoteReference" | "endnoteReference":
            return _text_beside(element)
        case "clrSchemeMapping":
            told = {key.removeprefix(W): one for key, one in element.attrib.items()}
            return " ".join(f"{key}={one}" for key, one in told.items() if _MAPPED.get(key) != one)
        case "lvlText":
            return f"val={value}" if any(value.count(one) > 1 for one in set(re.findall(r"%\d", value))) else ""
        case "off":
            return " ".join(told for side in ("x", "y") if (told := element.get(side, "0")) != "0")
        case "fillRect":
            return " ".join(element.attrib.values())
        case "prstGeom":
            return "" if element.get("prst") == "rect" else f"prst={element.get('prst')}"
        case "ext" if element.get("cx"):
            drawing = next(element.iterancestors(f"{W}drawing"), None)
            extent = None if drawing is None else next(drawing.iter("{*}extent"), None)
            same = extent is not None and all(extent.get(side) == element.get(side) for side in ("cx", "cy"))
            return "" if same else "of another size"
        case "charset":
            return "val=02" if value == "02" else ""
    return ""


def _number(element: Any, name: str) -> int:
    told = element.get(f"{W}{name}", "")
    return int(told) if re.fullmatch(r"[+-]?\d+", told) else 0


def _row_without_grid(row: Any) -> str:
    """Return whether the cells of a row are more or fewer than the columns of its table (17.4.49)."""
    table = next(row.iterancestors(f"{W}tbl"), None)
    columns = 0 if table is None else len(table.findall(f"{W}tblGrid/{W}gridCol"))
    spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iterfind(f"{W}tc"))
    cells = sum(1 if span is None else _number(span, "val") for span in spans)
    return "" if not columns or cells == columns else f"{cells} of {columns} columns"


def _text_beside(mark: Any) -> str:
    """Return the text in the run of a mark that is not the mark of its own note."""
    text = text_of_run(mark.getparent())
    return "" if mark.get(f"{W}customMarkFollows") in ("1", "true") or not text.strip() else text[:80]


def note_extras(notes: Any, marks: Mapping[str, str]) -> Iterator[str]:
    """Yield the notes that do not begin with their mark, which is that of `marks` where the text has its own."""
    for note in notes:
        if not isinstance(note.tag, str) or note.get(f"{W}type") not in (None, "normal"):
            continue
        own = marks.get(note.get(f"{W}id", ""), "").strip()
        text = text_in(note).strip()
        numbered = next(note.iter(f"{W}footnoteRef", f"{W}endnoteRef"), None) is not None
        if numbered == bool(own) or not text.startswith(own):
            yield f"[mark of a note] {own or text[:40]}"


def field_extras(root: Any, tags: frozenset[str]) -> Iterator[str]:
    """Yield the fields that show more than they do in documents; `tags` are those of the list of sources."""
    told = ""
    nodes = root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple")
    for one in nodes:
        if one.tag == f"{W}instrText":
            told += one.text or ""
            continue
        code = (one.get(f"{W}instr") or told).strip()
        known = _FIELDS.get(code.split(" ")[0].upper()) if code else None
        found = known.fullmatch(code) if known else None
        if known and (not found or (found.groups() and found[1] not in tags)):
            yield f"[field] {code[:80]}"
        told = ""


def cited_tags(root: Any) -> Iterator[str]:
    """Yield the tags of a list of sources."""
    yield from (one.text or "" for one in root.iter(f"{BIBLIOGRAPHY}Tag"))


def digits_otherwise(root: Any) -> Iterator[str]:
    """Yield the numbers of the text that are drawn in a font of digits of another script, but for those of fields."""
    for run in root.iter(f"{W}r"):
        fonts = run.find(f"{W}rPr/{W}rFonts")
        text = text_of_run(run)
        if fonts is None or not re.search(r"[0-9]", text) or run.getparent().find(f".//{W}fldChar") is not None:
            continue
        if any(map(_DIGIT_FONT.match, fonts.attrib.values())):
            yield f"[digits] {text[:80]}"


def theme_extras(theme: Any) -> Iterator[str]:
    """Yield the fonts of a theme that draw signs in place of letters."""
    for one in theme.iter("{*}latin", "{*}ea", "{*}cs", "{*}font"):
        if SYMBOLS.match(one.get("typeface", "")):
            yield f"[theme] {one.get('typeface')}"


_PACKAGED = re.compile(r"(?:officeDocument|core-properties|extended-properties|custom-properties)$")
_RELATED = re.compile(
    r"(?:styles|settings|numbering|theme|fontTable|style-map|header|footer|footnotes|endnotes|hyperlink|image|customXml|"
    r"webSettings|comments\w*|people|stylesWithEffects|font|aFChunk|customXmlProps|attachedTemplate|subDocument)$"
)
_CUSTOM = frozenset(("Source", "Source URL", "Source file", "SHA-256", "Citation"))
_CORE = frozenset(
    "title creator description subject keywords language category created modified lastModifiedBy revision".split()  # noqa: SIM905
)


#: What the kinds of pictures and the parts are called that documents have (ECMA-376 Part 1, 15.2; Part 2, 7.3).
_PICTURES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "bmp": "bmp", "tif": "tiff", "tiff": "tiff"}
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@lru_cache(maxsize=16)
def type_extras(types: Any) -> tuple[str, ...]:
    """Return the parts that are said to be of other kinds than those of documents: programs, templates, pages."""
    found = []
    for one in types:
        told, name = one.get("ContentType", ""), (one.get("PartName") or one.get("Extension") or "")
        if one.get("Extension"):
            kind = _PICTURES.get(name.casefold())
            known = told == f"image/{kind}" if kind else told in _EXTENSIONS.get(name.casefold(), (told,))
        elif match := re.fullmatch(r"/word/([A-Za-z]+?)\d*\.xml", name):
            known = told == f"{_MAIN}{match[1]}{'.main' if match[1] == 'document' else ''}+xml"
        else:
            known = not _FOREIGN.search(told)
        if not known:
            found.append(f"[{name}] {told}")
    return tuple(found)


_EXTENSIONS = {"xml": ("application/xml", "text/xml"),
               "rels": ("application/vnd.openxmlformats-package.relationships+xml",)}  # fmt: skip
_FOREIGN = re.compile(r"macro|template|html|script|vba|activex|ole", re.IGNORECASE)


def package_extras(rels: Mapping[str, Any], files: Mapping[str, bytes], parse: Any) -> Iterator[str]:
    """Yield parts and properties of a package that documents do not have; `rels` are relationships by their path."""
    for path, root in rels.items():
        known = _PACKAGED if path == "_rels/.rels" else _RELATED
        for one in root:
            if not known.search(one.get("Type", "")):
                yield f"[{one.get('Type', '').rpartition('/')[2]}] {one.get('Target', '')}"
    yield from type_extras(parse("[Content_Types].xml")) if "[Content_Types].xml" in files else ()
    for name in files:
        if name == "word/webSettings.xml" and parse(name).find(f"{W}frameset") is not None:
            yield "[frameset]"
    for one in parse("docProps/app.xml") if "docProps/app.xml" in files else ():
        if tag_of(one).rpartition("}")[2] in ("Company", "Manager", "HyperlinkBase") and one.text:
            yield f"[{tag_of(one).rpartition('}')[2]}] {one.text}"
    for one in parse("docProps/custom.xml") if "docProps/custom.xml" in files else ():
        if one.get("name") not in _CUSTOM:
            yield f"[{one.get('name')}] {''.join(one.itertext())}"
    dates: dict[str, str | None] = {}
    for one in parse("docProps/core.xml") if "docProps/core.xml" in files else ():
        name = tag_of(one).rpartition("}")[2]
        dates[name] = one.text
        if name not in _CORE or (name == "lastModifiedBy" and one.text != "newsconvert"):
            yield f"[{name}] {one.text}"
    if dates.get("created") != dates.get("modified"):
        yield f"[modified] {dates.get('modified')}"
