"""Runs of the command that are killed at random moments, or told to stop, end as one that was left alone."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from newsconvert.archive.record import Record, State
from newsconvert.archive.verify import verify_archive
from support.archives import content, kill_again_and_again, problems, sound, started, text

pytestmark = pytest.mark.slow

COUNT = 60


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Sixty articles, one of them twice, and one that is none."""
    return written(tmp_path, COUNT)


def written(tmp_path: Path, count: int) -> Path:
    texts = [text(number) for number in range(count)]
    lines = [json.dumps({"title": one.split("\n", 1)[0], "content": one.split("\n", 1)[1]}) for one in texts]
    lines += [lines[7], '{"title": "", "content": " "}']
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join(lines) + "\n")
    return path


def command(corpus: Path, root: Path, formats: str = "docx,epub,json", *more: str) -> list[str]:
    start = [sys.executable, "-m", "newsconvert.cli", "archive", str(corpus), "-o", str(root), "--to", formats]
    return [*start, "--workers", "2", "--log-json", *more]


def finish(run: list[str]) -> list[dict[str, object]]:
    done = subprocess.run(run, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1, done.stderr  # one article is none
    return [json.loads(line) for line in done.stderr.splitlines()]


@pytest.mark.parametrize(("formats", "count"), [("docx,epub,json", COUNT), ("pdf", 8)])
def test_kills_leave_no_trace(corpus: Path, tmp_path: Path, formats: str, count: int) -> None:
    lines = corpus.read_bytes().splitlines(keepends=True)
    corpus.write_bytes(b"".join(lines[:count] + lines[-2:]))
    more = ["--no-site"] if formats == "pdf" else []
    finish(command(corpus, tmp_path / "whole", formats, *more))
    run = command(corpus, tmp_path / "killed", formats, *more)
    killed = kill_again_and_again(run, 4, count // 2, random.Random(count))
    assert killed.total() == 4
    finish(run)
    root = tmp_path / "killed"
    assert content(root) == content(tmp_path / "whole")
    assert problems(root) == []
    assert list(verify_archive(root)) == []
    assert sound(root)
    found = [Record.loads(line) for line in (root / "data/manifest.jsonl").read_bytes().splitlines()]
    once = max(count, 8)
    assert Counter(record.state for record in found) == {State.MADE: once, State.DUPLICATE: 1, State.FAILED: 1}
    assert len({record.id for record in found}) == once + 1
    assert all(document.receipt for record in found for document in record.documents.values())


@pytest.mark.usefixtures("background")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_in_order_and_the_next_run_goes_on(tmp_path: Path, number: signal.Signals) -> None:
    # So many that a busy machine does not make them all before the signal is sent.
    run = command(written(tmp_path, 5 * COUNT), tmp_path / "a", "docx", "--no-site")
    with started(*run) as process:
        assert process.stderr
        for _ in range(5):
            process.stderr.readline()
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert f"Run the same command again to continue {tmp_path / 'a'}." in said
    assert "Traceback" not in said
    events = finish(run)
    assert events[-1]["event"] == "finished"
    assert problems(tmp_path / "a") == []
