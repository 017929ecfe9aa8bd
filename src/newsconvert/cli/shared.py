"""What several commands do alike."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import NoReturn

import typer

from ..errors import OptionError
from ..markup import XML_INVALID
from ..options import DesignOptions
from ..patterns import pattern
from ..plugins import find
from ..readers import reader_for, readers
from ..resources import Resources
from ..result import LOSSES, Warning
from ..writers import Writer, writers
from .arguments import DEFAULT_FORMATS, Design, Reading

_CONTROLS = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def resources_with(design: Design) -> Resources:
    """Return the resources of the run. Raise ThemeError or FontError for a design that they cannot give."""
    resources = Resources.from_environment()
    theme = resources.theme(design.theme or DesignOptions().theme)
    resources.typefaces(theme, design.font, design.headline_font, design.fallback_font or ())
    return resources


def writers_named(names: list[str] | None) -> list[Writer]:
    """Return the writers that the values of --to name, each once; those of DEFAULT_FORMATS where there is none.

    A format is named as `formats` lists it or by its ending, in any letter case. Raise OptionError where no name is
    given, UnknownFormatError for an unknown one.
    """
    every = writers()
    endings = {writer.suffix.lstrip("."): name for name, writer in every.items()}
    parts = [part.strip().lower().lstrip(".") for value in names or [DEFAULT_FORMATS] for part in value.split(",")]
    wanted = dict.fromkeys(endings.get(part, part) for part in parts if part)
    if not wanted:
        raise OptionError(f"--to names no format; the ones known are: {', '.join(every)}.")
    return [find("format", name, every) for name in wanted]


def reader_named(name: str | None) -> str | None:
    """Return the name of the reader that --from names, as `formats` lists it or by an ending.

    Raise UnknownFormatError where there is none.
    """
    if name is None:
        return None
    every = readers()
    endings = {suffix: reader.name for reader in every.values() for suffix in reader.suffixes}
    wanted = name.strip().lower().lstrip(".")
    return find("reader", endings.get(f".{wanted}", wanted), every).name


def check_design(design: Design, chosen: list[Writer]) -> None:
    """Raise OptionError for an option on the command line that no writer of `chosen` has, and for an invalid name."""
    check_text("--certified-by", design.certified_by)
    if {"print_ready", "pdf_standard"} <= design.given and design.print_ready and design.pdf_standard != "x-4":
        raise OptionError(
            f"--print-ready makes PDF/X-4, not {design.pdf_standard}; leave out --pdf-standard, or give x-4."
        )
    for name in sorted(design.given):
        if not any(_has(writer, name) for writer in chosen):
            able = ", ".join(writer.name for writer in writers().values() if _has(writer, name))
            raise OptionError(
                f"--{name.replace('_', '-')} is an option of {able}, not of {', '.join(one.name for one in chosen)}; "
                "leave it out, or add one of these to --to."
            )


def _has(writer: Writer, option: str) -> bool:
    return any(field.name == option for field in fields(writer.options))


def check_mapping(reading: Reading, sources: Iterable[str]) -> None:
    """Raise OptionError for --map on the command line where no source is a file of records."""
    if "mapping" not in reading.given:
        return
    every, name = readers(), reader_named(reading.reader)
    if not any(source == "-" or (every[name] if name else reader_for(source)).stream for source in sources):
        raise OptionError(
            "--map names the columns of records, and no source has any: CSV, JSON Lines, JSON or Parquet."
        )


def check_text(option: str, text: str | None) -> None:
    """Raise OptionError for text that is to stand in documents and is empty, or has what no document can hold."""
    if text is not None and (not text.strip() or _CONTROLS.search(text) or XML_INVALID.search(text)):
        raise OptionError(f"{option} {text!r}: give text without line breaks and control characters.")


def report(source: str, warnings: tuple[Warning, ...], quiet: bool) -> None:
    """Print the warnings that `source` raised, unless `quiet`: what of it is not in the article in one line."""
    if not quiet:
        sys.stdout.flush()  # where both go to one file, what was printed before stands before
        messages = dict.fromkeys(str(warning) for warning in warnings if warning.kind not in LOSSES)
        losses = dict.fromkeys(str(warning) for warning in warnings if warning.kind in LOSSES)
        for message in (*([" ".join(losses)] if losses else []), *messages):
            typer.echo(f"warning: {source}: {message}", err=True)


@contextmanager
def stoppable(message: str) -> Iterator[None]:
    """Stop in order on SIGINT and SIGTERM, with the exit status of shells: 128 and the signal's number."""
    received = signal.SIGINT

    def stop(number: int, _: object) -> NoReturn:
        nonlocal received
        received = signal.Signals(number)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(message, err=True)
        raise typer.Exit(128 + received) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
