"""Whether the text of a page of a PDF is seen, and where it belongs.

PDFium draws the page with its text and without it: what differs is what is seen of the text.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from .findings import UnreadableError

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
    of characters that draw nothing, as the second of two that are drawn as one does, and `at` is PDFium's index of one.
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


class Line(NamedTuple):
    """A line of a page, or a part of one: the marked content that it begins with, and where it is, in points."""

    text: str
    content: int
    left: float
    right: float
    baseline: float
    size: float


def lines_astray(lines: list[Line], paragraphs: dict[int, int]) -> Iterator[str]:
    """Yield the lines of a page that stand above the one before them, with nothing but it below.

    `paragraphs` gives the number of the paragraph that marked content is in. What stands beside each other, as cells
    and columns do, is in any order; so are the margins.
    """
    tagged = [line for line in lines if line.content >= 0]
    extents = [_extent(tagged, at, paragraphs) for at in range(len(tagged))]
    for at, line in enumerate(tagged):
        for earlier in range(at - 1, max(-1, at - 1 - _NEIGHBOURS), -1):
            before, one, other = tagged[earlier], extents[earlier], extents[at]
            near = earlier == at - 1 or paragraphs.get(before.content, -1) == paragraphs.get(line.content)
            shared = min(one[1], other[1]) - max(one[0], other[0])
            above = line.baseline > before.baseline + before.size / 2
            if near and above and shared > min(one[1] - one[0], other[1] - other[0]) / 2:
                yield line.text
                break


def _extent(lines: list[Line], at: int, paragraphs: dict[int, int]) -> tuple[float, float]:
    """Return where a line begins and ends, with the parts of its paragraph at its level, of which one may be astray."""
    line, paragraph = lines[at], paragraphs.get(lines[at].content)
    parts = [line]
    if paragraph is not None:
        parts += (
            one
            for one in lines[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
            if paragraphs.get(one.content) == paragraph and abs(one.baseline - line.baseline) < 1
        )
    return min(one.left for one in parts), max(one.right for one in parts)


#: How many lines before and after may be parts of one.
_NEIGHBOURS = 4


def hidden_words(api: Any, page: Any, places: Sequence[Place]) -> Iterator[str]:
    """Yield the words of a page that are not seen, in its order: without ink, covered, off the page, too small, turned.

    The page in memory is as it was after that.
    """
    doubtful = [one for one in places if one.size < _SMALLEST or not one.upright]
    unsure = _without_ink(api, page, [one for one in places if one not in doubtful], _COARSE)
    hidden = {*map(id, doubtful), *map(id, _without_ink(api, page, unsure, _FINE))}
    last = None
    for place in places:
        if id(place) in hidden:
            if place.word != last:
                yield place.word
            last = place.word


def _without_ink(api: Any, page: Any, places: list[Place], scale: float) -> list[Place]:
    """Return the places where nothing of the page's text is seen, at so many pixels a point."""
    if not places:
        return []
    import PIL.ImageChops

    texts = [one for one in _objects(api, page) if api.FPDFPageObj_GetType(one) == _TEXT]
    shown = _drawn(api, page, scale)
    for one in texts:
        api.FPDFPageObj_SetIsActive(one, 0)
    bare = _drawn(api, page, scale)
    for one in texts:
        api.FPDFPageObj_SetIsActive(one, 1)
    ink = PIL.ImageChops.difference(shown, bare)
    left, low = _corner(api, page)
    found = []
    for place in places:
        low_edge, high_edge = place.baseline - 0.25 * place.size, place.baseline + 0.8 * place.size
        thirds = _is_tall(place)
        if thirds and place.low is not None and place.high is not None:
            low_edge, high_edge = place.low, place.high
        top, bottom = (ink.height - (edge - low) * scale for edge in (high_edge, low_edge))
        begin, end = (place.left - left) * scale, (place.right - left) * scale
        within = begin > -2 * scale and end < ink.width + 2 * scale
        if not within or not _has_ink(ink, (begin, top, end, bottom), thirds=thirds):
            found.append(place)
    return found


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


def _has_ink(ink: Any, box: tuple[float, float, float, float], *, thirds: bool) -> bool:
    """Return whether there is ink in a box and, with `thirds`, in each third of its height.

    A line that is cut, or covered in part, has ink only above or only below.
    """
    left, top, right, bottom = (round(edge) for edge in box)
    if right <= 0 or bottom <= 0 or left >= ink.width or top >= ink.height:
        return False
    within = max(0, left), max(0, top), min(ink.width, max(right, left + 1)), min(ink.height, max(bottom, top + 1))
    part = ink.crop(within)
    darkest: int = part.getextrema()[1]
    if darkest < _LEAST_CONTRAST or not thirds:
        return darkest >= _LEAST_CONTRAST
    height = part.height
    if height < _THIRDS:  # the rest of it is off the page
        return False
    cuts = (0, height // 3, height - height // 3, height)
    strips = (part.crop((0, above, part.width, below)).getextrema()[1] for above, below in pairwise(cuts))
    return bool(min(strips) >= _LEAST_OF_THIRDS)


_THIRDS = 3
#: Of 255, for the thin strokes of a third of a word.
_LEAST_OF_THIRDS = 24
