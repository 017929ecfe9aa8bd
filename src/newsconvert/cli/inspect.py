"""`newsconvert inspect`: how an article was understood."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from ..api import explain
from ..interchange import to_json
from .arguments import JsonOption, Reading, takes
from .shared import reader_named, report


@takes(reading=Reading)
def inspect(
    source: Annotated[str, typer.Argument(metavar="FILE", help="File to read; - is standard input.")],
    *,
    as_json: JsonOption = False,
    visual: Annotated[
        bool, typer.Option("--visual", help="Reorder right-to-left lines for a terminal that does not do it itself.")
    ] = False,
    reading: Reading,
) -> None:
    """Show how an article was understood, which rule decided each line, and how sure it is."""
    given = sys.stdin.buffer.read() if source == "-" else source
    reader, options = reader_named(reading.reader), reading.options_of_readers()
    article, decisions = explain(given, reader=reader, options=options)
    value = to_json(article.value)
    value["warnings"] = [{"kind": warning.kind.value, "message": warning.message} for warning in article.warnings]
    if as_json:
        typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    from .outline import show

    show(article.value, decisions, visual=visual)
    report(source, article.warnings, quiet=False)
