"""The digits of what documents state of their own: page numbers, dates, numbers of notes; never those of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from .errors import OptionError
from .languages import with_digits
from .model import Article, Volume, article_text
from .patterns import pattern

#: The digits that may be chosen; auto are those of the text.
DIGITS = ("auto", "arabic", "european")

#: It begins with what it looks for, so that a text is searched for digits alone.
_NUMBER = pattern(
    r"[0-9٠-٩۰-۹](?<![A-Za-z0-9٠-٩۰-۹@/._-].)(?:(?<=[0-9])[0-9]*|(?<=[٠-٩۰-۹])[٠-٩۰-۹]*)"
    r"(?:[.,:/٫٬-][0-9٠-٩۰-۹]+)*(?![A-Za-z@])"
)

_Work = TypeVar("_Work", bound=Article | Volume)


def most_digits(texts: Iterable[str]) -> str:
    """Return the digits that most numbers of `texts` have: arabic, european, or language if neither has more.

    Numbers among Latin letters and in addresses do not count. Persian digits are Arabic ones.
    """
    european = arabic = 0
    for text in texts:
        for found in _NUMBER.finditer(text):
            european += found[0] < "\u0660"
            arabic += found[0] >= "\u0660"
    return majority(european - arabic)


def majority(more: float) -> str:
    """Return the digits that most have, of which so many `more` have european than arabic: language if none."""
    return "european" if more > 0 else "arabic" if more < 0 else "language"


def in_digits(work: _Work, digits: str = "auto") -> _Work:
    """Return an article, or a volume and its articles, with the digits of its documents decided.

    Those that it has already are kept unless others are asked for. Raise OptionError for digits that there are not.
    """
    if digits not in DIGITS:
        raise OptionError(f"There are no digits {digits!r}; choose one of {', '.join(DIGITS)}.")
    if digits == "auto" and work.digits != "auto":
        return work
    if digits == "auto":
        articles = work.articles if isinstance(work, Volume) else (work,)
        digits = most_digits(text for article in articles for text in article_text(article))
    if isinstance(work, Volume):
        articles = tuple(replace(article, digits=digits) for article in work.articles)
        return replace(work, digits=digits, articles=articles)
    return replace(work, digits=digits)


def numbering(work: Article | Volume, language: str | None = None) -> str:
    """Return the tag of the language, of `work` by default, with the digits of its documents (BCP 47, RFC 6067)."""
    return with_digits(language or work.language, in_digits(work).digits)
