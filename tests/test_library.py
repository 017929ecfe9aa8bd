"""The library's first hour: targets, files that are written, threads, and what the functions tell of themselves."""

from __future__ import annotations

import doctest
import importlib
import inspect
import io
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import newsconvert
from newsconvert import api, errors, model, options, result
from newsconvert.errors import OutputError
from newsconvert.errors import UnknownFormatError as Unknown
from newsconvert.model import Article
from newsconvert.options import ReaderOptions
from newsconvert.readers import readers
from newsconvert.result import Converted
from newsconvert.writers import writers

TEXT = "افتتاح الجسر الجديد\nكتب: محمد السيد\nافتتحت الوزارة الجسر الجديد على نهر الفرات صباح أمس بعد ثلاث سنوات.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "خبر.txt"
    found.write_text(TEXT, encoding="utf-8")
    return found


class At:
    """A path of another library."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)


@pytest.mark.parametrize(("name", "hint"), [("pfd", "mean pdf?"), ("odt", "known are: pdf"), (5, "known")])
def test_an_unknown_format_names_the_known_ones(name: Any, hint: str, article: Article) -> None:
    with pytest.raises(Unknown, match=r"pdf, docx, epub, html, json") as problem:
        newsconvert.write(article, name)
    assert hint in str(problem.value)
    assert problem.value.name == name
    assert "pdf" in problem.value.known


@pytest.mark.parametrize(
    ("target", "words"),
    [("a.doc", r"a\.doc: its ending \.doc names no format; did you mean \.docx\? The ones known are: \.pdf"),
     ("a", "a: it has no ending"), ("a.", "no ending|names no format"), ("", "no ending")],
)  # fmt: skip
def test_a_target_of_an_unknown_ending_names_the_known_ones(
    target: str, words: str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Unknown, match=words):
        newsconvert.convert(path, target)
    assert newsconvert.convert(path, target or "b", to="json").value.read_bytes().startswith(b"{")


def test_a_target_may_be_any_path(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "جديد" / "خبر.HTML"
    found = [newsconvert.convert(path, one).value for one in (str(target), target, At(target))]
    assert found == [target] * 3
    assert target.read_bytes().startswith(b"<!DOCTYPE html>")


def test_a_source_is_not_replaced(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<html><body><h1>عنوان</h1><p>نص الخبر.</p></body></html>", encoding="utf-8")
    before = page.read_bytes()
    link = tmp_path / "b.html"
    link.hardlink_to(page)
    for target in (page, link, tmp_path / "." / "a.html"):
        with pytest.raises(OutputError, match="source"):
            newsconvert.convert(str(page), target)
        with page.open("rb") as file, pytest.raises(OutputError, match="source"):
            newsconvert.convert(file, target)
    assert page.read_bytes() == before


@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077])
def test_documents_have_the_mode_that_the_umask_gives(
    umask: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In threads beside others that make files: none of those may come out writable by all the world."""
    plain, stop, modes = os.umask, threading.Event(), set[int]()
    old = plain(umask)

    def slow(mask: int) -> int:  # whoever changes the umask for a moment is given a long one
        before = plain(mask)
        time.sleep(0.001)
        return before

    def others() -> None:
        while not stop.is_set():
            with tempfile.TemporaryDirectory(dir=tmp_path) as folder, (Path(folder) / "other").open("w") as file:
                modes.add(os.fstat(file.fileno()).st_mode & 0o777)

    monkeypatch.setattr(os, "umask", slow)
    beside = threading.Thread(target=others)
    try:
        beside.start()
        while not modes:
            time.sleep(0.001)
        with ThreadPoolExecutor(4) as threads:
            targets = [tmp_path / "made" / f"{number}.json" for number in range(300)]
            list(threads.map(lambda target: api.save(target, b"{}"), targets))
    finally:
        stop.set()
        beside.join()
        plain(old)
    assert {target.stat().st_mode & 0o777 for target in targets} == modes == {0o666 & ~umask}
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == sorted(target.name for target in targets)


def test_nothing_is_left_of_a_document_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OutputError, match=r"a\.pdf: the document cannot be written") as problem:
        api.save(tmp_path / "a.pdf", b"x")
    assert problem.value.path == str(tmp_path / "a.pdf")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        api.save(tmp_path / "b.pdf", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


WRITE_IN_THREADS = """
import sys, hashlib, threading
from concurrent.futures import ThreadPoolExecutor
import newsconvert
from newsconvert.model import Volume

count, texts = int(sys.argv[1]), ["{}\\n{}".format(f"خبر رقم {n}", f"نص الخبر رقم {n} باللغة English و漢.\\n" * (n + 1)) for n in range(3)]
start = threading.Barrier(count)

def made(text):
    article = newsconvert.read_text(text)
    found = [newsconvert.write(article, to) for to in ("pdf", "docx", "epub", "html")]
    found.append(newsconvert.write(article, "epub", page_list=True))
    found.append(newsconvert.write(article, "pdf", print_ready=True, font="noto-naskh-arabic"))
    found += [newsconvert.bind(Volume("مجلد", (article, article)), to).value for to in ("pdf", "docx", "epub")]
    return [hashlib.sha256(data).hexdigest() for data in found]

with ThreadPoolExecutor(count, initializer=start.wait) as threads:
    for hashes in threads.map(made, texts * 2):
        print(*hashes)
"""


@pytest.mark.slow
def test_threads_make_the_same_bytes() -> None:
    """From the first call on, in a process of its own: what is loaded and kept on first use is loaded by all at once."""

    def run(threads: int) -> str:
        command = [sys.executable, "-c", WRITE_IN_THREADS, str(threads)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    alone = run(1)
    assert len(set(alone.split())) == 3 * 9
    assert run(6) == alone


def test_results_are_shown_in_one_short_line(article: Article) -> None:
    made = newsconvert.render(article, "pdf")
    assert repr(made).startswith(f"Converted(value=<{len(made.value):,} bytes>, warnings=(")
    assert len(repr(newsconvert.render(Article("ع"), "pdf"))) < 80
    assert repr(Converted(article)).startswith("Converted(value=<Article '«صحافة الغد»")
    assert repr(Converted(Path("a.pdf"))) == "Converted(value=PosixPath('a.pdf'), warnings=())"


def test_parts_of_corpora_do_not_show_their_bytes() -> None:
    rows: io.BufferedReader[Any] = io.BufferedReader(io.BytesIO(b'{"title": "a", "body": "' + b"b" * 100_000 + b'"}\n'))
    ((_, part),) = readers()["records"].split_many(rows, ReaderOptions(file_name="x.jsonl"))
    assert len(repr(part)) < 100


def public() -> Iterator[tuple[str, Any]]:
    for name in newsconvert.__all__:
        yield name, getattr(newsconvert, name)
    for module in (errors, model, options, result):
        for name, value in vars(module).items():
            if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__ and callable(value):
                yield f"{module.__name__}.{name}", value


@pytest.mark.parametrize(("name", "value"), list(public()), ids=lambda value: value if isinstance(value, str) else "")
def test_public_names_are_documented(name: str, value: Any) -> None:
    told = value.__doc__ or ""
    assert told.strip()
    assert not told.startswith(f"{value.__name__}(")  # what dataclass writes in place of a docstring
    if inspect.isfunction(value) and value.__module__.startswith("newsconvert.") and name in newsconvert.__all__:
        assert ">>>" in told, "an example"
        assert "Return" in told or "Yield" in told or "return" in told
        assert "Raise" in told or "errors are those of" in told


@pytest.mark.parametrize(
    "name",
    sorted(
        {value.__module__ for _, value in public() if inspect.getmodule(value)} | {"newsconvert.api", "newsconvert"}
    ),
)
def test_examples_in_docstrings_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    module = importlib.import_module(name)
    found = doctest.testmod(module)
    assert found.failed == 0
    if name in ("newsconvert.api", "newsconvert.reading", "newsconvert.model"):
        assert found.attempted >= 2


def test_help_of_convert_tells_every_option() -> None:
    told = inspect.getdoc(newsconvert.convert) or ""
    names = {field.name for writer in writers().values() for field in fields(writer.options)}
    names |= {field.name for field in fields(ReaderOptions)} - {"file_name"}
    assert {name for name in names if f"`{name}`" not in told} == set()
    assert {writer.suffix for writer in writers().values() if writer.suffix not in told} == set()


@pytest.mark.parametrize("function", [newsconvert.load, newsconvert.read_text, newsconvert.write, newsconvert.convert])
def test_signatures_show_the_options_with_their_defaults(function: Any) -> None:
    shown = inspect.signature(function).parameters
    assert "keywords" not in shown
    kinds: list[Any] = [ReaderOptions] if function is not newsconvert.write else []
    kinds += (
        [writer.options for writer in writers().values()]
        if function in (newsconvert.write, newsconvert.convert)
        else []
    )
    expected = {field.name: field.default for kind in kinds for field in fields(kind)}
    if function is newsconvert.read_text:
        del expected["encoding"]
    assert {name: shown[name].default for name in expected} == expected
    assert ("encoding" in shown) == ("encoding" in expected)


def test_formats_are_named_in_any_letter_case() -> None:
    article = newsconvert.read_text("عنوان\nنصّ الخبر.")
    assert newsconvert.write(article, "JSON") == newsconvert.write(article, "json")
