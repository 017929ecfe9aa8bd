"""The work on one article: its bytes in, its documents and record out. A pure function, run in a worker."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from .. import __version__
from ..api import load_many
from ..errors import InputError, NewsConvertError
from ..model import Article, article_text
from ..options import Limits, ReaderOptions, WriterOptions
from ..plugins import find
from ..readers import reader_for, readers
from ..resources import Resources, bundled_families, theme_names
from ..result import Converted
from ..verification import FORMATS, Receipt, page_count, verify_document
from ..writers import writers
from .record import Document, Json, Record, State, folder_of


@dataclass(frozen=True, slots=True)
class Item:
    """One article as it comes from a source: its bytes, not yet parsed.

    `origin` identifies it, for people too: a path as it was given (`news/a.txt`, `news.zip/a.txt`), with `#NUMBER` for
    a record of a corpus (`corpus.jsonl#17`). `file_name` is recorded as the origin of the bytes; its suffix selects the
    reader unless `reader` is given. A record of a corpus is a file that holds only this record (see `readers.Part`):
    `number` is its position in the corpus, `encoding` was detected from the whole, `ending` is the suffix of a file
    that keeps it. `sidecar` is the content of the TOML file beside it. `error` replaces the bytes if the source cannot
    be read, or accompanies them if they are not a valid record (`broken`). `fraction` is how much of all sources has
    been read so far, from 0 to 1, or None if unknown.
    """

    origin: str
    data: bytes | None
    file_name: str | None = None
    reader: str | None = None
    sidecar: bytes | None = None
    error: str | None = None
    fraction: float | None = None
    encoding: str | None = None
    number: int | None = None
    ending: str | None = None

    def options(self, reading: ReaderOptions) -> ReaderOptions:
        """Return `reading` with the values that are known for this article."""
        return replace(
            reading, encoding=self.encoding or reading.encoding, first_record=self.number or reading.first_record
        )

    @property
    def id(self) -> str:
        """The article's id: the SHA-256 of its bytes and its sidecar's, or of its origin if it has no bytes."""
        if self.data is None:
            return hashlib.sha256(b"origin\0" + self.origin.encode(errors="surrogateescape")).hexdigest()
        return broken(self.data) if self.error is not None else identity(self.data, self.sidecar)

    @property
    def mark(self) -> str:
        """A hash of everything else that determines the article's documents and record, except the origin."""
        known = (self.file_name, self.reader, self.encoding, self.number, self.ending, self.error)
        return hashlib.sha256(json.dumps(known).encode()).hexdigest()


def identity(data: bytes, sidecar: bytes | None) -> str:
    """Return the id of an article: the SHA-256 of its source's bytes and its sidecar's, if it has one."""
    content = hashlib.sha256(data)
    if sidecar is not None:
        content.update(b"\0sidecar\0" + sidecar)
    return content.hexdigest()


def broken(data: bytes) -> str:
    """Return the id of an invalid record. It differs from `identity`: the same bytes as a file may be an article."""
    return hashlib.sha256(b"broken\0" + data).hexdigest()


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to make of every article. `formats` are pairs of a writer's name and its options.

    `timestamp` is that of `Resources`. With `verify`, the text of each document is extracted and compared. `reader` is
    the name of the requested reader, if any.
    """

    formats: tuple[tuple[str, WriterOptions], ...]
    reading: ReaderOptions = field(default_factory=ReaderOptions)
    timestamp: datetime | None = None
    verify: bool = True
    reader: str | None = None

    def fingerprint(self, name: str) -> str:
        """Return a hash of everything that determines the bytes of a document of the format `name`, except the item.

        The user's themes and fonts are hashed by content.
        """
        options = dict(self.formats)[name]
        values = {field.name: _plain(getattr(options, field.name)) for field in fields(options)}
        known = [__version__, name, values, asdict(self.reading), str(self.timestamp), self.verify, self.reader]
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def _plain(value: object) -> object:
    """Return an option as JSON; for a file or folder, a hash of its content."""
    if not isinstance(value, str | Path):
        return value
    # The name of a bundled theme or font means that one, even if a folder has the same name.
    bundled = not value or value in theme_names() or value in bundled_families()
    if bundled or not Path(value).exists():
        return str(value)
    path = Path(value)
    found = hashlib.sha256()
    for part in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
        found.update(f"{part.relative_to(path)}\0".encode() + part.read_bytes())
    return [str(value), found.hexdigest()]


@dataclass(frozen=True, slots=True)
class Job:
    """An article to convert. It can be pickled. `formats` are those of the recipe that are due in this run."""

    id: str
    item: Item
    recipe: Recipe
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file of the archive, at `path` in the payload; `data` is None if a worker has already written it."""

    path: str
    data: bytes | None
    size: int
    sha256: str
    sha512: str

    @classmethod
    def of(cls, path: str, data: bytes) -> File:
        """Return a File with its hashes."""
        return cls(path, data, len(data), hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest())


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a job: the record, with the formats of this job only, and the files, except the record's own.

    `tried` are the job's formats, `errors` the errors of those that failed.
    """

    id: str
    record: Record
    files: tuple[File, ...]
    tried: tuple[str, ...]
    errors: Mapping[str, str] = field(default_factory=dict)


def make(job: Job) -> Outcome:
    """Read the article of `job`, write and verify each format, and return the outcome.

    Errors of the article are not raised. They are part of the outcome, along with the documents that could be made.
    """
    if job.item.error or job.item.data is None:
        return failed(job, job.item.error or "it is empty.")
    try:
        found = read_item(job.item, job.recipe.reading)
    except Exception as problem:  # a bug here must not stop the other articles
        return failed(job, _told(problem))
    article = found.value
    kept, record = _kept(job)
    documents: dict[str, Document] = {}
    errors: dict[str, str] = {}
    files = list(kept)
    pages: int | None = None
    resources = Resources(timestamp=job.recipe.timestamp)
    options = dict(job.recipe.formats)
    for name in job.formats:
        try:
            writer = find("format", name, writers())
            made = writer.write(article, options[name], resources)
            file = File.of(f"{folder_of(job.id)}/article{writer.suffix}", made.value)
            receipt = _verified(article, name, made.value, job.recipe)
        except Exception as problem:
            errors[name] = _told(problem)
            continue
        if receipt and not receipt.ok:  # keep the document, so that people can look at it
            errors[name] = _unlike(receipt)
        if name == "pdf":
            pages = receipt.pages if receipt else page_count(made.value)
        files.append(file)
        shown = receipt.to_json() if receipt else None
        documents[name] = Document(file.path, file.size, file.sha256, shown, made.warnings)
    record = replace(
        described(record, article),
        state=State.FAILED if errors else State.MADE,
        warnings=found.warnings,
        documents=documents,
        pages=pages,
        error=" ".join(errors.values()) or None,
    )
    return Outcome(job.id, record, tuple(files), job.formats, errors)


def failed(job: Job, error: str) -> Outcome:
    """Return the outcome of a job that could not be done at all, such as one that crashes its worker."""
    files, record = _kept(job)
    return Outcome(job.id, replace(record, error=error), files, job.formats, dict.fromkeys(job.formats, error))


def read_item(item: Item, reading: ReaderOptions) -> Converted[Article]:
    """Return the article of `item`. Raise InputError when it cannot be read."""
    options, data = item.options(reading), io.BytesIO(item.data or b"")
    several = load_many(data, reader=item.reader, file_name=item.file_name, options=options, sidecar=item.sidecar)
    try:
        found = next(several)[1]
        if isinstance(found, InputError):
            raise found
    except InputError as problem:  # the origin names the file, and errors are listed beside it
        raise type(problem)(str(problem).removeprefix(f"{item.file_name}: ")) from problem
    return found


def read_again(record: Record, data: bytes, sidecar: bytes | None = None) -> Converted[Article]:
    """Return the article of a record, read from the archived bytes. Raise InputError when it cannot be read."""
    known: Json = dict(record.reading)
    reader, file_name = known.pop("reader", None), known.pop("file_name", None)
    known |= {name: tuple(map(_tupled, known[name])) for name in ("normalize", "mapping") if name in known}
    options = ReaderOptions(**known | {"limits": Limits(**known.get("limits", {}))})
    return read_item(Item(record.origin, data, file_name, reader, sidecar), options)


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _kept(job: Job) -> tuple[tuple[File, ...], Record]:
    """Return the files of the source, and a record that lists only them."""
    item = job.item
    record = Record(job.id, item.origin, State.FAILED)
    if item.data is None:
        return (), record
    source = File.of(f"{folder_of(job.id)}/source{_ending(item)}", item.data)
    files = [source]
    if item.sidecar is not None:
        files.append(File.of(f"{folder_of(job.id)}/source.toml", item.sidecar))
    usual, asked = asdict(ReaderOptions()), asdict(item.options(job.recipe.reading))
    reading = {name: value for name, value in asked.items() if value != usual[name]}
    # In the form of JSON, so that a record is equal before and after it is written.
    reading = json.loads(json.dumps(reading | {"reader": _reader(item), "file_name": item.file_name}))
    record = replace(
        record,
        sha256=source.sha256,
        source_path=source.path,
        source_bytes=source.size,
        sidecar_path=files[1].path if len(files) > 1 else None,
        reading=reading,
    )
    return tuple(files), record


def _reader(item: Item) -> str:
    return item.reader or reader_for(item.file_name).name


def _ending(item: Item) -> str:
    """Return the suffix of the file that keeps the source: the original one if its reader knows it."""
    if item.ending:
        return item.ending
    known: Iterable[str] = readers()[_reader(item)].suffixes if _reader(item) in readers() else ()
    own = PurePath(item.file_name or "").suffix.lower()
    return own if own in known else next(iter(known), ".bin")


def described(record: Record, article: Article) -> Record:
    """Return `record` with the metadata of `article`."""
    source = article.source
    retrieved = source.retrieved if source else None
    return replace(
        record,
        title=article.headline,
        kicker=article.kicker,
        byline=article.byline,
        dateline=article.dateline,
        published=article.published.isoformat() if article.published else None,
        source_name=source.name if source else None,
        source_url=source.url if source else None,
        retrieved=retrieved.isoformat() if retrieved else None,
        language=article.language,
        direction=article.direction,
        encoding=article.provenance.encoding,
        words=sum(len(piece.split()) for piece in article_text(article)),
    )


def _verified(article: Article, name: str, data: bytes, recipe: Recipe) -> Receipt | None:
    """Return the receipt of a document, or None if not requested or if the format cannot be verified."""
    return verify_document(article, name, data) if recipe.verify and name in FORMATS else None


def _unlike(receipt: Receipt) -> str:
    """Summarise a failed receipt in one sentence."""
    more = len(receipt.findings) - 1
    return f"its text differs from the source: {receipt.findings[0]}{f', and {more} more findings' if more else ''}."


def _told(problem: Exception) -> str:
    """Return an error in one sentence."""
    if isinstance(problem, NewsConvertError):
        return str(problem)
    return f"an unexpected error ({type(problem).__name__}: {problem})."
