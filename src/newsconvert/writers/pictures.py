"""The sizes of pictures, and their conversion for documents that cannot have their kind."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from ..interchange import article_images
from ..model import Article, Image
from ..result import Kind, Warning

if TYPE_CHECKING:
    import PIL.Image

#: A pixel of a picture, in points: CSS Values 4, section 5.2, where 96 pixels are an inch.
POINTS_PER_PIXEL = 0.75
#: Media types that web pages and EPUB may have (EPUB 3.3, section 3.2).
OF_WEB = frozenset(("image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml"))
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg"}


def of_web(image: Image) -> Image | None:
    """Return a picture in a kind that web pages and EPUB may have, or None if there is none."""
    if image.media_type == "image/svg+xml":
        return image
    return (image if pixels(image) else None) if image.media_type in OF_WEB else as_png(image)


def lost(articles: Iterable[Article], shown: Callable[[Image], object] = of_web) -> tuple[Warning, ...]:
    """Return a warning with the number of pictures that documents cannot show: those for which `shown` is None."""
    count = sum(shown(image) is None for article in articles for image in article_images(article))
    message = f"{count} picture(s) cannot be opened; their alternative text is shown."
    return (Warning(Kind.PICTURE_MISSING, message, count),) if count else ()


@lru_cache(maxsize=256)
def pixels(image: Image) -> tuple[int, int] | None:
    """Return width and height of a picture in pixels, or None if it cannot be opened."""
    import PIL.Image

    try:
        with PIL.Image.open(io.BytesIO(image.data)) as picture:
            return picture.size
    except Exception:  # whatever damaged data makes of the decoders
        return None


@lru_cache(maxsize=16)
def as_png(image: Image) -> Image | None:
    """Return a picture as a PNG, or None if it cannot be opened."""
    import PIL.Image

    try:
        with PIL.Image.open(io.BytesIO(image.data)) as picture:
            picture.load()
            out = io.BytesIO()
            (picture if picture.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else picture.convert("RGBA")).save(
                out, "PNG"
            )
            return Image("image/png", out.getvalue())
    except Exception:  # as above
        return None


#: The longest side of a picture on a page, in pixels: 300 to the inch over the width of the text on A4.
_LONGEST = 2_400
_QUALITY = 90


@lru_cache(maxsize=64)
def of_pages(image: Image, *, grey: bool = False) -> Image | None:
    """Return a picture as pages show it, in sRGB or `grey` for the press; None if it cannot be opened.

    Pictures that are so already keep their bytes.
    """
    import PIL.Image

    if image.media_type not in OF_WEB - {"image/svg+xml"}:
        return None
    try:
        with PIL.Image.open(io.BytesIO(image.data)) as picture:
            picture.load()
            made = _in_colours(picture, grey=grey)
            made.thumbnail((_LONGEST, _LONGEST))
            photograph = image.media_type == "image/jpeg" or (image.media_type == "image/webp" and "A" not in made.mode)
            kept = made is picture and image.media_type in ("image/jpeg", "image/png")
            if kept and made.size == pixels(image):
                return image
            out = io.BytesIO()
            if photograph:
                made.save(out, "JPEG", quality=_QUALITY)
            else:
                made.save(out, "PNG")
            return Image("image/jpeg" if photograph else "image/png", out.getvalue())
    except Exception:  # as above
        return None


#: The longest width and height of a picture in a list of articles, in pixels.
_SMALL = (360, 270)


@lru_cache(maxsize=16)
def thumbnail(image: Image) -> tuple[bytes, int, int] | None:
    """Return a picture as a small JPEG, with its width and height; None if it cannot be opened."""
    import PIL.Image

    try:
        with PIL.Image.open(io.BytesIO(image.data)) as picture:
            picture.draft("RGB", _SMALL)  # a JPEG is read no larger than it is needed
            made = _in_colours(picture, grey=False)
            if made.mode == "RGBA":
                made = PIL.Image.alpha_composite(PIL.Image.new("RGBA", made.size, "white"), made).convert("RGB")
            made.thumbnail(_SMALL)
            out = io.BytesIO()
            made.save(out, "JPEG", quality=80)
            return out.getvalue(), made.width, made.height
    except Exception:  # as above
        return None


def _in_colours(picture: PIL.Image.Image, *, grey: bool) -> PIL.Image.Image:
    """Return a picture in sRGB, or without colours and transparency; itself if it is so."""
    import PIL.Image
    import PIL.ImageCms

    profile = picture.info.get("icc_profile")
    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    if profile and picture.mode in ("RGB", "CMYK"):
        srgb = PIL.ImageCms.createProfile("sRGB")
        given = PIL.ImageCms.ImageCmsProfile(io.BytesIO(profile))
        picture = PIL.ImageCms.profileToProfile(picture, given, srgb, outputMode="RGB") or picture
        picture.info.pop("icc_profile", None)
    if grey:
        if see_through:
            colours = picture.convert("RGBA")
            white = PIL.Image.new("RGBA", colours.size, "white")
            picture = PIL.Image.alpha_composite(white, colours)
        return picture if picture.mode == "L" else picture.convert("L")
    if see_through:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
