"""Which digits a document has in what it states of its own."""

from __future__ import annotations

import re

from ..binding import colophon, extent
from ..citation import citation_rows, row_text
from ..languages import format_date
from ..model import Article, Volume
from ..numerals import DIGITS, in_digits, numbering
from .facts import text_key
from .passages import LOOSE, Reading


def in_digits_of(reading: Reading, volume: Volume) -> Volume:
    """Return a volume with the digits that most of what a document adds to its text has: auto, arabic or european.

    Where one of these texts is another, or has other digits than the rest, that is found by comparing it.
    """
    parts = (*reading.articles, reading.outside, reading.contents)
    texts = [passage.text.replace(LOOSE, " ") for part in parts for passage in part]
    texts += [told for name, told in reading.facts if name == "cover"]
    # A long text without a number is no part of what is looked for.
    shown = "".join(text_key(text) for text in texts if len(text) < _LONG or _DIGIT.search(text))
    choices = [in_digits(volume, digits) for digits in DIGITS]
    if volume.digits == "auto":  # which comes to one of the others
        choices = list({one.digits: one for one in choices}.values())
    return max(choices, key=lambda one: sum(text in shown for text in _added(one)))


_LONG, _DIGIT = 80, re.compile(r"\d")


def _added(volume: Volume) -> set[str]:
    """Return the keys of what documents of a volume, or of its article, state with numbers."""
    rows = [row_text(row) for article in volume.articles for row in citation_rows(article)]
    rows += [extent(volume), *(f"{label}: {value}" for label, value in colophon(volume, ()))]
    works: list[Article | Volume] = [volume, *volume.articles]
    rows += [format_date(work.published, numbering(work)) for work in works if work.published]
    return {text_key(text) for text in rows if any(map(str.isdecimal, text))}
