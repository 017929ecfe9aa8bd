"""What characters look like in the fonts of the package: HarfBuzz shapes the words that they occur in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ..resources import FONTS
from .normalize import MIRROR, normalize_pdf
from .outlines import TABLES, Drawing, Outlines, Part, UnknownOutlineError, are_alike, at_origin, is_box

#: A stretch of a word that may be shaped alone: Arabic letters with their marks, or anything else.
_STRETCH = re.compile(
    "[\u0600-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb50-\ufdff\ufe70-\ufeff\u200c\u200d]+|[^\u0600-\u08ff]+|.", re.DOTALL
)
#: What letters are joined to, to see all of their forms.
_JOINER = "\u200d"
#: What HarfBuzz sets a mark on that has no letter.
_BASES = (" ", "\N{DOTTED CIRCLE}")
_TATWEEL = "\N{ARABIC TATWEEL}"
#: How many drawings are kept that were found to be right.
_MOST_KNOWN = 50_000


class Shapes:
    """The drawings that characters may have in a font."""

    def __init__(self, path: Path) -> None:
        """Open a font file. Raise UnknownOutlineError if its outlines are not TrueType's."""
        import uharfbuzz as hb

        face = hb.Face(hb.Blob.from_file_path(str(path)))
        if face.has_var_data:
            raise UnknownOutlineError
        tables = {tag: face.reference_table(tag).data for tag in TABLES if tag in face.table_tags}
        self.outlines = Outlines(tables)
        self.font = hb.Font(face)
        self._forms: dict[str, dict[Drawing, None]] = {}
        self._lacking: set[str] = set()
        self._shaped: set[tuple[str, str]] = set()
        self._right: set[tuple[str, Drawing]] = set()
        self._standing: dict[str, tuple[int, int] | None] = {}

    def has(self, text: str, drawing: Drawing, words: Sequence[str], languages: Sequence[str]) -> bool:
        """Return whether the code of `text` may draw this, in a document that has these words in these languages.

        `text` is as `key` returns it.
        """
        if self.knows(text, drawing):
            return True
        if not text:
            return False
        joined = f"{_JOINER}{text}{_JOINER}", f"{text}{_JOINER}", f"{_JOINER}{text}", text, *_composed().get(text, ())
        for language in languages:
            for word in (*joined, *(word for word in words if text[0] in key(word))):
                if (word, language) not in self._shaped:
                    self._add(word, language)
                    if self.knows(text, drawing):
                        return True
        return False

    def without_longer_joins(self, drawing: Drawing) -> Drawing:
        """Return the drawing of an Arabic letter without what makes the join at its left longer.

        That is the font's tatweel on the base line, wider than in the font, before all other parts.
        """
        at = 0
        while at < len(drawing) - 1 and drawing[at].y == 0 and self._is_wide_tatweel(drawing[at].outline):
            at += 1
        return at_origin(drawing[at:]) if at else drawing

    def _is_wide_tatweel(self, outline: object) -> bool:
        if not isinstance(outline, tuple) or not isinstance(outline[-1], bytes):  # one that is not scaled
            return False
        glyph = self.nominal_glyph(_TATWEEL)
        own = self.outlines.drawing(glyph) if glyph else ()
        inner, x, y, scale = outline
        return len(own) == 1 and inner == own[0].outline and (x, y) == (0, 0) and scale[2:] == b"\x40\0"

    def nominal_glyph(self, character: str) -> int | None:
        """Return the glyph of a character that stands alone."""
        glyph: int | None = self.font.get_nominal_glyph(ord(character))
        return glyph

    def standing(self, character: str) -> tuple[int, int] | None:
        """Return the glyph of a character that stands alone, and its width in font units; None if it has none."""
        if character not in self._standing:
            glyph = self.nominal_glyph(character)
            self._standing[character] = None if glyph is None else (glyph, self.font.get_glyph_h_advance(glyph))
        return self._standing[character]

    def joins(self, word: str, at: int, language: str) -> bool:
        """Return whether the character at a place of a word is drawn together with the one before it.

        The word may be a part of one that is broken where a join was made longer.
        """
        for text, wanted in ((word, at), (f"{_JOINER}{word}{_JOINER}", at + 1)):
            for direction in ("rtl", "ltr"):
                for script in ("", "Arab", "Latn"):
                    place = 0
                    for characters, _ in self._clusters(text, direction, language, script):
                        if place < wanted < place + len(characters):
                            return True
                        place += len(characters)
        return False

    def knows(self, text: str, drawing: Drawing) -> bool:
        """Return whether a code of `text` was found to draw this, or something alike, before."""
        if not text:
            return not drawing
        if (text, drawing) in self._right:
            return True
        forms = self._forms.get(text, {})
        right = drawing in forms or any(are_alike(drawing, form) for form in forms)
        right = right or (text in self._lacking and (not drawing or is_box(drawing)))
        if right and len(self._right) < _MOST_KNOWN:
            self._right.add((text, drawing))
        return right

    def _add(self, word: str, language: str) -> None:
        self._shaped.add((word, language))
        stretches = _STRETCH.findall(word)
        # A mark at the start of a word, as typing errors leave it, stands on a space or on a dotted circle.
        bare = [one for one in (word, *stretches) if _is_mark(one[:1])]
        for stretch in {word, *stretches, *word, *(f"{base}{one}" for one in bare for base in _BASES)}:
            if (stretch, language) not in self._shaped or stretch == word:
                self._shaped.add((stretch, language))
                for direction in ("rtl", "ltr"):
                    self._shape(stretch, direction, language)

    def _shape(self, text: str, direction: str, language: str) -> None:
        # Signs take the script of what is beside them.
        scripts = ("",) if any(map(str.isalpha, text)) else ("", "Arab", "Latn")
        clusters = (one for script in scripts for one in self._clusters(text, direction, language, script))
        for characters, drawing in clusters:
            if drawing is None:
                self._lacking.update(map(key, characters))
                continue
            based = characters[:1] in _BASES and _is_mark(characters[1:2])
            for at, one in enumerate(characters):
                for drawn in (drawing, ()) if based and at == 1 else ((() if at else drawing),):
                    known = self._forms.setdefault(key(one), {})
                    if drawn not in known and not any(are_alike(drawn, form) for form in known):
                        known[drawn] = None

    def _clusters(self, text: str, direction: str, language: str, script: str) -> Iterator[tuple[str, Drawing | None]]:
        """Yield the characters that are drawn as one, and what is drawn; None if the font lacks one of them."""
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = direction
        if script:
            buffer.script = script
        buffer.language = language
        hb.shape(self.font, buffer)
        glyphs: dict[int, list[tuple[int, int, int]]] = {}
        pen = 0
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyphs.setdefault(info.cluster, []).append((info.codepoint, pen + at.x_offset, at.y_offset))
            pen += at.x_advance
        starts = sorted(glyphs)
        groups: list[list[int]] = []
        for start in starts:
            if groups and _is_mark(text[start]):
                groups[-1].append(start)
            else:
                groups.append([start])
        for group, following in zip(groups, [*(one[0] for one in groups[1:]), len(text)], strict=True):
            placed = [glyph for start in group for glyph in glyphs[start]]
            lacking = any(glyph == 0 for glyph, _, _ in placed)
            yield text[group[0] : following], None if lacking else at_origin(tuple(self._placed(placed)))

    def _placed(self, glyphs: Iterable[tuple[int, int, int]]) -> Iterator[Part]:
        for glyph, x, y in glyphs:
            for part in self.outlines.drawing(glyph):
                yield Part(part.outline, part.x + x, part.y + y)


@cache
def _is_mark(character: str) -> bool:
    return bool(character) and unicodedata.category(character) in ("Mn", "Me", "Cf")


@cache
def key(text: str) -> str:
    """Return what distinguishes the characters that a code stands for, as PDFium reports them."""
    kept = normalize_pdf(f"\u0628{text}\u0628")[1:-1] if len(text) == 1 else normalize_pdf(text)
    return "".join(min(one, MIRROR.get(one, one)) for one in kept if not one.isspace())


@cache
def _composed() -> dict[str, list[str]]:
    """Return the signs, such as an ellipsis, of which PDFium reports the characters they are made up of."""
    found: dict[str, list[str]] = {}
    for code in (*range(0x2000, 0x3400), *range(0xFB00, 0xFF00)):
        made = key(chr(code))
        if len(made) > 1:
            found.setdefault(made, []).append(chr(code))
    return found


@cache
def shapes_of(name: str) -> Shapes | None:
    """Return the drawings of a font of the package, by its PostScript name; None if there is no such font."""
    path = _files().get(name)
    try:
        return Shapes(path) if path else None
    except UnknownOutlineError:
        return None


@cache
def is_family(name: str) -> bool:
    """Return whether the package has fonts of a family."""
    wanted = name.replace(" ", "").casefold()
    return any(one.partition("-")[0].casefold() == wanted for one in _files())


@cache
def _files() -> dict[str, Path]:
    """Return the font files of the package by their PostScript names."""
    import uharfbuzz as hb

    found: dict[str, Any] = {}
    for path in sorted(FONTS.glob("*/*.ttf")):
        name = hb.Face(hb.Blob.from_file_path(str(path))).get_name(6)
        if name:
            found[name.replace(" ", "")] = path
    return found
