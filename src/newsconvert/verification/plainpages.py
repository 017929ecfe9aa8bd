"""The texts of a web page, one for each block, as a plain parser finds them: see `walks`."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
    ]
)
#: What is no text of a page, and what browsers show in place of what they cannot play.
_SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "title",
        "noscript",
        "video",
        "audio",
        "object",
        "iframe",
        "canvas",
        "svg",
        "select",
        "datalist",
        "textarea",
        "rp",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
#: The number of a note at its place in the text, and before the note, as a link from one to the other.
_MARK = re.compile(r"\s*[\[(]?(?:\w{1,4}|[*†‡§↩^↑]{1,3})\ufe0e?[\])]?\s*")
_MARK_ROLES = re.compile(r"\b(?:noteref|doc-noteref|backlink|doc-backlink)\b")
_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "menu", "toolbar"])
_LONGEST_HEADER = 200


class Block:
    """A text of a page, and the element of its frame that it is in, if any."""

    def __init__(self, frame: Frame | None = None) -> None:
        self.text, self.frame = "", frame


class Frame:
    """A menu, a header or a footer of a page; a header with the headline, or a long one, is of the article.

    A headline in a header is the name of the site if it leads to its home, or if another one follows outside of it.
    """

    def __init__(self, tag: str) -> None:
        self.tag, self.letters = tag, 0
        self.holds_headline = self.names_site = False

    def is_of_page(self) -> bool:
        """Return whether it is of the page and not of the article."""
        if self.tag != "header" or self.names_site:
            return True
        return not (self.holds_headline or self.letters > _LONGEST_HEADER)


class _Page(HTMLParser):
    """Collects the texts of a page, one for each block."""

    def __init__(self, *, plain: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = [Block()]
        self._plain = plain
        self._silent: list[str] = []
        self._within: list[tuple[str, Frame | None]] = []
        self._mark: tuple[Block, int] | None = None
        self._headed: Frame | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.append(tag)
            return
        if tag in _SILENT:
            self._silent.append(tag)
            return
        told = dict(attrs)
        frame = self._frame()
        if tag == "h1":
            if self._headed and self._headed is not frame:
                self._headed.names_site = True
            self._headed = frame
            if frame:
                frame.holds_headline = True
        in_article = any(one in ("article", "main") for one, _ in self._within)
        menu = tag in ("nav", "amp-sidebar", "amp-ad") or told.get("role") in _ROLES
        edge = tag in ("header", "footer") and not in_article and not frame
        if tag not in _VOID:  # a menu in the header with the headline is of the page
            self._within.append((tag, Frame(tag) if menu or edge else frame))
        if tag not in _INLINE:
            self.blocks.append(Block(self._frame()))
        if tag == "a":
            if frame and any(one == "h1" for one, _ in self._within):
                frame.names_site |= told.get("rel") == "home" or told.get("href") == "/"
            raised = any(one == "sup" for one, _ in self._within[-4:])
            kinds = f"{told.get('role') or ''} {told.get('epub:type') or ''}"
            refers = (raised and "#" in (told.get("href") or "")) or _MARK_ROLES.search(kinds)
            self._mark = (self.blocks[-1], len(self.blocks[-1].text)) if refers else None

    def _frame(self) -> Frame | None:
        return self._within[-1][1] if self._within else None

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if tag == "a" and self._mark:
            block, start = self._mark
            if _MARK.fullmatch(block.text, start):
                block.text = block.text[:start]
            self._mark = None
        at = next((at for at in range(len(self._within) - 1, -1, -1) if self._within[at][0] == tag), None)
        if at is not None:
            del self._within[at:]
        if tag not in _INLINE:
            self.blocks.append(Block(self._frame()))

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if frame := self._frame():
            frame.letters += len(data.strip())
        self.blocks[-1].text += data if self._plain else re.sub(r"\s+", " ", data)


def page_blocks(markup: str, *, plain: bool = False) -> list[Block]:
    """Return the texts of a page; with `plain`, each line of the markup stays one."""
    page = _Page(plain=plain)
    page.feed(markup)
    page.close()
    return [one for one in page.blocks if one.text.strip()]
