"""Verify an archive in storage elsewhere: a bag at a time is copied to a folder for temporary files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import InputError
from .bagcheck import Discrepancy
from .model import CATALOGUE, DECLARATION, PRIVATE, SHARDS
from .storage import Objects, join, read
from .verify import verify_archive

#: What the check of a catalogue reads of its shards.
_LISTS = ("tagmanifest-sha256.txt", "data/manifest.jsonl")


def verify_stored(address: str, *, fast: bool = False) -> Iterator[Discrepancy]:
    """Yield the faults of an archive at an address: see `verify_archive`.

    The folder needs room for one bag, and for the lists of all. Raise InputError if there is no archive, OutputError if
    it cannot be read, or there is no room.
    """
    storage = Objects(address)
    declared = read(storage, DECLARATION) is not None
    alone = declared or not storage.folders(CATALOGUE)
    if alone and not declared and not storage.folders(PRIVATE):
        raise InputError(f"{address}: there is no archive here; name the folder of one.")
    with tempfile.TemporaryDirectory(prefix="newsconvert-") as name:
        root, misnamed = Path(name), list[Discrepancy]()

        def copy(folder: str, *left_out: str) -> None:
            paths = [one.path for one in storage.files(folder) if not one.path.startswith(left_out)]
            (root / folder).mkdir(parents=True, exist_ok=True)
            for path in storage.fetch(paths, folder, root / folder):
                told = "its name is not that of a file in a folder, so no manifest can list it"
                misnamed.append(Discrepancy(join(folder, path), told))

        @contextmanager
        def shard(name: str) -> Iterator[None]:
            copy(f"{SHARDS}/{name}")
            yield
            shutil.rmtree(root / SHARDS / name)

        if alone:
            copy("", f"{SHARDS}/", f"{CATALOGUE}/", f"{PRIVATE}/")
        else:
            copy(CATALOGUE)
            storage.fetch([name for name in storage.others("") if name], "", root)
            for other in storage.folders(""):  # that no other belongs there is checked as well
                (root / other).mkdir(exist_ok=True)
            for found in storage.folders(SHARDS):
                (root / SHARDS / found / "data").mkdir(parents=True)
                storage.fetch(_LISTS, f"{SHARDS}/{found}", root / SHARDS / found)
        yield from verify_archive(root, fast=fast, shard=shard)
        yield from misnamed
