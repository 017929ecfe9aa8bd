"""What text is reduced to before it is compared, by format: what a document cannot hold, or an extractor changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from ..markup import xml_text

Normalizer = Callable[[str], str]

#: The white space of XML and HTML: no-break spaces and the like are text.
SPACE = re.compile(r"[ \t\n\r\f\v]+")
_UNEVEN = re.compile(r"[\t\n\r\f\v]|  ")
_MARKS = re.compile("[\u200e\u200f\u202a\u202c]")
_STEERING = re.compile("[\u00ad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]")
#: A joiner that parts no letters. PDFs have some beside numbers.
_IDLE = re.compile(
    "(?<![\u0620-\u065f\u066e-\u06ef\u06fa-\u08ff])\u200c|\u200c(?![\u0620-\u065f\u066e-\u06ef\u06fa-\u08ff])"
)
_COMBINING = re.compile("[\u0300-\u034e\u0350-\u036f]")
_REPEATED = re.compile(
    " ?([\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed])(?: ?\\1)*"
)
_ALIKE = str.maketrans("\u2010\u2044®", "-/R")  # PDFium reports ® as R in right-to-left lines


#: How many texts are kept: those of a document and of its source, which are mostly the same, are asked for in turn.
_KEPT = 1024


@lru_cache(maxsize=_KEPT)
def normalize_markup(text: str) -> str:
    """Normalise `text` as for markup: without characters that XML lacks, any white space as one space."""
    text = xml_text(text)
    return (SPACE.sub(" ", text) if _UNEVEN.search(text) else text).strip(" ")


@lru_cache(maxsize=_KEPT)
def normalize_word(text: str) -> str:
    """Do the same and remove direction marks, which Word documents need between runs."""
    return normalize_markup(_MARKS.sub("", text))


@lru_cache(maxsize=4096)
def normalize_pdf(text: str) -> str:
    """Normalise `text` to what can be extracted from a page.

    The changes that PDFium makes are applied here too: it drops layout controls, joiners that part no letters,
    combining marks of European scripts and vowel signs after a space, merges a doubled vowel sign (taking it for
    simulated bold), and applies NFKC. Hyphens of all kinds become one character, and so do spaces.
    """
    kept = _STEERING.sub("", unicodedata.normalize("NFKC", _COMBINING.sub("", xml_text(text))).translate(_ALIKE))
    kept = _IDLE.sub("", kept)
    return _REPEATED.sub(r"\1", " ".join(kept.split()))


def normalize_ltr_pdf(text: str) -> str:
    """Do the same, and replace closing brackets by opening ones.

    In lines of a left-to-right document with both directions it is unknown whether PDFium has mirrored them.
    """
    return normalize_pdf(text).translate(_OPENING)


_PAIRS = "()[]{}<>«»‹›“”‘’⁅⁆⁽⁾₍₎≤≥≪≫⊂⊃⊆⊇⌈⌉⌊⌋〈〉《》「」『』【】〔〕〖〗〘〙〚〛⟦⟧⟨⟩⟪⟫❨❩❪❫❬❭❮❯❰❱❲❳❴❵（）［］｛｝＜＞"
#: Brackets and their mirror images.
MIRROR = {one: other for pair in zip(_PAIRS[::2], _PAIRS[1::2], strict=True) for one, other in (pair, pair[::-1])}
_OPENING = str.maketrans(_PAIRS[1::2], _PAIRS[::2])


class _Letters(dict[int, int | None]):
    """The characters that `letters` keeps, each once it was asked for."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code))[0] in "CMZ" else code
        return self[code]


_LETTERS = _Letters()


def letters(text: str) -> str:
    """Return the letters, digits and signs of a text, however they are spaced and joined."""
    return unicodedata.normalize("NFKC", text).translate(_LETTERS)
