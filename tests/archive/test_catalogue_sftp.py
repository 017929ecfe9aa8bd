"""Archives over SFTP: a server of another library, on this machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest
from test_catalogue import corpus

from support import sftp
from support.archives import content
from support.program import run as program


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and its address."""
    folder = tmp_path / "served"
    folder.mkdir()
    with subprocess.Popen([sys.executable, sftp.__file__, str(folder)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        yield folder, f"sftp://one:two@127.0.0.1:{port}"
        process.kill()


def command(source: object, address: object, *more: str) -> list[str]:
    return ["archive", str(source), "-o", str(address), "-q", "--to", "json", "--no-site", "--shard-size", "6", *more]


@pytest.mark.slow
def test_an_archive_over_sftp_is_that_of_a_folder(server: tuple[Path, str], tmp_path: Path) -> None:
    """As one bag, as a catalogue, with something damaged, and as one bag again; the sources are there too."""
    served, address = server
    for numbers in (range(5), range(14), range(14), range(3)):
        source = corpus(served / "c.jsonl", *numbers)
        assert program(*command(source, tmp_path / "a", "--prune", "--workers", "0"))[0] == 0
        if len(numbers) == 14 and (served / "out/shards").is_dir():
            next((served / "out/shards").rglob("article.json")).write_bytes(b"{}")
            assert program("verify", f"{address}/out", TMPDIR=str(tmp_path))[0] == 1
        given = command(source, f"{address}/out", "--prune", "--workers", "2")
        assert program(*given, TMPDIR=str(tmp_path)) == (0, "", "")
        assert content(served / "out") == content(tmp_path / "a")
        status, out, err = program("verify", f"{address}/out", TMPDIR=str(tmp_path))
        assert (status, err) == (0, "")
        assert "two" not in out
        assert "state: complete" in program("archive", "status", f"{address}/out")[1]


@pytest.mark.slow
def test_patterns_folders_and_pictures_are_read_over_sftp(server: tuple[Path, str], tmp_path: Path) -> None:
    served, address = server
    (served / "news/more").mkdir(parents=True)
    for number in range(4):
        (served / f"news/{number}.md").write_text(f"# عنوان {number}\n\nنص.\n\n![](p.png)\n", encoding="utf-8")
    (served / "news/p.png").write_bytes(Path(__file__).parents[2].joinpath("docs/fast-pdf.png").read_bytes())
    packed = shutil.make_archive(str(tmp_path / "z"), "zip", served / "news", ".")
    shutil.move(packed, served / "news/more/z.zip")
    corpus(served / "c.jsonl", *range(14))
    for source in ("news", "news/*.md", "c.jsonl"):
        here, there = tmp_path / "a", tmp_path / "b"
        assert program(*command(served / source, here))[0] == 0
        assert program(*command(f"{address}/{source}", there)) == (0, "", "")
        kept = [
            sorted(
                one
                for name, one in content(root).items()
                if Path(name).stem in ("source", "article") or "/pictures/" in name
            )
            for root in (here, there)
        ]  # of records, the origins differ, and with them the names of shards
        assert kept[0] == kept[1]
        assert len(kept[0]) > 4
        shutil.rmtree(here)
        shutil.rmtree(there)


@pytest.mark.slow
def test_a_run_killed_on_the_way_over_sftp_continues(server: tuple[Path, str], tmp_path: Path) -> None:
    served, address = server
    source = corpus(tmp_path / "c.jsonl", *range(20))
    assert program(*command(source, tmp_path / "a", "--workers", "0"))[0] == 0
    given = command(source, f"{address}/out", "--workers", "2")
    for seconds in (2.0, 3.0, 4.0):
        process = subprocess.Popen(
            [sys.executable, "-m", "newsconvert.cli", *given],
            stderr=subprocess.DEVNULL, start_new_session=True, env={**os.environ, "TMPDIR": str(tmp_path)},
        )  # fmt: skip
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        shutil.rmtree(served / "out/.newsconvert", ignore_errors=True)  # so that the next run need not wait
    assert program(*given, TMPDIR=str(tmp_path)) == (0, "", "")
    assert content(served / "out") == content(tmp_path / "a")


@pytest.mark.slow
def test_a_machine_with_another_key_than_is_known_is_refused(server: tuple[Path, str], tmp_path: Path) -> None:
    """Before it is told the password; one that is not in `known_hosts` is trusted."""
    address, source = server[1], corpus(tmp_path / "c.jsonl", 1)
    (tmp_path / ".ssh").mkdir()
    known = tmp_path / ".ssh/known_hosts"
    assert program(*command(source, f"{address}/out", "--workers", "0"), HOME=str(tmp_path))[0] == 0
    key = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    known.write_text(f"[127.0.0.1]:{address.rpartition(':')[2]} {key}")
    for given in (
        command(source, f"{address}/more"),
        command(f"{address}/c.jsonl", tmp_path / "a"),
        ["verify", f"{address}/out"],
    ):
        status, out, err = program(*given, HOME=str(tmp_path))
        assert (status, "does not match" in out + err, "Traceback" in err) == (1, True, False)
    assert not (server[0] / "more").exists()


def test_a_machine_that_does_not_answer_is_one_message() -> None:
    status, _, err = program(*command("sftp://one:two@127.0.0.1:9/c.jsonl", "sftp://one:two@127.0.0.1:9/out"))
    assert (status, err.count("error:"), "two" in err) == (1, 1, False)
    assert "cannot be reached" in err
