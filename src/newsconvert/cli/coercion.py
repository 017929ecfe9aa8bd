"""Take texts and paths from the command line as they are.

Typer has Pydantic check every value, which takes longer to load than an article takes to convert. It still does for
numbers and choices, and where a path is to be there, or to be of a kind.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import typer.core

_plain_build = getattr(typer.core, "build_runtime_param", None)  # Typer had none before 0.24


class _Deferred:
    """Stands for what Typer coerces the values of a parameter with, which is made when a value asks for it."""

    def __init__(self, descriptor: Any) -> None:
        self._descriptor = descriptor
        self._made: Any = None

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return a value as the function of the command takes it. Raise BadParameter for one that it cannot take."""
        kind = self._descriptor.annotation
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        if type(value) is kind and (kind is str or value == self._descriptor.parameter_info.default):
            return value
        if kind == list[str] and several and isinstance(value, list | tuple) and all(type(one) is str for one in value):
            return list(value)
        if kind is Path and type(value) is str and self._takes_any_path() and os.access(value, os.R_OK):
            return Path(value)
        if self._made is None:
            assert _plain_build is not None
            self._made = _plain_build(self._descriptor)
        return self._made.coerce(value, param=param, ctx=ctx)

    def _takes_any_path(self) -> bool:
        wanted = self._descriptor.parameter_info
        free = wanted.file_okay and wanted.dir_okay and wanted.parser is None and wanted.path_type in (None, Path)
        return bool(free and not (wanted.writable or wanted.resolve_path))


if _plain_build is not None:
    typer.core.build_runtime_param = _Deferred  # type: ignore[attr-defined,assignment]
