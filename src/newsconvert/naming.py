"""Names of output files: safe on every file system, Arabic letters kept, no two alike."""

from __future__ import annotations

import re
import unicodedata

from .arabic import INVISIBLE

# Characters that Windows (Win32 "Naming Files, Paths, and Namespaces") or POSIX do not allow, and controls.
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)", re.IGNORECASE)
# Most file systems take 255 bytes; what remains is for an ending and a number.
_LONGEST = 200


def safe_name(name: str) -> str:
    """Return `name` as a file name that every common file system takes, changed only where it must be."""
    name = INVISIBLE.sub("", _UNSAFE.sub("_", name)).strip()
    name = name.encode()[:_LONGEST].decode(errors="ignore").rstrip(". ")
    if name.startswith(("-", "~", ".")):  # would be read as an option or a home folder, or not be seen at all
        name = "_" + name
    if _RESERVED.match(name):
        name = "_" + name
    return name or "article"


class UniqueNames:
    """Gives each name once: the second `x` becomes `x-2`. Letter case and composition do not tell names apart."""

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
