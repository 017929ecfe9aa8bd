"""Archives in storage elsewhere: an S3 server on this machine, also while it refuses and the run is killed."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from test_catalogue import corpus

from newsconvert.archive import storage
from newsconvert.archive.lease import LEASE, lease
from newsconvert.archive.storage import Objects
from newsconvert.errors import OutputError
from support.archives import content


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"{address}/moto-api/", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield address
        finally:
            process.kill()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Any:
    """A bucket of its own, and the file system of it."""
    for name, value in (("ACCESS_KEY_ID", "one"), ("SECRET_ACCESS_KEY", "two"), ("DEFAULT_REGION", "us-east-1")):
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    name = f"b{hashlib.sha256(request.node.name.encode()).hexdigest()[:20]}"
    fsspec.filesystem("s3").clear_instance_cache()
    system = fsspec.filesystem("s3", skip_instance_cache=True)
    system.mkdir(f"s3://{name}")
    return system, f"s3://{name}"


def command(source: object, address: str, *more: str) -> list[str]:
    start = [sys.executable, "-m", "newsconvert.cli", "archive", str(source), "-o", address, "-q"]
    return [*start, "--to", "json", "--no-site", "--shard-size", "6", *more]


def stored(system: Any, address: str) -> dict[str, str]:
    """Return the hash of each file of an archive in storage."""
    system.invalidate_cache()
    base = address.removeprefix("s3://") + "/"
    found = {path.removeprefix(base): path for path in system.find(address)}
    return {
        name: hashlib.sha256(system.cat_file(path)).hexdigest()
        for name, path in found.items()
        if not name.startswith(".newsconvert/")
    }


def run(*given: str) -> None:
    done = subprocess.run(given, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_an_archive_in_s3_is_that_of_a_folder(bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one bag, as a catalogue, and back; the sources are there too."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    system, name = bucket
    for numbers in (range(5), range(12), range(3)):
        source = corpus(tmp_path / "c.jsonl", *numbers)
        system.put_file(str(source), f"{name}/in/c.jsonl")
        run(*command(source, str(tmp_path / "a"), "--prune", "--workers", "0"))
        run(*command(f"{name}/in/c.jsonl", f"{name}/out", "--prune", "--workers", "1"))
        there, here = stored(system, f"{name}/out"), content(tmp_path / "a")
        assert sorted(there) == sorted(here) or len(numbers) == 12  # origins differ, and with them names of shards
        run(*command(source, f"{name}/same", "--prune", "--workers", "2"))
        assert stored(system, f"{name}/same") == here
        assert "complete" in subprocess.check_output(
            [sys.executable, "-m", "newsconvert.cli", "archive", "status", f"{name}/same"], text=True
        )


@pytest.mark.slow
def test_kills_on_the_way_to_s3_change_nothing(bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    system, name = bucket
    source = corpus(tmp_path / "c.jsonl", *range(20))
    run(*command(source, str(tmp_path / "a"), "--workers", "0"))
    chance = random.Random(1)
    for _ in range(5):
        process = subprocess.Popen(
            command(source, f"{name}/a", "--workers", "2"), stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(1.5 + 2 * chance.random())
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        system.invalidate_cache()
        if system.exists(f"{name}/a/{LEASE}"):  # so that the next run need not wait
            system.rm(f"{name}/a/{LEASE}")
    run(*command(source, f"{name}/a", "--workers", "2"))
    assert stored(system, f"{name}/a") == content(tmp_path / "a")


@pytest.mark.slow
def test_a_shard_damaged_in_s3_is_put_again(bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    system, name = bucket
    source = corpus(tmp_path / "c.jsonl", *range(10))
    run(*command(source, f"{name}/a", "--workers", "0"))
    before = stored(system, f"{name}/a")
    paths = [path for path in before if path.endswith("article.json")]
    system.rm(f"{name}/a/{paths[0]}")
    system.pipe_file(f"{name}/a/{paths[-1]}", b"{}")
    system.pipe_file(f"{name}/a/{Path(paths[-1]).parent}/more.txt", b"more")
    run(*command(source, f"{name}/a", "--workers", "0"))
    assert stored(system, f"{name}/a") == before


def test_one_run_at_a_time_works_on_an_archive_in_storage() -> None:
    there = Objects("memory://leased")
    with lease(there, "memory://leased", beat=0.1) as check:
        with pytest.raises(OutputError, match="another run is working on this archive"), lease(there, "x", beat=0.3):
            pass
        check()
        there.write(LEASE, b"another")
        time.sleep(0.3)
        with pytest.raises(OutputError, match="another run is working on this archive"):
            check()
    assert storage.read(there, LEASE) == b"another"  # left by a run that was killed
    with lease(there, "memory://leased", beat=0.01) as check:
        check()
    assert storage.read(there, LEASE) is None


def test_storage_that_refuses_for_a_while_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusals = iter([OSError("503 slow down"), TimeoutError(), None, OSError("502"), None])
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    put = fsspec.filesystem("memory").pipe_file

    def refuse(*given: Any, **more: Any) -> None:
        if (problem := next(refusals, None)) is not None:
            raise problem
        put(*given, **more)

    there = Objects("memory://refused")
    monkeypatch.setattr(type(there._system), "pipe_file", lambda _, *given, **more: refuse(*given, **more))
    there.write("a.txt", b"a")
    there.write("b.txt", b"b")
    assert (storage.read(there, "a.txt"), storage.read(there, "b.txt"), storage.read(there, "c.txt")) == (
        b"a",
        b"b",
        None,
    )
    assert waits == [*storage.WAITS[:2], storage.WAITS[0]]
    monkeypatch.setattr(type(there._system), "pipe_file", lambda *_: (_ for _ in ()).throw(OSError("always")))
    with pytest.raises(OutputError, match="cannot be written: always; run the same command again"):
        there.write("d.txt", b"d")
    assert waits[3:] == list(storage.WAITS)
