"""Where reading a file can begin for each of its articles, so that a worker reads only its slice of a large one."""

from __future__ import annotations

import io

from ...errors import InputError
from ...readers import Part
from ...readers.rows import Resumed
from ..model import Start


class Cursor:
    """Where reading a file begins, and where it could begin for each article that is found."""

    def __init__(self, start: Start) -> None:
        self.start, self.point = start, (start.offset, start.passed)
        self._lines: Resumed | None = None
        self._rows = False

    def resumed(self, file: io.BufferedReader, name: str) -> io.BufferedReader:
        """Return a file so that it is read from the start on, if its format allows that."""
        table = file.peek(4)[:4] == b"PAR1"
        self._rows = table and name.endswith(".parquet")
        if not self._rows and (table or not name.endswith((".jsonl", ".ndjson"))):
            return file
        there = Resumed(file.detach(), 1 << 16)
        there.seek(self.start.offset)
        there.passed = self.start.passed
        self._lines = None if self._rows else there
        self._following = self.point
        return there

    def pass_record(self, number: int, found: Part | InputError) -> None:
        """Take note of a record. Reading does not begin at an invalid one: it may look like another format."""
        if self._rows:
            self.point = 0, number - 1
        elif self._lines:
            if isinstance(found, Part) and found.data.startswith(b"{"):
                self.point = self._following
            self._following = self._lines.tell(), self._lines.passed

    def start_of(self, at: int) -> Start:
        """Return where reading can begin for article `at`."""
        if self.point != self.start[1:]:
            self.start = Start(at, *self.point)
        return self.start
