"""`newsconvert cite`: the reference of an article, for a reference manager or a reference list."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from ..api import load_many
from ..bibliography import STYLES, bibliography
from ..errors import InputError, OptionError, UnknownFormatError
from ..model import Article
from ..options import ReaderOptions
from ..plugins import find
from . import completion
from .arguments import Reading, takes
from .shared import check_mapping, reader_named


@takes(reading=Reading)
def cite(
    sources: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files to cite; - is standard input.")],
    *,
    style: Annotated[str, typer.Option(autocompletion=completion.styles, help=f"How: {', '.join(STYLES)}.")] = "apa",
    reading: Reading,
) -> None:
    """Print the references of articles, ready for Zotero and other reference managers; equal ones are printed once.

    A file that fails is reported and leaves the others as they are; the exit status is then 1.
    """
    chosen = find("style", style, STYLES)
    check_mapping(reading, sources)
    articles = _Articles(sources, reader_named(reading.reader), reading.options_of_readers())
    for piece in bibliography(articles, chosen):
        sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    if articles.failed:
        raise typer.Exit(1)


class _Articles:
    """The articles of the files, one at a time; a file that is not valid is reported and counted."""

    def __init__(self, sources: list[str], reader: str | None, options: ReaderOptions) -> None:
        self.sources, self.reader, self.options = sources, reader, options
        self.failed = 0

    def __iter__(self) -> Iterator[Article]:
        for source in self.sources:
            try:
                given = sys.stdin.buffer if source == "-" else source
                for _, found in load_many(given, reader=self.reader, options=self.options):
                    if isinstance(found, InputError):
                        self._report(found)
                    else:
                        yield found.value
            except (OptionError, UnknownFormatError):
                raise
            except InputError as problem:
                self._report(problem)

    def _report(self, problem: InputError) -> None:
        self.failed += 1
        typer.echo(f"error: {problem}", err=True)
