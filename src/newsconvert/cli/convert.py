"""`newsconvert convert`: sources in, documents out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from ..api import load_many, save
from ..errors import InputError, MissingDependencyError, NewsConvertError, OptionError, OutputError, UnknownFormatError
from ..model import Article, Volume
from ..naming import UniqueNames, safe_name
from ..options import ReaderOptions, WriterOptions
from ..plugins import find
from ..readers import readers
from ..resources import Resources
from ..result import Converted
from ..writers import Writer
from .shared import (
    DEFAULT_FORMATS,
    CertifiedByOption,
    CoverOption,
    EmbedFontsOption,
    EncodingOption,
    FontOption,
    FormatsOption,
    HeadlineFontOption,
    KashidaOption,
    LimitOption,
    MappingOption,
    NormalizeOption,
    PageListOption,
    PageSizeOption,
    PdfStandardOption,
    PrintReadyOption,
    QuietOption,
    ReaderOption,
    RepairOption,
    ThemeOption,
    formats_named,
    reading_options,
    report,
    resources_with,
)

_Maker = Callable[[WriterOptions, Resources], Converted[bytes]]
_Made = tuple[dict[str, Any], Resources]


def convert(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files to convert; - is standard input.")],
    to: FormatsOption = DEFAULT_FORMATS,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for the documents; - is standard output.")
    ] = Path(),
    theme: ThemeOption = None,
    font: FontOption = None,
    headline_font: HeadlineFontOption = None,
    page_size: PageSizeOption = None,
    print_ready: PrintReadyOption = None,
    pdf_standard: PdfStandardOption = None,
    embed_fonts: EmbedFontsOption = None,
    reference_doc: Annotated[
        Path | None, typer.Option(help="A DOCX whose styles, page, headers and footers the DOCX takes over.")
    ] = None,
    kashida: KashidaOption = None,
    page_list: PageListOption = None,
    certified_by: CertifiedByOption = None,
    cover: CoverOption = None,
    standalone: Annotated[
        bool | None, typer.Option("--standalone/--no-standalone", help="Web pages: carry the fonts inside (default).")
    ] = None,
    reader: ReaderOption = None,
    encoding: EncodingOption = None,
    repair: RepairOption = False,
    normalize: NormalizeOption = None,
    mapping: MappingOption = None,
    limit: LimitOption = None,
    bound: Annotated[
        str | None, typer.Option("--bind", metavar="NAME", help="Bind all articles in one document of that title.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace documents that exist.")] = False,
    quiet: QuietOption = False,
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
        "certified_by": certified_by,
        "cover": cover,
        "standalone": standalone,
    }
    resources = resources_with(theme, font, headline_font)  # fail before any work
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
        """Make a document with each writer, and put it where it belongs. Raise OutputError when it is there already.

        Raise MissingDependencyError when a format's library is missing, after the other formats are made.
        """
        stem = self.names.take(safe_name(name))
        targets = {writer: self.folder / (stem + writer.suffix) for writer in makers}
        existing = [str(target) for target in targets.values() if target.exists()]
        if existing and not self.force and not self.to_stdout:
            raise OutputError(f"{', '.join(existing)}: already there; add --force to replace.")
        options, resources = made
        missing: MissingDependencyError | None = None
        for writer, maker in makers.items():
            try:
                document = maker(writer.pick_options(options), resources)
            except MissingDependencyError as problem:  # one format's; the others are made
                missing = problem
                continue
            report(source, document.warnings, self.quiet)
            if self.to_stdout:
                sys.stdout.buffer.write(document.value)
                continue
            save(targets[writer], document.value)
            if self.verbose:
                typer.echo(f"{targets[writer]}: {len(document.value):,} bytes", err=True)
            elif not self.quiet:
                typer.echo(targets[writer])
        if missing:
            raise missing


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
