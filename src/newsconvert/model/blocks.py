"""The nodes of an article's body: a closed set of inlines and of blocks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from types import NoneType
from typing import Literal, TypeAlias, get_args

from .checks import Direction, check_each, check_language, check_number, check_text, check_texts, refuse

_TEXT = 'a tuple of inlines, such as (Text("…"),)'
_BLOCK_TUPLE = 'a tuple of blocks, such as (Paragraph((Text("…"),)),)'


def _check_inlines(where: str, value: object) -> None:
    if not isinstance(value, tuple):
        refuse(where, value, _TEXT)
    for node in value:
        if not isinstance(node, _INLINES):
            refuse(where, node, _TEXT)


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text."""

    text: str

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            refuse("Text.text", self.text, "a str")


@dataclass(frozen=True, slots=True)
class _Span:
    """Inlines with a property in common."""

    children: tuple[Inline, ...]

    def __post_init__(self) -> None:
        _check_inlines(f"{type(self).__name__}.children", self.children)


class Strong(_Span):
    """Text of strong importance (bold)."""

    __slots__ = ()


class Emphasis(_Span):
    """Stressed text (italic in Latin script)."""

    __slots__ = ()


class Strikethrough(_Span):
    """Text that is no longer valid (struck out)."""

    __slots__ = ()


class Superscript(_Span):
    """Raised text, such as the exponent of 10⁶."""

    __slots__ = ()


class Subscript(_Span):
    """Lowered text, such as the figure of CO₂."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Text that links to `url`."""

    url: str
    children: tuple[Inline, ...]

    def __post_init__(self) -> None:
        check_text("Link.url", self.url)
        _check_inlines("Link.children", self.children)


@dataclass(frozen=True, slots=True)
class Code:
    """Computer code: a command, the name of a file."""

    text: str

    def __post_init__(self) -> None:
        check_text("Code.text", self.text)


@dataclass(frozen=True, slots=True)
class LineBreak:
    """The end of a line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Note:
    """A foot- or endnote, at the place of its mark. `label` is the mark printed in the source, if any."""

    blocks: tuple[Block, ...]
    label: str | None = None

    def __post_init__(self) -> None:
        check_each("Note.blocks", self.blocks, _BLOCKS, _BLOCK_TUPLE)
        check_texts(self, ("label",))


Inline: TypeAlias = Text | Strong | Emphasis | Strikethrough | Superscript | Subscript | Link | Code | LineBreak | Note
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """`language` (BCP 47) and `direction` are None if they are the article's."""

    language: str | None = field(default=None, repr=False)
    direction: Direction | None = field(default=None, repr=False)

    def _check_block(self) -> None:
        if self.language is not None or self.direction is not None:
            check_language(type(self).__name__, self.language or "ar", self.direction or "rtl")


@dataclass(frozen=True, slots=True)
class Heading(_Block):
    """A heading inside the article; the headline is level 1, so `level` is 2 to 6."""

    level: int
    inlines: Inlines

    def __post_init__(self) -> None:
        check_number("Heading.level", self.level, 2, 6)
        _check_inlines("Heading.inlines", self.inlines)
        self._check_block()


@dataclass(frozen=True, slots=True)
class Paragraph(_Block):
    """A paragraph of the body."""

    inlines: Inlines

    def __post_init__(self) -> None:
        if self.language is not None or self.direction is not None:
            self._check_block()
        if type(self.inlines) is tuple:  # the most common case first, without another call
            for node in self.inlines:
                if not isinstance(node, _INLINES):
                    break
            else:
                return
        _check_inlines("Paragraph.inlines", self.inlines)


@dataclass(frozen=True, slots=True)
class Quotation(_Block):
    """A block quotation, with the quotation marks of the source, if any.

    A single paragraph is in `inlines`, other content in `blocks`. `attribution` is the line that names the speaker.
    """

    inlines: Inlines = ()
    blocks: tuple[Block, ...] = ()
    attribution: Inlines = ()

    def __post_init__(self) -> None:
        _check_inlines("Quotation.inlines", self.inlines)
        _check_inlines("Quotation.attribution", self.attribution)
        check_each("Quotation.blocks", self.blocks, _BLOCKS, _BLOCK_TUPLE)
        if self.inlines and self.blocks:
            refuse("Quotation.blocks", self.blocks, "empty if there are inlines")
        self._check_block()

    @property
    def content(self) -> tuple[Block, ...]:
        """The quoted blocks, in both forms."""
        return self.blocks or (Paragraph(self.inlines),)


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of several blocks, or with the `label` printed before it in the source («أ)», «(1)»)."""

    blocks: tuple[Block, ...]
    label: str | None = None

    def __post_init__(self) -> None:
        check_each("ListItem.blocks", self.blocks, _BLOCKS, _BLOCK_TUPLE)
        check_texts(self, ("label",))


@dataclass(frozen=True, slots=True)
class ItemList(_Block):
    """A list; `start` is the number of the first item of an ordered list.

    An item of one paragraph without a label may be given as its inlines; `entries` are all items as ListItem.
    """

    ordered: bool
    items: tuple[Inlines | ListItem, ...]
    start: int = 1

    def __post_init__(self) -> None:
        if not isinstance(self.ordered, bool):
            refuse("ItemList.ordered", self.ordered, "True or False")
        check_number("ItemList.start", self.start, None)
        if not isinstance(self.items, tuple):
            refuse("ItemList.items", self.items, 'a tuple with the inlines of each item, such as ((Text("…"),),)')
        for item in self.items:
            if not isinstance(item, ListItem):
                _check_inlines("an item of ItemList.items", item)
        self._check_block()

    @property
    def entries(self) -> tuple[ListItem, ...]:
        """The items, each as a ListItem."""
        return tuple(item if isinstance(item, ListItem) else ListItem((Paragraph(item),)) for item in self.items)

    @property
    def last(self) -> int:
        """The number of the last item of an ordered list, 0 of another."""
        return self.start + len(self.items) - 1 if self.ordered else 0


@dataclass(frozen=True, slots=True)
class Verse(_Block):
    """Poetry: lines, each of one part or of two hemistichs."""

    lines: tuple[tuple[Inlines, ...], ...]

    def __post_init__(self) -> None:
        wanted = 'a tuple of lines, each a tuple of one or two hemistichs, such as (((Text("…"),), (Text("…"),)),)'
        check_each("Verse.lines", self.lines, (tuple,), wanted)
        for line in self.lines:
            if not 1 <= len(line) <= 2:
                refuse("Verse.lines", line, wanted)
            for hemistich in line:
                _check_inlines("a hemistich of Verse.lines", hemistich)
        self._check_block()


@dataclass(frozen=True, slots=True)
class Preformatted(_Block):
    """Text with significant spaces and line ends."""

    text: str

    def __post_init__(self) -> None:
        check_text("Preformatted.text", self.text)
        self._check_block()


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A change of subject: a rule or asterisks between paragraphs."""


@dataclass(frozen=True, slots=True)
class Image:
    """The bytes of a picture and their IANA media type. Images are compared by `sha256`, in hexadecimal."""

    media_type: str
    data: bytes = field(repr=False, compare=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        check_text("Image.media_type", self.media_type)
        if not isinstance(self.data, bytes):
            refuse("Image.data", self.data, "bytes")
        object.__setattr__(self, "sha256", hashlib.sha256(self.data).hexdigest())


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a figure; `alternative` is its alternative text.

    If the bytes are not available `image` is None, and documents show the alternative text as a link to `url`. `width`
    is the width that the source gives the picture, in pixels of which 96 are an inch; no page shows it wider.
    """

    image: Image | None = None
    alternative: str | None = None
    url: str | None = None
    width: int | None = None

    def __post_init__(self) -> None:
        if self.width is not None:
            check_number("Picture.width", self.width, 1)
        if not isinstance(self.image, (Image, NoneType)):
            refuse("Picture.image", self.image, "an Image or None")
        check_texts(self, ("alternative", "url"))


@dataclass(frozen=True, slots=True)
class Figure(_Block):
    """One or more pictures with a caption and a separate credit («تصوير: …»)."""

    pictures: tuple[Picture, ...]
    caption: Inlines = ()
    credit: Inlines = ()

    def __post_init__(self) -> None:
        check_each("Figure.pictures", self.pictures, (Picture,), "a tuple of pictures")
        if not self.pictures:
            refuse("Figure.pictures", self.pictures, "a tuple of at least one picture")
        _check_inlines("Figure.caption", self.caption)
        _check_inlines("Figure.credit", self.credit)
        self._check_block()


Alignment: TypeAlias = Literal["start", "center", "end"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. It covers `row_span` rows and `column_span` columns; `header` marks a header cell."""

    inlines: Inlines
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    alignment: Alignment | None = None

    def __post_init__(self) -> None:
        _check_inlines("Cell.inlines", self.inlines)
        check_number("Cell.row_span", self.row_span, 1)
        check_number("Cell.column_span", self.column_span, 1)
        if not isinstance(self.header, bool):
            refuse("Cell.header", self.header, "True or False")
        if self.alignment not in (None, *get_args(Alignment)):
            refuse("Cell.alignment", self.alignment, '"start", "center", "end" or None')


@dataclass(frozen=True, slots=True)
class Table(_Block):
    """A table: rows of cells and a caption. The first `header_rows` rows are its head.

    As in HTML, a row has no cells at the places that cells of rows above it cover.
    """

    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines = ()
    header_rows: int = 0

    def __post_init__(self) -> None:
        wanted = 'a tuple of rows, each a tuple of cells, such as ((Cell((Text("…"),)),),)'
        check_each("Table.rows", self.rows, (tuple,), wanted)
        for row in self.rows:
            check_each("a row of Table.rows", row, (Cell,), "a tuple of cells")
        _check_inlines("Table.caption", self.caption)
        check_number("Table.header_rows", self.header_rows, 0, len(self.rows))
        self._check_block()

    @property
    def head_rows(self) -> int:
        """The number of rows of the head, with those that its cells span, unless these are all rows there are."""
        at, end = 0, self.header_rows
        while at < end:
            end = max(end, *(min(at + cell.row_span, len(self.rows)) for cell in self.rows[at]), 0)
            at += 1
        return end if end < len(self.rows) else self.header_rows


Block: TypeAlias = Heading | Paragraph | Quotation | ItemList | Verse | Preformatted | ThematicBreak | Figure | Table

_INLINES: tuple[type, ...] = get_args(Inline)
_BLOCKS: tuple[type, ...] = get_args(Block)
