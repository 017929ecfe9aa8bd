"""The elements of a page of the web or of a book, compared with those that the article has.

All but paragraphs, links and isolates count, with their attributes, their depth and, for those within lines, their
text; so an element that documents do not have is a difference too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..arabic import stands_alone_rtl
from ..citation import citation_rows, with_colophon
from ..languages import detect
from ..model import (
    Article,
    Block,
    Cell,
    Code,
    Emphasis,
    Figure,
    Heading,
    Inlines,
    ItemList,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Preformatted,
    Quotation,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    block_inlines,
    plain_text,
)
from .findings import Finding, FindingKind, shorten
from .normalize import letters
from .pageextras import TYPE, name_of
from .pagefacts import LANG

_SPANS: dict[type, str] = {
    Strong: "strong", Emphasis: "em", Strikethrough: "s", Superscript: "sup", Subscript: "sub", Code: "code",
}  # fmt: skip
_WITHIN_LINES = frozenset(_SPANS.values())
#: Elements that say nothing by themselves, and those whose direction is that of the text in them.
_PLAIN = frozenset(("article", "header", "p", "a", "span", "div", "img", "bdi", "bdo", "time", "tbody"))
_ISOLATES = frozenset(("article", "bdi", "bdo", "code"))
#: Attributes that are judged elsewhere.
_JUDGED = frozenset(("id", "class", "lang", "dir", "style", "role", "epub:type", TYPE, LANG, "aria-label"))


#: The citation of the source, which names at least its file if documents are made with a full colophon.
_CITED = "0 citation"


class _Expected:
    """Yields the elements of blocks, and keeps the notes in them; `rtl` is the direction about them."""

    def __init__(self, *, rtl: bool) -> None:
        self.notes: list[Note] = []
        self._rtl = rtl

    def blocks(self, blocks: tuple[Block, ...], depth: int) -> Iterator[str]:
        for block in blocks:
            language, direction = getattr(block, "language", None), getattr(block, "direction", None)
            if language or direction:
                yield _about(depth, language, direction)
            before = self._rtl
            self._rtl = direction == "rtl" if direction else before
            yield from self._block(block, depth)
            self._rtl = before

    def _block(self, block: Block, depth: int) -> Iterator[str]:
        match block:
            case Heading(level, inlines):
                yield f"{depth} h{level}"
                yield from self._inlines(inlines, depth + 1)
            case Quotation():
                yield f"{depth} blockquote"
                yield from self.blocks(block.blocks, depth + 1)
                yield from self._inlines((*block.inlines, *block.attribution), depth + 1)
            case ItemList():
                kind = " labelled" if any(item.label for item in block.entries) else ""
                start = f" start={block.start}" if block.ordered and block.start != 1 else ""
                yield f"{depth} {'ol' if block.ordered else 'ul'}{kind}{start}"
                for item in block.entries:
                    only = item.blocks[0] if len(item.blocks) == 1 else None
                    if isinstance(only, Paragraph) and only.direction:  # the item has it
                        yield _about(depth + 1, only.language, only.direction)
                        yield f"{depth + 1} li"
                        yield from self._inlines(only.inlines, depth + 2)
                        continue
                    yield f"{depth + 1} li"
                    yield from self.blocks(item.blocks, depth + 2)
            case Table():
                yield from self._table(block, depth)
            case Figure():
                yield f"{depth} figure"
                if block.caption or block.credit:
                    yield f"{depth + 1} figcaption"
                    yield from self._inlines((*block.caption, *block.credit), depth + 2)
            case Preformatted(text):
                yield f"{depth} pre {text.strip()}"
            case ThematicBreak():
                yield f"{depth} hr"
            case _:  # a paragraph, verse
                for inlines in block_inlines(block):
                    yield from self._inlines(inlines, depth)

    def _table(self, table: Table, depth: int) -> Iterator[str]:
        yield f"{depth} table"
        if table.caption:
            yield f"{depth + 1} caption"
            yield from self._inlines(table.caption, depth + 2)
        for at, row in enumerate(table.rows):
            within = depth + 1 + (at < table.head_rows)
            if not at and table.head_rows:
                yield f"{depth + 1} thead"
            yield f"{within} tr"
            for cell in row:
                if (rtl := cell_rtl(cell, rtl=self._rtl)) != self._rtl:
                    language = detect(plain_text(cell.inlines), rtl=rtl)
                    yield _about(within + 1, language, "rtl" if rtl else "ltr")
                yield f"{within + 1} {_cell(cell, head=at < table.head_rows)}"
                yield from self._inlines(cell.inlines, within + 2)

    def _inlines(self, inlines: Inlines, depth: int) -> Iterator[str]:
        for one in inlines:
            match one:
                case LineBreak():
                    yield f"{depth} br"
                case Note():
                    self.notes.append(one)
                case Link():
                    yield from self._inlines(one.children, depth)
                case Code(text):
                    yield f"{depth} code {letters(text)}"
                case Text():
                    pass
                case _:
                    yield f"{depth} {_SPANS[type(one)]} {letters(plain_text(one.children))}"
                    yield from self._inlines(one.children, depth + 1)


def cell_rtl(cell: Cell, *, rtl: bool) -> bool:
    """Return whether a cell runs from right to left in a table that does so or not."""
    return stands_alone_rtl(plain_text(cell.inlines), about=rtl)


def _cell(cell: Cell, *, head: bool) -> str:
    told = {"colspan": cell.column_span, "rowspan": cell.row_span}
    spans = "".join(f" {name}={number}" for name, number in told.items() if number > 1)
    return f"th{spans} scope={'col' if head else 'row'}" if head or cell.header else f"td{spans}"


def _about(depth: int, language: str | None, direction: str | None) -> str:
    return f"{depth} [{language or ''} {direction or ''}]"


def expected_elements(article: Article) -> Iterator[str]:
    """Yield the elements that a page has of an article."""
    expected = _Expected(rtl=article.direction == "rtl")
    yield "0 h1"
    yield from expected.blocks(article.body, 0)
    if expected.notes:
        yield "0 notes"
    notes, expected.notes = expected.notes, []
    while notes:
        note = notes.pop(0)
        yield "1 note"
        yield from expected.blocks(note.blocks, 2)
        notes[:0], expected.notes = expected.notes, []
    if citation_rows(with_colophon(article, "source")):
        yield _CITED


def shown_elements(article: Any) -> Iterator[str]:
    """Yield the same of an article element."""
    yield from _elements_in(article, 0, header=False)


def _elements_in(outer: Any, depth: int, *, header: bool) -> Iterator[str]:
    for element in outer:
        name = name_of(element)
        if not name:
            continue
        kinds = (element.get("class") or "").split()
        if name == "sup" and "note-mark" in kinds:
            continue
        language, direction = element.get("lang") or element.get(LANG), element.get("dir")
        if (language or direction) and name not in _ISOLATES:
            yield _about(depth, language, direction)
        within = depth
        if name in ("section", "footer", "aside") and len(kinds) == 1:
            name = kinds[0]
        if name == "br" and header:
            continue
        if name not in _PLAIN:
            within += 1
            yield f"{depth} {_described(element, name, kinds)}"
        yield from _elements_in(element, within, header=header or name == "header")


def _described(element: Any, name: str, kinds: list[str]) -> str:
    if name in _WITHIN_LINES:
        marks = {text for one in element.iter("{*}sup") if one.get("class") == "note-mark" for text in one.itertext()}
        return f"{name} {letters(''.join(text for text in element.itertext() if text not in marks))}"
    if name == "pre":
        return f"{name} {''.join(element.itertext()).strip()}"
    kind = " labelled" if "labelled" in kinds else ""
    told = sorted((key, value) for key, value in element.attrib.items() if key not in _JUDGED)
    shown = "".join(f" {key}={value}" for key, value in told if not key.startswith("data-"))
    return f"{name}{kind}{shown}"


def element_differences(article: Article, shown: list[str]) -> Iterator[Finding]:
    """Yield the first of the elements of a page that are not those of the article."""
    wanted = list(expected_elements(article))
    if wanted == shown or (wanted[-1] != _CITED and [*wanted, _CITED] == shown):
        return
    at = next((at for at, pair in enumerate(zip(wanted, shown, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(wanted), len(shown)) if at is None else at
    known, told = (re.sub(r"^\d+ ", "", one[at]) if at < len(one) else "" for one in (wanted, shown))
    yield Finding(FindingKind.TAG, shorten(known), shorten(told), place="an element")


def note_extras(root: Any) -> Iterator[str]:
    """Yield the marks of notes that do not lead to their note, or from it back to them (DPUB-ARIA 1.1)."""
    marks: list[Any] = []
    notes: dict[str, Any] = {}
    backs: dict[Any, tuple[str, str]] = {}
    for one in root.iter("{*}a", "{*}aside"):
        if name_of(one) == "aside":
            notes[one.get("id", "")] = one
        elif (role := one.get("role")) == "doc-noteref":
            marks.append(one)
        elif role == "doc-backlink":
            within = next(one.iterancestors("{*}aside"), None)
            backs.setdefault(within, (one.get("href", ""), "".join(one.itertext())))
    for mark in marks:
        text, note = "".join(mark.itertext()), notes.get(mark.get("href", "").removeprefix("#"))
        if backs.get(note) != (f"#{mark.get('id')}", text):
            yield f"[mark of a note] {text}"


#: What is said of the letters of a text: those in the style of quotations in Word are paragraphs and no others.
_SAID = (
    "emphasised", "raised or lowered", "quoted", "styled as quoted", "caption", "from left to right",
    "from right to left",
)  # fmt: skip
_NOTHING: frozenset[str] = frozenset()
_QUOTED = frozenset(("quoted", "styled as quoted"))


class _Kinds:
    """Collects the letters of an article by what is said of them."""

    def __init__(self, direction: str) -> None:
        self._direction = direction
        self.texts = dict.fromkeys(_SAID, "")
        self.unpictured = ""  # captions of pictures that are not available

    def add(self, blocks: tuple[Block, ...], said: frozenset[str] = _NOTHING, *, direction: str | None = None) -> None:
        for block in blocks:
            way = getattr(block, "direction", None) or direction or self._direction
            if isinstance(block, Table):
                self._runs(block.caption, way == "rtl")
                for cell in (cell for row in block.rows for cell in row):
                    self._runs(cell.inlines, cell_rtl(cell, rtl=way == "rtl"))
            elif not isinstance(block, Quotation | ItemList):
                for run in block_inlines(block):
                    self._runs(run, way == "rtl")
            match block:
                case Quotation():
                    self.add(block.content, _QUOTED, direction=way)
                    self._inlines(block.attribution, _QUOTED)
                case ItemList():
                    for item in block.entries:
                        self.add(item.blocks[:1], direction=way)
                        self.add(item.blocks[1:], said - {"quoted"}, direction=way)
                case Table():
                    self._inlines(block.caption)
                    self.texts["caption"] += letters(plain_text(block.caption))
                    for at, cell in ((at, cell) for at, row in enumerate(block.rows) for cell in row):
                        head = cell.header or at < block.head_rows
                        self._inlines(cell.inlines, frozenset(("emphasised",)) if head else _NOTHING)
                case _:
                    if isinstance(block, Figure):
                        caption = letters(plain_text((*block.caption, *block.credit)))
                        self.texts["caption"] += caption
                        self.unpictured += "" if any(one.image for one in block.pictures) else caption
                    for inlines in block_inlines(block):
                        self._inlines(inlines, said if isinstance(block, Paragraph) else said - {"styled as quoted"})

    def _runs(self, run: Inlines, rtl: bool) -> None:
        self.texts["from right to left" if rtl else "from left to right"] += letters(plain_text(run))

    def _inlines(self, inlines: Inlines, said: frozenset[str] = _NOTHING) -> None:
        for one in inlines:
            if isinstance(one, Text | Code):
                for kind in said:
                    self.texts[kind] += letters(one.text)
            elif isinstance(one, Note):
                self.add(one.blocks)
            elif isinstance(one, Strong | Emphasis):
                self._inlines(one.children, said | {"emphasised"})
            elif isinstance(one, Superscript | Subscript):
                self._inlines(one.children, said | {"raised or lowered"})
            elif not isinstance(one, LineBreak):
                self._inlines(one.children, said)


def text_differences(article: Article, shown: Mapping[str, str], normal: Callable[[str], str]) -> Iterator[Finding]:
    """Yield the kinds of text that others than those of the article are said to be."""
    expected = _Kinds(article.direction)
    expected.add(article.body)
    usual = "from left to right" if article.direction == "ltr" else "from right to left"  # with what documents add
    for kind, told in shown.items():
        if kind == usual:
            continue
        known, shown_letters = Counter(normal(expected.texts[kind])), Counter(normal(told))
        # In PDF/UA-2 captions are in figures, so that one without is a paragraph.
        without = Counter(normal(expected.unpictured)) if kind == "caption" else Counter()
        if shown_letters not in (known, known - without):
            yield Finding(FindingKind.TAG, shorten(f"[{kind}] {expected.texts[kind]}"), shorten(told), place="the text")
