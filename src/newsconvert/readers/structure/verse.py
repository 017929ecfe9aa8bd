"""Verse: lines of two halves that rhyme, or short lines that stand under words which announce verse."""

from __future__ import annotations

import re
from itertools import groupby

from ...patterns import pattern
from .folding import fold
from .line import DIGIT, Line, Page, Verdict

#: Marks that part the halves of a line of verse.
HALVES = pattern(r"\S\s*(?P<mark>\*{1,5}|\.{3,}|…+|\t+|\s{3,}|//|\s[/|]\s|\s={1,2}\s|ـ{2,}|\s[-–—]{1,3}\s|\s#\s)\s*\S")
AHEAD = pattern(
    r"(?<![^\W_])(?:[وفبكل]?(?:ال)?|لل)(?:قصيد|أبيات|بيت[اين]|شعر|شاعر|أنشد|انشد|نشيد|أغني|اغني|غن[ىت]|يقول\s*[:：]|يقول فيها|تقول فيها|قال فيها|مطلع(?!\s(?:ال)?(?:عام|سنة|شهر|[اأ]سبوع|قرن|عقد|موسم|[^\W\d_]+(?:ات|ينات|ينيات)(?:\s|$)|كانون|شباط|آذار|نيسان|[اأ]يار|حزيران|تموز|آب|[اأ]يلول|تشرين|يناير|فبراير|مارس|[اأ]بريل|مايو|يونيو|يوليو|[اأ]غسطس|سبتمبر|[اأ]كتوبر|نوفمبر|ديسمبر))|أهازيج|اهازيج|زجل|موال|ديوان|قوله|ينشد|رث[ىا]|كلمات)"
)


def mark_verse(page: Page, first: int, last: int) -> None:
    """Take lines for verse that have two halves, or rhyme, or stand under words that announce verse."""
    at = first
    while at < last:
        while at < last and (page.verdicts[at] is not None or not _may_be_verse(page.lines[at])):
            at += 1
        end = at
        while end < last and page.verdicts[end] is None and _may_be_verse(page.lines[end]):
            end += 1
        lines = page.lines[at:end]
        if len(lines) >= 2:
            parted = [row for row in range(at, end) if has_halves(page.lines[row])]
            halves = len(parted)
            before = page.before(at)
            ahead = before is not None and bool(AHEAD.search(before.text[-90:])) and before.bare[-1:] in ":：.»"
            # A sentence after verse is longer than its lines.
            while ahead and len(lines) > 2 and _is_sentence_below(lines):
                lines = lines[:-1]
            # Rows of two cells have halves too.
            told = halves >= 2 and (ahead or _pairs_rhyme(page, parted))
            if told and halves >= 0.6 * (parted[-1] + 1 - parted[0]):
                for row in range(parted[0], parted[-1] + 1):
                    if row in parted or page.lines[row].bare[-1:] != ".":
                        page.settle(row, "verse", Verdict("verse", 0.85))
            elif (ahead and len(lines) >= 2 and max(line.words for line in lines) <= 12) or (
                len(lines) >= 4 and _rhymes(lines) and _alike(lines)
            ):
                if sum(line.bare[-1:] == "." for line in lines) > 1:  # sentences
                    at = end
                    continue
                for row in range(at, at + len(lines)):
                    page.settle(row, "verse", Verdict("verse", 0.75))
        at = max(end, at + 1)


def _is_sentence_below(lines: list[Line]) -> bool:
    """Return whether the last line alone ends as a sentence does, and is longer than those above or goes on from them."""
    *above, last = lines
    if last.bare[-1:] != ".":
        return False
    alone = not any(line.bare[-1:] == "." for line in above)
    most = max(line.words for line in above)
    return last.words > 2 * lines[0].words or (alone and last.words > most and last.bare[0] == "و")


def _may_be_verse(line: Line) -> bool:
    return (
        1 <= line.words <= 14
        and any(map(str.isalpha, line.bare.replace("ـ", "")))
        and not DIGIT.search(line.bare)
        and line.bare[-1:] not in ":："
        and "؟" not in line.bare
        and "://" not in line.bare
    )


def has_halves(line: Line) -> bool:
    """Return whether a mark or a gap parts a line in two halves of some words each."""
    found = HALVES.search(line.bare)
    if not found or line.words < 4:
        return False
    before, after = (len(half.split()) for half in _around(line, found))
    return min(before, after) >= 2 and max(before, after) <= 2.5 * min(before, after)


def _pairs_rhyme(page: Page, parted: list[int]) -> bool:
    """Return whether lines of halves as long as each other rhyme, those with one mark at least, and begin otherwise."""
    lines = [page.lines[row] for row in parted]
    halves = [half.strip() for line in lines if (found := HALVES.search(line.bare)) for half in _around(line, found)]
    lengths = [sum(map(str.isalpha, half)) for half in halves]
    alike = len({line.bare.split()[0] for line in lines}) == 1
    if alike or min(lengths) < 0.55 * max(lengths) or min(half.count(" ") for half in halves) < 2:
        return False  # a list of pairs
    poems = [list(poem) for _, poem in groupby(lines, _mark)]
    return _rhymes(lines) or all(len(poem) >= 2 and _rhymes(poem) for poem in poems)


def _around(line: Line, found: re.Match[str]) -> tuple[str, str]:
    return line.bare[: found.start() + 1], line.bare[found.end() - 1 :]


def _mark(line: Line) -> str:
    """Return what parts the halves of a line: one of its marks, or nothing for any gap."""
    found = HALVES.search(line.bare)
    return found["mark"].strip()[:1] if found else ""


def _rhymes(lines: list[Line]) -> bool:
    """Return whether most lines, or every other one, end on one letter."""
    last = [line.bare.split()[-1] for line in lines]
    if len(set(last)) == 1 or all(word.endswith("ية") for word in last):  # a list
        return False
    ends = [re.sub(r"[^\w]|[ايوه](?=$)", "", fold(line.bare))[-1:] for line in lines]
    most = max(ends.count(end) for end in set(ends))
    second = ends[1::2]
    return most >= len(ends) * 0.7 or (len(second) >= 2 and len(set(second)) == 1)


def _alike(lines: list[Line]) -> bool:
    """Return whether the lines are of one length, as those of a poem are."""
    sizes = [len(line.bare) for line in lines]
    return max(sizes) <= 60 and min(sizes) > 0.45 * max(sizes)
