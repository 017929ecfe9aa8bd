"""The head of a Word document whose styles name no headline: the rules of plain text, and how its lines are set."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import NamedTuple

from ...model import Block, Heading, Paragraph, Source, notes, plain_text
from ...patterns import pattern
from ..assembly import drop_headline, take_kicker
from ..credits import read_credit
from ..linebreaks import runs_between_breaks
from ..shaping import one_line, stripped
from ..structure import structure_of
from ..structure.line import Decision, Line, Role
from .looks import LOOKED_AT

#: A line of a head is no longer than so many characters.
_LONGEST = 140
#: Where the text has begun: a sentence, or what is longer than a deck.
_TEXT = pattern(r".{60,}[.!؟…][»”\")]*|.{250,}", re.DOTALL)
#: A line so much larger than all others, and of so many words, is the headline unless it is surely another part.
_LARGER, _FEWEST = 1.2, 4


class Head(NamedTuple):
    """What was taken out of the blocks; `over` is what else stood over the headline, such as a prayer."""

    headline: str
    kicker: str | None = None
    deck: str | None = None
    source: Source | None = None
    over: tuple[Block, ...] = ()


def take_head(blocks: list[Block], looks: Mapping[str, int]) -> Head | None:
    """Take the head out of `blocks`, but for its credits; None where the text has no headline.

    A kicker or a deck with a note stays too. `looks` is how large and heavy lines are set, by their text.
    """
    _part_first(blocks)
    among = [block for block in blocks[:LOOKED_AT] if isinstance(block, Paragraph | Heading)]
    texts = [one_line(plain_text(block.inlines)) for block in among]
    lengths = [0, *map(len, texts)]
    lines = [Line(text, max(lengths[at : at + 2]) > _LONGEST) for at, text in enumerate(texts)]
    built = structure_of(lines := [line for line in lines if line.text], looks=looks)
    if built.devised or not built.headline:
        return None
    decisions = {one.text: one for one in reversed(built.decisions)}
    if outstanding := _outstanding(lines, looks, decisions, built.headline):
        kicker = take_kicker(blocks, outstanding)
        drop_headline(blocks, outstanding)
        return Head(outstanding, kicker)
    parts: dict[Role, list[Block]] = {"headline": []}
    for block, text in zip(among, texts, strict=True):
        found = decisions.pop(text, None)  # what is said again is text
        if found and (found.role != "citation" or found.rule == "masthead"):
            parts.setdefault(found.role, []).append(block)
    first = parts["headline"][0]
    taken = parts["headline"] + (parts.get("citation", []) if built.masthead else [])
    fields = {}
    for name in ("kicker", "deck"):
        if (own := parts.get(name)) and all(isinstance(one, Paragraph) and not list(notes((one,))) for one in own):
            fields[name] = getattr(built, name)
            taken += own
    gone = set(map(id, taken))
    credits = {id(block) for role in ("byline", "dateline", "date") for block in parts.get(role, ())}
    above = itertools.takewhile(lambda block: block is not first, blocks)
    over = [block for block in above if id(block) not in gone | credits]
    gone.update(map(id, over))
    blocks[:] = [block for block in blocks if id(block) not in gone]
    noted = (inner for note in notes(tuple(parts["headline"])) for inner in note.blocks)
    return Head(built.headline, source=built.masthead, over=(*over, *noted), **fields)


def _outstanding(
    lines: list[Line], looks: Mapping[str, int], decisions: Mapping[str, Decision], headline: str
) -> str | None:
    """Return the line far larger than all others above the text, where the rules took it for the body or a deck.

    Where they took the credit under it for the `headline`, it may be of few words too.
    """
    above = itertools.takewhile(lambda line: not _TEXT.fullmatch(line.text), lines)
    ranked = sorted(above, key=lambda line: -looks.get(line.text, 0))
    if len(ranked) < 2 or not (line := ranked[0]).short or line.text not in decisions:
        return None
    found = decisions[line.text]
    over_credit = found.role == "kicker" and bool(read_credit(headline, sure=True))
    others = found.role != "headline" and (found.role in _OPEN or found.rule == "weighed layout")
    if not over_credit and (line.words < _FEWEST or not others):
        return None
    return line.text if looks.get(line.text, 0) >= _LARGER * looks.get(ranked[1].text, 0) else None


_OPEN = ("paragraph", "heading", "deck")


def _part_first(blocks: list[Block]) -> None:
    """Part the first paragraph at its line breaks: it begins with the headline."""
    first = next((at for at, block in enumerate(blocks) if isinstance(block, Heading | Paragraph)), None)
    if first is not None and isinstance(block := blocks[first], Paragraph):
        runs = [run for part in runs_between_breaks(block.inlines, 1) if (run := stripped(part))]
        blocks[first : first + 1] = [Paragraph(run) for run in runs]
