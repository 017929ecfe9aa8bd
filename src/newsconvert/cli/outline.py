"""How an article was understood, as a tree for a person at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

from ..bidi import to_display_order
from ..model import (
    Article,
    Block,
    Heading,
    ItemList,
    Paragraph,
    Quotation,
    Table,
    ThematicBreak,
    block_texts,
    notes,
    plain_text,
)
from ..readers.structure import Decision

_COLOURS = {"title": "bold", "heading": "bold yellow", "item": "cyan", "quote": "magenta", "source": "green"}
_LABEL = 24  # columns of what a line was taken for
_LEAST = 20  # columns of its text, in however narrow a terminal


_KINDS: dict[type, str] = {Quotation: "quote", ThematicBreak: "break"}


class Row(NamedTuple):
    """One line of the tree: its depth, what it was taken for, the text, and why, where that is known."""

    depth: int
    kind: str
    text: str
    reason: str = ""


def rows(article: Article, decisions: list[Decision]) -> Iterator[Row]:
    """Yield the lines of the tree of `article`, each with the rule that decided it and its confidence."""
    reasons: dict[str, str] = {}
    for decision in decisions:
        reasons.setdefault(decision.text, f"{decision.rule} {decision.confidence:.0%}")

    def row(depth: int, kind: str, text: str) -> Row:
        found = reasons.get(text) or next((why for line, why in reasons.items() if text and text in line), "")
        return Row(depth, kind, text, found)

    # A place or an agency may be the text of a line as well, which another rule decided.
    said: dict[str, str] = {one.role: f"{one.rule} {one.confidence:.0%}" for one in reversed(decisions)}
    source = article.source
    yield row(0, "title", article.headline)
    for kind in ("kicker", "deck", "byline", "dateline", "timestamp"):
        if text := getattr(article, kind):
            yield row(1, kind, text)
    for kind in ("place", "agency"):
        if text := getattr(article, kind):
            yield Row(1, kind, text, said.get(kind, ""))
    if article.published:
        yield Row(1, "published", article.published.isoformat(), said.get("published", ""))
    depth = 1
    for block in article.body:
        match block:
            case Heading(level, inlines):
                depth = level
                yield row(level - 1, f"heading {level}", plain_text(inlines))
            case Paragraph(inlines):
                yield row(depth, "paragraph", plain_text(inlines))
            case ItemList(ordered=ordered, start=start):
                for at, item in enumerate(block.entries):
                    label = item.label or (f"{start + at}" if ordered else "")
                    yield row(depth, f"item {label}".strip(), _text(item.blocks))
            case Table(table, caption):
                if caption:
                    yield row(depth, "caption", plain_text(caption))
                for cells in table:
                    text = " | ".join(plain_text(cell.inlines) for cell in cells)
                    yield Row(depth, "row", text, said.get("row", ""))
            case _:
                yield row(depth, _KINDS.get(type(block), type(block).__name__.lower()), _text((block,)))
    for note in notes(article.body):
        yield row(1, f"note {note.label or ''}".strip(), _text(note.blocks))
    if source:
        cited = " ".join(filter(None, (source.name, source.url)))
        yield Row(0, "source", cited, reasons.get(source.citation or "", ""))


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(text for block in blocks for text in block_texts(block))


def show(article: Article, decisions: list[Decision], *, visual: bool = False) -> None:
    """Print the tree: coloured and cut to the width of a terminal, whole and plain elsewhere.

    Text is printed in its logical order, which terminals that know the bidirectional algorithm show as it is read. With
    `visual`, right-to-left lines are reordered for a terminal that does not: which kind it is cannot be detected, least
    of all over ssh.
    """
    if not sys.stdout.isatty():
        for row in rows(article, decisions):
            label, text, reason = _parts(row)
            sys.stdout.write(f"{label:<{_LABEL}}  {_reorder(article, text) if visual else text}{reason}\n")
        return
    from rich.cells import cell_len, set_cell_size
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for row in rows(article, decisions):
        label, text, reason = _parts(row)
        colour = _COLOURS.get(row.kind.split()[0], "default")
        label = f"{label:<{_LABEL}}  "
        room = max(console.width - cell_len(label) - cell_len(reason), _LEAST)
        if cell_len(text) > room:
            text = set_cell_size(text, room - 1).rstrip() + "…"
        text = _reorder(article, text) if visual else text
        console.print(Text.assemble((label, colour), (text, colour), (reason, "dim")), no_wrap=True, overflow="ignore")


def _parts(row: Row) -> tuple[str, str, str]:
    """Return what stands in a line: the label, the text, and the reason."""
    return f"{'  ' * row.depth}{row.kind}", " ".join(row.text.split()), f"  [{row.reason}]" if row.reason else ""


def _reorder(article: Article, text: str) -> str:
    return to_display_order(text, rtl=article.direction == "rtl")
