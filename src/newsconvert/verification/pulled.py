"""Pull quotes of a PDF: lines outside of its text that are a whole quotation of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..model import Article, Paragraph, plain_text
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


def without_pulled(known: Sequence[Quoted], lines: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the lines of pages but those that follow each other and are a pull quote."""
    for _, page in groupby(lines, key=lambda line: line.place):
        shown = list(page)
        at = 0
        while at < len(shown):
            count = _count(known, [_bare(line.text) for line in shown[at : at + _MOST_LINES]])
            yield from () if count else shown[at : at + 1]
            at += count or 1


def lines_of_pulled(known: Sequence[Quoted], lines: Sequence[Passage]) -> int:
    """Return how many of the last lines of a page are a pull quote; 0 if not."""
    shown = [_bare(line.text) for line in lines[-_MOST_LINES:]]
    counts = range(1, len(shown) + 1) if known else ()
    return next((count for count in counts if _count(known, shown[-count:]) == count), 0)


def _count(known: Sequence[Quoted], lines: Sequence[str]) -> int:
    """Return how many lines, from the first on, are a quotation and who says it by the text; 0 if not."""
    for one in known:
        if not one.text.startswith(lines[0]):
            continue
        text = ""
        for at, line in enumerate(lines, 1):
            text += line
            if text == one.text:
                return at + _lines_of_name(one.before, lines[at:])
            if not one.text.startswith(text):
                break
    return 0


def _lines_of_name(before: str, lines: Sequence[str]) -> int:
    name = ""
    for at, line in enumerate(lines):
        name += line
        if name not in before or len(name) > _LONGEST_NAME:
            return at
    return len(lines)
