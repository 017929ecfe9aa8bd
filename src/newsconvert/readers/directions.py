"""The direction and language of an article and of its paragraphs, by their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..arabic import LEFT_TO_RIGHT, has_rtl, is_rtl, stands_alone_rtl, stands_rtl, word_directions
from ..isolation import is_code_ltr, isolated_runs
from ..languages import OTHER_LETTERS, RTL_LANGUAGES, detect, detect_most, primary, quoted_language
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
    return detect_most((headline, *prose_of(blocks)), rtl=direction == "rtl")


def direction_of(headline: str, blocks: list[Block]) -> Direction:
    """Return the direction of most words of an article."""
    return "rtl" if is_rtl("\n".join([headline, *prose_of(blocks)])) else "ltr"


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
    body = tuple(
        block if plain and _is_plain(block, article) else _with_direction(block, article) for block in article.body
    )
    same = all(new is old for new, old in zip(body, article.body, strict=True))
    return article if same else replace(article, body=body)


#: Letters of another direction, and those that Arabic does not have: most paragraphs hold neither.
_FOREIGN = pattern(LEFT_TO_RIGHT.pattern[:-1] + OTHER_LETTERS.pattern[1:])


def _is_plain(block: Block, article: Article) -> bool:
    """Return whether a block is text alone without a letter of another direction or language, as most are."""
    return isinstance(block, Paragraph | Heading) and all(
        type(node) is Text
        and (
            not _FOREIGN.search(node.text)
            or not (LEFT_TO_RIGHT.search(node.text) or quoted_language(node.text, article.language))
        )
        for node in block.inlines
    )


def _with_direction(block: Block, article: Article) -> Block:
    if isinstance(block, Preformatted) and not block.direction and is_code_ltr(block.text):
        return replace(block, direction="ltr") if article.direction == "rtl" else block  # code, or a drawing of signs
    if isinstance(block, Heading | Paragraph | Quotation | ItemList) and not (block.direction or block.language):
        about = article.direction == "rtl"
        runs = [_prose(run) or plain_text(run) for run in block_inlines(block)]
        text = " ".join(runs)
        rtl = stands_rtl(text, about=about)
        if rtl != about and not _is_mixed(block, runs, about=about):
            return replace(block, direction="rtl" if rtl else "ltr", language=detect(text, rtl=rtl))
        if (
            rtl
            and about
            and isinstance(block, Heading | Paragraph)
            and (own := quoted_language(text, article.language))
        ):
            block = replace(block, language=own)
    return _with_directions_inside(block, article)


def _is_mixed(block: Block, runs: list[str], *, about: bool) -> bool:
    """Return whether a part of a list or quotation stands as the article does, by its own words or as one of blocks."""
    whole = isinstance(block, Quotation) and not block.blocks
    if whole or not isinstance(block, ItemList | Quotation):
        return False
    holds = isinstance(block, Quotation) or any(len(item.blocks) > 1 for item in block.entries)
    return any(
        stands_rtl(run, about=about) == about and (holds or any(rtl == about for rtl in word_directions(run)))
        for run in runs
    )


def _with_directions_inside(block: Block, article: Article) -> Block:
    """Return a block with the directions of the blocks in it: of a quotation, an item after its first line, a note."""
    about = article.direction == "rtl"

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
        first = one.blocks[0] if one.blocks else None
        if not isinstance(first, Paragraph):
            return replace(one, blocks=all_of(one.blocks))
        # What is Latin alone stands beside its label, at the side of the others.
        if first.direction or stands_alone_rtl(_prose(first.inlines), about=about) != about:
            (first,) = all_of((first,))
        else:
            first = _with_directions_inside(first, article)
        return replace(one, blocks=(first, *all_of(one.blocks[1:])))

    if isinstance(block, Quotation) and block.blocks:
        block = replace(block, blocks=all_of(block.blocks))
    elif isinstance(block, ItemList):
        items = tuple(map(item, block.entries))
        if items != block.entries:
            block = replace(block, items=items)
    if any(True for run in block_inlines(block) for node in run if not isinstance(node, Text)) and any(
        True for _ in notes((block,))
    ):
        block = map_inlines(block, noted)
    return block
