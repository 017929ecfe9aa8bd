"""Archives: what is in them, what a second run does, duplicates, failures, full disks, and the bag."""

from __future__ import annotations

import csv
import errno
import json
import os
import threading
import time
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from newsconvert.archive.build import LEDGER, Plan, dry_run
from newsconvert.archive.model import Event, Item
from newsconvert.archive.outputs.browsing import browsable
from newsconvert.archive.record import Record, State, folder_of
from newsconvert.archive.state.ledger import Ledger
from newsconvert.archive.state.store import LocalStore, lock
from newsconvert.archive.volumes import volumes
from newsconvert.archive.workers.job import read_again
from newsconvert.errors import OptionError, OutputError
from newsconvert.model import Volume
from newsconvert.options import DocxOptions, EpubOptions, JsonOptions, Limits, PdfOptions, ReaderOptions
from newsconvert.result import Converted
from support.archives import content, items, problems, recipe, run, sound, text, told


def records(root: Path) -> list[Record]:
    return [Record.loads(line) for line in (root / "data/manifest.jsonl").read_bytes().splitlines()]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three articles in three formats, which no test changes."""
    root = tmp_path_factory.mktemp("archive") / "a"
    made = recipe(("docx", DocxOptions()), ("epub", EpubOptions()), ("pdf", PdfOptions()))
    assert told(run(root, items(1, 2, 3), made)) == {"made": 3}
    return root


def test_an_archive_is_a_valid_bag_with_ascii_names(archive: Path) -> None:
    assert problems(archive) == []
    assert all(path.isascii() for path in content(archive))


def test_an_archive_holds_each_article_once(archive: Path) -> None:
    found = records(archive)
    assert [record.title for record in found] == [f"عنوان الخبر رقم {n}" for n in (1, 2, 3)]
    for number, record in zip((1, 2, 3), found, strict=True):
        assert (archive / "data" / record.folder / "source.txt").read_text() == text(number)
        assert Record.loads((archive / "data" / record.folder / "record.json").read_bytes()) == record


def test_a_record_states_path_and_size_of_its_documents(archive: Path) -> None:
    for record in records(archive):
        assert list(record.documents) == ["docx", "epub", "pdf"]
        for name, document in record.documents.items():
            data = (archive / "data" / document.path).read_bytes()
            assert (len(data), document.path) == (document.bytes, f"{folder_of(record.id)}/article.{name}")


def test_the_table_of_an_archive_lists_the_documents(archive: Path) -> None:
    with (archive / "data/manifest.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [(row["id"], row["pdf"]) for row in rows] == [(r.id, r.documents["pdf"].path) for r in records(archive)]


def test_the_bibliographies_and_the_report_of_an_archive_are_complete(archive: Path) -> None:
    entries = json.loads((archive / "data/bibliography.json").read_bytes())
    assert [entry["title"] for entry in entries] == [record.title for record in records(archive)]
    assert (archive / "data/bibliography.bib").read_text().count("@") >= 3
    assert (archive / "data/bibliography.ris").read_text().count("ER  -") == 3
    assert json.loads((archive / "data/report.json").read_bytes())["made"] == 3


def test_a_second_run_makes_only_what_is_new_or_changed(tmp_path: Path) -> None:
    root = tmp_path / "a"
    run(root, items(1, 2))
    before = content(root)
    assert told(run(root, items(1, 2))) == {"kept": 2}
    assert content(root) == before
    assert told(run(root, items(1, 2, 3))) == {"kept": 2, "made": 1}
    assert problems(root) == []
    wider = recipe(("docx", DocxOptions()), ("json", JsonOptions(indent=4)))
    assert told(run(root, items(1, 2, 3), wider)) == {"made": 3}
    after = content(root)
    changed = {path for path, digest in before.items() if path.startswith("data/articles") and after[path] != digest}
    assert {path.rsplit("/", 1)[1] for path in changed} == {"article.json", "record.json"}
    assert problems(root) == []


def test_articles_stay_until_they_are_pruned(tmp_path: Path) -> None:
    root = tmp_path / "a"
    run(root, items(1, 2, 3))
    run(root, items(2))
    assert len(records(root)) == 3
    run(root, items(2), prune=True)
    assert [record.origin for record in records(root)] == ["news/2.txt"]
    assert problems(root) == []
    fresh = tmp_path / "b"
    run(fresh, items(2))
    assert content(root) == content(fresh)


def test_duplicates_are_made_once(tmp_path: Path) -> None:
    root = tmp_path / "a"
    twice = [*items(1, 2), Item("other/1.txt", text(1).encode(), "1.txt"), *items(3)]
    for expected in ({"made": 3, "duplicate": 1}, {"kept": 3, "duplicate": 1}):
        assert told(run(root, twice)) == expected
        found = [(record.origin, record.state) for record in records(root)]
        assert found[2] == ("other/1.txt", State.DUPLICATE)
        assert len(found) == 4
    assert problems(root) == []


BAD = (*items(1), Item("empty.txt", b"  \n", "empty.txt"), Item("gone.txt", None, error="gone.txt: no such file."))


def test_what_fails_is_recorded_and_reported(tmp_path: Path) -> None:
    root = tmp_path / "a"
    assert told(run(root, BAD)) == {"made": 1, "failed": 2}
    assert problems(root) == []
    failed = [record for record in records(root) if record.state is State.FAILED]
    assert [record.origin for record in failed] == ["empty.txt", "gone.txt"]
    assert (root / "data" / (failed[0].source_path or "")).read_bytes() == b"  \n"
    report = (root / "data/REPORT.txt").read_text()
    assert "empty.txt: " in report
    assert "gone.txt: no such file" in report


def test_what_fails_is_reported_in_each_run_and_tried_again_on_request(tmp_path: Path) -> None:
    root = tmp_path / "a"
    run(root, BAD)
    again = run(root, BAD)
    assert told(again) == {"kept": 1, "failed": 2}
    assert "no such file" in str(again[2].error)
    assert told(run(root, BAD, retry_failed=True)) == {"kept": 1, "failed": 2}


def test_what_failed_is_made_once_its_source_is_right(tmp_path: Path) -> None:
    root = tmp_path / "a"
    run(root, BAD)
    right = [Item(name, text(number).encode(), name) for name, number in (("empty.txt", 5), ("gone.txt", 6))]
    assert told(run(root, [*items(1), *right])) == {"kept": 1, "made": 2}
    assert {record.state for record in records(root)} == {State.MADE}
    assert problems(root) == []


def test_one_format_that_fails_leaves_the_others(tmp_path: Path) -> None:
    root = tmp_path / "a"
    wrong = recipe(("docx", DocxOptions(page_size="A0")), ("json", JsonOptions()))
    assert told(run(root, items(1), wrong)) == {"failed": 1}
    (found,) = records(root)
    assert list(found.documents) == ["json"]
    assert found.error
    assert found.error.startswith("docx: ")
    assert told(run(root, items(1))) == {"made": 1}
    assert list(records(root)[0].documents) == ["docx", "json"]


def test_a_record_reads_its_source_again(tmp_path: Path) -> None:
    item = Item("a.txt", text(1).encode(), "a.txt", sidecar='title = "عنوان آخر"'.encode())
    made = recipe(("json", JsonOptions()))
    reading = ReaderOptions(normalize=("digits",), mapping=(("a", "body"),), limits=Limits(lines=99))
    run(tmp_path / "a", [item], type(made)(made.formats, reading))
    (record,) = records(tmp_path / "a")
    assert record.reading["limits"]["lines"] == 99
    assert record.sidecar_path is not None
    data, sidecar = (
        (tmp_path / "a/data" / path).read_bytes() for path in (record.source_path or "", record.sidecar_path)
    )
    article = read_again(record, data, sidecar).value
    assert (article.headline, article.provenance.normalized) == ("عنوان آخر", ("digits",))


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    events: list[Event] = []
    plan = Plan(tmp_path / "a", recipe(), "أرشيف")
    dry_run(plan, [*items(1, 2, 1)], events.append)
    assert told(events) == {"to-make": 2, "duplicate": 1}
    assert not plan.root.exists()
    run(plan.root, items(1))
    before = content(plan.root)
    events.clear()
    dry_run(plan, items(1, 2), events.append)
    assert told(events) == {"kept": 1, "to-make": 1}
    assert content(plan.root) == before
    assert told(run(plan.root, items(1, 2))) == {"kept": 1, "made": 1}


def test_two_runs_do_not_mix_and_other_folders_are_left_alone(tmp_path: Path) -> None:
    root = tmp_path / "a"
    run(root, items(1))
    with lock(root), pytest.raises(OutputError, match="another run"):
        run(root, items(2))
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("mine")
    with pytest.raises(OutputError, match="contains other files"):
        run(tmp_path / "full", items(1))


def test_a_lock_is_waited_for_as_long_as_one_has_patience(tmp_path: Path) -> None:
    held = threading.Event()

    def hold() -> None:
        with lock(tmp_path):
            held.set()
            time.sleep(0.6)

    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    with pytest.raises(OutputError, match="another run"), lock(tmp_path, patience=0.1):
        pass
    with lock(tmp_path, patience=30):
        other.join()


def test_a_broken_ledger_is_put_aside(tmp_path: Path) -> None:
    run(tmp_path / "a", items(1))
    before = content(tmp_path / "a")
    (tmp_path / "a" / LEDGER).write_bytes(b"no database" * 1000)
    messages: list[str] = []
    assert told(run(tmp_path / "a", items(1), tell=messages.append)) == {"made": 1}
    assert content(tmp_path / "a") == before
    assert len(messages) == 1
    assert "ledger is damaged" in messages[0]


class Stop(BaseException):
    """As a kill: nothing may catch it."""


@pytest.mark.slow
def test_a_stop_at_any_write_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full, or a kill, at each place where the archive is written: the next run ends as if it was not."""
    made, given = recipe(("json", JsonOptions())), (1, 2, 3)
    run(tmp_path / "whole", items(*given), made)
    expected = content(tmp_path / "whole")
    left = 0
    calls: list[tuple[Any, str]] = [(os, "fsync"), (Path, "replace"), (LocalStore, "put"), (Ledger, "commit")]

    def stopping(plain: Any, problem: BaseException) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise problem
            return plain(*given, **named)

        return call

    stops = 0
    for problem in (OSError(errno.ENOSPC, "No space left on device"), Stop()):
        for count in range(0, 1000, 7):
            root = tmp_path / f"{type(problem).__name__}-{count}"
            left = count
            with monkeypatch.context() as patch:
                for owner, name in calls:
                    if isinstance(problem, Stop) or owner in (os, Path):
                        patch.setattr(owner, name, stopping(getattr(owner, name), problem))
                try:
                    run(root, items(*given), made)
                    break
                except OutputError as shown:
                    assert "disk is full" in str(shown)  # noqa: PT017
                except Stop:
                    pass
            stops += 1
            assert sound(root)
            assert not (root / "bagit.txt").exists() or content(root) == expected
            run(root, items(*given), made)
            assert content(root) == expected, count
            assert problems(root) == []
    assert stops > 8


def test_what_a_stopped_run_left_of_a_withdrawn_article_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "record_outcome", lambda *_: (_ for _ in ()).throw(Stop()))
        with pytest.raises(Stop):
            run(tmp_path / "a", items(1, 2))
    assert content(tmp_path / "a")
    run(tmp_path / "a", items(2))
    assert [record.origin for record in records(tmp_path / "a")] == ["news/2.txt"]
    assert problems(tmp_path / "a") == []


def test_a_font_of_ones_own_counts_by_its_content(tmp_path: Path, seed: Path) -> None:
    font = tmp_path / "own.ttf"
    hashes = set()
    for data in (b"one", b"other"):
        font.write_bytes(data)
        hashes.add(recipe(("docx", DocxOptions(font=str(font)))).fingerprint("docx"))
    assert len(hashes) == 2


def test_a_folder_named_like_a_theme_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = recipe(("docx", DocxOptions(theme="book", font="amiri")))
    before = made.fingerprint("docx")
    for name in ("book", "amiri"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "theme.toml").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert made.fingerprint("docx") == before


@pytest.mark.slow
def test_the_site_leads_to_every_document(tmp_path: Path) -> None:
    root = tmp_path / "a"
    run(root, [*items(1, 2), Item("empty.txt", b" ", "empty.txt")], more=[browsable])
    assert problems(root) == []
    shard = (root / "data/site/articles/0.js").read_text()
    for record in records(root)[:2]:
        assert record.title
        assert shard.count(record.title) == 1
        assert all(document.path in shard for document in record.documents.values())
        assert record.source_path
        assert record.source_path in shard
    before = content(root)
    run(root, items(1, 2), more=[browsable])
    assert content(root) == before
    run(root, items(1, 2, 3), more=[browsable])
    assert "خبر رقم 3" in (root / "data/site/articles/0.js").read_text()
    assert problems(root) == []
    run(root, items(1, 2, 3))
    assert not (root / "data/site").exists()  # a site that no longer tells of the archive would mislead
    assert problems(root) == []


def test_volumes_are_split_as_asked_and_made_when_they_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dated = [
        Item(f"{number}.txt", (text(number) + f"التاريخ: {day}\n").encode(), f"{number}.txt", sidecar=stated.encode())
        for number, day, source in (
            (1, "2024-05-09", "الرياض"), (2, "2024-05-01", "Reuters"), (3, "2023-01-02", "الرياض"),
            (4, "2024-05-30", "الرياض"),
        )
        for stated in [f'date = {day}\nsource = "{source}"']
    ]  # fmt: skip
    bound: list[tuple[str | None, list[str]]] = []

    def bind(volume: Volume, *_: object) -> Converted[bytes]:
        bound.append((volume.subtitle, [article.headline[-1] for article in volume.articles]))
        return Converted(repr(volume).encode())

    monkeypatch.setattr("newsconvert.writers.epub.bind", bind)
    made = recipe(("epub", EpubOptions()))
    expected = {
        "month": [("يناير 2023", ["3"]), ("مايو 2024", ["2", "1", "4"])],
        "source": [("Reuters", ["2"]), ("الرياض", ["3", "1", "4"])],
        "3": [("الجزء 1", ["1", "2", "3"]), ("الجزء 2", ["4"])],
        "500": [(None, ["1", "2", "3", "4"])],
    }
    for by, volumes_ in expected.items():
        bound.clear()
        run(tmp_path / "a", dated, recipe(("json", JsonOptions())), more=[volumes(made, by)])
        assert bound == volumes_
        names = {path for path in content(tmp_path / "a") if path.startswith("data/volumes/")}
        assert len(names) == len(volumes_)
        assert problems(tmp_path / "a") == []
    bound.clear()
    run(tmp_path / "a", dated, recipe(("json", JsonOptions())), more=[volumes(made, "500")])
    assert bound == []
    for wrong in ("week", "0", "501"):
        with pytest.raises(OptionError, match="--volume-by"):
            volumes(made, wrong)
    with pytest.raises(OptionError, match="--volume json"):
        volumes(recipe(("json", JsonOptions())), "month")
    run(tmp_path / "a", dated, recipe(("json", JsonOptions())), more=[volumes(made, "month"), browsable])
    page = tmp_path / "a/data/site/browse.html"
    links = lxml.html.parse(page).findall(".//section[@aria-labelledby='files']//a")
    found = {link.text_content(): (page.parent / link.get("href", "")).resolve() for link in links}
    assert all(path.is_file() for path in found.values())
    assert found["مايو 2024 (EPUB)"] == tmp_path / "a/data/volumes/2024-05.epub"
    assert {"المراجع (BibTeX)", "بيان المقالات (CSV)", "التقرير"} <= set(found)
