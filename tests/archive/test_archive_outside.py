"""What comes from outside: patterns and links, names that no folder can have, and what others leave in an archive."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_catalogue import bags, corpus
from test_catalogue import make as make_catalogue

from newsconvert.archive.bagcheck import Discrepancy
from newsconvert.archive.build import LEDGER
from newsconvert.archive.inputs.sources import Sources
from newsconvert.archive.status import status
from newsconvert.archive.verify import verify_archive
from newsconvert.options import JsonOptions
from support.archives import content, items, recipe, run, text
from support.program import run as program

JSON = recipe(("json", JsonOptions()))

# Sources


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with links out of it, to itself, and within."""
    folder = tmp_path / "news"
    (folder / "more").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    for name, number in (("news/a", 1), ("news/more/b", 2), ("out/secret", 3), ("secret", 4)):
        (tmp_path / f"{name}.txt").write_text(text(number), encoding="utf-8")
    for link, target in (("up", ".."), ("out", "../out"), ("all", "/"), ("s.txt", "../secret.txt"), ("round", ".")):
        (folder / link).symlink_to(target)
    (folder / "x.txt").symlink_to("x.txt")
    return folder


@pytest.mark.parametrize(
    ("pattern", "made", "refused"),
    [
        ("**/*.txt", ["news/a.txt", "news/more/b.txt"], ["news/s.txt"]),
        ("**", ["news/a.txt", "news/more/b.txt"], ["news/all", "news/out", "news/s.txt", "news/up"]),
        ("*/*.txt", ["news/more/b.txt", "news/round/a.txt"], ["news/out", "news/round/s.txt", "news/up"]),
        ("[su]*", [], ["news/s.txt", "news/up"]),
        ("mo**/b*", ["news/more/b.txt"], []),
    ],
)
@pytest.mark.parametrize("relative", [False, True])
def test_a_pattern_follows_no_link_out_of_its_folder(
    news: Path, pattern: str, made: list[str], refused: list[str], relative: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(news.parent)
    found = list(Sources([f"news/{pattern}" if relative else str(news / pattern)]).items())
    assert [item.origin for item in found if item.data is not None] == made
    assert [item.origin for item in found if item.data is None] == refused
    assert all("leads out of the folder" in str(item.error) for item in found if item.data is None)


def test_files_of_patterns_are_told_apart_and_every_repetition_is_listed(tmp_path: Path) -> None:
    for folder in ("1", "2", "3"):
        (tmp_path / "news" / folder).mkdir(parents=True)
        (tmp_path / "news" / folder / "a.txt").write_text(text(1), encoding="utf-8")
    given = [str(tmp_path / one) for one in ("news/*/a.txt", "news/3/*", "news/3/a.txt", "news/3/a.txt")]
    run(tmp_path / "a", Sources(given).items(), JSON)
    told = [json.loads(line) for line in (tmp_path / "a/data/manifest.jsonl").read_bytes().splitlines()]
    assert [one["origin"] for one in told] == [
        "news/1/a.txt",
        "news/2/a.txt",
        "news/3/a.txt",
        "3/a.txt",
        "a.txt",
        "a.txt (2)",
    ]
    assert [one["state"] for one in told] == ["made", *5 * ["duplicate"]]


def test_relative_patterns_given_twice_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(text(1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [item.origin for item in Sources(["*.txt", "a*", "a.txt"]).items()] == ["a.txt", "a.txt (2)", "a.txt (3)"]


@pytest.mark.parametrize("name", ["loop", "n" * 300, "n" * 300 + "/x"])
def test_names_that_cannot_be_are_one_message(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "1.txt").write_text(text(1), encoding="utf-8")
    for given in (
        ("archive", "1.txt", "-o", name),
        ("archive", "1.txt", "-o", name, "--dry-run"),
        ("archive", name, "-o", "a", "--to", "json"),
        ("archive", "status", name),
        ("verify", name),
    ):
        found, _, err = program(*given, cwd=tmp_path)
        assert (found in (0, 1), "Traceback" in err) == (True, False)
        assert (err.count("error: "), found) in ((1, 1), (0, 0))
        assert "--dry-run" in given or found == 1


# What others leave in an archive


def make(root: Path, source: Path, *, large: bool) -> list[str]:
    """Make an archive of one bag or of several, and return what was told."""
    told: list[str] = []
    make_catalogue(root, source, size=10 if large else 1000, tell=told.append)
    return told


@pytest.fixture(params=[False, True])
def large(request: pytest.FixtureRequest) -> bool:
    """Whether the archive is a catalogue of several bags."""
    return bool(request.param)


@pytest.mark.parametrize("name", ["index.html", "more/notes/x.txt", ".hidden"])
def test_what_does_not_belong_there_is_found_and_put_aside(tmp_path: Path, large: bool, name: str) -> None:
    source, root = corpus(tmp_path / "c.jsonl", *range(25)), tmp_path / "a"
    assert make(root, source, large=large) == []
    before = content(root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("mine")
    assert [one.path for one in verify_archive(root)] == [name.partition("/")[0] if large else name]
    assert make(root, source, large=large) == [
        "1 files that do not belong to the archive were moved to .newsconvert/aside."
    ]
    assert (root / ".newsconvert/aside" / name).read_text() == "mine"
    assert (content(root), list(verify_archive(root))) == (before, [])


def test_what_is_in_a_bag_of_a_catalogue_and_in_no_manifest_is_found(tmp_path: Path) -> None:
    make(tmp_path / "a", corpus(tmp_path / "c.jsonl", *range(25)), large=True)
    for bag in bags(tmp_path / "a"):
        (bag / "more.html").write_text("mine")
    found = [str(one) for one in verify_archive(tmp_path / "a")]
    assert len(found) == len(bags(tmp_path / "a"))
    assert all(one.endswith("more.html: this file is not in a manifest") for one in found)


def test_a_tag_manifest_that_is_gone_is_missed(tmp_path: Path, large: bool) -> None:
    make(tmp_path / "a", corpus(tmp_path / "c.jsonl", *range(25)), large=large)
    bag = bags(tmp_path / "a")[0] if large else tmp_path / "a"
    (bag / "tagmanifest-sha512.txt").unlink()
    assert "this tag manifest is missing" in "\n".join(map(str, verify_archive(tmp_path / "a")))


def test_a_path_in_a_manifest_that_none_can_have_is_one_fault(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1), JSON)
    with (tmp_path / "a/manifest-sha512.txt").open("ab") as file:
        file.write(b"ab  data/a\0b\n")
    assert Discrepancy("manifest-sha512.txt", "line 11 is not a digest and a path within the bag") in [
        *verify_archive(tmp_path / "a")
    ]


def test_the_read_me_of_a_catalogue_is_compared(tmp_path: Path) -> None:
    make(tmp_path / "a", corpus(tmp_path / "c.jsonl", *range(25)), large=True)
    assert list(verify_archive(tmp_path / "a")) == []
    (tmp_path / "a/README.txt").write_text("Open http://example.org")
    assert [one.path for one in verify_archive(tmp_path / "a")] == ["README.txt"]
    (tmp_path / "a/README.txt").unlink()
    assert [one.path for one in verify_archive(tmp_path / "a")] == ["README.txt"]


@pytest.mark.parametrize("place", ["note", "README.txt", "bagit.txt"])
def test_a_folder_in_place_of_a_small_file_does_not_stop_a_run(tmp_path: Path, place: str) -> None:
    source, root = corpus(tmp_path / "c.jsonl", *range(25)), tmp_path / "a"
    make(root, source, large=True)
    before = content(root)
    path = root / (f".newsconvert/whole/{bags(root)[0].name}" if place == "note" else place)
    path.unlink(missing_ok=True)
    (path / "more").mkdir(parents=True)
    (path / "more/x").write_text("mine")
    make(root, source, large=True)
    assert (content(root), list(verify_archive(root))) == (before, [])


def test_a_checksum_that_was_not_written_to_the_end_is_none(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1, 2), JSON)
    (tmp_path / "a" / f"{LEDGER}.sha256").write_text("")
    told: list[str] = []
    run(tmp_path / "a", items(1, 2), JSON, tell=told.append)
    assert told == []


# What is said of it in a second


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def changed(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(bytes([data[0] ^ 1]) + data[1:])


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


HARMS: dict[str, Callable[[Path], object]] = {
    "a document is gone": lambda bag: next(bag.rglob("article.json")).unlink(),
    "a source is cut": lambda bag: cut(next(bag.rglob("source.jsonl"))),
    "a file is there that was not": lambda bag: (bag / "data/more.txt").write_text("mine"),
    "a file is a pipe": lambda bag: piped(next(bag.rglob("record.json"))),
    "a bit of the information": lambda bag: changed(bag / "bag-info.txt"),
    "a bit of a manifest": lambda bag: changed(bag / "manifest-sha512.txt"),
    "a bit of a tag manifest": lambda bag: changed(bag / "tagmanifest-sha256.txt"),
    "a bit of the other": lambda bag: changed(bag / "tagmanifest-sha512.txt"),
    "the tag manifest is gone": lambda bag: (bag / "tagmanifest-sha512.txt").unlink(),
}


@pytest.mark.parametrize("harm", HARMS)
def test_the_status_of_an_archive_that_came_to_harm_is_not_complete(tmp_path: Path, large: bool, harm: str) -> None:
    make(tmp_path / "a", corpus(tmp_path / "c.jsonl", *range(25)), large=large)
    assert status(str(tmp_path / "a"))["state"] == "complete"
    HARMS[harm](bags(tmp_path / "a")[1] if large else tmp_path / "a")
    assert str(status(str(tmp_path / "a"))["state"]).startswith("damaged: ")
    found, out, err = program("archive", "status", tmp_path / "a")
    assert (found, out.startswith("state: damaged: "), err) == (1, True, "")


def test_the_status_compares_the_shards_with_the_catalogue(tmp_path: Path) -> None:
    make(tmp_path / "a", corpus(tmp_path / "c.jsonl", *range(25)), large=True)
    shard = bags(tmp_path / "a")[0]
    shutil.copytree(shard, shard.with_name("more"))
    assert "damaged: shards/more" in str(status(str(tmp_path / "a"))["state"])
    shutil.rmtree(shard.with_name("more"))
    shutil.rmtree(shard)
    assert f"damaged: shards/{shard.name}" in str(status(str(tmp_path / "a"))["state"])


def test_the_status_looks_for_a_while_only_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "a", corpus(tmp_path / "c.jsonl", *range(25)), large=True)
    found = status(str(tmp_path / "a"), patience=-1)
    assert (found["state"], found["bags looked at"]) == ("complete", "0 of 5")
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)
    assert "bags looked at" not in status(str(tmp_path / "a"))


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"losses": 1}', b"\xff"])
def test_a_damaged_report_is_no_crash(tmp_path: Path, data: bytes) -> None:
    run(tmp_path / "a", items(1), JSON)
    (tmp_path / "a/data/report.json").write_bytes(data)
    assert str(status(str(tmp_path / "a"))["state"]).startswith("damaged: data")


def test_a_dry_run_of_a_catalogue_tells_failures_and_repetitions(tmp_path: Path) -> None:
    """As the run itself does, article by article."""
    (tmp_path / "news").mkdir()
    corpus(tmp_path / "news/c.jsonl", *range(12), 3, 3)
    (tmp_path / "news/empty.txt").write_bytes(b"")
    given = ("archive", "news", "-o", "a", "--to", "json", "--no-site", "--shard-size", "5", "-j", "0")
    found = [program(*given, *more, cwd=tmp_path) for more in (("--dry-run",), (), ("--dry-run",), ())]
    told = [out.partition(";")[0].rpartition(": ")[2] for _, out, _ in found]
    assert told[0] == "13 to make, 2 duplicates"  # it is not known before
    assert told[1:] == ["12 made, 2 duplicates, 1 failed", *2 * ["12 there already, 2 duplicates, 1 failed"]]
    retried = (*given, "--retry-failed", "--dry-run")
    assert " to make" in program(*retried, cwd=tmp_path)[1]
