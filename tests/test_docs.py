"""The documentation: it builds, and what it tells the reader to type works as typed."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
import typer

from newsconvert.cli.app import app
from packages import install, run
from pages import DOCS, PAGES, ROOT, Block, blocks, commands, follow

ARTICLE = next(block.code for block in blocks(DOCS / "tutorials" / "command-line.md") if block.title == "خبر.txt")

#: Pages whose reader starts in an empty folder; they say what to save there. Of the others, these files are spoken of.
FROM_NOTHING = ("tutorials", "how-to")
RECORD = {"title": "عنوان", "content": "فقرة أولى.\nفقرة ثانية.", "date": "2026-03-14"}

#: Pages with `sh` blocks, whose commands are for the reader alone, and why.
NOT_RUN = {
    "README.md": "`./run` and `./test`: scripts/fresh runs them on new systems",
    "README.ar.md": "as in README.md",
    "benchmarks.md": "measurements of an hour, on articles of the reader's own",
    "container.md": "needs a container engine",
    "install.md": "installs system packages, or programs outside of the environment",
    "licences.md": "removes a package",
    "scaling.md": "clusters; tests/test_archive_dask.py runs one",
    "web-application.md": "a server that does not end; test_the_example_of_a_web_application_works runs it",
}
#: Measurements that take long, in an environment that `./test` made.
LONG = (".venv/bin/python benchmarks/",)

#: Arabic pages and the English pages they say the same as.
TRANSLATIONS = {
    ROOT / "README.ar.md": ROOT / "README.md",
    **{DOCS / "ar" / name: DOCS / "tutorials" / name for name in ("archive.md", "command-line.md", "library.md")},
}


def options() -> dict[str, set[str]]:
    """Return the options of each command."""
    return {
        name: {
            given
            for found in command.params
            if found.param_type_name == "option"
            for given in [*found.opts, *found.secondary_opts]
        }
        for name, command in typer.main.get_command(app).commands.items()  # type: ignore[attr-defined]
    }


def label(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with what pages outside of the tutorials speak of."""
    (tmp_path / "خبر.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "corpus.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", ROOT / "mkdocs.yml"]
    built = subprocess.run(
        [*command, "--site-dir", folder], capture_output=True, text=True, check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    assert "WARNING" not in built.stdout + built.stderr
    return folder


def test_the_site_names_every_command_option_and_function(site: Path) -> None:
    page = (site / "reference" / "command-line.html").read_text(encoding="utf-8")
    for command_name, given in options().items():
        assert f"newsconvert {command_name}" in page
        assert {option for option in given if f"<code>{option}</code>" not in page} == set()
    model = (site / "reference" / "python.html").read_text(encoding="utf-8")
    assert "newsconvert.model.Article" in model
    assert "newsconvert.api.convert" in model
    for name in ("reader", "writer"):
        shown = (site / "extend" / f"{name}.html").read_text(encoding="utf-8")
        (example,) = (ROOT / "examples").glob(f"{name}-*/*.py")
        assert example.read_text(encoding="utf-8").splitlines()[0] in unescape(re.sub("<[^>]+>", "", shown))


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_every_option_spoken_of_is_there(page: Path) -> None:
    known = options()
    lines = [line for block in blocks(page) if block.language in ("console", "sh") for line in block.code.splitlines()]
    for line in lines:
        found = re.search(r"newsconvert (\w+)", line)
        if found and found[1] in known:
            given = set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", line[found.end() :].split("  #")[0]))
            assert given <= known[found[1]] | {"--help"}, line


def test_only_pages_with_a_reason_have_commands_that_are_not_run() -> None:
    assert {page.name for page in PAGES if any(block.language == "sh" for block in blocks(page))} == set(NOT_RUN)
    for page in PAGES:
        for block in blocks(page):
            if block.language == "sh":
                subprocess.run(["bash", "-n"], input=block.code, text=True, check=True)


FOLLOWED = [
    page
    for page in PAGES
    if page not in TRANSLATIONS and {block.language for block in blocks(page)} & {"console", "python"}
]


@pytest.mark.parametrize("page", FOLLOWED, ids=label)
def test_what_a_page_tells_to_type_works_as_typed(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = tmp_path / "desk"
    if page.name == "install.md":
        for name in ("src", "fonts"):
            shutil.copytree(ROOT / name, desk / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, desk)
    else:
        desk.mkdir()
        (desk / "examples").symlink_to(ROOT / "examples")
        if page.parent.name not in FROM_NOTHING:
            (desk / "خبر.txt").write_text(ARTICLE, encoding="utf-8")
            (desk / "corpus.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    packages = str(tmp_path / "packages")
    environment = {
        # pip installs into a folder of its own, and what it depends on is here: nothing is downloaded.
        **{"PIP_TARGET": packages, "PIP_UPGRADE": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"},
        **{"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        "PYTHONPATH": os.pathsep.join([packages, os.environ.get("PYTHONPATH", "")]),
    }
    monkeypatch.chdir(desk)
    assert follow(page, desk, environment, left_out=LONG) > 0 or page.name == "pdf-text.md"


@pytest.mark.parametrize(("translated", "original"), TRANSLATIONS.items(), ids=map(label, TRANSLATIONS))
def test_arabic_pages_have_the_same_files_commands_and_programs(translated: Path, original: Path) -> None:
    def code(block: Block) -> Block:
        if block.language == "console":
            return block._replace(code="\n".join(command.line for command in commands(block)))
        return block._replace(code=re.sub(r" +# .*", "", block.code))

    assert [code(block) for block in blocks(translated)] == [code(block) for block in blocks(original)]


def test_changing_the_look_changes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands of the page replace text in style sheets; replacing nothing would be no error."""
    monkeypatch.chdir(tmp_path)
    follow(DOCS / "how-to" / "look.md", tmp_path, {})
    assert "margin: 25mm 30mm 25mm" in (tmp_path / "mytheme" / "print.css").read_text(encoding="utf-8")
    assert '"0B4F8A"' in (tmp_path / "mytheme" / "theme.toml").read_text(encoding="utf-8")
    assert "#0b4f8a" in (tmp_path / "mytheme" / "theme.css").read_text(encoding="utf-8")
    from judges import pages

    before, after = (pages(tmp_path / f"{name}.pdf")[0].convert("RGB") for name in ("before", "after"))
    blue = [sum(b > r + 60 for r, _, b in page.getdata()) for page in (before, after)]
    assert blue[0] == 0 < blue[1]


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
