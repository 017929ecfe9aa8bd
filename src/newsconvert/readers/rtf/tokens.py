"""Rich Text Format (RTF 1.9.1) as a stream of what it says: groups, control words, and text in Unicode."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..symbols import readable

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])"
    r"|(?P<brace>[{}])|(?P<end>[\r\n]+)|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
#: Code pages by character sets of fonts; 0 and 1 are the document's own, or the system's.
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 179: "cp1256", 180: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 255: "cp437",
}  # fmt: skip
SYMBOLS = 2
#: A letter of the West among others, such as in «café», in a document of Arabic.
_WESTERN = re.compile(rb"(?<=[A-Za-z])[\x80-\xff](?![\x80-\xff])|(?<![\x80-\xff])[\x80-\xff](?=[A-Za-z])")
#: Characters that have a control word or a control symbol.
SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c",
    "ltrmark": "\u200e", "rtlmark": "\u200f", "zwbo": "\u200b", "zwnbo": "\u2060",
    "~": "\u00a0", "_": "\u2011", "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip


class Token(NamedTuple):
    """A piece of a document: `{`, `}`, a control word with its number, `*`, `text`, or `bin` with its bytes.

    `symbols` are bytes in a font of symbols, whose name is the text.
    """

    kind: str
    number: int | None = None
    text: str = ""
    data: bytes = b""


@dataclass(slots=True)
class _State:
    """What a group inherits: the fonts of its letters and of Arabic ones, and how long stand-ins are."""

    font: int | None = None
    other: int | None = None
    skip: int = 1


@dataclass(slots=True)
class Decoder:
    """Reads tokens; the code pages of fonts are learned from their table as it is read."""

    page: str = "cp1252"
    fonts: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    _state: _State = field(default_factory=_State)
    _states: list[_State] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)
    _units: list[int] = field(default_factory=list)
    _left: int = 0  # characters that stand for the last `\u` in programs that do not know it

    def tokens(self, data: bytes) -> Iterator[Token]:
        """Yield the tokens of a document, its text in as few as there are."""
        text, at = data.decode("latin-1"), 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:  # a backslash at the end
                break
            at = found.end()
            if (word := found["word"]) is not None:
                number = int(found["number"]) if found["number"] else None
                if word == "bin":
                    size = max(number or 0, 0)
                    yield from self._flush()
                    yield Token("bin", data=data[at : at + size])
                    at += size
                else:
                    yield from self._word(word, number)
            elif found["brace"]:
                yield from self._brace(found["brace"])
            elif found["byte"]:
                yield from self._letters(bytes.fromhex(found["byte"]))
            elif found["text"]:
                yield from self._letters(found["text"].encode("latin-1"))
            elif found["sign"]:
                yield from self._sign(found["sign"])
        yield from self._flush()

    def _word(self, word: str, number: int | None) -> Iterator[Token]:
        if word == "u":
            yield from self._flush_bytes()
            self._units.append((number or 0) & 0xFFFF)
            self._left = self._state.skip
            return
        if self._left:
            self._left -= 1
            if word in SIGNS:
                return
        yield from self._flush()
        if word == "uc":
            self._state.skip = max(number or 0, 0)
        elif word in ("f", "af"):
            setattr(self._state, "font" if word == "f" else "other", number)
        elif word == "ansicpg" and number:
            self.page = "utf-8" if number == 65001 else f"cp{number}"
        elif word == "mac":
            self.page = "mac_roman"
        yield Token("text", text=SIGNS[word]) if word in SIGNS else Token(word, number)

    def _brace(self, brace: str) -> Iterator[Token]:
        self._left = 0
        yield from self._flush()
        if brace == "{":
            self._states.append(self._state)
            self._state = _State(self._state.font, self._state.other, self._state.skip)
        elif self._states:
            self._state = self._states.pop()
        yield Token(brace)

    def _sign(self, sign: str) -> Iterator[Token]:
        if self._left and sign in SIGNS:
            self._left -= 1
            return
        yield from self._flush()
        if sign in "\r\n":
            yield Token("par")
        elif sign in SIGNS:
            yield Token("text", text=SIGNS[sign])
        elif sign == "*":
            yield Token("*")

    def _letters(self, letters: bytes) -> Iterator[Token]:
        gone = min(self._left, len(letters))
        self._left -= gone
        if letters := letters[gone:]:
            yield from self._flush_units()
            self._bytes += letters

    def _flush(self) -> Iterator[Token]:
        yield from self._flush_units()
        yield from self._flush_bytes()

    def _flush_units(self) -> Iterator[Token]:
        units, self._units = self._units, []
        if units:
            data = b"".join(unit.to_bytes(2, "little") for unit in units)
            yield Token("text", text=readable(self._font_name(), data.decode("utf-16-le", "replace")))

    def _flush_bytes(self) -> Iterator[Token]:
        data, self._bytes = bytes(self._bytes), bytearray()
        if not data:
            return
        charsets = [self.fonts.get(font) for font in (self._state.font, self._state.other) if font is not None]
        if charsets[:1] == [SYMBOLS] and not data.isspace():
            yield Token("symbols", text=self._font_name(), data=data)
            return
        named = (_CHARSETS[one] for one in charsets if one in _CHARSETS)
        yield Token("text", text=self._decode(data, next(named, None)))

    def _font_name(self) -> str:
        return self.names.get(self._state.font or 0, "")

    def _decode(self, data: bytes, page: str | None) -> str:
        """Return bytes as text; Arabic of the document's code page is also found in fonts that are of the West."""
        if page is None and self.fonts and self.page == "cp1256":
            parts = [part.decode("cp1256", "replace") for part in _WESTERN.split(data)]
            west = [one.decode("cp1252", "replace") for one in _WESTERN.findall(data)]
            return "".join(one for pair in zip(parts, [*west, ""], strict=True) for one in pair)
        try:
            return data.decode(page or self.page, "replace")
        except LookupError:
            return data.decode("cp1252", "replace")
