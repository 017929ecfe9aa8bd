"""Read documents that may be made to harm in a process of their own, with limits of memory and time.

What a library written in C does with a document cannot be stopped from Python, so that what looks like more than a
document is read where the system stops it.
"""

from __future__ import annotations

import io
import os
import pickle
import re
import subprocess
import sys
import zipfile

from .passages import Reading, UnreadableError
from .pdfobjects import largest_stream, objects_text

#: Seconds of the processor, for each so many bytes of the document.
_SECONDS, _BYTES_A_TURN = 10, 10_000_000
_LONGEST_STREAM, _LONGEST_PAGE, _LONGEST_PARTS, _LONGEST_SHEETS = 4 << 20, 1 << 20, 4 << 20, 300_000
_IN_LINE = re.compile(rb"base64,[A-Za-z0-9+/=\s]+")
_SIZES = re.compile(rb"/(?:Width|Height)\s+(\d+)")
NO_NUMBER = "it has an invalid number, or one of too many digits; make it again"
TOO_MUCH = "it takes more memory or time to read than any document; do not open it"


def is_suspicious(format: str, data: bytes) -> bool:
    """Return whether a document may take long to read: it unpacks to much, or draws things within things."""
    match format:
        case "pdf":
            objects, _ = objects_text(data)
            sizes = [int(size) for size in _SIZES.findall(objects)]
            nested = re.search(rb"/Subtype\s*/Form\b|/PatternType|/Type3\b|/ShadingType", objects) is not None
            return nested or any(size > 20_000 for size in sizes) or largest_stream(data) > _LONGEST_STREAM
        case "docx" | "epub":
            try:
                with zipfile.ZipFile(io.BytesIO(data)) as package:
                    every = package.infolist()
            except Exception:
                return False  # as its reader says
            texts = (
                one.file_size for one in every if one.filename.endswith((".xml", ".xhtml", ".html", ".css", ".rels"))
            )
            sheets = sum(one.file_size for one in every if one.filename.endswith(".css"))
            if sheets > _LONGEST_SHEETS:
                return True
            return sum(texts) > _LONGEST_PARTS or sum(one.file_size for one in every) > 16 * _LONGEST_PARTS
    return len(data) > _LONGEST_PAGE and len(_IN_LINE.sub(b"", data)) > _LONGEST_PAGE


def read_apart(format: str, data: bytes, *, fast: bool) -> Reading:
    """Return what a process of its own reads. Raise UnreadableError if it fails, or takes more than it may."""
    turns = 1 + len(data) // _BYTES_A_TURN
    command = [sys.executable, "-c", "from newsconvert.verification.apart import main; main()"]
    known = os.pathsep.join(filter(None, sys.path))
    arguments = [format, str(int(fast)), str(_SECONDS * turns)]
    try:
        done = subprocess.run(
            [*command, *arguments], input=data, capture_output=True, check=False, timeout=6 * _SECONDS * turns,
            env={**os.environ, "PYTHONPATH": known},
        )  # fmt: skip
    except subprocess.TimeoutExpired as problem:
        raise UnreadableError(TOO_MUCH) from problem
    if done.returncode:
        raise UnreadableError(TOO_MUCH)
    found = pickle.loads(done.stdout)  # noqa: S301 - what this program wrote
    if isinstance(found, Reading):
        return found
    raise UnreadableError(str(found))
