"""Tables in plain text: rows whose cells tabs, runs of spaces or strokes part, in columns under each other."""

from __future__ import annotations

from ...model import Cell, Table
from ...patterns import pattern
from .line import DIGIT, LONG, Page, Verdict
from .links import inlines

_GAP = pattern(r"\t+| {2,}|\xa0{2,}")
#: The rows of a table have so many columns at most, and a cell so many words: more are halves of verse, or text.
_MOST_COLUMNS, _MOST_WORDS = 12, 8
_STROKE = pattern(r"(?<!\\)\|")  # as a cell of Markdown has a stroke in it: «أ \| ب»
_RULE = pattern(r":?-{2,}:?")


def mark_tables(page: Page, first: int, last: int) -> None:
    """Take lines of the same number of cells that follow each other, with figures in them, for rows of a table."""
    at = first if is_parted("\n".join([line.text for line in page.lines[first:last]])) else last
    while at < last:
        if not _may_be_row(page, at):
            at += 1
            continue
        end = at + 1
        strokes = "|" in page.lines[at].text
        while (
            end < last
            and _may_be_row(page, end)
            and ("|" in page.lines[end].text) == strokes
            and not page.lines[end].text.endswith((":", "："))
        ):
            end += 1
        rows = _rows([page.lines[row].text for row in range(at, end)]) if end - at > 1 else None
        for offset, cells in enumerate(rows or ()):
            head = not offset and _is_head([row for row in rows or () if row], ruled=not (rows or [()])[1:2][0])
            page.settle(at + offset, "row of a table", Verdict("row", 0.85, level=int(head), number=at, cells=cells))
        at = end


def table_of(verdicts: list[Verdict]) -> Table:
    """Return the table of the rows that lines were taken for."""
    rows = [
        tuple(Cell(inlines(text) if text else (), header=bool(one.level)) for text in one.cells)
        for one in verdicts
        if one.cells
    ]
    return Table(tuple(rows), header_rows=int(verdicts[0].level == 1))


def _may_be_row(page: Page, at: int) -> bool:
    text = page.lines[at].text
    return page.verdicts[at] is None and len(text) <= LONG and is_parted(text)


def is_parted(text: str) -> bool:
    """Return whether tabs, runs of spaces or upright strokes part a text."""
    return "\t" in text or "  " in text or "\xa0\xa0" in text or "|" in text


def _rows(lines: list[str]) -> list[tuple[str, ...]] | None:
    """Return the cells of lines that are rows of one table, as many in each; None where they are not."""
    if all("|" in line for line in lines):
        return _between_strokes(lines)
    found = _same([_GAP.split(line) for line in lines]) or _same([line.split("\t") for line in lines])
    found = found or _in_columns(lines)
    if not found or not 2 <= len(found[0]) <= _MOST_COLUMNS:
        return None
    if any(len(cell.split()) > _MOST_WORDS for row in found for cell in row):
        return None
    figures = sum(any(map(DIGIT.search, row)) for row in found)
    tabs = all("\t" in line for line in lines)
    return found if figures * 2 >= len(found) or (tabs and len(found[0]) > 2 and len(found) > 2) else None


def _between_strokes(lines: list[str]) -> list[tuple[str, ...]] | None:
    """Return the cells of lines that strokes part, «| حلب | 12 |», as in Markdown; a rule between them has no cells.

    Lines without strokes at their ends and without a rule stay lines: «19:45 | تعليق الدوام».
    """
    rows = [[cell.strip().replace("\\|", "|") for cell in split_row(line)] for line in lines]
    framed = all(line.strip()[0] == "|" == line.strip()[-1] for line in lines)
    cells = [() if all(map(_RULE.fullmatch, row)) else tuple(row) for row in rows]
    told = [row for row in cells if row]
    if len(told) < 2 or len({len(row) for row in told}) > 1 or not 2 <= len(told[0]) <= _MOST_COLUMNS:
        return None
    if any(len(cell.split()) > _MOST_WORDS for row in told for cell in row):
        return None
    return cells if framed or len(told) < len(cells) else None


def split_row(line: str) -> list[str]:
    """Return the cells of a row between strokes as they are written, «| أ | ب |»."""
    return _STROKE.split(line.strip().removeprefix("|").removesuffix("|"))


def _same(rows: list[list[str]]) -> list[tuple[str, ...]] | None:
    """Return rows that have one length; the first may lack the head of the first column."""
    cells = [tuple(cell.strip() for cell in row) for row in rows]
    if len(cells) > 2 and len(cells[0]) + 1 == len(cells[1]) and not any(map(DIGIT.search, cells[0])):
        cells[0] = ("", *cells[0])
    return cells if len({len(row) for row in cells}) == 1 and len(cells[0]) > 1 else None


def _in_columns(lines: list[str]) -> list[tuple[str, ...]] | None:
    """Return the cells of lines by the columns of spaces that all of them have, so that a cell may be empty."""
    if len(lines) < 3 or any("\t" in line for line in lines):
        return None
    width = max(map(len, lines))
    padded = [line.replace("\xa0", " ").ljust(width) for line in lines]
    blank = [all(line[at] == " " for line in padded) for at in range(width)]
    edges, at = [0], 0
    while at < width:
        end = at
        while end < width and blank[end]:
            end += 1
        if end - at >= 2 and at > 0 and end < width:
            edges.append(end)
        at = max(end, at + 1)
    if len(edges) < 2:
        return None
    spans = [*zip(edges, [*edges[1:], width], strict=True)]
    return [tuple(line[start:stop].strip() for start, stop in spans) for line in padded]


def _is_head(rows: list[tuple[str, ...]], *, ruled: bool) -> bool:
    """Return whether the first of `rows` names the columns: a rule is under it, or it alone has no figures."""
    return ruled or (not any(map(DIGIT.search, rows[0])) and all(any(map(DIGIT.search, row)) for row in rows[1:]))
