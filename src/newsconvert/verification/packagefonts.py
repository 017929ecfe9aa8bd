"""The fonts in a package: whether they can be opened, and draw each character as the font of that name does."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from ..arabic import has_rtl
from .findings import Finding, FindingKind
from .outlines import TABLES, Outlines, UnknownOutlineError, are_alike, at_origin
from .shapes import Shapes, shapes_of

_MOST_CHARACTERS = 5_000
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
#: Where books have their fonts.
_NUMBERED = re.compile(r".*/\d+-([A-Za-z0-9-]+)\.(?:ttf|otf)")
_HEIGHT = "the height of lines"
#: How many letters of the words of a document are shaped.
_MOST_SHAPED = 400
_MOST_DONE = 20_000


def font_findings(fonts: Iterable[tuple[str, bytes]], words: Sequence[str]) -> Iterator[Finding]:
    """Yield the fonts that are damaged, and what one draws otherwise than the package's own font.

    That is compared of all of its characters, and of these words, in which letters are joined.
    """
    fonts = list(fonts)
    chosen: _Chosen = {}  # fonts mostly have the same letters
    for place, data in fonts:
        wrong = _characters_otherwise(data)
        if wrong == () and (word := _word_otherwise(data, words, chosen)):
            wrong = (word,)
        if wrong is None:
            yield Finding(FindingKind.FONT, found="", place=place)
        elif wrong:
            yield Finding(FindingKind.DRAWING, expected=" ".join(wrong[:20]), place=place)


def fonts_exchanged(fonts: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """Yield the files of fonts of the package that are not the fonts which they are named as."""
    for place, data in fonts:
        named = _NUMBERED.fullmatch(place)
        if named and (name := _name_of(data)) != named[1] and None not in (shapes_of(named[1]), shapes_of(name)):
            yield f"[font] {place} is {name}"


def fonts_misnamed(fonts: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """Yield the families of a document whose font is another one of the package."""
    for family, data in fonts:
        name = _name_of(data)
        if shapes_of(name) is not None and name.partition("-")[0] != family.replace(" ", ""):
            yield f"[font] {family} is {name}"


def _name_of(data: bytes) -> str:
    import uharfbuzz as hb

    try:
        return _own(data).name
    except (hb.HarfBuzzError, UnicodeDecodeError, ValueError):
        return ""


@lru_cache(maxsize=64)
def _characters_otherwise(data: bytes) -> tuple[str, ...] | None:
    """Return the characters of a font that are drawn otherwise; None if it cannot be opened."""
    import uharfbuzz as hb

    try:
        font = _own(data)
        face = font.face
        if not face.glyph_count or "cmap" not in face.table_tags:
            return None
        if (known := font.known) is None:
            return ()
        return tuple(sorted(_drawn_otherwise(font, known)))
    except UnknownOutlineError:
        return ()  # of another kind than TrueType
    except (hb.HarfBuzzError, UnicodeDecodeError, ValueError):
        return None


class _Own:
    """A font of a document, parsed once for all documents that have these bytes."""

    def __init__(self, data: bytes) -> None:
        import uharfbuzz as hb

        self.face = hb.Face(data)
        self.font = hb.Font(self.face)
        self.name = (self.face.get_name(6) or "").replace(" ", "")
        self.known: Shapes | None = shapes_of(self.name)
        self.has = frozenset(map(chr, self.face.unicodes))
        self.heights = _heights(self.face)
        #: Glyphs that were found to draw what those of the package's own font do.
        self.alike: set[tuple[int, int]] = set()
        #: Pairs of letters that it was found to set as that does, and words that have no others.
        self.right: frozenset[str] = frozenset()
        self.done: set[str] = set()

    @cached_property
    def outlines(self) -> Outlines:
        """Its drawings. Raise UnknownOutlineError where it has none that are TrueType's."""
        return Outlines({tag: self.face.reference_table(tag).data for tag in TABLES if tag in self.face.table_tags})


_own = lru_cache(maxsize=64)(_Own)


@lru_cache(maxsize=20_000)
def _pairs_of(word: str) -> frozenset[str]:
    """Return the pairs of an Arabic word; of Latin letters, subsets of fonts have less of what sets them closer."""
    if len(word) > _MOST_SHAPED or not has_rtl(word) or _LATIN.search(word):
        return frozenset()
    return frozenset(map("".join, pairwise(f" {word} ")))


#: The words to set in a font that has these characters and was seen to set these pairs right, and their pairs.
_Chosen = dict[tuple[frozenset[str], frozenset[str]], tuple[str, frozenset[str]]]


def _with_new_pairs(words: Sequence[str], font: _Own) -> tuple[str, frozenset[str]]:
    """Return as few words as have all pairs of letters that a font was not seen to set right, and their pairs."""
    seen: set[str] = set()
    found: list[str] = []
    room = _MOST_SHAPED
    for word in [one for one in words if one not in font.done]:
        around = _pairs_of(word)
        if around <= font.right:
            if len(font.done) < _MOST_DONE:
                font.done.add(word)
        elif len(word) <= room and not around <= seen and font.has.issuperset(word):
            seen |= around
            found.append(word)
            room -= len(word)
        elif not room:
            break
    return " ".join(found), frozenset(seen)


def _word_otherwise(data: bytes, words: Sequence[str], chosen: _Chosen) -> str | None:
    """Return the first word that a font of the package's name shapes otherwise, or that lines have another height.

    Both have the same glyphs in the same places, though other numbers for them.
    """
    font = _own(data)
    if (known := font.known) is None:
        return None
    if font.heights != _heights(known.font.face):
        return _HEIGHT
    if (key := (font.has, font.right)) not in chosen:
        chosen[key] = _with_new_pairs(words, font)
    text, shown = chosen[key]
    if not text or " " not in font.has:
        return None
    own, wanted = _shaped(font.font, text), _shaped(known.font, text)
    both = set(zip(own.glyphs, wanted.glyphs, strict=False))
    at = None
    if own[1:] != wanted[1:] or len(dict(both)) < len(both):
        numbers: dict[int, int] = {}
        places = (zip(*one[1:], strict=True) for one in (own, wanted))
        glyphs = zip(*places, own.glyphs, wanted.glyphs, strict=False)
        same = (one == two and numbers.setdefault(three, four) == four for one, two, three, four in glyphs)
        at = next((at for at, right in enumerate(same) if not right), 0)
    else:
        wrong = next((one for one, _ in _unlike(font, known, both)), None)
        at = None if wrong is None else own.glyphs.index(wrong)
        if at is None:
            font.right |= shown
    if at is None:
        return None
    place = own.characters[at]
    return text[text.rfind(" ", 0, place) + 1 :].partition(" ")[0]


class _Shaped(NamedTuple):
    """The glyphs of a text, and of each its character, and its width and where it is."""

    glyphs: list[int]
    characters: list[int]
    places: list[tuple[int, int, int, int]]


def _shaped(font: Any, text: str) -> _Shaped:
    """Return what a font sets for a text from right to left."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
    hb.shape(font, buffer)
    infos = buffer.glyph_infos
    clusters = [one.cluster for one in infos]
    return _Shaped([one.codepoint for one in infos], clusters, [one.position for one in buffer.glyph_positions])


def _unlike(font: _Own, known: Shapes, pairs: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of glyphs of which the first does not draw what the second, of the package's own font, does."""
    left = pairs - font.alike
    with suppress(UnknownOutlineError):
        font.outlines.add_copies(left, known.outlines, font.alike)
    yield from (pair for pair in left - font.alike if not _draws(font, known, *pair))


def _draws(font: _Own, known: Shapes, glyph: int, number: int) -> bool:
    """Return whether a glyph draws what another one of the package's own font does; one that is damaged does not."""
    try:
        drawing, wanted = font.outlines.drawing(glyph), known.outlines.drawing(number)
    except UnknownOutlineError:
        return False
    return drawing == wanted or are_alike(at_origin(drawing), at_origin(wanted))


def _heights(face: Any) -> tuple[int, ...]:
    """Return how high and deep lines are in a font (OpenType specification: head, hhea, OS/2)."""
    head, hhea, os2 = (face.reference_table(tag).data or b"" for tag in ("head", "hhea", "OS/2"))
    try:
        return (
            *struct.unpack_from(">H", head, 18),
            *struct.unpack_from(">hhh", hhea, 4),
            *struct.unpack_from(">hhh", os2, 68),
        )
    except struct.error:
        return ()


def is_named(data: bytes, family: str) -> bool:
    """Return whether a font has the name of this family, or cannot be opened, which is found elsewhere."""
    import uharfbuzz as hb

    try:
        name = _own(data).name
    except (hb.HarfBuzzError, UnicodeDecodeError, ValueError):
        return True
    return name.casefold().startswith(family.replace(" ", "").casefold())


def _drawn_otherwise(font: _Own, known: Shapes) -> Iterator[str]:
    """Yield the characters that a font draws otherwise, or of another width, than the package's own of its name."""
    glyph_of, width_of = font.font.get_nominal_glyph, font.font.get_glyph_h_advance
    own_units, units = font.outlines.units, known.outlines.units
    glyphs: dict[str, tuple[int, int]] = {}
    for one in sorted(font.has)[:_MOST_CHARACTERS]:
        glyph, other = glyph_of(ord(one)), known.standing(one)
        if glyph is not None and other is not None:
            if width_of(glyph) * units != other[1] * own_units:
                yield one
            else:
                glyphs[one] = glyph, other[0]
    unlike = set(_unlike(font, known, set(glyphs.values())))
    yield from (one for one, pair in glyphs.items() if pair in unlike)
