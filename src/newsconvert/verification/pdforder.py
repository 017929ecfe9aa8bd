"""Whether the numbers of a line of a PDF stand where UAX #9 sets them: two may have changed places on paper alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from ..bidi import levels, visual_order
from ..isolation import isolates, with_objects
from .passages import LOOSE

#: A letter that runs to the left: what is before the line may be one.
_BEFORE = "\u0627 "
_MOST_NUMBERS = 24
#: Digits of what is no telephone number.
_SHORT = 6


class Part(NamedTuple):
    """A part of a line, in the order of the text: its characters, its left edge in points, whether it has digits."""

    text: str
    left: float
    number: bool


def numbers_astray(parts: Sequence[Part], *, rtl: bool) -> Iterator[str]:
    """Yield two numbers of a line that stand in each other's place, where the line is as it should be but for them.

    Whether there are spaces between its parts, and what stands in the lines about it, nobody tells: any of these counts
    as right. Unless the document is `rtl`, the line may run either way.
    """
    numbers = [at for at, part in enumerate(parts) if part.number]
    if not 2 <= len(numbers) <= _MOST_NUMBERS:
        return
    shown = sorted(range(len(parts)), key=lambda at: parts[at].left)
    orders: list[list[int]] = []
    for order in _orders(parts, rtl=rtl):
        if order == shown:
            return
        orders.append(order)
    for one, other in combinations(numbers, 2):
        between = "".join(part.text for part in parts[one : other + 1])
        digits = sum(map(str.isdecimal, between))
        if digits > _SHORT and not any(map(str.isalpha, between)):  # telephone numbers may run either way
            continue
        swapped = [other if at == one else one if at == other else at for at in shown]
        if swapped in orders and parts[one].text.strip() != parts[other].text.strip():
            yield f"{parts[one].text.strip()} {parts[other].text.strip()}"
            return


def _orders(parts: Sequence[Part], *, rtl: bool) -> Iterator[list[int]]:
    """Yield the orders that the parts of a line may have, from left to right."""
    edges = [_numbers_at(parts), [len(parts) - 1 - at for at in _numbers_at(parts[::-1])][::-1]]
    for base in (True,) if rtl else (True, False):
        for before in ("", _BEFORE):
            for space in (" ", ""):
                for apart in (True, False):
                    order = _order(parts, before, space, apart=apart, rtl=base)
                    yield order
                    for edge in edges:  # of a telephone number that is broken, a part is in another line
                        if len(edge) > 1:
                            own = sorted(order.index(at) for at in edge)
                            yield [edge[own.index(at)] if at in own else one for at, one in enumerate(order)]


def _numbers_at(parts: Sequence[Part]) -> list[int]:
    """Return the numbers and signs that a line begins with."""
    found = []
    for at, part in enumerate(parts):
        if any(map(str.isalpha, part.text)):
            break
        found.append(at)
    return found


def _order(parts: Sequence[Part], before: str, space: str, *, apart: bool, rtl: bool) -> list[int]:
    """Return the parts from left to right by the algorithm, with isolates where these stand `apart`."""
    texts = [part.text.replace(LOOSE, space) for part in parts]
    whole = before + "".join(texts)
    places = {at: place for place, at in enumerate(display_order(whole, apart=apart, rtl=rtl))}
    begin, lefts = len(before), []
    for text in texts:
        inked = [begin + at for at, one in enumerate(text) if not one.isspace()]
        lefts.append(min((places[at] for at in inked), default=0))
        begin += len(text)
    return sorted(range(len(parts)), key=lefts.__getitem__)


def display_order(text: str, *, apart: bool, rtl: bool) -> list[int]:
    """Return the places of the characters of a text from left to right, with isolates where these stand `apart`."""
    found = isolates(text, rtl=rtl) if apart else []
    level = levels(with_objects(text, found), rtl=rtl)
    for start, end in found:
        level[start:end] = [2 + one for one in levels(text[start:end], rtl=False)]
    return visual_order(level)
