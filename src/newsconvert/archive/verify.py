"""Verify an archive: its bag, its lists, and the text of every document.

The bag's checksums reveal accidental damage; the other checks reveal changes made with the checksums updated to match.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, cast

from .. import __version__
from ..errors import NewsConvertError, reason_of
from ..files import open_regular, read_regular
from ..interchange import to_json
from ..readers.images import Recorder
from ..verification import FORMATS, damage_receipt, verify_document
from ..witnessing import Witness
from .bagcheck import Bag, Discrepancy
from .model import CATALOGUE, DECLARATION, PRIVATE, SHARDS, article_id, malformed_record_id
from .outputs import listings
from .outputs.finish import read_me
from .record import Document, Record, State, moved, prefix_of
from .workers.job import read_again, reading_of, with_metadata

_DECLARATION = re.compile(rb"BagIt-Version: \d+\.\d+\r?\nTag-File-Character-Encoding: UTF-8\r?\n?")
_FIXED = [*listings.COLUMNS, *listings.COUNTS]


#: Makes a shard be there, whole, for a block; its name is given.
Shard = Callable[[str], AbstractContextManager[object]]


def _is_there(shard: str) -> AbstractContextManager[object]:
    del shard
    return nullcontext()


def verify_archive(folder: Path, *, fast: bool = False, shard: Shard = _is_there) -> Iterator[Discrepancy]:
    """Yield the faults of an archive, or of any other bag; nothing if it is valid.

    Checks the bag (RFC 8493, section 3). For an archive, also checks that the lists agree with each other and with the
    files, that each record matches its source, and that each document has its source's text; `fast` is that of
    `verify_document`. Memory does not grow with the number of files. Of the shards of a catalogue, the list of records
    and the tag manifest have to be there all the time, the rest while `shard` says so.
    """
    folder = Path(folder)
    if (folder / CATALOGUE).is_dir() and not (folder / DECLARATION).exists():
        yield from _verify_catalogue(folder, shard, fast=fast)
        return
    with closing(sqlite3.connect("")) as table:  # a temporary file that SQLite removes
        yield from _verify_bag(folder, table, fast=fast)


def _verify_bag(folder: Path, table: sqlite3.Connection, *, fast: bool) -> Iterator[Discrepancy]:
    declaration = folder / "bagit.txt"
    if not declaration.is_file():
        yield Discrepancy(
            "bagit.txt", "it is missing, so the archive is incomplete; run the command that made it again"
        )
    elif not _DECLARATION.fullmatch(read_regular(declaration, 1000)):
        yield Discrepancy("bagit.txt", "this is not the declaration of a bag in UTF-8")
    bag = Bag(folder, table)
    yield from bag.check()
    info = bag.info()
    made_here = info.get("Bag-Software-Agent", "").startswith("newsconvert")
    if made_here or (folder / "data/articles").exists() or (folder / "data/manifest.jsonl").exists():
        yield from _Contents(folder, bag, info.get("External-Description", ""), fast=fast).check()
    yield from _check_read_me(folder, bag)


def _verify_catalogue(folder: Path, shard: Shard, *, fast: bool) -> Iterator[Discrepancy]:
    """Yield the faults of the shards of an archive and of its catalogue, and where they do not agree."""
    with closing(sqlite3.connect("")) as table:
        bag = Bag(folder / CATALOGUE, table)
        if not (folder / CATALOGUE / DECLARATION).is_file():
            told = "it is missing, so the archive is incomplete; run the command that made it again"
            yield Discrepancy(f"{CATALOGUE}/{DECLARATION}", told)
        yield from (_below(CATALOGUE, one) for one in bag.check())
        title = bag.info().get("External-Description", "")
        contents = _Catalogue(folder, bag, title, fast=fast)
        yield from (_below(CATALOGUE, one) for one in contents.check())
        yield from _check_read_me(folder, bag, f"{CATALOGUE}/")
    for entry in sorted(folder.iterdir()):
        if entry.name not in ("README.txt", SHARDS, CATALOGUE, PRIVATE):
            yield Discrepancy(entry.name, "this does not belong to the archive")
    known = set(contents.shards)
    for path in sorted((folder / SHARDS).iterdir()) if (folder / SHARDS).is_dir() else ():
        if path.name not in known:
            yield Discrepancy(f"{SHARDS}/{path.name}", "the catalogue does not list this")
    for name in contents.shards:
        with shard(name), closing(sqlite3.connect("")) as table:
            yield from (
                _below(f"{SHARDS}/{name}", one) for one in _verify_bag(folder / SHARDS / name, table, fast=fast)
            )


def _check_read_me(folder: Path, bag: Bag, catalogue: str = "") -> Iterator[Discrepancy]:
    """Compare the file that explains an archive to people with what this version writes, if it has made the `bag`."""
    info, site = bag.info(), (bag.folder / "data/index.html").is_file()
    if info.get("Bag-Software-Agent") != f"newsconvert {__version__}":
        return
    text = read_me(info.get("External-Description", ""), site=site, catalogue=catalogue)
    try:
        found = read_regular(folder / "README.txt")
    except OSError as problem:
        yield Discrepancy("README.txt", reason_of(problem))
        return
    if found != text.encode():
        yield Discrepancy("README.txt", "this is not the text that this version writes")


def _below(folder: str, one: Discrepancy) -> Discrepancy:
    return Discrepancy(f"{folder}/{one.path}", one.message)


class _Contents:
    """Compares the records with the files, and the lists with the records. It stands in for `contents.Contents`."""

    def __init__(self, folder: Path, bag: Bag, title: str, *, fast: bool) -> None:
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
        yield from self._lists(columns[len(_FIXED) :] or sorted(formats))
        yield from self._volumes()

    def _volumes(self) -> Iterator[Discrepancy]:
        """Yield the bound volumes that cannot be read, whose checksums may have been updated to match."""
        for path in sorted((self._payload / "volumes").glob("*")):
            if (format_ := path.suffix.removeprefix(".")) in FORMATS and path.is_file():
                damage = damage_receipt(format_, read_regular(path))
                told = damage.findings if damage else ()
                yield from (Discrepancy(f"data/volumes/{path.name}", str(one)) for one in told)

    def _lists(self, formats: list[str]) -> Iterator[Discrepancy]:
        """Compare the lists with what would be written now."""
        for part in listings.parts(formats):
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
            if not self._fast and data is not None:
                witness = Witness(data, *reading_of(record))
                lost = witness.findings(article, found.warnings, 1)
                if lost:  # of columns that nothing uses, the first record of a file says so for all
                    witness.hear(read_again(record, data, sidecar, asked, alone=True).warnings)
                    lost = witness.findings(article, found.warnings, 1)
                yield from (Discrepancy(f"data/{record.source_path}", str(finding)) for finding in lost)
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


class _Catalogue(_Contents):
    """Compares the lists of a catalogue with each other and with the shards."""

    def __init__(self, folder: Path, bag: Bag, title: str, *, fast: bool) -> None:
        super().__init__(folder / CATALOGUE, bag, title, fast=fast)
        self._root = folder
        self.shards: list[str] = []

    def check(self) -> Iterator[Discrepancy]:
        """Yield the faults of the lists."""
        try:
            yield from self._list()
            yield from self._compare_records()
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            yield Discrepancy("data/manifest.jsonl", f"it cannot be read ({type(problem).__name__}: {problem})")
            return
        yield from self._lists(self._columns()[len(_FIXED) :])

    def _list(self) -> Iterator[Discrepancy]:
        """Compare the shards with the digests that the catalogue has of them."""
        for line in read_regular(self._payload / "shards.csv").decode().splitlines()[1:]:
            path, _, digest = line.split(",")
            name = path.removeprefix(f"{SHARDS}/")
            self.shards.append(name)
            if "/" in name or name.startswith("."):
                raise ValueError(f"{path} is no shard")
            try:
                found = hashlib.sha256(read_regular(self._root / path / "tagmanifest-sha256.txt")).hexdigest()
            except OSError:
                found = ""
            if found != digest:
                yield Discrepancy("data/shards.csv", f"{path} is missing, or not the one that the catalogue lists")

    def _compare_records(self) -> Iterator[Discrepancy]:
        """Compare the records with those of the shards, in order; those of repetitions may come in between."""
        every = self._of_shards()
        due = next(every, None)
        for record in self.records():
            if record == due:
                due = next(every, None)
                self._bag.note_article(record.id)
            elif record.state is not State.DUPLICATE or not self._bag.note_article(record.id):
                yield Discrepancy("data/manifest.jsonl", f"the record of {record.origin} is not that of its shard")
                return
        if due is not None:
            yield Discrepancy("data/manifest.jsonl", f"the record of {due.origin} is missing")

    def _of_shards(self) -> Iterator[Record]:
        for name in self.shards:
            with io.BufferedReader(open_regular(self._root / SHARDS / name / "data/manifest.jsonl")) as lines:
                for line in lines:
                    yield moved(Record.loads(line), prefix_of(name))


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
