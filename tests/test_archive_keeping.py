"""That an archive loses nothing: records that are none, names that change, sources in another order."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from archives import problems, recipe, run, text
from newsconvert.archive.record import Record, State
from newsconvert.archive.sources import Sources
from newsconvert.archive.verify import verify_archive
from newsconvert.options import JsonOptions
from newsconvert.readers import rows

JSON = recipe(("json", JsonOptions()))


def line(number: int) -> bytes:
    title, _, body = text(number).partition("\n")
    return json.dumps({"title": title, "content": body}, ensure_ascii=False).encode() + b"\n"


def records(root: Path) -> list[Record]:
    return [Record.loads(one) for one in (root / "data/manifest.jsonl").read_bytes().splitlines()]


def kept(root: Path) -> list[bytes]:
    """Return the bytes that are kept of what failed."""
    paths = [record.source_path for record in records(root) if record.state is State.FAILED]
    return [(root / "data" / path).read_bytes() if path else b"" for path in paths]


def archived(root: Path, *sources: Path, **more: bool) -> None:
    run(root, Sources([str(source) for source in sources]).items(), JSON, **more)
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
