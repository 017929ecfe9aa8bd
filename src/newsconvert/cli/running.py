"""How `newsconvert convert` does its jobs: in this process or in workers, to the same files and the same messages."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer

from ..api import save
from ..errors import OutputError
from ..model import Article
from .jobs import Job, Outcome, lost_outcome, make
from .paths import status_of
from .shared import report
from .targets import Place

Planned = tuple[Job, Place]


@dataclass(slots=True)
class Run:
    """One run of the command.

    `workers` is the number of processes, 0 for none but this one. `failed` counts the articles that could not be
    converted, of `count`; `kept` those documents that were there already. `left_out` counts for each thing that is
    missing the documents that could not be made, by format. `first` is the first document made.
    """

    workers: int = 0
    stdout: bool = False
    dry: bool = False
    quiet: bool = False
    verbose: bool = False
    count: int = 0
    failed: int = 0
    kept: int = 0
    first: Path | None = None
    left_out: dict[str, Counter[str]] = field(default_factory=dict)

    def read(self, jobs: Iterable[Job]) -> list[Article]:
        """Return the articles of the jobs that keep them, in order. Raise OptionError for an invalid option."""
        outcomes = self._in_order((job, Place({})) for job in jobs)
        return [outcome.article for _, outcome in outcomes if outcome.article is not None]

    def convert(self, jobs: Iterable[Planned]) -> None:
        """Make the documents of the jobs and put them in their places. Raise OptionError for an invalid option."""
        for place, outcome in self._in_order(jobs):
            self._print_documents(place, outcome)

    def finish(self) -> None:
        """Print what there is to say of the run as a whole."""
        if self.kept and not self.quiet:
            typer.echo(f"Documents that exist and were kept: {self.kept:,}.", err=True)
        for message, formats in self.left_out.items():
            names = ", ".join(f"{name} ({count:,})" for name, count in formats.items())
            typer.echo(f"error: left out: {names}. {message}", err=True)
        if self.failed and self.count > 1 and not self.quiet:
            typer.echo(f"{self.failed} of {self.count} articles could not be converted.", err=True)

    @property
    def complete(self) -> bool:
        """Whether all was made that was asked for."""
        return not self.failed and not self.left_out

    def _in_order(self, planned: Iterable[Planned]) -> Iterator[tuple[Place, Outcome]]:
        """Do the jobs; yield the place and the outcome of each in their order, whichever is done first."""
        waiting: dict[int, Planned] = {}

        def with_numbers() -> Iterator[Job]:
            for number, (job, place) in enumerate(planned):
                waiting[number] = job, place
                yield replace(job, number=number)

        done: dict[int, Outcome] = {}
        turn = 0
        with closing(self._outcomes(with_numbers())) as outcomes:
            for outcome in outcomes:
                if not outcome.fatal:
                    self._save(waiting[outcome.number][1], outcome)  # at once, so that no document waits in memory
                done[outcome.number] = outcome
                while turn in done:
                    (job, place), ready = waiting.pop(turn), done.pop(turn)
                    turn += 1
                    if ready.fatal:
                        raise ready.fatal
                    self._count(job, ready)
                    yield place, ready

    def _outcomes(self, jobs: Iterator[Job]) -> Generator[Outcome, None, None]:
        if not self.workers:
            yield from map(make, jobs)
            return
        from ..archive.workers.processes import ProcessExecutor, run_jobs

        yield from run_jobs(ProcessExecutor(self.workers, timeout=None), jobs, make, lost_outcome)

    def _save(self, place: Place, outcome: Outcome) -> None:
        """Put the documents of an outcome in their places."""
        try:
            for name, path in place.files.items():
                if name in outcome.documents and not self.dry:
                    save(path, outcome.documents[name])
                    outcome.saved[name] = len(outcome.documents[name])
        except OutputError as problem:
            outcome.error = str(problem)
        if not self.stdout:
            outcome.documents.clear()

    def _count(self, job: Job, outcome: Outcome) -> None:
        report(job.source, tuple(outcome.warnings), self.quiet)
        self.count += 1
        for name, message in outcome.left_out.items():
            self.left_out.setdefault(message, Counter())[name] += 1
        if outcome.error:
            self.failed += 1
            typer.echo(f"error: {outcome.error}", err=True)

    def _print_documents(self, place: Place, outcome: Outcome) -> None:
        """Print what was made of a source."""
        self.kept += len(place.kept)
        if self.verbose:
            for path in place.kept:
                typer.echo(f"{path}: exists, kept", err=True)
        for data in outcome.documents.values():
            sys.stdout.buffer.write(data)
        for name, path in place.files.items():
            if self.dry and not outcome.error:
                typer.echo(f"would {'replace' if status_of(path) else 'write'} {path}")
            elif name in outcome.saved:
                self.first = self.first or path
                if self.verbose:
                    typer.echo(f"{path}: {outcome.saved[name]:,} bytes", err=True)
                elif not self.quiet:
                    typer.echo(path)
