"""Where jobs run: one small interface. In this process here; in others in `processes`; on Dask in `dask`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from ..model import Job, Outcome

Make = Callable[[Job], Outcome]


class Executor(Protocol):
    """Runs jobs and gives back their outcomes.

    `run` is lazy: it takes a job from `jobs` only when it has room for it, so that the number in flight is bounded and
    memory flat; both iterators are used in the thread that calls. Outcomes come in any order, exactly one a job: a job
    whose worker dies or hangs is tried again, and in the end yields `job.failed(...)`. When the iterator is closed
    early, the work in flight is dropped. `make` can be pickled and does not raise.
    """

    def run(self, jobs: Iterable[Job], make: Make) -> Iterator[Outcome]:
        """Yield the outcome of each job. Raise NewsConvertError when no worker can be had at all."""
        ...


class SerialExecutor:
    """Runs one job after the other in this process; neither a crash nor a job that hangs is survived."""

    def run(self, jobs: Iterable[Job], make: Make) -> Iterator[Outcome]:
        """Yield the outcome of each job, in their order."""
        yield from map(make, jobs)
