"""Formulas of web pages (MathML Core), and those of TeX in alternative texts, as lines of text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from ..model import Inline, Subscript, Superscript, Text
from ..patterns import pattern
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


#: Styles and spaces of TeX, which say nothing.
_SET = pattern(r"\\(?:displaystyle|textstyle|scriptstyle|left|right)(?![A-Za-z])|\\[,;:! ]|~|\$")
_STYLED = pattern(r"\\(?:text|mathrm|mathbf|mathit|operatorname)\s*\{([^{}]*)\}")
_FRACTION = pattern(r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_OUTER = pattern(r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
_SCRIPT = pattern(r"([\^_])\s*(?:\{([^{}]*)\}|(\w))")
_COMMAND = pattern(r"\\([A-Za-z]+)\s*")
_SIGN_NAMES = "times cdot leq le geq ge neq approx infty pm sqrt circ div"
_SIGNS = dict(zip(_SIGN_NAMES.split(), "×·≤≤≥≥≠≈∞±√°÷", strict=True))


def tex_formula(words: str) -> Iterator[Inline]:
    """Yield the inlines of a formula of TeX, with its usual commands as signs; other words stay as they are."""
    if "\\" not in words and not words.startswith("$"):
        yield Text(words)
        return
    line = _FRACTION.sub(r"\1/\2", _STYLED.sub(r"\1", _SET.sub("", words))).strip()
    while whole := _OUTER.fullmatch(line):
        line = whole[1].strip()
    line, at = _COMMAND.sub(_sign, line), 0
    for found in _SCRIPT.finditer(line):
        yield Text(line[at : found.start()])
        yield (Superscript if found[1] == "^" else Subscript)((Text(found[2] or found[3]),))
        at = found.end()
    yield Text(line[at:])


def _sign(command: re.Match[str]) -> str:
    """Return the sign or the Greek letter that a command of TeX names; its own words where it names none."""
    name = command[1]
    if name in _SIGNS:
        return _SIGNS[name]
    try:
        return unicodedata.lookup(f"GREEK {'CAPITAL' if name[0].isupper() else 'SMALL'} LETTER {name}")
    except KeyError:
        return command[0]
