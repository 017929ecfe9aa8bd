"""The command line. `main` is what `newsconvert` runs; the commands are in modules of their own."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. Exit status: 0 all done, 1 some input failed, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", encoding="utf-8")  # Arabic must not fail in the C locale
    from .app import run

    run()
