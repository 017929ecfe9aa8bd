"""A hook of MkDocs: it writes the reference of the command line from the application itself."""

from __future__ import annotations

from html import escape
from typing import Any

import typer

from newsconvert.cli.app import app

PLACE = "<!-- commands -->"


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Return the page with the reference of all commands where it asks for it."""
    return markdown.replace(PLACE, reference()) if PLACE in markdown else markdown


def reference() -> str:
    """Return every command with its arguments and options, as Markdown."""
    group: Any = typer.main.get_command(app)
    return "\n".join(line for name, command in group.commands.items() for line in _command(name, command))


def _command(name: str, command: Any) -> list[str]:
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    usage = " ".join(["newsconvert", name, *(argument.metavar or argument.name.upper() for argument in arguments)])
    lines = [f"## newsconvert {name}", "", f"`{usage}{' [OPTIONS]' if options else ''}`", "", _shown(command.help), ""]
    for argument in arguments:
        lines += [f"`{argument.metavar or argument.name.upper()}`", f":   {_shown(argument.help)}", ""]
    for option in options:
        names = ", ".join(f"`{given}`" for given in [*option.opts, *option.secondary_opts])
        told = f" Default: `{option.default}`." if isinstance(option.default, str | int) and option.default else ""
        lines += [names, f":   {_shown(option.help)}{told}", ""]
    return lines


def _shown(text: str | None) -> str:
    return escape(text or "", quote=False)
