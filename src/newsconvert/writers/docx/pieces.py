"""The inlines of a paragraph as pieces of text with their markup, to be cut into the runs of a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple, assert_never
from urllib.parse import quote, urlsplit

from ...bidi import Run
from ...markup import xml_text
from ...model import (
    Code,
    Direction,
    Emphasis,
    Inlines,
    LineBreak,
    Link,
    Note,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from ...resources import Family
from ..links import is_safe_link
from .wordml import Language

#: The place of a note's mark in the text of a paragraph; the direction of this character is that around it.
MARK = "\ufffc"


class Piece(NamedTuple):
    """Text with its markup; `position` is superscript or subscript, `note` what a mark refers to."""

    text: str
    bold: bool = False
    stressed: bool = False
    link: Link | None = None
    struck: bool = False
    position: str | None = None
    code: bool = False
    note: Note | None = None


PLAIN = Piece("")


def cut(
    pieces: list[Piece], directions: list[Run], families: list[tuple[int, Family]]
) -> Iterator[tuple[str, Piece, bool, Family]]:
    """Yield the longest stretches of one piece, one direction and one family."""
    layers: list[list[tuple[int, Any]]] = [
        [(len(piece.text), piece) for piece in reversed(pieces) if piece.text],
        [(len(run.text), run.rtl) for run in reversed(directions)],
        families[::-1],
    ]
    text, at = "".join(piece.text for piece in pieces), 0
    while at < len(text):
        (piece_left, piece), (direction_left, rtl), (family_left, family) = (layer.pop() for layer in layers)
        step = min(piece_left, direction_left, family_left)
        yield text[at : at + step], piece, rtl, family
        at += step
        for layer, left, value in zip(
            layers, (piece_left, direction_left, family_left), (piece, rtl, family), strict=True
        ):
            if left > step:
                layer.append((left - step, value))


def flatten(inlines: Inlines, outer: Piece = PLAIN) -> Iterator[Piece]:
    """Yield the text of `inlines` with its markup; of nested links the outer one is kept."""
    for node in inlines:
        match node:
            case Text(text):
                yield outer._replace(text=text)
            case Code(text):
                yield outer._replace(text=text, code=True)
            case LineBreak():
                yield outer._replace(text="\n")
            case Note():
                yield outer._replace(text=MARK, note=node)
            case Strong(children):
                yield from flatten(children, outer._replace(bold=True))
            case Emphasis(children):
                yield from flatten(children, outer._replace(stressed=True))
            case Strikethrough(children):
                yield from flatten(children, outer._replace(struck=True))
            case Superscript(children):
                yield from flatten(children, outer._replace(position="superscript"))
            case Subscript(children):
                yield from flatten(children, outer._replace(position="subscript"))
            case Link():
                yield from flatten(node.children, outer._replace(link=outer.link or node))
            case _:
                assert_never(node)


def visible_text(pieces: list[Piece]) -> str:
    """Return the text of pieces without the marks of notes."""
    return "".join(piece.text for piece in pieces if piece.note is None)


@lru_cache(maxsize=256)
def link_target(url: str) -> str | None:
    """Return `url` as a relationship can hold it, or None where it is not safe to follow."""
    url = xml_text(url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if not is_safe_link(url) or not (parts.netloc or (parts.scheme in ("mailto", "tel", "sms") and parts.path)):
        return None
    # Word calls a document broken whose links hold what RFC 3987 forbids; Arabic letters it allows.
    return "".join(c if c > "\x7f" and not c.isspace() else quote(c, safe="%:/?#[]@!$&'()*+,;=~") for c in url)


def languages(language: str, direction: Direction) -> Language:
    """Return the languages of the runs: the article's for its own direction, the likeliest for the other."""
    own = xml_text(language)
    if direction == "ltr":
        return Language(own, "ar-SY")
    # Word knows no Arabic without a country; the fonts and the digits do not hang on which.
    return Language("en-US", "ar-SY" if own.lower() == "ar" else own)
