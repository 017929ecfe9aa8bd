"""Read JSON: an article as written by the JSON writer, a record with the usual fields, or an array of these."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from ..errors import InputError, json_fault
from ..model import Article
from ..options import ReaderOptions
from ..result import Converted
from . import records
from .limits import check_size, read_limited
from .rows import Cells, Resumed
from .shape import read_article
from .telegram import exported_messages, is_export


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article. Raise InputError for other JSON, or if there are several articles."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise InputError(
            f"this is not JSON ({json_fault(problem)}); correct it there, or name the file .txt if it is plain text."
        ) from problem
    value = _find_records(value) or value
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if value == []:
        raise InputError("this JSON holds no article: the array is empty; put the articles in it.")
    if isinstance(value, list) and not any(isinstance(one, dict) for one in value):
        raise InputError(
            'this JSON holds no article: the array has no objects; give each article as {"title": "…", "body": "…"}.'
        )
    if isinstance(value, list):
        raise InputError("this JSON holds several articles; convert the file instead.")
    if isinstance(value, dict) and "blocks" not in value and records.has_body(value, options):
        return records.article(value, options, options.file_name)
    return Converted(read_article(value))


def stream(file: io.BufferedReader, options: ReaderOptions) -> Iterator[records.Record]:
    """Yield the articles in a file: the records of an array one at a time, or the only article."""
    rows, _, data = _rows(file, options)
    if rows is not None:
        yield from records.numbered_records(rows, options)
    else:
        yield None, read(data, options)


def split(file: io.BufferedReader, options: ReaderOptions) -> Iterator[tuple[int | None, records.Part | InputError]]:
    """Yield the parts that `stream` reads articles from, each as a file of its own."""
    rows, suffix, data = _rows(file, options)
    if rows is not None:
        yield from records.parts(rows, suffix, options)
    else:
        yield None, records.Part(data, suffix, options, "json")


def _rows(file: io.BufferedReader, options: ReaderOptions) -> tuple[Iterator[records.Row] | None, str, bytes]:
    """Return the rows of a file of records, or the bytes of a file with one article."""
    limit = options.limits.size
    if records.first_character(file) == b"[":
        return records.array(file, limit), ".json", b""
    seen = [*_to_next(file, limit)]
    if seen and _is_object(seen[-1]):
        seen += [b"", *_to_next(file, limit)]
        if seen[-1].strip():  # JSON Lines with the suffix .json
            if isinstance(file, Resumed):  # it goes where reading begins by itself
                return records.lines(file, None, limit), ".jsonl", b""
            rest = chain(filter(None, seen), records.bounded_lines(file, limit))
            return records.lines(rest, None, limit), ".jsonl", b""
    data = b"".join(seen) + read_limited(file, options.limits)
    check_size(len(data), options.limits)
    if listed := _listed_in(data):
        cells = [Cells(one, json.dumps([one], ensure_ascii=False).encode(errors="replace")) for one in listed]
        return iter(cells), ".json", b""
    return None, ".json", data


#: What answers of web services call their list of articles: NewsAPI, JSON Feed 1.1, exports of content systems.
_LISTS = ("articles", "items", "posts", "entries", "results", "documents", "data", "news", "records", "hits", "docs")
#: What answers hold their list in: Elasticsearch, Solr and others.
_AROUND = ("hits", "response", "data", "result", "feed", "payload")
_OWN_TEXT = frozenset(("blocks", "body", "content", "text", "body_text", "body_xhtml", "body_html", "articleBody"))


def _find_records(value: Any) -> list[dict[str, Any]] | None:
    """Return the records that an object holds which is the answer of a web service or an export; None for others."""
    if is_export(value):
        return exported_messages(value) or None
    if not isinstance(value, dict) or not _OWN_TEXT.isdisjoint(value):
        return None
    inner = next((value[name] for name in _AROUND if isinstance(value.get(name), dict)), None)
    if inner is not None and (found := _find_records(inner)):
        return found
    lists = (value[name] for name in _LISTS if isinstance(value.get(name), list))
    return next((one for one in lists if one and all(isinstance(record, dict) for record in one)), None)


def _listed_in(data: bytes) -> list[dict[str, Any]] | None:
    if not any(b'"%s"' % name.encode() in data for name in (*_LISTS, "messages")):
        return None
    try:
        return _find_records(json.loads(data))
    except (ValueError, RecursionError):
        return None


def _to_next(file: io.BufferedReader, limit: int) -> Iterator[bytes]:
    """Yield lines up to the next non-blank one."""
    for line in records.bounded_lines(file, limit):
        yield line
        if line.strip():
            return


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
