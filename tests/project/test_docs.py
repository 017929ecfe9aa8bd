"""The documentation: it builds, and what it tells the reader to type works as typed."""

from __future__ import annotations

import importlib
import importlib.metadata
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tokenize
import tomllib
import urllib.request
from collections.abc import Callable, Iterable
from html import unescape
from pathlib import Path

import pytest
import typer
from packaging.requirements import Requirement

from newsconvert import installation
from newsconvert.cli.app import app
from support import ROOT
from support.packages import install, run
from support.pages import DOCS, PAGES, Block, blocks, commands, follow

ARTICLE = next(block.code for block in blocks(DOCS / "tutorials" / "command-line.md") if block.title == "خبر.txt")

#: Pages whose reader starts in an empty folder; they say what to save there. Of the others, these files are spoken of.
FROM_NOTHING = ("tutorials", "how-to")
RECORD = {"title": "عنوان", "content": "فقرة أولى.\nفقرة ثانية.", "date": "2026-03-14"}

#: Pages with `sh` blocks, whose commands are for the reader alone, and why.
NOT_RUN = {
    "README.md": "`./run` and `./test`: scripts/fresh runs them on new systems",
    "README.ar.md": "as in README.md",
    "CONTRIBUTING.md": "the whole of the tests, and commands of `just`",
    "benchmarks.md": "measurements of an hour, on articles of the reader's own",
    "container.md": "needs a container engine",
    "install.md": "installs system packages, or programs outside of the environment",
    "licences.md": "removes a package",
    "scaling.md": "clusters; tests/archive/test_archive_dask.py runs one",
    "web-application.md": "a server that does not end; test_the_example_of_a_web_application_works runs it",
}
#: Measurements that take long, in an environment that `./test` made.
LONG = (".venv/bin/python benchmarks/",)

#: Arabic pages and the English pages they say the same as.
TRANSLATIONS = {
    ROOT / "README.ar.md": ROOT / "README.md",
    **{DOCS / "ar" / name: DOCS / "tutorials" / name for name in ("archive.md", "command-line.md", "library.md")},
    **{DOCS / "ar" / name: DOCS / "how-to" / name for name in ("look.md", "old-files.md", "wordpress.md")},
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
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", f"{ROOT}/mkdocs.yml"]
    built = subprocess.run(
        [*command, "--site-dir", folder], capture_output=True, text=True, check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    assert "WARNING" not in built.stdout + built.stderr
    return folder


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_changing_the_look_changes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands of the page replace text in style sheets; replacing nothing would be no error."""
    monkeypatch.chdir(tmp_path)
    follow(DOCS / "how-to" / "look.md", tmp_path, {})
    assert "margin: 25mm 30mm 25mm" in (tmp_path / "mytheme" / "print.css").read_text(encoding="utf-8")
    assert '"0B4F8A"' in (tmp_path / "mytheme" / "theme.toml").read_text(encoding="utf-8")
    assert "#0b4f8a" in (tmp_path / "mytheme" / "theme.css").read_text(encoding="utf-8")
    from support.judges import pages

    before, after = (pages(tmp_path / f"{name}.pdf")[0].convert("RGB") for name in ("before", "after"))
    blue = [max(b - r for r, _, b in zip(*[iter(page.tobytes())] * 3, strict=True)) for page in (before, after)]
    assert blue[0] < 60 < blue[1]


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


@pytest.mark.slow
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
    assert [block["text"] for block in back["blocks"] if block.get("text") in texts] == texts


@pytest.mark.slow
def test_the_example_of_a_theme_works(desk: Path) -> None:
    from support.judges import pdffonts

    newsconvert(desk, desk, "convert", "خبر.txt", "--theme", "examples/theme-weekly")
    assert {row.name.split("+")[-1].split("-")[0] for row in pdffonts(desk / "خبر.pdf")} == {"IBMPlexSansArabic"}


def answer(
    application: Callable[..., Iterable[bytes]], method: str, body: bytes = b"", size: str | None = None
) -> tuple[str, bytes]:
    """Return status and body of the answer of a WSGI application."""
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": method,
        "CONTENT_LENGTH": str(len(body)) if size is None else size,
        "wsgi.input": io.BytesIO(body),
    }
    return (b"".join(application(environ, lambda status, headers: told.append(status))), told.pop())[::-1]


def test_the_example_of_a_web_application_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "examples" / "web-application")
    application = importlib.import_module("app").Application(workers=1)
    with application.workers:
        status, pdf = answer(application, "POST", ARTICLE.encode())
        assert (status, pdf[:5]) == ("200 OK", b"%PDF-")
        status, message = answer(application, "POST", b"  \n ")
        assert status == "400 Bad Request"
        assert message.startswith(b"the file holds no text")
        assert answer(application, "GET")[0] == "200 OK"
        assert answer(application, "PUT", b"x")[0] == "405 Method Not Allowed"
        assert answer(application, "POST", b"x", size="")[0] == "411 Length Required"
        assert answer(application, "POST", b"x", size="-5")[0] == "411 Length Required"
        assert answer(application, "POST", b"x", size="99999999")[0] == "413 Content Too Large"


@pytest.mark.slow
def test_the_server_of_the_web_application_ends_with_its_workers(tmp_path: Path) -> None:
    program = ROOT / "examples" / "web-application" / "app.py"
    with subprocess.Popen(
        [sys.executable, program, "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout
        address = server.stdout.readline().strip()
        with urllib.request.urlopen(address, data=ARTICLE.encode(), timeout=60) as found:
            assert found.read(5) == b"%PDF-"
        workers = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        assert workers
        server.terminate()
        assert server.wait(timeout=30) == 0
    # Their pipes end with them; until then this waits.
    for worker in workers:
        for _ in range(300):
            if not Path(f"/proc/{worker}").exists():
                break
            time.sleep(0.1)
        assert not Path(f"/proc/{worker}").exists()


@pytest.mark.slow
def test_the_wordpress_example_keeps_posts_whole(tmp_path: Path) -> None:
    example = ROOT / "examples" / "wordpress"
    done = subprocess.run(
        [sys.executable, example / "wordpress.py", example / "export.xml", tmp_path / "posts"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert len(done.stdout.splitlines()) == 2  # no draft, no attachment
    block, classic = (
        json.loads(newsconvert(tmp_path, tmp_path, "inspect", tmp_path / "posts" / f"post-{number}.html", "--json"))
        for number in (17, 4)
    )
    assert (block["title"], block["byline"]) == ("افتتاح جسر جديد على النهر", "سلمى الخطيب")
    assert block["published"].startswith("2026-03-14T09:30")
    assert (block["source"]["name"], block["source"]["url"]) == ("صحيفة المثال", "https://example.org/2026/03/bridge/")
    assert [found["type"] for found in block["blocks"]] == ["paragraph", "heading", "paragraph"]
    assert [found["type"] for found in classic["blocks"]] == ["paragraph", "paragraph"]  # parted by a blank line


def test_the_container_has_what_newsconvert_needs() -> None:
    text = (ROOT / "examples" / "container" / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line]
    assert {name for name, _ in steps} <= {"FROM", "RUN", "COPY", "USER", "ENV", "WORKDIR", "ENTRYPOINT", "CMD"}
    # The system packages are those that ./run installs.
    installed = set(re.search(r"--no-install-recommends ([^&\\]+)", text)[1].split())  # type: ignore[index]
    script = (ROOT / "scripts" / "setup.sh").read_text(encoding="utf-8")
    wanted = re.search(r"look_for_libraries ((?:lib[^\n]*\\?\n\s*)+)", script)[1]  # type: ignore[index]
    assert installed == set(wanted.replace("\\", "").split()[1::2])
    for name, value in steps:
        if name == "RUN":
            subprocess.run(["sh", "-n"], input=value, text=True, check=True)
        if name == "ENTRYPOINT":
            project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
            assert json.loads(value) == list(project["scripts"])
    for path in re.findall(r"/src/(\S+)", text):
        assert (ROOT / path).exists()


COPYLEFT = re.compile("GPL|General Public|MPL|Mozilla")


def test_licences_names_every_dependency_with_a_copyleft_licence() -> None:
    """All that the default installation brings."""
    page = (DOCS / "licences.md").read_text(encoding="utf-8").lower()
    seen: set[str] = set()
    waiting = ["newsconvert"]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        found = importlib.metadata.distribution(name)
        stated = [
            *(found.metadata.get_all("Classifier") or []),
            *(line[:100] for name in ("License-Expression", "License") for line in found.metadata.get_all(name) or []),
        ]
        if any(COPYLEFT.search(line) for line in stated):
            assert name in page, name
        for requirement in map(Requirement, found.requires or []):
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    assert {"weasyprint", "pyphen"} <= seen


def test_arabic_pages_write_tanwin_one_way() -> None:
    """On the letter before the alif: «أولًا»."""
    static = ROOT / "src" / "newsconvert" / "archive" / "outputs" / "site" / "static"
    texts = [
        *PAGES,
        *static.glob("*.html"),
        *static.glob("*.js"),
        ROOT / "src/newsconvert/archive/outputs/finish.py",
        *(ROOT / "examples").rglob("*.xml"),
    ]
    for path in texts:
        assert "\u0627\u064b" not in path.read_text(encoding="utf-8"), path
    assert sum("\u064b\u0627" in path.read_text(encoding="utf-8") for path in texts) > 5


def test_pages_and_messages_install_in_the_same_way() -> None:
    page = (DOCS / "install.md").read_text(encoding="utf-8")
    for _, _, command in installation._PANGO:
        assert command in page
    extra = installation.of_extra("html").split(" in a checkout")[0]
    assert extra.startswith("pip install '.[html]'")
    assert 'pip install ".[html,parquet]"' in page


def test_no_page_says_that_it_is_on_an_index() -> None:
    """How newsconvert is installed is said in one page, and in Arabic by quoting it."""
    for page in PAGES:
        if page.name != "install.md":
            assert not re.search(
                r"pipx? install (?!\./examples)(\"?newsconvert|\.)", page.read_text(encoding="utf-8")
            ), page
    assert "pip" not in "".join(block.code for block in blocks(DOCS / "ar" / "install.md"))


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "README.ar.md"], ids=label)
def test_links_of_the_readme_lead_to_files(page: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    assert len(links) > 15
    for link in links:
        assert (ROOT / link).is_file(), link
    words = len(page.read_text(encoding="utf-8").split())
    assert 500 <= words <= 700, words


def test_files_that_the_architecture_names_are_there() -> None:
    named = re.findall(r"`([\w./]+(?:/|\.\w+))`", (DOCS / "architecture.md").read_text(encoding="utf-8"))
    source = ROOT / "src" / "newsconvert"
    assert len(named) > 40
    assert [name for name in named if not list(source.rglob(name.rstrip("/"))) and not (ROOT / name).exists()] == []


#: Words that have to be decoded, and the plain ones in their place: fix or repair, return whether, record, is not valid,
#: unchanged, per, report or state, skip.
OBSCURE = re.compile(
    r"\b(mend(s|ed|ing)?|tells? whether|tak(e|es|en) down|(?<!there )(is|are) (?-i:none)\b(?! of)|passed over|to the letter|tells? of|"
    r"(?<=\s)an? \w+ an (article|object)|a \w+ a (record|document|core|member|line|shard|page))\b",
    re.IGNORECASE,
)
SOURCES = sorted((ROOT / "src" / "newsconvert").rglob("*.py"))


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md", *SOURCES], ids=label)
def test_words_are_plain(page: Path) -> None:
    """In pages, and in docstrings, comments and messages."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".py":
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        texts = [token.string for token in tokens if token.type in (tokenize.COMMENT, tokenize.STRING)]
        text = "\n".join(re.sub(r"\{[^{}]*\}", "", found) for found in texts)
    assert [found[0] for found in OBSCURE.finditer(" ".join(text.split()))] == []


def test_the_guard_against_a_loss_of_speed_finds_its_ratios(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    guard = importlib.import_module("guard")
    peers = [(guard.SUBJECTS[name].suffix, guard.SUBJECTS[name].label) for name in guard.PEERS]
    found = guard.recorded(guard.DOCUMENT.read_text(encoding="utf-8"))
    assert all(found[one] > 0.1 for one in peers)
