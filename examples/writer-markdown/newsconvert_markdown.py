"""Write an article as Markdown (CommonMark 0.31)."""

from __future__ import annotations

import re

from newsconvert.citation import citation_rows
from newsconvert.model import (
    Article,
    Block,
    Emphasis,
    Heading,
    Inlines,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Paragraph,
    Quotation,
    Strong,
    Text,
    ThematicBreak,
    block_texts,
    plain_text,
)
from newsconvert.options import WriterOptions
from newsconvert.resources import Resources
from newsconvert.result import Converted
from newsconvert.writers import Writer

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~!])")


def write(article: Article, _options: WriterOptions, _resources: Resources) -> Converted[bytes]:
    """Return `article` as Markdown in UTF-8."""
    parts = [f"# {_escaped(article.headline)}"]
    parts += [f"*{_escaped(line)}*" for line in (article.byline, article.dateline) if line]
    parts += [_block(block) for block in article.body]
    rows = [
        f"{row.label}: {_inlines(row.value)}" if row.label else _inlines(row.value) for row in citation_rows(article)
    ]
    if rows:
        parts += ["---", "  \n".join(rows)]
    return Converted(("\n\n".join(parts) + "\n").encode())


def _block(block: Block) -> str:
    match block:
        case Heading(level, inlines):
            return f"{'#' * level} {_inlines(inlines)}"
        case Paragraph(inlines):
            return _inlines(inlines)
        case Quotation():
            return "\n>\n".join(f"> {_escaped(text)}" for text in block_texts(block))
        case ItemList(ordered, items, start):
            marks = [f"{start + at}." if ordered else "-" for at in range(len(items))]
            return "\n".join(f"{mark} {_item(item)}" for mark, item in zip(marks, items, strict=True))
        case ThematicBreak():
            return "---"
        case _:  # tables, figures, verse: their text, a line each
            return "  \n".join(map(_escaped, block_texts(block)))


def _item(item: Inlines | ListItem) -> str:
    if not isinstance(item, ListItem):
        return _inlines(item)
    return "\n  ".join(_escaped(text) for block in item.blocks for text in block_texts(block))


def _inlines(inlines: Inlines) -> str:
    shown = []
    for inline in inlines:
        match inline:
            case Text(text):
                shown.append(_escaped(text))
            case Strong(children):
                shown.append(f"**{_inlines(children)}**")
            case Emphasis(children):
                shown.append(f"*{_inlines(children)}*")
            case Link(url, children):
                shown.append(f"[{_inlines(children)}](<{url}>)")
            case LineBreak():
                shown.append("  \n")
            case Note(blocks):
                shown.append(f"^[{' '.join(_escaped(text) for block in blocks for text in block_texts(block))}]")
            case _:
                shown.append(_escaped(plain_text((inline,))))
    return "".join(shown)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


WRITER = Writer("markdown", "Markdown", ".md", "text/markdown", write)
