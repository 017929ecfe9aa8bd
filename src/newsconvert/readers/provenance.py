"""What an article says of the bytes it was read from, the same for all readers."""

from __future__ import annotations

import hashlib

from ..model import Provenance
from ..options import ReaderOptions


def provenance_of(
    data: bytes, options: ReaderOptions, encoding: str | None = None, confidence: float | None = None
) -> Provenance:
    """Return the provenance of an article that was read from `data`, text in this encoding if it is text."""
    return Provenance(
        options.file_name, hashlib.sha256(data).hexdigest(), encoding, confidence, options.normalize, data
    )
