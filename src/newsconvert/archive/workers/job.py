"""The work on one article: its bytes in, its documents and record out. A pure function, run in a worker."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from ...api import load_many
from ...errors import InputError, NewsConvertError
from ...model import Article, article_text
from ...options import Limits, PictureFiles, ReaderOptions
from ...plugins import find
from ...readers import reader_for, readers
from ...readers.images import Recorder, from_bytes
from ...resources import Resources
from ...result import Converted
from ...verification import FORMATS, Receipt, page_count, verify_document
from ...writers import writers
from ..model import PICTURE_SUFFIXES, File, Item, Job, Outcome, Recipe
from ..record import Document, Json, PictureFile, Record, State, folder_of


def make(job: Job) -> Outcome:
    """Read the article of `job`, write and verify each format, and return the outcome.

    Errors of the article are not raised. They are part of the outcome, along with the documents that could be made.
    """
    if job.item.error or job.item.data is None:
        return failed_outcome(job, job.item.error or "it is empty.")
    try:
        asked = Recorder(job.item.files())
        found = read_item(job.item, job.recipe.reading, asked)
    except Exception as problem:  # a bug here must not stop the other articles
        return failed_outcome(job, _describe_error(problem))
    article = found.value
    kept, record = _source_files(job, asked.found)
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
            receipt = _verify_document(article, name, made.value, job.recipe)
        except Exception as problem:
            errors[name] = _describe_error(problem)
            continue
        if receipt and not receipt.ok:  # keep the document, so that people can look at it
            errors[name] = _describe_mismatch(receipt)
        if name == "pdf":
            pages = receipt.pages if receipt else page_count(made.value)
        files.append(file)
        shown = receipt.to_json() if receipt else None
        documents[name] = Document(file.path, file.size, file.sha256, shown, made.warnings)
    record = replace(
        with_metadata(record, article),
        state=State.FAILED if errors else State.MADE,
        warnings=found.warnings,
        documents=documents,
        pages=pages,
        error=" ".join(errors.values()) or None,
    )
    return Outcome(job.id, record, tuple(files), job.formats, errors)


def failed_outcome(job: Job, error: str) -> Outcome:
    """Return the outcome of a job that could not be done at all, such as one that crashes its worker."""
    files, record = _source_files(job)
    return Outcome(job.id, replace(record, error=error), files, job.formats, dict.fromkeys(job.formats, error))


def read_item(item: Item, reading: ReaderOptions, files: PictureFiles | None = None) -> Converted[Article]:
    """Return the article of `item`, with the pictures in `files`, by default those beside it.

    Raise InputError when it cannot be read.
    """
    options, data = replace(item.options(reading), folder=files or item.files()), io.BytesIO(item.data or b"")
    several = load_many(data, reader=item.reader, file_name=item.file_name, options=options, sidecar=item.sidecar)
    try:
        found = next(several)[1]
        if isinstance(found, InputError):
            raise found
    except InputError as problem:  # the origin names the file, and errors are listed beside it
        raise type(problem)(str(problem).removeprefix(f"{item.file_name}: ")) from problem
    return found


def with_pictures(item: Item, reading: ReaderOptions) -> Item:
    """Return `item` with the bytes of the pictures that it refers to, for a worker that cannot read where they are."""
    asked = Recorder(item.files())
    with suppress(Exception):  # the worker meets the same error and reports it
        read_item(item, reading, asked)
    return replace(item, beside=asked.found)


def portable(job: Job) -> Job:
    """Return a job that a worker on another machine can do: with the pictures in place of the folder they are in."""
    folder = job.item.beside
    if not isinstance(folder, str):
        return job
    item = job.item if _has_pictures(folder) else replace(job.item, beside=None)
    return replace(job, item=with_pictures(item, job.recipe.reading) if item.beside else item)


@lru_cache(maxsize=1024)
def _has_pictures(folder: str) -> bool:
    """Return whether any file in or below a folder is named like a picture; reading all articles for none is slow."""
    return any(name.lower().endswith(PICTURE_SUFFIXES) for _, _, names in os.walk(folder) for name in names)


def read_again(
    record: Record,
    data: bytes,
    sidecar: bytes | None = None,
    pictures: PictureFiles = MappingProxyType({}),
    *,
    alone: bool = False,
) -> Converted[Article]:
    """Return the article of a record, read from the archived bytes. Raise InputError when it cannot be read.

    `pictures` are the bytes of its pictures, by the paths that the record has for them. `alone` reads it as a file of
    its own, with the warnings that a file has once.
    """
    reader, file_name, options = reading_of(record)
    if alone:
        options = replace(options, first_record=1)
    return read_item(Item(record.origin, data, file_name, reader, sidecar), options, pictures)


def article_of(record: Record, read: Callable[[str], bytes]) -> Article:
    """Return the article of a record as `read_again` does; `read` gives the bytes of a file of the archive."""
    data = read(record.source_path or "")
    sidecar = read(record.sidecar_path) if record.sidecar_path else None
    pictures = {path: read(one.path) for path, one in record.pictures.items() if one}
    return read_again(record, data, sidecar, pictures).value


def reading_of(record: Record) -> tuple[str | None, str | None, ReaderOptions]:
    """Return how the source of a record was read: by which reader, under which name, with which options."""
    known: Json = dict(record.reading)
    reader, file_name = known.pop("reader", None), known.pop("file_name", None)
    known |= {name: tuple(map(_as_tuples, known[name])) for name in ("normalize", "mapping") if name in known}
    return reader, file_name, ReaderOptions(**known | {"limits": Limits(**known.get("limits", {}))})


def _as_tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _source_files(
    job: Job, pictures: Mapping[str, bytes | None] = MappingProxyType({})
) -> tuple[tuple[File, ...], Record]:
    """Return the files of the source and of the pictures beside it, and a record that lists only them."""
    item = job.item
    record = Record(job.id, item.origin, State.FAILED)
    if item.data is None:
        return (), record
    source = File.of(f"{folder_of(job.id)}/source{_ending(item)}", item.data)
    files = [source]
    if item.sidecar is not None:
        files.append(File.of(f"{folder_of(job.id)}/source.toml", item.sidecar))
    usual, asked = asdict(ReaderOptions()), asdict(replace(item.options(job.recipe.reading), folder=None))
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
    kept: dict[str, PictureFile | None] = dict.fromkeys(sorted(pictures))
    for path in kept:
        if (shown := pictures[path]) is not None:
            copy = _picture_file(job.id, shown)
            kept[path] = PictureFile(copy.path, copy.size, copy.sha256)
            files += [copy] if copy not in files else []  # a picture that is shown twice is stored once
    return tuple(files), replace(record, pictures=kept)


def _picture_file(identifier: str, data: bytes) -> File:
    """Return the file of a picture; its name is the SHA-256 of its bytes."""
    found = from_bytes(data)
    ending = found.media_type.rpartition("/")[2] if found else "bin"
    return File.of(f"{folder_of(identifier)}/pictures/{hashlib.sha256(data).hexdigest()}.{ending}", data)


def _reader(item: Item) -> str:
    return item.reader or reader_for(item.file_name).name


def _ending(item: Item) -> str:
    """Return the suffix of the file that keeps the source: the original one if its reader knows it."""
    if item.ending:
        return item.ending
    known: Iterable[str] = readers()[_reader(item)].suffixes if _reader(item) in readers() else ()
    own = PurePath(item.file_name or "").suffix.lower()
    return own if own in known else next(iter(known), ".bin")


def with_metadata(record: Record, article: Article) -> Record:
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


def _verify_document(article: Article, name: str, data: bytes, recipe: Recipe) -> Receipt | None:
    """Return the receipt of a document, or None if not requested or if the format cannot be verified.

    It was made here a moment ago: its text is compared, not its look, which takes `verify` most of the time.
    """
    return verify_document(article, name, data, fast=True) if recipe.verify and name in FORMATS else None


def _describe_mismatch(receipt: Receipt) -> str:
    """Summarise a failed receipt in one sentence."""
    more = len(receipt.findings) - 1
    return f"its text differs from the source: {receipt.findings[0]}{f', and {more} more findings' if more else ''}."


def _describe_error(problem: Exception) -> str:
    """Return an error in one sentence."""
    if isinstance(problem, NewsConvertError):
        return str(problem)
    return f"an unexpected error ({type(problem).__name__}: {problem})."
