"""What a Word document has that documents have not: macros, tips, changes, pages without room, other directions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..isolation import is_code_ltr
from .package import parse
from .pageextras import runs
from .wordkinds import is_unsteered
from .wordnames import OFF, W, text_in

#: Parts that run, or that hold other documents.
_ACTIVE = re.compile(r"vbaProject|/activeX/|/embeddings/|/ctrlProps/|customUI|\.(?:bin|exe|dll|js|vbs)$", re.IGNORECASE)
#: In twentieths of a point, the smallest page, and the least room between its margins.
_SMALLEST_PAGE, _LEAST_ROOM = 3_000, 1_000


def word_extras(body: Any, files: dict[str, bytes], is_bidi: Any) -> Iterator[str]:
    """Yield what is in the package or in the main part beside text; `is_bidi` says it of a paragraph."""
    yield from (f"[{name}]" for name in files if _ACTIVE.search(name))
    for kind in ("del", "ins", "moveFrom", "moveTo"):
        if body.find(f".//{W}{kind}") is not None:
            yield f"[tracked change: {kind}]"
    for link in body.iter(f"{W}hyperlink"):
        if tip := link.get(f"{W}tooltip"):
            yield f"[tip] {tip}"
    yield from _turned_columns(body)
    for section in body.iter(f"{W}sectPr"):
        yield from _without_room(section)
    for level in body.iter(f"{W}outlineLvl"):
        if level.get(f"{W}val") not in (None, "9"):
            yield "[outline level]"
    for width in body.iter(f"{W}tcW"):
        if width.get(f"{W}w") == "0" and width.get(f"{W}type", "dxa") == "dxa":
            yield "[cell without width]"
    foreign = runs(text_in(body), most=2.0) == "ltr"  # what is right there is known by the kinds of text
    for paragraph in body.iter(f"{W}p"):
        text = text_in(paragraph)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") == "HTMLPreformatted" and is_code_ltr(text):
            continue
        if not foreign and runs(text) == "rtl" and not is_bidi(paragraph):
            yield f"[left to right] {text[:80]}"
        yield from _turned_runs(paragraph)
    for table in body.iter(f"{W}tbl"):
        if runs(text_in(table)) == "rtl" and table.find(f"{W}tblPr/{W}bidiVisual") is None:
            yield "[table from left to right]"


def _turned_runs(paragraph: Any) -> Iterator[str]:
    for run in paragraph.iter(f"{W}r"):
        way = runs(text := text_in(run))
        code = text.startswith("\N{LEFT-TO-RIGHT EMBEDDING}") and is_code_ltr(text)
        if way == "rtl" and is_unsteered(run) and not code:
            yield f"[left to right] {text[:80]}"
        elif way == "ltr" and not is_unsteered(run) and next(run.iterancestors(f"{W}sdt"), None) is None:
            yield f"[right to left] {text[:80]}"


def _turned_columns(body: Any) -> Iterator[str]:
    """Yield the sections whose columns run against their text (17.6.1)."""
    text: list[str] = []
    for child in body:
        text.append(text_in(child))
        section = child if child.tag == f"{W}sectPr" else child.find(f"{W}pPr/{W}sectPr")
        if section is None:
            continue
        cols, bidi = section.find(f"{W}cols"), section.find(f"{W}bidi")
        way = "ltr" if bidi is None or bidi.get(f"{W}val", "1") in OFF else "rtl"
        several = cols is not None and cols.get(f"{W}num", "1") != "1"
        if several and runs("".join(text)) not in (None, way):
            yield f"[columns from {'left to right' if way == 'ltr' else 'right to left'}]"
        text.clear()


def _without_room(section: Any) -> Iterator[str]:
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None:
        return
    for side, edges in (("w", ("left", "right")), ("h", ("top", "bottom"))):
        whole = _number(size, side)
        around = sum(abs(_number(margins, edge)) for edge in edges) if margins is not None else 0
        if whole < _SMALLEST_PAGE or whole - around < _LEAST_ROOM:
            yield "[page without room for text]"


def _number(element: Any, name: str) -> int:
    told = element.get(f"{W}{name}", "0")
    return int(told) if re.fullmatch(r"-?\d+", told) else 0


def spoken_languages(root: Any) -> Iterator[str]:
    """Yield the languages that the runs of a part are said to be in, by the script of their text."""
    for run in root.iter(f"{W}r"):
        told = run.find(f"{W}rPr/{W}lang")
        if (
            told is not None
            and (way := runs(text_in(run)))
            and (value := told.get(f"{W}{'bidi' if way == 'rtl' else 'val'}"))
        ):
            yield value


def struck_texts(root: Any) -> Iterator[str]:
    """Yield the texts that are struck out."""
    for run in root.iter(f"{W}r"):
        for name in ("strike", "dstrike"):
            told = run.find(f"{W}rPr/{W}{name}")
            if told is not None and told.get(f"{W}val", "1") not in OFF:
                yield text_in(run)


def own_fonts(files: dict[str, bytes]) -> Iterator[tuple[str, str, bytes]]:
    """Yield family, place and bytes of embedded fonts, before these are obfuscated (ECMA-376 Part 4, 17.8.1)."""
    if "word/fontTable.xml" not in files or "word/_rels/fontTable.xml.rels" not in files:
        return
    table, rels = (parse(files, name) for name in ("word/fontTable.xml", "word/_rels/fontTable.xml.rels"))
    targets = {one.get("Id"): f"word/{one.get('Target', '').removeprefix('/word/')}" for one in rels}
    for one in table.iter():
        key = one.get(f"{W}fontKey") if isinstance(one.tag, str) else None
        path = (
            next((targets.get(value) for name, value in one.attrib.items() if name.endswith("}id")), None)
            if key
            else None
        )
        if key and path:
            yield one.getparent().get(f"{W}name", ""), path, _without_mask(files.get(path, b""), key)


@lru_cache(maxsize=32)
def _without_mask(data: bytes, key: str) -> bytes:
    mask = bytes.fromhex(re.sub(r"[^0-9A-Fa-f]", "", key))[::-1] * 2
    return bytes(a ^ b for a, b in zip(data[:32], mask, strict=False)) + data[32:]
