"""How large the paragraphs of a Word document are set, where no style says which is the headline."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Any

from ...packages.word import W
from ...patterns import pattern
from .content import words_in
from .styles import Styles

_W = f"{{{W}}}"
#: What Word sets where nothing is said, in half-points (17.3.2.38).
_DEFAULT = 20
#: A headline is this much larger than the text, and among the first paragraphs.
_LARGER, _AMONG, _LONGEST = 1.2, 10, 250
_FEWEST_WORDS = 3
#: Where the text has begun: a sentence, or what is longer than a deck.
_TEXT = pattern(r".{60,}[.!؟…][»”\")]*|.{250,}", re.DOTALL)
_TITLED = pattern(r"title|headline|heading ?1")


def headline_in(body: Any, styles: Styles, fields: tuple[str, ...]) -> Any:
    """Return the paragraph that is larger than all about it and above the text, where no style names a headline."""
    paragraphs = [one for one in body.iterchildren(f"{_W}p") if words_in(one).strip()]
    if any(_TITLED.fullmatch(styles.name(one, fields)) for one in paragraphs):
        return None
    first = list(islice(paragraphs, _AMONG))
    begun = next((at for at, one in enumerate(first) if _TEXT.fullmatch(words_in(one).strip())), len(first))
    ranked = sorted(first[: begun + 1], key=lambda one: _size(one, styles), reverse=True)
    if len(ranked) < 2 or not _size(ranked[0], styles) > _size(ranked[1], styles):
        return None
    text = words_in(ranked[0]).strip()
    if len(text) > _LONGEST or len(text.split()) < _FEWEST_WORDS:
        return None
    sizes = Counter[int]()
    for one in paragraphs:
        sizes[_size(one, styles)] += len(words_in(one))
    return ranked[0] if _size(ranked[0], styles) >= sizes.most_common(1)[0][0] * _LARGER else None


def _size(paragraph: Any, styles: Styles) -> int:
    """Return the size of the letters of a paragraph in half-points: that of its largest run, or of its style."""
    return max(
        (_size_of(run, paragraph, styles) for run in paragraph.iter(f"{_W}r") if words_in(run).strip()), default=0
    )


def _size_of(run: Any, paragraph: Any, styles: Styles) -> int:
    stated = (styles.run_property(run, paragraph, name) for name in ("szCs", "sz"))
    values = [one.get(f"{_W}val", "") for one in stated if one is not None]
    return max((int(value) for value in values if value.isdecimal() and len(value) < 5), default=_DEFAULT)
