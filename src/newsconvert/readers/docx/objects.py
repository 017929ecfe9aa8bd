"""What a Word document has besides text: charts, diagrams, form fields and the old equations of fields, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...model import Block, Cell, Inline, ItemList, Paragraph, Subscript, Superscript, Table, Text
from ...packages import PackageError, check_xml
from ...packages.word import W, WordPackage

_W = f"{{{W}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_OFF = ("0", "false", "off")


def page_texts(package: WordPackage) -> Iterator[str]:
    """Yield what the headers and footers of the pages say (17.10), each text once; page numbers say nothing."""
    from lxml import etree

    found: dict[str, None] = {}
    for _, kind, name, _ in package.related(("header", "footer")):
        try:
            data = package.read(name)
            check_xml(kind, data)
            root: Any = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except (PackageError, etree.LxmlError):
            continue
        for again in [*root.iter(f"{_MC}Fallback")]:  # what stands there is the same
            again.getparent().remove(again)
        for paragraph in root.iter(f"{_W}p"):
            inner = (one for one in paragraph.iter(f"{_W}t") if next(one.iterancestors(f"{_W}p")) is paragraph)
            text = " ".join("".join(one.text or "" for one in inner).split())
            if any(map(str.isalpha, text)):
                found[text] = None
    yield from found


def object_blocks(kind: str, data: bytes) -> list[Block]:
    """Return the words and figures of a chart as a table, those of a diagram as a list; nothing where none is found."""
    from lxml import etree

    try:
        check_xml(kind, data)
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (PackageError, etree.LxmlError):
        return []
    return list(_chart(root) if kind == "chart" else _diagram(root))


def _chart(root: Any) -> Iterator[Block]:
    """Yield the table of a chart (ECMA-376 Part 1, 21.2): a column for each series, a row for each category."""
    title = _words(root.find(f"{_C}chart/{_C}title"))
    series = list(root.iter(f"{_C}ser"))
    names: list[str] = []
    columns: list[dict[int, str]] = []
    categories: dict[int, str] = {}
    for one in series:
        named = one.find(f"{_C}tx")
        names.append(" ".join(v.text or "" for v in named.iter(f"{_C}v")) if named is not None else "")
        for at, text in _points(one.find(f"{_C}cat"), one.find(f"{_C}xVal")):
            categories.setdefault(at, text)
        columns.append(dict(_points(one.find(f"{_C}val"), one.find(f"{_C}yVal"))))
    rows = sorted({*categories, *(at for column in columns for at in column)})
    caption = (Text(title),) if title else ()
    if rows:
        head = tuple(Cell((Text(name),) if name else (), header=True) for name in ("", *names))
        body = [
            tuple(
                Cell((Text(text),) if text else ())
                for text in (categories.get(at, ""), *(column.get(at, "") for column in columns))
            )
            for at in rows
        ]
        named = any(names)
        yield Table((head, *body) if named else tuple(body), caption, int(named))
    elif caption:
        yield Paragraph(caption)


def _points(*sources: Any) -> Iterator[tuple[int, str]]:
    for source in sources:
        for point in source.iter(f"{_C}pt") if source is not None else ():
            index, value = point.get("idx", ""), point.find(f"{_C}v")
            if index.isdecimal() and len(index) < 6 and value is not None and value.text:
                yield int(index), value.text.strip()


def _diagram(root: Any) -> Iterator[Block]:
    """Yield the words of a diagram (21.4), in the order of its points."""
    points = (one for one in root.iter(f"{_D}pt") if one.get("type", "node") in ("node", "asst"))
    words = [text for one in points if (text := _words(one.find(f"{_D}t")))]
    if words:
        yield ItemList(ordered=False, items=tuple((Text(text),) for text in words))


def _words(element: Any) -> str:
    parts = (one.text or "" for one in element.iter(f"{_A}t", f"{_C}v")) if element is not None else ()
    return " ".join("".join(parts).split())


def form_field(mark: Any) -> str:
    """Return what a field of a form shows that has no result of its own (17.16.5.20 and 17.16.5.21)."""
    choice = mark.find(f"{_W}ffData/{_W}ddList")
    if choice is not None:
        entries = [one.get(f"{_W}val", "") for one in choice.iterfind(f"{_W}listEntry")]
        chosen = next((one for name in ("result", "default") if (one := choice.find(f"{_W}{name}")) is not None), None)
        at = chosen.get(f"{_W}val", "0") if chosen is not None else "0"
        return entries[int(at)] if at.isdecimal() and len(at) < 4 and int(at) < len(entries) else ""
    box = mark.find(f"{_W}ffData/{_W}checkBox")
    if box is None:
        return ""
    states = (box.find(f"{_W}checked"), box.find(f"{_W}default"))
    state = next((one for one in states if one is not None), None)
    return "☒" if state is not None and state.get(f"{_W}val", "1") not in _OFF else "☐"


_FIELD_EQUATION = re.compile(r"\s*EQ\b\s*", re.IGNORECASE)
_SWITCH = re.compile(r"\\([a-z]+)(?:\s*\d+)?\s*", re.IGNORECASE)


def field_equation(code: str) -> list[Inline] | None:
    """Return an equation that is the code of a field (17.16.5.18) in a line; None for another field."""
    found = _FIELD_EQUATION.match(code)
    if found is None:
        return None
    inlines, _ = _equation(code, found.end())
    return inlines


def _equation(code: str, at: int, stop: str = "") -> tuple[list[Inline], int]:
    """Return what stands in an equation up to one of the characters of `stop`, and where that is."""
    made: list[Inline] = []
    switches: list[str] = []
    text = ""
    while at < len(code) and code[at] not in stop:
        if (found := _SWITCH.match(code, at)) and found.end() > at:
            made += [Text(text)] if text else []
            text = ""
            switches.append(found[1].lower())
            at = found.end()
        elif code[at] == "\\" and at + 1 < len(code):
            text, at = text + code[at + 1], at + 2
        elif code[at] == "(" and switches:
            parts, at = _parts(code, at + 1)
            made += _set(switches, parts)
            switches = []
        else:
            text, at = text + code[at], at + 1
    return [*made, *([Text(text)] if text else [])], at


def _parts(code: str, at: int) -> tuple[list[list[Inline]], int]:
    parts: list[list[Inline]] = []
    while True:
        part, at = _equation(code, at, ",;؛،)")
        parts.append(part)
        if at >= len(code) or code[at] == ")":
            return parts, at + 1
        at += 1


def _set(switches: list[str], parts: list[list[Inline]]) -> list[Inline]:
    """Return the parts of an element of an equation in a line."""
    first = switches[0]
    if first == "f" and len(parts) == 2:
        return [*_bracket(parts[0]), Text("/"), *_bracket(parts[1])]
    if first == "r":
        degree: list[Inline] = [Superscript(tuple(parts[0]))] if len(parts) == 2 and parts[0] else []
        return [*degree, Text("√"), *_bracket(parts[-1])]
    if first == "s" and "up" in switches:
        return [Superscript(tuple(parts[0]))]
    if first == "s" and "do" in switches:
        return [Subscript(tuple(parts[0]))]
    joined = [node for at, part in enumerate(parts) for node in ([Text("، ")] if at else []) + part]
    return [Text("("), *joined, Text(")")] if first in ("b", "x") else joined


def _bracket(part: list[Inline]) -> list[Inline]:
    text = "".join(node.text.strip() if isinstance(node, Text) else "**" for node in part)
    return part if text.isalnum() or len(text) < 2 else [Text("("), *part, Text(")")]
