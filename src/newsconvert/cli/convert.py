"""`newsconvert convert`: sources in, documents out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from ..api import load_many, save
from ..errors import InputError, NewsConvertError, OptionError, OutputError, UnknownFormatError
from ..model import Article, Volume
from ..naming import UniqueNames, safe_name
from ..options import ReaderOptions, WriterOptions
from ..plugins import find
from ..readers import readers
from ..resources import Resources
from ..result import Converted
from ..writers import Writer
from .shared import LimitOption, formats_named, reading_options, report

_Maker = Callable[[WriterOptions, Resources], Converted[bytes]]
_Made = tuple[dict[str, Any], Resources]
_DEFAULT_FORMATS = "pdf,docx,epub"


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
    embed_fonts: Annotated[
        str | None, typer.Option(help="Fonts inside the DOCX: subset (default), full or none.")
    ] = None,
    reference_doc: Annotated[
        Path | None, typer.Option(help="A DOCX whose styles, page, headers and footers the DOCX takes over.")
    ] = None,
    kashida: Annotated[
        str | None, typer.Option(help="How readily Word stretches letters: none (default), low, medium or high.")
    ] = None,
    page_list: Annotated[
        bool | None, typer.Option("--page-list", help="EPUB: mark where the pages of the article's PDF start.")
    ] = None,
    cover: Annotated[bool | None, typer.Option("--cover/--no-cover", help="EPUB: draw a cover (default).")] = None,
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
    limit: LimitOption = None,
    bound: Annotated[
        str | None, typer.Option("--bind", metavar="NAME", help="Bind all articles in one document of that title.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace documents that exist.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print what is being done.")] = False,
) -> None:
    """Convert articles: NAME.txt becomes NAME.pdf, NAME.docx and NAME.epub.

    A source that fails is reported and leaves the others as they are; the exit status is then 1.
    """
    chosen = formats_named(to)
    options = {
        "theme": theme,
        "font": font,
        "headline_font": headline_font,
        "page_size": page_size,
        "pdf_standard": pdf_standard,
        "print_ready": print_ready,
        "embed_fonts": embed_fonts,
        "reference_doc": reference_doc,
        "kashida": kashida,
        "page_list": page_list,
        "cover": cover,
        "standalone": standalone,
    }
    resources = Resources.from_environment()
    resources.typefaces(resources.theme(theme or "newspaper"), font, headline_font)  # fail before any work
    if reader:
        find("reader", reader, readers())
    if str(output) == "-" and (len(chosen) != 1 or (len(sources) != 1 and not bound)):
        raise OptionError("Standard output takes one document; give one source and one format.")
    if bound:
        for writer in chosen:
            if writer.binder is None:
                raise OptionError(f"--bind {bound}: the format {writer.name} holds one article; leave it out of --to.")
    reading = reading_options(encoding, repair, normalize, mapping, limit)
    documents, made = _Documents(output, force, quiet, verbose), (options, resources)
    failed, count = 0, 0
    articles: list[Article] = []
    for source, name, found in _articles(sources, reader, reading):
        count += 1
        try:
            if isinstance(found, NewsConvertError):
                raise found
            if documents.to_stdout and count > 1 and not bound:
                raise OptionError(f"{source} holds several articles; give a folder with --output.")
            article = found.value
            report(source, found.warnings, quiet)
            if bound:
                articles.append(article)
            else:
                documents.put(source, name or article.headline, {w: partial(w.write, article) for w in chosen}, made)
        except (OptionError, UnknownFormatError):
            raise
        except NewsConvertError as problem:
            failed += 1
            shown = str(problem) if isinstance(problem, InputError | OutputError) else f"{source}: {problem}"
            typer.echo(f"error: {shown}", err=True)
    if bound and articles:
        volume = Volume(bound, tuple(articles))
        documents.put(bound, bound, {w: partial(w.bind, volume) for w in chosen}, made)
    if failed:
        if not quiet and count > 1:
            typer.echo(f"{failed} of {count} articles could not be converted.", err=True)
        raise typer.Exit(1)


class _Documents:
    """Where the documents go: files of unlike names in a folder, or standard output."""

    def __init__(self, folder: Path, force: bool, quiet: bool, verbose: bool) -> None:
        self.folder, self.force, self.quiet, self.verbose = folder, force, quiet, verbose
        self.to_stdout = str(folder) == "-"
        self.names = UniqueNames()

    def put(self, source: str, name: str, makers: dict[Writer, _Maker], made: _Made) -> None:
        """Make a document with each writer, and put it where it belongs. Raise OutputError when it is there already."""
        stem = self.names.take(safe_name(name))
        targets = {writer: self.folder / (stem + writer.suffix) for writer in makers}
        existing = [str(target) for target in targets.values() if target.exists()]
        if existing and not self.force and not self.to_stdout:
            raise OutputError(f"{', '.join(existing)}: already there; add --force to replace.")
        options, resources = made
        for writer, maker in makers.items():
            document = maker(writer.pick_options(options), resources)
            report(source, document.warnings, self.quiet)
            if self.to_stdout:
                sys.stdout.buffer.write(document.value)
                continue
            save(targets[writer], document.value)
            if self.verbose:
                typer.echo(f"{targets[writer]}: {len(document.value):,} bytes", err=True)
            elif not self.quiet:
                typer.echo(targets[writer])


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
