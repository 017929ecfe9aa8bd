"""The command line, run as its user runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from newsconvert import cli
from newsconvert.cli import health
from support import ROOT
from support.program import run

COMMANDS = ("convert", "archive", "inspect", "cite", "verify", "fonts", "formats", "themes", "doctor")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    status, out, _ = run(command, "--help")
    assert status == 0
    assert "Usage:" in out
    # README shows few of them; each is in some page beside the reference, which is made from the application itself.
    assert any(f"newsconvert {command}" in page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.md"))


def test_the_list_of_commands_is_whole() -> None:
    status, out, _ = run("--help")
    assert status == 0
    assert all(f"│ {command} " in out for command in COMMANDS)
    assert "--install-completion" in out


def test_the_help_at_hand_is_what_the_application_would_print(request: pytest.FixtureRequest) -> None:
    path = ROOT / "src/newsconvert/cli" / cli.HELP
    program = "import sys; from newsconvert.cli.app import run; sys.argv = ['newsconvert', '--help']; run()"
    environment = {**os.environ, "COLUMNS": str(cli.HELP_COLUMNS), "NO_COLOR": "1", "PYTHONUTF8": "1"}
    shown = subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True).stdout
    if request.config.getoption("--rewrite-golden"):
        path.write_bytes(shown)
    assert shown.decode() == path.read_text(encoding="utf-8"), (
        "write it anew: pytest --rewrite-golden tests/cli/test_cli.py"
    )
    assert run("--help")[1] == shown.decode()


def test_a_book_says_who_certified_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("عنوان الخبر\n\nنصّ الخبر الأول.\n", encoding="utf-8")
    status, _, problems = run("convert", "a.txt", "--to", "epub", "--certified-by", "مكتبة النور", cwd=tmp_path)
    assert (status, problems) == (0, "")
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        assert '<meta property="a11y:certifiedBy">مكتبة النور</meta>' in book.read("EPUB/content.opf").decode()


def test_version() -> None:
    import newsconvert

    said = f"newsconvert {newsconvert.__version__}\n"
    assert run("--version") == (0, said, "")
    module = [sys.executable, "-m", "newsconvert", "--version"]
    assert subprocess.run(module, check=True, capture_output=True).stdout.decode() == said


@pytest.mark.slow
def test_three_formats_by_default_into_this_folder(seed: Path, tmp_path: Path) -> None:
    status, out, err = run("convert", seed, cwd=tmp_path)
    assert (status, err) == (0, "")
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {seed.stem + suffix for suffix in (".pdf", ".docx", ".epub")}
    assert set(out.split()) == made


def test_output_folder_is_made_and_quiet_is_quiet(seed: Path, tmp_path: Path) -> None:
    assert run("convert", seed, "--to", "json", "-o", tmp_path / "a" / "b", "-q") == (0, "", "")
    assert json.loads((tmp_path / "a" / "b" / f"{seed.stem}.json").read_bytes())["source"]["name"] == "زمان الوصل"


def test_one_bad_source_leaves_the_others(seed: Path, tmp_path: Path) -> None:
    binary, empty = tmp_path / "binary.txt", tmp_path / "empty.txt"
    binary.write_bytes(b"\xff\xfe\x00\xd8")
    empty.write_bytes(b" \n ")
    status, out, err = run(
        "convert", tmp_path / "none.txt", binary, empty, seed, "--to", "json", "-o", tmp_path / "out"
    )
    assert status == 1
    assert out.strip().endswith(f"{seed.stem}.json")
    errors = [line for line in err.splitlines() if line.startswith("error: ")]
    assert [name for name in ("none.txt", "binary.txt", "empty.txt") if not any(name in line for line in errors)] == []
    assert len(errors) == 3
    assert "Traceback" not in err
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{seed.stem}.json"]


def test_existing_documents_are_kept_unless_forced(seed: Path, tmp_path: Path) -> None:
    target = tmp_path / f"{seed.stem}.json"
    target.write_text("mine")
    status, _, err = run("convert", seed, "--to", "json,html", "-o", tmp_path)
    assert (status, target.read_text()) == (1, "mine")
    assert str(target) in err
    assert "--force" in err
    assert list(tmp_path.iterdir()) == [target]
    assert run("convert", seed, "--to", "json,html", "-o", tmp_path, "--force")[0] == 0
    assert target.read_text() != "mine"


def test_sources_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "خبر.txt").write_text(f"عنوان {folder}\nنص.", encoding="utf-8")
    assert run("convert", "a/خبر.txt", "b/خبر.txt", "--to", "json", "-o", "out", cwd=tmp_path)[0] == 0
    made = {path.name: json.loads(path.read_bytes())["title"] for path in (tmp_path / "out").iterdir()}
    assert made == {"خبر.json": "عنوان a", "خبر-2.json": "عنوان b"}


def test_standard_input_and_output(tmp_path: Path) -> None:
    text = "عنوان الخبر\nنص الخبر هنا.".encode()
    status, out, err = run("convert", "-", "--to", "json", "-o", "-", stdin=text)
    assert (status, err) == (0, "")
    assert json.loads(out)["title"] == "عنوان الخبر"
    assert run("convert", "-", "--to", "json", "-o", tmp_path, stdin=text)[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["عنوان الخبر.json"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--to", "rtf"], ["rtf", "pdf, docx, epub"]),
        (["--to", ","], ["--to"]),
        (["--theme", "baroque"], ["baroque", "newspaper"]),
        (["--font", "Comic Sans"], ["Comic Sans", "amiri"]),
        (["--font", "none.ttf"], ["none.ttf"]),
        (["--from", "wordstar"], ["wordstar", "plaintext"]),
        (["--page-size", "A44", "--to", "pdf"], ["A44", "A5"]),
        (["-o", "-"], ["one document"]),
        (["--nonsense"], ["--nonsense"]),
    ],
)
def test_wrong_usage_is_status_2_and_says_what_would_be_right(
    seed: Path, tmp_path: Path, arguments: list[str], words: list[str]
) -> None:
    status, out, err = run("convert", seed, *arguments, cwd=tmp_path)
    assert (status, out) == (2, "")
    assert all(word in err for word in words)
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_written_to_is_one_error(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    status, _, err = run("convert", seed, "--to", "json", "-o", tmp_path / "file")
    assert status == 1
    assert "file" in err
    assert "Traceback" not in err


def test_inspect_prints_the_contract(seed: Path) -> None:
    status, out, _ = run("inspect", seed, "--json")
    value = json.loads(out)
    assert status == 0
    lines = [line.strip() for line in seed.read_text(encoding="utf-8").splitlines()]
    assert value["title"] == lines[0]
    assert value["lead"] == lines[1]
    assert [block["text"] for block in value["blocks"]] == lines[1:-1]
    assert [block["type"] for block in value["blocks"]] == ["paragraph"] + ["heading", "paragraph"] * 9
    assert {block["level"] for block in value["blocks"] if block["type"] == "heading"} == {2}
    assert value["source"]["name"] == "زمان الوصل"
    assert (value["source"]["url"], value["byline"], value["dateline"], value["published"]) == (None,) * 4
    assert (value["language"], value["direction"], value["warnings"]) == ("ar", "rtl", [])


def test_inspect_prints_text_for_people(seed: Path) -> None:
    status, out, _ = run("inspect", seed)
    assert status == 0
    assert out.count("heading 2") == 9
    assert "زمان الوصل" in out


@pytest.mark.slow
def test_lists_of_what_there_is() -> None:
    assert all(key in run("fonts")[1] for key in ("amiri", "noto-naskh-arabic", "SIL Open Font License", "صحافة"))
    assert all(f"write  {name}" in run("formats")[1] for name in ("pdf", "docx", "epub", "html", "json"))
    assert all(name in run("themes")[1] for name in ("newspaper", "book"))


def test_doctor_looks_for_every_dependency() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {re.split(r"[^\w-]", requirement)[0] for requirement in told["project"]["dependencies"]}
    assert needed == set(health._PACKAGES)


def test_doctor_finds_everything_here() -> None:
    status, out, _ = run("doctor")
    assert status == 0
    assert "MISSING" not in out
    assert "Amiri" in out


def test_c_locale_prints_arabic(seed: Path) -> None:
    # Where the locale is C, Python itself decodes file names as UTF-8 (PEP 540), but not what PYTHONIOENCODING names.
    status, out, told = run("inspect", seed, LC_ALL="C", PYTHONUTF8="", PYTHONIOENCODING="ascii")
    assert status == 0, told
    assert "زمان الوصل" in out


def test_a_locale_that_cannot_express_the_installation_is_reported(tmp_path: Path) -> None:
    (tmp_path / "مجلد").symlink_to(ROOT / "src")
    path = str(tmp_path / "مجلد")
    status, out, told = run("inspect", "a.txt", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONPATH=path)
    assert (status, out) == (1, "")
    assert told == "error: The locale cannot express the path of this installation; set LC_ALL=C.UTF-8.\n"


def test_inspect_shows_notes(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# خبر السد\n\nامتلأ السد[^1] صباح اليوم.\n\n[^1]: حاشية السد\n", "utf-8")
    assert re.search(r"note\s+حاشية السد", run("inspect", tmp_path / "a.md")[1])


def test_inspect_tells_the_rule_and_how_sure_it_is(seed: Path) -> None:
    out = run("inspect", seed)[1]
    heading = next(line for line in out.splitlines() if "خاتمة" in line and "heading 2" in line)
    assert "%]" in heading
    assert "[" in heading


def test_inspect_writes_a_sidecar_that_changes_nothing(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(
        "اقتصاد\nالمركزي يثبّت الفائدة\nعمّان - (بترا) - ثبّت البنك المركزي اليوم أسعار الفائدة على ما كانت عليه.\n"
        "وقال المحافظ إن القرار يأخذ في الحسبان استقرار الأسعار.\n--(بترا)",
        encoding="utf-8",
    )
    before = json.loads(run("inspect", story, "--json")[1])
    status, out, _ = run("inspect", story, "--edit")
    written = tmp_path / "story.toml"
    assert (status, out.strip()) == (0, str(written))
    found = tomllib.loads(written.read_text(encoding="utf-8"))
    assert (found["title"], found["kicker"]) == ("المركزي يثبّت الفائدة", "اقتصاد")
    assert (found["place"], found["agency"]) == ("عمّان", "بترا")
    assert "%" in written.read_text(encoding="utf-8")
    after = json.loads(run("inspect", story, "--json")[1])
    assert {key: before[key] for key in found.keys() & before.keys()} == {
        key: after[key] for key in found.keys() & before.keys()
    }
    assert after["blocks"] == before["blocks"]


def test_inspect_overwrites_no_sidecar(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(seed.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "story.toml").write_text('title = "عنوان من المحرّر"\n', encoding="utf-8")
    status, _, err = run("inspect", tmp_path / "story.txt", "--edit")
    assert (status, "story.toml" in err, "Traceback" in err) == (2, True, False)
    assert "عنوان من المحرّر" in (tmp_path / "story.toml").read_text(encoding="utf-8")
    assert run("inspect", "-", "--edit")[0] == 2


def test_old_encodings_are_found_out(seed: Path, tmp_path: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    (tmp_path / "old.txt").write_bytes(text.encode("windows-1256"))
    value = json.loads(run("inspect", tmp_path / "old.txt", "--json")[1])
    assert value["provenance"]["encoding"] == "windows-1256"
    assert [block["type"] for block in value["blocks"]] == ["paragraph"] + ["heading", "paragraph"] * 9
    status, _, err = run("convert", seed, "--encoding", "klingon", "--to", "json", "-o", tmp_path)
    assert status == 2
    assert "klingon" in err
