"""Compare the text of a document with the expected text: character by character, in order, each piece once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from ..citation import citation_rows, row_text
from ..languages import format_date, known_labels, labels
from ..markup import xml_text
from ..model import Article, article_text, note_text
from .findings import Finding, FindingKind, shortened
from .passages import LOOSE, Passage

Normal = Callable[[str], str]

_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_MARKS = re.compile("[\u200e\u200f]")
_STEERING = re.compile("[\u00ad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]")
#: A joiner that parts no letters. PDFs have some beside numbers.
_IDLE = re.compile(
    "(?<![\u0620-\u065f\u066e-\u06ef\u06fa-\u08ff])\u200c|\u200c(?![\u0620-\u065f\u066e-\u06ef\u06fa-\u08ff])"
)
_COMBINING = re.compile("[\u0300-\u034e\u0350-\u036f]")
_REPEATED = re.compile(" ?([\u064b-\u065f\u0670])(?: ?\\1)*")
_ALIKE = str.maketrans("\u2010\u2044", "-/")
#: The label of a list item, and what comes after it.
_LABELLED = re.compile(r"(?:[^\w\s]|\w{1,3}\s?[^\w\s])\s?(?=.)")
#: Page numbers and the labels of lists.
_COUNT = re.compile(r"[\W\d_]+")
#: A word with its marks and joiners, or any other character.
_TOKEN = re.compile(
    "[\\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08ca-\u08ff\u200c\u200d\ufe00-\ufe0f]+|\\S"
)
#: Most pairs of tokens to compare; above that, whole paragraphs are compared.
_MOST_PAIRS = 30_000_000
#: Length of an equal run of tokens that is not a coincidence.
_RUN = 3


def exact(text: str) -> str:
    """Normalise `text` as for markup: without characters that XML lacks, any white space as one space."""
    return _SPACE.sub(" ", xml_text(text)).strip(" ")


def unmarked(text: str) -> str:
    """Do the same and remove direction marks, which Word documents need between runs."""
    return exact(_MARKS.sub("", text))


def drawn(text: str) -> str:
    """Normalise `text` to what can be extracted from a page.

    The changes that PDFium makes are applied here too: it drops layout controls,
    joiners that part no letters, combining marks of European scripts
    and vowel signs after a space, merges a doubled vowel sign (taking it for simulated bold), and applies NFKC. Hyphens
    of all kinds become one character, and so do spaces.
    """
    kept = _STEERING.sub("", unicodedata.normalize("NFKC", _COMBINING.sub("", xml_text(text))).translate(_ALIKE))
    kept = _IDLE.sub("", kept)
    return _REPEATED.sub(r"\1", " ".join(kept.split()))


def unturned(text: str) -> str:
    """Do the same, and replace closing brackets by opening ones.

    In lines of a left-to-right document with both directions it is unknown whether PDFium has mirrored them.
    """
    return drawn(text).translate(_OPENING)


_PAIRS = "()[]{}<>«»‹›“”‘’⁅⁆⁽⁾₍₎≤≥≪≫⊂⊃⊆⊇⌈⌉⌊⌋〈〉《》「」『』【】〔〕〖〗〘〙〚〛⟦⟧⟨⟩⟪⟫❨❩❪❫❬❭❮❯❰❱❲❳❴❵（）［］｛｝＜＞"
#: Brackets and their mirror images.
MIRROR = {one: other for pair in zip(_PAIRS[::2], _PAIRS[1::2], strict=True) for one, other in (pair, pair[::-1])}
_OPENING = str.maketrans(_PAIRS[1::2], _PAIRS[::2])


@dataclass(frozen=True, slots=True)
class Expected:
    """The expected content of a document: the pieces of the article's text, and the notes that documents add.

    Of the pieces, the last `footnotes` are those of the article's own notes.
    """

    pieces: tuple[str, ...]
    notes: tuple[str, ...]
    free: tuple[str, ...] = ()
    """The beginnings of notes whose value is unknown."""
    margins: tuple[str, ...] = ()
    """Text allowed in page margins beside the page number."""
    footnotes: int = 0

    @classmethod
    def of(cls, article: Article, normal: Normal) -> Expected:
        """Return the expected content of a document of `article`, normalised with `normal`."""
        from ..writers.html import running_head

        notes = [format_date(article.published, article.language)] if article.published else []
        cited = article.source.citation if article.source else None
        notes += [text for row in citation_rows(article) if (text := row_text(row)) != cited]
        pieces = filter(None, map(normal, article_text(article)))
        footnotes = len(list(filter(None, map(normal, note_text(article)))))
        file_label = labels(article.language).file
        free = (normal(f"{file_label}:"),) if file_label and not article.provenance.file_name else ()
        source = article.source.name if article.source else None
        margins = map(normal, (running_head(article.headline), source or ""))
        added = filter(None, map(normal, notes))
        return cls(tuple(pieces), tuple(added), free, tuple(filter(None, margins)), footnotes)

    def parted(self) -> tuple[Expected, Expected]:
        """Return what is expected of the text and of the notes."""
        at = len(self.pieces) - self.footnotes
        return replace(self, pieces=self.pieces[:at], footnotes=0), Expected(self.pieces[at:], ())


def with_margins(expected: Expected, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the passages without labels of list items, `margin=True` on trailing lines like running heads or folios."""
    for _, page in groupby(passages, key=lambda passage: passage.place):
        lines = [_unlabelled(expected, line) for line in page]
        first = len(lines)
        while first and is_margin(expected, lines[first - 1].text):
            first -= 1
        yield from lines[:first]
        yield from (replace(line, margin=True) for line in lines[first:])


def _unlabelled(expected: Expected, passage: Passage) -> Passage:
    text = _LABELLED.sub("", passage.text, count=1)
    if text == passage.text or any(_after(passage.text, piece, 0) for piece in expected.pieces):
        return passage
    return replace(passage, text=text) if any(_after(text, piece, 0) for piece in expected.pieces) else passage


def is_margin(expected: Expected, text: str) -> bool:
    """Return whether a line is a running head, a page number, both, or the label of a list."""
    text = _SPACE.sub("", text)
    for one in expected.margins:
        text = text.replace(_SPACE.sub("", one), "", 1)
    return not text or _COUNT.fullmatch(text) is not None


def differences(expected: Expected, passages: Sequence[Passage]) -> list[Finding]:
    """Return what is missing, added, changed or out of order in `passages`; nothing if they match.

    The notes of the article are compared apart: documents have them on the page of their mark, or at the end.
    """
    if not expected.footnotes and not any(passage.note for passage in passages):
        return _differences(expected, passages)
    text, notes = expected.parted()
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
    return list(_explained(expected, rest)) or [Finding(FindingKind.SPACING)]


def _with_labels(expected: Expected, passages: Sequence[Passage]) -> Sequence[Passage]:
    """Return the passages with their labels, where the source has the label too."""
    if not any(passage.labels for passage in passages):
        return passages
    pieces = set(expected.pieces)

    def labelled(passage: Passage) -> Passage:
        texts = (f"{label} {passage.text}".strip() for label in passage.labels)
        text = next((text for text in texts if text in pieces), None)
        return replace(passage, text=text) if text else passage

    return [labelled(passage) for passage in passages]


def _unread(expected: Expected, passages: Sequence[Passage]) -> list[Passage] | None:
    """Return None if `passages` match exactly, else those that are not notes."""
    notes = list(expected.notes)
    kept: list[Passage] = []
    target, at, noted = "", 0, False  # the current piece or note, the position in it, whether it is a note
    whole, right = 0, True
    for passage in passages:
        if not passage.text.strip(" " + LOOSE):
            continue
        if at < len(target) and not passage.opens:
            end = _after(passage.text, target, at)
            if not end and passage.margin:
                continue
            at, right = end, right and end > 0
        else:
            following = expected.pieces[whole : whole + 1]
            ends = {text: _after(passage.text, text, 0) for text in (*following, *notes)}
            free = [label for label in expected.free if _begins(passage, label)]
            found = next((text for text, end in ends.items() if end == len(text)), "")
            found = found or next((text for text, end in ends.items() if end), "")
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
                at, noted, right = 0, bool(free), right and bool(free)
        if not noted:
            kept.append(passage)
    return None if right and whole == len(expected.pieces) and at == len(target) else kept


def is_start(passage: Passage, text: str) -> bool:
    """Return whether a line is the beginning of `text`, and a substantial part of it."""
    return _after(passage.text, text, 0) > len(text) / 4


def _begins(passage: Passage, label: str) -> bool:
    return _SPACE.sub("", passage.text).startswith(_SPACE.sub("", label))


def _after(found: str, text: str, at: int) -> int:
    """Return the position in `text` after `found` at position `at`, or 0 if it is not there."""
    for part in map(str.strip, found.split(LOOSE)):
        if not text.startswith(part, at):
            at += 1
            if not text.startswith(" ", at - 1) or not text.startswith(part, at):
                return 0
        at += len(part)
    return at + text.startswith(" ", at)


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


def _read_tokens(passages: Sequence[Passage], known: set[str]) -> _Stretch:
    """Return the tokens of a document; a word split at the end of a line is joined if the result is in `known`."""
    tokens: _Stretch = []
    for token in _tokens(passage.text for passage in passages):
        gap = token.gap
        if gap == "|" and passages[token.home].opens is not True:
            gap = None
        before = tokens[-1] if tokens else None
        if gap is None and before and before.text + token.text in known and not {before.text, token.text} <= known:
            tokens[-1] = before._replace(text=before.text + token.text)
        else:
            tokens.append(token._replace(gap=gap))
    return tokens


def _explained(expected: Expected, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield the differences between `passages` and the expected pieces.

    Whole paragraphs are compared first, then the words of those that differ.
    """
    source = list(_tokens(expected.pieces))
    read = _read_tokens(passages, {token.text for token in source})
    if [token.text for token in source] == [token.text for token in read]:
        yield from _spacing(source, read, passages)
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
        found += _reworded(
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


def _reworded(
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
    return shortened(_format_passage(tokens))


def _other_source(expected: Expected, passage: Passage) -> Finding | None:
    """Return a finding if `passage` is a note with another hash of the source than expected."""
    label = next((one.hash for one in known_labels() if _begins(passage, one.hash)), None)
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


def _spacing(source: _Stretch, read: _Stretch, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield the places where only white space differs."""
    told = set()
    for at, (said, got) in enumerate(zip(source, read, strict=True)):
        if got.gap is not None and said.gap != got.gap and said.home not in told:
            told.add(said.home)
            around = slice(max(0, at - 2), at + 2)
            before, after = _short(source[around]), _short(read[around])
            yield Finding(FindingKind.SPACING, before, after, said.home + 1, passages[got.home].place)
