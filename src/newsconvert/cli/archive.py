"""`newsconvert archive`: sources in, an archive of all their articles out."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from ..errors import OptionError
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
    resources_with,
)

_DEFAULT_TITLE = "أرشيف الأخبار"


def archive(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files, folders, patterns, ZIPs, corpora (JSON Lines, CSV, Parquet), here or s3://….",
        ),
    ],
    output: Annotated[str, typer.Option("--output", "-o", metavar="ARCHIVE", help="Folder of the archive.")],
    to: FormatsOption = DEFAULT_FORMATS,
    title: Annotated[str, typer.Option(help="Title of the archive.")] = _DEFAULT_TITLE,
    workers: Annotated[
        int | None, typer.Option(min=0, help="Processes to work in; default: one a core. 0: none but this one.")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="tcp://HOST:PORT|FILE|local:N", help="Work on the Dask cluster of this scheduler, not in --workers."
        ),
    ] = None,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds an article may take.")] = 300,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try again what failed in an earlier run.")
    ] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Drop articles that no source holds any more.")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Tell what would be done, and do nothing.")] = False,
    verify: Annotated[
        bool, typer.Option("--verify/--no-verify", help="Read each document back and compare its text (default).")
    ] = True,
    site: Annotated[bool, typer.Option("--site/--no-site", help="Make a site to browse it (default).")] = True,
    volume: Annotated[
        str | None, typer.Option(metavar="FORMATS", help="Bind the articles in volumes too: pdf, epub, docx.")
    ] = None,
    volume_by: Annotated[
        str, typer.Option(metavar="month|source|N", help="What a volume holds; at most 500 articles.")
    ] = "500",
    theme: ThemeOption = None,
    font: FontOption = None,
    headline_font: HeadlineFontOption = None,
    page_size: PageSizeOption = None,
    print_ready: PrintReadyOption = None,
    pdf_standard: PdfStandardOption = None,
    embed_fonts: EmbedFontsOption = None,
    kashida: KashidaOption = None,
    cover: CoverOption = None,
    page_list: PageListOption = None,
    certified_by: CertifiedByOption = None,
    reader: ReaderOption = None,
    encoding: EncodingOption = None,
    repair: RepairOption = False,
    normalize: NormalizeOption = None,
    mapping: MappingOption = None,
    limit: LimitOption = None,
    allow: Annotated[
        str | None,
        typer.Option("--allow-remote", help="Protocols to read from beside those of storage, such as https."),
    ] = None,
    log_json: Annotated[bool, typer.Option("--log-json", help="Log each article as a line of JSON.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Make an archive: a BagIt bag with the documents, sources and records of all articles.

    Run the same command again to continue after a stop, or to add what is new: only what changed is made. Exit status:
    0 all there, 1 some article failed, 130 or 143 stopped by a signal.
    """
    from ..archive.build import Plan, build, dry_run
    from ..archive.inputs.sources import Sources
    from ..archive.model import ItemStatus, Recipe
    from ..archive.outputs.browsing import browsable
    from ..archive.outputs.finish import Part
    from ..archive.outputs.volumes import volumes
    from ..archive.workers.dask import DaskExecutor
    from ..archive.workers.executors import Executor, SerialExecutor
    from ..archive.workers.processes import ProcessExecutor
    from .progress import Progress

    design = {
        "theme": theme,
        "font": font,
        "headline_font": headline_font,
        "page_size": page_size,
        "print_ready": print_ready,
        "pdf_standard": pdf_standard,
        "embed_fonts": embed_fonts,
        "kashida": kashida,
        "cover": cover,
        "page_list": page_list,
        "certified_by": certified_by,
    }
    chosen = formats_named(to)
    resources = resources_with(theme, font, headline_font)  # fail before any work
    reading = reading_options(encoding, repair, normalize, mapping, limit)
    formats = tuple((writer.name, writer.pick_options(design)) for writer in sorted(chosen, key=lambda one: one.name))
    if "://" in output:
        raise OptionError(f"{output}: an archive is made in a folder of this machine; copy it from there.")
    recipe = Recipe(formats, reading, resources.timestamp, verify, reader)
    more: list[Part] = []
    if volume:
        binders = tuple((writer.name, writer.pick_options(design)) for writer in formats_named(volume))
        more.append(volumes(Recipe(binders, reading, resources.timestamp), volume_by))
    if site:
        more.append(browsable)  # last: it leads to the volumes
    plan = Plan(
        Path(output),
        recipe,
        title,
        more,
        retry_failed=retry_failed,
        prune=prune,
    )
    protocols = [name.strip() for name in (allow or "").split(",") if name.strip()]
    progress = Progress(quiet=quiet, log_json=log_json)
    unread = _Unread()
    given = Sources(sources, reader=reader, reading=reading, allowed=protocols, passed_over=unread, left_out=plan.root)
    given.check()
    items = given.items()
    if dry:
        dry_run(plan, items, progress)
        progress.finish("Dry run")
        return
    count = len(os.sched_getaffinity(0)) if workers is None else workers
    executor: Executor = ProcessExecutor(count, timeout) if count else SerialExecutor()
    if scheduler:
        executor = DaskExecutor(scheduler, timeout)
    with _stoppable(output), progress.shown():
        gone = build(plan, items, executor, progress)
    progress.finish(output)
    if gone and not quiet:
        typer.echo(f"Articles of earlier runs that are in no source given now: {gone:,}; --prune drops them.", err=True)
    if unread.count and not quiet:
        typer.echo(f"Files that no reader is for: {unread.count:,}, such as {unread.example}.", err=True)
    if progress.counts[ItemStatus.FAILED]:
        raise typer.Exit(1)


class _Unread:
    """Counts the files that are passed over."""

    count, example = 0, ""

    def __call__(self, path: str) -> None:
        self.count, self.example = self.count + 1, self.example or path


@contextmanager
def _stoppable(output: str) -> Iterator[None]:
    """Stop in order on SIGINT and SIGTERM, with the exit status of shells: 128 and the signal's number."""
    heard = signal.SIGINT

    def stop(number: int, _: object) -> NoReturn:
        nonlocal heard
        heard = signal.Signals(number)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"Stopped. Run the same command again to continue {output}.", err=True)
        raise typer.Exit(128 + heard) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
