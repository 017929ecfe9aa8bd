"""Sub-heads that a picture stands before, as newsletters, channels and chats set them: «📌 باختصار», «☕ رقم اليوم»."""

from __future__ import annotations

from ...patterns import pattern
from .line import Page, Verdict
from .lists import BULLETED
from .shortlines import NO_TITLE

#: Signs and emoji, with what varies them, before a word.
_PICTURE = pattern(
    '(?P<picture>(?:[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]*\\s*)+)(?=[\\w«"“(])'
)
_FIRST = "\u2600"
_NO_HEADING = pattern(r"[.،؛]\W*$|:\s*\S")
_MOST_WORDS = 9


def pictured_heading(page: Page, at: int) -> Verdict | None:
    """Take a few words with a picture before them for a heading, over text or over items that bear another mark.

    A single one must stand over items; pictures in a row, or one for each line, mark items themselves.
    """
    if page.lines[at].text[0] < _FIRST or not _is_over_text(page, at):
        return None
    if _picture(page, at + 1) or BULLETED.match(page.lines[at + 1].text):
        return Verdict("heading", 0.85)
    others = any(_is_over_text(page, one) for one in range(1, len(page.lines) - 1) if one != at)
    return Verdict("heading", 0.8) if others else None


def _is_over_text(page: Page, at: int) -> bool:
    line, picture = page.lines[at], _picture(page, at)
    if not picture or line.words > _MOST_WORDS or at + 1 >= len(page.lines):
        return False
    if _NO_HEADING.search(line.text) or NO_TITLE.search(line.text):
        return False
    below, above = _picture(page, at + 1), _picture(page, at - 1) if at else ""
    if below or BULLETED.match(page.lines[at + 1].text):  # items of another mark, two of them at least
        marks = [page.lines[one].text[0] for one in range(at + 1, min(at + 3, len(page.lines)))]
        return above != picture and len(marks) == 2 and marks[0] == marks[1] != line.text[0]
    return above != picture and page.lines[at + 1].words > 3


def _picture(page: Page, at: int) -> str:
    """Return the pictures that a line begins with; empty where it begins with none."""
    text = page.lines[at].text
    found = _PICTURE.match(text) if text[0] >= _FIRST else None
    return found["picture"].strip() if found else ""
