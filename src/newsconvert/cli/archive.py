"""`newsconvert archive`: sources in, an archive of all their articles out."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ..archive.workers.executors import Executor
from ..errors import NewsConvertError, OptionError
from ..writers import Writer
from . import completion
from .arguments import Design, Formats, QuietOption, Reading, takes
from .shared import check_design, check_text, reader_named, resources_with, stoppable, writers_named

_DEFAULT_TITLE = "أرشيف الأخبار"


@takes(formats=Formats, design=Design, reading=Reading)
def archive(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files, folders, patterns, ZIPs, corpora (JSON Lines, CSV, Parquet), here or s3://….",
        ),
    ],
    *,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="ARCHIVE", help="The archive: a folder, or s3://…, gs://…, sftp://…."),
    ] = None,
    formats: Formats,
    title: Annotated[str, typer.Option(help="Title of the archive.")] = _DEFAULT_TITLE,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            "-j",
            min=0,
            max=1024,
            help="Processes to work in; default: one per core. 0: none but this one.",
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="tcp://HOST:PORT|FILE|local:N", help="Work on the Dask cluster of this scheduler, not in --workers."
        ),
    ] = None,
    timeout: Annotated[float, typer.Option(min=1, max=86_400, help="Seconds an article may take.")] = 300,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try again what failed in an earlier run.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Compare what is there by its hash, not by size and time.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail if anything of the sources is left out or changed.")
    ] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Drop articles that no source holds any more.")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Print what would be done, and do nothing.")] = False,
    verify: Annotated[
        bool, typer.Option("--verify/--no-verify", help="Read each document back and compare its text (default).")
    ] = True,
    site: Annotated[bool, typer.Option("--site/--no-site", help="Make a site to browse it (default).")] = True,
    volume: Annotated[
        str | None,
        typer.Option(
            metavar="FORMATS",
            autocompletion=completion.formats,
            help="Bind the articles in volumes too: pdf, epub, docx.",
        ),
    ] = None,
    volume_by: Annotated[
        str | None,
        typer.Option(
            metavar="month|source|N",
            autocompletion=completion.one_of("month", "source"),
            help="What a volume holds; at most, and by default, 500 articles.",
        ),
    ] = None,
    shard_size: Annotated[
        int,
        typer.Option(min=1, max=1_000_000, help="Articles of a bag; an archive of more is a catalogue of several."),
    ] = 10_000,
    design: Design,
    reading: Reading,
    allow: Annotated[
        str | None,
        typer.Option("--allow-remote", help="Protocols to read from beside those of storage, such as https."),
    ] = None,
    log_json: Annotated[bool, typer.Option("--log-json", help="Log each article as a line of JSON.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Make an archive: a BagIt bag with the documents, sources and records of all articles.

    Run the same command again to continue after a stop, or to add what is new: only what changed is made.
    `newsconvert archive status ARCHIVE` says how far an archive is. Exit status: 0 all there, 1 some article failed, or
    the archive that `status` looked at is not complete or looks damaged, 130 or 143 stopped by a signal.
    """
    if output is None:
        _print_status(sources)
        return
    from ..archive.catalogue import Order, make_archive
    from ..archive.foresight import foresee
    from ..archive.inputs.sources import Sources
    from ..archive.model import ItemStatus, Recipe
    from ..archive.outputs.browsing import browsable
    from ..archive.outputs.finish import Part
    from ..archive.shards import Reading as HowToRead
    from ..archive.status import losses_of
    from ..archive.storage import is_remote
    from ..archive.volumes import volumes
    from .progress import Progress

    chosen, binding = writers_named(formats.to), _binding(volume, volume_by)
    check_text("--title", title)
    check_design(design, [*chosen, *binding])
    resources = resources_with(design)  # fail before any work
    how, reader = reading.options_of_readers(), reader_named(reading.reader)
    made = tuple((one.name, one.pick_options(design.values())) for one in sorted(chosen, key=lambda one: one.name))
    remote = is_remote(output)
    if "://" in output and not remote:
        raise OptionError(f"{output}: archives are made in a folder, or in storage such as s3://, gs:// or sftp://.")
    recipe = Recipe(made, how, resources.timestamp, verify, reader)
    more: list[Part] = []
    binders = tuple((writer.name, writer.pick_options(design.values())) for writer in binding)
    bound = volumes(Recipe(binders, how, resources.timestamp), volume_by or "500") if volume else None
    if bound:
        more.append(bound)
    if site:
        more.append(partial(browsable, digits=recipe.digits))  # last: it leads to the volumes
    protocols = tuple(name.strip() for name in (allow or "").split(",") if name.strip())
    order = Order(
        output, recipe, title, HowToRead(how, reader, protocols), site, bound, retry_failed, prune, check, shard_size,
        isolated=workers != 0, timeout=timeout, away=scheduler is not None, tell=_tell,
    )  # fmt: skip
    progress = Progress(quiet=quiet, log_json=log_json)
    unread = _Unread()

    def sources_with(spool: Path | None, passed_over: Callable[[str], None] = unread) -> Sources:
        left_out = None if remote else Path(output)
        return order.reading.sources(*sources, passed_over=passed_over, left_out=left_out, spool=spool)

    sources_with(None).check()
    if dry:
        looked = foresee(order, sources_with(None), progress)
        progress.finish("Dry run" if looked is None else f"Dry run of the first {looked:.2%} of the sources")
        return
    executor = _executor(workers, scheduler, timeout)
    with stoppable(f"Stopped. Run the same command again to continue {output}."), progress.display():
        gone = make_archive(order, sources_with, tuple(more), executor, progress)
    progress.finish(output)
    losses = losses_of(output)
    if not quiet:
        _print_what_is_left(losses, gone, unread.left(progress.pictures))
    _end(output, losses if strict else {}, progress.counts[ItemStatus.FAILED])


def _executor(workers: int | None, scheduler: str | None, timeout: float) -> Executor:
    """Return what does the work: a cluster, processes, or this process."""
    from ..archive.workers.dask import DaskExecutor
    from ..archive.workers.executors import SerialExecutor
    from ..archive.workers.processes import ProcessExecutor

    if scheduler:
        return DaskExecutor(scheduler, timeout)
    count = len(os.sched_getaffinity(0)) if workers is None else workers
    return ProcessExecutor(count, timeout) if count else SerialExecutor()


def _tell(message: str) -> None:
    typer.echo(message, err=True)


def _print_status(sources: list[str]) -> None:
    """Print how far an archive is; raise Exit if it is not complete, OptionError for what else lacks --output."""
    if len(sources) != 2 or sources[0] != "status":
        raise OptionError("Missing option '--output' / '-o': name the archive. See newsconvert archive --help.")
    from ..archive.status import COMPLETE, status

    found = status(sources[1])
    for label, value in found.items():
        typer.echo(f"{label}: {value:,}" if isinstance(value, int) else f"{label}: {value}")
    if found["state"] != COMPLETE:
        raise typer.Exit(1)


def _print_what_is_left(losses: dict[str, int], gone: int, unread: tuple[int, str] | None) -> None:
    """Print what of the sources is not in the archive, and what of the archive in no source."""
    if losses:
        told = ", ".join(f"{kind} {count:,}" for kind, count in losses.items())
        typer.echo(f"warning: left out of articles or changed: {told}; each article's record.json says what.", err=True)
    if gone:
        typer.echo(f"Articles of earlier runs that are in no source given now: {gone:,}; --prune drops them.", err=True)
    if unread:
        typer.echo(f"Files that no reader is for: {unread[0]:,}, such as {unread[1]}.", err=True)


def _end(output: str, losses: dict[str, int], failed: int) -> None:
    """Raise NewsConvertError if `losses` that are not allowed occurred, Exit if articles failed."""
    if losses:
        told = f"{sum(losses.values()):,} losses, and --strict allows none; correct the sources, or leave out --strict"
        raise NewsConvertError(f"{output}: {told}.")
    if failed:
        raise typer.Exit(1)


def _binding(volume: str | None, volume_by: str | None) -> list[Writer]:
    """Return the writers of volumes, none where none are wanted."""
    if volume_by and not volume:
        raise OptionError("--volume-by says what a volume holds; name the formats of volumes with --volume.")
    return writers_named([volume]) if volume else []


class _Unread:
    """Counts the files that are skipped; pictures may turn out to be those of articles."""

    def __init__(self) -> None:
        self.count, self.example = 0, ""
        self.pictures: list[str] = []

    def __call__(self, path: str) -> None:
        from ..archive.model import PICTURE_SUFFIXES
        from .progress import MOST_PICTURES

        if path.lower().endswith(PICTURE_SUFFIXES):
            if len(self.pictures) < MOST_PICTURES:
                self.pictures.append(path)
            return
        self.count, self.example = self.count + 1, self.example or path

    def left(self, shown: Collection[str]) -> tuple[int, str] | None:
        """Return how many files were not read, and one of them, or None; the pictures `shown` by articles were."""
        pictures = [path for path in self.pictures if path not in shown]
        count = self.count + len(pictures)
        return (count, self.example or pictures[0]) if count else None
