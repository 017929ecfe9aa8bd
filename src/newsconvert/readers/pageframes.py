"""What headers and footers of pages state of an article where its text lacks it: headline, credits, source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..model import Article, Block, Heading, Paragraph, plain_text
from .credits import credits_of, with_credits
from .shaping import one_line
from .structure.authors import authors
from .structure.citations import cited_source, cites_source
from .structure.dates import date_line

#: A first block so long, or one that ends as sentences do, is of the text and no headline.
_SENTENCE, _SHORTEST = 90, 60
_FEWEST, _MOST = 4, 20
#: What a running head says of the paper, the firm or the page.
_OF_PAPER = re.compile(
    r"^(?:ال)?(?:صحيفة|جريدة|موقع|شبكة|وكالة|مجلة|بوابة|قناة|دار|مؤسسة|شركة|وزارة|جامعة|نشرة|مكتب|إدارة)\s"
    r"|(?:العدد|عدد|صفحة|الصفحة|سري|مسودة|page|draft|confidential)\b|[@©]|www\.|https?:|[|]",
    re.IGNORECASE,
)


def headline_of_frame(blocks: list[Block], texts: Iterable[str]) -> str | None:
    """Return the headline that only a header has: where the text begins with a sentence, and one line can be it."""
    first = next((block for block in blocks if isinstance(block, Heading | Paragraph)), None)
    if not isinstance(first, Paragraph):
        return None
    text = one_line(plain_text(first.inlines))
    if len(text) <= (_SHORTEST if text.endswith((".", "؟", "!")) else _SENTENCE):
        return None
    found = [line for line in texts if _is_headline(line)]
    return found[0] if len(found) == 1 else None


def _is_headline(line: str) -> bool:
    if not _FEWEST <= len(line.split()) <= _MOST or line.endswith(".") or _OF_PAPER.search(line):
        return False
    return not (date_line(line) or cites_source(line) or _credits(line))


def with_frame(article: Article, texts: Iterable[str]) -> Article:
    """Return an article with the credits and the source that lines of headers and footers state, if it lacks them."""
    lacks_all = not (article.byline or article.dateline or article.published)
    for line in texts:
        if article.source is None and cites_source(line):
            article = replace(article, source=cited_source(line))
        elif lacks_all:
            article = with_credits(article, _credits(line))
    return article


def _credits(line: str) -> dict[str, Any]:
    """Return the fields of a line that says who wrote, or where and when, and nothing of the paper."""
    found = {} if _OF_PAPER.search(line) else credits_of(line)
    named = found.get("byline")
    return {} if named and authors(named) in ((named,), ()) else found
