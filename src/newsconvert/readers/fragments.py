"""Fragments of HTML, as they stand in a column of a corpus, in a feed or a message: walked as pages are."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

from ..errors import EmptyInputError, InputError, LimitError
from ..model import Article, Block, Paragraph, plain_text
from ..options import Limits, ReaderOptions
from ..result import Converted, Warning
from . import images
from .account import Account
from .assembly import assemble, drop_headline
from .characters import clean, normalized
from .credits import part_head
from .elements import text_of
from .hypertext import Loader, Walker
from .shaping import take_headline
from .shortcodes import without_shortcodes
from .webtrees import as_shown

#: Elements of HTML that text is marked up with; what else stands between angle brackets is text.
_TAGS = """
    a abbr article aside b big blockquote br caption center cite code dd del details div dl dt em embed
    figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr html i iframe img ins li main ol p pre q s section
    small source span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul video
"""
_NAMES = "|".join(_TAGS.split())
_OPENING = re.compile(rf"<({_NAMES})(?:\s[^<>]*|\s*/)?>", re.IGNORECASE)
_ALONE = frozenset(("br", "hr", "img", "p", "li", "source", "td", "tr"))
_BLOCK_COMMENT = re.compile(r"<!--\s*/?wp:|<!--more-->|<!\[CDATA\[")
_ESCAPED = re.compile(rf"&lt;(?:{_NAMES})(?:\s|&gt;|/)", re.IGNORECASE)
_COMMENTS = re.compile(r"\s*(?:<!--.*?-->\s*)*", re.DOTALL)
_BLOCK_TAG = re.compile(r"<(?:p|br|div|h[1-6]|li|article|section|table|blockquote|figure)\b", re.IGNORECASE)
_BROKEN = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
#: Deeper than any page is: the parser stops at a similar depth, and the walk is recursive.
DEEPEST = 120


def markup_in(text: str) -> str | None:
    """Return the HTML that a text is, also where it was escaped as a whole; None for plain text."""
    if "<" in text and _is_markup(text):
        return text
    if "&lt;" in text and "<" not in text and _ESCAPED.search(text) and _is_markup(inner := unescape(text)):
        return inner
    return None


def _is_markup(text: str) -> bool:
    if _BLOCK_COMMENT.search(text):
        return True
    lowered = text.lower()
    return any((name := found[1].lower()) in _ALONE or f"</{name}" in lowered for found in _OPENING.finditer(text))


def begins_as_markup(text: str) -> bool:
    """Return whether a text begins with an element of HTML, which ends in it, and has one that parts its lines."""
    begun = _COMMENTS.match(text)
    found = _OPENING.match(text, begun.end() if begun else 0)
    name = found[1].lower() if found else ""
    ends = f"</{name}" in text.lower() or name in _ALONE
    return bool(name) and ends and _BLOCK_TAG.search(text) is not None


def check_depth(tree: Any, limits: Limits) -> None:
    """Raise LimitError where elements are nested deeper than any page's; without recursion."""
    level, depth = [tree], 0
    while level := [child for element in level for child in element]:
        depth += 1
        if depth > DEEPEST:
            raise LimitError.of("depth", "markup is nested too deep", depth, min(limits.depth, DEEPEST))


def parse_fragment(markup: str) -> Any:
    """Return an element that holds a fragment. Raise InputError when a parser makes nothing of it."""
    from lxml import etree
    from lxml import html as page

    markup = without_shortcodes(markup)
    parser = page.HTMLParser(encoding="utf-8", no_network=True)
    # In a body of our own: without one, text before the first element is put into a paragraph.
    whole = f"<!DOCTYPE html><html><head></head><body>{markup}</body></html>".encode(errors="replace")
    try:
        tree = page.document_fromstring(whole, parser=parser).find("body")
    except (etree.LxmlError, ValueError) as problem:
        raise InputError(f"its HTML cannot be read ({problem}); save its text as .txt.") from problem
    if tree is not None:
        as_shown(tree)
    if tree is not None and not _BROKEN.search(markup):
        _break_lines(tree)
    return tree


def _break_lines(root: Any) -> None:
    """Put breaks where lines end, in a fragment whose paragraphs are parted by blank lines alone."""
    from lxml import etree

    def split_lines(text: str | None) -> list[str]:
        return re.split(r"\r\n|[\r\n]", text) if text and text.strip() else [text or ""]

    for child in list(root):
        first, *rest = split_lines(child.tail)
        child.tail = first
        at = root.index(child)
        for line in rest:
            at += 1
            root.insert(at, _break(etree, line))
    first, *rest = split_lines(root.text)
    root.text = first
    for at, line in enumerate(rest):
        root.insert(at, _break(etree, line))


def _break(etree: Any, after: str) -> Any:
    made = etree.Element("br")
    made.tail = after
    return made


def loader(options: ReaderOptions) -> Loader:
    """Return what gives the bytes of a picture by its address: in the address, or in the source's folder."""
    if options.folder is None:
        return images.from_address
    given = options.folder
    files = images.Folder(Path(given)) if isinstance(given, str | Path) else given
    return lambda address: images.beside(files, address)


def blocks_of(
    markup: str, account: Account, options: ReaderOptions, *, base: str | None = None, load: Loader | None = None
) -> tuple[list[Block], tuple[Warning, ...]]:
    """Return the blocks of a fragment of HTML, and the warnings of its characters.

    `base` is the address that links are relative to, `load` gives pictures. Raise LimitError for one nested too deep.
    """
    lines, warnings = clean(normalized(markup, options.normalize))
    tree = parse_fragment("\n".join(lines))
    if tree is None or not (text_of(tree) or tree.xpath(".//img | .//iframe | .//video")):
        return [], tuple(warnings)
    check_depth(tree, options.limits)
    return Walker(account, base=base, load=load or loader(options)).article(tree), tuple(warnings)


def read_fragment(
    markup: str,
    headline: str | None,
    options: ReaderOptions,
    *,
    base: str | None = None,
    load: Loader | None = None,
) -> Converted[Article]:
    """Return the article in a fragment of HTML, with a `headline` that is stated elsewhere, or else its first block.

    Raise EmptyInputError without any text.
    """
    account = Account()
    blocks, warnings = blocks_of(markup, account, options, base=base, load=load)
    return article_of(blocks, headline, account, warnings)


def article_of(
    blocks: list[Block],
    headline: str | None,
    account: Account,
    warnings: tuple[Warning, ...] = (),
    *,
    byline: str | None = None,
) -> Converted[Article]:
    """Return the article of blocks that were walked, by the rules of marked-up text, with a stated `byline`.

    Raise EmptyInputError if empty.
    """
    if headline is None:
        part_head(blocks)
        headline = take_headline(blocks)
    else:
        drop_headline(blocks, headline)
    if not headline:
        raise EmptyInputError("the file holds no text; give one with at least a headline.")
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and plain_text(first.inlines).strip() == headline:  # stated twice
        del blocks[0]
    article = assemble(headline, blocks, account, byline=byline)
    return Converted(article, (*warnings, *account.warnings()))
