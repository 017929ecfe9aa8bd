"""The records of a catalogue as Parquet, for programs that query millions of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from ...errors import MissingDependencyError
from ...installation import of_extra
from ..record import Record
from .contents import Contents
from .finish import Part
from .listings import COLUMNS, COUNTS

RECORDS = "records.parquet"
_NUMBERS = {"words": "int64", "pages": "int32", "warnings": "int32", "losses": "int64"}
#: Rows of a row group, and of those how many are held as values of Python.
_GROUP, _TOGETHER = 10_000, 500


def parquet_records(formats: Sequence[str]) -> Part:
    """Return the part that writes `records.parquet`: the columns of `manifest.csv`, texts as they are.

    Raise MissingDependencyError without pyarrow.
    """
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as problem:
        told = f"The catalogue of an archive of several bags needs pyarrow: {of_extra('parquet')}."
        raise MissingDependencyError(told) from problem
    names = (*COLUMNS, *COUNTS, *formats)
    schema = arrow.schema([(name, getattr(arrow, _NUMBERS.get(name, "string"))()) for name in names])

    def part(contents: Contents) -> None:
        contents.shown[RECORDS] = "بيان المقالات (Parquet)"
        rows = (_row(record, formats) for record in contents.records())
        with contents.create(RECORDS) as stream, parquet.ParquetWriter(stream, schema, compression="zstd") as file:
            while batches := [arrow.RecordBatch.from_pylist(some, schema) for some in _batches(islice(rows, _GROUP))]:
                file.write_table(arrow.Table.from_batches(batches))

    return part


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while together := list(islice(rows, _TOGETHER)):
        yield together


def _row(record: Record, formats: Sequence[str]) -> dict[str, Any]:
    values = record.to_json()
    row = {name: values.get(name) for name in COLUMNS}
    row |= {"warnings": len(record.all_warnings), "losses": sum(record.losses.values())}
    row |= {name: record.documents[name].path for name in formats if name in record.documents}
    return {name: _text(value) for name, value in row.items()}


def _text(value: Any) -> Any:
    """Return a value that Parquet can hold: no lone surrogates, as names of files may have."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
