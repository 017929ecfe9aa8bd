"""An archive that says it is whole is: whatever came to its ledger, its files, its folder or its sources before."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from newsconvert.archive.build import LEDGER
from newsconvert.archive.inputs.sources import Sources
from newsconvert.archive.model import ItemStatus
from newsconvert.archive.outputs.browsing import browsable
from newsconvert.archive.record import Record
from newsconvert.archive.state.ledger import Ledger, error_code, ledger_at
from newsconvert.archive.state.sums import write_checksum
from newsconvert.archive.verify import verify_archive
from newsconvert.errors import OutputError
from newsconvert.options import DocxOptions, JsonOptions
from support.archives import content, items, problems, recipe, run, text, told
from support.program import run as program

JSON = recipe(("json", JsonOptions()))


def records(root: Path) -> list[Record]:
    return [Record.loads(line) for line in (root / "data/manifest.jsonl").read_bytes().splitlines()]


def flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    at = chance.choice([at for at, byte in enumerate(data) if byte])
    data[at] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


@pytest.mark.parametrize("closed", [True, False])
def test_a_flipped_bit_in_the_ledger_is_found_and_the_archive_whole(tmp_path: Path, closed: bool) -> None:
    """Where it was closed, its checksum finds every one; after a kill, all is compared with the files."""
    run(tmp_path / "a", items(1, 2, 3), JSON)
    before = content(tmp_path / "a")
    chance, happened = random.Random(1), Counter[str]()
    for _ in range(25):
        root = Path(shutil.copytree(tmp_path / "a", tmp_path / "b"))
        flip(root / LEDGER, chance)
        if not closed:
            (root / f"{LEDGER}.sha256").unlink()
        messages: list[str] = []
        try:
            run(root, items(1, 2, 3), JSON, tell=messages.append)
        except OutputError as problem:  # found on the way, or the number of its form
            happened["message"] += 1
            if "the ledger is damaged" in str(problem):
                run(root, items(1, 2, 3), JSON)
        if (root / "bagit.txt").exists():
            assert content(root) == before
            assert list(verify_archive(root)) == []
        happened["put aside"] += bool(messages)
        shutil.rmtree(root)
    if closed:
        assert happened == {"put aside": 25}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE articles SET record = substr(record, 2)",
        "UPDATE articles SET record = CAST(x'ff41' AS TEXT)",
        "UPDATE files SET size = size + 1 WHERE id = ''",
        "UPDATE marks SET path = path || 'x'",
        "UPDATE tried SET error = 'x'",
        "DELETE FROM files WHERE path LIKE '%.jsonl'",
        "DROP INDEX files_by_id; DROP TABLE duplicates",
    ],
)
def test_a_row_that_changed_in_a_ledger_without_checksum_is_found(tmp_path: Path, change: str) -> None:
    """After a kill, SQLite takes such a file as whole."""
    run(tmp_path / "a", items(1, 2, 2), JSON)
    before = content(tmp_path / "a")
    (tmp_path / "a" / f"{LEDGER}.sha256").unlink()
    with closing(sqlite3.connect(tmp_path / "a" / LEDGER)) as database:
        database.executescript(change)
    messages: list[str] = []
    run(tmp_path / "a", items(1, 2, 2), JSON, tell=messages.append)
    assert len(messages) == 1
    assert content(tmp_path / "a") == before


@pytest.mark.parametrize("name", ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite.sha256", "lock"])
@pytest.mark.parametrize("kind", ["pipe", "link", "folder", "device"])
def test_what_is_no_file_in_place_of_the_ledger_is_put_aside(tmp_path: Path, name: str, kind: str) -> None:
    """Twice, because there is something aside by then; nothing is written through a link."""
    run(tmp_path / "a", items(1, 2), JSON)
    before = content(tmp_path / "a")
    (tmp_path / "other").write_text("mine")
    for _ in range(2):
        path = tmp_path / "a/.newsconvert" / name
        path.unlink(missing_ok=True)
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "link":
            path.symlink_to(tmp_path / "other")
        elif kind == "folder":
            (path / "more").mkdir(parents=True)
        else:
            path.symlink_to("/dev/zero")
        messages: list[str] = []
        if name == "lock" and kind != "pipe":
            with pytest.raises(OutputError, match="lock: the archive cannot be written"):
                run(tmp_path / "a", items(1, 2), JSON)
            return
        run(tmp_path / "a", items(1, 2), JSON, tell=messages.append)
        assert len(messages) == (name != "lock")
        assert content(tmp_path / "a") == before
        assert (tmp_path / "other").read_text() == "mine"


def test_the_sum_of_rows_is_kept_as_they_change(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1, 2, 3, 3), JSON)
    run(tmp_path / "a", items(3, 1), JSON, prune=True)
    (tmp_path / "a" / f"{LEDGER}.sha256").unlink()
    messages: list[str] = []
    assert told(run(tmp_path / "a", items(3, 1), JSON, tell=messages.append)) == {"kept": 2}
    assert messages == []


def test_an_archive_whose_ledger_is_lost_keeps_what_no_source_has(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1, 2, 3), JSON)
    before = content(tmp_path / "a")
    (tmp_path / "a" / LEDGER).unlink()
    run(tmp_path / "a", items(2, 3), JSON)
    assert {record.origin for record in records(tmp_path / "a")} == {f"news/{number}.txt" for number in (1, 2, 3)}
    assert problems(tmp_path / "a") == []
    assert {path for path in content(tmp_path / "a") if "articles" in path} == {p for p in before if "articles" in p}


@pytest.mark.parametrize("name", ["article.json", "record.json", "source.txt"])
@pytest.mark.parametrize("harm", ["gone", "other", "link", "folder"])
def test_a_file_that_came_to_harm_is_made_again(tmp_path: Path, name: str, harm: str) -> None:
    run(tmp_path / "a", items(1, 2, 3), JSON)
    before = content(tmp_path / "a")
    path = next((tmp_path / "a/data").rglob(name))
    data = path.read_bytes()
    path.unlink()
    if harm == "other":
        path.write_bytes(bytes(len(data)))  # of the same size
    if harm == "link":
        (tmp_path / "mine.txt").write_bytes(data)
        path.symlink_to(tmp_path / "mine.txt")
    if harm == "folder":
        (path / "more").mkdir(parents=True)
    assert told(run(tmp_path / "a", items(1, 2, 3), JSON)) == {"made": 1, "kept": 2}
    assert content(tmp_path / "a") == before
    assert not path.is_symlink()


def test_what_time_does_not_tell_a_check_by_hash_does(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1, 2), JSON)
    before = content(tmp_path / "a")
    path = next((tmp_path / "a/data").rglob("article.json"))
    stat = path.stat()
    path.write_bytes(bytes(stat.st_size))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert told(run(tmp_path / "a", items(1, 2), JSON)) == {"kept": 2}
    assert told(run(tmp_path / "a", items(1, 2), JSON, hashed=True)) == {"kept": 1, "made": 1}
    assert content(tmp_path / "a") == before


def test_a_site_that_came_to_harm_is_made_again(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1), JSON, more=[browsable])
    before = content(tmp_path / "a")
    (tmp_path / "a/data/site/index.js").write_bytes(b"x")
    (tmp_path / "a/data/site/browse.html").unlink()
    run(tmp_path / "a", items(1), JSON, more=[browsable])
    assert content(tmp_path / "a") == before


def test_what_does_not_belong_there_is_put_aside_and_nothing_of_it_lost(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1), JSON)
    before = content(tmp_path / "a")
    (tmp_path / "a/data/letter.txt").write_text("mine")
    (tmp_path / "a/data" / os.fsdecode(b"\xff")).write_text("mine")
    messages: list[str] = []
    run(tmp_path / "a", items(1), JSON, tell=messages.append)
    assert content(tmp_path / "a") == before
    assert messages == ["2 files that do not belong to the archive were moved to .newsconvert/aside."]
    assert (tmp_path / "a/.newsconvert/aside/data/letter.txt").read_text() == "mine"


def test_a_damaged_article_that_no_source_has_is_reported(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1, 2), JSON)
    lost = next(record for record in records(tmp_path / "a") if record.origin == "news/1.txt")
    (tmp_path / "a/data" / lost.documents["json"].path).unlink()
    events = run(tmp_path / "a", items(2), JSON)
    failed = [event for event in events if event.what is ItemStatus.FAILED]
    assert [(event.origin, "no source has it now" in str(event.error)) for event in failed] == [("news/1.txt", True)]
    assert problems(tmp_path / "a") == []
    assert (tmp_path / "a/.newsconvert/aside/data" / (lost.source_path or "")).is_file()


@pytest.mark.parametrize("name", ["data", ".newsconvert", "shards", "catalogue", "data/articles"])
def test_an_archive_is_not_written_through_a_link(tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    run(tmp_path / "a", items(1), JSON)
    if name == ".newsconvert":
        (tmp_path / "a/.newsconvert").rename(tmp_path / "elsewhere/private")
        (tmp_path / "a/.newsconvert").symlink_to(tmp_path / "elsewhere/private")
    else:
        shutil.rmtree(tmp_path / "a" / name, ignore_errors=True)
        (tmp_path / "a" / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="symbolic link"):
        run(tmp_path / "a", items(1, 2), JSON)
    if "/" not in name:
        (tmp_path / "a" / name).unlink()
        os.mkfifo(tmp_path / "a" / name)
        with pytest.raises(OutputError, match="this is no folder"):
            run(tmp_path / "a", items(1, 2), JSON)
    assert not (tmp_path / "elsewhere/articles").exists()
    assert [path.name for path in (tmp_path / "elsewhere").rglob("article.json")] == []


# What sources may bring


@pytest.mark.parametrize("how", ["folder", "file", "pattern"])
@pytest.mark.parametrize("target", ["secret", "pipe", "/dev/zero"])
def test_a_sidecar_that_leads_out_of_the_folder_is_refused(tmp_path: Path, how: str, target: str) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "secret").write_text('byline = "TOKEN-123"\n')
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "news/1.txt").write_text(text(1), encoding="utf-8")
    (tmp_path / "news/1.toml").symlink_to(tmp_path / target)
    given = {"folder": "news", "file": "news/1.txt", "pattern": "news/*.txt"}[how]
    found = [item for item in Sources([str(tmp_path / given)]).items() if item.origin.endswith("1.txt")]
    assert [(item.data, "sidecar" in str(item.error)) for item in found] == [(None, True)]


def test_a_pipe_is_no_source_and_nothing_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (found,) = Sources([str(tmp_path / "pipe.txt")]).items()
    assert "not a regular file" in str(found.error)
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "1.txt").write_text(text(1), encoding="utf-8")
    for option in ("--config", "--reference-doc"):
        given = (
            "convert",
            str(tmp_path / "1.txt"),
            "--to",
            "docx",
            option,
            str(tmp_path / "pipe.toml"),
            "-o",
            str(tmp_path),
        )
        status, _, err = program(*given)
        assert (status, "not a regular file" in err) == (2, True)
    (tmp_path / "1.toml").symlink_to("/etc/hostname")
    status, _, err = program("convert", str(tmp_path / "1.txt"), "--to", "json", "-o", str(tmp_path))
    assert (status, "leads out of its folder" in err) == (1, True)


def test_verify_does_not_read_pipes_and_devices(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1), JSON)
    path = next((tmp_path / "a/data").rglob("source.txt"))
    path.unlink()
    path.symlink_to("/dev/zero")
    (tmp_path / "a/bag-info.txt").unlink()
    os.mkfifo(tmp_path / "a/bag-info.txt")
    assert any("source.txt" in str(one) for one in verify_archive(tmp_path / "a"))


def test_what_spreadsheets_and_reference_managers_would_run_is_text(tmp_path: Path) -> None:
    beginnings = ["=1", "+1", "-1", "@a", "|calc", "%x", "\tx"]
    values = [
        {"title": f"{start} عنوان", "content": "نص الخبر كاملًا هنا.", "url": url, "author": start}
        for start, url in zip(
            beginnings, ["javascript:alert(1)", "file:///etc/passwd", *["http://a.org/"] * 5], strict=True
        )
    ]
    (tmp_path / "c.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    run(tmp_path / "a", Sources([str(tmp_path / "c.json")]).items(), JSON)
    table = (tmp_path / "a/data/manifest.csv").read_text(encoding="utf-8-sig")
    assert not [
        cell for cell in table.replace("\n", ",").split(",") if cell.strip('"')[:1] in "=+-@|%\t" and cell.strip('"')
    ]
    for suffix in ("bib", "ris", "json"):
        found = (tmp_path / f"a/data/bibliography.{suffix}").read_text(encoding="utf-8")
        assert "javascript" not in found
        assert "file:" not in found
        assert "a.org" in found


def test_names_of_files_are_as_long_as_file_systems_hold(tmp_path: Path) -> None:
    value = {"title": "خبر", "content": "أعلنت الوزارة اليوم القرار.", "source": "x" * 300}
    (tmp_path / "l.jsonl").write_text(json.dumps(value), encoding="utf-8")
    status, _, _ = program(
        "archive", str(tmp_path / "l.jsonl"), "-o", str(tmp_path / "a"), "--to", "json", "--volume", "epub", "--volume-by", "source", "--no-site"
    )  # fmt: skip
    assert status == 0
    assert len(list((tmp_path / "a/data/volumes").iterdir())) == 1


def test_an_archive_says_what_its_last_command_said(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1, 2))
    run(tmp_path / "a", items(1, 2), JSON)
    run(tmp_path / "b", items(1, 2), JSON)
    assert content(tmp_path / "a") == content(tmp_path / "b")
    for last in (recipe(("docx", DocxOptions())), JSON):  # and back to a format that was there before
        run(tmp_path / "a", items(1, 2), last)
    assert content(tmp_path / "a") == content(tmp_path / "b")


def fill(ledger: Ledger) -> None:
    for number in range(1000):
        ledger.record_occurrence(f"{number:064}", "x" * 500 + str(number))


def test_a_disk_that_is_full_for_a_while_leaves_the_ledger_sound(tmp_path: Path) -> None:
    with ledger_at(tmp_path / "l") as ledger:
        pages = ledger._db.execute("PRAGMA page_count").fetchone()[0]
        ledger._db.execute(f"PRAGMA max_page_count = {pages + 3}")
        with pytest.raises(sqlite3.OperationalError) as raised:
            fill(ledger)
        assert error_code(raised.value) == sqlite3.SQLITE_FULL
        ledger._db.execute("PRAGMA max_page_count = 10000")
        if not ledger._db.in_transaction:
            ledger._db.execute("BEGIN IMMEDIATE")
        ledger.commit()
    (tmp_path / "l.sha256").unlink()
    with ledger_at(tmp_path / "l") as ledger:
        assert ledger.unchecked


def test_a_title_with_two_spaces_agrees_with_itself(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1), JSON)
    given = ("archive", str(tmp_path / "1.txt"), "-o", str(tmp_path / "b"), "--to", "json", "--no-site")
    (tmp_path / "1.txt").write_text(text(1), encoding="utf-8")
    assert program(*given, "--title", "أخبار  اليوم")[0] == 0
    assert list(verify_archive(tmp_path / "b")) == []


def test_losses_are_in_the_lists_and_fail_a_strict_run(tmp_path: Path) -> None:
    page = "<html><body><article><h1>عنوان الخبر</h1><p>أعلنت الوزارة القرار.</p><img src='gone.png' alt='صورة'></article></body></html>"
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    given = ("archive", str(tmp_path / "p.html"), "-o", str(tmp_path / "a"), "--to", "json", "--no-site")
    assert program(*given)[0] == 0
    status, _, err = program(*given, "--strict")
    assert (status, "picture-missing" in err) == (1, True)
    assert err.splitlines()[-1].startswith(f"error: {tmp_path / 'a'}: 1 losses, and --strict allows none")
    header, row = (tmp_path / "a/data/manifest.csv").read_text(encoding="utf-8-sig").splitlines()
    assert dict(zip(header.split(","), row.split(","), strict=True))["losses"] == "1"


def test_lists_of_an_earlier_form_are_one_finding(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1), JSON)
    path = tmp_path / "a/data/manifest.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("warnings,losses,", "warnings,"), encoding="utf-8")
    found = [str(one) for one in verify_archive(tmp_path / "a") if "changed" not in str(one) and "Oxum" not in str(one)]
    assert found == [
        "data/manifest.csv: the lists have the form of an earlier version; run the command that made the archive again"
    ]


def test_a_ledger_of_the_first_form_is_taken_up(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1, 2), JSON)
    ledger = tmp_path / "a" / LEDGER
    with closing(sqlite3.connect(ledger)) as database:
        database.executescript(
            "ALTER TABLE files DROP COLUMN time; DELETE FROM meta WHERE name = 'sum';"
            "UPDATE meta SET value = 1 WHERE name = 'format'"
        )
    write_checksum(ledger)
    assert told(run(tmp_path / "a", items(1, 2), JSON)) == {"kept": 2}
