"""Words as they are compared, and lists of words: papers spell the same name with and without hamza and marks."""

from __future__ import annotations

from functools import lru_cache

_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ـ": None, "\u200f": None,
                       "\u200e": None, "\xa0": " ", **{chr(c): None for c in range(0x64B, 0x653)}})  # fmt: skip
#: The same with the characters that stay, up to the last mark that is dropped: a dictionary takes twice as long to miss.
_FOLD: list[int | str | None] = [_ALIKE.get(code, code) for code in range(max(_ALIKE) + 1)]


@lru_cache(maxsize=256)  # many rules ask it of one line
def fold(text: str) -> str:
    """Return `text` as it is compared: one alef, one ya, no marks; never shown."""
    return text.translate(_FOLD)


def phrases(words: str) -> frozenset[str]:
    """Return the words and phrases of a list parted by «،», as they are compared."""
    return frozenset(word for part in words.translate(_FOLD).split("،") if (word := part.strip()))


def by_first_word(*lists: frozenset[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases of `lists` by their first word, each as the words after it, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in frozenset().union(*lists):
        first, *rest = phrase.split()
        found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in found.items()}
