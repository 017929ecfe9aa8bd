"""Lines as far apart as deep letters need: those of Nastaliq slope, and reach two and a half times their size."""

from __future__ import annotations

import re
from pathlib import Path

from ..fontfile import line_height

#: Of their size, how far apart lines of other styles want to be at most; Kufi asks for 1.9.
_DEEP = 2.2
_RULE = re.compile(r"(?P<selector>[^{}]*)\{(?P<declarations>[^{}]*)\}")
_BODY = re.compile(r"(?:^|[}\n])\s*html\s*\{[^{}]*?line-height:\s*(\d*\.?\d+)\s*[;}]")
_HEADLINES = re.compile(r"\bh[1-6]\b|\.(?:kicker|deck|byline|dateline|date|speaker)\b")
_HEIGHT = re.compile(r"(?P<name>\b(?:line-height|margin|padding|(?:min-)?height)[\w-]*):(?P<value>[^;{}]*)")
_REM = re.compile(r"(?<![\w.])(-?\d*\.?\d+)rem\b")
_KASHIDA = re.compile(r"--kashida:[^;}]*")
_TIMES = re.compile(r"\s*(\d*\.?\d+)\s*")


def is_deep(font: Path) -> bool:
    """Return whether a font wants its lines further apart than themes have them, as those of Nastaliq do."""
    return line_height(font) > _DEEP


def with_leading(css: str, text: Path, headline: Path) -> str:
    """Return the style sheet of a theme with lines as far apart as its fonts want them, if these are deep.

    `text` and `headline` are the files of the fonts. Lines of text have the height that the ascent and the descent of
    the font come to; what is stated in lines of the page, in rem, keeps its number of them. Letters are not stretched.
    """
    stated = _BODY.findall(css)
    if not stated or not (is_deep(text) or is_deep(headline)):
        return css
    more = line_height(text) / float(stated[-1]) if is_deep(text) else 1.0

    def rule(found: re.Match[str]) -> str:
        head = _HEADLINES.search(found["selector"]) is not None
        own = line_height(headline if head else text)
        least = own if is_deep(headline if head else text) else 0.0

        def height(one: re.Match[str]) -> str:
            value = one["value"]
            if one["name"] == "line-height" and (times := _TIMES.fullmatch(value)):
                wanted = float(times[1]) and max(float(times[1]), least)
                return f"{one['name']}: {wanted:g}"
            return f"{one['name']}:" + _REM.sub(lambda rem: f"{float(rem[1]) * more:.5g}rem", value)

        declared = (
            re.sub(r"--kashida:[^;}]*", "--kashida: none", found["declarations"])
            if is_deep(text)
            else found["declarations"]
        )
        return f"{found['selector']}{{{_HEIGHT.sub(height, declared)}}}"

    return _RULE.sub(rule, css)
