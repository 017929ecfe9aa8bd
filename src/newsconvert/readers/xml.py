"""Read news in XML: RSS, Atom, NewsML-G2, NewsML 1 and NITF; each item is an article."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from ..errors import EmptyInputError, InputError
from ..model import Article
from ..options import ReaderOptions
from ..result import Converted
from . import feeds, newsml, newsml1, records
from .limits import read_limited
from .markupxml import local, parse
from .rows import Cells


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article of a file that holds one. Raise InputError if there are more or none."""
    return records.only(stream(io.BufferedReader(io.BytesIO(data)), options))


def stream(file: io.BufferedReader, options: ReaderOptions) -> Iterator[records.Record]:
    """Yield number and article of each item. Raise InputError when it is not XML of a kind that is read."""
    rows, alone = _rows(file, options)
    for number, found in records.numbered_records(rows, options):
        yield None if alone else number, found


def split(file: io.BufferedReader, options: ReaderOptions) -> Iterator[tuple[int | None, records.Part | InputError]]:
    """Yield number and Part of each item, as a record in JSON. Raise what `stream` does."""
    rows, alone = _rows(file, options)
    for number, found in records.parts(rows, ".jsonl", options):
        yield None if alone else number, found


def _rows(file: io.BufferedReader, options: ReaderOptions) -> tuple[list[records.Row], bool]:
    """Return the records of a file, and whether its format is that of one article."""
    root = parse(read_limited(file, options.limits), options.encoding)
    kind = local(root).lower()
    found: list[dict[str, Any]]
    if kind in ("rss", "rdf"):
        found = list(feeds.rss(root))
    elif kind in ("feed", "entry"):
        found = list(feeds.atom(root))
    elif kind in ("newsmessage", "newsitem"):
        found = list(newsml.items(root))
    elif kind == "newsml":
        found = list(newsml1.newsml1(root))
    elif kind == "nitf":
        found = [newsml.nitf(root)]
    else:
        raise InputError(f"this is XML of another kind, <{local(root)}>; save its text as .txt, or as JSON or CSV.")
    if not found:
        raise EmptyInputError("it holds no item with an article; give a file with at least one.")
    alone = kind in ("nitf", "newsitem", "entry")
    return [Cells(row, json.dumps(row, ensure_ascii=False).encode(errors="replace")) for row in found], alone
