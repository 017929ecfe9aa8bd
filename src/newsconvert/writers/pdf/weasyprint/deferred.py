"""Modules that a library imports at its start, and that are loaded when one of their functions is first called."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class _Deferred(ModuleType):
    """Stands for a module: each name in it is a function that loads the module and calls what has that name there."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        module = self.__name__

        def call(*arguments: Any, **more: Any) -> Any:
            return getattr(import_module(module), name)(*arguments, **more)

        return call


@contextmanager
def deferred(*names: str) -> Iterator[None]:
    """Let what is imported in a block find stand-ins of modules, whose functions and classes it may only call."""
    mine = {name: _Deferred(name) for name in names if name not in sys.modules}
    sys.modules.update(mine)
    try:
        yield
    finally:
        for name, module in mine.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
