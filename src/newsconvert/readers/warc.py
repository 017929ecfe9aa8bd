"""Read archives of web pages (WARC, ISO 28500) by warcio: each page that was answered with success is an article."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..errors import EmptyInputError, InputError, LimitError, MissingDependencyError
from ..installation import of_extra
from ..model import Article, Source
from ..options import ReaderOptions
from ..result import Converted
from . import Part, records
from .fragments import loader
from .html import read_page
from .overrides import stated_date
from .rows import Resumed

_PAGES = ("text/html", "application/xhtml+xml")


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in an archive of one page. Raise InputError if there are more or none."""
    return records.only(stream(io.BufferedReader(io.BytesIO(data)), options))


def stream(file: io.BufferedReader, options: ReaderOptions) -> Iterator[records.Record]:
    """Yield number and article of each page.

    Raise InputError when it is not a WARC, MissingDependencyError without warcio.
    """
    for number, page in _pages(file, options):
        if isinstance(page, InputError):
            yield number, page
            continue
        record, data = page
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        kind = record.http_headers.get_header("Content-Type") or ""
        charset = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
        try:
            found = read_page(data, options, loader(options), base=address or None, charset=charset)
        except InputError as problem:
            yield number, problem.prefixed(f"record {number} ({address})")
            continue
        source = found.value.source or Source()
        saved = stated_date(record.rec_headers.get_header("WARC-Date"))
        source = replace(source, url=source.url or address or None, retrieved=source.retrieved or saved)
        yield number, replace(found, value=replace(found.value, source=source))


def split(file: io.BufferedReader, options: ReaderOptions) -> Iterator[tuple[int | None, Part | InputError]]:
    """Yield number and Part of each page, as a WARC of its own. Raise what `stream` does."""
    for number, page in _pages(file, options):
        if isinstance(page, InputError):
            yield number, page
            continue
        record, data = page
        for name in ("Content-Encoding", "Transfer-Encoding"):  # it is decoded
            record.http_headers.remove_header(name)
        for name in ("WARC-Block-Digest", "WARC-Payload-Digest"):
            record.rec_headers.remove_header(name)
        block = record.http_headers.to_bytes() + data
        record.rec_headers.replace_header("Content-Length", str(len(block)))
        made = b"%s%s\r\n\r\n" % (record.rec_headers.to_bytes(), block)
        yield number, Part(made, ".warc", replace(options, first_record=number), "warc")


def _pages(file: io.BufferedReader, options: ReaderOptions) -> Iterator[tuple[int, Any]]:
    """Yield number, and record and content, of each page; an error of one that is too large."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as problem:
        raise MissingDependencyError(f"Archives of web pages need warcio: {of_extra('warc')}.") from problem
    number, limit = options.first_record - 1, options.limits.size
    try:
        if isinstance(file, Resumed):
            file.seek(file.start[0])
        found = ArchiveIterator(file)
        for record in found:
            headers = record.http_headers
            kind = (headers.get_header("Content-Type") or "") if headers is not None else ""
            if record.rec_type != "response" or kind.split(";")[0].strip().lower() not in _PAGES:
                continue
            if headers.get_statuscode() != "200":
                continue
            if isinstance(file, Resumed):
                file.here = found.offset, number
            number += 1
            data = record.content_stream().read(limit + 1)
            if len(data) > limit:
                yield number, LimitError.of("size", "too many bytes for an article", len(data), limit)
            else:
                yield number, (record, data)
    except (ArchiveLoadFailed, ValueError, EOFError, OSError) as problem:
        reason = str(problem).strip().split("\n")[0].rstrip(".")
        raise InputError(f"this is not a WARC that can be read ({reason}); copy or record it anew.") from problem
    if number < options.first_record:
        raise EmptyInputError("it holds no web page; give an archive of saved pages.")
