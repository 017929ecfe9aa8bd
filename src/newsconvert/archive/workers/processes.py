"""Run jobs in worker processes. A worker that crashes, hangs or grows too large is replaced."""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import queue
import resource
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from ...errors import NewsConvertError
from ..model import Job, Outcome
from .executors import DoneT, Lost, Make, WorkT
from .job import failed_outcome

# A worker has its current job and the next one, so that it never waits for this process to write.
_AHEAD = 2
_FAILED_STARTS = 5
_PR_SET_PDEATHSIG = 1  # linux/prctl.h

JobT = TypeVar("JobT")
OutcomeT = TypeVar("OutcomeT")


@dataclass(frozen=True, slots=True)
class ProcessExecutor:
    """Runs jobs in `workers` processes.

    A job that takes more than `timeout` seconds (None: no limit), or whose worker dies, is tried `tries` times in all.
    A worker is retired after `jobs_each` jobs, or when its memory is over `memory_each` bytes. Workers end with this
    process, however it ends. `nested` workers may start processes themselves, and are given one job at a time.
    """

    workers: int
    timeout: float | None = 300.0
    tries: int = 3
    jobs_each: int = 1000
    memory_each: int = 1 << 30
    nested: bool = False

    def run(self, jobs: Iterable[Job], make: Make) -> Iterator[Outcome]:
        """Yield the outcome of each job as it comes. Raise NewsConvertError when no worker starts."""
        yield from run_jobs(self, jobs, make, failed_outcome)

    def each(self, jobs: Iterable[WorkT], make: Callable[[WorkT], DoneT], lost: Lost[WorkT, DoneT]) -> Iterator[DoneT]:
        """Yield `make(job)` for each job as it comes; the processes may start others, and no job takes too long."""
        yield from run_jobs(replace(self, timeout=None, nested=True), jobs, make, lost)


def run_jobs(
    settings: ProcessExecutor,
    jobs: Iterable[JobT],
    make: Callable[[JobT], OutcomeT],
    lost: Callable[[JobT, str], OutcomeT],
) -> Iterator[OutcomeT]:
    """Yield `make(job)` for each job as it comes, done in the processes of `settings`.

    A job that has to be given up yields `lost(job, reason)`. Jobs, outcomes and `make` can be pickled, and `make` does
    not raise. Raise NewsConvertError when no worker starts.
    """
    pool = _Pool(settings, iter(jobs), make, lost)
    try:
        yield from pool.outcomes()
    finally:
        pool.kill()


@dataclass(slots=True)
class _Try(Generic[JobT]):
    job: JobT
    tries: int = 0


@dataclass(slots=True, eq=False)
class _Worker(Generic[JobT]):
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    retiring: bool = False
    ended: bool = False
    done: int = 0
    since: float = 0.0
    overdue: bool = False
    pending: deque[_Try[JobT]] = field(default_factory=deque)


class _Pool(Generic[JobT, OutcomeT]):
    def __init__(
        self,
        settings: ProcessExecutor,
        jobs: Iterator[JobT],
        make: Callable[[JobT], OutcomeT],
        lost: Callable[[JobT, str], OutcomeT],
    ) -> None:
        self._settings, self._jobs, self._make, self._lost = settings, jobs, make, lost
        self._context = multiprocessing.get_context("spawn")  # a fork would share what Pango and SQLite hold
        self._workers: list[_Worker[JobT]] = []
        self._again: deque[_Try[JobT]] = deque()
        self._exhausted = False
        self._failed_starts = 0

    def outcomes(self) -> Iterator[OutcomeT]:
        first = self._next()  # with nothing to do, no worker is started
        if first is None:
            return
        self._again.append(first)
        for _ in range(self._settings.workers):
            self._start()
        while self._again or not self._exhausted or any(worker.pending for worker in self._workers):
            self._assign_to_all()
            ready = wait([worker.pipe for worker in self._workers], self._patience())
            for worker in [one for one in self._workers if one.pipe in ready]:
                yield from self._receive(worker)
            self._kill_overdue()

    def kill(self) -> None:
        """Kill all workers."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()

    def _next(self) -> _Try[JobT] | None:
        if self._again:
            return self._again.popleft()
        job = None if self._exhausted else next(self._jobs, None)
        self._exhausted = job is None
        return None if job is None else _Try(job)

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        arguments = (theirs, self._make, os.getpid())
        process = self._context.Process(target=_work, args=arguments, daemon=not self._settings.nested)
        try:
            with _no_interrupt():
                process.start()
        except BrokenPipeError:  # it ended before it took the job; reading its pipe reports that
            pass
        finally:
            theirs.close()
        self._workers.append(_Worker(process, ours))

    def _assign_to_all(self) -> None:
        """Give each worker a job and, when all are busy, the next one."""
        for ahead in range(1, 2 if self._settings.nested else _AHEAD + 1):
            for worker in self._workers:
                self._assign_jobs(worker, ahead)
            if not all(worker.pending for worker in self._workers if not worker.retiring):
                return

    def _assign_jobs(self, worker: _Worker[JobT], ahead: int) -> None:
        """Give a worker jobs until it has `ahead`."""
        while worker.ready and not worker.retiring and not worker.ended and len(worker.pending) < ahead:
            one = self._next()
            if one is None:
                return
            if not worker.pending:
                worker.since = time.monotonic()
            worker.pending.append(one)
            try:
                worker.pipe.send(one.job)
            except OSError:  # it has died; reading its pipe reports that
                worker.ended = True

    def _receive(self, worker: _Worker[JobT]) -> Iterator[OutcomeT]:
        """Take one message of a worker, or its end."""
        try:
            message: tuple[OutcomeT, int] | None = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._replace_dead_worker(worker)
            return
        if message is None:
            worker.ready, self._failed_starts = True, 0
            return
        outcome, memory = message
        worker.pending.popleft()
        worker.done += 1
        worker.since = time.monotonic()
        worn = worker.done >= self._settings.jobs_each or memory > self._settings.memory_each
        if worn and not worker.retiring:
            worker.retiring = True
            self._start()
        if worker.retiring and not worker.pending:
            self._terminate(worker)
        else:
            self._assign_to_all()
        yield outcome

    def _terminate(self, worker: _Worker[JobT]) -> None:
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()

    def _replace_dead_worker(self, worker: _Worker[JobT]) -> Iterator[OutcomeT]:
        """Replace a worker that has died. The job it was at is tried again; the ones that waited are not to blame."""
        self._terminate(worker)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                raise NewsConvertError(
                    f"The workers end as soon as they start (status {worker.process.exitcode}); "
                    "run `newsconvert doctor`, and check the free memory."
                )
        blamed = worker.pending.popleft() if worker.pending else None
        self._again.extend(worker.pending)
        if not worker.retiring:
            self._start()
        if blamed is None:
            return
        blamed.tries += 1
        if blamed.tries < self._settings.tries:
            self._again.append(blamed)
            return
        if worker.overdue:
            told = f"took more than {self._settings.timeout:g} seconds"
        else:
            told = f"ended its worker ({describe_exit_status(worker.process.exitcode)})"
        yield self._lost(blamed.job, f"it {told}, {blamed.tries} times; it was skipped.")

    def _patience(self) -> float | None:
        if self._settings.timeout is None:
            return None
        busy = [worker.since for worker in self._workers if worker.pending]
        return max(0.0, min(busy) + self._settings.timeout - time.monotonic()) if busy else None

    def _kill_overdue(self) -> None:
        if self._settings.timeout is None:
            return
        for worker in self._workers:
            late = worker.pending and time.monotonic() - worker.since > self._settings.timeout
            if late and not worker.overdue and not worker.pipe.poll():
                worker.overdue = True
                worker.process.kill()


def describe_exit_status(code: int | None) -> str:
    """Describe how a process ended."""
    if code is not None and code < 0:
        return f"signal {-code}, {signal.Signals(-code).name}" if -code in set(signal.Signals) else f"signal {-code}"
    return f"status {code}"


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Start a process that an interrupt from the keyboard does not reach: this one stops the work, in order."""
    # Up to Python 3.13, the tracker, which starts with the first process, lets through what is blocked here.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In the worker


def _work(pipe: Connection, make: Callable[[Any], Any], parent: int) -> None:
    """Do the jobs that come by the pipe, until it ends."""
    end_with(parent)
    logging.disable(logging.CRITICAL)
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, waiting), daemon=True).start()
    pipe.send(None)
    while True:
        outcome = make(waiting.get())
        pipe.send((outcome, memory_used()))


def _receive(pipe: Connection, waiting: queue.SimpleQueue[Any]) -> None:
    """Take jobs off the pipe at once, so that the other side never waits; end when it is gone."""
    try:
        while True:
            waiting.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(1)


def end_with(parent: int) -> None:
    """Let the kernel kill this process when its parent ends, even inside C code (prctl(2))."""
    if sys.platform == "linux":
        library: Any = ctypes.CDLL(None)
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def memory_used() -> int:
    """Return the resident memory of this process in bytes."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return pages * resource.getpagesize()
