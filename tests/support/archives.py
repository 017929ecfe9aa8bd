"""Articles made up for the tests of archives, what the workers do with them there, and ways to look at an archive."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from newsconvert.archive.build import Plan, build
from newsconvert.archive.model import Event, Item, Job, Outcome, Recipe
from newsconvert.archive.workers.executors import Executor, SerialExecutor
from newsconvert.archive.workers.job import make
from newsconvert.options import DocxOptions, JsonOptions, WriterOptions

_WORDS = [
    "أعلنت",
    "الوزارة",
    "اليوم",
    "خطة",
    "جديدة",
    "لتطوير",
    "التعليم",
    "في",
    "المدن",
    "الكبرى",
    "وقال",
    "المتحدث",
    "إن",
    "العمل",
    "سيبدأ",
    "قريباً",
]


def text(number: int) -> str:
    """Return the text of one article; each number has its own."""
    chance = random.Random(number)
    lines = [" ".join(chance.choices(_WORDS, k=chance.randint(12, 40))) + "." for _ in range(chance.randint(2, 5))]
    return "\n".join([f"عنوان الخبر رقم {number}", *lines, f"المصدر: https://example.org/{number}"]) + "\n"


def items(*numbers: int) -> Iterator[Item]:
    """Yield the articles of these numbers."""
    for number in numbers:
        yield Item(f"news/{number}.txt", text(number).encode(), f"{number}.txt")


def recipe(*formats: tuple[str, WriterOptions]) -> Recipe:
    """Return a recipe of these formats; a quick one by default."""
    return Recipe(formats or (("docx", DocxOptions()), ("json", JsonOptions())))


def jobs(*origins: str) -> Iterator[Job]:
    for number, origin in enumerate(origins):
        item = Item(origin, text(number).encode(), f"{number}.txt")
        yield Job(item.id, item, recipe(), ("json",))


def run(
    root: Path, given: Any, made: Recipe | None = None, executor: Executor | None = None, **more: Any
) -> list[Event]:
    """Build an archive and return what was told."""
    events: list[Event] = []
    build(Plan(root, made or recipe(), "أرشيف", **more), given, executor or SerialExecutor(), events.append)
    return events


def told(events: list[Event]) -> dict[str, int]:
    """Return how often each thing happened."""
    return {what.value: sum(event.what is what for event in events) for what in {event.what for event in events}}


def content(root: Path) -> dict[str, str]:
    """Return the hash of each file that is not private."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".newsconvert" not in path.parts
    }


def problems(root: Path) -> list[str]:
    """Return what is wrong with a bag, by a validator that did not write it."""
    import bagit

    bag = bagit.Bag(str(root))
    try:
        bag.validate()
    except bagit.BagValidationError as problem:
        return [str(problem), *map(str, problem.details)]
    return []


def sound(root: Path) -> bool:
    """Tell whether the ledger of an archive is sound."""
    with sqlite3.connect(root / ".newsconvert" / "ledger.sqlite") as database:
        answer: str = database.execute("PRAGMA integrity_check").fetchone()[0]
    database.close()
    return answer == "ok"


# What a worker may come upon; each reads its orders in the article's name.


def troubled(job: Job) -> Outcome:
    """Make a job, unless its article ends the worker or hangs: always, or the first time."""
    orders = job.item.origin.split()
    marker = Path(orders[2]) if len(orders) > 2 else None
    if marker is None or not marker.exists():
        if marker:
            marker.touch()
        if orders[1] == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if orders[1] == "exit":
            os._exit(3)
        if orders[1] == "hang":
            time.sleep(600)
    return make(job)


def fates(executor: Executor, folder: Path) -> dict[str, Outcome]:
    """Return what an executor makes of jobs of which some end or hold up their workers, by their numbers."""
    orders = (
        "0 fine", "1 kill", f"2 kill {folder / 'once'}", "3 exit", f"4 hang {folder / 'slow'}", "5 hang", "6 fine",
    )  # fmt: skip
    found = {outcome.record.origin.split()[0]: outcome for outcome in executor.run(jobs(*orders), troubled)}
    assert sorted(found) == ["0", "1", "2", "3", "4", "5", "6"]
    assert {name for name, outcome in found.items() if outcome.errors} == {"1", "3", "5"}
    assert "SIGKILL" in str(found["1"].record.error)
    assert "status 3" in str(found["3"].record.error)
    return found


def slow(job: Job) -> Outcome:
    """Tell who is at work, and never end."""
    Path(job.item.origin).write_text(str(os.getpid()))
    time.sleep(600)
    return make(job)


# Kills


@contextmanager
def started(*command: str | Path, **more: Any) -> Iterator[subprocess.Popen[str]]:
    """Start a program that Ctrl-C stops, also where the tests run in the background; kill all of it at the end."""
    # A program started by one that ignores SIGINT, as a shell makes all that it starts with `&`, ignores it as well.
    here = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, **more)
    finally:
        signal.signal(signal.SIGINT, here)
    with process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # its workers too


def workers_of(parent: int) -> list[int]:
    """Return the processes of a run's workers."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == parent:
                found += [int(stat.parent.name)] * (b"spawn_main" in (stat.parent / "cmdline").read_bytes())
        except (OSError, IndexError):  # it has just ended
            continue
    return found


def kill_again_and_again(command: list[str], kills: int, articles: int, chance: random.Random) -> Counter[str]:
    """Run a command that logs JSON and kill it, a worker of it, or both, at random moments; return what was killed.

    A moment is a number of articles logged since the kill before, and a little while after it. A run that ends by
    itself is started anew.
    """
    killed: Counter[str] = Counter()
    run: subprocess.Popen[str] | None = None
    while killed.total() < kills:
        if run is None:
            run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        log = run.stderr
        assert log
        for _ in range(chance.randint(0, articles)):
            if not log.readline():
                break
        time.sleep(chance.random() / 10)
        workers = workers_of(run.pid)
        whom = chance.choice(["parent", "worker", "both"])
        if whom != "parent" and not workers:
            whom = "parent"
        if run.poll() is not None:
            log.close()
            run = None
            continue
        if whom != "parent":
            with suppress(ProcessLookupError):
                os.kill(chance.choice(workers), signal.SIGKILL)
        if whom != "worker":
            run.kill()
            run.wait()
            log.close()
            run = None
        killed[whom] += 1
    if run is not None:
        run.communicate()
    return killed


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
