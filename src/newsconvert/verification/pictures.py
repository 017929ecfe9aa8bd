"""Whether pictures of documents are those of the source, as large and in the shape that documents show them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from .findings import Finding, FindingKind, shorten

Sizes = tuple[float, float] | None


def face_differences(
    alternative: str, one: bytes | None, other: bytes | None, sizes: tuple[Sizes, Sizes], *, packed: bool
) -> Iterator[Finding]:
    """Yield whether a picture is another than that of the source, `one`, or has another size or shape.

    A document that has pictures as they are, `packed`, does not print them in grey, nor smaller.
    """
    if one is None or other is None:
        return
    if one != other and not _look_alike(one, other, packed=packed):
        yield Finding(
            FindingKind.PICTURE, expected=shorten(alternative), found="", place="another picture in its place"
        )
    elif told := _size_otherwise(other if packed else one, *sizes):
        yield Finding(FindingKind.PICTURE, expected=shorten(alternative), found="", place=told)


def _size_otherwise(data: bytes, stated: Sizes, shown: Sizes) -> str:
    """Return what is wrong about the size of a picture of which the source states the width, or nothing.

    Documents do not enlarge pictures, and make them smaller only to fit a page or a column, in their shape.
    """
    import PIL.Image

    if shown is None or not any(shown):
        return ""
    try:
        with PIL.Image.open(io.BytesIO(data)) as opened:
            width, height = opened.size
    except Exception:  # a drawing, or a kind that is not known here
        return ""
    if (width, height) == (1, 1):  # it stands for one that is not there any more
        return ""
    wide, high = shown
    usual = stated[0] if stated and stated[0] else width
    if wide > _MOST_ENLARGED * max(width, usual) + 1:
        return "larger than it is"
    if wide < _LEAST * min(usual, _COLUMN) and (high or wide) < _LEAST * min(usual / width * height, _COLUMN):
        return "too small to be seen"
    if high and abs(wide / high - width / height) > _MOST_STRETCHED * width / height + 1 / high:
        return "stretched"
    return ""


#: Pixels of the narrowest columns, what pictures have at least of that or of their own size, and how far they may be
#: from it because sizes are rounded.
_COLUMN, _LEAST, _MOST_ENLARGED, _MOST_STRETCHED = 300, 0.35, 1.05, 0.05

#: How large pictures are made to compare them, and how far their pixels may differ of 255: on average, at most, and in
#: their colours, which printing changes. In packages pictures are of another kind at most.
_SIDE, _MOST_DIFFERENCE, _MOST_OF_ONE, _MOST_OF_COLOUR = 24, 24, 120, 70
_MOST_PACKED, _MOST_OF_ONE_PACKED, _MOST_OF_COLOUR_PACKED = 6, 10, 6


def _look_alike(one: bytes, other: bytes, *, packed: bool) -> bool:
    """Return whether two pictures show the same, whatever their format and size; drawings are not compared.

    Colours are compared unless the picture of the document is in grey.
    """
    import PIL.Image
    import PIL.ImageOps

    small, slack, widths = [], 0.05, []
    for data in (one, other):
        try:
            with PIL.Image.open(io.BytesIO(data)) as opened:
                shown = PIL.ImageOps.exif_transpose(opened)
                if data is one and shown.size == (1, 1):  # it stands for one that is not there any more
                    return True
                shape = shown.width / shown.height
                widths.append(shown.width)
                slack += 1 / shown.width + 1 / shown.height  # of small ones, a pixel more or less is much
                flat = PIL.Image.new("RGBA", shown.size, "white")
                flat.alpha_composite(shown.convert("RGBA"))
                small.append((shape, flat.convert("RGB").resize((_SIDE, _SIDE), PIL.Image.Resampling.BOX)))
        except Exception:
            # The source has no picture that can be drawn here; or the document has a drawing in SVG.
            return data is one or data.lstrip()[:1] == b"<"
    (shape, first), (other_shape, second) = small
    if abs(shape - other_shape) > slack * shape or (packed and widths[1] < min(widths[0], _COLUMN)):
        return False
    limits = (_MOST_DIFFERENCE, _MOST_OF_ONE, _MOST_OF_COLOUR)
    if packed:
        limits = (_MOST_PACKED, _MOST_OF_ONE_PACKED, _MOST_OF_COLOUR_PACKED)
    greys = [abs(a - b) for a, b in zip(first.convert("L").tobytes(), second.convert("L").tobytes(), strict=True)]
    if sum(greys) > limits[0] * len(greys) or max(greys) > limits[1]:
        return False
    pairs = list(zip(_pixels(first), _pixels(second), strict=True))
    if not packed and all(max(pixel) - min(pixel) < _GREY for _, pixel in pairs):
        return True
    tints = [max(abs((a[0] - a[1]) - (b[0] - b[1])), abs((a[2] - a[1]) - (b[2] - b[1]))) for a, b in pairs]
    return sum(tints) <= limits[2] * len(tints)


def _pixels(picture: Any) -> Iterator[tuple[int, int, int]]:
    data = iter(picture.tobytes())
    return zip(data, data, data, strict=True)


#: How far the channels of a grey pixel may be apart.
_GREY = 24
