"""The blocks of pages of this version, each with all that its text stands in, compared with those of the writer.

A page that states this program and version has the article element that the writer makes of its article, so that
classes, directions, isolates and roles are compared by it, whatever they do. Blocks are told by their text: one whose
text is another, or not there, is found by comparing the text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any

from ..likeness import article_markup, word_story
from ..model import Article
from ..numerals import DIGITS, in_digits
from .findings import Finding, FindingKind, shorten
from .pageextras import name_of
from .wordnames import W

_BLOCKS = frozenset(
    ("article", "header", "footer", "section", "aside", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
     "pre", "ul", "ol", "li", "figure", "figcaption", "table", "caption", "thead", "tbody", "tr", "th", "td")
)  # fmt: skip
#: Attributes that name things, or where they are: their values differ, and are judged elsewhere.
_NAMES = frozenset(("id", "href", "src"))
#: How many characters are told before the first that differs.
_BEFORE = 30


def blocks_in(article: Any) -> Iterator[tuple[str, str]]:
    """Yield the text of each block of an article element, and the block without those in it."""
    for element in article.iter():
        if name_of(element) in _BLOCKS:
            yield " ".join("".join(element.itertext()).split()), " ".join("".join(_markup(element)).split())


def _markup(element: Any) -> Iterator[str]:
    stated = sorted((key.rpartition("}")[2], value) for key, value in element.items() if key not in _NAMES)
    yield f"<{' '.join((name_of(element), *map('='.join, stated)))}>"
    yield element.text or ""
    for child in element:
        name = name_of(child)
        if name and name not in _BLOCKS and not (name == "span" and child.get("role") == "doc-pagebreak"):
            yield from _markup(child)
            yield "</>"
        yield child.tail or ""


def word_blocks(root: Any) -> Iterator[tuple[str, str]]:
    """Yield the text of each paragraph of a part of a Word document, and the paragraph; and each table without cells.

    What names relationships, and sections, which only columns have, is left out.
    """
    from lxml import etree

    for element in root.iter(f"{W}p", f"{W}tbl"):
        texts = (one.text or "" if one.tag == f"{W}t" else f"[{one.get('descr', '')}]" for one in element.iter(*_WORDS))
        key = _STEERING.sub("", " ".join("".join(texts).split()))
        if next(element.iter(f"{W}fldChar"), None) is not None:  # the numbers of pages are compared
            key = key.rstrip("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹") or "[number]"
        if key:
            whole = etree.tostring(element, method="c14n", exclusive=True).decode()
            yield key, _IDLE.sub("", _PARAGRAPH.sub("", whole) if element.tag == f"{W}tbl" else whole)


_WORDS = (f"{W}t", "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
_STEERING = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_PARAGRAPH = re.compile("<w:p[ >].*?</w:p>", re.DOTALL)
_IDLE = re.compile(r'<w:sectPr[ >].*?</w:sectPr>| r:(?:id|embed)="[^"]*"| xmlns:\w+="[^"]*"', re.DOTALL)


_Blocks = Iterable[tuple[str, str]]


def block_differences(articles: Iterable[Article], shown: _Blocks, *, book: bool) -> Iterator[Finding]:
    """Yield the blocks whose text is that of the source, in other markup than pages have, or than a `book` has."""
    return _differences((one for article in articles for one in _known(article, book=book)), shown)


def word_differences(article: Article, options: dict[str, str | int], shown: _Blocks) -> Iterator[Finding]:
    """Yield the same of the paragraphs and tables of a Word document with these options (`wordlooks.options_of`)."""
    from lxml import etree

    shown, found = list(shown), None
    digest = article.provenance.sha256
    colophon = "full" if digest is None or any(digest in text for text, _ in shown) else "source"
    # Where the text tells no digits of numbers that documents add, those of pages are any.
    for digits in DIGITS:
        story = word_story(in_digits(article, digits), {**options, "colophon": colophon})
        told = list(_differences(word_blocks(etree.fromstring(story)), shown, whole=True)) if story else []
        found = told if found is None or len(told) < len(found) else found
        if not found:
            break
    yield from found or ()


def _differences(known: _Blocks, shown: _Blocks, *, whole: bool = False) -> Iterator[Finding]:
    """Yield the blocks in other markup; with `whole`, one that is missing too, as from a header."""
    wanted, found = _by_text(known), _by_text(shown)
    if wanted == found:
        return
    for text, told in found.items():
        own = wanted.get(text, Counter())
        pairs = zip((own - told).elements(), (told - own).elements(), strict=False)
        if pair := next((both for both in pairs if _UNSIZED not in both[0] and not _is_rounded(*both)), None):
            alike = takewhile(lambda both: both[0] == both[1], zip(*pair, strict=False))
            start = max(0, len(list(alike)) - _BEFORE)
            mine, theirs = (shorten(one[start:]) for one in pair)
            yield Finding(FindingKind.TAG, mine, theirs, place="a block")
    fewer = (text for text, own in wanted.items() if own.total() > found.get(text, Counter()).total())
    if whole and (missing := next(fewer, None)) is not None:
        yield Finding(FindingKind.TAG, shorten(missing), "", place="a block")


def _is_rounded(one: str, other: str) -> bool:
    """Return whether two blocks differ by lengths that were rounded, as on pages whose size is."""
    parts, others = _LENGTH.split(one), _LENGTH.split(other)
    if len(parts) != len(others) or parts[::2] != others[::2]:
        return False
    lengths = [(int(a), int(b)) for a, b in zip(parts[1::2], others[1::2], strict=True)]
    return all(abs(a - b) <= (_ROUNDED if max(a, b) < _LARGE else _ROUNDED * _EMU) for a, b in lengths)


#: Lengths in twentieths of a point, of up to eight digits, and those of pictures, which are larger.
_LENGTH = re.compile(
    r'(?:(?<= cx=")|(?<= cy=")|(?<= w:w=")|(?<= w:pos=")|(?<= w:left=")|(?<= w:right="))(-?\d{1,8})(?=")'
)
_ROUNDED, _LARGE, _EMU = 2, 40_000, 635
#: The size of a picture of a pixel, which stands for one that is not there now.
_UNSIZED = 'cx="9525" cy="9525"'


def _known(article: Article, *, book: bool) -> Iterator[tuple[str, str]]:
    from lxml import etree

    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    root = etree.fromstring(f"<div {names if book else ''}>{article_markup(article, book=book)}</div>")
    return blocks_in(root[0])


def _by_text(blocks: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for text, markup in blocks:
        found[text][markup] += 1
    return found
