"""Where the characters of a PDF are drawn, line by line, against the bidirectional algorithm as FriBidi has it.

Places are MuPDF's, of what is drawn, whatever order the text has in the file; what order they should have comes from
the text alone: levels of the whole paragraph (UAX #9, X1 to I2), then each finished line by itself (L2).
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

#: Pairs that look like each other's mirror image: a font may have either in a right-to-left run.
_MIRRORED = str.maketrans(")]}>»›", "([{<«‹")
_RIGHT_TO_LEFT = 0x0111  # FRIBIDI_PAR_RTL
_LEFT_TO_RIGHT = 0x0110  # FRIBIDI_PAR_LTR


class Drawn(NamedTuple):
    """A character on paper: its edges and base line in points, and the size of its font."""

    left: float
    right: float
    y: float
    size: float
    text: str


class Rows(NamedTuple):
    """What is drawn on a page in rows from the top, each from left to right."""

    width: float
    rows: list[list[Drawn]]


@cache
def _fribidi() -> Any:
    """Return FriBidi, which Pango brings on every system."""
    names = {"win32": ["libfribidi-0.dll", "fribidi-0.dll"], "darwin": ["libfribidi.0.dylib"]}
    for name in (*names.get(sys.platform, ["libfribidi.so.0"]), ctypes.util.find_library("fribidi")):
        try:
            return ctypes.CDLL(str(name))
        except OSError:
            continue
    raise RuntimeError("FriBidi is not installed; Pango, which WeasyPrint needs, brings it")


def levels(text: str, *, rtl: bool = True) -> list[int]:
    """Return the embedding level of each character of a paragraph."""
    count = len(text)
    characters = (ctypes.c_uint32 * count)(*map(ord, text))
    types, brackets = (ctypes.c_uint32 * count)(), (ctypes.c_uint32 * count)()
    found = (ctypes.c_int8 * count)()
    direction = ctypes.c_uint32(_RIGHT_TO_LEFT if rtl else _LEFT_TO_RIGHT)
    library = _fribidi()
    library.fribidi_get_bidi_types(characters, count, types)
    library.fribidi_get_bracket_types(characters, count, types, brackets)
    assert library.fribidi_get_par_embedding_levels_ex(types, brackets, count, ctypes.byref(direction), found)
    return list(found)


def is_drawn(character: str) -> bool:
    """Tell whether a character takes a place of its own on paper."""
    return not character.isspace() and unicodedata.category(character) not in ("Mn", "Me", "Cf", "Cc", "Zl")


def from_left(line: list[tuple[str, int]]) -> str:
    """Return what is drawn of a line from left to right (L2), given its characters with their levels."""
    line = list(line)
    for level in range(max((one for _, one in line), default=0), 0, -1):
        at = 0
        while at < len(line):
            end = at
            while end < len(line) and line[end][1] >= level:
                end += 1
            line[at:end] = line[at:end][::-1]
            at = max(end, at + 1)
    return "".join(character for character, _ in line if is_drawn(character)).translate(_MIRRORED)


def pages(path: Path) -> Iterator[Rows]:
    """Yield the rows of each page."""
    import pymupdf

    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        for page in document:
            places = [
                Drawn(character["bbox"][0], character["bbox"][2], character["origin"][1], span["size"], character["c"])
                for block in page.get_text("rawdict")["blocks"]
                for line in block.get("lines", [])
                for span in line["spans"]
                for character in span["chars"]
                if is_drawn(character["c"])
            ]
            yield Rows(page.rect.width, _rows(places))


def _rows(places: list[Drawn]) -> list[list[Drawn]]:
    """Part what is drawn into rows; letters above or below the line are in the row of their line."""
    rows: list[list[Drawn]] = []
    lowest = 0.0
    for place in sorted(places, key=lambda one: one.y):
        if rows and place.y - lowest < 0.45 * max(place.size, *(one.size for one in rows[-1])):
            rows[-1].append(place)
        else:
            rows.append([place])
        lowest = place.y
    return [sorted(row, key=lambda one: one.left + one.right) for row in rows]


def overlapping(row: list[Drawn]) -> list[str]:
    """Return each pair of neighbours of which more than a tenth of the narrower one lies over the other."""
    return [
        f"{one.text}{other.text} by {one.right - other.left:.1f} pt"
        for one, other in pairwise(row)
        if one.right - other.left > 0.1 * min(one.right - one.left, other.right - other.left) + 0.02 * one.size
    ]


def faults(path: Path, paragraphs: Iterable[str], *, rtl: bool = True) -> tuple[int, list[str]]:
    """Return how many lines of `paragraphs` are on paper, and what is wrong with them; what else is there is skipped.

    A line is wrong where its characters stand in another order, or one over the other.
    """
    rows: list[list[Drawn]] = []
    for page in pages(path):
        folio = all(place.text.isdecimal() for place in page.rows[-1])
        rows += page.rows[:-1] if folio else page.rows
    found: list[str] = []
    at = count = 0
    for paragraph in paragraphs:
        text = unicodedata.normalize("NFC", paragraph)
        resolved = list(zip(text, levels(text, rtl=rtl), strict=True))
        drawn = [number for number, character in enumerate(text) if is_drawn(character)]
        done = 0
        while done < len(drawn):
            assert at < len(rows), f"not on paper: {paragraph}"
            row = rows[at]
            at += 1
            shown = "".join(one.text for one in row).translate(_MIRRORED)
            part = drawn[done : done + len(row)]
            segment = resolved[part[0] : part[-1] + 1]
            expected = from_left(segment)
            if sorted(expected) != sorted(shown):
                continue  # a running head, a folio
            done += len(row)
            count += 1
            logical = "".join(character for character, _ in segment)
            if shown != expected:
                found.append(f"{logical}: {shown} on paper for {expected}")
            found += [f"{logical}: {pair}" for pair in overlapping(row)]
    return count, found
