"""The ZIP writer of DOCX and EPUB."""

from __future__ import annotations

import io
import os
import time
import zipfile

import pytest

from newsconvert.writers.container import PackageZip

FILES = {
    "first": b"abc" * 100,
    "font.ttf": os.urandom(70_000) + bytes(30_000),
    "a.xml": b"<a/>" * 5000,
    "p.png": b"x" * 99,
}


def pack() -> bytes:
    stream = io.BytesIO()
    with PackageZip(stream, lasting=["font.ttf"]) as package:
        for name, content in FILES.items():
            package.writestr(name, content)
    return stream.getvalue()


def test_parts_come_back_whether_compressed_before_or_not() -> None:
    package = zipfile.ZipFile(io.BytesIO(pack()))
    assert package.testzip() is None
    assert {name: package.read(name) for name in package.namelist()} == FILES
    assert package.namelist() == list(FILES)


def test_bytes_depend_on_neither_clock_nor_umask(monkeypatch: pytest.MonkeyPatch) -> None:
    before = pack()
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    umask = os.umask(0o077)
    try:
        assert pack() == before
    finally:
        os.umask(umask)
    for part in zipfile.ZipFile(io.BytesIO(before)).infolist():
        assert (part.date_time, part.external_attr >> 16, part.create_system) == ((1980, 1, 1, 0, 0, 0), 0o644, 3)
        assert part.flag_bits & 8 == 0  # no data descriptor: EPUB forbids one for `mimetype`


def test_what_libraries_write_with_a_date_of_their_own_is_dated_alike() -> None:
    stream = io.BytesIO()
    with PackageZip(stream) as package:
        package.writestr(zipfile.ZipInfo("a.xml", (2026, 1, 2, 3, 4, 6)), "نصّ")
        package.writestr("mimetype", "application/epub+zip")
    (part, kind) = zipfile.ZipFile(stream).infolist()
    assert part.date_time == (1980, 1, 1, 0, 0, 0)
    assert zipfile.ZipFile(stream).read("a.xml").decode() == "نصّ"
    assert kind.compress_type == zipfile.ZIP_STORED
