"""What the tests of several rooms share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
#: Runs the program in this process; returns its status and what it printed to each stream.
Cli = Callable[..., tuple[int, str, str]]
