"""What the command line takes for a source, and what one that is none leaves of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import Cli


@pytest.mark.parametrize("command", ["convert", "cite"])
def test_a_sidecar_is_no_source(cli: Cli, tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text("افتتاح الجسر\nنصّ الخبر هنا.\n", encoding="utf-8")
    (tmp_path / "a.toml").write_text('title = "افتتاح السدّ"\n', encoding="utf-8")
    arguments = ["--to", "json"] if command == "convert" else []
    code, out, told = cli(command, "a.toml", "a.txt", *arguments)
    assert (code, len(out.splitlines())) == (1, 1)
    assert "error: a.toml: this is a sidecar; it is read with the file beside it." in told
    assert "السدّ" in (out if command == "cite" else (tmp_path / "a.json").read_text(encoding="utf-8"))


def test_a_source_that_is_not_readable_leaves_the_others_of_its_folder(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("افتتاح الجسر\nنصّ الخبر هنا.\n", encoding="utf-8")
    for name in ("0.txt", "b.docx", "c.toml"):
        (folder / name).write_bytes(b" \n")
    assert cli("convert", "in/a.txt", "--to", "html,json")[0] == 0
    code, out, told = cli("verify", "a.html", "a.json", "--source", "in")
    assert (code, out.count(": whole ("), told) == (0, 2, "")
    assert cli("verify", "a.html", "--source", "in/0.txt") == (
        1, "", "error: in/0.txt: the file holds no text; give one with at least a headline.\n",
    )  # fmt: skip
