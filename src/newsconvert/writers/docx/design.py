"""The design of a Word document: the values a theme states for it, and Word's own theme made from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Self

from ...errors import OptionError, ThemeError
from ...markup import literal_xml
from ...pagesize import page_size
from ...resources import Theme, Typefaces
from ..columns import SIDE_MARGIN
from .wordml import DECLARATION

_COLOR = re.compile("[0-9A-Fa-f]{6}")
POINTS_PER_MM = 72 / 25.4
# The largest page that Word opens: 22 inches each way.
_LARGEST_MM = 558.8


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its margins in points: left and right, then above and below."""

    width: float
    height: float
    margin: float
    margin_above: float
    columns: int = 1
    gap: float = 0

    @classmethod
    def of(cls, size: str, side: float = 11.4) -> Self:
        """Return the page of a size in the notation of `pagesize`, whose margins at the sides take `side` percent each.

        Raise OptionError for one that Word cannot have.
        """
        sides = page_size(size)
        if max(sides) > _LARGEST_MM:
            raise OptionError(
                f"The page size {size}: Word has no page larger than {_LARGEST_MM:g} mm (22 inches); "
                "choose a smaller one, or leave docx out of --to."
            )
        width, height = (side * POINTS_PER_MM for side in sides)
        return cls(width, height, width * side / 100, width * 0.114)  # 24 mm on A4

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - 2 * self.margin

    @property
    def column(self) -> float:
        """The width of a column of the text."""
        return (self.measure - (self.columns - 1) * self.gap) / self.columns

    @property
    def depth(self) -> float:
        """The height of the text."""
        return self.height - 2 * self.margin_above


@dataclass(frozen=True, slots=True)
class Design:
    """The table [docx] of a theme.toml: sizes in points, colours as RRGGBB; each key has a default."""

    body_size: float = 13.5
    line_height: float = 1.55
    """Times `body_size`; lines are never closer than the font allows."""
    first_line_indent: float = 0
    space_after: float = 7
    headline_size: float = 23
    heading_size: float = 14.5
    meta_size: float = 10.5
    """Kicker, byline, dateline and date."""
    citation_size: float = 9.5
    ink: str = "1A1A1A"
    accent: str = "1A1A1A"
    """Kicker, headings, the line beside a quotation."""
    quiet: str = "595959"
    """Dateline, citation, running head and folio."""
    side_margin: float = 11.4
    """Of the width of the page, in percent: the margin at each side."""
    sink: float = 0
    """White above the headline."""
    headline_rule: bool = True
    """Whether a line stands under the headline and what belongs to it."""
    centered: bool = False
    """Whether headline, headings and what stands about them are set in the middle."""

    def in_columns(self, size: float) -> Self:
        """Return the design of pages in columns, whose letters have `size` points."""
        return replace(
            self, body_size=size, line_height=1.5, first_line_indent=size, space_after=0, side_margin=SIDE_MARGIN,
            sink=0, heading_size=size, meta_size=0.85 * size, citation_size=0.8 * size, headline_size=2.1 * size,
        )  # fmt: skip

    @classmethod
    def of(cls, theme: Theme) -> Self:
        """Return the design of `theme`. Raise ThemeError, which names the key, for one unknown or out of range."""
        known = {field.name: field.default for field in fields(cls)}
        for key, value in theme.docx.items():
            where = f"{theme.folder / 'theme.toml'}: [docx] {key}"
            if key not in known:
                raise ThemeError(f"{where}: there is no such key; the ones known are: {', '.join(known)}.")
            default = known[key]
            lowest = 1 if key == "line_height" or key.endswith("_size") else 0
            if isinstance(default, bool):
                fits, wanted = isinstance(value, bool), "true or false"
            elif isinstance(default, str):
                fits, wanted = isinstance(value, str) and bool(_COLOR.fullmatch(value)), "a colour such as 1A1A1A"
            else:
                number = isinstance(value, int | float) and not isinstance(value, bool)
                fits, wanted = number and lowest <= value <= 400, f"a number from {lowest} to 400"
            if not fits:
                raise ThemeError(f"{where} = {value!r}; it must be {wanted}.")
        return cls(**theme.docx)


@lru_cache(maxsize=16)
def theme_part(design: Design, typefaces: Typefaces) -> bytes:
    """Return the theme that Word offers to who edits the document: the design's colours and fonts (20.1.6.9)."""
    colors = {
        "dk1": design.ink, "lt1": "FFFFFF", "dk2": design.quiet, "lt2": "FFFFFF", "accent1": design.accent,
        **{f"accent{number}": design.quiet for number in range(2, 7)}, "hlink": design.ink, "folHlink": design.quiet,
    }  # fmt: skip
    scheme = "".join(f'<a:{name}><a:srgbClr val="{color}"/></a:{name}>' for name, color in colors.items())
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{name}"/><a:ea typeface=""/><a:cs typeface="{name}"/></a:{kind}Font>'
        for kind, name in (("major", literal_xml(typefaces.headline.name)), ("minor", literal_xml(typefaces.text.name)))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    lists = (("fillStyle", fill), ("lnStyle", f"<a:ln>{fill}</a:ln>"), ("effectStyle", effect), ("bgFillStyle", fill))
    formats = "".join(f"<a:{name}Lst>{member * 3}</a:{name}Lst>" for name, member in lists)
    return (
        f'{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="newsconvert">'
        f"<a:themeElements>"
        f'<a:clrScheme name="newsconvert">{scheme}</a:clrScheme><a:fontScheme name="newsconvert">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="newsconvert">{formats}</a:fmtScheme></a:themeElements></a:theme>'
    ).encode()
