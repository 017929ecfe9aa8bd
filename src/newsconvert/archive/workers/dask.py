"""Jobs on the machines of a Dask cluster: https://distributed.dask.org.

A worker receives an article's bytes and returns the bytes of its documents; only this machine writes to the archive.
Each thread of a Dask worker keeps a process for its jobs, so that a job that crashes or hangs affects nothing else, and
the memory of a process that has grown can be released.
"""

from __future__ import annotations

import functools
import importlib.metadata
import logging
import os
import platform
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from ... import __version__
from ...errors import MissingDependencyError, NewsConvertError, OptionError
from ...installation import of_extra
from ..model import Job, Outcome, Recipe
from .executors import DoneT, Lost, Make, WorkT
from .job import failed_outcome, portable
from .processes import describe_exit_status, end_with, memory_used

#: Jobs sent together: each message costs the scheduler a few milliseconds.
_TOGETHER = 8
#: Batches in flight per thread of a worker: the one it works on, the next one, and one on its way back.
_AHEAD = 3
#: Seconds after which an idle process ends.
_IDLE = 60.0
_START = "from newsconvert.archive.workers.dask import child; child({handle}, {parent})"


@dataclass(frozen=True, slots=True)
class DaskExecutor:
    """Runs jobs on the cluster of `scheduler`: an address, a scheduler file, or `local` or `local:N` for this machine.

    A job that takes more than `timeout` seconds, or crashes its process, is tried `tries` times in all; a job whose
    machine is lost goes to another. A process is replaced after `jobs_each` jobs, or when its memory exceeds
    `memory_each` bytes. `patience` is how many seconds to wait while there is no worker.
    """

    scheduler: str
    timeout: float | None = 300.0
    tries: int = 3
    jobs_each: int = 1000
    memory_each: int = 1 << 30
    patience: float = 120.0

    def run(self, jobs: Iterable[Job], make: Make) -> Iterator[Outcome]:
        """Yield the outcome of each job as it arrives.

        Raise OptionError or NewsConvertError if there is no such cluster, if it has no worker, or if one of its workers
        would produce other bytes; MissingDependencyError without `distributed`.
        """
        yield from self._done(map(portable, jobs), _Known(self, make, failed_outcome))

    def each(self, jobs: Iterable[WorkT], make: Callable[[WorkT], DoneT], lost: Lost[WorkT, DoneT]) -> Iterator[DoneT]:
        """Yield `make(job)` for each job as it arrives; raise what `run` raises. Jobs have a `recipe`."""
        yield from self._done(iter(jobs), _Known(replace(self, timeout=None), make, lost, together=1))

    def _done(self, jobs: Iterator[Any], known: _Known) -> Iterator[Any]:
        first = next(jobs, None)  # without jobs, do not connect
        if first is None:
            return
        with _client(self.scheduler, self.patience) as client:
            known = replace(known, identity=environment_fingerprint(first.recipe))
            _check(client, first.recipe, self.scheduler)
            yield from _Flight(client, known).outcomes(first, jobs)


@dataclass(frozen=True, slots=True)
class _Known:
    """The settings sent with each job."""

    settings: DaskExecutor
    make: Callable[[Any], Any]
    lost: Callable[[Any, str], Any]
    identity: tuple[tuple[str, str], ...] = ()
    together: int = _TOGETHER


class _Flight:
    """The jobs that the cluster has at the moment, never more than its workers need."""

    def __init__(self, client: Any, known: _Known) -> None:
        self._client, self._known = client, known
        self._sent: dict[Any, tuple[list[Any], int]] = {}
        self._done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._room, self._counted, self._seen = 1, 0.0, time.monotonic()

    def outcomes(self, first: Any, jobs: Iterator[Any]) -> Iterator[Any]:
        jobs = chain([first], jobs)
        exhausted = False
        while self._sent or not exhausted:
            self._count()
            while not exhausted and len(self._sent) < self._room:
                together = list(islice(jobs, self._known.together))
                exhausted = len(together) < self._known.together
                if together:
                    self._send(together, 1)
            if self._sent:
                yield from self._receive()

    def _send(self, jobs: list[Any], number: int) -> None:
        key = f"newsconvert-{uuid.uuid4().hex}"
        future = self._client.submit(_do_all, jobs, self._known, key=key, pure=False)
        self._sent[future] = (jobs, number)
        future.add_done_callback(self._done.put)

    def _count(self) -> None:
        """Count the workers; they come and go."""
        now = time.monotonic()
        if now - self._counted < 2:
            return
        self._counted = now
        threads = sum(self._client.nthreads().values())
        if threads:
            self._seen = now
        elif now - self._seen > self._known.settings.patience:
            raise NewsConvertError(
                f"{self._known.settings.scheduler}: no worker is left; start some and run the same command again to "
                "continue."
            )
        self._room = max(1, threads * _AHEAD)

    def _receive(self) -> Iterator[Any]:
        """Wait for a result, and yield all that have arrived."""
        try:
            futures = [self._done.get(timeout=2)]
        except queue.Empty:
            return
        with suppress(queue.Empty):
            while True:
                futures.append(self._done.get_nowait())
        whole = [future for future in futures if future.status == "finished"]
        # A result lost with its machine before it arrived is computed again.
        outcomes = dict(zip(whole, self._client.gather(whole), strict=True))
        for future in futures:
            jobs, number = self._sent.pop(future)
            if future in outcomes:
                yield from outcomes[future]
            elif future.status == "cancelled":
                raise _connection_error(self._known.settings.scheduler)
            elif (problem := future.exception()) is None:  # it was being computed again just now
                yield from future.result()
            else:
                yield from self._fail_jobs(jobs, number, problem)

    def _fail_jobs(self, jobs: list[Any], number: int, problem: BaseException) -> Iterator[Any]:
        from distributed import KilledWorker

        if isinstance(problem, NewsConvertError):
            raise problem
        if not isinstance(problem, KilledWorker):
            told = f"an unexpected error on a worker ({type(problem).__name__}: {problem})."
            yield from (self._known.lost(job, told) for job in jobs)
        elif number < self._known.settings.tries:
            for job in jobs:  # each separately, so that it is not blamed for another
                self._send([job], number + 1)
        else:
            yield from (
                self._known.lost(job, "every worker that was given this job was lost; skipped.") for job in jobs
            )


@contextmanager
def _client(scheduler: str, patience: float) -> Iterator[Any]:
    """Connect to a cluster for a block, and wait for its first worker."""
    try:
        import distributed as library
        from distributed.comm.core import CommClosedError
    except ImportError as problem:
        raise MissingDependencyError(f"--scheduler needs Dask: {of_extra('dask')}.") from problem
    distributed: Any = library
    for name in ("distributed", *logging.root.manager.loggerDict):  # Dask gives some of them a level of their own
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    local = re.fullmatch(r"local(?::([1-9][0-9]*))?", scheduler)
    given: dict[str, Any]
    cluster = None
    if local:
        threads = int(local[1] or os.cpu_count() or 1)
        cluster = distributed.LocalCluster(
            n_workers=1, threads_per_worker=threads, processes=False, dashboard_address=None
        )
        given = {"address": cluster}
    elif "://" in scheduler:
        given = {"address": scheduler}
    elif Path(scheduler).is_file():
        given = {"scheduler_file": scheduler}
    else:
        raise OptionError(
            f"--scheduler {scheduler}: give an address such as tcp://HOST:8786, an existing scheduler file, or local:N."
        )
    try:
        try:
            client = distributed.Client(**given, timeout=min(patience, 30), set_as_default=False)
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise NewsConvertError(f"{scheduler}: no Dask scheduler answers there ({problem}).") from problem
        with client:
            try:
                client.wait_for_workers(1, timeout=patience)
            except TimeoutError as problem:
                raise NewsConvertError(
                    f"{scheduler}: the scheduler has no worker; start some with `dask worker`."
                ) from problem
            try:
                yield client
            except (CommClosedError, OSError, TimeoutError, distributed.client.FutureCancelledError) as problem:
                raise _connection_error(scheduler) from problem
    finally:
        if cluster is not None:
            cluster.close()


def _connection_error(scheduler: str) -> NewsConvertError:
    return NewsConvertError(
        f"{scheduler}: the connection to the scheduler was lost; run the same command again to resume."
    )


# What determines the bytes


@functools.lru_cache(maxsize=8)
def environment_fingerprint(recipe: Recipe) -> tuple[tuple[str, str], ...]:
    """Return what determines the bytes that this machine makes: versions, and the user's themes and fonts."""
    found = {"newsconvert": __version__, "Python": ".".join(platform.python_version_tuple()[:2])}
    for line in importlib.metadata.requires("newsconvert") or ():
        name = re.match(r"[\w.-]+", line)
        if name and "extra ==" not in line:
            with suppress(importlib.metadata.PackageNotFoundError):
                found[name[0]] = importlib.metadata.version(name[0])
    found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    for format_, _ in recipe.formats:
        found[f"the options, theme and fonts of {format_}"] = recipe.fingerprint(format_)
    return tuple(found.items())


def _check(client: Any, recipe: Recipe, scheduler: str) -> None:
    """Raise NewsConvertError when a worker's environment differs from this machine's."""
    try:
        theirs = client.run(environment_fingerprint, recipe, on_error="return")
    except Exception as problem:
        raise NewsConvertError(f"{scheduler}: the workers do not answer ({problem}).") from problem
    for worker, found in sorted(theirs.items()):
        if isinstance(found, ImportError):
            raise NewsConvertError(f"{worker}: newsconvert is not installed there ({found}); install {__version__}.")
        if isinstance(found, BaseException):
            raise NewsConvertError(f"{worker}: the worker cannot be used ({type(found).__name__}: {found}).")
        _compare(environment_fingerprint(recipe), found, worker)


def _compare(ours: tuple[tuple[str, str], ...], theirs: tuple[tuple[str, str], ...], worker: str) -> None:
    there = dict(theirs)
    for name, here in ours:
        if there.get(name) == here:
            continue
        if name.startswith("the "):
            raise NewsConvertError(
                f"{worker}: {name} differ there from those here; put the same files at the same paths."
            )
        raise NewsConvertError(
            f"{worker}: {name} is {there.get(name, 'not installed')} there and {here} here, and the documents would "
            "differ; install the same."
        )


# In a worker

_mine = threading.local()


def _do_all(jobs: list[Any], known: _Known) -> list[Any]:
    """Return the outcome of each job."""
    # A worker may have joined after the others were compared.
    _compare(known.identity, environment_fingerprint(jobs[0].recipe), platform.node() or "a worker")
    return [_do(job, known) for job in jobs]


def _do(job: Any, known: _Known) -> Any:
    """Run `job` in the process of this thread, and return its outcome."""
    settings, told = known.settings, ""
    for _ in range(settings.tries):
        process: _Process | None = getattr(_mine, "process", None)
        if process is None or not process.usable(settings):
            process = _mine.process = _Process()
        try:
            return process.do(job, known.make, settings.timeout)
        except TimeoutError:
            told = f"took more than {settings.timeout:g} seconds"
        except (EOFError, OSError):
            told = f"ended its process ({describe_exit_status(process.end(patience=2))})"
        process.end()
        _mine.process = None
    return known.lost(job, f"it {told}, {settings.tries} times; it was skipped.")


class _Process:
    """A process that does one job after another.

    It is not a `multiprocessing` process: Dask's workers are daemons, which may not have such children.
    """

    def __init__(self) -> None:
        self._pipe, theirs = Pipe()
        program = _START.format(handle=theirs.fileno(), parent=os.getpid())
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", program],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=environment,
        )
        theirs.close()
        self._done = self._memory = 0
        self._since = time.monotonic()
        self._ready = False

    def usable(self, settings: DaskExecutor) -> bool:
        """Return whether it may take another job; if not, it has ended."""
        worn = self._done >= settings.jobs_each or self._memory > settings.memory_each
        if not worn and time.monotonic() - self._since < _IDLE / 2 and self._process.poll() is None:
            return True
        self.end()
        return False

    def do(self, job: Any, make: Callable[[Any], Any], timeout: float | None) -> Any:
        """Return the outcome of a job. Raise TimeoutError, or EOFError or OSError if the process ends."""
        if not self._ready:
            if not self._pipe.poll(_IDLE):
                raise TimeoutError
            self._ready = self._pipe.recv()
        self._pipe.send((job, make))
        if not self._pipe.poll(timeout):
            raise TimeoutError
        outcome, self._memory = self._pipe.recv()
        self._done += 1
        self._since = time.monotonic()
        return outcome

    def end(self, patience: float = 0) -> int:
        """Kill the process unless it ends by itself within `patience` seconds; return its exit status."""
        self._pipe.close()
        if patience:
            with suppress(subprocess.TimeoutExpired):
                return self._process.wait(patience)
        self._process.kill()
        return self._process.wait()

    def __del__(self) -> None:
        # The thread has ended: Dask's worker is closing, or the cluster of this machine.
        self.end()


def child(handle: int, parent: int) -> None:
    """Do the jobs that arrive on the pipe `handle`, until it closes or none arrives for a while."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(parent)
    logging.disable(logging.CRITICAL)
    pipe = Connection(handle)
    with suppress(EOFError, OSError):
        pipe.send(True)
        while pipe.poll(_IDLE):
            job, make = pipe.recv()
            pipe.send((make(job), memory_used()))
