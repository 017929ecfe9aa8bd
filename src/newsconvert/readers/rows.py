"""Split files of records into rows, one at a time: JSON Lines, an array in JSON, CSV and TSV, Parquet.

A row is a dict of columns and values with the bytes it was read from, or an InputError with the invalid bytes, if they
are not too many; reading continues after it.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, time
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from ..errors import DecodingError, InputError, LimitError, MissingDependencyError, OptionError, json_fault
from ..installation import of_extra
from .decoding import decode


class Cells(NamedTuple):
    """A record's values, and a self-contained file holding only this record.

    The file repeats the record's bytes. An array element gets brackets, a table row gets the header, and a Parquet row
    becomes JSON.
    """

    values: dict[str, Any]
    source: bytes


Row: TypeAlias = "Cells | InputError"

#: Most bytes to keep of an array after the place where it breaks off.
REST = 64 * 1024 * 1024
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_SEPARATOR = re.compile(r'"?sep=([^\w\s"]|\t)"?[\r\n]*', re.IGNORECASE)
_ESCAPED = re.compile("[\udc80-\udcff]")


class Resumed(io.BufferedReader):
    """A file whose records are read from one in its middle on; how it is read is decided at its beginning.

    `start` is the place of that record: its byte, and the lines or records before it. `here` is that of the record
    which was read last, if the format has such places.
    """

    start = here = (0, 0)


def first_character(file: io.BufferedReader) -> bytes:
    """Return the first non-space byte of a file, without consuming it."""
    return file.peek(1).removeprefix(codecs.BOM_UTF8).lstrip()[:1]


def lines(file: Iterable[bytes] | io.BufferedReader, encoding: str | None, limit: int) -> Iterator[Row]:
    """Yield the objects of a file with one JSON value per line; a line of more than `limit` bytes is an error."""
    at, passed = _go_to_start(file)
    every = bounded_lines(file, limit) if isinstance(file, io.BufferedReader) else file
    for number, line in enumerate(every, passed + 1):
        if isinstance(file, Resumed):
            file.here, at = (at, number - 1), file.tell()
        if len(line) > limit:
            yield LimitError.of("size", f"line {number} has too many bytes for an article", len(line), limit)
        elif line.strip():
            try:
                value = json.loads(line.decode(encoding or "utf-8-sig").rstrip())
                yield _object(value, f"line {number}", line)
            except (ValueError, RecursionError) as problem:
                fault = json_fault(problem).removeprefix("line 1, ")
                told = f"line {number} is not JSON ({fault}); correct that line, or remove it."
                yield InputError(told).of_bytes(line)


def _go_to_start(file: object) -> tuple[int, int]:
    """Go to where the records of a file are read from; return that place."""
    if isinstance(file, Resumed):
        file.seek(file.start[0])
        return file.start
    return 0, 0


def bounded_lines(file: io.BufferedReader, limit: int) -> Iterator[bytes]:
    """Yield the lines of a file; a line over the limit is truncated to just above the limit."""
    while line := file.readline(limit + 1):
        yield line
        while len(line) > limit and not line.endswith(b"\n"):
            line = file.readline(limit + 1)


def _object(value: Any, where: str, source: bytes) -> Row:
    if isinstance(value, dict):
        return Cells(value, source)
    told = f"{where} is not an object but {type(value).__name__}; give an object with the fields of an article."
    return InputError(told).of_bytes(source)


def array(file: io.BufferedReader, limit: int) -> Iterator[Row]:
    """Yield the objects of a JSON array without loading all of it.

    Where it is invalid, raise InputError with the rest of the file, up to `REST` bytes.
    """
    beginning = file.peek(1)
    place, number = _go_to_start(file)
    decoder = json.JSONDecoder()
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", errors="surrogateescape")
    at, ended, buffer = 0, False, ""
    try:
        if not place:
            place = beginning.index(b"[") + 1
            buffer = text.read(1 << 16).partition("[")[2]
        while True:
            before, at = at, _BETWEEN.match(buffer, at).end()  # type: ignore[union-attr]
            place += at - before
            if buffer.startswith("]", at):
                buffer, at = (buffer[at + 1 :] + text.read(1 << 16)).lstrip(), 0
                if buffer:
                    raise InputError("there is text after the end of the array; put it in a file of its own.")
                return
            start = at
            try:
                value, at = decoder.raw_decode(buffer, start)
            except ValueError as problem:
                buffer, at = buffer[at:], 0
                if ended:
                    raise InputError(_cut(number + 1, problem)) from None
                if len(buffer) > limit:
                    raise _uncut(number + 1, limit) from None
                more = text.read(max(1 << 16, len(buffer)))
                ended = not more
                buffer += more
                continue
            source = b"[%s]" % _bytes(buffer[start:at])
            if isinstance(file, Resumed):
                file.here = place, number
            place, number = place + len(source) - 2, number + 1
            if _ESCAPED.search(buffer, start, at):
                yield InputError(f"record {number} is not UTF-8; save it as UTF-8.").of_bytes(source)
            else:
                yield _object(value, f"record {number}", source)
    except InputError as problem:
        raise _with_rest(problem, buffer[at:], text) from None
    except RecursionError as problem:
        raise _with_rest(InputError(_cut(number + 1, problem)), buffer[at:], text) from problem
    finally:
        _give_back(text)


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


def _with_rest(problem: InputError, read: str, text: io.TextIOWrapper) -> InputError:
    """Return an error with the unused bytes and the rest of the file, if they are not too many."""
    rest = _bytes(read + text.read(REST))
    return problem.of_bytes(rest) if rest.strip() and len(rest) <= REST and not text.read(1) else problem


def _give_back(text: io.TextIOWrapper) -> None:
    """Detach the wrapper without closing the caller's file."""
    if not text.closed:
        text.detach()


def _cut(number: int, problem: Exception) -> str:
    return f"record {number} is not JSON ({json_fault(problem)}); the records after it cannot be read."


def _uncut(number: int, limit: int) -> InputError:
    """Return the error of a record without an end; how far it is JSON depends on how much was read."""
    told = f"record {number} is not JSON, or has too many bytes for an article; the records after it cannot be read"
    return LimitError.of("size", told, limit + 1, limit)


def table(file: io.BufferedReader, encoding: str, limit: int) -> Iterator[Row]:
    """Yield the rows of a CSV file: commas, semicolons, tabs or bars.

    A row that does not match the header is an InputError, because its text would be misplaced or lost.
    """
    if csv.field_size_limit() < limit:  # the limit is global, and lower than the size of an article
        csv.field_size_limit(limit)
    exact = _exact(encoding, file.peek(4))
    text = io.TextIOWrapper(file, encoding=exact, newline="", errors="surrogateescape")
    resumed = file if isinstance(file, Resumed) and _has_places(exact) else None
    try:
        taken: list[str] = []  # the lines of the current row
        source_lines = _keep_lines(text, taken)
        first = next(source_lines, "")
        if stated := _SEPARATOR.fullmatch(first):  # Excel's own line, which says what parts the cells
            delimiter, first = stated[1], next(source_lines, "")
        else:
            # A tie does not matter: then there is only one column.
            delimiter = max(",;\t|", key=first.count)
        rows = csv.reader(chain([first], source_lines), delimiter=delimiter, strict=True)
        names = next(_sound(rows, encoding), [])
        if isinstance(names, InputError):
            raise names
        header, head = [name.strip() for name in names], "".join(taken).encode(exact, errors="surrogateescape")
        place, passed = len(head), len(taken) - rows.line_num
        taken.clear()
        if resumed and resumed.start[0]:
            text.detach()
            place, passed = _go_to_start(resumed)
            text = io.TextIOWrapper(resumed, encoding=exact, newline="", errors="surrogateescape")
            rows = csv.reader(_keep_lines(text, taken, mark=""), delimiter=delimiter, strict=True)
        line = passed + rows.line_num
        for row in _sound(rows, encoding, passed):
            data = head + "".join(taken).encode(exact, errors="surrogateescape")
            taken.clear()
            if resumed:
                resumed.here = place, line
            place, line = place + len(data) - len(head), passed + rows.line_num
            if isinstance(row, InputError):
                yield row.of_bytes(data)
            elif len(row) > len(header):
                yield InputError(
                    f"line {line} has {len(row)} cells, the header {len(header)}; "
                    "put text that contains a separator in quotation marks."
                ).of_bytes(data)
            elif any(cell.strip() for cell in row):
                yield Cells(dict(zip(header, row, strict=False)), data)
    except UnicodeDecodeError as problem:  # UTF-16 cannot be resynchronised after half a character
        raise InputError(f"it is not {encoding} ({problem.reason}); name it with --encoding.") from problem
    finally:
        _give_back(text)


def _exact(encoding: str, beginning: bytes) -> str:
    """Return the encoding that keeps the byte-order mark in the text, so that it can be written back unchanged.

    Raise OptionError when there is no such encoding.
    """
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise OptionError(f"There is no text encoding named {encoding!r}.") from None
    big = beginning.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
    if name in ("utf-16", "utf-32"):
        return f"{name}-{'be' if big else 'le'}"
    return "utf-8" if name == "utf-8-sig" else name


def _keep_lines(lines: Iterable[str], taken: list[str], mark: str = "\ufeff") -> Iterator[str]:
    """Yield the lines without the byte-order mark of the first, and append them unchanged to `taken`."""
    for line in lines:
        taken.append(line)
        yield line.removeprefix(mark)
        mark = ""


def table_encoding(file: io.BufferedReader) -> str:
    """Detect the encoding of a table from its beginning: UTF-8 if most letters are valid in it."""
    sample = file.peek(1)
    text = sample.decode(errors="replace")
    broken = text.count("\ufffd")
    if (
        not sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        and sum(c > "\x7f" for c in text) >= 2 * broken
    ):
        return "utf-8-sig"
    try:
        return decode(sample[: len(sample) // 2 * 2]).encoding
    except DecodingError:
        return "utf-8-sig"


def _has_places(encoding: str) -> bool:
    """Return whether the text of a row, encoded again, has as many bytes as it was read from."""
    every = bytes(range(256))
    try:
        alone = every.decode(encoding, "surrogateescape")
    except UnicodeDecodeError:
        alone = ""
    return encoding.startswith(("utf-8", "utf-16", "utf-32")) or (
        len(alone) == 256 and alone.encode(encoding, "surrogateescape") == every
    )


def _sound(rows: Any, encoding: str, passed: int = 0) -> Iterator[list[str] | InputError]:
    """Yield the rows of a csv.reader, and continue after an invalid one; `passed` lines are before what it reads."""
    while True:
        try:
            row: list[str] = next(rows)
        except StopIteration:
            return
        except csv.Error as problem:
            yield InputError(f"line {passed + rows.line_num} is not CSV ({problem}); put its text in quotation marks.")
            continue
        if any(_ESCAPED.search(cell) for cell in row):
            told = f"line {passed + rows.line_num} is not {encoding.removesuffix('-sig')}; name it with --encoding."
            yield InputError(told)
        else:
            yield row


def parquet(file: io.BufferedReader, wanted: Callable[[Sequence[str]], Iterable[str]], limit: int) -> Iterator[Row]:
    """Yield the rows of a Parquet file, with the columns that `wanted` selects.

    Rows of a group that have more than `limit` bytes on average are errors: they are not unpacked.
    Raise MissingDependencyError without pyarrow.
    """
    try:
        import pyarrow as arrow
        from pyarrow import parquet as format_
    except ImportError as problem:
        raise MissingDependencyError(f"Parquet needs pyarrow: {of_extra('parquet')}.") from problem
    if not file.seekable():
        raise InputError("Parquet must be seekable; give a file, not standard input.")
    number, passed = 0, file.start[1] if isinstance(file, Resumed) else 0
    try:
        # Without a buffer, a whole column of a row group, which may be the whole file, would be in memory.
        with format_.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False) as source:
            picked = list(wanted(source.schema_arrow.names))
            for group in range(source.num_row_groups):
                of_group = source.metadata.row_group(group)
                if number + of_group.num_rows <= passed:
                    number += of_group.num_rows
                    continue
                mean = of_group.total_byte_size // max(of_group.num_rows, 1)
                if mean > limit:
                    for _ in range(of_group.num_rows):
                        number += 1
                        if number > passed:
                            told = f"record {number} has too many bytes for an article"
                            yield LimitError.of("size", told, mean, limit)
                    continue
                # Large cells one at a time, small ones together.
                together = max(1, min(256, (1 << 24) // max(mean, 1)))
                for batch in source.iter_batches(together, [group], picked, use_threads=False):
                    for at in range(batch.num_rows):
                        number += 1
                        if number > passed:
                            if isinstance(file, Resumed):
                                file.here = 0, number - 1
                            yield _parquet_row(batch, at, number)
    except (arrow.ArrowException, OSError) as problem:
        raise InputError(f"this is not a complete Parquet file ({problem}); copy or write it anew.") from problem


def _parquet_row(batch: Any, at: int, number: int) -> Row:
    try:
        values = {name: _value(column[at]) for name, column in zip(batch.schema.names, batch.columns, strict=True)}
        return Cells(values, json.dumps(values, ensure_ascii=False, default=_json_value).encode(errors="replace"))
    except (ValueError, OverflowError) as problem:  # text that is not UTF-8, a date out of range
        told = f"record {number} cannot be read ({problem}); write it anew."
        return InputError(told).of_bytes(_parquet_of(batch.slice(at, 1)))


def _parquet_of(batch: Any) -> bytes:
    """Return a Parquet file of one row, because it may contain values that JSON cannot."""
    import pyarrow as arrow
    from pyarrow import parquet as format_

    file = io.BytesIO()
    format_.write_table(arrow.Table.from_batches([batch]), file)
    return file.getvalue()


def _json_value(value: Any) -> str:
    """Return a value that JSON lacks as the text that reads as the same."""
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _value(cell: Any) -> Any:
    kind = str(cell.type)
    if kind.startswith("timestamp[ns"):  # datetime has no nanoseconds
        cell = cell.cast(kind.replace("[ns", "[us"), safe=False)
    value = cell.as_py()
    return value.decode() if isinstance(value, bytes) else value
