"""Pictures of sources: only kinds that documents can hold, within limits, made harmless, never fetched."""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from ..model import Image

#: Bytes and pixels of a picture that is taken, and the number of files that an article may refer to.
_MOST_BYTES = 32 * 1024 * 1024
_MOST_PIXELS = 64_000_000
_KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
_DATA = re.compile(r"data:(?P<type>[\w.+-]*/[\w.+-]*)?(?P<parameters>(?:;[^,;]*)*),", re.IGNORECASE)


def from_address(address: str) -> Image | None:
    """Return the picture that a `data:` address holds (RFC 2397); None for any other."""
    found = _DATA.match(address[:200])
    if not found or len(address) > _MOST_BYTES * 4 // 3 + 200:
        return None
    content = address[found.end() :]
    try:
        if found["parameters"].lower().endswith(";base64"):
            return from_bytes(base64.b64decode(unquote(content)))
        return from_bytes(unquote_to_bytes(content))
    except (binascii.Error, ValueError):
        return None


def beside(folder: Path, address: str) -> Image | None:
    """Return the picture in a regular file below `folder`, or in a `data:` address; None for any other."""
    if image := from_address(address):
        return image
    try:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return None
        root = folder.resolve()
        path = (root / unquote(parts.path)).resolve()  # where a symbolic link leads to
        if not path.is_relative_to(root) or not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        return from_bytes(path.read_bytes())
    except (OSError, ValueError, RuntimeError):  # no address, a null character in it, a loop of links
        return None


@lru_cache(maxsize=64)
def from_bytes(data: bytes) -> Image | None:
    """Return a picture upright and without the metadata of cameras and editors; None where it cannot be shown."""
    if len(data) > _MOST_BYTES:
        return None
    import PIL.Image
    import PIL.ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            with PIL.Image.open(io.BytesIO(data)) as picture:
                kind = picture.format or ""
                if kind not in _KINDS or picture.width * picture.height > _MOST_PIXELS:
                    return None
                oriented = picture.getexif().get(0x0112, 1) != 1
                extra = {
                    "exif",
                    "icc_profile",
                    "comment",
                    "XML:com.adobe.xmp",
                    "xmp",
                    "photoshop",
                } & picture.info.keys()
                if not oriented and not extra - {"icc_profile"}:
                    picture.load()
                    return Image(_KINDS[kind], data)
                upright = PIL.ImageOps.exif_transpose(picture)
                out = io.BytesIO()
                kept = {"icc_profile": picture.info["icc_profile"]} if "icc_profile" in picture.info else {}
                quality = {"quality": 92} if kind in ("JPEG", "WEBP") else {}
                upright.save(out, kind, **kept, **quality)
                return Image(_KINDS[kind], out.getvalue())
    except Exception:  # whatever a damaged picture makes of the decoders
        return None
