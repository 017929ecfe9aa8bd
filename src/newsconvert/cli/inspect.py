"""`newsconvert inspect`: how an article was understood."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from ..api import explain, save
from ..errors import NewsConvertError, OptionError, unforeseen
from ..interchange import to_json
from ..readers.sidecar import sidecar
from .arguments import JsonOption, Reading, takes
from .config import FILE
from .shared import reader_named, report


@takes(reading=Reading)
def inspect(
    source: Annotated[str, typer.Argument(metavar="FILE", help="File to read; - is standard input.")],
    *,
    as_json: JsonOption = False,
    visual: Annotated[
        bool, typer.Option("--visual", help="Reorder right-to-left lines for a terminal that does not do it itself.")
    ] = False,
    edit: Annotated[
        bool, typer.Option("--edit", help="Write what was found to NAME.toml beside the file, to be corrected.")
    ] = False,
    reading: Reading,
) -> None:
    """Show how an article was understood, which rule decided each line, and how sure it is."""
    beside = _sidecar_of(source) if edit else None
    given = sys.stdin.buffer.read() if source == "-" else source
    reader, options = reader_named(reading.reader), reading.options_of_readers()
    try:
        article, decisions = explain(given, reader=reader, options=options)
    except NewsConvertError:
        raise
    except Exception as problem:
        raise NewsConvertError(unforeseen(source, problem)) from problem
    value = to_json(article.value, images=False)
    value["warnings"] = [
        {"kind": warning.kind.value, "message": warning.message, "count": warning.count} for warning in article.warnings
    ]
    if beside:
        save(beside, sidecar(article.value, decisions).encode())
        typer.echo(beside)
        report(source, article.warnings, quiet=False)
        return
    if as_json:
        typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    from .outline import show

    show(article.value, decisions, visual=visual)
    report(source, article.warnings, quiet=False)


def _sidecar_of(source: str) -> Path:
    """Return where the sidecar of `source` goes. Raise OptionError where it has no place, or there is one already."""
    if source == "-":
        raise OptionError("--edit: standard input has no place for a sidecar; give a file.")
    path = Path(source).with_suffix(".toml")
    if path.name == FILE:
        raise OptionError(f"--edit: {path} would hold the defaults of options; give {source} another name.")
    if path.exists():
        raise OptionError(f"--edit: {path} is there already; edit that, or delete it to have it written anew.")
    return path
