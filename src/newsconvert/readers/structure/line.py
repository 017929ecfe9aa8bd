"""A line of the source with what the rules ask about it, and what they answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from ...arabic import INVISIBLE
from ...patterns import pattern
from .dates import Dated

Role: TypeAlias = Literal[
    "kicker", "headline", "deck", "byline", "dateline", "date", "heading", "paragraph", "item", "row", "quotation", "verse",
    "citation", "place", "agency", "published", "label",
]  # fmt: skip

#: A digit as Arabs, Persians and Europeans write it, and a letter of any script.
DIGIT, LETTER = pattern("[0-9٠-٩۰-۹]"), pattern(r"[^\W\d_]")
#: A line of more characters is a paragraph whatever it says, unless it begins as an item of a list does.
LONG = 150
#: A heading has at most so many words.
HEADING_WORDS = 16

#: Characters and words that a label has at most, and what is drawn in it beside its letters.
_LABEL, _LABEL_WORDS, _MARK = 30, 2, pattern("[\u064b-\u0652\u0670ـ]")
_SENTENCE_END = pattern(r"[.!؛،,;…:»\"”)\]>](?:\s*\*)?$")
#: Latin names and numbers end headings with a bracket: «تعريف المخطط (اختياري)».
_BRACKET_END = pattern(r"\([^()]{1,60}\)$|^\[[^\[\]]{1,60}\]$")


def with_plain_label(text: str) -> str:
    """Return `text` without vowel signs and tatweel in a label that it begins with, such as «الـمَـصـدر:»."""
    if ":" not in text[:_LABEL] or not _MARK.search(text[:_LABEL]):
        return text
    label, colon, rest = text.partition(":")
    return _MARK.sub("", label) + colon + rest if label.count(" ") < _LABEL_WORDS else text


#: Pictures that chats and newsletters set before a credit: «✍️ أنس بنصالح», «📅 3 أبريل 2024».
_ICON, _FIRST_ICON = pattern("[✍🖊🖋📝👤🕐-🕧⏰⏱⌚🗓📅📆📍🌍🎙🎤📸📷]\ufe0f?\\s*(?=\\w)"), "\u2300"


@dataclass(slots=True)
class Line:
    """A line without outer space; `gap` is whether blank lines stand before it.

    `bare` is what rules look at: without invisible characters, and without vowel signs and tatweel in a label such as
    «الـمَـصـدر:», and without the picture before a credit. It holds something where `text` does.

    `short` marks a line that could be a heading by its length and its end.
    """

    text: str
    gap: bool
    bare: str = field(init=False)
    words: int = field(init=False)
    short: bool = field(init=False)

    def __post_init__(self) -> None:
        text = self.text
        self.bare = text if len(text) > LONG else with_plain_label(INVISIBLE.sub("", text))
        if self.bare is not text and not self.bare.strip():
            self.bare = text  # the words of a document may be such characters alone
        if self.bare[:1] > _FIRST_ICON and (icon := _ICON.match(self.bare)):
            self.bare = self.bare[icon.end() :]
        self.words = 99 if len(text) > LONG else text.count(" ") + 1 if "  " not in text else len(text.split())
        self.short = self.words <= HEADING_WORDS and (
            not _SENTENCE_END.search(self.bare) or bool(_BRACKET_END.search(self.bare))
        )


class Facts(NamedTuple):
    """What a credit or the beginning of a paragraph says: where, through which agency, when, who, and for which paper."""

    place: str | None = None
    agency: str | None = None
    dated: Dated | None = None
    byline: str | None = None
    paper: str | None = None


class Verdict(NamedTuple):
    """What a rule takes a line for, and how sure it is, 0 to 1.

    `level` belongs to headings. `marker` is the length of an item's marker and `number` the number it stands for.
    `head` is how much of a paragraph's beginning is its dateline. `shown` is the text where it is not the whole line;
    `facts` is what the line says of place, agency and date. `cells` are those of a row of a table, which has level 1
    where it is the head; `number` is the table's.
    """

    role: Role
    confidence: float
    level: int = 2
    marker: int = 0
    number: int | None = None
    head: int = 0
    facts: Facts | None = None
    shown: str | None = None
    cells: tuple[str, ...] = ()


class Decision(NamedTuple):
    """What a line was taken for: the rule that decided, its confidence, and the line."""

    role: Role
    rule: str
    confidence: float
    text: str
    level: int = 0


@dataclass(slots=True)
class Page:
    """All lines of an article, and what has been decided so far.

    `facts` are what credits have said beside names; `title_marks` counts the marks of Markdown before the headline;
    `credits` keeps what lines were found to be as credits. `stated` is whether the first line is known to be the
    headline. `looks` is how large and heavy lines are set, by their text, where the source shows it.
    """

    lines: list[Line]
    stated: bool = False
    looks: Mapping[str, int] = field(default_factory=dict)
    verdicts: list[Verdict | None] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    title_marks: int = 0
    credits: dict[int, tuple[str, Verdict] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.verdicts = [None] * len(self.lines)
        self.rules = [""] * len(self.lines)

    def settle(self, at: int, rule: str, verdict: Verdict) -> None:
        """Keep what a line was taken for, and by which rule."""
        self.verdicts[at], self.rules[at] = verdict, rule
        if verdict.facts:
            self.facts.append(verdict.facts)

    def unsettle(self, at: int) -> None:
        """Forget what a line was taken for."""
        self.verdicts[at], self.rules[at] = None, ""

    def look(self, at: int) -> int:
        """Return how large and heavy a line is set; 0 where that is not known."""
        return self.looks.get(self.lines[at].text, 0) if self.looks else 0

    def run_around(self, at: int, is_like: Callable[[Line], object], most: int) -> list[Line]:
        """Return the line at `at` with those like it that stand right above and below it, at most `most` on each side."""
        first = last = at
        while first and at - first < most and is_like(self.lines[first - 1]):
            first -= 1
        while last + 1 < len(self.lines) and last - at < most and is_like(self.lines[last + 1]):
            last += 1
        return self.lines[first : last + 1]

    def next(self, at: int) -> Line | None:
        """Return the line after `at`, or None at the end."""
        return self.lines[at + 1] if at + 1 < len(self.lines) else None

    def before(self, at: int) -> Line | None:
        """Return the line before `at`, or None at the start."""
        return self.lines[at - 1] if at else None
