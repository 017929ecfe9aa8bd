"""What the public functions read from, and how it is said: paths, bytes, open files, texts, options as keywords."""

from __future__ import annotations

import gc
import gzip
import hashlib
import io
import pickle
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

import newsconvert
from newsconvert import api
from newsconvert.errors import EmptyInputError, InputError, LimitError, OptionError
from newsconvert.model import article_text
from newsconvert.options import Limits, PdfOptions, ReaderOptions
from newsconvert.result import Converted

TEXT = "افتتاح الجسر الجديد\nكتب: محمد السيد\nافتتحت الوزارة الجسر الجديد على نهر الفرات صباح أمس بعد ثلاث سنوات.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "خبر.txt"
    found.write_text(TEXT, encoding="utf-8")
    return found


class Reads:
    """An open file that has `read` and nothing else, and returns less than is asked for, as a socket does."""

    def __init__(self, data: bytes) -> None:
        self.rest = io.BytesIO(data)

    def read(self, size: int, /) -> bytes:
        return self.rest.read(min(size, 7))


class At:
    """A path of another library."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)


def zipped(path: Path) -> Any:
    archive = zipfile.ZipFile(io.BytesIO(), "w")
    archive.writestr("خبر.txt", path.read_bytes())
    return archive.open("خبر.txt")


def temporary(path: Path) -> Any:
    file = tempfile.SpooledTemporaryFile()  # noqa: SIM115
    file.write(path.read_bytes())
    file.seek(0)
    return file


SOURCES: dict[str, Callable[[Path], Any]] = {
    "str": str, "Path": Path, "PathLike": At,
    "bytes": Path.read_bytes, "bytearray": lambda path: bytearray(path.read_bytes()),
    "memoryview": lambda path: memoryview(path.read_bytes()),
    "file": lambda path: path.open("rb"), "unbuffered": lambda path: path.open("rb", buffering=0),
    "BytesIO": lambda path: io.BytesIO(path.read_bytes()), "in a ZIP": zipped, "temporary": temporary,
    "gzip": lambda path: gzip.open(io.BytesIO(gzip.compress(path.read_bytes()))),  # noqa: SIM115
    "read alone": lambda path: Reads(path.read_bytes()),
}  # fmt: skip


@pytest.mark.parametrize("kind", SOURCES)
def test_a_source_may_be_whatever_holds_bytes(kind: str, path: Path, tmp_path: Path) -> None:
    expected = list(article_text(newsconvert.read(path)))
    assert len(expected) == 3
    with ExitStack() as files:

        def source() -> Any:
            made = SOURCES[kind](path)
            if hasattr(made, "close"):
                files.callback(made.close)
            return made

        ((_, found),) = newsconvert.load_many(source())
        assert isinstance(found, Converted)
        assert list(article_text(found.value)) == expected
        made = newsconvert.convert(source(), tmp_path / "made.json").value
        assert list(article_text(newsconvert.read(made))) == expected
        article = newsconvert.read(given := source())
        assert list(article_text(article)) == expected
        assert not getattr(given, "closed", False)
    names = {"str", "Path", "PathLike", "file", "unbuffered", "in a ZIP"}
    assert article.provenance.file_name == (path.name if kind in names else None)
    assert article.provenance.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_open_file_is_read_in_the_format_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "خبر.md"
    path.write_text("# عنوان\n\nنص **مهم**.", encoding="utf-8")
    with path.open("rb") as file:
        assert newsconvert.read(file).headline == "عنوان"
        assert not file.closed
    assert newsconvert.read(path.read_bytes(), file_name="خبر.md").headline == "عنوان"
    assert newsconvert.read(path.read_bytes(), reader="markdown").headline == "عنوان"
    assert newsconvert.read(path.read_bytes(), options=ReaderOptions(file_name="خبر.md")).headline == "عنوان"


@pytest.mark.parametrize("kind", ["BytesIO", "read alone", "bytes"])
def test_records_may_be_left_half_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"title": "One", "body": "First."}\n' * 10_000)
    source = SOURCES[kind](path)
    records = newsconvert.load_many(source, reader="records")
    assert next(records)[0] == "article-000001"
    if kind == "BytesIO":
        source.close()
    del records  # an error of its end would fail the test: see filterwarnings
    gc.collect()


def test_no_more_is_read_of_an_open_file_than_may_be() -> None:
    class Endless:
        count = 0

        def read(self, size: int, /) -> bytes:
            self.count += size
            return b"a" * size

    source = Endless()
    with pytest.raises(LimitError):
        newsconvert.read(source, limits=Limits(size=1000))
    assert source.count < 100_000


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (TEXT, "newsconvert.read_text"), (Path(TEXT), "newsconvert.read_text"), (TEXT * 500, "newsconvert.read_text"),
        (TEXT.replace("\n", "\r"), "newsconvert.read_text"), ("كلمة " * 300, "newsconvert.read_text"),
        ("nowhere.txt", r"^nowhere\.txt: no such file or directory\.$"), ("", "path is empty"), (".", "is a directory"),
        ("a\0b", "read_text"), ("https://example.org/a.html", "address"), (None, "not None"), (7, "not 7"),
        (io.StringIO(TEXT), "open for text"), ([TEXT], "path, bytes or an open binary file"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("function", [newsconvert.read, newsconvert.load, newsconvert.load_many, api.explain])
def test_what_is_no_source_is_one_short_error(function: Callable[[Any], Any], source: Any, words: str) -> None:
    def call() -> None:
        found = function(source)
        list(found if isinstance(found, Iterator) else ())

    with pytest.raises(InputError, match=words) as problem:
        call()
    assert len(str(problem.value)) < 160
    assert "\n" not in str(problem.value)


def test_a_file_that_cannot_be_read_is_one_error(path: Path, tmp_path: Path) -> None:
    with path.open("rb") as closed:
        pass
    with pytest.raises(InputError, match=r"خبر\.txt: the file is closed\.$"):
        newsconvert.read(closed)
    with (tmp_path / "new").open("wb") as file, pytest.raises(InputError, match="not readable"):
        newsconvert.read(file)
    with path.open() as text, pytest.raises(InputError, match=r"خبر\.txt: .*mode rb"):
        newsconvert.read(text)  # type: ignore[arg-type]
    with pytest.raises(InputError) as problem:
        newsconvert.read("nowhere.txt")
    assert problem.value.path == "nowhere.txt"
    assert isinstance(problem.value.__cause__, FileNotFoundError)


def test_a_path_with_a_line_break_is_read_where_there_is_such_a_file(tmp_path: Path) -> None:
    path = tmp_path / "سطر\nوسطر.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert newsconvert.read(path).headline == "افتتاح الجسر الجديد"


def test_text_is_read_as_text(path: Path) -> None:
    assert list(article_text(newsconvert.read_text(TEXT))) == list(article_text(newsconvert.read(path)))
    for text in (TEXT, "\ufeff" + TEXT, TEXT.replace("\n", "\r\n")):
        assert newsconvert.read_text(text).headline == "افتتاح الجسر الجديد"
    assert newsconvert.read_text("---\ntitle: آخر\n---\n" + TEXT).headline == "آخر"
    assert newsconvert.read_text("<html><body><h1>أ</h1><p>ب</p></body></html>", reader="html").headline == "أ"
    assert newsconvert.read_text("عنوان").headline == "عنوان"
    # What other encodings would make more plausible Arabic of is still what it says.
    assert newsconvert.read_text("ط§ظ„ط®ط¨ط±").headline == "ط§ظ„ط®ط¨ط±"
    assert newsconvert.read_text("عنوان \ud83d\ude00 و\ud800\nنص.").headline == "عنوان 😀 و\ufffd"
    assert newsconvert.read_text("أحمد\nنص فيه ١٢.", normalize="hamza,digits").headline == "احمد"


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [("", EmptyInputError, "no text"), (" \n", EmptyInputError, "no text"), (b"x", InputError, "takes the text"),
     (Path("a.txt"), InputError, "takes the text"), ("خبر.txt", InputError, "newsconvert.read"),
     ("/a/b.docx", InputError, "name of a file")],
)  # fmt: skip
def test_what_is_no_text_is_one_error(text: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        newsconvert.read_text(text)


def test_encoding_is_no_option_of_text() -> None:
    for given in ({"encoding": "utf-8"}, {"options": ReaderOptions(encoding="utf-8")}):
        with pytest.raises(OptionError, match="encoding"):
            newsconvert.read_text(TEXT, **given)


def test_how_to_read_is_given_as_keywords(tmp_path: Path) -> None:
    data = "خبر أحمد القصير".encode("windows-1256")
    found = newsconvert.load(data, encoding="windows-1256", normalize=("hamza",)).value
    assert (found.headline, found.provenance.encoding) == ("خبر احمد القصير", "windows-1256")
    options = ReaderOptions(encoding="utf-8", normalize=("hamza",))  # keywords take precedence
    assert newsconvert.read(data, options=options, encoding="windows-1256").headline == found.headline
    assert newsconvert.read(data, encoding="windows-1256", normalize=["hamza"]) == found
    assert newsconvert.read(data, encoding="windows-1256", normalize="hamza") == found
    broken = (TEXT * 2).encode().decode("latin-1").encode()
    assert newsconvert.read(broken, repair=True).headline == "افتتاح الجسر الجديد"
    rows = "a,b\nعنوان,نص.\n".encode()
    for mapping in (
        {"a": "headline", "b": "body"},
        (("a", "headline"), ("b", "body")),
        [["a", "headline"], ["b", "body"]],
    ):
        ((name, record),) = newsconvert.load_many(rows, file_name="x.csv", mapping=mapping)  # type: ignore[arg-type]
        assert isinstance(record, Converted)
        assert (name, record.value.headline) == ("x-000001", "عنوان")
    made = newsconvert.convert(data, tmp_path / "a.json", encoding="windows-1256", normalize="hamza", indent=1).value
    assert newsconvert.read(made).headline == "خبر احمد القصير"
    assert made.read_text(encoding="utf-8").splitlines()[1].startswith(' "title"')


def test_limits_tell_which_and_how_much() -> None:
    with pytest.raises(LimitError) as problem:
        newsconvert.read(b"0123456789", file_name="a.txt", limits=Limits(size=5))
    found = pickle.loads(pickle.dumps(problem.value))
    assert (found.limit, found.found, found.allowed, found.path) == ("size", 10, 5, "a.txt")
    assert "limits=Limits(size=10)" in str(found)


READ: Callable[..., object] = newsconvert.read


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda path: READ(path, encodng="utf-8"), "reading has no option encodng; did you mean encoding?"),
        (lambda path: READ(path, page_size="A5"), "page_size is an option of pdf, docx, epub, not of reading"),
        (lambda path: READ(path, normalize=5), "normalize is a tuple of names"),
        (lambda path: READ(path, mapping={"a": 1}), "mapping is pairs"),
        (lambda path: READ(path, repair="yes"), "repair is True or False, not 'yes'"),
        (lambda path: READ(path, limits=5), "limits is a Limits, not 5"),
        (lambda path: READ(path, limits=Limits(size=10**30)), "The limit size is a whole number"),
        (lambda path: READ(path, options=PdfOptions()), "options is a PdfOptions, and reading takes ReaderOptions"),
    ],
)  # fmt: skip
def test_a_wrong_option_of_reading_is_one_clear_error(call: Callable[[Path], object], words: str, path: Path) -> None:
    with pytest.raises(OptionError) as problem:
        call(path)
    assert words in str(problem.value)
