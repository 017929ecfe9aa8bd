"""Letters that join where the style changes within a word: «<b>كت</b>اب».

Each piece of text in one style is shaped by itself, so that its last letter would have its final form and the next its
initial one. A joiner (U+200D), with the mark of what is drawn and was not typed, is put at both sides of such a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise

from ...model import Article, Block, Emphasis, Inline, Inlines, Link, Preformatted, Strikethrough, Strong, Text
from ...model.texts import map_inlines
from .polish import JOINER

_STYLES = (Strong, Emphasis, Strikethrough, Link)
_MARKS = "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]*"
#: Letters that join the one before them alone (Joining_Type R), and those that join both (D), with the tatweel; the
#: Unicode Character Database, ArabicShaping.txt, blocks Arabic and Arabic Supplement.
_RIGHT = (
    "\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf"
    "\u06d2\u06d3\u06d5\u06ee\u06ef"
)
_DUAL = (
    "\u0620\u0626\u0628\u062a-\u062e\u0633-\u0647\u0649\u064a\u066e\u066f\u0678-\u0687\u069a-\u06bf\u06c1\u06c2\u06cc"
    "\u06ce\u06d0\u06d1\u06fa-\u06fc\u06ff\u0750-\u0758\u075c-\u076a\u076d-\u0770\u0772\u0775-\u0777\u077a-\u077f"
)
_JOINS_NEXT = re.compile(f"[{_DUAL}]{_MARKS}\\Z")
_JOINS_BEFORE = re.compile(f"{_MARKS}[{_DUAL}{_RIGHT}]")


def joined(article: Article) -> Article:
    """Return an article whose words in several styles have joiners where these change, for drawing alone."""
    return replace(article, body=tuple(map(_joined, article.body)))


def _joined(block: Block) -> Block:
    return block if isinstance(block, Preformatted) else map_inlines(block, _run)


def _run(inlines: Inlines) -> Inlines:
    if not any(isinstance(one, _STYLES) for one in inlines):
        return inlines
    texts = list(_texts(inlines))
    joins = [bool(_JOINS_NEXT.search(a) and _JOINS_BEFORE.match(b)) for a, b in pairwise(texts)]
    if not any(joins):
        return inlines
    return _with_joiners(inlines, pairwise(chain([False], joins, [False])))


def _texts(inlines: Inlines) -> Iterator[str]:
    """Yield the text of each piece, nothing for what does not join."""
    for one in inlines:
        if isinstance(one, _STYLES):
            yield from _texts(one.children)
        else:
            yield one.text if isinstance(one, Text) else ""


def _with_joiners(inlines: Inlines, joins: Iterator[tuple[bool, bool]]) -> Inlines:
    made: list[Inline] = []
    for one in inlines:
        if isinstance(one, _STYLES):
            made.append(replace(one, children=_with_joiners(one.children, joins)))
            continue
        before, after = next(joins)
        made.append(replace(one, text=f"{JOINER * before}{one.text}{JOINER * after}") if isinstance(one, Text) else one)
    return tuple(made)
