"""How an article was understood, as a tree for a person at a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import NamedTuple

from ..model import Article, Block, Heading, ItemList, Paragraph, Quotation, ThematicBreak, block_inlines, plain_text
from ..readers.structure import Decision

_COLOURS = {"title": "bold", "heading": "bold yellow", "item": "cyan", "quote": "magenta", "source": "green"}


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

    source = article.source
    yield row(0, "title", article.headline)
    for kind in ("kicker", "deck", "byline", "dateline"):
        if text := getattr(article, kind):
            yield row(1, kind, text)
    if article.published:
        yield Row(1, "published", article.published.isoformat())
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
            case _:
                yield row(depth, _KINDS.get(type(block), type(block).__name__.lower()), _text((block,)))
    if source:
        cited = " ".join(filter(None, (source.name, source.url)))
        yield Row(0, "source", cited, reasons.get(source.citation or "", ""))


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(plain_text(run) for block in blocks for run in block_inlines(block))


def show(article: Article, decisions: list[Decision]) -> None:
    """Print the tree: coloured and cut to the width of a terminal, whole and plain elsewhere."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    turn = sys.stdout.isatty() and not _terminal_turns_text()
    for row in rows(article, decisions):
        label = f"{'  ' * row.depth}{row.kind}"
        colour = _COLOURS.get(row.kind.split()[0], "default")
        text = " ".join(row.text.split())
        if sys.stdout.isatty():
            room = max(console.width - max(len(label), 24) - 2 - len(row.reason) - 3, 20)
            text = text if len(text) <= room else text[: room - 1] + "…"
        if turn:
            from bidi import get_display

            text = str(get_display(text, base_dir="R" if article.direction == "rtl" else "L"))
        line = Text.assemble((f"{label:<24}", colour), "  ", (text, colour))
        if row.reason:
            line.append(f"  [{row.reason}]", "dim")
        console.print(line)


def _terminal_turns_text() -> bool:
    """Tell whether the terminal sets right-to-left text itself, so that it must not be turned round for it."""
    return any(os.environ.get(name) for name in ("VTE_VERSION", "KONSOLE_VERSION", "MLTERM"))
