"""Verify an archive: its bag, its lists, and the text of every document.

The bag's checksums reveal accidental damage; the other checks reveal changes made with the checksums updated to match.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from ..errors import NewsConvertError, reason_of
from ..files import open_regular, read_regular
from ..interchange import to_json
from ..readers.images import Recorder
from ..verification import FORMATS, verify_document
from .model import article_id, malformed_record_id
from .outputs import listings
from .record import Document, Record, State
from .workers.job import read_again, with_metadata

_DECLARATION = re.compile(rb"BagIt-Version: \d+\.\d+\r?\nTag-File-Character-Encoding: UTF-8\r?\n?")
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_LINE = re.compile(r"([0-9a-fA-F]+)[ \t]+\*?(.+)")
_BLOCK = 1 << 20
_FIXED = [*listings.COLUMNS, *listings.COUNTS]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A fault in an archive; `path` is relative to the archive's folder."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def verify_archive(folder: Path, *, fast: bool = False) -> Iterator[Discrepancy]:
    """Yield the faults of an archive, or of any other bag; nothing if it is valid.

    Checks the bag (RFC 8493, section 3). For an archive, also checks that the lists agree with each other and with the
    files, that each record matches its source, and that each document has its source's text; `fast` is that of
    `verify_document`. Memory does not grow with the number of files.
    """
    folder = Path(folder)
    declaration = folder / "bagit.txt"
    if not declaration.is_file():
        yield Discrepancy(
            "bagit.txt", "it is missing, so the archive is incomplete; run the command that made it again"
        )
    elif not _DECLARATION.fullmatch(read_regular(declaration, 1000)):
        yield Discrepancy("bagit.txt", "this is not the declaration of a bag in UTF-8")
    with closing(sqlite3.connect("")) as table:  # a temporary file that SQLite removes
        bag = _Bag(folder, table)
        yield from bag.check()
        info = bag.info()
        made_here = info.get("Bag-Software-Agent", "").startswith("newsconvert")
        if made_here or (folder / "data/articles").exists() or (folder / "data/manifest.jsonl").exists():
            yield from _Contents(folder, bag, info.get("External-Description", ""), fast=fast).check()


class _Bag:
    """The tag files and the payload, compared."""

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
        if any(one[1] for one in manifests):
            told = {path for (path,) in tags}
            known = [one[0] for one in manifests if not one[1]] + ["bagit.txt", "bag-info.txt"]
            untold = [name for name in known if name not in told and (self.folder / name).exists()]
            yield from (Discrepancy(name, "it is not in a tag manifest") for name in untold)
        elif (self.folder / "bag-info.txt").exists() and "newsconvert" in self.info().get("Bag-Software-Agent", ""):
            yield Discrepancy("tagmanifest-sha512.txt", "the bag has no tag manifest")
        size = count = 0
        for path in (path for (path,) in tags):
            yield from self._compare(path, self._algorithms(path))
        for path in _walk(self.folder, "data"):
            count += 1
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

    def _read(self, name: str, algorithm: str) -> Iterator[Discrepancy]:
        try:
            file = open_regular(self.folder / name)
        except OSError as problem:
            yield Discrepancy(name, reason_of(problem))
            return
        with io.TextIOWrapper(io.BufferedReader(file), encoding="utf-8", errors="surrogateescape") as lines:
            for number, line in enumerate(lines, 1):
                told = _LINE.fullmatch(line.rstrip("\r\n"))
                path = _decode_path(told[2]) if told else ""
                if not told or path.startswith(("/", "~")) or ".." in path.split("/"):
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


class _Contents:
    """Compares the records with the files, and the lists with the records. It stands in for `contents.Contents`."""

    def __init__(self, folder: Path, bag: _Bag, title: str, *, fast: bool) -> None:
        self._payload, self._bag, self.title, self._fast = folder / "data", bag, title, fast
        self.shown: dict[str, str] = {}
        self._unlike: list[str] = []

    def check(self) -> Iterator[Discrepancy]:
        """Yield the faults of records, documents and lists."""
        formats: set[str] = set()
        try:
            for record in self.records():
                yield from self._record(record)
                formats.update(record.documents)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            yield Discrepancy("data/manifest.jsonl", f"it cannot be read ({type(problem).__name__}: {problem})")
            return
        yield from (Discrepancy(path, "no record names this file") for path in self._bag.unnamed_files())
        columns = self._columns()
        if columns[: len(_FIXED)] != _FIXED and columns[: len(listings.COLUMNS)] == _FIXED[:-2]:
            told = "the lists have the form of an earlier version; run the command that made the archive again"
            yield Discrepancy("data/manifest.csv", told)
            return
        for part in listings.parts(columns[len(_FIXED) :] or sorted(formats)):
            part(cast("Any", self))
        yield from (Discrepancy(f"data/{path}", "it does not agree with the records") for path in self._unlike)

    def records(self, *states: State) -> Iterator[Record]:
        """Yield the records of the manifest."""
        with io.BufferedReader(open_regular(self._payload / "manifest.jsonl")) as lines:
            for line in lines:
                record = Record.loads(line)
                if not states or record.state in states:
                    yield record

    def _columns(self) -> list[str]:
        """Return the columns of the manifest."""
        try:
            with io.TextIOWrapper(open_regular(self._payload / "manifest.csv"), encoding="utf-8-sig") as table:
                return table.readline().strip().split(",")
        except (OSError, UnicodeDecodeError):
            return []

    @contextmanager
    def create(self, path: str, fingerprint: str = "") -> Iterator[BinaryIO]:  # noqa: ARG002
        """Compare what is written with the existing file."""
        comparison = _Comparison(self._payload / path)
        yield cast("BinaryIO", comparison)
        if not comparison.close():
            self._unlike.append(path)

    def _record(self, record: Record) -> Iterator[Discrepancy]:
        if record.state is State.DUPLICATE:
            if not self._bag.note_article(record.id):
                yield Discrepancy("data/manifest.jsonl", f"{record.origin} repeats an article that is missing")
            return
        if self._bag.note_article(record.id):
            yield Discrepancy("data/manifest.jsonl", f"{record.id} is in it twice")
            return
        if record.source_path is None and (record.documents or record.state is State.MADE):
            yield Discrepancy(f"data/{record.folder}", "the record lists documents, but no source")
            return
        named = [one for one in (record.source_path, record.sidecar_path) if one]
        absent = [path for path in named if self._bag.name(path) is None]
        yield from (Discrepancy(f"data/{path}", "the source that the record names is missing") for path in absent)
        yield from self._own(record)
        if absent or (yield from self._pictures(record)):
            return
        data, sidecar = (self._read(path) for path in (record.source_path, record.sidecar_path))
        if data is not None and record.id not in (article_id(data, sidecar), malformed_record_id(data)):
            yield Discrepancy(f"data/{record.source_path}", "this is not the source that the record was made from")
            return
        yield from self._article(record, data, sidecar)

    def _pictures(self, record: Record) -> Generator[Discrepancy, None, bool]:
        """Yield the faults of the pictures that a record names; return whether there are any."""
        wrong = False
        for one in record.picture_files:
            found, message = self._bag.name(one.path), None
            if not one.path.startswith(f"{record.folder}/pictures/"):
                message = "the record names a picture of another article"
            elif found is None:
                message = "the picture that the record names is missing"
            elif found != (one.bytes, one.sha256):
                message = "this is not the picture that the record lists"
            if message:
                wrong = True
                yield Discrepancy(f"data/{one.path}", message)
        return wrong

    def _own(self, record: Record) -> Iterator[Discrepancy]:
        """Compare the record in the article's folder with the one in the manifest."""
        path = f"{record.folder}/record.json"
        if self._bag.name(path) is None:
            yield Discrepancy(f"data/{path}", "the record is missing")
        elif self._read(path) != record.dumps().encode() + b"\n":
            yield Discrepancy(f"data/{path}", "this is not the record in the manifest")

    def _read(self, path: str | None) -> bytes | None:
        return (self._payload / path).read_bytes() if path else None

    def _article(self, record: Record, data: bytes | None, sidecar: bytes | None) -> Iterator[Discrepancy]:
        """Compare the source with the record and with the text of each document."""
        article, asked = None, Recorder(None)
        try:
            if data is not None:
                pictures = {
                    path: (self._payload / one.path).read_bytes() for path, one in record.pictures.items() if one
                }
                asked = Recorder(pictures)
                found = read_again(record, data, sidecar, asked)
                article = found.value
        except (NewsConvertError, TypeError, ValueError) as problem:
            if record.title is not None:
                yield Discrepancy(f"data/{record.source_path}", f"the source cannot be read again: {problem}")
                return
        if article is not None and record.title is not None:
            stated = with_metadata(record, article), asked.found.keys()
            if stated != (record, record.pictures.keys()):
                yield Discrepancy(f"data/{record.folder}/record.json", "the record does not match the source")
        for name, document in record.documents.items():
            yield from self._document(record, name, document, article)

    def _document(self, record: Record, name: str, document: Document, article: Any) -> Iterator[Discrepancy]:
        path = f"data/{document.path}"
        found = self._bag.name(document.path)
        if not document.path.startswith(f"{record.folder}/article."):
            yield Discrepancy(path, "the record names a document of another article")
        elif found is None:
            yield Discrepancy(path, "the document that the record names is missing")
        elif found != (document.bytes, document.sha256):
            yield Discrepancy(path, "this is not the document that the record lists")
        elif name in FORMATS and article is not None:
            data = (self._payload / document.path).read_bytes()
            if name == "json" and _json(data) != to_json(article):
                yield Discrepancy(path, "its text is not that of the source")
            receipt = verify_document(article, name, data, fast=self._fast)
            yield from (Discrepancy(path, str(finding)) for finding in receipt.findings)
            kept = document.receipt
            if kept is not None and (kept.get("sha256"), kept.get("ok")) != (receipt.sha256, receipt.ok):
                yield Discrepancy(path, "the receipt in the record is not that of this document")


def _json(data: bytes) -> object:
    try:
        return json.loads(data)
    except ValueError:
        return None


class _Comparison:
    """An output stream that compares what is written with a file."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("rb") if path.is_file() else None
        self._like = self._stream is not None

    def write(self, data: bytes) -> int:
        """Compare the next bytes."""
        if self._stream is not None and self._like:
            self._like = self._stream.read(len(data)) == data
        return len(data)

    def close(self) -> bool:
        """Return whether everything was equal, up to the end of the file."""
        if self._stream is None:
            return False
        with self._stream:
            return self._like and not self._stream.read(1)


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
