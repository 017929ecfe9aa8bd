"""The bidirectional algorithm (UAX #9) for text without explicit controls: runs, levels, visual order.

PDF and verification have their own: the lines of pages get their order from FriBidi, the library of layout, and
verification must not share code with writers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

# Digits, and what joins them to one number (rules W4 and W5); after an Arabic letter a number is narrower (W2).
_NUMBER = re.compile(r"[+-]?[$€£]?\d+(?:[.,:/٫٬+-]\d+)*[%$€£°]*")
_NUMBER_AFTER_ARABIC = re.compile(r"\d+(?:[.,:/٫٬]\d+)*")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


class Run(NamedTuple):
    """A run of text in one direction."""

    text: str
    rtl: bool


def directional_runs(text: str, *, rtl: bool = True) -> list[Run]:
    """Split `text` into runs of one direction each, in logical order, for a paragraph whose base direction is `rtl`.

    Follows UAX #9 where it decides the run of a character: European digits after a Latin word belong to the word (W7),
    other digits to the base direction; brackets follow their content or context (N0); other neutral characters follow
    their neighbours if these agree, else the base direction (N1, N2).
    """
    if rtl and "L" not in {unicodedata.bidirectional(character) for character in set(text)}:
        return [Run(text, True)] if text else []  # then digits have the base direction too
    strong: list[bool | None] = []  # True: right to left, False: left to right, None: neutral
    last = rtl
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL", "L"):
            last = kind != "L"
            strong.append(last)
        elif kind == "EN":
            strong.append(last)
        elif kind == "AN":
            strong.append(True)
        elif kind == "NSM" and strong:
            strong.append(strong[-1])
        else:
            strong.append(None)
    _resolve_brackets(text, strong, rtl)
    runs: list[Run] = []
    start, count = 0, len(strong)
    while start < count:
        end = start
        while end < count and strong[end] == strong[start]:
            end += 1
        direction = strong[start]
        if direction is None:
            before = runs[-1].rtl if runs else rtl
            after = strong[end] if end < count else rtl
            direction = before if before == after else rtl
        if runs and runs[-1].rtl == direction:
            runs[-1] = Run(runs[-1].text + text[start:end], direction)
        else:
            runs.append(Run(text[start:end], direction))
        start = end
    return runs


_DEEPEST = 63  # the most brackets that may be open at once (rule BD16)
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def _resolve_brackets(text: str, strong: list[bool | None], rtl: bool) -> None:
    """Give both brackets of a pair one direction, in place (UAX #9, rules BD16 and N0)."""
    if not any(opening in text for opening in "([{"):
        return
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
    for start, end in sorted(pairs):
        inside = set(strong[start + 1 : end]) - {None}
        if not inside:
            continue
        before = next((strong[at] for at in range(start - 1, -1, -1) if strong[at] is not None), rtl)
        strong[start] = strong[end] = rtl if rtl in inside or before == rtl else before


def levels(text: str, *, rtl: bool) -> list[int]:
    """Return the embedding level of each character: in Arabic too, numbers run from left to right (UAX #9, I1, I2).

    `rtl` is the base direction. The text has no explicit embeddings or isolates.
    """
    found: list[int] = []
    for run in directional_runs(text, rtl=rtl):
        found += [int(run.rtl) if not rtl or run.rtl else 2] * len(run.text)
    arabic = re.search("[\u0620-\u064a\u0671-\u06d3]", text)
    start = arabic.start() if arabic else len(text)
    for pattern, begin, end in ((_NUMBER, 0, start), (_NUMBER_AFTER_ARABIC, start, len(text))):
        for number in pattern.finditer(text, begin, end):
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
