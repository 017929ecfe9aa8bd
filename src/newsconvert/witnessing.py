"""Compare articles with the files that they were read from: what the readers lost in silence is found."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .model import Article
from .options import ReaderOptions
from .readers import reader_for
from .readers.decoding import decode
from .result import Warning
from .verification.findings import Finding
from .verification.walks import SourceWalk
from .verification.witness import unread


class Witness:
    """The words of a file, which its reader had no part in finding; both share the decoding of bytes."""

    def __init__(self, data: bytes, reader: str | None, file_name: str | None, options: ReaderOptions) -> None:
        """Take the bytes of a file, and how they are read; without `reader`, as files of this name are."""
        self._options = options
        self._walk = SourceWalk(reader or reader_for(file_name).name, data, self._decode)
        self._head = data[:_LONGEST_FRONT_MATTER] if data.lstrip(b"\xef\xbb\xbf")[:3] in (b"---", b"+++") else b""
        self._account: dict[Warning, None] = {}

    def _decode(self, data: bytes) -> str:
        return decode(data, self._options.encoding, repair=self._options.repair).text

    def hear(self, account: Iterable[Warning]) -> None:
        """Take what the reader says of its work; of columns it says once what is true of all records."""
        self._account.update(dict.fromkeys(account))

    def findings(self, article: Article, account: Iterable[Warning], number: int | None = None) -> tuple[Finding, ...]:
        """Return what of the file, or its record of this number, is neither in the article nor in the account of it."""
        units = self._walk.texts(number)
        beside = self._head + (article.provenance.sidecar or b"")
        fields = len(_FIELD.findall(beside.decode(errors="replace")))
        return () if units is None else tuple(unread(article, units, (*account, *self._account), overridden=fields))


#: A field of a sidecar or of front matter that may stand in the text too.
_FIELD = re.compile(
    r"(?m)^\s*(?:title|headline|kicker|deck|subtitle|byline|author|dateline|place|agency|date|source)\b"
)
_LONGEST_FRONT_MATTER = 4_000


def record_number(article: Article) -> int | None:
    """Return the number that an article's record has in its file, from 1; None if it has a file of its own."""
    name, mark, number = (article.provenance.file_name or "").rpartition("#")
    return int(number) if name and mark and number.isdecimal() else None
