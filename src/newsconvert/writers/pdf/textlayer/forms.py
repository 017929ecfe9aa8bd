"""The forms of clusters: what a cluster draws and which codes show it, worked out once for all documents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from .font import LayerFont
from .outlines import ONE, Part

#: In em: the width of the cell of a combining mark. Readers that go by the place take a mark without width for one of
#: the character on its other side.
_MARK_WIDTH = 0.005
#: In font units: what an advance may be in table hmtx.
WIDEST = 0xF000
#: How many forms of a font are kept at a size and in a direction, so that long archives take no more memory.
_KEPT = 8_000


class Glyph(NamedTuple):
    """A glyph of a cluster: its id, None where the font has none, and its place in points from the cluster's start.

    For `stretch` see `Part`.
    """

    id: int | None
    x: float
    y: float
    stretch: int = ONE


@dataclass(frozen=True, eq=False, slots=True)
class Drawing:
    """The glyphs of a cluster. Clusters that look the same share one, so that it need not be worked out anew."""

    glyphs: tuple[Glyph, ...]


#: What a space draws.
NOTHING = Drawing(())
#: What a code is made of: its place in points from the left end, its text, advance and drawing (font units).
Split: TypeAlias = tuple[float, str, int, tuple[Part, ...]]


@dataclass(frozen=True, eq=False, slots=True)
class Form:
    """What clusters of the same text and glyphs have in common, in one font, at one size and in one direction.

    `codes` are those that show it, in logical order. `kerned` is by how much kerning has made it narrower.
    """

    text: str
    size: float
    rtl: bool
    width: float
    drawing: Drawing
    codes: tuple[Split, ...]
    kerned: float
    is_space: bool
    is_mark: bool

    def with_text(self, text: str, font: LayerFont) -> Form:
        """Return the form of another text that is drawn the same."""
        made = form_of(font, text, self.size, self.drawing, self.width, rtl=self.rtl)
        return replace(made, kerned=self.kerned)


class _Kept:
    """What is kept of a font: forms by size and direction, and those of letters with their marks."""

    def __init__(self) -> None:
        self.forms: dict[tuple[float, bool], dict[tuple[bytes, bytes], Form]] = {}
        self.marked: dict[tuple[Form, ...], Form] = {}


@lru_cache(maxsize=64)
def _known_of(face: object) -> _Kept:  # noqa: ARG001 - it is the key
    return _Kept()


def kept_forms(font: LayerFont, size: float, *, rtl: bool) -> dict[tuple[bytes, bytes], Form]:
    """Return the forms of a font that are kept, by their glyphs and their text; new ones are to be added."""
    found = _known_of(font.face).forms.setdefault((size, rtl), {})
    if len(found) > _KEPT:
        found.clear()
    return found


def marked_form(forms: tuple[Form, ...], font: LayerFont) -> Form:
    """Return the form of a letter and the marks after it, which are clusters of their own without a width."""
    kept = _known_of(font.face).marked
    if forms not in kept:
        if len(kept) > _KEPT:
            kept.clear()
        letter = forms[0]
        text = "".join(form.text for form in forms)
        drawn = [(0.0, form.drawing) for form in forms]
        codes = tuple(split_codes(text, drawn, 0.0, letter.width, font, letter.size, rtl=letter.rtl))
        kept[forms] = replace(letter, text=text, codes=codes)
    return kept[forms]


def form_of(font: LayerFont, text: str, size: float, drawing: Drawing, width: float, *, rtl: bool) -> Form:
    """Return the form of a cluster of this text, drawing and width."""
    blank = text.isspace()
    if blank:
        drawing = NOTHING
    left, right = min(0.0, width), max(0.0, width)
    codes = tuple(split_codes(text, [(0.0, drawing)], left, right, font, size, rtl=rtl))
    return Form(
        text, size, rtl, width, drawing, codes, _kerned(font, size, drawing, width),
        is_space=text == " " or (rtl and blank), is_mark=is_mark(text[0]),
    )  # fmt: skip


def _kerned(font: LayerFont, size: float, drawing: Drawing, width: float) -> float:
    """Return by how much kerning makes a cluster narrower."""
    if not drawing.glyphs or any(glyph.id is None for glyph in drawing.glyphs):
        return 0.0
    advance = sum(font.advance(glyph.id) for glyph in drawing.glyphs if glyph.id is not None)
    return advance * size / font.upem - width


#: Of three dots that are drawn as one sign, one code has all.
_ELLIPSIS = "..."
#: Symbols that PDFium reads in the order they have; it turns round what a joiner or selector parts.
_PICTURES = re.compile("\u200d?[^\u200d\ufe0f]+\ufe0f*|.")


def split_codes(
    text: str, drawn: Sequence[tuple[float, Drawing]], left: float, right: float, font: LayerFont, size: float, *,
    rtl: bool,
) -> Iterator[Split]:  # fmt: skip
    """Yield what the codes are made of that show a text between `left` and `right`: a code for each character.

    What is `drawn`, each from some place on, is on the code of the first.
    """
    unit = size / font.upem
    letters: Sequence[str] = (text,) if text == _ELLIPSIS else _PICTURES.findall(text) if is_picture(text) else text
    rtl = rtl and not runs_on(text)
    widths = _share(letters, min(max(round((right - left) / unit), 1), WIDEST), font.upem)
    parts = tuple(
        Part(glyph.id, round((x + glyph.x - left) / unit), round(glyph.y / unit), glyph.stretch)
        for x, drawing in drawn
        for glyph in drawing.glyphs
    )
    edge = 0
    starts = []
    for width in widths[::-1] if rtl else widths:
        starts.append(edge)
        edge += width
    if rtl:
        starts.reverse()
    for at, (character, start, width) in enumerate(zip(letters, starts, widths, strict=True)):
        ink = tuple(part._replace(x=part.x - start) for part in parts) if at == 0 else ()
        yield left + start * unit, character, width, ink


@cache
def is_mark(character: str) -> bool:
    """Return whether a character belongs to the one before it: vowel signs, joiners and the like."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


@cache
def is_picture(text: str) -> bool:
    """Return whether the text of a code begins with a symbol such as an emoji, but not one of numbers or for marks."""
    first = text.lstrip("\N{ZERO WIDTH JOINER}")[:1]
    return (
        first not in ("", "\N{DOTTED CIRCLE}")
        and unicodedata.category(first) in ("So", "Sk")
        and unicodedata.bidirectional(first) in ("ON", "L")
    )


def runs_on(text: str) -> bool:
    """Return whether a text is a picture of more than one unit of UTF-16, which PDFium and PDFBox would turn round."""
    return is_picture(text) and (len(text) > 1 or text > "\uffff")


def _share(text: Sequence[str], width: int, upem: int) -> list[int]:
    """Share the width of a cluster among its characters, in font units: marks get little, letters the rest evenly."""
    marks = [at > 0 and len(one) == 1 and is_mark(one) for at, one in enumerate(text)]
    mark = min(round(_MARK_WIDTH * upem), width // (len(text) + 1))
    letters = marks.count(False)
    rest = width - mark * marks.count(True)
    edges = [rest * at // letters for at in range(letters + 1)]
    shares = iter(edges[at + 1] - edges[at] for at in range(letters))
    return [mark if one else next(shares) for one in marks]
