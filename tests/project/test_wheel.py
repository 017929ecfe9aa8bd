"""The wheel, built and installed in an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from support import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT], check=True,
        capture_output=True,
    )  # fmt: skip
    return next(folder.glob("newsconvert-*.whl"))


def test_wheel_carries_fonts_licences_and_all_files_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for path in (ROOT / "fonts").rglob("*.*"):
        assert f"newsconvert/{path.relative_to(ROOT)}" in names
    for path in (ROOT / "src/newsconvert").rglob("*.*"):  # themes, pages of the site, help
        assert path.suffix == ".pyc" or str(path.relative_to(ROOT / "src")) in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "newsconvert/py.typed" in names


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("env")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin/python"
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", wheel], check=True, capture_output=True)
    # What the project depends on is taken from this environment; the project itself only from the wheel.
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    (Path(site) / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    assert run(python, "-c", "import newsconvert; print(newsconvert.__file__)").startswith(site)
    return folder / "bin"


def run(*command: str | Path, check: bool = True) -> str:
    """Return what a command prints, without the path of this checkout."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "MYPYPATH")}
    return subprocess.run(command, check=check, capture_output=True, text=True, env=environment).stdout


def test_installed_wheel_converts_the_seed(
    installed: Path, seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.chdir(tmp_path)
    command = installed / "newsconvert"
    result = subprocess.run(
        [command, "convert", seed, "-o", tmp_path / "out"], check=False, capture_output=True, text=True
    )
    assert (result.returncode, result.stderr) == (0, "")
    made = sorted(path.suffix for path in (tmp_path / "out").iterdir())
    assert made == [".docx", ".epub", ".pdf"]
    listed = subprocess.run([command, "fonts"], check=True, capture_output=True, text=True).stdout
    assert "Noto Kufi Arabic" in listed


def test_type_checkers_read_the_types_of_the_wheel(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # or mypy would find its settings, and the source, in the project
    (tmp_path / "a.py").write_text(
        'import newsconvert\narticle = newsconvert.read_text("")\n'
        'reveal_type(newsconvert.write(article, "pdf", page_size="A5"))\n'
        'reveal_type(newsconvert.convert("", "", encoding="utf-8").value)\n'
    )
    shown = run(
        sys.executable, "-m", "mypy", "--strict", "--python-executable", installed / "python", "--cache-dir", "cache",
        "a.py", check=False,
    )  # fmt: skip
    assert [line.split("note: ")[1] for line in shown.splitlines()[:-1]] == [
        'Revealed type is "bytes"', 'Revealed type is "pathlib.Path"'
    ]  # fmt: skip
