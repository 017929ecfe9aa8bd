"""Headings and items as AsciiDoc, reStructuredText and wikis mark them in plain text, with the marks of Markdown."""

from __future__ import annotations

import re

from ..patterns import pattern

_ANY = pattern(r"^(?:={1,6}[ \t]+\S|([=~^-])\1{2,}[ \t]*$)", re.MULTILINE)
#: A text has one of these where that is found, and few have.
_SIGNS = ("=", "---", "~~~", "^^^")
_UNDERLINE = pattern(r"([=~^-])\1{2,}")
_PREFIXED = pattern(r"(={1,6})[ \t]+(\S.*?)(?:[ \t]+=+)?")
_NUMBERED = pattern(r"\.[ \t]+(?=\S)")
_LONGEST, _WORDS = 100, 15


def with_hash_marks(text: str, lines: list[str]) -> list[str]:
    """Return the lines of a text with their headings marked by #, where it marks them in another of these ways."""
    if not any(mark in text for mark in _SIGNS) or not _ANY.search(text):
        return lines
    return _prefixed(_underlined(lines))


def _underlined(lines: list[str]) -> list[str]:
    """Return lines without rules as long as the short line over them, which is a heading, one level for each rule."""
    found = {
        at: rule[1]
        for at, line in enumerate(lines[1:])
        if (rule := _UNDERLINE.fullmatch(line.strip())) and _is_title(lines, at) and _is_as_long(line, lines[at])
    }
    kinds = list(dict.fromkeys(found.values()))
    if not kinds or ("=" not in kinds and len(found) < 2):  # one row of dashes sets something apart
        return lines
    levels = {kind: at for at, kind in enumerate(kinds, 1 if min(found) == _first(lines) else 2)}
    made = list(lines)
    for at, kind in found.items():
        made[at], made[at + 1] = f"{'#' * min(levels[kind], 6)} {lines[at].strip()}", ""
    return made


def _is_title(lines: list[str], at: int) -> bool:
    line = lines[at].strip()
    short = 0 < len(line) <= _LONGEST and len(line.split()) <= _WORDS and line[-1] not in ".،؛:,"
    return short and not (at and lines[at - 1].strip()) and any(map(str.isalpha, line))


def _is_as_long(rule: str, line: str) -> bool:
    return 0.6 <= len(rule.strip()) / len(line.strip()) <= 1.7


def _first(lines: list[str]) -> int:
    return next((at for at, line in enumerate(lines) if line.strip()), 0)


def _prefixed(lines: list[str]) -> list[str]:
    """Return lines with the signs of equality that open headings as #, and the stops that open items as numbers."""
    found = {at: one for at, line in enumerate(lines) if (one := _PREFIXED.fullmatch(line.strip()))}
    titles = [at for at, one in found.items() if len(one[1]) == 1]
    if titles not in ([], [_first(lines)]) or len(found) < 2:  # bullets, or the mark that ends a report
        return lines
    made, number = list(lines), 0
    for at, line in enumerate(lines):
        if one := found.get(at):
            made[at] = f"{'#' * len(one[1])} {one[2]}"
        elif item := _NUMBERED.match(line):
            number += 1
            made[at] = f"{number}. {line[item.end() :]}"
        if line.strip() and not _NUMBERED.match(line):
            number = 0
    return made
