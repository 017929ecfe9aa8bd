"""Decode bytes: detect the encoding that gives plausible Arabic, and how certain that is.

General detectors confuse windows-1256 with European code pages and do not know MacArabic. The single-byte encodings are
therefore distinguished by the letters they give: a wrong one turns lam into feh and meem into kaf, and the letter
frequencies no longer look like Arabic.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..errors import DecodingError, OptionError
from ..result import Kind, Warning

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its byte-order mark begins with that of UTF-16 LE
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("windows-1256", "iso-8859-6", "mac_arabic")

#: Occurrences of each letter per thousand letters of news; other characters count as one in two thousand.
_FREQUENCIES = {
    "ا": 130, "ل": 118, "ي": 70, "م": 58, "و": 57, "ن": 54, "ر": 50, "ت": 44, "ب": 36, "ة": 34, "ع": 33, "د": 33,
    "س": 27, "ه": 27, "ف": 26, "أ": 24, "ق": 23, "ك": 20, "ح": 20, "ج": 13, "ش": 12, "ص": 11, "ط": 11, "ى": 11,
    "خ": 9, "إ": 9, "ض": 8, "ث": 6, "ز": 7, "ذ": 6, "غ": 5, "ئ": 4, "ء": 4, "ظ": 3, "آ": 2, "ؤ": 2, "،": 8,
    "ً": 3, "؟": 1, "«": 2, "»": 2, "؛": 0.6, "\xa0": 0.6,
}  # fmt: skip
_SPACE, _RARE, _ALIEN = math.log(0.15), math.log(0.0005), math.log(0.000002)
_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]")

#: The first bytes of Arabic letters in UTF-8 (D8, D9), as decoded by the two encodings commonly used wrongly.
_MOJIBAKE = (("windows-1256", "طظ"), ("windows-1252", "ØÙ"))

_BINARY = "this is not text but a binary file; give text, Markdown, HTML, .docx, JSON or CSV."


class Decoded(NamedTuple):
    """Decoded text, its encoding, the confidence in it (0 to 1), and warnings."""

    text: str
    encoding: str
    confidence: float
    warnings: tuple[Warning, ...] = ()


def decode(data: bytes, encoding: str | None = None, *, repair: bool = False) -> Decoded:
    """Decode `data` in the given encoding, or in the one that gives the most plausible Arabic.

    UTF-8 that was once decoded as windows-1256 or Latin-1 causes a warning, and is repaired with `repair`. Raise
    DecodingError if the bytes are not text in the given encoding or in any known one, OptionError if there is no such
    encoding.
    """
    found = _named(data, encoding) if encoding else _detected(data)
    return mojibake(found, repair)


#: Codecs of Python that are not encodings of files.
_NO_ENCODINGS = {"undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape"}


def _named(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        if name.replace("_", "-") in _NO_ENCODINGS:
            raise LookupError
        text = data.decode("utf-8-sig" if name == "utf-8" else encoding)
    except UnicodeDecodeError as problem:
        raise DecodingError(f"byte {problem.start} is not {encoding}; leave --encoding out to have it found.") from None
    except (LookupError, ValueError):  # ValueError for a name that cannot be one
        raise OptionError(f"--encoding: there is no text encoding named {encoding!r}.") from None
    return Decoded(text.removeprefix("\ufeff"), encoding.lower(), 1.0)


def _detected(data: bytes) -> Decoded:
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(name), name.removesuffix("-sig"), 1.0)
            except UnicodeDecodeError as problem:
                raise DecodingError(
                    f"byte {problem.start} is not {name.removesuffix('-sig')}, which the file's first bytes announce."
                ) from problem
    if found := _utf16(data):
        return found
    if b"\0" in data[:4096] and _is_binary(data):
        raise DecodingError(_BINARY)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0 if data.isascii() else 0.99)
    except UnicodeDecodeError as problem:
        at = problem.start
    return _single_byte(data, at)


def _is_binary(data: bytes) -> bool:
    """Return whether more of the first bytes are controls than are in any text."""
    head = data[:4096]
    return sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in head) > len(head) * 0.05


def _utf16(data: bytes) -> Decoded | None:
    """Decode `data` as UTF-16 without a byte-order mark, if every other byte is a high byte of Arabic or ASCII."""
    sample = data[:4096]
    half = len(sample) // 2
    if len(data) % 2 or half == 0 or not (b"\0" in sample or b"\x06" in sample):
        return None
    for name, top in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        share = (top.count(0) + top.count(6) + top.count(0x20)) / half
        other = sample[0::2] if name.endswith("le") else sample[1::2]
        if share < 0.9 or (other.count(0) + other.count(6)) / half > 0.5:
            continue
        try:
            return Decoded(data.decode(name), name, round(min(share, 0.98), 2))
        except UnicodeDecodeError:
            continue
    return None


@cache
def _costs(encoding: str) -> tuple[float | None, ...]:
    """Return the logarithm of the frequency of every byte above ASCII, or None for unassigned bytes."""
    costs: list[float | None] = []
    for byte in range(128, 256):
        try:
            character = bytes((byte,)).decode(encoding)
        except UnicodeDecodeError:
            costs.append(None)
            continue
        if character in _FREQUENCIES:
            costs.append(math.log(_FREQUENCIES[character] / 1000))
        elif "\u0600" <= character <= "\u0669" or character in "“”‘’–—•…÷×©\u200c\u200d\u200e\u200f":
            costs.append(_RARE)
        else:
            costs.append(_ALIEN)
    return tuple(costs)


def plausible(data: bytes, encodings: Sequence[str]) -> str | None:
    """Return the one of single-byte `encodings` in which short texts such as file names are most plausible Arabic.

    Return None if they are valid in no encoding. Raise LookupError for an unknown one.
    """
    counts = [(byte, count) for byte, count in Counter(data).items() if byte > 127]
    best: tuple[float, str | None] = (-7.5 * sum(count for _, count in counts), None)
    for name in encodings:
        costs = _costs(name)
        score = sum((costs[byte - 128] or -math.inf) * count for byte, count in counts)
        best = (score, name) if score > best[0] else best
    return best[1]


def _single_byte(data: bytes, utf8_problem: int) -> Decoded:
    counts = [(byte, count) for byte, count in Counter(data).items() if byte > 127]
    total = sum(count for _, count in counts)
    # MacArabic has a second, Arabic space where the other two have the no-break space.
    rtl_spaces = data.count(0xA0) > data.count(0x20)
    scores: list[tuple[float, int, str]] = []
    for rank, name in enumerate(_SINGLE_BYTE):
        costs, score = _costs(name), 0.0
        for byte, count in counts:
            cost = costs[byte - 128]
            if byte == 0xA0 and rtl_spaces:
                cost = _SPACE if name == "mac_arabic" else _RARE
            if cost is None:
                break
            score += cost * count
        else:
            scores.append((score / total, -rank, name))
    scores.sort(reverse=True)
    if _is_binary(data):
        raise DecodingError(_BINARY)
    if not scores or scores[0][0] < -7.5:
        raise DecodingError(
            f"its encoding was not recognised (as UTF-8, byte {utf8_problem} is invalid); "
            "name it with --encoding, or save the file as UTF-8."
        )
    best, _, name = scores[0]
    text = data.decode(name)
    rivals = [score for score, _, rival in scores[1:] if data.decode(rival) != text]
    margin = (best - rivals[0]) * min(total, 60) if rivals else 10.0
    confidence = round(min(0.98, max(0.0, 1 - math.exp(-margin / 2)) * min(1.0, max(0.1, (best + 8) / 4))), 2)
    warnings: tuple[Warning, ...] = ()
    if confidence < 0.5:
        message = f"The encoding is uncertain: read as {name}; name the right one with --encoding."
        warnings = (Warning(Kind.ENCODING, message),)
    return Decoded(text, name.replace("mac_arabic", "mac-arabic"), confidence, warnings)


def mojibake(found: Decoded, repair: bool) -> Decoded:
    """Warn of UTF-8 that was once decoded in a wrong encoding; repair it with `repair`."""
    for wrong, marks in _MOJIBAKE:
        if sum(map(found.text.count, marks)) * 6 < len(found.text):
            continue
        lines = found.text.split("\n")
        right = [_undone(line, wrong) for line in lines]
        broken = [line for line in right if line is not None]
        if not _LETTERS.search("".join(broken)):
            continue
        told = f"The text is UTF-8 that was once decoded as {wrong} ({len(broken)} of {len(lines)} lines)"
        if not repair:
            warning = Warning(Kind.MOJIBAKE, f"{told}; add --repair to repair it.")
            return found._replace(warnings=(*found.warnings, warning))
        text = "\n".join(line if mended is None else mended for line, mended in zip(lines, right, strict=True))
        return found._replace(text=text, warnings=(*found.warnings, Warning(Kind.MOJIBAKE, f"{told}; repaired.")))
    return found


def _undone(line: str, wrong: str) -> str | None:
    """Return the line as it was before the wrong decoding, or None if it was never decoded wrongly."""
    if line.isascii():
        return None
    data = bytearray()
    for character in line:
        try:
            data += character.encode(wrong)
        except UnicodeEncodeError:
            if ord(character) > 255:
                return None
            data.append(ord(character))  # Latin-1 and the five bytes that windows-1252 leaves unassigned
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
