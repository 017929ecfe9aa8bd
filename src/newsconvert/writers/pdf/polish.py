"""Punctuation that is drawn better than it was typed, while the text stays to the letter.

What is drawn otherwise is marked with a character that has no ink; the text layer and the tags have what was typed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...model import Article, Block, Code, Heading, Inlines, Preformatted, Verse
from ...model.texts import map_inlines, map_texts, plain_text

#: Stands after what is drawn otherwise than it was typed.
MARK = "\N{VARIATION SELECTOR-1}"
_TYPED = {"«": '"', "»": '"', "…": "..."}
_DRAWN = re.compile(f"([{''.join(_TYPED)}]){MARK}")
_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")


def polished(article: Article) -> Article:
    """Return an article in whose Arabic text straight quotes are drawn as « », and three dots as an ellipsis.

    Headings, verse, code and what stands in another direction are left as they are.
    """
    if article.direction != "rtl":
        return article
    return replace(article, body=tuple(map(_polished, article.body)))


def typed(drawn: str) -> str:
    """Return what was typed where this is drawn."""
    return _DRAWN.sub(lambda one: _TYPED[one[1]], drawn) if MARK in drawn else drawn


def _polished(block: Block) -> Block:
    if isinstance(block, Heading | Preformatted | Verse) or getattr(block, "direction", None) == "ltr":
        return block
    return map_inlines(block, _run)


def _run(inlines: Inlines) -> Inlines:
    text = plain_text(inlines)
    if MARK in text or ('"' not in text and "..." not in text) or _has_code(inlines):
        return inlines
    quotes = iter("«»" * text.count('"')) if _are_pairs(text) else None

    def change(part: str) -> str:
        if quotes is not None:
            part = re.sub('"', lambda _: next(quotes) + MARK, part)
        return _DOTS.sub(f"…{MARK}", part)

    return map_texts(inlines, change)


def _has_code(inlines: Inlines) -> bool:
    return any(isinstance(one, Code) or _has_code(getattr(one, "children", ())) for one in inlines)


def _are_pairs(text: str) -> bool:
    """Return whether straight quotes open and close by turns: one that opens stands before what is quoted."""
    places = [one.start() for one in re.finditer('"', text)]
    if len(places) % 2:
        return False
    opening, closing = places[::2], places[1::2]
    return all(text[at + 1 : at + 2].strip() and not text[:at][-1:].isalnum() for at in opening) and all(
        text[at - 1 : at].strip() and not text[at + 1 : at + 2].isalnum() for at in closing
    )
