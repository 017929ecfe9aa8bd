"""Read the text back out of documents, and compare it with the source: nothing lost, added or out of order."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from ..errors import InputError
from ..interchange import from_json
from ..model import Article, Volume, article_text
from ..plugins import find
from . import markup, pdf
from .compare import Expected, Normal, differences, drawn, exact, is_margin, unmarked, with_margins
from .findings import Finding, FindingKind, Receipt, shortened
from .passages import LOOSE, Passage, Reading, UnreadableError
from .pdf import page_count

__all__ = [
    "FORMATS",
    "Finding",
    "FindingKind",
    "Receipt",
    "attached_source",
    "page_count",
    "recorded_hashes",
    "verify_document",
    "verify_volume",
]


class Format(NamedTuple):
    """How the text of one format is read, and to what form text is brought before it is compared."""

    name: str
    read: Callable[[bytes], Reading]
    normal: Normal


def _read_json(data: bytes) -> Reading:
    try:
        article = from_json(json.loads(data))
    except (ValueError, InputError, RecursionError) as problem:
        raise UnreadableError(str(problem)) from problem
    return Reading((tuple(Passage(exact(piece), f"piece {at}") for at, piece in enumerate(article_text(article), 1)),))


FORMATS = {
    row.name: row
    for row in (
        Format("pdf", pdf.read_pdf, drawn),
        Format("docx", markup.read_docx, unmarked),
        Format("epub", markup.read_epub, exact),
        Format("html", markup.read_html, exact),
        Format("json", _read_json, exact),
    )
}


def verify_document(article: Article, format: str, data: bytes) -> Receipt:
    """Return what comparing a document with `article`, which it was made from, comes to.

    `format` is the name of a writer: pdf, docx, epub, html or json. Raise UnknownFormatError for another.
    """
    return verify_volume(Volume("", (article,)), format, data)


def verify_volume(volume: Volume, format: str, data: bytes) -> Receipt:
    """Return the same for a document that binds the articles of `volume`; what else it holds is not compared."""
    chosen = find("format that can be verified", format, FORMATS)
    every = [Expected.of(article, chosen.normal) for article in volume.articles]
    pieces = sum(len(expected.pieces) for expected in every)
    words = sum(len(piece.split()) for expected in every for piece in expected.pieces)
    digest = hashlib.sha256(data).hexdigest()
    try:
        reading = chosen.read(data)
    except UnreadableError as problem:
        found = [Finding(FindingKind.UNREADABLE, found=str(problem))]
        return Receipt(format, digest, pieces, words, findings=tuple(found))
    return Receipt(
        format, digest, pieces, words, reading.pages, tuple(_compared(volume, every, reading, chosen.normal))
    )


def attached_source(format: str, data: bytes) -> tuple[str, bytes] | None:
    """Return name and bytes of the source that a document carries; None where it carries none."""
    reading = _read(format, data)
    return reading.attached if reading else None


def recorded_hashes(format: str, data: bytes) -> frozenset[str]:
    """Return the SHA-256, in hexadecimal, that a document states of its sources."""
    reading = _read(format, data)
    passages = (passage.text for article in reading.articles for passage in article) if reading else ()
    return frozenset(found for text in passages for found in _HASH.findall(text.replace(LOOSE, "")))


_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def _read(format: str, data: bytes) -> Reading | None:
    try:
        return find("format that can be verified", format, FORMATS).read(data)
    except UnreadableError:
        return None


def _compared(volume: Volume, every: Sequence[Expected], reading: Reading, normal: Normal) -> Iterator[Finding]:
    if len(every) == 1:
        content = volume.articles[0].provenance.content
        if reading.attached and content is not None and reading.attached[1] != content:
            told, known = (hashlib.sha256(one).hexdigest() for one in (reading.attached[1], content))
            yield Finding(FindingKind.SOURCE, known, told, place=f"the attached file {reading.attached[0]}")
        passages = _normalised((passage for article in reading.articles for passage in article), normal)
        if not reading.tagged:
            passages = list(with_margins(every[0], passages))
        yield from differences(every[0], passages)
        margins = (line for line in _normalised(reading.margins, normal) if not is_margin(every[0], line.text))
        for passage in (*_normalised(reading.outside, normal), *margins):
            yield Finding(FindingKind.ADDED, found=shortened(passage.text.replace(LOOSE, " ")), place=passage.place)
        return
    found = [_normalised(article, normal) for article in reading.articles]
    for number, place in _matched(every, found):
        if number is None:
            first = found[place or 0][0]
            yield Finding(FindingKind.ADDED, found=shortened(first.text), place=first.place)
        elif place is None:
            yield Finding(FindingKind.MISSING, expected=shortened(every[number].pieces[0]), article=number + 1)
        else:
            yield from (replace(one, article=number + 1) for one in differences(every[number], found[place]))


def _matched(every: Sequence[Expected], found: Sequence[list[Passage]]) -> Iterator[tuple[int | None, int | None]]:
    """Yield which article of a volume stands in which place; None for one that has no partner."""
    said = ["\n".join(expected.pieces[:2]) for expected in every]
    told = ["\n".join(passage.text.replace(LOOSE, " ") for passage in article[:2]) for article in found]
    if len(said) == len(told):
        yield from enumerate(range(len(told)))
        return
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, said, told, autojunk=False).get_opcodes():
        paired = min(a1 - a0, b1 - b0) if tag != "equal" else a1 - a0
        yield from zip(range(a0, a0 + paired), range(b0, b0 + paired), strict=True)
        yield from ((number, None) for number in range(a0 + paired, a1))
        yield from ((None, place) for place in range(b0 + paired, b1))


def _normalised(passages: Iterable[Passage], normal: Normal) -> list[Passage]:
    made = (replace(one, text=LOOSE.join(map(normal, one.text.split(LOOSE)))) for one in passages)
    return [passage for passage in made if passage.text.strip(LOOSE)]
