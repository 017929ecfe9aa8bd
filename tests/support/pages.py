"""The pages of the documentation as a reader follows them: files to save, commands to type, programs to run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from support import ROOT

DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "README.ar.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted(DOCS.rglob("*.md")),
]

_FENCE = re.compile(r'^```(?: \{ \.)?(\w+)(?: \})?(?: title="([^"]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)


class Block(NamedTuple):
    """A fenced block of code. `title` is the name that the reader is told to save it under."""

    language: str
    title: str | None
    code: str


class Command(NamedTuple):
    """A line typed at a prompt, and the output that the page shows below it."""

    line: str
    output: list[str]


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page; those that quote a file of the repository (`--8<--`) are left out."""
    text = page.read_text(encoding="utf-8")
    found = [Block(*match) for match in _FENCE.findall(text)]
    assert len(found) * 2 == len(re.findall("```", text)), f"{page}: a block that is not understood here"
    return [block._replace(title=block.title or None) for block in found if "--8<--" not in block.code]


def commands(block: Block) -> Iterator[Command]:
    """Yield the commands of a `console` block."""
    for part in re.split(r"^\$ ", block.code, flags=re.MULTILINE)[1:]:
        line, *output = part.splitlines()
        yield Command(line.split("  #")[0].strip(), output)


def follow(page: Path, desk: Path, environment: dict[str, str], left_out: tuple[str, ...] = ()) -> int:
    """Do in the folder `desk` what the page says, from top to bottom, as typed; return how many steps were taken.

    Blocks with a title are saved, `console` blocks typed, `python` blocks run one after the other in one program. `sh`
    blocks are for the reader alone, and so are commands that begin with one of `left_out`.
    """
    steps = 0
    names: dict[str, object] = {"__name__": page.stem}
    for block in blocks(page):
        if block.title:
            (desk / block.title).write_text(block.code, encoding="utf-8")
        elif block.language == "python":
            exec(compile(block.code, str(page), "exec"), names)
            steps += 1
        elif block.language == "console":
            for command in commands(block):
                if not command.line.startswith(left_out):
                    _type(command, desk, environment)
                    steps += 1
    return steps


def _type(command: Command, desk: Path, environment: dict[str, str]) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command.line, shell=True, executable="/bin/bash", cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False, env={**os.environ, "PATH": path, "COLUMNS": "120", "NO_COLOR": "1", **environment},
    )  # fmt: skip
    fails = any(line.startswith("error:") for line in command.output)
    assert (done.returncode != 0) == fails, (command.line, done.stdout)
    if command.output:
        # A line "…" stands for any lines.
        pattern = "".join("(?:.*\n)*" if line == "…" else re.escape(line) + "\n" for line in command.output)
        assert re.fullmatch(pattern, done.stdout), (command, done.stdout)
