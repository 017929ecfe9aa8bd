"""Readers and writers of other packages, installed and used as their users do."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import packages
from support.packages import run

WRITER = """
from newsconvert.model import article_text
from newsconvert.result import Converted
from newsconvert.writers import Writer

def write(article, options, resources):
    return Converted("\\n".join(article_text(article)).encode())

WRITER = Writer("txt", "Plain text", ".txt", "text/plain", write)
"""
READER = """
from newsconvert.model import Article
from newsconvert.readers import Reader
from newsconvert.result import Converted

READER = Reader("caps", "A title alone", (".caps",), lambda data, options: Converted(Article(data.decode())))
"""


def install(folder: Path, code: str, entry: str) -> Path:
    """Build and install a tiny package into a folder of its own."""
    source = folder / "source"
    source.mkdir()
    (source / "tiny.py").write_text(code)
    (source / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "tiny"\nversion = "1"\n[tool.hatch.build.targets.wheel]\ninclude = ["tiny.py"]\n'
        f"[project.entry-points.{entry}\n"
    )
    packages.install(source, folder / "site")
    return folder / "site"


@pytest.mark.slow
def test_writer_of_another_package(seed: Path, tmp_path: Path) -> None:
    site = install(tmp_path, WRITER, '"newsconvert.writers"]\ntxt = "tiny:WRITER"')
    assert "txt" in run(site, "formats").stdout
    result = run(site, "convert", seed, "--to", "txt", "-o", tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    lines = [line.strip() for line in seed.read_text(encoding="utf-8").splitlines()]
    assert (tmp_path / "out" / seed.name).read_text(encoding="utf-8").splitlines() == lines


def test_reader_of_another_package(tmp_path: Path) -> None:
    site = install(tmp_path, READER, '"newsconvert.readers"]\ncaps = "tiny:READER"')
    (tmp_path / "a.caps").write_text("عنوان")
    result = run(site, "inspect", tmp_path / "a.caps")
    assert (result.returncode, result.stdout.split()) == (0, ["title", "عنوان"])


@pytest.mark.parametrize(
    ("code", "words"), [("raise RuntimeError('broken inside')", "broken inside"), ("WRITER = 3", "offers no Writer")]
)
def test_broken_package_is_one_clear_error(seed: Path, tmp_path: Path, code: str, words: str) -> None:
    site = install(tmp_path, code, '"newsconvert.writers"]\ntxt = "tiny:WRITER"')
    result = run(site, "convert", seed, "--to", "txt")
    assert result.returncode == 1
    assert result.stderr.startswith("error: The package tiny")
    assert words in result.stderr
    assert "Traceback" not in result.stderr
