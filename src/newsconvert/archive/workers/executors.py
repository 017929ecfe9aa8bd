"""The interface of executors, which run jobs: in this process (here), in others (`processes`), on Dask (`dask`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeAlias, TypeVar

from ..model import Job, Outcome

Make = Callable[[Job], Outcome]
WorkT = TypeVar("WorkT")
DoneT = TypeVar("DoneT")
Lost: TypeAlias = Callable[[WorkT, str], DoneT]


class Executor(Protocol):
    """Runs jobs and returns their outcomes.

    `run` is lazy: it takes a job from `jobs` only when it has room for it, so that the number in flight is bounded and
    memory constant. Both iterators are used in the calling thread. Outcomes come in any order, exactly one per job: a
    job whose worker dies or hangs is tried again, and finally yields `job.failed(...)`. When the iterator is closed
    early, the work in flight is dropped. `make` can be pickled and does not raise.
    """

    def run(self, jobs: Iterable[Job], make: Make) -> Iterator[Outcome]:
        """Yield the outcome of each job. Raise NewsConvertError if no worker is available."""
        ...

    def each(self, jobs: Iterable[WorkT], make: Callable[[WorkT], DoneT], lost: Lost[WorkT, DoneT]) -> Iterator[DoneT]:
        """Yield `make(job)` for each job, which may take hours and have workers of its own.

        A job that has to be given up yields `lost(job, reason)`. Raise NewsConvertError if no worker is available.
        """
        ...


class SerialExecutor:
    """Runs one job after the other in this process; a job that crashes or hangs stops it."""

    def run(self, jobs: Iterable[Job], make: Make) -> Iterator[Outcome]:
        """Yield the outcome of each job, in order."""
        yield from map(make, jobs)

    def each(self, jobs: Iterable[WorkT], make: Callable[[WorkT], DoneT], lost: Lost[WorkT, DoneT]) -> Iterator[DoneT]:
        """Yield `make(job)` for each job, in order."""
        del lost
        yield from map(make, jobs)
