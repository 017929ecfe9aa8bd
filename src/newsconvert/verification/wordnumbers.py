"""The labels that Word gives the items of lists (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from typing import Any

from .wordnames import DIGITS, W
from .wordstyles import Styles

_ALPHABETS = {
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_WORD = re.compile(r"[^\W_]")
_TENS, _UNITS = ("", "x", "xx", "xxx", "xl"), ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Numbers:
    """The labels that Word gives the items of lists (17.9); its option Numeral chooses their digits."""

    def __init__(self, root: Any, styles: Styles) -> None:
        """Take the root of the part with the lists, or None, and the styles, which may number paragraphs."""
        self._styles = styles
        kinds: dict[str, Any] = {}
        self._levels: dict[tuple[str, int], Any] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self.used: dict[tuple[str, int], Any] = {}  # the levels that paragraphs have
        self.last = 0  # the number of the last label: 0 for a bullet, -1 for what is neither
        if root is None:
            return
        kinds = {kind.get(f"{W}abstractNumId"): kind for kind in root.iterfind(f"{W}abstractNum")}
        for one in root.iterfind(f"{W}num"):
            number = one.get(f"{W}numId", "")
            of = one.find(f"{W}abstractNumId")
            kind = kinds.get(of.get(f"{W}val")) if of is not None else None
            for level in () if kind is None else kind.iterfind(f"{W}lvl"):
                key = number, int(level.get(f"{W}ilvl", 0))
                own = one.find(f"{W}lvlOverride[@{W}ilvl='{key[1]}']/{W}lvl")
                stated = self._levels[key] = level if own is None else own
                override = one.find(f"{W}lvlOverride[@{W}ilvl='{key[1]}']/{W}startOverride")
                self._starts[key] = int(
                    _value(stated, "start") or 1 if override is None else override.get(f"{W}val", 1)
                )

    def labels(self, paragraph: Any) -> tuple[str, ...]:
        """Return the label of a paragraph, with either digits; nothing if it is no item with a label of its own."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is None:
            properties = self._styles.numbering_of(paragraph)
        if properties is None:
            return ()
        number, depth = _value(properties, "numId"), int(_value(properties, "ilvl") or 0)
        level = self._levels.get((number, depth))
        if level is None:
            return ()
        self.used[number, depth] = level
        key = number, depth
        count = self._counts[key] = self._counts.get(key, self._starts[key] - 1) + 1
        format_, text = _value(level, "numFmt"), _value(level, "lvlText")
        if format_ in ("bullet", "none"):
            self.last = 0 if format_ == "bullet" and not _WORD.search(text) else -1
            return (text,)
        own = f"%{depth + 1}"
        plain = format_ in DIGITS and text.count(own) == 1 and not re.search(r"\w", re.sub(r"%\d", "", text))
        self.last = count if plain else -1
        counter = str(count)
        if alphabet := _ALPHABETS.get(format_):
            counter = alphabet[count - 1] if count <= len(alphabet) else counter
        elif format_ in ("lowerRoman", "upperRoman") and count < 50:
            counter = _TENS[count // 10] + _UNITS[count % 10]
            counter = counter.upper() if format_ == "upperRoman" else counter
        label = text.replace(f"%{depth + 1}", counter)
        return tuple(dict.fromkeys((label, text.replace(f"%{depth + 1}", counter.translate(_ARABIC_INDIC)))))


def _value(element: Any, tag: str) -> str:
    child = element.find(f"{W}{tag}")
    return "" if child is None else str(child.get(f"{W}val", ""))
