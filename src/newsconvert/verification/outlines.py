"""Outlines of TrueType fonts, so that those of two fonts can be compared (OpenType specification: glyf, loca, head).

Shares no code with the writer that makes fonts of documents.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
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
Plain = tuple[object, ...]
Box = tuple[float, float, float, float]


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
        self._plain: dict[int, Plain] = {}

    def plain(self, glyph: int, depth: int = 0) -> Plain:
        """Return the bytes of a glyph without its instructions, which subsets of a font do not have.

        Of one made up of others, whose numbers are other ones in each font, those of its parts with their places.
        """
        if glyph in self._plain:
            return self._plain[glyph]
        data = self._glyf[self._ends[glyph] : self._ends[glyph + 1]]
        count = int.from_bytes(data[:2], "big", signed=True)
        if depth > _DEEPEST:
            raise UnknownOutlineError
        if count < 0:
            try:
                parts = tuple((self.plain(inner, depth + 1), flags & _OFFSETS, x, y, scale)
                              for flags, inner, x, y, scale in self._components(glyph))  # fmt: skip
            except (IndexError, struct.error) as problem:
                raise UnknownOutlineError from problem
            found: Plain = (data[:10], *parts)
        else:
            at = 10 + 2 * count
            found = data[:at], data[at + 2 + int.from_bytes(data[at : at + 2], "big") :].rstrip(b"\0")
        self._plain[glyph] = found
        return found

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
            # Composite glyphs have a negative number of contours.
            every = (one for one in range(self.count) if starts[one] < starts[one + 1] and glyf[starts[one]] & 0x80)
            return {inner for glyph in every for _, inner, *_ in self._components(glyph)}
        except (IndexError, struct.error) as problem:
            raise UnknownOutlineError from problem

    def box(self, glyph: int) -> Box:
        """Return the box that a glyph states of itself, in thousandths of an em."""
        data = self._glyf[self._ends[glyph] : self._ends[glyph + 1]]
        if len(data) < 10:
            return 0, 0, 0, 0
        left, low, right, high = (edge * 1000 / self.units for edge in struct.unpack_from(">4h", data, 2))
        return left, low, right, high

    def _parts(self, glyph: int, depth: int) -> list[Part]:
        data = self._glyf[self._ends[glyph] : self._ends[glyph + 1]]
        if not data:
            return []
        if struct.unpack_from(">h", data)[0] >= 0:
            simple = _simple(data)
            return [Part(simple, 0, 0)] if simple else []
        if depth > _DEEPEST:
            raise UnknownOutlineError
        found: list[Part] = []
        for flags, inner, x, y, scale in self._components(glyph):
            if not flags & _OFFSETS:
                raise UnknownOutlineError
            for part in self._parts(inner, depth + 1):
                outline: object = (part.outline, part.x, part.y, scale) if scale else part.outline
                found.append(Part(outline, x + part.x * (not scale), y + part.y * (not scale)))
        return found

    def _components(self, glyph: int) -> Iterator[tuple[int, int, int, int, bytes]]:
        """Yield flags, glyph, offsets and scale of each part that a glyph is made up of."""
        data = self._glyf[self._ends[glyph] : self._ends[glyph + 1]]
        if not data or struct.unpack_from(">h", data)[0] >= 0:
            return
        at, flags = 10, _MORE
        while flags & _MORE:
            flags, inner = struct.unpack_from(">2H", data, at)
            x, y = struct.unpack_from(">2h" if flags & _WORDS else ">2b", data, at + 4)
            at += 8 if flags & _WORDS else 6
            size = 2 * bool(flags & _SCALE) + 4 * bool(flags & _XY_SCALE) + 8 * bool(flags & _MATRIX)
            yield flags, inner, x, y, data[at : at + size]
            at += size


@lru_cache(maxsize=20_000)
def _simple(data: bytes) -> tuple[object, ...]:
    """Return what a simple glyph draws: the ends of its contours, and its points with their kind."""
    contours = struct.unpack_from(">h", data)[0]
    if not contours:
        return ()
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
        columns.append(tuple(column))
    return ends, *columns, tuple(flag & _ON_CURVE for flag in flags[:count])


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
    if len(drawing) != 1 or not isinstance(drawing[0].outline, tuple) or drawing[0].outline[:1] != ((3, 7),):
        return False
    return all(len(set(column[at : at + 4])) == 2 for column in drawing[0].outline[1:3] for at in (0, 4))
