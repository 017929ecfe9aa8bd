"""Check a user's font file for damage that would otherwise make other libraries fail later."""

from __future__ import annotations

import itertools
import struct
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .arabic import ESSENTIAL
from .errors import FontError

if TYPE_CHECKING:
    import uharfbuzz

#: The tables that every font has (OpenType specification, Font Tables), with the bytes that each has at least.
_NEEDED = {"cmap": 4, "head": 54, "hhea": 36, "hmtx": 4, "maxp": 6, "name": 6, "OS/2": 68}


def check_font(path: Path, face: uharfbuzz.Face) -> None:
    """Raise FontError if the font file at `path`, opened as `face`, is damaged or truncated."""
    problem = _problem(path, path.stat().st_mtime_ns, face)
    if problem:
        raise FontError(f"{path}: the font file is damaged ({problem}); get it again, or choose another.")


@lru_cache(maxsize=32)
def _problem(path: Path, _changed: int, face: uharfbuzz.Face) -> str:
    try:
        return _directory(path) or _tables(face) or _outlines(face) or _subsetting(face)
    except (struct.error, IndexError, ValueError) as problem:
        return f"a table ends too early: {problem}"


def _directory(path: Path) -> str:
    """Return the fault of the table directory, if any: each table has to be inside the file."""
    with path.open("rb") as file:
        start = file.read(12)
        if start[:4] == b"ttcf":  # a collection, whose directories are elsewhere
            return ""
        (count,) = struct.unpack_from(">H", start, 4)
        entries = file.read(16 * count)
        size = file.seek(0, 2)
    for tag, _, offset, length in struct.iter_unpack(">4s3L", entries):
        if offset + length > size:
            return f"its table {tag.decode('latin-1')} ends after the end of the file"
    return ""


def _tables(face: uharfbuzz.Face) -> str:
    lacking = [tag for tag in _NEEDED if tag not in face.table_tags]
    if not {"glyf", "CFF ", "CFF2"} & set(face.table_tags):
        lacking.append("glyf")
    if lacking:
        return f"it has no table {', '.join(lacking)}"
    for tag, size in _NEEDED.items():
        if len(face.reference_table(tag).data) < size:
            return f"its table {tag} is too short"
    (metrics,) = struct.unpack_from(">H", face.reference_table("hhea").data, 34)
    if not 1 <= metrics <= face.glyph_count or len(face.reference_table("hmtx").data) < 4 * metrics:
        return "its table hmtx is too short"
    if not 16 <= face.upem <= 16384:
        return "its units are not 16 to 16,384 an em"
    return ""


def _outlines(face: uharfbuzz.Face) -> str:
    """Return the fault of the TrueType outlines, if any: each has to be inside its table, and its parts inside it."""
    if "glyf" not in face.table_tags:
        return ""
    head, loca, glyf = (face.reference_table(tag).data for tag in ("head", "loca", "glyf"))
    long_offsets = struct.unpack_from(">h", head, 50)[0]
    size = 4 if long_offsets else 2
    wanted = (face.glyph_count + 1) * size
    if len(loca) < wanted or long_offsets not in (0, 1):
        return "its list of outlines is too short"
    offsets = [
        at if long_offsets else 2 * at for (at,) in struct.iter_unpack(">L" if long_offsets else ">H", loca[:wanted])
    ]
    for glyph, (start, end) in enumerate(itertools.pairwise(offsets)):
        if not start <= end <= len(glyf):
            return f"outline {glyph} lies outside its table"
        if start == end:
            continue
        (contours,) = struct.unpack_from(">h", glyf, start)
        if contours < -1 or start + 10 > end:
            return f"outline {glyph} is invalid"
        if contours >= 0:
            after = start + 10 + 2 * contours
            (instructions,) = struct.unpack_from(">H", glyf, after)
            if after + 2 + instructions > end:
                return f"outline {glyph} ends too early"
    return ""


def _subsetting(face: uharfbuzz.Face) -> str:
    """Return the reason that HarfBuzz cannot make a subset with the Arabic letters, if it cannot."""
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.unicode_set.update(ESSENTIAL)
    try:
        hb.subset(face, wanted)
    except (hb.HarfBuzzError, RuntimeError):
        return "no subset can be made of it"
    return ""
