"""Characters of fonts that are not in Unicode order, and equations, as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...model import Inline, Subscript, Superscript, Text
from ..shaping import merged

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x72: "❒", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA0: "▫", 0xA7: "▪", 0xA8: "◻", 0xAB: "★",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_GREEK = dict(zip(
    (*range(0x41, 0x5B), *range(0x61, 0x7B)),
    "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
    strict=True,
))  # fmt: skip
_SYMBOL = _GREEK | {
    0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD1: "∇", 0xD2: "®",
    0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xDE: "⇒", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑",
    0xF2: "∫",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "symbol": _SYMBOL}


def symbol(font: str, code: str) -> str:
    """Return the character of a symbol (17.3.3.30), or an empty string for one that has none in Unicode."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if table := _FONTS.get(font.lower()):
        low = number & 0xFF
        return str(table.get(low, chr(low) if font.lower() == "symbol" and 0x20 <= low < 0x7F else ""))
    return "" if 0xD800 <= number < 0xF900 or not 0x20 <= number < 0x110000 else chr(number)


def readable(font: str, text: str) -> str:
    """Return text in which characters of a symbol font are those of Unicode."""
    table = _FONTS.get(font.lower())
    if table is None:
        return text
    return "".join(table.get(ord(one) & 0xFF, one) if "\uf000" <= one <= "\uf0ff" else one for one in text)


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
