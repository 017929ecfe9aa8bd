"""What stands before the marks of notes and the pictures of an article: where these are in its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..model import (
    Block,
    Code,
    Figure,
    Inlines,
    ItemList,
    LineBreak,
    Note,
    Paragraph,
    Quotation,
    Text,
    block_inlines,
    plain_text,
)
from .findings import Finding, FindingKind
from .normalize import letters

#: So many letters before it say where something is; where there are fewer, a label may be among them.
_LETTERS = 8
#: So many characters have them, with spaces and vowel signs.
_ENOUGH = 60


def place_after(text: str) -> str:
    """Return the last letters of a text."""
    return letters(text[-_ENOUGH:])[-_LETTERS:]


def marks_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield what is before each mark of a note in its paragraph, item or cell; notes of notes are left out."""
    for block in blocks:
        for run in block_inlines(block):
            said: list[str] = []
            yield from _marks_in(run, said)


def _marks_in(inlines: Inlines, said: list[str]) -> Iterator[str]:
    for one in inlines:
        if isinstance(one, Text | Code):
            said.append(one.text)
        elif isinstance(one, Note):
            yield place_after("".join(said))
        elif not isinstance(one, LineBreak):
            yield from _marks_in(one.children, said)


def pictures_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield what is before each figure with a picture in the text of an article."""
    said = ""
    for block in _simple(blocks):
        if isinstance(block, Figure) and any(picture.image is not None for picture in block.pictures):
            yield place_after(said)
        said += "".join(map(plain_text, block_inlines(block)))


def _simple(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the blocks without others inside, in the order of their text."""
    for block in blocks:
        if isinstance(block, Quotation):
            yield from _simple(block.content)
            yield Paragraph(block.attribution)
        elif isinstance(block, ItemList):
            for item in block.entries:
                yield from _simple(item.blocks)
        else:
            yield block


def place_differences(expected: Iterable[str], found: Iterable[str], name: str) -> Iterator[Finding]:
    """Yield a mark of a note or a picture that is after other text than in the source."""
    known, told = (Counter(one for one in places if len(one) == _LETTERS) for places in (expected, found))
    for missing, other in zip((known - told).elements(), [*(told - known).elements(), ""], strict=False):
        yield Finding(FindingKind.TAG, f"{missing} [{name}]", f"{other} [{name}]", place="the text")
