"""Sources that are read again from an article in their middle on, as the workers of shards do."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from newsconvert.archive.inputs.sources import Sources
from newsconvert.archive.model import Item


class Counted(io.FileIO):
    """A file that counts the bytes that are read of it."""

    read_bytes = 0

    def readinto(self, buffer: Any, /) -> int | None:
        count = super().readinto(buffer)
        Counted.read_bytes += count or 0
        return count


def sources_of_many(folder: Path) -> list[Path]:
    """Write a thousand articles in each format that is read from its middle, blank and invalid lines between."""
    values = [{"title": f"عنوان {n}", "body": f"نص الخبر رقم {n}. " * 40} for n in range(1000)]
    lines = [json.dumps(value, ensure_ascii=False) for value in values]
    lines[700:700] = ["", "PAR1 is no JSON", "[1]", "", '{"title": ']
    for name in ("c.jsonl", "c.json"):
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    (folder / "a.json").write_bytes(array_of(lines))
    for name, encoding, separator in (
        ("u.csv", "utf-8-sig", ","), ("w.csv", "windows-1256", ";"), ("x.csv", "utf-16", ","), ("s.tsv", "utf-8", "\t")
    ):  # fmt: skip
        (folder / name).write_bytes(table_of(values, encoding, separator))
    for name in ("w.warc", "w.warc.gz"):
        web_archive_of(values, folder / name)
    table = pyarrow.Table.from_pylist(values)
    pyarrow.parquet.write_table(
        table, folder / "t.parquet", row_group_size=50, compression="none", use_dictionary=False
    )
    with zipfile.ZipFile(folder / "z.zip", "w") as file:
        for number, one in enumerate(values):
            file.writestr(f"{number:04}.txt", f"{one['title']}\n\n{one['body']}")
        file.writestr("more.jsonl", "\n".join(lines[:20]))
    return sorted(folder.iterdir())


def array_of(lines: list[str]) -> bytes:
    """Return the objects of lines as an array, with what is no article in it, and a damaged end."""
    every = [line.encode() for line in lines if line.startswith("{") and line.endswith("}")]
    every[690:690] = [b"17", b'{"title": "\xff\xfe", "body": "x"}', b"[ ]"]
    return b"\xef\xbb\xbf \n[ " + b" ,\r\n\t ".join(every) + b', {"title": "cut'


def table_of(values: list[dict[str, str]], encoding: str, separator: str) -> bytes:
    """Return articles as a table: cells of several lines, blank and invalid rows between."""
    cells = [f'"{one["title"]}"{separator}"{one["body"]}\r\n{one["body"]}"\r\n' for one in values]
    cells[699:699] = ["\r\n", f'"a"{separator}b{separator}c{separator}d\r\n', '"a"b\n', "PAR1\n", "\ufeffx\n", "{}\n"]
    head = f"sep={separator}\n" if encoding == "utf-8" else ""
    data = (head + f"title{separator}body\n" + "".join(cells)).encode(encoding, errors="replace")
    return data.replace(b"\r\n\r\n", b"\xff\xfe\r\n", 1) if encoding == "utf-8-sig" else data


def web_archive_of(values: list[dict[str, str]], path: Path) -> None:
    """Write articles as pages in a web archive, with what is no page between."""
    pack = gzip.compress if path.suffix == ".gz" else bytes
    with path.open("wb") as file:
        for number, one in enumerate(values):
            page = f"<html><head><title>{one['title']}</title></head><body><p>{one['body']}</p></body></html>".encode()
            for kind, code in (
                ("text/html; charset=utf-8", "200 OK"),
                ("image/png", "200 OK"),
                ("text/html", "404 No"),
            ):
                block = f"HTTP/1.1 {code}\r\nContent-Type: {kind}\r\n\r\n".encode() + page
                head = (
                    f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
                    "WARC-Date: 2026-03-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
                    f"Content-Length: {len(block)}\r\n\r\n"
                )
                file.write(pack(head.encode() + block + b"\r\n\r\n"))


def test_articles_in_the_middle_are_read_without_what_is_before_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in sources_of_many(tmp_path):
        every = list(Sources([str(path)]).items())
        places = [item.place for item in every if item.place is not None]
        assert [place.at for place in places] == list(range(len(every)))
        assert len(every) >= 1000
        part = [*places[698:707], *places[900:910], *places[-5:]]
        assert list(map(plain, Sources([]).items_at(part))) == [plain(every[place.at]) for place in part]
        monkeypatch.setattr("newsconvert.archive.inputs.filesystems.open_regular", Counted)
        Counted.read_bytes = 0
        assert [plain(one) for one in Sources([]).items_at(places[950:960])] == list(map(plain, every[950:960]))
        assert Counted.read_bytes < path.stat().st_size / 4, path.name
        monkeypatch.undo()


def plain(item: Item) -> tuple[object, ...]:
    return item.id, item.fingerprint, item.origin, item.data, item.place and item.place.at
