"""Lists of a Word document while their items are collected."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ...model import Block, Inlines, ItemList, ListItem, Paragraph, Preformatted, Verse
from .numbering import Number


@dataclass(slots=True)
class OpenList:
    """A list while its items are collected."""

    kind: str
    depth: int
    ordered: bool
    indent: int
    numbers: list[Number] = field(default_factory=list)
    items: list[list[Node]] = field(default_factory=list)

    def frozen(self) -> ItemList:
        """Return a list with the labels that Word prints, where they are not those that a list has by itself."""
        first = self.numbers[0].value
        usual = all(
            number.usual and (not self.ordered or number.value == first + at) for at, number in enumerate(self.numbers)
        )
        items: list[Inlines | ListItem] = []
        for number, nodes in zip(self.numbers, self.items, strict=True):
            blocks = tuple(node.frozen() if isinstance(node, OpenList) else node for node in nodes)
            label = None if usual else number.label or None
            only = blocks[0] if len(blocks) == 1 else None
            if isinstance(only, Paragraph) and label is None and not only.direction and not only.language:
                items.append(only.inlines)
            else:
                items.append(ListItem(blocks, label))
        return ItemList(self.ordered, tuple(items), first if self.ordered and usual else 1)


Node: TypeAlias = "Block | OpenList"


def join_lines(blocks: list[Block]) -> list[Block]:
    """Return blocks with lines of verse, and of code, that follow each other as one."""
    made: list[Block] = []
    for block in blocks:
        before = made[-1] if made else None
        if isinstance(block, Verse) and isinstance(before, Verse) and len(block.lines[0]) == len(before.lines[0]):
            made[-1] = replace(before, lines=(*before.lines, *block.lines))
        elif isinstance(block, Preformatted) and isinstance(before, Preformatted):
            made[-1] = replace(before, text=f"{before.text}\n{block.text}")
        else:
            made.append(block)
    return made
