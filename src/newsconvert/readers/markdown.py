"""Read Markdown (CommonMark with tables, strikethrough, definitions and footnotes, and HTML), with front matter."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import replace
from typing import Any

from ..errors import EmptyInputError, InputError
from ..model import (
    Article,
    Block,
    Heading,
    Inlines,
    ItemList,
    ListItem,
    Paragraph,
    Table,
    Text,
    plain_text,
)
from ..options import ReaderOptions
from ..result import Converted, Kind
from .account import Account
from .assembly import assemble
from .characters import normalized
from .credits import attach_captions
from .decoding import decode
from .dialects import CAPTIONS, CODE, as_commonmark, metadata_block, title_block
from .feeds import figure
from .fragments import loader
from .hypertext import Loader, Walker
from .overrides import front_matter, headline_in, override, take_picture
from .provenance import provenance_of
from .shaping import merged, stripped, take_headline
from .structure.tables import split_row
from .webtrees import as_shown

#: Items as Arabic text marks them, which CommonMark does not know: «١.», «١-», «1-», «(١)», «أ)», «•».
_ITEM = re.compile(
    r"^( {0,3})(?:([•●▪◦‣])|(\(?)([0-9٠-٩]{1,4}|هـ|[اأبتثجحخدهوزطي](?!\.))([.)-]|\)-))[ \t]+(?=\S)", re.MULTILINE
)
#: Letters count where both the first and the second are labels; «د.» is a title.
_LETTERED = re.compile(r"^ {0,3}\(?[اأ](\)?-?)[ \t]+\S[^\n]*(?:\n\s*[^\n]*)?\n\s*\(?ب\1[ \t]+\S", re.MULTILINE)
_LABEL = re.compile("^\ue000(.*?)\ue001")


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in Markdown `data`.

    The headline is the front matter's title, or else the first block. Raise EmptyInputError if there is no text.
    """
    decoded = decode(data, options.encoding, repair=options.repair)
    values, text = front_matter(decoded.text)
    if not values:
        values, text = title_block(text)
    if not values:
        values, text = metadata_block(text)
    account = Account()
    blocks = _blocks(normalized(text, options.normalize), account, loader(options))
    picture = take_picture(values)
    headline = headline_in(values)
    if headline is None:
        headline = take_headline(blocks)
    elif blocks and isinstance(blocks[0], Heading) and plain_text(blocks[0].inlines) == headline:
        del blocks[0]  # the headline, stated twice
    if not headline:
        raise EmptyInputError("the file holds no text; give one with at least a headline.")
    if picture and picture[0] not in text:
        address, caption, alternative = picture
        blocks[:0] = _blocks(figure(address, caption, alternative=alternative), account, loader(options))
    provenance = provenance_of(data, options, decoded.encoding, decoded.confidence)
    byline = override(Article(headline), values, "the front matter").value.byline
    article = assemble(headline, blocks, account, byline=byline, provenance=provenance)
    stated = override(article, values, "the front matter")
    return Converted(stated.value, (*decoded.warnings, *account.warnings(), *stated.warnings))


def _blocks(text: str, account: Account, load: Loader) -> list[Block]:
    """Return the blocks of Markdown: those of the HTML that it stands for."""
    from lxml import html
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)
    markdown = markdown.use(deflist_plugin)
    # A note referred to again has its number there, not the plugin's count of references.
    markdown.add_render_rule("softbreak", _soft_break)
    markdown.add_render_rule("footnote_caption", lambda _, tokens, at, *__: f"[{tokens[at].meta['id'] + 1}]")
    try:
        text = _with_items(as_commonmark(text, account))
        known: dict[str, Any] = {}
        tokens = markdown.parse(text, known)
        _count_losses(text, tokens, known, account)
        markup = markdown.renderer.render(tokens, markdown.options, known)
        tree = html.fragment_fromstring(markup, create_parent="div") if markup.strip() else None
        for silent in tree.iter("script", "style") if tree is not None else ():
            account.add(Kind.HIDDEN_TEXT, silent.text or "")
        walker = Walker(account, load=load)
        return (
            []
            if tree is None
            else attach_captions(
                _with_table_captions([_restore_labels(block) for block in walker.article(as_shown(tree))]), slanted=True
            )
        )
    except RecursionError:
        raise InputError("its emphasis is nested thousands deep; read it with --from plaintext.") from None


def _soft_break(_: Any, tokens: list[Any], at: int, *__: Any) -> str:
    """Return the end of a line, which stays one where a line of credits begins after it: «المصدر: …»."""
    following = next((token.content for token in tokens[at + 1 :] if token.content.strip()), "")
    return "<br>\n" if _CREDIT_LINE.match(following) else "\n"


_CREDIT_LINE = re.compile(
    r"\s*(?:المصدر|المصادر|مصدر الخبر|الرابط|رابط (?:الخبر|المصدر)|تاريخ النشر|نشر في|"
    r"كتبت?|بقلم|إعداد|ترجمة|تحرير|تصوير)\s*[:：]"
)


def _count_losses(text: str, tokens: list[Any], known: dict[str, Any], account: Account) -> None:
    """Count what CommonMark drops: notes that nothing refers to, and cells of rows beyond the head of their table."""
    unused = {name[1:] for name, at in known.get("footnotes", {}).get("refs", {}).items() if at < 0}
    for note in _DEFINITION.finditer(text) if unused else ():
        if note[1] in unused:
            account.add(Kind.LEFT_OUT, note[2])
    lines = text.split("\n")
    columns = 0
    for token in tokens:
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and columns:
            for cell in filter(str.strip, split_row(lines[token.map[0]].strip(" \t>"))[columns:]):
                account.add(Kind.LEFT_OUT, cell)


_DEFINITION = re.compile(r"^[ \t>]*\[\^([^\]\s]+)\]:[ \t]*([^\n]*)", re.MULTILINE)


def _with_table_captions(blocks: list[Block]) -> list[Block]:
    """Return blocks with the captions of tables, which stand above or below them, in the tables."""
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        caption = _table_caption(block)
        if caption and isinstance(before, Table) and not before.caption:
            found[-1] = replace(before, caption=caption)
            continue
        if isinstance(block, Table) and not block.caption and before is not None and (above := _table_caption(before)):
            found[-1:] = [replace(block, caption=above)]
            continue
        found.append(block)
    return [_without_mark(block) for block in found]


def _table_caption(block: Block) -> Inlines | None:
    """Return what a paragraph that is marked as the caption of a table says."""
    first = block.inlines[0] if isinstance(block, Paragraph) and block.inlines else None
    if not isinstance(block, Paragraph) or not isinstance(first, Text) or first.text[:1] not in _RESTORED:
        return None
    return stripped((Text(first.text[1:]), *block.inlines[1:]))


_RESTORED = {mark: f"{word}: " for word, mark in CAPTIONS.items()}


def _without_mark(block: Block) -> Block:
    """Return a block that no table took as its caption as it was typed."""
    said = _table_caption(block)
    if said is None or not isinstance(block, Paragraph) or not isinstance(first := block.inlines[0], Text):
        return block
    return replace(block, inlines=merged([Text(_RESTORED[first.text[0]]), *said]))


def _with_items(text: str) -> str:
    """Return `text` with Arabic items as CommonMark writes them, each label kept at the head of its text."""
    style, last = "", 0
    code = [span.span() for span in CODE.finditer(text)]
    lettered = _LETTERED.search(text) is not None

    def rewrite(found: re.Match[str]) -> str:
        nonlocal style, last
        indent, bullet, opening, number, closing = found.groups()
        nearest = bisect(code, (found.start(), len(text))) - 1
        if nearest >= 0 and found.start() < code[nearest][1]:
            return found[0]
        if not bullet and not number.isdecimal() and not lettered:
            return found[0]
        if not bullet and number.isascii() and closing in (".", ")") and not opening:  # as CommonMark has it
            # It counts anew, or after items with labels of another kind, where CommonMark would count on.
            again = not indent and ((number == "1" and last > 1) or style not in ("", "1"))
            last, style = (last, style) if indent else (int(number), "1")
            return f"<!-- -->\n\n{found[0]}" if again else found[0]
        before, style = style, bullet or f"{opening}{closing}"
        # Items of another kind begin another list; a comment keeps CommonMark from joining the two.
        parted = "" if before in ("", style) else "<!-- -->\n\n"
        if bullet:
            return f"{parted}{indent}- "
        label = "" if not opening and closing == "." else f"\ue000{opening}{number}{closing}\ue001"
        return f"{parted}{indent}{int(number) if number.isdecimal() else 1}. {label}"

    return _ITEM.sub(rewrite, text)


def _restore_labels(block: Block) -> Block:
    """Return a block with the labels of `_with_items` where they belong."""
    if not isinstance(block, ItemList):
        return block
    return replace(block, items=tuple(map(_restore_item_label, block.items)))


def _restore_item_label(item: Inlines | ListItem) -> Inlines | ListItem:
    blocks = item.blocks if isinstance(item, ListItem) else (Paragraph(item),)
    first = blocks[0] if blocks else None
    text = first.inlines[0] if isinstance(first, Paragraph) and first.inlines else None
    if isinstance(first, Paragraph) and isinstance(text, Text) and (found := _LABEL.match(text.text)):
        rest = (Text(text.text[found.end() :]),) if found.end() < len(text.text) else ()
        return ListItem(
            (replace(first, inlines=(*rest, *first.inlines[1:])), *map(_restore_labels, blocks[1:])), found[1]
        )
    return replace(item, blocks=tuple(map(_restore_labels, blocks))) if isinstance(item, ListItem) else item
