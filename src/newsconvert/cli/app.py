"""The Typer application: the commands, each registered once, and what their errors come to."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
import typer.core

from .. import __version__
from ..errors import NewsConvertError, OptionError, UnknownFormatError
from . import coercion as _coercion  # noqa: F401 - it stands in for a function of Typer
from .config import wrong_value

_UsageError: Any = typer.BadParameter.__base__


class _PipeError(Exception):
    """Stands for BrokenPipeError, which Typer would turn into the status of a source that failed."""


@contextmanager
def _translate_errors() -> Iterator[None]:
    """Raise in place of Typer's own errors, which it prints in a box, ones that `run` prints on a line."""
    try:
        yield
    except BrokenPipeError as problem:
        raise _PipeError from problem
    except _UsageError as problem:
        if type(problem).__name__ == "NoArgsIsHelpError":
            raise
        said = problem.format_message()
        if isinstance(problem, typer.BadParameter) and problem.param and problem.message:
            said = f"{' / '.join(problem.param.opts)}: {wrong_value(problem)}"
        command = problem.ctx.command_path if problem.ctx else "newsconvert"
        raise OptionError(f"{said.rstrip('.')}. See {command} --help.") from problem


#: The commands, in the order of the help, and the module that each is in: none is loaded that is not asked for.
COMMANDS = {
    "convert": "convert",
    "archive": "archive",
    "inspect": "inspect",
    "cite": "cite",
    "verify": "verify",
    "fonts": "listings",
    "formats": "listings",
    "themes": "listings",
    "doctor": "listings",
}


class _Commands(dict[str, Any]):
    """The commands by their names; each is made of its function once it is asked for."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(COMMANDS))

    def __getitem__(self, name: str) -> Any:
        if super().__getitem__(name) is None:
            alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
            alone.command(name)(getattr(import_module(f".{COMMANDS[name]}", __package__), name))
            self[name] = typer.main.get_command(alone)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self else default  # noqa: SIM401 - which would be this method

    def items(self) -> Any:
        return [(name, self[name]) for name in self]

    def values(self) -> Any:
        return [self[name] for name in self]


class _Group(typer.core.TyperGroup):
    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.commands = _Commands()

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        with _translate_errors():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: Any) -> Any:
        with _translate_errors():
            return super().invoke(ctx)


app = typer.Typer(
    cls=_Group,
    help="Turn plain-text Arabic news into print-ready right-to-left PDF, DOCX and EPUB.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def run() -> None:
    """Run the command that the arguments name, and end the program. Raise BrokenPipeError when its reader goes away."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    for library in ("fontTools", "trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    try:
        app(prog_name="newsconvert")
    except _PipeError as problem:
        raise BrokenPipeError from problem
    except (OptionError, UnknownFormatError) as problem:
        _stop(problem, 2)
    except NewsConvertError as problem:
        _stop(problem, 1)


def _stop(problem: NewsConvertError, status: int) -> NoReturn:
    typer.echo(f"error: {problem}", err=True)
    sys.exit(status)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsconvert {__version__}")
        raise typer.Exit


@app.callback()
def _global(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass
