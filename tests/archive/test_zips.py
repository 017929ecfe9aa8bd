"""ZIPs as sources of an archive, none of them trusted."""

from __future__ import annotations

import json
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from newsconvert.archive.inputs import zips
from newsconvert.archive.workers.job import read_item
from newsconvert.options import ReaderOptions
from support.inputs import RECORDS, article, errors, items, origins, parquet, write, zipped


def _named(path: Path, names: list[bytes], flag: int = 0, extra: Callable[[bytes], bytes] = lambda _: b"") -> Path:
    """Write a ZIP whose names are these bytes."""
    local, directory = b"", b""
    for name in names:
        data = article(name.hex()).encode()
        crc, size, more = zlib.crc32(data), len(data), extra(name)
        common = struct.pack("<HHHHHLLLHH", 20, flag, 0, 0, 33, crc, size, size, len(name), len(more))
        directory += (
            b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, len(local)) + name + more
        )
        local += b"PK\3\4" + common + name + more + data
    end = struct.pack("<HHHHLLH", 0, 0, len(names), len(names), len(directory), len(local), 0)
    return write(path, local + directory + b"PK\5\6" + end)


def test_zip_is_read_as_a_folder_is(tmp_path: Path) -> None:
    zipped(tmp_path / "n.zip", {
        "ب/ثان.txt": article("ثان"), "أول.txt": article("أول"), "أول.toml": 'title = "من الملحق"',
        "c.jsonl": "".join(json.dumps(one) + "\n" for one in RECORDS), "p.parquet": parquet(tmp_path).read_bytes(),
        "__MACOSX/x.txt": "", ".hidden/x.txt": "", "x.jpg": "", "فارغ/": "",
    })  # fmt: skip
    passed: list[str] = []
    found = items(tmp_path / "n.zip", passed_over=passed.append)
    assert origins(found) == [
        "n.zip/ب/ثان.txt", "n.zip/أول.txt", *(f"n.zip/c.jsonl#{n}" for n in (1, 2, 3)),
        *(f"n.zip/p.parquet#{n}" for n in (1, 2, 3)),
    ]  # fmt: skip
    assert passed == ["n.zip/x.jpg"]
    heads = [read_item(item, ReaderOptions()).value.headline for item in found]
    assert heads == ["ثان", "من الملحق", *["عنوان 1", "عنوان 2", "عنوان 3"] * 2]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "cp720", "cp437"])
def test_names_in_azipped(tmp_path: Path, encoding: str) -> None:
    names = ["café.txt", "menü.txt"] if encoding == "cp437" else ["أخبار الأسبوع/خبر عاجل.txt", "مقالة الرأي.txt"]
    found = items(_named(tmp_path / "n.zip", [name.encode(encoding) for name in names]))
    assert origins(found) == [f"n.zip/{name}" for name in names]
    assert found[0].file_name == names[0].rpartition("/")[2]


def test_name_in_utf8_beside_another(tmp_path: Path) -> None:
    def unicode_path(name: bytes) -> bytes:
        body = b"\1" + struct.pack("<L", zlib.crc32(name)) + "خبر.txt".encode()
        return struct.pack("<HH", 0x7075, len(body)) + body

    assert origins(items(_named(tmp_path / "n.zip", [b"____.txt"], extra=unicode_path))) == ["n.zip/خبر.txt"]


@pytest.mark.parametrize(("name", "told"), [
    (b"../../etc/x.txt", "leads out"), (b"a/../../x.txt", "leads out"), (b"/etc/x.txt", "leads out"),
    (b"C:\\x.txt", "leads out"), (b"..\\x.txt", "leads out"), (b"inner.zip", "a ZIP inside a ZIP"),
])  # fmt: skip
def test_members_that_lead_elsewhere_are_refused(tmp_path: Path, name: bytes, told: str) -> None:
    bad, good = items(_named(tmp_path / "n.zip", [name, b"good.txt"]))
    assert told in str(bad.error)
    assert bad.data is None
    assert good.origin == "n.zip/good.txt"
    assert good.error is None


def test_encrypted_linked_and_doubled_members(tmp_path: Path) -> None:
    (secret,) = items(_named(tmp_path / "e.zip", [b"x.txt"], flag=1))
    assert secret.error == "it is encrypted; unpack it first."
    link = zipfile.ZipInfo("l.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "l.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "symbolic link" in errors(items(tmp_path / "l.zip"))[0]
    found = items(_named(tmp_path / "d.zip", [b"x.txt", b"x.txt"]))
    assert origins(found) == ["d.zip/x.txt", "d.zip/x.txt (2)"]


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "SMALL", 1 << 20)
    zipped(tmp_path / "b.zip", {"bomb.jsonl": b"0" * (8 << 20), "good.txt": article()})
    bad, good = items(tmp_path / "b.zip")
    assert "more than 250 times" in str(bad.error)
    assert good.error is None
    # Members that share their bytes: small each, endless together.
    monkeypatch.setattr(zips, "RATIO", 2)
    many = zipped(tmp_path / "m.zip", {f"{n}.txt": os.urandom(200).hex() * 900 for n in range(20)})
    monkeypatch.setattr(zips, "_reason_to_refuse", lambda info, path: None)
    assert any("unpack to more than 2 times" in text for text in errors(items(many)))


def test_member_that_is_broken_is_one_error(tmp_path: Path) -> None:
    path = _named(tmp_path / "n.zip", [b"a.txt", b"b.txt"])
    data = path.read_bytes()
    write(path, data.replace(article(b"a.txt".hex()).encode(), article(b"x.txt".hex()).encode()))
    bad, good = items(path)
    assert bad.origin == "n.zip/a.txt"
    assert "it cannot be" in str(bad.error)
    assert good.error is None
