"""Sources that tests write, and what an archive finds in them."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from newsconvert.archive.inputs.sources import Sources
from newsconvert.archive.model import Item

LONG = "أعلنت الوزارة في بيان لها اليوم أن الأعمال الجارية في المشروع ستنتهي قبل نهاية العام، وأنها وفّرت كل ما يلزم."
RECORDS: list[dict[str, Any]] = [
    {"title": f"عنوان {number}", "content": f"{LONG}\nسطر، «{number}»", "date": "2024-05-06"} for number in (1, 2, 3)
]


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def items(*given: str | Path, **options: Any) -> list[Item]:
    return list(Sources([str(source) for source in given], **options).items())


def origins(found: list[Item]) -> list[str]:
    return [item.origin for item in found]


def errors(found: list[Item]) -> list[str]:
    return [f"{item.origin}: {item.error}" for item in found if item.error]


def article(text: str = "خبر") -> str:
    return f"{text}\n{LONG}\n"


def zipped(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def parquet(path: Path) -> Path:
    table = pyarrow.Table.from_pylist(
        [
            {**record, "date": date(2024, 5, 6), "date_extracted": datetime(2024, 5, 7, 8, 9, tzinfo=UTC), "other": 1.5}
            for record in RECORDS
        ]
    )
    pyarrow.parquet.write_table(table, path / "c.parquet")
    return path / "c.parquet"
