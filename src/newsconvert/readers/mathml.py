"""Formulas of web pages (MathML Core) as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import Inline, Subscript, Superscript, Text
from .elements import ANNOTATIONS, SPACE

_RAISED: dict[str, tuple[type[Subscript] | type[Superscript] | None, ...]] = {
    "msup": (None, Superscript),
    "msub": (None, Subscript),
    "msubsup": (None, Subscript, Superscript),
    "munder": (None, Subscript),
    "mover": (None, Superscript),
    "munderover": (None, Subscript, Superscript),
}


def formula(element: Any) -> Iterator[Inline]:
    """Yield the inlines of a formula: fractions as a/b, roots as √(a), scripts raised and lowered."""
    children = [child for child in element if isinstance(child.tag, str) and child.tag not in ANNOTATIONS]
    if element.tag == "mfrac" and len(children) == 2:
        yield from (*_bracket(children[0]), Text("/"), *_bracket(children[1]))
    elif element.tag == "mroot" and len(children) == 2:
        yield from (Superscript(tuple(formula(children[1]))), Text("√"), *_bracket(children[0]))
    elif element.tag == "msqrt":
        inner = tuple(_inside(element))
        yield from (Text("√"), *(inner if len(_plain(element)) < 2 else (Text("("), *inner, Text(")"))))
    elif (makers := _RAISED.get(element.tag)) and len(children) == len(makers):
        for child, make in zip(children, makers, strict=True):
            inner = tuple(formula(child))
            if make is None:
                yield from inner
            else:
                yield make(inner)
    elif element.tag in ("mtr", "mtd"):
        yield from (*_inside(element), Text("؛ " if element.tag == "mtr" else " "))
    else:
        yield from _inside(element)


def _inside(element: Any) -> Iterator[Inline]:
    yield Text(SPACE.sub(" ", element.text or ""))
    for child in element:
        if isinstance(child.tag, str) and child.tag not in ANNOTATIONS:
            yield from formula(child)
        yield Text(SPACE.sub(" ", child.tail or "").strip(" "))


def _bracket(element: Any) -> tuple[Inline, ...]:
    inner = tuple(formula(element))
    simple = _plain(element).isalnum()
    return inner if simple else (Text("("), *inner, Text(")"))


def _plain(element: Any) -> str:
    return "".join("".join(element.itertext()).split())
