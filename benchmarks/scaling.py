"""Measure what an archive costs for each article, where it is made and where it is kept.

    python benchmarks/scaling.py CORPUS [--articles N]

CORPUS is JSON Lines; its articles are repeated with a changed headline to come to N. Times are of the processor, so
that other work on the machine counts for little. The figures in docs/scaling.md come from here.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from newsconvert.archive.build import Plan, build
from newsconvert.archive.inputs.sources import Sources
from newsconvert.archive.model import Job, Outcome, Recipe
from newsconvert.archive.workers.dask import DaskExecutor
from newsconvert.archive.workers.executors import Executor, SerialExecutor
from newsconvert.archive.workers.job import make
from newsconvert.writers import writers


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of the processor, in this process, and of the clock that `work` takes."""
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - clock


def corpus(path: Path, articles: int, folder: Path) -> Path:
    """Write a corpus of so many articles."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    target = folder / f"{articles}.jsonl"
    with target.open("w", encoding="utf-8") as file:
        for number in range(articles):
            record = records[number % len(records)]
            file.write(json.dumps({**record, "title": f"{record['title']} {number}"}, ensure_ascii=False) + "\n")
    return target


def recipe(*formats: str, verify: bool = True) -> Recipe:
    """Return the recipe of these formats."""
    known = writers()
    return Recipe(tuple((name, known[name].options()) for name in formats), verify=verify)


def size(path: Path) -> int:
    """Return the bytes of a file, or of all in a folder."""
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file()) if path.is_dir() else path.stat().st_size


def jobs(path: Path, made: Recipe) -> list[Job]:
    """Return a job for each article."""
    names = tuple(name for name, _ in made.formats)
    return [Job(item.id, item, made, names) for item in Sources([str(path)]).items()]


def formats(path: Path) -> None:
    """Print what each format costs, with and without its verification."""
    for name in ("json", "docx", "epub", "pdf"):
        for verify in (False, True):
            todo = jobs(path, recipe(name, verify=verify))
            make(todo[0])  # what is loaded once
            outcomes: list[Outcome] = []
            cpu, _ = spent(lambda todo=todo, outcomes=outcomes: outcomes.extend(map(make, todo)))  # type: ignore[misc]
            kept = sum(file.size for outcome in outcomes for file in outcome.files if "article." in file.path)
            told = f"{name}{' verified' if verify else ''}"
            print(f"{told:16} {cpu / len(todo) * 1000:8.1f} ms {kept / len(todo) / 1000:8.1f} kB")


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, int]]:
    """Start a Dask scheduler and workers; give the scheduler's file and process."""
    file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    usual = ["--scheduler-file", str(file), "--no-dashboard"]
    started = [subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", *usual])]
    try:
        while not file.exists():
            time.sleep(0.1)
        for _ in range(workers):
            started.append(subprocess.Popen([*dask, "worker", "--nthreads", "1", "--no-nanny", *usual]))
        yield str(file), started[0].pid
    finally:
        for process in started:
            process.kill()
            process.wait()


def processor_of(pid: int) -> float:
    """Return the seconds of the processor that a process has had (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def coordinator(path: Path, articles: int, folder: Path, executor: Executor, name: str, *made: str) -> None:
    """Print what the coordinator takes for each article, and what it writes."""
    root = folder / name
    plan = Plan(root, recipe(*made, verify=False), "أرشيف")
    few = Plan(folder / f"{name}-few", plan.recipe, "أرشيف")
    build(few, islice(Sources([str(path)]).items(), 20), executor, lambda _: None)  # what is loaded once
    cpu, clock = spent(lambda: build(plan, Sources([str(path)]).items(), executor, lambda _: None))
    print(f"{name}: {articles / clock:.0f} articles/s, {cpu / articles * 1000:.2f} ms of its processor each")
    again, _ = spent(lambda: build(plan, Sources([str(path)]).items(), executor, lambda _: None))
    print(f"  run again: {again / articles * 1000:.2f} ms each")
    for kept in sorted(p for p in root.rglob("*") if p.is_file()):
        if kept.stat().st_size > articles * 50 and "articles" not in kept.parts:
            print(f"  {kept.relative_to(root)}: {kept.stat().st_size / articles:.0f} bytes an article")


def main() -> None:
    """Print all figures."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--articles", type=int, default=2000)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        formats(corpus(given.corpus, 40, folder))
        path = corpus(given.corpus, given.articles, folder)
        cpu, _ = spent(lambda: sum(1 for _ in Sources([str(path)]).items()))
        print(f"sources: {cpu / given.articles * 1000:.3f} ms an article")
        coordinator(path, given.articles, folder, SerialExecutor(), "serial", "json")
        with cluster(folder, 2) as (file, scheduler):
            for made in (["json"], ["docx", "epub"]):
                before = processor_of(scheduler)
                coordinator(path, given.articles, folder, DaskExecutor(file), f"dask-{'-'.join(made)}", *made)
                took = processor_of(scheduler) - before
                print(f"  the scheduler: {took / given.articles * 1000:.2f} ms of its processor each")


if __name__ == "__main__":
    main()
