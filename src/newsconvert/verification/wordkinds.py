"""What paragraphs of Word documents are said to be, by their styles, and which way they run.

Styles are known by their names, which are the same in all languages (ECMA-376 Part 1, 17.7.4.9), and in templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .normalize import letters
from .places import place_after
from .wordnames import OFF, W, text_in, text_of_run
from .wordstyles import Styles

#: The styles of paragraphs that documents have.
_STYLES = frozenset(
    """
    normal;kicker;title;subtitle;imprint;deck;byline;dateline;body text;quote;list bullet;list number;caption;
    footnote text;header;footer;masthead;source citation;bibliography;toc heading;index heading;index 1;figure;
    table text;dense table text;small table text;verse;html preformatted
    """.replace("\n", "").replace("    ", "").split(";")
)  # fmt: skip
_HEADING, _ENTRY = re.compile(r"heading ([1-6])"), re.compile(r"toc [1-6]")
#: Those whose text has the place that their style gives it.
_PLACED = frozenset(("title", "body text", "list bullet", "list number", "caption", "byline", "deck", "kicker"))
_MARKS = (f"{W}footnoteReference", f"{W}endnoteReference")


class Kinds:
    """Collects the paragraphs of a main part: their captions, directions, marks of notes and pictures."""

    def __init__(self, styles: Styles) -> None:
        """Take the styles, which have the names."""
        self._styles = styles
        self._before = ""
        self.texts = {"caption": "", "from left to right": "", "from right to left": ""}
        self.marked: list[str] = []
        self.placed: list[str] = []

    def add_text(self, paragraph: Any, text: str) -> None:
        """Add what the text of a paragraph is said to be, also in a note."""
        name = self._styles.standard_name(self._styles.name_of(paragraph)).casefold()
        shown = letters(text)
        self.texts["caption"] += shown if name == "caption" else ""
        self.texts["from right to left" if self._styles.is_bidi(paragraph) else "from left to right"] += shown

    def add(self, paragraph: Any, text: str) -> None:
        """Add a paragraph of the article with its text, as it is read."""
        self.add_text(paragraph, text)
        if next(paragraph.iter(*_MARKS), None) is not None:
            self.marked += _marks_in(paragraph)
        if next(paragraph.iter(f"{W}drawing"), None) is not None:
            self.placed.append(place_after(self._before))
        self._before += text


def _marks_in(paragraph: Any) -> Iterator[str]:
    said = ""
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterchildren(*_MARKS), None) is None:
            said += text_of_run(run)
        else:
            yield place_after(said)


def style_extras(root: Any, styles: Styles) -> Iterator[str]:
    """Yield the paragraphs of a part whose style documents do not have, or that have another level or place."""
    for paragraph in root.iter(f"{W}p"):
        name = styles.standard_name(styles.name_of(paragraph)).casefold()
        heading = _HEADING.fullmatch(name)
        if heading is None and name not in _STYLES and not _ENTRY.fullmatch(name):
            yield f"[style {name}] {text_in(paragraph)[:80]}"
        elif heading and styles.level_of(paragraph) != int(heading[1]):
            yield f"[outline level] {text_in(paragraph)[:80]}"
        if (heading or name in _PLACED) and paragraph.find(f"{W}pPr/{W}jc") is not None:
            yield f"[jc] {text_in(paragraph)[:80]}"


def is_unsteered(run: Any) -> bool:
    """Return whether a run is not said to run from right to left (17.3.2.30)."""
    told = run.find(f"{W}rPr/{W}rtl")
    return told is None or told.get(f"{W}val", "1") in OFF
