"""The progress that `newsconvert archive` reports: a bar on a terminal, plain lines elsewhere, JSON for programs."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import typer

from ..archive.model import Event, ItemStatus

_SECONDS = 10.0
#: The names of more pictures are not held in memory.
MOST_PICTURES = 20_000


class Progress:
    """Counts events and shows them on standard error, in the way asked for."""

    def __init__(self, *, quiet: bool, log_json: bool) -> None:
        self.counts: Counter[ItemStatus] = Counter()
        self.pictures: set[str] = set()
        self.quiet, self.log_json = quiet, log_json
        self._start = self._last = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def display(self) -> AbstractContextManager[Any]:
        """Return the block in which a bar is drawn, where there is a terminal to draw it on."""
        if self.quiet or self.log_json or not sys.stderr.isatty():
            return nullcontext()
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"))
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=1.0)
        return self._bar  # type: ignore[no-any-return]

    def __call__(self, event: Event) -> None:
        """Take in an event."""
        self.counts[event.what] += event.count
        if len(self.pictures) < MOST_PICTURES:
            self.pictures.update(event.pictures)
        if self.log_json:
            value: dict[str, object] = {
                "event": event.what.value,
                "id": event.id,
                "origin": event.origin,
                "error": event.error,
            }
            value |= {"count": event.count} if event.count != 1 else {}
            self._write(json.dumps(value | {"seconds": round(self._elapsed_seconds(), 3)}, ensure_ascii=False))
            return
        if event.what is ItemStatus.FAILED:
            self._write(f"error: {event.origin}: {event.error}")
        if self.quiet:
            return
        if self._bar is not None:
            self._bar.update(self._task, completed=event.fraction or 0.0, description=self.line(event.fraction))
        elif time.monotonic() - self._last > _SECONDS:
            self._last = time.monotonic()
            self._write(self.line(event.fraction))

    def line(self, fraction: float | None = None) -> str:
        """Return one line: what is done, the rate, the time left."""
        counts = ", ".join(f"{self.counts[what]:,} {name}" for what, name in _NAMES.items() if self.counts[what])
        done = self.counts[ItemStatus.MADE] + self.counts[ItemStatus.FAILED]
        line = f"{counts or 'nothing done'}; {done / max(self._elapsed_seconds(), 0.001):.1f} articles a second"
        if fraction and 0 < fraction < 1:
            left = self._elapsed_seconds() * (1 - fraction) / fraction
            line += f", {left // 3600:.0f}:{left // 60 % 60:02.0f}:{left % 60:02.0f} left"
        return line

    def finish(self, message: str) -> None:
        """Report that all is done."""
        if self.log_json:
            counts = {what.value: count for what, count in sorted(self.counts.items())}
            self._write(
                json.dumps({"event": "finished", "counts": counts, "seconds": round(self._elapsed_seconds(), 3)})
            )
        elif not self.quiet:
            typer.echo(f"{message}: {self.line()}.")

    def _elapsed_seconds(self) -> float:
        return time.monotonic() - self._start

    def _write(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False)
        else:
            typer.echo(line, err=True)


_NAMES = {
    ItemStatus.MADE: "made",
    ItemStatus.TO_MAKE: "to make",
    ItemStatus.KEPT: "there already",
    ItemStatus.DUPLICATE: "duplicates",
    ItemStatus.FAILED: "failed",
}
