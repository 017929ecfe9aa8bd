"""Archives of several bags: shards that workers make from their own slices, and the catalogue of them all."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from newsconvert.archive.catalogue import Order, make_archive
from newsconvert.archive.foresight import foresee
from newsconvert.archive.inputs.sources import Sources
from newsconvert.archive.model import Event
from newsconvert.archive.outputs.browsing import browsable
from newsconvert.archive.record import Record
from newsconvert.archive.shards import Reading
from newsconvert.archive.status import status
from newsconvert.archive.storage import Folder
from newsconvert.archive.verify import verify_archive
from newsconvert.archive.workers.executors import Executor, SerialExecutor
from newsconvert.archive.workers.processes import ProcessExecutor
from newsconvert.errors import OutputError
from newsconvert.options import HtmlOptions, JsonOptions
from support.archives import content, problems, recipe, text, told
from support.program import run as program

MADE = recipe(("html", HtmlOptions(standalone=False)), ("json", JsonOptions()))


def corpus(path: Path, *numbers: int) -> Path:
    """Write a corpus of the articles of these numbers."""
    with path.open("w", encoding="utf-8") as file:
        for number in numbers:
            title, _, body = text(number).partition("\n")
            value = {"title": title, "content": body, "source": f"وكالة {number % 3}", "date": "2026-03-01"}
            file.write(json.dumps(value, ensure_ascii=False) + "\n")
    return path


def make(
    address: object, *sources: Path, executor: Executor | None = None, size: int = 10, site: bool = False, **more: Any
) -> list[Event]:
    """Make an archive, and return what was told."""
    events: list[Event] = []
    isolated = executor is not None
    order = Order(str(address), MADE, "أرشيف", Reading(), shard_size=size, site=site, isolated=isolated, **more)

    def given(spool: Path | None) -> Sources:
        return order.reading.sources(*map(str, sources), spool=spool)

    make_archive(order, given, (browsable,) if site else (), executor or SerialExecutor(), events.append)
    return events


def counts(events: list[Event]) -> dict[str, int]:
    found: dict[str, int] = {}
    for event in events:
        found[event.what.value] = found.get(event.what.value, 0) + event.count
    return found


def bags(root: Path) -> list[Path]:
    return [*sorted((root / "shards").iterdir()), root / "catalogue"]


def records(root: Path) -> list[Record]:
    return [Record.loads(line) for line in (root / "catalogue/data/manifest.jsonl").read_bytes().splitlines()]


def test_a_large_archive_is_a_catalogue_of_bags(tmp_path: Path) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25), 3, 24, 7)
    events = make(tmp_path / "a", source, site=True)
    assert counts(events) == {"made": 25, "duplicate": 3}
    assert (tmp_path / "a/catalogue/data/index.html").is_file()
    assert all(problems(bag) == [] for bag in bags(tmp_path / "a"))
    assert list(verify_archive(tmp_path / "a")) == []
    found = records(tmp_path / "a")
    assert [record.origin for record in found if record.state == "made"] == [f"c.jsonl#{n}" for n in range(1, 26)]
    assert {record.origin: record.title for record in found if record.state == "duplicate"} == {
        "c.jsonl#26": text(3).partition("\n")[0],
        "c.jsonl#27": text(24).partition("\n")[0],
        "c.jsonl#28": text(7).partition("\n")[0],
    }
    payload = tmp_path / "a/catalogue/data"
    assert all((payload / one.path).is_file() for record in found for one in record.documents.values())
    table = pyarrow.parquet.read_table(payload / "records.parquet")
    assert table.column("title").to_pylist() == [record.title for record in found]
    report = json.loads((payload / "report.json").read_bytes())
    assert (report["made"], report["duplicates"], report["documents"]) == (25, 3, {"html": 25, "json": 25})
    assert (payload / "bibliography.bib").read_text(encoding="utf-8").count("@") == 25
    shards = [line.split(",") for line in (payload / "shards.csv").read_text().splitlines()[1:]]
    assert sum(int(count) for _, count, _ in shards) == 25
    assert all(1 <= int(count) <= 10 for _, count, _ in shards)


def test_up_to_a_shard_an_archive_is_one_bag_and_it_becomes_what_it_grows_to(tmp_path: Path) -> None:
    few, many = corpus(tmp_path / "c.jsonl", *range(10)), tmp_path / "many"
    make(tmp_path / "a", few)
    assert problems(tmp_path / "a") == []
    few = corpus(few, *range(12))
    make(tmp_path / "a", few)
    make(many, few)
    assert content(tmp_path / "a") == content(many)
    assert not (tmp_path / "a/data").exists()
    few = corpus(few, *range(9))
    with pytest.raises(OutputError, match="3 articles of this archive are in no source"):
        make(tmp_path / "a", few)
    assert content(tmp_path / "a") == content(many)
    make(tmp_path / "a", few, prune=True)
    make(tmp_path / "one", few)
    assert content(tmp_path / "a") == content(tmp_path / "one")


def test_what_is_there_is_left_and_an_insertion_moves_few_shards(tmp_path: Path) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(200))
    make(tmp_path / "a", source, size=20)
    before = {path.name: path.stat().st_ino for path in (tmp_path / "a/shards").iterdir()}
    assert counts(make(tmp_path / "a", source, size=20)) == {"kept": 200}
    assert {path.name: path.stat().st_ino for path in (tmp_path / "a/shards").iterdir()} == before
    assert counts(make(tmp_path / "a", corpus(source, *range(205)), size=20))["kept"] >= 180
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(text(number), encoding="utf-8")
    make(tmp_path / "b", folder, size=20)
    (folder / "0000.txt").write_text(text(999), encoding="utf-8")
    assert counts(make(tmp_path / "b", folder, size=20))["kept"] >= 80
    make(tmp_path / "new", folder, size=20)
    assert content(tmp_path / "b") == content(tmp_path / "new")


@pytest.mark.parametrize(
    "harm",
    [
        shutil.rmtree,
        lambda shard: (shard / "bagit.txt").unlink(),
        lambda shard: next(shard.rglob("article.json")).unlink(),
        lambda shard: next(shard.rglob("article.json")).write_bytes(b"{}"),
        lambda shard: (shard / "data/more.txt").write_bytes(b"more"),
    ],
)
def test_a_shard_that_came_to_harm_is_made_again(tmp_path: Path, harm: Callable[[Path], object]) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))
    make(tmp_path / "a", source)
    before = content(tmp_path / "a")
    harm(sorted((tmp_path / "a/shards").iterdir())[1])
    assert list(verify_archive(tmp_path / "a"))
    assert counts(make(tmp_path / "a", source))["made"] < 25
    assert content(tmp_path / "a") == before


def zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def linked(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def exchanged(shard: Path) -> None:
    """Exchange two documents; they keep their times."""
    one, other = sorted(shard.rglob("article.json"))[:2]
    one.rename(shard / "x")
    other.rename(one)
    (shard / "x").rename(other)


@pytest.mark.parametrize("bag", ["shard", "catalogue"])
@pytest.mark.parametrize(
    "harm",
    [
        lambda bag: (bag / "README.txt").unlink(),
        lambda bag: (bag / "bagit.txt").write_bytes(b""),
        lambda bag: zeros(bag / "tagmanifest-sha512.txt"),
        lambda bag: linked(bag / "manifest-sha256.txt"),
        lambda bag: piped(bag / "bagit.txt"),
        lambda bag: (bag / "data/more").symlink_to("/etc"),
        lambda bag: exchanged(bag) if bag.name != "catalogue" else zeros(bag / "data/shards.csv"),
        lambda bag: (bag / "data" / os.fsdecode(b"\xff\n")).write_bytes(b""),
    ],
)
def test_a_bag_of_an_archive_in_which_anything_changed_is_made_again(
    tmp_path: Path, bag: str, harm: Callable[[Path], object]
) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))
    make(tmp_path / "a", source)
    before = content(tmp_path / "a")
    harm(bags(tmp_path / "a")[0] if bag == "shard" else tmp_path / "a/catalogue")
    assert "\n".join(map(str, verify_archive(tmp_path / "a"))).encode()
    make(tmp_path / "a", source)
    assert content(tmp_path / "a") == before
    assert list(verify_archive(tmp_path / "a")) == []


@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_what_has_the_name_of_the_read_me_is_replaced(tmp_path: Path, kind: str) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))
    make(tmp_path / "a", source)
    before = content(tmp_path / "a")
    (tmp_path / "a/README.txt").unlink()
    (tmp_path / "mine").write_bytes(b"mine")
    if kind == "pipe":
        os.mkfifo(tmp_path / "a/README.txt")
    else:
        (tmp_path / "a/README.txt").symlink_to(tmp_path / "mine")
    make(tmp_path / "a", source)
    assert content(tmp_path / "a") == before
    assert (tmp_path / "mine").read_bytes() == b"mine"


def test_what_a_stopped_run_had_made_counts_as_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))
    put, refused = Folder.put, iter([True])

    def refuse(folder: Folder, path: Path, target: str) -> None:
        if next(refused, False):
            raise OutputError("the disk is full")
        put(folder, path, target)

    monkeypatch.setattr(Folder, "put", refuse)
    with pytest.raises(OutputError, match="1 of 4 shards were not made: the disk is full"):
        make(tmp_path / "a", source)
    assert counts(make(tmp_path / "a", source)) == {"kept": 25}


def test_a_change_of_the_same_size_and_time_is_found_by_hash(tmp_path: Path) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))
    make(tmp_path / "a", source)
    before = content(tmp_path / "a")
    path = next((tmp_path / "a/shards").rglob("article.json"))
    status, data = path.stat(), bytearray(path.read_bytes())
    data[20] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert counts(make(tmp_path / "a", source)) == {"kept": 25}
    assert counts(make(tmp_path / "a", source, hashed=True))["made"] < 25
    assert content(tmp_path / "a") == before


def test_a_copy_whose_times_say_nothing_is_compared_by_hash_once(tmp_path: Path) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))
    make(tmp_path / "a", source)
    shutil.copytree(tmp_path / "a", tmp_path / "b", copy_function=shutil.copyfile)
    assert counts(make(tmp_path / "b", source)) == {"kept": 25}
    assert content(tmp_path / "b") == content(tmp_path / "a")


def test_any_source_is_read_again_at_its_place(tmp_path: Path) -> None:
    """Files, folders, ZIPs, tables, and what of them cannot be read: the same as in one bag."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(text(number), encoding="utf-8")
    (folder / "2.toml").write_text('title = "عنوان آخر"', encoding="utf-8")
    (folder / "out.txt").symlink_to("/etc/hostname")
    with corpus(folder / "c.jsonl", *range(6, 12)).open("a") as file:
        file.write("{nonsense\n")
    table = "title,body\n" + "".join(f"عنوان {n},{' '.join(text(n).split())}\n" for n in range(12, 17))
    (folder / "t.csv").write_text(table, encoding="utf-8")
    shutil.make_archive(str(folder / "z"), "zip", folder, ".")
    make(tmp_path / "one", folder, size=1000)
    make(tmp_path / "many", folder, size=4)
    one = [Record.loads(line) for line in (tmp_path / "one/data/manifest.jsonl").read_bytes().splitlines()]
    plain = [(record.state, record.title, record.error, record.sha256) for record in records(tmp_path / "many")]
    assert sorted(map(repr, plain)) == sorted(repr((r.state, r.title, r.error, r.sha256)) for r in one)
    assert {"made", "failed", "duplicate"} == {record.state.value for record in one}
    assert list(verify_archive(tmp_path / "many")) == []


def test_workers_and_articles_that_fail_make_no_difference(tmp_path: Path) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))
    with source.open("a", encoding="utf-8") as file:
        file.write("[1]\n")
    events = make(tmp_path / "a", source, executor=ProcessExecutor(2))
    assert counts(events) == {"made": 25, "failed": 1}
    assert [event.origin for event in events if event.what == "failed"] == ["c.jsonl#26"]
    assert told(make(tmp_path / "b", source))["failed"] == 1
    assert content(tmp_path / "a") == content(tmp_path / "b")
    assert counts(make(tmp_path / "b", source)) == {"kept": 25, "failed": 1}


def test_a_source_that_changes_under_the_run_is_no_shard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))

    class Late(SerialExecutor):
        def each(self, jobs: Any, make: Any, lost: Any) -> Any:
            corpus(source, *range(15), *range(40, 50))
            return super().each(jobs, make, lost)

    with pytest.raises(OutputError, match="sources have changed since the run began"):
        make(tmp_path / "a", source, executor=Late())
    make(tmp_path / "a", source)
    make(tmp_path / "b", source)
    assert content(tmp_path / "a") == content(tmp_path / "b")


def test_the_status_of_an_archive(tmp_path: Path) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))
    with pytest.raises(OutputError, match="there is no archive"):
        status(str(tmp_path / "a"))
    make(tmp_path / "a", source)
    found = status(str(tmp_path / "a"))
    assert (found["state"], found["made"]) == ("complete", 25)
    (tmp_path / "a/catalogue/bagit.txt").unlink()
    assert str(status(str(tmp_path / "a"))["state"]).startswith("not complete")
    make(tmp_path / "one", corpus(source, 1, 2))
    assert (status(str(tmp_path / "one"))["made"], "shards" in status(str(tmp_path / "one"))) == (2, False)


def lost(root: Path) -> None:
    shard = sorted((root / "shards").iterdir())[0]
    shutil.rmtree(shard)


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lost, "is missing, or not the one"),
        (lambda root: shutil.copytree(bags(root)[0], root / "shards/more"), "the catalogue does not list this"),
        (lambda root: (root / "catalogue/data/manifest.csv").write_bytes(b"x"), "manifest.csv: the file was changed"),
        (lambda root: (root / "catalogue/bagit.txt").unlink(), "the archive is incomplete"),
        (lambda root: next(bags(root)[0].rglob("article.json")).write_bytes(b"{}"), "the file was changed"),
    ],
)
def test_verify_finds_harm_in_shards_and_catalogue(tmp_path: Path, harm: Callable[[Path], object], says: str) -> None:
    make(tmp_path / "a", corpus(tmp_path / "c.jsonl", *range(25)))
    harm(tmp_path / "a")
    assert any(says in str(one) for one in verify_archive(tmp_path / "a"))


@pytest.mark.slow
def test_killed_again_and_again_the_same_command_continues(tmp_path: Path) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(60))
    make(tmp_path / "whole", source)
    command = [sys.executable, "-m", "newsconvert.cli", "archive", str(source), "-o", str(tmp_path / "a"), "-q"]
    command += [
        "--to",
        "html,json",
        "--no-standalone",
        "--title",
        "أرشيف",
        "--shard-size",
        "10",
        "--workers",
        "2",
        "--no-site",
    ]
    chance = random.Random(1)
    for _ in range(6):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(1 + chance.random() * 2)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for shard in (tmp_path / "a/shards").glob("*"):
            assert problems(shard) == []  # whole, or not there
    assert subprocess.run(command, check=False).returncode == 0
    assert content(tmp_path / "a") == content(tmp_path / "whole")


def test_the_program_foresees_makes_and_tells_of_a_catalogue(tmp_path: Path) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(12), 3)
    given = (
        "archive",
        source,
        "-o",
        tmp_path / "a",
        "--to",
        "json",
        "--no-site",
        "--shard-size",
        "5",
        "--workers",
        "0",
    )
    status, out, _ = program(*given, "--dry-run")
    assert (status, "12 to make, 1 duplicates" in out) == (0, True)
    assert not (tmp_path / "a").exists()
    status, out, err = program(*given)
    assert (status, err, "12 made, 1 duplicates" in out) == (0, "", True)
    status, out, _ = program(*given, "--dry-run")
    assert (status, "12 there already, 1 duplicates" in out) == (0, True)
    harmed = next((tmp_path / "a/shards").rglob("article.json"))
    data = harmed.read_bytes()
    harmed.unlink()
    status, out, _ = program(*given, "--dry-run")
    assert (status, " to make" in out) == (0, True)
    harmed.write_bytes(data)
    status, out, _ = program("archive", "status", tmp_path / "a")
    assert (status, out.splitlines()[0], "made: 12" in out) == (0, "state: complete", True)
    assert program("archive", "status", tmp_path / "none")[0] == 1
    assert program("verify", tmp_path / "a")[0] == 0
    assert program("archive", source)[0] == 2


def test_standard_input_is_read_by_all_shards(tmp_path: Path) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(12))
    given = (
        "archive",
        "-",
        "--from",
        "records",
        "-o",
        tmp_path / "a",
        "--to",
        "json",
        "--no-site",
        "--shard-size",
        "5",
    )
    status, out, err = program(*given, "--workers", "0", stdin=source.read_bytes())
    assert (status, err, "12 made" in out) == (0, "", True)
    assert list(verify_archive(tmp_path / "a")) == []
    assert len(records(tmp_path / "a")) == 12


def test_a_dry_run_looks_at_sources_for_a_while_only(tmp_path: Path) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(300))
    order = Order(str(tmp_path / "a"), MADE, "أرشيف", Reading(), shard_size=2)
    events: list[Event] = []
    looked = foresee(order, order.reading.sources(str(source)), events.append, patience=0)
    assert looked is not None
    assert looked < 1
    assert sum(event.count for event in events) < 300


def test_what_no_reader_is_for_is_told_once_where_sources_are_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "1.txt").write_text(text(1), encoding="utf-8")
    (folder / "x.png").write_bytes(b"x")
    shutil.make_archive(str(folder / "z"), "zip", folder, ".")
    (folder / "film.mp4").write_bytes(b"x")
    passed: list[str] = []
    order = Order(str(tmp_path / "a"), MADE, "أرشيف", Reading(), site=False)
    make_archive(
        order,
        lambda _: order.reading.sources(str(folder), passed_over=passed.append),
        (),
        SerialExecutor(),
        lambda _: None,
    )
    assert sum(path.endswith("film.mp4") for path in passed) == 1
