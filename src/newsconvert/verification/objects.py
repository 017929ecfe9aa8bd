"""What documents show beside text: pictures with their alternative texts, links, and the marks of notes."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote, unquote_to_bytes

from ..languages import primary
from ..markup import xml_text
from ..model import (
    Article,
    Block,
    Code,
    Figure,
    Heading,
    Inlines,
    ItemList,
    LineBreak,
    Link,
    Note,
    Quotation,
    Strikethrough,
    Subscript,
    Superscript,
    Table,
    Text,
    block_inlines,
    block_texts,
    plain_text,
    walk,
)
from .findings import Finding, FindingKind, shorten
from .normalize import letters, normalize_pdf
from .pictures import face_differences
from .places import marks_of, pictures_of, place_differences

_WEB = re.compile(r"(?:(?:https?|ftps?)://[^/?#]|(?:mailto|tel|sms):.)", re.IGNORECASE)
#: Addresses that any writer makes links of: without what must be escaped, user names and the like.
_PLAIN = re.compile(r"https?://[\w.-]+(?:/[\w./~%?&=+-]*)?", re.IGNORECASE)


#: What is counted of the cells of tables.
SPANS = "row or column that a cell is extended to"
#: What is counted of the lines of paragraphs.
BREAK = "line break"
_LINE_END = re.compile(r"\r\n?|\n")

#: What PDFs, which PDF/UA wants to have an alternative text for each picture, say of one that has none.
_UNDESCRIBED = "صورة"


@dataclass(slots=True)
class Objects:
    """The alternative texts of pictures in their order, the targets of links to other places, and the marks of notes.

    `optional` are the targets of links that documents may have beside these. `faces` are the bytes of the pictures,
    None where they are not known; `headings` the levels of the headings below the headline,
    `filled_headings` of the source alone those with text, as PDFium reports no others; `numbers` those of the
    items of lists, 0 for bullets, None in formats where they are not known, and `numbers_in_lines` the same in the
    order of their lines, of the source alone. `kinds` counts what text is said to be:
    headlines, items of lists, cells and heads of tables, with 0 for what could be there; `noted` those that are in
    notes, whose parts are paragraphs in some formats. `languages` are those that
    parts are said to be in. Both are None where that is not known. `struck` are texts that are struck out, `raised`
    those set above or below the line, `linked` counts the targets of links with their texts, `under` gives the words
    in whose place a target has links, `spoken` is what links are said to be; of each format some are not known. `said`
    are texts of tags with what they stand for, `elements` and `blocks` those of pages as the modules of these names
    have them, `texts` the letters of each kind of text, `underlined` words that are no links. `marked` and `placed` are
    what is before the marks of notes and the pictures in the text, where that is known. `sizes` are those of the
    pictures on the page, 0 where it is stated nowhere; of the source the width alone. `packed` pictures are in the
    document as they are.
    """

    pictures: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    marks: int = 0
    optional: set[str] = field(default_factory=set)
    faces: list[bytes | None] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    filled_headings: list[int] = field(default_factory=list)
    numbers: list[int] | None = field(default_factory=list)
    numbers_in_lines: list[int] = field(default_factory=list)
    kinds: Counter[str] | None = None
    noted: Counter[str] = field(default_factory=Counter)
    languages: set[str] | None = None
    struck: list[str] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    linked: Counter[tuple[str, str]] = field(default_factory=Counter)
    under: dict[str, str] = field(default_factory=dict)
    spoken: list[str] = field(default_factory=list)
    underlined: list[str] = field(default_factory=list)
    elements: list[str] | None = None
    blocks: list[tuple[str, str]] = field(default_factory=list)
    texts: dict[str, str] | None = None
    marked: list[str] | None = None
    placed: list[str] | None = None
    sizes: list[tuple[float, float] | None] = field(default_factory=list)
    packed: bool = False

    def add_picture(
        self, alternative: str | None, data: bytes | None = None, size: tuple[float, float] | None = None
    ) -> None:
        """Add a picture; without alternative text it may still not be missing.

        `data` are its bytes and `size` its width and height on the page, in pixels of which 96 are an inch, if known.
        """
        text = " ".join(xml_text(alternative or "").split())
        self.pictures.append("" if text == _UNDESCRIBED else text)
        self.faces.append(data)
        self.sizes.append(size)

    def add_link(self, target: str, text: str | None = None) -> None:
        """Add the target of a link, if it leads to the web or to a mailbox, with its text, if known."""
        if _WEB.match(target.strip()):
            self.links.add(_canonical(target))
            if text is not None:
                self.linked[_canonical(target), letters(text)] += 1

    def add_link_at(self, target: str, words: str | None) -> None:
        """Add the target of a link in the place of words of a page, if these are known."""
        self.add_link(target)
        if words is not None:
            self.under[_canonical(target)] = f"{self.under.get(_canonical(target), '')} {words}"


_SPACED = re.compile(r"[ \t\n\r\f]+")


@lru_cache(maxsize=16)
def data_in(source: str) -> bytes | None:
    """Return the bytes of a picture or font that is in its address (RFC 2397); None if it is elsewhere."""
    head, _, data = source.partition(",")
    if not head.startswith("data:"):
        return None
    if head.endswith(";base64") and _SPACED.search(data):  # browsers skip white space alone
        data = _SPACED.sub("", data)
    try:
        return b64decode(data, validate=True) if head.endswith(";base64") else unquote_to_bytes(data)
    except (Error, ValueError):
        return b""


def _canonical(target: str) -> str:
    return unquote(xml_text(target)).strip()


def expected_objects(articles: Iterable[Article]) -> Objects:
    """Return what documents of `articles` show beside text."""
    found = Objects(kinds=Counter(), languages=set())
    for article in articles:
        assert found.kinds is not None
        assert found.languages is not None
        found.kinds["headline"] += 1
        found.languages.add(article.language)
        above = (article.kicker, article.deck, article.byline, article.dateline_above, article.timestamp)
        found.kinds[BREAK] += sum(len(_LINE_END.findall(text)) for text in above if text)
        _add_blocks(article.body, found)
        found.numbers_in_lines += _numbers_in_lines(article.body)
        found.marked = [*(found.marked or ()), *marks_of(article.body)]
        found.placed = [*(found.placed or ()), *pictures_of(article.body)]
        if article.source and article.source.url:
            found.optional.add(_canonical(article.source.url))
    return found


def _add_blocks(blocks: tuple[Block, ...], found: Objects, *, noted: bool = False) -> None:
    before = Counter(found.kinds)
    for block in walk(blocks):
        _add_kind(block, found)
        if isinstance(block, Heading):
            found.headings.append(block.level)
            found.filled_headings += [block.level] if plain_text(block.inlines).strip() else []
        elif (
            isinstance(block, ItemList) and not any(item.label for item in block.entries) and found.numbers is not None
        ):
            found.numbers += _numbers_of(block)
        elif isinstance(block, Figure):
            for picture in block.pictures:
                if picture.image is not None:
                    found.add_picture(picture.alternative, picture.image.data, (picture.width or 0, 0))
                elif picture.url:
                    found.optional.add(_canonical(picture.url))
    if noted and found.kinds is not None:
        found.noted += found.kinds - before
    for block in blocks:
        for run in block_inlines(block):
            _add_inlines(run, found)


def _numbers_of(block: ItemList) -> list[int]:
    return [block.start + at if block.ordered else 0 for at in range(len(block.items))]


def _numbers_in_lines(blocks: tuple[Block, ...]) -> Iterator[int]:
    """Yield the numbers of items in the order of their lines: those inside of an item after its own."""
    for block in blocks:
        if isinstance(block, Quotation):
            yield from _numbers_in_lines(block.blocks)
        elif isinstance(block, ItemList):
            labelled = any(item.label for item in block.entries)
            for number, item in zip(_numbers_of(block), block.entries, strict=True):
                if not labelled:
                    yield number
                yield from _numbers_in_lines(item.blocks)


def _add_kind(block: Block, found: Objects) -> None:
    assert found.kinds is not None
    assert found.languages is not None
    if language := getattr(block, "language", None):
        found.languages.add(language)
    found.kinds["quotation"] += isinstance(block, Quotation)
    found.kinds["code"] += 0  # which documents do not say
    found.kinds["part of a quotation"] += isinstance(block, Quotation) and any(map(str.strip, block_texts(block)))
    if isinstance(block, ItemList):
        found.kinds["item of a list"] += len(block.items)
        found.kinds["numbered list"] += block.ordered and not any(item.label for item in block.entries)
    elif isinstance(block, Table):
        found.kinds["row of heads"] += block.head_rows
        for at, row in enumerate(block.rows):  # cells end where their table does (CSS 2.2, 17.5)
            left = len(block.rows) - at
            found.kinds[SPANS] += sum(min(cell.row_span, left) + cell.column_span - 2 for cell in row)
        # PDFium has no element of a cell that is empty.
        filled = [(at, cell) for at, row in enumerate(block.rows) for cell in row if plain_text(cell.inlines).strip()]
        heads = sum(cell.header or at < block.head_rows for at, cell in filled)
        found.kinds["head of a column"] += sum(at < block.head_rows for at, _ in filled)
        found.kinds["head of a table"] += heads
        found.kinds["cell of a table"] += len(filled) - heads


def _add_inlines(inlines: Inlines, found: Objects, *, linked: bool = False) -> None:
    assert found.kinds is not None
    for node in inlines:
        if isinstance(node, Text | Code | LineBreak):
            found.kinds[BREAK] += isinstance(node, LineBreak) or len(_LINE_END.findall(node.text))
        elif isinstance(node, Note):
            found.marks += 1
            _add_blocks(node.blocks, found, noted=True)
        elif isinstance(node, Link):
            # Not all of them become links: not one without text, around another, or of another kind.
            inner = any(isinstance(child, Link | Note) for child in node.children)
            certain = _PLAIN.fullmatch(node.url) and plain_text(node.children).strip() and not inner and not linked
            (found.links if certain else found.optional).add(_canonical(node.url))
            if certain:
                found.linked[_canonical(node.url), letters(plain_text(node.children))] += 1
            _add_inlines(node.children, found, linked=True)
        else:
            if isinstance(node, Strikethrough):
                found.struck.append(plain_text(node.children))
            elif isinstance(node, Superscript | Subscript):
                found.raised.append(plain_text(node.children))
            _add_inlines(node.children, found, linked=linked)


def object_differences(expected: Objects, found: Objects, *, structure: bool) -> Iterator[Finding]:
    """Yield the pictures, links and marks of notes that are missing, added or changed.

    With `structure`, also headings and items of lists; those of another text are others.
    """
    wanted, shown = Counter(expected.pictures), Counter(found.pictures)
    yield from _changes(FindingKind.PICTURE, list((wanted - shown).elements()), list((shown - wanted).elements()))
    if wanted == shown and expected.pictures != found.pictures:
        at = next(at for at, one in enumerate(expected.pictures) if one != found.pictures[at])
        yield Finding(FindingKind.MOVED, shorten(expected.pictures[at]))
    elif wanted == shown:
        for at, alternative in enumerate(expected.pictures):
            sizes = expected.sizes[at], found.sizes[at]
            pair = expected.faces[at], found.faces[at]
            yield from face_differences(alternative, *pair, sizes, packed=found.packed)
    if structure:
        yield from _structure_differences(expected, found)
    missing = sorted(expected.links - found.links)
    other = sorted(found.links - expected.links - expected.optional)
    yield from _changes(FindingKind.LINK, missing, other)
    if structure and not missing and not other:
        yield from _links_astray(expected, found)
    for words in found.underlined:
        yield Finding(FindingKind.ADDED, found=shorten(f"[underlined] {words}"), place="the page")
    if expected.marks != found.marks:
        yield Finding(FindingKind.NOTE_MARK, str(expected.marks), str(found.marks))


def _links_astray(expected: Objects, found: Objects) -> Iterator[Finding]:
    """Yield the links that are at other words than those of the source."""
    astray = sorted((expected.linked - found.linked).elements()) if found.linked else []
    if found.under:  # pages tell the words of a target from their place, with what is set close to them
        words: dict[str, Counter[str]] = {}
        for (target, text), count in expected.linked.items():
            words.setdefault(target, Counter()).update(letters(normalize_pdf(text)) * count)
        shown = {target: Counter(letters(normalize_pdf(text))) for target, text in found.under.items()}
        for target, wanted in words.items():
            if target in shown and (wanted - shown[target]).total() > _MOST_ASTRAY * wanted.total():
                astray.append((target, "".join(dict.fromkeys(wanted))))
    if found.elements is not None:  # pages keep each link as it is
        addresses = {letters(one): one for one in (*expected.links, *expected.optional)}
        for target, text in sorted(found.linked - expected.linked):
            if target in expected.links - expected.optional or addresses.get(text, target) != target:
                astray.append((target, text))
    for target, text in astray:
        yield Finding(FindingKind.LINK, target, f"it at other words than {shorten(text)}")


#: Of the letters of a link, how many may be beside its place.
_MOST_ASTRAY = 0.3


def _structure_differences(expected: Objects, found: Objects) -> Iterator[Finding]:
    if found.headings not in (expected.headings, expected.filled_headings):
        yield Finding(FindingKind.HEADING, _listed(expected.headings), _listed(found.headings))
    for kind in expected.kinds or () if found.kinds is not None else ():
        assert expected.kinds is not None
        assert found.kinds is not None
        fewer = found.kinds[kind] < expected.kinds[kind] - expected.noted[kind]  # pages may repeat the heads of tables
        more = found.kinds[kind] > expected.kinds[kind] and (
            kind in _AS_MANY or (kind in _OF_SOURCES and not expected.kinds[kind])
        )
        # A page may go on with a headline; a Word document has it once.
        more = more or (kind == "headline" and found.packed and found.elements is None and found.kinds[kind] > 1)
        if kind in found.kinds and (fewer or more):
            yield Finding(FindingKind.TAG, kind, f"{found.kinds[kind]} of {expected.kinds[kind]}")
    for kind, places, those in (
        ("mark of a note", expected.marked, found.marked), ("picture", expected.placed, found.placed),
    ):  # fmt: skip
        if places is not None and those is not None:
            yield from place_differences(places, those, kind)
    for name, known, shown in (
        ("struck out", expected.struck, found.struck), ("raised or lowered", expected.raised, found.raised),
    ):  # fmt: skip
        whole = letters("".join(known))
        for text in shown:
            signs = not any(map(str.isalnum, text))  # which are read in either order beside a number
            if letters(text) not in whole and not (signs and set(letters(text)) <= set(whole)):
                yield Finding(FindingKind.ADDED, found=shorten(f"[{name}] {text}"), place="the document")
    spoken = {primary(one) for one in expected.languages or ()}
    if not spoken & _RIGHT_TO_LEFT:  # Arabic names in other articles are said to be Arabic
        spoken.add("ar")
    for language in sorted(found.languages or ()):
        if primary(language) not in spoken | _SCRIPTLESS:
            yield Finding(FindingKind.METADATA, " ".join(sorted(spoken)), language, place="language of a part")
    # Lists inside of items come where their items do, or after all of these.
    orders = [_order(numbers) for numbers in (expected.numbers or [], expected.numbers_in_lines)]
    if expected.numbers is not None and found.numbers is not None and _order(found.numbers) not in orders:
        yield Finding(FindingKind.LABEL, _listed(expected.numbers), _listed(found.numbers))


#: What text is not said to be more often than in the source.
_AS_MANY = frozenset(("quotation", "row of heads", SPANS, BREAK))
#: What text is not said to be that it is nowhere in the source; pages may say it again of what they go on with.
_OF_SOURCES = frozenset(("part of a quotation", "code"))


def _order(numbers: list[int]) -> tuple[list[int], int]:
    """Return the numbers of items, and how often one is followed by the one below it."""
    return sorted(numbers), sum(after == before - 1 > 0 for before, after in pairwise(numbers))


_RIGHT_TO_LEFT = frozenset(("ar", "fa", "ur", "ckb", "ku", "ps", "sd", "ug", "he", "yi"))
#: Languages that addresses, hashes and code are in.
_SCRIPTLESS = frozenset(("", "zxx", "und", "en"))


def _listed(numbers: list[int]) -> str:
    return shorten(" ".join(str(number) if number else "•" for number in numbers))


def _changes(kind: FindingKind, missing: list[str], added: list[str]) -> Iterator[Finding]:
    """Yield each change; what is missing and what is added are pairs where there are as many of both."""
    if len(missing) == len(added):
        yield from (Finding(kind, shorten(one), shorten(other)) for one, other in zip(missing, added, strict=True))
        return
    yield from (Finding(kind, expected=shorten(one)) for one in missing)
    yield from (Finding(kind, found=shorten(one)) for one in added)
