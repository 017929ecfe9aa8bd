"""Complete an archive once its articles are made: manifest, bibliography, report, further parts, and the bag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from ...errors import OutputError
from ...model import Article
from ..model import PAYLOAD, File
from ..record import Record, State
from ..state.engine import clean, in_place
from ..state.ledger import Ledger
from ..state.store import Store
from ..workers.job import article_of
from . import bag
from .contents import Contents

#: A part made from the archive as a whole; it creates its files in the contents.
Part = Callable[[Contents], None]


class Payload:
    """The contents of an archive that is being completed: see `contents.Contents`."""

    def __init__(self, title: str, ledger: Ledger, store: Store) -> None:
        self.title, self.ledger, self.store = title, ledger, store
        self.made: list[str] = []
        self.shown: dict[str, str] = {}

    def records(self, *states: State) -> Iterator[Record]:
        """Yield the records with those states (default: all) in the order of the sources."""
        return self.ledger.records(*states)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return self.store.read(f"{PAYLOAD}/{path}")

    def size(self, path: str) -> int:
        """Return the size in bytes of a file that was created or kept."""
        return self.ledger.size(path)

    def article(self, record: Record) -> Article:
        """Return the article of a record, read again from its source bytes."""
        return article_of(record, self.read)

    @contextmanager
    def create(self, path: str, fingerprint: str = "") -> Iterator[BinaryIO]:
        """Open a file for writing; it is moved into place when the block ends."""
        self.ledger.schedule_removal(path)  # until it is known to be needed, so that a kill leaves no stray file
        with self.store.create(f"{PAYLOAD}/{path}") as stream:
            hashing = Hashing(stream)
            yield cast("BinaryIO", hashing)
        self.ledger.add_common_file(in_place(self.store, hashing.file(path)), fingerprint)
        self.made.append(path)

    def keep(self, path: str, fingerprint: str) -> bool:
        """Keep the files of an earlier run with this fingerprint; return whether `path` is among them."""
        kept = self.ledger.files_with(fingerprint)
        if path not in kept:
            return False
        self.made += kept
        return True

    def scratch(self) -> AbstractContextManager[Path]:
        """Return an empty folder on the archive's disk, for a block."""
        return self.store.scratch()


class Hashing:
    """An output stream that counts and hashes what is written; `closed` and `flush` are what Parquet asks of one."""

    closed = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._size = stream, 0
        self._sha256, self._sha512 = hashlib.sha256(), hashlib.sha512()

    def write(self, data: Any) -> int:
        """Write bytes."""
        self._size += len(data)
        self._sha256.update(data)
        self._sha512.update(data)
        return self._stream.write(data)

    def flush(self) -> None:
        """Write what is held."""
        self._stream.flush()

    def file(self, path: str) -> File:
        """Return a File for what was written to `path`."""
        return File(path, None, self._size, self._sha256.hexdigest(), self._sha512.hexdigest())


def finish(
    payload: Payload,
    parts: Sequence[Part],
    info: dict[str, str],
    tell: Callable[[str], None],
) -> None:
    """Make the parts and complete the bag; `info` is metadata for `bag-info.txt` beside the counts.

    Files of an earlier run that no part makes any more are removed; what else is in the payload is put aside, and
    reported to `tell`. Raise what the parts and the store raise.
    """
    ledger, store = payload.ledger, payload.store
    for part in parts:
        part(payload)
    ledger.keep_common_files(payload.made)
    ledger.commit()
    clean(ledger, store)
    _check_payload(ledger, store, tell)
    bag.close(store, ledger.files, info, read_me(payload.title, site="index.html" in payload.made))


def _check_payload(ledger: Ledger, store: Store, tell: Callable[[str], None]) -> None:
    """Put aside what is in the payload and not in the ledger. Raise OutputError if anything is missing."""
    there = strays = 0
    for path in store.walk(PAYLOAD):
        if ledger.holds(path.removeprefix(f"{PAYLOAD}/")) and store.status(path) is not None:
            there += 1
        else:
            strays += 1
            store.set_aside(path)
    if strays:
        tell(f"{strays:,} files that do not belong to the archive were moved to .newsconvert/aside.")
    if there != ledger.paths():
        raise OutputError("Files of the archive were removed while it was made; run the same command again.")


def read_me(title: str, *, site: bool, catalogue: str = "") -> str:
    """Return the text of README.txt, which explains the folder to people; `catalogue` is the folder of that, if any."""
    first, start = ("data/index.html", "افتح") if site else ("data/manifest.csv", "انظر")
    told = _OF_A_CATALOGUE if catalogue else _OF_A_BAG
    return told.format(title=title, first=catalogue + first, start=start)


_OF_A_CATALOGUE = """\
{title}

هذا أرشيف مقالات: {start} {first}
المقالات في المجلد shards، في حقائب من نوع BagIt، وفهارسها في المجلد catalogue. لا تغيّر شيئًا هنا.

This is an archive of articles. To begin, open {first}
The articles are in the folder shards, in BagIt bags (RFC 8493) of up to some thousands each, and their lists in the
bag catalogue. Change nothing here. To check that all is whole: newsconvert verify FOLDER
"""

_OF_A_BAG = """\
{title}

هذا أرشيف مقالات: {start} {first}
المقالات في data/articles، ولكل مقالة مجلد فيه وثائقها ونصّها الأصلي وبياناتها. لا تغيّر شيئًا هنا؛ فملفات
manifest-*.txt تحفظ بصمة كل ملف.

This is an archive of articles. To begin, open {first}
The articles are in data/articles: a folder each, with its documents, its source and its record. The folder is a BagIt
bag (RFC 8493): change nothing in it. To check that it is whole: newsconvert verify FOLDER, or any BagIt validator.
"""
