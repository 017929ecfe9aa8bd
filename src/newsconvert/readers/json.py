"""Read an article from the JSON that the JSON writer makes."""

from __future__ import annotations

import json

from ..errors import InputError
from ..interchange import from_json
from ..model import Article
from ..options import ReaderOptions
from ..result import Converted


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:  # noqa: ARG001 - the signature of all readers
    """Return the article; its provenance is that of the text it was made from. Raise InputError on other JSON."""
    try:
        return Converted(from_json(json.loads(data)))
    except (ValueError, RecursionError) as problem:
        raise InputError(f"This is not JSON: {problem}.") from problem
