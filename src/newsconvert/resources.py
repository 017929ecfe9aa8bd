"""External input of writers: fonts, themes and the date, in one value that tests can replace."""

from __future__ import annotations

import os
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .arabic import ESSENTIAL, INVISIBLE
from .errors import FontError, OptionError, ThemeError, reason_of
from .files import read_regular
from .fontcheck import check_font
from .result import Kind, Warning
from .stylesheet import problem_of

if TYPE_CHECKING:
    import uharfbuzz

PACKAGE = Path(__file__).parent
THEMES = PACKAGE / "themes"
# The wheel has the fonts inside the package; a checkout has them at its top level.
FONTS = next((p for p in (PACKAGE / "fonts", PACKAGE.parents[1] / "fonts") if p.is_dir()), PACKAGE / "fonts")

_LARGEST_TEMPLATE = 32 << 20

# OpenType specification, table OS/2, field fsType: the usage permissions.
_RESTRICTED, _PREVIEW_AND_PRINT, _NO_SUBSETTING, _BITMAP_ONLY = 0x0002, 0x0004, 0x0100, 0x0200


@lru_cache(maxsize=32)
def open_face(path: Path) -> uharfbuzz.Face:
    """Return the HarfBuzz face of the font file at `path`. Raise FontError if it is not a font."""
    import uharfbuzz as hb

    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
    except (OSError, hb.HarfBuzzError) as problem:
        raise FontError(f"{path}: the font file cannot be read; name a .ttf or .otf file that exists.") from problem
    try:
        readable = face.glyph_count and "cmap" in face.table_tags
    except UnicodeDecodeError:  # a name of a table is not ASCII
        readable = False
    if not readable:
        raise FontError(f"{path}: this is not a TrueType or OpenType font; name a .ttf or .otf file.")
    return face


@lru_cache(maxsize=32)
def characters(path: Path) -> frozenset[int]:
    """Return the code points for which the font file at `path` has a glyph."""
    return frozenset(open_face(path).unicodes)


def name_of(path: Path, name_id: int) -> str:
    """Return an entry of the font's `name` table (OpenType specification, table name), or an empty string."""
    return open_face(path).get_name(name_id) or ""


@dataclass(frozen=True, slots=True)
class Family:
    """A font family: `key` names it on the command line, `name` in CSS and Word; files of Regular and Bold weight.

    Its hash uses only the two fields that distinguish families, because families are looked up very often.
    """

    key: str
    name: str = field(hash=False)
    style: str = field(hash=False)
    regular: Path
    bold: Path = field(hash=False)
    licence: str = field(default="SIL Open Font License 1.1", hash=False)

    @property
    def version(self) -> str:
        """The version the font file states, such as 1.002."""
        return name_of(self.regular, 5).removeprefix("Version ").split(";")[0].strip()

    @property
    def characters(self) -> frozenset[int]:
        """The code points for which the Regular weight has a glyph."""
        return characters(self.regular)

    @property
    def is_arabic(self) -> bool:
        """Whether the family has what Arabic text needs; others are fallbacks alone."""
        return self.characters >= ESSENTIAL

    @property
    def editable(self) -> bool:
        """Whether the font may be embedded in an editable document (fsType: not Preview & Print)."""
        return not _fs_type(self.regular) & _PREVIEW_AND_PRINT


def _fs_type(path: Path) -> int:
    table = open_face(path).reference_table("OS/2").data
    return int.from_bytes(table[8:10], "big") if len(table) >= 10 else 0


def _bundled_family(key: str, name: str, style: str) -> Family:
    stem = name.replace(" ", "")
    folder = FONTS / key
    bold = folder / f"{stem}-Bold.ttf"
    return Family(
        key, name, style, folder / f"{stem}-Regular.ttf", bold if bold.exists() else folder / f"{stem}-Regular.ttf"
    )


@cache
def bundled_families() -> Mapping[str, Family]:
    """Return the bundled families by key, in fallback order."""
    families = (
        _bundled_family("amiri", "Amiri", "naskh"),
        _bundled_family("noto-naskh-arabic", "Noto Naskh Arabic", "naskh"),
        _bundled_family("ibm-plex-sans-arabic", "IBM Plex Sans Arabic", "sans"),
        _bundled_family("noto-kufi-arabic", "Noto Kufi Arabic", "kufi"),
        _bundled_family("vazirmatn", "Vazirmatn", "sans"),
        _bundled_family("noto-sans", "Noto Sans", "fallback"),  # a part of it: Latin, Greek and Cyrillic
        _bundled_family("noto-sans-hebrew", "Noto Sans Hebrew", "fallback"),
        _bundled_family("noto-sans-tifinagh", "Noto Sans Tifinagh", "fallback"),
        _bundled_family("noto-sans-symbols2", "Noto Sans Symbols2", "symbols"),  # a part of it: no emoji, but ☑
        _bundled_family("noto-emoji", "Noto Emoji", "symbols"),
    )
    return MappingProxyType({family.key: family for family in families})


def _is_file(path: Path) -> bool:
    """Return whether the file exists; False for a name that no file can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def own_family(path: Path, *, arabic: bool = True) -> Family:
    """Return a user's own font file as a family of one weight.

    Raise FontError if it cannot be read, if its fsType forbids embedding or subsetting, or, unless it need not be
    `arabic`, if it lacks letters that Arabic text needs.
    """
    if not _is_file(path):
        raise FontError(f"{path}: there is no such font file.")
    path = path.resolve()
    permissions = _fs_type(path)
    if permissions & (_NO_SUBSETTING | _BITMAP_ONLY) or permissions & 0xF == _RESTRICTED:
        raise FontError(
            f"{path}: the licence bits of this font (OS/2 fsType {permissions:#06x}) forbid embedding it; "
            "choose a font that may be embedded."
        )
    check_font(path, open_face(path))
    lacking = sorted(ESSENTIAL - characters(path)) if arabic else []
    if lacking:
        shown = " ".join(chr(c) if unicodedata.combining(chr(c)) == 0 else f"U+{c:04X}" for c in lacking[:8])
        raise FontError(
            f"{path}: this font lacks {len(lacking)} characters that Arabic needs ({shown}); choose another."
        )
    name = name_of(path, 16) or name_of(path, 1) or path.stem
    return Family(path.stem, name, "own", path, path, name_of(path, 13) or "not stated")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: a folder with `theme.toml`, `theme.css`, and style sheets for single formats."""

    name: str
    title: str
    folder: Path
    text_font: str
    headline_font: str
    docx: Mapping[str, Any] = field(default_factory=dict, hash=False)
    cover: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def is_bundled(self) -> bool:
        """Whether it is one of ours, which is the same everywhere."""
        return self.folder.is_relative_to(THEMES)

    def css(self, *sheets: str) -> str:
        """Return the theme's style sheets of these names, joined in order; missing ones are skipped."""
        if self.is_bundled:
            return _bundled_sheets(self.folder, sheets)
        return _sheets(self.folder, sheets)


def _sheets(folder: Path, sheets: tuple[str, ...]) -> str:
    paths = [folder / f"{sheet}.css" for sheet in sheets]
    return "\n".join(_sheet(path) for path in paths if path.exists())


_bundled_sheets = lru_cache(maxsize=32)(_sheets)


def _sheet(path: Path) -> str:
    """Return a style sheet. Raise ThemeError if it is outside its theme's folder, not text, or loads anything."""
    try:
        css = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise ThemeError(f"{path}: the style sheet cannot be read as UTF-8 ({problem}).") from problem
    if path.is_relative_to(THEMES):
        return css
    if not path.resolve().is_relative_to(path.parent.resolve()):
        raise ThemeError(f"{path}: the style sheet is a link that leaves its theme's folder; copy the file there.")
    try:
        fault = problem_of(css)
    except RecursionError:
        raise ThemeError(f"{path}: the style sheet is nested too deeply.") from None
    if fault:
        raise ThemeError(f"{path}: {fault}.")
    return css


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The fonts of a document: for body text, for headlines, and fallbacks in order."""

    text: Family
    headline: Family
    fallback: tuple[Family, ...]

    def chain(self, first: Family) -> tuple[Family, ...]:
        """Return `first` and its fallbacks, without duplicates."""
        return tuple(dict.fromkeys((first, *self.fallback)))

    @property
    def all(self) -> tuple[Family, ...]:
        """All families of the document, without duplicates."""
        return tuple(dict.fromkeys((self.text, self.headline, *self.fallback)))

    def family_for(self, character: str, first: Family) -> Family | None:
        """Return the family that sets `character` if `first` is chosen, or None if no family has it."""
        code = ord(character)
        return next((family for family in self.chain(first) if code in family.characters), None)

    def warnings(self, texts: Iterable[str], first: Family | None = None) -> tuple[Warning, ...]:
        """Return a warning for each character of `texts` that `first` (default: the text family) lacks."""
        chosen = first or self.text
        lacking = set(map(ord, set().union(*texts) - {" ", "\n", "\t", "\r"})) - chosen.characters
        groups: dict[tuple[Family | None, str], list[str]] = {}
        for character in sorted(c for c in map(chr, lacking) if not INVISIBLE.match(c)):
            group = self.family_for(character, chosen), _script(character)
            groups.setdefault(group, []).append(character)
        found = []
        for (family, script), some in groups.items():
            named = f"U+{ord(some[0]):04X} {unicodedata.name(some[0], 'unnamed')}"
            if len(some) > 1:
                named += f" and {len(some) - 1} more characters{f' of {script}' if script else ''}"
            if family:
                message = f"{chosen.name} has no {named}; {'they are' if some[1:] else 'it is'} set in {family.name}."
                found.append(Warning(Kind.FONT_FALLBACK, message))
            else:
                message = (
                    f"No bundled font has {named}; a page shows boxes, and the text keeps the characters: give a font "
                    "that has them with --fallback-font."
                )
                found.append(Warning(Kind.MISSING_CHARACTER, message))
        return tuple(found)


def _script(character: str) -> str:
    """Return the script of a letter as the first word of its name, an empty string for what is no letter."""
    if unicodedata.category(character)[0] not in "LM":
        return ""
    return unicodedata.name(character, "").partition(" ")[0].partition("-")[0]


@dataclass(frozen=True, slots=True)
class Resources:
    """Fonts, themes and the date of the run. `timestamp` is the value of SOURCE_DATE_EPOCH, or None."""

    families: Mapping[str, Family] = field(default_factory=bundled_families)
    timestamp: datetime | None = None

    @classmethod
    def from_environment(cls) -> Resources:
        """Return the bundled fonts with the date of SOURCE_DATE_EPOCH (reproducible-builds.org specification)."""
        value = os.environ.get("SOURCE_DATE_EPOCH")
        if not value:
            return cls()
        try:
            return cls(timestamp=datetime.fromtimestamp(int(value), UTC))
        except (ValueError, OverflowError, OSError) as problem:
            raise OptionError(f"SOURCE_DATE_EPOCH is {value!r}; it must be the seconds since 1970.") from problem

    def family(self, name: str | Path) -> Family:
        """Return a family by its key or name, or a font file by its path. Raise FontError if unknown."""
        if isinstance(name, Path) or name.lower().endswith((".ttf", ".otf")):
            return own_family(Path(name))
        wanted = name.casefold().replace(" ", "-")
        if wanted in self.families:
            return self.families[wanted]
        known = ", ".join(self.families)
        raise FontError(f"There is no font named {name!r}; name one of {known}, or the path of a .ttf or .otf file.")

    def theme(self, name: str | Path) -> Theme:
        """Return a bundled theme by name, or a theme folder by its path. Raise ThemeError if unknown."""
        if name in theme_names():
            return _read_theme(THEMES / name / "theme.toml", 0)  # bundled themes do not change
        folder = Path(name)
        settings = folder / "theme.toml"
        if not _is_file(settings):
            known = ", ".join(theme_names())
            raise ThemeError(
                f"There is no theme named {str(name)!r}; name one of {known}, or a folder with a theme.toml."
            )
        if not settings.is_relative_to(THEMES) and not settings.resolve().is_relative_to(folder.resolve()):
            raise ThemeError(f"{settings}: the file is a link that leaves its theme's folder; copy the file there.")
        return _read_theme(settings, settings.stat().st_mtime_ns)

    def reference_doc(self, path: str | Path) -> bytes:
        """Return the bytes of the reference document for Word styles. Raise OptionError if it cannot be read."""
        try:
            data = read_regular(path, _LARGEST_TEMPLATE + 1)
        except OSError as problem:
            reason = reason_of(problem)
            raise OptionError(f"{path}: the reference document cannot be read ({reason}).") from problem
        if len(data) > _LARGEST_TEMPLATE:
            raise OptionError(f"{path}: the reference document is larger than {_LARGEST_TEMPLATE >> 20} MB.")
        return data

    def typefaces(
        self, theme: Theme, font: str | Path | None, headline_font: str | Path | None, more: Sequence[str | Path] = ()
    ) -> Typefaces:
        """Return the families of a document: those of the theme, or those given; `more` are fallbacks before ours."""
        text = self.family(font or theme.text_font)
        headline = self.family(headline_font or theme.headline_font)
        for family in (text, headline):
            if not family.is_arabic:
                raise FontError(f"{family.name} has no Arabic letters and is only a fallback; choose another font.")
        # A bundled family of the same name would be confused with the user's font.
        paths = (more,) if isinstance(more, str | Path) else more
        own = tuple(own_family(Path(one), arabic=False) for one in paths)
        own_names = {family.name for family in (text, headline, *own) if family.style == "own"}
        ours = (family for family in self.families.values() if family.name not in own_names)
        # Those of other scripts come first: a font of Arabic may have single letters of them.
        fallback = sorted(ours, key=lambda family: family.style != "fallback")
        return Typefaces(text, headline, (*own, *fallback))


@lru_cache(maxsize=16)
def _read_theme(settings: Path, _changed: int) -> Theme:
    folder = settings.parent
    try:
        values = tomllib.loads(settings.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise ThemeError(f"{settings}: this is not a TOML file: {problem}.") from problem
    fonts, title = values.get("fonts"), values.get("title", folder.name)
    if not isinstance(fonts, dict) or not all(isinstance(fonts.get(name), str) for name in ("text", "headline")):
        raise ThemeError(f"{settings}: it must have a table [fonts] with the keys text and headline, which name fonts.")
    if not isinstance(title, str):
        raise ThemeError(f"{settings}: title must be a string.")
    tables = values.get("docx", {}), values.get("cover", {})
    if not all(isinstance(table, dict) for table in tables):
        raise ThemeError(f"{settings}: docx and cover must be tables: [docx], [cover].")
    return Theme(folder.name, title, folder, fonts["text"], fonts["headline"], *tables)


@cache
def theme_names() -> tuple[str, ...]:
    """Return the names of the bundled themes, sorted."""
    return tuple(sorted(path.parent.name for path in THEMES.glob("*/theme.toml")))
