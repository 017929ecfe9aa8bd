"""The program, run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **environment: str
) -> tuple[int, str, str]:
    """Run the program; return its exit status and what it printed, to both streams."""
    found = subprocess.run(
        [sys.executable, "-m", "newsconvert.cli", *map(str, arguments)], input=stdin, capture_output=True, cwd=cwd,
        check=False, env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", **environment},
    )  # fmt: skip
    return found.returncode, found.stdout.decode(errors="surrogateescape"), found.stderr.decode()
