"""Sub-headings that stand apart: a few words between paragraphs that end as sentences do, however short these are."""

from __future__ import annotations

from ...patterns import pattern
from .folding import fold, phrases
from .line import Line, Page, Verdict
from .names import name_likeness
from .parts import kind_of
from .sentences import begins_sentence, begins_with_verb
from .words import PAPERS

#: A line that stands apart is a heading up to so many words.
_MOST_WORDS = 6
#: The end of a sentence, but not of one that trails off, as verse and speech do.
_ENDS = pattern(r"(?<!\.)[.؟?!][\s»”\"')\]*]*$|[»”\"][)\]]?$")
#: What a heading does not hold: speech, marks of items, two halves, figures that make a row.
_NO_HEADING = pattern(r"[«»“”\"@#/\\|=<>_\t؟?]|\.\.|…|[:،؛,;]|^\W|\d\s*[-–—:×]\s*\d|\s{3}")
_CREDITS = frozenset(("agency", "paper", "desk", "photo", "name"))
#: Labels of what pages set between paragraphs.
_PAGE_LABELS = phrases(
    "إعلان، إعلان ممول، إعلانات، صورة، صور، بالصور، فيديو، بالفيديو، عاجل، خاص، وكالات، متابعة، متابعات"
)


def set_apart(page: Page, at: int) -> Verdict | None:
    """Take a few words for a heading that stand between two paragraphs that end, with blank lines on both sides.

    Without blank lines, another such line in the article must speak for it.
    """
    if not _stands_apart(page, at):
        return None
    line, following = page.lines[at], page.lines[at + 1]
    if line.gap and following.gap and kind_of(line.bare) != "place":
        return Verdict("heading", 0.75)
    others = any(_stands_apart(page, one) for one in range(1, len(page.lines) - 1) if one != at)
    return Verdict("heading", 0.65) if others else None


def _stands_apart(page: Page, at: int) -> bool:
    line, before, following = page.lines[at], page.before(at), page.next(at)
    return (
        before is not None
        and following is not None
        and line.words <= _MOST_WORDS
        and line.short
        and line.text[0].isalpha()
        and _is_sentence(before)
        and _is_sentence(following)
        and following.words > min(line.words, 2)
        and _may_head(line.bare)
    )


def _is_sentence(line: Line) -> bool:
    return line.words >= 3 and bool(_ENDS.search(line.bare[-20:]))


def _may_head(text: str) -> bool:
    """Return whether a few words may be a heading: neither a sentence's beginning, nor a credit, nor a name."""
    if _NO_HEADING.search(text) or begins_sentence(text) or begins_with_verb(text) or name_likeness(text) > 0.5:
        return False
    bare = fold(text)
    return bare not in PAPERS and bare not in _PAGE_LABELS and kind_of(text) not in _CREDITS
