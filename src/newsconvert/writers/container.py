"""The one ZIP writer (DOCX and EPUB): files whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from ..model import Article, Volume
from ..resources import Resources

#: The earliest date a ZIP entry can have; it stands for "no date is known".
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)

_LEVEL = 4  # faster than zlib's default, and a few per cent larger


class _Packed(NamedTuple):
    checksum: int
    size: int
    data: bytes


class PackageZip(zipfile.ZipFile):
    """A ZIP to write parts to, each with the date 1 January 1980 and the mode 0644, whatever the clock and the umask.

    Parts whose name is in `lasting`, which other documents of this process hold too (fonts, styles), are compressed
    once a process. `mimetype` and PNGs are stored as they are. `python-docx` and EbookLib write to it through
    `writestr(name, data)`.
    """

    def __init__(self, stream: io.BytesIO, *, lasting: Collection[str] = (), compresslevel: int = _LEVEL) -> None:
        super().__init__(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=compresslevel)
        self._lasting = lasting

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: str | bytes,  # type: ignore[override]  # no other buffer is ever given
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add the part `zinfo_or_arcname` with the bytes (or, in UTF-8, the text) `data`; dates given are ignored."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        content = data.encode() if isinstance(data, str) else data
        part = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
        part.create_system, part.external_attr = 3, 0o644 << 16  # Unix, on every system
        if compress_type == zipfile.ZIP_STORED or name == "mimetype" or name.endswith(".png"):
            packed = _Packed(crc32(content), len(content), content)
        elif name in self._lasting:
            packed = _deflate_once(content)
        else:
            packed = _deflate(content, compresslevel or self.compresslevel or _LEVEL)
        part.compress_type = zipfile.ZIP_STORED if packed.data is content else zipfile.ZIP_DEFLATED
        self._write_packed(part, packed)

    def _write_packed(self, part: zipfile.ZipInfo, packed: _Packed) -> None:
        """Add a part that is compressed already, as `ZipFile.mkdir` adds one without content."""
        part.CRC, part.file_size, part.compress_size = packed.checksum, packed.size, len(packed.data)
        assert self.fp is not None
        self.fp.seek(self.start_dir)
        part.header_offset = self.fp.tell()
        self._writecheck(part)  # type: ignore[attr-defined]  # duplicate names, and sizes that need ZIP64
        self._didModify = True
        self.fp.write(part.FileHeader(zip64=None))
        self.fp.write(packed.data)
        self.filelist.append(part)
        self.NameToInfo[part.filename] = part
        self.start_dir = self.fp.tell()


@lru_cache(maxsize=64)
def _deflate_once(data: bytes) -> _Packed:
    return _deflate(data, 6)


def _deflate(data: bytes, level: int) -> _Packed:
    deflater = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _Packed(crc32(data), len(data), deflater.compress(data) + deflater.flush())


def modified(work: Article | Volume, resources: Resources) -> datetime:
    """Return the date a document bears: the run's, else its work's, else the epoch; never the clock's.

    A volume without a date has that of its latest article.
    """
    if resources.timestamp:
        return resources.timestamp
    published = work.published
    if published is None and isinstance(work, Volume):
        return max((modified(article, resources) for article in work.articles), default=EPOCH)
    if isinstance(published, datetime):
        return max(published.replace(tzinfo=published.tzinfo or UTC).astimezone(UTC), EPOCH)
    if isinstance(published, date) and published >= EPOCH.date():
        return datetime.combine(published, time(), UTC)
    return EPOCH
