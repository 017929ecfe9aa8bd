"""Text that was damaged on its way: read in a wrong encoding, stored as shapes, or in the order it is drawn in.

Each is named in a warning, and undone only where that is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from ..patterns import pattern
from ..result import Kind, Warning
from .frequencies import guess_encoding

_LETTERS = pattern("[\u0621-\u063a\u0641-\u064a]")
#: How Arabic letters in UTF-8 begin (D8, D9) in the encodings that they are mistaken for; twice mistaken in the last.
_BEGINNINGS = (
    ("windows-1256", ("ط", "ظ")),
    ("windows-1252", ("Ø", "Ù")),
    ("mac_roman", ("ÿ", "Ÿ")),
    ("cp437", ("╪", "┘")),
    ("cp850", ("Ï", "┘")),
    ("windows-1252", ("Ã˜", "Ã™", "Ã\x98", "Ã\x99")),
)
#: Letters of windows-1256 and its like as Western encodings show them.
_WESTERN = pattern("[\u00c0-\u00ff]")
#: The shapes that letters have on paper; the words and phrases among them (ﷲ, ﷺ) are characters of their own right.
_SHAPES = pattern("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]")
_WORD = pattern(r"[^\W\d_]+")
#: What keeps its order in a line that is turned: numbers and Latin words, with the marks inside them.
_LTR = "0-9A-Za-z\u0660-\u0669\u06f0-\u06f9"
_LEFT_TO_RIGHT = pattern(rf"%?[{_LTR}](?:[{_LTR}.,:/@_%+\-]*[{_LTR}])?")
_MIRROR = str.maketrans("()[]{}<>«»", ")(][}{><»«")


class Decoded(NamedTuple):
    """Text, the encoding it was in, how sure that is (0 to 1), and warnings."""

    text: str
    encoding: str
    confidence: float
    warnings: tuple[Warning, ...] = ()


def repair_text(found: Decoded, repair: bool) -> Decoded:
    """Name what is wrong with a text in warnings; undo it where `repair` asks for it."""
    if is_sound(found.text):
        return found
    return visual_order(mojibake(found, repair), repair)


@lru_cache(maxsize=1)  # asked three times of one text
def is_sound(text: str) -> bool:
    """Return at once whether `text` is Arabic as it should be: its words begin with the article as often as they do."""
    return text.count(" ال") * 120 > len(text)


def mojibake(found: Decoded, repair: bool) -> Decoded:
    """Name text that was once read in a wrong encoding in a warning; undo it where `repair` asks for it."""
    for wrong, marks in _BEGINNINGS:
        share = sum(map(found.text.count, marks)) * (6 if len(marks[0]) == 1 else 12)
        if share < len(found.text) or not share:
            continue
        lines = found.text.split("\n")
        right = [_undone(line, wrong) for line in lines]
        undone = "".join(line for line in right if line is not None)
        if not (_LETTERS.search(undone) or sum(map(undone.count, "ØÙ")) * 6 >= len(undone)):
            continue
        return _warn(found, lines, right, f"UTF-8 that was once read as {wrong}", repair)
    return _western(found, repair)


def _western(found: Decoded, repair: bool) -> Decoded:
    """Name Arabic in a single-byte encoding that was read as Western, «æÒÇÑÉ»; undo it where `repair` asks for it."""
    count = len(_WESTERN.findall(found.text[:4000]))
    if count < 8 or count * 2.5 < len(found.text[:4000]):
        return found
    lines = found.text.split("\n")
    data = b"".join(filter(None, map(_bytes, lines)))
    name = guess_encoding(data, ("windows-1256", "iso-8859-6", "mac_arabic"))
    if name is None:
        return found
    right = [bytes_.decode(name, errors="replace") if (bytes_ := _bytes(line)) else None for line in lines]
    return _warn(found, lines, right, f"{name} that was once read as a Western encoding", repair)


def _bytes(line: str) -> bytes | None:
    """Return the bytes that `line` was read from as windows-1252 or Latin-1; None where it is ASCII or neither."""
    if line.isascii():
        return None
    data = bytearray()
    for character in line:
        try:
            data += character.encode("windows-1252")
        except UnicodeEncodeError:
            if ord(character) > 255:
                return None
            data.append(ord(character))
    return bytes(data)


def _warn(found: Decoded, lines: list[str], right: list[str | None], what: str, repair: bool) -> Decoded:
    count = sum(line is not None for line in right)
    if not count:
        others = any(one.kind is Kind.MOJIBAKE for one in found.warnings)  # are repaired
        which = "The rest of the text" if others else f"The text is {what}, and"
        message = f"{which} lost bytes on the way, so that it cannot be repaired; look for the original."
        return found._replace(warnings=(*found.warnings, Warning(Kind.MOJIBAKE, message)))
    told = f"The text is {what} ({count} of {len(lines)} lines)"
    if not repair:
        warning = Warning(Kind.MOJIBAKE, f"{told}; read it with --repair to have it repaired.")
        return found._replace(warnings=(*found.warnings, warning))
    text = "\n".join(line if undone is None else undone for line, undone in zip(lines, right, strict=True))
    told += "; these lines are repaired." if count < sum(map(bool, lines)) else "; repaired."
    again = found._replace(text=text, warnings=(*found.warnings, Warning(Kind.MOJIBAKE, told)))
    return mojibake(again, repair) if text != found.text else again


def _undone(line: str, wrong: str) -> str | None:
    """Return the line as it was before it was read in the wrong encoding; None where it never was."""
    if line.isascii():
        return None
    data = bytearray()
    for character in line:
        try:
            data += character.encode(wrong)
        except UnicodeEncodeError:
            if ord(character) > 255:
                return None
            data.append(ord(character))  # Latin-1 and the five bytes that windows-1252 leaves open
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def letters_of_shapes(text: str) -> str:
    """Return `text` with letters in place of the shapes they have on paper (Arabic Presentation Forms A and B)."""
    return _SHAPES.sub(lambda found: _letter(found[0]), text)


@cache
def _letter(shape: str) -> str:
    return unicodedata.normalize("NFKC", shape).strip() or shape


def shapes(text: str) -> list[Warning]:
    """Return a warning where `text` is stored as shapes."""
    count = 0 if is_sound(text) else len(_SHAPES.findall(text))
    if count < 4 or count * 20 < len(text):
        return []
    told = f"{count} letters are stored as presentation forms, which no search finds; use --normalize forms."
    return [Warning(Kind.PRESENTATION_FORMS, told)]


def visual_order(found: Decoded, repair: bool) -> Decoded:
    """Name lines that are stored in the order they are drawn in; turn them where `repair` asks for it.

    Teh marbuta and alef maqsura end words and never begin them, and the article begins them.
    """
    lines = found.text.split("\n")
    if not _is_reversed(found.text):
        return found
    turned = [bool(re.search("[\u0590-\u08ff\ufb1d-\ufefc]", line)) and _is_reversed(line, few=True) for line in lines]
    told = f"{sum(turned)} of {len(lines)} lines are stored in visual order"
    if not repair:
        warning = Warning(Kind.VISUAL_ORDER, f"{told}; read the text with --repair to have them turned.")
        return found._replace(warnings=(*found.warnings, warning))
    text = "\n".join(logical(line) if visual else line for line, visual in zip(lines, turned, strict=True))
    return found._replace(text=text, warnings=(*found.warnings, Warning(Kind.VISUAL_ORDER, f"{told}; turned.")))


def _is_reversed(text: str, *, few: bool = False) -> bool:
    """Return whether the words of `text` are spelt backwards; of a line in such a text, `few` signs are enough."""
    right = wrong = 0
    for word in _WORD.findall(letters_of_shapes(text) if _SHAPES.search(text) else text):
        if len(word) > 2:
            wrong += (word[0] in "ةى") + word.endswith("لا")
            right += (word[-1] in "ةى") + word.startswith("ال")
    return wrong >= right if few else wrong >= 4 and wrong > 4 * right


def logical(line: str) -> str:
    """Return a line in the order it is read in, out of the order it is drawn in from left to right."""
    turned = line[::-1].translate(_MIRROR)
    return _LEFT_TO_RIGHT.sub(lambda found: found[0][::-1], turned)
