"""What several commands do alike."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated

import typer

from ..errors import OptionError
from ..options import Limits, ReaderOptions
from ..plugins import find
from ..result import Warning
from ..writers import Writer, writers

#: The option that raises limits, the same for all commands that read.
LimitOption = Annotated[
    str | None,
    typer.Option("--limit", help="Limits to raise, as NAME=NUMBER,…: size (bytes), line, lines, depth, articles."),
]


def formats_named(names: str) -> list[Writer]:
    """Return the writers of a list of formats. Raise OptionError for none, UnknownFormatError for one unknown."""
    every = writers()
    wanted = dict.fromkeys(name.strip() for name in names.split(",") if name.strip())
    if not wanted:
        raise OptionError(f"--to names no format; the ones known are: {', '.join(every)}.")
    return [find("format", name, every) for name in wanted]


def reading_options(
    encoding: str | None = None,
    repair: bool = False,
    normalize: str | None = None,
    mapping: str | None = None,
    limit: str | None = None,
) -> ReaderOptions:
    """Return what the options that bear these names ask for. Raise OptionError for bad pairs."""
    pairs = [pair.split("=", 1) for pair in (mapping or "").split(",") if pair.strip()]
    if any(len(pair) != 2 or not all(map(str.strip, pair)) for pair in pairs):
        raise OptionError(f"--map {mapping}: write pairs such as title=headline,text=body.")
    return ReaderOptions(
        limits=_limits(limit or ""),
        encoding=encoding,
        repair=repair,
        normalize=tuple(name.strip() for name in (normalize or "").split(",") if name.strip()),
        mapping=tuple((column.strip(), field.strip()) for column, field in pairs),
    )


def _limits(given: str) -> Limits:
    known = {field.name for field in fields(Limits)}
    values: dict[str, int] = {}
    for pair in filter(None, map(str.strip, given.split(","))):
        name, _, number = pair.partition("=")
        if name.strip() not in known or not number.strip().isdecimal():
            raise OptionError(f"--limit {pair}: write NAME=NUMBER; the names are {', '.join(sorted(known))}.")
        values[name.strip()] = int(number)
    return Limits(**values)


def report(source: str, warnings: tuple[Warning, ...], quiet: bool) -> None:
    """Print the warnings that `source` raised, unless `quiet`."""
    if not quiet:
        for warning in warnings:
            typer.echo(f"warning: {source}: {warning}", err=True)
