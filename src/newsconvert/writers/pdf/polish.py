"""Punctuation that is drawn better than it was typed, while the text stays as it was typed.

What is drawn otherwise is marked with a character that has no ink; the text layer and the tags have what was typed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...model import Article, Block, Code, Heading, Inlines, Preformatted, Verse
from ...model.texts import map_inlines, map_texts, plain_text

#: Stands after what is drawn otherwise than it was typed.
MARK = "\N{VARIATION SELECTOR-1}"
_JOIN = "\N{ZERO WIDTH JOINER}"
#: Joins letters that stand in two styles, see `joining`.
JOINER = _JOIN + MARK
_TYPED = {"«": '"', "»": '"', "…": "...", _JOIN: ""}
_DRAWN = re.compile(f"([{''.join(_TYPED)}]){MARK}")
_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")


def polished(article: Article) -> Article:
    """Return an article in whose Arabic text straight quotes are drawn as « », and three dots as an ellipsis.

    Headings, verse, code and what stands in another direction are left as they are.
    """
    if article.direction != "rtl":
        return article
    return replace(article, body=tuple(map(_polished, article.body)))


def typed(drawn: str) -> str:
    """Return what was typed where this is drawn."""
    return _DRAWN.sub(lambda one: _TYPED[one[1]], drawn) if MARK in drawn else drawn


def _polished(block: Block) -> Block:
    if isinstance(block, Heading | Preformatted | Verse) or getattr(block, "direction", None) == "ltr":
        return block
    return map_inlines(block, _run)


def _run(inlines: Inlines) -> Inlines:
    text = plain_text(inlines)
    if MARK in text or ('"' not in text and "..." not in text) or _has_code(inlines):
        return inlines
    drawn = iter(_guillemets(text))

    def change(part: str) -> str:
        part = re.sub('"', lambda _: '"' if (sign := next(drawn, '"')) == '"' else f"{sign}{MARK}", part)
        return _DOTS.sub(f"…{MARK}", part)

    return map_texts(inlines, change)


def _has_code(inlines: Inlines) -> bool:
    return any(isinstance(one, Code) or _has_code(getattr(one, "children", ())) for one in inlines)


def _guillemets(text: str) -> str:
    """Return what the straight quotes of a paragraph are drawn as, nothing if they do not open and close.

    A quotation of several paragraphs opens at the start of each and closes at the end of the last.
    """
    signs, depth = "", 0
    for at in (one.start() for one in re.finditer('"', text)):
        before, after = text[:at], text[at + 1 :]
        opens = bool(after[:1].strip()) and bool(_BEFORE_OPENING.search(before))
        closes = bool(before[-1:].strip()) and not after[:1].isalnum()
        if depth and closes:
            signs, depth = f"{signs}»", depth - 1
        elif opens and depth < _DEEPEST:
            signs, depth = f"{signs}«", depth + 1
        elif closes and before[-1:].isdecimal():
            signs += '"'  # inches
        elif not signs and closes and not any(map(str.isalnum, after)):
            signs = "»"
        else:
            return ""
    goes_on = depth == 1 and (text.lstrip().find('"') == 0 or _SPEECH.search(text[: text.rindex('"')]))
    return signs if not depth or goes_on else ""


#: How many quotations stand in each other.
_DEEPEST = 2
#: Before a speech that goes on in the next paragraphs.
_SPEECH = re.compile(r":\s*\Z")
#: What a quotation may follow: the start, a space, a sign, or particles that are written joined to the next word.
_BEFORE_OPENING = re.compile(r"(?:^|[^\w])(?:[وفبلك]{0,2}|(?:\w*ـ))\Z")
