"""Characters of fonts that are not in Unicode order, for the formats of word processors."""

from __future__ import annotations

import re

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
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_USUAL = {0xB7: "•"} | {code: _WINGDINGS[code] for code in (0xA7, 0xD8, 0xFB, 0xFC)}
#: Signs that stand before items of lists.
BULLETS = frozenset("•·o§▪■●○◦–—-*➢✓\u2023") | frozenset(_WINGDINGS.values())


def _table(font: str) -> dict[int, str] | None:
    """Return the table of a font. LibreOffice numbers those of one name, «Wingdings1», and «Wingdings 2» is another."""
    return _FONTS.get(re.sub(r"(?<=[a-z])\d+$", "", font.lower()))


def symbol(font: str, code: str) -> str:
    """Return the character of a symbol (17.3.3.30), or an empty string for one that has none in Unicode."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if table := _table(font):
        low = number & 0xFF
        return str(table.get(low, chr(low) if table is _SYMBOL and 0x20 <= low < 0x7F else ""))
    return "" if 0xD800 <= number < 0xF900 or not 0x20 <= number < 0x110000 else chr(number)


def readable(font: str, text: str) -> str:
    """Return text in which characters of a symbol font, which programs write at U+F000, are those of Unicode.

    Bullets and ticks are those also in fonts that are not known: lists are often set again after they were made.
    """
    table = _table(font)

    def readable_character(found: re.Match[str]) -> str:
        low = ord(found[0]) & 0xFF
        plain = chr(low) if table is _SYMBOL and 0x20 <= low < 0x7F else found[0]
        return (table or _USUAL).get(low, plain)

    return _PRIVATE.sub(readable_character, text)
