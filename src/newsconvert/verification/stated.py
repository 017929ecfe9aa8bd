"""What a document does that looks like a fault, and that its source states: lines without text, directions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..model import Article, Block, article_text, block_inlines, block_texts, notes, plain_text, walk
from .normalize import letters
from .pageextras import EMPTY_LINE, runs
from .passages import Passage

#: How a text is reported that runs against its letters, with as much of it as there is room for.
_TURNED = re.compile(r"\[(?:(left to right|dir=ltr)|right to left|dir=rtl)\] (.+)", re.DOTALL)
_NOTHING_BETWEEN = re.compile(r"\n\s*?(?=\n)")


def not_of_sources(said: Sequence[Passage], articles: Iterable[Article]) -> Iterator[Passage]:
    """Yield what was found of a document, but for what its articles state themselves.

    These are lines without text, if there are no more than in them, and the direction of texts whose block, or whose
    article as a whole, is to run against its letters.
    """
    if not any(one.text == EMPTY_LINE or _TURNED.match(one.text) for one in said):
        yield from said
        return
    articles = tuple(articles)
    blocks = [block for article in articles for block in _every_block(article)]
    empty = sum(len(_NOTHING_BETWEEN.findall(plain_text(run))) for block in blocks for run in block_inlines(block))
    ways = {way: "\n".join(map(letters, _texts_to(way, articles, blocks))) for way in ("ltr", "rtl")}
    spare = sum(one.text == EMPTY_LINE for one in said) <= empty
    for one in said:
        found = _TURNED.match(one.text)
        stated = letters(found[2]) in ways["ltr" if found[1] else "rtl"] if found else spare and one.text == EMPTY_LINE
        if not stated:
            yield one


def _texts_to(way: str, articles: Iterable[Article], blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the texts that are to run this way: of blocks that say so, and of articles against their letters."""
    for article in articles:
        if article.direction == way and runs(" ".join(article_text(article))) not in (None, way):
            yield from article_text(article)
    yield from (text for block in blocks if getattr(block, "direction", None) == way for text in block_texts(block))


def _every_block(article: Article) -> Iterator[Block]:
    yield from walk(article.body)
    for note in notes(article.body):
        yield from walk(note.blocks)
