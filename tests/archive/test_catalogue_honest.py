"""A catalogue that says it is whole is: full disks, and what others put into its folders."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from test_catalogue import bags, corpus, make

from newsconvert.archive import catalogue
from newsconvert.archive.status import status
from newsconvert.archive.verify import verify_archive
from newsconvert.archive.volumes import volumes
from newsconvert.archive.workers.processes import ProcessExecutor
from newsconvert.errors import OutputError
from newsconvert.options import DocxOptions, EpubOptions
from support.archives import content, problems, recipe


@pytest.mark.parametrize("where", ["Planner", "finish"])
def test_a_full_disk_is_one_message_wherever_it_is_met(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def fill(*_: object, **__: object) -> None:
        problem = sqlite3.OperationalError("database or disk is full")
        problem.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise problem

    source = corpus(tmp_path / "c.jsonl", *range(25))
    with monkeypatch.context() as patch:
        patch.setattr(catalogue, where, fill)
        with pytest.raises(OutputError, match="a: the disk is full; free some space"):
            make(tmp_path / "a", source)
    make(tmp_path / "a", source)
    assert list(verify_archive(tmp_path / "a")) == []


def other_archive(path: Path) -> None:
    (path / "data").mkdir(parents=True)
    (path / "bagit.txt").write_text("mine")


@pytest.mark.parametrize("place", ["shards/notes.txt", "shards/mine/a.txt", "shards/link", f"shards/{40 * 'a'}"])
def test_what_is_no_shard_is_put_aside_and_links_are_not_followed(tmp_path: Path, place: str) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))
    make(tmp_path / "a", source)
    before, path = content(tmp_path / "a"), tmp_path / "a" / place
    other_archive(tmp_path / "other")
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine") if path.suffix else path.symlink_to(tmp_path / "other")
    messages: list[str] = []
    make(tmp_path / "a", source, tell=messages.append)
    assert messages == ["1 files that do not belong to the archive were moved to .newsconvert/aside."]
    assert content(tmp_path / "a") == before
    assert list(verify_archive(tmp_path / "a")) == []
    assert (tmp_path / "other/bagit.txt").read_text() == "mine"
    assert os.path.lexists(tmp_path / "a/.newsconvert/aside" / place)


def test_a_shard_that_was_moved_and_linked_is_made_again(tmp_path: Path) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))
    make(tmp_path / "a", source)
    shard = bags(tmp_path / "a")[0]
    shard.rename(tmp_path / "elsewhere")
    shard.symlink_to(tmp_path / "elsewhere")
    make(tmp_path / "a", source)
    assert not shard.is_symlink()
    assert problems(tmp_path / "elsewhere") == []


@pytest.mark.parametrize("name", ["whole", "arriving", "shards"])
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_private_folders_lead_nowhere_else(tmp_path: Path, name: str, kind: str) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))
    make(tmp_path / "a", source)
    path = tmp_path / "a/.newsconvert" / name
    shutil.rmtree(path, ignore_errors=True)
    (tmp_path / "other").mkdir()
    path.symlink_to(tmp_path / "other") if kind == "link" else os.mkfifo(path)
    with pytest.raises(OutputError, match=f"{name}: this is .*; remove it"):
        make(tmp_path / "a", source)
    assert list((tmp_path / "other").iterdir()) == []


def test_workers_bind_the_volumes_of_a_catalogue(tmp_path: Path) -> None:
    """The same bytes as in one process; none is left where the workers put them."""
    source = corpus(tmp_path / "c.jsonl", *range(25))
    bound = volumes(recipe(("docx", DocxOptions()), ("epub", EpubOptions())), "10")
    make(tmp_path / "a", source, volumes=bound)
    make(tmp_path / "b", source, executor=ProcessExecutor(2), volumes=bound)
    assert content(tmp_path / "a") == content(tmp_path / "b")
    made = sorted(path.name for path in (tmp_path / "b/catalogue/data/volumes").iterdir())
    assert made == [f"volume-000{number}.{kind}" for number in (1, 2, 3) for kind in ("docx", "epub")]
    assert not (tmp_path / "b/.newsconvert/volumes").exists()
    assert list(verify_archive(tmp_path / "b")) == []


def test_a_volume_whose_worker_dies_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = corpus(tmp_path / "c.jsonl", *range(25))
    bound = volumes(recipe(("docx", DocxOptions())), "500")
    make(tmp_path / "a", source)
    monkeypatch.setattr("newsconvert.archive.volumes.bind", os.abort)
    with pytest.raises(OutputError, match=r"volumes/volume.docx: it ended its worker .*3 times"):
        make(tmp_path / "a", source, executor=ProcessExecutor(1), volumes=bound)
    assert status(str(tmp_path / "a"))["state"] == "complete"
