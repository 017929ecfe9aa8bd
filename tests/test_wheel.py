"""The wheel, built and installed in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


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


def test_installed_wheel_converts_the_seed(
    wheel: Path, seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.chdir(tmp_path)
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    python = tmp_path / "env/bin/python"
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", wheel], check=True, capture_output=True)
    # What the project depends on is taken from this environment; the project itself only from the wheel.
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    (Path(site) / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    command = tmp_path / "env/bin/newsconvert"
    where = subprocess.run(
        [python, "-c", "import newsconvert; print(newsconvert.__file__)"], check=True, capture_output=True, text=True
    ).stdout
    assert where.startswith(site)
    result = subprocess.run(
        [command, "convert", seed, "-o", tmp_path / "out"], check=False, capture_output=True, text=True
    )
    assert (result.returncode, result.stderr) == (0, "")
    made = sorted(path.suffix for path in (tmp_path / "out").iterdir())
    assert made == [".docx", ".epub", ".pdf"]
    listed = subprocess.run([command, "fonts"], check=True, capture_output=True, text=True).stdout
    assert "Noto Kufi Arabic" in listed
