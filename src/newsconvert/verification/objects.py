"""What documents show beside text: pictures with their alternative texts, links, and the marks of notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from ..markup import xml_text
from ..model import Article, Block, Code, Figure, Inlines, LineBreak, Link, Note, Text, block_inlines, plain_text, walk
from .findings import Finding, FindingKind, shorten

_WEB = re.compile(r"(?:https?://[^/?#]|mailto:.)", re.IGNORECASE)
#: Addresses that any writer makes links of: without what must be escaped, user names and the like.
_PLAIN = re.compile(r"https?://[\w.-]+(?:/[\w./~%?&=+-]*)?", re.IGNORECASE)


@dataclass(slots=True)
class Objects:
    """The alternative texts of pictures in their order, the targets of links to other places, and the marks of notes.

    `optional` are the targets of links that documents may have beside these.
    """

    pictures: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    marks: int = 0
    optional: set[str] = field(default_factory=set)

    def add_picture(self, alternative: str | None) -> None:
        """Add a picture; without alternative text it may still not be missing."""
        self.pictures.append(" ".join(xml_text(alternative or "").split()))

    def add_link(self, target: str) -> None:
        """Add the target of a link, if it leads to the web or to a mailbox."""
        if _WEB.match(target.strip()):
            self.links.add(_canonical(target))


def _canonical(target: str) -> str:
    return unquote(xml_text(target)).strip()


def expected_objects(articles: Iterable[Article]) -> Objects:
    """Return what documents of `articles` show beside text."""
    found = Objects()
    for article in articles:
        _add_blocks(article.body, found)
        if article.source and article.source.url:
            found.optional.add(_canonical(article.source.url))
    return found


def _add_blocks(blocks: tuple[Block, ...], found: Objects) -> None:
    for block in walk(blocks):
        if isinstance(block, Figure):
            for picture in block.pictures:
                if picture.image is not None:
                    found.add_picture(picture.alternative)
                elif picture.url:
                    found.optional.add(_canonical(picture.url))
    for block in blocks:
        for run in block_inlines(block):
            _add_inlines(run, found)


def _add_inlines(inlines: Inlines, found: Objects, *, linked: bool = False) -> None:
    for node in inlines:
        if isinstance(node, Note):
            found.marks += 1
            _add_blocks(node.blocks, found)
        elif isinstance(node, Link):
            # Not all of them become links: not one without text, around another, or of another kind.
            inner = any(isinstance(child, Link | Note) for child in node.children)
            certain = _PLAIN.fullmatch(node.url) and plain_text(node.children).strip() and not inner and not linked
            (found.links if certain else found.optional).add(_canonical(node.url))
            _add_inlines(node.children, found, linked=True)
        elif not isinstance(node, Text | Code | LineBreak):
            _add_inlines(node.children, found, linked=linked)


def object_differences(expected: Objects, found: Objects) -> Iterator[Finding]:
    """Yield the pictures, links and marks of notes that are missing, added or changed."""
    wanted, shown = Counter(expected.pictures), Counter(found.pictures)
    yield from _changes(FindingKind.PICTURE, list((wanted - shown).elements()), list((shown - wanted).elements()))
    if wanted == shown and expected.pictures != found.pictures:
        at = next(at for at, one in enumerate(expected.pictures) if one != found.pictures[at])
        yield Finding(FindingKind.MOVED, shorten(expected.pictures[at]))
    missing = sorted(expected.links - found.links)
    yield from _changes(FindingKind.LINK, missing, sorted(found.links - expected.links - expected.optional))
    if expected.marks != found.marks:
        yield Finding(FindingKind.NOTE_MARK, str(expected.marks), str(found.marks))


def _changes(kind: FindingKind, missing: list[str], added: list[str]) -> Iterator[Finding]:
    """Yield each change; what is missing and what is added are pairs where there are as many of both."""
    if len(missing) == len(added):
        yield from (Finding(kind, shorten(one), shorten(other)) for one, other in zip(missing, added, strict=True))
        return
    yield from (Finding(kind, expected=shorten(one)) for one in missing)
    yield from (Finding(kind, found=shorten(one)) for one in added)
