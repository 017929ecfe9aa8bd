"""Quoted lines of mail, «> …», as quotations (RFC 3676, section 4.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from ..model import Article, Block, Inline, LineBreak, Paragraph, Quotation, Text, block_inlines, plain_text
from ..options import ReaderOptions
from ..result import Converted
from .plaintext import read_text

#: A quoted line: its marks, with or without space between them, and what it says.
_QUOTED = re.compile(r"(>(?: ?>)*) ?(.*)")
_MARK = re.compile("\ue000([0-9]+)\ue001")
_DEEPEST = 20
#: Programs wrap lines as long as this; a shorter one ends where its writer ended it.
_WRAPPED, _ENDS = 55, (".", "؟", "?", "!", ":", "؛")
_SHOWN = 120


def split_quoted(line: str) -> tuple[int, str]:
    """Return how deep a line is quoted, 0 for one that is not, and the line without the marks of it."""
    found = _QUOTED.fullmatch(line)
    return (min(found[1].count(">"), _DEEPEST), found[2]) if found else (0, line)


def read_quoting(text: str, headline: str | None, options: ReaderOptions) -> Converted[Article]:
    """Return the article in the text of a message, by the rules of plain text; each run of quoted lines is a quotation.

    Raise EmptyInputError without any text.
    """
    runs: list[list[tuple[int, str]]] = []
    lines: list[str] = []
    before = 0
    for line in text.split("\n"):
        depth, words = split_quoted(line.rstrip("\r"))
        if not depth:
            lines += ["", line] if before else [line]
        elif before:
            runs[-1].append((depth, words))
        else:
            runs.append([(depth, words)])
            lines += ["", ""]
        before = depth
        if depth:  # what the rules see in its place is a paragraph
            said = " ".join(" ".join(words for _, words in runs[-1]).split())[:_SHOWN]
            lines[-1] = f"\ue000{len(runs) - 1}\ue001 {said}."
    if runs and lines and any(line.strip() and not _MARK.match(line) for line in lines):
        found = read_text("\n".join(lines), headline, options)
        article = _with_quotations(found.value, [tuple(_blocks(run, 1)) for run in runs])
        if article is not None:
            return Converted(article, found.warnings)
    return read_text(text, headline, options)


def _with_quotations(article: Article, quoted: list[tuple[Block, ...]]) -> Article | None:
    """Return an article with quotations where marks of them stand; None if the rules took one for something else."""
    body: list[Block] = []
    seen = 0
    for block in article.body:
        runs = block_inlines(block)
        marked = _MARK.match(plain_text(runs[0])) if runs else None
        if marked is None:
            body.append(block)
            continue
        blocks = quoted[int(marked[1])]
        seen += 1
        only = blocks[0] if len(blocks) == 1 else None
        if isinstance(only, Paragraph):
            body.append(Quotation(only.inlines))
        elif blocks:
            body.append(Quotation((), blocks))
    return replace(article, body=tuple(body)) if seen == len(quoted) else None


def _blocks(lines: list[tuple[int, str]], level: int) -> Iterator[Block]:
    """Yield the blocks of lines that are quoted so deep or deeper."""
    at = 0
    while at < len(lines):
        deeper = lines[at][0] > level
        end = at
        while end < len(lines) and (lines[end][0] > level) == deeper:
            end += 1
        if deeper:
            inner = tuple(_blocks(lines[at:end], level + 1))
            if inner:
                yield Quotation((), inner)
        else:
            yield from _paragraphs([words for _, words in lines[at:end]])
        at = end


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    made: list[Inline] = []
    last = ""
    for line in [*map(str.strip, lines), ""]:
        if not line and made:
            yield Paragraph(tuple(made))
            made = []
        elif line and made:
            wrapped = len(last) >= _WRAPPED and not last.endswith(_ENDS)
            made += [Text(" "), Text(line)] if wrapped else [LineBreak(), Text(line)]
        elif line:
            made = [Text(line)]
        last = line


def as_markup(text: str) -> str:
    """Return a text with quoted lines as HTML: a paragraph for each line."""
    found, level = [], 0
    for line in text.split("\n"):
        depth, words = split_quoted(line.rstrip("\r"))
        if words.strip():
            found.append("<blockquote>" * (depth - level) + "</blockquote>" * (level - depth))
            found.append(f"<p>{escape(words)}</p>")
            level = depth
    return "".join(found) + "</blockquote>" * level
