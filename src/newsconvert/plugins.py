"""The tables of readers and writers, loaded lazily and extended by entry points."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from .errors import NewsConvertError, UnknownFormatError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Loadable = str | Callable[..., Any]


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Row = TypeVar("Row", bound=_Named)


def load(function: Loadable) -> Callable[..., Any]:
    """Return `function`, imported if it is given as `module:name`."""
    if not isinstance(function, str):
        return function
    module, _, name = function.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


@cache
def _offered() -> bool:
    """Return whether an installed package may offer rows: where none does, `importlib.metadata` takes 30 ms."""
    others = (finder for finder in sys.meta_path if finder is not PathFinder)
    return any(hasattr(finder, "find_distributions") for finder in others) or any(map(_has_entries, sys.path))


def _has_entries(folder: str) -> bool:
    try:
        with os.scandir(folder or ".") as every:
            packages = [entry.path for entry in every if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError as problem:
        return not isinstance(problem, FileNotFoundError)  # an archive of packages
    for package in packages:
        try:
            with open(os.path.join(package, "entry_points.txt"), "rb") as entries:  # noqa: PTH118, PTH123
                if b"[newsconvert." in entries.read():
                    return True
        except OSError:  # it has none
            continue
    return False


@cache
def _entry_points(group: str) -> tuple[EntryPoint, ...]:
    if not _offered():
        return ()
    from importlib.metadata import entry_points

    return tuple(sorted(entry_points(group=group), key=lambda entry: entry.name))


def table(built_in: Iterable[Row], group: str, row_type: type[Row]) -> dict[str, Row]:
    """Return the rows by name. Installed packages can add rows, but not replace built-in ones.

    Raise NewsConvertError if an entry point cannot be loaded or is not a row.
    """
    rows = {row.name: row for row in built_in}
    for entry in _entry_points(group):
        package = entry.dist.name if entry.dist else entry.value
        try:
            row = entry.load()
        except Exception as problem:  # a third-party module may raise anything
            raise NewsConvertError(
                f"The package {package} cannot be loaded ({problem}); fix or remove it."
            ) from problem
        if not isinstance(row, row_type):
            raise NewsConvertError(f"The package {package} offers no {row_type.__name__} at {entry.value}; remove it.")
        rows.setdefault(row.name, row)
    return rows


def find(kind: str, name: str, rows: dict[str, Row]) -> Row:
    """Return the row of that name, in any letter case. Raise UnknownFormatError, which lists the names known."""
    found = rows.get(name) or rows.get(name.lower()) if isinstance(name, str) else None
    if found is None:
        raise UnknownFormatError(kind, name, tuple(rows))
    return found
