"""The direction and language of an article and of its paragraphs, by their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..arabic import has_rtl, is_rtl, word_directions
from ..isolation import is_code_ltr, isolated_runs
from ..languages import RTL_LANGUAGES, detect, primary
from ..model import (
    Article,
    Block,
    Code,
    Direction,
    Heading,
    Inlines,
    ItemList,
    LineBreak,
    ListItem,
    Note,
    Paragraph,
    Preformatted,
    Quotation,
    Text,
    block_inlines,
    map_inlines,
    notes,
    plain_text,
)
from ..patterns import pattern

#: A paragraph in two directions stands in the one of this share of its words, or of less if it begins in it too.
_MOST, _MANY = 0.8, 0.6
#: The fewest words that can outvote others.
_FEWEST = 4
#: What stands between white space and has a letter or digit.
_TERMS = pattern(r"\S*\w\S*")
#: Letters of the scripts from left to right that most such text is in; a paragraph without them needs no count.
_LEFT_TO_RIGHT = pattern("[A-Za-z\u00c0-\u052f\u0900-\u1fff\u3040-\ud7ff]")


def stated_ltr(element: Any, inner: Inlines) -> Inlines:
    """Return the content of an inline element of a web page, isolated where its stated direction shows it otherwise."""
    return isolated_ltr(inner) if _states_ltr(element) else inner


def isolated_ltr(inner: Inlines) -> Inlines:
    """Return what is set from left to right amid other text, isolated where it would be shown otherwise.

    That is of numbers and signs alone, «12-34 / 56»: words have their direction by themselves, and what `isolates`
    finds is isolated anyway. The text stands between LRI and PDI (UAX #9), which browsers take for `dir` too.
    """
    text = plain_text(inner)
    alone = not text.strip() or text.strip().isdecimal()
    if alone or has_rtl(text) or _CONTROLS.search(text):
        return inner
    runs = isolated_runs(f"{_ARABIC}{text}{_ARABIC}", rtl=True)
    if any(run.text.strip() == text.strip() and not run.rtl for run in runs):
        return inner
    return (Text("\N{LEFT-TO-RIGHT ISOLATE}"), *inner, Text("\N{POP DIRECTIONAL ISOLATE}"))


#: Between words the order is that of a paragraph.
_ARABIC = " كلمة "
_CONTROLS = pattern("[\u202a-\u202e\u2066-\u2069]")
_STYLE = pattern(r"(?:^|[;\s])direction\s*:\s*ltr\b")
#: Without it, the direction of a style is that of blocks alone (CSS Writing Modes 3, section 2.2).
_APART = pattern(r"(?:^|[;\s])unicode-bidi\s*:\s*(?:isolate|embed|bidi-override)")


def _states_ltr(element: Any) -> bool:
    style = element.get("style", "")
    return element.get("dir", "").lower() == "ltr" or bool(_STYLE.search(style) and _APART.search(style))


def language_by_words(headline: str, blocks: list[Block], direction: Direction) -> str:
    """Return the language tag of an article that states none."""
    return detect("\n".join((headline, *prose_of(blocks))), rtl=direction == "rtl")


def direction_of(headline: str, blocks: list[Block]) -> Direction:
    """Return the direction of most words of an article."""
    return "rtl" if is_rtl(" ".join([headline, *prose_of(blocks)])) else "ltr"


def prose_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the runs of text in blocks without the code in them, which is in Latin letters in any language."""
    for block in blocks:
        if isinstance(block, Preformatted):
            continue
        if isinstance(block, ItemList):
            yield from (text for item in block.entries for text in prose_of(item.blocks))
        elif isinstance(block, Quotation):
            yield from (*prose_of(block.content), _prose(block.attribution))
        else:
            yield from map(_prose, block_inlines(block))


def _prose(run: Inlines) -> str:
    return plain_text(tuple(node for node in run if not isinstance(node, Code)))


def stated_or_found(stated: str | None, found: str, direction: Direction) -> str:
    """Return the language that a document states, or the one of its words where it cannot be the stated one.

    Programs write the language they run in, `en-US`, over Arabic text.
    """
    return stated if stated and (primary(stated) in RTL_LANGUAGES) == (direction == "rtl") else found


def with_directions(article: Article) -> Article:
    """Return an article whose paragraphs wholly or mostly of the other direction have it, and their language."""
    plain = article.direction == "rtl"
    body = tuple(block if plain and _is_plain(block) else _with_direction(block, article) for block in article.body)
    same = all(new is old for new, old in zip(body, article.body, strict=True))
    return article if same else replace(article, body=body)


def _is_plain(block: Block) -> bool:
    """Return whether a block is text alone without a letter from left to right, as most are."""
    return isinstance(block, Paragraph | Heading) and all(
        type(node) is Text and not _LEFT_TO_RIGHT.search(node.text) for node in block.inlines
    )


def _with_direction(block: Block, article: Article) -> Block:
    if isinstance(block, Preformatted) and not block.direction and is_code_ltr(block.text):
        return replace(block, direction="ltr") if article.direction == "rtl" else block  # code, or a drawing of signs
    if isinstance(block, Heading | Paragraph | Quotation | ItemList) and not (block.direction or block.language):
        runs = [_prose(run) or plain_text(run) for run in block_inlines(block)]
        text = " ".join(runs)
        direction = _stands(text, article.direction)
        mixed = _holds_blocks(block) and any(_stands(run, article.direction) == article.direction for run in runs)
        if direction != article.direction and not mixed:
            return replace(block, direction=direction, language=detect(text, rtl=direction == "rtl"))
    return _with_directions_inside(block, article)


def _holds_blocks(block: Block) -> bool:
    if isinstance(block, ItemList):
        return any(isinstance(item, ListItem) and len(item.blocks) > 1 for item in block.items)
    return isinstance(block, Quotation) and bool(block.blocks)


def _with_directions_inside(block: Block, article: Article) -> Block:
    """Return a block with the directions of the blocks in it: of a quotation, an item after its first line, a note."""

    def all_of(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(_with_direction(inner, article) for inner in blocks)

    def noted(run: Inlines) -> Inlines:
        return tuple(
            replace(node, blocks=all_of(node.blocks)) if isinstance(node, Note)
            else node if isinstance(node, Text | Code | LineBreak)
            else replace(node, children=noted(node.children))
            for node in run
        )  # fmt: skip

    def item(one: ListItem) -> ListItem:
        first = isinstance(one.blocks[0], Paragraph) if one.blocks else False
        return replace(one, blocks=(*one.blocks[:first], *all_of(one.blocks[first:])))

    if isinstance(block, Quotation) and block.blocks:
        block = replace(block, blocks=all_of(block.blocks))
    elif isinstance(block, ItemList) and not all(isinstance(one, tuple) for one in block.items):
        block = replace(block, items=tuple(item(one) if isinstance(one, ListItem) else one for one in block.items))
    if any(True for run in block_inlines(block) for node in run if not isinstance(node, Text)) and any(
        True for _ in notes((block,))
    ):
        block = map_inlines(block, noted)
    return block


def _stands(text: str, about: Direction) -> Direction:
    if about == "rtl" and not _LEFT_TO_RIGHT.search(text):
        return about
    words = word_directions(text)
    others = sum(rtl == (about == "ltr") for rtl in words)
    if not others:
        return about
    first = words[0] == (about == "ltr")
    share = others / len(words)
    if share < 1:
        if others < _FEWEST or share < (_MANY if first else _MOST):
            return about
    elif len(_TERMS.findall(text)) < 2:
        return about  # a name alone reads the same in both directions, and stays where the others stand
    return "ltr" if about == "rtl" else "rtl"
