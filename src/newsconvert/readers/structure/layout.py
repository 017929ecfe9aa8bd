"""Lines of the file to lines of the article: one paragraph a line, or wrapped lines with blank lines between."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from ...arabic import INVISIBLE
from ...patterns import pattern
from .creditlines import is_credit
from .dates import date_line
from .line import Line, Page

_ENDS = pattern(r"[.!؟?:؛»\"”]$")
_FIRST_WORD = pattern(r"\S+")
#: How typists set the first line of a paragraph in.
_INDENTED = pattern(r"(?:\t|[ \xa0]{2,}|\u3000)\S")
#: What begins a line of its own even in wrapped text: an item, a heading's mark, a credit, a question and its answer.
STARTS = pattern(
    r"(?:[-–—•*▪◦‣●·■◄►✓]|#{1,6}\s|[\d٠-٩]{1,3}\s?[.)\-–/](?=\s*[^\W\d])|[أبجدهوزحطي]\s?[.)]|[أبجدهوزحطي]\s?[-–]\s)\s*\S"
    r"|(?:كتب|كتبت|كتبه|إعداد|اعداد|تقرير|بقلم|تصوير|ترجمة|تحقيق|حوار|المصدر|نقل[اًا]+ عن|من|إلى|التاريخ|الموضوع|From|To|Cc|Date|Sent|Subject|س|ج)\s?\d*\s*:"
)
#: Words between two dashes, which are an aside of the sentence where a line has no room for the first of them.
_ASIDE = pattern(r"[-–—]\s?[^\W\d_][^-–—]*[^\W_]\s?[-–—](?=\s|$)")
#: What parts the two halves of a verse; dashes and slashes, which part clauses too, are left to the search for rows.
_HALVES = pattern(r"\S\s*(?:\*{2,5}|\.{3,}|…+|\t+| {3,}|\sـ{2,}\s|\s#\s|(?<!:)//|\s==?\s)\s*\S")
#: A row with its label and a figure: «بغداد: سعر البيع 148,250 دينارا».
_ROW = pattern(r"[^\W\d_]+(?:\s[^\W\d_]+){0,2}\s?:\s\D{0,30}[\d٠-٩]")
#: Typewriters and mailers wrap at so many characters.
_WIDEST, _NARROWEST = 110, 30
#: Lines of verse are as wide as a narrow column: it takes so many pairs of lines to know a column.
_COLUMN, _COLUMN_PAIRS = 40, 5
#: So many lines of a head may stand above wrapped text without a blank line.
_HEAD = 5


#: Lines that were wrapped by hand are known by their width alone from here.
_BY_HAND = 60
#: A line that says when is no longer.
_DATED = 45


class _Raw(NamedTuple):
    text: str
    gap: bool


def article_lines(lines: list[str]) -> tuple[list[Line], bool]:
    """Return the lines of the article, and whether the file's lines had been wrapped and are joined in them."""
    raw: list[_Raw] = []
    indented: list[bool] = []
    gap = False
    for line in lines:
        text = _trim(line)
        if text:
            raw.append(_Raw(text, gap))
            indented.append(line[:1].isspace() and _INDENTED.match(line) is not None)
            gap = False
        else:
            gap = bool(raw)
    if any(indented) and _are_paragraphs(raw, indented):
        raw = [_Raw(text, gap or begins) for (text, gap), begins in zip(raw, indented, strict=True)]
    width = _wrapped_at(raw)
    if not width:
        return [Line(*line) for line in raw], False
    joined: list[_Raw] = []
    last = ""
    for at, piece in enumerate(raw):
        if (
            joined
            and not piece.gap
            and _continues(last, piece.text, width, first=len(joined) == 1)
            and not (at == len(joined) <= _HEAD and _is_credit_of_head(joined[-1], raw[at : at + 2]))
        ):
            joined[-1] = _Raw(f"{joined[-1].text} {piece.text}", joined[-1].gap)
        else:
            joined.append(piece)
        last = piece.text
    return [Line(*line) for line in joined], True


def _are_paragraphs(raw: list[_Raw], indented: list[bool]) -> bool:
    """Return whether the `indented` lines of wrapped text begin its paragraphs: what stands above each ends a sentence.

    Verse and items have the lines that go on indented.
    """
    firsts = [at for at, begins in enumerate(indented) if begins and at]
    if len(firsts) < 2 or all(indented[at + 1 : at + 3] != [False, False] for at in firsts):
        return False
    ended = sum(bool(_ENDS.search(raw[at - 1].text)) for at in firsts[1:])
    return ended >= 0.8 * (len(firsts) - 1) and not any(STARTS.match(raw[at].text) for at in firsts)


def _is_credit_of_head(above: _Raw, following: list[_Raw]) -> bool:
    """Return whether the first line of `following` is a credit, which no headline goes on with."""
    return is_credit(Page([Line(*line) for line in (above, *following)]), 1)


def _trim(line: str) -> str:
    """Return `line` without white space around it; empty where it holds nothing that is seen."""
    text = line.strip(" \t\xa0\u3000\u200b\ufeff\u2060").strip()
    if len(text) < 8 and not INVISIBLE.sub("", text).strip():
        return ""
    return text


def _full(line: str, following: str, width: int) -> bool:
    """Return whether the first word of the next line had no room on this one."""
    found = _FIRST_WORD.match(following)
    return len(line) + 1 + (len(found[0]) if found else 0) > width


def _continues(line: str, following: str, width: int, *, first: bool) -> bool:
    if _ASIDE.match(following) and _full(line, following, width) and not first:
        return not _ENDS.search(line) and not STARTS.match(line)
    if STARTS.match(following) or (len(following) <= _DATED and date_line(following)) or _apart(line, following):
        return False
    if _full(line, following, width):
        return not first or len(line) <= width
    # Ragged right: wrapped by hand, so that no single word shows it.
    return not first and len(line) > width * 0.72 and not _ENDS.search(line)


def _wrapped_at(raw: list[_Raw]) -> int:
    """Return the width that the lines were wrapped at; 0 where a line is a paragraph.

    Wrapped lines are of one width except at the end of a paragraph, and few of them end where a sentence does. A
    headline or a slug that stands alone may be wider; where paragraphs are parted by blank lines, it does not count.
    """
    if sum(len(line.text) > _WIDEST for line in raw) * 3 > len(raw):  # one paragraph per line
        return 0
    groups: list[list[str]] = []
    for line in raw:
        if line.gap or not groups:
            groups.append([])
        groups[-1].append(line.text)
    if len(groups) == 1 and not any(_ENDS.search(line.text) for line in raw):  # headlines, or names: no sentence ends
        return 0
    body = [pair for group in groups[1:] for pair in _pairs(group)]
    if len(groups) > 1 and all(len(a) < _NARROWEST for a, _ in body):  # blank lines between paragraphs of one line each
        return 0
    pairs = body if len(body) >= 2 else [pair for group in groups for pair in _pairs(group)]
    if len(pairs) < (1 if len(groups) > 1 else 4):
        return 0
    # A paragraph's last line may be the widest, by no more than a word.
    inner = max(len(a) for a, _ in pairs)
    width = max(len(text) for pair in pairs for text in pair if len(text) <= inner + 8)
    if not _NARROWEST <= width <= _WIDEST or any(len(b) > _WIDEST for _, b in pairs):
        return 0
    if len(groups) == 1:  # the lines of the head stand above the first full one
        first = next((at for at, (a, b) in enumerate(pairs) if _full(a, b, width)), 0)
        pairs = pairs[first:] if first <= _HEAD and len(pairs) >= first + _COLUMN_PAIRS else pairs
    # A line far from the edge ends on purpose: an item, a credit, an end mark. Most are to be wrapped ones.
    near = [(a, b) for a, b in pairs if len(a) > width * 0.6]
    if len(near) * 2 < len(pairs):
        return 0
    pairs = near
    strictly = sum(_full(a, b, width) for a, b in pairs)
    full = sum(_full(a, b, width) or len(a) > width * 0.8 for a, b in pairs)
    ended = sum(bool(_ENDS.search(a)) for a, _ in pairs)
    if width < _COLUMN and (len(pairs) < _COLUMN_PAIRS or strictly < len(pairs) * 0.9):
        return 0
    enough = 0.6 if len(groups) > 2 else 0.85
    open_ended = (
        len(pairs) - sum(bool(_ENDS.search(a)) and len(a) <= width * 0.8 for a, _ in pairs)
        if body or len(groups) == 1
        else len(pairs)
    )
    if strictly >= len(pairs) / 2 and full >= open_ended * enough and ended <= len(pairs) * 0.4:
        return width
    # By hand: lines that are about full or end a sentence, and paragraphs that do; a list of headlines has no full stops.
    even = sum(len(a) > width * 0.8 or bool(_ENDS.search(a)) for a, _ in pairs)
    by_hand = width >= _BY_HAND and len(pairs) - ended >= 4 and ended <= len(pairs) * 0.5 and even >= len(pairs) * 0.9
    return width if by_hand and sum(line.text.endswith(".") for line in raw) >= 2 else 0


def _unbreakable(text: str) -> bool:
    """Return whether a line is one long word, an address: it may be wider than the others, which were wrapped."""
    return len(text) > _NARROWEST and " " not in text


def _pairs(group: list[str]) -> list[tuple[str, str]]:
    """Return the neighbours in lines without a gap of which the second may go on with the first."""
    return [
        (a, b)
        for a, b in pairwise(group)
        if not (_unbreakable(a) or _unbreakable(b) or STARTS.match(b) or _apart(a, b))
    ]


def _apart(line: str, following: str) -> bool:
    """Return whether two lines are verse, or rows that a label begins each, so that neither goes on with the other."""
    if "|" in (line[0], following[0]):  # of a table
        return True
    return bool((_HALVES.search(line) and _HALVES.search(following)) or (_ROW.match(line) and _ROW.match(following)))
