"""What a command loads before it begins: nothing of other commands, and no checks of values that need none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from newsconvert.cli.app import COMMANDS, app
from support.program import run


def loaded(*arguments: str | Path) -> set[str]:
    """Run the program and return the modules that it has loaded at its end."""
    program = (
        "import sys\nfrom newsconvert.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "print('\\n' + ' '.join(sys.modules))"
    )
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return set(subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()[-1].split())


def test_convert_loads_no_other_command_and_no_pydantic(seed: Path, tmp_path: Path) -> None:
    found = loaded("convert", seed, "--to", "docx", "-o", tmp_path, "-q")
    assert (tmp_path / f"{seed.stem}.docx").is_file()
    assert "newsconvert.cli.convert" in found
    others = {f"newsconvert.{name}" for name in ("cli.archive", "cli.verify", "cli.inspect", "archive", "verification")}
    assert not found & {*others, "pydantic", "weasyprint", "ebooklib", "trafilatura"}


def test_what_a_command_has_loaded_is_not_looked_through_when_it_ends(seed: Path, tmp_path: Path) -> None:
    program = (
        "import atexit, gc\natexit.register(lambda: print(f'\\n{gc.get_freeze_count()} {len(gc.get_objects())}'))\n"
        "from newsconvert.cli import main\nmain()"
    )
    command = [sys.executable, "-c", program, "convert", str(seed), "--to", "html", "-o", str(tmp_path), "-q"]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()[-1]
    frozen, others = map(int, said.split())
    assert frozen > 10 * others


def test_every_command_is_there_by_its_name() -> None:
    group = typer.main.get_command(app)
    assert list(group.commands) == list(COMMANDS)  # type: ignore[attr-defined]
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert command.name == name
        assert command.help


def test_a_misspelt_command_is_named() -> None:
    status, _, said = run("convrt", "a.txt")
    assert status == 2
    assert "Did you mean 'convert'?" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--jobs", "many"), "--jobs"),
        (("--binding", "wide"), "--binding"),
        (("--reference-doc", "nowhere.docx"), "nowhere.docx"),
    ],
)
def test_values_are_still_checked(seed: Path, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    status, _, error = run("convert", seed, "-o", tmp_path, "--to", "docx", *arguments)
    assert status != 0
    assert said in error
    assert "Traceback" not in error
