"""Write a pydyf.PDF as a file (ISO 32000-1, 7.5), each object made into bytes once.

pydyf does it twice, and compresses twice, because it takes the file's identifier from all that it has written.
"""

from __future__ import annotations

import zlib
from hashlib import md5
from typing import Any

import pydyf

#: zlib's. Level 6 takes a third longer and saves one part in a hundred, level 9 more than twice as long and saves two.
_LEVEL = 5


def file_bytes(pdf: pydyf.PDF, version: str, identifier: bytes) -> bytes:
    """Return `pdf` as a file, its objects compressed; `identifier` is the part of the ID that stays through changes."""
    if pdf.info:
        pdf.add_object(pdf.info)
    out = bytearray(f"%PDF-{version}\n".encode() + b"%\xf0\x9f\x96\xa4\n")
    digest = md5(usedforsecurity=False)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}
    packed: list[tuple[int, bytes]] = []

    def add(number: int, data: bytes) -> None:
        places[number] = (1, len(out), 0)
        out.extend(b"%d 0 obj\n%b\nendobj\n" % (number, data))

    for made in pdf.objects[1:]:
        if isinstance(made, pydyf.Stream):
            data = _stream(b"\n".join(map(_bytes, made.stream)), made.extra, compress=made.compress)
            add(made.number, data)
        else:
            data = made.data
            packed.append((made.number, data))
        digest.update(data)
    count = len(pdf.objects)
    heads, position = [], 0
    for at, (number, data) in enumerate(packed):
        places[number] = (2, count, at)
        heads.append(f"{number} {position}")
        position += len(data) + 1
    head = " ".join(heads).encode()
    extra: dict[str, Any] = {"Type": "/ObjStm", "N": len(packed), "First": len(head) + 1}
    add(count, _stream(b"\n".join([head, *(data for _, data in packed)]), extra))

    start = len(out)
    places[count + 1] = (1, start, 0)
    size = (start.bit_length() + 7) // 8
    table = b"".join(
        bytes([kind]) + second.to_bytes(size, "big") + third.to_bytes(2, "big")
        for _, (kind, second, third) in sorted(places.items())
    )
    name = pydyf.String(digest.hexdigest())
    extra = {
        "Type": "/XRef", "W": pydyf.Array([1, size, 2]), "Size": count + 2, "Root": pdf.catalog.reference,
        "ID": pydyf.Array([pydyf.String(identifier.decode()), name]),
    }  # fmt: skip
    if pdf.info:
        extra["Info"] = pdf.info.reference
    out.extend(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (count + 1, _stream(table, extra), start))
    return bytes(out)


def _stream(data: bytes, extra: dict[str, Any], *, compress: bool = True) -> bytes:
    entries = dict(extra)
    if compress:
        data = zlib.compress(data, _LEVEL)
        entries["Filter"] = "/FlateDecode"
    entries["Length"] = len(data)
    return b"%b\nstream\n%b\nendstream" % (pydyf.Dictionary(entries).data, data)


def _bytes(item: Any) -> bytes:
    if isinstance(item, bytes):
        return item
    data: bytes = item.data if hasattr(item, "data") else str(item).encode("ascii")
    return data
