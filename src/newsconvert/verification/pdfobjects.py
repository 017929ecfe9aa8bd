"""What a PDF has beside pages and tags: its objects' own text, for what no function of PDFium tells."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache

_STREAM = re.compile(rb"<<((?:(?!\bendobj\b).){0,4000}?)>>\s*stream\r?\n(.*?)endstream", re.DOTALL)
#: Actions that do more than lead to a place, and what they are begun by (ISO 32000-1, 12.6.4).
_ACTION = re.compile(
    rb"/(JavaScript|JS|Launch|SubmitForm|ImportData|RichMedia|Rendition|Movie|Sound|GoToE|GoToR|Hide|ResetForm)"
    rb"(?=[\s/<>()\[\]])"
)
_STRING = re.compile(rb"\((?:\\.|[^()\\])*\)", re.DOTALL)
_EMPTY_TEXT = re.compile(rb"/ActualText\s*(?:\(\s*(?:\xfe\xff)?\)|<\s*(?:[Ff][Ee][Ff][Ff])?\s*>)")
_ASSOCIATED = re.compile(rb"/AF\s*(?:\[\s*\d|\d)|/AFRelationship\s*/Source|/EmbeddedFiles\s*<<\s*/Names\s*\[\s*\]")
_MOST_BYTES = 64 << 20
#: The dictionary of the content of a page, and the properties of its marked content (14.6), but for their strings.
_CONTENT = re.compile(rb"\s*(?:/Filter\s*/FlateDecode\s*|/Length\s+\d+\s*(?:\d+\s+R\s*)?)+")
_MARKED = re.compile(rb"<<([^<>]*(?:<[^<>]*>[^<>]*)*)>>\s*BDC")
_KEY = re.compile(rb"/\w+")
_USUAL_KEYS = frozenset((b"/MCID", b"/ActualText"))


def without_strings(objects: bytes) -> bytes:
    """Return the objects of a file with nothing in their strings, which may have anything."""
    return _STRING.sub(b"()", objects)


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, _MOST_CONTENT)
    except zlib.error:
        return content


def _properties(text: bytes) -> Iterator[bytes]:
    """Yield the keys that the marked content of a page has and that of documents has not, as names of no kind."""
    for one in {key for found in set(_MARKED.findall(text)) for key in _KEY.findall(found)} - _USUAL_KEYS:
        yield b"/BDC" + one[1:]
    bare = _HEXADECIMAL.sub(b" ", _STRING.sub(b" ", text))
    for operator in sorted(set(_OPERATOR.findall(bare)) & _ODD_OPERATORS):
        yield b"/Operator" + operator


_HEXADECIMAL = re.compile(rb"<[0-9A-Fa-f\s]*>")
_OPERATOR = re.compile(rb"(?<![/\w.])[A-Za-z][\w*]{0,2}(?![\w.])")
#: What sets letters closer, wider or out of their line, and pictures within the content (ISO 32000-1, table 51).
_ODD_OPERATORS = frozenset((b"Tc", b"Tw", b"Ts", b"TL", b"TD", b"BI", b"ID", b"EI", b"sh", b"BX", b"EX"))


_MOST_CONTENT = 4 << 20


_DRAWS = re.compile(rb"(?:^|\s)(?:BT|cm|re)\s")


@lru_cache(maxsize=1)  # it is asked for twice of each
def objects_text(data: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """Return the objects of a file without the content of its streams, and the contents of its pages.

    Objects in object streams (7.5.7) come last.
    """
    packed: list[bytes] = []
    drawn: list[bytes] = []
    room = _MOST_BYTES

    def dictionary(found: re.Match[bytes]) -> bytes:
        nonlocal room
        if _CONTENT.fullmatch(found[1]):
            text = _unpacked(found[2])
            packed.append(b" ".join(_properties(text)))
            if _DRAWS.search(text) and b"begincmap" not in text:
                drawn.append(text)
        elif b"/ObjStm" in found[1]:
            try:
                packed.append(zlib.decompressobj().decompress(found[2], room))
            except zlib.error:
                packed.append(found[2])
            room = max(1, room - len(packed[-1]))
        return b"<<" + found[1] + b">>"

    return b"\n".join((_STREAM.sub(dictionary, data), *packed)), tuple(drawn)


def largest_stream(data: bytes) -> int:
    """Return the size of the largest stream of a file that is packed (7.4.4), or a little more than 16 MB."""
    largest = 0
    for found in re.finditer(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])", data):
        unpacking, size = zlib.decompressobj(), 0
        rest = data[found.end() : found.end() + _MOST_PACKED]
        try:
            while rest and size <= _MOST_UNPACKED and not unpacking.eof:
                made = len(unpacking.decompress(rest, 1 << 20))
                size, rest = size + made, unpacking.unconsumed_tail if made else b""
        except zlib.error:
            pass
        largest = max(largest, size)
    return largest


_MOST_PACKED, _MOST_UNPACKED = 4 << 20, 16 << 20


def hidden_facts(objects: bytes) -> Iterator[str]:
    """Yield the actions of a file that do more than lead to a place, and texts of tags that say nothing."""
    names = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), without_strings(objects))
    yield from (f"[{found}]" for found in sorted({found.decode() for found in _ACTION.findall(names)}))
    if _EMPTY_TEXT.search(objects):
        yield "[ActualText] → ∅"


def states_source(objects: bytes) -> bool:
    """Return whether a file says that the source is attached to it (ISO 32000-2, 14.13)."""
    return _ASSOCIATED.search(objects) is not None


def spans_stated(objects: bytes) -> int:
    """Return how many rows and columns cells are said to be extended to (14.8.5.7)."""
    return sum(int(number) - 1 for number in re.findall(rb"/(?:Row|Col)Span\s+(\d{1,4})\b", objects))
