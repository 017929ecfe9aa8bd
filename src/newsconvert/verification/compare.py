"""Compare the text of a document with the expected text: character by character, in order, each piece once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import NamedTuple

from ..languages import known_labels
from .expected import Expected, begins_with, end_of_match
from .findings import Finding, FindingKind, shorten
from .passages import LOOSE, Passage
from .tableheads import without_repeated_heads

#: A word with its marks and joiners, or any other character.
_TOKEN = re.compile(
    "[\\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08ca-\u08ff\u200c\u200d\ufe00-\ufe0f]+|\\S"
)
#: Most pairs of tokens to compare; above that, whole paragraphs are compared.
_MOST_PAIRS = 30_000_000
#: Length of an equal run of tokens that is not a coincidence.
_RUN = 3
#: Letters of a word that may be wider than a line.
_LONG = 30


def differences(expected: Expected, passages: Sequence[Passage]) -> list[Finding]:
    """Return what is missing, added, changed or out of order in `passages`; nothing if they match.

    The notes of the article are compared apart: documents have them on the page of their mark, or at the end.
    """
    found = _differences_of(expected, passages)
    if not found or not expected.heads:
        return found
    return _differences_of(expected, without_repeated_heads(expected.heads, passages))


def _differences_of(expected: Expected, passages: Sequence[Passage]) -> list[Finding]:
    if not expected.footnotes and not any(passage.note for passage in passages):
        return _differences(expected, passages)
    text, notes = expected.split_notes()
    found = _differences(notes, [passage for passage in passages if passage.note])
    return [
        *_differences(text, [passage for passage in passages if not passage.note]),
        *(replace(one, piece=one.piece and one.piece + len(text.pieces)) for one in found),
    ]


def _differences(expected: Expected, passages: Sequence[Passage]) -> list[Finding]:
    passages = _with_labels(expected, passages)
    rest = _unread(expected, passages)
    if rest is None:
        return []
    found = list(_explain(expected, rest))
    # Where no tags tell the cells of a row apart, the line of a row is none of the pieces.
    rows = bool(expected.cells) and all(passage.opens is None for passage in rest)
    return found if found or rows else [Finding(FindingKind.SPACING)]


def numbers_of(expected: Expected, passages: Sequence[Passage]) -> list[int]:
    """Return the numbers of the items of lists, 0 for bullets, but those whose label is in the text of the source."""
    pieces = set(expected.pieces)
    return [
        passage.number
        for passage in passages
        if passage.labels and not any(f"{label} {passage.text}".strip() in pieces for label in passage.labels)
    ]


def _with_labels(expected: Expected, passages: Sequence[Passage]) -> Sequence[Passage]:
    """Return the passages with their labels, where the source has the label too."""
    if not any(passage.labels for passage in passages):
        return passages
    pieces = set(expected.pieces)

    def with_label(passage: Passage) -> Passage:
        texts = (f"{label} {passage.text}".strip() for label in passage.labels)
        text = next((text for text in texts if text in pieces), None)
        return replace(passage, text=text) if text else passage

    return [with_label(passage) for passage in passages]


def _unread(expected: Expected, passages: Sequence[Passage]) -> list[Passage] | None:
    """Return None if `passages` match exactly, else those that are not notes."""
    notes = list(expected.notes)
    kept: list[Passage] = []
    target, at, noted = "", 0, False  # the current piece or note, the position in it, whether it is a note
    place_before = ""
    whole, right = 0, True
    parted: list[_Parted] = []  # cells that go on on the next page, after the others of their row
    for passage in passages:
        if not passage.text.strip(" " + LOOSE):
            continue
        next_cell = passage.opens or (parted and passage.place != place_before)
        if target in expected.cells and 0 < at < len(target) and next_cell:
            parted.append(_Parted(target, at, place_before, len(kept) - 1))
            at = len(target)
        place_before = passage.place
        if rest := next(_continued(parted, passage), None):
            parted.remove(rest)
            end = end_of_match(passage.text, rest.cell, rest.at)
            parted += [rest._replace(at=end, place=passage.place)] if end < len(rest.cell) else []
            begun = kept[rest.kept]
            kept[rest.kept] = replace(begun, text=f"{begun.text}{LOOSE}{passage.text}")
            continue
        end = 0
        if at < len(target) and not passage.opens:
            end = end_of_match(passage.text, target, at)
            if passage.margin and not _ends_word(target, end):
                continue
            at, right = end, right and end > 0
        if not end:
            following = expected.pieces[whole : whole + 1]
            ends = _matches(passage, following, notes)
            # The first that is whole, or else the first.
            found = next((text for text, end in ends.items() if end == len(text)), next(iter(ends), ""))
            if passage.margin and not found:
                continue
            right = right and at == len(target)
            target = found
            noted = target in notes and target not in following
            if target:
                at = ends[target]
                whole += not noted
                if noted:
                    notes.remove(target)
            else:
                at, noted = 0, any(begins_with(passage, label) for label in expected.free)
                right = right and noted
        if not noted:
            kept.append(passage)
    return None if right and whole == len(expected.pieces) and at == len(target) and not parted else kept


def _matches(passage: Passage, following: Sequence[str], notes: Sequence[str]) -> dict[str, int]:
    """Return the texts that a passage may begin: what follows, or a note; and how far it is that text."""
    # A page number may begin like a date that documents add.
    known = following if passage.margin else (*following, *notes)
    ends = {text: end for text in known if (end := end_of_match(passage.text, text, 0))}
    if passage.margin:
        ends = {text: end for text, end in ends.items() if _ends_word(text, end)}
    # A line of one letter, such as the head of a column, is not the begin of what documents add.
    return {text: end for text, end in ends.items() if text in following or " " in text[:end] or end == len(text)}


class _Parted(NamedTuple):
    """A cell that a page break parts: how much of it was shown, on which page, by which of the passages kept."""

    cell: str
    at: int
    place: str
    kept: int


def _continued(parted: list[_Parted], passage: Passage) -> Iterator[_Parted]:
    """Yield the cells of which a passage on a later page may be the rest."""
    return (one for one in parted if one.place != passage.place and end_of_match(passage.text, one.cell, one.at))


def _ends_word(text: str, end: int) -> bool:
    """Return whether a match of a line ends with a word; the number of a page may be the begin of a number."""
    return end > 0 and (end == len(text) or text[end - 1] == " ")


class _Token(NamedTuple):
    text: str
    home: int  # the piece or passage that contains it
    gap: str | None  # what precedes it: the start of a line, a space, nothing, or None if unknown


_Stretch = list[_Token]


def _tokens(texts: Iterable[str]) -> Iterator[_Token]:
    for home, text in enumerate(texts):
        end = -1
        for found in _TOKEN.finditer(text):
            gap = "|" if end < 0 else text[end : found.start()][:1]
            yield _Token(found[0], home, None if gap == LOOSE else gap)
            end = found.end()


def _read_tokens(passages: Sequence[Passage], source: _Stretch) -> _Stretch:
    """Return the tokens of a document; a word split at the end of a line is joined if the result is in the source.

    Where its parts are words of the source too, what is before them decides.
    """
    tokens: _Stretch = []
    known = {token.text for token in source}
    pairs = {(one.text, other.text) for one, other in pairwise(source)}
    long = [word for word in known if len(word) > _LONG]  # such words take more than two lines
    for token in _tokens(passage.text for passage in passages):
        gap = token.gap
        if gap == "|" and passages[token.home].opens is not True:
            gap = None
        before = tokens[-1] if tokens and gap is None else None
        both = before.text + token.text if before else ""
        parts = (before.text, token.text) if before else ()
        apart = parts in pairs or ("".join(one.text for one in tokens[-2:-1]), both) not in pairs
        split = before and both in known and not (apart and known.issuperset(parts))
        if before and (split or any(one.startswith(both) for one in long)):
            tokens[-1] = before._replace(text=both)
        else:
            tokens.append(token._replace(gap=gap))
    return tokens


def _explain(expected: Expected, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield the differences between `passages` and the expected pieces.

    Whole paragraphs are compared first, then the words of those that differ.
    """
    source = list(_tokens(expected.pieces))
    read = _read_tokens(passages, source)
    if [token.text for token in source] == [token.text for token in read]:
        yield from _spacing(expected, source, read, passages)
        return
    pieces = [list(group) for _, group in groupby(source, key=lambda token: token.home)]
    said = list(map(_words, pieces))
    paragraphs = _paragraphs(read, set(said))
    told = list(map(_words, paragraphs))
    blocks = [
        (pieces[a0:a1], paragraphs[b0:b1])
        for tag, a0, a1, b0, b1 in SequenceMatcher(None, said, told, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    # Text that is gone from one place and added in another has moved.
    moved = {_words(one) for gone, _ in blocks for one in gone} & {_words(one) for _, come in blocks for one in come}
    found: list[Finding] = []
    for gone, come in blocks:
        found += [_finding(FindingKind.MOVED, out) for out in gone if _words(out) in moved]
        again = [one for one in come if _words(one) in said and _words(one) not in moved]
        found += [_finding(FindingKind.REPEATED, new, passages) for new in again]
        found += _compare_words(
            [out for out in gone if _words(out) not in moved],
            [new for new in come if _words(new) not in moved and new not in again],
            expected,
            passages,
        )
    yield from sorted(found, key=lambda finding: finding.piece or len(pieces))


def _paragraphs(read: _Stretch, whole: set[str]) -> list[_Stretch]:
    """Return the tokens of a document by paragraph; lines are joined until they equal one of the `whole` pieces."""
    paragraphs: list[_Stretch] = []
    for _, group in groupby(read, key=lambda token: token.home):
        line = list(group)
        if line[0].gap is None and paragraphs and _words(paragraphs[-1]) not in whole:
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
    return paragraphs


def _compare_words(
    gone: list[_Stretch], come: list[_Stretch], expected: Expected, passages: Sequence[Passage]
) -> Iterator[Finding]:
    """Yield which words of paragraphs are missing, added, changed or moved."""
    source, read = [token for out in gone for token in out], [token for new in come for token in new]
    lost: list[_Stretch] = []
    gained: list[_Stretch] = []
    changes: list[tuple[_Stretch, _Stretch]] = []
    for a0, a1, b0, b1 in _edits([token.text for token in source], [token.text for token in read]):
        outs, news = list(_by_home(source[a0:a1])), list(_by_home(read[b0:b1]))
        if len(outs) == len(news) == 1:
            changes.append((outs[0], news[0]))
        else:
            lost += outs
            gained += news
    arrived = {_words(new) for new in (*gained, *(new for _, new in changes))}
    left = {_words(out) for out in (*lost, *(out for out, _ in changes))}
    for out, new in changes:
        if _words(out) in arrived or _words(new) in left:
            lost.append(out)
            gained.append(new)
        else:
            yield replace(_finding(FindingKind.CHANGED, out), found=_short(new), place=passages[new[0].home].place)
    for out in lost:
        yield _finding(FindingKind.MOVED if _words(out) in arrived else FindingKind.MISSING, out)
    text = f" {' '.join(token.text for token in _tokens(expected.pieces))} "
    for new in gained:
        if _words(new) not in left:
            again = len(new) >= _RUN and f" {_words(new)} " in text
            kind = FindingKind.REPEATED if again else FindingKind.ADDED
            yield _other_source(expected, passages[new[0].home]) or _finding(kind, new, passages)


def _finding(kind: FindingKind, tokens: _Stretch, passages: Sequence[Passage] | None = None) -> Finding:
    """Return a finding about words of the source or, if `passages` are given, of the document."""
    if passages is None:
        return Finding(kind, expected=_short(tokens), piece=tokens[0].home + 1)
    return Finding(kind, found=_short(tokens), place=passages[tokens[0].home].place)


def _short(tokens: _Stretch) -> str:
    return shorten(_format_passage(tokens))


def _other_source(expected: Expected, passage: Passage) -> Finding | None:
    """Return a finding if `passage` is a note with another hash of the source than expected."""
    label = next((one.hash for one in known_labels() if begins_with(passage, one.hash)), None)
    if label is None:
        return None
    said = next((note for note in expected.notes if note.startswith(label)), None)
    told, known = (one and one.rpartition(":")[2].strip() for one in (passage.text, said))
    return Finding(FindingKind.SOURCE, known, told, place=passage.place)


def _edits(a: list[str], b: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the ranges of `a` and `b` that differ; the text between them is equal."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    inner_a, inner_b = a[start : len(a) - end], b[start : len(b) - end]
    if len(inner_a) * len(inner_b) > _MOST_PAIRS:
        yield start, len(a) - end, start, len(b) - end
        return
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, inner_a, inner_b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start + a0, start + a1, start + b0, start + b1


def _by_home(tokens: _Stretch) -> Iterator[_Stretch]:
    for _, group in groupby(tokens, key=lambda token: token.home):
        yield list(group)


def _words(tokens: _Stretch) -> str:
    return " ".join(token.text for token in tokens)


def _format_passage(tokens: _Stretch) -> str:
    return "".join((" " if at and token.gap != "" else "") + token.text for at, token in enumerate(tokens))


def _spacing(expected: Expected, source: _Stretch, read: _Stretch, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield the places where only white space differs."""
    told = set()
    for at, (said, got) in enumerate(zip(source, read, strict=True)):
        if said.gap == "|" and passages[got.home].opens is None and _meets_cell(expected, said.home):
            continue
        if got.gap is not None and said.gap != got.gap and said.home not in told:
            told.add(said.home)
            around = slice(max(0, at - 2), at + 2)
            before, after = _short(source[around]), _short(read[around])
            yield Finding(FindingKind.SPACING, before, after, said.home + 1, passages[got.home].place)


def _meets_cell(expected: Expected, piece: int) -> bool:
    """Return whether a piece is a cell beside another."""
    return {expected.pieces[piece], expected.pieces[piece - 1]} <= expected.cells
