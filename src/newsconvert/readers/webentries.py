"""The entries of a live page: boxes that are set alike, each with its time and a text."""

from __future__ import annotations

from typing import Any

from .elements import linked_letters, text_of

#: An entry is no deeper around its time, and has so many letters beside it.
_DEEPEST, _SHORTEST = 5, 30


def entries_of(part: Any) -> dict[Any, frozenset[Any]]:
    """Return the entries in an element, in their order, each with its time and what stands around that inside of it."""
    found: dict[Any, frozenset[Any]] = {}
    times = list(part.iter("time"))
    for time in times if len(times) > 1 else ():
        inside = [time]
        for around in time.iterancestors():
            if around is part or len(inside) > _DEEPEST:
                break
            if _is_entry(around, time):
                found[around] = frozenset(inside)
                break
            inside.append(around)
    alike = {_shape(one) for one in found if sum(_shape(one) == _shape(other) for other in found) > 1}
    return {one: inside for one, inside in found.items() if _shape(one) in alike}


def _shape(element: Any) -> tuple[Any, str, str]:
    return element.getparent(), str(element.tag), (element.get("class") or "").split(" ")[0]


def _is_entry(element: Any, time: Any) -> bool:
    """Return whether an element has a time, which is its first, and a text that is not a link to another page."""
    own = element.find(".//time") if isinstance(element.tag, str) else None
    if own is None or (time is not None and own is not time):
        return False
    words = text_of(element)
    return len(words) - len(text_of(own)) >= _SHORTEST and linked_letters(element) * 2 < len(words)
