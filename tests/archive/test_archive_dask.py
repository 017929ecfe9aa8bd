"""Archives made by a Dask cluster: a real scheduler and real workers, some of which are lost on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from test_catalogue import corpus
from test_catalogue import make as make_catalogue

import newsconvert
from newsconvert.archive.build import Plan, build
from newsconvert.archive.model import Event, Item, ItemStatus, Job, Outcome
from newsconvert.archive.volumes import volumes
from newsconvert.archive.workers.dask import DaskExecutor, _Flight, _Known
from newsconvert.archive.workers.job import failed_outcome, make
from newsconvert.errors import NewsConvertError, OptionError
from newsconvert.options import EpubOptions
from support import TESTS
from support.archives import alive, content, fates, items, jobs, problems, recipe, run, told

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::Warning:distributed")]


@contextmanager
def cluster(
    folder: Path, workers: int, version: str | None = None
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and workers; give the scheduler's file and the workers."""
    file = folder / "scheduler.json"
    paths = [str(Path(newsconvert.__file__).parents[1]), str(TESTS), str(Path(__file__).parent)]
    if version:  # a package that says it is of another version
        (folder / "other").mkdir()
        (folder / "other" / "sitecustomize.py").write_text(f"import newsconvert; newsconvert.__version__ = {version!r}")
        paths.insert(0, str(folder / "other"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--scheduler-file", str(file)]
        with (folder / f"{len(started)}.log").open("wb") as log:
            started.append(subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log))
        return started[-1]

    try:
        start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        (folder / "scheduler.pid").write_text(str(started[0].pid))
        for number in range(workers):
            start("worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", str(number))
        until = time.monotonic() + 30
        while not file.exists() and time.monotonic() < until:
            time.sleep(0.05)
        yield str(file), started[1:]
    finally:
        for process in started:
            process.kill()
        for process in started:
            process.wait()


def test_a_worker_lost_in_mid_run_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    given = [*items(*range(40)), Item("again.txt", next(items(3)).data, "3.txt"), Item("empty.txt", b" ", "empty.txt")]
    here, there = tmp_path / "here", tmp_path / "there"
    run(here, given)
    with cluster(tmp_path, 3) as (file, workers):
        events: list[Event] = []

        def notify(event: Event) -> None:
            events.append(event)
            if len(events) == 15:
                workers[0].kill()

        build(Plan(there, recipe(), "أرشيف"), given, DaskExecutor(file), notify)
        assert workers[0].wait(5) == -signal.SIGKILL
        assert [worker.poll() for worker in workers[1:]] == [None, None]
        assert told(events) == {"made": 40, "duplicate": 1, "failed": 1}
        assert len({event.id for event in events if event.what is ItemStatus.MADE}) == 40
        assert content(there) == content(here)
        assert problems(there) == []
        # Run again, it asks no one.
        workers[1].kill()
        workers[2].kill()
        assert told(run(there, given, executor=DaskExecutor(file, patience=1))) == {
            "kept": 40,
            "duplicate": 1,
            "failed": 1,
        }


def test_articles_that_crash_or_hang_are_left_out_and_workers_are_not(tmp_path: Path) -> None:
    with cluster(tmp_path, 2) as (file, workers):
        found = fates(DaskExecutor(file, timeout=2.0, tries=2), tmp_path)
        assert [worker.poll() for worker in workers] == [None, None]
    assert "took more than 2 seconds, 2 times" in str(found["5"].record.error)


def test_jobs_are_taken_as_there_is_room_and_dropped_when_no_one_wants_them(tmp_path: Path) -> None:
    taken = 0

    def endless() -> Iterator[Job]:
        nonlocal taken
        for job in jobs(*map(str, range(10_000))):
            taken += 1
            yield job

    with cluster(tmp_path, 1) as (file, workers):
        outcomes = DaskExecutor(file).run(endless(), make)
        for _ in range(20):
            next(outcomes)
        outcomes.close()  # type: ignore[attr-defined]
        assert taken <= 20 + 4 * 8
        workers[0].terminate()
        workers[0].wait(10)


class Again:
    """A result that was lost when it was to be fetched, and is there again when one asks what went wrong."""

    status = "pending"

    def __init__(self, outcomes: list[Outcome]) -> None:
        self.outcomes = outcomes

    def add_done_callback(self, call: Any) -> None:
        call(self)

    def exception(self) -> None:
        return None

    def result(self) -> list[Outcome]:
        return self.outcomes


def test_a_result_that_is_computed_again_is_no_error() -> None:
    class Client:
        def nthreads(self) -> dict[str, int]:
            return {"one": 1}

        def submit(self, _: Any, given: list[Job], *others: Any, **more: Any) -> Again:
            return Again([make(job) for job in given])

        def gather(self, futures: list[Any]) -> list[Any]:
            return futures

    known = _Known(DaskExecutor("there"), make, failed_outcome)
    first, *others = jobs("a.txt", "b.txt")
    outcomes = list(_Flight(Client(), known).outcomes(first, iter(others)))
    assert [outcome.record.error for outcome in outcomes] == [None, None]


def test_processes_end_with_their_worker(tmp_path: Path) -> None:
    with cluster(tmp_path, 1) as (file, workers):
        outcomes = DaskExecutor(file).run(jobs(*map(str, range(100))), who)
        process, parent = map(int, str(next(outcomes).record.error).split())
        assert parent == workers[0].pid
        assert alive(process)
        workers[0].kill()
        until = time.monotonic() + 5
        while alive(process) and time.monotonic() < until:
            time.sleep(0.05)
        assert not alive(process)
        outcomes.close()  # type: ignore[attr-defined]


def who(job: Job) -> Outcome:
    """Return who is at work."""
    from newsconvert.archive.workers.job import failed_outcome

    return failed_outcome(job, f"{os.getpid()} {os.getppid()}")


def test_cluster_of_this_machine(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1, 2, 3), executor=DaskExecutor("local:2"))
    run(tmp_path / "b", items(1, 2, 3))
    assert content(tmp_path / "a") == content(tmp_path / "b")


def test_workers_that_would_make_other_bytes_are_refused(tmp_path: Path) -> None:
    told_ = r"newsconvert is 0\.0\.1 there and .* here"
    with cluster(tmp_path, 1, version="0.0.1") as (file, _), pytest.raises(NewsConvertError, match=told_):
        run(tmp_path / "a", items(1), executor=DaskExecutor(file))


@pytest.mark.parametrize(("scheduler", "told_"), [
    ("tcp://127.0.0.1:1", "no Dask scheduler answers"), ("none.json", "give an address"), ("local:0", "give an address"),
])  # fmt: skip
def test_schedulers_that_are_not_there(scheduler: str, told_: str) -> None:
    with pytest.raises(NewsConvertError, match=told_) as caught:
        next(DaskExecutor(scheduler, patience=1).run(jobs("1"), make))
    assert isinstance(caught.value, OptionError) == (told_ == "give an address")


def test_scheduler_without_workers(tmp_path: Path) -> None:
    with cluster(tmp_path, 0) as (file, _), pytest.raises(NewsConvertError, match="no worker; start some"):
        next(DaskExecutor(file, patience=1).run(jobs("1"), make))


def scheduler_of(folder: Path) -> int:
    """Return the process of the scheduler, which was started first."""
    return int((folder / "scheduler.pid").read_text())


def test_scheduler_that_is_lost(tmp_path: Path) -> None:
    with cluster(tmp_path, 1) as (file, _):
        outcomes = DaskExecutor(file, patience=3).run(jobs(*map(str, range(500))), make)
        next(outcomes)
        os.kill(scheduler_of(tmp_path), signal.SIGKILL)
        with pytest.raises(NewsConvertError, match="run the same command again"):
            list(outcomes)


@pytest.mark.slow
def test_shards_on_a_cluster_are_those_made_here(tmp_path: Path) -> None:
    """Two workers, of which one is lost on the way; they read the sources themselves, and bind volumes."""
    source = corpus(tmp_path / "c.jsonl", *range(40))
    bound = volumes(recipe(("epub", EpubOptions())), "20")
    make_catalogue(tmp_path / "here", source, volumes=bound)
    with cluster(tmp_path, 2) as (file, workers):
        killer = threading.Timer(4, workers[0].kill)
        killer.start()
        make_catalogue(tmp_path / "there", source, executor=DaskExecutor(file), away=True, volumes=bound)
        killer.cancel()
    assert content(tmp_path / "there") == content(tmp_path / "here")
