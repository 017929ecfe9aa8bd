"""The pages in an archive of the web (WARC, ISO 28500), read plainly: see `walks`."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

_PAGES = ("text/html", "application/xhtml+xml")
_GZIP = b"\x1f\x8b"


class WebPage(NamedTuple):
    """A page, and the encoding that its server stated, if any."""

    data: bytes
    charset: str


def web_pages(data: bytes) -> Iterator[WebPage]:
    """Yield the pages that were answered with success, in order. Raise ValueError if it is no archive of the web."""
    if data.startswith(_GZIP):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as problem:
            raise ValueError("its records are damaged") from problem
    at = 0
    while at < len(data):
        if data[at : at + 5] != b"WARC/":
            raise ValueError("it has no records")
        end = data.index(b"\r\n\r\n", at) + 4
        headers = _headers(data[at:end])
        size = int(headers.get("content-length", 0))
        if headers.get("warc-type") == "response" and (page := _answered(data[end : end + size])):
            yield page
        at = end + size
        while data[at : at + 2] == b"\r\n":
            at += 2


def _headers(head: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")[1:])
    return {name.strip().lower(): value.strip() for name, _, value in lines if name}


def _answered(response: bytes) -> WebPage | None:
    """Return the page in an answer (RFC 9112); None if it is no page, or none was found."""
    head, _, body = response.partition(b"\r\n\r\n")
    headers = _headers(head)
    kind, _, parameters = headers.get("content-type", "").lower().partition(";")
    if kind.strip() not in _PAGES or re.match(rb"HTTP/[\d.]+ 200\b", head) is None:
        return None
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = b"".join(_chunks(body))
    coding = headers.get("content-encoding", "").lower()
    if coding in ("gzip", "x-gzip", "deflate"):
        body = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body)
    elif coding not in ("", "identity"):
        raise ValueError(f"{coding} is not read")
    return WebPage(body, parameters.partition("charset=")[2].split(";")[0].strip(" \"'"))


def _chunks(body: bytes) -> Iterator[bytes]:
    at = 0
    while (size := re.compile(rb"([0-9A-Fa-f]+)[^\r\n]*\r\n").match(body, at)) and int(size[1], 16):
        yield body[size.end() : size.end() + int(size[1], 16)]
        at = size.end() + int(size[1], 16) + 2
