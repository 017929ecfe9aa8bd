"""Addresses in running text, made links."""

from __future__ import annotations

import re

from ...model import Inline, Inlines, Link, Text
from ...patterns import pattern

#: Guillemets belong to an address where both stand in it: news sites keep those of the headline.
URL = pattern(
    r"(?:https?://|www\.)(?:«[^\s<>«»]*»|[^\s<>«»\"'“”])*(?:«[^\s<>«»]*»|[^\s<>«»\"'“”.,،؛;:!؟?)\]}…])", re.IGNORECASE
)
_MAIL = r"[A-Za-z0-9][A-Za-z0-9_.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
_LINK = pattern(f"(?P<url>{URL.pattern})|(?P<mail>{_MAIL})", re.IGNORECASE)


def inlines(text: str) -> Inlines:
    """Return `text` with web and e-mail addresses as links; not a character is lost."""
    if not ("://" in text or "@" in text or "www." in text):
        return (Text(text),)
    parts: list[Inline] = []
    end = 0
    for found in _LINK.finditer(text):
        if found.start() > end:
            parts.append(Text(text[end : found.start()]))
        shown = found[0]
        parts.append(Link(address(shown), (Text(shown),)))
        end = found.end()
    if end < len(text) or not parts:
        parts.append(Text(text[end:]))
    return tuple(parts)


def address(shown: str) -> str:
    """Return what a link leads to that is shown as `shown`."""
    if "://" in shown:
        return shown
    return f"mailto:{shown}" if "@" in shown else f"https://{shown}"
