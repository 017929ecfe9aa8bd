"""Walk a tree of HTML in document order: each text node of it becomes part of a block, or is counted as left out.

The elements are those of the HTML standard (HTML Living Standard, section 4), with the classes that common publishing
systems give captions, credits, poems and what does not belong to an article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from ..arabic import arabic_indic, is_rtl
from ..languages import RTL_LANGUAGES
from ..model import (
    Block,
    Code,
    Direction,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from ..result import Kind
from .account import Account
from .directions import stated_ltr
from .elements import (
    ARROWS,
    BACK,
    CONTROLS,
    EMBEDS,
    SILENT,
    SPACE,
    find_notes,
    holds_only_notes,
    is_note_in_line,
    is_phrasing,
    note_mark,
    opens_note,
    raw_text,
    remove,
    roles,
    shown_texts,
    text_of,
)
from .linebreaks import lines, row_line
from .markupxml import LANG
from .mathml import formula
from .shaping import merged, web_link, without_label
from .webfigures import read_embed, read_inline_picture
from .webflow import Flow

_SPANS: dict[str, Callable[[Inlines], Inline]] = {
    "b": Strong, "strong": Strong, "em": Emphasis, "i": Emphasis, "s": Strikethrough, "strike": Strikethrough,
    "sup": Superscript, "sub": Subscript,
}  # fmt: skip
#: Links that print the page or close its window.
_OF_WINDOW = re.compile(r"\s*javascript:\s*(?:window|self|top|parent)?\.?(?:print|close|history)\b", re.IGNORECASE)
_CODE = frozenset(("code", "kbd", "samp", "tt"))
_REDIRECT = re.compile(r"https://www\.google\.com/url\?(?:[^#]*&)?q=(https?(?::|%3A)[^&#]+)")

#: Gives the bytes of a picture by its address.
Loader = Callable[[str], Image | None]


class Walker:
    """Makes blocks of elements.

    `base` is the address that links are relative to. `load` gives the bytes of a picture by its address as written, or
    None. `language` is the article's: blocks of another that the page states are marked. `leave_out` says which
    elements are no part of the article (menus and the like); they are counted in `account`. `exact` is for markup of
    the writers, which states the direction of each block, and has no tables for layout.
    """

    def __init__(
        self,
        account: Account,
        *,
        base: str | None = None,
        load: Loader = lambda _: None,
        language: str = "ar",
        leave_out: Callable[[Any], bool] = lambda _: False,
        exact: bool = False,
    ) -> None:
        self.account, self.base, self.load = account, base, load
        self._language, self.leave_out, self.exact = language, leave_out, exact
        self._notes: dict[str, Any] = {}
        self._bodies: frozenset[Any] = frozenset()
        self._noted: dict[str, str] = {}  # the mark of each note, as documents print it
        self._counted = 0  # notes with the number that documents give them by themselves
        self._show: Callable[[int], str] = str

    def article(self, element: Any) -> list[Block]:
        """Return the blocks of the element that holds an article, with its notes at their marks."""
        self._notes = find_notes(element)
        self._bodies = frozenset(self._notes.values())
        self._show = arabic_indic if self._notes and is_rtl(text_of(element)) else str
        self.account.content += shown_texts(element)
        blocks = self.blocks(element)
        for name, body in self._notes.items():
            if name not in self._noted:  # its mark was left out
                blocks += self.blocks(body)
        return blocks

    def blocks(self, element: Any) -> list[Block]:
        """Return the blocks inside an element."""
        return Flow(self, element).blocks

    def inlines(self, element: Any, *, aside: list[Block] | None = None) -> Iterator[Inline]:
        """Yield the inlines inside an element; blocks inside it become lines, but figures go to `aside` if given."""
        yield Text(SPACE.sub(" ", element.text or ""))
        for child in element:
            yield from self.inline(child, aside)
            yield Text(SPACE.sub(" ", child.tail or ""))

    def inline(self, child: Any, aside: list[Block] | None) -> Iterator[Inline]:
        """Yield what one element is inside a paragraph, without its tail."""
        tag = child.tag
        if self.is_note_in_line(child):
            yield Note(tuple(Flow(self, child).blocks))
            return
        if self.is_skipped(child):
            return
        if tag == "br":
            yield LineBreak()
        elif tag == "img":
            yield from read_inline_picture(self, child, aside)
        elif tag in EMBEDS:
            yield from read_embed(self, child, aside)
        elif tag == "math":
            if child.find(".//mfrac") is not None or child.find(".//mtable") is not None:
                self.account.add(Kind.FLATTENED, text_of(child))
            yield from formula(child)
        elif tag == "wbr":
            yield Text("\u200b")
        elif tag == "svg":
            yield from self._drawing(child)
        elif tag in _CODE:
            text = raw_text(child)
            yield Code(text.replace("\n", " ")) if text.strip() else Text(text)
        elif tag == "q":
            if address := child.get("cite"):
                self.account.add(Kind.ATTRIBUTE, address)
            yield from (Text("«"), *self.inlines(child, aside=aside), Text("»"))
        elif tag in ("rt", "rp"):
            text = text_of(child)
            yield Text(text if text in ("(", ")", "") or child.getparent().find("rp") is not None else f" ({text})")
        else:
            if note := self._note(child):
                yield note
                return
            inner = merged(list(self.inlines(child, aside=aside)))
            if is_phrasing(child) and not self.exact:
                inner = merged(list(stated_ltr(child, inner)))
            if tag in ("abbr", "acronym") and (title := " ".join(child.get("title", "").split())):
                self.account.add(Kind.ATTRIBUTE, title)
            if tag == "a" and (target := self.link(child)):
                yield Link(target, inner)
            elif make := _SPANS.get(tag):
                yield make(inner)
            elif is_phrasing(child):
                yield from inner
            elif tag == "tr":  # of a table in a cell
                yield from (LineBreak(), *row_line(self._cells(child, aside)), LineBreak())
            else:  # a block where none is expected
                yield from (LineBreak(), *inner, LineBreak())

    def _cells(self, row: Any, aside: list[Block] | None) -> Iterator[Inlines]:
        yield (Text(SPACE.sub(" ", row.text or "")),)
        for child in row:
            yield lines(tuple(self.inline(child, aside)))
            yield (Text(SPACE.sub(" ", child.tail or "")),)

    def _drawing(self, element: Any) -> Iterator[Inline]:
        """Yield the words in a drawing (SVG 2, section 11); its label, title and description are counted."""
        words = [text for one in element.iter("text", "foreignobject") if (text := text_of(one))]
        label = element.get("aria-label", "")
        missing = not words and any(True for _ in element.iterancestors("figure"))
        if missing:
            self.account.add(Kind.PICTURE_MISSING, label or text_of(element) or "SVG")
        for text in dict.fromkeys(("" if missing else label, *map(text_of, element.iter("title", "desc")))):
            if text:
                self.account.add(Kind.ATTRIBUTE, text)
        yield Text(f" {' '.join(words)} " if words else "")

    def is_skipped(self, element: Any) -> bool:
        """Return whether an element is no part of the article; one with text of its own is counted."""
        tag = element.tag
        if opens_note(element) and element.getnext() not in self._bodies:
            self.account.left_out.append(text_of(element))  # its number, which documents print anew
            return True
        if element in self._bodies or (self._notes and holds_only_notes(element, self._notes)):
            return True
        if not isinstance(tag, str):
            words = str(element.text or "")
            if re.search(r"\w", words) and not re.match(r"\s*(?:\[|/?wp:|<!|more\b)", words):
                self.account.add(Kind.COMMENT, words)
            return True
        if tag in SILENT or (tag == "noscript" and not text_of(element)):
            return True
        if tag == "del":
            self.account.add(Kind.DELETED_TEXT, text_of(element))
            return True
        if tag in CONTROLS or (tag == "a" and _OF_WINDOW.match(element.get("href", ""))):
            if words := text_of(element, between=" "):
                self.account.add(Kind.PAGE_FURNITURE, words)
            return True
        closed = (tag == "dialog" and "open" not in element.attrib) or "popover" in element.attrib
        if closed or tag in ("noscript", "canvas") or "hidden" in element.attrib:
            if words := text_of(element):
                self.account.add(Kind.HIDDEN_TEXT, words)
            return True
        if self.leave_out(element):
            if words := text_of(element, between=" ") or " ".join(one.get("alt", "") for one in element.iter("img")):
                self.account.add(Kind.PAGE_FURNITURE, words)
            return True
        return False

    def is_note_in_line(self, element: Any) -> bool:
        """Return whether an element is a note where its mark stands, and no mark leads to it."""
        return is_note_in_line(element) and element not in self._bodies

    def _note(self, element: Any) -> Note | Superscript | None:
        """Return the note whose mark an element is."""
        anchor = note_mark(element)
        name = anchor.get("href", "")[1:] if anchor is not None else ""
        if name not in self._notes:
            return None
        label = text_of(element).strip("[]() ")
        self.account.left_out.append(label)  # the number, which documents print anew
        if name in self._noted:  # marked twice: the note stands at the first mark
            return Superscript((Text(self._noted[name]),))
        counted = not label or (label.isdecimal() and int(label) == self._counted + 1)  # in digits of any script
        self._counted += counted
        self._noted[name] = self._show(self._counted) if counted else label
        body = self._notes[name]
        marks = {f"#{one.get(key)}" for one in element.iter() for key in ("id", "name") if one.get(key)}
        for back in [
            one for one in body.iter("a")
            if BACK.search(roles(one)) or text_of(one) in ARROWS or one.get("href") in marks
        ]:  # fmt: skip
            self.account.left_out.append(words := text_of(back))  # a way back, which documents make anew
            if words and text_of(body).startswith(words):  # the number of the note, with its dash
                back.tail = re.sub(r"^\s*[-–—](?=\s)", "", back.tail or "")
            remove(back)
        blocks = Flow(self, body).blocks
        noted, again = (blocks, "") if self.exact else without_label(blocks, label)
        self.account.left_out.append(again)
        return Note(tuple(noted), None if counted else label)

    def link(self, element: Any) -> str | None:
        """Return where an `a` element leads, if a document can lead there; otherwise the link is counted."""
        target = element.get("href", "").strip()
        if found := _REDIRECT.match(target):  # of Google's programs, to the address itself
            target = unquote(found[1])
        address = None if target.startswith("#") else web_link(target, self.base)
        if address is None and target not in ("", "#") and text_of(element):
            self.account.add(Kind.LINK_DROPPED, target)
        return address

    def at(self, element: Any) -> dict[str, Any]:
        """Return language and direction of an element's blocks, where the page states others than the article's."""
        if self.exact:
            found = {"language": element.get("lang"), "direction": element.get("dir")}
            return found if any(found.values()) else {}
        stated = element.get("lang") or element.get(LANG) or ""
        stated = stated if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", stated) else ""
        other = bool(stated) and stated.split("-")[0].lower() != self._language.split("-")[0]
        direction: Direction | None = None
        if other:
            direction = "rtl" if stated.split("-")[0].lower() in RTL_LANGUAGES else "ltr"
        return {"language": stated if other else None, "direction": direction} if other else {}
