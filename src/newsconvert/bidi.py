"""The bidirectional algorithm (UAX #9) for text without explicit controls: runs, levels, visual order.

PDF and verification have their own: the lines of pages get their order from FriBidi, the library of layout, and
verification must not share code with writers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from .patterns import pattern

# Digits, and what joins them to one number (rules W4 and W5); after an Arabic letter a number is narrower (W2).
_NUMBER = pattern(r"[+-]?[$€£]?\d+(?:[.,:/٫٬+-]\d+)*[%$€£°]*")
_NUMBER_AFTER_ARABIC = pattern(r"\d+(?:[.,:/٫٬]\d+)*")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


class Run(NamedTuple):
    """A run of text in one direction."""

    text: str
    rtl: bool


class _Kinds(dict[int, str]):
    """What decides the direction of each character, as one letter: its strong direction, a kind of number, or neither.

    R and L are strong, E European and A Arabic-Indic digits, M marks, N all others.
    """

    _LETTERS: ClassVar = {"R": "R", "AL": "R", "L": "L", "EN": "E", "AN": "A", "NSM": "M"}

    def __missing__(self, code: int) -> str:
        kind = self[code] = self._LETTERS.get(unicodedata.bidirectional(chr(code)), "N")
        return kind


_KINDS = _Kinds()


def directional_runs(text: str, *, rtl: bool = True) -> list[Run]:
    """Split `text` into runs of one direction each, in logical order, for a paragraph whose base direction is `rtl`.

    Follows UAX #9 where it decides the run of a character: European digits after a Latin word belong to the word (W7),
    other digits to the base direction; brackets follow their content or context (N0); other neutral characters follow
    their neighbours if these agree, else the base direction (N1, N2).
    """
    if rtl and "L" not in {_KINDS[ord(character)] for character in set(text)}:
        return [Run(text, True)] if text else []  # then digits have the base direction too
    kinds, base = text.translate(_KINDS), "R" if rtl else "L"
    strong = re.sub("[RL][^RL]*", lambda found: found[0].replace("E", found[0][0]), kinds)
    strong = strong.replace("E", base).replace("A", "R")
    if "M" in strong:
        strong = re.sub("([^M])M+", lambda found: found[1] * len(found[0]), strong).replace("M", "N")
    strong = _resolve_brackets(text, strong, base)
    runs: list[Run] = []
    for found in re.finditer("R+|L+|N+", strong):
        direction, (start, end) = found[0][0], found.span()
        if direction == "N":
            before, after = "LR"[runs[-1].rtl] if runs else base, strong[end : end + 1] or base
            direction = before if before == after else base
        right = direction == "R"
        if runs and runs[-1].rtl == right:
            runs[-1] = Run(runs[-1].text + text[start:end], right)
        else:
            runs.append(Run(text[start:end], right))
    return runs


_DEEPEST = 63  # the most brackets that may be open at once (rule BD16)
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def _resolve_brackets(text: str, strong: str, base: str) -> str:
    """Return `strong` with both brackets of each pair in one direction (UAX #9, rules BD16 and N0)."""
    if not any(opening in text for opening in "([{"):
        return strong
    pairs: list[tuple[int, int]] = []
    open_at: list[int] = []
    for at, character in enumerate(text):
        if character in "([{":
            if len(open_at) == _DEEPEST:
                break
            open_at.append(at)
        elif character in _BRACKETS:
            match = next((p for p in reversed(open_at) if text[p] == _BRACKETS[character]), None)
            if match is not None:
                del open_at[open_at.index(match) :]
                pairs.append((match, at))
    found = list(strong)
    for start, end in sorted(pairs):
        inside = set(found[start + 1 : end]) - {"N"}
        if not inside:
            continue
        before = next((found[at] for at in range(start - 1, -1, -1) if found[at] != "N"), base)
        found[start] = found[end] = base if base in inside or before == base else before
    return "".join(found)


def levels(text: str, *, rtl: bool) -> list[int]:
    """Return the embedding level of each character: in Arabic too, numbers run from left to right (UAX #9, I1, I2).

    `rtl` is the base direction. The text has no explicit embeddings or isolates.
    """
    found: list[int] = []
    for run in directional_runs(text, rtl=rtl):
        found += [int(run.rtl) if not rtl or run.rtl else 2] * len(run.text)
    arabic = re.search("[\u0620-\u064a\u0671-\u06d3]", text)
    start = arabic.start() if arabic else len(text)
    for numbers, begin, end in ((_NUMBER, 0, start), (_NUMBER_AFTER_ARABIC, start, len(text))):
        for number in numbers.finditer(text, begin, end):
            for at in range(number.start(), number.end()):
                found[at] += found[at] % 2
    return found


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the positions of what has these embedding levels, from left to right (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return order


def to_display_order(line: str, *, rtl: bool) -> str:
    """Return `line` with its characters from left to right, as a display that does not reorder needs them.

    Combining marks stay after their letter (rule L3), and brackets of right-to-left runs are mirrored (rule L4).
    """
    clusters: list[tuple[str, int]] = []
    for character, level in zip(line, levels(line, rtl=rtl), strict=True):
        if clusters and unicodedata.combining(character):
            clusters[-1] = (clusters[-1][0] + character, clusters[-1][1])
        else:
            clusters.append((character, level))
    ordered = (clusters[at] for at in visual_order([level for _, level in clusters]))
    return "".join(text.translate(_MIRRORED) if level % 2 else text for text, level in ordered)
