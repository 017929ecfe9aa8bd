"""Files of many records to rows, one at a time: JSON Lines, an array in JSON, CSV and TSV, Parquet.

A row is a dict of columns and values, or the InputError that stands in its place; the rows after it follow.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, TypeAlias

from ..errors import DecodingError, InputError, MissingDependencyError
from .decoding import decode

Row: TypeAlias = "dict[str, Any] | InputError"

#: In bytes: a record longer than this is no article, but a file of another kind or a quotation mark left open.
LONGEST = 16 * 1024 * 1024
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_ESCAPED = re.compile("[\udc80-\udcff]")


def first_character(file: io.BufferedReader) -> bytes:
    """Return the first byte of a file that is no space, without taking anything from it."""
    return file.peek(1).removeprefix(codecs.BOM_UTF8).lstrip()[:1]


def lines(file: Iterable[bytes] | io.BufferedReader, encoding: str | None = None) -> Iterator[Row]:
    """Yield the objects of a file with a JSON value a line."""
    for number, line in enumerate(_bounded(file) if isinstance(file, io.BufferedReader) else file, 1):
        if len(line) > LONGEST:
            yield InputError(f"line {number} is longer than 16 MB; that is no article.")
        elif line.strip():
            try:
                yield _object(json.loads(line.decode(encoding or "utf-8-sig")), f"line {number}")
            except (ValueError, RecursionError) as problem:
                yield InputError(f"line {number} is not JSON ({problem}).")


def _bounded(file: io.BufferedReader) -> Iterator[bytes]:
    """Yield the lines of a file; of one that is too long its beginning, which is too long as well."""
    while line := file.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = file.readline(LONGEST + 1)


def _object(value: Any, where: str) -> Row:
    return value if isinstance(value, dict) else InputError(f"{where} is no object but {type(value).__name__}.")


def array(file: io.BufferedReader) -> Iterator[Row]:
    """Yield the objects of an array in JSON, without ever holding the whole of it."""
    decoder, text = json.JSONDecoder(), io.TextIOWrapper(file, encoding="utf-8-sig")
    number, at, ended = 1, 0, False
    try:
        buffer = text.read(1 << 16).lstrip()[1:]
        while True:
            at = _BETWEEN.match(buffer, at).end()  # type: ignore[union-attr]
            if buffer.startswith("]", at):
                return
            try:
                value, at = decoder.raw_decode(buffer, at)
            except ValueError as problem:
                buffer, at = buffer[at:], 0
                if ended or len(buffer) > LONGEST:
                    raise InputError(
                        f"record {number} is not JSON ({problem}); those after it cannot be read."
                    ) from None
                more = text.read(max(1 << 16, len(buffer)))
                ended = not more
                buffer += more
                continue
            yield _object(value, f"record {number}")
            number += 1
    except (UnicodeDecodeError, RecursionError) as problem:
        raise InputError(_cut(number, problem)) from problem
    finally:
        _give_back(text)


def _give_back(text: io.TextIOWrapper) -> None:
    """Leave the file below open for whoever opened it, unless they were done with it before us."""
    if not text.closed:
        text.detach()


def _cut(number: int, problem: Exception) -> str:
    return f"record {number} is not JSON ({problem}); those after it cannot be read."


def table(file: io.BufferedReader, encoding: str | None = None) -> Iterator[Row]:
    """Yield the rows of a CSV file: commas, semicolons, tabs or bars, in any encoding that Arabic is written in.

    A row that is not as the header has it is an InputError, for its text would end up in the wrong place or nowhere.
    """
    encoding = encoding or _encoding(file)
    if csv.field_size_limit() < LONGEST:  # the limit is one for the whole process, and lower than an article may be
        csv.field_size_limit(LONGEST)
    text = io.TextIOWrapper(file, encoding=encoding, newline="", errors="surrogateescape")
    try:
        first = text.readline(LONGEST)
        # Which of two come as often does not matter: there is one column then.
        delimiter = max(",;\t|", key=first.count)
        rows = csv.reader(chain([first], text), delimiter=delimiter, strict=True)
        names = next(_sound(rows, encoding), [])
        if isinstance(names, InputError):
            raise names
        header = [name.strip() for name in names]
        for row in _sound(rows, encoding):
            if isinstance(row, InputError):
                yield row
            elif len(row) > len(header):
                yield InputError(
                    f"line {rows.line_num} has {len(row)} cells, the header {len(header)}; "
                    "set text that holds a separator in quotation marks."
                )
            elif any(cell.strip() for cell in row):
                yield dict(zip(header, row, strict=False))
    finally:
        _give_back(text)


def _encoding(file: io.BufferedReader) -> str:
    """Tell the encoding of a table from its beginning: UTF-8 where more letters are in it than are not."""
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


def _sound(rows: Any, encoding: str) -> Iterator[list[str] | InputError]:
    """Yield the rows of a csv.reader, and go on after one that it cannot read."""
    while True:
        try:
            row: list[str] = next(rows)
        except StopIteration:
            return
        except csv.Error as problem:
            yield InputError(f"line {rows.line_num} is not CSV ({problem}).")
            continue
        if any(_ESCAPED.search(cell) for cell in row):
            yield InputError(f"line {rows.line_num} is not {encoding.removesuffix('-sig')}; name it with --encoding.")
        else:
            yield row


def parquet(file: io.BufferedReader, wanted: Callable[[Sequence[str]], Iterable[str]]) -> Iterator[Row]:
    """Yield the rows of a Parquet file with those columns that `wanted` picks from all.

    Raise MissingDependencyError without pyarrow.
    """
    try:
        import pyarrow as arrow
        from pyarrow import parquet as format_
    except ImportError as problem:
        raise MissingDependencyError('Parquet needs pyarrow: pip install "newsconvert[parquet]".') from problem
    if not file.seekable():
        raise InputError("Parquet is read from its end; give a file, not standard input.")
    number = 0
    try:
        # Without a buffer a whole column of a row group, which may be the whole file, would be held at once.
        with format_.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False) as source:
            picked = list(wanted(source.schema_arrow.names))
            for batch in source.iter_batches(batch_size=256, columns=picked, use_threads=False):
                for at in range(batch.num_rows):
                    number += 1
                    yield _parquet_row(batch, at, number)
    except (arrow.ArrowException, OSError) as problem:
        raise InputError(f"this is not a whole Parquet file ({problem}).") from problem


def _parquet_row(batch: Any, at: int, number: int) -> Row:
    try:
        return {name: _value(column[at]) for name, column in zip(batch.schema.names, batch.columns, strict=True)}
    except (ValueError, OverflowError) as problem:  # text that is not UTF-8, a date out of range
        return InputError(f"record {number} cannot be read ({problem}).")


def _value(cell: Any) -> Any:
    kind = str(cell.type)
    if kind.startswith("timestamp[ns"):  # datetime has no nanoseconds
        cell = cell.cast(kind.replace("[ns", "[us"), safe=False)
    value = cell.as_py()
    return value.decode() if isinstance(value, bytes) else value
