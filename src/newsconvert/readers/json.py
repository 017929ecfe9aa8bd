"""Read JSON: an article as the JSON writer makes it, a record with the usual fields, or an array of either."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from ..errors import InputError
from ..interchange import from_json
from ..model import Article
from ..options import ReaderOptions
from ..result import Converted
from . import records


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article. Raise InputError on other JSON, and where there are several."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise InputError(f"this is not JSON: {problem}.") from problem
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, list) and value:
        raise InputError("this JSON holds several articles; convert the file instead.")
    if isinstance(value, dict) and "blocks" not in value and records.has_body(value, options):
        return records.article(value, options, options.file_name)
    return Converted(from_json(value))


def stream(file: io.BufferedReader, options: ReaderOptions) -> Iterator[records.Record]:
    """Yield the articles in a file: records of an array one at a time, or the one article that it is."""
    if records.first_character(file) == b"[":
        yield from records.numbered(records.array(file), options)
        return
    data = file.read()
    first, _, rest = data.lstrip().partition(b"\n")
    if rest.strip() and _is_object(first):  # JSON Lines by another name
        yield from records.numbered(records.lines(data.splitlines(keepends=True)), options)
        return
    yield None, read(data, options)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
