"""The fonts that style sheets declare (CSS Fonts 4, 11): those inside of sheets, and what their rules state of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .cascade import Sheets
from .objects import data_in
from .packagefonts import is_named
from .shapes import is_family

_URL = re.compile(r"(?:url\(\s*)?[\"']?([^\"')]+)[\"']?\s*\)?")
_USUAL = frozenset(
    "font-family src font-weight font-style font-display font-stretch unicode-range".split()  # noqa: SIM905
)


def embedded_fonts(sheets: Sheets) -> Iterator[tuple[str, bytes]]:
    """Yield the fonts inside of sheets, each with its place."""
    for number, source in enumerate(sheets.fonts, 1):
        yield f"font {number} of the style sheet", data_in(source) or b""


def face_extras(sheets: Sheets, load: Callable[[str], bytes | None] = lambda _: None) -> Iterator[str]:
    """Yield what the rules of fonts state that documents do not: other fonts under a name, sizes, fonts from elsewhere.

    `load` opens the file of a font by its address, and returns None for one that is not there.
    """
    for face in sheets.faces:
        told = dict(face.told)
        family = told.get("font-family", "").strip("\"' ")
        yield from (f"[@font-face {family}] {name}: {value}" for name, value in face.told if name not in _USUAL)
        for kind, given in re.findall(r"(url|local)\(([^()]*)\)", told.get("src", "")):
            address = given.strip("\"' ")
            if kind == "local":
                if _letters(family) not in _letters(address):
                    yield f"[@font-face {family}] local({address})"
                continue
            inside = re.fullmatch(r"font:(\d+)", address)
            data = data_in(sheets.fonts[int(inside[1])]) if inside else load(address)
            if data is None and not inside:
                yield f"[@font-face {family}] {address[:80]}"
            elif data and is_family(family) and not is_named(data, family):
                yield f"[@font-face {family}] a font of another name"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
