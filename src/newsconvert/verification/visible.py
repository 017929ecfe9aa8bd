"""Whether the text of a page of a PDF is seen, and where it belongs.

PDFium draws the page with its text and without it: what differs is what is seen of the text.
"""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Iterator, Sequence
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


class Line(NamedTuple):
    """A line of a page, or a part of one: the marked content that it begins with, and where it is, in points."""

    text: str
    content: int
    left: float
    right: float
    baseline: float
    size: float


def lines_astray(lines: list[Line], paragraphs: dict[int, int]) -> Iterator[str]:
    """Yield the lines of a page that stand above the one before them, with nothing but it below, or above all before.

    `paragraphs` gives the number of the paragraph that marked content is in. What stands beside each other, as cells
    and columns do, is in any order; so are the margins.
    """
    tagged = [line for line in lines if line.content >= 0]
    extents = [_extent(tagged, at, paragraphs) for at in range(len(tagged))]
    top = -math.inf
    for at, line in enumerate(tagged):
        if at and line.baseline > top + _ABOVE_ALL * line.size and not _is_taller(tagged, at, top, paragraphs):
            yield line.text
            continue
        top = max(top, line.baseline)
        for earlier in range(at - 1, max(-1, at - 1 - _NEIGHBOURS), -1):
            before, one, other = tagged[earlier], extents[earlier], extents[at]
            same = paragraphs.get(before.content, -1) == paragraphs.get(line.content)
            if earlier == at - 1 and same and _continues(before, line):
                yield line.text
                break
            near = earlier == at - 1 or same
            shared = min(one[1], other[1]) - max(one[0], other[0])
            above = line.baseline > before.baseline + before.size / 2
            if near and above and shared > min(one[1] - one[0], other[1] - other[0]) / 2:
                yield line.text
                break


def _is_taller(lines: list[Line], at: int, top: float, paragraphs: dict[int, int]) -> bool:
    """Return whether a line begins a cell with more lines than those before, which all stand beside it."""
    line, level = lines[at], lines[at].baseline
    if any(min(one.right, line.right) > max(one.left, line.left) for one in lines[:at]):
        return False
    for one in lines[at + 1 :]:
        apart = level - one.baseline
        if paragraphs.get(one.content, -1) != paragraphs.get(line.content) or not 0 < apart < _NEXT_LINE * line.size:
            break
        level = one.baseline
    return level < top + line.size / 2


def _continues(before: Line, line: Line) -> bool:
    """Return whether a part of a paragraph goes on where the one before it ends, but on a line above it."""
    size = max(before.size, line.size)
    if line.baseline - before.baseline < _OTHER_LINE * size:
        return False
    gaps = before.left - line.right, line.left - before.right
    return any(-size / 2 < gap < size for gap in gaps)


#: In em, how far lines are apart, at least and at most.
_OTHER_LINE, _NEXT_LINE = 0.7, 2.2


def overlapping_lines(lines: list[Line]) -> Iterator[str]:
    """Yield the lines of a page that stand upon others, so that neither can be read."""
    every = sorted(lines, key=lambda line: line.baseline)
    for at, line in enumerate(every):
        for other in every[at + 1 :]:
            size = min(line.size, other.size)
            if other.baseline - line.baseline > _UPON * size:
                break
            if min(line.right, other.right) - max(line.left, other.left) > _SHARED * size:
                yield line.text
                break


#: In em, how near the base lines of lines are that stand upon each other, and how much of them does.
_UPON, _SHARED = 0.7, 1.0


def _extent(lines: list[Line], at: int, paragraphs: dict[int, int]) -> tuple[float, float]:
    """Return where a line begins and ends, with the parts of its paragraph at its level, of which one may be astray."""
    line, paragraph = lines[at], paragraphs.get(lines[at].content)
    left, right = line.left, line.right
    if paragraph is not None:
        parts = [
            one
            for one in lines[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
            if paragraphs.get(one.content) == paragraph and abs(one.baseline - line.baseline) < 1
        ]
        for one in sorted(parts, key=lambda part: part.left):
            if one.left <= right or not _is_gutter(lines, line, right, one.left):
                right = max(right, one.right)
        for one in sorted(parts, key=lambda part: -part.right):
            if one.right >= left or not _is_gutter(lines, line, one.right, left):
                left = min(left, one.left)
    return left, right


def _is_gutter(lines: list[Line], line: Line, left: float, right: float) -> bool:
    """Return whether a gap beside a line is one between columns: wide, and other lines end and begin where it does."""
    others = [one for one in lines if abs(one.baseline - line.baseline) > line.size / 2]
    return (
        right - left > _COLUMN * line.size
        and any(abs(one.right - left) < _ALIKE * line.size for one in others)
        and any(abs(one.left - right) < _ALIKE * line.size for one in others)
    )


#: In em, what is between the parts of a line at most.
_COLUMN = 1.2
#: In em, how far edges of one column are apart.
_ALIKE = 0.2
#: In em, how far a line is above all lines before it that is in no other column.
_ABOVE_ALL = 2.0
#: How many lines before and after may be parts of one.
_NEIGHBOURS = 4


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
    fine = _Drawing.of(api, page, _FINE) if unsure else None
    odd |= {id(one) for one in unsure if fine and not fine.shows(one)}
    hidden, last = [], None
    for place in places:
        if id(place) in odd:
            if place.word != last:
                hidden.append(place.word)
            last = place.word
    struck = [one.word for one in sure if coarse and coarse.strikes(one)]
    return Seen(hidden, struck)


class _Drawing:
    """A page as it is drawn with its text and without it."""

    def __init__(self, shown: Any, bare: Any, corner: tuple[float, float], scale: float) -> None:
        import PIL.ImageChops

        ink = PIL.ImageChops.difference(shown, bare)
        self.width, self.height = ink.size
        self._left, self._low = corner
        self._scale = scale
        self._ink = ink.tobytes()
        # Rules and grounds, if the page has any.
        self._bare = bare.tobytes() if bare.getextrema()[0] < _LEAST_LIGHT else None

    @classmethod
    def of(cls, api: Any, page: Any, scale: float) -> _Drawing:
        """Draw a page at so many pixels a point."""
        texts = [one for one in _objects(api, page) if api.FPDFPageObj_GetType(one) == _TEXT]
        return cls(*_with_and_without(api, page, texts, scale), _corner(api, page), scale)

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
        least = _LEAST_OF_THIRDS
        for one in place.glyphs:
            above, below = int(top - one.high * scale), int(top - one.low * scale) + 1
            begin, end = int((one.left - left) * scale), int((one.right - left) * scale) + 1
            # PDFium sets small letters to whole pixels: a narrow one may be beside its place.
            beside = end - begin <= _NARROW
            if one.right - one.left > _WIDE:  # of wide letters each half has ink
                middle = (begin + end) // 2
                if not self._reaches(least, begin, above, middle, below):
                    return False
                begin = middle
            if not self._reaches(least, begin - beside, above, end + beside, below):
                return False
        return True

    def _reaches(self, least: int, left: int, top: int, right: int, bottom: int) -> bool:
        """Return whether a pixel of a box has at least so much ink, of 255."""
        left, right, width, ink = max(0, left), min(self.width, right), self.width, self._ink
        if left >= right:
            return False
        for start in range(max(0, top) * width + left, min(self.height, bottom) * width, width):
            if max(ink[start : start + right - left]) >= least:
                return True
        return False

    def _has_ink(self, box: tuple[int, int, int, int], *, thirds: bool) -> bool:
        """Return whether there is ink in a box and, with `thirds`, in each third of its height.

        A line that is cut, or covered in part, has ink only above or only below.
        """
        left, top, right, bottom = box[0], max(0, box[1]), max(box[2], box[0] + 1), max(box[3], box[1] + 1)
        if not self._reaches(_LEAST_CONTRAST, left, top, right, bottom):
            return False
        if not thirds:
            return True
        height = min(bottom, self.height) - top
        if height < _THIRDS:  # the rest of it is off the page
            return False
        cuts = (top, top + height // 3, top + height - height // 3, top + height)
        return all(self._reaches(_LEAST_OF_THIRDS, left, above, right, below) for above, below in pairwise(cuts))

    def strikes(self, place: Place) -> bool:
        """Return whether a line is drawn through a word; a ground is as dark above and below it."""
        if self._bare is None or place.right - place.left < _LEAST_STRUCK:
            return False
        scale, width, bare = self._scale, self.width, self._bare
        left, right = (round((edge - self._left) * scale) for edge in (place.left, place.right))
        left, right = max(0, left + 1), min(width, right - 1)

        def is_dark(height: float) -> bool:
            row = round(self.height - (place.baseline + height * place.size - self._low) * scale)
            if not 0 <= row < self.height or left >= right:
                return False
            return bool(max(bare[row * width + left : row * width + right]) < _LEAST_LIGHT)

        steps = max(2, round(_ZONE * place.size * scale))
        through = any(is_dark(_ZONE_FROM + _ZONE * at / steps) for at in range(steps + 1))
        return through and not is_dark(1.05) and not is_dark(-0.4)


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


def _with_and_without(api: Any, page: Any, objects: Sequence[Any], scale: float) -> tuple[Any, Any]:
    """Return a page as a picture in grey, and the same without these of its objects."""
    shown = _drawn(api, page, scale)
    for one in objects:
        api.FPDFPageObj_SetIsActive(one, 0)
    bare = _drawn(api, page, scale)
    for one in objects:
        api.FPDFPageObj_SetIsActive(one, 1)
    return shown, bare


def _drawn(api: Any, page: Any, scale: float) -> Any:
    """Return a page as a picture in grey."""
    import PIL.Image

    width, height = (
        max(1, round(size * scale)) for size in (api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page))
    )
    if width * height > _MOST_PIXELS:
        raise UnreadableError("its pages are larger than those of any document; do not open it")
    bitmap = api.FPDFBitmap_CreateEx(width, height, _GRAY, None, 0)
    api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
    api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, _ANNOTATIONS)
    stride = api.FPDFBitmap_GetStride(bitmap)
    data = ctypes.string_at(api.FPDFBitmap_GetBuffer(bitmap), stride * height)
    api.FPDFBitmap_Destroy(bitmap)
    return PIL.Image.frombuffer("L", (width, height), data, "raw", "L", stride, 1)


_THIRDS = 3
#: In pixels, and in points.
_NARROW, _WIDE = 3, 5.0
#: Of 255, for the thin strokes of a third of a word, and of a letter.
_LEAST_OF_THIRDS = 24
#: Of 255: what is darker than this is a line or a ground. In points, the shortest word that is looked at; in em, where
#: lines are that strike words out.
_LEAST_LIGHT, _LEAST_STRUCK, _ZONE_FROM, _ZONE = 200, 6.0, 0.12, 0.4
