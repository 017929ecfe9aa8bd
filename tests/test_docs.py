"""The documentation: it builds, and what it tells the reader to type works."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import typer

from newsconvert.cli.app import app
from packages import install, run

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
ARTICLE = (DOCS / "tutorials" / "command-line.md").read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]


def options() -> dict[str, set[str]]:
    """Return the options of each command."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    return {
        name: {
            given
            for found in command.params
            if found.param_type_name == "option"
            for given in [*found.opts, *found.secondary_opts]
        }
        for name, command in commands.items()
    }


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def commands(page: Path) -> Iterator[str]:
    """Yield what a page tells the reader to type at a prompt."""
    for block in blocks(page, "console"):
        yield from (line[2:].split("  #")[0].strip() for line in block.splitlines() if line.startswith("$ "))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with what the tutorials speak of."""
    (tmp_path / "خبر.txt").write_text(ARTICLE, encoding="utf-8")
    record = {"title": "عنوان", "content": "فقرة أولى.\nفقرة ثانية."}
    (tmp_path / "corpus.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


def test_the_site_builds_without_a_warning_and_names_every_option(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        str(ROOT / "mkdocs.yml"),
        "--site-dir",
        str(tmp_path),
    ]
    built = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert "WARNING" not in built.stdout + built.stderr
    page = (tmp_path / "reference" / "command-line.html").read_text(encoding="utf-8")
    for command_name, given in options().items():
        assert f"newsconvert {command_name}" in page
        assert {option for option in given if f"<code>{option}</code>" not in page} == set()
    model = (tmp_path / "reference" / "python.html").read_text(encoding="utf-8")
    assert "newsconvert.model.Article" in model
    assert "newsconvert.api.convert" in model
    for name in ("reader", "writer"):
        shown = (tmp_path / "extend" / f"{name}.html").read_text(encoding="utf-8")
        (example,) = (ROOT / "examples").glob(f"{name}-*/*.py")
        assert example.read_text(encoding="utf-8").splitlines()[0] in unescape(re.sub("<[^>]+>", "", shown))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_spoken_of_is_there(page: Path) -> None:
    known = options()
    for command in commands(page):
        found = re.search(r"newsconvert (\w+)", command)
        if found and found[1] in known:
            given = set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", command))
            assert given <= known[found[1]] | {"--help"}, command


def test_the_tutorial_of_archives_works(desk: Path) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    page = DOCS / "tutorials" / "archive.md"
    (desk / "corpus.jsonl").write_text(blocks(page, "json")[0], encoding="utf-8")
    for command in commands(page):
        done = subprocess.run(
            command, shell=True, cwd=desk, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (command, done.stderr)
        assert (desk / "archive").exists() == ("--dry-run" not in command)
    assert {path.suffix for path in (desk / "archive/data/volumes").iterdir()} == {".pdf", ".epub"}
    assert (desk / "archive/data/index.html").is_file()


def test_the_tutorial_of_the_command_line_works(desk: Path) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    typed = [
        command for command in commands(DOCS / "tutorials" / "command-line.md") if command.startswith("newsconvert")
    ]
    assert len(typed) >= 6
    for sidecar in blocks(DOCS / "tutorials" / "command-line.md", "toml"):
        (desk / "خبر.toml").write_text(sidecar, encoding="utf-8")
    for at, command in enumerate(typed):
        elsewhere = f" -o out{at}" if command.startswith("newsconvert convert") else ""
        done = subprocess.run(
            command + elsewhere,
            shell=True,
            cwd=desk,
            env={**os.environ, "PATH": path},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b""), command
    assert {path.suffix for path in desk.glob("out*/*")} >= {".pdf", ".docx", ".epub"}


@pytest.mark.parametrize("page", [ROOT / "README.md", DOCS / "tutorials" / "library.md"], ids=lambda page: page.name)
def test_the_python_of_the_pages_runs(page: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    names: dict[str, object] = {}
    found = blocks(page, "python")
    assert found
    for block in found:
        exec(compile(block, str(page), "exec"), names)


def newsconvert(site: Path, folder: Path, *arguments: str | Path) -> str:
    done = run(site, *arguments, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_example_of_a_reader_works(desk: Path) -> None:
    install(ROOT / "examples" / "reader-ninjs", desk / "site")
    found = json.loads(
        newsconvert(desk / "site", desk, "inspect", ROOT / "examples/reader-ninjs/sample.ninjs", "--json")
    )
    assert (found["title"], found["dateline"]) == ("افتتاح جسر جديد على النهر", "دير الزور")
    assert found["source"] == {"name": "وكالة المثال", "url": "https://example.org/news/2026-03-14-bridge"} | {
        key: found["source"][key] for key in found["source"] if key not in ("name", "url")
    }
    assert [block["type"] for block in found["blocks"]] == ["paragraph", "paragraph"]


def test_the_example_of_a_writer_works(desk: Path) -> None:
    install(ROOT / "examples" / "writer-markdown", desk / "site")
    newsconvert(desk / "site", desk, "convert", "خبر.txt", "--to", "markdown")
    made = (desk / "خبر.md").read_text(encoding="utf-8")
    assert made.startswith("# افتتاح جسر جديد على النهر\n")
    assert "## تفاصيل المشروع" in made
    # Our own reader of Markdown is a judge that did not write it.
    back = json.loads(newsconvert(desk / "site", desk, "inspect", "خبر.md", "--json"))
    source = json.loads(newsconvert(desk / "site", desk, "inspect", "خبر.txt", "--json"))
    assert back["title"] == source["title"]
    texts = [block["text"] for block in source["blocks"]]
    assert [block["text"] for block in back["blocks"] if block["text"] in texts] == texts


def test_the_example_of_a_theme_works(desk: Path) -> None:
    from judges import pdffonts

    newsconvert(desk, desk, "convert", "خبر.txt", "--theme", "examples/theme-magazine")
    assert {row.name.split("+")[-1].split("-")[0] for row in pdffonts(desk / "خبر.pdf")} == {"IBMPlexSansArabic"}
