"""What several commands do alike."""

from __future__ import annotations

import typer

from ..errors import OptionError
from ..options import ReaderOptions
from ..plugins import find
from ..result import Warning
from ..writers import Writer, writers


def formats_named(names: str) -> list[Writer]:
    """Return the writers of a list of formats. Raise OptionError for none, UnknownFormatError for one unknown."""
    every = writers()
    wanted = dict.fromkeys(name.strip() for name in names.split(",") if name.strip())
    if not wanted:
        raise OptionError(f"--to names no format; the ones known are: {', '.join(every)}.")
    return [find("format", name, every) for name in wanted]


def reading_options(encoding: str | None, repair: bool, normalize: str | None, mapping: str | None) -> ReaderOptions:
    """Return what `--encoding`, `--repair`, `--normalize` and `--map` ask for. Raise OptionError for a bad mapping."""
    pairs = [pair.split("=", 1) for pair in (mapping or "").split(",") if pair.strip()]
    if any(len(pair) != 2 or not all(map(str.strip, pair)) for pair in pairs):
        raise OptionError(f"--map {mapping}: write pairs such as title=headline,text=body.")
    return ReaderOptions(
        encoding=encoding,
        repair=repair,
        normalize=tuple(name.strip() for name in (normalize or "").split(",") if name.strip()),
        mapping=tuple((column.strip(), field.strip()) for column, field in pairs),
    )


def report(source: str, warnings: tuple[Warning, ...], quiet: bool) -> None:
    """Print the warnings that `source` raised, unless `quiet`."""
    if not quiet:
        for warning in warnings:
            typer.echo(f"warning: {source}: {warning}", err=True)
