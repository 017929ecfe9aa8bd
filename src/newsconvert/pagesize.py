"""Page sizes: the one table of names, and the notation of sizes of one's own."""

from __future__ import annotations

import re

from .errors import OptionError

#: Width and height in millimetres (ISO 216; ANSI/ASME Y14.1 for Letter); 17x24 is the usual size of Arabic books.
PAGE_SIZES = {"A4": (210, 297), "A5": (148, 210), "B5": (176, 250), "Letter": (215.9, 279.4), "17x24": (170, 240)}

_OWN_SIZE = re.compile(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|cm|in)?")
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4}


def page_size(name: str) -> tuple[float, float]:
    """Return width and height in millimetres of a page size: a name in PAGE_SIZES, or `WxH`.

    `WxH` is in mm, cm or in; cm where no unit is given. Raise OptionError for anything else, and for a size below 70 by
    70 mm or above 1000 by 1400 mm.
    """
    known = {size.lower(): value for size, value in PAGE_SIZES.items()}
    if name.lower() in known:
        return known[name.lower()]
    match = _OWN_SIZE.fullmatch(name.lower().replace(" ", ""))
    if not match:
        raise OptionError(
            f"There is no page size {name!r}; choose one of {', '.join(PAGE_SIZES)}, or give one of your own such as "
            "16x23cm, 160x230mm or 6x9in."
        )
    unit = _MILLIMETRES[match[3] or "cm"]
    width, height = float(match[1]) * unit, float(match[2]) * unit
    if not (70 <= width <= 1000 and 70 <= height <= 1400):
        raise OptionError(f"A page of {width:g} by {height:g} mm cannot be set; give 70 to 1000 by 70 to 1400 mm.")
    return width, height
