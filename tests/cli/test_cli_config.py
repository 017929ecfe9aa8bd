"""Defaults in newsconvert.toml, and what shells, terminals and pipes see of the command line."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from rich.cells import cell_len

from newsconvert.cli.app import app
from support import Cli
from support.program import run


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("عنوان الخبر\nنصّ الخبر هنا.\n", encoding="utf-8")
    return tmp_path


def configure(folder: Path, text: str) -> Path:
    path = folder / "newsconvert.toml"
    path.write_text(text, encoding="utf-8")
    return path


# Defaults


def test_a_file_in_the_folder_gives_defaults(cli: Cli, desk: Path) -> None:
    configure(
        desk,
        '[convert]\nto = ["json", "html"]\noutput = "out"\nlimit = {lines = 5000}\nno_such = 1\n'.replace(
            "no_such = 1\n", ""
        ),
    )
    assert cli("convert", "a.txt") == (0, "out/a.json\nout/a.html\n", "")
    assert cli("convert", "a.txt", "--to", "docx")[1] == "out/a.docx\n"  # the command line comes first
    assert cli("convert", "a.txt", "-o", "b.json")[1] == "b.json\n"


def test_each_command_has_a_table(cli: Cli, desk: Path) -> None:
    configure(
        desk,
        '[convert]\nto = "html"\n[cite]\nstyle = "bibtex"\n[archive]\nto = "json"\nno = 1\n'.replace(
            "no = 1\n", "site = false\n"
        ),
    )
    assert "@" in cli("cite", "a.txt")[1]
    assert cli("archive", "a.txt", "-o", "archive", "--workers", "0", "-q")[0] == 0
    assert [path.suffix for path in (desk / "archive").rglob("article.*")] == [".json"]
    assert not (desk / "archive/data/site").exists()


def test_another_file_is_named_and_its_paths_are_its_own(cli: Cli, desk: Path) -> None:
    house = desk / "house"
    (house / "our").mkdir(parents=True)
    (house / "our/theme.toml").write_text('[fonts]\ntext = "amiri"\nheadline = "amiri"\n')
    (house / "our/theme.css").write_text("p { color: #123456 }")
    configure(house, '[convert]\nto = "html"\ntheme = "our"\nfont = "amiri"\noutput = "made"\n')
    configure(desk, '[convert]\nto = "json"\n')
    assert cli("convert", "a.txt", "--config", "house/newsconvert.toml") == (0, "house/made/a.html\n", "")
    assert "#123456" in (house / "made/a.html").read_text(encoding="utf-8")


def test_a_default_that_no_format_has_is_left_alone(cli: Cli, desk: Path) -> None:
    """It is there for the formats that have it; only what is typed is an error."""
    configure(desk, '[convert]\npdf-standard = "a-3a"\npage-size = "A5"\ntheme = "book"\n')
    assert cli("convert", "a.txt", "--to", "json")[0] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[convert]\nforse = true", ["forse", "force"]),
        ("[convert]\npage_sise = 'A5'", ["page_sise", "page-size"]),
        ("[convrt]\nforce = true", ["convrt", "convert"]),
        ("to = 'pdf'", ["to", "[convert]"]),
        ("[convert]\ntheme = 5", ["theme = 5", "write a string"]),
        ("[convert]\nforce = 'yes'", ["force", "true or false"]),
        ("[convert]\nto = true", ["to", "True"]),
        ("[convert]\nto = [[1]]", ["to", "string"]),
        ("[convert]\nworkers = 'x'", ["workers = 'x': Give a number from 0 to 1024."]),
        ("[convert]\nworkers = -1", ["workers", "-1"]),
        ("[convert]\noutput = \"\\u0000\"", ["output", "U+0000"]),
        ("[convert]\nconfig = 'x'", ["config"]),
        ("[convert", ["TOML"]),
        ("a = " + "[" * 3000, ["TOML"]),
        ("[convert]\nto = 'rtf'", ["rtf", "gives defaults to"]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_named(cli: Cli, desk: Path, text: str, words: list[str]) -> None:
    configure(desk, text)
    status, out, err = cli("convert", "a.txt")
    assert (status, out) == (2, "")
    assert "newsconvert.toml" in err
    assert all(word in err for word in words), err
    assert {path.name for path in desk.iterdir()} == {"a.txt", "newsconvert.toml"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["convert"], "Missing argument 'SOURCE...'. See newsconvert convert --help."),
        (["convert", "a.txt", "--foo"], "No such option: --foo"),
        (["convert", "a.txt", "-j", "two"], "--workers / -j: Give a number from 0 to 1024. See newsconvert convert"),
        (["convert", "a.txt", "-j", "-3"], "Give a number from 0 to 1024."),
        (["archive", "a.txt", "--timeout", "long"], "--timeout: Give a number from 1 to 86400."),
        (["convrt", "a.txt"], "No such command 'convrt'"),
        (["convert", "a.txt", "--to"], "Option '--to' requires an argument"),
    ],
)
def test_wrong_usage_is_one_line(cli: Cli, desk: Path, arguments: list[str], words: str) -> None:
    status, out, err = cli(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("error: ")
    assert words in err
    assert err.count("\n") == 1


def test_a_file_that_is_named_must_be_there(cli: Cli, desk: Path) -> None:
    status, _, err = cli("convert", "a.txt", "--config", "none.toml")
    assert status == 2
    assert "none.toml" in err


# For programs


@pytest.mark.slow
def test_lists_are_there_as_json() -> None:
    fonts = {font["key"]: font for font in json.loads(run("fonts", "--json")[1])}
    assert fonts["amiri"]["weights"] == ["Regular", "Bold"]
    assert fonts["amiri"]["arabic"] > 200
    formats = json.loads(run("formats", "--json")[1])
    assert {one["name"]: one["suffix"] for one in formats["write"]}["pdf"] == ".pdf"
    assert ".txt" in {one["name"]: one["suffixes"] for one in formats["read"]}["plaintext"]
    assert {theme["name"] for theme in json.loads(run("themes", "--json")[1])} == {"book", "magazine", "newspaper"}
    status, out, _ = run("doctor", "--json")
    assert status == 0
    checks = json.loads(out)
    assert all(check["found"] or check["optional"] for check in checks)
    assert all(check["found"] or "'." in check["fix"] for check in checks)


# Completion


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["convert", "--to", ""], ["pdf", "docx", "epub", "html", "json"]),
        (["convert", "--to", "pdf,d"], ["pdf,docx"]),
        (["convert", "-t", "pdf,"], ["pdf,docx", "pdf,epub", "pdf,html", "pdf,json"]),
        (["convert", "--theme", ""], ["book", "magazine", "newspaper"]),
        (["convert", "--headline-font", "noto-k"], ["noto-kufi-arabic"]),
        (["convert", "--page-size", "1"], ["17x24"]),
        (["convert", "--pdf-standard", "a-3a,u"], ["a-3a,ua-1", "a-3a,ua-2"]),
        (["convert", "--kashida", ""], ["none", "low", "medium", "high"]),
        (["convert", "--embed-fonts", "f"], ["full"]),
        (["convert", "--from", "mar"], ["markdown"]),
        (["convert", "--encoding", "win"], ["windows-1256"]),
        (["inspect", "--normalize", "hamza,y"], ["hamza,ya"]),
        (["verify", "--limit", "si"], ["size="]),
        (["cite", "--style", "b"], ["bibtex"]),
        (["archive", "--volume", "e"], ["epub"]),
        (["archive", "--volume-by", ""], ["month", "source"]),
    ],
)
def test_shells_are_offered_the_values_of_options(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, words: list[str], offered: list[str]
) -> None:
    monkeypatch.setenv("_NEWSCONVERT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", " ".join(["newsconvert", *words]))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    assert cli() == (0, "\n".join(offered) + "\n", "")


def test_every_option_with_names_for_values_offers_them() -> None:
    import typer

    group = typer.main.get_command(app)
    free = {
        "output", "reference_doc", "certified_by", "mapping", "bound", "workers", "config", "sources", "title", "scheduler",
        "timeout", "allow", "binding", "shard_size", "columns", "fallback_font", "pull_quotes",
    }  # fmt: skip
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        for option in command.params:
            if option.param_type_name == "option" and not option.is_flag and option.name not in free:
                assert option._custom_shell_complete, f"{name} {option.name}"


# Terminals and pipes


def shown(cwd: Path, columns: int, *arguments: str, **environment: str) -> list[str]:
    """Return the lines that a command prints to a terminal of that width."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("4H", 24, columns, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "VTE_VERSION", "NO_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "newsconvert.cli", *arguments], stdin=child, stdout=child, stderr=child, cwd=cwd,
        env={**kept, "TERM": "xterm-256color", **environment},
    )  # fmt: skip
    os.close(child)
    read = b""
    while True:
        try:
            read += (piece := os.read(parent, 1 << 16))
        except OSError:  # the other side is closed
            break
        if not piece:
            break
    os.close(parent)
    assert process.wait() == 0
    return [line.rstrip("\r") for line in re.sub(r"\x1b\[[\d;?]*[a-z]", "", read.decode()).split("\n")]


@pytest.mark.parametrize("columns", [50, 80, 133])
def test_rows_fit_the_terminal(desk: Path, columns: int) -> None:
    text = "عُنْوَانُ الخَبَرِ 📰 " * 12
    (desk / "a.txt").write_text(f"{text}\n{'كلمات هنا ' * 40}.\n- {'漢字 ' * 60}\n", encoding="utf-8")
    lines = shown(desk, columns, "inspect", "a.txt")
    widths = [cell_len(line) for line in lines]
    assert max(widths) <= columns
    assert max(widths) >= columns - 2  # cut, and not broken into two
    assert sum("…" in line for line in lines) == 3
    assert len([line for line in lines if line]) == 3


def test_text_keeps_its_order_in_a_terminal(desk: Path) -> None:
    """Over ssh no variable tells what terminal it is; most set right-to-left text themselves."""
    assert any("عنوان الخبر" in line for line in shown(desk, 80, "inspect", "a.txt"))
    assert any("ربخلا ناونع" in line for line in shown(desk, 80, "inspect", "a.txt", "--visual"))


COMMANDS = (
    ["--help"], ["--version"], ["fonts"], ["themes"], ["inspect", "a.txt"], ["inspect", "a.txt", "--json"], ["cite", "a.txt"],
    ["convert", "a.txt", "--to", "json", "-o", "-"], ["convert", "a.txt", "--to", "json"], ["verify", "broken"],
    ["archive", "a.txt", "-o", "new", "--to", "json", "--no-site"],
)  # fmt: skip


@pytest.mark.slow
def test_a_reader_that_goes_away_ends_a_command_without_a_word(cli: Cli, desk: Path) -> None:
    assert cli("archive", "a.txt", "-o", "broken", "--to", "json", "-q", "--workers", "0")[0] == 0
    (desk / "broken/data/index.html").unlink()
    for arguments in COMMANDS:
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(
            [sys.executable, "-m", "newsconvert.cli", *arguments],
            stdout=write,
            stderr=subprocess.PIPE,
            cwd=desk,
            check=False,
        )
        os.close(write)
        assert (done.returncode, done.stderr) == (141, b""), arguments


def test_closed_streams_end_no_command(desk: Path) -> None:
    for arguments in (["--help"], ["inspect", "a.txt"], ["fonts"], ["convert", "a.txt", "--to", "json", "--force"]):
        program = shlex.join([sys.executable, "-m", "newsconvert.cli", *arguments])
        done = subprocess.run(f"exec {program} >&- 2>&-", shell=True, cwd=desk, check=False)
        assert done.returncode == 0, arguments
    assert (desk / "a.json").exists()
