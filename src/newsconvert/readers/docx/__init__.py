"""Read a Word document, with its tables, pictures, notes and lists; nothing in it is run or fetched."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from ...errors import EmptyInputError, InputError
from ...model import (
    Article,
    Block,
    Direction,
    Inlines,
    Paragraph,
    Source,
    Strong,
    Text,
    ThematicBreak,
    article_text,
    map_inlines,
    map_texts,
    plain_text,
)
from ...options import Limits, ReaderOptions
from ...packages import PackageError, SizeError
from ...packages.word import WordPackage
from ...result import Converted, Kind
from ..account import Account, count_furniture
from ..assembly import TEXT, take_kicker
from ..characters import normalized
from ..credits import attach_captions, credits_of, read_credit, take_credits, with_credits
from ..decoding import decode
from ..directions import direction_of, language_by_words, with_directions
from ..fragments import blocks_of
from ..headdecks import take_bold_deck
from ..limits import unpacked_too_large
from ..mail import page_blocks
from ..pageframes import headline_of_frame, with_frame
from ..provenance import provenance_of
from ..shaping import (
    MarkedHeading,
    levelled,
    one_line,
    take_citation,
    take_headline,
    with_bold_headings,
)
from ..structure.dates import date_line
from ..typedblocks import with_typed_blocks
from ..typedverse import with_verse
from ..written import is_own_date, parse_citation, with_places
from .blocks import Body
from .headings import with_bold_lines
from .heads import Head, take_head
from .objects import object_blocks, page_texts

if TYPE_CHECKING:
    from docx.document import Document

_READ = ("styles", "numbering", "footnotes", "endnotes", "comments", "hyperlink", "image")
#: All parts together, in times the limit of one.
_WHOLE = 4


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in a DOCX file: what is in the style Title, or else the first block, is its headline.

    Styles named Kicker, Deck, Byline and Dateline, which the DOCX writer uses, hold those fields; in other documents
    the rules of plain text find them. Raise InputError if it is not a DOCX file, EmptyInputError if it has no text.
    """
    account = Account()
    body = _body(data, options, account)
    fields = {name: normalized(text, options.normalize) for name, text in body.fields.items()}
    blocks = [map_inlines(block, lambda run: _normalize(run, options.normalize)) for block in body.blocks]
    blocks = attach_captions(with_verse(blocks), slanted=True)
    looks = {_key(text, options): look for text, look in body.looks.items()}
    styles = {_key(text, options): style for text, style in body.bold_styles.items()}
    marked, kicker = ("", None) if "headline" in fields else _take_marked(blocks)
    headline = fields.get("headline") or marked or headline_of_frame(blocks, body.furniture)
    head = None if headline or _is_titled(blocks) else take_head(blocks, looks)
    head = head or Head(headline or take_headline(blocks), kicker)
    headline = head.headline
    styled = bool(fields.keys() - {"headline"}) and not body.of_others
    deck = fields.get("deck") or head.deck or (None if styled else take_bold_deck(blocks))
    if not headline:
        raise EmptyInputError("the document holds no text; give one with at least a headline.")
    cited, published = parse_citation(fields.get("source citation", "").split("\n"))
    # The writer sets the date of publication there as well, as the source prints it or in words of its own.
    *place, day = fields.get("dateline", "").split("\n")
    dated = date_line(day)
    own = dated is not None and is_own_date(day, published)
    dateline = "\n".join(place if dated else [*place, day])
    headline = " ".join(headline.split("\n"))
    stated = {} if styled else take_credits(headline, blocks)
    source = cited or take_citation(blocks, head.source or Source())
    blocks[:0] = head.over
    blocks = with_typed_blocks(blocks)
    usual = max(body.letters, key=body.letters.__getitem__, default=0)
    blocks = with_bold_headings(with_bold_lines(blocks, looks, styles, usual))
    direction = direction_of(headline, blocks)
    article = Article(
        headline=headline,
        body=levelled(_in_direction(blocks, direction)),
        kicker=fields.get("kicker") or head.kicker,
        deck=deck,
        byline=fields.get("byline"),
        dateline=dateline or None,
        timestamp=day if dated and not own else None,
        published=published or (dated.when if dated and body.of_others else None),
        source=source,
        language=language_by_words(headline, blocks, direction),
        direction=direction,
        provenance=provenance_of(data, options),
    )
    if styled:
        article = with_directions(with_places(article, blocks))
    else:
        article = with_credits(article, (credits_of(dateline) if dateline else {}) | stated)
        article = with_frame(article, body.furniture)
    count_furniture(article, body.furniture, account)
    account.prove((*article_text(article), *filter(None, body.fields.values())))
    return Converted(article, account.warnings())


def _is_titled(blocks: list[Block]) -> bool:
    """Return whether a heading of the first level stands above the text."""
    above = takewhile(lambda block: not (isinstance(block, Paragraph) and _is_text(block)), blocks)
    return any(isinstance(block, MarkedHeading) and block.level == 1 for block in above)


def _is_text(block: Paragraph) -> bool:
    return len(plain_text(block.inlines)) >= TEXT and not _is_bold(block)


def _take_marked(blocks: list[Block]) -> tuple[str, str | None]:
    """Take the only heading of the first level, under a few words, and these as the kicker; an empty text without."""
    if len(blocks) < _FEWEST_BLOCKS or not isinstance(above := blocks[0], Paragraph) or _is_bold(above):
        return "", None
    second = blocks[1]
    if [block for block in blocks if isinstance(block, MarkedHeading) and block.level == 1] != [second]:
        return "", None
    headline = one_line(plain_text(second.inlines)) if isinstance(second, MarkedHeading) else ""
    short = len(plain_text(above.inlines).split()) <= _KICKER <= headline.count(" ")
    credited = _MARKED.search(headline) and read_credit(headline, sure=True)
    if not short or headline.endswith(".") or credited:
        return "", None
    return headline, take_kicker(blocks, headline)


def _is_bold(block: Paragraph) -> bool:
    return all(isinstance(node, Strong) for node in block.inlines)


_FEWEST_BLOCKS, _KICKER = 3, 3
#: What credits have and few headlines: «كتب: محمد علي», «بيروت - محمد علي».
_MARKED = re.compile(r"[:：/|–—-]")


def _in_direction(blocks: list[Block], direction: Direction) -> list[Block]:
    """Return blocks without a direction of their own if it is the article's."""

    def plain(block: Block) -> Block:
        if isinstance(block, ThematicBreak) or block.direction != direction:
            return block
        return replace(block, direction=None, language=None)

    return [plain(block) for block in blocks]


def _body(data: bytes, options: ReaderOptions, account: Account, *, inside: bool = False) -> Body:
    """Return what a document says; one `inside` another holds no third."""
    document, package = _open(data, options.limits)
    parts = {one[0]: one for one in package.related(("chart", "diagramData", "aFChunk"))}

    def objects(identity: str) -> list[Block]:
        _, kind, name, _ = parts.get(identity, ("", "", "", ""))
        return object_blocks(kind, package.read(name)) if kind in ("chart", "diagramData") else []

    def chunk(identity: str) -> list[Block]:
        _, kind, name, content_type = parts.get(identity, ("", "", "", ""))
        found = _chunk(package.read(name), content_type) if kind == "aFChunk" else None
        if not found:
            account.add(Kind.ATTACHMENT, name or "altChunk")
        return found or []

    def _chunk(content: bytes, content_type: str) -> list[Block]:
        if "html" in content_type:
            return blocks_of(decode(content, None).text, account, options)[0]
        if content_type in ("message/rfc822", "application/x-mimearchive", "multipart/related"):
            return page_blocks(content, account, options)
        if content_type == "text/plain":
            return [Paragraph((Text(line),)) for line in decode(content, None).text.splitlines() if line.strip()]
        if "wordprocessingml" in content_type and not inside:
            return _body(content, options, account, inside=True).blocks
        return []

    body = Body(document, account, objects, chunk)
    body.furniture = [] if inside else list(page_texts(package))
    return body


def _open(data: bytes, limits: Limits) -> tuple[Document, WordPackage]:
    try:
        package = WordPackage(data, part=limits.size, whole=_WHOLE * limits.size)
        return package.open(_READ), package
    except SizeError as problem:
        raise unpacked_too_large(problem) from problem
    except PackageError as problem:
        if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise InputError("this is an old or an encrypted Word file; save it as .docx, unlocked.") from problem
        raise InputError(f"this is not a .docx file ({problem}); save it again in Word.") from problem


def _key(text: str, options: ReaderOptions) -> str:
    return one_line(normalized(text, options.normalize))


def _normalize(inlines: Inlines, names: tuple[str, ...]) -> Inlines:
    return map_texts(inlines, lambda text: normalized(text, names)) if names else inlines
