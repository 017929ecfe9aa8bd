"""Regular expressions that are compiled when they are first used: an article needs a fifth of those that the rules have."""

from __future__ import annotations

import re
import sys
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern, and gives its name in the module to that once it is used, so that no call is slower."""

    def __init__(self, text: str, flags: int, names: dict[str, Any]) -> None:
        self.pattern, self.flags, self._names = text, flags, names

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # what copying and the like look for
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self._names.update({own: compiled for own, value in list(self._names.items()) if value is self})
        methods = ("match", "fullmatch", "search", "sub", "split", "findall", "finditer")
        self.__dict__.update((method, getattr(compiled, method)) for method in methods)  # for modules that imported it
        return getattr(compiled, name)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return the regular expression `text`, which is compiled when it is first used."""
    return cast("re.Pattern[str]", _Lazy(text, flags, sys._getframe(1).f_globals))
