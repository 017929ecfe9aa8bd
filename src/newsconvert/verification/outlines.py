"""Outlines of TrueType fonts, so that those of two fonts can be compared (OpenType specification: glyf, loca, head).

Shares no code with the writer that makes fonts of documents.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_ON_CURVE, _SHORT_X, _SHORT_Y, _REPEAT, _SAME_X, _SAME_Y = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
_WORDS, _OFFSETS, _SCALE, _MORE, _XY_SCALE, _MATRIX = 0x0001, 0x0002, 0x0008, 0x0020, 0x0040, 0x0080
_DEEPEST = 8
#: The tables that outlines are in.
TABLES = ("head", "loca", "glyf")
#: In font units: how far parts may be from where they belong, for rounding.
_NEAR = 3


class Part(NamedTuple):
    """A simple outline of a drawing, by what distinguishes it from others, and where it is, in font units."""

    outline: object
    x: int
    y: int


Drawing = tuple[Part, ...]
#: Flags, glyph, offsets and scale of a part of a glyph.
_Component = tuple[int, int, int, int, bytes]
Box = tuple[float, float, float, float]


class _Layout(NamedTuple):
    """The bytes of a composite glyph: what takes them apart, those around the numbers of its parts, and these."""

    form: struct.Struct
    placed: tuple[bytes, ...]
    parts: tuple[int, ...]


class UnknownOutlineError(Exception):
    """A font has no outlines that can be read here."""


class Outlines:
    """The outlines of a font file, from its tables."""

    def __init__(self, tables: Mapping[str, bytes]) -> None:
        """Take the tables of a TrueType font. Raise UnknownOutlineError if it has other outlines, or is damaged."""
        try:
            head, loca, self._glyf = tables["head"], tables["loca"], tables["glyf"]
            self.units = int(struct.unpack_from(">H", head, 18)[0])
            if struct.unpack_from(">h", head, 50)[0]:
                self._ends = list(struct.unpack(f">{len(loca) // 4}L", loca[: len(loca) // 4 * 4]))
            else:
                self._ends = [2 * at for at in struct.unpack(f">{len(loca) // 2}H", loca[: len(loca) // 2 * 2])]
        except (KeyError, struct.error) as problem:
            raise UnknownOutlineError from problem
        self.count = len(self._ends) - 1
        self._known: dict[int, Drawing] = {}
        self._layouts: dict[int, _Layout] = {}
        #: Of simple glyphs, the bytes that were last found to be a copy.
        self._seen: dict[int, bytes] = {}

    def add_copies(self, pairs: Iterable[tuple[int, int]], other: Outlines, known: set[tuple[int, int]]) -> None:
        """Add to `known` those pairs of glyphs of both fonts of which the first copies the second, and of their parts.

        Nearly all do: of most, which are made up of parts that do, it takes few steps to tell.
        """
        glyf, ends, layouts, seen = self._glyf, self._ends, other._layouts, other._seen
        for pair in pairs:
            glyph, number = pair
            try:
                start, end, layout = ends[glyph], ends[glyph + 1], layouts.get(number)
                parts = {pair}
                if layout is not None and end - start >= layout.form.size:
                    told = layout.form.unpack_from(glyf, start)
                    if told[::2] == layout.placed:
                        parts = set(zip(told[1::2], layout.parts, strict=True)) - known
                if all(glyf[ends[one] : ends[one + 1]] == seen.get(two) for one, two in parts):
                    known |= parts
                    known.add(pair)
                else:
                    self.copies(glyph, other, number, known)
            except (UnknownOutlineError, IndexError, struct.error):
                continue

    def copies(self, glyph: int, other: Outlines, number: int, known: set[tuple[int, int]], depth: int = 0) -> bool:
        """Return whether a glyph has the bytes of one of another font, but for instructions, which subsets do not have.

        Of one made up of others, whose numbers are other ones in each font, those of its parts with their places. Pairs
        of glyphs that do are added to `known`. Raise UnknownOutlineError if one is damaged.
        """
        if (glyph, number) in known:
            return True
        if depth > _DEEPEST:
            raise UnknownOutlineError
        try:
            data, wanted = self._bytes(glyph), other._bytes(number)
            if data[:1] < _COMPOSITE or wanted[:1] < _COMPOSITE:
                same = data == wanted or _without_instructions(data) == _without_instructions(wanted)
                if same:
                    other._seen[number] = data
            else:
                parts, wanted_parts = other._parts_as(number, data)
                same = wanted_parts is not None and all(
                    self.copies(part, other, one, known, depth + 1)
                    for part, one in zip(parts, wanted_parts, strict=True)
                    if (part, one) not in known
                )
        except (IndexError, struct.error) as problem:
            raise UnknownOutlineError from problem
        if same:
            known.add((glyph, number))
        return same

    def _bytes(self, glyph: int) -> bytes:
        return self._glyf[self._ends[glyph] : self._ends[glyph + 1]]

    def _parts_as(self, glyph: int, data: bytes) -> tuple[Sequence[int], Sequence[int] | None]:
        """Return the parts of another font's glyph of these bytes, and of this one; None where they stand otherwise."""
        if glyph not in self._layouts:
            self._layouts[glyph] = _layout_of(self._bytes(glyph))
        layout = self._layouts[glyph]
        told = layout.form.unpack_from(data) if len(data) >= layout.form.size else ()
        if told[::2] == layout.placed:
            return told[1::2], layout.parts
        every = _components(data), _components(self._bytes(glyph))  # flags of instructions may be others
        own, known = ([(flags & _OFFSETS, *where) for flags, _, *where in parts] for parts in every)
        same = own == known and data[:10] == layout.placed[0][:10]
        return [one[1] for one in every[0]], layout.parts if same else None

    def drawing(self, glyph: int) -> Drawing:
        """Return the parts of a glyph; nothing if it has no ink. Raise UnknownOutlineError if it is damaged."""
        if glyph not in self._known:
            try:
                self._known[glyph] = tuple(self._parts(glyph, 0))
            except (IndexError, struct.error) as problem:
                raise UnknownOutlineError from problem
        return self._known[glyph]

    def parts(self) -> set[int]:
        """Return the glyphs that others are made up of. Raise UnknownOutlineError if one is damaged."""
        try:
            glyf, starts = self._glyf, self._ends
            every = (glyf[start:end] for start, end in pairwise(starts) if start < end and glyf[start] & 0x80)
            return {part[1] for data in every for part in _components(data)}
        except (IndexError, struct.error) as problem:
            raise UnknownOutlineError from problem

    def box(self, glyph: int) -> Box:
        """Return the box that a glyph states of itself, in thousandths of an em."""
        data = self._bytes(glyph)
        if len(data) < 10:
            return 0, 0, 0, 0
        left, low, right, high = (edge * 1000 / self.units for edge in struct.unpack_from(">4h", data, 2))
        return left, low, right, high

    def _parts(self, glyph: int, depth: int) -> list[Part]:
        data = self._bytes(glyph)
        if not data:
            return []
        if data[:1] < _COMPOSITE:
            simple = _simple(data)
            return [Part(simple, 0, 0)] if simple else []
        if depth > _DEEPEST:
            raise UnknownOutlineError
        found: list[Part] = []
        for flags, inner, x, y, scale in _components(data):
            if not flags & _OFFSETS:
                raise UnknownOutlineError
            for part in self._parts(inner, depth + 1):
                outline: object = (part.outline, part.x, part.y, scale) if scale else part.outline
                found.append(Part(outline, x + part.x * (not scale), y + part.y * (not scale)))
        return found


def _without_instructions(data: bytes) -> tuple[bytes, bytes]:
    at = 10 + 2 * int.from_bytes(data[:2], "big", signed=True)
    return data[:at], data[at + 2 + int.from_bytes(data[at : at + 2], "big") :].rstrip(b"\0")


def _components(data: bytes) -> list[_Component]:
    """Return the parts that a composite glyph is made up of."""
    found = []
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, inner, x, y = _IN_WORDS(data, at) if data[at + 1] & _WORDS else _IN_BYTES(data, at)
        at += 8 if flags & _WORDS else 6
        size = _SIZES[flags & (_SCALE | _XY_SCALE | _MATRIX)]
        found.append((flags, inner, x, y, data[at : at + size]))
        at += size
    return found


def _layout_of(data: bytes) -> _Layout:
    lengths = [(4 if flags & _WORDS else 2) + len(scale) for flags, *_, scale in _components(data)]
    # The flags of a part stand before its number, those of the first after the head of the glyph.
    form = struct.Struct(">12s" + "".join(f"H{length + 2}s" for length in lengths[:-1]) + f"H{lengths[-1]}s")
    told = form.unpack_from(data)
    return _Layout(form, told[::2], told[1::2])


#: The bytes of the scales that these flags state.
_SIZES = {
    one | two | three: (2 if one else 0) + (4 if two else 0) + (8 if three else 0)
    for one in (0, _SCALE)
    for two in (0, _XY_SCALE)
    for three in (0, _MATRIX)
}
#: What a part of a composite glyph begins with: flags, glyph and offsets.
_IN_WORDS, _IN_BYTES = struct.Struct(">2H2h").unpack_from, struct.Struct(">2H2b").unpack_from
#: The first byte of composite glyphs, whose number of contours is negative.
_COMPOSITE = b"\x80"


@lru_cache(maxsize=20_000)
def _simple(data: bytes) -> bytes:
    """Return what a simple glyph draws: the ends of its contours, and its points with their kind.

    It is in bytes, which know their hash; drawings are looked up by it.
    """
    contours = struct.unpack_from(">h", data)[0]
    if not contours:
        return b""
    ends = struct.unpack_from(f">{contours}H", data, 10)
    at = 10 + 2 * contours
    at += 2 + struct.unpack_from(">H", data, at)[0]
    count = ends[-1] + 1
    flags: list[int] = []
    while len(flags) < count:
        flag = data[at]
        at += 1
        again = 1
        if flag & _REPEAT:
            again += data[at]
            at += 1
        flags += [flag] * again
    columns = []
    for short, same in ((_SHORT_X, _SAME_X), (_SHORT_Y, _SAME_Y)):
        value, column = 0, []
        for flag in flags[:count]:
            if flag & short:
                value += data[at] if flag & same else -data[at]
                at += 1
            elif not flag & same:
                value += struct.unpack_from(">h", data, at)[0]
                at += 2
            column.append(value)
        columns.append(column)
    return struct.pack(
        f">{1 + contours + 3 * count}i", contours, *ends, *columns[0], *columns[1],
        *(flag & _ON_CURVE for flag in flags[:count]),
    )  # fmt: skip


def at_origin(drawing: Drawing) -> Drawing:
    """Return a drawing whose leftmost part begins at 0."""
    left = min((part.x for part in drawing), default=0)
    return tuple(Part(part.outline, part.x - left, part.y) for part in drawing) if left else drawing


def are_alike(one: Drawing, other: Drawing) -> bool:
    """Return whether two drawings look the same; one may be further to the left than the other."""
    if len(one) != len(other):
        return False
    left = list(other)
    shift: int | None = None
    for part in sorted(one, key=lambda part: part.x):
        near = [
            candidate
            for candidate in left
            if candidate.outline == part.outline
            and abs(candidate.y - part.y) <= _NEAR
            and (shift is None or abs(candidate.x - part.x - shift) <= _NEAR)
        ]
        if not near:
            return False
        best = min(near, key=lambda candidate: candidate.x)
        shift = best.x - part.x if shift is None else shift
        left.remove(best)
    return True


def is_box(drawing: Sequence[Part]) -> bool:
    """Return whether a drawing is a rectangle in a rectangle, which stands for a character that no font has."""
    outline = drawing[0].outline if len(drawing) == 1 else None
    if not isinstance(outline, bytes) or len(outline) != struct.calcsize(_TWO_RECTANGLES):
        return False
    contours, *rest = struct.unpack(_TWO_RECTANGLES, outline)
    return (contours, *rest[:2]) == (2, 3, 7) and all(len(set(rest[at : at + 4])) == 2 for at in range(2, 18, 4))


#: How `_simple` packs two contours of four points.
_TWO_RECTANGLES = ">27i"
