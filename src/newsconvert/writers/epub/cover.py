"""The cover: headline, source and date, laid out once and drawn twice, as SVG and as a PNG for shelves.

Both are drawn from outlines, so they look the same wherever they are shown, with whatever fonts.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from ...errors import ThemeError
from ...languages import labels
from ...markup import escape_html, text_html
from ...resources import Family, Theme, Typefaces
from ..lettering import EM, Glyph, coverage, outline, set_lines

WIDTH, HEIGHT = 600, 900
_SHELF = (480, 720)  # the PNG: it is shown small, on shelves; in the book stands the SVG
_MARGIN = 48
_LEVELS = 16  # shades from the ground to the ink in the PNG, as many as edges need to look smooth
_COLOURS = {"paper": "#faf8f4", "ink": "#1a1a1a", "accent": "#8c1d18"}


class Wording(NamedTuple):
    """What stands on a cover."""

    headline: str
    kicker: str | None
    source: str | None
    date: str | None
    language: str
    direction: str

    @property
    def description(self) -> str:
        """The cover in words, for those who do not see it."""
        said = " — ".join(part for part in (self.kicker, self.headline, self.source, self.date) if part)
        return f"{label}: {said}" if (label := labels(self.language).cover.removeprefix("ال")) else said


class Cover(NamedTuple):
    """The two pictures, and what they show in words."""

    svg: bytes
    png: bytes
    description: str


class _Fill(NamedTuple):
    """A rectangle in one colour, in pixels from the top left."""

    x: int
    y: int
    width: int
    height: int
    colour: str


class _Lettering(NamedTuple):
    """Lines of type between the rows `top` and `bottom`, in one colour on one ground."""

    glyphs: list[tuple[Glyph, float]]
    top: int
    bottom: int
    colour: str
    ground: str


@dataclass(slots=True)
class _Scene:
    """What is drawn, from the back to the front: grounds, type, rules."""

    rtl: bool
    typefaces: Typefaces
    grounds: list[_Fill] = field(default_factory=list)
    letterings: list[_Lettering] = field(default_factory=list)
    rules: list[_Fill] = field(default_factory=list)

    def letter(
        self, text: str, family: Family, top: int, height: int, sizes: Sequence[float], *, bold: bool = False,
        centred: bool = False, middle: bool = False, margin: int = _MARGIN, leading: float = 1.5, colour: str = "ink",
        ground: str = "paper",
    ) -> int:  # fmt: skip
        """Set `text` in the box between the margins, from `top` on or in its `middle`; return where it ends."""
        room = WIDTH - 2 * margin
        size, lines = set_lines(
            text, family, self.typefaces, bold=bold, rtl=self.rtl, sizes=sizes, width=room, height=height,
            leading=leading,
        )  # fmt: skip
        step = size * leading
        start = top + (max(0, height - step * len(lines)) / 2 if middle else 0)
        glyphs = []
        for at, line in enumerate(lines):
            width = line.width * size / EM
            # A word wider than the page is made narrower as a whole.
            fitted = size * min(1, room / width) if width else size
            spare = max(0, room - width)
            left = margin + (spare / 2 if centred else spare if self.rtl else 0)
            baseline = start + step * (at + 0.5) + size * 0.26
            scale = fitted / EM
            glyphs += [
                (Glyph(g.font, g.number, round(left + g.x * scale, 2), round(baseline - g.y * scale, 2)), fitted)
                for g in line.glyphs
            ]
        bottom = round(start + step * len(lines))
        reach = round(size * 0.2)  # marks above the first line, tails below the last
        self.letterings.append(
            _Lettering(glyphs, max(0, round(start) - reach), min(bottom + reach, HEIGHT), colour, ground)
        )
        return bottom


def draw(wording: Wording, theme: Theme, typefaces: Typefaces) -> Cover:
    """Return the cover in the layout and colours of `theme`. Raise ThemeError for ones that there are not."""
    layout = theme.cover.get("layout", "masthead")
    if layout not in _LAYOUTS:
        known = ", ".join(_LAYOUTS)
        raise ThemeError(f"{theme.folder / 'theme.toml'}: there is no cover layout {layout!r}; name one of {known}.")
    colours = {name: str(theme.cover.get(name, value)).lower() for name, value in _COLOURS.items()}
    for name, value in colours.items():
        if not re.fullmatch("#[0-9a-f]{6}", value):
            raise ThemeError(f"{theme.folder / 'theme.toml'}: the cover's {name} is {value!r}; write it as #8c1d18.")
    scene = _Scene(wording.direction == "rtl", typefaces)
    _LAYOUTS[layout](scene, wording)
    return Cover(_svg(scene, wording, colours), _png(scene, colours), wording.description)


def _masthead(scene: _Scene, wording: Wording) -> None:
    """Lay out the front page of a paper: its name on a band, the headline below, the date at the foot."""
    face = scene.typefaces.headline
    band = 132 if wording.source else 28
    scene.grounds.append(_Fill(0, 0, WIDTH, band, "accent"))
    scene.rules.append(_Fill(0, band + 6, WIDTH, 3, "accent"))
    if wording.source:
        scene.letter(
            wording.source, face, 16, band - 32, (46, 40, 34, 28, 24, 20), bold=True, middle=True, leading=1.35,
            colour="paper", ground="accent",
        )  # fmt: skip
    top = band + 52
    if wording.kicker:
        top = 14 + scene.letter(wording.kicker, face, top, 80, (26, 22, 20), bold=True, colour="accent")
    # A short headline is not to fill the page, nor a long one to leave no air.
    scene.letter(wording.headline, face, top, 520, (76, 68, 62, 56, 50, 46, 42, 38, 34, 30, 26, 22), bold=True)
    scene.rules.append(_Fill(_MARGIN, 814, WIDTH - 2 * _MARGIN, 2, "ink"))
    if wording.date:
        scene.letter(wording.date, face, 826, 44, (26, 22, 18))


def _frame(scene: _Scene, wording: Wording) -> None:
    """Lay out the title of a book: centred, in a double frame."""
    for inset, thick in ((22, 4), (32, 1)):
        right, low = WIDTH - inset - thick, HEIGHT - inset - thick
        across, down = WIDTH - 2 * inset, HEIGHT - 2 * inset
        scene.rules += [_Fill(inset, y, across, thick, "accent") for y in (inset, low)]
        scene.rules += [_Fill(x, inset, thick, down, "accent") for x in (inset, right)]
    text, headline = scene.typefaces.text, scene.typefaces.headline
    if wording.kicker:
        scene.letter(wording.kicker, text, 84, 70, (30, 26, 22), centred=True, leading=1.4, colour="accent")
    scene.letter(
        wording.headline, headline, 172, 440, (72, 66, 60, 54, 48, 44, 40, 36, 32, 28, 24), bold=True, centred=True,
        margin=72, middle=True, leading=1.45,
    )  # fmt: skip
    scene.rules += [
        _Fill(WIDTH // 2 - w // 2, y, w, h, "accent") for w, y, h in ((150, 650, 1), (90, 656, 3), (150, 664, 1))
    ]
    if wording.source:
        scene.letter(
            wording.source, text, 690, 96, (36, 32, 28, 24, 20), bold=True, centred=True, middle=True, leading=1.4
        )
    if wording.date:
        scene.letter(wording.date, text, 800, 44, (27, 23, 19), centred=True, leading=1.4)


_LAYOUTS = {"masthead": _masthead, "frame": _frame}


def _svg(scene: _Scene, wording: Wording, colours: dict[str, str]) -> bytes:
    ids: dict[tuple[str, int], str] = {}
    shapes: list[str] = []
    groups: list[str] = []
    for lettering in scene.letterings:
        uses = []
        for glyph, size in lettering.glyphs:
            path = outline(glyph.font, glyph.number)
            if not path:
                continue
            key = (glyph.font, glyph.number)
            if key not in ids:
                ids[key] = f"g{len(ids)}"
                shapes.append(f'<path id="{ids[key]}" d="{path}"/>\n')
            place = f"translate({glyph.x:g} {glyph.y:g}) scale({size / EM:g})"
            uses.append(f'<use xlink:href="#{ids[key]}" transform="{place}"/>\n')
        groups.append(f'<g fill="{colours[lettering.colour]}">\n{"".join(uses)}</g>\n')
    title = text_html(wording.headline)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" xml:lang="{escape_html(wording.language)}" role="img" '
        f'aria-labelledby="title" aria-describedby="desc">\n<title id="title">{title}</title>\n'
        f'<desc id="desc">{text_html(wording.description)}</desc>\n<defs>\n{"".join(shapes)}</defs>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours["paper"]}"/>\n'
        f"{_rectangles(scene.grounds, colours)}{''.join(groups)}{_rectangles(scene.rules, colours)}</svg>\n"
    ).encode()


def _rectangles(fills: Iterable[_Fill], colours: dict[str, str]) -> str:
    return "".join(
        f'<rect x="{f.x}" y="{f.y}" width="{f.width}" height="{f.height}" fill="{colours[f.colour]}"/>\n' for f in fills
    )


def _png(scene: _Scene, colours: dict[str, str]) -> bytes:
    """Return the scene as a PNG with a palette (PNG, third edition): a ramp of shades for each ink on each ground."""
    wide, high = _SHELF
    scale = wide / WIDTH
    stride = wide + 1  # each row starts with the byte that names its filter, which is 0: none
    ramps: dict[tuple[str, str], int] = {}

    def ramp(ground: str, colour: str) -> int:
        return ramps.setdefault((ground, colour), len(ramps) * _LEVELS)

    def fill(f: _Fill) -> None:
        x, y = round(f.x * scale), round(f.y * scale)
        across, down = max(1, round(f.width * scale)), max(1, round(f.height * scale))
        index = bytes([ramp("paper", f.colour) + _LEVELS - 1])
        first = y * stride + 1 + x
        if across <= down:
            for at in range(first, first + across):
                canvas[at : at + down * stride : stride] = index * down
        else:
            for at in range(first, first + down * stride, stride):
                canvas[at : at + across] = index * across

    canvas = bytearray([ramp("paper", "ink")]) * (stride * high)
    for ground in scene.grounds:
        fill(ground)
    for lettering in scene.letterings:
        first = ramp(lettering.ground, lettering.colour)
        top, bottom = round(lettering.top * scale), round(lettering.bottom * scale)
        covered = coverage(lettering.glyphs, scale, stride, top, bottom)
        canvas[top * stride : bottom * stride] = covered.translate(_table(first))
    for rule in scene.rules:
        fill(rule)
    canvas[::stride] = bytes(high)
    palette = b"".join(_shades(colours[ground], colours[colour]) for ground, colour in ramps)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 3, 0, 0, 0)), (b"PLTE", palette),
        (b"IDAT", _compress_rows(canvas, stride)), (b"IEND", b""),
    )  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def _compress_rows(canvas: bytearray, stride: int) -> bytes:
    """Return the rows of a picture as a zlib stream (RFC 1950).

    Half of a cover is bare paper, whose byte is 0: packed once a process, it takes a third off the time of the whole.
    """
    size = stride * 8
    bare = bytes(size)
    bands = (canvas[at : at + size] for at in range(0, len(canvas), size))
    deflater, parts, checksum = _deflater(), [b"\x78\x01"], 1
    for is_bare, group in groupby(bands, lambda band: band == bare):
        band = b"".join(group)
        parts.append(_compressed_paper(len(band)) if is_bare else _compress_to_byte(deflater, band))
        checksum = _adler32_of_zeros(len(band), checksum) if is_bare else zlib.adler32(band, checksum)
    return b"".join([*parts, deflater.flush(), checksum.to_bytes(4, "big")])


def _adler32_of_zeros(count: int, checksum: int) -> int:
    """Return the checksum `checksum` (RFC 1950, section 9) after `count` more zero bytes."""
    high, low = divmod(checksum, 1 << 16)
    return (high + count * low) % 65521 << 16 | low


@lru_cache(maxsize=128)
def _compressed_paper(size: int) -> bytes:
    return _compress_to_byte(_deflater(), bytes(size))


def _compress_to_byte(deflater: zlib._Compress, data: bytes) -> bytes:
    """Return `data` compressed up to a whole byte, so that what stands after it may come from elsewhere."""
    return deflater.compress(data) + deflater.flush(zlib.Z_FULL_FLUSH)


def _deflater() -> zlib._Compress:
    # Runs are all there is to find in flat colours, and looking for nothing else takes half the time.
    return zlib.compressobj(wbits=-zlib.MAX_WBITS, strategy=zlib.Z_RLE)


@lru_cache(maxsize=8)
def _table(first: int) -> bytes:
    """Return the places in the palette of what is covered by 0 to 255 parts, where a ramp of shades begins."""
    return bytes(first + (value * (_LEVELS - 1) + 127) // 255 for value in range(256))


@lru_cache(maxsize=32)
def _shades(ground: str, ink: str) -> bytes:
    """Return the colours from `ground` to `ink`, three bytes each."""
    pairs = list(zip(bytes.fromhex(ground[1:]), bytes.fromhex(ink[1:]), strict=True))
    return bytes(
        round(back + (front - back) * level / (_LEVELS - 1)) for level in range(_LEVELS) for back, front in pairs
    )
