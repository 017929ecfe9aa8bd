"""Workers that crash, hang, grow or lose their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from newsconvert.archive.model import Item, Job
from newsconvert.archive.workers.executors import Executor, SerialExecutor
from newsconvert.archive.workers.job import make
from newsconvert.archive.workers.processes import ProcessExecutor
from newsconvert.errors import NewsConvertError
from support.archives import alive, content, fates, items, jobs, run, slow, started, text


@pytest.mark.slow
def test_as_many_workers_as_one_likes_give_the_same_bytes(tmp_path: Path) -> None:
    given = [*items(*range(12)), Item("again.txt", text(3).encode(), "3.txt"), Item("empty.txt", b" ", "empty.txt")]
    executors: tuple[Executor, ...] = (SerialExecutor(), ProcessExecutor(1), ProcessExecutor(3, jobs_each=2))
    archives = []
    for number, executor in enumerate(executors):
        run(tmp_path / str(number), given, executor=executor)
        archives.append(content(tmp_path / str(number)))
    assert archives[0] == archives[1] == archives[2]


@pytest.mark.slow
def test_a_job_whose_worker_dies_is_tried_again_then_left_out(tmp_path: Path) -> None:
    found = fates(ProcessExecutor(2, timeout=2.0, tries=2), tmp_path)
    assert "2 seconds" in str(found["5"].record.error)
    assert all(outcome.files for outcome in found.values())  # the sources, whatever happened


def test_jobs_are_taken_only_as_there_is_room_for_them() -> None:
    taken = 0

    def counted() -> Iterator[Job]:
        nonlocal taken
        for job in jobs(*map(str, range(50))):
            taken += 1
            yield job

    outcomes = ProcessExecutor(2).run(counted(), make)
    next(outcomes)
    assert taken <= 6
    outcomes.close()  # type: ignore[attr-defined]


def test_workers_that_cannot_start_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    resource_tracker.ensure_running()  # it is started in the same way, and would die as well
    monkeypatch.setattr("multiprocessing.spawn.get_executable", lambda: b"/bin/false")
    with pytest.raises(NewsConvertError, match="as soon as they start"):
        list(ProcessExecutor(1).run(jobs("0"), make))


MASKS = """
import signal
from newsconvert.archive.workers.processes import ProcessExecutor, run_jobs

def mask(job):
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])

if __name__ == "__main__":
    print(list(run_jobs(ProcessExecutor(3, jobs_each=1), range(4), mask, None)))
"""


@pytest.mark.slow
def test_the_first_worker_is_shielded_from_interrupts_as_the_others_are(tmp_path: Path) -> None:
    """In a process in which no tracker of resources runs yet, which lets through what is blocked when it starts."""
    (tmp_path / "masks.py").write_text(MASKS)
    done = subprocess.run([sys.executable, str(tmp_path / "masks.py")], capture_output=True, text=True, check=True)
    assert done.stdout == "[True, True, True, True]\n"


PROGRAM = """
import sys
from support.archives import jobs, slow
from newsconvert.archive.workers.processes import ProcessExecutor
if __name__ == "__main__":
    for outcome in ProcessExecutor(2).run(jobs(*sys.argv[1:]), slow):
        pass
"""


@pytest.mark.slow
@pytest.mark.usefixtures("background")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_parent_however_it_ends(tmp_path: Path, number: signal.Signals) -> None:
    assert slow.__module__ == "support.archives"
    (tmp_path / "program.py").write_text(PROGRAM)
    markers = [tmp_path / "one", tmp_path / "two"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with started(sys.executable, tmp_path / "program.py", *markers, env=environment) as parent:
        wait_until(lambda: all(marker.exists() and marker.read_text() for marker in markers))
        workers = [int(marker.read_text()) for marker in markers]
        assert all(map(alive, workers))
        parent.send_signal(number)
        parent.communicate(timeout=20)
        wait_until(lambda: not any(map(alive, workers)))


def wait_until(condition: object) -> None:
    for _ in range(600):
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about")
