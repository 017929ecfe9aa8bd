"""The shapes of what the pages of a PDF of this version are drawn with: every operator with its operands.

The file states this program and version as its `xmp:CreatorTool`. Its pages have few kinds of lines of operators, in
few colours; any other is reported, whatever it draws (ISO 32000-1, Annex A).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..likeness import blank, is_ours, stated_theme
from .pdfobjects import without_strings

_TOOL = re.compile(rb"<xmp:CreatorTool>([^<]{1,80})</xmp:CreatorTool>")
_NUMBER = re.compile(rb"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_TEXT = re.compile(rb"<[0-9A-Fa-f]*>|\[[^\]\n]*\](?= TJ)")
#: The lines, in which 0 stands for any number, and <> for any text that is shown or stands for it.
_SHAPES = frozenset(
    """\
0 0 0 0 0 0 c|0 0 0 0 0 0 Tm|<> Tj|<> TJ|/F0 0 Tf|BT|ET|EMC|BDC|BMC|q|Q|<</MCID 0>>|/Span|/Figure|/Artifact|0 0 l
0 0 m|h|S|f|f*|n|W|W*|B|B*|s|b|/a0 gs|/A0 gs|0 0 0 rg|0 0 0 RG|0 g|0 G|0 w|0 J|0 j|0 0 0 0 re|0 0 0 0 0 0 cm|0 Tz
q 0 0 0 0 0 0 cm|f Q|ET 0 0 0 0 re f BT|0 0 m 0 0 l|/Artifact BMC BT /F0 0 Tf 0 0 Td <> Tj ET EMC
/Span <</ActualText <>>> BDC|<> 0 d|[0 0] 0 d|[0] 0 d|[] 0 d|/Artifact BMC q 0 g|Q EMC|/Artifact BMC q 0 G 0 w|S Q EMC
/Artifact BMC q 0 G 0 w 0 0 m 0 0 l S Q EMC|/i Do|/x0 Do|""".replace("\n", "|")
    .encode()
    .split(b"|")
)
_PICTURE = re.compile(rb"/[ix][0-9a-f]+ Do")
#: How lines of text stand: level, and not but wider where a letter is stretched.
_LEVEL = re.compile(rb"(?:\d+(?:\.\d+)?) 0 0 -1 -?[\d.]+ -?[\d.]+ Tm")
_STATE = re.compile(rb"/(\S+) gs(?=\n)")
_OPAQUE = re.compile(rb"[aA]1(?:\.0)?")
_SHARE = re.compile(rb"/(?:CA|ca)\s+([\d.]+)")
_COLOUR = re.compile(rb"(?:^|\n)([\d.]+ [\d.]+ [\d.]+) (?:rg|RG)(?=\n)")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")
#: What a browser draws the borders of tables in that state no colour.
_GREY = "0.501961 0.501961 0.501961"


def tool_of(data: bytes) -> str:
    """Return what a file states that it was made with; nothing if that cannot be read."""
    told = _TOOL.search(data)
    return told[1].decode(errors="replace") if told else ""


def page_shapes(tool: str, pages: Iterable[bytes], objects: bytes) -> Iterator[str]:
    """Yield how the contents of pages are drawn otherwise than those of this version; nothing if another made them.

    `tool` is what the file states that it was made with.
    """
    if not is_ours(tool):
        return
    theme = stated_theme(tool)
    found: dict[str, None] = {}
    for content in pages:
        plain = _PICTURE.sub(b"/i Do", content)
        shapes = dict.fromkeys(_NUMBER.sub(b"0", _TEXT.sub(b"<>", plain)).split(b"\n"))
        unknown = (one for one in shapes if one not in _SHAPES)
        found |= dict.fromkeys(f"[drawn as] {one[:60].decode('latin-1')}" for one in unknown)
        for line in content.split(b"\n")[:-1]:
            if line.endswith(b" Tm") and not _LEVEL.fullmatch(line):
                found[f"[text set as] {line.decode('latin-1')}"] = None
        for state in _STATE.findall(content):
            if not _OPAQUE.fullmatch(state):
                found[f"[state] {state.decode('latin-1')}"] = None
        if theme:
            colours = dict.fromkeys(one.decode() for one in _COLOUR.findall(content))
            found |= dict.fromkeys(f"[colour] {colour}" for colour in colours if colour not in _palette(theme))
    if any(float(share) != 1 for share in _SHARE.findall(objects) if share.count(b".") < 2 and share != b"."):
        found["[opacity]"] = None
    yield from found
    yield from _objects_otherwise(objects)


#: The names in the objects of a type (ISO 32000-1, 7.7.2, 7.7.3.3, 9.8, 12.5.2).
_OF_TYPES = {
    b"Page": b"Annots BleedBox Contents MediaBox Page Parent Resources S StructParents Tabs TrimBox Type",
    b"Annot": b"A Action Annot BS Contents Dest F Link Rect S StructParent Subtype Type URI W",
    b"FontDescriptor": b"Ascent CapHeight CIDSet Descent Flags FontBBox FontDescriptor FontFile2 FontFile3 FontName "
    b"ItalicAngle StemV Type",
    b"Filespec": b"AFRelationship Desc EF F Filespec Source Supplement Type UF",
}  # fmt: skip
_TYPED = re.compile(rb"/Type\s*/(Page|Annot|FontDescriptor|Filespec)(?=[\s/<>])")
_KEY = re.compile(rb"/([A-Za-z0-9]+)(?=[\s/<\[(])")
_BETWEEN = re.compile(rb"\bendobj\b|(?<=>>)\s+(?=<<)")
#: A link is printed, not hidden (12.5.3), and has no border.
_HIDDEN_LINK = re.compile(rb"/F\s+(?!4\b)\d|/W\s+(?!0\b)\d")


def _objects_otherwise(objects: bytes) -> Iterator[str]:
    """Yield the names in pages, links, fonts and attached files that none of these has."""
    found: dict[str, None] = {}
    for one in _BETWEEN.split(without_strings(objects)):
        if kind := _TYPED.search(one):
            known = _OF_TYPES[kind[1]].split()
            names = {name for name in _KEY.findall(one) if name not in known}
            # What a font is called is made up.
            names = set() if kind[1] == b"FontDescriptor" and len(names) < 2 else names
            found |= dict.fromkeys(f"[{kind[1].decode()}] {name.decode()}" for name in sorted(names))
            if kind[1] == b"Annot" and _HIDDEN_LINK.search(one):
                found["[Annot] hidden, or with a border"] = None
    yield from found


@lru_cache(maxsize=8)
def _palette(theme: str) -> frozenset[str]:
    """Return the colours of a theme, as operands."""
    sheet = (blank("pdf", theme=theme) or b"").decode()
    made = {_GREY}
    for told in _HEX.findall(sheet):
        whole = told if len(told) == 6 else "".join(2 * one for one in told)
        made.add(" ".join(f"{round(int(whole[at : at + 2], 16) / 255, 6):g}" for at in (0, 2, 4)))
    return frozenset(made)
