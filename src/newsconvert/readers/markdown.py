"""Read Markdown (CommonMark), with front matter: headings, paragraphs, lists, quotations, emphasis and links."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..arabic import is_rtl
from ..errors import EmptyInputError
from ..model import (
    Article,
    Block,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    ItemList,
    Link,
    Paragraph,
    Provenance,
    Quotation,
    Strong,
    Text,
    plain_text,
)
from ..options import ReaderOptions
from ..result import Converted
from .decoding import decode
from .overrides import front_matter, override

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in Markdown `data`.

    The headline is the front matter's title, or else the first heading, or else the first paragraph. Markup that an
    article has no place for (images, code, HTML) is kept as text. Raise EmptyInputError when there is no text.
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    decoded = decode(data, options.encoding, repair=options.repair)
    values, text = front_matter(decoded.text)
    tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).parse(text))
    blocks = [block for node in tree.children for block in _blocks(node)]
    headline = "" if values.get("title") or values.get("headline") else _take_headline(blocks)
    if not (headline or values.get("title") or values.get("headline")):
        raise EmptyInputError("the file holds no text; give one with at least a headline.")
    article = Article(
        headline=headline,
        body=tuple(blocks),
        direction="rtl" if is_rtl(text) else "ltr",
        provenance=Provenance(
            options.file_name,
            hashlib.sha256(data).hexdigest(),
            decoded.encoding,
            decoded.confidence,
            content=data,
        ),
    )
    stated = override(article, values, "the front matter")
    return Converted(stated.value, (*decoded.warnings, *stated.warnings))


def _take_headline(blocks: list[Block]) -> str:
    """Take the headline out of `blocks`: the first heading if nothing but it starts the text, or the first text."""
    if blocks and isinstance(blocks[0], Heading | Paragraph):
        first = blocks.pop(0)
        assert isinstance(first, Heading | Paragraph)
        return plain_text(first.inlines)
    return ""


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    if node.type == "heading":
        yield Heading(max(2, min(int(node.tag[1]), 6)), _content(node))
    elif node.type == "paragraph":
        yield Paragraph(_content(node))
    elif node.type == "blockquote":
        for child in node.children:
            for block in _blocks(child):
                yield Quotation(block.inlines) if isinstance(block, Paragraph) else block
    elif node.type in ("bullet_list", "ordered_list"):
        yield from _list(node)
    elif node.content.strip():  # code and the like
        yield Paragraph((Text(node.content.rstrip("\n")),))


def _list(node: SyntaxTreeNode) -> Iterator[Block]:
    items: list[Inlines] = []
    inner: list[Block] = []
    for item in node.children:
        own = [block for child in item.children for block in _blocks(child)]
        if own and isinstance(own[0], Paragraph):
            items.append(own.pop(0).inlines)  # type: ignore[union-attr]
        inner += own
    ordered = node.type == "ordered_list"
    yield ItemList(ordered, tuple(items), int(node.attrs.get("start", 1)) if ordered else 1)
    yield from inner  # lists have one level here: what stands inside an item follows the list


def _content(node: SyntaxTreeNode) -> Inlines:
    inline = node.children[0] if node.children else None
    found = tuple(_merged(_inlines(inline))) if inline else ()
    return found or (Text(""),)


def _inlines(node: SyntaxTreeNode) -> Iterator[Inline]:
    for child in node.children:
        match child.type:
            case "strong":
                yield Strong(tuple(_merged(_inlines(child))))
            case "em":
                yield Emphasis(tuple(_merged(_inlines(child))))
            case "link":
                yield Link(str(child.attrs["href"]), tuple(_merged(_inlines(child))))
            case "softbreak" | "hardbreak":
                yield Text(" " if child.type == "softbreak" else "\n")
            case _:
                yield Text(child.content)


def _merged(inlines: Iterator[Inline]) -> Iterator[Inline]:
    """Join runs of plain text that stand side by side."""
    kept = ""
    for inline in inlines:
        if isinstance(inline, Text):
            kept += inline.text
            continue
        if kept:
            yield Text(kept)
        kept = ""
        yield inline
    if kept:
        yield Text(kept)
