"""The page as a style sheet: trim sizes, and what a printer wants beside it."""

from __future__ import annotations

import re

from ...errors import OptionError

#: Trim sizes in millimetres; 17x24 is the usual size of Arabic books.
TRIM_SIZES = {"A4": (210, 297), "A5": (148, 210), "B5": (176, 250), "Letter": (215.9, 279.4), "17x24": (170, 240)}
_OWN_SIZE = re.compile(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|cm|in)?")
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4}


def page_size(name: str) -> tuple[float, float]:
    """Return a page size in millimetres: a name, or `WxH` in cm, mm or in (cm if none is said).

    Raise OptionError when it is neither, or no size for a page.
    """
    known = {size.lower(): value for size, value in TRIM_SIZES.items()}
    if name.lower() in known:
        return known[name.lower()]
    found = _OWN_SIZE.fullmatch(name.lower().replace(" ", ""))
    if not found:
        raise OptionError(
            f"There is no page size {name!r}; choose one of {', '.join(TRIM_SIZES)}, or give one of your own such as "
            "16x23cm, 160x230mm or 6x9in."
        )
    unit = _MILLIMETRES[found[3] or "cm"]
    width, height = float(found[1]) * unit, float(found[2]) * unit
    if not (70 <= width <= 1000 and 70 <= height <= 1400):
        raise OptionError(f"A page of {width:g} by {height:g} mm cannot be set; give 70 to 1000 by 70 to 1400 mm.")
    return width, height


def css(size: tuple[float, float], *, marks: bool) -> str:
    """Return the style sheet of the page's size; with `marks`, of a page to be printed, trimmed and bound."""
    width, height = size
    sheet = f"@page {{ size: {width:g}mm {height:g}mm }}\n.tied {{ white-space: nowrap }}\n"
    if width < 190:
        sheet += "html { font-size: 12pt }\n"
    if marks:
        # Ten millimetres around the trimmed page hold the bleed and the marks; margins are wider at the spine, which
        # is at the right of a left page whichever way the book opens.
        sheet += (
            "@page { bleed: 10mm; marks: crop }\n"
            "@page :left { margin-right: 13.5%; margin-left: 10% }\n"
            "@page :right { margin-left: 13.5%; margin-right: 10% }\n"
            "*, ::after { color: #000 !important; border-color: #000 !important }\n"
            "@page { color: #000; @top-right { color: #000; border-color: #000 } @top-left { border-color: #000 } }\n"
            "@page :first { @top-right { color: #000 } }\n@page cover { border-color: #000 }\n"
        )
    return sheet
