"""Pull quotes of a PDF: lines outside of its text that are a whole quotation of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from math import isclose
from typing import NamedTuple

from ..model import Article, Paragraph, plain_text
from .findings import Finding, FindingKind, shorten
from .normalize import SPACE, Normalizer
from .passages import LOOSE, Passage

_MARKS = {"«": "»", "“": "”", '"': '"'}
#: Letters of a quotation that is set again; of a name after it; and before it, where who says it is named.
_SHORTEST, _LONGEST, _LONGEST_NAME, _BEFORE = 40, 160, 70, 110
#: Lines of a pull quote: the columns of a page may be narrow.
_MOST_LINES = 24


class Quoted(NamedTuple):
    """A quotation of an article with its marks, and what stands before it, both without spaces."""

    text: str
    before: str


def quoted(article: Article, normal: Normalizer) -> tuple[Quoted, ...]:
    """Return what a page may set again of an article."""
    paragraphs = (plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph))
    return tuple(dict.fromkeys(one for text in paragraphs for one in _quoted(text, normal)))


def _quoted(text: str, normal: Normalizer) -> Iterator[Quoted]:
    for opening, closing in _MARKS.items():
        # Which straight quotes open is not known: whatever stands between two may be a quotation.
        for found in re.finditer(f'{opening}(?=([^«»“”"]*){closing})', text):
            if _SHORTEST <= len(found[1]) <= _LONGEST:
                before = text[max(0, found.start() - _BEFORE) : found.start()]
                yield Quoted(_bare(normal(f"{opening}{found[1]}{closing}")), _bare(normal(before)))


def _bare(text: str) -> str:
    return SPACE.sub("", text.replace(LOOSE, ""))


class _Pulled(NamedTuple):
    """A pull quote: the lines of the quotation, and those of the name below it."""

    said: Sequence[Passage]
    name: Sequence[Passage]


def without_pulled(known: Sequence[Quoted], lines: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the lines of pages but those that follow each other and are a pull quote."""
    yield from (one for one in _parted(known, lines) if isinstance(one, Passage))


def pulled_astray(known: Sequence[Quoted], lines: Iterable[Passage], *, rtl: bool) -> Iterator[Finding]:
    """Yield a finding for each line of pull quotes not below the line before, or that begins elsewhere or is larger.

    The name is smaller, or as large as the quotation.
    """
    for one in _parted(known, lines):
        if isinstance(one, _Pulled):
            for line in _out_of_line(one, rtl=rtl):
                yield Finding(FindingKind.MOVED, shorten(line.text.replace(LOOSE, " ").strip()), place=line.place)


def _parted(known: Sequence[Quoted], lines: Iterable[Passage]) -> Iterator[Passage | _Pulled]:
    """Yield the lines of pages, those of a pull quote together."""
    for _, page in groupby(lines, key=lambda line: line.place):
        shown = list(page)
        at = 0
        while at < len(shown):
            said, name = _counts(known, [_bare(line.text) for line in shown[at : at + _MOST_LINES]])
            end = at + said + name
            yield _Pulled(shown[at : at + said], shown[at + said : end]) if said else shown[at]
            at = end if said else at + 1


def _out_of_line(one: _Pulled, *, rtl: bool) -> Iterator[Passage]:
    gaps: dict[bool, float] = {}
    for above, below in pairwise((*one.said, *one.name)):
        if not above.spot or not below.spot:
            continue
        named, begins = below in one.name, above in one.said and below in one.name
        gap, size = above.spot.baseline - below.spot.baseline, below.spot.size
        usual = gap if begins else gaps.setdefault(named, gap)
        edges = (above.spot.right, below.spot.right) if rtl else (above.spot.left, below.spot.left)
        apart = abs(edges[0] - edges[1]) > _UNALIGNED * above.spot.size and not any(
            _NUMBER.match(line.text) for line in (above, below)
        )
        uneven = not isclose(gap, usual, rel_tol=_UNEVEN) or not _NEXT[0] * size < gap < _NEXT[1] * above.spot.size
        if uneven or apart or (size > above.spot.size if begins else not isclose(size, above.spot.size, rel_tol=0.01)):
            yield below


#: Numbers whose text is replaced are as wide as nobody tells.
_NUMBER = re.compile(r"\W*\d")
#: How far distances of lines may differ; in em, how far lines are from the next at least and at most, and their edges.
_UNEVEN, _NEXT, _UNALIGNED = 0.1, (0.9, 2.2), 0.3


def lines_of_pulled(known: Sequence[Quoted], lines: Sequence[Passage]) -> int:
    """Return how many of the last lines of a page are a pull quote; 0 if not."""
    shown = [_bare(line.text) for line in lines[-_MOST_LINES:]]
    counts = range(1, len(shown) + 1) if known else ()
    return next((count for count in counts if sum(_counts(known, shown[-count:])) == count), 0)


def _counts(known: Sequence[Quoted], lines: Sequence[str]) -> tuple[int, int]:
    """Return how many lines, from the first on, are a quotation, and how many who says it by the text; 0 if not.

    Several may say the same.
    """
    found = 0, 0
    for one in known:
        if not one.text.startswith(lines[0]):
            continue
        text = ""
        for at, line in enumerate(lines, 1):
            text += line
            if text == one.text:
                found = max(found, (at, _lines_of_name(one.before, lines[at:])))
            if not one.text.startswith(text):
                break
    return found


def _lines_of_name(before: str, lines: Sequence[str]) -> int:
    name = ""
    for at, line in enumerate(lines):
        name += line
        if name not in before or len(name) > _LONGEST_NAME:
            return at
    return len(lines)
