"""Lines inside of paragraphs: their breaks, lines of verse, and the credit at the end of a caption."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from ..model import Code, Inline, Inlines, LineBreak, Note, Text
from ..patterns import pattern
from .shaping import merged, stripped

#: What begins the credit at the end of a caption.
_CREDITED = "تصوير|عدسة|المصور|الصورة من|مصدر الصورة|صورة من|Photo(?:graph)?(?: by)?|Credit|Image(?: credit)?"
_CREDIT = pattern(
    rf"(?:(?<=[.!؟])|(?<=^)|\s(?=(?:تصوير|عدسة)\s*[:：])|[(\[|–—-])\s*"
    rf"((?:{_CREDITED})\s*[:：/]?\s.{{2,60}}|©.{{2,60}})$",
    re.IGNORECASE | re.DOTALL,
)
CREDITED_TITLE = pattern(rf"\s*(?:{_CREDITED})\s*[:：/]|©", re.IGNORECASE)
_GAP = pattern(r"[ \u00a0]*(?:\t|[ \u00a0]{3,}|\*{2,}|…{2,}|\.{4,}|(?<=[ \u00a0])(?:\*|//)(?=[ \u00a0]))[ \u00a0]*")


#: What parts hemistichs, in trees whose elements do.
GAP = "\u00a0" * 3


def hemistichs(line: Inlines) -> tuple[Inlines, ...]:
    """Return a line of verse as its two hemistichs where one gap parts them, whole elsewhere."""
    gaps = [(at, found) for at, node in enumerate(line) if isinstance(node, Text) for found in _GAP.finditer(node.text)]
    if len(gaps) == 1 and isinstance(node := line[(at := gaps[0][0])], Text):
        found = gaps[0][1]
        first = stripped((*line[:at], Text(node.text[: found.start()])))
        second = stripped((Text(node.text[found.end() :]), *line[at + 1 :]))
        if first and second:
            return first, second
    return (line,)


def split_credit(caption: Inlines) -> tuple[Inlines, Inlines]:
    """Return a caption and the credit at its end («تصوير: …»), if it has one, with the marks that part them.

    Brackets are of the credit, a dash or a bar is of the caption: printed one after the other, both read as they stood.
    """
    if caption and isinstance(last := caption[-1], Text) and (found := _CREDIT.search(last.text)):
        begin = found.start() if last.text[found.start()] in "([" else found.start(1)
        return stripped((*caption[:-1], Text(last.text[:begin]))), (Text(last.text[begin:].strip()),)
    return caption, ()


def may_be_caption(words: str) -> bool:
    """Return whether the words right under a picture are few enough for a caption, fewer in a sentence."""
    most = _MOST_OF_SENTENCE if words.endswith(".") else _MOST_OF_CAPTION
    return 0 < len(words.split()) <= most and not words.endswith((":", "：", "؟", "?", "…"))


_MOST_OF_CAPTION, _MOST_OF_SENTENCE = 20, 12


def lines(inlines: Inlines) -> Inlines:
    """Return inlines without the space at the ends of their lines, and without empty lines."""
    runs = [run for part in runs_between_breaks(inlines, 1) if (run := stripped(part))]
    return tuple(node for at, run in enumerate(runs) for node in ((LineBreak(),) if at else ()) + run)


def runs_between_breaks(inlines: Inlines, breaks: int) -> Iterator[Inlines]:
    """Yield the runs between so many line breaks in a row or more."""
    run: list[Inline] = []
    seen = 0
    for node in merged(list(_with_breaks_outside(inlines))):
        if isinstance(node, LineBreak):
            seen += 1
            run.append(node)
        elif seen and isinstance(node, Text) and not node.text.strip(" "):
            continue
        else:
            if seen >= breaks:
                yield tuple(run)
                run = []
            seen = 0
            run.append(node)
    yield tuple(run)


def _with_breaks_outside(inlines: Inlines) -> Iterator[Inline]:
    """Yield inlines without breaks at the ends of spans or in a row inside of them: those stand between spans."""
    for node in inlines:
        if isinstance(node, Text | Code | LineBreak | Note):
            yield node
            continue
        children = tuple(_with_breaks_outside(node.children))
        shown = [one for one in children if not isinstance(one, Text) or one.text.strip()]
        ends = any(isinstance(one, LineBreak) for one in (*shown[:1], *shown[-1:]))
        if ends or any(isinstance(a, LineBreak) and isinstance(b, LineBreak) for a, b in pairwise(shown)):
            for breaks, run in groupby(children, lambda one: isinstance(one, LineBreak)):
                inner = tuple(run)
                yield from inner if breaks or not stripped(inner) else (replace(node, children=inner),)
        else:
            yield node


def row_line(cells: Iterable[Inlines]) -> Inlines:
    """Return the row of a table that stands in a cell of another as a line."""
    shown = [cell for cell in map(stripped, cells) if cell]
    return tuple(node for at, cell in enumerate(shown) for node in ((Text(" | "),) if at else ()) + cell)


def single_spaced(inlines: Inlines) -> Inlines:
    """Return inlines without the second of two spaces, between which something was left out."""
    return tuple(
        Text(re.sub("  +", " ", node.text)) if isinstance(node, Text) else node for node in merged(list(inlines))
    )
