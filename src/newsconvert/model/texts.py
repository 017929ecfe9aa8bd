"""The text of nodes, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from .blocks import (
    Block,
    Code,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Inlines,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Strong,
    Table,
    Text,
    ThematicBreak,
    Verse,
)

if TYPE_CHECKING:
    from .article import Article


def plain_text(inlines: Inlines) -> str:
    """Return the text of `inlines` without markup: a line break is a newline, a note nothing."""
    return "".join(map(_inline_text, inlines))


def _inline_text(node: Inline) -> str:
    if isinstance(node, Text | Code):
        return node.text
    if isinstance(node, LineBreak):
        return "\n"
    return "" if isinstance(node, Note) else plain_text(node.children)


def block_inlines(block: Block) -> tuple[Inlines, ...]:
    """Return the runs of inlines in a block, in order: of its items, cells, lines, captions.

    A picture without bytes has its alternative text, which documents show in its place. Notes are not entered.
    """
    match block:
        case Heading() | Paragraph():
            return (block.inlines,)
        case Quotation():
            quoted = tuple(run for inner in block.content for run in block_inlines(inner))
            return (*quoted, block.attribution) if block.attribution else quoted
        case ItemList():
            return tuple(run for item in block.entries for inner in item.blocks for run in block_inlines(inner))
        case Verse():
            return tuple(hemistich for line in block.lines for hemistich in line)
        case Preformatted():
            return ((Text(block.text),),)
        case ThematicBreak():
            return ()
        case Figure():
            shown = tuple((Text(p.alternative),) for p in block.pictures if p.image is None and p.alternative)
            return (*shown, *filter(None, (block.caption, block.credit)))
        case Table():
            cells = tuple(cell.inlines for row in block.rows for cell in row)
            return (block.caption, *cells) if block.caption else cells
        case _:
            assert_never(block)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield each block, and after it those inside it, but not those of notes."""
    for block in blocks:
        yield block
        if isinstance(block, Quotation):
            yield from walk(block.blocks)
        elif isinstance(block, ItemList):
            for item in block.items:
                if not isinstance(item, tuple):
                    yield from walk(item.blocks)


def notes(blocks: tuple[Block, ...]) -> Iterator[Note]:
    """Yield the notes of `blocks` in the order of their marks; those inside a note follow it."""
    for block in blocks:
        for run in block_inlines(block):
            yield from _notes(run)


def _notes(inlines: Inlines) -> Iterator[Note]:
    for node in inlines:
        if isinstance(node, Note):
            yield node
            yield from notes(node.blocks)
        elif not isinstance(node, Text | Code | LineBreak):
            yield from _notes(node.children)


def block_texts(block: Block) -> Iterator[str]:
    """Yield the text of a block as documents show it, one piece per line of its own: with the labels of items.

    A line of verse and a caption with its credit are one piece each. Notes are not entered.
    """
    match block:
        case Quotation():
            for inner in block.content:
                yield from block_texts(inner)
            if block.attribution:
                yield plain_text(block.attribution)
        case ItemList():
            for item in block.entries:
                texts = [text for inner in item.blocks for text in block_texts(inner)]
                if item.label and item.blocks and isinstance(item.blocks[0], Paragraph):
                    texts[0] = f"{item.label} {texts[0]}"
                elif item.label:
                    texts.insert(0, item.label)
                yield from texts
        case Verse():
            yield from (" ".join(map(plain_text, line)) for line in block.lines)
        case Figure():
            for one in block.pictures:
                if one.image is None and (shown := one.alternative or one.url):
                    yield shown
            if block.caption or block.credit:
                yield " ".join(map(plain_text, filter(None, (block.caption, block.credit))))
        case _:
            yield from map(plain_text, block_inlines(block))


def article_text(article: Article) -> Iterator[str]:
    """Yield every piece of the article's own text, in order: one piece per line of the source. Notes come last."""
    for piece in (
        article.kicker,
        article.headline,
        article.deck,
        article.byline,
        article.dateline_above,
        article.timestamp,
    ):
        if piece:
            yield piece
    for block in article.body:
        yield from block_texts(block)
    if article.source and article.source.citation:
        yield from article.source.citation.split("\n")
    yield from note_text(article)


def note_text(article: Article) -> Iterator[str]:
    """Yield every piece of the text of the article's notes."""
    for note in notes(article.body):
        for block in note.blocks:
            yield from block_texts(block)


def is_plain(article: Article) -> bool:
    """Return whether the body has only headings, paragraphs, simple quotations and flat lists of less than 100 items.

    They have no other spans than bold, emphasis and links, no notes, and no language or direction of their own.
    """
    return all(map(_is_plain, article.body))


def _is_plain(block: Block) -> bool:
    if not isinstance(block, Heading | Paragraph | Quotation | ItemList) or block.direction or block.language:
        return False
    if isinstance(block, Quotation) and (block.blocks or block.attribution):
        return False
    if isinstance(block, ItemList) and (block.last > 99 or any(isinstance(item, ListItem) for item in block.items)):
        return False
    return all(_is_plain_inline(node) for run in block_inlines(block) for node in run)


def _is_plain_inline(node: Inline) -> bool:
    if isinstance(node, Strong | Emphasis | Link):
        return all(map(_is_plain_inline, node.children))
    return isinstance(node, Text)


def map_inlines(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    """Return `block` with `change` made to each of its runs of inlines (see `block_inlines`).

    Notes are not entered: `change` is given the run that holds the mark.
    """

    def all_of(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(map_inlines(inner, change) for inner in blocks)

    def item(one: Inlines | ListItem) -> Inlines | ListItem:
        return replace(one, blocks=all_of(one.blocks)) if isinstance(one, ListItem) else change(one)

    def picture(one: Picture) -> Picture:
        alternative = one.alternative and plain_text(change((Text(one.alternative),)))
        return one if alternative == one.alternative else replace(one, alternative=alternative)

    match block:
        case Heading() | Paragraph():
            return replace(block, inlines=change(block.inlines))
        case Quotation(inlines, blocks, attribution):
            quoted = change(inlines) if inlines else ()
            return replace(block, inlines=quoted, blocks=all_of(blocks), attribution=change(attribution))
        case ItemList(items=items):
            return replace(block, items=tuple(map(item, items)))
        case Verse(lines):
            return replace(block, lines=tuple(tuple(map(change, line)) for line in lines))
        case Preformatted(text):
            return replace(block, text=plain_text(change((Text(text),))))
        case ThematicBreak():
            return block
        case Figure(pictures, caption, credit):
            shown = tuple(map(picture, pictures))
            return replace(block, pictures=shown, caption=change(caption), credit=change(credit))
        case Table(rows, caption):
            cells = tuple(tuple(replace(cell, inlines=change(cell.inlines)) for cell in row) for row in rows)
            return replace(block, rows=cells, caption=change(caption))
        case _:
            assert_never(block)


def map_texts(inlines: Inlines, change: Callable[[str], str]) -> Inlines:
    """Return `inlines` with `change` made to each piece of text and code, in their order, those of notes too."""

    def change_inline(node: Inline) -> Inline:
        if isinstance(node, Text | Code):
            return replace(node, text=change(node.text))
        if isinstance(node, LineBreak):
            return node
        if isinstance(node, Note):
            return replace(
                node, blocks=tuple(map_inlines(block, lambda run: map_texts(run, change)) for block in node.blocks)
            )
        return replace(node, children=map_texts(node.children, change))

    return tuple([change_inline(node) for node in inlines])
