"""ZIP containers (DOCX and EPUB) whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from ..model import Article, Volume
from ..resources import Resources

#: The earliest date a ZIP entry can have; it stands for "no date is known".
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def entries(data: bytes) -> dict[str, bytes]:
    """Return the files in a ZIP by name, in the order of its directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(files: Mapping[str, bytes], *, first: str) -> bytes:
    """Return `files` as a ZIP with fixed dates: `first` first and stored without compression, the others sorted."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in [first, *sorted(set(files) - {first})]:
            entry = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # Unix, wherever it is made
            entry.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return target.getvalue()


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
