"""Values of CSS: lengths in pixels, and how well one colour can be read on another (CSS Values 4, WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_UNITS = {
    "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "rem": 16.0,
    "vw": 8.0, "vh": 6.0, "vmin": 6.0, "vmax": 8.0, "svh": 6.0, "dvh": 6.0, "lvh": 6.0,
}  # fmt: skip
_OF_FONT = {"em": 1.0, "ex": 0.5, "ch": 0.5, "lh": 1.2, "ic": 1.0, "cap": 0.7}
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]+|%)?")
_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
}  # fmt: skip
_VARIABLE = re.compile(r"var\(\s*(--[^\s,()]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)")
_OPERATORS: dict[type, Any] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.USub: operator.neg, ast.UAdd: operator.pos,
}  # fmt: skip
_FUNCTIONS: dict[str, Any] = {
    "min": min,
    "max": max,
    "calc": lambda one: one,
    "clamp": lambda low, one, high: max(low, min(one, high)),
}


def with_variables(value: str, variables: Mapping[str, str]) -> str:
    """Return a value with the values of custom properties in place of their names."""
    for _ in range(8):
        if "var(" not in value:
            break
        value = _VARIABLE.sub(lambda found: variables.get(found[1], (found[2] or "").strip()), value)
    return value.strip()


@lru_cache(maxsize=4096)
def length(value: str, font_size: float, whole: float) -> float | None:
    """Return a length or a sum of lengths in pixels, of which `whole` is 100%; None for anything else."""
    found = _LENGTH.fullmatch(value)
    if found:
        return _pixels(found, font_size, whole)
    if not re.match(r"(?:calc|min|max|clamp)\(", value):
        return None
    plain = _LENGTH.sub(lambda one: repr(_pixels(one, font_size, whole) or 0.0), value)
    try:
        return float(_evaluated(ast.parse(plain, mode="eval").body))
    except (SyntaxError, TypeError, ValueError, KeyError, ZeroDivisionError, RecursionError):
        return None


def _evaluated(node: Any) -> Any:
    match node:
        case ast.Constant(value=int() | float()):
            return node.value
        case ast.BinOp():
            return _OPERATORS[type(node.op)](_evaluated(node.left), _evaluated(node.right))
        case ast.UnaryOp():
            return _OPERATORS[type(node.op)](_evaluated(node.operand))
        case ast.Call(func=ast.Name(id=name)):
            return _FUNCTIONS[name](*map(_evaluated, node.args))
    raise ValueError


def _pixels(found: re.Match[str], font_size: float, whole: float) -> float | None:
    number, unit = float(found[1]), found[2] or "px"
    if unit == "%":
        return number * whole / 100
    if unit in _OF_FONT:
        return number * _OF_FONT[unit] * font_size
    return number * _UNITS[unit] if unit in _UNITS else None


def font_size(value: str, inherited: float) -> float:
    """Return a font size in pixels, from what is declared and from that of the element around."""
    if value in _SIZES:
        return _SIZES[value]
    if value in ("smaller", "larger"):
        return inherited * (5 / 6 if value == "smaller" else 6 / 5)
    found = length(value, inherited, inherited)
    return inherited if found is None else max(found, 0.0)


def size_in_font(value: str) -> str:
    """Return the font size in a value of the shorthand `font`, or nothing."""
    for part in re.sub(r"\s*/\s*", "/", value).split():
        size = part.partition("/")[0]
        if size in _SIZES or size in ("smaller", "larger") or re.match(r"calc\(|[+.\d]", size):
            if re.fullmatch(r"[1-9]00", size):  # a weight
                continue
            return size
    return ""


Colour = tuple[float, float, float, float]


@lru_cache(maxsize=1024)
def colour(value: str) -> Colour | None:
    """Return red, green, blue and opacity, each from 0 to 1; None if the value is no colour."""
    import tinycss2
    from tinycss2 import color4

    for token in tinycss2.parse_component_value_list(value, skip_comments=True):
        if token.type == "whitespace":
            continue
        found = color4.parse_color(token)
        if found is None or isinstance(found, str):
            continue
        try:
            red, green, blue = found.to("srgb").coordinates[:3]
        except (AttributeError, NotImplementedError, ValueError):
            continue
        return float(red), float(green), float(blue), float(found.alpha)
    return None


def over(front: Colour, back: Colour) -> Colour:
    """Return a colour as it looks on another."""
    alpha = front[3]
    red, green, blue = (one * alpha + other * (1 - alpha) for one, other in zip(front[:3], back[:3], strict=True))
    return red, green, blue, 1.0


@lru_cache(maxsize=1024)
def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two opaque colours: 1 for equal ones, 21 for black and white."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(of: Colour) -> float:
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in of[:3])
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
