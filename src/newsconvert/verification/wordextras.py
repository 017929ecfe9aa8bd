"""What a Word document has that documents have not: macros, tips, changes, pages without room, other directions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .package import parse
from .pageextras import runs

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset(("0", "false", "off"))
#: Parts that run, or that hold other documents.
_ACTIVE = re.compile(r"vbaProject|/activeX/|/embeddings/|/ctrlProps/|customUI|\.(?:bin|exe|dll|js|vbs)$", re.IGNORECASE)
#: In twentieths of a point, the smallest page, and the least room between its margins.
_SMALLEST_PAGE, _LEAST_ROOM = 3_000, 1_000


def word_extras(body: Any, files: dict[str, bytes], is_bidi: Any) -> Iterator[str]:
    """Yield what is in the package or in the main part beside text; `is_bidi` says it of a paragraph."""
    yield from (f"[{name}]" for name in files if _ACTIVE.search(name))
    for kind in ("del", "ins", "moveFrom", "moveTo"):
        if body.find(f".//{_W}{kind}") is not None:
            yield f"[tracked change: {kind}]"
    for link in body.iter(f"{_W}hyperlink"):
        if tip := link.get(f"{_W}tooltip"):
            yield f"[tip] {tip}"
    yield from _turned_columns(body)
    for section in body.iter(f"{_W}sectPr"):
        yield from _without_room(section)
    for level in body.iter(f"{_W}outlineLvl"):
        if level.get(f"{_W}val") not in (None, "9"):
            yield "[outline level]"
    for width in body.iter(f"{_W}tcW"):
        if width.get(f"{_W}w") == "0" and width.get(f"{_W}type", "dxa") == "dxa":
            yield "[cell without width]"
    for paragraph in body.iter(f"{_W}p"):
        text = _text(paragraph)
        if runs(text) == "rtl" and not is_bidi(paragraph):
            yield f"[left to right] {text[:80]}"
        yield from _turned_runs(paragraph)
    for table in body.iter(f"{_W}tbl"):
        if runs(_text(table)) == "rtl" and table.find(f"{_W}tblPr/{_W}bidiVisual") is None:
            yield "[table from left to right]"


def _text(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(f"{_W}t"))


def _turned_runs(paragraph: Any) -> Iterator[str]:
    for run in paragraph.iter(f"{_W}r"):
        turned = run.find(f"{_W}rPr/{_W}rtl")
        if turned is not None and turned.get(f"{_W}val", "1") in _OFF and runs(text := _text(run)) == "rtl":
            yield f"[left to right] {text[:80]}"


def _turned_columns(body: Any) -> Iterator[str]:
    """Yield the sections whose columns run against their text (17.6.1)."""
    text: list[str] = []
    for child in body:
        text.append(_text(child))
        section = child if child.tag == f"{_W}sectPr" else child.find(f"{_W}pPr/{_W}sectPr")
        if section is None:
            continue
        cols, bidi = section.find(f"{_W}cols"), section.find(f"{_W}bidi")
        way = "ltr" if bidi is None or bidi.get(f"{_W}val", "1") in _OFF else "rtl"
        several = cols is not None and cols.get(f"{_W}num", "1") != "1"
        if several and runs("".join(text)) not in (None, way):
            yield f"[columns from {'left to right' if way == 'ltr' else 'right to left'}]"
        text.clear()


def _without_room(section: Any) -> Iterator[str]:
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    if size is None:
        return
    for side, edges in (("w", ("left", "right")), ("h", ("top", "bottom"))):
        whole = _number(size, side)
        around = sum(abs(_number(margins, edge)) for edge in edges) if margins is not None else 0
        if whole < _SMALLEST_PAGE or whole - around < _LEAST_ROOM:
            yield "[page without room for text]"


def _number(element: Any, name: str) -> int:
    told = element.get(f"{_W}{name}", "0")
    return int(told) if re.fullmatch(r"-?\d+", told) else 0


def spoken_languages(root: Any) -> Iterator[str]:
    """Yield the languages that the runs of a part are said to be in, by the script of their text."""
    for run in root.iter(f"{_W}r"):
        told = run.find(f"{_W}rPr/{_W}lang")
        if (
            told is not None
            and (way := runs(_text(run)))
            and (value := told.get(f"{_W}{'bidi' if way == 'rtl' else 'val'}"))
        ):
            yield value


def struck_texts(root: Any) -> Iterator[str]:
    """Yield the texts that are struck out."""
    for run in root.iter(f"{_W}r"):
        for name in ("strike", "dstrike"):
            told = run.find(f"{_W}rPr/{_W}{name}")
            if told is not None and told.get(f"{_W}val", "1") not in _OFF:
                yield _text(run)


def own_fonts(files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the fonts that are embedded, as they are before they are obfuscated (ECMA-376 Part 4, 17.8.1)."""
    if "word/fontTable.xml" not in files or "word/_rels/fontTable.xml.rels" not in files:
        return
    table, rels = (parse(files, name) for name in ("word/fontTable.xml", "word/_rels/fontTable.xml.rels"))
    targets = {one.get("Id"): f"word/{one.get('Target', '').removeprefix('/word/')}" for one in rels}
    for one in table.iter():
        key = one.get(f"{_W}fontKey") if isinstance(one.tag, str) else None
        path = (
            next((targets.get(value) for name, value in one.attrib.items() if name.endswith("}id")), None)
            if key
            else None
        )
        if key and path:
            mask = bytes.fromhex(re.sub(r"[^0-9A-Fa-f]", "", key))[::-1] * 2
            data = files.get(path, b"")
            yield path, bytes(a ^ b for a, b in zip(data[:32], mask, strict=False)) + data[32:]
