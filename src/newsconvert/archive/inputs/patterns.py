"""Patterns of files of this machine. What they match is in the folder that they begin with, links notwithstanding."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

WILDCARD = re.compile(r"[*?\[]")
#: `**` that is not the whole name of a folder means `*`.
_STARS = re.compile(r"(?<=[^/])\*\*+|\*\*+(?=[^/])")


def base_of(pattern: str) -> str:
    """Return the folder that a pattern begins with, "" for the current one."""
    found = WILDCARD.search(pattern)
    base, slash, _ = pattern[: found.start() if found else None].rpartition("/")
    return base or slash


def matching(pattern: str) -> Iterator[tuple[str, bool]]:
    """Yield the files and folders that match a pattern, and whether a link leads from there out of its folder.

    Hidden ones match only what begins with a dot. `**` does not go into folders that are links: they may lead anywhere,
    and back. The path that leads out is that of the link itself, once.
    """
    base = base_of(pattern)
    inside, told = Path(os.path.realpath(base or ".")), set[str]()
    rest = re.sub(r"\*\*/?$", "**/*", _STARS.sub("*", pattern[len(base) :].strip("/")))
    hidden = re.search(r"(?:^|/)\.", rest) is not None
    for found in Path(base or ".").glob(rest):
        below = found.relative_to(base or ".").parts
        if not hidden and any(part.startswith(".") for part in below):
            continue
        path = posixpath.join(base, *below)
        if Path(os.path.realpath(path)).is_relative_to(inside):
            yield path, False
            continue
        steps = (posixpath.join(base, *below[:count]) for count in range(1, len(below) + 1))
        link = next(step for step in steps if not Path(os.path.realpath(step)).is_relative_to(inside))
        if link not in told:
            told.add(link)
            yield link, True
