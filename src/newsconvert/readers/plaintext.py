"""Read plain text: the first line is the headline, short lines that a paragraph follows are headings."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from ..arabic import is_rtl
from ..errors import DecodingError, EmptyInputError
from ..model import Article, Block, Heading, Paragraph, Provenance, Source, Text
from ..options import ReaderOptions
from ..result import Converted

#: A heading is short (in words) and ends without the mark that ends a sentence.
_HEADING_WORDS = 14
_SENTENCE_END = re.compile(r"[.!؛،,;…:»\"”)]\s*$")

#: Ways in which the last line names the source: «للمزيد من المعلومات، يمكنك زيارة المصدر: زمان الوصل.»
_CITATION = re.compile(r"(?:^|[\s،])(?:المصدر|مصدر الخبر|نقلا?ً? عن)\s*[::/-]?\s*(?P<name>[^\n]{2,120}?)[\s.]*$")
_URL = re.compile(r"https?://[^\s<>«»\"'()]+[^\s<>«»\"'().,،؛]")


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in UTF-8 `data`. Raise DecodingError for other bytes, EmptyInputError for no text."""
    text = decode(data)
    lines = [line for line in map(_strip, text.splitlines()) if line]
    if not lines:
        raise EmptyInputError("the file holds no text; give one with at least a headline.")
    headline, *rest = lines
    source = None
    if rest and (source := cited_source(rest[-1])):
        rest.pop()
    return Converted(
        Article(
            headline=headline,
            body=tuple(_block(line, rest[at + 1] if at + 1 < len(rest) else None) for at, line in enumerate(rest)),
            source=source,
            direction="rtl" if is_rtl(text) else "ltr",
            provenance=Provenance(options.file_name, hashlib.sha256(data).hexdigest(), "utf-8", data),
        )
    )


def decode(data: bytes) -> str:
    """Return UTF-8 `data`, with or without a byte order mark, as text. Raise DecodingError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DecodingError(f"byte {problem.start} is not UTF-8; save the file as UTF-8 and try again.") from problem


def cited_source(line: str) -> Source | None:
    """Return the source that `line` cites, or None when it cites none."""
    found = _CITATION.search(line)
    if not found or len(line.split()) > 25:
        return None
    url = _URL.search(line)
    name = _strip(_URL.sub("", found["name"])).strip("-–—:()،. ")
    return Source(name=name or None, url=url[0] if url else None, citation=line)


def _block(line: str, following: str | None) -> Block:
    if following is not None and _looks_like_heading(line) and not _looks_like_heading(following):
        return Heading(2, (Text(line),))
    return Paragraph((Text(line),))


def _looks_like_heading(line: str) -> bool:
    return len(line.split()) <= _HEADING_WORDS and not _SENTENCE_END.search(line)


def _strip(line: str) -> str:
    """Return `line` without white space and invisible marks of order around it."""
    start, end = 0, len(line)
    while start < end and _is_outer(line[start]):
        start += 1
    while end > start and _is_outer(line[end - 1]):
        end -= 1
    return line[start:end]


def _is_outer(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cc"
