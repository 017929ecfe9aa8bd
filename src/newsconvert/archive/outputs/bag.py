"""BagIt 1.0 (RFC 8493): the tag files around the payload, written from the ledger, in constant memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..model import DECLARATION, File
from ..state.store import Store

_DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ALGORITHMS = ("sha256", "sha512")


def close(store: Store, files: Callable[[], Iterator[File]], info: dict[str, str], read_me: str) -> None:
    """Write the tag files of a bag whose payload is `files`, in the order of paths; the declaration last.

    The declaration makes the folder a bag. `read_me` is a tag file for people (section 2.2.4). Payload-Oxum is counted.
    No date is written, so that bags with the same content are identical.
    """
    tags: dict[str, list[tuple[str, str]]] = {name: [] for name in ALGORITHMS}
    count, size = 0, 0
    for name in ALGORITHMS:
        with _tag(store, f"manifest-{name}.txt", tags) as write:
            count, size = 0, 0
            for file in files():
                write(f"{getattr(file, name)}  data/{_encode_path(file.path)}\n".encode())
                count, size = count + 1, size + file.size
    with _tag(store, "bag-info.txt", tags) as write:
        for label, value in sorted((info | {"Payload-Oxum": f"{size}.{count}"}).items()):
            write(f"{label}: {' '.join(value.split())}\n".encode())
    with _tag(store, "README.txt", tags) as write:
        write(read_me.encode())
    tags_of_declaration = {name: hashlib.new(name, _DECLARED).hexdigest() for name in ALGORITHMS}
    for name in ALGORITHMS:
        lines = sorted([*tags[name], (DECLARATION, tags_of_declaration[name])])
        with store.create(f"tagmanifest-{name}.txt") as stream:
            stream.write("".join(f"{digest}  {path}\n" for path, digest in lines).encode())
    with store.create(DECLARATION) as stream:
        stream.write(_DECLARED)


@contextmanager
def _tag(store: Store, path: str, tags: dict[str, list[tuple[str, str]]]) -> Iterator[Callable[[bytes], None]]:
    """Open a tag file for writing, and add its hashes to `tags`."""
    hashes = {name: hashlib.new(name) for name in ALGORITHMS}
    with store.create(path) as stream:

        def write(data: bytes) -> None:
            stream.write(data)
            for found in hashes.values():
                found.update(data)

        yield write
    for name, found in hashes.items():
        tags[name].append((path, found.hexdigest()))


def _encode_path(path: str) -> str:
    """Return a path encoded for a manifest (section 2.1.3)."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
