"""Sources of an archive: every kind, in a fixed order, whatever is wrong with some of them."""

from __future__ import annotations

import csv
import functools
import http.server
import io
import json
import os
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

import newsconvert
from newsconvert.archive.inputs import sources
from newsconvert.archive.inputs.sources import Sources
from newsconvert.archive.workers.job import read_item
from newsconvert.errors import InputError, MissingDependencyError, OptionError
from newsconvert.model import Article
from newsconvert.options import ReaderOptions
from support.inputs import LONG, RECORDS, article, errors, items, origins, parquet, write, zipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a bit of everything."""
    top = tmp_path / "أخبار"
    for name in ("ب/ثان.txt", "أول.txt", "ب/أ/ثالث.md", ".hidden.txt", ".git/x.txt", "صورة.jpg"):
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, article(name))
    write(top / "أول.toml", 'title = "من الملحق"')
    write(top / "c.jsonl", "".join(json.dumps(record) + "\n" for record in RECORDS))
    return top


TREE = [
    "أخبار/c.jsonl#1",
    "أخبار/c.jsonl#2",
    "أخبار/c.jsonl#3",
    "أخبار/أول.txt",
    "أخبار/ب/أ/ثالث.md",
    "أخبار/ب/ثان.txt",
]


# Files, folders and patterns


def test_folder_is_read_in_order_with_its_sidecars(folder: Path) -> None:
    passed: list[str] = []
    found = items(folder, passed_over=passed.append)
    assert origins(found) == TREE
    assert errors(found) == []
    assert passed == ["أخبار/صورة.jpg"]
    first = next(item for item in found if item.origin == "أخبار/أول.txt")
    assert first.data == (folder / "أول.txt").read_bytes()
    assert read_item(first, ReaderOptions()).value == newsconvert.read(folder / "أول.txt")
    assert read_item(first, ReaderOptions()).value.headline == "من الملحق"
    assert [item.fraction for item in found] == sorted(item.fraction for item in found if item.fraction is not None)


def test_order_of_the_arguments_is_kept_and_names_are_told_apart(tmp_path: Path) -> None:
    for name in ("b/x.txt", "a/x.txt"):
        (tmp_path / name).parent.mkdir()
        write(tmp_path / name, article(name))
    found = items(tmp_path / "b/x.txt", tmp_path / "a/x.txt")
    assert origins(found) == ["x.txt", "x.txt (2)"]
    assert [read_item(item, ReaderOptions()).value.headline for item in found] == ["b/x.txt", "a/x.txt"]


def test_relative_paths_are_named_as_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert origins(items("./أخبار/ب/"))[0] == "أخبار/ب/أ/ثالث.md"
    monkeypatch.chdir(folder / "ب")
    assert origins(items("../أول.txt", ".")) == ["أول.txt", "ب/أ/ثالث.md", "ب/ثان.txt"]


@pytest.mark.parametrize(("pattern", "expected"), [
    ("*.txt", ["أول.txt"]),
    ("**/*.txt", ["أول.txt", "ثان.txt"]),
    ("*", TREE),
])  # fmt: skip
def test_patterns(folder: Path, pattern: str, expected: list[str]) -> None:
    found = items(folder / pattern)
    assert errors(found) == []
    assert sorted(name.rpartition("/")[2] for name in origins(found)) == sorted(n.rpartition("/")[2] for n in expected)


def test_each_bad_source_is_one_error_and_the_others_go_on(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    write(folder / "d.zip", b"PK\x03\x04nonsense")
    write(folder / "e.csv", "a,b\n1,2\n")
    write(folder / "f.json", json.dumps(RECORDS)[:-20])
    write(folder / "g.toml", b"\xff")
    write(folder / "g.txt", article())
    (folder / "z").mkdir()
    (folder / "z" / "loop.txt").symlink_to("loop.txt")
    found = items(empty, tmp_path / "none.txt", tmp_path / "none*.txt", folder, folder / "أول.toml")
    assert [item.origin for item in found if not item.error] == [
        *TREE[:3], "أخبار/f.json#1", "أخبار/f.json#2", "أخبار/g.txt", *TREE[3:],
    ]  # fmt: skip
    assert [text.partition(" (")[0] for text in errors(found)] == [
        f"empty: the folder contains no readable file; the known endings are: {', '.join(Sources([])._endings)}.",
        "none.txt: there is no such file or folder.",
        f"{tmp_path.name}/none*.txt: no file matches.",
        "أخبار/d.zip: this is not a complete ZIP archive",
        "أخبار/e.csv: no column holds headline or body",
        "أخبار/f.json: record 3 is not JSON",
        "أخبار/z/loop.txt: it is a broken symbolic link.",
        "أول.toml: this is a sidecar; it is read with the file beside it.",
    ]
    broken = next(item for item in found if item.origin == "أخبار/g.txt")
    with pytest.raises(InputError, match="the sidecar cannot be read"):
        read_item(broken, ReaderOptions())


def test_links_that_lead_out_are_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    write(outside / "secret.txt", article())
    (folder / "l1.txt").symlink_to(outside / "secret.txt")
    (folder / "l2").symlink_to(outside)
    (folder / "l3.txt").symlink_to("أول.txt")
    (folder / "l4").symlink_to(folder)
    found = items(folder)
    assert origins(found) == [*TREE[:3], "أخبار/l1.txt", "أخبار/l2", "أخبار/l3.txt", *TREE[3:]]
    assert [text.partition(":")[0] for text in errors(found)] == ["أخبار/l1.txt", "أخبار/l2"]


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "خبر عاجل.txt".encode("windows-1256"))), article())
    assert origins(items(tmp_path)) == [f"{tmp_path.name}/خبر عاجل.txt"]


def test_too_large_for_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST", 1 << 20)
    write(tmp_path / "a.txt", "ا" * (1 << 20))
    write(tmp_path / "b.txt", article())
    found = items(tmp_path)
    assert errors(found) == [f"{tmp_path.name}/a.txt: it is larger than 1 MB, the limit for one article."]
    assert len(found) == 2


# Records, each a file of its own


def _csv(encoding: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        text = io.StringIO()
        rows = csv.DictWriter(text, list(RECORDS[0]))
        rows.writeheader()
        rows.writerows(RECORDS)
        return write(path / "c.csv", text.getvalue().encode(encoding))

    return make


def _lines(path: Path, name: str = "c.jsonl") -> Path:
    return write(path / name, "\ufeff" * (name == "c.jsonl") + "".join(json.dumps(one) + "\n" for one in RECORDS))


def _array(path: Path) -> Path:
    return write(path / "c.json", json.dumps(RECORDS, ensure_ascii=False, indent=1))


MAKERS = [
    _csv("utf-8"), _csv("utf-8-sig"), _csv("utf-16"), _csv("windows-1256"), parquet, _lines,
    functools.partial(_lines, name="c.json"), _array,
]  # fmt: skip


@pytest.mark.parametrize("make", MAKERS)
def test_record_reads_the_same_alone_as_in_its_corpus(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    write(tmp_path / "c.toml", 'source = "وكالة"')
    whole = [found.value for _, found in newsconvert.load_many(path) if not isinstance(found, InputError)]
    found = items(path)
    alone = [read_item(item, ReaderOptions()).value for item in found]
    assert origins(found) == [f"{path.name}#{number}" for number in (1, 2, 3)]
    assert alone == whole
    assert [one.provenance for one in alone] == [one.provenance for one in whole]
    assert [one.source.name for one in alone if one.source] == ["وكالة"] * 3
    assert len({item.id for item in found}) == 3


def test_records_are_kept_to_the_letter(tmp_path: Path) -> None:
    odd = '{"title" :"عنوان",  "content":"\\u0628نص", "n": 1.50, "n": 2}'
    assert items(write(tmp_path / "a.jsonl", f"{odd}\r\n"))[0].data == f"{odd}\r\n".encode()
    assert items(write(tmp_path / "a.json", f"[{odd} , {odd}]"))[1].data == f"[{odd}]".encode()
    rows = '\ufefftitle;"body"\r\nأول;"نص ""مقتبس""\nسطر"\r\nثان;نص'
    for encoding in ("utf-8", "utf-16-be"):
        first, second = items(write(tmp_path / "a.csv", rows.encode(encoding)))
        assert first.data == rows.rpartition("ثان")[0].encode(encoding)
        assert second.data == '\ufefftitle;"body"\r\nثان;نص'.encode(encoding)
        assert read_item(first, ReaderOptions()).value.headline == "أول"


def test_bad_records_are_errors_with_their_place(tmp_path: Path) -> None:
    lines = [json.dumps(RECORDS[0]), "{nonsense", "[1]", json.dumps({"other": 1}), json.dumps(RECORDS[1])]
    found = items(write(tmp_path / "c.jsonl", "\n".join(lines)))
    assert origins(found) == [f"c.jsonl#{number}" for number in range(1, 6)]
    assert [text.partition(" (")[0] for text in errors(found)] == [
        "c.jsonl#2: line 2 is not JSON", "c.jsonl#3: line 3 is not an object but list; give an object with the fields of an article.",
    ]  # fmt: skip
    with pytest.raises(InputError, match=r"^record 4: it has no headline"):
        read_item(found[3], ReaderOptions())


def test_mapping_and_encoding_reach_the_records(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", f"عنوان,متن\nخبر مهم,{LONG.replace(',', '،')}\n".encode("windows-1256"))
    reading = ReaderOptions(mapping=(("عنوان", "title"), ("متن", "body")))
    (found,) = items(path, reading=reading)
    assert found.encoding == "windows-1256"
    assert read_item(found, reading).value.headline == "خبر مهم"
    lines = write(tmp_path / "d.jsonl", json.dumps(RECORDS[0]))
    with pytest.raises(OptionError, match="'x' is not a field"):
        items(lines, reading=ReaderOptions(mapping=(("title", "x"),)))
    with pytest.raises(OptionError, match="--map"):
        items(path, reading=ReaderOptions(mapping=(("متن", "body"), ("x", "title"))))


@pytest.mark.parametrize("make", [_csv("utf-8"), _lines, _array, parquet])
def test_memory_does_not_grow_with_the_records(
    tmp_path: Path, make: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    peaks, few = [], RECORDS
    for count in (900, 3600):
        records = [{**record, "title": f"عنوان {number}"} for number in range(count // 3) for record in few]
        monkeypatch.setattr(f"{__name__}.RECORDS", records)
        path = make(tmp_path)
        for _ in Sources([str(path)]).items():
            pass
        tracemalloc.start()
        for _ in Sources([str(path)]).items():
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + 200_000


# Elsewhere


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()


def test_storage_elsewhere_is_read_as_a_folder_is(folder: Path, tmp_path: Path, memory: Any) -> None:
    zipped(folder / "z.zip", {"a.txt": article()})
    for path in folder.rglob("*"):
        if path.is_file():
            memory.pipe(f"/bucket/{path.relative_to(folder)}", path.read_bytes())
    here, there = items(folder), items("memory://bucket")
    assert [name.removeprefix("memory://bucket") for name in origins(there)] == [
        name.removeprefix("أخبار") for name in origins(here)
    ]
    assert [(item.id, item.sidecar) for item in there] == [(item.id, item.sidecar) for item in here]
    assert origins(items("memory://bucket/**/*.txt")) == ["memory://bucket/أول.txt", "memory://bucket/ب/ثان.txt"]
    assert origins(items(folder.as_uri())) == origins(here)
    assert errors(items("memory://bucket/none.txt")) == ["memory://bucket/none.txt: there is no such file or folder."]


def test_drivers_that_are_not_installed_are_named() -> None:
    with pytest.raises(MissingDependencyError, match=r"gs needs its driver: .*\[gs\]"):
        items("gs://bucket/a.txt")


@pytest.fixture
def web(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_web_is_off_until_it_is_allowed(web: str) -> None:
    for source in (f"{web}/c.jsonl", f"memory://x::{web}/c.jsonl", "ftp://example.org/a.txt", "github://a:b@/x.txt"):
        with pytest.raises(OptionError, match=r"add --allow-remote|cannot be chained"):
            items(source)
    found = items(f"{web}/c.jsonl?key=secret", allowed=["http"])
    assert origins(found) == [f"{web}/c.jsonl#{number}" for number in (1, 2, 3)]
    (missing,) = items(f"{web}/none.txt", allowed=["http"])
    assert (missing.origin, missing.data) == (f"{web}/none.txt", None)
    assert missing.error


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Standard:
        buffer = io.BufferedReader(io.BytesIO(_text().encode()))

    monkeypatch.setattr("sys.stdin", Standard)
    assert origins(items("-", reader="records")) == [f"standard input#{number}" for number in (1, 2, 3)]


def _text() -> str:
    return "".join(json.dumps(one) + "\n" for one in RECORDS)


def test_articles_are_articles(folder: Path) -> None:
    assert all(isinstance(read_item(item, ReaderOptions()).value, Article) for item in items(folder))
