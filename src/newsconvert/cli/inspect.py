"""`newsconvert inspect`: how an article was understood."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from ..api import explain
from ..interchange import to_json
from .shared import LimitOption, RepairOption, reading_options, report


def inspect(
    source: Annotated[str, typer.Argument(metavar="FILE", help="File to read; - is standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    reader: Annotated[str | None, typer.Option("--from", help="Format of the file; default: by its ending.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of the file; default: found out.")] = None,
    repair: RepairOption = False,
    limit: LimitOption = None,
) -> None:
    """Show how an article was understood, which rule decided each line, and how sure it is."""
    reading = reading_options(encoding, repair, limit=limit)
    article, decisions = explain(sys.stdin.buffer.read() if source == "-" else source, reader=reader, options=reading)
    value = to_json(article.value, images=False)
    value["warnings"] = [{"kind": warning.kind.value, "message": warning.message} for warning in article.warnings]
    if as_json:
        typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    from .outline import show

    show(article.value, decisions)
    report(source, article.warnings, quiet=False)
