"""The flow of a web page's content: the blocks of an element in document order."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..arabic import stands_rtl
from ..model import (
    Block,
    Code,
    Figure,
    Inline,
    Inlines,
    LineBreak,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Strong,
    Text,
    ThematicBreak,
    Verse,
    block_inlines,
    plain_text,
)
from .elements import EMBEDS, SPACE, holds_blocks, is_phrasing, raw_text, text_of
from .linebreaks import GAP, hemistichs, lines, runs_between_breaks, single_spaced, split_credit
from .shaping import FramedLine, MarkedHeading, link_whole, stripped, without_headings
from .webfigures import CAPTION, CREDIT_CLASS, is_figure, read_embed, read_figure
from .webframes import FRAMED
from .weblists import read_list, read_terms
from .webquotes import read_quotation
from .webtables import POEM, read_table

if TYPE_CHECKING:
    from .hypertext import Walker


#: Ornaments between parts of a text, and characters that show nothing.
_RULE, _UNSEEN = re.compile(r"(?:[*⁂•·◆✦❖]\s*){3,}|⁂"), " \u200b\u200c\u200d\u2060\ufeff"


def _names_caption(element: Any) -> bool:
    names = element.get("class", "")
    return bool(CAPTION.search(names) or CREDIT_CLASS.search(names))


def _framed(block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return FramedLine(block.inlines, language=block.language, direction=block.direction)


class Flow:
    """The blocks of one element, while they are collected: text between blocks is paragraphs of its own."""

    def __init__(self, walker: Walker, element: Any) -> None:
        """Collect the blocks of `element`."""
        self._walker = walker
        self.blocks: list[Block] = []
        self._pending: list[Inline] = []
        self._after: list[Block] = []  # figures inside of a paragraph, which stand after it
        self._at: dict[str, Any] = {}
        self._walk(element)
        self._flush()

    def _is_inside_text(self) -> bool:
        """Return whether a line of text has begun."""
        waiting = list(self._pending)
        while waiting:
            node = waiting.pop()
            if isinstance(node, LineBreak):
                return False
            if isinstance(node, Text | Code | Note):
                if not isinstance(node, Text) or node.text.strip():
                    return True
            else:
                waiting += node.children
        return False

    def _walk(self, element: Any) -> None:
        self._pending.append(Text(SPACE.sub(" ", element.text or "")))
        for child in element:
            if self._walker.is_note_in_line(child):
                self._pending += self._walker.inline(child, None)
            elif not self._walker.is_skipped(child):
                self._take(child)
            self._pending.append(Text(SPACE.sub(" ", child.tail or "")))

    def _take(self, child: Any) -> None:
        tag = child.tag
        if tag in ("br", "wbr", "math", "svg"):
            self._pending += self._walker.inline(child, None)
        elif tag in EMBEDS:
            stills: list[Block] = []
            if (inner := tuple(read_embed(self._walker, child, stills))) or stills:
                self._flush()
                self.blocks += [*stills, *([Paragraph(inner)] if inner else [])]
        elif is_phrasing(child) and _names_caption(child) and self._take_caption_in_line(child):
            pass
        elif is_phrasing(child) and not holds_blocks(child):
            self._pending += self._walker.inline(child, self._after)
            if self._after and not self._is_inside_text():
                self._flush()
        else:
            self._flush()
            begun = len(self.blocks)
            self._take_block(child)
            if child.get(FRAMED) is not None:
                self.blocks[begun:] = map(_framed, self.blocks[begun:])
            if child.tag not in ("p", "figcaption") and (at := self._walker.at(child)):
                self.blocks[begun:] = [self._with_stated(block, at) for block in self.blocks[begun:]]

    def _with_stated(self, block: Block, at: dict[str, Any]) -> Block:
        """Return a block with the language and direction that its element states, where it has none of its own."""
        if self._walker.exact:
            return replace(block, **at)
        if isinstance(block, ThematicBreak | Figure | Paragraph | Preformatted) or block.language is not None:
            return block
        words, rtl = " ".join(map(plain_text, block_inlines(block))), at["direction"] == "rtl"
        return replace(block, **at) if stands_rtl(words, about=rtl) == rtl else block

    def _take_block(self, child: Any) -> None:
        tag, walker, kind = child.tag, self._walker, child.get("class", "")
        aside: list[Block] = []
        if re.fullmatch("h[1-6]", tag):
            content = lines(tuple(walker.inlines(child, aside=aside)))
            self._block(MarkedHeading(int(tag[1]), content) if content else None)
            self.blocks += aside
        elif tag in ("ul", "ol", "menu", "dir"):
            self.blocks += read_list(walker, child)
        elif is_figure(child):
            self.blocks += read_figure(walker, child)
        elif tag == "dl" and child.find(".//dt") is not None and child.find(".//dd") is not None:
            self.blocks += read_terms(walker, child)
        elif "missing-picture" in kind:  # of ours: a picture that was not available
            link = next(child.iter("a"), None)
            picture = Picture(None, text_of(child), link.get("href") if link is not None else None)
            self._block(Figure((picture,)))
        elif tag == "blockquote":
            self.blocks += read_quotation(walker, child)
        elif tag == "table":
            self.blocks += read_table(walker, child)
        elif tag in ("pre", "listing", "xmp"):
            text = raw_text(child).strip("\n")
            if POEM.search(kind) and text.strip():
                rows = (line.strip() for line in text.split("\n"))
                self._block(Verse(tuple(hemistichs((Text(row),)) for row in rows if row)))
                return
            self._block(Preformatted(text) if text.strip() else None)
        elif tag == "hr":
            self._block(None if "footnotes-sep" in kind else ThematicBreak())
        elif tag in ("summary", "dt"):
            content = stripped(tuple(walker.inlines(child, aside=aside)))
            self._block(Paragraph((Strong(content),)) if content else None)
            self.blocks += aside
        elif (tag == "figcaption" or _names_caption(child)) and self._take_caption(child):
            pass
        elif POEM.search(kind) and (verse := self._verse(child)):
            self._block(verse)
        else:
            before, self._at = self._at, walker.at(child) or self._at
            begun = len(self.blocks)
            self._walk(child)
            self._flush()
            self._at = before
            if tag == "aside":
                self.blocks[begun:] = without_headings(self.blocks[begun:])
            if tag == "a" and (target := walker.link(child)):  # around whole blocks
                self.blocks[begun:] = [link_whole(block, target) for block in self.blocks[begun:]]

    def _take_caption_in_line(self, child: Any) -> bool:
        """Give a caption or a credit, which its class names, to the picture before it in its line."""
        if self._is_inside_text() or child.find(".//img") is not None:
            return False
        self._flush()
        return self._take_caption(child)

    def _take_caption(self, child: Any) -> bool:
        """Give what its class calls a caption or a credit to the picture right above; return whether there is one."""
        above = self.blocks[-1] if self.blocks else None
        if not isinstance(above, Figure) or child.find(".//img") is not None:
            return False
        if CREDIT_CLASS.search(child.get("class", "")):
            if above.credit:
                return False
            self.blocks[-1] = replace(above, credit=lines(tuple(self._walker.inlines(child))))
            return True
        if above.caption:
            return False
        if caption := lines(tuple(self._walker.inlines(child))):
            shown, credit = split_credit(caption)
            self.blocks[-1] = replace(above, caption=shown, credit=above.credit or credit)
        return True

    def _verse(self, child: Any) -> Verse | None:
        if child.xpath(".//ul | .//ol | .//table | .//figure | .//blockquote"):
            return None
        for half in child.iter("span"):
            after = half.getnext()
            if after is not None and half.get("class") == after.get("class") == "hemistich":
                half.tail = GAP
        rows = [
            part for run in runs_between_breaks(lines(tuple(self._walker.inlines(child))), 1) if (part := stripped(run))
        ]
        return Verse(tuple(map(hemistichs, rows))) if rows else None

    def _block(self, block: Block | None) -> None:
        self._flush()
        if block is not None:
            self.blocks.append(block)

    def _is_apt(self, content: Inlines) -> bool:
        """Return whether words have the stated direction: programs write the language they run in over others."""
        rtl = self._at.get("direction") == "rtl"
        return not self._at or self._walker.exact or stands_rtl(plain_text(content), about=rtl) == rtl

    def _flush(self) -> None:
        pending, self._pending = self._pending, []
        for run in runs_between_breaks(tuple(pending), 2):
            content = lines(single_spaced(run))
            words = plain_text(content).strip(_UNSEEN) if content else ""
            if _RULE.fullmatch(words) and not self._walker.exact:
                self.blocks.append(ThematicBreak())
            elif words or any(not isinstance(node, Text) for node in content):
                self.blocks.append(Paragraph(content, **self._at if self._is_apt(content) else {}))
        after, self._after = self._after, []
        self.blocks += after
