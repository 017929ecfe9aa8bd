"""Quotations of web pages, with whose words they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..model import Block, Inlines, Link, Paragraph, Quotation
from ..result import Kind
from .elements import remove, text_of
from .shaping import stripped, web_link

if TYPE_CHECKING:
    from .hypertext import Walker

_CITED = re.compile(r"(?:^|[ _-])(?:citation|cite|attribution|author)(?:[ _-]|$)", re.IGNORECASE)
_TWEET = re.compile(r"(?:^| )(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post)(?: |$)")


_ACCOUNT = re.compile(r"@[\w.]{1,40}")


def _account_over(element: Any) -> Any:
    """Return the link to the account that opens a post, over its words; None where it begins with its words."""
    first = next((one for one in element.iter() if isinstance(one.tag, str) and (one.text or "").strip()), None)
    opens = first is not None and first.tag in ("a", "p", "div") and _ACCOUNT.fullmatch(text_of(first))
    return first if opens else None


def read_quotation(walker: Walker, element: Any) -> Iterator[Block]:
    """Yield a quotation, with the footer or the trailing `cite` that says whose words it is."""
    by = next((child for child in element if child.tag in ("footer", "cite")), None)
    if by is None and (last := next(iter(reversed(element)), None)) is not None:
        cite = last.find("cite") if isinstance(last.tag, str) else None
        by = cite if cite is not None and text_of(cite) == text_of(last) else None
        if by is None and len(element) > 1 and _CITED.search(last.get("class", "")):
            by = last
    if by is None and _TWEET.search(element.get("class", "")):
        by = _account_over(element)
    attribution: Inlines = ()
    if by is not None:
        attribution = stripped(tuple(walker.inlines(by)))
        remove(by)
    if (address := web_link(element.get("cite", ""), walker.base)) and element.get("cite"):
        if attribution and not any(isinstance(node, Link) for node in attribution):
            attribution = (Link(address, attribution),)
        elif not any(isinstance(node, Link) and node.url == address for node in attribution):
            walker.account.add(Kind.ATTRIBUTE, address)
    blocks = walker.blocks(element)
    if by is None and _TWEET.search(element.get("class", "")) and len(blocks) > 1:
        last_block = blocks.pop()
        attribution = last_block.inlines if isinstance(last_block, Paragraph) else ()
    if len(blocks) == 1 and isinstance(only := blocks[0], Paragraph):
        yield Quotation(only.inlines, (), attribution, language=only.language, direction=only.direction)
    elif blocks:
        yield Quotation((), tuple(blocks), attribution)
    elif attribution:
        yield Paragraph(attribution)
