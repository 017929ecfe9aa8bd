"""Where reading a file can begin for each of its articles, so that a worker reads only its slice of a large one."""

from __future__ import annotations

import io

from ...readers.rows import Resumed
from ..model import Start

#: Readers of files with many articles that can begin at one in the middle.
_RESUMED = frozenset(("records", "json", "warc"))


class Cursor:
    """Where reading a file begins, and where it could begin for each article that is found."""

    def __init__(self, start: Start) -> None:
        self.start, self.point = start, (start.offset, start.passed)
        self._file: Resumed | None = None

    def resumed(self, file: io.BufferedReader, reader: str) -> io.BufferedReader:
        """Return a file so that it is read from the start on, if its format allows that."""
        if reader not in _RESUMED or not file.seekable():
            return file
        self._file = Resumed(file.detach(), 1 << 16)
        self._file.start = self._file.here = self.point
        return self._file

    def pass_record(self) -> None:
        """Take note of where the record is that was read."""
        if self._file:
            self.point = self._file.here

    def start_of(self, at: int) -> Start:
        """Return where reading can begin for article `at`."""
        if self.point != self.start[1:]:
            self.start = Start(at, *self.point)
        return self.start
