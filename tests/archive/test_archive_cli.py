"""`newsconvert archive` on the command line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.archives import problems, text


def archive(*arguments: object) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "newsconvert.cli", "archive", *map(str, arguments), "--workers", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, and a picture that is none."""
    news = tmp_path / "news"
    news.mkdir()
    for number in (1, 2):
        (news / f"خبر {number}.txt").write_text(text(number))
    (news / "picture.jpg").write_bytes(b"\xff\xd8")
    return news


@pytest.mark.slow
def test_an_archive_of_a_folder(folder: Path, tmp_path: Path) -> None:
    given = (folder, "-o", tmp_path / "a", "--to", "json,html", "--title", "أرشيفي")
    status, out, err = archive(*given, "--dry-run")
    assert (status, not (tmp_path / "a").exists()) == (0, True)
    assert "2 to make" in out
    status, out, err = archive(*given)
    assert (status, "2 made" in out) == (0, True)
    assert "picture.jpg" in err
    assert problems(tmp_path / "a") == []
    assert "أرشيفي" in (tmp_path / "a/data/index.html").read_text()
    (folder / "فارغ.txt").write_text(" ")
    status, out, err = archive(*given)
    assert (status, "2 there already, 1 failed" in out) == (1, True)
    assert "فارغ.txt" in err
    status, out, err = archive(*given, "--log-json", "--no-site")
    events = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    assert [event["event"] for event in events] == ["kept", "kept", "failed", "finished"]
    assert not (tmp_path / "a/data/index.html").exists()
    (folder / "خبر 1.txt").unlink()
    assert "--prune" in archive(*given)[2]
    archive(*given, "--prune")
    assert json.loads((tmp_path / "a/data/report.json").read_bytes())["made"] == 1


def test_a_limit_is_raised_as_the_error_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("خبر\n" + "كلمة " * 9000)
    given = (tmp_path / "a.txt", "-o", tmp_path / "a", "--to", "json", "--no-site")
    status, _, err = archive(*given)
    raised = re.search(r"--limit \S+\d", err)
    assert status == 1
    assert raised
    status, out, _ = archive(*given, *raised[0].split())
    assert (status, "1 made" in out) == (0, True)
    assert problems(tmp_path / "a") == []


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (["--to", "odt"], "odt"),
        (["--volume", "json"], "--volume json"),
        (["--volume", "epub", "--volume-by", "week"], "--volume-by week"),
        (["--theme", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_is_told_before_any_work(folder: Path, tmp_path: Path, more: list[str], named: str) -> None:
    status, _, err = archive(folder, "-o", tmp_path / "a", *more)
    assert (status, named in err, not (tmp_path / "a").exists()) == (2, True, True)
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("source", "output", "status", "told"),
    [
        ("none.txt", "a", 1, "none.txt: there is no such file or folder."),
        ("news", "news", 2, "news: the archive would be in its folder"),
        ("news/خبر 1.txt", "news", 2, "خبر 1.txt: the archive would be in its folder"),
        ("news", "other/file", 1, "other/file: a file has this name"),
        ("news", "other", 1, "other: this folder contains other files"),
    ],
)
def test_a_source_or_a_folder_that_cannot_be(
    folder: Path, tmp_path: Path, source: str, output: str, status: int, told: str
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/file").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    found, _, err = archive(tmp_path / source, "-o", tmp_path / output)
    assert (found, err.count("\n"), sorted(tmp_path.rglob("*"))) == (status, 1, before)
    assert told in err


@pytest.mark.slow
def test_an_archive_in_the_folder_of_its_sources_is_no_source(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    given = (folder, folder / "**/*.txt", folder / "*", "-o", folder / "out", "--to", "json")
    for expected in ("2 made, 4 duplicates;", "2 there already, 4 duplicates;"):
        status, out, _ = archive(*given)
        assert (status, expected in out) == (0, True)
    assert problems(folder / "out") == []


@pytest.mark.slow
def test_the_archive_tells_people_what_it_is(folder: Path, tmp_path: Path) -> None:
    for more, start in (((), "data/index.html"), (("--no-site",), "data/manifest.csv")):
        archive(folder, "-o", tmp_path / "a", "--to", "json", *more)
        told = (tmp_path / "a/README.txt").read_text(encoding="utf-8")
        assert (f"To begin, open {start}" in told, (tmp_path / "a" / start).is_file()) == (True, True)
        assert "README.txt" in (tmp_path / "a/tagmanifest-sha256.txt").read_text()
        assert problems(tmp_path / "a") == []
    assert main(["verify", str(tmp_path / "a")]) == 0
    (tmp_path / "a/README.txt").write_text("nothing to see here")
    assert main(["verify", str(tmp_path / "a")]) == 1


@pytest.mark.slow
def test_limits_reach_the_articles_and_are_kept_to_read_them_again(folder: Path, tmp_path: Path) -> None:
    given = (folder, "-o", tmp_path / "a", "--to", "json")
    status, _, err = archive(*given, "--limit", "size=20")
    assert (status, len(re.findall(r"--limit size=\d\d\d? ", err))) == (1, 2)
    status, out, _ = archive(*given, "--limit", "size=20000")
    assert (status, "2 made" in out) == (0, True)
    assert main(["verify", str(tmp_path / "a")]) == 0


def main(arguments: list[str]) -> int:
    command = [sys.executable, "-m", "newsconvert.cli", *arguments]
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_excerpts_on_the_site_begin_with_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        '{"title": "خبر", "kicker": "صحة", "dateline": "دمشق - 6 أكتوبر", "blocks": [{"type": "paragraph", "text": "أعلنت الوزارة ذلك."}]}',
        encoding="utf-8",
    )
    assert archive(tmp_path / "a.json", "-o", tmp_path / "out", "--to", "html", "-q")[0] == 0
    scripts = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.js"))
    assert '"x":"أعلنت الوزارة ذلك.' in scripts
