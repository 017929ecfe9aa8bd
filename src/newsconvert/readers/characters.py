"""Remove characters that documents cannot contain, with a warning that names their lines; keep the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

from ..errors import OptionError
from ..markup import XML_INVALID
from ..patterns import pattern
from ..result import Kind, Warning
from .repairs import letters_of_shapes, shapes

#: Line ends. Form feeds and vertical tabs are page and line breaks of printers.
LINE_BREAK = pattern("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_OTHER_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
TO_CLEAN = pattern(f"{XML_INVALID.pattern}|[\u202a-\u202e\u2066-\u2069]")
_BIDI = pattern("[\u202a-\u202e\u2066-\u2069]")
_ENTITY = pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ISOLATES, _POP_ISOLATE, _POP = "\u2066\u2067\u2068", "\u2069", "\u202c"

#: The normalizations of `--normalize`, by name.
NORMALIZATIONS = {
    "hamza": (pattern("[أإآٱ]"), "ا"),
    "ya": (pattern("ى"), "ي"),
    "tatweel": (pattern("ـ"), ""),
    "marks": (pattern("[\u064b-\u0652\u0670]"), ""),
    "digits": (pattern("[\u0660-\u0669\u06f0-\u06f9]"), ""),
    "forms": (pattern("[\ufb50-\ufefc]"), ""),
}


def clean(text: str) -> tuple[list[str], list[Warning]]:
    """Return the lines of `text` without characters that documents cannot contain, and a warning for each kind."""
    lines = LINE_BREAK.split(text) if any(mark in text for mark in _OTHER_BREAKS) else text.split("\n")
    shaped = shapes(text)
    if not any(not line.isprintable() and TO_CLEAN.search(line) for line in lines):
        return lines, shaped
    dropped: list[tuple[int, str]] = []
    removed: list[tuple[int, str]] = []
    for at, line in enumerate(lines):
        found = XML_INVALID.findall(line)
        if found:
            dropped += [(at + 1, character) for character in found]
            line = lines[at] = XML_INVALID.sub("", line)  # noqa: PLW2901
        wrong = unbalanced_controls(line) if _BIDI.search(line) else []
        if wrong:
            removed += [(at + 1, line[place]) for place in wrong]
            lines[at] = "".join(character for place, character in enumerate(line) if place not in wrong)
    warnings = shaped
    if dropped:
        warnings.append(
            Warning(Kind.INVALID_CHARACTER, _describe_characters("Dropped characters invalid in documents", dropped))
        )
    return lines, warnings + _removed_controls(removed)


def controls_beside(text: str, kept: str) -> list[Warning]:
    """Return the warning of the direction controls that `clean` removes from markup, of those beside words of `kept`.

    `kept` are the letters and digits of what is read.
    """
    removed = [
        (at, line[place])
        for at, line in enumerate(LINE_BREAK.split(text), 1)
        for place in (unbalanced_controls(line) if _BIDI.search(line) else ())
        if (beside := "".join(filter(str.isalnum, unescape(_text_around(line, place))))) and beside in kept
    ]
    return _removed_controls(removed)


def _removed_controls(removed: list[tuple[int, str]]) -> list[Warning]:
    told = "Removed unbalanced direction controls"
    return [Warning(Kind.BIDI_CONTROL, _describe_characters(told, removed))] if removed else []


def _text_around(line: str, place: int) -> str:
    """Return the text between tags, or the value of an attribute, that a place in markup is in."""
    before, after = re.split('[<>"]', line[:place]), re.split('[<>"]', line[place:])
    return before[-1] + after[0]


def decode_entities(text: str) -> tuple[str, list[Warning]]:
    """Return `text` with HTML's entities as the characters they name, also those escaped twice, and a warning of them.

    Only what HTML (section 13.5) names counts, and only with its semicolon: «AT&T» and «&c» stay as they are.
    """
    if "&" not in text or not _ENTITY.search(text):
        return text, []
    found: list[str] = []

    def character(match: re.Match[str]) -> str:
        shown = unescape(match[0])
        if shown == match[0] or XML_INVALID.search(shown):
            return match[0]
        found.append(match[0])
        return shown

    for _ in range(2):
        text = _ENTITY.sub(character, text)
    if not found:
        return text, []
    shown = ", ".join(dict.fromkeys(found[:5]))
    return text, [Warning(Kind.ENTITY, f"Decoded {len(found)} HTML entities ({shown}).")]


def unbalanced_controls(line: str) -> list[int]:
    """Return the positions of unbalanced direction controls in `line`.

    An unclosed control reorders the following text, so that the line would not look as it reads.
    """
    opened: list[int] = []
    wrong: list[int] = []
    for found in _BIDI.finditer(line):
        at, character = found.start(), found[0]
        if character == _POP:
            if opened and line[opened[-1]] not in _ISOLATES:
                opened.pop()
            else:
                wrong.append(at)
        elif character == _POP_ISOLATE:
            match = next((i for i in range(len(opened) - 1, -1, -1) if line[opened[i]] in _ISOLATES), None)
            if match is None:
                wrong.append(at)
            else:
                wrong += opened[match + 1 :]
                del opened[match:]
        else:
            opened.append(at)
    return sorted(wrong + opened)


def normalized(text: str, names: Iterable[str]) -> str:
    """Return `text` with these normalizations. Raise OptionError for an unknown name."""
    for name in names:
        if name not in NORMALIZATIONS:
            raise OptionError(f"There is no normalization {name!r}; choose from {', '.join(NORMALIZATIONS)}.")
        pattern, replacement = NORMALIZATIONS[name]
        if name == "digits":
            text = pattern.sub(lambda found: str(unicodedata.digit(found[0])), text)
        elif name == "forms":
            text = letters_of_shapes(text)
        else:
            text = pattern.sub(replacement, text)
    return text


def _describe_characters(what: str, found: list[tuple[int, str]]) -> str:
    shown = [f"U+{ord(character):04X} in line {line}" for line, character in found[:5]]
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    return f"{what}: {', '.join(shown)}{more}."
