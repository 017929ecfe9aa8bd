"""`newsconvert archive`: sources in, an archive of all their articles out."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from ..errors import OptionError
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
    output: Annotated[str, typer.Option("--output", "-o", metavar="ARCHIVE", help="Folder of the archive.")],
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

    chosen, binding = writers_named(formats.to), _binding(volume, volume_by)
    check_text("--title", title)
    check_design(design, [*chosen, *binding])
    resources = resources_with(design)  # fail before any work
    how, reader = reading.options_of_readers(), reader_named(reading.reader)
    made = tuple((one.name, one.pick_options(design.values())) for one in sorted(chosen, key=lambda one: one.name))
    if "://" in output:
        raise OptionError(f"{output}: an archive is made in a folder of this machine; copy it from there.")
    recipe = Recipe(made, how, resources.timestamp, verify, reader)
    more: list[Part] = []
    if volume:
        binders = tuple((writer.name, writer.pick_options(design.values())) for writer in binding)
        more.append(volumes(Recipe(binders, how, resources.timestamp), volume_by or "500"))
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
    given = Sources(sources, reader=reader, reading=how, allowed=protocols, passed_over=unread, left_out=plan.root)
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
    with stoppable(f"Stopped. Run the same command again to continue {output}."), progress.display():
        gone = build(plan, items, executor, progress)
    progress.finish(output)
    if not quiet:
        _print_what_is_left(plan.root, gone, unread.left(progress.pictures))
    if progress.counts[ItemStatus.FAILED]:
        raise typer.Exit(1)


def _print_what_is_left(root: Path, gone: int, unread: tuple[int, str] | None) -> None:
    """Print what of the sources is not in the archive, and what of the archive in no source."""
    from ..archive.outputs.listings import losses_of

    if losses := losses_of(root):
        told = ", ".join(f"{kind} {count:,}" for kind, count in losses.items())
        typer.echo(f"warning: left out of articles or changed: {told}; each article's record.json says what.", err=True)
    if gone:
        typer.echo(f"Articles of earlier runs that are in no source given now: {gone:,}; --prune drops them.", err=True)
    if unread:
        typer.echo(f"Files that no reader is for: {unread[0]:,}, such as {unread[1]}.", err=True)


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
