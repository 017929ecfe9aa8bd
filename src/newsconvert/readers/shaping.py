"""Shared by the readers of marked-up formats: detect headline and citation among blocks, remove invalid content."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import Any
from urllib.parse import urljoin, urlsplit

from ..errors import EmptyInputError
from ..markup import XML_INVALID
from ..model import (
    Article,
    Block,
    Code,
    Figure,
    Heading,
    Inline,
    Inlines,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Paragraph,
    Quotation,
    Source,
    Strong,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    article_text,
    block_inlines,
    map_inlines,
    notes,
    plain_text,
)
from ..patterns import pattern
from ..result import Converted, Kind, Warning
from .characters import TO_CLEAN, unbalanced_controls
from .structure.citations import cited_source, cites_source, rights_line, source_line
from .structure.line import Line, Page


class MarkedHeading(Heading):
    """A heading as marked-up formats count them, from 1 for a headline to 9, until `levelled` gives it its level."""

    __slots__ = ()

    def __post_init__(self) -> None:
        """Take any level."""


class BoldLine(Paragraph):
    """A bold line that is no heading, such as the title of a box, until `levelled` makes it a paragraph."""

    __slots__ = ()


class FramedLine(Paragraph):
    """A paragraph of a document in a frame, which says nothing of the article; `levelled` makes it a paragraph."""

    __slots__ = ()


_CONTENTS = pattern(r"(?:ال)?(?:محتويات|فهرس)|(?:جدول|فهرس|قائمة) المحتويات|(?:table of )?contents", re.IGNORECASE)


def is_contents_title(text: str) -> bool:
    """Return whether a line names the table of contents below it."""
    return bool(_CONTENTS.fullmatch(text.strip(" :：\n")))


def without_headings(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a box with its headings as bold lines: what stands after the box is not under them."""
    return [BoldLine((Strong(block.inlines),)) if isinstance(block, Heading) else block for block in blocks]


#: What a note may begin with: its number or sign, marked as one, «1.», «[١]», «*», or what a way back leaves of it.
_OWN_LABEL = pattern(
    r"\s*(?:[↑^](?=\s)|"
    r"(?P<opening>[\[(]?)\s*(?P<mark>\w{1,6}|\*{1,3}|[†‡§])\s*(?P<closing>[-–—](?!\s*\d)|[\])]?[.:]?)(?!\d)"
    r"|\[\s*\][.:]?|\(\s*\)[.:]?|[\]).:](?=\s))\s*"
)


def without_label(blocks: list[Block], label: str) -> tuple[list[Block], str]:
    """Return the blocks of a note without the number or sign that opens it, if its mark has that `label`, and this."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph) or not first.inlines:
        return blocks, ""
    raised = isinstance(first.inlines[0], Superscript)
    found = _OWN_LABEL.match(plain_text(first.inlines[:1] if raised else first.inlines))
    if found is None:
        return blocks, ""
    if mark := found["mark"]:
        same = mark == label or (mark.isdecimal() and label.isdecimal() and int(mark) == int(label))
        if not same or (mark.isalnum() and not (raised or found["opening"] or found["closing"])):
            return blocks, ""  # the first word of a sentence
    rest: list[Inline] = list(first.inlines)
    left = found.end()
    while rest and left >= (size := len(plain_text((rest[0],)))):
        left -= size
        del rest[0]
    if left and rest and isinstance(text := rest[0], Text):
        rest[0] = Text(text.text[left:])
    kept = stripped(tuple(rest))
    return ([replace(first, inlines=kept), *blocks[1:]], found[0]) if kept else (blocks, "")


#: Where a link in an article may lead; anything else (scripts, local files) keeps its text alone.
_SCHEMES = {"http", "https", "ftp", "ftps", "mailto", "tel", "sms"}


def take_headline(blocks: list[Block]) -> str:
    """Remove the headline from `blocks` and return it: the first block with a plain run of text, or a first item.

    Blank blocks before it are removed too; pictures, tables and the like stay, and so do notes of the headline, as
    blocks. If there is nothing else, the first text of these is the headline. Return an empty string without any text.
    """
    at = 0
    while at < len(blocks):
        block = blocks[at]
        left: tuple[Block, ...] = ()
        if isinstance(block, Heading | Paragraph) or (isinstance(block, Quotation) and not block.blocks):
            run = block.inlines
        elif isinstance(block, ItemList) and (not block.items or isinstance(block.items[0], tuple)):
            run = block.items[0] if block.items and isinstance(block.items[0], tuple) else ()
            left = (replace(block, items=block.items[1:], start=block.start + 1),) if block.items[1:] else ()
        else:
            at += 1
            continue
        blocks[at : at + 1] = [*(inner for note in notes((Paragraph(run),)) for inner in note.blocks), *left]
        if text := one_line(plain_text(run)):
            return text
    texts = (one_line(plain_text(inlines)) for block in blocks for inlines in block_inlines(block))
    return next(filter(None, texts), "")


def take_citation(blocks: list[Block], stated: Source) -> Source | None:
    """Remove the citation from `blocks` if it is the last block, or one of the first, as forms of sites have it.

    One that is labelled may have corrections and references after it, and is not of a table or picture above it.

    Return the source, completed from `stated`.
    """
    at = next((at for at in (-1, *range(min(_HEAD, len(blocks) - 2))) if _is_citation(blocks, at)), None)
    labelled = [at for at in range(1 - len(blocks), -1) if _is_labelled(blocks[at])] if at is None else []
    if len(labelled) == 1 and labelled[0] >= -_FOOT and not isinstance(blocks[labelled[0] - 1], Figure | Table):
        at = labelled[0]
    if at is not None and isinstance(found := blocks[at], Paragraph):
        del blocks[at]
        while at < 0 and len(blocks) > 1 and isinstance(blocks[-1], ThematicBreak):  # it set the source apart
            blocks.pop()
        lines = [found]
        above = len(blocks) - 1 if at == -1 else at - 1
        while above > 0 and _is_labelled(before := blocks[above]) and isinstance(before, Paragraph):
            lines.insert(0, before)  # the first is the source, and the others are its sources
            del blocks[above]
            above -= 1
        texts = [plain_text(line.inlines).strip() for line in lines]
        cited = [cited_source(text) for text in texts]
        links = (node.url for line in lines for node in line.inlines if isinstance(node, Link))
        url = next((one.url for one in cited if one.url), None) or next(links, None)
        stated = replace(stated, name=stated.name or cited[0].name, url=stated.url or url, citation="\n".join(texts))
    return stated if stated != Source() else None


def _is_labelled(block: Block) -> bool:
    text = _line_of_article(block)
    return bool(LABELLED_SOURCE.fullmatch(text)) and cites_source(text)


def _line_of_article(block: Block) -> str:
    """Return the text of a paragraph that is not of a frame; an empty text for any other block."""
    own = isinstance(block, Paragraph) and not isinstance(block, FramedLine)
    return plain_text(block.inlines).strip() if isinstance(block, Paragraph) and own else ""


#: Blocks from each end that may name the source.
_HEAD, _FOOT = 3, 6
LABELLED_SOURCE = pattern(r"المصدر\s*[:：]\s*\S.{1,60}")


def _is_citation(blocks: list[Block], at: int) -> bool:
    """Return whether a block is the line that names the source; above the text it must be labelled as one."""
    block = blocks[at] if len(blocks) > 1 else None
    text = _line_of_article(block) if block else ""
    if not text or "\n" in text or _MORE.match(text) or (at >= 0 and not LABELLED_SOURCE.fullmatch(text)):
        return False
    page = Page([Line(text, gap=False)])
    return bool(source_line(page, 0) or rights_line(page, 0))


#: What leads to another page, and does not name the source.
_MORE = pattern(r"\W*(?:للمزيد|لمزيد|للاطلاع|لقراءة|لمعرفة)(?!\w)(?!.*(?:مصدر|المادة الأصلية|النص الأصلي))")

#: Labels of fields of a site's forms, which stand over what they name.
LABEL = pattern(
    r"(?:المصدر|الكاتب|كتب|بقلم|إعداد|تصوير|ترجمة|التاريخ|تاريخ النشر)\s*[:：]|"
    "المصدر|(?:اسم )?الكاتب|التاريخ|تاريخ النشر"
)


def join_labels(blocks: list[Block]) -> list[Block]:
    """Return blocks with labels that are paragraphs of their own at the head of what they name, as one line."""
    found: list[Block] = []
    for block in blocks:
        label = found[-1] if found else None
        short = 0 < len(_line_of_article(block)) <= _VALUE
        if short and isinstance(label, Paragraph) and LABEL.fullmatch(_line_of_article(label)):
            found[-1] = Paragraph(merged([*stripped(label.inlines), Text(" "), *block_inlines(block)[0]]))
            continue
        found.append(block)
    return found


_VALUE = 60


LONGEST_BOLD = 90


def with_bold_headings(blocks: list[Block]) -> list[Block]:
    """Return blocks with short paragraphs that are wholly bold, above others, as the headings that they stand for."""
    level = 2 + any(isinstance(block, Heading) and block.level >= 2 for block in blocks)
    found: list[Block] = []
    for block, following in zip_longest(blocks, blocks[1:]):
        head, rest = _bold_head(block) if isinstance(block, Paragraph) else (None, None)
        if head is None or not (rest or isinstance(following, Paragraph | ItemList | Table | Figure | Quotation)):
            found.append(block)
            continue
        found.append(MarkedHeading(level, head))
        if rest and isinstance(block, Paragraph):
            found.append(replace(block, inlines=rest))
    return found


def _bold_head(block: Paragraph) -> tuple[Inlines | None, Inlines | None]:
    """Return the bold line that a paragraph is or begins with, and what comes after it."""
    first, rest = block.inlines[:1], block.inlines[1:]
    if isinstance(block, BoldLine):
        return None, None
    if not first or not isinstance(bold := first[0], Strong) or (rest and not isinstance(rest[0], LineBreak)):
        return None, None
    text = plain_text(bold.children).strip()
    if len(text) > LONGEST_BOLD or "\n" in text or text.endswith((".", "،", "؛", "»", '"', "!")) or not text:
        return None, None
    return bold.children, stripped(rest)


def levelled(blocks: list[Block]) -> tuple[Block, ...]:
    """Return `blocks` with headings of levels 2 to 6: all one level deeper if some have level 1.

    Headings in quotations and items are levelled with them.
    """
    deeper = any(isinstance(block, Heading) and block.level < 2 for block in blocks)
    return tuple(_levelled(block, deeper) for block in blocks)


def _levelled(block: Block, deeper: bool) -> Block:
    stated: dict[str, Any] = {}
    if isinstance(block, Heading):
        stated = {"language": block.language, "direction": block.direction}
        return Heading(max(2, min(block.level + deeper, 6)), block.inlines, **stated)
    if isinstance(block, BoldLine | FramedLine):
        return Paragraph(block.inlines, language=block.language, direction=block.direction)
    if isinstance(block, Quotation) and block.blocks:
        return replace(block, blocks=tuple(_levelled(one, deeper) for one in block.blocks))
    if isinstance(block, ItemList) and any(isinstance(item, ListItem) for item in block.items):
        items = (
            replace(item, blocks=tuple(_levelled(one, deeper) for one in item.blocks))
            if isinstance(item, ListItem)
            else item
            for item in block.items
        )
        return replace(block, items=tuple(items))
    return block


def web_link(target: str, base: str | None = None) -> str | None:
    """Return the absolute address of a link, or None if it cannot be followed from a document."""
    try:
        whole = urljoin(base or "", target.strip())
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme.lower() in _SCHEMES and (parts.netloc or parts.path) else None


def link_whole(block: Block, target: str) -> Block:
    """Return a paragraph or a heading as a link, if it holds none."""
    if not isinstance(block, Paragraph | Heading) or any(isinstance(node, Link | Note) for node in block.inlines):
        return block
    return replace(block, inlines=(Link(target, block.inlines),))


def one_line(text: str) -> str:
    """Return `text` with its line breaks as spaces."""
    return " ".join(line.strip() for line in text.splitlines()).strip()


def merged(inlines: list[Inline]) -> Inlines:
    """Return `inlines` with equal neighbours merged and empty ones removed."""
    found: list[Inline] = []
    for node in inlines:
        last = found[-1] if found else None
        if isinstance(node, Text):
            if isinstance(last, Text):
                found[-1] = Text(last.text + node.text)
            elif node.text:
                found.append(node)
        elif isinstance(node, Code | LineBreak | Note):
            found.append(node)
        elif not node.children:
            continue
        elif not isinstance(node, Link) and not isinstance(last, Link) and type(last) is type(node):
            found[-1] = replace(node, children=merged([*last.children, *node.children]))
        else:
            found.append(node)
    return tuple(found)


def stripped(inlines: Inlines) -> Inlines:
    """Return `inlines` without surrounding white space and line breaks."""
    kept = list(merged(list(inlines)))
    while kept and (isinstance(first := kept[0], LineBreak) or (isinstance(first, Text) and not first.text.strip())):
        del kept[0]
    while kept and (isinstance(last := kept[-1], LineBreak) or (isinstance(last, Text) and not last.text.strip())):
        del kept[-1]
    if kept and isinstance(first := kept[0], Text):
        kept[0] = Text(first.text.lstrip())
    if kept and isinstance(last := kept[-1], Text):
        kept[-1] = Text(last.text.rstrip())
    return tuple(kept)


def remove_invalid(found: Converted[Article]) -> Converted[Article]:
    """Return an article without invalid characters, from any reader, and a warning for each kind.

    These are characters that XML cannot hold and controls of direction without a partner. Plain text is rid of them
    line by line; a title in a record, a value in front matter or a Word document may hold them as well. Where nothing
    is left of the headline, the first block takes its place. Raise EmptyInputError where nothing is left at all.
    """
    article = found.value
    source = article.source or Source()
    if not TO_CLEAN.search("\n".join((*article_text(article), source.name or "", source.url or ""))):
        return found
    dropped: list[str] = []
    body = [map_inlines(block, lambda run: _tidied_inlines(run, dropped)) for block in article.body]
    fields: dict[str, Any] = {
        name: None if (text := getattr(article, name)) is None else _tidied_text(text, dropped)
        for name in ("headline", "kicker", "deck", "byline", "dateline", "timestamp", "place", "agency")
    }
    if not fields["headline"].strip():
        fields["headline"] = take_headline(body)
        if not fields["headline"].strip():
            raise EmptyInputError("the file holds no text; give one with at least a headline.")
    stated: dict[str, Any] = {
        name: None if (text := getattr(source, name)) is None else _tidied_text(text, dropped)
        for name in ("name", "url", "citation")
    }
    tidy = replace(article, body=tuple(body), source=article.source and replace(source, **stated), **fields)
    return Converted(tidy, (*found.warnings, *_warnings(dropped)))


def _warnings(dropped: list[str]) -> list[Warning]:
    invalid = [character for character in dropped if XML_INVALID.match(character)]
    bidi = [character for character in dropped if not XML_INVALID.match(character)]
    told = (
        (Kind.INVALID_CHARACTER, "Dropped characters invalid in documents", invalid),
        (Kind.BIDI_CONTROL, "Removed unbalanced direction controls", bidi),
    )
    return [
        Warning(kind, f"{what}: {', '.join(sorted({f'U+{ord(character):04X}' for character in found}))}.")
        for kind, what, found in told
        if found
    ]


def _wrong(text: str) -> set[int]:
    return {*unbalanced_controls(text), *(found.start() for found in XML_INVALID.finditer(text))}


def _tidied_text(text: str, dropped: list[str]) -> str:
    wrong = _wrong(text)
    dropped += [text[at] for at in sorted(wrong)]
    return "".join(character for at, character in enumerate(text) if at not in wrong)


def _tidied_inlines(inlines: Inlines, dropped: list[str]) -> Inlines:
    """Clean a block's text as a whole, because paired controls may be in different inlines."""
    text = plain_text(inlines)
    wrong = _wrong(text)
    dropped += [text[at] for at in sorted(wrong)]
    at = 0

    def without(node: Inline) -> Inline:
        nonlocal at
        if isinstance(node, Text | Code | LineBreak):
            start, at = at, at + len(plain_text((node,)))
            if isinstance(node, LineBreak):
                return node
            return replace(node, text="".join(node.text[i - start] for i in range(start, at) if i not in wrong))
        if isinstance(node, Note):
            return replace(node, blocks=tuple(map_inlines(block, tidy) for block in node.blocks))
        return replace(node, children=tuple([without(child) for child in node.children]))

    def tidy(run: Inlines) -> Inlines:
        return _tidied_inlines(run, dropped)

    return tuple([without(node) for node in inlines])
