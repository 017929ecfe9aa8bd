"""The Typer application: the commands, each registered once, and what their errors come to."""

from __future__ import annotations

import logging
import sys
from typing import Annotated, NoReturn

import typer

from .. import __version__
from ..errors import NewsConvertError, OptionError, UnknownFormatError
from . import archive, cite, convert, inspect, listings, verify

app = typer.Typer(
    help="Turn plain-text Arabic news into print-ready right-to-left PDF, DOCX and EPUB.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
for command in (
    convert.convert,
    archive.archive,
    inspect.inspect,
    cite.cite,
    verify.verify,
    listings.fonts,
    listings.formats,
    listings.themes,
    listings.doctor,
):
    app.command()(command)


def run() -> None:
    """Run the command that the arguments name, and end the program."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    for library in ("fontTools", "trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    try:
        app()
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
