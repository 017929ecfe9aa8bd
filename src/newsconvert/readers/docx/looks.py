"""How large the paragraphs of a Word document are set, where no style says which is the headline."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from ...packages.word import W
from ...patterns import pattern
from .content import words_in
from .styles import Styles

_W = f"{{{W}}}"
#: What Word sets where nothing is said, in half-points (17.3.2.38).
_DEFAULT = 20
#: A headline is this much larger than the text, and among the first paragraphs.
_LARGER, _AMONG = 1.2, 10
_FEWEST_WORDS = 3
#: Where the text has begun: a sentence, or what is longer than a deck.
_TEXT = pattern(r".{60,}[.!؟…][»”\")]*|.{250,}", re.DOTALL)
_TITLED = pattern(r"title|headline|heading ?1")


def headline_in(body: Any, styles: Styles, fields: tuple[str, ...]) -> Any:
    """Return the paragraph that is larger than all about it and above the text, where no style names a headline."""
    paragraphs = [one for one in body.iterchildren(f"{_W}p") if words_in(one).strip()]
    if any(_TITLED.fullmatch(styles.name(one, fields)) for one in paragraphs):
        return None
    texts = [words_in(one).strip() for one in paragraphs[:_AMONG]]
    sizes = [_size(one, styles) for one in paragraphs[:_AMONG]]
    begun = next((at for at, text in enumerate(texts) if _TEXT.fullmatch(text)), _AMONG)
    ranked = sorted(range(min(len(texts), begun + 1)), key=sizes.__getitem__, reverse=True)
    if len(ranked) < 2 or sizes[ranked[0]] <= sizes[ranked[1]]:
        return None
    text = texts[ranked[0]]
    if _TEXT.fullmatch(text) or len(text.split()) < _FEWEST_WORDS:  # a lead may be set larger
        return None
    shares = Counter[int]()
    for at, one in enumerate(paragraphs):
        shares[sizes[at] if at < len(sizes) else _size(one, styles)] += len(words_in(one))
    return paragraphs[ranked[0]] if sizes[ranked[0]] >= shares.most_common(1)[0][0] * _LARGER else None


def _size(paragraph: Any, styles: Styles) -> int:
    """Return the size of the letters of a paragraph in half-points: that of its largest run, or of its style."""
    return max(
        (_size_of(run, paragraph, styles) for run in paragraph.iter(f"{_W}r") if words_in(run).strip()), default=0
    )


def _size_of(run: Any, paragraph: Any, styles: Styles) -> int:
    stated = (styles.run_property(run, paragraph, name) for name in ("szCs", "sz"))
    values = [one.get(f"{_W}val", "") for one in stated if one is not None]
    return max((int(value) for value in values if value.isdecimal() and len(value) < 5), default=_DEFAULT)
