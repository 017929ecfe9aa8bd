"""The elements of a Word document of this version, with what each is in, its attributes and their values.

Much less than WordprocessingML has (ECMA-376 Part 1, 17): whatever is not here is reported. What the values are beside
each other, `wordlooks` and `wordclosed` compare.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from .package import parse, tag_of

#: A line for each: its name, `<` what it is in, `:` its attributes, each with a pattern of its values; `?` after a name
#: says that it may be missing.
_SCHEMA = r"""
document < -
hdr < -
ftr < -
footnotes < -
numbering < -
fonts < -
body < document
p < body footnote ftr hdr sdtContent tc
r < hyperlink p sdtContent
hyperlink < p : history=1 id?=link\d+ anchor?=_Toc\d{9}
bookmarkStart < p : id=\d+ name=_Toc\d{9}
bookmarkEnd < p : id=\d+
t < r : space?=preserve
br < r
separator < r
continuationSeparator < r
footnoteRef < r
footnoteReference < r : id=\d+ customMarkFollows?=1
fldChar < r : fldCharType=begin|separate|end
instrText < r : space=preserve
footnote < footnotes : id=-?\d+ type?=separator|continuationSeparator
sdt < body p
sdtPr < sdt
sdtContent < sdt
id < sdtPr : val=\d+
citation < sdtPr
bibliography < sdtPr
docPartObj < sdtPr
docPartGallery < docPartObj : val=Table\ of\ Contents
docPartUnique < docPartObj
pPr < p lvl
pStyle < pPr lvl : val=\w+
keepNext < pPr
pageBreakBefore < pPr
numPr < pPr
ilvl < numPr : val=[0-8]
numId < numPr : val=\d+
pBdr < pPr
top < pBdr : val=none sz=0 space=0 color=auto
bottom < pBdr : val=none|single sz=\d space=\d color=auto|[0-9A-Fa-f]{6}
tabs < pPr
tab < tabs r : val?=center pos?=\d+
spacing < pPr : before?=\d{1,3} after?=\d{1,3} line?=\d{2,3} lineRule?=exact
ind < pPr : left?=\d{1,4} right?=\d{1,4} firstLine?=0 hanging?=\d{1,4}
jc < pPr : val=right|left|center
rPr < r lvl
rStyle < rPr : val=Hyperlink|FootnoteReference|HTMLCode
rFonts < rPr : ascii=.+ hAnsi=.+ eastAsia=.+ cs=.+
b < rPr
bCs < rPr
i < rPr
iCs < rPr
strike < rPr
vertAlign < rPr : val=superscript|subscript
rtl < rPr
lang < rPr : val?=[\w-]+ bidi?=[\w-]+
bidi < pPr sectPr : val?=0
sectPr < body pPr
headerReference < sectPr : type=default|first id=rId\d+
footerReference < sectPr : type=default|first id=rId\d+
type < sectPr : val=continuous
pgSz < sectPr : w=\d+ h=\d+
pgMar < sectPr : top=\d+ right=\d+ bottom=\d+ left=\d+ header=\d+ footer=\d+ gutter=0
cols < sectPr : space=\d{1,3} num?=[23] sep?=1
titlePg < sectPr
tbl < body footnote sdtContent
tblPr < tbl
tblStyle < tblPr : val=TableGrid
bidiVisual < tblPr : val?=off
tblW < tblPr : w=\d+ type=dxa
tblInd < tblPr : w=\d+ type=dxa
tblLayout < tblPr : type=fixed
tblCellMar < tblPr
left < tblCellMar : w=50 type=dxa
right < tblCellMar : w=50 type=dxa
tblLook < tblPr : val=00[02]0 firstRow=[01]
tblGrid < tbl
gridCol < tblGrid : w=\d+
tr < tbl
trPr < tr
cantSplit < trPr
tblHeader < trPr
tc < tr
tcPr < tc
tcW < tcPr : w=\d+ type=dxa
gridSpan < tcPr : val=\d+
vMerge < tcPr : val=restart|continue
drawing < r
inline < drawing : distT=0 distB=0 distL=0 distR=0
extent < inline : cx=\d+ cy=\d+
docPr < inline : id=\d+ name=Picture\ \d+ descr=.*
cNvGraphicFramePr < inline
graphicFrameLocks < cNvGraphicFramePr : noChangeAspect=1
graphic < inline
graphicData < graphic : uri=http://schemas\.openxmlformats\.org/drawingml/2006/picture
pic < graphicData
nvPicPr < pic
cNvPr < nvPicPr : id=\d+ name=Picture\ \d+ descr=.*
cNvPicPr < nvPicPr
blipFill < pic
blip < blipFill : embed=picture\d+
stretch < blipFill
fillRect < stretch
spPr < pic
xfrm < spPr
off < xfrm : x=0 y=0
ext < xfrm : cx=\d+ cy=\d+
prstGeom < spPr : prst=rect
avLst < prstGeom
abstractNum < numbering : abstractNumId=\d+
multiLevelType < abstractNum : val=singleLevel|multilevel
lvl < abstractNum : ilvl=[0-8]
start < lvl : val=\d+
numFmt < lvl : val=decimal|bullet|none|arabicAlpha|arabicAbjad|lowerRoman|upperRoman|lowerLetter|upperLetter
lvlText < lvl : val=.*
lvlJc < lvl : val=left|center
num < numbering : numId=\d+
abstractNumId < num : val=\d+
lvlOverride < num : ilvl=0
startOverride < lvlOverride : val=\d+
font < fonts : name=.+
panose1 < font : val=[0-9A-F]{20}
charset < font : val=B2
family < font : val=auto
pitch < font : val=variable
sig < font : usb0=[0-9A-F]+ usb1=[0-9A-F]+ usb2=[0-9A-F]+ usb3=[0-9A-F]+ csb0=[0-9A-F]+ csb1=[0-9A-F]+
embedRegular < font : id=rId\d+ fontKey=\{[0-9A-F-]{36}\}
embedBold < font : id=rId\d+ fontKey=\{[0-9A-F-]{36}\}
"""
_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD = f"{_OFFICE}wordprocessingml."
#: The parts of a package, with what each is said to be (ECMA-376 Part 2, 7.2.3), and how parts are related.
_PARTS = {
    r"word/(document)\.xml": f"{_WORD}document.main+xml", "docProps/app.xml": f"{_OFFICE}extended-properties+xml",
    r"word/(styles|settings|numbering|fontTable|footnotes)\.xml": rf"{_WORD}\1+xml",
    r"word/(header|footer)\d+\.xml": rf"{_WORD}\1+xml", r"word/(theme)/theme1\.xml": f"{_OFFICE}theme+xml",
    r"word/fonts/font\d+\.odttf": f"{_OFFICE}obfuscatedFont", "docProps/custom.xml": f"{_OFFICE}custom-properties+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "mammoth/style-map": "text/prs.mammoth.style-map",
    r"customXml/itemProps\d+\.xml": f"{_OFFICE}customXmlProperties+xml",
}  # fmt: skip
_TYPES = "[Content_Types].xml"
#: What is a list in which nothing is twice.
_LISTS = frozenset((_TYPES, "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"))
_OTHERS = re.compile(
    r"\[Content_Types\]\.xml|customXml/item\d+\.xml|word/media/image\d+\.(?:png|jpe?g|gif)|"
    r"(?:|word/|customXml/)_rels/(?:document\.xml|fontTable\.xml|footnotes\.xml|item\d+\.xml)?\.rels"
)
_TARGETS = re.compile(
    r"(styles|settings|numbering|fontTable|footnotes):\1\.xml|(header|footer):\2\d+\.xml|theme:theme/theme1\.xml|"
    r"style-map:\.\./mammoth/style-map|font:fonts/font\d+\.odttf|image:media/image\d+\.(?:png|jpe?g|gif)|"
    r"customXml:\.\./customXml/item\d+\.xml|customXmlProps:itemProps\d+\.xml|officeDocument:word/document\.xml|"
    r"core-properties:docProps/core\.xml|extended-properties:docProps/app\.xml|custom-properties:docProps/custom\.xml"
)


def beyond_schema(files: dict[str, bytes]) -> Iterator[str]:
    """Yield the parts, elements and attributes of a document of this version that none of its documents has."""
    yield from _beyond_package(files)
    for name in files:
        if _READ.fullmatch(name):
            read = _beyond_part.__wrapped__ if name == "word/document.xml" else _beyond_part
            yield from (f"[{name.rpartition('/')[2]}] {told}" for told in read(parse(files, name)))


@lru_cache(maxsize=64)
def _beyond_part(root: Any) -> tuple[str, ...]:
    """Return the same of a part; those beside the text are mostly alike, and parsed once."""
    found: dict[str, None] = {}
    for element in root.iter():
        outer = element.getparent()
        if told := _beyond(element.tag, "-" if outer is None else outer.tag, tuple(element.attrib.items())):
            found[told] = None
    return tuple(found)


_READ = re.compile(r"word/(?:document|footnotes|numbering|fontTable|header\d+|footer\d+)\.xml")


@lru_cache(maxsize=1)
def _schema() -> dict[str, tuple[frozenset[str], dict[str, tuple[re.Pattern[str], bool]]]]:
    """Return by name what an element is in, and by attributes what they match and whether they may be missing."""
    made = {}
    for line in _SCHEMA.strip().splitlines():
        told, _, attributes = line.partition(" : ")
        name, _, outer = told.partition(" < ")
        pairs = (one.partition("=") for one in re.split(r"(?<!\\) ", attributes) if one)
        known = {key.removesuffix("?"): (re.compile(value, re.DOTALL), key.endswith("?")) for key, _, value in pairs}
        made[name] = frozenset(outer.split()), known
    return made


@lru_cache(maxsize=4096)
def _beyond(tag: Any, parent: str, attributes: tuple[tuple[str, str], ...]) -> str:
    """Return what is not of the schema about an element; nothing if all is."""
    if not isinstance(tag, str):
        return "comment"
    name, outer = tag.rpartition("}")[2], parent.rpartition("}")[2]
    if name not in _schema():
        return name
    within, known = _schema()[name]
    if outer not in within:
        return f"{name} in {outer}"
    shown = {key.rpartition("}")[2]: value for key, value in attributes}
    for key, value in shown.items():
        if key not in known or not known[key][0].fullmatch(value):
            return f"{name} {key}: {value[:60]}"
    missing = [key for key, (_, optional) in known.items() if not optional and key not in shown]
    return f"{name} without {missing[0]}" if missing else ""


@lru_cache(maxsize=256)
def _type_of(name: str) -> str | None:
    """Return what a part of this name is said to be; None if documents have no such part, or say nothing of it."""
    return next((found.expand(kind) for part, kind in _PARTS.items() if (found := re.fullmatch(part, name))), None)


@lru_cache(maxsize=64)
def _invalid(root: Any) -> tuple[str, ...]:
    """Return what a list of types, relationships or properties has that none may: elements twice, or in others.

    Word opens no such package (ECMA-376 Part 2, 6.5.3, 7.2.3 and 8.3.4).
    """
    names = Counter(
        (one.get("Id") or one.get("PartName") or one.get("Extension") or one.get("name") or tag_of(one)).casefold()
        for one in root
    )
    kinds = {tag_of(one).rpartition("}")[2] for one in root}
    twice = (f"[{name.rpartition('}')[2]}] twice" for name, count in names.items() if count > 1)
    within = (f"[{tag_of(one).rpartition('}')[2]}] in another" for one in root.iter() if one is not root and len(one))
    untyped = (f"[{one.tag.rpartition('}')[2]}] without its type" for one in root.iter("{*}created", "{*}modified")
               if [*one.attrib.values()] != ["dcterms:W3CDTF"])  # fmt: skip
    others = kinds - {"Relationship"} if "Relationship" in kinds else ()
    return (*twice, *(within if "property" not in kinds else ()), *untyped, *(f"[{one}]" for one in sorted(others)))


def _beyond_package(files: dict[str, bytes]) -> Iterator[str]:
    said = {}
    targets = {_TYPES}
    for name in files:
        if name.endswith(".rels") or name in _LISTS:
            yield from (f"[{name.rpartition('/')[2]}] {told}" for told in _invalid(parse(files, name)))
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            every = (posixpath.join("/", folder, one.get("Target", "")) for one in parse(files, name))
            targets.update(posixpath.normpath(one).lstrip("/") for one in every)
    yield from (
        f"[part] {name} that nothing refers to" for name in files if name not in targets and name[-5:] != ".rels"
    )
    for one in parse(files, _TYPES):
        said[one.get("PartName", "").lstrip("/") or f".{one.get('Extension')}"] = one.get("ContentType")
    for name in files:
        told = _type_of(name)
        if told is None and not _OTHERS.fullmatch(name):
            yield f"[part] {name}"
        elif told is not None and said.get(name) != told:
            yield f"[type of {name}] {said.get(name)}"
        if name.endswith(".rels"):
            for one in parse(files, name):
                kind, outside = one.get("Type", "").rpartition("/")[2], one.get("TargetMode") == "External"
                if outside != (kind == "hyperlink") or not (
                    outside or _TARGETS.fullmatch(f"{kind}:{one.get('Target', '')}")
                ):
                    yield f"[relationship] {kind} {one.get('Target', '')[:60]}"
    yield from (f"[type] {name} of no part" for name in said if not name.startswith(".") and name not in files)
