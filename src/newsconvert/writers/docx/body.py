"""The blocks of an article as paragraphs, tables and pictures of a Word document. References are to ECMA-376 Part 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, assert_never

from ...fontfile import advance
from ...model import (
    Article,
    Block,
    Figure,
    Heading,
    Inlines,
    ItemList,
    Link,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Table,
    Text,
    ThematicBreak,
    Verse,
    plain_text,
)
from ...result import Kind
from ..measures import fits_column, stands_across
from ..pictures import POINTS_PER_PIXEL, as_png, pixels
from . import wordml as wml
from .design import POINTS_PER_MM, Design, Page
from .drawing import drawing
from .numbering import Counter, counter_of
from .pieces import Piece
from .story import Story, Voice
from .styles import BULLET, LIST_INDENT, table_sizes
from .tables import table
from .wordml import Element, Language, Rule

_HANGING = 1.4
"""How far the mark of a list hangs out of its text, in times the size."""
_MOST_LEVELS = 9
_WIDEST, _EVEN, _ALIKE = 7, 1.5, 0.75
"""How wide a label may be that is a number, and one whose place no other matches, in times the size; how much of the
widest label all have that are centred before they are as wide."""
_LITERAL = ("bullet", "none")
#: Of the height of the text of a page, how much a picture may take, so that little is empty before one without room.
_TALLEST = 0.55
#: Kinds of pictures that every Word document may have ([MS-OI29500] 2.1.1).
_PICTURES = frozenset(("image/png", "image/jpeg", "image/gif"))


class Place(NamedTuple):
    """Where blocks are: in how many lists, how far in, in the style of which text."""

    style: str = "Body Text"
    depth: int = 0
    indent: float = 0

    @property
    def properties(self) -> dict[str, Any]:
        """The indents of a paragraph that continues an item of a list."""
        return {"start": self.indent, "first": 0.0} if self.indent else {}


class _Hang(NamedTuple):
    """Where the text of an item begins, how far its label hangs out of it, in points, and what stands there of it."""

    text: float
    out: float
    align: str = "left"


class Part(NamedTuple):
    """Elements that stand in columns, or across them."""

    across: bool
    elements: list[Element]


class Body:
    """Makes the blocks of one article. `marks` puts headings in bookmarks, for a table of contents."""

    def __init__(self, story: Story, article: Article, design: Design, page: Page, *, marks: bool) -> None:
        self._story, self._article, self._design, self._marks = story, article, design, marks
        self._page, self._measure, self._depth = page, page.column, page.depth
        self._size = design.body_size

    def parts(self) -> list[Part]:
        """Return the body of the article, parted where a table or picture stands across columns."""
        self._story.write_note = self._note
        page, found = self._page, list[Part]()
        column = page.width / page.columns / POINTS_PER_MM
        for block in self._article.body:
            wide = isinstance(block, Table) and not fits_column(block, column)
            if isinstance(block, Figure):
                width = page.width / POINTS_PER_MM
                wide = stands_across(block, width, first=block is self._article.body[0])
            across = page.columns > 1 and wide
            self._measure = page.measure if across else page.column
            if not found or found[-1].across != across:
                found.append(Part(across, []))
            found[-1].elements.extend(self._turned(block, Place()))
        return found

    def _blocks(self, blocks: Iterable[Block], place: Place) -> list[Element]:
        return [element for block in blocks for element in self._turned(block, place)]

    def _turned(self, block: Block, place: Place) -> list[Element]:
        """Return a block in its own language and direction."""
        before = self._enter(block)
        made = self._block(block, place)
        self._story.voice = before
        return made

    def _enter(self, block: Block) -> Voice:
        """Take the language and the direction of a block, if it has its own; return those before."""
        before = self._story.voice
        if not isinstance(block, ThematicBreak) and (block.language or block.direction):
            self._story.voice = Voice.of(self._article, self._story.direction, block.language, block.direction)
        return before

    def _block(self, block: Block, place: Place) -> list[Element]:
        paragraph = self._story.paragraph
        match block:
            case Heading(level, inlines):
                # Only headings of the article itself are in its contents.
                return [paragraph(f"heading {level}", inlines, mark=self._marks and place == Place())]
            case Paragraph(inlines):
                return [paragraph(place.style, inlines, **place.properties)]
            case Quotation():
                return self._quotation(block, place)
            case ItemList():
                return self._list(block, place)
            case Verse():
                return list(self._verse(block))
            case Preformatted(text):
                return [paragraph("HTML Preformatted", (Text(text),), **place.properties)]
            case ThematicBreak():
                rule = Rule("bottom", self._design.quiet)
                return [paragraph(place.style, (), rule=rule, after=self._size, **place.properties)]
            case Figure():
                return self._figure(block)
            case Table():
                sizes = table_sizes(self._design)
                width = self._measure - place.indent
                return table(block, story=self._story, sizes=sizes, width=width, indent=place.indent)
            case _:
                assert_never(block)

    def _quotation(self, block: Quotation, place: Place) -> list[Element]:
        inside = place if place.style == "footnote text" else place._replace(style="Quote", indent=0)
        made, last = [], len(block.content) - (0 if block.attribution else 1)
        for number, inner in enumerate(block.content):
            # The spaces of the style are those around the quotation.
            close: dict[str, Any] = {
                "before": None if number == 0 else 0.0,
                "after": None if number == last else self._size / 4,
            }
            if isinstance(inner, Paragraph) and inside.style == "Quote":
                before = self._enter(inner)
                made.append(self._story.paragraph("Quote", inner.inlines, **close))
                self._story.voice = before
            else:
                made += self._turned(inner, inside)
        if block.attribution:
            made.append(self._story.paragraph(inside.style, block.attribution, before=0.0, align="right"))
        return made

    # Lists

    def _list(self, block: ItemList, place: Place) -> list[Element]:
        story, style = self._story, "List Number" if block.ordered else "List Bullet"
        entries = block.entries
        labels = [item.label for item in entries]
        if place == Place() and not any(labels) and all(_is_line(item) for item in entries):
            if block.ordered:
                number = story.add_list(block.start)
            else:
                number = story.bullets
                story.faces.use(story.bullet, False, BULLET)
            # The style of bulleted lists has the number too; AbiWord looks in the paragraph alone.
            return [story.paragraph(style, run, numbering=number) for item in entries for run in _runs(item.blocks)]
        level, width = min(place.depth, _MOST_LEVELS - 1), self._width(labels)
        hang = self._hang(labels)
        inside = place._replace(depth=place.depth + 1, indent=place.indent + hang.text)
        if width > _WIDEST * self._size:
            inside = inside._replace(indent=place.indent + LIST_INDENT * self._size)
        numbers = self._numbers(block, labels, level, hang._replace(text=inside.indent))
        made = []
        for item, numbering in zip(entries, numbers, strict=True):
            first, rest = item.blocks[:1], item.blocks[1:]
            only = first[0] if first and isinstance(first[0], Paragraph) else Paragraph(())
            rest = rest if first and only is first[0] else item.blocks
            before = self._enter(only)
            if numbering is None:  # a label too long to be a number, or none
                label = (Text(f"{item.label} "),) if item.label else ()
                made.append(story.paragraph("List Number", (*label, *only.inlines), **inside.properties))
            else:
                made.append(story.paragraph(style, only.inlines, numbering=numbering, level=level))
            story.voice = before
            made += self._blocks(rest, inside)
        return made

    def _width(self, labels: Sequence[str | None]) -> float:
        """Return the width of the widest label in points."""
        return max(self._widths(labels), default=0.0)

    def _widths(self, labels: Sequence[str | None]) -> list[float]:
        path = self._story.faces.typefaces.text.regular
        return [advance(path, label[:99]) * self._size for label in labels if label]

    def _hang(self, labels: Sequence[str | None]) -> _Hang:
        """Return how labels hang out of the text of their items.

        Word sets a label inwards from where it hangs to, LibreOffice outwards, into the margin if it is long. One that
        is centred there stands at the same place in both; short numbers of several widths would not be even.
        """
        size, widths = self._size, self._widths(labels)
        widest, narrowest = max(widths, default=0.0), min(widths, default=0.0)
        gap = size / 2
        if widest > _EVEN * size or (widest > size and narrowest > _ALIKE * widest):
            return _Hang(max(LIST_INDENT * size, widest + gap), widest / 2 + gap, "center")
        out = max(_HANGING * size, widest + gap)
        return _Hang(max((LIST_INDENT - _HANGING) * size, widest) + out, out)

    def _numbers(self, block: ItemList, labels: Sequence[str | None], level: int, hang: _Hang) -> Iterator[int | None]:
        """Yield the number of the list that gives each item its label; None for one that has none, or a long one."""
        story = self._story
        own = [label for label in labels if label]

        def add(counter: Counter) -> int:
            return story.add_list(counter.start, self._levels(counter, level, hang))

        if not own:
            counted = Counter("decimal", "%.", block.start, story.voice.arabic_digits)
            number = add(counted if block.ordered else Counter("bullet", BULLET))
            yield from (number for _ in labels)
        elif self._width(labels) > _WIDEST * self._size:
            yield from (None for _ in labels)
        elif len(own) == len(labels) and (counter := counter_of(own)) and self._shows(counter):
            number = add(counter)
            yield from (number for _ in labels)
        else:
            known: dict[str, int] = {}
            for label in labels:
                if label and label not in known:
                    known[label] = add(Counter("none", label))
                yield known[label] if label else None

    def _shows(self, counter: Counter) -> bool:
        """Return whether Word gives a counter the digits of the source: ٠ to ٩ only with a font for them."""
        story = self._story
        own = story.faces.digits(story.faces.typefaces.text) if counter.arabic_indic else None
        return not counter.arabic_indic or (own is not None and story.voice.arabic)

    def _levels(self, counter: Counter, level: int, hang: _Hang) -> Element:
        """Return the levels of a list down to the one that is used."""
        story = self._story
        faces, voice = story.faces, story.voice
        lang = Language("", voice.lang.bidi) if voice.rtl else Language(voice.lang.val, "")
        text = counter.text.replace("%", f"%{level + 1}") if counter.format not in _LITERAL else counter.text
        family = None
        if counter.arabic_indic and voice.arabic:
            family = faces.digits(faces.typefaces.text)
        elif counter.text == BULLET:
            family = story.bullet.name
            faces.use(story.bullet, False, BULLET)
        faces.use(faces.typefaces.text, False, counter.text + "0123456789")
        number = wml.run_properties(family=family, rtl=voice.rtl, lang=lang)
        made = [
            wml.list_level(
                counter.format,
                text,
                None,
                (hang.text, hang.out),
                number,
                bidi=voice.rtl,
                level=at,
                start=counter.start,
                align=hang.align,
            )
            for at in range(level + 1)
        ]
        return Element("".join(made))

    # Verse

    def _verse(self, block: Verse) -> Iterator[Element]:
        """Yield the lines of a poem: hemistichs beside each other where all have room, else one under the other."""
        path, half = self._story.faces.typefaces.text.regular, self._measure / 2
        widths = [advance(path, plain_text(part)[:200]) * self._size for line in block.lines for part in line]
        fits = max(widths, default=0) < half - self._size
        for number, line in enumerate(block.lines):
            last = number == len(block.lines) - 1
            look: dict[str, Any] = {"after": self._size if last else None, "keep_next": not last}
            if len(line) == 1:
                yield self._story.paragraph("Verse", line[0], **look)
            elif fits:
                halves = (Text("\t"), *line[0], Text("\t"), *line[1])
                yield self._story.paragraph("Verse", halves, align="left", centers=(half / 2, half * 1.5), **look)
            else:
                yield self._story.paragraph("Verse", line[0], keep_next=True)
                yield self._story.paragraph("Verse", line[1], **look)

    # Pictures

    def _figure(self, block: Figure) -> list[Element]:
        words: Inlines = block.caption
        if block.credit:
            words = (*words, *([Text(" ")] if words else []), *block.credit)
        found = [(picture, self._picture(picture)) for picture in block.pictures]
        made = []
        for number, (picture, drawn) in enumerate(found, 1):
            look: dict[str, Any] = {"keep_next": bool(words) or number < len(found)}
            if drawn:
                element, height = drawn
                made.append(self._story.paragraph("Figure", (), leading=[element], height=height, **look))
            elif text := picture.alternative or picture.url:
                shown: Inlines = (Link(picture.url, (Text(text),)),) if picture.url else (Text(text),)
                made.append(self._story.paragraph("Figure", shown, **look))
        if words:
            made.append(self._story.paragraph("caption", words))
        return made

    def _picture(self, picture: Picture) -> tuple[Element, float] | None:
        """Return the run of a picture and its height; None for one that a Word document cannot have."""
        image, story = picture.image, self._story
        if image is None:
            return None
        image = image if image.media_type in _PICTURES else as_png(image)
        size = pixels(image) if image else None
        if image is None or size is None or not all(size):
            story.losses.append(Kind.PICTURE_MISSING)
            return None
        width, height = (side * POINTS_PER_PIXEL for side in size)
        stated = picture.width / size[0] if picture.width else 1.0
        scale = min(1.0, stated, self._measure / width, _TALLEST * self._depth / height)
        identity = story.relations.picture(image)
        story.drawings += 1
        width, height = width * scale, height * scale
        return drawing(identity, story.drawings, picture.alternative or "", width, height), height

    # Notes

    def _note(self, note: Note) -> int:
        """Add a footnote, and return its number."""
        story = self._story
        before, placed = (story.relations, story.write_note, story.voice), len(story.placed)
        story.relations, story.write_note = story.of_notes, None
        number = len(story.notes) + 1
        story.notes.append(wml.NOTHING)  # its place: lists in it have numbers after it
        story.voice = Voice.of(self._article, story.direction)
        properties = story.properties(story.voice.rtl, style="footnote reference")
        mark = [
            wml.note_mark("footnoteRef", properties, label=note.label),
            *story.runs([Piece(" ")], "footnote text"),
        ]
        first, rest = note.blocks[:1], note.blocks[1:]
        if first and isinstance(only := first[0], Paragraph):
            outer = self._enter(only)
            made = [story.paragraph("footnote text", only.inlines, leading=mark)]
            story.voice = outer
        else:
            made, rest = [story.paragraph("footnote text", (), leading=mark)], note.blocks
        made += self._blocks(rest, Place("footnote text"))
        story.notes[number - 1] = wml.el("footnote", *made, id=number)
        story.relations, story.write_note, story.voice = before
        del story.placed[placed:]
        return number


def _is_line(item: ListItem) -> bool:
    """Return whether an item is one paragraph in the language of the article."""
    first = item.blocks[0] if len(item.blocks) == 1 else None
    return isinstance(first, Paragraph) and not (first.language or first.direction)


def _runs(blocks: Iterable[Block]) -> Iterator[Inlines]:
    return (block.inlines for block in blocks if isinstance(block, Paragraph))
