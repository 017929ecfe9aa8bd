"""Options of documents: as keywords and as values, what is said of wrong ones, and what type checkers know of them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_type_hints

import pytest

import newsconvert
from newsconvert import keywords, options
from newsconvert.errors import ModelError, OptionError
from newsconvert.model import Article, Volume
from newsconvert.options import DocxOptions, PdfOptions, WriterOptions
from newsconvert.result import Converted
from newsconvert.writers import writers

TEXT = "افتتاح الجسر الجديد\nافتتحت الوزارة الجسر الجديد على نهر الفرات صباح أمس بعد ثلاث سنوات.\n"
WRITE: Callable[..., object] = newsconvert.write


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda article: WRITE(article, "pdf", page_siz="A5"), "pdf has no option page_siz; did you mean page_size?"),
        (lambda article: WRITE(article, "docx", embed_font="full"), "did you mean embed_fonts?"),
        (lambda article: WRITE(article, "pdf", embed_fonts="full"), "embed_fonts is an option of docx, not of pdf"),
        (lambda article: WRITE(article, "pdf", embed_font="x"), "did you mean embed_fonts, an option of docx?"),
        (lambda article: WRITE(article, "pdf", encoding="utf-8"), "encoding is an option of reading, not of pdf"),
        (lambda article: WRITE(article, "json", zzz=1), "its options are: indent."),
        (lambda article: WRITE(article, "pdf", page_size=5), "page_size is a str, not 5"),
        (lambda article: WRITE(article, "pdf", page_size=None), "page_size is a str, not None"),
        (lambda article: WRITE(article, "epub", cover=1), "cover is True or False, not 1"),
        (lambda article: WRITE(article, "json", indent=True), "indent is a whole number, not True"),
        (lambda article: WRITE(article, "pdf", options=DocxOptions()), "is a DocxOptions, and pdf takes PdfOptions"),
        (lambda article: WRITE(article, "pdf", options={"page_size": "A5"}), "is a dict, and pdf takes PdfOptions"),
        (lambda article: newsconvert.bind(Volume("م", (article,)), "epub", covr=True), "did you mean cover?"),  # type: ignore[call-overload]
        (lambda article: newsconvert.convert(TEXT.encode(), "a.docx", fnt="x"), "did you mean font?"),  # type: ignore[call-arg]
        (lambda article: newsconvert.convert(TEXT.encode(), "a.docx", encodin="x"), "did you mean encoding, an option of reading?"),  # type: ignore[call-arg]
        (lambda article: newsconvert.convert(TEXT.encode(), "a.docx", cover=False), "cover is an option of epub, not of docx"),
    ],
)  # fmt: skip
def test_a_wrong_option_of_writing_is_one_clear_error(
    call: Callable[[Article], object], words: str, article: Article
) -> None:
    with pytest.raises(OptionError) as problem:
        call(article)
    assert words in str(problem.value)
    assert len(str(problem.value)) < 160


def test_options_are_given_as_a_value_too(article: Article, tmp_path: Path) -> None:
    expected = newsconvert.write(article, "pdf", page_size="A5", theme="book")
    assert newsconvert.write(article, "pdf", options=PdfOptions(page_size="A5", theme="book")) == expected
    both = newsconvert.render(article, "pdf", options=PdfOptions(page_size="B5", theme="book"), page_size="A5")
    assert both.value == expected
    assert newsconvert.write(article, "pdf") != expected
    volume = Volume("مجلد", (article,))
    bound = newsconvert.bind(volume, "docx", options=DocxOptions(page_size="A5"))
    assert bound.value == newsconvert.bind(volume, "docx", page_size="A5").value
    source = newsconvert.write(article, "json")
    for how in ({"page_size": "A5", "theme": "book"}, {"options": PdfOptions(page_size="A5", theme="book")}):
        made = newsconvert.convert(source, tmp_path / "a.pdf", reader="json", **how)
        assert made.value.read_bytes() == newsconvert.write(
            newsconvert.read(source, reader="json"), "pdf", page_size="A5", theme="book"
        )


def test_options_of_another_package_need_no_more_than_a_dataclass(article: Article) -> None:
    @dataclass(frozen=True)
    class Own(WriterOptions):
        case: Literal["upper", "lower"] = "upper"
        parts: "list[Missing]" = ()  # type: ignore[name-defined,assignment]  # noqa: F821, UP037

    assert Own(case="lower").case == "lower"


@pytest.mark.parametrize(
    ("made", "words"),
    [(TEXT, "not from 'افتتاح"), (Converted(Article("ع")), "pass its value"), (None, "not from None"),
     (Volume("ع", ()), "not from <Volume")],
)  # fmt: skip
def test_what_is_no_article_is_one_clear_error(made: Any, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        newsconvert.write(made, "pdf")


def test_what_is_no_volume_is_one_clear_error(article: Article) -> None:
    with pytest.raises(ModelError, match=r"Volume\(\"…\", \(article, article\)\)"):
        newsconvert.bind([article], "pdf")  # type: ignore[call-overload]


KEYWORDS = {
    "JsonKeywords": "JsonOptions", "HtmlKeywords": "HtmlOptions", "PdfKeywords": "PdfOptions",
    "DocxKeywords": "DocxOptions", "EpubKeywords": "EpubOptions", "DesignKeywords": "DesignOptions",
    "ReaderKeywords": "ReaderOptions",
}  # fmt: skip
#: What calls may give in another form than the one that is kept.
FORMS = {"normalize": str | Sequence[str], "mapping": Mapping[str, str] | Sequence[tuple[str, str]]}


def typed(name: str) -> dict[str, Any]:
    """Return names and types of the fields of options, in the forms of a call."""
    found = get_type_hints(getattr(options, name))
    found.pop("file_name", None)  # an argument of its own
    return {field: FORMS.get(field, kind) for field, kind in found.items()}


@pytest.mark.parametrize("name", KEYWORDS)
def test_keywords_are_the_fields_of_the_options(name: str) -> None:
    found = get_type_hints(getattr(keywords, name))
    assert found == typed(KEYWORDS[name])
    assert not getattr(keywords, name).__required_keys__


def test_every_format_has_its_keywords_and_convert_has_those_of_all() -> None:
    made = {writer.options.__name__ for writer in writers().values()}
    assert made <= set(KEYWORDS.values())
    every = {field: kind for name in made | {"ReaderOptions"} for field, kind in typed(name).items()}
    assert get_type_hints(keywords.ConvertKeywords) == every
    text = get_type_hints(keywords.TextKeywords)
    assert get_type_hints(keywords.ReaderKeywords) == {**text, "encoding": str | None}
    counts = [field.name for writer in writers().values() for field in fields(writer.options)]
    shared = {name for name in counts if counts.count(name) > 1}
    assert set(get_type_hints(keywords.SharedKeywords)) == shared


SNIPPET = """
import io
from pathlib import Path
import newsconvert
from newsconvert.model import Volume
from newsconvert.options import DocxOptions, PdfOptions, ReaderOptions

def right(name: str) -> bytes:
    article = newsconvert.read(b"", encoding="windows-1256", normalize=("hamza",), repair=True)
    article = newsconvert.read(io.BytesIO(), reader="html", options=ReaderOptions())
    article = newsconvert.read_text("", normalize="digits")
    with open(name, "rb") as file:
        newsconvert.load(file, mapping={"title": "headline"}).value.headline.upper()
    newsconvert.convert(Path(name), "a.pdf", page_size="A5", encoding="utf-8", cover=False)
    newsconvert.write(article, "docx", options=DocxOptions(kashida="low"), embed_fonts="none")
    newsconvert.write(article, name, theme="book", page_size="A5")
    newsconvert.write(article, name, options=PdfOptions())
    newsconvert.bind(Volume("x", (article,)), "epub", page_list=True).value.hex()
    newsconvert.render(article, "json", indent=1).warnings
    return newsconvert.write(article, "pdf", page_size="A5", theme=Path("x"), print_ready=True)

def wrong(name: str) -> None:
    article = newsconvert.read_text("")
    newsconvert.write(article, "pdf", page_siz="A5")
    newsconvert.write(article, "pdf", embed_fonts="full")
    newsconvert.write(article, "pdf", print_ready="yes")
    newsconvert.write(article, name, page_siz="A5")
    newsconvert.render(article, "html", standalon=True)
    newsconvert.bind(Volume("x", (article,)), "docx", cover=True)
    newsconvert.convert(name, "a.pdf", page_siz="A5")
    newsconvert.read(name, encodng="utf-8")
    newsconvert.read_text(name, encoding="utf-8")
    newsconvert.read(open(name))
    newsconvert.read(5)
    newsconvert.wrote(article, "pdf")
"""


@pytest.mark.slow
def test_type_checkers_know_the_options(tmp_path: Path) -> None:
    """A right call passes, and every line of `wrong` is an error, on that line and of the right kind."""
    snippet = tmp_path / "snippet.py"
    snippet.write_text(SNIPPET, encoding="utf-8")
    source = Path(newsconvert.__file__).parents[1]
    (tmp_path / "mypy.ini").write_text(f"[mypy]\nstrict = true\nmypy_path = {source}\nfollow_imports = silent\n")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "mypy",
        "--cache-dir",
        tmp_path / "cache",
        "--no-error-summary",
        snippet,
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    lines = SNIPPET.splitlines()
    first = lines.index("def wrong(name: str) -> None:") + 2
    expected = range(first + 1, len(lines) + 1)
    found = {int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error:" in line}
    assert found == set(expected), done.stdout + done.stderr
