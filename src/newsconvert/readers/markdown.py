"""Read Markdown (CommonMark), with front matter: headings, paragraphs, lists, quotations, emphasis and links."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import EmptyInputError, InputError
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
    Source,
    Strong,
    Text,
    plain_text,
)
from ..options import ReaderOptions
from ..result import Converted
from .characters import normalized
from .decoding import decode
from .overrides import front_matter, headline_in, override
from .shaping import MarkedHeading, direction_of, levelled, merged, take_citation, take_headline, web_link

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in Markdown `data`.

    The headline is the front matter's title, or else the first block. Markup that articles do not support (images,
    code, HTML) is kept as text. Raise EmptyInputError if there is no text.
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    decoded = decode(data, options.encoding, repair=options.repair)
    values, text = front_matter(decoded.text)
    text = normalized(text, options.normalize)
    try:
        tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).parse(text))
        blocks = [block for node in tree.children for block in _blocks(node)]
    except RecursionError:
        raise InputError("its emphasis is nested thousands deep; read it with --from plaintext.") from None
    headline = headline_in(values)
    if headline is None:
        headline = take_headline(blocks)
    elif blocks and isinstance(blocks[0], Heading) and plain_text(blocks[0].inlines) == headline:
        del blocks[0]  # the headline, stated twice
    if not headline:
        raise EmptyInputError("the file holds no text; give one with at least a headline.")
    direction = direction_of(headline, blocks)
    source = take_citation(blocks, Source())
    article = Article(
        headline=headline,
        body=levelled(blocks),
        source=source,
        direction=direction,
        provenance=Provenance(
            options.file_name,
            hashlib.sha256(data).hexdigest(),
            decoded.encoding,
            decoded.confidence,
            options.normalize,
            data,
        ),
    )
    stated = override(article, values, "the front matter")
    return Converted(stated.value, (*decoded.warnings, *stated.warnings))


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    if node.type == "heading":
        if content := _content(node):
            yield MarkedHeading(int(node.tag[1]), content)
    elif node.type == "paragraph":
        if content := _content(node):
            yield Paragraph(content)
    elif node.type == "blockquote":
        for child in node.children:
            for block in _blocks(child):
                yield Quotation(block.inlines) if isinstance(block, Paragraph) else block
    elif node.type in ("bullet_list", "ordered_list"):
        yield from _list(node)
    elif node.content.strip():  # code and similar
        yield Paragraph((Text(node.content.rstrip("\n")),))


def _list(node: SyntaxTreeNode) -> Iterator[Block]:
    """Yield a list. Lists have one level: other content of an item follows it, and then the list continues."""
    ordered = node.type == "ordered_list"
    number = int(node.attrs.get("start", 1)) if ordered else 1
    items: list[Inlines] = []
    for item in node.children:
        own = [block for child in item.children for block in _blocks(child)]
        if own and isinstance(first := own[0], Paragraph):
            items.append(first.inlines)
            own = own[1:]
        if own:
            if items:
                yield ItemList(ordered, tuple(items), number)
            yield from own
            number += len(items) if ordered else 0
            items = []
    if items:
        yield ItemList(ordered, tuple(items), number)


def _content(node: SyntaxTreeNode) -> Inlines:
    return merged(list(_inlines(node.children[0]))) if node.children else ()


def _inlines(node: SyntaxTreeNode) -> Iterator[Inline]:
    for child in node.children:
        inner = merged(list(_inlines(child))) if child.type in ("strong", "em", "link") else ()
        match child.type:
            case "strong":
                yield Strong(inner)
            case "em":
                yield Emphasis(inner)
            case "link":
                target = web_link(str(child.attrs["href"]))
                yield from (Link(target, inner),) if target else inner
            case "softbreak" | "hardbreak":
                yield Text(" " if child.type == "softbreak" else "\n")
            case _:
                yield Text(child.content)
