"""What costs time at each start, kept in the user's cache folder (XDG Base Directory Specification).

Nothing depends on it: the folder can be deleted at any time, and where it cannot be read or written, what it would hold
is made anew.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path


def _folder() -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".cache") / "newsconvert"


def load(name: str) -> bytes | None:
    """Return what is kept under that name, or None if there is nothing, it is damaged, or another user wrote it."""
    try:
        path = _folder() / name
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
            return None
        checksum, _, content = path.read_bytes().partition(b"\n")
    except (OSError, RuntimeError, ValueError):  # RuntimeError: there is no home
        return None
    return content if checksum == _checksum(content) else None


def store(name: str, content: bytes) -> None:
    """Keep `content` under that name, if it can be written."""
    with suppress(OSError, RuntimeError, ValueError):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as draft:
            draft.write(_checksum(content) + b"\n" + content)
        Path(draft.name).replace(folder / name)


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
