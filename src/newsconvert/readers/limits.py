"""Limits on sources, checked before work that would take too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import SEEK_END
from typing import BinaryIO, TypeVar

from ..errors import LimitError
from ..model import Article, Inlines, Text, article_text, block_inlines
from ..options import Limits

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
    for block in article.body:
        for inlines in block_inlines(block):
            _check_depth(inlines, limits)
    check_lines(article_text(article), limits)


def _check_depth(inlines: Inlines, limits: Limits) -> None:
    # Without recursion, because markup above the limit may exceed the interpreter's depth.
    level, depth = list(inlines), 0
    while level := [child for node in level if not isinstance(node, Text) for child in node.children]:
        depth += 1
        if depth > limits.depth:
            raise LimitError.of("depth", "markup is nested too deeply", depth, limits.depth)
