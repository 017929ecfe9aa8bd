"""Regular expressions that are compiled when they are first used: an article needs a fifth of those that the rules have."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


def _method(name: str) -> cached_property[Any]:
    return cached_property(lambda self: getattr(re.compile(self.pattern, self.flags), name))


class _Lazy:
    """Stands for a compiled pattern: each method becomes that of the compiled one when it is first used."""

    match, fullmatch, search = map(_method, ("match", "fullmatch", "search"))
    sub, split = map(_method, ("sub", "split"))
    findall, finditer = map(_method, ("findall", "finditer"))

    def __init__(self, text: str, flags: int) -> None:
        self.pattern, self.flags = text, flags


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return the regular expression `text`, which is compiled when it is first used."""
    return cast("re.Pattern[str]", _Lazy(text, flags))
