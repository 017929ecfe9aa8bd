"""The word spaces of justified lines on paper, from the boxes of characters as PDFium has them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pypdfium2
from fontTools.ttLib import TTFont
from pypdfium2 import raw


def natural_space(font: Path, size: float) -> float:
    """Return the width of a space of a font, in points."""
    with TTFont(font) as opened:
        return float(opened["hmtx"][opened.getBestCmap()[32]][0] * size / opened["head"].unitsPerEm)


def spaces(path: Path, measure: float) -> Iterator[float]:
    """Yield the mean word space, in points, of each line of a PDF that fills the measure."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        lines: dict[int, list[tuple[float, float, str]]] = {}
        for at, character in enumerate(text.get_text_range()):
            left, _, right, _ = text.get_charbox(at, loose=True)
            x, y = raw.c_double(), raw.c_double()
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            lines.setdefault(round(y.value), []).append((left, right, character))
        for line in lines.values():
            drawn = sorted(one for one in line if not one[2].isspace() and one[1] - one[0] > 0.1)
            words = merged(drawn)
            if len(words) > 3 and abs(words[-1][1] - words[0][0] - measure) < 2:
                yield statistics.mean(b[0] - a[1] for a, b in pairwise(words))


def merged(drawn: list[tuple[float, float, str]]) -> list[tuple[float, float]]:
    """Return the words of a line as left and right edges: characters with less than a point between them."""
    words: list[tuple[float, float]] = []
    for left, right, _ in drawn:
        if words and left - words[-1][1] < 1:
            words[-1] = words[-1][0], max(words[-1][1], right)
        else:
            words.append((left, right))
    return words
