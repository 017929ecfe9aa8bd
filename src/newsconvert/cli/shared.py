"""What several commands do alike."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated

import typer

from ..errors import OptionError
from ..options import DesignOptions, Limits, ReaderOptions
from ..plugins import find
from ..resources import Resources
from ..result import Warning
from ..writers import Writer, writers

DEFAULT_FORMATS = "pdf,docx,epub"

# The options that several commands have.
FormatsOption = Annotated[str, typer.Option("--to", help="Formats, separated by commas; see `formats`.")]
ThemeOption = Annotated[str | None, typer.Option(help="Name of a theme, or a folder with one; see `themes`.")]
FontOption = Annotated[str | None, typer.Option(help="Font of the text: a name (see `fonts`) or a .ttf/.otf file.")]
HeadlineFontOption = Annotated[str | None, typer.Option(help="Font of headline and headings, likewise.")]
PageSizeOption = Annotated[str | None, typer.Option(help="Page: A4, A5, B5, Letter; for PDF also 17x24, WxH.")]
PrintReadyOption = Annotated[
    bool | None, typer.Option("--print-ready", help="PDF for a printer: PDF/X-4, bleed, crop marks, black alone.")
]
PdfStandardOption = Annotated[
    str | None, typer.Option(help="Standards the PDF conforms to, such as a-3a,ua-1 (default) or a-4f,ua-2.")
]
EmbedFontsOption = Annotated[str | None, typer.Option(help="Fonts inside the DOCX: subset (default), full or none.")]
KashidaOption = Annotated[
    str | None, typer.Option(help="How readily Word stretches letters: none (default), low, medium or high.")
]
PageListOption = Annotated[
    bool | None, typer.Option("--page-list", help="EPUB: mark where the pages of the article's PDF start.")
]
CertifiedByOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="EPUB: who has examined it and vouches for WCAG 2.2, level AA; default: nobody."),
]
CoverOption = Annotated[bool | None, typer.Option("--cover/--no-cover", help="EPUB: draw a cover (default).")]
ReaderOption = Annotated[str | None, typer.Option("--from", help="Format of the sources; default: by their ending.")]
EncodingOption = Annotated[str | None, typer.Option(help="Encoding of the sources; default: found out.")]
RepairOption = Annotated[bool, typer.Option("--repair", help="Mend text that was once read in a wrong encoding.")]
NormalizeOption = Annotated[
    str | None, typer.Option(help="What to normalise: hamza, ya, tatweel, marks, digits; default: nothing.")
]
MappingOption = Annotated[
    str | None,
    typer.Option("--map", help="Columns of records, as COLUMN=FIELD,…, such as title=headline,text=body."),
]
LimitOption = Annotated[
    str | None,
    typer.Option("--limit", help="Limits to raise, as NAME=NUMBER,…: size (bytes), line, lines, depth, articles."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]


def resources_with(theme: str | None, font: str | None, headline_font: str | None) -> Resources:
    """Return the resources of the run. Raise ThemeError or FontError for a design that they cannot give."""
    resources = Resources.from_environment()
    resources.typefaces(resources.theme(theme or DesignOptions().theme), font, headline_font)
    return resources


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
