"""Measure `newsconvert archive`: speed by workers, memory by size, and what kills and a full disk leave behind.

    python benchmarks/archive.py speed  ARTICLES.jsonl [--count 600] [--to pdf,docx,epub]
    python benchmarks/archive.py memory ARTICLES.jsonl [--counts 1000 5000 20000] [--write docs/archive-memory.svg]
    python benchmarks/archive.py kills  ARTICLES.jsonl [--count 1200] [--kills 10]
    python benchmarks/archive.py shards ARTICLES.jsonl [--count 4000] [--shard-size 1000] [--to json]
    python benchmarks/archive.py full   ARTICLES.jsonl [--count 1200] [--megabytes 50]   (as root, on Linux)

Run it in the environment that ./test makes, on a machine that does nothing else. A corpus with fewer articles than are
asked for is repeated, each time with another title. `full` mounts a file system of that size in memory, lets it fill
up, gives it room and goes on, until the archive is whole.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from newsconvert.archive.catalogue import Order, make_archive
from newsconvert.archive.inputs.sources import Sources
from newsconvert.archive.model import Recipe
from newsconvert.archive.planner import Planner
from newsconvert.archive.record import Record
from newsconvert.archive.shards import Reading
from newsconvert.archive.workers.processes import ProcessExecutor
from newsconvert.writers import writers
from support.archives import content, kill_again_and_again, problems, sound, workers_of


def corpus(source: Path, count: int, folder: Path) -> Path:
    """Write `count` articles of a corpus, none like another, and return the path."""
    lines = source.read_bytes().splitlines()
    path = folder / f"{count}.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            value = json.loads(lines[number % len(lines)])
            if number >= len(lines):
                value["title"] = f"{value['title']} ({number // len(lines) + 1})"
            out.write(json.dumps(value, ensure_ascii=False) + "\n")
    return path


def command(source: Path, root: Path, formats: str, *more: str) -> list[str]:
    start = [sys.executable, "-m", "newsconvert.cli", "archive", str(source), "-o", str(root), "--to", formats]
    return [*start, "--log-json", *more]


def timed(run: list[str]) -> tuple[float, float]:
    """Return the seconds and the processor's seconds of a run."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(run, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def speed(arguments: argparse.Namespace, folder: Path) -> None:
    """Print the seconds of runs with one worker and with two, turn by turn, and the ratio of the best."""
    source = corpus(arguments.articles, arguments.count, folder)
    best: dict[int, float] = {}
    for turn in range(arguments.turns):
        for workers in (1, 2):
            run = command(source, folder / f"{turn}-{workers}", arguments.to, "--workers", str(workers))
            seconds, busy = timed(run)
            best[workers] = min(best.get(workers, seconds), seconds)
            print(
                f"{workers} workers: {seconds:.1f} s, {seconds / arguments.count:.3f} s an article, "
                f"{busy / arguments.count:.3f} s of a processor an article",
                flush=True,
            )
    print(f"Two workers are {best[1] / best[2]:.2f} times as fast as one.")


def memory(arguments: argparse.Namespace, folder: Path) -> None:
    """Plot the resident memory of the run and of its largest worker over its time, for several sizes."""
    curves: dict[int, list[tuple[float, float, float]]] = {}
    for count in arguments.counts:
        source = corpus(arguments.articles, count, folder)
        run = command(source, folder / f"archive-{count}", "html,json", "--workers", "2")
        curves[count] = watched(run)
        peaks = [max(column) for column in zip(*curves[count], strict=True)]
        print(f"{count:,} articles: {peaks[1]:.0f} MB, largest worker {peaks[2]:.0f} MB, {peaks[0]:.0f} s", flush=True)
    if arguments.write:
        plot(curves, arguments.write)


def watched(run: list[str]) -> list[tuple[float, float, float]]:
    """Return seconds since the start, and megabytes of the process and of its largest worker, some times a second."""
    process = subprocess.Popen(run, stderr=subprocess.DEVNULL)
    start, found = time.perf_counter(), []
    while process.poll() is None:
        largest = max((resident(worker) for worker in workers_of(process.pid)), default=0.0)
        found.append((time.perf_counter() - start, resident(process.pid), largest))
        time.sleep(0.25)
    return found


def resident(pid: int) -> float:
    """Return the resident memory of a process in megabytes; 0 where it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    except (OSError, IndexError):
        return 0.0


def plot(curves: dict[int, list[tuple[float, float, float]]], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "newsconvert"
    import matplotlib.pyplot as plt

    figure, panes = plt.subplots(1, 2, figsize=(9, 3.5), sharey=True, layout="constrained")
    for pane, column, title in zip(panes, (1, 2), ("The run itself", "Its largest worker"), strict=True):
        for count, points in curves.items():
            end = points[-1][0]
            pane.plot(
                [100 * one[0] / end for one in points], [one[column] for one in points], label=f"{count:,} articles"
            )
        pane.set(title=title, xlabel="% of the run's time", ylim=(0, None))
        pane.grid(alpha=0.3)
    panes[0].set_ylabel("resident memory, MB")
    panes[0].legend()
    figure.savefig(path, metadata={"Date": None})


def shards(arguments: argparse.Namespace, folder: Path) -> None:
    """Print what an archive of several bags costs for each article, where, and what that comes to for many."""
    source = corpus(arguments.articles, arguments.count, folder)
    known = writers()
    made = Recipe(tuple((name, known[name].options()) for name in sorted(arguments.to.split(","))))
    order = Order(str(folder / "archive"), made, "أرشيف", Reading(), shard_size=arguments.shard_size)

    def given(spool: Path | None = None) -> Sources:
        return order.reading.sources(str(source), spool=spool)

    def spent(name: str, work: Callable[[], object]) -> tuple[float, float]:
        start, before = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
        work()
        own, after = time.process_time() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        others = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        own, others = own / arguments.count * 1000, others / arguments.count * 1000
        print(f"{name:12} {own:7.3f} ms an article here, {others:7.3f} ms in workers", flush=True)
        return own, others

    planner = Planner(folder / "plan", made, "أرشيف", arguments.shard_size, site=True)
    spent("plan", lambda: planner.add(given().items()))
    print(f"  {planner.shards} shards")
    executor = ProcessExecutor(2)

    def make() -> None:
        make_archive(order, given, (), executor, lambda _: None)

    own, others = spent("all", make)
    again, checked = spent("again", make)
    (folder / "archive/catalogue/bagit.txt").unlink()
    merged, _ = spent("catalogue", make)
    for articles in (10**7, 10**9):
        hours = articles / 3.6e6  # of milliseconds
        print(f"{articles:.0e} articles: {hours * others:,.0f} core-hours in workers, {hours * own:,.1f} hours here")
        print(f"  catalogue {hours * (merged - again):,.1f}; when all is there, {hours * again:,.1f} hours here")
        print(f"  and {hours * checked:,.1f} core-hours in workers")
    print(f"most memory here: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def undisturbed(arguments: argparse.Namespace, folder: Path) -> tuple[Path, Path]:
    """Return a corpus, and an archive of it that nothing happened to; one made before is only brought up to date."""
    source = corpus(arguments.articles, arguments.count, arguments.whole.parent if arguments.whole else folder)
    whole: Path = arguments.whole or folder / "whole"
    print(f"undisturbed: {timed(command(source, whole, arguments.to, '--workers', '2'))[0]:.0f} s", flush=True)
    return source, whole


def kills(arguments: argparse.Namespace, folder: Path) -> None:
    """Compare an archive that was killed on the way with one that was not."""
    source, whole = undisturbed(arguments, folder)
    root = folder / "killed"
    run = command(source, root, arguments.to, "--workers", "2")
    most = 2 * arguments.count // (arguments.kills + 1)
    killed = kill_again_and_again(run, arguments.kills, most, random.Random(arguments.seed))
    print(f"killed: {dict(killed)}", flush=True)
    subprocess.run(run, stderr=subprocess.DEVNULL, check=False)
    compare(root, whole, arguments.count)


def full(arguments: argparse.Namespace, folder: Path) -> None:
    """Compare an archive whose disk was full on the way with one whose was not."""
    source, whole = undisturbed(arguments, folder)
    disk = folder / "disk"
    disk.mkdir()
    size = arguments.megabytes
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", disk], check=True)
    try:
        run = command(source, disk / "archive", arguments.to)
        while (done := subprocess.run(run, stderr=subprocess.PIPE, text=True, check=False)).returncode:
            said = [line for line in done.stderr.splitlines() if not line.startswith("{")]
            print(f"{size} MB: status {done.returncode}: {' | '.join(said)}", flush=True)
            if not any("disk is full" in line for line in said):
                break
            size += arguments.megabytes
            subprocess.run(["mount", "-o", f"remount,size={size}m", disk], check=True)
        compare(disk / "archive", whole, arguments.count)
    finally:
        subprocess.run(["umount", disk], check=True)


def compare(root: Path, whole: Path, count: int) -> None:
    found = [Record.loads(line) for line in (root / "data/manifest.jsonl").read_bytes().splitlines()]
    documents = [document for record in found for document in record.documents.values()]
    print(
        f"{count} articles asked for, {len(found)} in the manifest, {len({record.id for record in found})} unlike; "
        f"{sum(document.receipt is not None for document in documents)} of {len(documents)} documents have receipts; "
        f"bag {'valid' if not problems(root) else problems(root)[:3]}; ledger {'sound' if sound(root) else 'BROKEN'}; "
        f"bytes {'equal' if content(root) == content(whole) else 'NOT EQUAL'}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "memory", "kills", "full", "shards"])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--count", type=int)
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 5000, 20000])
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--shard-size", type=int, default=1000)
    parser.add_argument("--to", default="pdf,docx,epub")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--whole", type=Path, help="the archive to compare with, where it is to be kept or is there")
    parser.add_argument("--folder", type=Path, help="where to work; default: a temporary folder")
    arguments = parser.parse_args()
    arguments.count = arguments.count or (600 if arguments.what == "speed" else 1200)
    measure = {"speed": speed, "memory": memory, "kills": kills, "full": full, "shards": shards}[arguments.what]
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        measure(arguments, Path(folder))


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    main()
