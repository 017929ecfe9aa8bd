"""Pictures of sources: only kinds that documents can hold, within limits, made harmless, never fetched."""

from __future__ import annotations

import base64
import binascii
import io
import posixpath
import re
import warnings
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from ..model import Image
from ..options import PictureFiles

#: Bytes and pixels of a picture that is taken, and the number of files that an article may refer to.
MOST_BYTES = 32 * 1024 * 1024
_MOST_PIXELS = 64_000_000
_KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
_DATA = re.compile(r"data:(?P<type>[\w.+-]*/[\w.+-]*)?(?P<parameters>(?:;[^,;]*)*),", re.IGNORECASE)


#: A length of ODF or of styles, and the pixels of its units (CSS Values 4, section 6.2).
_LENGTH = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,9})?)(cm|mm|in|pt|px|pc)?")
_PIXELS = {"cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96, "pt": 96 / 72, "pc": 16, "px": 1, None: 1}


def pixels(length: str) -> int | None:
    """Return a length with its unit in pixels; None for one of another kind, or of none."""
    found = _LENGTH.fullmatch(length.strip())
    return (round(float(found[1]) * _PIXELS[found[2]]) or None) if found else None


def is_spacer(address: str) -> bool:
    """Return whether a `data:` address holds what stands for a picture until that is loaded: 2 pixels at most."""
    import PIL.Image

    image = from_address(address) if len(address) < _SPACER else None
    if image is None:
        return False
    with PIL.Image.open(io.BytesIO(image.data)) as picture:
        return max(picture.size) <= 2


#: In characters, the longest address of a picture of a pixel.
_SPACER = 400


def width_of(image: Image) -> int:
    """Return the width of a picture in pixels."""
    import PIL.Image

    with PIL.Image.open(io.BytesIO(image.data)) as picture:
        return picture.width


def from_address(address: str) -> Image | None:
    """Return the picture that a `data:` address holds (RFC 2397); None for any other."""
    found = _DATA.match(address[:200])
    if not found or len(address) > MOST_BYTES * 4 // 3 + 200:
        return None
    content = address[found.end() :]
    try:
        if found["parameters"].lower().endswith(";base64"):
            return from_bytes(base64.b64decode(unquote(content)))
        return from_bytes(unquote_to_bytes(content))
    except (binascii.Error, ValueError):
        return None


def beside(files: PictureFiles, address: str) -> Image | None:
    """Return the picture in one of `files`, or in a `data:` address; None for any other."""
    if image := from_address(address):
        return image
    path = relative_path(address)
    data = files.get(path) if path else None
    return None if data is None else from_bytes(data)


def relative_path(address: str) -> str | None:
    """Return the path of an address that is relative and does not lead out of its folder; None for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    path = posixpath.normpath(unquote(parts.path)) if parts.path else ""
    if parts.scheme or parts.netloc or path.startswith("/") or path in ("", ".") or path.split("/")[0] == "..":
        return None
    return path


class Folder:
    """The files in and below a folder of this machine; links that lead out of it are not followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, path: str, /) -> bytes | None:
        """Return the bytes of a regular file no larger than a picture may be; None where there is none."""
        try:
            root = self._folder.resolve()
            found = (root / path).resolve()  # where a symbolic link leads to
            if not found.is_relative_to(root) or not found.is_file() or found.stat().st_size > MOST_BYTES:
                return None
            return found.read_bytes()
        except (OSError, ValueError, RuntimeError):  # a null character, a loop of links
            return None


class Recorder:
    """Files of which it is recorded which were asked for, in `found`: the bytes of pictures, None for anything else."""

    def __init__(self, files: PictureFiles | None) -> None:
        self._files = files
        self.found: dict[str, bytes | None] = {}

    def get(self, path: str, /) -> bytes | None:
        """Return the bytes of a picture, and record them."""
        if path not in self.found:
            data = self._files.get(path) if self._files is not None else None
            self.found[path] = data if data is not None and from_bytes(data) is not None else None
        return self.found[path]


@lru_cache(maxsize=64)
def from_bytes(data: bytes) -> Image | None:
    """Return a picture upright and without the metadata of cameras and editors; None where it cannot be shown."""
    if len(data) > MOST_BYTES:
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
