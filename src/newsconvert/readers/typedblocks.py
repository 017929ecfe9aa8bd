"""Lists and tables that were typed into documents of word processors: dashes before items, tabs between cells."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from ..model import (
    Block,
    Cell,
    Emphasis,
    Inline,
    Inlines,
    ItemList,
    Link,
    ListItem,
    Note,
    Paragraph,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    block_inlines,
    plain_text,
)
from ..patterns import pattern
from .linebreaks import runs_between_breaks
from .shaping import merged, stripped
from .structure import structure
from .structure.lists import BULLETED

_LABELLED = pattern(r"[(\[]?(?:\d{1,3}|هـ|[أابجدهوزحطيa-h])\s?[.)\]\-–—/]+\s*\S")
#: A tab, as Word documents and those of LibreOffice have it.
_GAP = pattern(r"\t+|\xa0{2,}")
_MARKED = Strong | Emphasis | Strikethrough | Superscript | Subscript | Link
#: What the rules of plain text expect around lines amid a text.
_HEADLINE, _TEXT = "عنوان الخبر", " ".join(["كلمة"] * 30) + "."


def with_typed_blocks(blocks: list[Block]) -> list[Block]:
    """Return blocks with paragraphs that the rules of plain text take for a list or a table as one."""
    found: list[Block] = []
    for kind, group in groupby(blocks, _kind):
        run = list(group)
        lines = [block for block in run if kind and isinstance(block, Paragraph)]
        at = {(block.language, block.direction) for block in lines}
        made = _typed([line for block in lines for line in _lines(block)]) if len(at) == 1 else None
        found += [replace(made, language=lines[0].language, direction=lines[0].direction)] if made else run
    return found


def _lines(block: Block) -> list[Inlines]:
    runs = [stripped(run) for run in runs_between_breaks(block.inlines, 1)] if isinstance(block, Paragraph) else []
    return [run for run in runs if run]


def _kind(block: Block) -> str:
    """Return whether a paragraph may be a row or an item, or several of them; an empty text for what is neither."""
    lines = _lines(block)
    if not lines or any(isinstance(node, Note) for line in lines for node in line):
        return ""
    texts = [plain_text(line) for line in lines]
    if all(map(_GAP.search, texts)):
        return "row"
    return "item" if all(BULLETED.match(text) or _LABELLED.match(text) for text in texts) else ""


def _typed(lines: list[Inlines]) -> ItemList | Table | None:
    """Return the one list or table that lines amid a text are; None where they are something else."""
    if len(lines) < _FEWEST:
        return None
    texts = [plain_text(line) for line in lines]
    apart = [part for text in texts for part in (text, "")]
    body = structure([_HEADLINE, "", _TEXT, "", *apart, _TEXT], stated=True).body
    if len(body) != _AMID or [plain_text(run) for one in body[::2] for run in block_inlines(one)] != [_TEXT, _TEXT]:
        return None
    made = body[1]
    if isinstance(made, ItemList):
        return _list_of(made, lines) if len(made.items) == len(lines) else None
    return _table_of(made, lines) if isinstance(made, Table) and len(made.rows) == len(lines) else None


_FEWEST, _AMID = 2, 3


def _list_of(made: ItemList, lines: list[Inlines]) -> ItemList | None:
    """Return a list with the markup that its items have in `lines`."""
    items: list[Inlines | ListItem] = []
    for line, entry in zip(lines, made.entries, strict=True):
        text, shown = plain_text(line), "\n".join(plain_text(run) for one in entry.blocks for run in block_inlines(one))
        if not text.endswith(shown):
            return None
        run = stripped(_without_start(line, len(text) - len(shown)))
        items.append(ListItem((Paragraph(run),), entry.label) if entry.label else run)
    return replace(made, items=tuple(items))


def _without_start(line: Inlines, count: int) -> Inlines:
    """Return inlines without so many characters at their beginning."""
    kept: list[Inline] = []
    for node in line:
        size = len(plain_text((node,)))
        if count >= size:
            count -= size
            continue
        if count and isinstance(node, Text):
            kept.append(Text(node.text[count:]))
        elif count and isinstance(node, _MARKED):
            kept.append(replace(node, children=_without_start(node.children, count)))
        else:
            kept.append(node)
        count = 0
    return tuple(kept)


def _table_of(made: Table, lines: list[Inlines]) -> Table | None:
    """Return a table with the markup that its cells have in `lines`."""
    rows: list[tuple[Cell, ...]] = []
    for row, line in zip(made.rows, lines, strict=True):
        parts = [stripped(merged(part)) for part in _between_tabs(line)]
        empty = len(parts) - len(row)
        parts = [part for part in parts if part] if empty > 0 else [*[()] * -empty, *parts]
        if [plain_text(part) for part in parts] != [plain_text(cell.inlines) for cell in row]:
            return None
        rows.append(tuple(replace(cell, inlines=part) for cell, part in zip(row, parts, strict=True)))
    return replace(made, rows=tuple(rows))


def _between_tabs(line: Inlines) -> list[list[Inline]]:
    """Return the parts of a line between its tabs, which may stand in marked words."""
    parts: list[list[Inline]] = [[]]
    for node in line:
        if isinstance(node, Text):
            pieces: list[list[Inline]] = [[Text(piece)] if piece else [] for piece in _GAP.split(node.text)]
        elif isinstance(node, _MARKED):
            pieces = [[replace(node, children=tuple(part))] for part in _between_tabs(node.children)]
        else:
            pieces = [[node]]
        parts[-1] += pieces[0]
        parts += pieces[1:]
    return parts
