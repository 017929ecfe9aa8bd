"""Open ZIP packages and their XML for verification.

Shares no code with writers and readers, on purpose: a fault of python-docx or of `packages` must not be repeated here,
or nobody would see it.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from .passages import UnreadableError


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the XML parts of a package. Raise UnreadableError if it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name for name in package.namelist() if name.endswith((".xml", ".rels", ".xhtml", ".html", ".opf"))]
            return {name: package.read(name) for name in names}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError, NotImplementedError) as problem:
        raise UnreadableError(f"its package is broken ({problem}).") from problem
    except Exception as problem:  # zlib.error, and whatever else damaged data may raise
        raise UnreadableError(f"its package is broken ({type(problem).__name__}: {problem}).") from problem


def parse(files: dict[str, bytes], path: str) -> Any:
    """Return the root of a part. Raise UnreadableError if there is none, or it is damaged."""
    from lxml import etree

    if path not in files:
        raise UnreadableError(f"it has no part {path!r}.")
    try:
        return etree.fromstring(files[path], etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as problem:
        raise UnreadableError(f"its part {path!r} is broken ({problem}).") from problem
