"""`newsconvert convert`: where documents go, what stays, and what one failure leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import newsconvert
from newsconvert import installation
from newsconvert.cli import jobs
from support import Cli
from support.program import run


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with three articles and one file that is none."""
    for number in (1, 2, 4):
        (tmp_path / f"{number}.txt").write_text(f"عنوان الخبر {number}\nنصّ الخبر هنا.\n", encoding="utf-8")
    (tmp_path / "3.txt").write_bytes(b" \n")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix not in (".txt", ".toml")}


# Where documents go


def test_a_file_with_the_ending_of_a_format_is_written(cli: Cli, desk: Path) -> None:
    assert cli("convert", "1.txt", "-o", "out/here.HTML") == (0, "out/here.HTML\n", "")
    assert "عنوان الخبر 1" in (desk / "out/here.HTML").read_text(encoding="utf-8")
    assert cli("convert", "1.txt", "--to", "json", "-o", "b.json")[0] == 0
    assert (desk / "b.json").is_file()


def test_a_folder_may_have_the_ending_of_a_format(cli: Cli, desk: Path) -> None:
    assert cli("convert", "1.txt", "-t", "json", "-o", "a.pdf/") == (0, "a.pdf/1.json\n", "")
    assert cli("convert", "2.txt", "-t", "json", "-o", "a.pdf")[1] == "a.pdf/2.json\n"  # it is there by now
    assert cli("convert", "1.txt", "-t", "json", "-o", "v1.2")[1] == "v1.2/1.json\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["1.txt", "2.txt", "-o", "out.pdf"], ["out.pdf", "2 sources", "out.pdf/"]),
        (["1.txt", "--to", "docx", "-o", "out.pdf"], ["out.pdf", "docx"]),
        (["1.txt", "--to", "pdf,docx", "-o", "out.pdf"], ["out.pdf", "docx"]),
        (["1.txt", "-o", "out.rtf"], [".rtf", "pdf, docx"]),
        (["1.txt", "-o", "out.txt"], [".txt", "pdf, docx"]),
        (["1.txt", "--force", "--skip-existing"], ["--force", "--skip-existing"]),
        (["1.txt", "--to", "docx", "--pdf-standard", "a-3a"], ["--pdf-standard", "docx", "pdf"]),
        (["1.txt", "--to", "json,html", "--page-size", "A5"], ["--page-size", "json, html"]),
        (["1.txt", "--to", "json", "--theme", "book"], ["--theme", "json"]),
        (["1.txt", "--to", "json", "--no-cover"], ["--cover", "epub"]),
        (["1.txt", "--to", "json", "--map", "a=headline"], ["--map", "CSV"]),
    ],
)
def test_options_that_contradict_each_other_are_named(
    cli: Cli, desk: Path, arguments: list[str], words: list[str]
) -> None:
    status, out, err = cli("convert", *arguments)
    assert (status, out, names(desk)) == (2, "", set())
    assert all(word in err for word in words), err
    assert err.count("\n") == 1


def test_volumes_are_split_only_where_there_are_any(cli: Cli, desk: Path) -> None:
    status, _, err = cli("archive", "1.txt", "-o", "archive", "--volume-by", "month")
    assert (status, names(desk)) == (2, set())
    assert "--volume" in err


def test_a_file_of_records_does_not_go_into_one_document(cli: Cli, desk: Path) -> None:
    (desk / "a.jsonl").write_text('{"title": "أ", "text": "ب"}\n' * 2, encoding="utf-8")
    status, _, err = cli("convert", "a.jsonl", "-o", "out.html")
    assert (status, names(desk)) == (2, {"a.jsonl"})
    assert "several articles" in err
    assert cli("convert", "1.txt", "2.txt", "-o", "out.epub", "--bind", "كتاب")[:2] == (0, "out.epub\n")


def test_formats_in_any_case_and_in_several_options(cli: Cli, desk: Path) -> None:
    assert cli("convert", "1.txt", "--to", "JSON, .html", "-t", "json", "-t", "Epub")[0] == 0
    assert names(desk) == {"1.json", "1.html", "1.epub"}
    assert cli("convert", "1.txt", "-f", "TXT", "-t", "json", "-o", "o")[0] == 0
    assert cli("convert", "1.json", "-f", "Html", "-t", "json", "-o", "o")[0] == 1  # an article of no web page


def test_the_sizes_of_pdf_are_those_of_docx(cli: Cli, desk: Path) -> None:
    assert cli("convert", "1.txt", "--page-size", "17x24", "--to", "docx,pdf")[0] == 0
    with zipfile.ZipFile(desk / "1.docx") as document:
        assert b'w:w="9638" w:h="13606"' in document.read("word/document.xml").replace(b" w:code", b"")


# What is never replaced


def test_no_source_is_ever_replaced(cli: Cli, desk: Path) -> None:
    page = "<!DOCTYPE html><title>x</title><article><h1>عنوان</h1>" + "<p>نصّ طويل من كلمات كثيرة هنا.</p>" * 20
    (desk / "a.html").write_text(page, encoding="utf-8")
    (desk / "a.txt").write_text("عنوان\nنص.", encoding="utf-8")
    (desk / "link").symlink_to(desk, target_is_directory=True)
    for arguments in (
        ["a.html", "--to", "html"],
        ["a.txt", "a.html", "--to", "html"],  # another source is in the way
        ["a.html", "--to", "html", "-o", "link"],
        ["a.html", "-o", "a.html"],
        ["a.html", "--to", "html", "--dry-run"],
    ):
        status, _, err = cli("convert", *arguments, "--force")
        assert status == 1
        assert "never replaced" in err or "no source is ever replaced" in err
        assert (desk / "a.html").read_text(encoding="utf-8") == page
    assert cli("convert", "a.html", "--to", "html", "-o", "out", "--force")[0] == 0


def test_a_reference_document_is_not_replaced(cli: Cli, desk: Path) -> None:
    assert cli("convert", "1.txt", "-o", "house.docx")[0] == 0
    before = (desk / "house.docx").read_bytes()
    assert cli("convert", "2.txt", "-o", "house.docx", "--reference-doc", "house.docx", "--force")[0] == 1
    assert (desk / "house.docx").read_bytes() == before


def test_what_exists_is_skipped_and_the_rest_made(cli: Cli, desk: Path) -> None:
    (desk / "1.json").write_text("mine")
    status, out, err = cli("convert", "1.txt", "2.txt", "--to", "json,html", "--skip-existing")
    assert (status, out.split()) == (0, ["1.html", "2.json", "2.html"])
    assert "were kept: 1" in err
    assert (desk / "1.json").read_text() == "mine"
    assert cli("convert", "1.txt", "2.txt", "--to", "json,html", "--skip-existing", "-q") == (0, "", "")


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--page-size", "A9"),
        ("--pdf-standard", "a-9"),
        ("--kashida", "lots"),
        ("--embed-fonts", "some"),
        ("--reference-doc", "none.docx"),
    ],
)
def test_a_dry_run_refuses_what_the_run_would(cli: Cli, desk: Path, option: str, value: str) -> None:
    (desk / "1.txt").write_text("عنوان\nنصّ.", encoding="utf-8")
    status, out, err = cli("convert", "1.txt", option, value, "--dry-run")
    assert (status, out) == (2, "")
    assert value in err


def test_the_title_of_a_volume_is_no_option(cli: Cli, desk: Path) -> None:
    assert cli("convert", "1.txt", "--bind", "--dry-run")[0] == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a matter of POSIX systems")
def test_a_pipe_that_nothing_writes_to_stops_no_other_source(cli: Cli, desk: Path) -> None:
    os.mkfifo(desk / "pipe.txt")
    (desk / "1.txt").write_text("عنوان\nنصّ.", encoding="utf-8")
    status, out, err = cli("convert", "pipe.txt", "1.txt", "--to", "json")
    assert (status, out) == (1, "1.json\n")
    assert err.startswith("error: pipe.txt: the file holds no text")


def test_a_dry_run_writes_nothing(cli: Cli, desk: Path) -> None:
    (desk / "2.json").write_text("mine")
    status, out, err = cli("convert", "1.txt", "2.txt", "3.txt", "--to", "json,pdf", "--dry-run", "--force")
    assert status == 1
    assert out.splitlines() == ["would write 1.json", "would write 1.pdf", "would replace 2.json", "would write 2.pdf"]
    assert "3.txt" in err
    assert names(desk) == {"2.json"}
    assert (desk / "2.json").read_text() == "mine"


def test_the_first_document_is_opened(cli: Cli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def launch(path: str) -> int:
        opened.append(path)
        return 1

    monkeypatch.setattr("typer.launch", launch)
    status, _, err = cli("convert", "1.txt", "2.txt", "--to", "html,json", "--open")
    assert (status, opened) == (0, ["1.html"])
    assert "no program was found to open 1.html" in err


def test_a_folder_for_a_source_is_one_error(cli: Cli, desk: Path) -> None:
    status, _, err = cli("convert", ".", "--to", "json")
    assert status == 1
    assert "folder" in err
    assert "newsconvert archive" in err


# Workers


def test_workers_make_the_same_files_and_say_the_same(cli: Cli, desk: Path) -> None:
    (desk / "a.jsonl").write_text('{"title": "أ", "text": "ب"}\nno\n{"title": "☃", "text": "🦄🦄"}\n', encoding="utf-8")
    sources = ["4.txt", "a.jsonl", "none.txt", "3.txt", "2.txt", "1.txt"]
    said = {}
    for number in (0, 1, 3):
        said[number] = cli("convert", *sources, "--to", "json,html,docx", "-o", f"out{number}", "-j", number)
    status, out, err = said[0]
    assert status == 1
    assert [Path(line).name for line in out.split()][::3] == [
        "4.json", "a-000001.json", "a-000003.json", "2.json", "1.json",
    ]  # fmt: skip
    assert err.count("error:") == 3
    for number in (1, 3):
        assert said[number] == (status, out.replace("out0", f"out{number}"), err)
        for path in (desk / "out0").iterdir():
            assert (desk / f"out{number}" / path.name).read_bytes() == path.read_bytes(), path.name


def test_workers_bind_the_same_volume(cli: Cli, desk: Path) -> None:
    for number in (0, 2):
        status, out, _ = cli(
            "convert", "1.txt", "2.txt", "-t", "docx,epub", "-o", f"out{number}", "-j", number, "--bind", "ك"
        )
        assert (status, out) == (0, f"out{number}/ك.docx\nout{number}/ك.epub\n")
    for path in (desk / "out0").iterdir():
        assert (desk / "out2" / path.name).read_bytes() == path.read_bytes()


def test_a_source_that_ends_its_worker_leaves_the_others(desk: Path) -> None:
    (desk / "plugin.py").write_text(
        "import os\n"
        "from newsconvert.readers import Reader, plaintext\n"
        "def read(data, options):\n"
        "    if b'crash' in data: os.abort()\n"
        "    return plaintext.read(data, options)\n"
        "crashing = Reader('crashing', 'Ends the process', ('.boom',), read)\n"
    )
    info = desk / "crashing-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: crashing\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[newsconvert.readers]\ncrashing = plugin:crashing\n")
    (desk / "a.boom").write_text("crash", encoding="utf-8")
    (desk / "b.boom").write_text("عنوان\nنص.", encoding="utf-8")
    path = os.pathsep.join(filter(None, [str(desk), os.environ.get("PYTHONPATH")]))
    status, out, err = run("convert", "a.boom", "b.boom", "1.txt", "--to", "json", "-j", "2", cwd=desk, PYTHONPATH=path)
    assert (status, out) == (1, "b.json\n1.json\n")
    assert "error: a.boom: it ended its worker" in err
    assert "SIGABRT" in err


def test_a_fault_of_the_program_leaves_the_other_sources(cli: Cli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = newsconvert.load_many

    def faulty(source: str, **options: Any) -> object:
        if source == "1.txt":
            raise ZeroDivisionError("once")
        return plain(source, **options)

    monkeypatch.setattr(jobs, "load_many", faulty)
    status, out, err = cli("convert", "1.txt", "2.txt", "--to", "json")
    assert (status, out) == (1, "2.json\n")
    assert "error: 1.txt: an unforeseen error, please report it (ZeroDivisionError: once)." in err


# Without Pango


@pytest.fixture
def no_pango(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An LD_LIBRARY_PATH on which the dynamic linker finds a file in Pango's place that is no library."""
    folder = tmp_path_factory.mktemp("lib")
    (folder / "libpango-1.0.so.0").write_text("not a library")
    return str(folder)


def test_without_pango_all_but_pdf_is_made(desk: Path, no_pango: str) -> None:
    status, out, err = run("convert", "1.txt", "2.txt", cwd=desk, LD_LIBRARY_PATH=no_pango)
    assert (status, out.split()) == (1, ["1.docx", "1.epub", "2.docx", "2.epub"])
    (line,) = err.splitlines()
    assert line.startswith("error: left out: pdf (2). PDFs need Pango")
    assert line.endswith(installation.of_pango())
    status, out, err = run("convert", "1.txt", "--to", "pdf", "-o", "-", cwd=desk, LD_LIBRARY_PATH=no_pango)
    assert (status, out, err.count("\n")) == (1, "", 1)


def test_without_pango_no_pages_can_be_listed(desk: Path, no_pango: str) -> None:
    status, out, err = run("convert", "1.txt", "--to", "docx,epub", "--page-list", cwd=desk, LD_LIBRARY_PATH=no_pango)
    assert (status, out) == (1, "1.docx\n")
    assert err.startswith("error: left out: epub (1). PDFs need Pango")
    assert err.count("\n") == 1


def test_without_pango_the_doctor_says_what_to_install(no_pango: str) -> None:
    status, out, _ = run("doctor", LD_LIBRARY_PATH=no_pango)
    assert status == 1
    assert f"MISSING  Pango: {installation.of_pango()}" in out
    found = {one["name"]: one for one in json.loads(run("doctor", "--json", LD_LIBRARY_PATH=no_pango)[1])}
    assert found["Pango"]["found"] == ""
    assert found["Pango"]["fix"] == installation.of_pango()


def test_without_pango_python_is_told_what_is_missing(seed: Path, no_pango: str) -> None:
    program = (
        "import sys, newsconvert, newsconvert.errors\n"
        "try: newsconvert.write(newsconvert.read(sys.argv[1]), 'pdf')\n"
        "except newsconvert.errors.MissingDependencyError as problem: print(problem)"
    )
    command = [sys.executable, "-c", program, str(seed)]
    done = subprocess.run(
        command, env={**os.environ, "LD_LIBRARY_PATH": no_pango}, capture_output=True, text=True, check=True
    )
    assert done.stdout.count("\n") == 1
    assert installation.of_pango() in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("manager", "command"), [("apt", "sudo apt install "), ("dnf", "sudo dnf install "), ("brew", "brew install ")]
)
def test_the_command_is_that_of_the_package_manager(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manager: str, command: str
) -> None:
    (tmp_path / manager).write_text("")
    (tmp_path / manager).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installation.of_pango().startswith(command)
    (tmp_path / manager).unlink()
    assert all(each in installation.of_pango() for each in ("apt install", "dnf install", "brew install"))


def test_extras_are_installed_as_they_can_be() -> None:
    """While the package is on no index, no message says that pip finds it there."""
    source = Path(newsconvert.__file__).parent
    found = [
        path.name for path in source.rglob("*.py") if "pip install newsconvert" in path.read_text(encoding="utf-8")
    ]
    found += [path.name for path in source.rglob("*.py") if 'install "newsconvert[' in path.read_text(encoding="utf-8")]
    assert found == []
    assert "'.[html]'" in installation.of_extra("html")


@pytest.mark.parametrize("name", ["n.pfd", "n.epubb", "n.dcox", "n.htm1"])
def test_a_misspelt_ending_makes_no_folder(cli: Cli, desk: Path, name: str) -> None:
    status, _, told = cli("convert", "1.txt", "-o", name)
    assert status == 2
    assert f"{name}/" in told
    assert not (desk / name).exists()
    assert cli("convert", "1.txt", "--to", "json", "-o", f"{name}/")[0] == 0


def test_the_format_of_the_source_itself_is_left_out(cli: Cli, desk: Path) -> None:
    assert cli("convert", "1.txt", "--to", "docx")[0] == 0
    before = (desk / "1.docx").read_bytes()
    status, out, told = cli("convert", "1.docx")
    assert (status, out.split()) == (0, ["1.pdf", "1.epub"])
    assert "1.docx: this is a source, and stays" in told
    assert cli("convert", "1.docx", "--to", "docx", "--force")[0] == 1  # asked for
    assert (desk / "1.docx").read_bytes() == before


def test_print_ready_refuses_another_standard(cli: Cli, desk: Path) -> None:
    status, _, told = cli("convert", "1.txt", "--to", "pdf", "--print-ready", "--pdf-standard", "a-3a,ua-1")
    assert status == 2
    assert "PDF/X-4" in told
    assert names(desk) == set()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="not a system with /dev/full")
@pytest.mark.parametrize(
    "arguments", [["convert", "1.txt", "--to", "json", "-o", "-"], ["inspect", "1.txt"], ["formats"], ["--help"]]
)
def test_a_full_disk_behind_standard_output_is_one_line(desk: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "newsconvert.cli", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=desk,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b"error: the output cannot be written: no space left on device.\n"


def test_the_size_that_is_over_the_limit_is_named(cli: Cli, desk: Path) -> None:
    (desk / "big.txt").write_text("سطر\n" * 1000, encoding="utf-8")
    told = cli("convert", "big.txt", "--to", "json", "--limit", "size=5000")[2]
    assert "--limit size=7000 " in told
    assert cli("convert", "big.txt", "--to", "json", "--limit", "size=7000")[0] == 0


def test_a_fault_of_the_program_is_a_line_of_inspect_too(cli: Cli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("once")

    monkeypatch.setattr(import_module("newsconvert.cli.inspect"), "explain", faulty)
    status, out, err = cli("inspect", "1.txt")
    assert (status, out) == (1, "")
    assert err == "error: 1.txt: an unforeseen error, please report it (ZeroDivisionError: once).\n"
