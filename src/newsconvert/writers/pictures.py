"""The sizes of pictures, and their conversion for documents that cannot have their kind."""

from __future__ import annotations

import io
from functools import lru_cache

from ..model import Image

#: A pixel of a picture, in points: CSS Values 4, section 5.2, where 96 pixels are an inch.
POINTS_PER_PIXEL = 0.75
#: Media types that web pages and EPUB may have (EPUB 3.3, section 3.2).
OF_WEB = frozenset(("image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml"))
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg"}


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
