"""Names of output files: safe on every file system, with Arabic letters, and unique."""

from __future__ import annotations

import re
import unicodedata

from .arabic import INVISIBLE
from .patterns import pattern

# Characters that Windows (Win32 "Naming Files, Paths, and Namespaces") or POSIX do not allow, and controls.
_UNSAFE = pattern(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_RESERVED = pattern(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)", re.IGNORECASE)
# Most file systems allow 255 bytes; the rest is for an ending and a number.
_LONGEST = 200


def safe_name(name: str) -> str:
    """Return `name` as a file name that every common file system accepts, changed as little as possible."""
    name = INVISIBLE.sub("", _UNSAFE.sub("_", name)).strip()
    name = name.encode()[:_LONGEST].decode(errors="ignore").rstrip(". ")
    if name.startswith(("-", "~", ".")):  # would be read as an option or a home folder, or be hidden
        name = "_" + name
    if _RESERVED.match(name):
        name = "_" + name
    return name or "article"


class UniqueNames:
    """Makes names unique: the second `x` becomes `x-2`. Names that differ in case or composition count as equal."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str) -> str:
        """Return `name`, with a number added if it was taken before."""
        candidate, number = name, 1
        while (key := unicodedata.normalize("NFC", candidate).casefold()) in self._taken:
            number += 1
            candidate = f"{name}-{number}"
        self._taken.add(key)
        return candidate
