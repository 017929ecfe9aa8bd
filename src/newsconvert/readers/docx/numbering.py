"""The numbers of paragraphs as Word prints them (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

from typing import Any, NamedTuple

from ...packages.word import W
from ..numberforms import format_number

_W = f"{{{W}}}"
_LEVELS = 9
#: Fonts that show European digits as Arabic-Indic ones; documents of ours have them.
_DIGITS_FONT = "Arabic-Indic Digits"


class Level(NamedTuple):
    """A level of a kind of lists."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_after: int | None = None  # of the levels above it, which one; 0: none
    legal: bool = False
    style: str = ""
    indent: int = 0
    arabic_indic: bool = False


class Number(NamedTuple):
    """The number of a paragraph: which list and level it is of, and what is printed; no label for a bullet."""

    list: str
    level: int
    label: str | None
    value: int
    indent: int
    usual: bool
    """Whether it is what ordered lists print if nothing else is said: the number and a full stop."""


class Numbering:
    """The lists of a document while its paragraphs are read in order."""

    def __init__(self, numbering: Any, styles: dict[str, Any]) -> None:
        self._kinds: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        kinds = {one.get(f"{_W}abstractNumId", ""): one for one in numbering.iterfind(f"{_W}abstractNum")}
        nums = {one.get(f"{_W}numId", ""): one for one in numbering.iterfind(f"{_W}num")}
        for name, kind in kinds.items():
            linked = _value(kind, "numStyleLink")
            if linked and linked in styles:  # the levels are those of the list that the style is made of
                own = styles[linked].find(f"{_W}pPr/{_W}numPr/{_W}numId")
                num = nums.get(own.get(f"{_W}val", "")) if own is not None else None
                target = _value(num, "abstractNumId") if num is not None else ""
                kind = kinds.get(target, kind)  # noqa: PLW2901
            self._kinds[name] = _levels(kind)
        for name, num in nums.items():
            starts: dict[int, int] = {}
            levels: dict[int, Level] = {}
            for override in num.iterfind(f"{_W}lvlOverride"):
                at = _number(override.get(f"{_W}ilvl"), 0)
                if start := _value(override, "startOverride"):
                    starts[at] = _number(start, 1)
                levels |= _levels(override)
            self._lists[name] = _value(num, "abstractNumId"), starts, levels

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level of a list that belongs to a style."""
        kind = self._lists.get(number, ("", {}, {}))[0]
        return next((at for at, level in self._kinds.get(kind, {}).items() if level.style == style), 0)

    def next(self, number: str, at: int) -> Number | None:
        """Count a paragraph of this list and level; return its number, or None if there is no such list."""
        if number not in self._lists:
            return None
        kind, starts, levels = self._lists[number]
        known = self._kinds.get(kind, {}) | levels
        level = known.get(at)
        if level is None:
            return None
        counts = self._counts.setdefault(kind, {})
        if number not in self._begun:  # lists of one kind count on, unless they say where to start
            self._begun.add(number)
            for place, start in starts.items():
                counts[place] = start - 1
        counts[at] = counts.get(at, level.start - 1) + 1
        for below in range(at + 1, _LEVELS):
            after = known[below].restarts_after if below in known else None
            if below in counts and after != 0 and (after is None or at < after):
                counts[below] = starts.get(below, known[below].start if below in known else 1) - 1
        value = counts[at]
        name = number if starts else kind  # lists of one kind that count on are one list
        # Word's own hollow bullet is the letter o.
        if level.format == "bullet" and (len(level.text) < 2 or not any(map(str.isalnum, level.text))):
            return Number(name, at, None, value, level.indent, usual=True)
        label = level.text
        for place in range(_LEVELS):
            one = known.get(place, Level())
            count = counts.get(place, one.start)
            shown = str(count) if level.legal else format_number(count, one.format, arabic_indic=one.arabic_indic)
            label = label.replace(f"%{place + 1}", shown)
        usual = level.format == "decimal" and level.text == f"%{at + 1}."
        return Number(name, at, label.strip(), value, level.indent, usual)


def _levels(parent: Any) -> dict[int, Level]:
    found = {}
    for one in parent.iterfind(f"{_W}lvl"):
        indent = one.find(f"{_W}pPr/{_W}ind")
        fonts = one.find(f"{_W}rPr/{_W}rFonts")
        restart = _value(one, "lvlRestart")
        legal = one.find(f"{_W}isLgl")
        found[_number(one.get(f"{_W}ilvl"), 0)] = Level(
            _value(one, "numFmt") or "decimal",
            _value(one, "lvlText"),
            _number(_value(one, "start"), 1),
            _number(restart, 0) if restart else None,
            legal is not None and legal.get(f"{_W}val") not in ("0", "false", "off"),
            _value(one, "pStyle"),
            _number((indent.get(f"{_W}left") or indent.get(f"{_W}start")) if indent is not None else None, 0),
            fonts is not None and str(fonts.get(f"{_W}cs")).startswith(_DIGITS_FONT),
        )
    return found


def _value(element: Any, tag: str) -> str:
    child = element.find(f"{_W}{tag}")
    return "" if child is None else str(child.get(f"{_W}val", ""))


def _number(text: str | None, usual: int) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 10 else usual
