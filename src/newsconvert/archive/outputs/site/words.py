"""The word index of the site's search: the articles that contain each word, sorted, in constant memory."""

from __future__ import annotations

import heapq
import re
from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from ....arabic import fold_for_search

_WORD = re.compile(r"[^\W_]+")
# و، ف، ب، ك، ل before the article, on folded text; at least three letters must be left to be a word.
_ARTICLE = re.compile(r"[وف]?(?:[بك]?ال|لل)(?=...)")
#: Longer words are truncated to this length.
LONGEST = 48
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#: Bytes that the index may use in memory, and the approximate size of a word and of a number in it.
_MEMORY, _A_WORD, _A_NUMBER = 64_000_000, 250, 8


def keys(texts: Iterable[str]) -> set[str]:
    """Return the search keys of `texts`: folded words, and words with the article also without it and its prefixes."""
    found: set[str] = set()
    for text in texts:
        found.update(word[:LONGEST] for word in _WORD.findall(fold_for_search(text)))
    found.update([word[match.end() :] for word in found if (match := _ARTICLE.match(word))])
    return found


def encode(number: int) -> str:
    """Encode a number in base 64 characters: five bits each, lowest first; the sixth bit means that more follow."""
    out = ""
    while number >= 32:
        out += _DIGITS[32 | number & 31]
        number >>= 5
    return out + _DIGITS[number]


class _Postings(NamedTuple):
    """The numbers of the articles that contain a word: first and last, and the encoded differences between."""

    order: bytes
    run: int
    word: str
    first: int
    last: int
    steps: str


class Index:
    """Collects the words of articles, which are numbered from 0 in rising order; spills to files in `folder`."""

    def __init__(self, folder: Path, memory: int = _MEMORY) -> None:
        self._folder, self._memory = folder, memory
        self._postings: dict[str, array[int]] = {}
        self._held = 0
        self._runs: list[Path] = []

    def add(self, number: int, words: Iterable[str]) -> None:
        """Record that the article `number` contains `words`."""
        for word in words:
            if (held := self._postings.get(word)) is None:
                self._postings[word] = array("I", (number,))
                self._held += _A_WORD
            else:
                held.append(number)
                self._held += _A_NUMBER
        if self._held >= self._memory:
            self._spill()

    def _spill(self) -> None:
        path = self._folder / f"run-{len(self._runs)}"
        with path.open("w", encoding="utf-8") as file:
            for posting in self._sort_postings():
                file.write(f"{posting.word}\t{posting.first}\t{posting.last}\t{posting.steps}\n")
        self._runs.append(path)
        self._postings, self._held = {}, 0

    def _sort_postings(self) -> Iterator[_Postings]:
        run = len(self._runs)
        for order, word in sorted((_order(word), word) for word in self._postings):
            held = self._postings[word]
            steps = "".join(encode(after - before) for before, after in pairwise(held))
            yield _Postings(order, run, word, held[0], held[-1], steps)

    def _read(self, path: Path, run: int) -> Iterator[_Postings]:
        with path.open(encoding="utf-8") as file:
            for line in file:
                word, first, last, steps = line[:-1].split("\t")
                yield _Postings(_order(word), run, word, int(first), int(last), steps)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield each word and its articles: the first number and the differences to the next ones, encoded."""
        runs = [self._read(path, run) for run, path in enumerate(self._runs)]
        word, last, parts = "", 0, list[str]()
        for posting in heapq.merge(*runs, self._sort_postings()):
            if posting.word != word:
                if parts:
                    yield word, "".join(parts)
                word, last, parts = posting.word, 0, []
            parts.append(encode(posting.first - last) + posting.steps)
            last = posting.last
        if parts:
            yield word, "".join(parts)


def _order(word: str) -> bytes:
    """Return a sort key that orders strings as a browser does: by UTF-16 code unit."""
    return word.encode("utf-16-be")


def pieces(lines: Iterable[tuple[str, str]], size: int) -> Iterator[tuple[str, str]]:
    """Join the lines of an index into chunks of about `size` characters; yield the first word of each and the chunk."""
    first, held, length = "", list[str](), 0
    for word, postings in lines:
        if length >= size:
            yield first, "\n".join(held)
            held, length = [], 0
        first = first if held else word
        held.append(f"{word} {postings}")
        length += len(held[-1])
    if held:
        yield first, "\n".join(held)
