"""What is at a path that a user gives, which may be anything."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def status_of(path: str | Path) -> os.stat_result | None:
    """Return the status of a file or folder; None where there is none, as for what cannot be a path at all."""
    try:
        return os.stat(path)  # noqa: PTH116 - pathlib raises for paths that are too long
    except (OSError, ValueError):
        return None


def is_folder(path: str | Path) -> bool:
    """Return whether there is a folder at `path`."""
    status = status_of(path)
    return status is not None and stat.S_ISDIR(status.st_mode)
