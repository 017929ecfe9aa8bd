"""Regular expressions that are compiled when they are first used: an article needs a fifth of those that there are.

Compiling these takes 50 ms at each start, so that a command keeps the code that `re` made of them (`keep_compiled`) for
the same version of Python, which checks such code before it is used.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from functools import cache, cached_property
from importlib import import_module
from typing import Any, cast

from . import keeping

#: What `_sre.compile` asks for besides the text: flags, code, number of groups, the groups' numbers and their names.
#: The code is in hexadecimal digits, which are read in a fifth of the time of numbers.
_Parts = tuple[int, str, int, dict[str, int], list[str | None]]
_CODE = "I"
_VERSION = ".".join(map(str, sys.version_info[:3]))
_NAME = f"patterns-{sys.byteorder}-{sys.implementation.cache_tag}-{_VERSION}.txt"
_compiled: dict[tuple[str, int], re.Pattern[str]] = {}


@cache
def _loaded() -> dict[str, str]:
    """Return what is kept of each pattern, by text and flags; it is parsed when it is asked for, which few are."""
    try:
        lines = (keeping.load(_NAME) or b"").decode().splitlines()
        return dict(line.split("\t", 1) for line in lines)
    except ValueError:
        return {}


def _compile(text: str, flags: int) -> re.Pattern[str]:
    key = text, int(flags)
    if key not in _compiled:
        _compiled[key] = _of_kept(*key) or re.compile(text, flags)
    return _compiled[key]


def _of_kept(text: str, flags: int) -> re.Pattern[str] | None:
    try:
        known, code, groups, numbers, names = json.loads(_loaded()[_name(text, flags)])
        code = array(_CODE, bytes.fromhex(code)).tolist()
        found: re.Pattern[str] = import_module("_sre").compile(text, known, code, groups, numbers, tuple(names))
    except (LookupError, AttributeError, RuntimeError, TypeError, ValueError, OverflowError):
        return None
    return found


def keep_compiled() -> None:
    """Keep the patterns that this run has compiled for the next, where `re` is made as it is known to be."""
    every = _loaded()
    if new := [key for key in _compiled if _name(*key) not in every]:
        try:
            every = every | {_name(*key): json.dumps(_parts(*key)) for key in new}
        except (AttributeError, ImportError, TypeError):
            return
        keeping.store(_NAME, "\n".join(f"{name}\t{parts}" for name, parts in sorted(every.items())).encode())


def _name(text: str, flags: int) -> str:
    return json.dumps((text, flags))


def _parts(text: str, flags: int) -> _Parts:
    """Return what the pattern is made of, put together as `re._compiler.compile` does."""
    parsed: Any = import_module("re._parser").parse(text, flags)
    code: list[int] = import_module("re._compiler")._code(parsed, flags)
    numbers: dict[str, int] = parsed.state.groupdict
    names = {number: name for name, number in numbers.items()}
    groups = parsed.state.groups
    packed = array(_CODE, code).tobytes().hex()
    return flags | parsed.state.flags, packed, groups - 1, numbers, [names.get(number) for number in range(groups)]


def _method(name: str) -> cached_property[Any]:
    return cached_property(lambda self: getattr(_compile(self.pattern, self.flags), name))


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
