"""Which tests `pytest --quick` leaves out: those that start an outside judge, and those marked `slow`."""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

import pytest

from support import judges


def is_quick(item: pytest.Item) -> bool:
    """Return whether neither a test nor a fixture of its own, nor what they call in the tests, refers to a judge."""
    assert isinstance(item, pytest.Function)
    fixtures = item._fixtureinfo.name2fixturedefs.values()
    functions = [item.function, *(fixture.func for found in fixtures for fixture in found)]
    marked = item.get_closest_marker("slow") or item.get_closest_marker("judge")
    return not marked and not any(map(_starts_judge, functions))


def _starts_judge(function: Any) -> bool:
    return any(
        value is judges or getattr(value, "__module__", "") == judges.__name__ for value in _reached(function, set())
    )


def _reached(function: Any, seen: set[Any]) -> Iterator[Any]:
    """Yield the globals that a function of the tests names, and those of the functions of the tests among them."""
    function = getattr(function, "__wrapped__", function)
    code = getattr(function, "__code__", None)
    if code is None or code in seen or "site-packages" in code.co_filename:
        return
    seen.add(code)
    codes = [code]
    while codes:
        code = codes.pop()
        codes += [inner for inner in code.co_consts if hasattr(inner, "co_names")]
        for name in code.co_names:
            value = function.__globals__.get(name)
            if isinstance(value, FunctionType):
                yield value
                yield from _reached(value, seen)
            elif isinstance(value, ModuleType | type):
                yield value
