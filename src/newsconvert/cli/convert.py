"""`newsconvert convert`: sources in, documents out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from ..api import load_many
from ..errors import InputError, MissingDependencyError, NewsConvertError, OptionError, OutputError, UnknownFormatError
from ..model import Article, Volume
from ..readers import reader_for, readers
from ..result import Converted
from .arguments import Design, Formats, QuietOption, Reading, takes
from .jobs import Job, Recipe
from .running import Planned, Run
from .shared import check_design, check_mapping, check_text, reader_named, resources_with, stoppable
from .targets import Existing, Place, Targets, destination


@takes(formats=Formats, design=Design, reading=Reading)
def convert(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files to convert; - is standard input.")],
    *,
    formats: Formats,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER|FILE",
            help="Folder for the documents, or the file of the one document; - is standard output.",
        ),
    ] = ".",
    force: Annotated[bool, typer.Option("--force", help="Replace documents that exist.")] = False,
    skip_existing: Annotated[
        bool, typer.Option("--skip-existing", help="Keep documents that exist, and make the others.")
    ] = False,
    design: Design,
    reading: Reading,
    bound: Annotated[
        str | None, typer.Option("--bind", metavar="NAME", help="Bind all articles in one document of that title.")
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", "-j", min=0, max=1024, help="Processes to work in; 0: none but this one.")
    ] = 0,
    dry: Annotated[
        bool, typer.Option("--dry-run", help="Read the sources and print what would be made; write nothing.")
    ] = False,
    opened: Annotated[bool, typer.Option("--open", help="Open the first document when all are made.")] = False,
    quiet: QuietOption = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print what is being done.")] = False,
) -> None:
    """Convert articles: NAME.txt becomes NAME.pdf, NAME.docx and NAME.epub.

    A source that fails is reported and leaves the others as they are; the exit status is then 1.
    """
    if force and skip_existing:
        raise OptionError("--force replaces documents that exist, and --skip-existing keeps them; give one of them.")
    file, chosen = destination(output, formats, len(sources) if bound is None else 1)
    check_design(design, chosen)
    check_mapping(reading, sources)
    check_text("--bind", bound)
    if bound is not None and bound.startswith("--"):
        raise OptionError(f"--bind takes the title of the volume, and {bound} is an option.")
    resources = resources_with(design)  # fail before any work
    stdout = output == "-"
    if stdout and (len(chosen) != 1 or (len(sources) != 1 and bound is None)):
        raise OptionError("Standard output takes one document; give one source and one format.")
    if bound is not None:
        for writer in chosen:
            if writer.binder is None:
                raise OptionError(f"--bind {bound}: the format {writer.name} holds one article; leave it out of --to.")
    recipe = Recipe(
        tuple((writer.name, writer.pick_options(design.values())) for writer in chosen),
        resources.timestamp,
        reader_named(reading.reader),
        reading.options_of_readers(),
    )
    if dry:
        for writer, (_, options) in zip(chosen, recipe.formats, strict=True):
            with suppress(MissingDependencyError):  # reported where a document is to be made
                writer.write(Article("خبر"), options, resources)  # most options are checked by their writer
    existing = Existing.REPLACE if force else Existing.SKIP if skip_existing else Existing.REFUSE
    own = [
        path
        for path in (design.reference_doc, design.font, design.headline_font, *(design.fallback_font or ()))
        if path
    ]
    targets = Targets(
        Path(output), file, chosen, existing, [*sources, *own], stdout=stdout, lenient="to" not in formats.given
    )
    run = Run(workers, stdout=stdout, dry=dry, quiet=quiet, verbose=verbose)
    with stoppable("Stopped; what was made until now is whole."):
        if bound is None:
            run.convert(_plan(_contents(sources, recipe, single=targets.single), targets, dry))
        else:
            contents = (job for _, job in _contents(sources, recipe, single=False))
            articles = run.read(Job(one.source, one.content, recipe, (), one.error, keep=True) for one in contents)
            if articles:
                volume = Job(bound, Volume(bound, tuple(articles)), recipe, recipe.names)
                run.convert(_plan([(bound, volume)], targets, dry))
    run.finish()
    if opened and run.first and typer.launch(str(run.first)) != 0:
        typer.echo(f"warning: no program was found to open {run.first} with.", err=True)
    if not run.complete:
        raise typer.Exit(1)


def _contents(sources: list[str], recipe: Recipe, *, single: bool) -> Iterator[tuple[str, Job]]:
    """Yield a job for each article of the sources, with a name for its documents.

    A file of one article is left to the job to read; standard input and files of records are read here. Raise
    OptionError with `single` when a source holds more articles than one.
    """
    for source in sources:
        reader = readers()[recipe.reader] if recipe.reader else reader_for(source)
        if source != "-" and reader.stream is None and not source.endswith(".toml"):  # sidecars take no name
            yield Path(source).stem, Job(source, None, recipe, recipe.names)
            continue
        try:
            given = sys.stdin.buffer if source == "-" else source
            articles = load_many(given, reader=recipe.reader, options=recipe.reading)
            if single:
                first = list(islice(articles, 2))
                if len(first) > 1:
                    raise OptionError(f"{source} holds several articles; give a folder with --output.")
                articles = iter(first)
            for name, article in articles:
                if isinstance(article, Converted):
                    label = source if name in ("", Path(source).stem) else f"{source}: {name}"  # which of the records
                    yield name or article.value.headline, Job(label, article, recipe, recipe.names)
                else:
                    yield "", Job(source, None, recipe, recipe.names, article)
        except (OptionError, UnknownFormatError):
            raise
        except NewsConvertError as problem:
            told = problem if isinstance(problem, InputError) else InputError(f"{source}: {problem}")
            yield "", Job(source, None, recipe, recipe.names, told)


def _plan(jobs: Iterable[tuple[str, Job]], targets: Targets, dry: bool) -> Iterator[Planned]:
    """Yield each job with the place of its documents, and without the formats that are not to be made."""
    for name, job in jobs:
        if job.error:
            yield job, Place({})
            continue
        try:
            place = targets.place(name)
        except OutputError as problem:
            yield replace(job, error=problem), Place({})
            continue
        wanted = tuple(format_ for format_ in job.formats if targets.stdout or format_ in place.files)
        yield replace(job, formats=() if dry else wanted, idle=not wanted), place
