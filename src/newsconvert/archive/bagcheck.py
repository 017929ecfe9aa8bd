"""Check a bag: tag files and payload against each other (RFC 8493, section 3)."""

from __future__ import annotations

import hashlib
import io
import os
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import reason_of
from ..files import open_regular, read_regular
from .model import PRIVATE
from .outputs.bag import ALGORITHMS

_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_LINE = re.compile(r"([0-9a-fA-F]+)[ \t]+\*?(.+)")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A fault in an archive; `path` is relative to the archive's folder."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class Bag:
    """The tag files and the payload of a bag, compared in a database `table` that is empty."""

    def __init__(self, folder: Path, table: sqlite3.Connection) -> None:
        self.folder, self._table = folder, table
        table.execute("CREATE TABLE told (path TEXT, algorithm TEXT, digest TEXT, PRIMARY KEY (path, algorithm))")
        table.execute("CREATE TABLE found (path TEXT PRIMARY KEY, size INTEGER, sha256 TEXT, named INTEGER DEFAULT 0)")

    def info(self) -> dict[str, str]:
        """Return the metadata in `bag-info.txt`, as far as it can be read."""
        try:
            lines = read_regular(self.folder / "bag-info.txt").decode("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return {}
        return {label: value.strip() for label, colon, value in (line.partition(":") for line in lines) if colon}

    def check(self) -> Iterator[Discrepancy]:
        """Yield the faults of tag files and payload."""
        manifests = [one for path in sorted(self.folder.glob("*.txt")) if (one := _MANIFEST.fullmatch(path.name))]
        payload = [one[2] for one in manifests if not one[1]]
        if not payload:
            yield Discrepancy("manifest-sha512.txt", "the bag has no manifest")
        for manifest in manifests:
            if manifest[2] not in hashlib.algorithms_available:
                yield Discrepancy(manifest[0], f"the hash {manifest[2]} is not supported")
            else:
                yield from self._read(manifest[0], manifest[2])
        tags = self._table.execute("SELECT DISTINCT path FROM told WHERE path NOT LIKE 'data/%'").fetchall()
        listed, untold = {path for (path,) in tags}, list[str]()
        if any(one[1] for one in manifests):
            known = [one[0] for one in manifests if not one[1]] + ["bagit.txt", "bag-info.txt"]
            untold = [name for name in known if name not in listed and (self.folder / name).exists()]
            yield from (Discrepancy(name, "it is not in a tag manifest") for name in untold)
        if (self.folder / "bag-info.txt").exists() and "newsconvert" in self.info().get("Bag-Software-Agent", ""):
            absent = {f"tagmanifest-{name}.txt" for name in ALGORITHMS} - {one[0] for one in manifests}
            yield from (Discrepancy(name, "this tag manifest is missing") for name in sorted(absent))
            yield from self._unlisted({*listed, *untold, *(one[0] for one in manifests)})
        size = count = 0
        for path in (path for (path,) in tags):
            yield from self._compare(path, self._algorithms(path))
        for path in _walk(self.folder, "data"):
            count += 1
            if (shown := path.encode(errors="backslashreplace").decode()) != path:
                yield Discrepancy(shown, "its name is not UTF-8, so no manifest can list it")
                continue
            yield from self._compare(path, payload)
            found = self._table.execute("SELECT size FROM found WHERE path = ?", (path,)).fetchone()
            size += found[0] if found else 0  # it could not be opened
        missing = self._table.execute(
            "SELECT DISTINCT path FROM told WHERE path LIKE 'data/%' "
            "AND path NOT IN (SELECT path FROM found) ORDER BY path"
        )
        yield from (Discrepancy(path, "the file is missing") for (path,) in missing)
        oxum = self.info().get("Payload-Oxum")
        if oxum and oxum != f"{size}.{count}":
            yield Discrepancy("bag-info.txt", f"Payload-Oxum is {oxum}, but the payload is {size}.{count}")

    def _unlisted(self, listed: set[str]) -> Iterator[Discrepancy]:
        """Yield the files beside the payload that no tag manifest has, and what is no file there."""
        for entry in sorted(os.scandir(self.folder), key=lambda entry: entry.name):
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name not in ("data", PRIVATE):
                every = _walk(self.folder, entry.name) if is_folder else (entry.name,)
                for path in (one for one in every if one not in listed):
                    shown = path.encode(errors="backslashreplace").decode()
                    yield Discrepancy(shown, "this file is not in a manifest")

    def _read(self, name: str, algorithm: str) -> Iterator[Discrepancy]:
        try:
            file = open_regular(self.folder / name)
        except OSError as problem:
            yield Discrepancy(name, reason_of(problem))
            return
        with io.TextIOWrapper(io.BufferedReader(file), encoding="utf-8", errors="backslashreplace") as lines:
            for number, line in enumerate(lines, 1):
                told = _LINE.fullmatch(line.rstrip("\r\n"))
                path = _decode_path(told[2]) if told else ""
                if not told or "\0" in path or path.startswith(("/", "~")) or ".." in path.split("/"):
                    yield Discrepancy(name, f"line {number} is not a digest and a path within the bag")
                    continue
                row = (path, algorithm, told[1].lower())
                try:
                    self._table.execute("INSERT INTO told VALUES (?, ?, ?)", row)
                except sqlite3.IntegrityError:
                    yield Discrepancy(name, f"line {number} lists {path} again")

    def _algorithms(self, path: str) -> list[str]:
        return [row[0] for row in self._table.execute("SELECT algorithm FROM told WHERE path = ?", (path,))]

    def _compare(self, path: str, algorithms: list[str]) -> Iterator[Discrepancy]:
        """Hash a file, and yield a fault if the manifests say otherwise."""
        hashes = {name: hashlib.new(name) for name in {*algorithms, "sha256"} if name in hashlib.algorithms_available}
        size = 0
        try:
            with open_regular(self.folder / path, follow=False) as stream:
                while block := stream.read(_BLOCK):
                    size += len(block)
                    for one in hashes.values():
                        one.update(block)
        except OSError as problem:
            yield Discrepancy(path, reason_of(problem))
            return
        row = (path, size, hashes["sha256"].hexdigest())
        self._table.execute("INSERT OR REPLACE INTO found (path, size, sha256) VALUES (?, ?, ?)", row)
        told = dict(self._table.execute("SELECT algorithm, digest FROM told WHERE path = ?", (path,)))
        if not told:
            yield Discrepancy(path, "this file is not in a manifest")
            return
        wrong = [
            name for name in algorithms if name in hashes and told.get(name) not in (None, hashes[name].hexdigest())
        ]
        if wrong:
            yield Discrepancy(path, f"the file was changed ({', '.join(wrong)})")
        if lacking := [name for name in algorithms if name not in told]:
            yield Discrepancy(path, f"it is not in manifest-{lacking[0]}.txt")

    # What the checks of the contents need

    def name(self, path: str) -> tuple[int, str] | None:
        """Note that a record names a file of the payload; return its size and SHA-256, or None if it is missing."""
        self._table.execute("UPDATE found SET named = 1 WHERE path = ?", (f"data/{path}",))
        row = self._table.execute("SELECT size, sha256 FROM found WHERE path = ?", (f"data/{path}",)).fetchone()
        return (row[0], row[1]) if row else None

    def unnamed_files(self) -> Iterator[str]:
        """Yield the files of articles that no record names."""
        query = "SELECT path FROM found WHERE path LIKE 'data/articles/%' AND NOT named ORDER BY path"
        yield from (path for (path,) in self._table.execute(query))

    def note_article(self, identifier: str) -> bool:
        """Note an article, and return whether it was noted before."""
        self._table.execute("CREATE TABLE IF NOT EXISTS articles (id TEXT PRIMARY KEY)")
        return self._table.execute("INSERT OR IGNORE INTO articles VALUES (?)", (identifier,)).rowcount == 0


def _walk(folder: Path, below: str) -> Iterator[str]:
    """Yield the files below a folder, sorted by name, as paths with slashes."""
    try:
        entries = sorted(os.scandir(folder / below), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{below}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder, path)
        else:
            yield path


def _decode_path(path: str) -> str:
    """Return a path decoded from a manifest (section 2.1.3)."""
    return re.sub("%(0[AaDd]|25)", lambda found: chr(int(found[1], 16)), path)
