"""The command line: it reads arguments, prints, and leaves the work to `convert`."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from . import __version__
from .convert import explain, load_many, save
from .errors import InputError, NewsConvertError, OptionError, OutputError, UnknownFormatError
from .interchange import to_json
from .model import Article
from .naming import UniqueNames, safe_name
from .options import ReaderOptions
from .plugins import find
from .readers import readers
from .resources import Resources, theme_names
from .result import Converted, Warning
from .writers import Writer, writers

app = typer.Typer(
    help="Turn plain-text Arabic news into print-ready right-to-left PDF, DOCX and EPUB.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

_DEFAULT_FORMATS = "pdf,docx,epub"


def main() -> None:
    """Run the command line. Exit status: 0 all done, 1 some input failed, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", encoding="utf-8")  # Arabic must not fail in the C locale
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


@app.command()
def convert(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files to convert; - is standard input.")],
    to: Annotated[str, typer.Option(help="Formats, separated by commas; see `formats`.")] = _DEFAULT_FORMATS,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for the documents; - is standard output.")
    ] = Path(),
    theme: Annotated[str | None, typer.Option(help="Name of a theme, or a folder with one; see `themes`.")] = None,
    font: Annotated[
        str | None, typer.Option(help="Font of the text: a name (see `fonts`) or a .ttf/.otf file.")
    ] = None,
    headline_font: Annotated[str | None, typer.Option(help="Font of headline and headings, likewise.")] = None,
    page_size: Annotated[str | None, typer.Option(help="Page: A4, A5, B5, Letter; for PDF also 17x24, WxH.")] = None,
    print_ready: Annotated[
        bool | None, typer.Option("--print-ready", help="PDF for a printer: PDF/X-4, bleed, crop marks, black alone.")
    ] = None,
    pdf_standard: Annotated[
        str | None, typer.Option(help="Standards the PDF conforms to, such as a-3a,ua-1 (default) or a-4f,ua-2.")
    ] = None,
    standalone: Annotated[
        bool | None, typer.Option("--standalone/--no-standalone", help="Web pages: carry the fonts inside (default).")
    ] = None,
    reader: Annotated[
        str | None, typer.Option("--from", help="Format of the sources; default: by their ending.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of the sources; default: found out.")] = None,
    repair: Annotated[bool, typer.Option("--repair", help="Mend text that was once read in a wrong encoding.")] = False,
    normalize: Annotated[
        str | None, typer.Option(help="What to normalise: hamza, ya, tatweel, marks, digits; default: nothing.")
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option("--map", help="Columns of records, as COLUMN=FIELD,…, such as title=headline,text=body."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace documents that exist.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print what is being done.")] = False,
) -> None:
    """Convert articles: NAME.txt becomes NAME.pdf, NAME.docx and NAME.epub.

    A source that fails is reported and leaves the others as they are; the exit status is then 1.
    """
    chosen = _formats(to)
    options = {
        "theme": theme,
        "font": font,
        "headline_font": headline_font,
        "page_size": page_size,
        "pdf_standard": pdf_standard,
        "print_ready": print_ready,
        "standalone": standalone,
    }
    resources = Resources.from_environment()
    resources.typefaces(resources.theme(theme or "newspaper"), font, headline_font)  # fail before any work
    if reader:
        find("reader", reader, readers())
    to_stdout = str(output) == "-"
    if to_stdout and len(sources) * len(chosen) != 1:
        raise OptionError("Standard output takes one document; give one source and one format.")
    reading = _reading(encoding, repair, normalize, mapping)
    names, failed, count = UniqueNames(), 0, 0
    for source, name, found in _articles(sources, reader, reading):
        count += 1
        try:
            if isinstance(found, NewsConvertError):
                raise found
            if to_stdout and count > 1:
                raise OptionError(f"{source} holds several articles; give a folder with --output.")
            article, stem = found, safe_name(name or found.value.headline)
            _report(source, article.warnings, quiet)
            documents = [] if to_stdout else _targets(output, names.take(stem), chosen, force)
            for at, writer in enumerate(chosen):
                document = _render(article.value, writer, options, resources)
                _report(source, document.warnings, quiet)
                if to_stdout:
                    sys.stdout.buffer.write(document.value)
                    continue
                save(documents[at], document.value)
                if verbose:
                    typer.echo(f"{documents[at]}: {len(document.value):,} bytes", err=True)
                elif not quiet:
                    typer.echo(documents[at])
        except (OptionError, UnknownFormatError):
            raise
        except NewsConvertError as problem:
            failed += 1
            shown = str(problem) if isinstance(problem, InputError | OutputError) else f"{source}: {problem}"
            typer.echo(f"error: {shown}", err=True)
    if failed:
        if not quiet and count > 1:
            typer.echo(f"{failed} of {count} articles could not be converted.", err=True)
        raise typer.Exit(1)


@app.command()
def inspect(
    source: Annotated[str, typer.Argument(metavar="FILE", help="File to read; - is standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    reader: Annotated[str | None, typer.Option("--from", help="Format of the file; default: by its ending.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of the file; default: found out.")] = None,
    repair: Annotated[bool, typer.Option("--repair", help="Mend text that was once read in a wrong encoding.")] = False,
) -> None:
    """Show how an article was understood, which rule decided each line, and how sure it is."""
    reading = ReaderOptions(encoding=encoding, repair=repair)
    article, decisions = explain(sys.stdin.buffer.read() if source == "-" else source, reader=reader, options=reading)
    value = to_json(article.value)
    value["warnings"] = [{"kind": warning.kind.value, "message": warning.message} for warning in article.warnings]
    if as_json:
        typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    from .outline import show

    show(article.value, decisions)
    _report(source, article.warnings, quiet=False)


@app.command()
def fonts() -> None:
    """List the fonts that ship with the program: key, name, licence, coverage and a sample."""
    for family in Resources().families.values():
        weights = "Regular, Bold" if family.bold != family.regular else "Regular"
        arabic = sum(0x600 <= code <= 0x6FF for code in family.characters)
        typer.echo(f"{family.key}\n    {family.name} {family.version} ({family.style}; {weights}; {family.licence})")
        typer.echo(
            f"    {len(family.characters):,} characters, {arabic} of the block Arabic; sample: {_sample(family.style)}"
        )


def _sample(style: str) -> str:
    return "☎ ✉ 📰" if style == "symbols" else "صحافة ٢٠٢٦"


@app.command()
def formats() -> None:
    """List the formats that can be written and read."""
    for writer in writers().values():
        typer.echo(f"write  {writer.name:10} {writer.suffix:8} {writer.title}")
    for reader in readers().values():
        typer.echo(f"read   {reader.name:10} {' '.join(reader.suffixes):8} {reader.title}")


@app.command()
def themes() -> None:
    """List the themes that ship with the program."""
    resources = Resources()
    for name in theme_names():
        theme = resources.theme(name)
        typer.echo(f"{name:12} {theme.title} ({theme.text_font}, {theme.headline_font})")


@app.command()
def doctor() -> None:
    """Check what the program needs: what is installed, what is missing, how to get it."""
    from .health import checks

    missing = 0
    for check in checks():
        typer.echo(f"{'ok     ' if check.found else 'MISSING'}  {check.name}: {check.found or check.mend}")
        missing += not check.found
    raise typer.Exit(1 if missing else 0)


def _formats(names: str) -> list[Writer]:
    every = writers()
    wanted = dict.fromkeys(name.strip() for name in names.split(",") if name.strip())
    if not wanted:
        raise OptionError(f"--to names no format; the ones known are: {', '.join(every)}.")
    return [find("format", name, every) for name in wanted]


def _reading(encoding: str | None, repair: bool, normalize: str | None, mapping: str | None) -> ReaderOptions:
    pairs = [pair.split("=", 1) for pair in (mapping or "").split(",") if pair.strip()]
    if any(len(pair) != 2 or not all(map(str.strip, pair)) for pair in pairs):
        raise OptionError(f"--map {mapping}: write pairs such as title=headline,text=body.")
    return ReaderOptions(
        encoding=encoding,
        repair=repair,
        normalize=tuple(name.strip() for name in (normalize or "").split(",") if name.strip()),
        mapping=tuple((column.strip(), field.strip()) for column, field in pairs),
    )


def _articles(
    sources: list[str], reader: str | None, reading: ReaderOptions
) -> Iterator[tuple[str, str, Converted[Article] | NewsConvertError]]:
    """Yield each article of the sources with its source and its name, or the error in its place."""
    for source in sources:
        try:
            given = sys.stdin.buffer if source == "-" else source
            for name, found in load_many(given, reader=reader, options=reading):
                yield source, name, found
        except (OptionError, UnknownFormatError):
            raise
        except NewsConvertError as problem:
            yield source, "", problem


def _render(article: Article, writer: Writer, options: dict[str, Any], resources: Resources) -> Converted[bytes]:
    known = writer.pick_options(options)
    return writer.write(article, known, resources)


def _targets(folder: Path, stem: str, chosen: list[Writer], force: bool) -> list[Path]:
    targets = [folder / (stem + writer.suffix) for writer in chosen]
    existing = [str(target) for target in targets if target.exists()]
    if existing and not force:
        raise OutputError(f"{', '.join(existing)}: already there; add --force to replace.")
    return targets


def _report(source: str, warnings: tuple[Warning, ...], quiet: bool) -> None:
    if not quiet:
        for warning in warnings:
            typer.echo(f"warning: {source}: {warning}", err=True)


if __name__ == "__main__":
    main()
