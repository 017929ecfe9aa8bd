"""Limits on sources, checked before work that would take too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import SEEK_END
from typing import BinaryIO, TypeVar

from ..errors import LimitError
from ..model import Article, Block, Inline, Inlines, ItemList, ListItem, Note, Quotation, article_text, block_inlines
from ..options import Limits
from ..packages import SizeError

T = TypeVar("T")


def check_size(size: int, limits: Limits) -> None:
    """Raise LimitError if a source of `size` bytes is too large."""
    if size > limits.size:
        raise LimitError.of("size", "too many bytes for an article", size, limits.size)


def read_limited(file: BinaryIO, limits: Limits) -> bytes:
    """Return the content of a file. Raise LimitError if it is too large, with its size where that can be known."""
    data = file.read(limits.size + 1)
    if len(data) > limits.size:
        check_size(file.seek(0, SEEK_END) if file.seekable() else len(data), limits)
    return data


def unpacked_too_large(problem: SizeError) -> LimitError:
    """Return the error for a package with a part that unpacks to more than an article may have."""
    what = f"{problem.part} unpacks to too many bytes"
    return LimitError.of("size", what, problem.found, problem.allowed)


def check_lines(lines: Iterable[str], limits: Limits) -> None:
    """Raise LimitError if there are too many lines, or one is too long."""
    lengths = [len(line) for line in lines]
    if (longest := max(lengths, default=0)) > limits.line:
        raise LimitError.of("line", "a line has too many characters", longest, limits.line)
    if len(lengths) > limits.lines:
        raise LimitError.of("lines", "there are too many lines", len(lengths), limits.lines)


def within_number(records: Iterable[tuple[int | None, T]], limits: Limits) -> Iterator[tuple[int | None, T]]:
    """Yield numbered records. Raise LimitError at the first one above the limit."""
    for number, record in records:
        if number and number > limits.articles:
            raise LimitError.of("articles", "there are too many records", number, limits.articles)
        yield number, record


def check_article(article: Article, limits: Limits) -> None:
    """Raise LimitError if an article, from any reader, exceeds a limit."""
    # Without recursion, because markup above the limit may exceed the interpreter's depth.
    waiting: list[tuple[Block, int]] = [(block, 0) for block in article.body]
    while waiting:
        block, depth = waiting.pop()
        if depth > limits.depth:
            raise LimitError.of("depth", "blocks are nested too deeply", depth, limits.depth)
        inner, runs = _contents(block)
        waiting += [(one, depth + 1) for one in inner]
        for run in runs:
            waiting += [(one, depth + 1) for note in _check_depth(run, limits) for one in note.blocks]
    check_lines(article_text(article), limits)


def _contents(block: Block) -> tuple[list[Block], list[Inlines]]:
    """Return the blocks that are right inside a block, and its own runs of inlines."""
    if isinstance(block, Quotation):
        return list(block.blocks), [block.inlines, block.attribution]
    if isinstance(block, ItemList):
        items = [item for item in block.items if isinstance(item, ListItem)]
        return [one for item in items for one in item.blocks], [run for run in block.items if isinstance(run, tuple)]
    return [], list(block_inlines(block))


def _check_depth(inlines: Inlines, limits: Limits) -> list[Note]:
    """Return the notes in a run of inlines. Raise LimitError if it is nested too deeply."""
    level: list[Inline] = list(inlines)
    found: list[Note] = []
    depth = 0
    while level:
        found += [node for node in level if isinstance(node, Note)]
        level = [child for node in level for child in getattr(node, "children", ())]
        depth += bool(level)
        if depth > limits.depth:
            raise LimitError.of("depth", "markup is nested too deeply", depth, limits.depth)
    return found
