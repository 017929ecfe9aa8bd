"""What a user's own style sheet may not do: load anything, or ask for sizes that no page has."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

#: Functions of CSS that take the address of a file, beside what is a url() to the tokenizer already.
_LOADING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"}
#: No length on a page, in any unit, and no factor comes near this; layout goes astray far above it.
_LARGEST = 10_000
_MOST_COLUMNS = 12
_LONGEST_STRING = 1_000
#: Values that a custom property may come to, with all that it refers to in its place.
_MOST_VALUES = 10_000
#: Properties whose numbers are ranks, which nothing is multiplied by.
_RANKS = {"z-index", "order"}
_COLUMNS = {"columns", "column-count"}
_Values = dict[str, tuple[int, list[str]]]
_MATH = {"calc", "min", "max", "clamp", "round", "mod", "rem"}


@lru_cache(maxsize=32)
def problem_of(css: str) -> str | None:
    """Return what is wrong with a style sheet, as a sentence without its end; None where nothing is.

    It must not load a file or an address (CSS Values 4, section 4.5), hold a number above 10,000, divide by anything
    but a number, have more than 12 columns or a string above 1,000 characters, or define custom properties that grow
    without bound. Raise RecursionError for one that is nested too deep.
    """
    import tinycss2

    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    values: _Values = {}
    return next(_problems(rules, values), None) or _growth(values)


def _problems(nodes: Iterable[Any], values: _Values, in_math: bool = False) -> Iterator[str]:
    """Yield the faults of some nodes, and record in `values` the custom properties that they define."""
    before: list[Any] = []  # of the declaration so far
    for node in nodes:
        if node.type in ("whitespace", "comment"):
            continue
        if node.type == "literal" and node.value == ";":
            _define(before, values)
            before = []
            continue
        name = str(getattr(node, "lower_name", "") or getattr(node, "lower_at_keyword", ""))
        if node.type == "url":
            yield "url(…) would load a file, which is not allowed; remove it"
        if node.type == "at-rule" and name == "import":
            yield "@import would load a file, which is not allowed; remove it"
        if node.type == "function" and name in _LOADING:
            yield f"{name}(…) would load a file, which is not allowed; remove it"
        if node.type in ("number", "percentage", "dimension"):
            yield from _numbers(node, before)
        divides = in_math and bool(before) and before[-1].type == "literal" and before[-1].value == "/"
        if divides and (node.type != "number" or abs(node.value) < 1 / _LARGEST):
            yield f"a division by {node.serialize()} is not by a number; write the number"
        if node.type == "string" and len(node.value) > _LONGEST_STRING:
            yield f"a string is longer than {_LONGEST_STRING:,} characters"
        inner = [getattr(node, part, None) or () for part in ("prelude", "content", "arguments")]
        deeper = node.type == "() block" and in_math
        for part in inner:
            yield from _problems(part, values, in_math=deeper or (node.type == "function" and name in _MATH))
        before.append(node)
    _define(before, values)


def _define(declaration: list[Any], values: _Values) -> None:
    """Record a declaration of a custom property: its number of values, and the properties it refers to."""
    name = declaration[0].value if declaration and declaration[0].type == "ident" else ""
    if name.startswith("--"):
        size, names = values.get(name, (0, []))
        values[name] = size + len(declaration), [*names, *_references(declaration[1:])]


def _references(nodes: Iterable[Any]) -> Iterator[str]:
    for node in nodes:
        if node.type == "ident" and node.value.startswith("--"):
            yield node.value
        yield from _references(getattr(node, "content", None) or getattr(node, "arguments", None) or ())


def _growth(values: _Values) -> str | None:
    """Return what is wrong with custom properties that come to more values than any rule needs."""
    known: dict[str, int] = {}

    def size(name: str, above: frozenset[str]) -> int:
        if name in above or name not in values:  # CSS Custom Properties 1, section 2.3: a cycle is invalid
            return 0
        if name not in known:
            own, names = values[name]
            known[name] = own + sum(size(one, above | {name}) for one in names)
        return known[name]

    found = next((name for name in values if size(name, frozenset()) > _MOST_VALUES), None)
    return found and f"{found} refers to so many custom properties that it comes to more than {_MOST_VALUES:,} values"


def _numbers(node: Any, before: list[Any]) -> Iterator[str]:
    """Yield what is wrong with a number, after what stands before it in its declaration."""
    named = before[0].lower_value if len(before) > 1 and before[0].type == "ident" else ""
    if named in _RANKS and node.type == "number":
        return
    if not math.isfinite(node.value) or abs(node.value) > _LARGEST:
        yield f"{node.serialize()[:40]} is out of range; no number can be above {_LARGEST:,}"
    if named in _COLUMNS and node.type == "number" and node.value > _MOST_COLUMNS:
        yield f"{named}: {node.serialize()[:40]} is out of range; there can be {_MOST_COLUMNS} columns at most"
