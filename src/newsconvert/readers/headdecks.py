"""The deck of marked-up text that no style or class names: a bold line right under the headline."""

from __future__ import annotations

from ..model import Block, Heading, Paragraph, Strong, notes, plain_text
from .credits import read_credit
from .shaping import one_line
from .structure.dates import date_line

_FEWEST, _LONGEST = 4, 140


def take_bold_deck(blocks: list[Block]) -> str | None:
    """Take the bold line right under a headline out of `blocks`, above its credits or a text without other bold lines.

    It is no sentence, question or label. Elsewhere such a line is the heading of a section.
    """
    first = blocks[0] if len(blocks) > 1 else None
    if not isinstance(first, Paragraph) or not _is_bold(first):
        return None
    text = one_line(plain_text(first.inlines))
    if len(text.split()) < _FEWEST or len(text) > _LONGEST or text.endswith(_SENTENCES) or _is_credit(text):
        return None
    after = one_line(plain_text(after.inlines)) if isinstance(after := blocks[1], Paragraph) else ""
    others = any(isinstance(one, Heading) or (isinstance(one, Paragraph) and _is_bold(one)) for one in blocks[1:])
    if not after or list(notes((first,))) or (others and not _is_credit(after)):
        return None
    del blocks[0]
    return text


_SENTENCES = (".", ":", "؟", "?", "!", "…", "،", "؛")


def _is_bold(block: Paragraph) -> bool:
    return bool(block.inlines) and all(isinstance(node, Strong) for node in block.inlines)


def _is_credit(text: str) -> bool:
    return bool(date_line(text) or read_credit(text, sure=True))
