"""Fonts inside a Word document: which faces it sets, their subsets, and the obfuscation (ECMA-376 Part 1, 17.8)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from ... import keeping
from ...arabic import ESSENTIAL
from ...fontfile import subset, tool_versions
from ...resources import Family, Typefaces, open_face
from ...result import Kind, Warning
from .wordml import Element, el

MODES = ("subset", "full", "none")
_QUOTES = (0x2018, 0x2019, 0x201C, 0x201D)
#: Subsets are made of whole sets of characters, the first in each: an editor who corrects a word has its letters, and
#: the same subset serves many documents. Single characters follow only where none of the sets has them.
_SETS = (
    ESSENTIAL | {*range(0x20, 0x3C), 0x3F, 0xA0, 0xAB, 0xBB, 0x0640, *range(0x0660, 0x066D), 0x2013, *_QUOTES, 0x2026},
    frozenset(range(0x20, 0x7F)),
    frozenset((0x0679, 0x067E, 0x0686, 0x0688, 0x0691, 0x0698, 0x06A9, 0x06AF, 0x06BA, 0x06BE, 0x06C1, 0x06CC, 0x06D2)),
)
_DIGITS = frozenset(range(0x0660, 0x066A)) | {ord(" "), ord(".")}


class Embedded(NamedTuple):
    """A font file to put in the document: the slot it fills, its obfuscated bytes and the key to them."""

    slot: str
    data: bytes
    key: str


class Font(NamedTuple):
    """A family that the document names, and the files of it that travel with it."""

    name: str
    path: Path
    files: tuple[Embedded, ...] = ()


class Faces:
    """The characters each face of a document sets, gathered while it is made.

    `template` are the fonts that the styles of a template name, None where the styles are ours.
    """

    def __init__(self, typefaces: Typefaces, mode: str, template: frozenset[str] | None = None) -> None:
        self._template = template
        self._unnamed: set[str] = set()  # what a font of the template sets, whichever that is
        self.typefaces = typefaces
        self.mode = mode
        self._used: dict[tuple[int, bool], tuple[Family, set[str]]] = {}  # by identity: hashing paths takes long
        self._digits: dict[Family, None] = {}

    def use(self, family: Family, bold: bool, text: str, *, named: bool = False) -> None:
        """Note that a face sets `text`; `named` where the run names it, not the style."""
        if self._template is not None and not named:
            self._unnamed.update(text)
            return
        self._used.setdefault((id(family), bold), (family, set()))[1].update(text)

    def digits(self, first: Family) -> str | None:
        """Return the family that shows 0 to 9 as ٠ to ٩ beside `first`, or None where no fonts travel.

        A field, or the counter of a list, gives the digits that Word's option Numeral says, mostly European ones, and
        LibreOffice those alone.
        """
        if self.mode == "none":
            return None
        arabic = _arabic(self.typefaces)
        drawn = first if first in arabic and first.editable else arabic[0]
        self._digits[drawn] = None
        return _digits_name(self.typefaces, drawn)

    def fonts(self) -> tuple[list[Font], list[Warning]]:
        """Return the fonts of the document, and a warning for each whose licence bits keep it out."""
        found: list[Font] = []
        warnings: list[Warning] = []
        faces: dict[Family, dict[bool, set[str]]] = {}
        for (_, bold), (family, used) in self._used.items():
            faces.setdefault(family, {}).setdefault(bold, set()).update(used)
        for family in self.typefaces.all:
            if self._template and family.name in self._template:
                for bold in (False, True):
                    faces.setdefault(family, {}).setdefault(bold, set()).update(self._unnamed)
        for family, weights in faces.items():
            files: tuple[Embedded, ...] = ()
            if self.mode != "none" and not family.editable:
                warnings.append(
                    Warning(
                        Kind.FONT_NOT_EMBEDDED,
                        f"{family.name} is not in the Word document: its licence bits (OS/2 fsType) allow preview and "
                        "print alone; who opens it needs the font, or choose another.",
                    )
                )
            elif self.mode != "none":
                files = tuple(self._files(family, weights))
            found.append(Font(family.name, family.regular, files))
        for family in self._digits:
            name = _digits_name(self.typefaces, family)
            data = _obfuscated_digits(family.regular, name)
            found.append(Font(name, family.regular, (Embedded("embedRegular", *data),)))
        return found, warnings

    def _files(self, family: Family, used: Mapping[bool, set[str]]) -> Iterable[Embedded]:
        regular, bold = used.get(False), used.get(True)
        if family.bold == family.regular:  # Word makes the bold of it itself, from the one file
            regular, bold = (regular or set()) | (bold or set()), None
        for slot, path, shown in (("embedRegular", family.regular, regular), ("embedBold", family.bold, bold)):
            if self.mode == "full":
                if slot == "embedRegular" or path != family.regular:
                    yield Embedded(slot, *_embed_whole(path))
            elif shown is not None:
                text, headline = family == self.typefaces.text, family == self.typefaces.headline
                # Bold words in a text of the other weight are too few to bring the alphabet along.
                sets = _SETS if text and slot == "embedRegular" else _SETS[:1] if headline else ()
                yield Embedded(slot, *_part(path, _wanted(frozenset(map(ord, shown)), sets)))


def font_element(font: Font, identities: Iterable[str]) -> Element:
    """Return the `w:font` of a font table (17.8.3.10); `identities` are those of the relationships to its files."""
    panose, signature = _facts(font.path)
    return el(
        "font",
        el("panose1", val=panose),
        el("charset", val="B2"),  # Arabic
        el("family", val="auto"),
        el("pitch", val="variable"),
        el("sig", **signature),
        *(
            el(file.slot, **{"r:id": identity, "w:fontKey": file.key})
            for file, identity in zip(font.files, identities, strict=True)
        ),
        name=font.name,
    )


@lru_cache(maxsize=32)
def _facts(path: Path) -> tuple[str, dict[str, str | int]]:
    """Return the PANOSE and the signature of a font file, by which readers find one that resembles it (17.8.3.16)."""
    table = bytes(open_face(path).reference_table("OS/2").data).ljust(86, b"\0")
    unicode = [int.from_bytes(table[at : at + 4], "big") for at in (42, 46, 50, 54)]
    pages = [int.from_bytes(table[at : at + 4], "big") for at in (78, 82)]
    names = ("usb0", "usb1", "usb2", "usb3", "csb0", "csb1")
    signature: dict[str, str | int] = {
        name: f"{bits:08X}" for name, bits in zip(names, (*unicode, *pages), strict=True)
    }
    return table[32:42].hex().upper(), signature


@lru_cache(maxsize=256)
def _wanted(used: frozenset[int], sets: tuple[frozenset[int], ...]) -> frozenset[int]:
    """Return `used` with the first of `sets`, and with the others that it needs."""
    first = sets[:1]
    return used.union(*first, *(known for known in sets[1:] if not used.isdisjoint(known.difference(*first))))


def _obfuscate(data: bytes, seed: bytes) -> tuple[bytes, str]:
    """Return `data` obfuscated, and the key: a GUID that follows from `seed` (17.8.1)."""
    key = UUID(bytes=sha256(seed).digest()[:16], version=4)
    mask = int.from_bytes(key.bytes[::-1] * 2, "big")
    head = (int.from_bytes(data[:32], "big") ^ mask).to_bytes(32, "big")
    return head + data[32:], f"{{{str(key).upper()}}}"


@lru_cache(maxsize=64)
def _part(path: Path, code_points: frozenset[int]) -> tuple[bytes, str]:
    # The key follows from what was asked for: another version of HarfBuzz changes the file, not the document.
    return _obfuscate(subset(path, code_points, optional_features=False), f"{path.name} {sorted(code_points)}".encode())


@lru_cache(maxsize=16)
def _embed_whole(path: Path) -> tuple[bytes, str]:
    return _obfuscate(path.read_bytes(), path.name.encode())


@lru_cache(maxsize=16)
def _obfuscated_digits(path: Path, name: str) -> tuple[bytes, str]:
    return _obfuscate(_kept_digits_font(path, name), f"{path.name} {name}".encode())


def _digits_name(typefaces: Typefaces, family: Family) -> str:
    # A name of its own: a changed font may not bear the reserved one (OFL, condition 3), nor stand in for the other.
    return f"Arabic-Indic Digits {_arabic(typefaces).index(family) + 1}"


def _arabic(typefaces: Typefaces) -> list[Family]:
    """Return the fallbacks that have Arabic digits."""
    return [family for family in typefaces.fallback if family.is_arabic]


def _kept_digits_font(path: Path, name: str) -> bytes:
    """Return what `_digits_font` does, kept between runs: to load what it needs takes a quarter of a first document."""
    made_of = f"{name} {tool_versions()} ".encode() + path.read_bytes()
    key = f"digits-{sha256(made_of).hexdigest()}.ttf"
    font = keeping.load(key)
    if font is None:
        font = _digits_font(path, name)
        keeping.store(key, font)
    return font


def _digits_font(path: Path, name: str) -> bytes:
    """Return a font of digits alone, which shows the Arabic-Indic ones for the European too."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(subset(path, _DIGITS)), recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap |= {0x30 + digit: table.cmap[0x0660 + digit] for digit in range(10)}
    names = font["name"]
    for name_id, value in ((1, name), (3, name), (4, name), (6, name.replace(" ", ""))):
        names.setName(value, name_id, 3, 1, 0x409)
    names.names = [record for record in names.names if record.nameID not in (16, 17) and record.platformID == 3]
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()
