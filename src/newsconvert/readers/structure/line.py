"""A line of the source with what the rules ask about it, and what they answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from ...arabic import INVISIBLE

Role: TypeAlias = Literal[
    "kicker", "headline", "byline", "dateline", "date", "heading", "paragraph", "item", "quotation", "citation"
]

#: A line of more characters is a paragraph whatever it says, unless it begins as an item of a list does.
LONG = 150
#: A heading has at most so many words.
HEADING_WORDS = 16

_SENTENCE_END = re.compile(r"[.!؛،,;…:»\"”)\]>](?:\s*\*)?$")
#: Latin names and numbers end headings with a bracket: «تعريف المخطط (اختياري)».
_BRACKET_END = re.compile(r"\([^()]{1,60}\)$")


@dataclass(slots=True)
class Line:
    """A line without outer space; `bare` is without invisible characters too, `gap` tells of blank lines before it.

    `short` marks a line that could be a heading by its length and its end.
    """

    text: str
    gap: bool
    bare: str = field(init=False)
    words: int = field(init=False)
    short: bool = field(init=False)

    def __post_init__(self) -> None:
        text = self.text
        self.bare = text if len(text) > LONG else INVISIBLE.sub("", text)
        self.words = 99 if len(text) > LONG else text.count(" ") + 1
        self.short = self.words <= HEADING_WORDS and (
            not _SENTENCE_END.search(self.bare) or bool(_BRACKET_END.search(self.bare))
        )


class Verdict(NamedTuple):
    """What a rule takes a line for, and how sure it is, 0 to 1.

    `level` belongs to headings. `marker` is the length of an item's marker and `number` the number it stands for.
    `head` is how much of a paragraph's beginning is its dateline.
    """

    role: Role
    confidence: float
    level: int = 2
    marker: int = 0
    number: int | None = None
    head: int = 0


class Decision(NamedTuple):
    """What a line was taken for: the rule that decided, its confidence, and the line."""

    role: Role
    rule: str
    confidence: float
    text: str
    level: int = 0


@dataclass(slots=True)
class Page:
    """All lines of an article, and what has been decided so far."""

    lines: list[Line]
    verdicts: list[Verdict | None]
    rules: list[str]

    def next(self, at: int) -> Line | None:
        """Return the line after `at`, or None at the end."""
        return self.lines[at + 1] if at + 1 < len(self.lines) else None

    def before(self, at: int) -> Line | None:
        """Return the line before `at`, or None at the start."""
        return self.lines[at - 1] if at else None
