"""Lines of the file to lines of the article: one paragraph a line, or wrapped lines with blank lines between."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from ...arabic import INVISIBLE
from ...patterns import pattern
from .creditlines import credit_at, is_credit
from .dates import date_line
from .line import Line, Page
from .parts import kind_of
from .placecredits import RANK
from .sentences import begins_with_verb

_ENDS = tuple('.!؟?:؛»"”')
_FIRST_WORD = pattern(r"\S+")
#: How typists set the first line of a paragraph in.
_INDENTED = pattern(r"(?:\t|[ \xa0]{2,}|\u3000)\S")
#: What begins a line of its own even in wrapped text: an item, an article of a law, a heading's mark, a credit, a question and its answer.
STARTS = pattern(
    r"(?:[-–—•*▪◦‣●·■◄►✓]|#{1,6}\s|[\d٠-٩]{1,3}\s?[.)\-–/](?=\s*[^\W\d])|[أبجدهوزحطي][\s\u200c]?[.)]|[أبجدهوزحطي]\s?[-–]\s)\s*\S|(?:ال)?مادة\s?[(\[]?[\d٠-٩]{1,3}[)\]]?\s?[:.\-–]"
    r"|(?:كتب|كتبت|كتبه|إعداد|اعداد|تقرير|بقلم|تصوير|ترجمة|تحقيق|حوار|المصدر|نقل[اًا]+ عن|من|إلى|التاريخ|الموضوع|From|To|Cc|Date|Sent|Subject|س|ج)\s?\d*\s*:"
    rf"|{RANK.pattern}"
)
#: Words between two dashes, which are an aside of the sentence where a line has no room for the first of them.
_ASIDE = pattern(r"[-–—]\s?[^\W\d_][^-–—]*[^\W_]\s?[-–—](?=\s|$)")
#: What parts the two halves of a verse; dashes and slashes, which part clauses too, are left to the search for rows.
_HALVES = pattern(r"\S\s*(?:\*{2,5}|\.{3,}|…+|\t+| {3,}|\sـ{2,}\s|\s#\s|(?<!:)//|\s==?\s)\s*\S")
#: A line has one of these where that is found, and few have.
_HALVE = ("**", "...", "…", "\t", "   ", "ــ", "#", "//", "=")
#: The dateline of an agency, which begins a paragraph: «بيروت 14-6 (ا ف ب) - اعلن».
_WIRED = pattern(
    r"(?P<place>[^\W\d_]+(?:\s[^\W\d_]+){0,2})\s(?:(?:[\d٠-٩]|(?:ال)?[أا]ول\s)[^()]{0,20})?\((?P<agency>[^()]{2,40})\)\s?[-–—]"
)
#: A row with its label and a figure: «بغداد: سعر البيع 148,250 دينارا».
_ROW = pattern(r"[^\W\d_]+(?:\s[^\W\d_]+){0,2}\s?:\s\D{0,30}[\d٠-٩]")
#: Typewriters and mailers wrap at so many characters.
_WIDEST, _NARROWEST = 110, 30
#: Lines of verse are as wide as a narrow column: it takes so many pairs of lines to know a column.
_COLUMN, _COLUMN_PAIRS = 40, 5
#: So many lines of a head may stand above wrapped text without a blank line.
_HEAD = 5
#: Of these, so many are no paragraph, which is wrapped by hand.
_TOP = 2


#: A line of so many characters is a paragraph, or a piece of one.
_TORN = 100
#: How a ground of a decree begins.
_GROUND = pattern(r"و?(?:على|بناء|بعد|بمقتضى|نظرا|تبعا|اعتبارا|عملا|استنادا|إذ|حيث|لما)\W?[ًا]*\s")
#: Lines that were wrapped by hand are known by their width alone from here.
_BY_HAND = 60
#: A full line may be wider than the widest of the body by no more than a word.
_SLACK = 8
#: Signs over and under letters, which take no room.
_SIGNS = pattern(r"[\u064b-\u0652\u0670]+")
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
    bare, width = _measured(raw)
    if not width:
        return [Line(*line) for line in _with_torn_joined(raw)], False
    room = _room(bare, width)
    joined: list[_Raw] = []
    last = ""
    for at, piece in enumerate(raw):
        if (
            joined
            and not piece.gap
            and _continues(
                last,
                bare[at].text,
                width,
                room,
                first=len(joined) == 1 or (at == len(joined) <= _TOP and _is_head(bare, at, width)),
            )
            and not (at == len(joined) <= _HEAD and _is_credit_of_head(joined[-1], raw[at : at + 2]))
        ):
            joined[-1] = _Raw(f"{joined[-1].text} {piece.text}", joined[-1].gap)
        else:
            joined.append(piece)
        last = bare[at].text
    return [Line(*line) for line in joined], True


def _with_torn_joined(raw: list[_Raw]) -> list[_Raw]:
    """Return paragraphs with those in one piece that were broken after a comma: no paragraph as long as that ends there.

    The grounds of a decree do, one a line: «بعد الاطلاع على القانون …،».
    """
    joined: list[_Raw] = []
    for at, piece in enumerate(raw):
        last = raw[at - 1].text if at > 1 else ""
        torn = len(last) > _TORN and last[-1] == "،" and not piece.gap and len(piece.text) > _TORN / 2
        if torn and piece.text[-1] not in "،:؛" and not (STARTS.match(piece.text) or _GROUND.match(piece.text)):
            joined[-1] = _Raw(f"{joined[-1].text} {piece.text}", joined[-1].gap)
        else:
            joined.append(piece)
    return joined


def _are_paragraphs(raw: list[_Raw], indented: list[bool]) -> bool:
    """Return whether the `indented` lines of wrapped text begin its paragraphs: what stands above each ends a sentence.

    Verse and items have the lines that go on indented.
    """
    firsts = [at for at, begins in enumerate(indented) if begins and at]
    if len(firsts) < 2 or all(indented[at + 1 : at + 3] != [False, False] for at in firsts):
        return False
    ended = sum(raw[at - 1].text.endswith(_ENDS) for at in firsts[1:])
    return ended >= 0.8 * (len(firsts) - 1) and not any(STARTS.match(raw[at].text) for at in firsts)


def _is_head(raw: list[_Raw], at: int, width: int) -> bool:
    """Return whether the line `at` and the one before it are headline and deck: none of those up to the next gap ends a sentence."""
    end = next((below for below in range(at + 1, len(raw)) if raw[below].gap), len(raw))
    return len(raw[at].text) > width / 2 and not any(line.text.endswith(_ENDS) for line in raw[at - 1 : end])


def _is_credit_of_head(above: _Raw, following: list[_Raw]) -> bool:
    """Return whether the first line of `following` is a credit, which no headline goes on with.

    The form of a name is not enough: «… الأفضل منذ» / «سبع سنوات».
    """
    page = Page([Line(*line) for line in (above, *following)])
    found = credit_at(page, 1)
    return is_credit(page, 1) and found is not None and (found[0] != "author's name" or found[1].confidence > 0.75)


def _trim(line: str) -> str:
    """Return `line` without white space around it; empty where it holds nothing that is seen."""
    text = line.strip(" \t\xa0\u3000\u200b\ufeff\u2060").strip()
    return text if not INVISIBLE.match(text) or INVISIBLE.sub("", text).strip() else ""


def _full(line: str, following: str, width: int) -> bool:
    """Return whether the first word of the next line had no room on this one."""
    found = _FIRST_WORD.match(following)
    return len(line) + 1 + (len(found[0]) if found else 0) > width


def _continues(line: str, following: str, width: int, room: int, *, first: bool) -> bool:
    if _ASIDE.match(following) and _full(line, following, width) and not first:
        return not line.endswith(_ENDS) and not STARTS.match(line)
    if STARTS.match(following) or (len(following) <= _DATED and date_line(following)) or _apart(line, following):
        return False
    wired = _WIRED.match(following)
    if wired and (kind_of(wired["agency"]) == "agency" or kind_of(wired["place"]) == "place"):
        return False
    if _full(line, following, width):
        return not first or (len(line) <= room and not begins_with_verb(following))
    # Ragged right: wrapped by hand, so that no single word shows it.
    return not first and len(line) > width * 0.72 and not line.endswith(_ENDS)


def _measured(raw: list[_Raw]) -> tuple[list[_Raw], int]:
    """Return the lines as they were measured, and the width that they were wrapped at, 0 where they were not.

    Programs count signs over letters, typists see the room that a line takes: what parts more full lines holds.
    """
    if sum(len(line.text) > _WIDEST for line in raw) * 3 > len(raw):  # one paragraph per line
        return raw, 0
    width = _wrapped_at(raw)
    if not any(_SIGNS.search(text) for text, _ in raw):
        return raw, width
    bare = [_Raw(_SIGNS.sub("", text) or text, gap) for text, gap in raw]
    seen = _wrapped_at(bare)
    return (bare, seen) if seen and (not width or _cuts(bare, seen) >= _cuts(raw, width)) else (raw, width)


def _cuts(raw: list[_Raw], width: int) -> int:
    """Return how many lines have no room for the next word."""
    return sum(not b.gap and _full(a.text, b.text, width) for a, b in pairwise(raw))


def _room(raw: list[_Raw], width: int) -> int:
    """Return the most characters that a line may have had room for: one fewer than any full line with the next word."""
    pairs = [(a.text, b.text) for a, b in pairwise(raw) if not b.gap and len(a.text) <= width]
    cut = (len(a) + len(b.split(maxsplit=1)[0]) for a, b in pairs if _full(a, b, width) and not a.endswith(_ENDS))
    return max(width, min(cut, default=width))


def _wrapped_at(raw: list[_Raw]) -> int:
    """Return the width that the lines were wrapped at; 0 where a line is a paragraph.

    Wrapped lines are of one width except at the end of a paragraph, and few of them end where a sentence does. A
    headline or a slug that stands alone may be wider; where paragraphs are parted by blank lines, it does not count.
    """
    groups: list[list[str]] = []
    for line in raw:
        if line.gap or not groups:
            groups.append([])
        groups[-1].append(line.text)
    if len(groups) == 1 and not any(line.text.endswith(_ENDS) for line in raw):  # headlines, or names: no sentence ends
        return 0
    body = [pair for group in groups[1:] for pair in _pairs(group)]
    if len(groups) > 1 and all(len(a) < _NARROWEST for a, _ in body):  # blank lines between paragraphs of one line each
        return 0
    pairs = body if len(body) >= 2 else [pair for group in groups for pair in _pairs(group)]
    if len(pairs) < (1 if len(groups) > 1 else 4):
        return 0
    # A paragraph's last line may be the widest, by no more than a word.
    inner = max(len(a) for a, _ in pairs)
    width = max(len(text) for pair in pairs for text in pair if len(text) <= inner + _SLACK)
    if not _NARROWEST <= width <= _WIDEST or any(len(b) > _WIDEST for _, b in pairs):
        return 0
    if len(groups) == 1:  # the lines of the head stand above the first full one
        first = next((at for at, (a, b) in enumerate(pairs) if _full(a, b, width)), 0)
        pairs = pairs[first:] if first <= _HEAD and len(pairs) >= first + _COLUMN_PAIRS else pairs
    # A line far from the edge ends on purpose: an item, a credit, an end mark. Most are to be wrapped ones.
    near = [(a, b) for a, b in pairs if len(a) > width * 0.6]
    if len(near) * 2 < len(pairs):
        return width if _are_paragraphs_cut(near, width) else 0
    pairs = near
    strictly = sum(_full(a, b, width) for a, b in pairs)
    if sum(len(line.text) > min(_WIDEST, 1.5 * width) for line in raw) > strictly:  # whole paragraphs, and short lines
        return 0
    full = sum(_full(a, b, width) or len(a) > width * 0.8 for a, b in pairs)
    ended = sum(a.endswith(_ENDS) for a, _ in pairs)
    if width < _COLUMN and (len(pairs) < _COLUMN_PAIRS or strictly < len(pairs) * 0.9):
        return 0
    enough = 0.6 if len(groups) > 2 else 0.85
    open_ended = (
        len(pairs) - sum(a.endswith(_ENDS) and len(a) <= width * 0.8 for a, _ in pairs)
        if body or len(groups) == 1
        else len(pairs)
    )
    if strictly >= len(pairs) / 2 and full >= open_ended * enough and ended <= len(pairs) * 0.4:
        return width
    # By hand: lines that are about full or end a sentence, and paragraphs that do; a list of headlines has no full stops.
    even = sum(len(a) > width * 0.8 or a.endswith(_ENDS) for a, _ in pairs)
    by_hand = width >= _BY_HAND and len(pairs) - ended >= 4 and ended <= len(pairs) * 0.5 and even >= len(pairs) * 0.9
    return width if by_hand and sum(line.text.endswith(".") for line in raw) >= 2 else 0


def _are_paragraphs_cut(pairs: list[tuple[str, str]], width: int) -> bool:
    """Return whether the few long lines among short ones were all full, and go on to lines that end sentences."""
    cut = [(a, b) for a, b in pairs if a[-1] != "،" or _full(a, b, width)]
    if width < _BY_HAND or len(cut) < 3 or any(a.endswith(_ENDS) or not _full(a, b, width) for a, b in cut):
        return False
    firsts = {a for a, _ in cut}
    lasts = [b for _, b in cut if b not in firsts]
    return sum(last.endswith(_ENDS) for last in lasts) >= max(2, 0.75 * len(lasts))


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
    return bool((_is_halved(line) and _is_halved(following)) or (_ROW.match(line) and _ROW.match(following)))


def _is_halved(line: str) -> bool:
    return any(mark in line for mark in _HALVE) and _HALVES.search(line) is not None
