"""That an archive loses nothing: records that are none, names that change, sources in another order."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from newsconvert.archive.inputs.sources import Sources
from newsconvert.archive.record import Record, State
from newsconvert.archive.state.ledger import Ledger, ledger_at
from newsconvert.archive.verify import verify_archive
from newsconvert.errors import OutputError
from newsconvert.options import HtmlOptions, JsonOptions
from newsconvert.readers import rows
from support.archives import content, problems, recipe, run, text

MADE = recipe(("html", HtmlOptions(standalone=False)), ("json", JsonOptions()))


def line(number: int) -> bytes:
    title, _, body = text(number).partition("\n")
    return json.dumps({"title": title, "content": body}, ensure_ascii=False).encode() + b"\n"


def records(root: Path) -> list[Record]:
    return [Record.loads(one) for one in (root / "data/manifest.jsonl").read_bytes().splitlines()]


def kept(root: Path) -> list[bytes]:
    """Return the bytes that are kept of what failed."""
    paths = [record.source_path for record in records(root) if record.state is State.FAILED]
    return [(root / "data" / path).read_bytes() if path else b"" for path in paths]


def archived(root: Path, *sources: Path, prune: bool = False) -> None:
    run(root, Sources([str(source) for source in sources]).items(), MADE, prune=prune)
    assert problems(root) == []
    assert list(verify_archive(root)) == []


# Records that are none

LINES = [b"{nonsense\r\n", b"[1]\n", b'{"title": "\xff\xfe"}\n', b"[" * 100_000 + b"\n"]
ROWS = ["أول,نص,زائد\n".encode(), '"ثان"x,نص\n'.encode(), b"\xff\xfe,x\n", '"ثالث,\nنص\n'.encode()]


def _bad_parquet() -> tuple[bytes, list[bytes]]:
    body = pyarrow.array([b"\xff\xfe", text(1).encode()], pyarrow.binary())
    made, alone = io.BytesIO(), io.BytesIO()
    table = pyarrow.table({"title": ["أول", "ثان"], "body": body})
    pyarrow.parquet.write_table(table, made)
    pyarrow.parquet.write_table(table.slice(0, 1), alone)
    return made.getvalue(), [alone.getvalue()]


BROKEN: dict[str, Callable[[], tuple[bytes, list[bytes]]]] = {
    "c.jsonl": lambda: (line(1) + b"".join(LINES) + line(2), LINES),
    "c.csv": lambda: (b"title,body\n" + b"".join(ROWS), [b"title,body\n" + row for row in ROWS]),
    "c.json": lambda: (b"[%s, [1], {\"title\": \"\xff\"},\n%s]" % (line(1), line(2)), [b"[[1]]", b'[{"title": "\xff"}]']),
    "cut.json": lambda: (b"[%s, {\"title\": \"\xd8\xa3\xd8" % line(1), [b'{"title": "\xd8\xa3\xd8']),
    "more.json": lambda: (b"[%s]\n[%s]" % (line(1), line(2)), [b"[%s]" % line(2)]),
    "deep.json": lambda: (b"[%s, %s, 1]" % (line(1), b"[" * 100_000), [b"[" * 100_000 + b", 1]"]),
    "c.parquet": _bad_parquet,
}  # fmt: skip


def test_a_ledger_that_is_refused_is_left_alone(tmp_path: Path) -> None:
    """It is closed at once, not when the error is forgotten: another process can open it meanwhile."""
    path = tmp_path / "ledger.sqlite"
    with ledger_at(path) as ledger:
        ledger._set("format", 99)
        ledger.commit()
    with pytest.raises(OutputError, match="later version") as refused:
        Ledger(path)
    with closing(sqlite3.connect(path, timeout=0)) as database:
        assert database.execute("SELECT value FROM meta WHERE name = 'format'").fetchone() == (99,)
    assert str(path) in str(refused.value)


@pytest.mark.parametrize("name", BROKEN)
def test_bytes_that_are_no_record_are_kept_to_the_letter(tmp_path: Path, name: str) -> None:
    data, bad = BROKEN[name]()
    (tmp_path / name).write_bytes(data)
    archived(tmp_path / "a", tmp_path / name)
    assert kept(tmp_path / "a") == bad
    made = [record for record in records(tmp_path / "a") if record.state is State.MADE]
    assert len(made) == {"c.jsonl": 2, "c.json": 2, "c.csv": 0}.get(name, 1)


def test_what_is_no_record_may_be_an_article_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(line(1) + text(2).partition("\n")[0].encode())
    (tmp_path / "b.txt").write_bytes(text(2).partition("\n")[0].encode())
    archived(tmp_path / "a", tmp_path / "a.jsonl", tmp_path / "b.txt")
    assert [record.state for record in records(tmp_path / "a")] == ["made", "failed", "made"]
    assert kept(tmp_path / "a") == [(tmp_path / "b.txt").read_bytes()]


def test_the_rest_of_an_array_is_kept_up_to_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_bytes(b"[%s, {" % line(1) + b"x" * 200_000)
    for size, expected in ((200_001, b"{" + b"x" * 200_000), (200_000, b"")):
        monkeypatch.setattr(rows, "REST", size)
        archived(tmp_path / str(size), tmp_path / "a.json")
        assert kept(tmp_path / str(size)) == [expected]


# What changes around the bytes


def again(tmp_path: Path, change: Callable[[Path], object], *, prune: bool = False) -> Path:
    """Archive a folder, change it, archive it again, and find the same as in an archive made anew."""
    archived(tmp_path / "a", tmp_path / "news")
    before = content(tmp_path / "a")
    change(tmp_path / "news")
    archived(tmp_path / "a", tmp_path / "news", prune=prune)
    archived(tmp_path / "new", tmp_path / "news")
    assert content(tmp_path / "a") == content(tmp_path / "new") != before
    return tmp_path / "a"


@pytest.fixture(autouse=True)
def news(tmp_path: Path) -> Path:
    """Three articles, a corpus with a record that is none, and what stands twice."""
    folder = tmp_path / "news"
    (folder / "more").mkdir(parents=True)
    for name, number in (("a", 1), ("b", 2), ("more/c", 3), ("more/d", 1)):
        (folder / f"{name}.txt").write_text(text(number))
    (folder / "c.jsonl").write_bytes(line(5) + LINES[0] + line(6) + line(5) + LINES[0])
    (folder / "empty.txt").write_bytes(b" ")
    return folder


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file is renamed": lambda news: (news / "b.txt").rename(news / "z.txt"),
    "a file has another ending": lambda news: (news / "b.txt").rename(news / "b.md"),
    "a folder is renamed": lambda news: (news / "more").rename(news / "0"),  # a duplicate is the first now
    "the first of two is renamed": lambda news: (news / "a.txt").rename(news / "z.txt"),
    "the second of two is renamed": lambda news: (news / "more/d.txt").rename(news / "more/e.txt"),
    "the second of two is gone": lambda news: (news / "more/d.txt").unlink(),
    "a corpus is renamed": lambda news: (news / "c.jsonl").rename(news / "0.jsonl"),
    "a line is put in": lambda news: (news / "c.jsonl").write_bytes(line(7) + (news / "c.jsonl").read_bytes()),
    "a bad line is put in": lambda news: (news / "c.jsonl").write_bytes(LINES[1] + (news / "c.jsonl").read_bytes()),
    "a record moves to another file": lambda news: (news / "0.jsonl").write_bytes(line(6)),
    "two files change names": lambda news: [
        one.rename(other) for one, other in ((news / "a.txt", news / "x"), (news / "b.txt", news / "a.txt"), (news / "x", news / "b.txt"))
    ],
    "an empty file is renamed": lambda news: (news / "empty.txt").rename(news / "0.txt"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_an_archive_is_the_same_however_it_came_about(tmp_path: Path, change: str) -> None:
    again(tmp_path, CHANGES[change])


def test_documents_show_where_their_source_is_now(tmp_path: Path) -> None:
    root = again(tmp_path, CHANGES["a line is put in"])
    record = next(one for one in records(root) if one.origin == "news/c.jsonl#2")
    assert record.title == "عنوان الخبر رقم 5"
    assert '"c.jsonl#2"' in (root / "data" / record.documents["json"].path).read_text()


def test_what_cannot_be_opened_any_more_or_again(tmp_path: Path) -> None:
    (tmp_path / "news/gone.txt").symlink_to("nowhere.txt")
    root = again(tmp_path, lambda news: (news / "gone.txt").rename(news / "0.txt"), prune=True)
    assert [one.origin for one in records(root) if one.source_path is None] == ["news/0.txt"]


def test_the_order_of_the_sources_is_that_of_the_last_run(tmp_path: Path, news: Path) -> None:
    (tmp_path / "b.txt").write_text(text(1))
    (tmp_path / "c.jsonl").write_bytes(line(6) + line(8))
    order = [news / "b.txt", tmp_path / "b.txt", news / "c.jsonl", tmp_path / "c.jsonl", news]
    archived(tmp_path / "a", *order)
    archived(tmp_path / "a", *order[::-1])
    archived(tmp_path / "new", *order[::-1])
    assert content(tmp_path / "a") == content(tmp_path / "new")
    assert {one.reading["file_name"] for one in records(tmp_path / "a") if one.reading} == {
        "a.txt", "b.txt", "c.txt", "c.jsonl", "empty.txt",
    }  # fmt: skip


def test_formats_of_before_do_not_show_another_name(tmp_path: Path, news: Path) -> None:
    archived(tmp_path / "a", news)
    (news / "b.txt").rename(news / "z.txt")
    given = Sources([str(news)])
    run(tmp_path / "a", given.items(), recipe(("json", JsonOptions())))
    assert list(verify_archive(tmp_path / "a")) == []
    documents = {one.origin: list(one.documents) for one in records(tmp_path / "a") if one.state is State.MADE}
    assert (documents["news/a.txt"], documents["news/z.txt"]) == (["json"], ["json"])  # what the last command says
    run(tmp_path / "only", Sources([str(news)]).items(), recipe(("json", JsonOptions())))
    assert content(tmp_path / "a") == content(tmp_path / "only")
    archived(tmp_path / "a", news)
    archived(tmp_path / "new", news)
    assert content(tmp_path / "a") == content(tmp_path / "new")


def test_a_file_of_the_same_name_is_read_as_the_first(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("# عنوان\n\n" + text(4))
    (tmp_path / "news/b.md").write_text("# آخر\n\n" + text(4))
    found = list(Sources([str(tmp_path / "b.md"), str(tmp_path / "news/b.md")]).items())
    assert [(one.origin, one.file_name, one.reader) for one in found] == [
        ("b.md", "b.md", "markdown"), ("b.md (2)", "b.md", "markdown"),
    ]  # fmt: skip


@pytest.mark.parametrize("damage", ["document", "cut", "source"])
def test_what_was_removed_or_cut_is_made_again(tmp_path: Path, news: Path, damage: str) -> None:
    archived(tmp_path / "a", news)
    before = content(tmp_path / "a")
    record = next(one for one in records(tmp_path / "a") if one.state is State.MADE)
    assert record.source_path
    path = tmp_path / "a/data" / (record.source_path if damage == "source" else record.documents["html"].path)
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    else:
        path.unlink()
    archived(tmp_path / "a", news)
    assert content(tmp_path / "a") == before


@pytest.mark.parametrize("ledger", [True, False])
def test_an_archive_in_a_folder_that_is_read_is_skipped(tmp_path: Path, news: Path, ledger: bool) -> None:
    before = [item.origin for item in Sources([str(news)]).items()]
    archived(news / "sub" / "old", news)
    if not ledger:
        shutil.rmtree(news / "sub" / "old" / ".newsconvert")
    skipped: list[str] = []
    found = [item.origin for item in Sources([str(news)], passed_over=skipped.append).items()]
    assert found == before
    assert "news/sub/old" in skipped
