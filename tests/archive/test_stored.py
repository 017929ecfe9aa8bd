"""Verification of archives in storage elsewhere, bag by bag."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from test_catalogue import corpus, make

from newsconvert.archive import stored
from newsconvert.archive.stored import verify_stored
from newsconvert.archive.verify import verify_archive
from newsconvert.cli import main

SYSTEM = fsspec.filesystem("memory")


@pytest.fixture
def address(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    # Tests that run beside these have a memory of their own, but would work in the same folder for temporary files.
    monkeypatch.setenv("TMPDIR", str(tmp_path_factory.mktemp("scratch")))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield "memory://verified"
    SYSTEM.rm("/verified", recursive=True)


def first(address: str, ending: str) -> str:
    return next(str(path) for path in sorted(SYSTEM.find(address)) if path.endswith(ending))


@pytest.mark.parametrize("size", [10, 1000])
def test_an_archive_in_storage_is_verified_as_one_in_a_folder(tmp_path: Path, address: str, size: int) -> None:
    make(address, corpus(tmp_path / "c.jsonl", *range(25), 3), size=size, site=True)
    assert list(verify_stored(address)) == []
    path = first(address, "article.json")
    SYSTEM.pipe_file(path, SYSTEM.cat_file(path) + b" ")
    SYSTEM.rm(first(address, "article.html"))
    SYSTEM.pipe_file(f"{address}/{'catalogue/' if size == 10 else ''}data/more.txt", b"more")
    SYSTEM.get(address, str(tmp_path / "a"), recursive=True)
    found = sorted(map(str, verify_stored(address)))
    assert found == sorted(map(str, verify_archive(tmp_path / "a")))
    assert len(found) >= 3


def test_one_shard_at_a_time_is_copied(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make(address, corpus(tmp_path / "c.jsonl", *range(25)))
    most, verify = list[int](), verify_archive

    def watch(root: Path, **more: Any) -> Any:
        yield from verify(root, **more)
        most.append(len(list(root.rglob("article.json"))))

    def counted(shard: Callable[[str], Any], root: Path) -> Callable[[str], Any]:
        def there(name: str) -> Any:
            most.append(len({path.parents[4] for path in root.rglob("article.json")}))
            return shard(name)

        return there

    monkeypatch.setattr(
        stored, "verify_archive", lambda root, fast, shard: watch(root, fast=fast, shard=counted(shard, root))
    )
    assert list(verify_stored(address)) == []
    assert len(most) > 3
    assert max(most) == 0  # before each shard, and at the end


@pytest.mark.parametrize("name", ["data/../../../out.txt", "data/a//b", f"data/{'ع' * 200}", "data/report.json/x"])
def test_names_that_are_none_of_files_are_reported_and_nothing_is_written_elsewhere(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    make(address, corpus(tmp_path / "c.jsonl", *range(3)))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    SYSTEM.store[f"/verified/{name}"] = SYSTEM.store["/verified/README.txt"]
    found = [str(one) for one in verify_stored(address)]
    assert any("its name is not that of a file" in one or "no manifest can list it" in one for one in found)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.jsonl", "temporary"]
    assert list((tmp_path / "temporary").iterdir()) == []
    del SYSTEM.store[f"/verified/{name}"]


def test_the_program_verifies_an_address(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def verify(*given: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["newsconvert", "verify", *given])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), *capsys.readouterr()

    make(address, corpus(tmp_path / "c.jsonl", *range(25)))
    assert verify(address) == (0, "memory://verified: whole.\n", "")
    SYSTEM.rm(first(address, "article.json"))
    status, out, err = verify(address)
    assert (status, "article.json: the file is missing." in out, err) == (1, True, "")
    status, out, err = verify("memory://nothing", "https://example.org/a")
    assert (status, out) == (1, "")
    assert ["there is no archive here" in err, "copy it first" in err, len(err.splitlines())] == [True, True, 2]
