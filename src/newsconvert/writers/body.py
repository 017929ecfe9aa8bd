"""The body of an article as markup: the same for web pages, PDF and EPUB, and well-formed XML in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import assert_never

from ..isolation import CODE, RAISED, is_code_ltr, paragraph_isolates
from ..markup import escape_html, text_html
from ..model import (
    Block,
    Cell,
    Code,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Verse,
    block_inlines,
    notes,
    plain_text,
)
from ..patterns import pattern
from .links import is_safe_link
from .measures import SCREEN, cell_paragraph, density, fits_column, stands_across, stays_whole

#: A number in groups, of a telephone, a bank or a book: six digits and more.
_GROUPED = pattern(r"(?=(?:\D*\d){6})(?=.*[ /-])[A-Z0-9٠-٩+() ./:-]*")
_ARABIC_NUMBER = pattern(r"[٠-٩+() ./-]+")
_SPANS = {Strong: "strong", Emphasis: "em", Strikethrough: "s", Superscript: "sup", Subscript: "sub"}


def isolated_html(text: str, *, rtl: bool) -> str:
    """Return plain text as markup, with `isolates` in elements of their own; `rtl` is the base direction."""
    return inlines_html((Text(text),), rtl=rtl)


def _element_around(isolate: str) -> tuple[str, str]:
    """Return the tags around an isolate.

    The groups of a telephone number in Arabic-Indic digits have an order from right to left even there (UAX #9, N1), so
    they are overridden too. On screens, a line holds all groups of a number where it is wide enough.
    """
    kind = ' class="whole"' if _GROUPED.fullmatch(isolate) else ""
    if _ARABIC_NUMBER.fullmatch(isolate):
        return f'<bdi dir="ltr"{kind}><bdo dir="ltr">', "</bdo></bdi>"
    return f'<bdi dir="ltr"{kind}>', "</bdi>"


def _characters(inline: Inline) -> str:
    """Return what an inline is in the text of its run; what has isolates of its own is one character."""
    match inline:
        case Text(text):
            return text
        case LineBreak():
            return "\n"
        case Code() | Note():
            return "\ufffc"
        case _:
            return "".join(map(_characters, inline.children))


def _looked(inline: Inline) -> str:
    """Return an inline's characters as isolates are looked for in them."""
    match inline:
        case Superscript():
            return "".join(map(_looked, inline.children)).translate(RAISED)
        case Code(code) if is_code_ltr(code):
            return CODE
        case Text() | Code() | Note() | LineBreak():
            return _characters(inline)
        case _:
            return "".join(map(_looked, inline.children))


def inlines_html(inlines: Inlines, *, rtl: bool) -> str:
    """Return inlines without notes as markup; a link that is not safe is set as plain text."""
    return BodyMarkup(rtl=rtl).inlines(inlines)


#: No markup before any block.
NOTHING_BEFORE: Mapping[int, str] = MappingProxyType({})
#: What begins a block across the columns of a page.
_ACROSS = '<div class="across">'


def _line(at: str, line: str) -> str:
    return f'<span class="line"{at}>{line}</span>'


def _label(item: ListItem) -> str:
    return f'<span class="label">{text_html(item.label)}</span> ' if item.label else ""


class BodyMarkup:
    """Makes the markup of one article's blocks.

    `rtl` is the direction of the article. `prefix` begins every id, so that those of several articles differ. Headings
    have the ids `h1`, `h2`, … in their order. `image` gives the address of a picture's bytes; without one a picture is
    a link with its alternative text. `digits` gives the marks of notes without a label. `xhtml` adds what an EPUB
    wants: `xml:lang`, and its structural semantics.

    `columns` are those of printed pages of `width` millimetres, 0 where there are none. In one column a note stands at
    its mark, as CSS for pages wants it (CSS Generated Content for Paged Media, 2); otherwise `notes` returns them all.
    Tables that are too wide for their column stand across the page, those that are too wide for it are set small. Where
    there are no columns, on a small screen, they can be scrolled; books cannot part what scrolls between pages, so that
    their long tables are set small instead.
    `lead` is the paragraph that is set as one. `before` is markup that goes before blocks, by the id of each.
    """

    def __init__(
        self,
        *,
        rtl: bool = True,
        prefix: str = "",
        xhtml: bool = False,
        columns: int = 0,
        lead: Block | None = None,
        before: Mapping[int, str] = NOTHING_BEFORE,
        digits: Callable[[int], str] = str,
        image: Callable[[Image], str | None] = lambda _: None,
        width: float = 0,
    ) -> None:
        self._columns, self._width, self._lead, self._before = columns, width, lead, before
        self._prefix, self._xhtml, self._image = prefix, xhtml, image
        self._digits, self._rtl = digits, rtl
        self._headings = self._numbered = self._footed = self._depth = 0
        self._notes: list[str] = []
        self._first: Block | None = None

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        """Return blocks one after another."""
        self._depth += 1
        self._first = self._first or next(iter(blocks), None)
        made: list[str] = []
        headings = 0  # of them, how many of the last are headings that follow each other
        for block in blocks:
            text = self._block(block)
            # Breaks are not avoided where columns end (WeasyPrint): headings stand across with what they are of.
            if headings and text.startswith(_ACROSS):
                text = "".join((_ACROSS, *made[-headings:], text.removeprefix(_ACROSS)))
                del made[-headings:]
            made.append(self._before.get(id(block), "") + text)
            headings = headings + 1 if isinstance(block, Heading) else 0
        self._depth -= 1
        return "".join(made)

    def notes(self) -> str:
        """Return the section of the notes whose marks were set until now; nothing where there are none."""
        if not self._notes:
            return ""
        semantics = ' epub:type="footnotes" role="doc-endnotes"' if self._xhtml else ' role="doc-endnotes"'
        return f'<section class="notes"{semantics}>\n{"".join(self._notes)}</section>\n'

    def inlines(self, inlines: Inlines) -> str:
        """Return the inlines of a paragraph, a cell or the like."""
        text = "".join(map(_characters, inlines))
        return self._run(inlines, text, 0, paragraph_isolates("".join(map(_looked, inlines)), rtl=self._rtl))

    def _run(self, inlines: Inlines, text: str, start: int, apart: list[tuple[int, int]]) -> str:
        """Return inlines that begin at `start` of the `text` of their paragraph, of which `apart` are isolates.

        The element of an isolate holds others whole, or is in one of them; one that another would cut is left out.
        """
        end, bounds = start, []
        for inline in inlines:
            begin, end = end, end + len(_characters(inline))
            bounds.append((inline, begin, end))
        others = [(begin, stop) for inline, begin, stop in bounds if not isinstance(inline, Text)]
        edges: list[tuple[int, bool, str]] = []
        for first, last in apart:
            inside = any(begin <= first and last <= stop for begin, stop in others)
            cut = any(begin < edge < stop for begin, stop in others for edge in (first, last))
            if start <= first and last <= end and not inside and not cut:
                opening, closing = _element_around(text[first:last])
                edges += [(first, True, opening), (last, False, closing)]
        edges.sort()
        parts: list[str] = []
        before: Inline | None = None
        for inline, begin, stop in bounds:
            at = begin
            self._follows, before = isinstance(before, Note), inline
            while edges and (edges[0][0] <= begin or (isinstance(inline, Text) and edges[0][0] < stop)):
                edge, _, tag = edges.pop(0)
                parts += [text_html(text[at:edge]), tag]
                at = edge
            parts.append(self._inline(inline, text[:stop], at, apart))
        return "".join((*parts, *(tag for _, _, tag in edges)))

    def _inline(self, inline: Inline, text: str, start: int, apart: list[tuple[int, int]]) -> str:
        match inline:
            case Text():
                return text_html(text[start:])
            case Strong() | Emphasis() | Strikethrough() | Superscript() | Subscript():
                tag = _SPANS[type(inline)]
                return f"<{tag}>{self._run(inline.children, text, start, apart)}</{tag}>"
            case Link(url, children):
                shown = self._run(children, text, start, apart)
                # A link inside a link is not HTML: the inner one wins. One of spaces alone cannot be seen or read.
                safe = is_safe_link(url) and "<a " not in shown and not shown.isspace() and shown
                return f'<a href="{escape_html(url)}">{shown}</a>' if safe else shown
            case Code(code):
                # Code is read from left to right, whatever stands about it.
                if is_code_ltr(code):
                    return f'<code dir="ltr">{text_html(code)}</code>'
                return f"<code>{isolated_html(code, rtl=self._rtl)}</code>"
            case LineBreak():
                return "<br/>"
            case Note():
                return self._note(inline)
            case _:
                assert_never(inline)

    def _note(self, note: Note) -> str:
        self._numbered += note.label is None
        mark = note.label or self._digits(self._numbered)
        follows = " follows" if self._follows else ""
        if self._columns == 1:
            lines = list(self._lines(note.blocks))
            text = "".join((*(line for _, line in lines[:1]), *(_line(at, line) for at, line in lines[1:])))
            self._footed += 1
            name = f'id="{self._prefix}note{self._footed}"'
            own = lines[0][0] if lines else ""
            return f'<span {name} class="note{follows}"{own} data-mark="{escape_html(mark)}">{text}</span>'
        at, shown = len(self._notes), text_html(mark)
        self._notes.append("")  # its place: notes inside it come after it
        name = f"{self._prefix}note{at + 1}"
        semantics = (' epub:type="noteref"', ' epub:type="footnote"') if self._xhtml else ("", "")
        back = f'<a class="back" href="#{name}-mark" role="doc-backlink">{shown}</a> '
        text = self._item(note.blocks, back) if self._columns else f"{back}{self.blocks(note.blocks)}"
        self._notes[at] = f'<aside id="{name}" class="note"{semantics[1]} role="doc-footnote">{text}</aside>\n'
        link = f'<a id="{name}-mark" href="#{name}"{semantics[0]} role="doc-noteref">{shown}</a>'
        return f'<sup class="note-mark{follows}"><bdi>{link}</bdi></sup>'

    def _lines(self, blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
        """Yield the lines of blocks, each after its attributes, for a place that takes no blocks."""
        for block in blocks:
            about, at = self._enter(block), self._at(block)
            if isinstance(block, Figure):
                yield from ((at, self._picture(picture, "span")) for picture in block.pictures)
                if below := [self.inlines(run) for run in (block.caption, block.credit) if run]:
                    yield at, " ".join(below)
            elif isinstance(block, Verse):
                yield from ((at, " ".join(map(self.inlines, line))) for line in block.lines)
            elif isinstance(block, ItemList):
                for item in block.entries:
                    lines = list(self._lines(item.blocks))
                    label = [text_html(item.label)] if item.label else []
                    own = lines[0][0] if lines else ""
                    yield own or at, " ".join([*label, *(line for _, line in lines[:1])])
                    yield from ((own or at, line) for own, line in lines[1:])
            else:
                yield from ((at, self.inlines(run)) for run in block_inlines(block))
            self._rtl = about

    def _at(self, block: Block) -> str:
        """Return the attributes that say how a block's language and direction differ from the article's."""
        if isinstance(block, ThematicBreak):
            return ""
        language = f' lang="{block.language}"' if block.language else ""
        if language and self._xhtml:
            language += f' xml:lang="{block.language}"'
        return language + (f' dir="{block.direction}"' if block.direction else "")

    def _block(self, block: Block) -> str:
        about = self._enter(block)
        made = self._tagged(block, self._at(block))
        self._rtl = about
        return made

    def _enter(self, block: Block) -> bool:
        """Take the direction of a block, if it has its own; return whether the one before was right to left."""
        about = self._rtl
        if not isinstance(block, ThematicBreak) and block.direction:
            self._rtl = block.direction == "rtl"
        return about

    def _tagged(self, block: Block, at: str) -> str:
        match block:
            case Heading(level, inlines):
                self._headings += 1
                shown = self.inlines(inlines)
                if self._columns and next(notes((block,)), None):
                    at += f' data-title="{escape_html(plain_text(inlines))}"'  # for a bookmark without marks
                return f'<h{level} id="{self._prefix}h{self._headings}"{at}>{shown}</h{level}>\n'
            case Paragraph(inlines):
                kind = ' class="lead"' if block is self._lead else ""
                return f"<p{kind}{at}>{self.inlines(inlines)}</p>\n"
            case Quotation():
                return self._quotation(block, at)
            case ItemList():
                return self._list(block, at)
            case Verse():
                return self._verse(block, at)
            case Preformatted(text):
                return f"<pre{at}>{text_html(text)}</pre>\n"
            case ThematicBreak():
                return "<hr/>\n"
            case Figure():
                return self._figure(block, at)
            case Table():
                return self._table(block, at)
            case _:
                assert_never(block)

    def _quotation(self, block: Quotation, at: str) -> str:
        quoted = self.blocks(block.blocks) if block.blocks else f"<p>{self.inlines(block.inlines)}</p>"
        by = f'<p class="attribution">{self.inlines(block.attribution)}</p>\n' if block.attribution else ""
        return f"<blockquote{at}>{quoted}{by}</blockquote>\n"

    def _list(self, block: ItemList, at: str) -> str:
        tag, first = ("ol", f' start="{block.start}"' if block.start != 1 else "") if block.ordered else ("ul", "")
        labelled = any(item.label for item in block.entries)
        name = "labelled" if labelled else "wider" if block.last > 999 else "wide" if block.last > 99 else ""
        kind = f' class="{name}"' if name else ""
        rows = "".join(map(self._entry, block.entries))
        return f"<{tag}{kind}{first}{at}>\n{rows}</{tag}>\n"

    def _entry(self, item: ListItem) -> str:
        """Return an item of a list, which has the direction of its paragraph, with its mark, if that is all it has."""
        if len(item.blocks) == 1 and isinstance(only := item.blocks[0], Paragraph) and only.direction:
            about = self._enter(only)
            made = f"<li{self._at(only)}>{_label(item)}{self.inlines(only.inlines)}</li>\n"
            self._rtl = about
            return made
        return f"<li>{self._item(item.blocks, _label(item))}</li>\n"

    def _item(self, blocks: tuple[Block, ...], label: str) -> str:
        first, rest = blocks[:1], blocks[1:]
        if not first or not isinstance(only := first[0], Paragraph):
            return label + self.blocks(blocks)
        about = self._enter(only)
        at, text = self._at(only), label + self.inlines(only.inlines)
        self._rtl = about
        return f"<p{at}>{text}</p>\n{self.blocks(rest)}" if rest or at else text

    def _verse(self, block: Verse, at: str) -> str:
        rows = []
        for line in block.lines:
            halves = " ".join(f'<span class="hemistich">{self.inlines(half)}</span>' for half in line)
            rows.append(f'<p class="line">{halves if len(line) > 1 else self.inlines(line[0])}</p>\n')
        kind = "verse pairs" if any(len(line) > 1 for line in block.lines) else "verse"
        return f'<div class="{kind}"{at}>\n{"".join(rows)}</div>\n'

    def _figure(self, block: Figure, at: str) -> str:
        shown = "\n".join(map(self._picture, block.pictures))
        credit = f'<span class="credit">{self.inlines(block.credit)}</span>' if block.credit else ""
        words = " ".join(filter(None, (self.inlines(block.caption), credit)))
        caption = f"<figcaption>{words}</figcaption>\n" if words else ""
        figure = f"<figure{at}>\n{shown}\n{caption}</figure>\n"
        across = self._columns > 1 and self._depth == 1
        across = across and stands_across(block, self._width, first=block is self._first)
        return f"{_ACROSS}{figure}</div>\n" if across else figure

    def _picture(self, picture: Picture, tag: str = "p") -> str:
        address = self._image(picture.image) if picture.image else None
        if address is not None:
            alternative = escape_html(picture.alternative or "")
            width = f' width="{picture.width}"' if picture.width else ""
            return f'<img src="{escape_html(address)}" alt="{alternative}"{width}/>'
        words = text_html(picture.alternative or picture.url or "")
        if picture.url and is_safe_link(picture.url):
            words = f'<a href="{escape_html(picture.url)}">{words}</a>'
        return f'<{tag} class="missing-picture">{words}</{tag}>'

    def _table(self, block: Table, at: str) -> str:
        caption = f"<caption>{self.inlines(block.caption)}</caption>\n" if block.caption else ""
        head = "".join(self._row(row, "col") for row in block.rows[: block.head_rows])
        body = "".join(self._row(row, "row") for row in block.rows[block.head_rows :])
        head = f"<thead>\n{head}</thead>\n" if head else ""
        whole = ' class="whole"' if self._columns and stays_whole(block) else ""
        body = f"<tbody{whole}>\n{body}</tbody>\n" if body else ""
        column = self._width / max(self._columns, 1)
        # Only what stands right in the article can stand across its columns.
        across = self._columns > 1 and self._depth == 1 and not fits_column(block, column)
        dense = density(block, self._width if across else column) if self._columns else ""
        wide = not self._columns and bool(density(block, SCREEN))
        dense = ' class="tight"' if wide and self._xhtml else dense
        table = f"<table{at}{dense}>\n{caption}{head}{body}</table>\n"
        if wide and (not self._xhtml or stays_whole(block)):
            named = block.caption or tuple(one for cell in block.rows[0] for one in (*cell.inlines, Text(" ")))
            label = escape_html(" ".join(plain_text(named).split()))
            return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">\n{table}</div>\n'
        return f"{_ACROSS}{table}</div>\n" if across else table

    def _row(self, row: tuple[Cell, ...], scope: str) -> str:
        cells = []
        for cell in row:
            tag = "th" if cell.header or scope == "col" else "td"
            facts = f' scope="{scope}"' if tag == "th" else ""
            facts += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
            facts += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
            facts += f' class="{cell.alignment}"' if cell.alignment else ""
            held = cell_paragraph(cell, rtl=self._rtl)
            about = self._enter(held)
            cells.append(f"<{tag}{facts}{self._at(held)}>{self.inlines(held.inlines)}</{tag}>")
            self._rtl = about
        return f"<tr>{''.join(cells)}</tr>\n"
