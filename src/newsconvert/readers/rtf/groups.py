"""Groups of RTF, and the destinations that the first word of one makes of it (RTF 1.9.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: Destinations that are skipped: tables of the program, what repeats something else, what is of the file.
SKIPPED = frozenset((
    "colortbl", "info", "nonshppict", "objdata", "objclass", "shprslt", "nonesttables", "fldtype", "datafield",
    "themedata", "listtable", "listoverridetable", "revtbl", "filetbl", "xe", "tc", "rxe", "bkmkstart", "bkmkend",
    "atnid", "atnauthor", "atntime", "atndate", "atnicn", "atnref", "atrfstart", "atrfend", "panose", "falt", "blipuid",
    "pgptbl", "generator", "userprops", "xmlnstbl", "rsidtbl", "latentstyles", "datastore", "colorschememapping",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "pnseclvl", "template", "docvar", "mmath",
    "background",
))  # fmt: skip
#: Destinations that may be starred and are read all the same.
KNOWN = frozenset((
    "shppict", "shpinst", "fldinst", "footnote", "annotation", "do", "dptxbxtext", "pn", "nesttableprops", "picprop",
    "ud",
))  # fmt: skip
#: What is none of the words of a header, a comment or the like.
UNSPOKEN = frozenset(("pict", "fldinst", "shp", "object"))
_FURNITURE = re.compile(r"(?:header|footer)[lrf]?")
_INTO = {
    "fonttbl": "fonts", "stylesheet": "stylesheet", "annotation": "comment", "fldinst": "instruction",
    "listtext": "label", "pntext": "label", "pict": "pict", "sn": "name", "sv": "value", "pn": "skip",
    "shp": "shape", "do": "shape", "sp": "shape", "picprop": "shape", "upr": "shape",
}  # fmt: skip


@dataclass(slots=True)
class Group:
    """What a group inherits from the one around it: where its text goes, and how its letters and paragraphs are."""

    into: str = "text"
    marks: frozenset[str] = frozenset()
    link: str = ""
    starred: bool = False
    begun: bool = False  # something but a star was in it
    opens: bool = False  # it is the group of `into`, not one inside of that
    # Of paragraphs:
    style: int = 0
    outline: int = 9
    level: int = 0
    indent: int = 0
    first: int = 0  # of its first line, beside that
    in_table: bool = False
    nesting: int = 0  # in how many tables
    words: list[str] = field(default_factory=list)  # of a destination whose text is kept


def destination(word: str) -> str | None:
    """Return where the text of a group goes that begins with a control word, None where it goes on as around it."""
    return "furniture" if _FURNITURE.fullmatch(word) else _INTO.get(word)
