"""Whether the text of a page of a PDF is seen.

PDFium draws the page with its text and without it: what differs is what is seen of the text.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from .findings import UnreadableError
from .pdfium import Edges

#: Pixels a point: enough to see that nearly every word has ink, and enough for ink of the smallest notes to be darker
#: than what smoothing leaves of it.
_COARSE, _FINE = 1.0, 2.0
#: Of 255: what the darkest pixel of a word must differ by from the page without it.
_LEAST_CONTRAST = 64
#: In points: the smallest size at which anything can be read.
_SMALLEST = 4.0
#: Pixels of a page; a page of a newspaper has a tenth.
_MOST_PIXELS = 60_000_000
_GRAY, _TEXT, _ANNOTATIONS = 1, 1, 0x01  # FPDFBitmap_Gray, FPDF_PAGEOBJ_TEXT, FPDF_ANNOT


class Place(NamedTuple):
    """Where a part of a word is on a page, in points from the left and the bottom, on a line of this font size.

    `low` and `high` are where its glyphs begin and end, None where that is unknown. `blank` are the places in the word
    of characters that draw nothing, as the second of two that are drawn as one does, `at` is PDFium's index of one, and
    `glyphs` are the edges of what is drawn.
    """

    word: str
    left: float
    right: float
    baseline: float
    size: float
    upright: bool
    low: float | None = None
    high: float | None = None
    blank: tuple[int, ...] = ()
    at: int = 0
    glyphs: tuple[Edges, ...] = ()


class Seen(NamedTuple):
    """What of the text of a page is not seen, in its order, and what is seen to be struck out."""

    hidden: list[str]
    struck: list[str]


def seen_words(api: Any, page: Any, places: Sequence[Place]) -> Seen:
    """Return the words of a page that are not seen: without ink, covered, off the page, too small, turned.

    The page in memory is as it was after that.
    """
    doubtful = [one for one in places if one.size < _SMALLEST or not one.upright]
    odd = set(map(id, doubtful))
    coarse = _Drawing.of(api, page, _COARSE) if places else None
    sure = [one for one in places if id(one) not in odd]
    unsure = [one for one in sure if coarse and not coarse.shows(one)]
    fine = _Drawing.of(api, page, _FINE, unsure) if unsure else None
    odd |= {id(one) for one in unsure if fine and not fine.shows(one)}
    hidden, last = [], None
    for place in places:
        if id(place) in odd:
            if place.word != last:
                hidden.append(place.word)
            last = place.word
    struck = [one.word for one in sure if coarse and coarse.strikes(one)]
    return Seen(hidden, struck)


class _Ink:
    """Where there is at least so much ink, of 255, in a page of which `ink` has the rows from `top`."""

    def __init__(self, ink: Any, least: int, top: int) -> None:
        self.width, self.height = ink.size
        self._top = top
        # Pixels with so much ink are not zero.
        self._find = ink.point(_from(least)).tobytes().find

    def reaches(self, left: int, above: int, right: int, below: int) -> bool:
        """Return whether a pixel of a box has ink."""
        width = self.width
        first, last = above - self._top, below - self._top
        if first < 0 or left < 0 or right > width or last > self.height:
            left, right = max(left, 0), min(right, width)
            first, last = max(first, 0), min(last, self.height)
        if left >= right or first >= last:
            return False
        find = self._find
        middle = (first + last) // 2 * width  # where most letters have ink
        if find(1, middle + left, middle + right) >= 0:
            return True
        length = right - left
        return any(find(1, at, at + length) >= 0 for at in range(first * width + left, last * width, width))


class _Drawing:
    """A page, or some of its rows, as it is drawn with its text and without it."""

    def __init__(self, shown: Any, bare: Any, corner: tuple[float, float], scale: float, height: int, top: int) -> None:
        import PIL.ImageChops

        ink = PIL.ImageChops.difference(shown, bare)
        self.width, self.height = ink.size[0], height
        self._left, self._low = corner
        self._scale = scale
        self._dense, self._faint = (_Ink(ink, least, top).reaches for least in (_LEAST_CONTRAST, _LEAST_OF_THIRDS))
        # Rules and grounds, if the page has any: what is light is not zero; and the rows that they are in.
        dark = bare.getextrema()[0] < _LEAST_LIGHT
        self._light = light = bare.point(_from(_LEAST_LIGHT)).tobytes() if dark else b""
        starts = range(0, len(light), self.width)
        self._dark = {row for row, start in enumerate(starts) if light.find(0, start, start + self.width) >= 0}

    @classmethod
    def of(cls, api: Any, page: Any, scale: float, places: Sequence[Place] = ()) -> _Drawing:
        """Draw a page at so many pixels a point; with `places`, only the rows where these are."""
        texts = [one for one in _objects(api, page) if api.FPDFPageObj_GetType(one) == _TEXT]
        corner, height = _corner(api, page), page_size(api, page, scale)[1]
        rows = 0, height
        if places:
            top, bottom = (round(height - (edge - corner[1]) * scale) for edge in _extent(places))
            rows = min(max(0, top - 1), height - 1), max(min(height, bottom + 1), 1)
        return cls(*_with_and_without(api, page, texts, scale, rows), corner, scale, height, rows[0])

    def shows(self, place: Place) -> bool:
        """Return whether a part of a word is seen: all of its glyphs, and all of its height."""
        scale, left, top = self._scale, self._left, self.height + self._low * self._scale
        begin, end = (place.left - left) * scale, (place.right - left) * scale
        if begin <= -2 * scale or end >= self.width + 2 * scale:
            return False
        low, high = place.baseline - 0.25 * place.size, place.baseline + 0.8 * place.size
        thirds = _is_tall(place)
        if thirds and place.low is not None and place.high is not None:
            low, high = place.low, place.high
        box = round(begin), round(top - high * scale), round(end), round(top - low * scale)
        if not self._has_ink(box, thirds=thirds):
            return False
        reaches = self._faint
        for glyph_low, glyph_high, glyph_left, glyph_right in place.glyphs:
            above, below = int(top - glyph_high * scale), int(top - glyph_low * scale) + 1
            begin, end = int((glyph_left - left) * scale), int((glyph_right - left) * scale) + 1
            # PDFium sets small letters to whole pixels: a narrow one may be beside its place.
            beside = end - begin <= _NARROW
            if glyph_right - glyph_left > _WIDE:  # of wide letters each half has ink
                middle = (begin + end) // 2
                if not reaches(begin, above, middle, below):
                    return False
                begin = middle
            if not reaches(begin - beside, above, end + beside, below):
                return False
        return True

    def _has_ink(self, box: tuple[int, int, int, int], *, thirds: bool) -> bool:
        """Return whether there is ink in a box and, with `thirds`, in each third of its height.

        A line that is cut, or covered in part, has ink only above or only below.
        """
        left, top, right, bottom = box[0], max(0, box[1]), max(box[2], box[0] + 1), max(box[3], box[1] + 1)
        if not self._dense(left, top, right, bottom):
            return False
        if not thirds:
            return True
        height = min(bottom, self.height) - top
        if height < _THIRDS:  # the rest of it is off the page
            return False
        cuts = (top, top + height // 3, top + height - height // 3, top + height)
        return all(self._faint(left, above, right, below) for above, below in pairwise(cuts))

    def strikes(self, place: Place) -> bool:
        """Return whether a line is drawn through a word; a ground is as dark above and below it."""
        light, scale, width = self._light, self._scale, self.width
        zone = (place.baseline + edge * place.size for edge in (_ZONE_FROM + _ZONE, _ZONE_FROM))
        above, below = (round(self.height - (height - self._low) * scale) for height in zone)
        if place.right - place.left < _LEAST_STRUCK or self._dark.isdisjoint(range(above, below + 1)):
            return False
        left, right = (round((edge - self._left) * scale) for edge in (place.left, place.right))
        left, right = max(0, left + 1), min(width, right - 1)

        def is_dark(height: float) -> bool:
            row = round(self.height - (place.baseline + height * place.size - self._low) * scale)
            if not 0 <= row < self.height or left >= right:
                return False
            return bool(light.find(1, row * width + left, row * width + right) < 0)

        steps = max(2, round(_ZONE * place.size * scale))
        through = any(is_dark(_ZONE_FROM + _ZONE * at / steps) for at in range(steps + 1))
        return through and not is_dark(1.05) and not is_dark(-0.4)


def _from(least: int) -> list[int]:
    """Return what pixels of so much or more become: 1, and 0 the others."""
    return [int(value >= least) for value in range(256)]


def silent_ink(api: Any, page: Any, silent: Sequence[Any]) -> bool:
    """Return whether text objects draw something, of which PDFium reports spaces alone or nothing."""
    import PIL.ImageChops

    edges = [ctypes.c_float() for _ in range(4)]  # left, bottom, right, top
    given = [ctypes.byref(edge) for edge in edges]

    def has_height(one: Any) -> bool:
        found = api.FPDFPageObj_GetBounds(one, *given)
        return bool(found) and edges[3].value - edges[1].value > 1 and edges[2].value - edges[0].value > 1

    drawn = [one for one in silent if has_height(one)]
    if not drawn:
        return False
    shown, bare = _with_and_without(api, page, drawn, _COARSE)
    most: Any = PIL.ImageChops.difference(shown, bare).getextrema()[1]
    return bool(most >= _LEAST_OF_THIRDS)


def shown_picture(api: Any, page: Any, pointer: Any) -> bytes | None:
    """Return what is seen of a page where a picture is, as a PNG; None if the picture has no place."""
    import PIL.Image

    edges = [ctypes.c_float() for _ in range(4)]  # left, bottom, right, top
    if not api.FPDFPageObj_GetBounds(pointer, *map(ctypes.byref, edges)):
        return None
    left, low, right, high = (edge.value for edge in edges)
    width, height = right - left, high - low
    if width < 1 or height < 1:
        return b""
    scale = min(2.0, _LARGEST / max(width, height))
    at_left, at_low = _corner(api, page)
    whole = [round(size * scale) for size in (api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page))]
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = api.FPDFBitmap_CreateEx(columns, rows, _BGRX, None, 0)
    api.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
    begin = -round((left - at_left) * scale), -round(whole[1] - (high - at_low) * scale)
    api.FPDF_RenderPageBitmap(bitmap, page, *begin, *whole, 0, _ANNOTATIONS)
    stride = api.FPDFBitmap_GetStride(bitmap)
    data = ctypes.string_at(api.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    api.FPDFBitmap_Destroy(bitmap)
    out = io.BytesIO()
    PIL.Image.frombuffer("RGB", (columns, rows), data, "raw", "BGRX", stride, 1).save(out, "PNG", compress_level=1)
    return out.getvalue()


_BGRX, _LARGEST = 3, 200  # FPDFBitmap_BGRx


def _extent(places: Sequence[Place]) -> tuple[float, float]:
    """Return the highest and the lowest edge of what places have, in points from the bottom."""
    boxes = [*(edges for one in places for edges in one.glyphs)]
    boxes += (Edges(one.baseline - one.size, one.baseline + one.size) for one in places)
    boxes += (Edges(one.low, one.high) for one in places if one.low is not None and one.high is not None)
    return max(box.high for box in boxes), min(box.low for box in boxes)


def _is_tall(place: Place) -> bool:
    """Return whether a part of a word has ink in each of its thirds, from below to above."""
    if place.low is None or place.high is None or place.high - place.low <= _TALL:
        return False
    return place.right - place.left > place.size and any(map(str.isalpha, place.word))


#: In points, the height of a word below which its strips are too low to have ink each.
_TALL = 5.0


def _objects(api: Any, page: Any) -> list[Any]:
    return [api.FPDFPage_GetObject(page, at) for at in range(api.FPDFPage_CountObjects(page))]


def _corner(api: Any, page: Any) -> tuple[float, float]:
    """Return the left and the bottom edge of what is shown of a page, in its own points."""
    edges = [ctypes.c_float() for _ in range(4)]  # left, bottom, right, top
    given = [ctypes.byref(edge) for edge in edges]
    if api.FPDFPage_GetCropBox(page, *given) or api.FPDFPage_GetMediaBox(page, *given):
        return edges[0].value, edges[1].value
    return 0.0, 0.0


def _with_and_without(
    api: Any, page: Any, objects: Sequence[Any], scale: float, rows: tuple[int, int] | None = None
) -> tuple[Any, Any]:
    """Return a page, or these of its rows, as a picture in grey, and the same without these of its objects."""
    shown = drawn_rows(api, page, scale, rows)
    for one in objects:
        api.FPDFPageObj_SetIsActive(one, 0)
    bare = drawn_rows(api, page, scale, rows)
    for one in objects:
        api.FPDFPageObj_SetIsActive(one, 1)
    return shown, bare


def page_size(api: Any, page: Any, scale: float) -> tuple[int, int]:
    """Return the width and the height of a page in pixels."""
    width, height = api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page)
    return max(1, round(width * scale)), max(1, round(height * scale))


def drawn_rows(api: Any, page: Any, scale: float, rows: tuple[int, int] | None) -> Any:
    """Return a page, or these of its rows, as a picture in grey."""
    import PIL.Image

    width, height = page_size(api, page, scale)
    if width * height > _MOST_PIXELS:
        raise UnreadableError("its pages are larger than those of any document; do not open it")
    top, bottom = rows or (0, height)
    bitmap = api.FPDFBitmap_CreateEx(width, bottom - top, _GRAY, None, 0)
    api.FPDFBitmap_FillRect(bitmap, 0, 0, width, bottom - top, 0xFFFFFFFF)
    api.FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, height, 0, _ANNOTATIONS)
    stride = api.FPDFBitmap_GetStride(bitmap)
    data = ctypes.string_at(api.FPDFBitmap_GetBuffer(bitmap), stride * (bottom - top))
    api.FPDFBitmap_Destroy(bitmap)
    return PIL.Image.frombuffer("L", (width, bottom - top), data, "raw", "L", stride, 1)


_THIRDS = 3
#: In pixels, and in points.
_NARROW, _WIDE = 3, 5.0
#: Of 255, for the thin strokes of a third of a word, and of a letter.
_LEAST_OF_THIRDS = 24
#: Of 255: what is darker than this is a line or a ground. In points, the shortest word that is looked at; in em, where
#: lines are that strike words out.
_LEAST_LIGHT, _LEAST_STRUCK, _ZONE_FROM, _ZONE = 200, 6.0, 0.12, 0.4
