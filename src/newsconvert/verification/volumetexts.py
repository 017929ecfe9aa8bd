"""The texts of the articles of a bound volume: which belong to which, and what is lost, added or out of order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby

from ..binding import BYLINES, COLOPHON, CONTENTS, SOURCES, TITLE
from .compare import differences
from .expected import Expected, is_margin, is_start, is_whole, starts_of, with_margins
from .findings import Finding, FindingKind, shorten
from .normalize import Normalizer
from .passages import LOOSE, Passage, Reading
from .pulled import pulled_astray, without_pulled


def listing_headings(normal: Normalizer) -> set[str]:
    """Return the headings of the parts of a volume beside its articles."""
    return set(map(normal, (CONTENTS, COLOPHON, SOURCES, BYLINES)))


def is_volume(reading: Reading, normal: Normalizer, *, titled: bool = False) -> bool:
    """Return whether a document has a colophon, as bound volumes do; if `titled`, one that states a title too."""
    parts = (reading.outside, reading.contents, *reading.articles)
    texts = {normal(passage.text.strip(LOOSE)) for part in parts for passage in part}
    return normal(COLOPHON) in texts and (not titled or any(one.startswith(f"{TITLE}:") for one in texts))


def split_by_article(every: Sequence[Expected], listings: Set[str], lines: Sequence[Passage]) -> list[list[Passage]]:
    """Group the lines of an untagged volume by article.

    An article begins where its first pieces are, at the top of a page or after the article before it; one whose first
    pieces are nowhere begins where much of its headline is.
    """
    parts: list[list[Passage]] = [[]]
    following, listing, number = 0, False, 0
    seen: set[int] = set()
    starts = starts_of(every, lines)
    lost = set(range(len(every))).difference(*starts.values())
    for _, page in groupby(lines, key=lambda line: line.place):
        shown, before = list(page), following
        for at, line in enumerate(shown):
            found = starts.get(number, [])
            if not at or not listing:
                weak = lost if not at else lost & {following}
                found = found or [one for one in sorted(weak) if is_start(line, every[one].pieces[0])]
            # In another order they may begin anywhere, each once.
            late = [one for one in starts.get(number, []) if one not in seen]
            late += [one for one in sorted(lost - seen) if is_whole(line, every[one].pieces[0])]
            earlier = found[0] if found and not at else late[0] if late and not listing else None
            begun = next((one for one in found if one >= following), earlier)
            opens = not at and begun is None and plain(line) in listings
            following = following if begun is None else begun + 1
            seen |= set() if begun is None else {begun}
            listing = opens or (listing and begun is None)
            if opens or begun is not None:
                parts.append([])
            parts[-1].append(line)
            number += 1
        # The running head is that of an article of the page, not always of the last.
        others = every[max(before - 1, 0) : following]
        last = len(parts[-1])
        while len(others) > 1 and last and any(is_margin(one, parts[-1][last - 1]) for one in others):
            last -= 1
        parts[-1][last:] = (replace(line, margin=True) for line in parts[-1][last:])
    return parts[1:]


def lines_beside(
    every: Sequence[Expected], reading: Reading, normal: Normalizer, margins: Iterable[Passage]
) -> Iterator[Passage]:
    """Yield the lines beside the articles of a volume, but pull quotes, running heads and numbers of pages.

    A volume without tags does not tell them from its articles.
    """
    if reading.pages and not reading.tagged:
        return
    yield from (*reading.outside, *reading.contents)
    listings = listing_headings(normal)
    yield from (line for part in reading.articles if part and normal(plain(part[0])) in listings for line in part)
    labels = {told for name, told in reading.facts if name == "label of a page"}
    for line in without_pulled([quote for one in every for quote in one.quotations], margins):
        head = any(is_margin(one, line, counted=not line.margin) for one in every)
        if not head and line.text.strip(LOOSE) not in labels:
            yield line


def bound_differences(
    every: Sequence[Expected], normal: Normalizer, found: list[list[Passage]], margins: Iterable[Passage], *,
    tagged: bool, rtl: bool,
) -> Iterator[Finding]:  # fmt: skip
    """Yield the differences between expected and found articles of a volume, and the pull quotes out of place."""
    listings = listing_headings(normal)
    if not tagged:
        found = split_by_article(every, listings, [line for article in found for line in article])
    yield from _article_differences(every, [one for one in found if one and plain(one[0]) not in listings], rtl=rtl)
    yield from pulled_astray([quote for one in every for quote in one.quotations], margins, rtl=rtl)


def _article_differences(every: Sequence[Expected], found: Sequence[list[Passage]], *, rtl: bool) -> Iterator[Finding]:
    """Yield the differences between expected and found articles, matched by their first two pieces."""
    said = [unspaced(expected.pieces[:2]) for expected in every]
    told = [unspaced(passage.text for passage in article[:2]) for article in found]
    pairs: dict[int, int] = {}
    blocks = []
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, said, told, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs.update(zip(range(a0, a1), range(b0, b1), strict=True))
        else:
            blocks.append((list(range(a0, a1)), list(range(b0, b1))))
    loose = [place for _, places in blocks for place in places]
    for numbers, _ in blocks:
        for number in numbers:
            place = next((place for place in loose if told[place] == said[number]), None)
            if place is not None:
                yield Finding(FindingKind.MOVED, shorten(every[number].pieces[0]), article=number + 1)
                pairs[number] = place
                loose.remove(place)
    for numbers, places in blocks:
        left = [number for number in numbers if number not in pairs]
        for number, place in zip(left, [place for place in places if place in loose], strict=False):
            pairs[number] = place
            loose.remove(place)
    for number, expected in enumerate(every):
        if number in pairs:
            passages: Iterable[Passage] = found[pairs[number]]
            if found[pairs[number]][0].opens is None:  # an untagged volume
                passages = list(with_margins(expected, found[pairs[number]]))
                beside = (one for one in passages if one.margin)
                yield from pulled_astray(expected.quotations, beside, rtl=rtl)
            yield from (replace(one, article=number + 1) for one in differences(expected, list(passages)))
        else:
            yield Finding(FindingKind.MISSING, shorten(expected.pieces[0]), article=number + 1)
    for place in loose:
        kind = FindingKind.REPEATED if told[place] in said else FindingKind.ADDED
        yield Finding(kind, found=shorten(plain(found[place][0])), place=found[place][0].place)


def unspaced(texts: Iterable[str]) -> str:
    """Return the characters of texts, without spaces."""
    return "".join("".join(texts).split())


def plain(passage: Passage) -> str:
    """Return the text of a passage in one line."""
    return " ".join(passage.text.split())
