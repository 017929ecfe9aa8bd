"""Declarations of C are kept as they were parsed, and parsed where they cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys, newsconvert
from newsconvert.model import Article, Paragraph, Text
made = newsconvert.write(Article("خبر", (Paragraph((Text("نصّ الخبر 12."),)),)), "pdf")
from weasyprint.text.ffi import ffi
sys.stdout.buffer.write(type(ffi).__name__.encode() + b" " + str("pycparser" in sys.modules).encode() + b"\\n" + made)
"""


def made(cache: Path) -> tuple[bytes, bytes]:
    """Return what kind of FFI made a PDF in a process of its own, and the PDF."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "SOURCE_DATE_EPOCH": "1700000000"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, check=True, capture_output=True)
    assert done.stderr == b""
    kind, _, data = done.stdout.partition(b"\n")
    return kind, data


def test_the_second_start_parses_nothing(tmp_path: Path) -> None:
    first, second = made(tmp_path), made(tmp_path)
    assert (first[0], second[0]) == (b"FFI True", b"_Declared False")
    assert first[1] == second[1]
    assert {path.suffix for path in (tmp_path / "newsconvert").iterdir()} == {".txt"}


@pytest.mark.parametrize("damage", [b"", b"{}", b"{'_types': b'x'}", b"__import__('os')", b"\xff", b"{" * 99_999])
def test_what_is_damaged_is_parsed_again(tmp_path: Path, damage: bytes) -> None:
    expected = made(tmp_path)[1]
    for path in (tmp_path / "newsconvert").iterdir():
        path.write_bytes(damage)
    assert made(tmp_path) == (b"FFI True", expected)
    assert made(tmp_path)[0] == b"_Declared False"


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "newsconvert").write_bytes(b"")
    assert made(tmp_path)[0] == b"FFI True"
