"""Word documents and EPUBs with some of their parts changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a package whose parts are what `change` makes of the name and the bytes of each."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as made:
        for info in package.infolist():
            made.writestr(info, change(info.filename, package.read(info)))
    return out.getvalue()


def substituted(data: bytes, part: str, pattern: str, new: str, *, count: int = 0) -> bytes:
    """Return a package in whose parts of a name, a pattern, the matches of another are replaced: `count`, 0 for all.

    There is one at least.
    """
    done = 0

    def change(name: str, content: bytes) -> bytes:
        nonlocal done
        if not re.fullmatch(part, name):
            return content
        text, found = re.subn(pattern, new, content.decode(), count=count, flags=re.DOTALL)
        done += found
        return text.encode()

    made = rewritten(data, change)
    assert done
    return made
