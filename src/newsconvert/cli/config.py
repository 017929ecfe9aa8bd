"""Defaults of options in a TOML file: `newsconvert.toml` in the current folder, or the file that --config names.

A table for each command holds its options by their names without the dashes:

    [convert]
    to = ["pdf", "docx"]
    page-size = "17x24"

Options on the command line come before it. Paths are relative to the folder of the file.
"""

from __future__ import annotations

import os
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import typer

from ..errors import OptionError, reason_of
from ..files import read_regular
from .paths import status_of

FILE = "newsconvert.toml"
#: What cannot be a default.
_NEVER = {"config", "help", "version"}
#: Options that name a file or a folder; some of them may be names of something bundled instead.
_PATHS = {"output", "theme", "font", "headline-font", "reference-doc", "source"}
_BUNDLED = {"theme", "font", "headline-font"}


def load(context: typer.Context, path: Path | None) -> Path | None:
    """Take the defaults of a command from its file; the callback of --config.

    Raise OptionError, which names the file and the key, for what is not valid.
    """
    if context.resilient_parsing:  # a shell asks for completions
        return path
    file = path or Path(FILE)
    if path is None and not file.is_file():
        return None
    every = getattr(context.parent.command if context.parent else None, "commands", {})
    commands = [name for name, command in every.items() if any(one.name == "config" for one in command.params)]
    tables = _tables(file, commands)
    table = tables.get(context.info_name or "", {})
    context.default_map = {**(context.default_map or {}), **_values(context, file, table)}
    return path


def _tables(file: Path, commands: list[str]) -> dict[str, dict[str, Any]]:
    try:
        tables = tomllib.loads(read_regular(file).decode("utf-8-sig"))
    except OSError as problem:
        raise OptionError(f"{file}: {reason_of(problem)}.") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise OptionError(f"{file}: this is not a TOML file: {problem}.") from problem
    for name, table in tables.items():
        if name not in commands:
            hint = _nearest(name, commands)
            if not isinstance(table, dict):
                hint = " Write options in the table of their command, such as [convert]."
            raise OptionError(f"{file}: there is no command {name!r}.{hint}")
        if not isinstance(table, dict):
            raise OptionError(f"{file}: {name} must be a table: [{name}], then its options.")
    return tables


def _values(context: typer.Context, file: Path, table: dict[str, Any]) -> dict[str, Any]:
    parameters = {
        option.removeprefix("--"): parameter
        for parameter in context.command.params
        for option in parameter.opts
        if parameter.param_type_name == "option" and option.startswith("--")
    }
    known = [name for name in parameters if name not in _NEVER]
    values: dict[str, Any] = {}
    for key, value in table.items():
        name, where = key.replace("_", "-"), f"{file}: [{context.info_name}] {key}"
        if name not in known:
            raise OptionError(f"{where}: there is no such option.{_nearest(name, known)}")
        parameter: Any = parameters[name]
        values[parameter.name] = _check_value(
            context, parameter, _plain(where, name, value, parameter, file.parent), where
        )
    return values


def _plain(where: str, name: str, value: Any, parameter: Any, folder: Path) -> Any:
    """Return a value of TOML in the form that it has on the command line."""
    if isinstance(value, bool) != bool(parameter.is_flag):
        raise OptionError(
            f"{where} = {_format_value(value)}: write {'true or false' if parameter.is_flag else 'a value'}."
        )
    if isinstance(value, bool):
        return value
    if isinstance(value, dict) and name in ("map", "limit"):
        value = [f"{key}={one}" for key, one in value.items()]
    parts = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str | int | float) and not isinstance(part, bool) for part in parts):
        raise OptionError(f"{where} = {_format_value(value)}: write a string, a number or a list of strings.")
    if name in _PATHS and not all(isinstance(part, str) for part in parts):
        raise OptionError(f"{where} = {_format_value(value)}: write a string.")
    if any("\0" in str(part) for part in parts):
        raise OptionError(f"{where} = {_format_value(value)}: no value can hold the character U+0000.")
    if name in _PATHS:
        parts = [_path(name, str(part), folder) for part in parts]
    if parameter.multiple:
        return [str(part) for part in parts]
    return ",".join(map(str, parts)) if isinstance(value, list) else parts[0]


def _key(name: str) -> str:
    return name.casefold().replace(" ", "-")


def _path(name: str, value: str, folder: Path) -> str:
    from ..resources import bundled_families, theme_names

    if value == "-" or (name in _BUNDLED and (value in theme_names() or _key(value) in map(_key, bundled_families()))):
        return value
    path = folder / os.path.expanduser(value)  # noqa: PTH111 - pathlib raises for an unknown user
    if name in _BUNDLED and not status_of(path):
        return value  # the error that follows names it as it was written
    return str(path) + ("/" if value.endswith("/") else "")


def _check_value(context: typer.Context, parameter: Any, value: Any, where: str) -> Any:
    """Return a value that the option takes. Raise OptionError where it does not."""
    try:
        parameter.process_value(context, value)
    except typer.BadParameter as problem:
        raise OptionError(f"{where} = {_format_value(value)}: {wrong_value(problem)}") from problem
    return value


def wrong_value(problem: Any) -> str:
    """Return what is wrong with the value of an option, which may be a sentence of the library that checks it."""
    option = problem.param
    least, most = getattr(option, "min", None), getattr(option, "max", None)
    if least is None or most is None:
        return str(problem.message)
    return f"Give a number from {least} to {most}."


def _format_value(value: Any) -> str:
    return repr(value) if len(repr(value)) < 80 else repr(value)[:78] + "…"


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1, 0.5)
    return f" Did you mean {near[0]!r}?" if near else f" There are: {', '.join(known)}."
