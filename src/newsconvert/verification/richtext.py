"""The texts of Rich Text Format (RTF 1.9.1), as a plain walk over its tokens finds them: see `walks`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]+)(?P<number>-?\d+)? ?|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])"
    rb"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
#: Destinations without a text of the document: tables, pictures, instructions, headers and footers, labels of lists.
_SILENT = frozenset((
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "fldinst", "listtext", "pntext", "nonesttables", "nonshppict", "objdata", "xe",
    "tc", "bkmkstart", "bkmkend", "annotation", "atnid", "atnauthor", "sn", "sv", "mmath", "ftnsep", "ftnsepc",
    "ftncn", "aftnsep", "aftnsepc", "aftncn",
))  # fmt: skip
#: Those that may be starred and have one.
_SPOKEN = frozenset(("footnote", "shppict", "shpinst", "fldrslt", "nesttableprops", "ud", "do", "dptxbxtext"))
_ENDS = frozenset(("par", "cell", "nestcell", "row", "nestrow", "sect", "page", "column"))
_SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "tab": " ", "line": " ", "~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}", "emspace": " ", "enspace": " ",
    "zwnj": "\u200c", "zwj": "\u200d", "rtlmark": "", "ltrmark": "",
}  # fmt: skip
_PAGES = {178: "cp1256", 179: "cp1256", 180: "cp1256", 77: "mac_roman", 204: "cp1251", 177: "cp1255", 161: "cp1253",
          162: "cp1254", 238: "cp1250", 186: "cp1257"}  # fmt: skip
_SYMBOLS = 2


@dataclass(slots=True)
class _State:
    silent: bool = False
    #: Inside the information about the document, whose titles in Unicode are no text of it either.
    info: bool = False
    fonts: bool = False
    starred: bool = False
    font: int = 0
    skip: int = 1


class _Walk:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._page = "cp1252"
        self._charsets: dict[int, int] = {}
        self._stack = [_State()]
        self._parts: list[str] = []
        self._bytes = bytearray()
        self._units = bytearray()
        self._left = 0

    def paragraphs(self) -> Iterator[str]:
        at = 0
        while found := _TOKEN.match(self._data, at):
            at = found.end()
            number = int(found["number"]) if found["number"] else None
            if (word := found["word"]) == b"bin":
                at += max(number or 0, 0)
            elif word is not None:
                yield from self._word(word.decode(), number)
            elif found["brace"]:
                self._brace(found["brace"])
            elif found["byte"]:
                self._add(bytes.fromhex(found["byte"].decode()))
            elif found["text"]:
                self._add(found["text"])
            elif (sign := found["sign"]) == b"*":
                self._stack[-1].starred = True
            elif sign in (b"\r", b"\n"):
                yield self._end()
            elif sign is not None and sign.decode("latin-1") in _SIGNS:
                self._say(_SIGNS[sign.decode("latin-1")])
        yield self._end()

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._left = 0
        if brace == b"{":
            self._stack.append(replace(self._stack[-1], starred=False))
        elif len(self._stack) > 1:
            self._stack.pop()

    def _word(self, word: str, number: int | None) -> Iterator[str]:
        state = self._stack[-1]
        if word == "u":
            if self._bytes:
                self._flush()
            self._units += ((number or 0) & 0xFFFF).to_bytes(2, "little")
            self._left = state.skip
            return
        if self._left and word in _SIGNS:
            self._left -= 1
            return
        self._flush()
        if state.fonts and word in ("f", "fcharset"):
            state.font = (number or 0) if word == "f" else state.font
            self._charsets[state.font] = (number or 0) if word == "fcharset" else self._charsets.get(state.font, 0)
        elif word in ("f", "af"):
            state.font = number or 0
        elif word == "uc":
            state.skip = max(number or 0, 0)
        elif word == "ansicpg":
            self._page = "utf-8" if number == 65001 else f"cp{number}"
        elif word == "mac":
            self._page = "mac_roman"
        elif word in _SILENT or (state.starred and word not in _SPOKEN):
            state.silent, state.fonts = True, state.fonts or word == "fonttbl"
            state.info = state.info or word == "info"
        elif word in _SPOKEN or word == "shptxt":
            state.silent = state.info or (state.silent and word == "nesttableprops")
        elif word in _ENDS:
            yield self._end()
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        state.starred = False

    def _add(self, letters: bytes) -> None:
        gone = min(self._left, len(letters))
        self._left -= gone
        if letters := letters[gone:]:
            self._flush(units=True)
            self._bytes += letters

    def _say(self, text: str) -> None:
        if self._left:
            self._left -= 1
            return
        self._flush()
        if not self._stack[-1].silent:
            self._parts.append(text)

    def _flush(self, *, units: bool = False) -> None:
        """Decode what is waiting: characters by their numbers, and else the bytes of a code page too."""
        text = self._units.decode("utf-16-le", "replace")
        self._units.clear()
        if not units:
            charset = self._charsets.get(self._stack[-1].font, 0)
            if charset != _SYMBOLS:
                try:
                    text += self._bytes.decode(_PAGES.get(charset, self._page), "replace")
                except LookupError:
                    text += self._bytes.decode("cp1252", "replace")
            self._bytes.clear()
        if text and not self._stack[-1].silent:
            self._parts.append(text)

    def _end(self) -> str:
        self._flush()
        if self._stack[-1].silent:
            return ""
        parts, self._parts = self._parts, []
        return "".join(parts)


def paragraphs(data: bytes) -> Iterator[str]:
    """Yield the texts of paragraphs and cells of RTF. Raise ValueError where it is not RTF."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise ValueError("it is not RTF")
    yield from _Walk(data).paragraphs()
