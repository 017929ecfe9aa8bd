"""Short lines over longer ones: headings without a mark, and runs of lines that have no title."""

from __future__ import annotations

from ...patterns import pattern
from .credits import labelled_byline
from .dates import date_line
from .line import DIGIT, LETTER, Line, Page, Verdict
from .lists import begins_list
from .names import name_likeness
from .parts import kind_of
from .sentences import FULL_STOP, begins_sentence, goes_on

#: What parts a name and a place in brackets.
_SIDES = pattern(r"\s*[-–—،,/]\s*")
#: Addresses, and telephone numbers.
NO_TITLE = pattern(r"[@#/\\]|^\w\s?:|^(?:ال)?(?:مصدر|مصادر)\s?[:：]|(?<![\d٠-٩])(?:\+|0|٠)[\d٠-٩](?:[\s-]?[\d٠-٩]){5}")
#: Brackets at the end: «الأسماك (كجم / ريال)».
_BRACKETS = pattern(r"(?<=\S)\s?\([^()]*\)$")
#: What parts two halves of a line.
_MIDDLE = pattern(r"\S\s*(?:\*{2,}|\.{3,}|…|\t|\s{3,}|\s/\s|\s\|\s|\s=\s)\s*\S")
#: A topic, dots, and what of it.
_TOPIC = pattern(r"[^.…\t|/=*:،؟]+\s?(?:\.{3}|…)\s?[^.…\t|/=*:،؟]+")


def quoted_heading(page: Page, at: int) -> Verdict | None:
    """Take a short line for a heading that quotes someone by name: «السيسي: «لن نسمح بذلك»», or ends in a quoted word."""
    line, following = page.lines[at], page.next(at)
    if not following or line.words > 12 or not line.bare.endswith(("»", "”", '"')):
        return None
    if following.words < 15 or goes_on(line.bare):
        return None
    return Verdict("heading", 0.75) if ":" in line.bare or line.words <= 6 else None


def short_line(page: Page, at: int) -> Verdict | None:
    """Take a short line without a full stop for a heading where a longer text follows it.

    Two or three such lines may follow each other; more are a poem, a list of names or a table. A line that begins as
    a sentence goes on, a score, and a line with two halves are not headings.
    """
    line, following = page.lines[at], page.next(at)
    if not line.short or not following:
        return None
    title = _without_brackets(line)
    if not LETTER.search(title) or NO_TITLE.search(title) or title.startswith("نحن "):  # who decrees
        return None
    if line.bare.endswith(("؟", "?")) or name_likeness(line.bare) > 0.8:
        return None
    if begins_sentence(line.bare) or (line.words <= 6 and DIGIT.search(line.bare) and date_line(line.bare)):
        return None
    before = page.before(at)
    if (before and before.text == line.text) or (not line.bare.startswith("من ") and labelled_byline(page, at)):
        return None
    if (
        line.bare[0] == "("
        and line.bare[-1] == ")"
        and any(kind_of(part) == "place" for part in _SIDES.split(line.bare))
    ):
        return None  # who wrote a letter, and where: «(أم فيصل - الدمام)»
    run_start, run_end = _run(page, at)
    length = run_end - run_start
    if length > 3 or (length == 3 and _alike(page.lines[run_start:run_end])):
        return None
    after = page.lines[run_end] if run_end < len(page.lines) else None
    over = after is not None and begins_list(page, run_end)
    if after is None or not (after.words > max(6, min(line.words, 8)) or over):
        return None
    if after.words < 10 and not over and not FULL_STOP.search(after.bare):  # more of the same: verse, names
        return None
    longer = after.words >= 12 or over
    return Verdict("heading", (0.85 if length == 1 else 0.75) if longer else 0.6)


def run_of_lines(page: Page, at: int) -> Verdict | None:
    """Take a line for a paragraph that has two halves side by side, or stands in a run of short lines of one length."""
    line = page.lines[at]
    if 4 <= line.words <= 14 and _MIDDLE.search(_without_brackets(line)) and not _is_topic(page, at):
        return Verdict("paragraph", 0.8)
    if not line.short or line.words < 2:
        return None
    start, end = _run(page, at)
    if end - start >= 4 or (end - start == 3 and _alike(page.lines[start:end])):
        return Verdict("paragraph", 0.75)
    return None


def _without_brackets(line: Line) -> str:
    """Return a line without the brackets at its end: «الأسماك (كجم / ريال)»."""
    return _BRACKETS.sub("", line.bare) if line.bare[-1:] == ")" else line.bare


def _run(page: Page, at: int) -> tuple[int, int]:
    """Return where the run of short lines around `at` starts and ends."""
    start, end = at, at + 1
    while start and at - start < 4 and page.lines[start - 1].short and not _is_settled(page, start - 1):
        start -= 1
    while (
        end < len(page.lines)
        and end - at < 4
        and page.lines[end].short
        and not _is_settled(page, end)
        and not begins_list(page, end)
    ):
        end += 1
    return start, end


def _is_settled(page: Page, at: int) -> bool:
    """Return whether a line was already found to be something other than a heading."""
    verdict = page.verdicts[at]
    return verdict is not None and verdict.role != "heading"


def _alike(lines: list[Line]) -> bool:
    """Return whether the lines are of one length, as those of a poem are."""
    sizes = [len(line.bare) for line in lines]
    return min(sizes) > 12 and max(sizes) - min(sizes) <= 0.25 * max(sizes)


def _is_topic(page: Page, at: int) -> bool:
    """Return whether dots part a topic from what of it, between two paragraphs: «بعد الغياب... عودة خجولة»."""
    before, following = page.before(at), page.next(at)
    apart = before is not None and following is not None and min(before.words, following.words) >= 12
    return apart and page.lines[at].words <= 8 and bool(_TOPIC.fullmatch(page.lines[at].bare))
