"""Decode bytes: detect the encoding that gives plausible Arabic, and how certain that is.

General detectors confuse windows-1256 with European code pages and do not know MacArabic. The single-byte encodings are
therefore distinguished by the frequencies of the letters they give.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter

from ..errors import DecodingError, OptionError
from ..result import Kind, Warning
from .frequencies import RARE, SPACE, byte_costs, guess_encoding
from .repairs import Decoded, letters_of_shapes, repair_text

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its byte-order mark begins with that of UTF-16 LE
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("windows-1256", "iso-8859-6", "mac_arabic", "cp720", "cp864")

_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]")

_BINARY = "this is not text but a binary file; give text, Markdown, HTML, .docx, JSON or CSV."
#: A line of UTF-8 may have this many invalid bytes, where it was cut.
_CUTS = 2


def decode(data: bytes, encoding: str | None = None, *, repair: bool = False) -> Decoded:
    """Decode `data` in the given encoding, or in the one that gives the most plausible Arabic.

    What was once decoded in a wrong encoding, or is stored in visual order, causes a warning, and is repaired with
    `repair`. Raise DecodingError if the bytes are not text in the given encoding or in any known one, OptionError if
    there is no such encoding.
    """
    found = repair_text(_decode_as(data, encoding) if encoding else _detect(data), repair)
    if codecs.lookup(found.encoding).name == "cp864":  # repaired with its shapes: those of two letters turn as one
        found = found._replace(text=_letters(found.text))
    return found


_SOME = "utf-8, windows-1256, iso-8859-6 or utf-16"
#: Codecs of Python that are not encodings of files.
_NO_ENCODINGS = {"undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape"}


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        if name.replace("_", "-") in _NO_ENCODINGS:
            raise LookupError
        text = data.decode("utf-8-sig" if name == "utf-8" else encoding)
    except UnicodeDecodeError as problem:
        raise DecodingError(f"byte {problem.start} is not {encoding}; leave --encoding out to have it found.") from None
    except (LookupError, ValueError):  # ValueError for a name that cannot be one
        raise OptionError(f"There is no text encoding named {encoding!r}; give one such as {_SOME}.") from None
    return Decoded(text.removeprefix("\ufeff"), encoding.lower(), 1.0)


def _detect(data: bytes) -> Decoded:
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(name), name.removesuffix("-sig"), 1.0)
            except UnicodeDecodeError as problem:
                raise DecodingError(
                    f"byte {problem.start} is not {name.removesuffix('-sig')}, which the file's first bytes announce; "
                    "the file is damaged or cut there: copy it anew, or save it as UTF-8."
                ) from problem
    if found := _utf16(data):
        return found
    if b"\0" in data[:4096] and _is_binary(data):
        raise DecodingError(_BINARY)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0 if data.isascii() else 0.99)
    except UnicodeDecodeError as problem:
        at = problem.start
    return _decode_mixed(data) or _single_byte(data, at)


def _decode_mixed(data: bytes) -> Decoded | None:
    """Return UTF-8 with some lines in windows-1256, as files put together from several hold, or with cut letters.

    None where no line shows by its Arabic letters that the rest is UTF-8.
    """
    lines: list[str] = []
    other: list[int] = []
    cut = letters = foreign = 0
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            text = line.decode()
            letters += 0 if line.isascii() else len(_LETTERS.findall(text))
        except UnicodeDecodeError:
            text = line.decode(errors="replace")
            broken, right = text.count("\ufffd"), len(_LETTERS.findall(text))
            if broken <= _CUTS + right // 50 and right >= 4 * broken:
                cut, letters = cut + broken, letters + right
            elif (found := guess_encoding(line, ("windows-1256",))) is None:
                return None
            else:
                text = line.decode(found, errors="replace")
                foreign += len(_LETTERS.findall(text))
                other.append(number)
        lines.append(text)
    if letters < 20 or letters < foreign / 10:
        return None
    told = []
    if other:
        shown = ", ".join(map(str, other[:5])) + (f" and {len(other) - 5} more" if len(other) > 5 else "")
        told.append(f"{len(other)} of {len(lines)} lines are not UTF-8 and were read as windows-1256 (line {shown})")
    if cut:
        told.append(f"{cut} bytes are not UTF-8; they are shown as U+FFFD")
    warning = Warning(Kind.ENCODING, f"{'; '.join(told)}.")
    return Decoded("\n".join(lines), "utf-8", 0.8 if other else 0.9, (warning,))


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


def _letters(text: str) -> str:
    """Return a text of code page 864 with letters for shapes, and with the percent sign that Python's table lacks."""
    return letters_of_shapes(text).replace("\u066a", "%")


def _plain(data: bytes, encoding: str) -> str:
    """Return `data` in a single-byte encoding as letters."""
    text = data.decode(encoding)
    return _letters(text) if encoding == "cp864" else text


def _single_byte(data: bytes, utf8_problem: int) -> Decoded:
    counts = [(byte, count) for byte, count in Counter(data).items() if byte > 127]
    total = sum(count for _, count in counts)
    # MacArabic has a second, Arabic space where the other two have the no-break space.
    rtl_spaces = data.count(0xA0) > data.count(0x20)
    scores: list[tuple[float, int, str]] = []
    for rank, name in enumerate(_SINGLE_BYTE):
        costs, score = byte_costs(name), 0.0
        for byte, count in counts:
            cost = costs[byte - 128]
            if byte == 0xA0 and rtl_spaces:
                cost = SPACE if name == "mac_arabic" else RARE
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
    text = _plain(data, name)
    rivals = [score for score, _, rival in scores[1:] if _plain(data, rival) != text]
    margin = (best - rivals[0]) * min(total, 60) if rivals else 10.0
    confidence = round(min(0.98, max(0.0, 1 - math.exp(-margin / 2)) * min(1.0, max(0.1, (best + 8) / 4))), 2)
    warnings: tuple[Warning, ...] = ()
    if confidence < 0.5:
        message = f"The encoding is uncertain: read as {name}; name the right one with --encoding."
        warnings = (Warning(Kind.ENCODING, message),)
    return Decoded(data.decode(name), name.replace("mac_arabic", "mac-arabic"), confidence, warnings)
