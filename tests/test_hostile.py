"""Hostile input: each of more than two hundred files gives documents or one clear error, and nothing in it acts."""

from __future__ import annotations

import fcntl
import json
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import newsconvert
from newsconvert.errors import LimitError, NewsConvertError, OptionError, ThemeError
from newsconvert.model import Article, Link, Paragraph, Provenance, Source, Strong, Text, article_text
from newsconvert.options import Limits, ReaderOptions
from newsconvert.readers import readers
from newsconvert.writers import writers
from support import hostile

INPUTS = list(hostile.files())
#: Seconds of processor time for a document, bytes of memory for all of them.
SECONDS, MEMORY = 10, 1 << 30

#: Converts each path in turn as the command line does, and prints what came of it.
PROGRAM = f"""
import io, json, os, re, signal, sys, traceback
from contextlib import redirect_stderr
from newsconvert.cli.app import run

def late(*_):
    raise TimeoutError

signal.signal(signal.SIGPROF, late)
out, *paths = sys.argv[1:]
for at, path in enumerate(paths):
    status, trace, told = 0, "", io.StringIO()
    sys.argv = ["newsconvert", "convert", "-q", "--to", {",".join(writers())!r}, "-o", f"{{out}}/{{at}}", "--", path]
    signal.setitimer(signal.ITIMER_PROF, {SECONDS * len(writers())})
    try:
        with redirect_stderr(told):
            run()
    except SystemExit as end:
        status = end.code
    except BaseException:
        trace = traceback.format_exc()
    signal.setitimer(signal.ITIMER_PROF, 0)
    # What getrusage tells begins with the memory of the process that started this one.
    peak = int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]) * 1024
    print(json.dumps({{"status": status, "trace": trace, "told": told.getvalue(), "peak": peak}}), flush=True)
"""


@pytest.fixture(params=[0, 1])
def results(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What came of half of them."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # one folder for all processes of this run
    return converted(request.param, shared)


@cache
def converted(half: int, shared: Path) -> list[dict[str, Any]]:
    """Convert half of them to all formats; return what came of each. One process does it, the others wait for it."""
    log = shared / f"hostile-{half}.jsonl"
    with log.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not log.exists():
            log.write_bytes(convert(INPUTS[half::2], shared / f"hostile-{half}"))
    found = [json.loads(line) for line in log.read_bytes().splitlines()]
    for at, (one, (name, _)) in enumerate(zip(found, INPUTS[half::2], strict=True)):
        place = shared / f"hostile-{half}" / "out" / str(at)
        one |= {"name": name, "made": sorted(place.iterdir()) if place.exists() else []}
    return found


def convert(inputs: list[tuple[str | bytes, bytes]], folder: Path) -> bytes:
    """Write the files and convert them, in `folder`; return a line of JSON for each."""
    paths = []
    for at, (name, data) in enumerate(inputs):
        place = folder / "in" / str(at)  # a folder each, for names that differ in letter case alone
        place.mkdir(parents=True)
        paths.append(str(place / os.fsdecode(name)))
        Path(paths[-1]).write_bytes(data)
    command = [sys.executable, "-c", PROGRAM, str(folder / "out"), *paths]
    done = subprocess.run(command, capture_output=True, check=False, cwd=folder, timeout=900)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert {path.name for path in folder.iterdir()} <= {"in", "out"}
    return done.stdout


def test_there_are_enough_of_them() -> None:
    assert len({name for name, _ in INPUTS}) == len(INPUTS) >= 200


@pytest.mark.slow
def test_each_gives_documents_or_one_clear_error(results: list[dict[str, Any]]) -> None:
    wrong = []
    for one in results:
        errors = [line for line in one["told"].splitlines() if line.startswith("error: ")]
        records = str(one["name"]).endswith((".jsonl", ".csv"))  # one error a record
        made = one["status"] == 0 and len(one["made"]) >= len(writers()) and not errors
        refused = one["status"] == 1 and (len(errors) == 1 or records) and (not one["made"] or records)
        faulty = one["trace"] or "unforeseen" in one["told"]  # the line that stands for a traceback
        if faulty or not (made or refused) or max(map(len, errors), default=0) > 600:
            wrong.append((one["name"], one["status"], one["trace"] or one["told"][:300], len(one["made"])))
    assert wrong == []


@pytest.mark.slow
def test_memory_stays_in_bounds(results: list[dict[str, Any]]) -> None:
    assert max(one["peak"] for one in results) < MEMORY


@pytest.mark.slow
def test_nothing_is_left_half_written_and_names_are_safe(results: list[dict[str, Any]]) -> None:
    for one in results:
        for path in one["made"]:
            assert path.is_file()
            assert not path.is_symlink()
            assert not path.name.startswith((".", "-", "~"))
            assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u202a-\u202e\u2066-\u2069]', path.name)
            assert not re.fullmatch(r"(?i)(con|nul|aux|com1|lpt9)(\..*)?", path.stem)


@pytest.mark.slow
def test_no_markup_of_a_source_is_markup_in_a_document(results: list[dict[str, Any]]) -> None:
    for one in results:
        for path in one["made"]:
            if path.suffix == ".html":
                page = etree.HTML(path.read_bytes())
                found = {element.tag for element in page.iter() if isinstance(element.tag, str)}
                assert found <= HTML, (one["name"], found - HTML)
                assert not [found for found in page.xpath("//@*") if str(found.attrname).startswith("on")]
                links = [str(link) for link in page.xpath("//@href | //@src")]
                assert all(re.match("https?://|mailto:", link) for link in links), one["name"]
            elif path.suffix in (".docx", ".epub"):
                with zipfile.ZipFile(path) as archive:
                    assert archive.testzip() is None
                    for name in archive.namelist():
                        assert not name.startswith("/")
                        assert ".." not in name.split("/")
                        if name.endswith((".xml", ".rels", ".xhtml", ".opf", ".ncx", ".svg")):
                            root = etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False))
                            assert "script" not in {
                                etree.QName(node).localname for node in root.iter(etree.Element) if not _is_data(node)
                            }


HTML = {
    "html", "head", "meta", "title", "style", "body", "main", "article", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "p", "blockquote", "ul", "ol", "li", "a", "strong", "em", "span", "time", "bdi", "nav", "section",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "br", "hr", "pre", "code", "s", "sup", "sub", "div",
}  # fmt: skip


def _is_data(node: Any) -> bool:
    """Tell whether a script element holds data (JSON-LD), which no reading system runs."""
    return str(node.get("type")) == "application/ld+json"


# Limits


@pytest.mark.parametrize(
    ("text", "limits", "told"),
    [
        ("خبر\n" + "ب" * 101, Limits(line=100), "a line has too many characters: 101, and 100 are allowed; raise the limit with --limit line=101"),
        ("خبر\n" * 12, Limits(lines=10), "--limit lines=12"),
        ("خبر " * 100, Limits(size=100), "--limit size=700"),
    ],
)  # fmt: skip
def test_limits_are_told_with_the_option_that_raises_them(text: str, limits: Limits, told: str) -> None:
    with pytest.raises(LimitError, match=re.escape(told)):
        newsconvert.load(text.encode(), options=ReaderOptions(limits=limits))


def test_limits_can_be_raised_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("خبر\n" + "كلمة " * 9000, encoding="utf-8")
    command = [sys.executable, "-m", "newsconvert.cli", "inspect", str(path), "--json"]
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stdout) == (1, "")
    raised = re.search(r"--limit \S+\d", refused.stderr)
    assert raised
    assert subprocess.run([*command, *raised[0].split()], capture_output=True, check=False).returncode == 0
    wrong = subprocess.run([*command, "--limit", "lines=x"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert "the names are articles, depth, line, lines, size" in wrong.stderr


def test_record_beyond_a_limit_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "a", "content": "%s"}\n{"title": "b", "content": "c"}\n' % ("x" * 200), encoding="utf-8")
    options = ReaderOptions(limits=Limits(line=100))
    (_, bad), (_, good) = newsconvert.load_many(path, options=options)
    assert isinstance(bad, LimitError)
    assert not isinstance(good, NewsConvertError)
    with pytest.raises(LimitError, match="--limit articles=2"):
        list(newsconvert.load_many(path, options=ReaderOptions(limits=Limits(articles=1))))
    with path.open("rb") as file, pytest.raises(LimitError, match="--limit articles=2"):
        list(readers()["records"].split_many(file, ReaderOptions(limits=Limits(articles=1))))


def test_deep_markup_is_refused_before_it_is_walked() -> None:
    inline: Any = Text("x")
    for _ in range(20_000):
        inline = Strong((inline,))
    from newsconvert.readers.limits import check_article

    with pytest.raises(LimitError, match="--limit depth="):
        check_article(Article("خبر", (Paragraph((inline,)),)), Limits())


# Rendering loads nothing


@pytest.mark.parametrize(
    "css",
    [
        "@import 'other.css';", "@im\\port url(file:///etc/passwd);", "p { background: url(http://127.0.0.1/x) }", "p { background: URL('x.png') }",
        "p { background: \\75rl(data:image/png;base64,AAAA) }", "@font-face { font-family: x; src: url(x.ttf) }", "@media print { p { b: image-set('x' 1x) } }",
        "p { b: " + "(" * 5000 + "}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("format_", ["pdf", "html", "epub"])
def test_style_sheet_that_loads_is_refused(tmp_path: Path, css: str, format_: str) -> None:
    (tmp_path / "theme.toml").write_text('[fonts]\ntext = "amiri"\nheadline = "amiri"\n')
    (tmp_path / "theme.css").write_text(css)
    with pytest.raises(ThemeError, match=re.escape(str(tmp_path / "theme.css"))):
        newsconvert.write(Article("خبر"), format_, theme=tmp_path)


def test_theme_does_not_reach_out_of_its_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("p { color: red }")
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "theme.toml").write_text('[fonts]\ntext = "amiri"\nheadline = "amiri"\n')
    (theme / "theme.css").symlink_to(secret)
    with pytest.raises(ThemeError, match="leaves its theme's folder"):
        newsconvert.write(Article("خبر"), "html", theme=theme)
    (theme / "theme.toml").rename(tmp_path / "theme.toml")
    (theme / "theme.toml").symlink_to(tmp_path / "theme.toml")
    with pytest.raises(ThemeError, match="leaves its theme's folder"):
        newsconvert.write(Article("خبر"), "html", theme=theme)


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://127.0.0.1:9/x", "data:text/css,p{}", "data:image/svg+xml;base64," + "A" * 1_000_000],
)
def test_whatever_the_page_the_renderer_loads_nothing(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsconvert.resources import bundled_families
    from newsconvert.writers.pdf.weasyprint import layout, pages, parsing

    page = f'<!DOCTYPE html><html><head><link rel=stylesheet href="{address}"><style>@import "{address}";</style></head><body><img src="{address}" alt="x"><object data="{address}"></object><p>نص</p></body></html>'
    tried: list[str] = []
    fetcher = parsing.Refusal
    plain = fetcher.fetch

    def fetch(self: Any, url: str, headers: object = None) -> Any:
        tried.append(url)
        return plain(self, url, headers)

    monkeypatch.setattr(fetcher, "fetch", fetch)
    made = pages.render(layout.Rendering(page, "", (bundled_families()["amiri"],)))
    assert made.startswith(b"%PDF")
    assert tried  # it was asked for, and refused
    with pytest.raises(ValueError, match="loads nothing"):
        fetcher().fetch(address)


# Arbitrary Unicode

_ANY = st.text(st.characters(), max_size=60)  # lone surrogates too
_SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@_SETTINGS
@given(
    data=st.binary(max_size=200), suffix=st.sampled_from([".txt", ".json", ".jsonl", ".csv", ".md", ".html", ".docx"])
)
def test_any_bytes_are_an_article_or_an_error(data: bytes, suffix: str) -> None:
    try:
        assert any(article_text(newsconvert.load(data, file_name=f"a{suffix}").value))
    except NewsConvertError as problem:
        told = str(problem)
        assert told.startswith(f"a{suffix}: ")


@pytest.mark.parametrize("format_", list(writers()))
@_SETTINGS
@given(texts=st.tuples(_ANY.filter(str.strip), _ANY, _ANY, _ANY, _ANY, _ANY))
def test_any_text_can_be_written(format_: str, texts: tuple[str, str, str, str, str, str]) -> None:
    headline, byline, one, two, url, name = texts
    body = (Paragraph((Text(one), Link(url, (Text(two),)))), Paragraph((Strong((Text(two),)),)))
    article = Article(
        headline, body, byline=byline, dateline=two, source=Source(name, url, one), provenance=Provenance(name)
    )
    assert newsconvert.write(article, format_)


def test_options_are_data_too() -> None:
    for bad in ("../../etc", "x\0y", "a" * 5000, "http://127.0.0.1/", "\ud800"):
        with pytest.raises(OptionError):
            newsconvert.write(Article("خبر"), "html", theme=bad)
        with pytest.raises(OptionError):
            newsconvert.write(Article("خبر"), "html", font=bad)
