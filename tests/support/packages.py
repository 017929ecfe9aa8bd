"""Other packages, installed into a folder of their own and used as their users use them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def install(package: Path, site: Path) -> None:
    """Build and install the package in a folder."""
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-build-isolation", "--no-deps", "--target", site, package],
        check=True, capture_output=True,
    )  # fmt: skip


def run(site: Path, *arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run newsconvert with the packages in `site`."""
    path = os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "newsconvert.cli", *map(str, arguments)], capture_output=True, text=True, check=False,
        cwd=cwd, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
