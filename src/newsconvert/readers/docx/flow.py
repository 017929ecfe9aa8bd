"""The blocks of one container of a Word document, in the order of its text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...model import (
    Block,
    Figure,
    Inlines,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Strong,
    Table,
    Text,
    ThematicBreak,
    Verse,
    plain_text,
)
from ...packages.word import R, W
from ...result import Kind
from ..credits import credits_of
from ..galleries import gallery_of
from ..linebreaks import hemistichs, lines, runs_between_breaks, split_credit
from ..shaping import MarkedHeading, is_contents_title, merged, stripped, without_headings
from ..structure.dates import date_line
from .captions import begins_with_picture, is_caption_below
from .content import words_in
from .lists import Node, OpenList, join_lines
from .looks import look_of
from .numbering import Number
from .runs import Runs
from .styles import is_drop_cap, is_rule
from .tables import cell_inlines, children_of, read_rows

if TYPE_CHECKING:
    from docx.opc.part import Part

    from .blocks import Body

_W, _R = f"{{{W}}}", f"{{{R}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Styles of paragraphs that are fields of the article, in lower case.
FIELDS = ("headline", "kicker", "deck", "byline", "dateline", "source citation")
#: Styles of others for fields: Word's own, and those of pandoc.
_FIELDS_OF_OTHERS = {"subtitle": "deck", "author": "byline", "date": "dateline"}
_LIST_STYLE = re.compile(r"list (?:bullet|number)(?: ([2-5]))?")
_CAPTION = re.compile(r"caption|table caption|image caption|captioned figure")
_CODE = re.compile(r"html preformatted|source code|preformatted text")
_VERSE = re.compile(r"verse|poem|poetry|شعر|قصيدة")
_QUOTE = re.compile(r"quote|quotation|block text")
_OF_TABLE = re.compile(r"\s*(?:جدول|الجدول|table)\b", re.IGNORECASE)
_OF_PICTURE = re.compile(r"\s*(?:الصورة|صورة|الشكل|شكل|figure|photo)\b", re.IGNORECASE)
_LONGEST_CELL = 400
_RULE = re.compile(r"(?:[*⁂•·◆✦][ \t]*){3,}|⁂")
_SIGNED = ("—", "–", "- ", "―")
_NEAR = 60  # twentieths of a point


class Flow:
    """Reads the blocks of one container: the body, a cell, a note, a text box."""

    def __init__(self, body: Body, part: Part, *, top: bool = False, in_cell: bool = False) -> None:
        self._body, self._part, self._top, self._in_cell = body, part, top, in_cell
        self._styles = body.styles
        self._runs = Runs(part, body.styles, body.account, body.note, body.objects, body.mark_of)
        self._made: list[Node] = []
        self._lists: list[OpenList] = []
        self._caption: Inlines = ()
        self._quote = ""  # the style of the last quotation
        self._goes_on_below = False  # a figure, with the next picture
        self._initial: Inlines = ()  # the letter that a paragraph begins with, which Word has in one of its own
        self._waiting: tuple[Any, Inlines] | None = None  # a paragraph whose end was deleted goes on in the next

    def read(self, element: Any) -> list[Block]:
        """Return the blocks inside an element."""
        self._walk(element)
        if self._waiting is not None:
            self._add(*self._waiting)
        if self._initial:
            self._append(Paragraph(self._initial))
        self._flush_caption()
        return join_lines([node.frozen() if isinstance(node, OpenList) else node for node in self._made])

    def _walk(self, element: Any) -> None:
        for child in element:
            name = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "sdt":
                gallery = child.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
                contents = gallery is not None and "Contents" in gallery.get(f"{_W}val", "")
                if contents:
                    self._leave_out_contents(words_in(child))
                elif child.find(f"{_W}sdtPr/{_W}showingPlcHdr") is None:
                    self._walk(child)
            elif name == "altChunk":
                for block in self._body.chunk(child.get(f"{_R}id", "")):
                    self._append(block)
            elif name not in ("sectPr", "sdtPr", "del", "moveFrom") and child.tag != f"{_MC}Fallback":
                self._walk(child)

    # Paragraphs

    def _paragraph(self, element: Any) -> None:
        inlines = self._runs.inlines(element)
        figures, boxes, objects = self._runs.figures, self._runs.boxes, self._runs.objects
        if is_drop_cap(element):
            self._initial = (*self._initial, *inlines)
            inlines = ()
        elif self._initial:
            inlines, self._initial = merged([*self._initial, *inlines]), ()
        deleted = element.find(f"{_W}pPr/{_W}rPr/{_W}del")
        if self._waiting is not None:
            element, inlines = self._waiting[0], (*self._waiting[1], *inlines)
            self._waiting = None
        if deleted is not None and (plain_text(inlines).strip() or figures):
            self._waiting = element, inlines
            return
        has_text = bool(plain_text(inlines).strip()) or any(not isinstance(node, Text | LineBreak) for node in inlines)
        leading = figures if has_text and begins_with_picture(element) else []
        for figure in leading:
            self._add_figure(figure)
        if leading and is_caption_below(inlines):
            self._add_caption(lines(inlines))
        elif has_text:
            self._add(element, inlines)
        elif not (figures or boxes or objects) and deleted is None and is_rule(element):
            self._append(ThematicBreak())
        for figure in figures if not leading else ():
            self._add_figure(figure)
        if figures and self._goes_on_below and isinstance(below := self._made[-1], Figure):
            above = self._made[-2] if len(self._made) > 1 else None
            if isinstance(above, Figure) and not above.caption:  # of ours: several pictures of one figure
                self._made[-2:] = [replace(below, pictures=(*above.pictures, *below.pictures))]
        self._goes_on_below = bool(figures) and self._keeps_next(element)
        for made in objects:
            self._append(made)
        for box in boxes:
            for block in without_headings(Flow(self._body, self._part).read(box)):
                self._append(block)

    def _keeps_next(self, element: Any) -> bool:
        """Return whether a paragraph of a picture stays on the page of what is below it, as those of the writer do."""
        keeps = element.find(f"{_W}pPr/{_W}keepNext") is not None
        return keeps and self._styles.name(element, FIELDS) == "figure"

    def _add(self, element: Any, inlines: Inlines) -> None:
        style = self._styles.name(element, (*FIELDS, *_FIELDS_OF_OTHERS))
        if re.fullmatch(r"toc (\d|heading)", style):
            self._leave_out_contents(plain_text(inlines))
            return
        if self._top and self._take_field(style, inlines):
            return
        if self._top:
            self._look_at(element, plain_text(inlines))
        heading = re.fullmatch(r"heading ?([1-9])", style)
        number = self._number(element, style)
        if heading or (style == "title" and not number):
            label = f"{number.label} " if number and number.label else ""
            self._append(MarkedHeading(int(heading[1]) if heading else 1, merged([Text(label), *lines(inlines)])))
        elif number:
            self._add_item(number, inlines)
        elif _CAPTION.fullmatch(style):
            self._add_caption(lines(inlines))
        elif _CODE.search(style):
            self._append(Preformatted(plain_text(inlines), **self._direction(element, inlines)))
        elif not self._in_cell and _RULE.fullmatch(plain_text(inlines).strip()):
            self._append(ThematicBreak())
        elif style == "figure":  # of ours: a picture that was not available
            link = next((node for node in inlines if isinstance(node, Link)), None)
            picture = Picture(None, plain_text(inlines).strip(), link.url if link else None)
            self._add_figure(Figure((picture,)))
        elif _VERSE.search(style):
            found = (stripped(run) for run in runs_between_breaks(inlines, 1))
            self._append(Verse(tuple(hemistichs(run) for run in found if run)))
        else:
            for run in runs_between_breaks(inlines, 2):
                if text := lines(run):
                    self._add_text(element, style, text)

    def _look_at(self, element: Any, text: str) -> None:
        look = look_of(element, self._styles)
        self._body.looks |= dict.fromkeys(map(str.strip, text.split("\n")), look)
        self._body.letters[look] += len(text)

    def _leave_out_contents(self, words: str) -> None:
        """Count what is of the table of contents, which Word makes, with the line over it that names it."""
        above = self._made[-1] if self._made and not self._lists else None
        if isinstance(above, Paragraph | MarkedHeading) and is_contents_title(plain_text(above.inlines)):
            self._made.pop()
            self._body.account.add(Kind.PAGE_FURNITURE, plain_text(above.inlines))
        self._body.account.add(Kind.PAGE_FURNITURE, words)

    def _take_field(self, style: str, inlines: Inlines) -> bool:
        """Keep a paragraph that is a field of the article; return whether it is one."""
        fields, name = self._body.fields, "headline" if style == "title" else style
        if style == "subtitle" and not (self._made or fields or self._body.above):  # over the title
            self._body.above = tuple(inlines)
            return True
        if style in _FIELDS_OF_OTHERS:  # between the headline and the text alone
            if (
                self._made
                or "headline" not in fields
                or (style == "date" and not date_line(plain_text(inlines).strip()))
                or (style == "subtitle" and "byline" in credits_of(plain_text(inlines).strip()))
            ):
                return False
            name, self._body.of_others = _FIELDS_OF_OTHERS[style], True
        if name not in FIELDS or (name in ("headline", "byline") and name in fields and style != "author"):
            return False
        text = plain_text(stripped(inlines))
        between = "، " if style == "author" else "\n"  # each author of several has a paragraph
        fields[name] = f"{fields[name]}{between}{text}" if name in fields else text
        self._flush_caption()
        return True

    def _number(self, element: Any, style: str) -> Number | None:
        number, level, owner = self._styles.numbering(element)
        listed = _LIST_STYLE.fullmatch(style)
        found = None
        if number not in ("", "0"):
            depth = level if level is not None else self._body.numbering.level_of_style(number, owner)
            found = self._body.numbering.next(number, depth)
        elif listed and number != "0":  # a document that lacks the numbering of its styles
            found = Number(style, 0, "1." if "number" in style else None, len(self._open_items(style)) + 1, 0, True)
        if found and listed and listed[1] and not found.level:
            found = found._replace(level=int(listed[1]) - 1)
        return found

    def _open_items(self, kind: str) -> list[Number]:
        return next((one.numbers for one in reversed(self._lists) if one.kind == kind), [])

    def _add_text(self, element: Any, style: str, inlines: Inlines) -> None:
        at = self._direction(element, inlines)
        if _QUOTE.search(style):
            aligned = element.find(f"{_W}pPr/{_W}jc")
            end = aligned is not None and aligned.get(f"{_W}val") in ("right", "end")
            signed = end or plain_text(inlines).startswith(_SIGNED)
            before = self._made[-1] if self._made and not self._lists else None
            if isinstance(before, Quotation) and not before.attribution and self._quote == style:
                if signed:
                    self._made[-1] = replace(before, attribution=inlines)
                else:
                    self._made[-1] = replace(before, inlines=(), blocks=(*before.content, Paragraph(inlines, **at)))
            else:
                self._append(Quotation(inlines, **at))
                self._quote = style
        elif self._continues_item(element, style):
            self._lists[-1].items[-1].append(Paragraph(inlines, **at))
        else:
            heavy = self._top and self._styles.is_bold(element) and not any(isinstance(one, Strong) for one in inlines)
            if heavy:
                self._body.bold_styles[plain_text(inlines)] = style
            self._append(Paragraph((Strong(inlines),) if heavy else inlines, **at))

    def _direction(self, element: Any, inlines: Inlines) -> dict[str, Any]:
        """Return the language and direction of a paragraph that is set from left to right and has no Arabic."""
        text = plain_text(inlines)
        letters = [character for character in text if character.isalpha()]
        if len(letters) < 3 or not all(character < "\u0250" for character in letters):
            return {}
        if self._styles.is_rtl(element):
            return {}
        named = element.find(f"{_W}r/{_W}rPr/{_W}lang")
        tag = named.get(f"{_W}val", "") if named is not None else ""
        language = tag if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag) and not tag.startswith("ar") else "en"
        return {"language": language, "direction": "ltr"}

    def _continues_item(self, element: Any, style: str) -> bool:
        """Return whether a paragraph belongs to the item before it: by its style, or as it is set as far in."""
        if not self._lists:
            return False
        if style.startswith("list continue"):
            return True
        indent = element.find(f"{_W}pPr/{_W}ind")
        left = (indent.get(f"{_W}left") or indent.get(f"{_W}start")) if indent is not None else None
        if not left or not left.isdecimal():
            return False
        while self._lists and self._lists[-1].indent > int(left) + _NEAR:
            self._lists.pop()
        return bool(self._lists) and 0 < self._lists[-1].indent <= int(left) + _NEAR

    # Lists

    def _add_item(self, number: Number, inlines: Inlines) -> None:
        self._flush_caption()
        ordered = number.label is not None
        while self._lists and (
            self._lists[-1].depth > number.level
            or (self._lists[-1].depth == number.level and not self._goes_on(self._lists[-1], number))
        ):
            self._lists.pop()
        if not self._lists or self._lists[-1].depth < number.level:
            new = OpenList(number.list, number.level, ordered, number.indent)
            (self._lists[-1].items[-1] if self._lists else self._made).append(new)
            self._lists.append(new)
        self._lists[-1].numbers.append(number)
        runs = [text for run in runs_between_breaks(inlines, 2) if (text := lines(run))]
        self._lists[-1].items.append([Paragraph(run) for run in runs])

    def _goes_on(self, found: OpenList, number: Number) -> bool:
        """Return whether a number belongs to a list, be it as one of several labels that do not count."""
        if (found.kind, found.ordered) == (number.list, number.label is not None):
            return True
        last = found.numbers[-1]
        labelled = last.label and number.label and not last.usual and not number.usual
        return bool(labelled) and last.indent == number.indent

    # Captions, pictures, tables

    def _append(self, block: Block) -> None:
        self._flush_caption()
        self._lists.clear()
        self._made.append(block)

    def _flush_caption(self) -> None:
        """Keep a caption of nothing as a paragraph."""
        caption, self._caption = self._caption, ()
        before = self._made[-1] if self._made else None
        if caption and isinstance(before, Table) and not before.caption and _OF_TABLE.match(plain_text(caption)):
            self._made[-1] = replace(before, caption=caption)
        elif caption:
            self._lists.clear()
            self._made.append(Paragraph(caption))

    def _add_caption(self, inlines: Inlines) -> None:
        """Give a caption to what is before it, if that lacks one; else keep it for what comes next."""
        self._flush_caption()
        before = self._made[-1] if self._made else None
        if isinstance(before, Figure) and not before.caption and not _OF_TABLE.match(plain_text(inlines)):
            caption, credit = split_credit(inlines)
            at = len(self._made) - 1
            pictures = before.pictures
            while at and isinstance(above := self._made[at - 1], Figure) and not above.caption:
                pictures, at = (*above.pictures, *pictures), at - 1
            self._made[at:] = [replace(before, pictures=pictures, caption=caption, credit=credit)]
        else:
            self._caption = inlines

    def _add_figure(self, figure: Figure) -> None:
        if _OF_PICTURE.match(plain_text(self._caption)):  # as a rule, captions of pictures are below them
            words, credit = split_credit(self._caption)
            figure, self._caption = replace(figure, caption=words, credit=credit), ()
        self._flush_caption()
        self._lists.clear()
        self._made.append(figure)

    def _table(self, element: Any) -> None:
        self._lists.clear()
        rows = []
        blocks: list[Block] = []
        aside: list[Figure] = []
        held: list[list[list[Block]]] = []
        for row in children_of(element, "tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                self._body.account.add(Kind.TRACKED_CHANGE, "".join(one.text or "" for one in row.iter(f"{_W}delText")))
                continue
            cells = []
            held.append([])
            for cell in children_of(row, "tc"):
                inner = Flow(self._body, self._part, in_cell=True).read(cell)
                blocks += inner
                if any(isinstance(block, Table | ItemList) for block in inner):
                    self._body.account.add(Kind.FLATTENED, words_in(cell))
                aside += [block for block in inner if isinstance(block, Figure)]
                cells.append((cell, cell_inlines(inner)))
                held[-1].append(inner)
            if cells:
                rows.append((row, cells))
        if any(isinstance(block, Figure) for block in blocks) and (gallery := gallery_of(held)):
            for figure in gallery:
                self._add_figure(figure)
            return
        longest = max((len(plain_text(inlines)) for _, cells in rows for _, inlines in cells), default=0)
        if max((len(cells) for _, cells in rows), default=0) <= 1 or longest > _LONGEST_CELL:
            for block in blocks:  # a box, or columns of text
                self._append(block)
            return
        table = read_rows(rows, element.find(f"{_W}tblPr"))
        caption, self._caption = self._caption, ()
        stated = element.find(f"{_W}tblPr/{_W}tblCaption")
        if not caption and stated is not None and (text := stated.get(f"{_W}val", "").strip()):
            caption = (Text(text),)
        self._made.append(replace(table, caption=caption))
        self._body.account.add_moved(aside)
        self._made += aside
