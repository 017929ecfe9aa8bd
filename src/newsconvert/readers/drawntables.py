"""Tables that Markdown of pandoc draws by lines of dashes (simple, multi-line) or as a grid, as rows between bars."""

from __future__ import annotations

import re

_DASHES = re.compile(r"[ \t]{0,3}-{2,}(?:[ \t]+-{2,})+[ \t]*")
_RULE = re.compile(r"[ \t]{0,3}-{6,}[ \t]*")
_GRID = re.compile(r"[ \t]{0,3}\+(?:[-=:]{3,}\+)+[ \t]*")
_SPACES = re.compile(r"[ \t]{2,}")
_MOST_ROWS = 500


def with_bars(text: str) -> str:
    """Return a text with its drawn tables as rows between bars, those without a head under an empty one."""
    if not re.search(r"^[ \t]{0,3}(?:-{2,}[ \t]+-{2,}|\+[-=:]{3,}\+)", text, re.MULTILINE):
        return text
    lines = text.split("\n")
    made: list[str] = []
    at = 0
    while at < len(lines):
        found = _grid(lines, at) or _ruled(lines, at)
        if found is None:
            made.append(lines[at])
            at += 1
            continue
        head, rows, end = found
        columns = max(map(len, [head, *rows]))
        made += [""] if made and made[-1].strip() else []
        made += [_row(head or [""] * columns), f"|{'---|' * columns}", *map(_row, rows)]
        made += [""] if end < len(lines) and lines[end].strip() else []
        at = end
    return "\n".join(made)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


Found = tuple[list[str], list[list[str]], int]


def _ruled(lines: list[str], at: int) -> Found | None:
    """Return head, rows and the line after a table whose columns are under dashes."""
    opened = bool(_RULE.fullmatch(lines[at])) and not _DASHES.fullmatch(lines[at])  # over a head of several lines
    over = next((one for one in range(at + 1, min(at + 6, len(lines))) if _DASHES.fullmatch(lines[one])), None)
    if _DASHES.fullmatch(lines[at]):  # without a head
        over = at
    elif over is None or not all(line.strip() for line in lines[at:over]) or (not opened and over != at + 1):
        return None
    spans = [(found.start(), found.end()) for found in re.finditer("-+", lines[over])]
    head = _joined([_cells(line, spans) for line in lines[at + opened : over]])
    groups: list[list[list[str]]] = [[]]
    end = over + 1
    while end < len(lines) and len(groups) < _MOST_ROWS:
        line = lines[end]
        end += 1
        if _RULE.fullmatch(line) or _DASHES.fullmatch(line):
            break
        if not line.strip():
            if not opened:
                if not head:  # which ends with dashes
                    return None
                break
            groups.append([])
            continue
        if not opened:
            groups.append([])
        groups[-1].append(_cells(line, spans))
    else:
        if opened or not head:
            return None
    rows = [_joined(group) for group in groups if group]
    return (head, rows, end) if rows else None


def _cells(line: str, spans: list[tuple[int, int]]) -> list[str]:
    """Return the cells of a line: what wide spaces part, or else what stands under the dashes."""
    parts = _SPACES.split(line.strip())
    if len(parts) == len(spans):
        return parts
    ends = [start for start, _ in spans[1:]] + [len(line)]
    return [line[0 if at == 0 else spans[at][0] : end].strip() for at, end in enumerate(ends)]


def _joined(group: list[list[str]]) -> list[str]:
    """Return cells of several lines as one row."""
    return [" ".join(filter(None, column)) for column in zip(*group, strict=True)] if group else []


def _grid(lines: list[str], at: int) -> Found | None:
    """Return head, rows and the line after a table that is drawn as a grid."""
    if not _GRID.fullmatch(lines[at]):
        return None
    columns = lines[at].count("+") - 1
    head: list[str] = []
    rows: list[list[str]] = []
    group: list[list[str]] = []
    end = at + 1
    while end < len(lines) and (line := lines[end].strip())[:1] in ("+", "|") and line[-1:] == line[:1]:
        end += 1
        if _GRID.fullmatch(line):
            rows += [_joined(group)] if group else []
            group = []
            if "=" in line and not head and len(rows) == 1:
                head, rows = rows[0], []
            continue
        cells = [cell.strip() for cell in line[1:-1].split("|")]
        if len(cells) != columns:
            return None
        group.append(cells)
    return None if group or not (rows or head) else (head, rows, end)
