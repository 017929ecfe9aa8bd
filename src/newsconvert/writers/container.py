"""ZIP containers (DOCX and EPUB) whose bytes depend on their content alone."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from ..errors import OutputError
from ..model import Article, Volume
from ..resources import Resources

#: The earliest date a ZIP entry can have; it stands for "no date is known".
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)

_FLAGS = 0x0800  # names are UTF-8
_STORED, _DEFLATED = 0, 8
_UNIX, _VERSION = 3, 20
_MODE = 0o644 << 16
_DAY, _TIME = 0x0021, 0  # 1 January 1980, as MS-DOS writes it
_MOST_ENTRIES, _MOST_BYTES = 0xFFFF, 0xFFFFFFFF


class _Packed(NamedTuple):
    method: int
    checksum: int
    size: int
    data: bytes


def pack(files: Mapping[str, bytes], *, first: str, lasting: Collection[str] = ()) -> bytes:
    """Return `files` as a ZIP with fixed dates: `first` first and stored without compression, the others sorted.

    Those named in `lasting`, which other documents hold too, are compressed once a process; the others at a lower
    level, which is faster and leaves them a little larger. Raise OutputError for more than a ZIP can hold. The format
    is that of PKWARE's APPNOTE 6.3.
    """
    made, directory = [], []
    at = 0
    for name in [first, *sorted(set(files) - {first})]:
        data = files[name]
        if name == first or name.endswith(".png"):  # a PNG is compressed as it is
            packed = _Packed(_STORED, crc32(data), len(data), data)
        else:
            packed = _deflate_once(data) if name in lasting else _deflate(data, 4)
        encoded = name.encode()
        sizes = (packed.checksum, len(packed.data), packed.size, len(encoded), 0)
        facts = struct.pack("<HHHHHIIIHH", _VERSION, _FLAGS, packed.method, _TIME, _DAY, *sizes)
        made += [b"PK\x03\x04", facts, encoded, packed.data]
        directory.append(
            struct.pack("<4sBB", b"PK\x01\x02", _VERSION, _UNIX)
            + facts
            + struct.pack("<HHHII", 0, 0, 0, _MODE, at)
            + encoded
        )
        at += 30 + len(encoded) + len(packed.data)
    index = b"".join(directory)
    if len(directory) > _MOST_ENTRIES or at + len(index) > _MOST_BYTES:
        raise OutputError("The document would be larger than a ZIP can be (4 GB, 65,535 files); make several of it.")
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(directory), len(directory), len(index), at, 0)
    return b"".join([*made, index, end])


def _deflate(data: bytes, level: int) -> _Packed:
    deflater = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _Packed(_DEFLATED, crc32(data), len(data), deflater.compress(data) + deflater.flush())


@lru_cache(maxsize=64)
def _deflate_once(data: bytes) -> _Packed:
    return _deflate(data, 6)


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
