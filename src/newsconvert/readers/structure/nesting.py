"""Lists of the items that follow each other, and lists within items: of those that end in a colon, letters of numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ...model import Inlines, ItemList, ListItem, Paragraph
from ...patterns import pattern
from .line import Verdict
from .links import inlines

_NUMBER = pattern(r"\d+\.")


@dataclass(slots=True)
class _Level:
    """A list that is not closed: what its items are marked with, its first number, and whether the last one opens a list.

    `labels` are those of the items as they are typed, of a list that counts.
    """

    mark: str
    start: int | None
    items: list[Inlines | ListItem] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    opens: bool = False

    def continues(self, mark: str, number: int | None, *, strictly: bool) -> bool:
        """Return whether an item of that mark and number is the next of the list; bullets may change, if not `strictly`."""
        if number is None or self.start is None:
            return number is None and self.start is None and (mark == self.mark or not strictly)
        return mark == self.mark and number == self.start + len(self.items)

    def to_list(self) -> ItemList:
        """Return the list; its items have their labels where one of them is what the text refers to: «الفقرة (ب)», «[1]».

        Documents print plain numbers as «1.» anew; beside others they print no number that is not a label.
        """
        items = self.items
        if not all(map(_NUMBER.fullmatch, self.labels)):
            blocks = (item.blocks if isinstance(item, ListItem) else (Paragraph(item),) for item in items)
            items = [ListItem(one, label) for one, label in zip(blocks, self.labels, strict=True)]
        return ItemList(self.start is not None, tuple(items), self.start or 1)


class Lists:
    """The lists that a run of items makes."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []

    def add(self, text: str, rule: str, verdict: Verdict) -> list[ItemList]:
        """Add an item; return the lists that end before it."""
        number = verdict.number
        mark = rule if number is not None or rule == "row" else text[:1]
        done = self._make_room(mark, number)
        level = self._levels[-1]
        level.items.append(inlines(text[verdict.marker :]))
        if number is not None:
            level.labels.append(text[: verdict.marker].strip())
        level.opens = text.endswith((":", "："))
        return done

    def _make_room(self, mark: str, number: int | None) -> list[ItemList]:
        """Close, fold or open lists, so that the last one is that of an item; return those that are closed."""
        done: list[ItemList] = []
        nested = len(self._levels) > 1
        if self._levels and not self._levels[-1].continues(mark, number, strictly=nested or self._levels[-1].opens):
            if nested and self._levels[0].continues(mark, number, strictly=True):
                self._fold()
                return done
            outer = self._levels[-1]
            deeper = outer.opens or (mark, number, outer.mark) == ("letter", 1, "number")
            if nested or not deeper or "row" in (mark, outer.mark):
                done = self.close()
        elif self._levels:
            return done
        self._levels.append(_Level(mark, number))
        return done

    def _fold(self) -> None:
        """Put the inner list into the last item of the outer one."""
        inner = self._levels.pop().to_list()
        items = self._levels[-1].items
        last = items[-1]
        if isinstance(last, ListItem):
            items[-1] = replace(last, blocks=(*last.blocks, inner))
        else:
            items[-1] = ListItem((Paragraph(last), inner))

    def close(self) -> list[ItemList]:
        """Return the list that has been added to, if any; the next item begins another."""
        if not self._levels:
            return []
        if len(self._levels) > 1:
            self._fold()
        done = [level.to_list() for level in self._levels]
        self._levels.clear()
        return done
