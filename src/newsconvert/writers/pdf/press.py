"""The page as a style sheet: trim sizes, and what a printer wants beside it."""

from __future__ import annotations

from ...errors import OptionError
from ...languages import counter_style
from ...options import PdfOptions
from ..columns import WIDE, letter_size
from ..html import shared_css
from .kashida import LEVELS

#: Notes at the foot of the page, where a line whose note has no room there goes to the next page with it, and a hair
#: below them, as WeasyPrint else finds by an inexact sum that they overflow their area; no pixels of pictures are
#: made up (ISO 19005-2, section 6.2.8).
RICH = """
@page { @footnote { margin-top: 1em; padding: 0.4em 0 0.01pt; border-top: 0.4pt solid } }
span.note { footnote-policy: line }
img { image-rendering: pixelated }
"""


def sheets(size: tuple[float, float], columns: int) -> tuple[str, ...]:
    """Return the names of a theme's style sheets for pages of a size in millimetres."""
    return ("theme", "print", "narrow") if columns > 1 or size[0] < WIDE else ("theme", "print")


def folios_css(tag: str) -> str:
    """Return the style of page numbers in the digits of a language; those of the themes are Arabic."""
    style = counter_style(tag)
    return "" if style == "arabic-indic" else f"@page {{ @bottom-center {{ content: counter(page, {style}) }} }}\n"


def css(size: tuple[float, float], options: PdfOptions, columns: int) -> str:
    """Return the style sheet of the page's size and columns, and of a page to be printed, trimmed and bound.

    Raise OptionError for a kashida that there is not.
    """
    kashida = options.kashida
    if kashida not in ("none", *LEVELS):
        raise OptionError(f"There is no amount of kashida {kashida!r}; choose one of none, {', '.join(LEVELS)}.")
    width, height = size
    sheet = f"@page {{ size: {width:g}mm {height:g}mm }}\n"
    if kashida != "none":
        sheet += f"html {{ --kashida: {kashida} }}\n"
    if options.polish:
        sheet += "p { --hang: 1 } li p { --hang: 0 }\n"
    if width < WIDE:
        sheet += "html { font-size: 12pt }\n"
    if columns > 1:
        sheet += f"html {{ font-size: {letter_size(columns, width)}pt }}\narticle {{ columns: {columns} }}\n"
        sheet += shared_css("columns")
    if options.print_ready:
        # Ten millimetres around the trimmed page hold the bleed and the marks.
        sheet += (
            "@page { bleed: 10mm }\n"
            "*, ::after { color: #000 !important; border-color: #000 !important }\n"
            "@page { color: #000; @top-right { color: #000; border-color: #000 } @top-left { border-color: #000 } }\n"
            "@page :first { @top-right { color: #000 } }\n@page cover { border-color: #000 }\n"
        )
    return sheet
