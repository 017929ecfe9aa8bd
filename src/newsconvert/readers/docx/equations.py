"""Equations of Word documents as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...model import Inline, Subscript, Superscript, Text
from ..shaping import merged

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def equation(element: Any) -> Iterator[Inline]:
    """Yield an equation (22.1) in a line: raised and lowered parts as such, fractions with a slash."""
    for child in element:
        name = child.tag.removeprefix(_M) if isinstance(child.tag, str) else ""
        if name == "t":
            yield Text(child.text or "")
        elif name in ("sSup", "sSub", "sSubSup"):
            yield from _part(child, "e")
            if name != "sSup":
                yield Subscript(merged(list(_part(child, "sub"))))
            if name != "sSub":
                yield Superscript(merged(list(_part(child, "sup"))))
        elif name == "f":
            yield from (*_bracket(child, "num"), Text("/"), *_bracket(child, "den"))
        elif name == "rad":
            yield from (Text("√"), *_bracket(child, "e"))
        elif name == "nary":
            operator = child.find(f"{_M}naryPr/{_M}chr")
            yield Text(operator.get(f"{_M}val", "∫") if operator is not None else "∫")
            yield Subscript(merged(list(_part(child, "sub"))))
            yield Superscript(merged(list(_part(child, "sup"))))
            yield from _part(child, "e")
        elif name == "d":
            edges = [child.find(f"{_M}dPr/{_M}{edge}Chr") for edge in ("beg", "end")]
            begin, end = (
                edge.get(f"{_M}val", usual) if edge is not None else usual
                for edge, usual in zip(edges, "()", strict=True)
            )
            yield from (Text(begin), *_part(child, "e"), Text(end))
        elif not name.endswith("Pr"):
            yield from equation(child)


def is_simple(element: Any) -> bool:
    """Return whether an equation loses nothing in a line."""
    found = {child.tag.removeprefix(_M) for child in element.iter() if isinstance(child.tag, str)}
    return not found & {"f", "rad", "nary", "m", "eqArr", "limLow", "limUpp", "groupChr", "borderBox", "sPre"}


def _part(element: Any, name: str) -> Iterator[Inline]:
    for part in element.iterfind(f"{_M}{name}"):
        yield from equation(part)


def _bracket(element: Any, name: str) -> Iterator[Inline]:
    """Yield a part, in brackets if it is more than one sign or number."""
    inner = merged(list(_part(element, name)))
    text = "".join(node.text if isinstance(node, Text) else "**" for node in inner)
    yield from inner if text.isalnum() or len(text) < 2 else (Text("("), *inner, Text(")"))
