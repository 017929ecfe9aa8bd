"""Fonts and themes of a user's own: damaged, hostile or extravagant ones are one error, or do no harm."""

from __future__ import annotations

import random
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsconvert
from newsconvert.errors import FontError, OptionError, ThemeError
from newsconvert.model import Article, Paragraph, Text
from newsconvert.options import ReaderOptions
from newsconvert.resources import Resources, Theme, bundled_families
from newsconvert.stylesheet import problem_of
from newsconvert.writers.pdf import effort
from support import Cli

pytestmark = pytest.mark.slow

FORMATS = ("pdf", "docx", "epub", "html")
FONTS = sorted(
    path for family in bundled_families().values() if family.is_arabic for path in {family.regular, family.bold}
)
ARTICLE = Article("عنوان الخبر", (Paragraph((Text("نصّ الخبر مع لامات: لا لأ لإ لآ، و BBC 123 ٤٥٦."),)),))


# Fonts


def damaged(path: Path, number: int) -> Iterator[bytes]:
    """Yield the font with parts cut off, overwritten, moved or taken away."""
    whole = path.read_bytes()
    chance = random.Random(f"{path.name} {number}")
    (count,) = struct.unpack_from(">H", whole, 4)
    entries = [(12 + 16 * at, *struct.unpack_from(">2L", whole, 20 + 16 * at)) for at in range(count)]
    yield whole[: chance.randrange(len(whole))]
    data = bytearray(whole)
    for _ in range(chance.choice([1, 30, 1000])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    yield bytes(data)
    data = bytearray(whole)
    at = chance.randrange(len(data) - 5000)
    data[at : at + 4096] = chance.randbytes(4096)
    yield bytes(data)
    entry, offset, size = chance.choice(entries)
    data = bytearray(whole)
    for _ in range(4):
        data[offset + chance.randrange(min(size, 400))] = chance.randrange(256)
    yield bytes(data)
    for change in (4, 8, 12):  # a table that is elsewhere, longer, or under another name
        data = bytearray(whole)
        entry, _, size = chance.choice(entries)
        if change == 4:
            data[entry : entry + 4] = b"XXXX"
        else:
            value = chance.choice([0, 1, size // 2, len(whole) - 1, 0xFFFFFFFF])
            data[entry + change : entry + change + 4] = struct.pack(">L", value)
        yield bytes(data)
    data = bytearray(whole)
    for _ in range(3):
        data[chance.randrange(300)] = chance.randrange(256)
    yield bytes(data)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_damaged_font_is_one_error_or_none(tmp_path: Path, path: Path) -> None:
    errors = []
    for number, data in enumerate(damaged(path, 1)):
        (own := tmp_path / f"{number}.ttf").write_bytes(data)
        for format_ in FORMATS:
            try:
                newsconvert.write(ARTICLE, format_, font=own)
            except FontError as problem:
                errors.append(str(problem))
    assert all(error.startswith(str(tmp_path)) for error in errors)
    assert len(errors) >= 12  # of 32: the first, and those whose tables are gone


def test_a_font_that_is_cut_off_anywhere_is_damaged(tmp_path: Path) -> None:
    whole = FONTS[0].read_bytes()
    for share in range(0, 100, 4):
        (own := tmp_path / f"{share}.ttf").write_bytes(whole[: len(whole) * share // 100])
        with pytest.raises(FontError):
            newsconvert.write(ARTICLE, "html", font=own)


def test_whole_fonts_pass(tmp_path: Path) -> None:
    for path in FONTS:
        (own := tmp_path / path.name).write_bytes(path.read_bytes())
        assert newsconvert.write(ARTICLE, "docx", font=own)


# Themes


def theme(folder: Path, css: str, settings: str = "") -> Path:
    (folder / "theme.toml").write_text(settings or '[fonts]\ntext = "amiri"\nheadline = "amiri"\n', encoding="utf-8")
    (folder / "theme.css").write_text(css, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("css", "words"),
    [
        ("p { font-size: 1e9px }", "1e9px"), ("p { line-height: 1e400px }", "1e400px"), ("@page { margin: 99999mm }", "99999mm"),
        ("html { columns: 500 }", "columns: 500"), ("@media print { p { column-count: 13 } }", "column-count: 13"),
        ("p { width: calc(1px / 0) }", "division"), ("p { width: calc(1px / (1 - 1)) }", "division"),
        ("p { margin: calc(2px * (3 / var(--n))) }", "division"), ("p::before { content: '" + "x" * 2000 + "' }", "string"),
        (":root { --a0: 1px 1px " + "".join(f"; --a{n + 1}: var(--a{n}) var(--a{n})" for n in range(30)) + "}", "--a"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("format_", ["pdf", "html"])
def test_what_no_page_has_is_refused_at_once(tmp_path: Path, css: str, words: str, format_: str) -> None:
    with pytest.raises(ThemeError) as caught:
        newsconvert.write(ARTICLE, format_, theme=theme(tmp_path, css))
    assert str(tmp_path / "theme.css") in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "css",
    [
        "p { z-index: 2147483647; order: 99999; color: #123456 }", "body { columns: 3 12em; column-gap: 1em }", "p { width: calc(100% / 3) }",
        "p { font: 700 12px/1.5 x }", "p { text-indent: -9999px }", "p { grid-area: 1 / 0; aspect-ratio: 1 / 0 }",
        ":root { --w: 1px; --c: red; --b: var(--w) solid var(--c) } p { border: var(--b) }", ":root { --x: var(--x) } p { margin: var(--x) }",
        "p { color: rgb(0 0 0 / 0) }", "@page { size: A4; margin: 20mm }", "p::before { content: '99999px url(x)' }",
    ],
)  # fmt: skip
def test_what_themes_use_is_no_problem(css: str) -> None:
    assert problem_of(css) is None


@pytest.mark.parametrize(
    "css",
    [
        "p { letter-spacing: 9999em }",
        "p { font-size: 0 } p { font-size: 0.0001px }",
        "@page { size: 1px 1px }",
        "p { orphans: 9999; widows: 9999 }",
        "* { position: fixed }",
        "* { display: none }",
    ],
)
def test_what_cannot_be_laid_out_is_an_error_of_the_theme_or_a_document(tmp_path: Path, css: str) -> None:
    try:
        found = newsconvert.write(ARTICLE, "pdf", theme=theme(tmp_path, css))
    except ThemeError as problem:
        found = str(problem).encode()
    assert found.startswith((b"%PDF", bytes(tmp_path)))


def test_an_exception_of_the_layout_is_an_error_of_the_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        pytest.raises(ThemeError, match="ZeroDivisionError") as caught,
        effort.bounded(read_theme(tmp_path), ARTICLE),
    ):
        _ = 1 / 0
    assert str(tmp_path) in str(caught.value)
    with pytest.raises(ZeroDivisionError), effort.bounded(read_theme(None), ARTICLE):
        _ = 1 / 0  # with a bundled theme, it is a fault of the program


def read_theme(folder: Path | None) -> Theme:
    return Resources().theme(theme(folder, "") if folder else "book")


# What is raised in a callback of the garbage collector is lost, and reported; the layout is stopped again then.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_layout_that_takes_too_long_is_stopped(seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "_ANY", 1.0)
    monkeypatch.setattr(effort, "_EACH", 0.0)
    article = newsconvert.read(seed)
    start = time.monotonic()
    with pytest.raises(ThemeError, match="takes more than 1 seconds"):
        newsconvert.write(article, "pdf", theme=theme(tmp_path, "p { word-break: break-all; width: 0 }"))
    assert time.monotonic() - start < 30
    assert newsconvert.write(article, "pdf")  # nothing of it is left


def test_a_layout_that_goes_on_is_stopped_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "_AGAIN", 0.05)

    def wait(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.01)

    def lose_the_first() -> None:
        with effort._limited(0.05):
            try:
                wait(5)
            except effort._TooLong:  # as a callback of C does
                wait(5)

    with pytest.raises(effort._TooLong):
        lose_the_first()


def test_a_limit_that_is_not_reached_leaves_the_thread_alone() -> None:
    with effort._limited(0.05):
        pass
    deadline = time.monotonic() + 0.3
    while time.monotonic() < deadline:  # an exception at this point would fail the test
        sum(range(1000))
    with pytest.raises(effort._TooLong), effort._limited(0.05):
        any(sum(range(1000)) < 0 for _ in iter(int, 1))  # without an end


@pytest.mark.parametrize(
    "settings",
    [
        '[fonts]\ntext = 5\nheadline = "amiri"', '[fonts]\ntext = ["amiri"]\nheadline = "amiri"', "fonts = 5", "a = " + "[" * 3000,
        'title = {a = 1}\n[fonts]\ntext = "amiri"\nheadline = "amiri"', 'docx = 5\n[fonts]\ntext = "amiri"\nheadline = "amiri"',
        'cover = "x"\n[fonts]\ntext = "amiri"\nheadline = "amiri"',
    ],
)  # fmt: skip
def test_values_of_another_type_are_errors(tmp_path: Path, settings: str) -> None:
    for format_ in FORMATS:
        with pytest.raises(ThemeError, match=r"theme\.toml"):
            newsconvert.write(ARTICLE, format_, theme=theme(tmp_path, "", settings))


# Options


HOSTILE = (
    "", "-", "..", "/", "/dev/null", "x" * 5000, "9" * 5000, "-1", "1e400", "nan", "inf", "99999999999999999999999", "عربي", "\udce9",
    "%s{}", "[]", ",", "=", "a=", "=b", "a=b=c", "[bold]x[/bold]", "[/]", "~nosuch", "a\tb", "\x1b[31m", "undefined", "idna", "punycode",
    "unicode_escape", "rot13", "size=99999999999999999999999", "size=" + "9" * 5000, "size=²", "a\u202eb", "\u0000x"[1:],
)  # fmt: skip
OPTIONS = {
    "convert": ("to", "output", "theme", "font", "headline-font", "page-size", "pdf-standard", "embed-fonts", "reference-doc", "kashida",
                "from", "encoding", "normalize", "map", "limit", "bind", "workers", "config", "certified-by"),
    "inspect": ("from", "encoding", "normalize", "map", "limit"),
    "cite": ("style", "encoding", "limit"),
    "archive": ("title", "timeout", "volume", "volume-by", "allow-remote", "to", "limit", "workers"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("command", "option"), [(command, option) for command, names in OPTIONS.items() for option in names]
)
def test_no_value_of_an_option_is_a_traceback(cli: Cli, tmp_path: Path, command: str, option: str) -> None:
    (tmp_path / "a.txt").write_text("عنوان الخبر\nنصّ الخبر هنا.\n", encoding="utf-8")
    more = {
        "convert": ["--to", "docx,epub", "--force", "-q", "--dry-run", "-o", "out"],
        "archive": ["-o", "archive", "--to", "json", "--workers", "0", "--dry-run"],
    }
    for value in HOSTILE:
        status, _, err = cli(command, "a.txt", *more.get(command, []), f"--{option}={value}")
        assert status in (0, 1, 2), (value[:40], status)
        assert "unforeseen" not in err, (value[:40], err)


def test_an_encoding_that_is_none_is_one_error(seed: Path) -> None:
    for name in ("undefined", "idna", "punycode", "unicode_escape", "base64", "rot13", "klingon", "a\0b", "\ud800"):
        with pytest.raises(OptionError, match="no text encoding"):
            newsconvert.load(seed, options=ReaderOptions(encoding=name))
